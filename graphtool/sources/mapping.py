"""A mapping of columns kept in a file: our column names to those of somebody's tables, as TOML."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from graphtool.errors import InputError


def read_map(path: Path) -> dict[str, str]:
    """A mapping as ``write_map`` keeps it.

    Raises:
        InputError: the file cannot be read, or is no such mapping.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path} cannot be read as a map of columns ({_first_line(error)}): make it with --save-map."
        ) from error
    if not all(isinstance(theirs, str) for theirs in found.values()):
        raise InputError(f'{path} is no map of columns: it holds lines as author = "Author".')
    return found


def write_map(mapping: Mapping[str, str], path: Path) -> None:
    """Keep a mapping; what stands there already is not replaced unless it says the same.

    Raises:
        InputError: the file says something else, or cannot be written.
    """
    if path.exists() and read_map(path) == dict(mapping):
        return
    if path.exists():
        raise InputError(f"{path} holds another map of columns: name another --save-map.")
    lines = [f"{ours} = {json.dumps(theirs, ensure_ascii=False)}\n" for ours, theirs in mapping.items()]
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}): name another --save-map.") from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]

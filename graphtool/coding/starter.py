"""The first lines of a codebook for another condition."""

import json
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from graphtool.coding.codebook import load_codebook
from graphtool.coding.normal import normal
from graphtool.errors import InputError

_TEMPLATE: Final = "starter.toml"
_HOLE: Final = re.compile(r"%([A-Z_]+)%")
_WORD: Final = re.compile(r"[a-z0-9](?:[a-z0-9 .'/&+-]*[a-z0-9])?")


def new_codebook(
    path: Path,
    *,
    extends: str = "general",
    title: str | None = None,
    condition: Sequence[str] = (),
    overwrite: bool = False,
) -> None:
    """Write a commented codebook that loads and passes ``check``, to be filled in.

    Args:
        path: the file, which ends in ``.toml``.
        extends: the codebook whose rules it takes over, by name or file.
        title: what people call the condition; the file's name if None.
        condition: names of the condition, plain words in any spelling; the title if there are none.
        overwrite: replace what stands at ``path``.

    Raises:
        InputError: something stands at ``path`` already, it is no name for a codebook, or a condition is no plain word.
        CodebookError: the codebook extended cannot be read.
    """
    if path.suffix != ".toml":
        raise InputError(f"{path} does not end in .toml: name it {path.name}.toml.")
    if path.stem == Path(extends).stem:
        raise InputError(f"{path} would extend itself: give it another name than {path.stem}.")
    if path.exists() and not overwrite:
        raise InputError(f"{path} exists already: name another file, or add --overwrite.")
    load_codebook(extends)
    title = _plain(title or path.stem.replace("-", " ").replace("_", " "))
    words = [_plain(word) for word in condition or [title]]
    wrong = next((word for word in words if not _WORD.fullmatch(normal(word).decode().strip())), None)
    if wrong is not None:
        raise InputError(f"The condition {wrong!r} is no plain word: write --condition gout, and phrases into the file.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_filled(path, extends, title, words), encoding="utf-8", newline="\n")


def _filled(path: Path, extends: str, title: str, words: list[str]) -> str:
    """The template with its holes filled."""
    phrases = ", ".join(_quoted(_phrase(word)) for word in words)
    holes = {
        "TITLE": title,
        "FILE": _plain(path.name),
        "TITLE_TEXT": _quoted(title),
        "EXTENDS": _quoted(extends),
        "CONDITION": f"[{phrases}]",
        "ID": re.sub(r"[^a-z0-9]+", "-", normal(path.stem).decode().strip()).strip("-") or "own",
        "MATCH": ", ".join(_quoted(f"I have {word}.") for word in words),
        "NO_MATCH": _quoted(f"Do I have {words[0]}?"),
    }
    template = files("graphtool.coding").joinpath(_TEMPLATE).read_text(encoding="utf-8")
    return _HOLE.sub(lambda hole: holes.get(hole[1], hole[0]), template)


def _plain(text: str) -> str:
    """A text on one line, without characters that nobody sees."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def _phrase(word: str) -> str:
    """A plain word in the notation of phrases, where a point and a plus mean something."""
    return normal(word).decode().strip().replace(".", r"\.").replace("+", r"\+")


def _quoted(text: str) -> str:
    """A basic string of TOML, which escapes as JSON does."""
    return json.dumps(text, ensure_ascii=False)

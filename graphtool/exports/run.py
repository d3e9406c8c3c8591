"""The folder of a run: where it goes, and how it gets there whole."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from graphtool.errors import InputError

MANIFEST: Final = "manifest.json"


def free_folder(parent: Path, name: str) -> Path:
    """``parent/name``, or ``parent/name-2`` and so on when that holds something."""
    number = 1
    while True:
        folder = parent / (name if number == 1 else f"{name}-{number}")
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            return folder
        number += 1


def refuse_taken(folder: Path, *, overwrite: bool) -> None:
    """Make sure that a run may be written to ``folder``.

    Raises:
        InputError: it holds something and ``overwrite`` is not set, or holds what is not a run.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        if not overwrite:
            raise InputError(f"{folder} holds something already: name another -o, or add --overwrite to replace it.")
        if not (folder / MANIFEST).is_file():
            raise InputError(f"{folder} is not the folder of a run (it has no {MANIFEST}): name another -o.")


@contextmanager
def written_folder(folder: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """A folder to write a run into, which stands at ``folder`` only when all of it is written.

    Raises:
        InputError: ``folder`` holds something and ``overwrite`` is not set, or holds what is not a run.
    """
    refuse_taken(folder, overwrite=overwrite)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as made:
        staging = Path(made) / "run"
        staging.mkdir()
        yield staging
        if folder.exists():
            shutil.rmtree(folder)
        staging.rename(folder)


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write how the run was made beside what it made."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True, default=str)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")

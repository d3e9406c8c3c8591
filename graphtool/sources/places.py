"""Where exports lie: files, folders of them, archives, standard input."""

import shutil
import stat
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from graphtool.errors import InputError

STDIN: Final = Path("-")
_OFFICE: Final = ("[Content_Types].xml", "mimetype")  # spreadsheets are zip archives too
_JUNK: Final = frozenset(("__MACOSX", "Thumbs.db", "desktop.ini"))
_LARGEST_RATIO: Final = 200  # an archive that unpacks to more than this is made to fill a disk


class Place(NamedTuple):
    """A file to read, how to call it, and whether the user named it, or it was found in what they named."""

    path: Path
    name: str
    is_named: bool


@contextmanager
def gathered(paths: Sequence[Path]) -> Iterator[list[Place]]:
    """The files that paths stand for, in a canonical order: archives are unpacked, and gone again afterwards.

    A path is a file, a folder (with all below it), a ``.zip`` or ``.tar`` archive (packed or not), or ``-``.

    Raises:
        InputError: there is no such path, or an archive cannot be unpacked.
    """
    with tempfile.TemporaryDirectory(prefix="graphtool-") as folder:
        yield [place for path in paths for place in _places(path, path.name, Path(folder), is_named=True)]


def _places(path: Path, name: str, scratch: Path, *, is_named: bool) -> Iterator[Place]:
    if path == STDIN:
        copy = Path(tempfile.mkdtemp(dir=scratch)) / "standard input"
        with copy.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file, 1 << 20)
        path, name = copy, copy.name
    if path.is_dir():
        found = list(_below(path, name, scratch))
        if not found and is_named:
            raise InputError(f"{path} is an empty folder: name one with exports in it.")
        yield from found
    elif _is_archive(path):
        unpacked = Path(tempfile.mkdtemp(dir=scratch))
        _unpack(path, unpacked)
        yield from _below(unpacked, name, scratch)
    else:
        yield Place(path, name, is_named)


def _below(folder: Path, name: str, scratch: Path) -> Iterator[Place]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") or part in _JUNK for part in parts) or not stat.S_ISREG(path.stat().st_mode):
            continue
        yield from _places(path, "/".join((name, *parts)), scratch, is_named=False)


def _is_archive(path: Path) -> bool:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return not any(each in _OFFICE for each in archive.namelist())
        return path.is_file() and _is_tar(path)
    except (OSError, zipfile.BadZipFile, NotImplementedError):
        return False


def _is_tar(path: Path) -> bool:
    """A packed tar would have to be unpacked to be known, so there the name decides; a bare one says so itself."""
    if path.name.lower().endswith((".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")):
        return tarfile.is_tarfile(path)
    with path.open("rb") as file:
        file.seek(257)
        return file.read(5) == b"ustar"


def _unpack(path: Path, folder: Path) -> None:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                _refuse_bomb(path, sum(member.file_size for member in archive.infolist()))
                archive.extractall(folder)  # noqa: S202 - zipfile keeps members inside the folder
        else:
            with tarfile.open(path) as archive:
                _refuse_bomb(path, sum(member.size for member in archive.getmembers()))
                archive.extractall(folder, filter="data")
    except (OSError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile, tarfile.TarError, NotImplementedError) as error:
        why = (str(error).splitlines() or [type(error).__name__])[0]
        raise InputError(f"{path} cannot be unpacked ({why}): unpack it yourself and name the folder.") from error


def _refuse_bomb(path: Path, size: int) -> None:
    if size > max(path.stat().st_size * _LARGEST_RATIO, 1 << 30) or size > shutil.disk_usage(tempfile.gettempdir()).free:
        raise InputError(f"{path} unpacks to {size:,} bytes: unpack it yourself where there is room and name the folder.")

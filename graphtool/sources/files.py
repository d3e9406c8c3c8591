"""Bytes and lines of a file, compressed or not, in bounded memory."""

import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Final

import msgspec
import zstandard

from graphtool.errors import InputError

_HEAD: Final = 1 << 20
_CHUNK: Final = 1 << 22
_WINDOW: Final = 2**31  # Reddit dumps are packed with this window

_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_ZIP: Final = b"PK\x03\x04"
_SHEETS: Final = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_OTHER_KINDS: Final = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x7fELF": "a program",
    b"SQLite format 3\0": "an SQLite database",
    b"<!DOCTYPE": "a web page",
    b"<!doctype": "a web page",
    b"<html": "a web page",
}


@dataclass(frozen=True)
class Head:
    """The first megabyte of a file, unpacked."""

    path: Path
    start: bytes

    @property
    def kind(self) -> str | None:
        """What else the file is, when it plainly is something else; a spreadsheet is not."""
        if self.start.startswith(_ZIP):
            return None if _is_spreadsheet(self.path) else "a zip archive or an office document that cannot be read"
        return next((kind for magic, kind in _OTHER_KINDS.items() if self.start.startswith(magic)), None)

    @cached_property
    def record(self) -> dict[str, object] | None:
        """The first JSON object of the file, if its first lines hold one whole."""
        for line in self.start.removeprefix(codecs.BOM_UTF8).splitlines()[:20]:
            if line.strip():
                try:
                    found = msgspec.json.decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                    continue
                if isinstance(found, dict):
                    return found
        return None


def _is_spreadsheet(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name in _SHEETS for name in archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def open_head(path: Path) -> Head:
    """The beginning of a file.

    Raises:
        InputError: there is none, it is a folder, it is empty, or it cannot be read.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder: name one file in it.")
    if not path.exists():
        raise InputError(f"There is no file {path}: check the name.")
    try:
        with unpacked(path) as (stream, _):
            start = stream.read(_HEAD)
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        raise InputError(f"{path} cannot be read ({_first_line(error)}): check the file.") from error
    if not start.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise InputError(f"{path} is empty: check the export.")
    return Head(path, start)


class unpacked:  # noqa: N801 - used as a verb, like open
    """Open a file for reading, unpacked by what its first bytes say it is; ``with`` gives the stream and the raw file.

    The raw file's ``tell`` says how far reading has come.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> tuple[IO[bytes], IO[bytes]]:
        self._raw = self._path.open("rb")
        magic = self._raw.read(4)
        self._raw.seek(0)
        if magic.startswith(_GZIP):
            return io.BufferedReader(gzip.GzipFile(fileobj=self._raw)), self._raw
        if magic == _ZSTD:
            reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(self._raw, read_across_frames=True)
            return io.BufferedReader(reader, _CHUNK), self._raw
        return self._raw, self._raw

    def __exit__(self, *_: object) -> None:
        self._raw.close()


@dataclass
class Lines:
    """The lines of a file that hold something, with their numbers; ``broken`` says why it ended too early."""

    path: Path
    position: int = 0
    broken: str | None = None

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Yield (line number from 1, line without its end)."""
        for first, block in self.blocks():
            for number, line in enumerate(block.split(b"\n"), first):
                if line and not line.isspace():
                    yield number, line

    def blocks(self) -> Iterator[tuple[int, bytes]]:
        """Yield (number of its first line, some whole lines with their ends)."""
        number, rest = 1, list[bytes]()
        with unpacked(self.path) as (stream, raw):
            while True:
                try:
                    chunk = stream.read(_CHUNK)
                except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
                    self.broken = _first_line(error)
                    chunk = b""
                if not chunk:
                    break
                self.position = raw.tell()
                end = chunk.rfind(b"\n") + 1
                rest.append(chunk[:end])
                if end:
                    block = b"".join(rest)
                    yield number, block
                    number += block.count(b"\n")
                    rest = []
                rest.append(chunk[end:])
        if block := b"".join(rest):
            yield number, block


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]

"""The rows of a large Excel workbook, read as a stream: a library would hold every cell of it in memory.

Only what such tables need is understood: texts, numbers, truth values. A date is the number that Excel keeps for it.
"""

import html
import re
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final, Self

_LARGE: Final = 64 << 20  # bytes of a sheet, unpacked; smaller ones are read whole, which is faster
_LARGEST_TEXTS: Final = 3 << 30  # of all texts together; more is no table but a trap
_LONGEST: Final = 64 << 20  # bytes of a row, or of a text
_CHUNK: Final = 1 << 20
_WIDEST: Final = 16_384  # columns that Excel has

_TAG: Final = rb"<(?:\w+:)?"
_ROW: Final = re.compile(_TAG + rb"row\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?row>)", re.DOTALL)
_CELL: Final = re.compile(_TAG + rb"c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE: Final = re.compile(rb'\br="([A-Z]{1,3})?(\d+)"')
_TYPE: Final = re.compile(rb'\bt="(\w+)"')
_VALUE: Final = re.compile(_TAG + rb"v\b[^>]*>(.*?)</", re.DOTALL)
_TEXT: Final = re.compile(_TAG + rb"t\b[^>]*>(.*?)</(?:\w+:)?t>", re.DOTALL)
_SHARED: Final = re.compile(_TAG + rb"si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_SPOKEN: Final = re.compile(_TAG + rb"rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)  # how a text is read aloud
_SHEET: Final = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\b\w+:id="([^"]+)"')
_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")

Errors: Final = (OSError, EOFError, zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError)


def is_large(path: Path) -> bool:
    """Whether some sheet of a workbook is so large that it should be read as a stream."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(info.filename.startswith("xl/worksheets/") and info.file_size > _LARGE for info in archive.infolist())
    except Errors:
        return False


class Workbook:
    """An open workbook.

    Raises:
        ValueError: it is none, or its texts are too large to be those of a table.
        OSError, zipfile.BadZipFile, zlib.error: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        self._texts: _Texts | None = None
        self.sheets = self._found()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def _found(self) -> list[str]:
        """Where the sheets stand in the archive, in their order."""
        names = set(self._archive.namelist())
        try:
            relations = self._archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
            book = self._archive.read("xl/workbook.xml").decode("utf-8", "replace")
        except KeyError as error:
            raise ValueError(str(error)) from error
        targets = {}
        for relation in _RELATION.findall(relations):
            told = dict(re.findall(r'(\w+)="([^"]*)"', relation))
            targets[told.get("Id", "")] = told.get("Target", "")
        places = (targets.get(key, "") for key in _SHEET.findall(book))
        whole = (place.removeprefix("/") if place.startswith("/") else f"xl/{place}" for place in places)
        return [place for place in whole if place in names]

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Any]]]:
        """The rows of a sheet that hold something, with their numbers."""
        if self._texts is None:
            self._texts = _Texts(self._archive)
        number = 0
        with self._archive.open(sheet) as stream:
            for attributes, inside in _pieces(stream, _ROW, b"row>"):
                place = _PLACE.search(attributes)
                number = int(place[2]) if place else number + 1
                cells = self._cells(inside)
                if cells:
                    yield number, cells

    def start(self, sheet: str, rows: int) -> list[list[Any]]:
        """The first rows of a sheet."""
        return [cells for _, cells in islice(self.rows(sheet), rows)]

    def _cells(self, row: bytes) -> list[Any]:
        cells: list[Any] = []
        for attributes, inside in _CELL.findall(row):
            place = _PLACE.search(attributes)
            column = _column(place[1]) if place and place[1] else len(cells)
            value = self._value(attributes, inside) if inside and column < _WIDEST else None
            if value is not None:
                cells.extend([""] * (column - len(cells)))
                cells[column:] = [value]
        return cells

    def _value(self, attributes: bytes, inside: bytes) -> Any:
        kind = _TYPE.search(attributes)
        if kind and kind[1] == b"inlineStr":
            return _text(inside)
        found = _VALUE.search(inside)
        if found is None or (kind and kind[1] == b"e"):
            return None
        if kind is None or kind[1] == b"n":
            number = float(found[1])
            return int(number) if number.is_integer() and found[1].isdigit() and len(found[1]) < 16 else number
        if kind[1] == b"s" and self._texts is not None:
            return self._texts[int(found[1])]
        return found[1] == b"1" if kind[1] == b"b" else _plain(found[1])


class _Texts:
    """The texts that cells share, held as one run of bytes."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._bytes = bytearray()
        self._ends = array("q", [0])
        name = next((each for each in archive.namelist() if each.lower() == "xl/sharedstrings.xml"), None)
        if name is None:
            return
        if archive.getinfo(name).file_size > _LARGEST_TEXTS:
            raise ValueError("its texts are too large")
        with archive.open(name) as stream:
            for (inside,) in _pieces(stream, _SHARED, b"si>"):
                self._bytes += _text(inside).encode("utf-8", "surrogatepass")
                self._ends.append(len(self._bytes))

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            return ""
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode("utf-8", "surrogatepass")


def _pieces(stream: IO[bytes], piece: re.Pattern[bytes], end: bytes) -> Iterator[tuple[bytes, ...]]:
    """What a pattern finds in a stream, piece by piece, whole ones only."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        rest += chunk
        reach = rest.rfind(end)
        if reach < 0:
            if len(rest) > _LONGEST:
                raise ValueError("what is begun has no end")
            continue
        reach += len(end)
        for found in piece.finditer(rest, 0, reach):
            yield tuple(group or b"" for group in found.groups())
        rest = rest[reach:]
    for found in piece.finditer(rest):
        yield tuple(group or b"" for group in found.groups())


def _text(inside: bytes) -> str:
    if b"rPh" in inside:
        inside = _SPOKEN.sub(b"", inside)
    return _plain(b"".join(_TEXT.findall(inside)))


def _plain(words: bytes) -> str:
    text = words.decode("utf-8", "replace")
    if "&" in text:
        text = html.unescape(text)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


@lru_cache(maxsize=1 << 12)
def _column(letters: bytes) -> int:
    """The place of a column from 0: A is 0, AB is 27."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1

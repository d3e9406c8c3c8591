"""CSV and its kin: a closed set of delimiters and encodings, told apart by known column names."""

import codecs
import csv
import io
import itertools
import re
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from graphtool.sources.files import unpacked
from graphtool.sources.records import Dropped

_DELIMITERS: Final = (",", ";", "\t", "|")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8_LETTER: Final = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
_HEAD: Final = 1 << 20
_LONGEST_ROW: Final = 1 << 20  # characters; in a longer one of several lines a quote was not closed
_NARROWEST: Final = 2
PREAMBLE: Final = 20  # lines that may stand above the header
_PREAMBLE_BYTES: Final = 1 << 17
_ROWS: Final = 200  # that are looked at where no name is known

csv.field_size_limit(1 << 28)


def encoding(start: bytes) -> str:
    """The encoding of a text by its first bytes: a byte order mark, valid UTF-8, or else Windows-1252."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        letters = _UTF8_LETTER.findall(start)
        strays = sum(byte >= 0x80 for byte in start) - sum(map(len, letters))
        return "utf-8" if len(letters) > strays else "cp1252"
    return "utf-8"


def csv_start(start: bytes, known: Collection[str]) -> list[list[str]]:
    """The cells of the first lines, cut at the delimiter that makes the most of them known names."""
    delimiter = _delimiter(start, known)
    return [_cut(line, delimiter) for line in _first_lines(start)]


def widest(start: bytes) -> list[list[str]]:
    """The whole rows of the beginning of a table of which no column is known, by the delimiter that cuts most of them alike."""

    def alike(rows: list[list[str]]) -> tuple[int, int]:
        width, times = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
        return (times, width) if width > 1 else (0, 0)

    text = io.StringIO(start[:_PREAMBLE_BYTES].decode(encoding(start), "replace").lstrip("\ufeff").replace("\0", ""))
    cut = []
    for delimiter in _DELIMITERS:
        text.seek(0)
        try:
            cut.append([row for row in itertools.islice(csv.reader(text, delimiter=delimiter), _ROWS) if row])
        except csv.Error:
            continue
    return max(cut, key=alike, default=[])


def csv_rows(path: Path, known: Collection[str], *, told: Callable[[int], None]) -> Iterator[tuple[int, list[str] | Dropped]]:
    """The rows of a table with their line numbers, the header first; ``told`` hears the bytes read.

    A quote that is opened and not closed costs its own line only: what it swallowed is read again.
    """
    with unpacked(path) as (stream, _):
        start = stream.read(_HEAD)
    with unpacked(path) as (stream, raw):
        text = io.TextIOWrapper(stream, encoding=encoding(start), errors="replace", newline="")
        rows = _Rows(text, _delimiter(start, known))
        for count, row in enumerate(rows):
            if not count % 5_000:
                told(raw.tell())
            yield row


class _Rows:
    """Rows of a text; of each it is known which lines it is made of, so that they can be read again."""

    def __init__(self, text: Iterable[str], delimiter: str) -> None:
        self._text = iter(text)
        self._delimiter = delimiter
        self._waiting: deque[str] = deque()
        self._taken: list[str] = []
        self._size = self._number = 0
        self._widths: Counter[int] = Counter()  # of the rows that stood on one line

    def _lines(self) -> Iterator[str]:
        while True:
            line = self._waiting.popleft() if self._waiting else next(self._text, None)
            if line is None:
                return
            self._taken.append(line)
            self._size += len(line)
            if self._size > _LONGEST_ROW and len(self._taken) > 1:
                return
            yield line.replace("\0", "") if "\0" in line else line

    def __iter__(self) -> Iterator[tuple[int, list[str] | Dropped]]:
        reader = csv.reader(self._lines(), delimiter=self._delimiter)
        while True:
            self._taken.clear()
            self._size = 0
            try:
                cells = next(reader, None)
            except csv.Error as error:
                self._number += len(self._taken)
                yield self._number, Dropped(self._number, "broken line", str(error))
                continue
            except (OSError, EOFError) as error:
                yield self._number, Dropped(self._number, "truncated file", str(error))
                return
            if cells is None:
                return
            if len(self._taken) == 1:
                self._widths[len(cells)] += 1
            elif self._has_swallowed():
                self._number += 1
                yield self._number, Dropped(self._number, "broken line", "a quote is opened and not closed")
                self._waiting.extendleft(reversed(self._taken[1:]))
                reader = csv.reader(self._lines(), delimiter=self._delimiter)
                continue
            self._number += len(self._taken)
            if any(cells):
                yield self._number, cells

    def _has_swallowed(self) -> bool:
        """Whether the lines of a row whose quotes do not add up hold other rows, as wide as most before."""
        width = max(self._widths, key=lambda width: (self._widths[width], width), default=0)
        if width < _NARROWEST or sum(line.count('"') for line in self._taken) % 2 == 0:
            return False
        try:
            inner = list(csv.reader(self._taken[1:], delimiter=self._delimiter))
        except csv.Error:
            return self._size > _LONGEST_ROW
        return self._size > _LONGEST_ROW or any(len(row) == width for row in inner)


def _delimiter(start: bytes, known: Collection[str]) -> str:
    lines = _first_lines(start)

    def names(delimiter: str) -> int:
        return max((sum(cell.strip().lower() in known for cell in _cut(line, delimiter)) for line in lines), default=0)

    return max(_DELIMITERS, key=names)


def _first_lines(start: bytes) -> list[str]:
    text = start[:_PREAMBLE_BYTES].decode(encoding(start), "replace").lstrip("\ufeff").replace("\0", "")
    return text.splitlines()[:PREAMBLE]


def _cut(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # no table begins like this
        return []

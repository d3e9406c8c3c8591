"""The rows of any table by the names of its columns: CSV and its kin, XLSX, ODS, Parquet.

The header is the row, among the first twenty, that holds most of the names looked for: suites write some lines above it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, time
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from graphtool.sources import workbook
from graphtool.sources.delimited import PREAMBLE, csv_rows, csv_start, widest
from graphtool.sources.files import Head
from graphtool.sources.records import Dropped
from graphtool.sources.workbook import Workbook, is_large

_PARQUET: Final = b"PAR1"
_ZIP: Final = b"PK\x03\x04"  # XLSX and ODS are archives
_NARROWEST: Final = 3  # columns without which nothing can be told: which post, whose, when
_LONGEST_NAME: Final = 100
_EXACT: Final = 1e15  # a sheet holds numbers as doubles: beyond this the last digits are gone

Row = tuple[int, list[Any] | Dropped]


def header(head: Head, known: Collection[str]) -> list[str]:
    """The names of the columns, as the file writes them; none when no row holds one of the known names."""
    rows: Sequence[Sequence[Any]]
    if head.start.startswith(_ZIP):
        rows = [cells for start in _sheet_starts(head.path, head.path.stat().st_mtime_ns) for cells in start]
    elif head.start.startswith(_PARQUET):
        rows = [
            cells
            for (_, cells), _ in zip(table_rows(head.path, known, told=lambda _: None), range(PREAMBLE), strict=False)
            if not isinstance(cells, Dropped)
        ]
    else:
        rows = csv_start(head.start, known)
    best = max(rows, key=lambda cells: _names(cells, known), default=())
    return [str(cell).strip() for cell in best] if _names(best, known) else []


def start(head: Head) -> tuple[list[str], list[Sequence[Any]]]:
    """What may be the header of a table whose columns nobody knows, as it is written, and the first rows below it.

    The header is the first row that holds as many texts as the widest of the rows have cells; no names: it is no table.
    """
    if head.start.startswith(_ZIP):
        starts = _sheet_starts(head.path, head.path.stat().st_mtime_ns)
        rows = max(starts, key=lambda cells: sum(map(_width, cells)), default=[])
    elif head.start.startswith(_PARQUET):
        found = table_rows(head.path, (), told=lambda _: None)
        rows = [cells for (_, cells), _ in zip(found, range(PREAMBLE), strict=False) if not isinstance(cells, Dropped)]
    else:
        rows = list(widest(head.start))
    wide = max(map(_width, rows), default=0)
    at = next((at for at, cells in enumerate(rows) if _width(cells) == wide and all(map(_is_name, cells[:wide]))), None)
    if wide < _NARROWEST or at is None:
        return [], []
    return [str(cell).strip() for cell in rows[at]], [[_plain(cell) for cell in cells] for cells in rows[at + 1 :]]


def _width(cells: Sequence[Any]) -> int:
    return sum(cell not in ("", None) for cell in cells)


def _is_name(cell: Any) -> bool:
    return isinstance(cell, str) and len(cell) < _LONGEST_NAME and not cell.strip().replace(".", "").isdecimal()


def table_rows(path: Path, known: Collection[str], *, told: Callable[[int], None]) -> Iterator[Row]:
    """All rows with their numbers, from the header on; ``told`` hears the bytes read."""
    with path.open("rb") as file:
        magic = file.read(4)
    rows = (
        _parquet_rows(path)
        if magic == _PARQUET
        else _sheet_rows(path, known)
        if magic == _ZIP
        else csv_rows(path, known, told=told)
    )
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == PREAMBLE:
            break
    best = max((_names(cells, known) for _, cells in waiting if not isinstance(cells, Dropped)), default=0)
    first = next(
        (at for at, (_, cells) in enumerate(waiting) if not isinstance(cells, Dropped) and _names(cells, known) == best), 0
    )
    yield from waiting[first:]
    yield from rows


def _names(cells: Sequence[Any], known: Collection[str]) -> int:
    return sum(str(cell).strip().lower() in known for cell in cells)


def _parquet_rows(path: Path) -> Iterator[Row]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        yield 0, list(file.schema_arrow.names)
        line = 0
        for batch in file.iter_batches(batch_size=10_000):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                line += 1
                yield line, list(row)


def _sheet_rows(path: Path, known: Collection[str]) -> Iterator[Row]:
    """The rows of the sheet whose first rows hold most of the known names."""
    from python_calamine import CalamineError, CalamineWorkbook

    if is_large(path):
        yield from _streamed(path, known)
        return
    try:
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            starts = _sheet_starts(path, path.stat().st_mtime_ns)
            if not starts:
                return
            counts = [max((_names(cells, known) for cells in start), default=0) for start in starts]
            sheet = book.get_sheet_by_name(book.sheet_names[counts.index(max(counts))])
            for line, cells in enumerate(sheet.iter_rows(), start=1):
                if any(cell not in ("", None) for cell in cells):
                    yield line, [_plain(cell) for cell in cells]
    except (CalamineError, OSError) as error:
        yield 1, Dropped(1, "truncated file", (str(error).splitlines() or [""])[0])


def _streamed(path: Path, known: Collection[str]) -> Iterator[Row]:
    line = 0
    try:
        with Workbook(path) as book:
            starts = _sheet_starts(path, path.stat().st_mtime_ns)
            counts = [max((_names(cells, known) for cells in start), default=0) for start in starts]
            if not counts:
                return
            for line, cells in book.rows(book.sheets[counts.index(max(counts))]):
                yield line, [_plain(cell) for cell in cells]
    except workbook.Errors as error:
        yield line + 1, Dropped(line + 1, "truncated file", (str(error).splitlines() or [type(error).__name__])[0])


@lru_cache(maxsize=4)
def _sheet_starts(path: Path, _changed_ns: int) -> list[list[list[Any]]]:
    """The first rows of every sheet; kept, for each format looks at them, and a sheet is parsed whole to be opened."""
    from python_calamine import CalamineError, CalamineWorkbook

    if is_large(path):
        try:
            with Workbook(path) as book:
                return [book.start(sheet, PREAMBLE) for sheet in book.sheets]
        except workbook.Errors:
            return []
    try:
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            sheets = (book.get_sheet_by_name(name) for name in book.sheet_names)
            return [[cells for cells, _ in zip(sheet.iter_rows(), range(PREAMBLE), strict=False)] for sheet in sheets]
    except (CalamineError, OSError):
        return []


def _plain(cell: Any) -> Any:
    """A cell as a CSV would hold it; a whole number too long to be exact is written so that no id is made of it."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell) if abs(cell) < _EXACT else f"{cell:.2E}"
    if isinstance(cell, date | time):
        return cell.isoformat()
    return cell

"""Sources that are tables with columns of their own: recognised by names, read row by row as a dictionary."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from graphtool.sources import values
from graphtool.sources.dates import AMBIGUOUS, Calendar, is_local
from graphtool.sources.files import Head
from graphtool.sources.grid import header, table_rows
from graphtool.sources.records import TRUNCATED, Dropped, Item, ReadOptions, ReadReport, Source

Row = Mapping[str, Any]  # cells by the lower-case names of their columns; an empty one is None


def table_source(
    name: str,
    title: str,
    *,
    marks: Callable[[frozenset[str]], str | None],
    known: frozenset[str],
    items: Callable[[Row, int], Iterator[Item]],
    ids: frozenset[str] = frozenset(),
    fields: Mapping[str, Sequence[str]] | None = None,
    written: Callable[[Row], Any] | None = None,
) -> Source:
    """A source whose files are tables.

    Args:
        name: as ``--source`` takes it.
        title: as people call it.
        marks: told the columns' lower-case names; says in plain words why the table is of this source, None if it is not.
        known: names by which the header is found among lines above it.
        items: what a row with its line number gives.
        ids: columns whose numbers a spreadsheet may have rounded; such rows are refused.
        fields: what ``items`` is told of a row, each by the columns of which the first that holds something counts; without
            it every column by its own name.
        written: the time of a row as it stands there; the row is then told ``created_us``, by what the whole column says of
            the order of day and month.
    """
    layout = _Layout(known, items, tuple(sorted(ids)), fields, written)

    def recognise(head: Head) -> str | None:
        return marks(frozenset(each.lower() for each in header(head, known)))

    return Source(name, title, recognise, layout.read)


@dataclass(frozen=True)
class _Layout:
    """How the rows of a table are read; the fields are those of ``table_source``."""

    known: frozenset[str]
    items: Callable[[Row, int], Iterator[Item]]
    guarded: tuple[str, ...]
    fields: Mapping[str, Sequence[str]] | None
    written: Callable[[Row], Any] | None

    def read(self, path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
        """What the rows of a file give."""
        calendar = Calendar.of(self._times(path), options.zone)
        for line, row in self._rows(path, options):
            if isinstance(row, Dropped):
                report.rows += row.reason != TRUNCATED
                yield row
                continue
            report.rows += 1
            rounded = next((cell for each in self.guarded if values.is_rounded(cell := row.get(each))), None)
            if rounded is not None:
                yield Dropped(line, "id rounded by a spreadsheet", rounded[:40])
                continue
            if self.written is not None:
                shown = self.written(row)
                row["created_us"] = calendar.moment_us(shown)
                note(shown, calendar, options, report=report)
            yield from self.items(row, line)

    def _times(self, path: Path) -> Iterator[Any]:
        if self.written is not None:
            for _, row in self._rows(path, ReadOptions()):
                if not isinstance(row, Dropped):
                    yield self.written(row)

    def _rows(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, dict[str, Any] | Dropped]]:
        row_of: Callable[[Sequence[Any]], dict[str, Any]] | None = None
        for line, cells in table_rows(path, self.known, told=options.told):
            if isinstance(cells, Dropped):
                yield line, cells
            elif row_of is None:
                names = [str(cell).strip().lower() or f"#{place}" for place, cell in enumerate(cells)]
                row_of = _by_name(names) if self.fields is None else _by_field(names, self.fields)
            else:
                yield line, row_of(cells)


def note(shown: Any, calendar: Calendar, options: ReadOptions, *, report: ReadReport) -> None:
    """Count what should be known of a time as it stands there."""
    if options.timezone is None and is_local(shown):
        report.noted["a time without a zone, read as UTC"] += 1
    if calendar.is_ambiguous(shown):
        report.noted[AMBIGUOUS] += 1


def _by_name(names: Sequence[str]) -> Callable[[Sequence[Any]], dict[str, Any]]:
    return lambda cells: {name: None if cell == "" else cell for name, cell in zip(names, cells, strict=False)}


def _by_field(names: Sequence[str], fields: Mapping[str, Sequence[str]]) -> Callable[[Sequence[Any]], dict[str, Any]]:
    """Rows that hold no more than is read, for suites write some sixty columns; an empty cell may stay an empty text."""
    width = len(names)
    places = {field: [names.index(name) for name in columns if name in names] for field, columns in fields.items()}
    found = tuple(field for field, at in places.items() if at)
    chosen = itemgetter(*(places[field][0] for field in found), 0, 0)  # with two more it gives a tuple, however few there are
    several = [(field, at) for field, at in places.items() if len(at) > 1]
    nowhere = dict.fromkeys(field for field, at in places.items() if not at)

    def row_of(cells: Sequence[Any]) -> dict[str, Any]:
        if len(cells) < width:
            cells = [*cells, *[None] * (width - len(cells))]
        row = dict(zip(found, chosen(cells), strict=False)) | nowhere
        for field, among in several:
            row[field] = next((cells[at] for at in among if cells[at] not in ("", None)), None)
        return row

    return row_of


def first(row: Row, *names: str) -> Any:
    """The first cell among several columns that holds something."""
    return next((row[name] for name in names if row.get(name) is not None), None)

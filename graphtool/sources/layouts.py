"""Sources that are tables with columns of their own: recognised by names, read row by row as a dictionary."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from graphtool.sources import values
from graphtool.sources.files import Head
from graphtool.sources.grid import header, table_rows
from graphtool.sources.records import Dropped, Item, ReadOptions, ReadReport, Source

Row = Mapping[str, Any]  # cells by the lower-case names of their columns; an empty one is None


def table_source(
    name: str,
    title: str,
    *,
    marks: Callable[[frozenset[str]], str | None],
    known: frozenset[str],
    items: Callable[[Row, int], Iterator[Item]],
    ids: frozenset[str] = frozenset(),
) -> Source:
    """A source whose files are tables.

    Args:
        name: as ``--source`` takes it.
        title: as people call it.
        marks: told the columns' lower-case names; says in plain words why the table is of this source, None if it is not.
        known: names by which the header is found among lines above it.
        items: what a row with its line number gives.
        ids: columns whose numbers a spreadsheet may have rounded; such rows are refused.
    """

    def recognise(head: Head) -> str | None:
        return marks(frozenset(each.lower() for each in header(head, known)))

    def read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
        for found in table_records(path, known, report=report, options=options, ids=ids):
            yield from [found] if isinstance(found, Dropped) else items(found[1], found[0])

    return Source(name, title, recognise, read)


def table_records(
    path: Path, known: frozenset[str], *, report: ReadReport, options: ReadOptions, ids: frozenset[str] = frozenset()
) -> Iterator[tuple[int, Row] | Dropped]:
    """The rows below the header with their line numbers; those with a rounded id are refused.

    A column without a name is called by its place, ``#3``.
    """
    names: list[str] | None = None
    for line, cells in table_rows(path, known, told=options.told):
        if isinstance(cells, Dropped):
            yield cells
        elif names is None:
            names = [str(cell).strip().lower() or f"#{place}" for place, cell in enumerate(cells)]
        else:
            report.rows += 1
            row = {each: cell if cell != "" else None for each, cell in zip(names, cells, strict=False)}
            rounded = next((row[each] for each in sorted(ids & row.keys()) if values.is_rounded(row[each])), None)
            yield (line, row) if rounded is None else Dropped(line, "id rounded by a spreadsheet", rounded[:40])


def first(row: Row, *names: str) -> Any:
    """The first cell among several columns that holds something."""
    return next((row[name] for name in names if row.get(name) is not None), None)


def made_id(row: Row, *names: str) -> str | None:
    """An id made of what some cells tell, however their lines are broken; None where they tell nothing."""
    told = [" ".join(str(row.get(name) or "").split()) for name in names]
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:20] if any(told) else None

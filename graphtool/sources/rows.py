"""The rows of a table as dictionaries, for sources that look at them more than once or as a whole."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.sources import values
from graphtool.sources.dates import Calendar
from graphtool.sources.grid import table_rows
from graphtool.sources.layouts import Row, first
from graphtool.sources.records import TRUNCATED, Dropped, ReadOptions, ReadReport

_CALENDAR: Final = Calendar()


def table_records(
    path: Path, known: frozenset[str], *, report: ReadReport, options: ReadOptions, ids: frozenset[str] = frozenset()
) -> Iterator[tuple[int, Row] | Dropped]:
    """The rows below the header with their line numbers; those with a rounded id are refused.

    A column without a name is called by its place, ``#3``.
    """
    names: list[str] | None = None
    for line, cells in table_rows(path, known, told=options.told):
        if isinstance(cells, Dropped):
            report.rows += cells.reason != TRUNCATED
            yield cells
        elif names is None:
            names = [str(cell).strip().lower() or f"#{place}" for place, cell in enumerate(cells)]
        else:
            report.rows += 1
            row = {each: cell if cell != "" else None for each, cell in zip(names, cells, strict=False)}
            rounded = next((row[each] for each in sorted(ids & row.keys()) if values.is_rounded(row[each])), None)
            yield (line, row) if rounded is None else Dropped(line, "id rounded by a spreadsheet", rounded[:40])


def made_id(row: Row, *names: str) -> str | None:
    """An id made of what some cells tell, however their lines are broken; None where they tell nothing."""
    told = [" ".join(str(row.get(name) or "").split()) for name in names]
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:20] if any(told) else None


def calendar_of(path: Path, known: frozenset[str], options: ReadOptions, *columns: str) -> Calendar:
    """How to read the times of a table, by what the first of these columns that holds something says in all its rows."""
    rows = table_records(path, known, report=ReadReport(), options=ReadOptions())
    return Calendar.of((first(found[1], *columns) for found in rows if not isinstance(found, Dropped)), options.zone)


def moment_us(value: Any) -> int | None:
    """Microseconds UTC of a time in whatever way a table has it; None where day and month could be the other way round."""
    return None if _CALENDAR.is_ambiguous(value) else _CALENDAR.moment_us(value)

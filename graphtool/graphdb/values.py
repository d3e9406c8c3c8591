"""Between the project's columns and what Neo4j holds: names, times, what is missing, and hashes."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import neo4j.time
import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.errors import DatabaseError

Row = dict[str, Any]
Positions = npt.NDArray[np.int64]
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_EARLIEST_US: Final = (datetime(1, 1, 2, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_LATEST_US: Final = (datetime(9999, 12, 30, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_HOLDABLE: Final = (bool, int, float, str, datetime)
MOMENTS: Final = ("first", "last", "at", "from", "to")  # of people, ties, posts and stages: sent as microseconds
_LONGEST_ID: Final = 2_000  # bytes; Neo4j's index refuses keys beyond about 8,000


def property_name(column: str) -> str:
    """``last_us`` is ``last`` in the database, where times are times."""
    return column.removesuffix("_us")


def plain(column: pd.Series) -> list[Any]:
    """A column as Python values; what is missing is None."""
    return column.astype(object).where(column.notna(), None).tolist()


def held(us: int | None) -> int | None:
    """Microseconds that a calendar has; any other is an open end: none."""
    return None if us is None or not _EARLIEST_US <= us <= _LATEST_US else int(us)


def moment(us: int | None) -> datetime | None:
    """``held`` microseconds as a time."""
    kept = held(us)
    return None if kept is None else _EPOCH + timedelta(microseconds=kept)


def properties(frame: pd.DataFrame, *, times: Callable[[int | None], object] = moment) -> list[Row]:
    """Rows as the properties of a node or relationship.

    Columns in ``_us`` become what ``times`` makes of them, single values and lists of text stay; what Neo4j cannot hold is
    left out. The driver needs fifty times as long for a time as for a number, so what there is much of is sent ``held``
    and made a time on the server.
    """
    columns: dict[str, list[Any]] = {}
    for name in frame.columns:
        values = plain(frame[name])
        if str(name).endswith("_us"):
            values = [times(value) for value in values]
        first = next((value for value in values if value is not None), None)
        if first is None or isinstance(first, _HOLDABLE) or _is_texts(first):
            columns[property_name(str(name))] = values
    if not columns:
        return [{} for _ in range(len(frame))]
    names = list(columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _is_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)


def microseconds(value: neo4j.time.DateTime) -> int:
    """A moment of the database as the project keeps it: microseconds since 1970 in UTC."""
    return (value.to_native().astimezone(UTC) - _EPOCH) // _MICROSECOND


def hashes(frame: pd.DataFrame) -> npt.NDArray[np.int64]:
    """A hash of each row's values that does not change between machines and runs."""
    names = repr(list(frame.columns)).encode()
    rows = zip(*(plain(frame[name]) for name in frame.columns), strict=True)
    digests = [hashlib.blake2b(repr(row).encode(), digest_size=8, key=names[:64]).digest() for row in rows]
    return np.frombuffer(b"".join(digests), dtype="<i8").astype(np.int64)


def digest(*values: object) -> str:
    """A short name for what these values say."""
    return hashlib.blake2b(repr(values).encode(), digest_size=8).hexdigest()


def batches(positions: Positions, size: int) -> Iterator[Positions]:
    """Positions, so many at a time."""
    for start in range(0, len(positions), size):
        yield positions[start : start + size]


def frame_of(columns: Sequence[str], rows: list[Sequence[Any]]) -> pd.DataFrame:
    """What the database answered, as a table; moments become pandas timestamps in UTC."""
    made: dict[str, Any] = {}
    for place, name in enumerate(columns):
        values = [row[place] for row in rows]
        if any(isinstance(value, neo4j.time.DateTime) for value in values):
            given = [None if value is None else value.to_native() for value in values]
            made[name] = pd.to_datetime(pd.Series(given, dtype=object), utc=True).astype("datetime64[us, UTC]")
        else:
            made[name] = pd.Series(values, dtype=None if values else object)
    return pd.DataFrame(made, columns=list(columns))


def refuse_long(ids: Iterable[str], what: str) -> None:
    """Raise where an id is longer than the database's index can hold.

    Raises:
        DatabaseError: naming the id.
    """
    for each in ids:
        if len(each.encode()) > _LONGEST_ID:
            raise DatabaseError(f"The {what} {each[:40]!r}… has {len(each):,} characters, which Neo4j cannot index: mend it.")


def as_columns(values: Mapping[str, Any]) -> Row:
    """Properties of a node or relationship under the names of columns: moments in microseconds, their names with ``_us``."""
    return {
        f"{name}_us" if isinstance(value, neo4j.time.DateTime) else name: (
            microseconds(value) if isinstance(value, neo4j.time.DateTime) else value
        )
        for name, value in values.items()
    }

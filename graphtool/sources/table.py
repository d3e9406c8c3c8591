"""Any table of posts: CSV, TSV or Parquet with one row a post.

How to get one: whatever exports a spreadsheet. Columns are taken by name: ``id, author, created_at`` are needed,
``reply_to, thread, title, text, lang, bio, flair, handle, reply_to_author, mentions, quoted, platform`` are read where
they stand, and ``--map author=Author`` names yours.
What it carries: what its columns say. Without ``reply_to`` or ``reply_to_author`` there are no replies.
Traps: a spreadsheet turns long ids into ``1.23E+18``, which cannot be undone; local times without a zone are read as UTC.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from graphtool.errors import InputError
from graphtool.schema import Mention, Person, Post
from graphtool.sources import values
from graphtool.sources.delimited import csv_header, csv_rows
from graphtool.sources.files import Head
from graphtool.sources.mentions import written
from graphtool.sources.records import Dropped, Item, ReadOptions, ReadReport, Source

_NEEDED: Final = ("id", "author", "created_at")
_OPTIONAL: Final = (
    "reply_to", "thread", "title", "text", "lang", "bio", "flair", "handle", "reply_to_author", "mentions", "quoted",
    "platform",
)  # fmt: skip
_COLUMNS: Final = frozenset(_NEEDED + _OPTIONAL)
_PARQUET: Final = b"PAR1"
_SPREADSHEET_NUMBER: Final = re.compile(r"\d+[.,]\d*[eE]\+?\d+")
_BETWEEN: Final = re.compile(r"[|,;\s]+")


def _recognise(head: Head) -> str | None:
    header = _header(head)
    known = [name for name in header if name.lower() in _COLUMNS]
    if all(name in map(str.lower, header) for name in _NEEDED):
        return f"a table with the columns {', '.join(known)}"
    return None


def _header(head: Head) -> list[str]:
    if head.start.startswith(_PARQUET):
        import pyarrow.parquet as pq

        return list(pq.read_schema(head.path).names)
    return csv_header(head.start, _COLUMNS)


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    with path.open("rb") as file:
        is_parquet = file.read(4) == _PARQUET
    wanted = _COLUMNS | {name.lower() for name in options.mapping.values()}
    rows = _parquet_rows(path) if is_parquet else csv_rows(path, wanted, told=options.told)
    columns: Mapping[str, int] | None = None
    for line, cells in rows:
        if isinstance(cells, Dropped):
            yield cells
        elif columns is None:
            columns = _places([str(cell) for cell in cells], options.mapping, path)
        else:
            report.rows += 1
            yield from _items(line, {name: _cell(cells, place) for name, place in columns.items()}, options.platform)


def _parquet_rows(path: Path) -> Iterator[tuple[int, list[Any]]]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        yield 0, list(file.schema_arrow.names)
        line = 0
        for batch in file.iter_batches(batch_size=10_000):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                line += 1
                yield line, list(row)


def _cell(cells: list[Any], place: int) -> Any:
    value = cells[place] if place < len(cells) else None
    return value if value != "" else None


def _places(header: list[str], mapping: dict[str, str], path: Path) -> Mapping[str, int]:
    strangers = sorted(set(mapping) - _COLUMNS)
    if strangers:
        raise InputError(f"--map {strangers[0]}=… names no column of ours: choose among {', '.join(sorted(_COLUMNS))}.")
    lower = [name.strip().lower() for name in header]
    places = {name: lower.index(name) for name in _COLUMNS if name in lower}
    for name, theirs in mapping.items():
        if theirs.strip().lower() not in lower:
            raise InputError(f"{path} has no column {theirs!r}: it has {', '.join(header)}.")
        places[name] = lower.index(theirs.strip().lower())
    missing = [name for name in _NEEDED if name not in places]
    if missing:
        paste = " ".join(f"--map {name}=COLUMN" for name in missing)
        raise InputError(f"{path} lacks {', '.join(missing)}; it has {', '.join(header)}. Say which it is: {paste}")
    return places


def _items(line: int, row: dict[str, Any], platform: str | None) -> Iterator[Item]:
    problem = _problem(row)
    if problem:
        yield Dropped(line, *problem)
        return
    here = values.identifier(row.get("platform")) or platform or "table"
    name = values.identifier(row["author"]) or ""
    author = None if values.is_nobody(name) else f"{here}:{name}"
    created = values.moment_us(_timestamp(row["created_at"])) or 0
    if author and (row.get("handle") or row.get("bio")):
        yield Person(person=author, handle=values.text(row.get("handle")), bio=values.text(row.get("bio")), seen_us=created)
    parent, addressed = values.identifier(row.get("reply_to")), values.identifier(row.get("reply_to_author"))
    thread, quoted = values.identifier(row.get("thread")), values.identifier(row.get("quoted"))
    words = values.text(row.get("text"))
    if words in ("[deleted]", "[removed]"):
        words = None
    yield Post(
        post=f"{here}:{values.identifier(row['id'])}",
        author=author,
        created_us=created,
        thread=f"{here}:{thread}" if thread else None,
        parent=f"{here}:{parent}" if parent else None,
        parent_author=f"{here}:{addressed}" if addressed and not values.is_nobody(addressed) else None,
        quoted=f"{here}:{quoted}" if quoted else None,
        title=values.text(row.get("title")),
        text=words,
        language=values.text(row.get("lang")),
        flair=values.text(row.get("flair")),
        mentions=_mentions(row.get("mentions"), words, here, is_reply=bool(parent or addressed)),
    )


def _problem(row: dict[str, Any]) -> tuple[str, str] | None:
    for name in ("id", "author"):
        value = row[name]
        if value is None or values.identifier(value) is None:
            kind = f"a {type(value).__name__}" if value is not None else ""
            return f"no {name}", kind
        if isinstance(value, str) and _SPREADSHEET_NUMBER.fullmatch(value.strip()):
            return f"{name} rounded by a spreadsheet", value[:40]
    if values.moment_us(_timestamp(row["created_at"])) is None:
        return "bad time", str(row["created_at"])[:40]
    return None


def _timestamp(value: Any) -> Any:
    """Parquet gives datetimes; everything else stays as it is."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _mentions(listed: Any, words: str | None, platform: str, *, is_reply: bool) -> tuple[Mention, ...]:
    if words and "@" in words:
        return written(words, lambda name: f"{platform}:@{name.lower()}", is_reply=is_reply)
    names = _BETWEEN.split(listed) if isinstance(listed, str) else []
    return values.unique(Mention(f"{platform}:@{name.lstrip('@').lower()}") for name in names if name.strip("@"))


SOURCE: Final = Source("table", "a table (CSV, TSV, Parquet)", _recognise, _read, is_general=True)

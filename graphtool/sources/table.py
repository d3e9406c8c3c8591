"""Any table of posts: CSV, TSV, XLSX, ODS or Parquet with one row a post.

How to get one: whatever exports a spreadsheet. Columns are taken by name: ``id, author, created_at`` are needed,
``reply_to, thread, title, text, lang, bio, flair, handle, reply_to_author, mentions, quoted, platform`` are read where
they stand; plain English and German words for them (``Date``, ``Datum``, ``Autor``, ``Message``, ``Inhalt`` …) are
understood where only one column can be meant, and ``--map author=Author`` names yours. Lines above the header are passed over.
What it carries: what its columns say. Without ``reply_to`` or ``reply_to_author`` there are no replies.
Traps: a spreadsheet turns long ids into ``1.23E+18``, which cannot be undone; local times without a zone are read as UTC
unless ``--timezone`` names theirs; whether ``05/03/2026`` is in March or May is told by the whole column.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from graphtool.errors import InputError
from graphtool.schema import Mention, Person, Post
from graphtool.sources import values
from graphtool.sources.dates import Calendar
from graphtool.sources.files import Head
from graphtool.sources.grid import header, start, table_rows
from graphtool.sources.guess import guessed
from graphtool.sources.layouts import note
from graphtool.sources.mentions import written
from graphtool.sources.records import TRUNCATED, Dropped, Item, ReadOptions, ReadReport, Source

_NEEDED: Final = ("id", "author", "created_at")
_OPTIONAL: Final = (
    "reply_to", "thread", "title", "text", "lang", "bio", "flair", "handle", "reply_to_author", "mentions", "quoted",
    "platform",
)  # fmt: skip
_COLUMNS: Final = frozenset(_NEEDED + _OPTIONAL)
# other words for our columns, each for one only
_OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "id": ("post id", "post_id", "message id", "message_id", "comment id", "comment_id", "beitrags-id", "nachrichten-id"),
    "author": ("user", "username", "user name", "user_name", "autor", "autorin", "verfasser", "benutzer", "benutzername",
               "nutzer"),
    "created_at": (
        "date", "datetime", "created", "created at", "timestamp", "published", "published at", "datum", "erstellt am",
        "veröffentlicht am", "zeitpunkt", "zeitstempel",
    ),
    "reply_to": ("reply to", "in reply to", "in_reply_to", "parent id", "parent_id", "antwort auf"),
    "thread": ("thread id", "thread_id", "topic id", "topic_id", "conversation_id", "thread-id", "themen-id"),
    "title": ("headline", "subject", "titel", "betreff", "überschrift"),
    "text": ("full text", "message", "content", "body", "comment", "volltext", "nachricht", "inhalt", "beitrag", "kommentar"),
    "lang": ("language", "sprache"),
}  # fmt: skip
_UNDERSTOOD: Final = _COLUMNS.union(*_OTHER_NAMES.values())
_BETWEEN: Final = re.compile(r"[|,;\s]+")


def _recognise(head: Head) -> str | None:
    names = header(head, _UNDERSTOOD)
    places = _by_meaning(names)
    if all(name in places for name in _NEEDED):
        shown = (names[at] if names[at].lower() == name else f"{names[at]} ({name})" for name, at in sorted(places.items()))
        return f"a table with the columns {', '.join(shown)}"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    calendar = Calendar.of(
        (row["created_at"] for _, row in _rows(path, ReadOptions(options.mapping)) if not isinstance(row, Dropped)),
        options.zone,
    )
    for line, row in _rows(path, options):
        if isinstance(row, Dropped):
            report.rows += row.reason != TRUNCATED
            yield row
        else:
            report.rows += 1
            yield from _items(line, row, options, calendar, report)


def _rows(path: Path, options: ReadOptions) -> Iterator[tuple[int, dict[str, Any] | Dropped]]:
    """Rows by our column names."""
    columns: Mapping[str, int] | None = None
    for line, cells in table_rows(path, _UNDERSTOOD | _theirs(options.mapping), told=options.told):
        if isinstance(cells, Dropped):
            yield line, cells
        elif columns is None:
            columns = _places([str(cell) for cell in cells], options.mapping, path)
        else:
            yield line, {name: _cell(cells, place) for name, place in columns.items()}


def is_mapped(head: Head, mapping: Mapping[str, str]) -> bool:
    """Whether the file is a table that has every column a mapping names."""
    theirs = _theirs(mapping)
    return (
        bool(theirs) and mapping.keys() <= _COLUMNS and theirs <= {name.lower() for name in header(head, _UNDERSTOOD | theirs)}
    )


def proposed(head: Head) -> dict[str, str] | None:
    """Of a table of no known format, our column names to those of its columns that may be meant; None for no table."""
    names, rows = start(head)
    if not names:
        return None
    return guessed(names, rows) | {name: names[at] for name, at in _by_meaning(names).items()}


def missing(mapping: Mapping[str, str]) -> list[str]:
    """The columns that a table cannot do without, and a mapping does not name."""
    return [name for name in _NEEDED if name not in mapping]


def _theirs(mapping: Mapping[str, str]) -> set[str]:
    return {name.strip().lower() for name in mapping.values()}


def _by_meaning(names: list[str]) -> dict[str, int]:
    """Where our columns stand: by their own name, else by the only other name of theirs that the table has."""
    lower = [name.strip().lower() for name in names]
    found = {name: lower.index(name) for name in _COLUMNS if name in lower}
    for name, others in _OTHER_NAMES.items():
        meant = [at for at, each in enumerate(lower) if each in others]
        if name not in found and len(meant) == 1:
            found[name] = meant[0]
    return found


def _cell(cells: list[Any], place: int) -> Any:
    value = cells[place] if place < len(cells) else None
    return value if value != "" else None


def _places(names: list[str], mapping: dict[str, str], path: Path) -> Mapping[str, int]:
    strangers = sorted(set(mapping) - _COLUMNS)
    if strangers:
        raise InputError(f"--map {strangers[0]}=… names no column of ours: choose among {', '.join(sorted(_COLUMNS))}.")
    lower = [name.strip().lower() for name in names]
    places = _by_meaning(names)
    for name, theirs in mapping.items():
        if theirs.strip().lower() not in lower:
            raise InputError(f"{path} has no column {theirs!r}: it has {', '.join(names)}.")
        places[name] = lower.index(theirs.strip().lower())
    lacking = missing(dict.fromkeys(places, ""))
    if lacking:
        paste = " ".join(f"--map {name}=COLUMN" for name in lacking)
        raise InputError(f"{path} lacks {', '.join(lacking)}; it has {', '.join(names)}. Say which it is: {paste}")
    return places


def _items(line: int, row: dict[str, Any], options: ReadOptions, calendar: Calendar, report: ReadReport) -> Iterator[Item]:
    """The post and its author of a row by our column names; ``mentions`` may be given as such."""
    created = calendar.moment_us(row["created_at"])
    problem = _problem(row)
    if problem or created is None:
        yield Dropped(line, *(problem or ("bad time", str(row["created_at"])[:40])))
        return
    here = values.identifier(row.get("platform")) or options.platform or "table"
    name = values.identifier(row["author"]) or ""
    author = None if values.is_nobody(name) else f"{here}:{name}"
    note(row["created_at"], calendar, options, report=report)
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
        if values.is_rounded(value):
            return f"{name} rounded by a spreadsheet", value[:40]
    return None


def _mentions(listed: Any, words: str | None, platform: str, *, is_reply: bool) -> tuple[Mention, ...]:
    if words and "@" in words:
        return written(words, lambda name: f"{platform}:@{name.lower()}", is_reply=is_reply)
    names = _BETWEEN.split(listed) if isinstance(listed, str) else []
    return values.unique(Mention(f"{platform}:@{name.lstrip('@').lower()}") for name in names if name.strip("@"))


SOURCE: Final = Source("table", "a table (CSV, TSV, XLSX, ODS, Parquet)", _recognise, _read, is_general=True)

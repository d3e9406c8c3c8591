"""Any table of posts: CSV, TSV, XLSX, ODS or Parquet with one row a post.

How to get one: whatever exports a spreadsheet. Columns are taken by name: ``id, author, created_at`` are needed,
``reply_to, thread, title, text, lang, bio, flair, handle, reply_to_author, mentions, quoted, platform`` are read where
they stand; plain English and German words for them (``Date``, ``Datum``, ``Autor``, ``Message``, ``Inhalt`` …) are
understood where only one column can be meant, and ``--map author=Author`` names yours. Lines above the header are passed over.
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
from graphtool.sources.files import Head
from graphtool.sources.grid import header, table_rows
from graphtool.sources.mentions import written
from graphtool.sources.records import Dropped, Item, Noted, ReadOptions, ReadReport, Source

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
    wanted = _UNDERSTOOD | {name.strip().lower() for name in options.mapping.values()}
    columns: Mapping[str, int] | None = None
    for line, cells in table_rows(path, wanted, told=options.told):
        if isinstance(cells, Dropped):
            yield cells
        elif columns is None:
            columns = _places([str(cell) for cell in cells], options.mapping, path)
        else:
            report.rows += 1
            yield from items_of(line, {name: _cell(cells, place) for name, place in columns.items()}, options.platform)


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
    missing = [name for name in _NEEDED if name not in places]
    if missing:
        paste = " ".join(f"--map {name}=COLUMN" for name in missing)
        raise InputError(f"{path} lacks {', '.join(missing)}; it has {', '.join(names)}. Say which it is: {paste}")
    return places


def items_of(line: int, row: dict[str, Any], platform: str | None) -> Iterator[Item]:
    """The post and its author of a row by our column names; ``mentions`` may be given as such."""
    problem = _problem(row)
    if problem:
        yield Dropped(line, *problem)
        return
    here = values.identifier(row.get("platform")) or platform or "table"
    name = values.identifier(row["author"]) or ""
    author = None if values.is_nobody(name) else f"{here}:{name}"
    created = values.moment_us(_timestamp(row["created_at"])) or 0
    if values.is_naive(_timestamp(row["created_at"])):
        yield Noted("a time without a zone, read as UTC")
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


SOURCE: Final = Source("table", "a table (CSV, TSV, XLSX, ODS, Parquet)", _recognise, _read, is_general=True)

"""Meltwater: results as CSV or XLSX, as they are.

How to get one: Explore or Monitor, Download, CSV or Excel.
What it carries: authors by name or handle, some with bios, opening text and the sentence that was hit, language; @names in the
words; the post answered only where a column of the newer exports (``Parent URL``) says so.
Traps: mostly no reply links at all; X rows may hold only ids, and Reddit rows neither words nor names: both are counted, and
X posts fetched again by id and given with ``--rehydrated`` fill them in; whether ``05/03/2026`` is in March or May is told by
the whole column.
"""

from collections.abc import Iterator
from typing import Any, Final

from graphtool.schema import Person, Post
from graphtool.sources import suites, values
from graphtool.sources.layouts import Row, table_source
from graphtool.sources.mentions import written
from graphtool.sources.records import Dropped, Item, LeftOut, OnlyId

_KNOWN: Final = frozenset(
    ("date", "time", "headline", "title", "url", "opening text", "hit sentence", "source", "influencer", "author handle",
     "country", "language", "reach", "document id", "author name", "twitter screen name", "source domain", "parent url")
)  # fmt: skip

_FIELDS: Final = {
    "url": ("url",), "key": ("document id",), "date": ("date",), "time": ("time",), "language": ("language",),
    "author": ("author handle", "twitter screen name", "influencer", "author name"), "name": ("author name",),
    "bio": ("author bio", "twitter bio"), "text": ("full text", "hit sentence", "opening text"),
    "title": ("headline", "title"), "parent": ("parent url", "parent post url"),
}  # fmt: skip


def _marks(names: frozenset[str]) -> str | None:
    if {"date", "hit sentence"} <= names and names & {"influencer", "author handle", "author name", "twitter screen name"}:
        return "Meltwater results: a table with Date, Hit Sentence and Influencer or Author Handle"
    return None


def _written(row: Row) -> Any:
    day, clock = row["date"], row["time"]
    if isinstance(day, str) and isinstance(clock, str) and clock and ":" not in day.removesuffix("T00:00:00"):
        return f"{day.removesuffix('T00:00:00')} {clock}"
    return day


def _items(row: Row, line: int) -> Iterator[Item]:
    where = suites.address(row["url"])
    key = where.post if where else values.identifier(row["key"])
    created = row["created_us"]
    if key is None or created is None:
        yield Dropped(line, "no id" if key is None else "bad time", str(row["date"] or "")[:40])
        return
    platform = where.platform if where else "web"
    name = values.identifier(row["author"]) or (where.author if where else None)
    text = values.text(row["text"])
    title = values.text(row["title"])
    if text is None and title is None:
        is_x = platform == "x"
        yield OnlyId(f"x:{key}", suites.ONLY_ID) if is_x else LeftOut("a row without any words")
        return
    author = suites.person(platform, None, name)
    if author:
        handle = name.lstrip("@") if name and platform in ("x", "bluesky") else None
        shown, bio = values.text(row["name"]), values.text(row["bio"])
        yield Person(person=author, handle=handle, name=shown, bio=bio, seen_us=created)
    parent = suites.address(row["parent"])
    parent = None if parent and parent.post == key else parent
    yield Post(
        post=f"{platform}:{key}",
        author=author,
        created_us=created,
        thread=f"{platform}:{where.thread}" if where and where.thread else None,
        parent=f"{parent.platform}:{parent.post}" if parent else None,
        parent_author=suites.person(parent.platform, None, parent.author) if parent else None,
        title=None if platform == "x" or title == text else title,
        text=text,
        language=suites.language(row["language"]),
        mentions=written(text, lambda named: f"{platform}:@{named.lower()}", is_reply=parent is not None),
    )


SOURCE: Final = table_source(
    "meltwater", "Meltwater (CSV, XLSX)", marks=_marks, known=_KNOWN, items=_items, fields=_FIELDS, written=_written
)

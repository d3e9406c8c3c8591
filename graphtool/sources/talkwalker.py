"""Talkwalker: results as CSV or XLSX, as they are.

How to get one: Results, Export, CSV or Excel with all columns; times are UTC, in milliseconds or as dd/mm/yy.
What it carries: authors with ids, names and bios (``extra_author_attributes``), text, language, the address of the
post answered.
Traps: X rows hold only ids (``external_id``): they are counted, and the posts fetched again by id and given with
``--rehydrated`` fill them in; ``parent_url`` can be the post itself; reposts are marked only in ``tags_internal``.
"""

from collections.abc import Iterator
from typing import Any, Final

from graphtool.schema import Person, Post
from graphtool.sources import suites, values
from graphtool.sources.layouts import Row, table_source
from graphtool.sources.mentions import written
from graphtool.sources.records import Dropped, Item, OnlyId

_NAME, _SHORT = "extra_author_attributes.name", "extra_author_attributes.short_name"
_KEY, _BIO = "extra_author_attributes.id", "extra_author_attributes.description"
_KNOWN: Final = frozenset(
    ("published", "indexed", "content", "title", "url", "lang", "external_id", "external_author_id", "parent_url",
     "tags_internal", _NAME, _SHORT, _KEY, _BIO)
)  # fmt: skip

_FIELDS: Final = {
    "url": ("url",), "key": ("external_id",), "date": ("published", "indexed"), "text": ("content",), "title": ("title",),
    "handle": (_SHORT, _NAME), "name": (_NAME,), "number": ("external_author_id", _KEY), "bio": (_BIO,),
    "parent": ("parent_url",), "tags": ("tags_internal",), "language": ("lang",),
}  # fmt: skip


def _marks(names: frozenset[str]) -> str | None:
    if {"published", "content", "url"} <= names and names & {_NAME, _SHORT, _KEY, "external_id", "tags_internal"}:
        return "Talkwalker results: a table with published, content, url and external_id or extra_author_attributes"
    return None


def _written(row: Row) -> Any:
    when = row["date"]
    return when.replace("/", ".") if isinstance(when, str) else when  # with dots the day comes first, as it does here


def _items(row: Row, line: int) -> Iterator[Item]:
    where = suites.address(row["url"])
    key = where.post if where else values.identifier(row["key"])
    created = row["created_us"]
    if key is None or created is None:
        yield Dropped(line, "no id" if key is None else "bad time", str(row["date"] or "")[:40])
        return
    platform = where.platform if where else "web"
    text = values.text(row["text"])
    if platform == "x" and text is None:
        yield OnlyId(f"x:{key}", suites.ONLY_ID)
        return
    name = values.text(row["handle"]) or (where.author if where else None)
    number = values.identifier(row["number"]) if platform == "x" else None
    author = suites.person(platform, number, name)
    if author:
        handle = name.lstrip("@") if name and platform in ("x", "bluesky") else None
        shown, bio = values.text(row["name"]), values.text(row["bio"])
        yield Person(person=author, handle=handle, name=shown, bio=bio, seen_us=created)
    parent = suites.address(row["parent"])
    if parent and parent.post == key:
        parent = None
    title = values.text(row["title"])
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
        is_repost=any(mark in str(row["tags"] or "").lower() for mark in ("isretweet", "isshare", "isrepost")),
    )


SOURCE: Final = table_source(
    "talkwalker", "Talkwalker (CSV, XLSX)", marks=_marks, known=_KNOWN, items=_items, fields=_FIELDS, written=_written
)

"""Talkwalker: results as CSV or XLSX, as they are.

How to get one: Results, Export, CSV or Excel with all columns; times are UTC, in milliseconds or as dd/mm/yy.
What it carries: authors with ids, names and bios (``extra_author_attributes``), text, language, the address of the
post answered.
Traps: X rows hold only ids (``external_id``): they are counted, and the posts fetched again by id and given with
``--rehydrated`` fill them in; ``parent_url`` can be the post itself; reposts are marked only in ``tags_internal``.
"""

from collections.abc import Iterator
from typing import Any, Final

from graphtool.sources import suites, values
from graphtool.sources.layouts import Row, table_source
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
    found = suites.located(row, line)
    if isinstance(found, Dropped):
        yield found
        return
    text = values.text(row["text"])
    if found.platform == "x" and text is None:
        yield OnlyId(f"x:{found.key}", suites.ONLY_ID)
        return
    yield from suites.told(
        found,
        row,
        name=values.text(row["handle"]),
        number=values.identifier(row["number"]) if found.platform == "x" else None,
        text=text,
        parent=suites.address(row["parent"]),
        is_repost=any(mark in str(row["tags"] or "").lower() for mark in ("isretweet", "isshare", "isrepost")),
    )


SOURCE: Final = table_source(
    "talkwalker", "Talkwalker (CSV, XLSX)", marks=_marks, known=_KNOWN, items=_items, fields=_FIELDS, written=_written
)

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

from graphtool.sources import suites, values
from graphtool.sources.layouts import Row, table_source
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
    found = suites.located(row, line)
    if isinstance(found, Dropped):
        yield found
        return
    text = values.text(row["text"])
    if text is None and values.text(row["title"]) is None:
        only_id = found.platform == "x"
        yield OnlyId(f"x:{found.key}", suites.ONLY_ID) if only_id else LeftOut("a row without any words")
        return
    yield from suites.told(found, row, name=values.identifier(row["author"]), text=text, parent=suites.address(row["parent"]))


SOURCE: Final = table_source(
    "meltwater", "Meltwater (CSV, XLSX)", marks=_marks, known=_KNOWN, items=_items, fields=_FIELDS, written=_written
)

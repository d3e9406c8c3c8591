"""Brandwatch: mentions as CSV or XLSX, as they are, with the lines above the header.

How to get one: Data, Mentions, Export; CSV or XLSX with all columns; or the API's mentions as a table (``fullText`` …).
What it carries: on X the post answered and who is answered, named authors with ids, mentions in the words; elsewhere the
thread's author, whom a comment is taken to answer; title, text, language.
Traps: X rows may hold only ids: they are counted, and the posts fetched again by id (twarc, JSON lines) and given with
``--rehydrated``, fill them in; ``Snippet`` is cut where ``Full Text`` is missing; a query by keyword misses most replies.
"""

from collections.abc import Iterator
from typing import Final

from graphtool.sources import suites, values
from graphtool.sources.layouts import Row, table_source
from graphtool.sources.records import Dropped, Item, OnlyId

_KNOWN: Final = frozenset(
    ("query id", "query name", "date", "title", "snippet", "url", "domain", "page type", "language", "author", "full text",
     "thread author", "thread entry type", "resource id", "mentioned authors", "queryid", "queryname", "fulltext",
     "pagetype", "threadauthor", "threadentrytype", "resourceid")
)  # fmt: skip
_FIELDS: Final = {
    "url": ("url", "mention url", "original url", "originalurl"), "key": ("resource id", "resourceid"),
    "date": ("date", "added"), "author": ("author",), "name": ("full name", "fullname"),
    "text": ("full text", "fulltext", "snippet"), "title": ("title",), "language": ("language",),
    "x": ("x author id", "twitter author id", "twitterauthorid"), "bluesky": ("bluesky author id", "blueskyauthorid"),
    "answered": ("x reply to", "twitter reply to", "replyto"),
    "reposted": ("x retweet of", "x repost of", "twitter retweet of", "retweetof"),
    "entry": ("thread entry type", "threadentrytype"), "opener": ("thread author", "threadauthor"),
    "thread": ("thread id", "threadid"),
}  # fmt: skip


def _marks(names: frozenset[str]) -> str | None:
    queries = {"query name", "query id", "queryname", "queryid"}
    if {"date", "author"} <= names and names & {"snippet", "full text", "fulltext"} and names & queries:
        return "Brandwatch mentions: a table with Query Name, Date, Author and Full Text or Snippet"
    return None


def _items(row: Row, line: int) -> Iterator[Item]:
    found = suites.located(row, line)
    if isinstance(found, Dropped):
        yield found
        return
    text, name = values.text(row["text"]), values.identifier(row["author"])
    if found.platform == "x" and text is None:
        yield OnlyId(f"x:{found.key}", suites.ONLY_ID)
        return
    is_answer = str(row["entry"] or "").strip().lower() in ("reply", "comment")
    yield from suites.told(
        found,
        row,
        name=name,
        number=values.identifier(row.get(found.platform)) if name or (found.where and found.where.author) else None,
        text=text,
        parent=suites.address(row["answered"]),
        to=suites.person(found.platform, None, values.identifier(row["opener"])) if is_answer else None,
        thread=values.identifier(row["thread"]),
        is_repost=bool(row["reposted"]),
    )


SOURCE: Final = table_source(
    "brandwatch",
    "Brandwatch (CSV, XLSX)",
    marks=_marks,
    known=_KNOWN,
    items=_items,
    fields=_FIELDS,
    written=lambda row: row["date"],
)

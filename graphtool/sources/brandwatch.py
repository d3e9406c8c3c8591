"""Brandwatch: mentions as CSV or XLSX, as they are, with the lines above the header.

How to get one: Data, Mentions, Export; CSV or XLSX with all columns; or the API's mentions as a table (``fullText`` …).
What it carries: on X the post answered and who is answered, named authors with ids, mentions in the words; elsewhere the
thread's author, whom a comment is taken to answer; title, text, language.
Traps: X rows may hold only ids: they are counted, and the posts fetched again by id (twarc, JSON lines) and given with
``--rehydrated``, fill them in; ``Snippet`` is cut where ``Full Text`` is missing; a query by keyword misses most replies.
"""

from collections.abc import Iterator
from typing import Final

from graphtool.schema import Person, Post
from graphtool.sources import suites, values
from graphtool.sources.layouts import Row, table_source
from graphtool.sources.mentions import written
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
    where = suites.address(row["url"])
    key = where.post if where else values.identifier(row["key"])
    created = row["created_us"]
    if key is None or created is None:
        yield Dropped(line, "no id" if key is None else "bad time", str(row["date"] or "")[:40])
        return
    platform = where.platform if where else "web"
    name = values.identifier(row["author"]) or (where.author if where else None)
    text, title = values.text(row["text"]), values.text(row["title"])
    if platform == "x" and text is None:
        yield OnlyId(f"x:{key}", suites.ONLY_ID)
        return
    number = values.identifier(row.get(platform)) if name else None
    author = suites.person(platform, number, name)
    if author:
        handle = name.lstrip("@") if name and platform in ("x", "bluesky") else None
        yield Person(person=author, handle=handle, name=values.text(row["name"]), seen_us=created)
    answered = suites.address(row["answered"])
    to = suites.person(answered.platform, None, answered.author) if answered else None
    entry = str(row["entry"] or "").strip().lower()
    opener = values.identifier(row["opener"])
    if answered is None and entry in ("reply", "comment") and opener:
        to = suites.person(platform, None, opener)
    is_reply = answered is not None or to is not None
    thread = where.thread if where and where.thread else values.identifier(row["thread"])
    yield Post(
        post=f"{platform}:{key}",
        author=author,
        created_us=created,
        thread=f"{platform}:{thread}" if thread else None,
        parent=f"{answered.platform}:{answered.post}" if answered else None,
        parent_author=to,
        title=None if platform == "x" or title == text else title,
        text=text,
        language=suites.language(row["language"]),
        mentions=written(text, lambda named: f"{platform}:@{named.lower()}", is_reply=is_reply),
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

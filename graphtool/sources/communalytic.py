"""Communalytic: submissions and comments of a subreddit as CSV. Its networks are GraphML, which has a page of its own.

How to get one: on Communalytic, My Datasets, a dataset of Reddit, Download, CSV.
What it carries: submissions and comments with author, words, the post that each comment answers (``comment_on``), and the
flair of their author.
Traps: ids come without the mark that tells submissions from comments, so what ``comment_on`` means is known from the rows
that are there, and from the address; dates are written day first, without a zone; datasets of other platforms have ``id``,
``username``, ``date`` and ``text`` at least, and are read as a table.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from graphtool.schema import Person, Post
from graphtool.sources import values
from graphtool.sources.files import Head
from graphtool.sources.grid import header
from graphtool.sources.layouts import Row, first, note
from graphtool.sources.records import Dropped, Item, ReadOptions, ReadReport, Source
from graphtool.sources.reddit import named
from graphtool.sources.rows import calendar_of, table_records

_NEEDED: Final = frozenset(("id", "date", "author", "text", "comment_on", "type"))
_KNOWN: Final = _NEEDED | {"title", "permalink", "user_flair", "submission_flair", "upvote_ratio"}
_THREAD: Final = re.compile(r"/comments/(\w+)")
_GONE: Final = ("[deleted]", "[removed]")


def _recognise(head: Head) -> str | None:
    if {name.lower() for name in header(head, _KNOWN)} >= _NEEDED:
        return "Communalytic's Reddit dataset: a table with id, author, date, text, type and comment_on"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    rows = table_records(path, _KNOWN, report=ReadReport(), options=ReadOptions())
    submissions = {
        values.identifier(found[1].get("id")) for found in rows if not isinstance(found, Dropped) and _is_submission(found[1])
    }
    calendar = calendar_of(path, _KNOWN, options, "date")
    for found in table_records(path, _KNOWN, report=report, options=options):
        if isinstance(found, Dropped):
            yield found
        else:
            line, row = found
            note(row.get("date"), calendar, options, report=report)
            yield from _items(row, line, calendar.moment_us(row.get("date")), submissions)


def _items(row: Row, line: int, created: int | None, submissions: set[str | None]) -> Iterator[Item]:
    key, name = values.identifier(row.get("id")), values.identifier(row.get("author"))
    if key is None or created is None or name is None:
        problem = "no id" if key is None else "no author" if name is None else "bad time"
        yield Dropped(line, problem, (key or "")[:40])
        return
    address = _THREAD.search(str(first(row, "permalink", "url") or ""))
    answered = None if _is_submission(row) else values.identifier(row.get("comment_on"))
    is_top = answered in submissions or (address is not None and answered == address[1])
    thread = address[1] if address else key if _is_submission(row) else answered if is_top else None
    author = None if values.is_nobody(name) else f"reddit:{name}"
    text = values.text(row.get("text"))
    text = None if text in _GONE else text
    if author:
        yield Person(person=author, handle=name, seen_us=created)
    yield Post(
        post=_post(key, is_submission=_is_submission(row)),
        author=author,
        created_us=created,
        thread=_post(thread, is_submission=True) if thread else None,
        parent=_post(answered, is_submission=is_top) if answered else None,
        title=values.text(row.get("title")) if _is_submission(row) and author else None,
        text=text,
        flair=values.text(row.get("user_flair")) if author else None,
        mentions=named(text),
    )


def _is_submission(row: Row) -> bool:
    return str(row.get("type") or "").strip().lower() in ("submission", "post")


def _post(key: str, *, is_submission: bool) -> str:
    """A post as Reddit's dumps call it."""
    bare = key.removeprefix("t1_").removeprefix("t3_")
    return f"reddit:{'t3' if is_submission else 't1'}_{bare}"


SOURCE: Final = Source("communalytic", "Communalytic (CSV, Reddit)", _recognise, _read)

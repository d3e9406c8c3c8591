"""YouTube comment threads as the Data API v3 answers them (``commentThreads.list``, ``comments.list``).

How to get one: any client of the API that keeps its answers: pages with ``items``, lists of them, one thread or comment a line.
What it carries: comments with their author's channel, and the comments they are under; a reply that begins with somebody's
@handle answers that person's last comment in the thread.
Traps: a thread holds at most five replies unless ``comments.list`` fetched the rest (``totalReplyCount`` above what is there
is counted); the person who made the video is nobody here, so threads begin with their top comment; no bios, no languages.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.schema import Mention, Person, Post
from graphtool.sources import values
from graphtool.sources.files import Head
from graphtool.sources.html_text import plain
from graphtool.sources.jsonrecords import first_record, nested, records_of
from graphtool.sources.mentions import written
from graphtool.sources.records import Dropped, Item, LeftOut, Noted, ReadOptions, ReadReport, Source

_LISTS: Final = ("items",)
_LEADING: Final = re.compile(r"\s*@([\w.·-]+)")


def _recognise(head: Head) -> str | None:
    found = first_record(head, _LISTS)
    if found is None:
        return None
    snippet = values.record(found.value.get("snippet"))
    if isinstance(nested(snippet, "topLevelComment", "snippet"), dict):
        return "YouTube comment threads: its records have a snippet with a topLevelComment"
    if "authorDisplayName" in snippet and ("textDisplay" in snippet or "textOriginal" in snippet):
        return "YouTube comments: its records have a snippet with authorDisplayName and text"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    for found in records_of(path, _LISTS, report=report, options=options):
        if isinstance(found, Dropped):
            yield found
            continue
        items = list(_thread(found.value, found.place))
        report.rows += max(sum(isinstance(item, Post | Dropped) for item in items) - 1, 0)
        yield from items


def _thread(value: dict[str, Any], place: int) -> Iterator[Item]:
    snippet = values.record(value.get("snippet"))
    top = values.record(snippet.get("topLevelComment"))
    if not top:
        if "comment" not in str(value.get("kind", "comment")):
            yield LeftOut("a record that is no comment")
            return
        yield from _items(value, place, top=values.identifier(snippet.get("parentId")), above=None)
        return
    key = values.identifier(top.get("id")) or values.identifier(value.get("id"))
    yield from _items(top if "id" in top else top | {"id": key}, place, top=None, above=None)
    replies = sorted(values.records(nested(value, "replies", "comments")), key=_when)
    earlier: dict[str, str] = {}
    for comment in replies:
        for item in _items(comment, place, top=key, above=earlier):
            yield item
            if isinstance(item, Post):
                earlier[_handle(comment)] = item.post
    missing = snippet.get("totalReplyCount")
    if isinstance(missing, int) and missing > len(replies):
        yield Noted("threads that lack replies")


def _when(comment: dict[str, Any]) -> tuple[int, str]:
    return values.moment_us(nested(comment, "snippet", "publishedAt")) or 0, str(comment.get("id"))


def _handle(comment: dict[str, Any]) -> str:
    return str(nested(comment, "snippet", "authorDisplayName")).lstrip("@").lower()


def _items(comment: dict[str, Any], place: int, *, top: str | None, above: dict[str, str] | None) -> Iterator[Item]:
    """A comment and who wrote it; ``above`` has the last comment of each handle earlier in the thread."""
    snippet = values.record(comment.get("snippet"))
    key, created = values.identifier(comment.get("id")), values.moment_us(snippet.get("publishedAt"))
    shown = values.text(snippet.get("authorDisplayName"))
    channel = snippet.get("authorChannelId")
    author = values.identifier(values.record(channel).get("value")) or values.identifier(channel)
    if author is None and shown and shown.startswith("@"):
        author = shown.lower()
    problem = "no id" if key is None else "bad time" if created is None else None
    if key is None or created is None:
        yield Dropped(place, problem or "", (key or "")[:40])
        return
    if author is None and "authorDisplayName" not in snippet and "authorChannelId" not in snippet:
        yield Dropped(place, "no author", key[:40])
        return
    original, html = values.text(snippet.get("textOriginal")), values.text(snippet.get("textDisplay"))
    text = original or (values.text(plain(html)[0]) if html else None)
    leading = _LEADING.match(text) if text and top else None
    answered = above.get(leading[1].lower()) if leading and above else None
    mentions: tuple[Mention, ...] = written(text, lambda name: f"youtube:@{name.lower()}", is_reply=bool(answered))
    if author and shown:
        yield Person(person=f"youtube:{author}", handle=shown.lstrip("@") or None, name=shown, seen_us=created)
    yield Post(
        post=f"youtube:{key}",
        author=f"youtube:{author}" if author else None,
        created_us=created,
        thread=f"youtube:{top or key}",
        parent=answered or (f"youtube:{top}" if top else None),
        text=text if author else None,
        mentions=mentions if author else (),
        version_us=values.moment_us(snippet.get("updatedAt")) or 0,
    )


SOURCE: Final = Source("youtube", "YouTube comments", _recognise, _read)

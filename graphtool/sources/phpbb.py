"""phpBB: the table of posts as CSV or a spreadsheet.

How to get one: export ``phpbb_posts`` from the forum's database with its header, best joined with ``phpbb_users`` for
``username``.
What it carries: topics, authors, times, subjects and words; who is quoted. Quoted words are taken out.
Traps: a forum knows no reply link. A post that quotes answers whom it quotes first; any other is taken to answer who opened the
topic. Both are counted, so that it can be seen how much rests on the second guess; without ``username`` names lead nowhere.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from graphtool.schema import Person, Post
from graphtool.sources import values
from graphtool.sources.files import Head
from graphtool.sources.layouts import Row, first, table_source
from graphtool.sources.records import Dropped, Item, Noted, ReadOptions, ReadReport, Source

_KNOWN: Final = frozenset(
    ("post_id", "topic_id", "poster_id", "post_time", "post_username", "username", "post_subject", "post_text")
)
_GUEST: Final = ("0", "1")  # phpBB's anonymous
_OPENS: Final = re.compile(
    r"""\[quote(?::\w+)?=(?:&quot;|")?(?P<name>[^\]"&]{1,100}?)(?:&quot;|")?(?P<more>(?:\s\w{1,20}=[^\]\s]{1,60}){0,6})(?::\w+)?\]"""
    r"""|<QUOTE\s(?P<attributes>[^>]{0,300})>""",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(
    r"\[quote\b[^\]]{0,300}\](?:(?!\[quote\b).)*?\[/quote[^\]]{0,20}\]"
    r"|<QUOTE\b[^>]{0,300}>(?:(?!<QUOTE\b).)*?</QUOTE>",
    re.IGNORECASE | re.DOTALL,
)
_CODES: Final = re.compile(
    r"\[/?(?:b|i|u|url|img|size|color|list|\*|code|email|quote)\b[^\]]{0,300}\]|<[^>]{0,200}>", re.IGNORECASE
)
_NESTED: Final = 20  # quotes within quotes that are taken out


class _Opener(NamedTuple):
    """The first post of a topic."""

    created_us: int
    post: int
    author: str | None


def _marks(names: frozenset[str]) -> str | None:
    if {"post_id", "topic_id", "poster_id", "post_time", "post_text"} <= names:
        return "phpBB posts: a table with post_id, topic_id, poster_id, post_time and post_text"
    return None


def _plain(row: Row, line: int) -> Iterator[Item]:
    key, topic = values.identifier(row.get("post_id")), values.identifier(row.get("topic_id"))
    created = values.moment_us(row.get("post_time"))
    if key is None or topic is None or created is None:
        yield Dropped(line, "no id" if key is None else "no topic" if topic is None else "bad time", (key or "")[:40])
        return
    number, name = values.identifier(row.get("poster_id")), values.text(first(row, "username", "post_username"))
    author = f"forum:{number}" if number and number not in _GUEST else None
    if author and name:
        yield Person(person=author, handle=html.unescape(name), seen_us=created)
    words = values.text(row.get("post_text")) or ""
    parent, to = _quotes(words)
    yield Post(
        post=f"forum:{key}",
        author=author,
        created_us=created,
        thread=f"forum:topic{topic}",
        parent=parent,
        parent_author=to,
        title=values.text(html.unescape(values.text(row.get("post_subject")) or "")),
        text=_unquoted(words),
    )


def _quotes(words: str) -> tuple[str | None, str | None]:
    """The post and the person that the first quote names."""
    found = _OPENS.search(words)
    if found is None:
        return None, None
    more = found["attributes"] or found["more"] or ""
    told = dict(re.findall(r'(\w+)="?([^"\s]+)"?', more))
    named = re.search(r'author="([^"]*)"', more)
    name = html.unescape(named[1] if named else found["name"] or "").strip()
    to = f"forum:{told['user_id']}" if told.get("user_id", "").isdecimal() else f"forum:@{name.lower()}" if name else None
    parent = f"forum:{told['post_id']}" if told.get("post_id", "").isdecimal() else None
    return parent, to


def _unquoted(words: str) -> str | None:
    for _ in range(_NESTED):
        words, count = _QUOTED.subn("", words)
        if not count:
            break
    return values.text(html.unescape(_CODES.sub("", words)).strip())


_TABLE: Final = table_source("phpbb", "phpBB (table of posts)", marks=_marks, known=_KNOWN, items=_plain)


def _recognise(head: Head) -> str | None:
    return _TABLE.recognise(head)


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    openers: dict[str, _Opener] = {}
    for item in _TABLE.read(path, ReadReport(), ReadOptions()):
        if isinstance(item, Post) and item.thread:
            number = item.post.rpartition(":")[2]
            here = _Opener(item.created_us, int(number) if number.isdecimal() else 0, item.author)
            openers[item.thread] = min(openers.get(item.thread, here), here, key=_first)
    for item in _TABLE.read(path, report, options):
        if isinstance(item, Post) and item.thread:
            yield from _answering(item, openers[item.thread])
        else:
            yield item


def _answering(post: Post, opener: _Opener) -> Iterator[Item]:
    if post.parent or post.parent_author:
        yield Noted("a reply told by a quote")
    elif post.post != f"forum:{opener.post}":
        yield Noted("a reply taken to answer who opened the topic: no link says so")
        yield msgspec.structs.replace(post, parent=f"forum:{opener.post}", parent_author=opener.author)
        return
    yield post


def _first(opener: _Opener) -> tuple[Any, ...]:
    return opener.created_us, opener.post


SOURCE: Final = Source(_TABLE.name, _TABLE.title, _recognise, _read)

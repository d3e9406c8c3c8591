"""phpBB and other forums (MyBB, vBulletin, SMF, XenForo): the table of posts as CSV, or a whole SQLite database.

How to get one: export the table of posts (``phpbb_posts``, ``mybb_posts``, ``post``, ``smf_messages``, ``xf_post``) from
the forum's database with its header, best joined with the table of users for their names; or copy the SQLite database, in
which both stand.
What it carries: topics, authors, times, subjects and words; who is quoted; the post answered where MyBB and vBulletin keep
it. Quoted words are taken out.
Traps: most forums know no reply link. A post that quotes answers whom it quotes first; any other is taken to answer who
opened the topic. Each of these is counted, so that it can be seen how much rests on the weakest; without names of users the
names in quotes lead nowhere; ids are numbers within one forum, so give each forum its own ``--platform``.
"""

import html
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from graphtool.schema import Person, Post
from graphtool.sources import values
from graphtool.sources.forum_quotes import first_quote, own_words
from graphtool.sources.forum_tables import Program, forum_rows, recognised
from graphtool.sources.layouts import Row
from graphtool.sources.records import Dropped, Item, Noted, ReadOptions, ReadReport, Source

_SHOWN: Final = ("1", "visible")  # states of a post that is neither deleted nor waiting for approval


class _Opener(NamedTuple):
    """The first post of a topic."""

    created_us: int
    post: int
    author: str | None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    here = options.platform or "forum"
    openers: dict[str, _Opener] = {}
    for found in forum_rows(path, report=ReadReport(), options=ReadOptions()):
        for item in () if isinstance(found, Dropped) else _items(*found, here):
            if isinstance(item, Post) and item.thread:
                number = item.post.rpartition(":")[2]
                first = _Opener(item.created_us, int(number) if number.isdecimal() else 0, item.author)
                openers[item.thread] = min(openers.get(item.thread, first), first, key=_first)
    for found in forum_rows(path, report=report, options=options):
        for item in [found] if isinstance(found, Dropped) else _items(*found, here):
            if isinstance(item, Post) and item.thread:
                yield from _answering(item, openers[item.thread], here)
            else:
                yield item


def _items(line: int, program: Program, row: Row, here: str) -> Iterator[Item]:
    key, topic = values.identifier(row.get("id")), values.identifier(row.get("topic"))
    created = values.moment_us(row.get("time"))
    if key is None or topic is None or created is None:
        yield Dropped(line, "no id" if key is None else "no topic" if topic is None else "bad time", (key or "")[:40])
        return
    number, name = values.identifier(row.get("user")), values.text(row.get("name"))
    is_gone = (values.identifier(row.get("state")) or "1") not in _SHOWN
    author = f"{here}:{number}" if number and number not in program.guests and not is_gone else None
    if author and name:
        yield Person(person=author, handle=html.unescape(name), seen_us=created)
    words = "" if is_gone else values.text(row.get("text")) or ""
    quoted = first_quote(words)
    parent = quoted.post or _linked(row.get("parent"))
    to = f"{here}:{quoted.user}" if quoted.user else f"{here}:@{quoted.name.lower()}" if quoted.name else None
    if parent is not None and quoted == (None, None, None):
        yield Noted("a reply told by a link to the post it answers")
    elif parent or to:
        yield Noted("a reply told by a quote")
    yield Post(
        post=f"{here}:{key}",
        author=author,
        created_us=created,
        thread=f"{here}:topic{topic}",
        parent=f"{here}:{parent}" if parent else None,
        parent_author=to,
        title=None if is_gone else values.text(html.unescape(values.text(row.get("title")) or "")),
        text=own_words(words),
    )


def _linked(value: Any) -> str | None:
    """The post answered by a column of its own; 0 is none."""
    found = values.identifier(value)
    return None if found in (None, "0") else found


def _answering(post: Post, opener: _Opener, here: str) -> Iterator[Item]:
    if not post.parent and not post.parent_author and post.post != f"{here}:{opener.post}":
        yield Noted("a reply taken to answer who opened the topic: no link says so")
        post = msgspec.structs.replace(post, parent=f"{here}:{opener.post}", parent_author=opener.author)
    yield post


def _first(opener: _Opener) -> tuple[Any, ...]:
    return opener.created_us, opener.post


SOURCE: Final = Source("phpbb", "phpBB and other forums (tables, SQLite)", recognised, _read)

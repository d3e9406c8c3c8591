"""Discourse Data Explorer: the result of a query on a forum's own database, as CSV.

How to get one: with the Data Explorer plugin, ``SELECT p.topic_id, p.post_number, p.reply_to_post_number, p.user_id,
u.username, p.raw, p.created_at, p.updated_at, p.deleted_at, p.hidden, p.post_type, t.title FROM posts p JOIN users u ON
u.id = p.user_id JOIN topics t ON t.id = p.topic_id``, Run, Download CSV. ``cooked`` does in place of ``raw``.
What it carries: what the query asks for: posts with the post they answer, mentions, quotes of other posts, titles.
Traps: without ``username`` people are numbers and mentions lead nowhere; ``archetype`` or ``private_message`` tells private
messages, which are left out, so ask for it where a query spans them; a post that names no other answers the topic's first
post; ids are numbers within one forum, so give each forum its own ``--platform``.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.sources import values
from graphtool.sources.discourse import post_items
from graphtool.sources.files import Head
from graphtool.sources.grid import header
from graphtool.sources.layouts import Row, first
from graphtool.sources.records import Dropped, Item, LeftOut, ReadOptions, ReadReport, Source
from graphtool.sources.rows import table_records

_NEEDED: Final = frozenset(("topic_id", "post_number", "created_at"))
_KNOWN: Final = _NEEDED | {"raw", "cooked", "username", "user_id", "reply_to_post_number", "post_type", "deleted_at"}
_NO: Final = frozenset(("", "f", "false", "0", "no", "null", "none"))
_NUMBERS: Final = ("post_type", "post_number", "topic_id", "reply_to_post_number")


def _recognise(head: Head) -> str | None:
    names = {name.lower() for name in header(head, _KNOWN)}
    if names >= _NEEDED and names & {"raw", "cooked"} and names & {"username", "user_id"}:
        return "Discourse Data Explorer: a table with topic_id, post_number, created_at and raw or cooked"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    here = options.platform or "discourse"
    for found in table_records(path, _KNOWN, report=report, options=options):
        if isinstance(found, Dropped):
            yield found
        elif found[1].get("archetype") == "private_message" or _is(found[1].get("private_message")):
            yield LeftOut("a private message")
        else:
            yield from post_items(_post(found[1]), {}, here=here, place=found[0])


def _post(row: Row) -> dict[str, Any]:
    """A row as the forum's pages write a post: numbers as such, truth as such, names for numbers of users."""
    post: dict[str, Any] = dict(row)
    for name in _NUMBERS:
        number = values.identifier(row.get(name))
        post[name] = int(number) if number and number.isdecimal() and len(number) < 16 else None
    if post["post_type"] is None:
        del post["post_type"]
    for name in ("hidden", "user_deleted"):
        post[name] = _is(row.get(name))
    for name in ("created_at", "updated_at"):
        post[name] = str(row.get(name) or "").strip().removesuffix(" UTC")
    number = values.identifier(row.get("user_id"))
    post["username"] = first(row, "username", "username_lower") or (f"user{number}" if number else None)
    answered = values.identifier(row.get("reply_to_username"))
    post["reply_to_user"] = {"username": answered} if answered else None
    post["deleted_at"] = None if str(row.get("deleted_at") or "").strip().lower() in _NO else row["deleted_at"]
    post["topic_title"] = first(row, "title", "topic_title")
    post["user_title"] = row.get("user_title")
    return post


def _is(value: Any) -> bool:
    return str(value if value is not None else "").strip().lower() not in _NO


SOURCE: Final = Source("discourse_sql", "Discourse Data Explorer (CSV)", _recognise, _read)

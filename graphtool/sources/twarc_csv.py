"""twarc-csv: tweets of the X API v2 as a table.

How to get one: ``twarc2 csv results.jsonl tweets.csv``.
What it carries: replies with parent, addressee and conversation, quotes, mentions by name, profiles with bios.
Traps: mentions are names, which somebody else may bear later; a row that came along with a hit looks like one; spreadsheets
round the ids: such rows are refused.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from graphtool.schema import Mention, Person, Post
from graphtool.sources import values, x
from graphtool.sources.layouts import Row, table_source
from graphtool.sources.mentions import LEADING
from graphtool.sources.records import Dropped, Item

_KNOWN: Final = frozenset(
    ("id", "conversation_id", "author_id", "created_at", "text", "lang", "author.username", "author.description",
     "in_reply_to_user_id", "referenced_tweets.replied_to.id", "referenced_tweets.quoted.id", "entities.mentions")
)  # fmt: skip
_IDS: Final = frozenset(
    ("id", "author_id", "in_reply_to_user_id", "conversation_id", "referenced_tweets.replied_to.id",
     "referenced_tweets.quoted.id", "referenced_tweets.retweeted.id")
)  # fmt: skip


def _marks(names: frozenset[str]) -> str | None:
    if {"id", "author_id", "created_at", "text"} <= names and names & {"referenced_tweets.replied_to.id", "author.username"}:
        return "twarc-csv tweets: a table with author_id, author.username and referenced_tweets.replied_to.id"
    return None


def _items(row: Row, line: int) -> Iterator[Item]:
    key, number = values.identifier(row.get("id")), values.identifier(row.get("author_id"))
    created = values.moment_us(row.get("created_at"))
    if key is None or number is None or created is None:
        yield Dropped(line, "no id" if key is None else "no author" if number is None else "bad time", (key or "")[:40])
        return
    retrieved = values.moment_us(row.get("__twarc.retrieved_at"))
    yield Person(
        person=f"x:{number}",
        handle=values.text(row.get("author.username")),
        name=values.text(row.get("author.name")),
        bio=values.text(row.get("author.description")),
        seen_us=retrieved or created,
    )
    parent, quoted, reposted = (
        values.identifier(row.get(f"referenced_tweets.{kind}.id")) for kind in ("replied_to", "quoted", "retweeted")
    )
    is_repost = reposted is not None
    to = x.person(values.identifier(row.get("in_reply_to_user_id")), values.text(row.get("in_reply_to_username")))
    text = x.words(row.get("text"))
    conversation = values.identifier(row.get("conversation_id"))
    yield Post(
        post=f"x:{key}",
        author=f"x:{number}",
        created_us=created,
        thread=x.post(conversation),
        parent=None if is_repost else x.post(parent),
        parent_author=None if is_repost else to,
        quoted=None if is_repost else x.post(quoted),
        text=None if is_repost else text,
        language=x.language(row.get("lang")),
        mentions=() if is_repost else _mentions(row.get("entities.mentions"), text or "", is_reply=bool(parent or to)),
        is_repost=is_repost,
        version_us=retrieved or 0,
    )


def _mentions(cell: Any, text: str, *, is_reply: bool) -> tuple[Mention, ...]:
    """A list of names, or of objects, as JSON."""
    try:
        listed = json.loads(cell) if isinstance(cell, str) else []
    except (ValueError, RecursionError):
        return ()
    leading = LEADING.match(text) if is_reply else None
    run = leading[0].lower() if leading else ""
    rest = text[len(run) :].lower()
    found = []
    for each in listed if isinstance(listed, list) else []:
        whole = values.record(each)
        name = (values.identifier(whole.get("username") if whole else each) or "").lstrip("@").lower()
        person = x.person(values.identifier(whole.get("id")), name or None)
        if person:
            found.append(Mention(person, f"@{name}" in run and f"@{name}" not in rest))
    return values.unique(found)


SOURCE: Final = table_source("twarc_csv", "twarc-csv", marks=_marks, known=_KNOWN, items=_items, ids=_IDS)

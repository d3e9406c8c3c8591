"""DMI-TCAT: tweets as CSV or TSV ("export all tweets from selection").

How to get one: the analysis page of a DMI-TCAT, "Export all tweets from selection", with mentions.
What it carries: replies with the post answered and the name of whom, mentions by name, bios.
Traps: mentions are names only; the first @names of a reply are the platform's addressing; quotes are not told apart.
"""

from collections.abc import Iterator
from typing import Final

from graphtool.schema import Person, Post
from graphtool.sources import values, x
from graphtool.sources.layouts import Row, first, table_source
from graphtool.sources.mentions import written
from graphtool.sources.records import Dropped, Item

_KNOWN: Final = frozenset(
    ("id", "time", "created_at", "from_user_id", "from_user_name", "text", "lang", "to_user_name", "to_user_id",
     "in_reply_to_status_id", "from_user_description", "mentions")
)  # fmt: skip
_IDS: Final = frozenset(("id", "from_user_id", "to_user_id", "in_reply_to_status_id"))


def _marks(names: frozenset[str]) -> str | None:
    if {"id", "from_user_name", "text"} <= names and names & {"time", "created_at"}:
        return "DMI-TCAT tweets: a table with id, from_user_name, time and text"
    return None


def _items(row: Row, line: int) -> Iterator[Item]:
    key, handle = values.identifier(row.get("id")), values.text(row.get("from_user_name"))
    author = x.person(values.identifier(row.get("from_user_id")), handle)
    created = values.moment_us(row.get("time")) or values.moment_us(row.get("created_at"))
    if key is None or author is None or created is None:
        yield Dropped(line, "no id" if key is None else "no author" if author is None else "bad time", (key or "")[:40])
        return
    name = values.text(first(row, "from_user_realname", "from_user_full_name"))
    yield Person(person=author, handle=handle, name=name, bio=values.text(row.get("from_user_description")), seen_us=created)
    text = x.words(row.get("text"))
    is_repost = values.identifier(row.get("retweet_id")) not in (None, "0") or x.is_repost(text)
    parent = values.identifier(row.get("in_reply_to_status_id"))
    to = x.person(values.identifier(row.get("to_user_id")), values.text(row.get("to_user_name")))
    yield Post(
        post=f"x:{key}",
        author=author,
        created_us=created,
        parent=None if is_repost else x.post(parent),
        parent_author=None if is_repost else to,
        text=None if is_repost else text,
        language=x.language(row.get("lang")),
        mentions=() if is_repost else written(text, lambda name: f"x:@{name.lower()}", is_reply=bool(parent or to)),
        is_repost=is_repost,
    )


SOURCE: Final = table_source("tcat", "DMI-TCAT (CSV)", marks=_marks, known=_KNOWN, items=_items, ids=_IDS)

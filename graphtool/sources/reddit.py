"""Reddit dumps: comments and submissions as JSON lines, one object a line, often packed as ``.zst``.

How to get one: the dumps of Arctic Shift and Pushshift, whole or cut to a subreddit by their download tools.
What it carries: every post with its thread and parent, so replies resolve; the author's flair; no profiles.
Traps: deleted authors all share a name; ``created_utc`` is a number or a text; tables made from the dumps that keep no
ids cannot be linked.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from graphtool.schema import Mention, Post
from graphtool.sources import values
from graphtool.sources.files import Head
from graphtool.sources.jsonlines import decoded
from graphtool.sources.records import Dropped, Item, ReadOptions, ReadReport, Source

_GONE: Final = frozenset(("[deleted]", "[removed]", "[ Removed by Reddit ]"))
_LONGEST_GONE: Final = 100  # characters with the space around
_REMOVED_BY_OTHERS: Final = frozenset(("deleted", "author"))
# /u/name and u/name where a word may start; not inside links, paths or code
_NAMED: Final = re.compile(r"(?<![\w/.`-])/?u/([A-Za-z0-9_-]{2,24})(?![\w/-])")
_QUOTED_LINE: Final = re.compile(r"^\s*(?:>|&gt;).*$", re.MULTILINE)


class _Record(msgspec.Struct, gc=False):
    """The fields that are read; of any type, for no dump is without exceptions."""

    id: Any = None
    name: Any = None
    author: Any = msgspec.UNSET
    created_utc: Any = None
    edited: Any = None
    retrieved_on: Any = None
    retrieved_utc: Any = None
    title: Any = None
    selftext: Any = None
    body: Any = None
    parent_id: Any = None
    link_id: Any = None
    author_flair_text: Any = None
    crosspost_parent: Any = None
    removed_by_category: Any = None
    meta: Any = msgspec.field(default=None, name="_meta")


def _recognise(head: Head) -> str | None:
    record = head.record
    if record is None or "author" not in record or "created_utc" not in record:
        return None
    if "link_id" in record and "body" in record:
        return "Reddit comments: its records have body, link_id and created_utc"
    if "title" in record and ("selftext" in record or "is_self" in record or "num_comments" in record):
        return "Reddit submissions: its records have title, selftext and created_utc"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    for line, found in decoded(path, _Record, report=report, options=options):
        yield found if isinstance(found, Dropped) else _post(found, line)


def _post(record: _Record, line: int) -> Post | Dropped:
    bare = values.identifier(record.id) or (values.identifier(record.name) or "")[3:]
    if not bare:
        return Dropped(line, "no id")
    if record.author is msgspec.UNSET or record.author == "":
        return Dropped(line, "no author")
    created = values.moment_us(record.created_utc)
    if created is None:
        return Dropped(line, "bad time", str(record.created_utc)[:40])
    is_comment = record.body is not None or record.link_id is not None
    full = bare if bare[:3] in ("t1_", "t3_") else f"{'t1' if is_comment else 't3'}_{bare}"
    gone = _is_gone(record)
    body = None if gone else _words(record.body if is_comment else record.selftext)
    thread = values.identifier(record.link_id) if is_comment else full
    parent = values.identifier(record.parent_id) if is_comment else None
    crossposted = values.identifier(record.crosspost_parent) if record.crosspost_parent else None
    return Post(
        post=f"reddit:{full}",
        author=None if gone else _person(record.author),
        created_us=created,
        thread=f"reddit:{thread}" if thread else None,
        parent=f"reddit:{_full_parent(parent)}" if parent else None,
        quoted=f"reddit:{crossposted}" if crossposted else None,
        title=None if gone or record.title is None else _words(record.title),
        text=body,
        flair=None if gone else values.text(record.author_flair_text),
        mentions=named(body),
        version_us=_version_us(record),
    )


def _full_parent(parent: str) -> str:
    # a few dumps hold the comment's number alone
    return parent if parent[:3] in ("t1_", "t3_") else f"t1_{parent}"


def _person(author: Any) -> str | None:
    name = values.identifier(author)
    if name is None or values.is_nobody(name) or name.endswith("-ModTeam"):
        return None
    return f"reddit:{name}"


def _is_gone(record: _Record) -> bool:
    if record.meta is not None and values.record(record.meta).get("was_deleted_later"):
        return True
    return isinstance(record.removed_by_category, str) and record.removed_by_category in _REMOVED_BY_OTHERS


def _words(body: Any) -> str | None:
    words = values.text(body)
    return None if words is None or (len(words) < _LONGEST_GONE and words.strip() in _GONE) else words


def _version_us(record: _Record) -> int:
    for moment in (record.edited, record.retrieved_on, record.retrieved_utc):
        if moment and (known := values.moment_us(moment)) is not None:
            return known
    return 0


def named(body: str | None) -> tuple[Mention, ...]:
    """The people whom a body names as u/name, outside of what it quotes."""
    if body is None or "u/" not in body:
        return ()
    own = _QUOTED_LINE.sub("", body) if ">" in body or "&gt;" in body else body
    found = (name for name in _NAMED.findall(own) if not values.is_nobody(name))
    return values.unique(Mention(f"reddit:{name}") for name in found)


SOURCE: Final = Source("reddit", "Reddit dump", _recognise, _read)

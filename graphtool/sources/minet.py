"""minet and gazouilloire: tweets, Bluesky posts or Reddit comments as CSV.

How to get one: ``minet twitter …``, ``minet bluesky …``, ``minet reddit comments …`` and ``posts``, ``gazou export``.
What it carries: on X replies with parent and addressee, mentions by id, quotes, bios; on Bluesky replies with parent and root,
mentions, quotes; on Reddit the parent of a comment and its thread.
Traps: the Bluesky table has no handle of whom a post answers; Reddit's comments come without the submission that they answer:
load ``minet reddit posts --text`` beside them.
"""

from collections.abc import Iterator
from typing import Final

from graphtool.schema import Post
from graphtool.sources import suites, twitwi, values
from graphtool.sources.layouts import Row, table_source
from graphtool.sources.records import Dropped, Item, LeftOut

_TWEET: Final = frozenset(("timestamp_utc", "user_screen_name", "text", "id"))
_BLUESKY: Final = frozenset(("timestamp_utc", "user_did", "uri", "text"))
_REDDIT: Final = frozenset(("author", "parent", "published_date", "comment"))
_SUBMISSIONS: Final = frozenset(("title", "url", "author", "author_text", "published_date"))
_GONE: Final = ("[deleted]", "[removed]")
_IDS: Final = frozenset(("id", "user_id", "to_userid", "to_tweetid", "quoted_id"))


def _marks(names: frozenset[str]) -> str | None:
    for kind, needed in (
        ("tweets", _TWEET),
        ("Bluesky posts", _BLUESKY),
        ("Reddit comments", _REDDIT),
        ("Reddit posts", _SUBMISSIONS),
    ):
        if needed <= names:
            return f"minet's {kind}: a table with {', '.join(sorted(needed))}"
    return None


def _items(row: Row, line: int) -> Iterator[Item]:
    if "published_date" in row:
        yield from (_comment if "comment" in row else _submission)(row, line)
        return
    read = twitwi.bluesky if "user_did" in row else twitwi.tweet
    for item in read(dict(row), line):
        yield item
        if isinstance(item, Post) and item.is_context:
            yield LeftOut("a post that came along with another")


def _comment(row: Row, line: int) -> Iterator[Item]:
    where = suites.address(row.get("comment_url")) or suites.address(row.get("url"))
    key = values.identifier(row.get("id"))
    created = values.moment_us(row.get("published_date"))
    if key is None or created is None:
        yield Dropped(line, "no id" if key is None else "bad time", (key or "")[:40])
        return
    parent, thread = values.identifier(row.get("parent")), where.thread if where else None
    text = values.text(row.get("comment"))
    yield Post(
        post=f"reddit:{_whole(key)}",
        author=_author(row),
        created_us=created,
        thread=f"reddit:{thread}" if thread else None,
        parent=f"reddit:{_whole(parent)}" if parent else f"reddit:{thread}" if thread else None,
        text=None if text in _GONE else text,
    )


def _submission(row: Row, line: int) -> Iterator[Item]:
    where, created = suites.address(row.get("url")), values.moment_us(row.get("published_date"))
    if where is None or where.thread is None or created is None:
        yield Dropped(line, "bad time" if where and where.thread else "no id", str(row.get("url") or "")[:40])
        return
    text = values.text(row.get("author_text"))
    yield Post(
        post=f"reddit:{where.post}",
        author=_author(row),
        created_us=created,
        thread=f"reddit:{where.thread}",
        title=values.text(row.get("title")),
        text=None if text in _GONE else text,
    )


def _author(row: Row) -> str | None:
    """By name, or by the address of their page."""
    name = (values.identifier(row.get("author")) or "").rstrip("/").rpartition("/")[2]
    return f"reddit:{name}" if name and not values.is_nobody(name) else None


def _whole(key: str) -> str:
    return key if key.startswith(("t1_", "t3_")) else f"t1_{key}"


SOURCE: Final = table_source(
    "minet",
    "minet and gazouilloire (CSV)",
    marks=_marks,
    known=_TWEET | _BLUESKY | _REDDIT | _SUBMISSIONS,
    items=_items,
    ids=_IDS,
)

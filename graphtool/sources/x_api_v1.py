"""X (Twitter) API v1.1: tweets one a line, in a list, or wrapped as ``statuses`` or ``results``, searched or streamed.

How to get one: what twarc 1, tweepy, rtweet and most collectors before 2023 kept; archived streams; published corpora that
were hydrated.
What it carries: replies with parent and addressee, mentions, quotes, profiles with bios. Reposted and quoted tweets inside
are posts too, marked as context.
Traps: a reply starts with an automatic run of @names, which addresses and does not mention; the full text of a long tweet
stands in ``extended_tweet`` or ``full_text``; a stream holds deletion notices, which are honoured: the post loses its author
and words wherever it came from. There is no conversation id, so threads are found along the replies.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.schema import Post
from graphtool.sources import values, x
from graphtool.sources.files import Head
from graphtool.sources.jsonrecords import first_record, nested, records_of
from graphtool.sources.records import Dropped, Item, LeftOut, ReadOptions, ReadReport, Source

_LISTS: Final = ("statuses", "results")
_NOTICES: Final = ("limit", "warning", "disconnect", "status_withheld", "user_withheld", "scrub_geo", "friends", "event")
_LATEST: Final = 1 << 62  # newer than any copy of the post


def _recognise(head: Head) -> str | None:
    found = first_record(head, _LISTS)
    if found is None:
        return None
    tweet = found.value
    if nested(tweet, "delete", "status", "id") is not None:
        return "X API v1.1 stream: it begins with a deletion notice"
    user = values.record(tweet.get("user"))
    if "created_at" in tweet and ("screen_name" in user or "id_str" in user) and ("text" in tweet or "full_text" in tweet):
        return "X API v1.1 tweets: its records have text, created_at and a user with a screen_name"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    for found in records_of(path, _LISTS, report=report, options=options):
        if isinstance(found, Dropped):
            yield found
        elif "delete" in found.value:
            yield from _deleted(values.record(nested(found.value, "delete", "status")))
        elif "text" not in found.value and any(name in found.value for name in _NOTICES):
            yield LeftOut("a notice of the stream")
        else:
            yield from x.tweet_items(found.value, found.place)


def _deleted(notice: dict[str, Any]) -> Iterator[Item]:
    yield LeftOut("a deletion notice")
    key = x.key_of(notice, "id")
    created = x.told_by_id(key) if key else None
    if key and created is not None:
        yield Post(post=f"x:{key}", author=None, created_us=created, is_context=True, version_us=_LATEST)


SOURCE: Final = Source("x_api_v1", "X API v1.1", _recognise, _read)

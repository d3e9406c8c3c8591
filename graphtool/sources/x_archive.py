"""X (Twitter) personal archive: ``tweets.js`` or ``tweet.js``, with its parts, as one account downloads it.

How to get one: on X, Settings, Your account, Download an archive of your data; unpack it, and name the folder or the
``data/tweets*.js`` files. ``account.js`` beside them tells whose it is.
What it carries: what one account wrote, with the ids of the posts and people it replied to, and its mentions.
Traps: it is one-sided: nobody's answers are in it, so it shows whom its owner helped, never whether it helped. Without
``account.js`` the owner is called ``x:owner``. Numbers are written as texts; reposts are known only by their ``RT @``;
old replies may lack the name they address.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.sources import values, x
from graphtool.sources.files import Head
from graphtool.sources.jsonrecords import first_record, records_of
from graphtool.sources.records import Dropped, Item, LeftOut, Noted, ReadOptions, ReadReport, Source

_UNKNOWN: Final = {"id_str": "owner"}
_OWNER: Final = ("account.js", "tweet-headers.js")


def _recognise(head: Head) -> str | None:
    found = first_record(head)
    if found is None:
        return None
    tweet = values.record(found.value.get("tweet")) or (
        found.value if head.start.lstrip().startswith(b"window.YTD.tweet") else {}
    )
    if "full_text" in tweet and "user" not in tweet and "id_str" in tweet:
        return "X personal archive: its records hold a tweet with full_text and no author"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    user = _owner(path)
    for found in records_of(path, report=report, options=options):
        if isinstance(found, Dropped):
            yield found
            continue
        tweet = values.record(found.value.get("tweet")) or found.value
        if "full_text" not in tweet and "text" not in tweet:
            yield LeftOut("a record without a tweet") if "tweet" not in found.value else Dropped(found.place, "no text")
            continue
        if user == _UNKNOWN:
            yield Noted("posts of an archive without account.js, whose owner is called x:owner")
        yield from x.tweet_items(tweet | {"user": user}, found.place, is_repost=x.is_repost(tweet.get("full_text")))


def _owner(path: Path) -> dict[str, Any]:
    """The owner as a user of API v1.1, from the files beside."""
    for name in _OWNER:
        beside = path.with_name(name)
        if not beside.is_file():
            continue
        found = _first(beside)
        account = values.record(found.get("account"))
        key = values.identifier(account.get("accountId"))
        if key:
            return {
                "id_str": key,
                "screen_name": account.get("username"),
                "name": account.get("accountDisplayName"),
                "description": _bio(path),
            }
        header = values.record(found.get("tweet"))
        key = values.identifier(header.get("user_id"))
        if key:
            return {"id_str": key}
    return _UNKNOWN


def _bio(path: Path) -> str | None:
    beside = path.with_name("profile.js")
    profile = values.record(_first(beside).get("profile")) if beside.is_file() else {}
    return values.text(values.record(profile.get("description")).get("bio"))


def _first(path: Path) -> dict[str, Any]:
    records = records_of(path, report=ReadReport(), options=ReadOptions())
    return next((each.value for each in records if not isinstance(each, Dropped)), {})


SOURCE: Final = Source("x_archive", "X personal archive", _recognise, _read)

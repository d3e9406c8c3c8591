"""X (Twitter) personal archive: ``tweets.js`` or ``tweet.js``, with its parts, as one account downloads it.

How to get one: on X, Settings, Your account, Download an archive of your data; unpack it, and name the folder or the
``data/tweets*.js`` files. ``account.js`` beside them tells whose it is, ``note-tweet.js`` has the whole of long posts.
What it carries: what one account wrote, with the ids of the posts and people it replied to, and its mentions. Posts of
``deleted-tweets.js`` keep their place in a thread and nothing else. Likes, messages, followers and whatever else an archive
holds are not read.
Traps: it is one-sided: nobody's answers are in it, so it shows whom its owner helped, never whether it helped. Without
``account.js`` the owner is called ``x:owner``. Numbers are written as texts; reposts are known only by their ``RT @``; old
replies may lack the name they address; a long text whose beginning and second fit no post is left out.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.schema import Post
from graphtool.sources import values, x
from graphtool.sources.files import Head, unpacked
from graphtool.sources.jsonrecords import Record, first_record, nested, records_of
from graphtool.sources.records import Dropped, Item, LeftOut, Noted, ReadOptions, ReadReport, Source

_UNKNOWN: Final = {"id_str": "owner"}
_OWNER: Final = ("account.js", "tweet-headers.js")
_PART: Final = re.compile(rb"window\.YTD\.(\w+)\.part\d+\s*=")
_TWEETS: Final = ("tweet", "tweets", "community_tweet", "deleted_tweet", "deleted_tweets")
_SHORTENED: Final = re.compile(r"(?:…|\.\.\.)?\s*https://t\.co/\w+\s*$|…\s*$")
_APART_US: Final = 5_000_000  # between a post and the note that holds its whole text


def _recognise(head: Head) -> str | None:
    part = _part(head.start)
    if part is not None and part not in _TWEETS:
        return f"X personal archive: its part {part}, which is not read for itself"
    found = first_record(head)
    if found is None:
        return None
    tweet = values.record(found.value.get("tweet")) or (found.value if part else {})
    if "full_text" in tweet and "user" not in tweet and "id_str" in tweet:
        return "X personal archive: its records hold a tweet with full_text and no author"
    return None


def _part(start: bytes) -> str | None:
    """Which part of an archive a file is, by the script's assignment."""
    found = _PART.match(start.removeprefix(b"\xef\xbb\xbf").lstrip()[:200])
    return found[1].decode() if found else None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    with unpacked(path) as (stream, _):
        part = _part(stream.read(400))
    is_read = part is None or part in _TWEETS
    user, notes = (_owner(path), _notes(path)) if is_read else (_UNKNOWN, {})
    for found in records_of(path, report=report, options=options):
        if isinstance(found, Dropped):
            yield found
        elif is_read:
            yield from _items(found, user, notes)
        else:
            yield LeftOut("another part of the archive: no post, or one that is read with its tweet")


def _items(found: Record, user: dict[str, Any], notes: "_Notes") -> Iterator[Item]:
    tweet = values.record(found.value.get("tweet")) or found.value
    if "full_text" not in tweet and "text" not in tweet:
        yield LeftOut("a record without a tweet") if "tweet" not in found.value else Dropped(found.place, "no text")
        return
    if user == _UNKNOWN:
        yield Noted("posts of an archive without account.js, whose owner is called x:owner")
    whole = _whole(tweet, notes)
    if whole is not None:
        tweet = tweet | {"extended_tweet": {"full_text": whole, "entities": tweet.get("entities")}}
    for item in x.tweet_items(tweet | {"user": user}, found.place, is_repost=x.is_repost(tweet.get("full_text"))):
        if isinstance(item, Post) and tweet.get("deleted_at") is not None:
            deleted = values.moment_us(tweet.get("deleted_at")) or item.created_us + 1
            yield Post(
                post=item.post,
                author=None,
                created_us=item.created_us,
                thread=item.thread,
                parent=item.parent,
                version_us=deleted,
            )
        else:
            yield item


_Notes = dict[int, list[str]]  # long texts by the second they were written in


def _notes(path: Path) -> _Notes:
    """The long texts of ``note-tweet.js`` and its parts beside a file."""
    notes: _Notes = {}
    for beside in sorted(path.parent.glob("note-tweet*.js")):
        for found in records_of(beside, report=ReadReport(), options=ReadOptions()):
            note = {} if isinstance(found, Dropped) else values.record(found.value.get("noteTweet"))
            text = values.text(nested(note, "core", "text")) or values.text(nested(note, "noteTweetResults", "text"))
            created = values.moment_us(note.get("createdAt"))
            if text and created is not None:
                notes.setdefault(created // 1_000_000, []).append(text)
    return notes


def _whole(tweet: dict[str, Any], notes: _Notes) -> str | None:
    """The long text that a tweet is the beginning of, written with it."""
    created = values.moment_us(tweet.get("created_at")) if notes else None
    if created is None:
        return None
    beginning = _SHORTENED.sub("", html.unescape(values.text(tweet.get("full_text")) or "")).strip()
    near = range((created - _APART_US) // 1_000_000, (created + _APART_US) // 1_000_000 + 1)
    found = [text for second in near for text in notes.get(second, ()) if text.startswith(beginning) and text != beginning]
    return max(found, key=len, default=None) if beginning else None


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

"""gazouilloire, and minet's JSON: posts of X or Bluesky in the flat form of the library twitwi, one a line or in lists.

How to get one: ``gazou export --format json``, or what twitwi's ``normalize_tweet`` and ``normalize_post`` return, dumped.
What it carries: on X replies with parent and addressee, mentions by id, quotes, profiles with bios; on Bluesky replies with
parent and root, mentions, quotes.
Traps: who addresses and who mentions is told apart by the run of @names at the start of a reply; ``collected_via`` says
whether a post was found or came along because another quotes, reposts or answers it: that is context.
"""

import html
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.schema import Mention, Person, Post
from graphtool.sources import values, x
from graphtool.sources.bluesky import told_by_key
from graphtool.sources.files import Head
from graphtool.sources.jsonrecords import first_record, records_of
from graphtool.sources.mentions import LEADING
from graphtool.sources.records import Dropped, Item, LeftOut, ReadOptions, ReadReport, Source

_CAME_ALONG: Final = frozenset(("quote", "retweet", "repost", "thread"))


def _recognise(head: Head) -> str | None:
    found = first_record(head)
    if found is None:
        return None
    value = found.value
    if "timestamp_utc" in value and "user_screen_name" in value and "text" in value:
        return "gazouilloire tweets: its records have timestamp_utc, user_screen_name and text"
    if "timestamp_utc" in value and "user_did" in value and "uri" in value:
        return "Bluesky posts as twitwi writes them: its records have uri, user_did and timestamp_utc"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    for found in records_of(path, report=report, options=options):
        if isinstance(found, Dropped):
            yield found
            continue
        items = bluesky if "user_did" in found.value else tweet
        for item in items(found.value, found.place):
            yield item
            if isinstance(item, Post) and item.is_context:
                yield LeftOut("a post that came along with another")


def tweet(value: dict[str, Any], place: int) -> Iterator[Item]:
    """A tweet by twitwi's names; lists may be joined by ``|``."""
    key = values.identifier(value.get("id")) or values.identifier(value.get("_id"))
    handle = values.text(value.get("user_screen_name"))
    author = x.person(values.identifier(value.get("user_id")), handle)
    created = values.moment_us(value.get("timestamp_utc"))
    if key is None or author is None or created is None:
        yield Dropped(place, _problem(key, author), f"tweet {key or ''}"[:40])
        return
    name, bio = values.text(value.get("user_name")), values.text(value.get("user_description"))
    yield Person(person=author, handle=handle, name=name, bio=bio, seen_us=created)
    is_repost = values.identifier(value.get("retweeted_id")) is not None
    parent = None if is_repost else values.identifier(value.get("to_tweetid"))
    to = None if is_repost else x.person(values.identifier(value.get("to_userid")), values.text(value.get("to_username")))
    quoted = None if is_repost else values.identifier(value.get("quoted_id"))
    quoted_author = x.person(values.identifier(value.get("quoted_user_id")), values.text(value.get("quoted_user")))
    text = values.text(value.get("text"))
    yield Post(
        post=f"x:{key}",
        author=author,
        created_us=created,
        parent=x.post(parent),
        parent_author=to,
        quoted=x.post(quoted),
        quoted_author=quoted_author if quoted else None,
        text=html.unescape(text) if text and not is_repost else None,
        language=x.language(value.get("lang")),
        mentions=() if is_repost else _mentions(value, text or "", is_reply=bool(parent or to)),
        is_context=_came_along(value),
        is_repost=is_repost,
        version_us=values.moment_us(value.get("collection_time")) or 0,
    )


def _mentions(value: dict[str, Any], text: str, *, is_reply: bool) -> tuple[Mention, ...]:
    names, keys = _several(value.get("mentioned_names")), _several(value.get("mentioned_ids"))
    leading = LEADING.match(text) if is_reply else None
    run = leading[0].lower() if leading else ""
    rest = text[len(run) :].lower()
    found = []
    for place in range(max(len(names), len(keys))):
        name = names[place].lower() if place < len(names) else None
        person = x.person(keys[place] if len(keys) == max(len(names), len(keys)) else None, name)
        if person:
            found.append(Mention(person, name is not None and f"@{name}" in run and f"@{name}" not in rest))
    return values.unique(found)


def bluesky(value: dict[str, Any], place: int) -> Iterator[Item]:
    """A Bluesky post by twitwi's names; lists may be joined by ``|``."""
    key, author = values.identifier(value.get("uri")), values.identifier(value.get("user_did"))
    created = values.moment_us(value.get("timestamp_utc")) or values.moment_us(value.get("indexed_at_utc")) or told_by_key(key)
    if key is None or author is None or created is None:
        yield Dropped(place, _problem(key, author), (key or "")[:80])
        return
    handle = values.text(value.get("user_handle"))
    name = values.text(value.get("user_display_name")) or values.text(value.get("user_name"))
    yield Person(person=f"bluesky:{author}", handle=None if handle == "handle.invalid" else handle, name=name, seen_us=created)
    parent, root = _answered(value, "to"), _answered(value, "to_root")
    quoted = values.identifier(value.get("quoted_uri"))
    addressed, quoted_author = values.identifier(value.get("to_user_did")), values.identifier(value.get("quoted_user_did"))
    quoted = quoted if quoted and "/app.bsky.feed.post/" in quoted else None
    languages = _several(value.get("user_langs"))
    yield Post(
        post=f"bluesky:{key}",
        author=f"bluesky:{author}",
        created_us=created,
        thread=f"bluesky:{root or parent or key}",
        parent=f"bluesky:{parent}" if parent else None,
        parent_author=f"bluesky:{addressed}" if addressed and parent else None,
        quoted=f"bluesky:{quoted}" if quoted else None,
        quoted_author=f"bluesky:{quoted_author}" if quoted_author and quoted else None,
        text=values.text(value.get("original_text")) or values.text(value.get("text")),
        language=languages[0].partition("-")[0].lower() if len(languages) == 1 else None,
        mentions=values.unique(Mention(f"bluesky:{did}") for did in _several(value.get("mentioned_user_dids"))),
        is_context=_came_along(value),
        version_us=values.moment_us(value.get("indexed_at_utc")) or 0,
    )


def _answered(value: dict[str, Any], which: str) -> str | None:
    """The address of a post; older versions told its owner and its key apart."""
    whole = values.identifier(value.get(f"{which}_post_uri"))
    owner, key = values.identifier(value.get(f"{which}_user_did")), values.identifier(value.get(f"{which}_post_did"))
    return whole or (f"at://{owner}/app.bsky.feed.post/{key}" if owner and key else None)


def _several(value: Any) -> list[str]:
    """A list, or one joined by ``|`` as tables have it."""
    listed = value.split("|") if isinstance(value, str) else value if isinstance(value, list) else []
    return [found for each in listed if (found := values.identifier(each))]


def _came_along(value: dict[str, Any]) -> bool:
    via = set(_several(value.get("collected_via")))
    return bool(via) and via <= _CAME_ALONG


def _problem(key: str | None, author: str | None) -> str:
    return "no id" if key is None else "no author" if author is None else "bad time"


SOURCE: Final = Source("twitwi", "gazouilloire and minet JSON", _recognise, _read)

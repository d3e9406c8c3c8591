"""What the exports of X (Twitter) share: ids of people and posts, languages, the tweet as API v1.1 writes it."""

import html
import re
from collections.abc import Iterator
from typing import Any, Final

from graphtool.schema import Mention, Person, Post
from graphtool.sources import values
from graphtool.sources.mentions import marked
from graphtool.sources.records import Dropped

_OLD_CODES: Final = {"in": "id", "iw": "he"}
_REPOSTED: Final = re.compile(r"RT @\w+:")
_SNOWFLAKE_EPOCH_MS: Final = 1_288_834_974_657
_FIRST_SNOWFLAKE: Final = 1 << 35


def person(key: str | None, handle: str | None = None) -> str | None:
    """A person by id, or by handle where there is no id."""
    if key and key not in ("0", "-1"):
        return f"x:{key}"
    return f"x:@{handle.lower()}" if handle else None


def post(key: str | None) -> str | None:
    """A post by its id."""
    return f"x:{key}" if key and key not in ("0", "-1") else None


def language(value: Any) -> str | None:
    """ISO 639-1 of what X says; und, qam, qht … are its marks for "no language", "mentions only", "hashtags only"."""
    code = values.text(value)
    if code is None or code == "und" or (len(code) == 3 and code.startswith("q")):
        return None
    return _OLD_CODES.get(code, code)


def words(value: Any) -> str | None:
    """A text without the HTML escapes that X writes."""
    found = values.text(value)
    return html.unescape(found) if found and "&" in found else found


def is_repost(text: Any) -> bool:
    """Whether a text begins as reposts do, for exports that do not mark them otherwise."""
    return isinstance(text, str) and bool(_REPOSTED.match(text))


def is_withheld(copyright_claimed: Any, countries: Any) -> bool:
    """Whether a post was taken down everywhere: for copyright (XY), or in all countries (XX); in some, it stands elsewhere."""
    return copyright_claimed is True or (isinstance(countries, list) and any(code in ("XX", "XY") for code in countries))


def told_by_id(key: str) -> int | None:
    """When a post was made, as its id tells: microseconds UTC."""
    if not key.isdecimal() or len(key) > 19 or int(key) < _FIRST_SNOWFLAKE:
        return None
    return ((int(key) >> 22) + _SNOWFLAKE_EPOCH_MS) * 1000


def key_of(found: dict[str, Any], name: str) -> str | None:
    """An id in its textual field, or else in its number."""
    return values.identifier(found.get(f"{name}_str")) or values.identifier(found.get(name))


def tweet_items(
    tweet: dict[str, Any], place: int, *, is_repost: bool = False, is_context: bool = False, depth: int = 0
) -> Iterator[Person | Post | Dropped]:
    """A tweet of API v1.1 with its author, and the posts that it reposts or quotes, as context."""
    found = _tweet(tweet, reposts=is_repost or bool(values.record(tweet.get("retweeted_status"))), is_context=is_context)
    if isinstance(found, Post):
        known = _profile(values.record(tweet.get("user")), found.created_us)
        if known and found.author:
            yield known
        yield found
        for name in ("retweeted_status", "quoted_status"):
            inner = values.record(tweet.get(name))
            if inner and depth < 3:
                yield from tweet_items(inner, place, is_context=True, depth=depth + 1)
    elif not is_context:
        yield found._replace(line=place)


def _tweet(tweet: dict[str, Any], *, reposts: bool, is_context: bool) -> Post | Dropped:
    user = values.record(tweet.get("user"))
    key, handle = key_of(tweet, "id"), values.text(user.get("screen_name"))
    author = person(key_of(user, "id"), handle)
    if key is None:
        return Dropped(0, "no id")
    if author is None:
        return Dropped(0, "no author", f"tweet {key[:40]}")
    created = values.moment_us(tweet.get("created_at"))
    if created is None:
        return Dropped(0, "bad time", f"tweet {key[:40]}: {str(tweet.get('created_at'))[:40]}")
    whole = values.record(tweet.get("extended_tweet"))
    text = next(
        filter(None, (values.text(each) for each in (whole.get("full_text"), tweet.get("full_text"), tweet.get("text")))), None
    )
    parent = None if reposts else key_of(tweet, "in_reply_to_status_id")
    addressed = (
        None if reposts else person(key_of(tweet, "in_reply_to_user_id"), values.text(tweet.get("in_reply_to_screen_name")))
    )
    quoted = None if reposts else key_of(tweet, "quoted_status_id") or key_of(values.record(tweet.get("quoted_status")), "id")
    quoted_user = values.record(values.record(tweet.get("quoted_status")).get("user"))
    withheld = is_withheld(tweet.get("withheld_copyright"), tweet.get("withheld_in_countries"))
    return Post(
        post=f"x:{key}",
        author=None if withheld else author,
        created_us=created,
        thread=post(key_of(tweet, "conversation_id")),
        parent=post(parent),
        parent_author=addressed,
        quoted=post(quoted),
        quoted_author=person(key_of(quoted_user, "id"), values.text(quoted_user.get("screen_name"))) if quoted else None,
        text=None if reposts or withheld else words(text),
        language=language(tweet.get("lang")),
        mentions=() if reposts or withheld else _mentions(whole or tweet, text or "", is_reply=bool(parent or addressed)),
        is_context=is_context,
        is_repost=reposts,
    )


def _mentions(holder: dict[str, Any], text: str, *, is_reply: bool) -> tuple[Mention, ...]:
    marks = []
    for mention in values.records(values.record(holder.get("entities")).get("user_mentions")):
        named = person(key_of(mention, "id"), values.text(mention.get("screen_name")))
        indices = mention.get("indices")
        start, end = indices if isinstance(indices, list) and len(indices) == 2 else (None, None)
        marks.append((_number(start), _number(end), named or ""))
    return marked(text, marks, is_reply=is_reply)


def _number(value: Any) -> Any:
    """An offset; archives write it as a text."""
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 10 else value


def _profile(user: dict[str, Any], seen_us: int) -> Person | None:
    handle = values.text(user.get("screen_name"))
    known = person(key_of(user, "id"), handle)
    name, bio = values.text(user.get("name")), values.text(user.get("description"))
    if known is None or not (handle or name or bio):
        return None
    return Person(person=known, handle=handle, name=name, bio=bio, seen_us=seen_us)

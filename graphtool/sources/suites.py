"""What listening suites share: platforms and ids from addresses, languages as they name them, and what a row gives."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from graphtool.schema import Person, Post
from graphtool.sources import values
from graphtool.sources.mentions import written
from graphtool.sources.records import Dropped, Item

_X: Final = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(\w+)/status(?:es)?/(\d+)", re.IGNORECASE)
_REDDIT: Final = re.compile(r"https?://(?:\w+\.)?reddit\.com/r/\w+/comments/(\w+)(?:/[^/?#]*/(\w+))?", re.IGNORECASE)
_BLUESKY: Final = re.compile(r"https?://bsky\.app/profile/([^/?#]+)/post/(\w+)", re.IGNORECASE)
_HOST: Final = re.compile(r"https?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)


ONLY_ID: Final = "an X post of which only the id is there"


class Address(NamedTuple):
    """What an address tells: the platform, the post's id, its author's name where it stands there, the thread."""

    platform: str
    post: str
    author: str | None = None
    thread: str | None = None


def address(url: Any) -> Address | None:
    """The post that an address leads to; None where it is no address of the web."""
    words = values.identifier(url)
    if words is None:
        return None
    if found := _X.match(words):
        name = found[1].lower()
        return Address("x", found[2], None if name in ("user", "i", "statuses", "anyuser") else found[1])
    if found := _REDDIT.match(words):
        post = f"t1_{found[2]}" if found[2] else f"t3_{found[1]}"
        return Address("reddit", post, None, f"t3_{found[1]}")
    if found := _BLUESKY.match(words):
        return Address("bluesky", f"at://{found[1]}/app.bsky.feed.post/{found[2]}", found[1])
    return Address("web", words) if _HOST.match(words) else None


class Located(NamedTuple):
    """Which post a row is of, and when it was written; ``where`` is its address, if it has one."""

    platform: str
    key: str
    where: Address | None
    created_us: int


def located(row: Mapping[str, Any], line: int) -> Located | Dropped:
    """Which post a row is of: rows hold ``url, key, created_us`` and, as it stands there, ``date``."""
    where = address(row["url"])
    key = where.post if where else values.identifier(row["key"])
    created = row["created_us"]
    if key is None or created is None:
        return Dropped(line, "no id" if key is None else "bad time", str(row["date"] or "")[:40])
    return Located(where.platform if where else "web", key, where, created)


def told(  # noqa: PLR0913 - one argument a place where suites differ
    found: Located,
    row: Mapping[str, Any],
    *,
    name: str | None,
    text: str | None,
    number: str | None = None,
    parent: Address | None = None,
    to: str | None = None,
    thread: str | None = None,
    is_repost: bool = False,
) -> Iterator[Item]:
    """The author and the post of a row, which holds ``title, language`` and, where the suite has them, ``name, bio``.

    Args:
        found: the post.
        row: as the suite has it.
        name: the author's; the address of the post stands in for it.
        text: the words.
        number: the author's id.
        parent: the post that is answered.
        to: who is answered, where no post is known.
        thread: the id of one, where the address tells none.
        is_repost: whether it passes on what somebody else wrote.
    """
    platform, where = found.platform, found.where
    name = name or (where.author if where else None)
    author = person(platform, number, name)
    if author:
        handle = name.lstrip("@") if name and platform in ("x", "bluesky") else None
        shown, bio = values.text(row.get("name")), values.text(row.get("bio"))
        yield Person(person=author, handle=handle, name=shown, bio=bio, seen_us=found.created_us)
    if parent and parent.post == found.key:
        parent = None  # some give the post itself
    if parent:
        to = person(parent.platform, None, parent.author)
    thread = where.thread if where and where.thread else thread
    title = values.text(row["title"])
    yield Post(
        post=f"{platform}:{found.key}",
        author=author,
        created_us=found.created_us,
        thread=f"{platform}:{thread}" if thread else None,
        parent=f"{parent.platform}:{parent.post}" if parent else None,
        parent_author=to,
        title=None if platform == "x" or title == text else title,
        text=text,
        language=language(row["language"]),
        mentions=written(text, lambda named: f"{platform}:@{named.lower()}", is_reply=parent is not None or to is not None),
        is_repost=is_repost,
    )


def person(platform: str, key: str | None, name: str | None) -> str | None:
    """A person by id, else by name; None for nobody."""
    if key and key != "0" and not values.is_rounded(key):
        return f"{platform}:{key}"
    if name is None or values.is_nobody(name):
        return None
    name = name.strip().removeprefix("u/").removeprefix("/u/").lstrip("@")
    if not name:
        return None
    return f"{platform}:@{name.lower()}" if platform in ("x", "bluesky") else f"{platform}:{name}"


def language(value: Any) -> str | None:
    """ISO 639-1 of a language's code, or of its English name where a suite spells the common ones out."""
    return _code(value) if isinstance(value, str) else None


@lru_cache(maxsize=1 << 10)
def _code(name: str) -> str | None:
    words = name.strip().lower()
    code = _LANGUAGES.get(words, words[:2] if re.fullmatch(r"[a-z]{2}([-_][a-z]{2,4})?", words) else None)
    return code or None


_LANGUAGES: Final = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "dutch": "nl", "portuguese": "pt",
    "polish": "pl", "swedish": "sv", "danish": "da", "norwegian": "no", "turkish": "tr", "japanese": "ja",
    "englisch": "en", "deutsch": "de", "französisch": "fr", "spanisch": "es", "italienisch": "it", "niederländisch": "nl",
}  # fmt: skip

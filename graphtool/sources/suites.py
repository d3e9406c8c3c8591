"""What listening suites share: platforms and ids from addresses, languages as they name them."""

import re
from functools import lru_cache
from typing import Any, Final, NamedTuple

from graphtool.sources import values

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

"""What listening suites share: platforms and ids from addresses, dates as they write them."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

from graphtool.sources import values

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SERIAL_ZERO: Final = datetime(1899, 12, 30, tzinfo=UTC)  # day 0 of Excel
_X: Final = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(\w+)/status(?:es)?/(\d+)", re.IGNORECASE)
_REDDIT: Final = re.compile(r"https?://(?:\w+\.)?reddit\.com/r/\w+/comments/(\w+)(?:/[^/?#]*/(\w+))?", re.IGNORECASE)
_BLUESKY: Final = re.compile(r"https?://bsky\.app/profile/([^/?#]+)/post/(\w+)", re.IGNORECASE)
_HOST: Final = re.compile(r"https?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)
_SLASHED: Final = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})(?:[ ,T]+(\d{1,2}:\d\d(?::\d\d)?)\s*([AaPp][Mm])?)?")
_NAMED: Final = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ](\d{4})(?:[ ,]+(\d{1,2}:\d\d(?::\d\d)?)\s*([AaPp][Mm])?)?")
_MONTHS: Final = "janfebmaraprmayjunjulaugsepoctnovdec"


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


def moment_us(value: Any, *, day_first: bool | None = None) -> int | None:
    """Microseconds UTC of a date as suites write it: ISO, epoch, ``3-May-2026 08:10AM``, ``31/05/2026``, an Excel serial.

    Args:
        value: the cell.
        day_first: whether ``05/03/2026`` is the fifth of March; None: such a date is read only where one of the numbers
            cannot be a month.
    """
    if isinstance(value, str) and value[4:5] == "-":
        return values.moment_us(value)
    serial = _number(value)
    if serial is not None and 20_000 <= serial <= 80_000:
        return round((_SERIAL_ZERO + timedelta(days=serial) - _EPOCH) / timedelta(milliseconds=1)) * 1000
    found = values.moment_us(value)
    if found is not None or not isinstance(value, str):
        return found
    if named := _NAMED.fullmatch(value.strip()):
        month = _MONTHS.find(named[2].lower())
        return _moment(int(named[3]), month // 3 + 1, int(named[1]), (named[4], named[5])) if month % 3 == 0 else None
    if slashed := _SLASHED.fullmatch(value.strip()):
        one, two, year = int(slashed[1]), int(slashed[3]), int(slashed[4])
        first = True if slashed[2] == "." or one > 12 else False if two > 12 else day_first
        if first is not None or one == two:
            day, month = (one, two) if first else (two, one)
            return _moment(year + 2000 if year < 100 else year, month, day, (slashed[5], slashed[6]))
    return None


def _moment(year: int, month: int, day: int, clock: tuple[str | None, str | None]) -> int | None:
    hour, minute, second = (int(part) for part in f"{clock[0] or '0:00'}:00".split(":")[:3])
    if clock[1]:
        hour = hour % 12 + 12 * (clock[1].lower() == "pm")
    try:
        return values.moment_us(datetime(year, month, day, hour, minute, second, tzinfo=UTC).isoformat())
    except ValueError:
        return None


def _number(value: Any) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    words = value.strip().replace(",", ".") if isinstance(value, str) else ""
    return float(words) if re.fullmatch(r"\d{5}(\.\d+)?", words) else None


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

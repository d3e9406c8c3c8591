"""Values of a record, read tolerantly: another type than expected is absent, never an error."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

from graphtool.schema import Mention

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_NUMBER: Final = re.compile(r"-?\d{1,17}(\.\d*)?")
_ROUNDED: Final = re.compile(r"\d+[.,]\d*[eE]\+?\d+")
_SPELLED: Final = re.compile(r"[A-Za-z]{3} ([A-Za-z]{3}) (\d{1,2}) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})")
_MONTHS: Final = "janfebmaraprmayjunjulaugsepoctnovdec"
# no export holds posts from before the web or from the next century: such a number is no time
_EARLIEST_S: Final = 315_532_800  # 1980
_LATEST_S: Final = 4_102_444_800  # 2100

NOBODY: Final = frozenset(
    ("[deleted]", "[removed]", "deleted", "deleted user", "[deleted user]", "gelöschter benutzer", "gelöschter nutzer",
     "guest", "gast", "anonymous", "anonym", "automoderator")
)  # fmt: skip


def text(value: Any) -> str | None:
    """A text that every later step takes: no NUL, no lone surrogate; None when it is empty or no text."""
    if not isinstance(value, str):
        return None
    if "\0" in value:
        value = value.replace("\0", "")
    if not value.isascii():
        value = _SURROGATE.sub("\ufffd", value)
    return None if not value or value.isspace() else value


def identifier(value: Any) -> str | None:
    """An id as text; whole numbers too, for some exports write them bare."""
    if isinstance(value, str):
        return text(value.strip())
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return None


def is_rounded(value: Any) -> bool:
    """Whether a spreadsheet has turned a long id into ``1.23E+18``, which cannot be undone."""
    return isinstance(value, str) and bool(_ROUNDED.fullmatch(value.strip()))


def is_nobody(name: str) -> bool:
    """Whether a name stands for a deleted account, a guest or an automoderator."""
    return name.strip().lower() in NOBODY


def moment_us(value: Any, zone: tzinfo = UTC) -> int | None:
    """Microseconds UTC of an epoch in seconds or milliseconds, of an ISO time, or of one as X spells it.

    ``zone`` is that of times that name none.
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = value.strip()
        if value[4:5] == "-" or not _NUMBER.fullmatch(value):
            return iso_us(value, zone)
        value = float(value) if "." in value else int(value)
    if isinstance(value, int | float):
        for per_second in (1, 1_000, 1_000_000):
            if _EARLIEST_S * per_second <= value <= _LATEST_S * per_second:
                return int(value * (1_000_000 // per_second))
    return None


def iso_us(value: str, zone: tzinfo = UTC) -> int | None:
    """Microseconds UTC of an ISO time, or of one as X spells it."""
    if value[:3].isalpha() and (spelled := _SPELLED.fullmatch(value)):  # as X writes it: Fri May 01 08:00:00 +0000 2026
        month, day, clock, offset, year = spelled.groups()
        value = f"{year}-{_MONTHS.find(month.lower()) // 3 + 1:02}-{int(day):02}T{clock}{offset}"
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    found = (moment - _EPOCH) // _MICROSECOND
    return found if _EARLIEST_S * 1_000_000 <= found <= _LATEST_S * 1_000_000 else None


def record(value: Any) -> dict[str, Any]:
    """A JSON object, or an empty one in its place."""
    return value if isinstance(value, dict) else {}


def records(value: Any) -> list[dict[str, Any]]:
    """The JSON objects of a list; an object alone counts as one."""
    if isinstance(value, dict):
        return [value]
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def unique(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions with one entry a person; somebody addressed and mentioned again is mentioned."""
    found: dict[str, bool] = {}
    for mention in mentions:
        found[mention.person] = found.get(mention.person, True) and mention.addressing
    return tuple(Mention(person, addressing) for person, addressing in sorted(found.items()))

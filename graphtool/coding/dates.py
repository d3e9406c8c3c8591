"""When somebody was diagnosed, by their own words: absolute and relative dates, in English and German.

Every date is an interval [from, to) in microseconds UTC, as wide as the words leave it open.
"""

import re
from datetime import UTC, datetime
from typing import Final, NamedTuple

from graphtool.schema import DAY_US

YEAR_US: Final = 365.25 * DAY_US

_MONTHS: Final = {
    name: number
    for number, spelled in enumerate(
        ("jan january januar", "feb february februar", "mar march maerz mrz", "apr april", "may mai", "jun june juni",
         "jul july juli", "aug august", "sep sept september", "oct october okt oktober", "nov november",
         "dec december dez dezember"), start=1)
    for name in spelled.split()
}  # fmt: skip
_NUMBERS: Final = {
    name: number
    for number, spelled in enumerate(
        ("a an one ein eine einem einer", "two zwei couple", "three drei few paar", "four vier", "five fuenf",
         "six sechs", "seven sieben", "eight acht", "nine neun", "ten zehn", "eleven elf", "twelve zwoelf"), start=1)
    for name in spelled.split()
}  # fmt: skip
_UNITS: Final = {"d": 1, "t": 1, "w": 7, "m": 30.44, "y": 365.25, "j": 365.25}

_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_COUNT: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_DX: Final = r"\b(?:re)?(?:diagnos(?:ed|is|tiziert|e)\w*|dx'?(?:ed|d)?|erstdiagnose|ed(?=[ :.]*\d))"
_GAP: Final = r"(?:[ :,.\-(]|\b(?:with|of|in|on|at|back|was|since|seit|im|mit|ms|rrms|ppms|spms|multiple|sclerosis|multipler?|sklerose|the|early|late|about|around|officially|finally|ca|pd|parkinson'?s|cancer|krebs|relapsing|remitting|wurde|it|this|that|being|nearly|almost|over|just|only|vor|etwa|fast)\b){0,9}"
_UNIT_WORD: Final = r"(days?|tage?n?|weeks?|wks?|wochen?|months?|mos?|monate?n?|years?|yrs?|jahre?n?)"

_ABSOLUTE: Final = (
    re.compile(rf"{_DX}{_GAP}(?P<month>{_MONTH})\.?,?\s+(?P<year>(?:19|20)\d\d)\b"),
    re.compile(rf"{_DX}{_GAP}(?P<number>0?[1-9]|1[0-2])\s?[/.]\s?(?P<year>(?:19|20)\d\d)\b"),
    re.compile(rf"{_DX}{_GAP}(?P<year>(?:19|20)\d\d)[-/](?P<number>0[1-9]|1[0-2])\b"),
    re.compile(rf"{_DX}{_GAP}(?P<year>(?:19|20)\d\d)\b"),
    re.compile(rf"{_DX}{_GAP}'(?P<short>\d\d)\b"),
    re.compile(r"\b(?:dx|ed)[ :.]*(?P<short>\d\d)\b(?![/.]\d)"),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)\s+(?:diagnosed|dx|diagnostiziert)\b"),
    re.compile(
        r"(?:\bhad|\bhave had|\bliving with|\bhave) (?:ms|rrms|ppms|spms|multiple sclerosis|it|pd|parkinson'?s)\s+since\s+(?P<year>(?:19|20)\d\d)\b"
    ),
    re.compile(r"\b(?:ms|pd|parkinson) seit (?P<year>(?:19|20)\d\d)\b"),
)
_AGO: Final = (
    re.compile(rf"{_DX}{_GAP}(?P<count>\d{{1,3}}|{_COUNT})\s?(?:of\s)?{_UNIT_WORD}\s+(?:ago|now|today|her\b)"),
    re.compile(rf"{_DX}{_GAP}vor\s+(?:\w+\s)?(?P<count>\d{{1,3}}|{_COUNT})\s?{_UNIT_WORD}"),
    re.compile(
        rf"\bvor\s+(?:\w+\s)?(?P<count>\d{{1,3}}|{_COUNT})\s{_UNIT_WORD}\s+(?:\w+\s){{0,5}}?(?:diagnos\w+|die diagnose)"
    ),
    re.compile(
        rf"(?P<count>\d{{1,3}}|{_COUNT})\s?(?:of\s)?{_UNIT_WORD}\s+(?:since|after|into)\s+(?:my|his|her|their|the|our)?\s*(?:official\s)?(?:dx|diagnos)"
    ),
    re.compile(
        rf"(?P<count>\d{{1,3}}|{_COUNT})\s?(?:of\s)?{_UNIT_WORD}\s+ago,?\s+(?:\w+\s){{0,5}}?(?:was|were|got|been)\s(?:\w+\s){{0,2}}?(?:dx|diagnosed)"
    ),
)
_RECENT: Final = (
    (re.compile(rf"{_DX}{_GAP}(?:today|yesterday|heute|gestern|this morning)\b"), 0, 3),
    (re.compile(rf"{_DX}{_GAP}(?:this|last|diese|letzte|vorige)[nr]? (?:week|woche)\b"), 0, 14),
    (re.compile(rf"{_DX}{_GAP}(?:this|last|diese|letzte|vorige)[nrms]* (?:month|monat)\b"), 0, 61),
    (re.compile(rf"{_DX}{_GAP}(?:letzte|voriges?|last|vergangene)[nrs]* (?:year|jahr)\b"), -1, 0),
    (re.compile(rf"\b(?:heute|gestern|letzte woche|diese woche|today|yesterday|last week|this week)\b(?:\s\w+){{0,6}}?\s(?:{_DX[2:]})"), 0, 14),
)  # fmt: skip
_MONTH_ONLY: Final = re.compile(rf"{_DX}{_GAP}(?:last\s|this\s|letzten\s)?(?P<month>{_MONTH})\b(?!\s*(?:19|20)\d\d)")
_FLAIR_YEAR: Final = re.compile(
    r"(?:\bdx|\bdiag\w*|\bed)[ :.|-]{0,3}(?:(?P<number>0?[1-9]|1[0-2])[/.-])?(?P<year>(?:19|20)\d\d)"
)
# without one of these a text tells no date
_MENTIONS: Final = ("diagnos", "dx", "since 19", "since 20", "seit 19", "seit 20", "ed 19", "ed 20", "ed:", "ed 0", "ed 1")


class Span(NamedTuple):
    """When it was, from ``start`` to before ``end``, in microseconds UTC."""

    start: int
    end: int


def diagnosis(text: str, posted_us: int) -> Span | None:
    """When the author, or whom they care for, was diagnosed, by a text in its normal form posted at ``posted_us``.

    None if it does not say, or says something later than the post.
    """
    if not any(word in text for word in _MENTIONS):
        return None
    for read in (_absolute, _ago, _recent, _month_only):
        span = read(text, posted_us)
        if span is not None and span.start <= posted_us:
            return Span(span.start, min(span.end, posted_us + 1))
    return None


def _absolute(text: str, _: int) -> Span | None:
    for pattern in (*_ABSOLUTE, _FLAIR_YEAR):
        found = pattern.search(text)
        if found:
            parts = found.groupdict()
            year = int(parts["year"]) if parts.get("year") else _full_year(int(parts["short"]))
            month = _MONTHS[parts["month"]] if parts.get("month") else int(parts.get("number") or 0)
            return _calendar(year, month)
    return None


def _full_year(short: int) -> int:
    return 2000 + short if short < 60 else 1900 + short


def _calendar(year: int, month: int) -> Span:
    if not month:
        return Span(_at(year, 1), _at(year + 1, 1))
    return Span(_at(year, month), _at(year + month // 12, month % 12 + 1))


def _at(year: int, month: int) -> int:
    return int(datetime(year, month, 1, tzinfo=UTC).timestamp()) * 1_000_000


def _ago(text: str, posted_us: int) -> Span | None:
    for pattern in _AGO:
        found = pattern.search(text)
        if found:
            written = found["count"]
            count = int(written) if written.isdigit() else _NUMBERS[written]
            unit = _UNITS[found[2][0]]
            # "two years ago" is between one and a half and two and a half
            middle, half = posted_us - count * unit * DAY_US, unit * DAY_US / 2
            return Span(int(middle - half), int(middle + half))
    return None


def _recent(text: str, posted_us: int) -> Span | None:
    for pattern, years, days in _RECENT:
        if pattern.search(text):
            if years:
                year = datetime.fromtimestamp(posted_us / 1e6, tz=UTC).year + years
                return _calendar(year, 0)
            return Span(posted_us - days * DAY_US, posted_us + 1)
    return None


def _month_only(text: str, posted_us: int) -> Span | None:
    found = _MONTH_ONLY.search(text)
    if not found or found["month"] in ("may", "mar"):
        return None
    month, posted = _MONTHS[found["month"]], datetime.fromtimestamp(posted_us / 1e6, tz=UTC)
    return _calendar(posted.year if month <= posted.month else posted.year - 1, month)

"""Times as people and their programs write them, where the order of day and month is decided for a whole column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any, Final, Self

from graphtool.sources import values

_SERIAL_ZERO: Final = datetime(1899, 12, 30)  # day 0 of Excel, which knows no zones
_CLOCK: Final = r"(?:[ ,T]+(\d{1,2}:\d\d(?::\d\d)?)(?:\.\d+)?\s*([AaPp]\.?[Mm]\.?)?)?"
_SLASHED: Final = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}|\d\d){_CLOCK}")
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}})[/.](\d{{1,2}})[/.](\d{{1,2}}){_CLOCK}")
_DAY_NAMED: Final = re.compile(rf"(\d{{1,2}})\.?[- ]([A-Za-zä]{{3}})[a-z]*\.?[- ](\d{{4}}){_CLOCK}")
_MONTH_NAMED: Final = re.compile(rf"([A-Za-zä]{{3}})[a-z]*\.? (\d{{1,2}}),? (\d{{4}}){_CLOCK}")
_FORMS: Final = {_YEAR_FIRST: (1, 2, 3), _DAY_NAMED: (3, 2, 1), _MONTH_NAMED: (3, 1, 2)}  # where year, month and day stand
_MAILED: Final = re.compile(r"[A-Z][a-z]{2}, \d")
_SERIAL: Final = re.compile(r"\d{5}([.,]\d+)?")
_MONTHS: Final = "janfebmaraprmayjunjulaugsepoctnovdec"
_GERMAN: Final = {"mai": "may", "okt": "oct", "dez": "dec", "mär": "mar", "mrz": "mar"}
_LOOKED_AT: Final = 1_000  # cells that decide that a column does not write dates with slashes

AMBIGUOUS: Final = "a date that can be day or month first, read as day first"


@dataclass(frozen=True)
class Calendar:
    """How to read the times of a column.

    day_first: whether ``05/03/2026`` is the fifth of March; None: nothing in the column tells.
    zone: of times that name none.
    """

    day_first: bool | None = None
    zone: tzinfo = UTC

    @classmethod
    def of(cls, column: Iterable[Any], zone: tzinfo = UTC) -> Self:
        """What the whole column says: one number that cannot be a month, else the order in which its period is the shorter.

        It is read to its end only where it writes dates with slashes, and nothing has told yet.
        """
        seen: set[tuple[int, int, int]] = set()
        is_american = False
        for count, cell in enumerate(column):
            found = _SLASHED.fullmatch(cell.strip()) if isinstance(cell, str) else None
            if found is None or found[2] == ".":
                if count > _LOOKED_AT and not seen:
                    break
                continue
            one, two = int(found[1]), int(found[3])
            if (one > 12) != (two > 12):
                return cls(one > 12, zone)
            is_american |= found[6] is not None
            seen.add((int(found[4]), two, one))
        span, other_span = _days(seen), _days({(year, day, month) for year, month, day in seen})
        told = span < other_span if span != other_span else False if is_american else None
        return cls(told if seen else None, zone)

    def moment_us(self, value: Any) -> int | None:
        """Microseconds UTC; None where that is no time.

        Read are ISO, epochs, ``31/05/2026 8:10 PM``, ``31.05.2026``, ``3-May-2026 08:10AM``, ``May 3, 2026``, the times of
        mails, Excel's serial numbers, and what a spreadsheet's cell holds as a time.
        """
        if isinstance(value, datetime):
            return values.moment_us(value.isoformat(), self.zone)
        if isinstance(value, str):
            value = value.strip()
            if value[4:5] == "-":
                return values.iso_us(_with_zone(value), self.zone)
        serial = _serial(value)
        if serial is not None:
            moment = _SERIAL_ZERO + timedelta(milliseconds=round(serial * 86_400_000))
            return values.moment_us(moment.isoformat(), self.zone)
        found = values.moment_us(value, self.zone)
        return self._written_us(value) if found is None and isinstance(value, str) else found

    def _written_us(self, words: str) -> int | None:
        if found := _SLASHED.fullmatch(words):
            one, two, year = int(found[1]), int(found[3]), int(found[4])
            day, month = (one, two) if self._is_day_first(one, two, found[2]) else (two, one)
            return self._moment_us(year + 2000 if year < 100 else year, month, day, found[5], found[6])
        for form, (year_at, month_at, day_at) in _FORMS.items():
            if found := form.fullmatch(words):
                month = int(found[month_at]) if found[month_at].isdecimal() else _month(found[month_at])
                return self._moment_us(int(found[year_at]), month, int(found[day_at]), found[4], found[5])
        return self._mailed_us(words) if _MAILED.match(words) else None

    def _mailed_us(self, words: str) -> int | None:
        try:
            return values.moment_us(parsedate_to_datetime(words).isoformat(), self.zone)
        except (ValueError, OverflowError):
            return None

    def _is_day_first(self, one: int, two: int, separator: str) -> bool:
        if separator == "." or one > 12:
            return True
        return two <= 12 and self.day_first is not False

    def _moment_us(self, year: int, month: int, day: int, clock: str | None, half: str | None) -> int | None:
        hour, minute, second = (int(part) for part in f"{clock or '0:00'}:00".split(":")[:3])
        if half:
            hour = hour % 12 + 12 * (half[0] in "pP")
        written = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        return values.moment_us(written, self.zone)

    def is_ambiguous(self, value: Any) -> bool:
        """Whether day and month of a date could be the other way round, and nothing in the column tells."""
        if self.day_first is not None or not isinstance(value, str) or "/" not in value:
            return False
        found = _SLASHED.fullmatch(value.strip())
        return found is not None and found[1] != found[3] and int(found[1]) <= 12 and int(found[3]) <= 12


def is_local(value: Any) -> bool:
    """Whether a time of day stands there without its zone."""
    if isinstance(value, datetime):
        return value.tzinfo is None
    if isinstance(value, str):
        value = value.strip()
    elif (serial := _serial(value)) is None:
        return False
    else:
        return serial % 1 > 0
    if value[4:5] == "-":
        clock = value[10:]
        return ":" in clock and not ("Z" in clock or "+" in clock or "-" in clock or clock.endswith((" UTC", " GMT")))
    if ":" not in value:
        return _SERIAL.fullmatch(value) is not None and not value.isdecimal()
    return any(form.fullmatch(value) for form in (_SLASHED, *_FORMS))


def _with_zone(words: str) -> str:
    """ISO as databases print it: the zone by its name behind the time."""
    return words[:-4] + "+00:00" if words.endswith((" UTC", " GMT")) else words


def _days(dates: set[tuple[int, int, int]]) -> int:
    """How many days lie between the first and the last (year, month, day)."""
    numbers = [year * 372 + month * 31 + day for year, month, day in dates]
    return max(numbers) - min(numbers) if numbers else 0


def _month(name: str) -> int:
    place = _MONTHS.find(_GERMAN.get(name.lower(), name.lower()))
    return place // 3 + 1 if place % 3 == 0 else 0


def _serial(value: Any) -> float | None:
    """Excel's number of a day between 1954 and 2119."""
    if isinstance(value, str):
        value = float(value.replace(",", ".")) if _SERIAL.fullmatch(value) else None
    if isinstance(value, int | float) and not isinstance(value, bool) and 20_000 <= value <= 80_000:
        return float(value)
    return None

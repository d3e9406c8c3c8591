"""The many ways in which people tell when they, or whom they care for, were diagnosed.

A way is taken only when it is true at the time of the post: "last week" is the week before, "in March" the last March.
"""

from datetime import UTC, date, datetime
from random import Random
from typing import Final

from graphtool.simulate.members import Member
from graphtool.simulate.phrases import Phrases, phrases

_IN_WORDS: Final = 0.65  # of the numbers that have a word


def tell(chance: Random, member: Member, at_s: int) -> str:
    """One sentence of a member that tells the date of the diagnosis, written at ``at_s`` (seconds, after it).

    Raises:
        ValueError: there is none by then.
    """
    told, now = member.diagnosed, datetime.fromtimestamp(at_s, UTC).date()
    if told is None or told > now:
        raise ValueError("no diagnosis to tell of")
    said = phrases(member.language)
    slots = date_slots(said, told) | _span_slots(chance, said, (now - told).days)
    recent = _recently(told, now)
    if recent:
        slots["recently"] = chance.choice(said.words["recently"][chance.choice(recent)]).format_map(slots)
    ways = _ways(told, now, recent=bool(recent))
    way = chance.choices(list(ways), weights=list(ways.values()))[0]
    prefix = "kin_" if member.role == "caregiver" else ""
    return said.say(chance, f"{prefix}told_{way}", kin=member.kin, **slots)


def date_slots(said: Phrases, told: date) -> dict[str, str]:
    """A date in pieces: ``d, dd, mm, month, month_short, weekday, yy, year``."""
    return {
        "d": str(told.day), "dd": f"{told.day:02}", "mm": f"{told.month:02}", "yy": f"{told.year % 100:02}",
        "year": str(told.year), "month": said.words["months"][told.month - 1],
        "month_short": said.words["months_short"][told.month - 1], "weekday": said.words["weekdays"][told.weekday()],
    }  # fmt: skip


def _ways(told: date, now: date, *, recent: bool) -> dict[str, int]:
    """Which ways are true, and how common each is."""
    days = (now - told).days
    if days > 550:
        return {"ago": 3, "since": 2, "year": 5}
    ways = {"date": 3}
    if recent:
        ways["recently"] = 4
    if days >= 2:
        ways["ago"] = 4
    if days >= 6:
        ways["since"] = 2
    if told.month != now.month and days < 300:
        ways["month"] = 2
    return ways


def _recently(told: date, now: date) -> list[str]:
    days, months = (now - told).days, (now.year - told.year) * 12 + now.month - told.month
    weeks = (now.toordinal() - 1) // 7 - (told.toordinal() - 1) // 7  # of the calendar, from Monday on
    true = {
        "today": days == 0,
        "yesterday": days == 1,
        "weekday": 2 <= days <= 6,
        "this_week": weeks == 0 and days >= 2,
        "last_week": weeks == 1 and days >= 2,
        "this_month": months == 0 and days >= 10,
        "last_month": months == 1 and days >= 14,
    }
    return [name for name, holds in true.items() if holds]


def _span_slots(chance: Random, said: Phrases, days: int) -> dict[str, str]:
    """How long it is, in the unit that people would take: ``ago, since, lasting``."""
    if days < 12:
        count, unit = max(days, 1), "day"
    elif days < 60:
        count, unit = round(days / 7), "week"
    elif days < 550:
        count, unit = round(days / 30.44), "month"
    else:
        count, unit = int(days / 365.25), "year"
    numbers, spans = said.words["numbers"], said.words["spans"]
    written = numbers[count - 1] if count <= len(numbers) and chance.random() < _IN_WORDS else str(count)
    one, many, lasting_one, lasting_many = spans[unit]
    since = one if count == 1 else many.format(n=written)
    lasting = lasting_one if count == 1 else lasting_many.format(n=written)
    return {"since": since, "ago": spans["ago"].format(since=since), "lasting": lasting}

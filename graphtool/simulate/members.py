"""Who is in an invented community: kinds of people, their languages, diagnoses and groups."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random
from typing import Final

from graphtool.simulate.phrases import KIN

DAY_S: Final = 86_400
START_S: Final = int(datetime(2024, 3, 1, tzinfo=UTC).timestamp())
PERSON_KINDS: Final = (
    "helper", "mentor", "attention_star", "newly_diagnosed", "group_caregiver", "caregiver", "new_caregiver",
    "professional", "organisation", "spammer", "sceptic", "advocate", "regular", "newcomer", "observer", "sybil",
    "bystander",
)  # fmt: skip
_ROLES: Final = {
    "professional": "professional", "organisation": "organisation", "group_caregiver": "caregiver",
    "caregiver": "caregiver", "new_caregiver": "caregiver", "spammer": "unknown", "sybil": "unknown",
}  # fmt: skip
NEW_KINDS: Final = ("newly_diagnosed", "new_caregiver")
_SPELLS_OUT: Final = 0.15  # of those who write German
_ZEAL: Final = (0.5, 2.0)  # of helpers: the least and the most zealous
_SYLLABLES: Final = (
    "ba", "lo", "mi", "ren", "ta", "vel", "sko", "fin", "dru", "na", "peb", "quo", "sil", "wex", "yor", "zam",
)  # fmt: skip


@dataclass
class Member:
    """Somebody invented.

    kind: one of ``PERSON_KINDS``.
    language: they write in.
    flair: shown beside each post from ``flair_from_s`` on.
    flair_dated, bio_dated: whether it tells when they (or whom they care for) were diagnosed.
    group: the caregiver group they belong to, 0 for none.
    diagnosed_s: when they (or whom they care for) were diagnosed, in seconds; None where there is no diagnosis.
    kin: whom they would care for, one of ``phrases.KIN``.
    mentees: names of those they mentor.
    spells_out: whether they type *ae* for *ä*.
    zeal: how readily they take part where people of their kind are met; 1 but for helpers.
    """

    name: str
    kind: str
    language: str = "en"
    flair: str | None = None
    flair_dated: bool = False
    flair_from_s: int = 0
    bio: str | None = None
    bio_dated: bool = False
    group: int = 0
    diagnosed_s: int | None = None
    kin: str = "partner"
    mentees: list[str] = field(default_factory=list)
    spells_out: bool = False
    zeal: float = 1.0

    @property
    def role(self) -> str:
        """One of ``schema.ROLES``."""
        return _ROLES.get(self.kind, "patient")

    @property
    def diagnosed(self) -> date | None:
        """The day of the diagnosis."""
        return None if self.diagnosed_s is None else datetime.fromtimestamp(self.diagnosed_s, UTC).date()


def assemble(chance: Random, people: int, *, days: int, languages: tuple[str, ...], groups: bool, sybils: int) -> list[Member]:
    """Everybody, kind by kind; flairs and bios are given by ``profiles.introduce``."""
    few = max(people // 60, 10)
    counts = {
        "helper": few, "mentor": few, "attention_star": few, "newly_diagnosed": people // 10,
        "group_caregiver": people // 12, "caregiver": people // 25, "new_caregiver": max(people // 60, 3),
        "professional": max(people // 100, 3), "organisation": max(people // 150, 2), "spammer": max(people // 150, 2),
        "sceptic": max(people // 100, 3), "advocate": max(people // 100, 3), "regular": max(people // 120, 3),
        "newcomer": max(people // 80, 3), "observer": max(people // 80, 3), "sybil": sybils,
    }  # fmt: skip
    counts["bystander"] = max(people - sum(counts.values()), 10)
    names: set[str] = set()
    members = []
    for kind, count in counts.items():
        for number in range(count):
            # in turn, so that each kind has people of each language
            member = Member(_name(chance, names), kind, languages[number % len(languages)], kin=chance.choice(KIN))
            member.diagnosed_s = _diagnosed_s(chance, kind, days)
            if kind == "helper":
                least, most = _ZEAL
                member.zeal = least * (most / least) ** chance.random()
            members.append(member)
    if groups:
        _group([member for member in members if member.kind == "group_caregiver"], chance, languages)
    for member in members:
        member.spells_out = member.language == "de" and chance.random() < _SPELLS_OUT
    return members


def _name(chance: Random, taken: set[str]) -> str:
    name = ""
    while not name or name in taken:
        name = "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize()
        if chance.random() < 0.5:
            name += chance.choice(["", "_", "-"]) + str(chance.randint(1, 999))
    taken.add(name)
    return name


def _diagnosed_s(chance: Random, kind: str, days: int) -> int | None:
    """In the time that is watched for the new, years before it for the others."""
    if kind in NEW_KINDS:
        return START_S + chance.randint(20, days - 90) * DAY_S
    if _ROLES.get(kind, "patient") in ("patient", "caregiver"):
        return START_S - chance.randint(4 * 365, 23 * 365) * DAY_S
    return None


def _group(waiting: list[Member], chance: Random, languages: tuple[str, ...]) -> None:
    """Groups of 6 or more, each of one language."""
    number = 0
    while len(waiting) >= 6:
        number += 1
        size = chance.randint(7, 14)
        if len(waiting) - size < 6:
            size = len(waiting)
        for member in waiting[:size]:
            member.group = number
            member.language = languages[number % len(languages)]
        waiting = waiting[size:]

"""What members of an invented community say of themselves beside their posts: flair and bio."""

from datetime import date
from random import Random
from typing import Final

from graphtool.simulate.diagnosis import date_slots
from graphtool.simulate.members import DAY_S, NEW_KINDS, Member
from graphtool.simulate.phrases import phrases

_FLAIRED: Final = {
    "newly_diagnosed": 0.3, "new_caregiver": 0.2, "professional": 0.5, "organisation": 0.5, "caregiver": 0.2,
    "group_caregiver": 0.2, "spammer": 0.0, "sybil": 0.0, "newcomer": 0.1,
}  # fmt: skip
_FLAIRED_ELSE: Final = 0.45
_WITH_BIO: Final = 0.5
_DATED: Final = 0.8  # of the flairs and half as many bios of those who have a date to tell


def introduce(chance: Random, member: Member) -> None:
    """Give somebody a flair and a bio, or neither."""
    said = phrases(member.language)
    told = member.diagnosed or date(2000, 1, 1)  # whoever has no diagnosis gets no phrase with a date
    slots = date_slots(said, told) | {
        "age": str(chance.randint(24, 66)),
        "sex": chance.choice(said.words["sexes"]),
        "place": chance.choice(said.words["places"]),
    }
    what = _what(member)
    if chance.random() < _FLAIRED.get(member.kind, _FLAIRED_ELSE):
        dated = member.diagnosed_s is not None and (what == "newly" or chance.random() < _DATED)
        member.flair = said.say(chance, f"flair_{what}{'_dated' if dated else ''}", kin=member.kin, **slots)
        member.flair_dated = dated
        if member.diagnosed_s is not None and member.kind in NEW_KINDS:
            member.flair_from_s = member.diagnosed_s + chance.randint(1, 30) * DAY_S
    if member.kind == "organisation" or chance.random() < _WITH_BIO:
        plain = member.role in ("patient", "caregiver") and chance.random() < 0.4
        dated = not plain and member.diagnosed_s is not None and (what == "newly" or chance.random() < _DATED / 2)
        key = "bio_plain" if plain else f"bio_{what}{'_dated' if dated else ''}"
        member.bio = said.say(chance, key, kin=member.kin, **slots)
        member.bio_dated = dated


def _what(member: Member) -> str:
    if member.kind == "newly_diagnosed":
        return "newly"
    if member.kind in ("spammer", "sybil"):
        return "spammer"
    return member.role

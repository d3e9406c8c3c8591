"""What the rules show of one text: of a post's own words, of a flair, of a bio."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from graphtool.coding.dates import YEAR_US, Span, Statement
from graphtool.coding.language import UNKNOWN
from graphtool.coding.matching import Hit

ROLE_ORDER: Final = ("patient", "organisation", "caregiver", "professional")
# Of two stages shown in one post the first here holds.
STAGE_ORDER: Final = ("bereaved", "newly_diagnosed", "undiagnosed", "experienced")
_WEAK_SIGNS: Final = 2  # of an act that make one
_NEW_US: Final = 1.1 * YEAR_US  # "a year ago" is still within twelve months, give or take
_OTHER: Final = {"patient": "other", "caregiver": "self"}  # whom the post of such an author is not about


class Reading(NamedTuple):
    """What the rules show.

    strong: what they show, as ``act:asks``, ``role:patient``, ``stage:bereaved``, ``topic:mood``.
    weak: what they hint at, and in how many sentences.
    rules: the ids of those that matched, in the order of the codebook.
    statements: dates of diagnoses.
    """

    strong: frozenset[str]
    weak: dict[str, int]
    rules: tuple[str, ...]
    statements: tuple[Statement, ...]

    def does(self, act: str) -> bool:
        """Whether the post does this."""
        return f"act:{act}" in self.strong or self.weak.get(f"act:{act}", 0) >= _WEAK_SIGNS

    def role(self) -> str:
        """The role shown, or ``unknown``."""
        for role in ROLE_ORDER:
            if f"role:{role}" in self.strong:
                return role
        signs = {role: self.weak.get(f"role:{role}", 0) for role in ROLE_ORDER}
        best = max(ROLE_ORDER, key=lambda role: signs[role])
        return best if signs[best] else self._concerned()

    def firm(self) -> bool:
        """Whether a strong sign shows the role."""
        return any(f"role:{role}" in self.strong for role in ROLE_ORDER)

    def _concerned(self) -> str:
        """Whose stage is told where nobody says "I have it": "diagnosed yesterday", "Dad's biopsy is on Thursday"."""
        staged = any(shown.startswith("stage:") for shown in (*self.strong, *self.weak))
        if not staged and not any(each.diagnosed for each in self.statements):
            return UNKNOWN
        return "caregiver" if any(each.about == "other" for each in self.statements) else "patient"

    def stage(self, role: str, created_us: int) -> str:
        """The stage shown of the person whom an author of this role writes about, at the time of the post."""
        if "stage:bereaved" in self.strong and role != "patient":
            return "bereaved"
        span = self.diagnosis(role)
        if span is not None and ("stage:undiagnosed" not in self.strong or self.dated(role) or self._long(role, created_us)):
            return "newly_diagnosed" if created_us - span.middle <= _NEW_US else "experienced"
        for shown in (self.strong, self.weak):
            for stage in STAGE_ORDER:
                if f"stage:{stage}" in shown:
                    return stage
        return UNKNOWN

    def diagnosis(self, role: str) -> Span | None:
        """When the diagnosis was: of the person the role names, and by words that speak of it before those of having it."""
        told = [each for each in self.statements if each.about != _OTHER.get(role, "nobody")]
        dated = [each for each in told if each.diagnosed] or told
        if not dated:
            return None
        return min(dated, key=lambda each: (each.about == "", each.span.end - each.span.start)).span

    def _long(self, role: str, created_us: int) -> bool:
        """Whether somebody has had the condition, by its name, for longer than a year."""
        other = _OTHER.get(role, "nobody")
        return any(each.named and each.about != other and created_us - each.span.middle > _NEW_US for each in self.statements)

    def dated(self, role: str) -> bool:
        """Whether the diagnosis itself has a date."""
        return any(each.diagnosed and each.about != _OTHER.get(role, "nobody") for each in self.statements)


NOTHING: Final = Reading(frozenset(), {}, (), ())


def reading(hits: Sequence[Hit], statements: Iterable[Statement]) -> Reading:
    """The rules that matched, gathered."""
    weak: dict[str, int] = {}
    for hit in hits:
        if hit.rule.weak:
            weak[hit.rule.shows] = weak.get(hit.rule.shows, 0) + hit.sentences
    strong = frozenset(hit.rule.shows for hit in hits if not hit.rule.weak)
    return Reading(strong, weak, tuple(hit.rule.id for hit in hits), tuple(statements))

"""What a post does and shows of its author: acts, role, stage, topics.

Conflicts are resolved in a stated order: the author's own words, then the flair, then the bio; strong signs before weak
ones; of roles, whoever has the condition and also writes about a relative is a patient; of dates, those that speak of
the person the role is about.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

import pandas as pd
import re2

from graphtool.coding.codebook import FIELDS, Codebook
from graphtool.coding.dates import YEAR_US, DateReader, Span, Statement
from graphtool.coding.language import UNKNOWN, language
from graphtool.coding.matching import Hit, Matcher, Post
from graphtool.coding.normal import normal, own_words
from graphtool.schema import ACTS, CODES, CODING_INPUT, READ_IN

_ROLE_ORDER: Final = ("patient", "organisation", "caregiver", "professional")
# Of two stages shown in one post the first here holds.
_STAGE_ORDER: Final = ("bereaved", "newly_diagnosed", "undiagnosed", "experienced")
_WEAK_SIGNS: Final = 2  # of an act that make one
_NEW_US: Final = 1.1 * YEAR_US  # "a year ago" is still within twelve months, give or take


class _Reading(NamedTuple):
    """What one field shows."""

    strong: frozenset[str]
    weak: dict[str, int]
    rules: tuple[str, ...]
    statements: tuple[Statement, ...]

    def role(self) -> str:
        """The role shown, or ``unknown``."""
        for role in _ROLE_ORDER:
            if f"role:{role}" in self.strong:
                return role
        signs = {role: self.weak.get(f"role:{role}", 0) for role in _ROLE_ORDER}
        best = max(_ROLE_ORDER, key=lambda role: signs[role])
        # to mention a relative is not yet to care for one
        if signs[best] >= (_WEAK_SIGNS if best == "caregiver" else 1):
            return best
        return self._concerned(relative=signs["caregiver"] > 0)

    def _concerned(self, *, relative: bool) -> str:
        """Whose stage is told where nobody says "I have it": "diagnosed yesterday", "Dad's biopsy is on Thursday"."""
        staged = any(shown.startswith("stage:") for shown in (*self.strong, *self.weak))
        if not staged and not any(each.diagnosed for each in self.statements):
            return UNKNOWN
        return "caregiver" if relative or any(each.about == "other" for each in self.statements) else "patient"

    def stage(self, role: str, created_us: int) -> tuple[str, Span | None]:
        """The stage shown at the time of the post, or ``unknown``, and when the diagnosis was."""
        if "stage:bereaved" in self.strong and role != "patient":
            return "bereaved", self.diagnosis(role)
        span = self.diagnosis(role)
        early = "stage:undiagnosed" in self.strong
        if span is not None and not (early and not self._told(role)):
            return ("newly_diagnosed" if created_us - span.middle <= _NEW_US else "experienced"), span
        for shown in (self.strong, self.weak):
            for stage in _STAGE_ORDER:
                if f"stage:{stage}" in shown:
                    return stage, None
        return UNKNOWN, None

    def diagnosis(self, role: str) -> Span | None:
        """When the diagnosis was that the post is about: of the person the role names, told before having it."""
        other = {"patient": "other", "caregiver": "self"}.get(role, "nobody")
        told = [each for each in self.statements if each.about != other]
        if not told:
            return None
        dated = [each for each in told if each.diagnosed] or told
        return min(dated, key=lambda each: (each.about == "", each.span.end - each.span.start)).span

    def _told(self, role: str) -> bool:
        """Whether the diagnosis itself has a date."""
        other = {"patient": "other", "caregiver": "self"}.get(role, "nobody")
        return any(each.diagnosed for each in self.statements if each.about != other)


_NOTHING: Final = _Reading(frozenset(), {}, (), ())


def code(posts: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Code posts.

    Args:
        posts: the columns of ``schema.CODING_INPUT``.
        codebook: the rules.

    Returns:
        One row a post in the same order, the columns of ``schema.CODES``; ``topics`` and ``rules`` joined by ``|``.
    """
    coder = _coder(codebook)
    columns = [posts[name].astype(object).where(posts[name].notna(), None).tolist() for name in CODING_INPUT]
    rows = [coder.row(*row) for row in zip(*columns, strict=True)]
    coded = pd.DataFrame(rows, columns=list(CODES))
    for name in ("diagnosed_from_us", "diagnosed_to_us"):
        coded[name] = coded[name].astype("Int64")
    for act in ACTS:
        coded[act] = coded[act].astype(bool)
    return coded


class _Coder:
    """A codebook made ready."""

    def __init__(self, codebook: Codebook) -> None:
        self._profiles = {field: Matcher(codebook, field) for field in FIELDS if field != "text"}
        self._texts: dict[str, Matcher] = {}
        self._codebook = codebook
        self._languages = set(codebook.languages)
        self._dates = DateReader(codebook)
        self._profile = lru_cache(maxsize=50_000)(self._profile_of)

    def row(  # noqa: PLR0913, PLR0917 - one argument a column of CODING_INPUT
        self,
        post: str,
        created_us: int,
        title: str | None,
        text: str | None,
        flair: str | None,
        bio: str | None,
        parent_text: str | None,
        is_opener: bool,
        by_opener: bool,
        is_repost: bool,
        stated: str | None,
    ) -> tuple[Any, ...]:
        """The codes of one post."""
        own = own_words(f"{title}.\n{text}" if title and text and is_opener else text or title or "")
        tongue = stated[:2].lower() if stated else language(own)
        # a language without rules is not read; one that nobody can tell is read by all
        readable = not is_repost and (tongue in self._languages or tongue == UNKNOWN)
        said = self._said(own, tongue, created_us, _place(is_opener, by_opener), parent_text) if readable else _NOTHING
        profiles = () if is_repost else tuple(self._read_profile(flair, bio, created_us))
        role, role_by = _first(((said.role(), "text"), *((each.role(), by) for by, each in profiles)))
        stage, stage_by, span = UNKNOWN, "", None
        for by, reading in (("text", said), *profiles):
            if stage == UNKNOWN:
                stage, span = reading.stage(role, created_us)
                stage_by = by if stage != UNKNOWN else ""
        ids = [rule for reading in (said, *(each for _, each in profiles)) for rule in reading.rules]
        topics = sorted(shown.removeprefix("topic:") for shown in said.strong if shown.startswith("topic:"))
        acts = [_does(said, f"act:{act}") for act in ACTS]
        return (
            post, tongue, role, role_by, stage, stage_by, *acts,
            span.start if span else None, span.end if span else None, "|".join(topics), "|".join(ids),
        )  # fmt: skip

    def _said(self, own: str, tongue: str, created_us: int, positions: frozenset[str], parent: str | None) -> _Reading:
        """What the words of a post show."""
        words = normal(own, lazy=tongue == "en")
        answered = normal(own_words(parent)) if parent else b""
        post = Post(tongue, positions, answered)
        matcher = self._matcher(tongue)
        hits = matcher.hits(words, post)
        if self._codebook.blank and any(not hit.rule.shows.startswith("act:") for hit in hits):
            clear = without_blanks(own, self._codebook)
            if clear is not own:
                words = normal(clear, lazy=tongue == "en")
                hits = matcher.hits(words, post)
        return _reading(hits, self._dates.statements(words.decode("utf-8", "replace"), created_us))

    def _matcher(self, tongue: str) -> Matcher:
        """The rules for a language, made ready when it is first met."""
        if tongue not in self._texts:
            self._texts[tongue] = Matcher(self._codebook, "text", tongue)
        return self._texts[tongue]

    def _read_profile(self, flair: str | None, bio: str | None, created_us: int) -> Iterable[tuple[str, _Reading]]:
        for field, written in (("flair", flair), ("bio", bio)):
            if written:
                hits, words = self._profile(field, written)
                told = self._dates.statements(words, created_us)
                # nobody knows when a profile said "two years ago"
                fixed = [each._replace(diagnosed=True) for each in told if not _RELATIVE.search(words)]
                yield field, _reading(hits, fixed)

    def _profile_of(self, field: str, written: str) -> tuple[list[Hit], str]:
        """The rules that a flair or bio matches, and its normal form."""
        words = normal(without_blanks(own_words(written), self._codebook))
        return self._profiles[field].hits(words, Post()), words.decode("utf-8", "replace")


_RELATIVE: Final = re2.compile(r"\b(?:ago|vor|last|letzte[nrs]?|this|recently|today|heute|for|now)\b")


def _place(is_opener: bool, by_opener: bool) -> frozenset[str]:
    if is_opener:
        return frozenset({"opener"})
    return frozenset({"reply", "follow_up" if by_opener else "answer"})


def _reading(hits: Sequence[Hit], statements: Iterable[Statement]) -> _Reading:
    weak: dict[str, int] = {}
    for hit in hits:
        if hit.rule.weak:
            weak[hit.rule.shows] = weak.get(hit.rule.shows, 0) + hit.sentences
    strong = frozenset(hit.rule.shows for hit in hits if not hit.rule.weak)
    return _Reading(strong, weak, tuple(hit.rule.id for hit in hits), tuple(statements))


def _does(said: _Reading, act: str) -> bool:
    return act in said.strong or said.weak.get(act, 0) >= _WEAK_SIGNS


def _first(shown: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """The first role that is known, and where it was read."""
    return next(((role, by) for role, by in shown if role != UNKNOWN), (UNKNOWN, READ_IN[-1]))


def without_blanks(text: str, codebook: Codebook) -> str:
    """A text without what the codebook says must not be read."""
    blank = _blank(codebook.blank)
    return str(blank.sub(" ", text)) if blank is not None and blank.search(text) else text


@cache
def _blank(patterns: tuple[str, ...]) -> Any:
    return re2.compile("|".join(f"(?:{each})" for each in patterns)) if patterns else None


@lru_cache(maxsize=4)
def _coder(codebook: Codebook) -> _Coder:
    return _Coder(codebook)

"""What a post does and shows of its author: acts, role, stage, topics.

Conflicts are resolved in a stated order: the author's own words, then the flair, then the bio; strong signs before weak
ones; of roles, whoever has the condition and also writes about a relative is a patient; of dates, those that speak of
the person the role is about. Where the codebook allows it a learned model has a say in what the words show
(``learned``); ``rules`` then names it beside the rules.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

import pandas as pd
import re2

from graphtool.coding import learned
from graphtool.coding.codebook import FIELDS, Codebook
from graphtool.coding.dates import DateReader, Span
from graphtool.coding.language import UNKNOWN, language
from graphtool.coding.learned import Judged
from graphtool.coding.matching import Hit, Matcher, Post
from graphtool.coding.normal import normal, own_words
from graphtool.coding.reading import NOTHING, Reading, reading
from graphtool.schema import ACTS, CODES, CODING_INPUT, READ_IN

_RELATIVE: Final = re2.compile(r"\b(?:ago|vor|last|letzte[nrs]?|this|recently|today|heute|for|now)\b")
_BATCH: Final = 5_000  # posts judged together


class _Read(NamedTuple):
    """A post as it was read: its language, what the rules show, and what flair and bio show, in that order."""

    post: str
    tongue: str
    judged: Judged
    profiles: tuple[tuple[str, Reading], ...]


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
    read = [coder.read(*row) for row in zip(*columns, strict=True)]
    rows = [row for start in range(0, len(read), _BATCH) for row in _rows(read[start : start + _BATCH], codebook)]
    coded = pd.DataFrame(rows, columns=list(CODES))
    for name in ("diagnosed_from_us", "diagnosed_to_us"):
        coded[name] = coded[name].astype("Int64")
    for act in ACTS:
        coded[act] = coded[act].astype(bool)
    return coded


def judged(posts: pd.DataFrame, codebook: Codebook) -> list[Judged]:
    """Posts as the learned model sees them: what it is trained on."""
    coder = _coder(codebook)
    columns = [posts[name].astype(object).where(posts[name].notna(), None).tolist() for name in CODING_INPUT]
    return [coder.read(*row).judged for row in zip(*columns, strict=True)]


def _rows(read: Sequence[_Read], codebook: Codebook) -> Iterable[tuple[Any, ...]]:
    """The codes of some posts."""
    if not codebook.learned:
        return [_row(each, _by_rules(each)) for each in read]
    probabilities = learned.model().probabilities([each.judged for each in read])
    return [
        _row(each, learned.decide(each.judged, chances)) if each.judged.words else _row(each, _by_rules(each))
        for each, chances in zip(read, probabilities.tolist(), strict=True)
    ]


def _by_rules(read: _Read) -> learned.Decision:
    said, created_us = read.judged.said, read.judged.created_us
    role = said.role()
    return learned.Decision(
        frozenset(act for act in ACTS if said.does(act)), role, said.stage(role, created_us),
        "text" if said.firm() else learned.GUESS, "text", (),
    )  # fmt: skip


def _row(read: _Read, own: learned.Decision) -> tuple[Any, ...]:
    """A row of ``schema.CODES``: own words, then flair, then bio."""
    created_us = read.judged.created_us
    said = read.judged.said
    roles = _guesses_last([(own.role, own.role_by), *((each.role(), by) for by, each in read.profiles)])
    role, role_by = next(((role, by) for role, by in roles if role != UNKNOWN), (UNKNOWN, READ_IN[-1]))
    own_stage = own.stage if role == own.role else said.stage(role, created_us)
    profiles = [(each.stage(role, created_us), by) for by, each in read.profiles]
    stage, stage_by = next(
        (each for each in _guesses_last([(own_stage, own.stage_by), *profiles]) if each[0] != UNKNOWN), (UNKNOWN, READ_IN[-1])
    )
    by_whom = dict(read.profiles).get(stage_by, said)
    span: Span | None = by_whom.diagnosis(role) if stage in ("newly_diagnosed", "experienced") else None
    rules = [rule for each in (said, *(each for _, each in read.profiles)) for rule in each.rules]
    topics = sorted(shown.removeprefix("topic:") for shown in said.strong if shown.startswith("topic:"))
    return (
        read.post, read.tongue, role, role_by, stage, stage_by, *(act in own.acts for act in ACTS),
        span.start if span else None, span.end if span else None, "|".join(topics), "|".join([*rules, *own.learned]),
    )  # fmt: skip


def _guesses_last(shown: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What somebody says of themselves comes before what their words are taken for."""
    return sorted(shown, key=lambda each: each[1] == learned.GUESS)


class _Coder:
    """A codebook made ready."""

    def __init__(self, codebook: Codebook) -> None:
        self._profiles = {field: Matcher(codebook.rules, codebook.phrases, field) for field in FIELDS if field != "text"}
        self._texts: dict[str, Matcher] = {}
        self._codebook = codebook
        self._languages = set(codebook.languages)
        self._dates = DateReader(codebook)
        self._profile = lru_cache(maxsize=50_000)(self._profile_of)

    def read(  # noqa: PLR0913, PLR0917 - one argument a column of CODING_INPUT
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
    ) -> _Read:
        """What the rules show of one post."""
        own = own_words(f"{title}.\n{text}" if title and text and is_opener else text or title or "")
        tongue = stated[:2].lower() if stated else language(own)
        place = "opener" if is_opener else "follow_up" if by_opener else "answer"
        # a language without rules is not read; one that nobody can tell is read by all
        readable = not is_repost and (tongue in self._languages or tongue == UNKNOWN)
        words, said = self._said(own, tongue, created_us, place, parent_text) if readable else (b"", NOTHING)
        profiles = () if is_repost else tuple(self._read_profile(flair, bio, created_us))
        return _Read(post, tongue, Judged(words, place, "?" in (parent_text or ""), said, created_us), profiles)

    def _said(self, own: str, tongue: str, created_us: int, place: str, parent: str | None) -> tuple[bytes, Reading]:
        """The words of a post in their normal form, and what they show."""
        words = normal(own, lazy=tongue == "en")
        answered = normal(own_words(parent)) if parent else b""
        post = Post(tongue, frozenset((place,) if place == "opener" else (place, "reply")), answered)
        matcher = self._matcher(tongue)
        hits = matcher.hits(words, post)
        if self._codebook.blank and any(not hit.rule.shows.startswith("act:") for hit in hits):
            clear = without_blanks(own, self._codebook)
            if clear is not own:
                words = normal(clear, lazy=tongue == "en")
                hits = matcher.hits(words, post)
        return words, reading(hits, self._dates.statements(words, created_us))

    def _matcher(self, tongue: str) -> Matcher:
        """The rules for a language, made ready when it is first met."""
        if tongue not in self._texts:
            self._texts[tongue] = Matcher(self._codebook.rules, self._codebook.phrases, "text", tongue)
        return self._texts[tongue]

    def _read_profile(self, flair: str | None, bio: str | None, created_us: int) -> Iterable[tuple[str, Reading]]:
        for field, written in (("flair", flair), ("bio", bio)):
            if written:
                hits, words = self._profile(field, written)
                told = self._dates.statements(words, created_us)
                # nobody knows when a profile said "two years ago"
                fixed = [each._replace(diagnosed=True) for each in told if not _RELATIVE.search(words)]
                yield field, reading(hits, fixed)

    def _profile_of(self, field: str, written: str) -> tuple[list[Hit], bytes]:
        """The rules that a flair or bio matches, and its normal form."""
        words = normal(without_blanks(own_words(written), self._codebook))
        return self._profiles[field].hits(words, Post()), words


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

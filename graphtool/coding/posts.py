"""What a post does and what it shows of its author: acts, role, stage.

Conflicts are resolved in a stated order: the author's words in the post, then the flair, then the bio; of roles, whoever
has the condition and also writes about a relative is a patient.
"""

from functools import cache, lru_cache
from typing import Any, Final

import pandas as pd
import re2

from graphtool.coding.codebook import FIELDS, Codebook, Rule
from graphtool.coding.dates import YEAR_US, Span, diagnosis
from graphtool.coding.language import language
from graphtool.coding.matching import Matcher
from graphtool.coding.normal import normal, own_words
from graphtool.schema import ACTS, CODES

# Of two stages shown in one post the first here holds.
_STAGE_ORDER: Final = ("bereaved", "newly_diagnosed", "undiagnosed", "experienced")
_ROLE_ORDER: Final = ("professional", "organisation", "patient", "caregiver")
_TEXT_ORDER: Final = ("patient", "caregiver", "professional", "organisation")


def code(posts: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Code posts.

    Args:
        posts: the columns of ``schema.CODING_INPUT``.
        codebook: the rules.

    Returns:
        One row a post in the same order, the columns of ``schema.CODES``; ``rules`` joined by ``|``.
    """
    coder = _coder(codebook)
    fields = ("post", "created_us", "title", "text", "flair", "bio", "is_opener", "is_repost", "language")
    columns = [posts[name].astype(object).where(posts[name].notna(), None).tolist() for name in fields]
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
        self._text, self._flair, self._bio = (Matcher(codebook, field) for field in FIELDS)
        self._codebook = codebook
        self._languages = set(codebook.languages)
        self._profile = lru_cache(maxsize=50_000)(self._profile_of)

    def row(  # noqa: PLR0913, PLR0917 - one argument a column
        self,
        post: str,
        created_us: int,
        title: str | None,
        text: str | None,
        flair: str | None,
        bio: str | None,
        is_opener: bool,
        is_repost: bool,
        stated: str | None,
    ) -> tuple[Any, ...]:
        """The codes of one post."""
        own = own_words(f"{title}.\n{text}" if title and text else title or text or "")
        tongue = stated[:2].lower() if stated else language(own)
        words = normal(own) if not is_repost else b""
        # a language without rules is not read; one that nobody can tell is read by all
        readable = tongue in self._languages or tongue == "unknown"
        place = "opener" if is_opener else "reply"
        rules = self._rules(words, tongue, place) if readable else []
        if any(not rule.shows.startswith("act:") for rule in rules):
            clear = without_blanks(own, self._codebook)
            if clear is not own:
                words = normal(clear)
                rules = self._rules(words, tongue, place)
        shown = {rule.shows for rule in rules}
        ids = [rule.id for rule in rules]
        span = diagnosis(words.decode(), created_us) if readable else None
        role = next((role for role in _TEXT_ORDER if f"role:{role}" in shown), "unknown")
        stage = _stage(shown, span, created_us)
        if flair and not is_repost and (role == "unknown" or stage == "unknown"):
            role, stage, span = self._fill(self._profile("flair", flair), role, stage, span, created_us, ids)
        if bio and not is_repost and (role == "unknown" or stage == "unknown"):
            role, stage, span = self._fill(self._profile("bio", bio), role, stage, span, created_us, ids)
        acts = [f"act:{act}" in shown for act in ACTS]
        return (
            post, tongue, role, "", stage, "", *acts,
            span.start if span else None, span.end if span else None, "", "|".join(ids),
        )  # fmt: skip

    def _rules(self, words: bytes, tongue: str, place: str) -> list[Rule]:
        """The rules of this language and place that a text matches."""
        return [
            rule
            for rule in self._text.rules(words)
            if rule.position in ("any", place) and (not rule.language or tongue in (rule.language, "unknown"))
        ]

    def _profile_of(self, field: str, written: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        """What a flair or bio shows, the rules that say so, and its normal form."""
        words = normal(own_words(written))
        rules = list((self._flair if field == "flair" else self._bio).rules(words))
        return tuple(rule.shows for rule in rules), tuple(rule.id for rule in rules), words.decode()

    @staticmethod
    def _fill(
        profile: tuple[tuple[str, ...], tuple[str, ...], str],
        role: str,
        stage: str,
        span: Span | None,
        created_us: int,
        ids: list[str],
    ) -> tuple[str, str, Span | None]:
        """Role and stage that the words left open, by the flair or bio."""
        shows, names, words = profile
        found = diagnosis(words, created_us) if span is None else None
        if found and "ago" in words:
            found = None  # nobody knows when a profile said so
        ids.extend(names)
        shown = set(shows)
        if role == "unknown":
            role = next((each for each in _ROLE_ORDER if f"role:{each}" in shown), "unknown")
            if role == "unknown" and found:
                role = "patient"
        if stage == "unknown":
            stage = _stage(shown, found, created_us)
        return role, stage, span or found


def without_blanks(text: str, codebook: Codebook) -> str:
    """A text without what the codebook says must not be read."""
    pattern = _blank(codebook.blank)
    return str(pattern.sub(" ", text)) if pattern is not None and pattern.search(text) else text


@cache
def _blank(patterns: tuple[str, ...]) -> Any:
    return re2.compile("|".join(f"(?:{each})" for each in patterns)) if patterns else None


def _stage(shown: set[str], span: Span | None, created_us: int) -> str:
    """The stage at the time of the post; a dated diagnosis says more than a phrase."""
    if "stage:bereaved" in shown:
        return "bereaved"
    if span is not None:
        middle = (span.start + span.end) // 2
        return "newly_diagnosed" if created_us - middle <= YEAR_US else "experienced"
    return next((stage for stage in _STAGE_ORDER if f"stage:{stage}" in shown), "unknown")


@lru_cache(maxsize=4)
def _coder(codebook: Codebook) -> _Coder:
    return _Coder(codebook)

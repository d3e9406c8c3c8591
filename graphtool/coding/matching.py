"""Which rules of a codebook a text matches.

A phrase is looked for only where the words it needs stand: the words of a text are looked up in a table, which leaves a
handful of phrases out of thousands. These are then matched by RE2, which runs in time linear in the text, so no phrase
can hang on a hostile post.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import re2

from graphtool.coding.codebook import Rule
from graphtool.coding.phrases import Phrases, options
from graphtool.errors import CodebookError

_WORD: Final = re.compile(rb"[a-z0-9]+")
_SENTENCE_END: Final = re.compile(rb"[.!?\n]+")
_LONGEST_SENTENCE: Final = 600  # bytes looked at on either side of a match
_LONGEST_WORD: Final = 64
_MOST_WORDS: Final = 1_000_000  # that are remembered: beyond it a stream of strange words would fill the memory


class Hit(NamedTuple):
    """A rule that a text matches, and in how many sentences."""

    rule: Rule
    sentences: int


class Post(NamedTuple):
    """What of a post decides which rules apply: its language, its place in the thread, what it replies to."""

    language: str = "unknown"
    positions: frozenset[str] = frozenset()
    parent: bytes = b""


class _Ready:
    """A rule, and where its phrases stand among all: those that show it, and those that undo it."""

    def __init__(self, rule: Rule, phrases: Phrases, enter: Callable[[str, Rule], int]) -> None:
        self.rule = rule
        self.any = [enter(phrase, rule) for phrase in rule.any]
        self.unless = [enter(phrase, rule) for phrase in rule.unless]
        self.unless_anywhere = [enter(phrase, rule) for phrase in rule.unless_anywhere]
        self.parent = _either(rule, phrases)
        self.plain = not rule.unless and rule.sentence == "any" and not rule.weak

    def applies(self, post: Post) -> bool:
        """Whether the rule is for posts like this one."""
        if self.rule.position != "any" and self.rule.position not in post.positions:
            return False
        return self.parent is None or self.parent.search(post.parent) is not None


class Matcher:
    """Rules that look at one field, in one language.

    Args:
        rules: all of them; those for other fields or languages are left out.
        phrases: what their phrases mean.
        field: of ``codebook.FIELDS``.
        language: ISO 639-1, or ``unknown`` for the rules of all.

    Raises:
        CodebookError: a phrase is not in the notation.
    """

    def __init__(self, rules: Iterable[Rule], phrases: Phrases, field: str, language: str = "unknown") -> None:
        self._patterns: list[_Pattern] = []
        self._needs: list[list[set[bytes]]] = []  # of each phrase: of each of these sets one word must be there
        self._table = _Table()
        self._bare: list[tuple[int, str]] = []  # phrases of which no word is known, and their patterns
        self._phrases = phrases
        self._rules = [
            _Ready(rule, phrases, self._enter)
            for rule in rules
            if rule.field == field and (not rule.language or language in (rule.language, "unknown"))
        ]
        self._shows = {place: number for number, ready in enumerate(self._rules) for place in ready.any}
        self._table.close()
        self._bare_set = re2.Set.SearchSet(options())
        for _, pattern in self._bare:
            self._bare_set.Add(pattern)
        if self._bare:
            self._bare_set.Compile()

    def _enter(self, written: str, rule: Rule) -> int:
        """Make a phrase ready; its place among all."""
        try:
            phrase = self._phrases.compiled(written)
        except CodebookError as error:
            raise CodebookError(f"Rule {rule.id!r}: {error}") from error
        place = len(self._patterns)
        self._patterns.append(_Pattern(phrase.pattern, rule, self._phrases))
        if phrase.needs:
            self._needs.append(self._table.add(place, phrase.needs))
        else:
            self._bare.append((place, phrase.pattern))
            self._needs.append([])
        return place

    def hits(self, text: bytes, post: Post) -> list[Hit]:
        """The rules that match a text in its normal form, in the order of the codebook."""
        if not text or not self._rules:
            return []
        candidates = self._candidates(text)
        found: dict[int, set[int]] = {}
        failed: set[int] = set()
        for place in sorted(candidates):
            number = self._shows.get(place)
            if number is None or number in failed or (number in found and not self._rules[number].rule.weak):
                continue
            match = self._patterns[place].search(text)
            if match is None:
                continue
            ready = self._rules[number]
            if number not in found and not (ready.applies(post) and self._stands(ready.unless_anywhere, candidates, text)):
                failed.add(number)
                continue
            sentences = {0} if ready.plain else set(self._sentences(ready, text, place, match, candidates))
            if sentences:
                found.setdefault(number, set()).update(sentences)
        return [Hit(self._rules[number].rule, len(found[number])) for number in sorted(found)]

    def _stands(self, undoing: list[int], candidates: set[int], text: bytes) -> bool:
        """Whether none of the phrases that undo a match stands in a text."""
        return not any(place in candidates and self._patterns[place].search(text) is not None for place in undoing)

    def _sentences(self, ready: _Ready, text: bytes, place: int, first: Any, candidates: set[int]) -> Iterator[int]:
        """Where the sentences begin in which a phrase matches and nothing undoes it; only the first, for a strong rule."""
        seen = set()
        match, reached = first, 0
        while match is not None:
            start, end = _sentence(text, match)
            if start not in seen:
                seen.add(start)
                if _of_kind(ready.rule, text, end) and self._stands(ready.unless, candidates, text[start:end]):
                    yield start
                    if not ready.rule.weak:
                        return
            reached = max(end - 1, reached + 1)  # the closing mark begins the next sentence
            match = self._patterns[place].search(text, reached) if reached < len(text) else None

    def _candidates(self, text: bytes) -> set[int]:
        """The phrases whose words stand in a text."""
        words = set(_WORD.findall(text))
        needs = self._needs
        places = {self._bare[index][0] for index in self._bare_set.Match(text) or ()} if self._bare else set()
        for place in self._table.first(words):
            for needed in needs[place]:
                if needed.isdisjoint(words):
                    break
            else:
                places.add(place)
        return places


def _of_kind(rule: Rule, text: bytes, end: int) -> bool:
    """Whether the sentence that ends there is of the kind the rule looks at."""
    return rule.sentence == "any" or (b"?" in text[end - 4 : end]) == (rule.sentence == "question")


class _Table:
    """Which phrases need a word; every word is matched with the patterns of needed words once and then remembered."""

    def __init__(self) -> None:
        self._anchors: dict[str, tuple[list[int], list[set[bytes]]]] = {}
        self._known: dict[bytes, tuple[int, ...]] = {}

    def add(self, place: int, needs: Sequence[Sequence[str]]) -> list[set[bytes]]:
        """Enter a phrase by its rarest word; the sets returned fill with the words that meet its other needs."""
        others: list[set[bytes]] = [set() for _ in needs[1:]]
        for anchor in needs[0]:
            self._anchors.setdefault(anchor, ([], []))[0].append(place)
        for met, anchors in zip(others, needs[1:], strict=True):
            for anchor in anchors:
                self._anchors.setdefault(anchor, ([], []))[1].append(met)
        return others

    def close(self) -> None:
        """Make ready what was entered."""
        self._set = re2.Set.FullMatchSet(options())
        for anchor in self._anchors:
            self._set.Add(anchor)
        self._set.Add(r"\x00{9}")  # a set of nothing cannot be made
        self._set.Compile()
        self._entries = list(self._anchors.values())

    def first(self, words: Iterable[bytes]) -> list[int]:
        """The phrases whose rarest word is among these; all words are looked up before any is returned."""
        known = self._known
        found: list[int] = []
        for word in words:
            places = known.get(word)
            found += self._look_up(word) if places is None else places
        return found

    def _look_up(self, word: bytes) -> tuple[int, ...]:
        if len(self._known) > _MOST_WORDS:
            self._known.clear()
        places: list[int] = []
        for index in self._set.Match(word[:_LONGEST_WORD]) or ():
            firsts, others = self._entries[index]
            places += firsts
            for met in others:
                met.add(word)
        self._known[word] = tuple(places)
        return self._known[word]


def _sentence(text: bytes, found: Any) -> tuple[int, int]:
    """Where the sentence of a match begins and ends, its closing marks included."""
    start, end = found.span()
    words = start
    while words < end and text[words : words + 1] in b".!?\n ":
        words += 1
    start = words if words < end else start  # a match may begin with the end of the sentence before
    first = max(0, start - _LONGEST_SENTENCE)
    before = text[first:start]
    begin = first + max(before.rfind(b"."), before.rfind(b"!"), before.rfind(b"?"), before.rfind(b"\n"))
    after = _SENTENCE_END.search(text, max(start, end - 1), end + _LONGEST_SENTENCE)
    return max(begin, 0), after.end() if after else min(len(text), end + _LONGEST_SENTENCE)


def _either(rule: Rule, phrases: Phrases) -> "_Pattern | None":
    """A pattern that matches where one of the phrases about the post replied to does; None where there are none."""
    if not rule.parent:
        return None
    return _Pattern("|".join(f"(?:{phrases.compiled(phrase).pattern})" for phrase in rule.parent), rule, phrases)


class _Pattern:
    """A pattern of a rule, which RE2 makes ready when it is first looked for: most never are in a small community."""

    def __init__(self, source: str, rule: Rule, phrases: Phrases) -> None:
        self._source = source
        self._phrases = phrases
        self._rule = rule
        self._regex: Any = None

    def ready(self) -> Any:
        """The pattern as RE2 has it."""
        try:
            self._regex = self._phrases.regex(self._source)
        except re2.error as error:
            raise CodebookError(
                f"Rule {self._rule.id!r} has a pattern that cannot be used ({error}): mend {self._source[:80]!r}."
            ) from error
        return self._regex

    def search(self, text: bytes, start: int = 0) -> Any:
        """The first match from there on; None where there is none."""
        return (self._regex or self.ready()).search(text, start)

"""Which rules of a codebook a text matches: one pass of an RE2 set, then a closer look at what it found.

RE2 runs in time linear in the text, so no pattern can hang on a hostile post.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import re2

from graphtool.coding.codebook import Codebook, Rule
from graphtool.errors import CodebookError

_SENTENCE_END: Final = re.compile(rb"[.!?\n]+(?=\s|$)|\n")


def _options() -> Any:
    options = re2.Options()
    options.never_nl = False
    options.log_errors = False
    options.max_mem = 256 << 20
    return options


class _Pattern:
    """A rule with its patterns compiled."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.any = _compiled("|".join(f"(?:{pattern})" for pattern in rule.any), rule)
        self.unless = _compiled("|".join(f"(?:{pattern})" for pattern in rule.unless), rule) if rule.unless else None

    def holds(self, text: bytes) -> bool:
        """Whether the rule matches in a sentence where nothing undoes it."""
        if self.unless is None:
            return True  # the set has matched it already
        return any(not self.unless.search(_sentence(text, found)) for found in self.any.finditer(text))


class Matcher:
    """The rules of a codebook that look at one field."""

    def __init__(self, codebook: Codebook, field: str) -> None:
        self._patterns = [_Pattern(rule) for rule in codebook.rules if rule.field == field]
        self._set = re2.Set.SearchSet(_options())
        for pattern in self._patterns:
            self._set.Add("|".join(f"(?:{each})" for each in pattern.rule.any))
        if self._patterns:
            self._set.Compile()

    def rules(self, text: bytes) -> Iterator[Rule]:
        """The rules that match a text in its normal form, in the order of the codebook."""
        if not text or not self._patterns:
            return
        for index in sorted(self._set.Match(text) or ()):
            pattern = self._patterns[index]
            if pattern.holds(text):
                yield pattern.rule


def _sentence(text: bytes, found: Any) -> bytes:
    start, end = found.span()
    before = max(
        (match.end() for match in _SENTENCE_END.finditer(text, max(0, start - 400), start)), default=max(0, start - 400)
    )
    after = _SENTENCE_END.search(text, max(start, end - 1), end + 400)
    return text[before : after.end() if after else end + 400]


def _compiled(pattern: str, rule: Rule) -> Any:
    try:
        return re2.compile(pattern, _options())
    except re2.error as error:
        raise CodebookError(f"Rule {rule.id!r} has a pattern that cannot be used ({error}): mend {pattern[:80]!r}.") from error

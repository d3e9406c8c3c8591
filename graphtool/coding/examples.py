"""Does a codebook do what its own examples say, and can its patterns travel?"""

from dataclasses import dataclass
from typing import Final

from graphtool.coding.codebook import POSITIONS, Codebook, Rule
from graphtool.coding.matching import Matcher, Post
from graphtool.coding.normal import normal, own_words
from graphtool.coding.phrases import runs_away
from graphtool.coding.posts import without_blanks
from graphtool.errors import CodebookError

_ARROW: Final = " → "


@dataclass(frozen=True)
class Problem:
    """What is wrong with a rule."""

    rule: str
    problem: str


def check(codebook: Codebook) -> list[Problem]:
    """Run every rule on its examples; an empty list is a good codebook."""
    problems: list[Problem] = []
    for rule in codebook.rules:
        problems += [Problem(rule.id, problem) for problem in (*_patterns(rule), *_examples(rule, codebook))]
    return problems


def _patterns(rule: Rule) -> list[str]:
    """The patterns that can run away."""
    found = []
    for phrase in (*rule.any, *rule.unless, *rule.unless_anywhere, *rule.parent):
        place = runs_away(phrase) if "/" in phrase else None
        if place is not None:
            found.append(f"repeats a repetition at character {place + 1} of {phrase!r}: write it without one inside the other")
    return found


def _examples(rule: Rule, codebook: Codebook) -> list[str]:
    if not rule.match and not rule.shows.startswith("topic:"):
        return ["has no example that must match: add match = ['…']"]
    try:
        alone = Matcher((rule,), codebook.phrases, rule.field, rule.language or "unknown")
    except CodebookError as error:
        return [str(error)]
    return [f"does not match its example {text!r}" for text in rule.match if not _hits(alone, rule, text, codebook)] + [
        f"matches {text!r}, which it must not" for text in rule.no_match if _hits(alone, rule, text, codebook)
    ]


def _hits(matcher: Matcher, rule: Rule, example: str, codebook: Codebook) -> bool:
    before, arrow, after = example.partition(_ARROW)
    text, parent = (after, before) if arrow else (before, "")
    post = Post(rule.language or "unknown", frozenset(POSITIONS), normal(parent, lazy=rule.language == "en"))
    words = normal(without_blanks(own_words(text), codebook), lazy=rule.language == "en")
    return bool(matcher.hits(words, post))

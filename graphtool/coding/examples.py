"""Does a codebook do what its own examples say?"""

from dataclasses import dataclass

from graphtool.coding.codebook import Codebook, Rule
from graphtool.coding.matching import Matcher
from graphtool.coding.normal import normal, own_words
from graphtool.coding.posts import without_blanks
from graphtool.errors import CodebookError


@dataclass(frozen=True)
class Problem:
    """What is wrong with a rule."""

    rule: str
    problem: str


def check(codebook: Codebook) -> list[Problem]:
    """Run every rule on its examples; an empty list is a good codebook."""
    problems: list[Problem] = []
    for rule in codebook.rules:
        if not rule.match:
            problems.append(Problem(rule.id, "has no example that must match: add match = ['…']"))
        try:
            alone = Matcher(Codebook(codebook.name, "", (rule,), (), ()), rule.field)
        except CodebookError as error:
            problems.append(Problem(rule.id, str(error)))
            continue
        problems += [
            Problem(rule.id, f"does not match its example {text!r}")
            for text in rule.match
            if not _hits(alone, rule, text, codebook)
        ]
        problems += [
            Problem(rule.id, f"matches {text!r}, which it must not")
            for text in rule.no_match
            if _hits(alone, rule, text, codebook)
        ]
    return problems


def _hits(matcher: Matcher, rule: Rule, text: str, codebook: Codebook) -> bool:
    return any(found.id == rule.id for found in matcher.rules(normal(without_blanks(own_words(text), codebook))))

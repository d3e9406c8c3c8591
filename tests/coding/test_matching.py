"""Which rules a text matches: nothing is lost on the way to RE2, and what a rule says of sentences and places holds."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from re._parser import parse  # type: ignore[import-not-found]
from typing import Any

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from graphtool.coding import Codebook, Rule, code, list_codebooks, load_codebook
from graphtool.coding.matching import Matcher, Post
from graphtool.coding.normal import LONGEST, normal
from graphtool.coding.phrases import Phrases, options
from tests.coding.made import posts

SIGNS = " ,;-'().!?\n"
LETTERS = "\n" + "".join(sign for sign in map(chr, range(32, 127)) if not sign.isupper())  # as a normal form has them


def matched(text: str, *rules: Rule, post: Post | None = None) -> dict[str, int]:
    """The rules that match a text, in their order, and in how many sentences."""
    matcher = Matcher(rules, Phrases({}), "text")
    return {hit.rule.id: hit.sentences for hit in matcher.hits(normal(text), post or Post())}


def rule(name: str, *phrases: str, **more: Any) -> Rule:
    return Rule(name, "act:asks", phrases, **more)


# ------------------------------------------------------------------------------------------------ no phrase is lost


@dataclass
class Sought:
    """Every phrase of a codebook as a rule of its own: as the matcher finds it, and as RE2 does one by one."""

    matcher: Matcher
    patterns: dict[str, Any]
    sources: list[tuple[str, str]]
    pieces: list[list[str]]

    def found(self, text: bytes) -> set[str]:
        return {hit.rule.id for hit in self.matcher.hits(text, Post())}

    def searched(self, text: bytes) -> set[str]:
        return {name for name, pattern in self.patterns.items() if pattern.search(text)}


def written(codebook: Codebook) -> dict[str, tuple[str, str]]:
    """The phrases of all rules by an id: as written, and as RE2 reads them."""
    return {
        f"{each.id} {number}": (phrase, codebook.phrases.compiled(phrase).pattern)
        for each in codebook.rules
        for number, phrase in enumerate(each.any)
    }


@pytest.fixture(scope="module", autouse=True)
def forgotten() -> Iterator[None]:
    """What RE2 learns of so many texts takes gigabytes."""
    yield
    phrases.cache_clear()


@cache
def phrases(name: str) -> Sought:
    """The phrases of a codebook that are not in the general one; one codebook stands for all whose lists fill these anew."""
    codebook = load_codebook(name)
    known = {} if name == "general" else written(load_codebook("general"))
    refilled = name == "multiple-sclerosis"
    own = {
        key: (phrase, pattern)
        for key, (phrase, pattern) in written(codebook).items()
        if key not in known or known[key][0] != phrase or (refilled and known[key][1] != pattern)
    }
    rules = tuple(Rule(key, "act:asks", (phrase,)) for key, (phrase, _) in own.items())
    examples = [example for each in codebook.rules for example in (*each.match, *each.no_match)]
    examples += [re.sub(r"[^\w ]", " ", phrase) for each in codebook.rules for phrase in each.any if len(phrase) < 60]
    return Sought(
        Matcher(rules, codebook.phrases, "text"),
        {key: re2.compile(pattern, options()) for key, (_, pattern) in own.items()},
        [(key, pattern) for key, (_, pattern) in own.items()],
        [example.split() for example in examples],
    )


@st.composite
def shuffled(draw: st.DrawFn, pieces: Sequence[Sequence[str]]) -> str:
    """Some words of one example after some of another, with any signs in between."""
    text = ""
    for words in draw(st.lists(st.sampled_from(pieces), min_size=2, max_size=8)):
        start = draw(st.integers(0, max(0, len(words) - 1)))
        text += " ".join(words[start : start + draw(st.integers(1, 8))]) + draw(st.text(SIGNS, min_size=1, max_size=3))
    return text


@pytest.mark.parametrize("name", list_codebooks())
def test_the_table_of_words_loses_no_phrase_in_what_people_write(name: str) -> None:
    all_of = phrases(name)

    @settings(max_examples=40, deadline=None, database=None)
    @given(shuffled(all_of.pieces))
    def holds(text: str) -> None:
        words = normal(text)
        assert all_of.found(words) == all_of.searched(words)

    holds()


def meant(pattern: Any, choice: Random) -> str:
    """A text that a parsed pattern matches."""
    text = ""
    for kind, what in pattern:
        match str(kind):
            case "LITERAL":
                text += chr(what)
            case "IN":
                pictures = [chr(sign) for kind, sign in what if str(kind) == "LITERAL"]
                text += choice.choice([sign for sign in LETTERS if holds(what, sign)] or pictures)
            case "ANY":
                text += choice.choice("x ")
            case "BRANCH":
                text += meant(choice.choice(what[1]), choice)
            case "SUBPATTERN":
                text += meant(what[-1], choice)
            case "MAX_REPEAT" | "MIN_REPEAT":
                least, most, inner = what
                text += "".join(meant(inner, choice) for _ in range(choice.randint(least, min(most, least + 3))))
            case "AT":
                pass
            case other:
                raise ValueError(f"no text is made for {other}")
    return text


def holds(parts: Any, sign: str) -> bool:
    """Whether a class of characters holds one."""
    classes = {"CATEGORY_DIGIT": str.isdigit, "CATEGORY_WORD": str.isalnum, "CATEGORY_SPACE": str.isspace}
    inside = False
    for kind, what in parts:
        match str(kind):
            case "LITERAL":
                inside |= ord(sign) == what
            case "RANGE":
                inside |= what[0] <= ord(sign) <= what[1]
            case "CATEGORY":
                inside |= classes[str(what)](sign)
    return inside != any(str(kind) == "NEGATE" for kind, _ in parts)


@pytest.mark.parametrize("name", list_codebooks())
def test_every_phrase_is_found_in_texts_made_from_its_pattern(name: str) -> None:
    all_of = phrases(name)
    choice = Random(name)
    tried, lost = 0, []
    for key, pattern in all_of.sources:
        text = f"\n{meant(parse(pattern), choice)}\n".encode()
        if all_of.patterns[key].search(text):  # a class may have put a letter at the edge of a word
            tried += 1
            if key not in all_of.found(text):
                lost.append((key, text))
    assert tried > 0.9 * len(all_of.sources)
    assert lost == []


# ------------------------------------------------------------------------------------------------ sentences, places, order


def test_a_weak_rule_counts_sentences_not_words() -> None:
    weak = rule("weak", "tea", "milk", weak=True)
    assert matched("Tea and tea and milk.", weak) == {"weak": 1}
    assert matched("Tea. Milk! Tea?\nTea", weak) == {"weak": 4}
    assert matched("Tea. Nothing. Milk.", weak) == {"weak": 2}


@pytest.mark.parametrize("phrase", ["tea", "^ tea", "tea $", "^ tea $", "~1 tea", "(my )?tea"])
def test_a_weak_rule_counts_every_sentence_with_any_kind_of_phrase(phrase: str) -> None:
    assert matched("Tea. Tea! Tea?\nTea", rule("weak", phrase, weak=True)) == {"weak": 4}


def test_a_strong_rule_is_found_once() -> None:
    assert matched("Tea. Tea. Tea.", rule("strong", "tea")) == {"strong": 1}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I like tea.", True),
        ("I like tea without milk.", False),
        ("Without milk, tea.", False),
        ("Tea. No milk.", True),
        ("No milk. Tea.", True),
        ("Milk? Tea!", True),
        ("Milk\nTea", True),
        ("Tea with milk. Tea.", True),
        ("Tea with milk. Milk with tea.", False),
    ],
)
def test_unless_undoes_in_the_same_sentence_only(text: str, found: bool) -> None:
    assert bool(matched(text, rule("one", "tea", unless=("milk",)))) == found


def test_another_phrase_of_a_rule_may_hold_where_the_first_is_undone() -> None:
    assert matched("Tea with milk. Coffee.", rule("one", "tea", "coffee", unless=("milk",))) == {"one": 1}


def test_unless_takes_sentences_away_from_a_weak_rule() -> None:
    assert matched("Tea. Tea with milk. Tea.", rule("weak", "tea", weak=True, unless=("milk",))) == {"weak": 2}


def test_unless_anywhere_undoes_wherever_it_stands() -> None:
    one = rule("one", "tea", unless_anywhere=("milk",))
    assert matched("Tea. And then no milk.", one) == {}
    assert matched("Milk. Tea.", one) == {}
    assert matched("Tea. Milky.", one) == {"one": 1}


def test_parent_looks_at_the_post_replied_to() -> None:
    one = rule("one", "same here", parent=("tea",))
    assert matched("Same here", one, post=Post(parent=normal("I like tea."))) == {"one": 1}
    assert matched("Same here", one, post=Post(parent=normal("I like milk."))) == {}
    assert matched("Same here, tea", one) == {}


def test_kinds_of_sentences() -> None:
    rules = (rule("asked", "tea", sentence="question"), rule("said", "tea", sentence="statement"), rule("any", "tea"))
    assert list(matched("Tea? Milk.", *rules)) == ["asked", "any"]
    assert list(matched("Tea. Milk?", *rules)) == ["said", "any"]
    assert list(matched("Tea?! Or tea.", *rules)) == ["asked", "said", "any"]
    assert list(matched("More tea", *rules)) == ["said", "any"]


@pytest.mark.parametrize(
    ("opener", "by_opener", "found"),
    [(True, True, "any|opener"), (False, True, "any|reply|follow_up"), (False, False, "any|reply|answer")],
)
def test_positions(opener: bool, by_opener: bool, found: str) -> None:
    positions = ("any", "opener", "reply", "answer", "follow_up")
    rules = tuple(rule(position, "tea", position=position) for position in positions)
    codebook = Codebook("own", "Own", rules, {}, (), (), learned=False)
    row = code(posts([{"text": "Tea", "is_opener": opener, "by_opener": by_opener}]), codebook).iloc[0]
    assert row["rules"] == found


@pytest.mark.parametrize("text", ["tea milk coffee", "coffee, milk, tea", "milk. Tea! Coffee?"])
def test_rules_are_found_in_the_order_of_the_codebook(text: str) -> None:
    rules = (rule("b", "coffee"), rule("c", "tea"), rule("a", "milk"), rule("d", "water"))
    assert list(matched(text, *rules)) == ["b", "c", "a"]
    assert list(matched(text, *rules[::-1])) == ["a", "c", "b"]


def test_rules_of_other_fields_and_languages_are_not_looked_at() -> None:
    rules = (
        rule("bio", "tea", field="bio"),
        rule("de", "tea", language="de"),
        rule("en", "tea", language="en"),
        rule("any", "tea"),
    )
    for field, language, found in (
        ("text", "en", ["en", "any"]),
        ("text", "unknown", ["de", "en", "any"]),
        ("bio", "en", ["bio"]),
    ):
        hits = Matcher(rules, Phrases({}), field, language).hits(normal("tea"), Post())
        assert [hit.rule.id for hit in hits] == found


# ------------------------------------------------------------------------------------------------ cost


@cache
def cost(unit: str) -> float:
    """Seconds of processor time to code ten posts of the greatest length that is read, the least of three tries."""
    codebook = load_codebook("general", rules_only=True)
    frame = posts([{"text": unit * (LONGEST // len(unit)), "language": language} for language in ["en", "de"] * 5])
    tries = []
    for _ in range(3):
        started = time.process_time()
        code(frame, codebook)
        tries.append(time.process_time() - started)
    return min(tries)


ORDINARY = (
    "I was diagnosed two years ago. My mother has been very kind, does anyone know what helps? Danke euch, das hilft mir sehr. "
)


@pytest.mark.parametrize(
    "unit",
    ["a" * 20, "thank ", "I was diagnosed ", "(" * 20, "my my my ", "@" * 10, "> ", "vor 2 ", "1/1/", "a. ", "so very ", "[quote]",
     "my mother has ", "since my ", "about a ", "mein sohn hat "],
)  # fmt: skip
def test_a_hostile_post_costs_little_more_than_an_ordinary_one_of_its_length(unit: str) -> None:
    assert cost(unit) <= 3 * cost(ORDINARY)


def test_a_post_of_a_megabyte_costs_no_more_than_ten_of_the_length_that_is_read() -> None:
    frame = posts([{"text": "I was diagnosed " * 62_500, "language": "en"}])
    started = time.process_time()
    code(frame, load_codebook("general", rules_only=True))
    assert time.process_time() - started <= 3 * cost(ORDINARY)

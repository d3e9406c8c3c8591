"""The notation of phrases, by the texts that each construct matches."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphtool.coding import Codebook, Rule, check
from graphtool.coding.matching import Matcher, Post
from graphtool.coding.normal import normal
from graphtool.coding.phrases import Phrases
from graphtool.errors import CodebookError

WORDS = {
    "drink": ("tea", "hot chocolate", "coffees?", "{juice}"),
    "juice": ("(apple|orange) juice", "squash"),
    "ring": ("ring", "a {round}"),
    "round": ("{ring} of",),
}


def only(phrase: str, **more: Any) -> Rule:
    return Rule("only", "act:asks", (phrase,), **more)


def book(phrase: str, **more: Any) -> Codebook:
    return Codebook("own", "Own", (only(phrase, **more),), WORDS, (), ())


def matcher(phrase: str, **more: Any) -> Matcher:
    return Matcher((only(phrase, **more),), Phrases(WORDS), "text")


def finds(phrase: str, text: str, *, lazy: bool = False) -> bool:
    """Whether a text holds a phrase; ``lazy`` reads it as English is read."""
    return bool(matcher(phrase).hits(normal(text, lazy=lazy), Post()))


@pytest.mark.parametrize(
    ("phrase", "yes", "no"),
    [
        # a word is whole, whatever stands around it
        ("tea", ["Tea!", "a cup of tea.", "(tea)", "tea-time", '"tea"'], ["teapot", "steal", "t e a"]),
        ("tea time", ["tea time", "Tea,  time", "tea-time", "tea: time", "tea (time)", "the tea's time"], ["tea. Time", "tea\ntime", "teatime"]),
        ("brew*", ["brew", "brewing", "brewed twice"], ["homebrew", "bre"]),
        ("*brew", ["brew", "homebrew", "home-brew"], ["brewing"]),
        ("coffees?", ["coffee", "two coffees"], ["coffe", "coffeess"]),
        ("apologi[sz]e", ["I apologise", "I apologize"], ["I apologie", "I apology"]),
        ("brew* tea", ["brewing tea", "brew tea"], ["brew some tea"]),
        ("24/7", ["open 24/7!"], ["open 24 hours", "open 247"]),
        ("type 1", ["Type 1", "type-1"], ["type 12", "type 2"]),
        ("x-ray", ["an X-ray"], ["an xray"]),
        # one of several
        ("(tea|hot chocolate) please", ["Tea please", "hot chocolate, please"], ["chocolate please", "hot please", "please"]),
        ("tea|hot chocolate", ["tea", "hot chocolate"], ["chocolate", "hot"]),
        ("(green|(dark|light) red) tea", ["green tea", "dark red tea", "light red tea"], ["red tea", "dark tea"]),
        # what may be missing
        ("(green|red)? tea with", ["green tea with", "red tea with", "tea with"], ["tea", "greentea with"]),
        ("my (very |own )*tea", ["my tea", "my own tea", "my very very own tea"], ["my very very very very very tea", "my old tea", "my veryown tea"]),
        ("my (very|own)* tea", ["my tea", "my own tea", "my very very own tea"], ["my very very very very very tea"]),
        ("tea (with milk)? and", ["tea and", "tea with milk and"], ["tea with and", "tea milk and"]),
        ("tea for {drink}? two", ["tea for two", "tea for squash two"], ["tea for milk two"]),
        # written together
        ("new(ly)? brewed", ["new brewed", "newly brewed"], ["new ly brewed", "newl brewed"]),
        ("new(ly) brewed", ["newly brewed"], ["new brewed"]),
        ("(un)?sweet tea", ["sweet tea", "unsweet tea"], ["bittersweet tea"]),
        ("tea(pot|cup)s", ["teapots", "teacups"], ["teas", "tea pots"]),
        ("{juice}y", ["squashy"], ["squash y", "squash"]),
        # lists, one inside the other
        ("my {drink} is", ["my tea is", "my hot chocolate is", "my coffees is", "my orange juice is", "my squash is"], ["my juice is", "my chocolate is", "my is"]),
        # words in between
        ("tea ~ milk", ["tea milk", "tea and milk", "tea with very cold milk"], ["tea with a lot of milk", "tea. Milk", "buttermilk tea"]),
        ("tea ~1 milk", ["tea milk", "tea, no milk"], ["tea with no milk"]),
        ("tea ~7 milk", ["tea a b c d e f g milk"], ["tea a b c d e f g h milk"]),
        ("~2 tea", ["tea", "my tea"], ["teapot"]),
        ("tea ... milk", ["tea milk", "tea, which I take with a great deal of milk"], ["tea. With milk", "tea? Milk", "tea\nmilk", "milk tea"]),
        ("tea ... milk", ["a teapot, tea and milk"], ["Tea and buttermilk, no? Milk", "Tea? A teapot with milk"]),
        # the edges of a sentence
        ("^ tea", ["Tea first.", "Milk. Tea.", "Milk\n- tea", "Milk? (Tea!"], ["green tea", "Milk, tea"]),
        ("^tea", ["Tea first.", "Milk. Tea."], ["green tea"]),
        ("tea $", ["I like tea.", "tea", "tea!!", "(tea)?", "tea\nmilk"], ["tea time", "tea, please"]),
        ("^ ~1 tea", ["Tea.", "Green tea."], ["Very green tea."]),
        ("tea ~1 $", ["tea.", "tea please."], ["tea if you please."]),
        ("^ (so )*good", ["Good.", "So so good."], ["Is it good"]),
        ("^(so )*good", ["Good.", "So good.", "So so good."], ["Is it good", "Sogood."]),
        ("^ tea $", ["Milk. Tea! Milk."], ["Green tea!", "Tea time!"]),
        # as RE2 has it
        (r"/te+a\d{2}/", ["tea12", "steeea123"], ["tea1", "ta12"]),
        (r"my /t[ea]+/ please", ["my tea please", "my te, please"], ["my toe please", "my please"]),
    ],
)  # fmt: skip
def test_what_a_phrase_matches(phrase: str, yes: list[str], no: list[str]) -> None:
    assert [text for text in yes if not finds(phrase, text)] == []
    assert [text for text in no if finds(phrase, text)] == []


@pytest.mark.parametrize(
    ("phrase", "yes", "no"),
    [
        # apostrophes of any shape, and none
        ("the kid's toy", ["the kid's toy", "the kid’s toy", "the kids toy"], ["the kid toy"]),
        ("the kid toy", ["the kid toy", "the kid's toy"], ["the kids toy"]),
        ("wie geht's", ["Wie geht's?", "Wie gehts?"], ["Wie geht es?"]),
        # umlauts, other accents
        ("für", ["für", "fuer", "FÜR"], ["fur"]),
        ("gruesse", ["Grüße", "Gruesse"], ["Grusse"]),
        ("cafe", ["café", "CAFÉ", "cafe"], ["cafee"]),
        # contractions
        ("don't know", ["I don't know", "I do not know", "I don’t know"], ["I know", "I do know"]),
        ("do not know", ["I don't know", "I do not know"], ["I do know"]),
        ("can not", ["can't", "cannot", "can not"], ["can"]),
        ("i am", ["I'm here"], ["im Garten"]),
        ("i have", ["I've been"], ["I had"]),
        ("i would love", ["I'd love that"], ["I love that"]),
        ("i'd love", ["I'd love that", "I would love that"], ["I love that"]),
        ("it is", ["it's cold"], ["its lid"]),
        # other people's signs for the same
        ("tea & milk", ["tea &amp; milk", "tea & milk"], ["tea milk"]),
        ("dr who", ["Dr. Who", "Dr who"], ["Doctor. Who"]),
    ],
)
def test_spelling_that_makes_no_difference(phrase: str, yes: list[str], no: list[str]) -> None:
    assert [text for text in yes if not finds(phrase, text)] == []
    assert [text for text in no if finds(phrase, text)] == []


def test_contractions_without_apostrophe_are_read_in_english_only() -> None:
    assert finds("i am", "im here", lazy=True)
    assert finds("do not", "I dont know", lazy=True)
    assert not finds("i am", "bin im Garten")


@given(
    st.lists(
        st.sampled_from(["tea", "milk", "so", "good", "and", "x-ray", "24/7", "Grüße", "don't", "kid's"]),
        min_size=1,
        max_size=6,
    )
)
def test_plain_words_match_themselves_and_nothing_shorter(words: list[str]) -> None:
    phrase = " ".join(words)
    assert finds(phrase, f"Well, {phrase.upper()} indeed.")
    assert not finds(f"{phrase} end", f"{phrase} indeed")
    assert not finds(phrase, " ".join(words[:-1]))


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("my {nothing}", r"uses the list \{nothing\}, which no codebook defines"),
        ("my {ring}", r"The list \{ring\} contains itself"),
        ("(tea", r"a '\(' that nothing closes"),
        ("(tea (milk)", r"a '\(' that nothing closes"),
        ("tea)", r"a '\)' after nothing"),
        ("?", r"a '\?' after nothing"),
        ("tea ?", r"a '\?' after nothing"),
        ("* tea", r"a '\*' after nothing"),
        ("~ *", r"a '\*' after nothing"),
        ("^? tea", r"a '\?' after nothing"),
        ("(so )+good", r"a '\+' after nothing"),
        ("(tea|)", "a bracket in which one alternative asks for nothing"),
        ("()", "a bracket in which one alternative asks for nothing"),
        ("(tea|~)", "a bracket in which one alternative asks for nothing"),
        ("tea|", "asks for nothing in one of its alternatives"),
        ("", "asks for nothing in one of its alternatives"),
        ("~3", "asks for nothing in one of its alternatives"),
        ("(tea)?", "asks for nothing in one of its alternatives"),
        ("{drink tea", r"has '\{' where it cannot stand"),
        ("{Drink} tea", r"has '\{' where it cannot stand"),
        ("/tea milk", r"has '/' where it cannot stand"),
        ("tea }", r"has '\}' where it cannot stand"),
        ("tea {", r"has '\{' where it cannot stand"),
        ("tea /", r"has '/' where it cannot stand"),
        (r"/tea(/", "Rule 'only': .* has a pattern that cannot be used"),
        (r"/(?=tea)/", "Rule 'only': .* has a pattern that cannot be used"),
    ],
)
def test_what_is_no_phrase_is_said(phrase: str, said: str) -> None:
    with pytest.raises(CodebookError, match=said):
        matcher(phrase)


@pytest.mark.parametrize("kind", ["unless", "unless_anywhere", "parent"])
def test_what_undoes_is_written_in_the_same_notation(kind: str) -> None:
    with pytest.raises(CodebookError, match="nothing closes"):
        matcher("tea", **{kind: ("(milk",)})


@pytest.mark.parametrize(
    ("phrase", "place"),
    [
        ("/(a+)+b/", 6),
        ("/(a*)*/", 6),
        ("/x(?:ab+c*)+/", 12),
        ("/((a+)b)+/", 9),
        ("/(a{2,})+/", 9),
        ("/(a+){2,}/", 6),
        ("/((a+)?)+/", 9),
        ("/([+)]a+)*/", 10),
    ],
)
def test_a_repetition_of_a_repetition_is_refused_with_its_place(phrase: str, place: int) -> None:
    problems = check(book(phrase, match=("aab xabbc",)))
    assert any(f"repeats a repetition at character {place} of" in problem.problem for problem in problems)
    assert {problem.rule for problem in problems} == {"only"}


@pytest.mark.parametrize(
    "phrase",
    ["/(ab)+/", "/a+b*c+/", "/(a{1,9})+/", r"/\(ab+\)+/", "/([a+]b)*c/", "/(a+b){3}/", "(so )* tea", "tea (~2 milk)* now"],
)
def test_a_plain_repetition_is_not(phrase: str) -> None:
    assert not [each for each in check(book(phrase, match=("a",))) if "repetition" in each.problem]

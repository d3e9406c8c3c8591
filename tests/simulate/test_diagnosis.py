"""When somebody was diagnosed is told truly."""

from datetime import UTC, datetime
from random import Random

import pytest

from graphtool.coding.dates import diagnosis
from graphtool.coding.normal import normal
from graphtool.simulate.diagnosis import tell
from graphtool.simulate.members import DAY_S, START_S, Member
from graphtool.simulate.phrases import LANGUAGES

AGES = (0, 1, 2, 3, 5, 8, 10, 14, 25, 40, 70, 100, 180, 250, 330)


def somebody(kind: str, language: str, day: int) -> Member:
    return Member("Somebody", kind, language, kin="mother", diagnosed_s=START_S + day * DAY_S)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["newly_diagnosed", "new_caregiver"])
def test_what_is_told_is_true_where_it_can_be_read(language: str, kind: str) -> None:
    chance, read, true = Random(3), 0, 0
    for number in range(1500):
        age = AGES[number % len(AGES)]
        member = somebody(kind, language, number % 300)
        at_s = member.diagnosed_s + age * DAY_S + 3600
        span = diagnosis(normal(tell(chance, member, at_s)).decode(), at_s * 1_000_000)
        if span is not None:
            read += 1
            slack = max(20, age // 10) * DAY_S  # people round
            true += span.start / 1e6 - slack <= member.diagnosed_s <= span.end / 1e6 + slack
    assert read > 300  # the rules do not read every way
    assert true > 0.97 * read


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (0, {"today", "this morning", "March"}), (8, {"last week", "eight days", "8 days", "March"}),
        (60, {"two months", "2 months", "March", "03/", "-03"}),
    ],
)  # fmt: skip
def test_the_words_fit_the_time(age: int, words: set[str]) -> None:
    member = Member("Somebody", "newly_diagnosed", diagnosed_s=int(datetime(2025, 3, 14, tzinfo=UTC).timestamp()))
    told = {tell(Random(seed), member, member.diagnosed_s + age * DAY_S) for seed in range(200)}
    assert len(told) > 10
    for sentence in told:
        assert any(word.lower() in sentence.lower() for word in words | {"03/", "Mar 2025", "2025-03"}), sentence


def test_nobody_tells_a_diagnosis_before_it() -> None:
    member = somebody("newly_diagnosed", "de", 100)
    with pytest.raises(ValueError, match="no diagnosis"):
        tell(Random(0), member, member.diagnosed_s - DAY_S)

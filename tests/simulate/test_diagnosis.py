"""When somebody was diagnosed is told truly."""

from datetime import UTC, datetime
from random import Random

import pandas as pd
import pytest

from graphtool.coding import code, load_codebook
from graphtool.simulate.diagnosis import tell
from graphtool.simulate.members import DAY_S, START_S, Member
from graphtool.simulate.phrases import LANGUAGES

AGES = (0, 1, 2, 3, 5, 8, 10, 14, 25, 40, 70, 100, 180, 250, 330)


def somebody(kind: str, language: str, day: int) -> Member:
    return Member("Somebody", kind, language, kin="mother", diagnosed_s=START_S + day * DAY_S)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["newly_diagnosed", "new_caregiver"])
def test_what_is_told_is_true_where_it_can_be_read(language: str, kind: str) -> None:
    chance = Random(3)
    members = [somebody(kind, language, number % 300) for number in range(1500)]
    times = [member.diagnosed_s + AGES[number % len(AGES)] * DAY_S + 3600 for number, member in enumerate(members)]
    told = [tell(chance, member, at_s) for member, at_s in zip(members, times, strict=True)]
    coded = code(posts(told, times, language), load_codebook("multiple-sclerosis"))
    middle = (coded["diagnosed_from_us"] // 2 + coded["diagnosed_to_us"] // 2) / 1e6
    off = (middle - pd.Series([member.diagnosed_s for member in members])).abs() / DAY_S
    slack = (pd.Series(times) - pd.Series([member.diagnosed_s for member in members])) / DAY_S / 10  # people round
    assert off.notna().mean() > 0.9
    assert (off <= slack.clip(lower=31))[off.notna()].mean() > 0.98
    assert (coded["role"] == {"newly_diagnosed": "patient", "new_caregiver": "caregiver"}[kind]).mean() > 0.98


def posts(texts: list[str], times: list[int], language: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "post": [f"t:{number}" for number in range(len(texts))], "created_us": [at_s * 1_000_000 for at_s in times],
            "title": None, "text": texts, "flair": None, "bio": None, "parent_text": None, "is_opener": True, "by_opener": True,
            "is_repost": False, "language": language,
        }
    )  # fmt: skip


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

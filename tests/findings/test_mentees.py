"""Whom a mentor mentored: values that add up, topics, the way after, and no names where none are wanted."""

import pandas as pd
import pytest

from graphtool.corpus import Tables
from graphtool.findings import find_mentors, list_mentees
from graphtool.schema import DAY_US
from tests.findings.test_findings import DAY, newly, tables

TURNS = [
    ("t:men", "t:ann", 1.0, "informs"), ("t:ann", "t:men", 2.0, "thanks"),
    ("t:men", "t:bea", 1.5, "informs"), ("t:bea", "t:men", 2.5, ""),
    ("t:ann", "t:oth", 20.0, "informs"), ("t:ann", "t:oth", 21.0, ""),
]  # fmt: skip


@pytest.fixture
def made() -> Tables:
    lines = pd.concat([newly("t:ann"), newly("t:bea")], ignore_index=True)
    found = tables(TURNS, timeline=lines)
    found.register("post_topics", pd.DataFrame({"post": ["r0", "r1", "r1", "r4"], "topic": ["work", "work", "mood", "care"]}))
    return found


def test_a_row_a_pair(made: Tables) -> None:
    found = list_mentees(made)
    assert found[["mentor", "mentee", "mentor_turns", "mentee_turns", "thanks", "topics"]].to_numpy().tolist() == [
        ["t:men", "t:ann", 1, 2, 1, "work|mood"], ["t:men", "t:bea", 1, 2, 0, ""],
    ]  # fmt: skip
    assert found["first_us"].tolist() == [int((DAY + day) * DAY_US) for day in (1, 1.5)]
    # ann went on to answer somebody twice, bea was not seen again
    assert found[["posts_after", "answers_after"]].to_numpy().tolist() == [[2, 2], [0, 0]]


def test_values_are_what_the_score_adds(made: Tables) -> None:
    found, ranked = list_mentees(made), find_mentors(made).table
    mean = found["value"].mean()
    assert ranked["score"].tolist() == pytest.approx([2 * (found["value"].sum() + 3 * mean) / (2 + 3)])


def test_no_names_where_none_are_wanted(made: Tables) -> None:
    found = list_mentees(made, mentor="t:men", pseudonyms=True)
    assert sorted(found["mentee"]) == sorted(found["mentee_handle"]) == ["mentee 1", "mentee 2"]
    assert "ann" not in found.to_csv()
    assert (found[["first_us", "last_us", "last_seen_us"]] % DAY_US == 0).all(axis=None)
    assert list_mentees(made, mentor="t:oth").empty


def test_a_mentor_of_many_is_surer_than_one_of_few() -> None:
    turns = [
        turn
        for mentor, number in (("t:many", 20), ("t:few", 2))
        for each in range(number)
        for turn in ((mentor, f"t:{mentor[2]}{each}", 1.0, "informs"), (f"t:{mentor[2]}{each}", mentor, 2.0, "thanks"))
    ]
    lines = pd.concat(
        [newly(f"t:m{each}") for each in range(20)] + [newly(f"t:f{each}") for each in range(2)], ignore_index=True
    )
    table = find_mentors(tables(turns, timeline=lines), resamples=50).table.set_index("person")
    assert table.loc["t:many", ["rank_low", "rank_high", "tier"]].tolist() == [1, 1, 1]
    assert table.loc["t:few", "rank_low"] == 2
    assert "rank_low" not in find_mentors(tables(turns, timeline=lines), resamples=0).table

"""Two periods side by side: each change on hand-made periods, shifts of talk against chance."""

import pandas as pd
import pytest

from graphtool.corpus import Tables
from graphtool.findings import compare_periods
from tests.findings.test_findings import tables

Reply = tuple[str, str, float, str]


def made(replies: list[Reply], topics: dict[str, str] | None = None) -> Tables:
    found = tables(replies)
    topics = topics or {"none": "work"}
    found.register("post_topics", pd.DataFrame({"post": list(topics), "topic": list(topics.values())}))
    return found


def answers(helper: str, number: int, act: str = "informs", *, prefix: str = "t:x") -> list[Reply]:
    return [(helper, f"{prefix}{each}", 1.0 + each, act) for each in range(number)]


def test_every_change_is_told() -> None:
    before = made([
        *answers("t:steady", 10), *answers("t:gone", 5, prefix="t:lone"), *answers("t:less", 30), *answers("t:more", 3),
        ("t:steady", "t:learner", 2.0, "informs"),
    ])  # fmt: skip
    after = made([
        *answers("t:steady", 11), *answers("t:less", 3), *answers("t:more", 30), *answers("t:learner", 6),
        *answers("t:fresh", 4), ("t:one", "t:steady", 2.0, ""),
    ])  # fmt: skip
    people = compare_periods(before, after, draws=10).people
    changes = people.set_index("person")["change"].to_dict()
    assert changes == {
        "t:gone": "silent", "t:less": "fell", "t:more": "rose", "t:learner": "became_helper", "t:fresh": "came", "t:steady": "",
    }  # fmt: skip
    gone = people.set_index("person").loc["t:gone"]
    # nobody else answered those five
    assert gone[["helped_before", "helped_after", "depending_before", "posts_after"]].tolist() == [5, 0, 5, 0]
    assert people["change"].tolist()[-1] == ""


def test_what_the_talk_turns_to_is_held_against_chance() -> None:
    def weekly(act: str, weeks: int) -> list[Reply]:
        return [
            (f"t:a{week % 7}", f"t:x{week % 5}", 7.0 * week + each / 10, act) for week in range(1, weeks) for each in range(6)
        ]

    shifts = compare_periods(made(weekly("informs", 9)), made(weekly("vents", 9)), draws=400).shifts
    everybody = shifts[shifts["role"] == "all"].set_index("name")
    assert everybody.loc["vents", "difference"] > 0.7
    assert everybody.loc["vents", "sure"]
    assert everybody.loc["informs", "difference"] < -0.7
    same = compare_periods(made(weekly("informs", 9)), made(weekly("informs", 9)), draws=400).shifts
    assert not same["sure"].any()


def test_too_few_weeks_are_shown_without_a_test() -> None:
    shifts = compare_periods(made(answers("t:h", 6)), made(answers("t:h", 6, "vents")), draws=10).shifts
    assert shifts["doubt"].isna().all()
    assert not shifts["sure"].any()


def test_few_people_are_counted_and_not_shown() -> None:
    found = compare_periods(made(answers("t:h", 6), {"r0": "work"}), made(answers("t:h", 6), {"r0": "work"}), draws=10)
    assert "work" not in set(found.shifts["name"])
    assert found.parameters["shifts_too_small"] >= 1


def test_the_same_people_twice_do_not_change() -> None:
    found = compare_periods(made(answers("t:h", 6)), made(answers("t:h", 6)), draws=10).people
    assert found["change"].tolist() == [""]
    assert found["doubt"].tolist() == [pytest.approx(1.0)]

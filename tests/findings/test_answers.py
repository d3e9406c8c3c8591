"""Who answers whom: counts against hand-made threads, and what chance makes of them."""

import numpy as np
import pandas as pd
import pytest

from graphtool.corpus import Tables
from graphtool.errors import InputError
from graphtool.findings import who_answers_whom
from graphtool.schema import ACTS, DAY_US

HOUR_US = DAY_US // 24
START_US = 20_100 * DAY_US


def community(threads: list[tuple[str, str, list[tuple[str, str, bool]]]]) -> Tables:
    """Tables of threads: asker, their role, and answers as (answerer, role, whether the asker thanks them)."""
    posts: list[dict[str, object]] = []
    interactions: list[dict[str, object]] = []

    def wrote(author: str, role: str, act: str, thread: str, hours: int) -> str:
        post = f"p{len(posts)}"
        posts.append(
            {name: name == act for name in ACTS}
            | {"post": post, "author": author, "role": role, "thread": thread, "created_us": START_US + hours * HOUR_US}
        )
        return post

    for number, (asker, role, answers) in enumerate(threads):
        question = wrote(asker, role, "asks", f"t{number}", 0)
        for answerer, other, thanked in answers:
            answer = wrote(answerer, other, "informs", f"t{number}", 2)
            interactions.append(
                {"post": answer, "source": answerer, "target": asker, "to_post": question, "thread": f"t{number}", "hours": 2}
            )
            if thanked:
                back = wrote(asker, role, "thanks", f"t{number}", 3)
                interactions.append(
                    {"post": back, "source": asker, "target": answerer, "to_post": answer, "thread": f"t{number}", "hours": 3}
                )
    made = Tables()
    made.settings({"since_us": 0, "until_us": 2**60})
    frame = pd.DataFrame(posts).assign(is_repost=False, is_context=False, language="en", stage="unknown")
    made.register("posts", frame)
    linked = pd.DataFrame(interactions)
    linked["created_us"] = START_US + linked.pop("hours") * HOUR_US
    made.register("interactions", linked.assign(kind="reply"))
    made.register("person_roles", frame.groupby("author")["role"].first().rename_axis("person").reset_index())
    line = {"person": ["a0"], "role": "patient", "stage": "newly_diagnosed", "from_us": -(2**62), "to_us": 2**62}
    made.register("timeline", pd.DataFrame(line))
    return made


ALIKE = [
    (f"a{n}", "patient", [(f"x{(n + k) % 9}", "patient", k == 0) for k in range(2)]) for n in range(40)
] + [(f"c{n}", "caregiver", [(f"y{n % 7}", "caregiver", False)]) for n in range(40)]  # fmt: skip
ALONE = [(f"z{n}", "caregiver", []) for n in range(10)]


def test_like_answers_like() -> None:
    found = who_answers_whom(community([*ALIKE, *ALONE]), draws=200)
    pairs = found.pairs.set_index(["asker", "answerer"])
    assert set(pairs.index) == {("patient", "patient"), ("caregiver", "caregiver")}
    own = pairs.loc[("patient", "patient")]
    assert (own["questions"], own["share"], own["people"], own["beyond_chance"]) == (40, 1.0, 9, "more")
    assert own["thanked"] == pytest.approx(0.5)
    assert own["by_chance"] == pytest.approx(40 * 40 / 90, rel=0.1)
    assert pairs.loc[("caregiver", "caregiver"), "beyond_chance"] == "more"


def test_who_is_left_alone() -> None:
    asked = who_answers_whom(community([*ALIKE, *ALONE]), draws=10).asked.set_index("asker")
    assert asked.loc["patient", ["questions", "people", "answered", "alone"]].tolist() == [40, 40, 1.0, 0.0]
    assert asked.loc["patient", ["answers", "hours", "thanked"]].tolist() == [2.0, 2.0, 1.0]
    assert asked.loc["caregiver", ["questions", "answered", "alone", "thanked"]].tolist() == [50, 0.8, pytest.approx(0.2), 0.0]


def test_chance_alone_is_not_told_as_more() -> None:
    rng = np.random.default_rng(5)
    roles = ["patient", "caregiver"]
    threads = [
        (f"a{n}", roles[n % 2], [(f"x{rng.integers(20)}", roles[rng.integers(2)], False) for _ in range(2)]) for n in range(300)
    ]
    found = who_answers_whom(community(threads))
    assert found.pairs["beyond_chance"].tolist() == [""] * 4
    assert found.pairs["ratio"].to_numpy() == pytest.approx(1.0, abs=0.15)


def test_by_stage_few_people_are_counted_and_not_shown() -> None:
    found = who_answers_whom(community(ALIKE), by="stage", draws=10)
    assert set(found.pairs["asker"]) == {"unknown"}  # one person is newly diagnosed
    assert found.parameters["segments_too_small"] == 1
    with pytest.raises(InputError, match="choose role or stage"):
        who_answers_whom(community(ALIKE), by="language")


def test_the_order_of_rows_changes_nothing() -> None:
    one = who_answers_whom(community([*ALIKE, *ALONE]), draws=20, seed=3)
    tables = community([*ALIKE, *ALONE])
    for name in ("posts", "interactions"):
        tables.register(name, tables.run(f"SELECT * FROM {name}").sample(frac=1, random_state=2))
    other = who_answers_whom(tables, draws=20, seed=3)
    pd.testing.assert_frame_equal(one.pairs, other.pairs)
    pd.testing.assert_frame_equal(one.asked, other.asked)

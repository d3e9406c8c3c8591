"""Topics by segments: counts against hand-made posts, few people not shown."""

import numpy as np
import pandas as pd
import pytest

from graphtool.corpus import Tables
from graphtool.errors import InputError
from graphtool.findings import topics_by
from graphtool.schema import ACTS, DAY_US

START = 20_100  # days since 1970: 2025-01-12


def tables(posts: list[tuple[str, int, str, str, str]], *, stages: dict[str, str] | None = None) -> Tables:
    """Tables of (author, day, role, acts, topics)."""
    frame = pd.DataFrame(posts, columns=["author", "day", "role", "acts", "topics"])
    frame["post"] = [f"p{number}" for number in range(len(frame))]
    frame["created_us"] = ((START + frame["day"]) * DAY_US).astype(np.int64)
    for act in ACTS:
        frame[act] = frame["acts"].str.contains(act)
    made = Tables()
    made.settings({"since_us": 0, "until_us": 2**60})
    made.register("posts", frame.assign(is_repost=False, language="en", stage="unknown").drop(columns=["day", "acts"]))
    split = frame.assign(topic=frame["topics"].str.split("|")).explode("topic")
    made.register("post_topics", split.loc[split["topic"] != "", ["post", "topic"]])
    roles = frame[frame["role"] != "unknown"].groupby("author")["role"].first().rename_axis("person").reset_index()
    made.register("person_roles", roles)
    stages = stages or {"nobody": "experienced"}
    made.register(
        "timeline",
        pd.DataFrame(
            {"person": list(stages), "role": "patient", "stage": list(stages.values()), "from_us": -(2**62), "to_us": 2**62}
        ),
    )
    return made


NEW = [(f"t:n{n}", n, "patient", "asks", "work|drugs") for n in range(6)]
OLD = [(f"t:o{n}", n, "patient", "informs", "drugs") for n in range(6)]
CARE = [(f"t:c{n}", n, "caregiver", "vents|asks", "nights") for n in range(5)] + [("t:c0", 9, "unknown", "vents", "nights")]
STAGES = {f"t:n{n}": "newly_diagnosed" for n in range(6)} | {f"t:o{n}": "experienced" for n in range(6)}


def test_what_the_newly_diagnosed_ask_about_and_caregivers_vent_about() -> None:
    made = tables([*NEW, *OLD, *CARE], stages=STAGES)
    found = topics_by(made, by=("stage", "act"))
    asked = found[(found["stage"] == "newly_diagnosed") & (found["act"] == "asks")]
    assert asked[["topic", "posts", "of_posts", "share", "people"]].to_numpy().tolist() == [
        ["drugs", 6, 6, 1.0, 6], ["work", 6, 6, 1.0, 6],
    ]  # fmt: skip
    assert asked["ratio"].tolist() == pytest.approx([18 / 12, 18 / 6])
    vented = topics_by(made, by=("role", "act")).query("role == 'caregiver' and act == 'vents'")
    # the post that shows no role is its author's
    assert vented[["topic", "posts", "people"]].to_numpy().tolist() == [["nights", 6, 5]]


def test_any_order_of_segments() -> None:
    made = tables([*NEW, *OLD, *CARE], stages=STAGES)
    found = topics_by(made, by=["act", "role"])
    assert list(found.columns) == ["act", "role", "topic", "posts", "of_posts", "share", "ratio", "people"]
    assert found["act"].drop_duplicates().tolist() == ["asks", "informs", "vents"]
    whole = topics_by(made, by=["language"])
    assert whole["ratio"].tolist() == pytest.approx([1.0] * 3)
    assert whole["topic"].tolist() == ["drugs", "nights", "work"]


def test_months() -> None:
    made = tables([(f"t:n{n}", 40 * (n % 2), "patient", "asks", "work") for n in range(12)])
    found = topics_by(made, by=["month"])
    assert found[["month", "posts"]].to_numpy().tolist() == [["2025-01", 6], ["2025-02", 6]]


def test_few_people_are_counted_and_not_shown() -> None:
    rare = [(f"t:r{n}", n, "professional", "informs", "rare") for n in range(4)]
    found = topics_by(tables([*NEW, *rare]), by=["role"])
    assert "rare" not in set(found["topic"])
    assert found.attrs["groups_too_small"] == 1


def test_a_post_in_two_acts_counts_in_both_and_in_none_once() -> None:
    found = topics_by(tables([(f"t:n{n}", n, "patient", "", "work") for n in range(5)] + CARE), by=["act"])
    assert dict(zip(found["act"], found["of_posts"], strict=True)) == {"asks": 5, "vents": 6, "none": 5}


def test_the_order_of_rows_changes_nothing() -> None:
    posts = [*NEW, *OLD, *CARE]
    pd.testing.assert_frame_equal(topics_by(tables(posts, stages=STAGES)), topics_by(tables(posts[::-1], stages=STAGES)))


@pytest.mark.parametrize("by", [["colour"], [], ["role", "role"]])
def test_a_wrong_segment_is_said(by: list[str]) -> None:
    with pytest.raises(InputError, match="choose from role, stage, act, language, month"):
        topics_by(tables(NEW), by=by)

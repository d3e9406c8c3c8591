"""Timelines on hand-made codes: a line for each role, dates brought together, conflicts said, nothing overlapping."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphtool.coding import timeline
from graphtool.schema import DAY_US, KNOWN, STAGES, TIMELINE

Row = dict[str, object]


def us(day: str) -> int:
    return pd.Timestamp(day, tz="UTC").value // 1000


def told(day: str, stage: str = "unknown", since: str = "", until: str = "", **more: object) -> Row:
    """One coded post; the diagnosis lies in [since, until)."""
    row: Row = {
        "person": "t:a", "created_us": us(day), "role": "patient", "role_by": "text", "stage": stage, "stage_by": "text",
        "diagnosed_from_us": us(since) if since else None, "diagnosed_to_us": us(until) if until else None,
    }  # fmt: skip
    return row | more


def lines(*rows: Row) -> pd.DataFrame:
    frame = pd.DataFrame([{"post": f"t:{number}"} | row for number, row in enumerate(rows)])
    return timeline(frame.astype({"diagnosed_from_us": "Int64", "diagnosed_to_us": "Int64"}))


def at(found: pd.DataFrame, day: str, role: str = "patient") -> set[str]:
    moment = us(day)
    return set(found[(found["role"] == role) & (found["from_us"] <= moment) & (moment < found["to_us"])]["stage"])


def diagnosed(found: pd.DataFrame, role: str = "patient") -> pd.Timestamp:
    newly = found[(found["stage"] == "newly_diagnosed") & (found["role"] == role)]
    return pd.Timestamp(int(newly["from_us"].iloc[0]), unit="us")


def days_from(found: pd.DataFrame, day: str, role: str = "patient") -> float:
    return abs((diagnosed(found, role) - pd.Timestamp(day)).total_seconds()) / 86_400


def test_a_date_makes_three_intervals() -> None:
    found = lines(told("2025-05-15", "newly_diagnosed", "2025-03-01", "2025-04-01"))
    assert tuple(found.columns) == TIMELINE
    assert found["stage"].tolist() == ["undiagnosed", "newly_diagnosed", "experienced"]
    assert found["to_us"].tolist()[:2] == found["from_us"].tolist()[1:]
    assert days_from(found, "2025-03-16") < 2
    assert at(found, "2026-02-01") == {"newly_diagnosed"}
    assert at(found, "2026-05-01") == {"experienced"}
    assert set(found["evidence"]) == {"t:0"}
    assert set(found["confidence"]) == {1.0}
    assert set(found["conflict"]) == {""}


def test_statements_are_intersected_and_the_narrow_one_knows_best() -> None:
    found = lines(
        told("2025-09-01", "newly_diagnosed", "2024-09-01", "2025-09-01"),  # a year ago
        told("2025-09-02", "newly_diagnosed", "2025-01-01", "2025-09-02"),  # this year
        told("2025-09-03", "newly_diagnosed", "2025-06-05", "2025-06-12"),
    )
    assert days_from(found, "2025-06-08") < 2
    assert found["confidence"].tolist() == [1.0] * 3


def test_one_wrong_statement_among_several_is_outvoted_and_named() -> None:
    months = [("2025-05-01", "2025-06-01")] * 3 + [("2019-05-01", "2019-06-01")]
    found = lines(*(told(f"2025-09-0{n + 1}", "newly_diagnosed", *span) for n, span in enumerate(months)))
    assert days_from(found, "2025-05-16") < 2
    assert set(found["conflict"]) == {"text says 2019-05"}
    assert set(found["confidence"]) == {0.75}
    assert set(found["evidence"]) == {"t:0|t:1|t:2"}


def test_without_any_agreement_the_weighted_median_holds() -> None:
    spans = [("2025-01-01", "2025-02-01"), ("2025-03-01", "2025-04-01"), ("2025-05-01", "2025-06-01")]
    found = lines(*(told(f"2025-09-0{n + 1}", "newly_diagnosed", *span) for n, span in enumerate(spans)))
    assert days_from(found, "2025-03-16") < 2


def test_own_words_beat_the_flair_which_is_named() -> None:
    found = lines(
        told("2025-09-01", "newly_diagnosed", "2025-06-01", "2025-07-01"),
        told("2025-09-02", "experienced", "2019-01-01", "2020-01-01", stage_by="flair"),
        told("2025-09-03", "experienced", "2019-01-01", "2020-01-01", stage_by="flair"),
    )
    assert days_from(found, "2025-06-16") < 2
    assert set(found["conflict"]) == {"flair says 2019"}
    assert set(found["confidence"]) == {0.5}  # a flair on two posts is one statement
    assert set(found["stage_by"]) == {"text"}


def test_a_flair_that_fits_narrows_the_words() -> None:
    found = lines(
        told("2025-09-01", "experienced", "2019-01-01", "2020-01-01"),
        told("2025-09-02", "experienced", "2019-03-01", "2019-04-01", stage_by="flair"),
    )
    assert days_from(found, "2019-03-16") < 2
    assert set(found["conflict"]) == {""}


@pytest.mark.parametrize("by", ["flair", "bio"])
def test_a_relative_date_in_a_profile_is_worthless(by: str) -> None:
    assert lines(told("2025-09-17", "newly_diagnosed", "2025-07-02 11:00", "2025-08-02", stage_by=by)).empty


def test_a_bio_whose_date_moves_was_relative() -> None:
    found = lines(
        told("2024-09-01", "newly_diagnosed", "2023-01-01", "2024-01-01", stage_by="bio"),  # "last year"
        told("2025-09-01", "newly_diagnosed", "2024-01-01", "2025-01-01", stage_by="bio"),
    )
    assert found.empty


def test_a_bio_with_a_year_is_trusted_less() -> None:
    found = lines(told("2025-09-01", "experienced", "2019-01-01", "2020-01-01", stage_by="bio"))
    assert set(found["confidence"]) == {0.6}
    assert set(found["stage_by"]) == {"bio"}


def test_stages_without_a_date_bring_a_date_nearer() -> None:
    found = lines(
        told("2025-03-01", "undiagnosed"),
        told("2025-04-01", "newly_diagnosed"),
        told("2026-02-01", "newly_diagnosed", "2025-01-01", "2026-01-01"),  # "last year"
    )
    assert days_from(found, "2025-03-16") < 2


def test_phrases_that_do_not_go_with_the_date_lower_confidence() -> None:
    found = lines(
        told("2025-03-01", "newly_diagnosed", "2025-02-01", "2025-03-01"), told("2025-12-01", "undiagnosed"),
    )  # fmt: skip
    assert days_from(found, "2025-02-15") < 2
    assert set(found["confidence"]) == {0.5}
    assert set(found["conflict"]) == {"text says undiagnosed on 2025-12-01"}


def test_patient_and_carer_have_lines_of_their_own() -> None:
    found = lines(
        told("2025-05-01", "experienced", "2009-01-01", "2010-01-01"),
        told("2025-05-02", "newly_diagnosed", "2025-04-01", "2025-05-01", role="caregiver"),
    )
    assert at(found, "2025-06-01", "patient") == {"experienced"}
    assert at(found, "2025-06-01", "caregiver") == {"newly_diagnosed"}


def test_a_flair_is_its_owners_where_the_words_are_of_somebody_else() -> None:
    found = lines(
        told("2025-05-01"),
        told("2025-05-02", "experienced", "2009-01-01", "2010-01-01", role="caregiver", stage_by="flair"),
    )
    assert set(found["role"]) == {"patient"}
    alone = lines(told("2025-05-02", "experienced", "2009-01-01", "2010-01-01", role="caregiver", stage_by="flair"))
    assert set(alone["role"]) == {"caregiver"}


def test_a_stage_without_a_role_is_of_the_usual_role() -> None:
    found = lines(
        told("2025-05-01", role="caregiver"), told("2025-05-02", "newly_diagnosed", role="unknown"),
    )  # fmt: skip
    assert set(found["role"]) == {"caregiver"}
    assert set(lines(told("2025-05-02", "newly_diagnosed", role="unknown"))["role"]) == {"patient"}


def test_professionals_have_no_stage() -> None:
    assert lines(told("2025-05-01", "newly_diagnosed", "2025-04-01", "2025-05-01", role="professional")).empty


def test_newly_diagnosed_without_a_date_holds_a_while() -> None:
    found = lines(told("2025-05-01", "newly_diagnosed"), told("2025-08-01", "newly_diagnosed"))
    assert at(found, "2025-01-15") == set()
    assert at(found, "2025-03-01") == at(found, "2025-12-01") == {"newly_diagnosed"}
    assert at(found, "2026-05-02") == set()
    assert set(found["confidence"]) == {0.7}
    assert set(found["evidence"]) == {"t:0|t:1"}


def test_neighbours_bound_each_other() -> None:
    found = lines(
        told("2025-01-01", "undiagnosed"), told("2025-04-20", "undiagnosed"), told("2025-05-01", "newly_diagnosed"),
        told("2025-11-01", "experienced"),
    )  # fmt: skip
    assert found["stage"].tolist() == ["undiagnosed", "newly_diagnosed", "experienced"]
    assert abs(found["from_us"].iloc[1] - us("2025-04-20")) < DAY_US
    assert found["to_us"].iloc[1] == us("2025-11-01")
    assert at(found, "2035-01-01") == {"experienced"}


def test_experienced_without_a_date_holds_from_then_on() -> None:
    found = lines(told("2025-05-01", "experienced"))
    assert at(found, "2025-04-01") == set()
    assert at(found, "2030-05-01") == {"experienced"}


def test_what_is_out_of_order_is_outvoted_and_named() -> None:
    found = lines(
        told("2025-01-01", "experienced"), told("2025-02-01", "newly_diagnosed"), told("2025-03-01", "newly_diagnosed"),
    )  # fmt: skip
    assert found["stage"].tolist() == ["newly_diagnosed"]
    assert found["conflict"].tolist() == ["text says experienced on 2025-01-01"]
    assert found["confidence"].iloc[0] == pytest.approx(0.7 * 2 / 3)


def test_bereaved_ends_a_carers_line() -> None:
    found = lines(
        told("2020-01-01", "experienced", "2010-01-01", "2011-01-01", role="caregiver"),
        told("2025-01-01", "bereaved", role="unknown"),
    )
    assert at(found, "2024-01-01", "caregiver") == {"experienced"}
    assert at(found, "2025-02-01", "caregiver") == {"bereaved"}
    assert not len(found[found["role"] == "patient"])


def test_a_death_that_later_posts_know_nothing_of_was_another_ones() -> None:
    later = [told(f"2025-0{month}-01", "experienced", role="caregiver") for month in (3, 4, 5)]
    found = lines(told("2025-01-01", "bereaved", role="caregiver"), *later)
    assert at(found, "2025-06-01", "caregiver") == {"experienced"}
    assert "text says bereaved on 2025-01-01" in set(found["conflict"])


def test_what_the_user_knows_comes_first() -> None:
    sure = told("1970-01-01", since="2024-03-15", until="2024-03-16", role_by=KNOWN, stage_by=KNOWN, post="")
    found = lines(told("2025-05-01", "experienced", "2012-01-01", "2013-01-01", role_by=KNOWN), sure)
    assert days_from(found, "2024-03-15") <= 1
    assert set(found["stage_by"]) == {KNOWN}
    assert set(found["conflict"]) == {"text says 2012"}
    always = lines(
        told("2025-05-01", "newly_diagnosed"),
        sure | {"stage": "experienced", "diagnosed_from_us": None, "diagnosed_to_us": None},
    )
    assert at(always, "1999-01-01") == at(always, "2025-05-01") == {"experienced"}
    assert always["confidence"].tolist() == [1.0]


def test_at_most_five_posts_are_evidence() -> None:
    found = lines(*(told(f"2025-05-{day:02}", "newly_diagnosed", "2025-04-01", "2025-05-01") for day in range(1, 20)))
    assert {len(each.split("|")) for each in found["evidence"]} == {5}


def test_the_timeline_of_nobody_is_empty() -> None:
    assert tuple(lines(told("2025-05-01")).columns) == TIMELINE
    assert lines(told("2025-05-01")).empty


rows = st.builds(
    lambda day, stage, role, by, offset, width: (
        told("2025-01-01", stage, role=role, stage_by=by)
        | {"created_us": us("2025-01-01") + day * DAY_US}
        | (
            {
                "diagnosed_from_us": us("2024-06-01") + offset * DAY_US,
                "diagnosed_to_us": us("2024-06-01") + (offset + width) * DAY_US,
            }
            if width
            else {}
        )
    ),
    st.integers(0, 900),
    st.sampled_from(STAGES),
    st.sampled_from(["patient", "caregiver", "unknown", "professional"]),
    st.sampled_from(["text", "flair", "bio", ""]),
    st.integers(-2000, 800),
    st.sampled_from([0, 0, 3, 31, 366]),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(rows, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_intervals_never_overlap_and_the_order_of_rows_changes_nothing(posts: list[Row], chance) -> None:
    numbered = [row | {"post": f"t:{number}"} for number, row in enumerate(posts)]
    found = lines(*numbered)
    shuffled = list(numbered)
    chance.shuffle(shuffled)
    pd.testing.assert_frame_equal(found, lines(*shuffled))
    assert (found["from_us"] < found["to_us"]).all()
    for _, line in found.groupby(["person", "role"]):
        assert (line["to_us"].to_numpy()[:-1] <= line["from_us"].to_numpy()[1:]).all()
    assert found["confidence"].between(0, 1).all()


def test_many_people_take_seconds() -> None:
    chance = np.random.default_rng(0)
    number = 100_000
    created = us("2020-01-01") + chance.integers(0, 2000, number) * DAY_US
    dated = chance.random(number) < 0.3
    since = pd.Series(created - chance.integers(0, 900, number) * DAY_US, dtype="Int64").where(dated)
    frame = pd.DataFrame(
        {
            "person": np.char.add("t:", chance.integers(0, 10_000, number).astype(str)), "created_us": created,
            "post": np.char.add("t:p", np.arange(number).astype(str)), "role": "patient", "role_by": "text",
            "stage": chance.choice(STAGES, number), "stage_by": chance.choice(["text", "flair"], number),
            "diagnosed_from_us": since, "diagnosed_to_us": since + 30 * DAY_US,
        }
    )  # fmt: skip
    assert len(timeline(frame)) > 10_000

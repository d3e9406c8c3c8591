"""Scores against numbers worked out by hand, and what must hold whatever the labels."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphtool.coding import agreement, by_group, code, compare, load_codebook, mistakes, score
from graphtool.errors import InputError
from graphtool.schema import ACTS, ROLES, STAGES


def side(roles: list[str | None], stages: list[str | None] | None = None, acts: list[set[str]] | None = None) -> pd.DataFrame:
    table = pd.DataFrame({"post": [f"p{number}" for number in range(len(roles))], "role": roles})
    if stages is not None:
        table["stage"] = stages
    if acts is not None:
        for act in ACTS:
            table[act] = [act in done for done in acts]
    return table


def row(scores: pd.DataFrame, label: str, name: str) -> pd.Series:
    found = scores[(scores["label"] == label) & (scores["class"] == name)]
    assert len(found) == 1
    return found.iloc[0]


# 20 both, 5 only the first, 10 only the second, 15 neither: the textbook's kappa of 0.4
TEXTBOOK = (
    side(["patient"] * 25 + ["unknown"] * 25),
    side(["patient"] * 20 + ["unknown"] * 5 + ["patient"] * 10 + ["unknown"] * 15),
)


def test_scores_are_those_worked_out_by_hand() -> None:
    found = row(score(*TEXTBOOK), "role", "patient")
    assert (found["labelled"], found["coded"], found["both"], found["few"]) == (25, 30, 20, False)
    assert found["precision"] == pytest.approx(20 / 30)
    assert found["recall"] == pytest.approx(20 / 25)
    assert found["f1"] == pytest.approx(40 / 55)
    assert found["kappa"] == pytest.approx((0.7 - 0.5) / 0.5)
    # Wilson's interval of 20 in 25, as in Newcombe 1998's formula
    z, n, p = 1.959963984540054, 25, 0.8
    half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    expected = [(p + z * z / (2 * n) + sign * half) / (1 + z * z / n) for sign in (-1, 1)]
    assert [found["recall_low"], found["recall_high"]] == pytest.approx(expected)
    assert found["f1_low"] < found["f1"] < found["f1_high"]
    assert found["kappa_low"] < 0.4 < found["kappa_high"]
    whole = row(score(*TEXTBOOK), "role", "all")
    assert (whole["labelled"], whole["both"]) == (50, 35)
    assert whole["kappa"] == pytest.approx(0.4)
    assert whole["f1"] == pytest.approx(40 / 55)  # unknown is left out


def test_kappa_of_three_classes() -> None:
    one = side(["patient"] * 4 + ["caregiver"] * 3 + ["unknown"] * 3)
    other = side(["patient"] * 3 + ["caregiver"] * 3 + ["patient"] + ["unknown"] * 3)
    # agreed 3 + 2 + 3 of 10; by chance 0.4 * 0.4 + 0.3 * 0.3 + 0.3 * 0.3
    assert row(score(one, other), "role", "all")["kappa"] == pytest.approx((0.8 - 0.34) / 0.66)


def test_classes_that_occur_on_either_side_and_the_few() -> None:
    found = score(side(["patient", "unknown"], acts=[{"asks"}, set()]), side(["caregiver", "unknown"], acts=[set(), {"vents"}]))
    assert found[["label", "class"]].apply(tuple, axis=1).tolist() == [
        ("role", "patient"), ("role", "caregiver"), ("role", "unknown"), ("role", "all"),
        ("acts", "asks"), ("acts", "vents"), ("acts", "all"),
    ]  # fmt: skip
    assert found["few"].tolist() == [True, True, True, False, True, True, False]
    assert np.isnan(row(found, "role", "patient")["precision"])
    assert np.isnan(row(found, "acts", "all")["kappa"])


def test_what_is_not_labelled_is_not_scored() -> None:
    found = score(side(["patient", None, "unknown"]), side(["patient", "caregiver", "patient"], stages=["unknown"] * 3))
    assert set(found["label"]) == {"role"}
    assert row(found, "role", "patient")["coded"] == 2
    assert row(found, "role", "all")["labelled"] == 2


def test_the_order_of_posts_does_not_matter() -> None:
    one, other = TEXTBOOK
    pd.testing.assert_frame_equal(score(one, other), score(one.sample(frac=1, random_state=1), other[::-1]))
    pd.testing.assert_frame_equal(score(one, other, seed=7), score(one, other, seed=7))


def test_sides_that_share_nothing_are_said() -> None:
    with pytest.raises(InputError, match="no post in common"):
        score(side(["patient"]), side(["patient"]).assign(post="q"))
    with pytest.raises(InputError, match="no label in common"):
        score(side([None]), side(["patient"]))


def test_two_codebooks_are_compared_on_the_same_draws() -> None:
    labels, worse = TEXTBOOK
    same = compare(labels, worse, worse)
    assert (same[["difference", "difference_low", "difference_high"]] == 0).all(axis=None)
    found = row(compare(labels, labels, worse), "role", "patient")
    assert found["difference"] == pytest.approx(1 - 40 / 55)
    assert 0 < found["difference_low"] < found["difference"] < found["difference_high"]
    alone = row(score(labels, worse), "role", "patient")
    for name in ("coded", "precision", "recall", "f1", "f1_low", "kappa", "kappa_high"):
        assert found[f"other_{name}"] == pytest.approx(alone[name])


def test_two_people_agree_or_not() -> None:
    found = row(agreement(*TEXTBOOK), "role", "patient")
    assert found[["first", "second", "both"]].tolist() == [25, 30, 20]
    assert found["agreed"] == pytest.approx(0.7)
    assert found["agreed_low"] < 0.7 < found["agreed_high"]
    assert found["kappa"] == pytest.approx(0.4)


def test_groups_stand_apart_and_pooled() -> None:
    labels, codes = TEXTBOOK
    found = by_group(labels.assign(file=["a"] * 25 + ["b"] * 25), "file", lambda part: score(part, codes))
    assert found.columns[0] == "file"
    pooled = found[found["file"] == "all"].drop(columns="file")
    pd.testing.assert_frame_equal(pooled.reset_index(drop=True), score(labels, codes))
    assert row(found[found["file"] == "a"], "role", "patient")["recall"] == pytest.approx(0.8)
    some = by_group(labels.assign(file=["a"] * 25 + ["b"] * 25), "file", lambda part: score(part, codes[:20]))
    assert set(some["file"]) == {"all", "a"}  # nothing of b is coded
    with pytest.raises(InputError, match="no column forum"):
        by_group(labels, "forum", lambda part: score(part, codes))
    assert "by_class" not in found
    assert "by_label" in by_group(labels.assign(label="x"), "label", lambda part: score(part, codes))


@st.composite
def two_sides(draw: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    size = draw(st.integers(1, 30))

    def one() -> pd.DataFrame:
        return side(
            draw(st.lists(st.sampled_from(ROLES), min_size=size, max_size=size)),
            draw(st.lists(st.sampled_from(STAGES), min_size=size, max_size=size)),
            draw(st.lists(st.sets(st.sampled_from(ACTS)), min_size=size, max_size=size)),
        )

    return one(), one()


@settings(max_examples=30, deadline=None)
@given(two_sides())
def test_what_holds_for_all_codings(sides: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    one, other = sides
    itself = score(one, one, resamples=50)
    told = itself[itself["class"] != "all"]
    assert (told[["precision", "recall", "f1"]] == 1.0).all(axis=None)
    assert itself["kappa"].dropna().eq(1.0).all()
    there, back = score(one, other, resamples=50), score(other, one, resamples=50)
    for name in ("kappa", "kappa_low", "kappa_high", "f1", "f1_low", "f1_high"):
        np.testing.assert_allclose(there[name], back[name])
    np.testing.assert_allclose(there["precision"], back["recall"])
    for name in ("precision", "recall", "f1"):
        seen = there[there["class"] != "all"].dropna(subset=name)
        assert (seen[f"{name}_low"] <= seen[name]).all()
        assert (seen[name] <= seen[f"{name}_high"]).all()
    assert mistakes(one, one).empty


def test_mistakes_show_many_reasons_and_short_posts_first() -> None:
    book = load_codebook("multiple-sclerosis", rules_only=True)
    texts = [
        "Thank you for the very long explanation that you gave me!",
        "Thanks a lot!",
        "How long?",
        "My husband has MS.",
        "Hm.\nI walk it off, and so on.",
    ]
    posts = pd.DataFrame(
        {"post": list("abcde"), "created_us": 0, "title": None, "text": texts, "flair": None, "bio": None, "parent_text": None,
         "is_opener": False, "by_opener": False, "is_repost": False, "language": "en"}
    )  # fmt: skip
    nothing = side(["unknown"] * 4 + ["patient"], acts=[set()] * 5).assign(post=list("abcde"), title=None, text=texts)
    found = mistakes(nothing, code(posts, book), codebook=book, most=9)
    thanks = found[found["class"] == "thanks"]
    assert thanks["post"].tolist() == ["b", "a"]
    assert thanks["kind"].eq("wrong").all()
    assert thanks["rules"].iloc[0]
    assert all(
        rule in {each.id for each in book.rules if each.shows == "act:thanks"} for rule in thanks["rules"].iloc[0].split("|")
    )
    missed = found[found["kind"] == "missed"]
    assert missed[["class", "post", "labelled", "coded"]].to_numpy().tolist() == [["patient", "e", "patient", "unknown"]]
    assert missed["text"].tolist() == ["Hm. I walk it off, and so on."]
    assert len(mistakes(nothing, code(posts, book), codebook=book, most=1)) < len(found)

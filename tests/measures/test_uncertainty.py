"""Intervals of ranks from resampled threads, on sums whose truth is known."""

import numpy as np
import pandas as pd

from graphtool.measures import Shares, rank_uncertainty, resampled_scores, tiers


def one_part(amounts: list[list[float]]) -> Shares:
    """Row i of the amounts is what person i gets out of each thread."""
    table = np.array(amounts, float)
    person, thread = np.nonzero(table)
    return Shares(person, thread, table[person, thread])


def judged(amounts: list[list[float]], *, times: int = 200, top: int = 1) -> pd.DataFrame:
    shares = one_part(amounts)
    scores = resampled_scores([shares], lambda parts: parts[0], size=len(amounts), times=times, seed=4)
    totals = np.array(amounts).sum(axis=1)
    return rank_uncertainty(scores, np.argsort(-totals, kind="stable"), top=top)


def test_who_leads_in_every_thread_leads_for_sure() -> None:
    found = judged([[3, 3, 3, 3], [2, 2, 2, 2], [1, 1, 1, 1]])
    assert found["rank_low"].tolist() == found["rank_high"].tolist() == [1, 2, 3]
    assert found["p_top"].tolist() == [1, 0, 0]
    assert found["tier"].tolist() == [1, 2, 3]


def test_who_leads_by_one_thread_does_not() -> None:
    """One lucky thread of many is often not drawn."""
    found = judged([[9, *[1] * 19], [0, *[1.4] * 19]])
    assert found["rank_high"].tolist() == [2, 2]
    assert found["tier"].tolist() == [1, 1]
    assert 0.2 < found["p_top"][1] < 0.8


def test_the_mean_of_resampled_sums_is_the_sum() -> None:
    shares = one_part([[5, 0, 1, 2], [0, 2, 2, 0]])
    scores = resampled_scores([shares], lambda parts: parts[0], size=2, times=4000, seed=1)
    np.testing.assert_allclose(scores.mean(axis=1), [8, 4], rtol=0.05)


def test_the_order_of_rows_changes_nothing() -> None:
    shares = one_part([[5, 0, 1, 2], [0, 2, 2, 0]])
    turned = Shares(shares.person[::-1], shares.thread[::-1], shares.amount[::-1])
    one, other = (resampled_scores([each], lambda parts: parts[0], size=2, times=20, seed=1) for each in (shares, turned))
    assert one.tolist() == other.tolist()


def test_a_large_community_is_drawn_in_blocks_alike(monkeypatch) -> None:
    shares = one_part(np.arange(40.0).reshape(8, 5).tolist())
    whole = resampled_scores([shares], lambda parts: parts[0], size=8, times=20, seed=1)
    monkeypatch.setattr("graphtool.measures.uncertainty._CELLS", 100)
    assert resampled_scores([shares], lambda parts: parts[0], size=8, times=20, seed=1).tolist() == whole.tolist()


def test_nobody_and_no_threads() -> None:
    nothing = Shares(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    scores = resampled_scores([nothing], lambda parts: parts[0], size=2, times=5)
    assert scores.tolist() == [[0] * 5] * 2
    assert rank_uncertainty(scores, np.zeros(0, np.int64)).empty


def test_a_tier_ends_where_intervals_do_not_reach_its_first() -> None:
    assert tiers(np.array([1, 1, 2, 4, 5]), np.array([2, 3, 4, 5, 6])).tolist() == [1, 1, 1, 2, 2]

"""How sure a rank is: the threads of a community drawn again and again, with replacement.

A score is a function of sums over threads. What each thread adds to whom is worked out once; a resample then only
weighs threads by how often they were drawn, so hundreds of them cost a few sums over columns. Threads, not ties, are
drawn, for what happens inside a thread hangs together (cf. Martin & Niemeyer, arXiv 1704.01045).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.integer]
Floats = npt.NDArray[np.float64]
Score = Callable[[Sequence[Floats]], Floats]

RESAMPLES: Final = 200
LEVEL: Final = 0.9
TOP: Final = 20
COLUMNS: Final = ("rank_low", "rank_high", "p_top", "tier")
_CELLS: Final = 4_000_000  # of a block of columns in memory at once


@dataclass(frozen=True)
class Shares:
    """What threads add to people: row ``i`` adds ``amount[i]`` to ``person[i]`` out of ``thread[i]``.

    person, thread: positions from 0.
    amount: any number; a person's rows add up to one part of their score.
    """

    person: Ints
    thread: Ints
    amount: Floats


def resampled_scores(
    shares: Sequence[Shares], score: Score, *, size: int, times: int = RESAMPLES, seed: int = 0
) -> npt.NDArray[np.float32]:
    """The scores that ``times`` resamples of threads give: people × resamples.

    Args:
        shares: one a part of the score.
        score: from the parts (each people × resamples) to the scores in the same shape; higher is better.
        size: number of people.
        times: number of resamples, at least 1.
        seed: of chance.
    """
    chance = np.random.default_rng(seed)
    threads = max((int(each.thread.max(initial=-1)) + 1 for each in shares), default=0)
    ordered = [_by_person(each) for each in shares]
    step = max(_CELLS // max([*(len(each.person) for each in shares), threads, size, 1]), 1)
    scores = np.empty((size, times), np.float32)
    for first in range(0, times, step):
        drawn = np.zeros((threads, min(step, times - first)), np.float32)
        for column in range(drawn.shape[1] if threads else 0):
            drawn[:, column] = np.bincount(chance.integers(threads, size=threads), minlength=threads)
        scores[:, first : first + step] = score([_summed(each, drawn, size) for each in ordered])
    return scores


def rank_uncertainty(scores: npt.NDArray[np.floating], listed: Ints, *, top: int = TOP) -> pd.DataFrame:
    """Intervals of ranks from resampled scores.

    Args:
        scores: people × resamples.
        listed: positions of the people who are ranked, best first; nobody else takes a rank.
        top: what ``p_top`` is about.

    Returns:
        One row a listed person in the order of ``listed``: ``rank_low`` and ``rank_high`` (90 % of the resampled ranks
        lie between; the rank itself always does), ``p_top`` (the share of resamples in which they are among the first
        ``top``) and ``tier`` (see ``tiers``).
    """
    # people without a difference keep the order of the list
    order = np.argsort(-scores[listed].T, axis=1, kind="stable")
    placed = np.empty(order.shape, np.int32)
    np.put_along_axis(placed, order, np.arange(1, len(listed) + 1, dtype=np.int32)[None, :], axis=1)
    p_top = (placed <= top).mean(axis=0)
    placed = np.sort(placed.T, axis=1)
    ranks, times = np.arange(1, len(listed) + 1), scores.shape[1]
    outside = int((1 - LEVEL) / 2 * times)
    low, high = np.minimum(placed[:, outside], ranks), np.maximum(placed[:, times - 1 - outside], ranks)
    return pd.DataFrame({"rank_low": low, "rank_high": high, "p_top": p_top, "tier": tiers(low, high)}).astype(
        {"rank_low": np.int64, "rank_high": np.int64}
    )


def tiers(low: Ints, high: Ints) -> npt.NDArray[np.int64]:
    """Groups of people, best first, who cannot be told apart: whose intervals reach that of the first of their tier."""
    tier = np.ones(len(low), np.int64)
    reach = high[0] if len(high) else 0
    for place in range(1, len(low)):
        apart = low[place] > reach
        tier[place] = tier[place - 1] + apart
        if apart:
            reach = high[place]
    return tier


def _by_person(shares: Shares) -> Shares:
    order = np.lexsort((shares.thread, shares.person))
    return Shares(shares.person[order], shares.thread[order], shares.amount[order])


def _summed(shares: Shares, drawn: npt.NDArray[np.float32], size: int) -> Floats:
    """People × resamples, of rows sorted by person."""
    total = np.zeros((size, drawn.shape[1]))
    if len(shares.person):
        persons, starts = np.unique(shares.person, return_index=True)
        weighed = drawn[shares.thread]
        weighed *= shares.amount[:, None].astype(np.float32)
        total[persons] = np.add.reduceat(weighed, starts, axis=0, dtype=np.float64)
    return total

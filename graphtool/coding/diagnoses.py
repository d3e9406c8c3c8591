"""When somebody was diagnosed, by everything that was said about it.

A statement is an interval in which the diagnosis lies, by one post, flair or bio. All statements on one line (a person in
one role) are brought together here; what comes of it is again an interval.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.coding.dates import YEAR_US
from graphtool.schema import BELIEVED, DAY_US

YEAR: Final = int(YEAR_US)
PROFILE: Final = ("flair", "bio")
_FINEST_US: Final = 3 * DAY_US  # nobody's word is better than a few days

Ints = npt.NDArray[np.int64]


def usable(statements: pd.DataFrame) -> pd.DataFrame:
    """The statements that can be right, each once.

    A flair or bio may say "two months ago", but nobody knows when it did: only dates of the calendar count, and a bio
    (one a person) whose date moves with the post was relative too. A flair on a hundred posts is one statement.

    Args:
        statements: ``line, post, created_us, by, since, until``, sorted by line and time; the diagnosis lies in
            ``[since, until)``.
    """
    profile = statements["by"].isin(PROFILE)
    months = statements["since"].to_numpy().astype("datetime64[us]")
    on_calendar = months == months.astype("datetime64[M]").astype("datetime64[us]")
    moving = statements.groupby(["line", "by"])["since"].transform("nunique").gt(1) & (statements["by"] == "bio")
    kept = statements[~profile | (on_calendar & ~moving)]
    own, shown = kept[~kept["by"].isin(PROFILE)], kept[kept["by"].isin(PROFILE)]
    same = ["line", "by", "since"]
    # the date of a running year ends at its post: the earliest post leaves it the least open
    shown = shown.assign(until=shown.groupby(same)["until"].transform("min")).drop_duplicates(same)
    both: pd.DataFrame = pd.concat([own, shown])
    return both.sort_values(["line", "created_us", "post"], ignore_index=True)


def combined(statements: pd.DataFrame, *, lines: int) -> tuple[Ints, Ints, Ints]:
    """The interval in which each line's diagnosis lies.

    Statements of one place are intersected; where they do not all overlap, those that do and weigh more than half
    together hold (a narrow statement weighs more), else the weighted median one. Then the places in the order of
    ``schema.BELIEVED``: a later one narrows an earlier one where both overlap and is not heard where they do not.

    Args:
        statements: of ``usable``.
        lines: how many there are.

    Returns:
        ``since`` and ``until`` in microseconds and the place (its number in ``BELIEVED``) that decided, -1 for lines
        without statements.
    """
    since, until = np.zeros(lines, np.int64), np.zeros(lines, np.int64)
    decided = np.full(lines, -1, np.int64)
    for number, place in enumerate(BELIEVED):
        said = statements[statements["by"] == place]
        if said.empty:
            continue
        line, start, end = _of_one_place(said)
        new = decided[line] < 0
        both = ~new & (start < until[line]) & (end > since[line])
        since[line] = np.where(new, start, np.where(both, np.maximum(since[line], start), since[line]))
        until[line] = np.where(new, end, np.where(both, np.minimum(until[line], end), until[line]))
        decided[line] = np.where(new, number, decided[line])
    return since, until, decided


def _of_one_place(said: pd.DataFrame) -> tuple[Ints, Ints, Ints]:
    lines = said["line"].to_numpy(np.int64)
    first = np.flatnonzero(np.r_[True, lines[1:] != lines[:-1]])
    since, until = said["since"].to_numpy(np.int64), said["until"].to_numpy(np.int64)
    start, end = np.maximum.reduceat(since, first), np.minimum.reduceat(until, first)
    stops = np.r_[first[1:], len(lines)]
    for place in np.flatnonzero(start >= end):
        some = slice(first[place], stops[place])
        start[place], end[place] = _most_agreed(since[some], until[some])
    return lines[first], start, end


def _most_agreed(since: Ints, until: Ints) -> tuple[int, int]:
    """Of intervals that do not all overlap: where those overlap that weigh most together, else the weighted median one."""
    weight = 1.0 / np.maximum(until - since, _FINEST_US)
    # the heaviest set of intervals with a common point has one that lies at the start of an interval
    begun, over = np.argsort(since, kind="stable"), np.argsort(until, kind="stable")
    points = since[begun]
    weighed = np.r_[0.0, np.cumsum(weight[begun])], np.r_[0.0, np.cumsum(weight[over])]
    heavy = weighed[0][np.searchsorted(points, points, "right")] - weighed[1][np.searchsorted(until[over], points, "right")]
    best = points[int(np.argmax(heavy))]
    if heavy.max() > weight.sum() / 2:
        together = (since <= best) & (best < until)
        return int(since[together].max()), int(until[together].min())
    middles = since // 2 + until // 2
    order = np.lexsort((until, since, middles))
    place = order[int(np.searchsorted(np.cumsum(weight[order]), weight.sum() / 2))]
    return int(since[place]), int(until[place])

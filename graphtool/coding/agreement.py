"""How far two codings of the same posts agree: a codebook and people, two codebooks, two people.

A side is a table with one row a post: ``post``, ``role``, ``stage`` and one boolean a column of ``schema.ACTS``. What is
missing is not labelled and not scored; any of these columns may be missing whole. Sides are joined by ``post``; the order of
their rows does not matter.

Intervals hold 95 %. Precision, recall and observed agreement: Wilson's score interval (Wilson 1927; recommended by Brown,
Cai & DasGupta 2001, Statistical Science 16). F1: the same interval of tp / (tp + fp + fn), of which F1 is a monotone
function (the indirect Wilson method of Lam, Gopal & Qian 2023, arXiv:2309.14621); unlike a bootstrap's it does not shrink
to nothing at 0 and 1. Kappa (Cohen 1960, Educational and Psychological Measurement 20), macro F1 and differences of F1:
percentiles over posts drawn again with replacement (Efron & Tibshirani 1993, An Introduction to the Bootstrap), the same
draws for all classes and for both codebooks, so that differences are paired; what a draw leaves undefined (a rare class that
it misses) is left out of its mean.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.errors import InputError
from graphtool.schema import ACTS, ROLES, STAGES

FEW: Final = 20  # with fewer cases a class is marked: its scores may be luck
ALL: Final = "all"  # in place of a class: the label as a whole
CLASSES: Final[dict[str, tuple[str, ...]]] = {"role": ROLES, "stage": STAGES, "acts": ACTS}


def _with_interval(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}{end}" for name in names for end in ("", "_low", "_high"))


_SIDE: Final = ("coded", "both", *_with_interval("precision", "recall", "f1", "kappa"))
_DIFFERENCE: Final = _with_interval("difference")
SCORES: Final = ("label", "class", "labelled", *_SIDE, "few")
COMPARISON: Final = ("label", "class", "labelled", *_SIDE, *(f"other_{name}" for name in _SIDE), *_DIFFERENCE, "few")
AGREEMENT: Final = ("label", "class", "first", "second", "both", *_with_interval("agreed", "f1", "kappa"), "few")

_Z: Final = 1.959963984540054  # the normal distribution's, for 95 % on two sides
_AT_ONCE: Final = 4_000_000  # cells of draws in memory

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def score(labels: pd.DataFrame, codes: pd.DataFrame, *, seed: int = 0, resamples: int = 1000) -> pd.DataFrame:
    """How well a codebook says what people labelled.

    Args:
        labels: what people say, as ``Labelled.table``.
        codes: what a codebook says, as ``coding.code`` gives it.
        seed: of the draws.
        resamples: how often posts are drawn again.

    Returns:
        The columns of ``SCORES``; a row a class that occurs on either side, in the order of ``schema``, then a row ``all`` a
        label: the posts labelled, those on which the sides say the same, macro F1 (the mean over these classes, ``unknown``
        left out, for it says that nothing is shown) and, for role and stage, Cohen's kappa over all classes. A ratio
        0/0 is missing. ``few``: fewer than ``FEW`` posts are labelled so.

    Raises:
        InputError: the sides share no post.
    """
    labels, codes = joined(labels, codes)
    pairing = _Pairing(labels, codes, _occurring(labels, codes))
    draws = pairing.tallied(_draws(len(labels), resamples, seed))
    return _scores(pairing, draws)


def compare(
    labels: pd.DataFrame, codes: pd.DataFrame, other: pd.DataFrame, *, seed: int = 0, resamples: int = 1000
) -> pd.DataFrame:
    """How well two codebooks say what people labelled, and by how much the first does better.

    Args:
        labels: what people say, as ``Labelled.table``.
        codes: what a codebook says.
        other: what another says.
        seed: of the draws.
        resamples: how often posts are drawn again.

    Returns:
        The columns of ``COMPARISON``, rows as of ``score``; ``other_…`` is of the other codebook, ``difference`` the F1 of
        the first less that of the other, its interval from paired draws: without 0 in it, chance alone is no likely reason.

    Raises:
        InputError: the sides share no post.
    """
    labels, codes, other = joined(labels, codes, other)
    occurring = _occurring(labels, codes, other)
    tables, points, spreads = [], [], []
    for side in (codes, other):
        pairing = _Pairing(labels, side, occurring)
        draws = pairing.tallied(_draws(len(labels), resamples, seed))
        tables.append(_scores(pairing, draws))
        points.append(_all_f1(pairing, pairing.point))
        spreads.append(_all_f1(pairing, draws))
    low, high = _percentiles(spreads[0] - spreads[1])
    apart = pd.DataFrame(dict(zip(_DIFFERENCE, ((points[0] - points[1])[0], low, high), strict=True)))
    second = tables[1][list(_SIDE)].add_prefix("other_")
    return pd.concat([tables[0], second, apart], axis=1)[list(COMPARISON)]


def agreement(one: pd.DataFrame, other: pd.DataFrame, *, seed: int = 0, resamples: int = 1000) -> pd.DataFrame:
    """How far two people agree; neither is held to be right.

    Args:
        one: what the first says, as ``Labelled.table``.
        other: what the second says.
        seed: of the draws.
        resamples: how often posts are drawn again.

    Returns:
        The columns of ``AGREEMENT``, rows as of ``score``: posts that the first, the second and both put into the class, the
        share of posts on which they agree, F1 (for two people: positive agreement, Cicchetti & Feinstein 1990, Journal of
        Clinical Epidemiology 43) and Cohen's kappa. ``few``: either put fewer than ``FEW`` posts into it.

    Raises:
        InputError: the sides share no post.
    """
    one, other = joined(one, other)
    pairing = _Pairing(one, other, _occurring(one, other))
    scores = _scores(pairing, pairing.tallied(_draws(len(one), resamples, seed)))
    agreed = np.concatenate(
        [
            np.append(1 - (c.one + c.other - 2 * c.both)[0] / c.posts[0], c.same[0] / c.posts[0])
            for c in pairing.counts(pairing.point)
        ]
    )
    posts = np.concatenate([np.repeat(c.posts[0], c.one.shape[1] + 1) for c in pairing.counts(pairing.point)])
    low, high = _wilson(agreed * posts, posts)
    few = scores[["labelled", "coded"]].min(axis=1) < FEW
    return scores.rename(columns={"labelled": "first", "coded": "second"}).assign(
        agreed=agreed, agreed_low=low, agreed_high=high, few=few & (scores["class"] != ALL)
    )[list(AGREEMENT)]


def by_group(table: pd.DataFrame, column: str, scored: Callable[[pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
    """Scores of all posts and then of each group, as one table that starts with the column of the groups.

    Args:
        table: labelled posts.
        column: what they are grouped by; the row of all posts has ``ALL`` there.
        scored: what makes scores of some of them; groups that share nothing with the other side are left out.

    Raises:
        InputError: there is no such column, or nothing can be scored.
    """
    if column not in table:
        raise InputError(f"The labelled posts have no column {column}: they have {', '.join(map(str, table.columns))}.")
    parts = [_named(scored(table), column, ALL)]
    for name, part in table.groupby(column, sort=True, dropna=False):
        with suppress(InputError):  # nothing of this group can be scored
            parts.append(_named(scored(part), column, "" if pd.isna(name) else str(name)))
    return pd.concat(parts, ignore_index=True)


def _named(scores: pd.DataFrame, column: str, group: str) -> pd.DataFrame:
    scores.insert(0, column if column not in scores else f"by_{column}", group)
    return scores


def joined(*sides: pd.DataFrame) -> list[pd.DataFrame]:
    """The sides with the posts that all of them have, sorted by ``post``.

    Raises:
        InputError: there is no such post.
    """
    indexed = [side.set_index("post") for side in sides]
    shared = indexed[0].index
    for side in indexed[1:]:
        shared = shared.intersection(side.index)
    if shared.empty:
        raise InputError("The two sides have no post in common: check that both use the same ids.")
    shared = shared.sort_values()
    return [side.loc[shared] for side in indexed]


def indicators(side: pd.DataFrame, label: str) -> Bools:
    """Which posts (rows) a side puts into which of ``CLASSES`` of a label (columns)."""
    if label == "acts":
        columns = [side[act].fillna(False).astype(bool) if act in side else pd.Series(False, side.index) for act in ACTS]
    else:
        given = side[label] if label in side else pd.Series(None, side.index, dtype=object)
        columns = [given == name for name in CLASSES[label]]
    return np.column_stack([column.to_numpy(dtype=bool) for column in columns])


def known(side: pd.DataFrame, label: str) -> Bools:
    """Which posts a side labels at all."""
    columns = [name for name in (ACTS if label == "acts" else (label,)) if name in side]
    if not columns:
        return np.zeros(len(side), dtype=bool)
    return side[columns].notna().all(axis=1).to_numpy(dtype=bool)


class _Counts(NamedTuple):
    """Numbers of posts for one label, a row a draw: all, in a class (columns) on one, the other, both sides; alike."""

    posts: Floats
    one: Floats
    other: Floats
    both: Floats
    same: Floats


@dataclass(frozen=True)
class _Pairing:
    """Two sides, the posts of which can be counted, once or as often as they are drawn."""

    one: pd.DataFrame
    other: pd.DataFrame
    classes: dict[str, list[str]]

    @cached_property
    def _cells(self) -> Floats:
        """A row a post; what is counted in columns."""
        columns: list[Any] = []
        for label, names in self.classes.items():
            there = known(self.one, label) & known(self.other, label)
            kept = [CLASSES[label].index(name) for name in names]
            one, other = (indicators(side, label)[:, kept] & there[:, None] for side in (self.one, self.other))
            columns += [there, one, other, one & other, (one == other).all(axis=1) & there]
        return np.column_stack(columns).astype(np.float64)

    def tallied(self, draws: Iterator[Floats]) -> Floats:
        """The columns summed, a row a draw."""
        return np.concatenate([draw @ self._cells for draw in draws])

    @cached_property
    def point(self) -> Floats:
        """The columns summed over the posts as they are."""
        summed: Floats = self._cells.sum(axis=0, keepdims=True)
        return summed

    def counts(self, tallied: Floats) -> Iterator[_Counts]:
        """The counts of each label."""
        start = 0
        for names in self.classes.values():
            size = len(names)
            ends = np.cumsum([start, 1, size, size, size, 1])
            parts = [tallied[:, begin:end] for begin, end in pairwise(ends)]
            yield _Counts(parts[0][:, 0], parts[1], parts[2], parts[3], parts[4][:, 0])
            start = int(ends[-1])


def _occurring(labels: pd.DataFrame, *others: pd.DataFrame) -> dict[str, list[str]]:
    """The classes of each label that is labelled on all sides, those that occur on any."""
    found: dict[str, list[str]] = {}
    for label, names in CLASSES.items():
        there = np.logical_and.reduce([known(side, label) for side in (labels, *others)])
        occurs = np.logical_or.reduce([indicators(side, label)[there].any(axis=0) for side in (labels, *others)])
        if there.any():
            found[label] = [name for name, seen in zip(names, occurs, strict=True) if seen]
    if not found:
        raise InputError("The two sides have no label in common: check that both have one of role, stage, acts.")
    return found


def _draws(posts: int, times: int, seed: int) -> Iterator[Floats]:
    """How often each post (columns) is drawn when all are drawn again with replacement, a row a time."""
    chance = np.random.default_rng(seed)
    share = np.full(posts, 1 / posts)
    while times > 0:
        some = min(times, max(1, _AT_ONCE // posts))
        yield chance.multinomial(posts, share, size=some).astype(np.float64)
        times -= some


def _scores(pairing: _Pairing, draws: Floats) -> pd.DataFrame:
    """The columns of ``SCORES``."""
    parts = []
    for (label, names), now, drawn in zip(
        pairing.classes.items(), pairing.counts(pairing.point), pairing.counts(draws), strict=True
    ):
        one, other, both = now.one[0], now.other[0], now.both[0]
        columns: dict[str, Any] = {"label": label, "class": [*names, ALL]}
        columns["labelled"] = np.append(one, now.posts).astype(np.int64)
        columns["coded"] = np.append(other, now.posts).astype(np.int64)
        columns["both"] = np.append(both, now.same).astype(np.int64)
        for measure, cases in (("precision", other), ("recall", one)):
            low, high = _wilson(both, cases)
            for name, values in ((measure, _ratio(both, cases)), (f"{measure}_low", low), (f"{measure}_high", high)):
                columns[name] = np.append(values, np.nan)
        low, high = (2 * bound / (1 + bound) for bound in _wilson(both, one + other - both))
        macro_low, macro_high = _percentiles(_macro(_f1(drawn), names))
        columns["f1"] = np.append(_f1(now)[0], _macro(_f1(now), names))
        columns["f1_low"], columns["f1_high"] = np.append(low, macro_low), np.append(high, macro_high)
        low, high = _percentiles(_kappa(drawn, label))
        columns["kappa"], columns["kappa_low"], columns["kappa_high"] = _kappa(now, label)[0], low, high
        columns["few"] = np.append(one < FEW, False)
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True)[list(SCORES)]


def _all_f1(pairing: _Pairing, tallied: Floats) -> Floats:
    """F1 of the rows of ``SCORES`` (columns), a row a draw."""
    columns = []
    for names, counts in zip(pairing.classes.values(), pairing.counts(tallied), strict=True):
        f1 = _f1(counts)
        columns += [f1, _macro(f1, names)]
    return np.hstack(columns)


def _f1(counts: _Counts) -> Floats:
    return _ratio(2 * counts.both, counts.one + counts.other)


def _macro(f1: Floats, names: list[str]) -> Floats:
    """The mean over the classes that are told, as one column."""
    told = f1[:, [place for place, name in enumerate(names) if name != "unknown"]]
    there = ~np.isnan(told)
    return _ratio(np.where(there, told, 0.0).sum(axis=1), there.sum(axis=1).astype(np.float64))[:, None]


def _kappa(counts: _Counts, label: str) -> Floats:
    """Cohen's kappa of each class against all others, and in the last column of all classes (none for acts)."""
    posts, one, other = counts.posts[:, None], counts.one, counts.other
    seen = _ratio(posts - one - other + 2 * counts.both, posts)
    chance = _ratio(one * other + (posts - one) * (posts - other), posts**2)
    each = _ratio(seen - chance, 1 - chance)
    if label == "acts":  # a post may do several: no partition to agree on
        return np.hstack([each, np.full_like(posts, np.nan)])
    chance = _ratio((one * other).sum(axis=1, keepdims=True), posts**2)
    return np.hstack([each, _ratio(_ratio(counts.same[:, None], posts) - chance, 1 - chance)])


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Missing where the whole is nothing."""
    shares: Floats = np.divide(part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole != 0)
    return shares


def _wilson(hits: Floats, cases: Floats) -> tuple[Floats, Floats]:
    """Wilson's score interval of ``hits / cases``; missing where there are no cases."""
    share = _ratio(hits, cases)
    weight = _ratio(np.full_like(share, _Z**2), cases)
    middle = (share + weight / 2) / (1 + weight)
    half = np.sqrt(weight * (share * (1 - share) + weight / 4)) / (1 + weight)
    return np.minimum(np.maximum(middle - half, 0.0), share), np.maximum(np.minimum(middle + half, 1.0), share)


def _percentiles(drawn: Floats) -> tuple[Floats, Floats]:
    """The 2.5 and 97.5 percentiles of each column over its draws that have a value."""
    low, high = np.full(drawn.shape[1], np.nan), np.full(drawn.shape[1], np.nan)
    told = ~np.isnan(drawn).all(axis=0)
    if told.any():
        low[told], high[told] = np.nanpercentile(drawn[:, told], [2.5, 97.5], axis=0)
    return low, high

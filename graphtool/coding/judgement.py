"""Judge a codebook, two codebooks, or two people, on posts labelled by hand: scores and the posts to read."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd

from graphtool.coding.agreement import agreement, by_group, compare, score
from graphtool.coding.codebook import Codebook
from graphtool.coding.labelled import Labelled
from graphtool.coding.mistakes import mistakes
from graphtool.coding.posts import code
from graphtool.coding.threads import carried
from graphtool.schema import CODING_INPUT


@dataclass(frozen=True)
class Judgement:
    """What came of it.

    scores: the columns of ``SCORES``, ``COMPARISON`` or ``AGREEMENT``; behind the column of the groups where there are some.
    mistakes: the columns of ``MISTAKES``.
    """

    scores: pd.DataFrame
    mistakes: pd.DataFrame


def judge(
    labelled: Labelled,
    codebook: Codebook,
    *,
    other: Codebook | None = None,
    by: str | None = None,
    most: int = 5,
    seed: int = 0,
) -> Judgement:
    """How well a codebook says what people labelled, or, with another, how much better it does.

    Args:
        labelled: posts and labels, of ``read_labelled``.
        codebook: whose codes are held against the labels.
        other: what it is compared with.
        by: a column of ``labelled.table`` to judge groups of posts by, too; ``language`` is as coding found it.
        most: how many posts of each class and kind are listed as mistakes of ``codebook``.
        seed: of the intervals' draws.

    Raises:
        InputError: there is no such column.
    """
    table = labelled.table
    codes = _codes(table, codebook)
    measure: Callable[[pd.DataFrame], pd.DataFrame]
    if other is None:
        measure = partial(score, codes=codes, seed=seed)
    else:
        measure = partial(compare, codes=codes, other=_codes(table, other), seed=seed)
    found = _grouped(table.assign(language=codes["language"]), by, measure)
    return Judgement(found, mistakes(table, codes, codebook=codebook, most=most))


def _codes(table: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """The codes of labelled posts; what an author said earlier in a thread holds there, as for a reader of it."""
    coded = code(table[list(CODING_INPUT)], codebook)
    threads = table["file"] + "/" + table["thread"]
    placed = coded.assign(thread=threads, author=table["author"], created_us=table["created_us"])
    return carried(placed)[coded.columns.tolist()]


def judge_people(first: Labelled, second: Labelled, *, by: str | None = None, most: int = 5, seed: int = 0) -> Judgement:
    """How far two people agree on the posts that both labelled.

    Args:
        first: the labels of one, of ``read_labels``; its texts are shown where it has them.
        second: the labels of the other.
        by: a column of ``first.table`` to judge groups of posts by, too.
        most: how many posts of each class and kind are listed; ``wrong`` is what only the second says.
        seed: of the intervals' draws.

    Raises:
        InputError: they share no post, or there is no such column.
    """
    found = _grouped(first.table, by, partial(agreement, other=second.table, seed=seed))
    return Judgement(found, mistakes(first.table, second.table, most=most))


def _grouped(table: pd.DataFrame, by: str | None, measure: Callable[[pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
    return measure(table) if by is None else by_group(table, by, measure)

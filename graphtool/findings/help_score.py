"""The score of a helper: its four parts, and what each thread adds to them.

The score is the geometric mean of four parts of equal weight (docs/findings.md): how many different people somebody
answered in the threads these had opened, the thanks to be expected for that, ExpertiseRank, and the share of their answers
that inform or encourage. The first two fade with time, and in them somebody whom nobody established but the helper answers
counts little, so that accounts made up for it lift nobody.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.corpus.tables import Tables
from graphtool.findings.accounts import account_marks
from graphtool.measures import Shares, expertise_rank
from graphtool.sql import query

HALF_LIFE_DAYS: Final = 30.0
UNVOUCHED: Final = 0.05  # what counts of somebody whom no established person but the helper answers
RING: Final = 10  # so many made-up accounts make nobody established
PRIOR: Final = 10.0  # people helped at the community's mean rate of thanks that everybody is credited with
_ESTABLISHED_SHARE: Final = 0.05  # of the people, in communities where few reach a ring's size
_BILLION: Final = 1e9
_DAMPING: Final = 0.85

Floats = npt.NDArray[np.float64]


class Scored(NamedTuple):
    """Everybody with the parts of their score.

    people: one row a person, the columns of ``findings.rank_helpers``.
    expertise: ExpertiseRank of each, 1 for the mean person.
    flow: what each pair of ``help_given`` brings its helper of that.
    """

    people: pd.DataFrame
    expertise: Floats
    flow: Floats


class ByThread(NamedTuple):
    """What each thread adds to each part of the score.

    shares: of the parts, persons being rows of ``Scored.people`` and threads positions in ``threads``.
    score: of people from the sums of such shares.
    """

    shares: list[Shares]
    score: "ScoreOfParts"
    threads: pd.Index


def prepare_help(tables: Tables, *, half_life_days: float) -> None:
    """Make the tables ``help_given`` and ``thanks_received`` (and these by thread), faded to the last post of the period."""
    tables.until_last_post()
    tables.materialise("repliers", query("repliers"))
    tables.settings({"half_life_days": float(half_life_days), "unvouched_weight": UNVOUCHED, "ring": ring_size(tables)})
    for name in ("answered_threads", "vouchers", "help_in_threads", "help_given", "thanks_in_threads", "thanks_received"):
        tables.materialise(name, query(name))


def scored_people(tables: Tables, *, half_life_days: float) -> Scored:
    """Everybody with the parts of their score and the score."""
    prepare_help(tables, half_life_days=half_life_days)
    people = tables.ask("helpers").merge(account_marks(tables), on="person", how="left")
    people["mark"] = people["mark"].fillna("")
    expertise, flow = _expertise(tables, people["person"])
    people["breadth"] = people["recent_helped"] / _BILLION
    people["expertise"] = expertise
    thanked = people["recent_thankers"].to_numpy(np.float64) / _BILLION
    people["gratitude"] = _gratitude(people["breadth"].to_numpy(np.float64), thanked)
    helpful, answers = people["helpful"].to_numpy(np.float64), people["answers"].to_numpy(np.float64)
    people["substance"] = _substance(helpful, answers)
    people["score"] = _score(people["breadth"].to_numpy(), thanked, expertise, people["substance"].to_numpy())
    return Scored(people, expertise, flow)


def ring_size(tables: Tables) -> int:
    """The largest number of repliers that does not yet make somebody established."""
    repliers = tables.run("SELECT repliers FROM repliers ORDER BY repliers")["repliers"]
    if repliers.empty:
        return RING
    return min(RING, int(repliers.iloc[int(len(repliers) * (1 - _ESTABLISHED_SHARE))]) - 1)


def _gratitude(helped: Floats, thanked: Floats) -> Floats:
    """The thanks to be expected for what people did: their own rate of thanks, shrunk to the community's.

    Both are people, or people × resamples.
    """
    # where no thanks are known at all (a language without rules) help alone decides
    rate = thanked.sum(axis=0) / np.maximum(helped.sum(axis=0), 1e-9)
    rate = np.where(rate > 0, rate, 1.0)
    expected: Floats = helped * (thanked + PRIOR * rate) / (helped + PRIOR)
    return expected


def _substance(helpful: Floats, answers: Floats) -> Floats:
    """The share of somebody's answers that help, shrunk to the community's; 1 for all where none is known to help."""
    rate = helpful.sum(axis=0) / np.maximum(answers.sum(axis=0), 1e-9)
    share: Floats = np.where(rate > 0, (helpful + PRIOR * rate) / (answers + PRIOR), 1.0)
    return share


def _score(helped: Floats, thanked: Floats, expertise: Floats, substance: Floats) -> Floats:
    score: Floats = (helped * _gratitude(helped, thanked) * expertise * substance) ** 0.25
    return score


def _expertise(tables: Tables, persons: pd.Series) -> tuple[Floats, Floats]:
    """ExpertiseRank of each person (1 is the mean), and what each pair of ``help_given`` brings the helper of it.

    Here whom nobody vouches for counts in full: that costs nothing where accounts are honest, and the other parts hold
    the score down where they are not.
    """
    pairs = tables.run("SELECT helped, helper FROM help_given ORDER BY helper, helped")
    everyone = pd.Index(np.unique(np.concatenate([persons, pairs["helped"], pairs["helper"]]).astype(object)))
    helped, helper = everyone.get_indexer(pd.Index(pairs["helped"])), everyone.get_indexer(pd.Index(pairs["helper"]))
    size = len(everyone)
    rank = expertise_rank(helped, helper, np.ones(len(pairs)), size=size, damping=_DAMPING) * size
    helpers_of = np.bincount(helped, minlength=size)
    flow = _DAMPING * rank[helped] / helpers_of[helped] if len(pairs) else np.zeros(0)
    return rank[everyone.get_indexer(pd.Index(persons))], flow


def help_by_thread(tables: Tables, scored: Scored) -> ByThread:
    """What each thread adds to each part of the score; a pair's weight is shared among its threads by their weights."""
    people, expertise, flow = scored
    place = pd.Index(people["person"])
    given = tables.run("""
        SELECT inside.helper, inside.thread, inside.helpful, inside.replies, inside.weight / sums.weights AS share,
               sums.weight, sums.pair
        FROM help_in_threads AS inside JOIN (
            SELECT helper, helped, max(weight) AS weight, sum(weight) AS weights,
                   row_number() OVER (ORDER BY helper, helped) - 1 AS pair
            FROM help_in_threads GROUP BY helper, helped
        ) AS sums ON inside.helper = sums.helper AND inside.helped = sums.helped
        ORDER BY inside.helper, inside.helped, inside.thread
    """)
    thanks = tables.run("""
        SELECT inside.helper, inside.thread, inside.weight / sums.weights * sums.weight AS weight
        FROM thanks_in_threads AS inside JOIN (
            SELECT helper, thanker, max(weight) AS weight, sum(weight) AS weights FROM thanks_in_threads
            GROUP BY helper, thanker
        ) AS sums ON inside.helper = sums.helper AND inside.thanker = sums.thanker
        ORDER BY inside.helper, inside.thanker, inside.thread
    """)
    threads = pd.Index(np.unique(np.concatenate([given["thread"], thanks["thread"]]).astype(object)))
    helper, thread = place.get_indexer(pd.Index(given["helper"])), threads.get_indexer(pd.Index(given["thread"]))
    share = given["share"].to_numpy(np.float64)
    flows = share * flow[given["pair"].to_numpy(np.int64)]
    shares = [
        Shares(helper, thread, share * given["weight"].to_numpy(np.float64)),
        Shares(
            place.get_indexer(pd.Index(thanks["helper"])),
            threads.get_indexer(pd.Index(thanks["thread"])),
            thanks["weight"].to_numpy(np.float64),
        ),
        Shares(helper, thread, flows),
        Shares(helper, thread, given["helpful"].to_numpy(np.float64)),
        Shares(helper, thread, given["replies"].to_numpy(np.float64)),
    ]
    base = expertise - np.bincount(helper, weights=flows, minlength=len(people))
    return ByThread(shares, ScoreOfParts(np.maximum(base, 0.0)[:, None]), threads)


class ScoreOfParts:
    """The score of resampled parts; what ExpertiseRank gives to everybody stays."""

    def __init__(self, base: Floats) -> None:
        self._base = base

    def only(self, places: Sequence[int]) -> "ScoreOfParts":
        """The score of some people alone."""
        return ScoreOfParts(self._base[list(places)])

    def __call__(self, parts: Sequence[Floats]) -> Floats:
        """The score of each person (and resample) from the sums of the five kinds of ``ByThread.shares``."""
        helped, thanked, flow, helpful, answers = parts
        return _score(helped, thanked, self._base + flow, _substance(helpful, answers))

"""Helpers: people who spend much time helping many others.

The score is the geometric mean of four parts of equal weight (docs/findings.md): how many different people somebody
answered in the threads these had opened, the thanks to be expected for that, ExpertiseRank, and the share of their answers
that inform or encourage. The first two fade with time, and in them somebody whom nobody established but the helper answers
counts little, so that accounts made up for it lift nobody.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.corpus.tables import Tables
from graphtool.findings.accounts import account_marks
from graphtool.findings.result import PEERS, Ranking, ranked, with_intervals
from graphtool.measures import Shares, expertise_rank, resampled_scores
from graphtool.measures.uncertainty import RESAMPLES
from graphtool.sql import query

HALF_LIFE_DAYS: Final = 30.0
UNVOUCHED: Final = 0.05  # what counts of somebody whom no established person but the helper answers
RING: Final = 10  # so many made-up accounts make nobody established
_ESTABLISHED_SHARE: Final = 0.05  # of the people, in communities where few reach a ring's size
_PRIOR: Final = 10.0  # people helped at the community's mean rate of thanks that everybody is credited with
_BILLION: Final = 1e9
_DAMPING: Final = 0.85

Floats = npt.NDArray[np.float64]


def rank_helpers(
    tables: Tables, *, half_life_days: float = HALF_LIFE_DAYS, resamples: int = RESAMPLES, seed: int = 0
) -> Ranking:
    """Rank people by the help they give.

    Args:
        tables: of ``corpus.period``.
        half_life_days: after which an act of help counts half, and twice that a third; 0 never fades.
        resamples: of threads, for the intervals of ranks; 0 leaves the four columns on them out.
        seed: of the resamples.

    Returns:
        A ranking whose table goes on with ``rank_low, rank_high, p_top, tier`` (``measures.rank_uncertainty``), the four
        parts of the score (``breadth``: recent people helped; ``gratitude``: thanks to be expected for that;
        ``expertise``: ExpertiseRank, 1 for the mean person; ``substance``: the share of answers that inform or encourage,
        shrunk), ``role, mark`` (``findings.accounts``), ``people_helped, unvouched`` (of these, whom established others
        answered in less than half as many threads as the helper), ``thankers, answers, informs, encourages,
        thanks_received, replies, active_weeks, last_helped_us``. Whoever has a mark stands apart.
    """
    people, expertise, flow = _parts(tables, half_life_days=half_life_days)
    parameters: dict[str, object] = {
        "half_life_days": half_life_days, "prior": _PRIOR, "unvouched": UNVOUCHED, "ring": _ring(tables),
        "resamples": resamples, "seed": seed,
    }  # fmt: skip
    ranking = ranked("helpers", people[people["people_helped"] > 0][[*_COLUMNS]], parameters)
    if not resamples:
        return ranking
    shares, score, _ = _by_thread(tables, people, expertise=expertise, flow=flow)
    scores = resampled_scores(shares, score, size=len(people), times=resamples, seed=seed)
    return with_intervals(ranking, scores, people["person"])


_COLUMNS: Final = (
    "person", "handle", "score", "breadth", "gratitude", "expertise", "substance", "role", "mark", "people_helped", "unvouched",
    "thankers", "answers", "informs", "encourages", "thanks_received", "replies", "active_weeks",
    "last_helped_us",
)  # fmt: skip


def carrying_threads(tables: Tables, person: str, *, half_life_days: float = HALF_LIFE_DAYS) -> pd.DataFrame:
    """The threads that carry a helper's score, the one that they would lose most without first.

    Args:
        tables: of ``corpus.period``.
        person: an id.
        half_life_days: as for ``rank_helpers``.

    Returns:
        ``thread, helped`` (whose thread it is), ``handle, replies, informs, encourages, thanked`` (how often, by anybody
        there), ``last_us, rank_without, rank_without_all`` (the rank without this thread, and without it and all
        before it, everybody else staying as they are); empty where the person is no helper. ``attrs`` holds the ``rank``
        with all threads (where professionals and marked accounts would stand among the others).
    """
    people, expertise, flow = _parts(tables, half_life_days=half_life_days)
    told = tables.run("""
        SELECT inside.helper, inside.thread, inside.helped, people.handle, inside.replies, inside.informs, inside.encourages,
               CAST(coalesce(thanks.times, 0) AS BIGINT) AS thanked, inside.last_us
        FROM help_in_threads AS inside
        LEFT JOIN people ON people.person = inside.helped
        LEFT JOIN (
            SELECT helper, thread, sum(times) AS times FROM thanks_in_threads GROUP BY helper, thread
        ) AS thanks ON thanks.helper = inside.helper AND thanks.thread = inside.thread
        ORDER BY inside.helper, inside.thread, inside.helped
    """)
    told = told[told["helper"] == person].drop(columns="helper").drop_duplicates("thread")
    if told.empty:
        nothing = told.assign(rank_without=0, rank_without_all=0)
        nothing.attrs["rank"] = None
        return nothing
    shares, score, threads = _by_thread(tables, people, expertise=expertise, flow=flow)
    place = int(pd.Index(people["person"]).get_indexer([person])[0])
    peers = people["role"].isin(PEERS) & (people["mark"] == "") & (people["people_helped"] > 0)
    others = np.sort(people.loc[peers & (people["person"] != person), "score"].to_numpy(np.float64))
    rows = threads.get_indexer(pd.Index(told["thread"]))
    column_of = np.full(len(threads), -1)
    column_of[rows] = np.arange(len(rows))

    def ranks(dropped: npt.NDArray[np.bool_]) -> tuple[Floats, npt.NDArray[np.int64]]:
        """The person's scores and ranks when the threads of each row are dropped; a second row holds everybody else."""
        parts = []
        for each in shares:
            own = each.person == place
            by_thread = np.bincount(column_of[each.thread[own]] + 1, weights=each.amount[own], minlength=len(rows) + 1)[1:]
            kept = each.amount[own].sum() - dropped @ by_thread
            parts.append(np.stack([kept, np.full(len(kept), each.amount[~own].sum())]))
        scores = score.only([place, place])(parts)[0]
        return scores, 1 + (len(others) - np.searchsorted(others, scores, side="right"))

    each_alone = np.eye(len(rows), dtype=bool)
    scores_without, rank_without = ranks(each_alone)
    order = np.lexsort((told["thread"].to_numpy(str), scores_without))
    _, rank_without_all = ranks(np.tri(len(rows), dtype=bool) @ each_alone[order])
    found = told.assign(rank_without=rank_without).iloc[order]
    found = found.assign(rank_without_all=rank_without_all).reset_index(drop=True)
    found.attrs["rank"] = 1 + int((others > people["score"].iloc[place]).sum())
    return found


def prepare_help(tables: Tables, *, half_life_days: float) -> None:
    """Make the tables ``help_given`` and ``thanks_received`` (and these by thread), faded to the last post of the period."""
    tables.until_last_post()
    tables.materialise("repliers", query("repliers"))
    tables.settings({"half_life_days": float(half_life_days), "unvouched_weight": UNVOUCHED, "ring": _ring(tables)})
    for name in ("answered_threads", "vouchers", "help_in_threads", "help_given", "thanks_in_threads", "thanks_received"):
        tables.materialise(name, query(name))


def _parts(tables: Tables, *, half_life_days: float) -> tuple[pd.DataFrame, Floats, Floats]:
    """Everybody with the parts of their score and the score; ExpertiseRank, and what each pair brings to it."""
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
    return people, expertise, flow


def _ring(tables: Tables) -> int:
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
    expected: Floats = helped * (thanked + _PRIOR * rate) / (helped + _PRIOR)
    return expected


def _substance(helpful: Floats, answers: Floats) -> Floats:
    """The share of somebody's answers that help, shrunk to the community's; 1 for all where none is known to help."""
    rate = helpful.sum(axis=0) / np.maximum(answers.sum(axis=0), 1e-9)
    share: Floats = np.where(rate > 0, (helpful + _PRIOR * rate) / (answers + _PRIOR), 1.0)
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


def _by_thread(
    tables: Tables, people: pd.DataFrame, *, expertise: Floats, flow: Floats
) -> tuple[list[Shares], "_ScoreOfParts", pd.Index]:
    """What each thread adds to each part of the score, and the threads.

    A pair's weight is shared among its threads by their weights.
    """
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
    return shares, _ScoreOfParts(np.maximum(base, 0.0)[:, None]), threads


class _ScoreOfParts:
    """The score of resampled parts; what ExpertiseRank gives to everybody stays."""

    def __init__(self, base: Floats) -> None:
        self._base = base

    def only(self, places: Sequence[int]) -> "_ScoreOfParts":
        """The score of some people alone."""
        return _ScoreOfParts(self._base[list(places)])

    def __call__(self, parts: Sequence[Floats]) -> Floats:
        helped, thanked, flow, helpful, answers = parts
        return _score(helped, thanked, self._base + flow, _substance(helpful, answers))

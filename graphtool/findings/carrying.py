"""The threads that carry a helper's score."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.corpus.tables import Tables
from graphtool.findings.help_score import HALF_LIFE_DAYS, Floats, help_by_thread, scored_people
from graphtool.findings.result import PEERS


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
    scored = scored_people(tables, half_life_days=half_life_days)
    people = scored.people
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
    shares, score, threads = help_by_thread(tables, scored)
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

"""The threads that carry a helper's score."""

from collections.abc import Callable, Sequence

import numpy as np
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
    return carrying_threads_of(tables, [person], half_life_days=half_life_days)[person]


def carrying_threads_of(
    tables: Tables, persons: Sequence[str], *, half_life_days: float = HALF_LIFE_DAYS
) -> dict[str, pd.DataFrame]:
    """``carrying_threads`` of several people, by their ids."""
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
    told = told[told["helper"].isin(persons)].drop_duplicates(["helper", "thread"])
    shares, score, threads = help_by_thread(tables, scored)
    peers = people["role"].isin(PEERS) & (people["mark"] == "") & (people["people_helped"] > 0)
    ranked = people.loc[peers, ["person", "score"]]

    def carried(person: str) -> pd.DataFrame:
        own = told[told["helper"] == person].drop(columns="helper").reset_index(drop=True)
        if own.empty:
            nothing = own.assign(rank_without=0, rank_without_all=0)
            nothing.attrs["rank"] = None
            return nothing
        place = int(pd.Index(people["person"]).get_indexer([person])[0])
        others = np.sort(ranked.loc[ranked["person"] != person, "score"].to_numpy(np.float64))
        column_of = np.full(len(threads), -1)
        column_of[threads.get_indexer(pd.Index(own["thread"]))] = np.arange(len(own))

        def scores(lost: Callable[[Floats], Floats]) -> Floats:
            """The person's scores after losing that of what each thread brings to each part."""
            parts = []
            for each in shares:
                mine = each.person == place
                brought = np.bincount(column_of[each.thread[mine]] + 1, weights=each.amount[mine], minlength=len(own) + 1)[1:]
                kept = each.amount[mine].sum() - lost(brought.astype(np.float64))
                # a second row holds everybody else
                parts.append(np.stack([kept, np.full(len(kept), each.amount[~mine].sum())]))
            found: Floats = score.only([place, place])(parts)[0]
            return found

        def ranks(given: Floats) -> list[int]:
            return [1 + int(each) for each in len(others) - np.searchsorted(others, given, side="right")]

        without = scores(lambda brought: brought)
        order = np.lexsort((own["thread"].to_numpy(str), without))
        without_all = scores(lambda brought: np.cumsum(brought[order]))
        found = own.assign(rank_without=ranks(without)).iloc[order]
        found = found.assign(rank_without_all=ranks(without_all)).reset_index(drop=True)
        found.attrs["rank"] = 1 + int((others > people["score"].iloc[place]).sum())
        return found

    return {person: carried(person) for person in persons}

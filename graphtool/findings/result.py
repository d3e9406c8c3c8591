"""What every ranking is: a table, and what made it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.measures import rank_uncertainty
from graphtool.schema import RANKED

PEERS: Final = ("patient", "caregiver", "unknown")  # not professionals, not organisations


@dataclass(frozen=True)
class Ranking:
    """A ranked list.

    kind: ``helpers``, ``mentors`` or ``attention``.
    table: best first, beginning with ``rank, person, handle, score``.
    parameters: everything that was chosen.
    apart: people ranked by the same score but kept out of the list (recognised professionals, organisations, bots and
        promotional accounts).
    """

    kind: str
    table: pd.DataFrame
    parameters: dict[str, object]
    apart: pd.DataFrame


def ranked(kind: str, people: pd.DataFrame, parameters: dict[str, object]) -> Ranking:
    """A ranking of people by ``score`` (ties by ``person``); professionals, organisations and whoever has a ``mark`` apart."""
    ordered = people.sort_values(["score", "person"], ascending=[False, True], kind="stable")
    peers = ordered["role"].isin(PEERS)
    if "mark" in ordered:
        peers &= ordered["mark"] == ""
    return Ranking(kind, _numbered(ordered[peers]), parameters, _numbered(ordered[~peers]))


def with_intervals(ranking: Ranking, scores: npt.NDArray[np.floating], persons: pd.Series) -> Ranking:
    """The ranking with ``rank_low, rank_high, p_top, tier`` after the score.

    Args:
        ranking: whose lists are judged, each for itself.
        scores: resampled (``measures.resampled_scores``), people × resamples.
        persons: whose scores these are.
    """
    place = pd.Index(persons)
    first = len(RANKED)
    lists = [
        pd.concat([table.iloc[:, :first], sure, table.iloc[:, first:]], axis=1)
        for table in (ranking.table, ranking.apart)
        for sure in [rank_uncertainty(scores, place.get_indexer(pd.Index(table["person"])))]
    ]
    return Ranking(ranking.kind, lists[0], ranking.parameters, lists[1])


def _numbered(people: pd.DataFrame) -> pd.DataFrame:
    table = people.reset_index(drop=True)
    table.insert(0, "rank", range(1, len(table) + 1))
    return table[[*RANKED, *(name for name in table.columns if name not in RANKED)]]

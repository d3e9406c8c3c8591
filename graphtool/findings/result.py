"""What every ranking is: a table, and what made it."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from graphtool.schema import RANKED

PEERS: Final = ("patient", "caregiver", "unknown")  # not professionals, not organisations


@dataclass(frozen=True)
class Ranking:
    """A ranked list.

    kind: ``helpers``, ``mentors`` or ``attention``.
    table: best first, beginning with ``rank, person, handle, score``.
    parameters: everything that was chosen.
    apart: people ranked by the same score but kept out of the list (recognised professionals and organisations).
    """

    kind: str
    table: pd.DataFrame
    parameters: dict[str, object]
    apart: pd.DataFrame


def ranked(kind: str, people: pd.DataFrame, parameters: dict[str, object]) -> Ranking:
    """A ranking of people by ``score`` (ties by ``person``), professionals and organisations apart."""
    ordered = people.sort_values(["score", "person"], ascending=[False, True], kind="stable")
    peers = ordered["role"].isin(PEERS)
    return Ranking(kind, _numbered(ordered[peers]), parameters, _numbered(ordered[~peers]))


def _numbered(people: pd.DataFrame) -> pd.DataFrame:
    table = people.reset_index(drop=True)
    table.insert(0, "rank", range(1, len(table) + 1))
    return table[[*RANKED, *(name for name in table.columns if name not in RANKED)]]

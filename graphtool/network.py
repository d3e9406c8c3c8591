"""People and ties as arrays, made from the interactions of a period."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd


@dataclass(frozen=True)
class Network:
    """People and their ties in canonical order.

    people: one row a person, sorted by ``person`` (columns ``person, handle, role, stage`` and more).
    ties: one row a (source, target, kind), sorted; ``source`` and ``target`` are positions in ``people`` (int32),
        the interaction runs from the author to the person addressed; ``count`` int64, ``first_us``, ``last_us``,
        ``helped`` (replies that inform or encourage someone else's question), ``thanked`` (replies that thank).
    """

    people: pd.DataFrame
    ties: pd.DataFrame

    @property
    def size(self) -> int:
        """Number of people."""
        return len(self.people)

    def positions(self, persons: pd.Series) -> npt.NDArray[np.int64]:
        """Where each person stands in ``people``; -1 for a stranger."""
        return pd.Index(self.people["person"]).get_indexer(persons)

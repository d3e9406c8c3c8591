"""People and ties as arrays, made from the interactions of a period."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.behaviour import behaviour
from graphtool.corpus.tables import Tables
from graphtool.schema import KINDS, ROLES

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Network:
    """People and their ties in canonical order.

    people: one row a person, sorted by ``person`` (``person, platform, handle, name, role, stage, posts, first_us,
        last_us, behaviour``, the last joined by ``|``).
    ties: one row a (source, target, kind), sorted; ``source`` and ``target`` are positions in ``people`` (int32),
        the interaction runs from the author to the person addressed; ``count`` int64, ``first_us``, ``last_us``
        (int64, or Int64 where a network without posts told no times),
        ``helped`` (replies that inform or encourage), ``thanked`` (replies that thank).
    """

    people: pd.DataFrame
    ties: pd.DataFrame

    @property
    def size(self) -> int:
        """Number of people."""
        return len(self.people)

    def positions(self, persons: pd.Series) -> npt.NDArray[np.int64]:
        """Where each person stands in ``people``; -1 for a stranger."""
        return np.asarray(pd.Index(self.people["person"]).get_indexer(pd.Index(persons)), dtype=np.int64)


def named_ties(network: Network) -> pd.DataFrame:
    """The ties with the people themselves at their ends instead of their positions."""
    names = network.people["person"].to_numpy(object)
    return network.ties.assign(source=names[network.ties["source"]], target=names[network.ties["target"]])


def build(tables: Tables, *, kinds: Collection[str] = KINDS, roles: Collection[str] = ROLES) -> Network:
    """The network of a period.

    Args:
        tables: of ``corpus.period``.
        kinds: the interactions that make a tie.
        roles: the people kept; ties to others are left out.
    """
    people = tables.ask("people").merge(behaviour(tables).table[["person", "behaviour"]], on="person", validate="1:1")
    ties = tables.ask("ties")
    people = people[people["role"].isin(list(roles))].reset_index(drop=True)
    place = pd.Index(people["person"])
    ties = ties[ties["kind"].isin(list(kinds))]
    source, target = place.get_indexer(pd.Index(ties["source"])), place.get_indexer(pd.Index(ties["target"]))
    if ties["last_us"].isna().any():  # of networks that tell no times
        ties = ties.astype({"first_us": "Int64", "last_us": "Int64"})
    known = (source >= 0) & (target >= 0)
    ties = ties.assign(source=source.astype(np.int32), target=target.astype(np.int32))[known]
    return Network(people, ties.sort_values(["source", "target", "kind"]).reset_index(drop=True))


def to_networkx(network: Network, *, multi: bool = True) -> "nx.MultiDiGraph[str] | nx.DiGraph[str]":
    """The network as NetworkX knows it, nodes named by ``person``, with all attributes.

    Args:
        network: what to convert.
        multi: a ``MultiDiGraph`` with one edge a kind (its key); else a ``DiGraph`` whose ``weight`` is the number
            of interactions of every kind.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] | nx.DiGraph[str] = nx.MultiDiGraph() if multi else nx.DiGraph()
    people, ties = _plain(network.people), _plain(network.ties)
    names = [person["person"] for person in people]
    graph.add_nodes_from((person.pop("person"), person) for person in people)
    for tie in ties:
        source, target = names[tie.pop("source")], names[tie.pop("target")]
        if isinstance(graph, nx.MultiDiGraph):
            graph.add_edge(source, target, key=tie["kind"], weight=tie["count"], **tie)
        else:
            edge = graph.get_edge_data(source, target, default={"weight": 0})
            graph.add_edge(source, target, **{tie["kind"]: tie["count"], "weight": edge["weight"] + tie["count"]})
    return graph


def _plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dictionaries of plain Python values, without what is missing."""
    columns = {str(name): frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in frame}
    return [
        {name: value for name, value in zip(columns, row, strict=True) if value is not None}
        for row in zip(*columns.values(), strict=True)
    ]

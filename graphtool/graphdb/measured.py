"""Measures of the people of a community in Neo4j, computed there by Graph Data Science or here, and written onto them."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from graphtool.errors import DatabaseError
from graphtool.graphdb.connection import Server
from graphtool.graphdb.pull import described, pull_network
from graphtool.graphdb.push import BATCH
from graphtool.graphdb.rows import keyed_rows
from graphtool.graphdb.values import batches
from graphtool.measures import attention_pagerank, communities, expertise_rank
from graphtool.measures.centrality import CHEAP, PIVOTS, betweenness
from graphtool.measures.communities import canonical
from graphtool.network import Network

GDS: Final = "gds"
_DAMPING: Final = 0.85


@dataclass(frozen=True)
class Measured:
    """Measures of people.

    table: ``person, pagerank, expertise_rank, betweenness, community_number`` in the order of ``person``; the first two
        sum to 1, 1 is the largest community.
    pivots: the people that shortest paths were counted from; None where from all, which is exact.
    """

    table: pd.DataFrame
    pivots: int | None


def measure(
    server: Server, *, community: str, engine: str = "compiled", resolution: float = 1.0, seed: int = 0, batch: int = BATCH
) -> Measured:
    """Compute PageRank, ExpertiseRank, betweenness and Leiden communities and write them onto the people.

    A push that changes somebody takes their measures away: measure again after it.

    Args:
        server: of ``connected``.
        community: whose people.
        engine: ``gds`` computes on the server; else one of ``engines``, which computes here.
        resolution: of communities; above 1 they are smaller.
        seed: of what is drawn by chance.
        batch: people a transaction.

    Raises:
        DatabaseError: the community is not there or only half there, or Graph Data Science is not installed.
        EngineError: there is no such engine.
    """
    described(server, community)
    if engine == GDS:
        measured = _on_the_server(server, community, resolution=resolution, seed=seed)
    else:
        measured = measures_of(pull_network(server, community=community), engine=engine, resolution=resolution, seed=seed)
    for some in batches(np.arange(len(measured.table)), batch):
        server.run("write_measures", community=community, rows=keyed_rows(measured.table, ["person"], some))
    return measured


def measures_of(network: Network, *, engine: str = "compiled", resolution: float = 1.0, seed: int = 0) -> Measured:
    """The same measures of a network that is here."""
    helped = network.ties[(network.ties["kind"] == "reply") & (network.ties["helped"] > 0)]
    asker, helper = helped["target"].to_numpy(np.int64), helped["source"].to_numpy(np.int64)
    expertise = expertise_rank(asker, helper, helped["helped"].to_numpy(np.float64), size=network.size, engine=engine)
    between, pivots = betweenness(network, seed=seed, engine=engine)
    table = pd.DataFrame(
        {
            "person": network.people["person"],
            "pagerank": attention_pagerank(network, engine=engine),
            "expertise_rank": expertise,
            "betweenness": between,
            "community_number": communities(network, resolution=resolution, seed=seed, engine=engine).labels + 1,
        }
    )
    return Measured(table, pivots)


def _on_the_server(server: Server, community: str, *, resolution: float, seed: int) -> Measured:
    if not len(server.read("gds")):
        raise DatabaseError(
            "Neo4j has no Graph Data Science here: have it installed (https://neo4j.com/docs/graph-data-science),"
            " or leave --engine out to compute on this machine."
        )
    with projected(server, "ties", community) as (graph, people, ties):
        rank = _values(server, "pagerank", graph=graph, damping=_DAMPING)
        pivots = None if people * ties <= CHEAP or people <= PIVOTS else PIVOTS
        between = _values(server, "betweenness", graph=graph, pivots=pivots or people, seed=seed)
    with projected(server, "help", community) as (graph, _, _):
        expertise = _values(server, "pagerank", graph=graph, damping=_DAMPING)
    with projected(server, "pairs", community) as (graph, _, _):
        groups = _values(server, "leiden", graph=graph, resolution=resolution, seed=seed)
    table = pd.DataFrame(
        {
            "pagerank": rank / (rank.sum() or 1.0),
            "expertise_rank": expertise / (expertise.sum() or 1.0),
            "betweenness": between if pivots is None else between * people / pivots,
            "community_number": groups,
        }
    )
    table.insert(0, "person", table.index)
    table["community_number"] = canonical(table["community_number"].to_numpy(np.int64)) + 1
    return Measured(table.reset_index(drop=True), pivots)


@contextmanager
def projected(server: Server, what: str, community: str) -> Iterator[tuple[str, int, int]]:
    """A graph in the server's memory: its name, people and ties. All on the server that writes: others do not have it."""
    graph = f"graphtool {what} {uuid.uuid4()}"
    try:
        made = server.run(f"gds/project_{what}", graph=graph, community=community).records[0]
        yield graph, made["people"], made["ties"]
    finally:
        server.run("gds/drop", graph=graph)


def _values(server: Server, algorithm: str, **parameters: Any) -> pd.Series:
    """A value by person, in the order of persons."""
    rows = server.run(f"gds/{algorithm}", **parameters).records
    return pd.Series({row["person"]: row["value"] for row in rows}).sort_index()

"""How people stand in the network: what they receive, what they give, and to how many."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool import engines
from graphtool.network import Network

CHEAP: Final = 400_000_000  # people × ties up to which betweenness and closeness are exact: some seconds
PIVOTS: Final = 512
STRUCTURE: Final = ("betweenness", "closeness", "core", "constraint", "eigenvector", "hub", "authority")


@dataclass(frozen=True)
class Structure:
    """How people stand in the network.

    table: one row a person in the order of ``network.people``, a column for each of ``STRUCTURE``.
    pivots: the people that shortest paths were counted from; None where from all, which is exact.
    """

    table: pd.DataFrame
    pivots: int | None


def betweenness(
    network: Network, *, pivots: int = PIVOTS, seed: int = 0, engine: str = "compiled"
) -> tuple[npt.NDArray[np.float64], int | None]:
    """Shortest paths through each person, along the interactions (Brandes 2001).

    Returns:
        The measure, and the number of people paths were counted from; None where from all, which is exact.
    """
    source, target, _ = _pairs(network)
    starts = _pivots(network, len(source), most=pivots, seed=seed)
    found = engines.get(engine).betweenness(source, target, size=network.size, pivots=starts)
    return found, None if starts is None else len(starts)


def _pairs(network: Network) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    pairs = network.ties.groupby(["source", "target"], sort=True)["count"].sum().reset_index()
    source, target = pairs["source"].to_numpy(np.int64), pairs["target"].to_numpy(np.int64)
    return source, target, pairs["count"].to_numpy(np.float64)


def _pivots(network: Network, ties: int, *, most: int, seed: int) -> npt.NDArray[np.int64] | None:
    """People drawn by chance where all would take too long."""
    if network.size * ties <= CHEAP or network.size <= most:
        return None
    return np.sort(np.random.default_rng(seed).choice(network.size, most, replace=False))


def structure(network: Network, *, seed: int = 0, engine: str = "compiled") -> Structure:
    """The measures of position: who lies between, who is near, who is in the thick of it, who bridges.

    ``betweenness`` (shortest paths through somebody, along the interactions; Brandes 2001), ``closeness`` (harmonic: the
    sum of 1 / distance from everybody else), ``core`` (k-core, Seidman 1983), ``constraint`` (Burt 1992: low for who
    bridges groups; NaN without ties), ``eigenvector`` (Bonacich 1972), and HITS on the help graph (Kleinberg 1999), whose
    ties run from the person answered to the answerer: ``authority`` is helping those who choose good helpers, ``hub`` is
    choosing them.

    Beyond people × ties = ``CHEAP``, paths are counted from ``PIVOTS`` people drawn by chance, and this is said.
    """
    source, target, count = _pairs(network)
    size = network.size
    pivots = _pivots(network, len(source), most=PIVOTS, seed=seed)
    motor = engines.get(engine)
    replies = network.ties[network.ties["kind"] == "reply"]
    hub, authority = motor.hits(
        replies["target"].to_numpy(np.int64),
        replies["source"].to_numpy(np.int64),
        replies["count"].to_numpy(np.float64),
        size=size,
    )
    columns = (
        motor.betweenness(source, target, size=size, pivots=pivots),
        motor.harmonic(source, target, size=size, pivots=pivots),
        motor.core(source, target, size=size),
        motor.constraint(source, target, count, size=size),
        motor.eigenvector(source, target, count, size=size),
        hub,
        authority,
    )
    return Structure(pd.DataFrame(dict(zip(STRUCTURE, columns, strict=True))), len(pivots) if pivots is not None else None)


def degrees(network: Network) -> pd.DataFrame:
    """Partners and interactions of each person.

    Returns:
        One row a person in the order of ``network.people``: ``in_degree`` and ``out_degree`` (distinct people who
        wrote to them, whom they wrote to), ``in_strength`` and ``out_strength`` (interactions), ``partners`` (distinct
        people in either direction) and ``reciprocity`` (the share of their partners with ties both ways; NaN without
        partners).
    """
    size = network.size
    pairs = network.ties.groupby(["source", "target"], sort=True)["count"].sum().reset_index()
    source, target = pairs["source"].to_numpy(np.int64), pairs["target"].to_numpy(np.int64)
    count = pairs["count"].to_numpy(np.float64)
    forward = source * size + target
    both = np.isin(forward, target * size + source)
    out_degree, in_degree = np.bincount(source, minlength=size), np.bincount(target, minlength=size)
    mutual = np.bincount(source[both], minlength=size)
    partners = out_degree + in_degree - mutual
    return pd.DataFrame(
        {
            "in_degree": in_degree,
            "out_degree": out_degree,
            "in_strength": np.bincount(target, weights=count, minlength=size).astype(np.int64),
            "out_strength": np.bincount(source, weights=count, minlength=size).astype(np.int64),
            "partners": partners,
            "reciprocity": np.divide(mutual, partners, out=np.full(size, np.nan), where=partners > 0),
        }
    )


def attention_pagerank(network: Network, *, damping: float = 0.85, engine: str = "compiled") -> npt.NDArray[np.float64]:
    """PageRank along the interactions: much of it goes to those whom people with attention write to. Sums to 1."""
    ties = network.ties
    return engines.get(engine).pagerank(
        ties["source"].to_numpy(np.int64),
        ties["target"].to_numpy(np.int64),
        ties["count"].to_numpy(np.float64),
        size=network.size,
        damping=damping,
    )


def expertise_rank(
    helped: npt.NDArray[np.integer],
    helper: npt.NDArray[np.integer],
    weight: npt.NDArray[np.float64],
    *,
    size: int,
    damping: float = 0.85,
    engine: str = "compiled",
) -> npt.NDArray[np.float64]:
    """ExpertiseRank: PageRank along ties from the person helped to the helper, summing to 1.

    ER(A) = (1 − d) + d · Σ ER(U)/C(U) over the people U whom A helped, C(U) being how many helped U (Zhang, Ackerman,
    Adamic, WWW 2007); with weights, U's rank is shared by weight.
    """
    return engines.get(engine).pagerank(helped, helper, weight, size=size, damping=damping)

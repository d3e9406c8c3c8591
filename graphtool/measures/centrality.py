"""How people stand in the network: what they receive, what they give, and to how many."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool import engines
from graphtool.network import Network


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

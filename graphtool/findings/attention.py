"""Attention: what people receive. Shown beside help, for the two are not the same."""

import pandas as pd

from graphtool.findings.result import Ranking, ranked
from graphtool.measures import attention_pagerank, degrees
from graphtool.network import Network


def rank_attention(network: Network, *, damping: float = 0.85) -> Ranking:
    """Rank people by PageRank along the interactions.

    Returns:
        A ranking whose table goes on with ``role``, the distinct people who wrote to them (``repliers``), the
        interactions ``received`` and those ``given``.
    """
    measured = degrees(network)
    people = pd.DataFrame(
        {
            "person": network.people["person"],
            "handle": network.people["handle"],
            "score": attention_pagerank(network, damping=damping),
            "role": network.people["role"],
            "repliers": measured["in_degree"],
            "received": measured["in_strength"],
            "given": measured["out_strength"],
        }
    )
    return ranked("attention", people[people["received"] > 0], {"damping": damping})

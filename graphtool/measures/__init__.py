"""What is computed from a network; the engine is chosen by name."""

from graphtool.measures.centrality import (
    STRUCTURE,
    Structure,
    attention_pagerank,
    betweenness,
    degrees,
    expertise_rank,
    structure,
)
from graphtool.measures.chance import rewired
from graphtool.measures.communities import Communities, communities, consensus, modularity
from graphtool.measures.uncertainty import Shares, rank_uncertainty, resampled_scores, tiers

__all__ = [
    "STRUCTURE", "Communities", "Shares", "Structure", "attention_pagerank", "betweenness", "communities", "consensus",
    "degrees", "expertise_rank", "modularity", "rank_uncertainty", "resampled_scores", "rewired", "structure", "tiers",
]  # fmt: skip

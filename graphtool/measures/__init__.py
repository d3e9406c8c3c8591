"""What is computed from a network; the engine is chosen by name."""

from graphtool.measures.centrality import attention_pagerank, degrees, expertise_rank
from graphtool.measures.chance import rewired
from graphtool.measures.communities import Communities, communities, consensus, modularity
from graphtool.measures.uncertainty import Shares, rank_uncertainty, resampled_scores, tiers

__all__ = [
    "Communities", "Shares", "attention_pagerank", "communities", "consensus", "degrees",
    "expertise_rank", "modularity", "rank_uncertainty", "resampled_scores", "rewired", "tiers",
]  # fmt: skip

"""What is computed from a network; the engine is chosen by name."""

from graphtool.measures.centrality import attention_pagerank, degrees, expertise_rank
from graphtool.measures.communities import Communities, communities, consensus, modularity
from graphtool.measures.uncertainty import rewired

__all__ = [
    "Communities", "attention_pagerank", "communities", "consensus", "degrees",
    "expertise_rank", "modularity", "rewired",
]  # fmt: skip

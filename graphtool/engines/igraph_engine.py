"""igraph (GPL-2 or later): an engine by name only, never picked because it is installed."""

import random

import igraph
import numpy as np

from graphtool.engines import Floats, Ints, undirected


def pagerank(source: Ints, target: Ints, weight: Floats, *, size: int, damping: float = 0.85) -> Floats:
    """``Graph.pagerank`` by PRPACK."""
    if not size:
        return np.zeros(0)
    graph = igraph.Graph(size, np.column_stack([source, target]).tolist(), directed=True)
    return np.asarray(graph.pagerank(damping=damping, weights=weight.tolist() or None), dtype=np.float64)


def leiden(source: Ints, target: Ints, weight: Floats, *, size: int, resolution: float = 1.0, seed: int = 0) -> Ints:
    """``Graph.community_leiden`` until it changes nothing more."""
    low, high, added = undirected(source, target, weight, size=size)
    graph = igraph.Graph(size, np.column_stack([low, high]).tolist(), directed=False)
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - not for secrets
    found = graph.community_leiden("modularity", weights=added.tolist(), resolution=resolution, n_iterations=-1)
    return np.asarray(found.membership, dtype=np.int64)

"""The reference engine, for comparison: NetworkX. Slow beyond some thousand people."""

from typing import Any

import networkx as nx
import numpy as np

from graphtool.engines import Floats, Ints, undirected


def pagerank(source: Ints, target: Ints, weight: Floats, *, size: int, damping: float = 0.85) -> Floats:
    """``networkx.pagerank``; its tolerance is multiplied by the number of nodes, so it is divided by it here."""
    if not size:
        return np.zeros(0)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(size))
    for tail, head, heavy in zip(source.tolist(), target.tolist(), weight.tolist(), strict=True):
        before = graph.get_edge_data(tail, head, default={"weight": 0.0})["weight"]
        graph.add_edge(tail, head, weight=before + heavy)
    ranks: dict[int, float] = nx.pagerank(graph, alpha=damping, max_iter=1000, tol=1e-12 / size, weight="weight")
    return np.array([ranks[node] for node in range(size)])


def leiden(source: Ints, target: Ints, weight: Floats, *, size: int, resolution: float = 1.0, seed: int = 0) -> Ints:
    """``networkx.community.louvain_communities``: NetworkX has no Leiden of its own."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(size))
    edges: tuple[Any, ...] = tuple(each.tolist() for each in undirected(source, target, weight, size=size))
    graph.add_weighted_edges_from((low, high, heavy) for low, high, heavy in zip(*edges, strict=True) if heavy > 0)
    labels = np.empty(size, np.int64)
    for number, members in enumerate(nx.community.louvain_communities(graph, resolution=resolution, seed=seed)):
        labels[sorted(members)] = number
    return labels

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


def betweenness(source: Ints, target: Ints, *, size: int, pivots: Ints | None = None) -> Floats:
    """``networkx.betweenness_centrality``, not normalised; from ``pivots``, of these alone, scaled."""
    graph = _directed(source, target, np.ones(len(source)), size=size)
    if pivots is None:
        found = nx.betweenness_centrality(graph, normalized=False)
        return np.array([found[node] for node in range(size)])
    subset = nx.betweenness_centrality_subset(graph, sources=pivots.tolist(), targets=list(range(size)), normalized=False)
    return np.array([subset[node] for node in range(size)]) * size / len(pivots)


def harmonic(source: Ints, target: Ints, *, size: int, pivots: Ints | None = None) -> Floats:
    """``networkx.harmonic_centrality``, with ``pivots`` from these alone, scaled."""
    graph = _directed(source, target, np.ones(len(source)), size=size)
    starts = None if pivots is None else pivots.tolist()
    found = nx.harmonic_centrality(graph, sources=starts)
    return np.array([found[node] for node in range(size)]) * (1.0 if starts is None else size / len(starts))


def hits(source: Ints, target: Ints, weight: Floats, *, size: int) -> tuple[Floats, Floats]:
    """``networkx.hits``."""
    hubs, authorities = nx.hits(_directed(source, target, weight, size=size), max_iter=1000, tol=1e-12)
    return tuple(np.array([each[node] for node in range(size)]) for each in (hubs, authorities))  # type: ignore[return-value]


def core(source: Ints, target: Ints, *, size: int) -> Ints:
    """``networkx.core_number``."""
    found = nx.core_number(_undirected(source, target, np.ones(len(source)), size=size))
    return np.array([found[node] for node in range(size)])


def constraint(source: Ints, target: Ints, weight: Floats, *, size: int) -> Floats:
    """``networkx.constraint``."""
    found = nx.constraint(_undirected(source, target, weight, size=size), weight="weight")
    return np.array([found[node] for node in range(size)])


def eigenvector(source: Ints, target: Ints, weight: Floats, *, size: int) -> Floats:
    """``networkx.eigenvector_centrality``."""
    graph = _undirected(source, target, weight, size=size)
    found = nx.eigenvector_centrality(graph, max_iter=100_000, tol=1e-13 / size, weight="weight")
    return np.array([found[node] for node in range(size)])


def _directed(source: Ints, target: Ints, weight: Floats, *, size: int) -> "nx.DiGraph[int]":
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(size))
    for tail, head, heavy in zip(source.tolist(), target.tolist(), weight.tolist(), strict=True):
        if tail != head:
            before = graph.get_edge_data(tail, head, default={"weight": 0.0})["weight"]
            graph.add_edge(tail, head, weight=before + heavy)
    return graph


def _undirected(source: Ints, target: Ints, weight: Floats, *, size: int) -> "nx.Graph[int]":
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(size))
    low, high, added = undirected(source, target, weight, size=size)
    graph.add_weighted_edges_from(zip(low.tolist(), high.tolist(), added.tolist(), strict=True))
    return graph

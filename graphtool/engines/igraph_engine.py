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


def betweenness(source: Ints, target: Ints, *, size: int, pivots: Ints | None = None) -> Floats:
    """``Graph.betweenness``."""
    starts = None if pivots is None else pivots.tolist()
    found = np.asarray(_once(source, target, size=size).betweenness(sources=starts), dtype=np.float64)
    return found if starts is None else found * size / len(starts)


def harmonic(source: Ints, target: Ints, *, size: int, pivots: Ints | None = None) -> Floats:
    """``Graph.harmonic_centrality``; igraph counts from everybody, so ``pivots`` are not needed."""
    del pivots
    found = _once(source, target, size=size).harmonic_centrality(mode="in", normalized=False)
    return np.nan_to_num(np.asarray(found, dtype=np.float64))


def hits(source: Ints, target: Ints, weight: Floats, *, size: int) -> tuple[Floats, Floats]:
    """``Graph.hub_score`` and ``Graph.authority_score``, each summing to 1."""
    kept = source != target
    graph = igraph.Graph(size, np.column_stack([source[kept], target[kept]]).tolist(), directed=True)
    heavy = weight[kept].tolist() or None
    hubs, authorities = (np.asarray(each(weights=heavy)) for each in (graph.hub_score, graph.authority_score))
    return hubs / (hubs.sum() or 1.0), authorities / (authorities.sum() or 1.0)


def core(source: Ints, target: Ints, *, size: int) -> Ints:
    """``Graph.coreness``."""
    low, high, _ = undirected(source, target, np.ones(len(source)), size=size)
    return np.asarray(igraph.Graph(size, np.column_stack([low, high]).tolist()).coreness(), dtype=np.int64)


def constraint(source: Ints, target: Ints, weight: Floats, *, size: int) -> Floats:
    """``Graph.constraint``."""
    low, high, added = undirected(source, target, weight, size=size)
    graph = igraph.Graph(size, np.column_stack([low, high]).tolist())
    return np.asarray(graph.constraint(weights=added.tolist()), dtype=np.float64)


def eigenvector(source: Ints, target: Ints, weight: Floats, *, size: int) -> Floats:
    """``Graph.eigenvector_centrality``, of length 1."""
    low, high, added = undirected(source, target, weight, size=size)
    graph = igraph.Graph(size, np.column_stack([low, high]).tolist())
    found = np.asarray(graph.eigenvector_centrality(weights=added.tolist() or None), dtype=np.float64)
    return found / (np.sqrt((found**2).sum()) or 1.0)


def _once(source: Ints, target: Ints, *, size: int) -> igraph.Graph:
    kept = source != target
    pairs = np.unique(np.column_stack([source[kept], target[kept]]), axis=0)
    return igraph.Graph(size, pairs.tolist(), directed=True)

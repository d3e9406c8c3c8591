"""The default engine: scipy for the PageRank family, graspologic-native for Leiden."""

from typing import Final

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from graphtool.engines import Floats, Ints, undirected

_TOLERANCE: Final = 1e-12
_MOST_STEPS: Final = 1000
_TOGETHER: Final = 64  # searches in one product
_LEIDEN_ROUNDS: Final = 2  # ENGINES: two rounds beat five trials of one


def pagerank(source: Ints, target: Ints, weight: Floats, *, size: int, damping: float = 0.85) -> Floats:
    """Power iteration until the sum of changes is below 1e-12; who passes nothing on passes it to everybody."""
    if not size:
        return np.zeros(0)
    into = sp.coo_array((weight, (target, source)), shape=(size, size)).tocsr()
    passed: Floats = np.asarray(into.sum(axis=0)).ravel()
    share = np.divide(1.0, passed, out=np.zeros(size), where=passed > 0)
    keeps = passed == 0
    rank = np.full(size, 1.0 / size)
    for _ in range(_MOST_STEPS):
        following = damping * (into @ (rank * share) + rank[keeps].sum() / size) + (1.0 - damping) / size
        change = np.abs(following - rank).sum()
        rank = following
        if change < _TOLERANCE:
            break
    normalised: Floats = rank / rank.sum()
    return normalised


def leiden(source: Ints, target: Ints, weight: Floats, *, size: int, resolution: float = 1.0, seed: int = 0) -> Ints:
    """Leiden by modularity (Traag, Waltman, van Eck 2019)."""
    from graspologic_native import leiden_csr

    low, high, added = undirected(source, target, weight, size=size)
    positive = added > 0
    low, high, added = low[positive], high[positive], added[positive]
    if not len(added):
        return np.arange(size)
    # the library hangs on a one-sided matrix, and its result hangs on the order of entries
    matrix = sp.coo_array(
        (np.concatenate([added, added]), (np.concatenate([low, high]), np.concatenate([high, low]))),
        shape=(size, size),
    ).tocsr()
    matrix.sort_indices()
    _, found = leiden_csr(
        matrix.indptr.astype(np.int64),
        matrix.indices.astype(np.int32),
        matrix.data.astype(np.float64),
        size,
        resolution=resolution,
        iterations=_LEIDEN_ROUNDS,
        use_modularity=True,
        seed=seed,
    )
    labels = np.fromiter((found.get(node, -1 - node) for node in range(size)), np.int64, size)
    return np.unique(labels, return_inverse=True)[1]


def components(source: Ints, target: Ints, *, size: int) -> Ints:
    """The number of the weakly connected component of each node."""
    matrix = sp.coo_array((np.ones(len(source), np.int8), (source, target)), shape=(size, size))
    return connected_components(matrix, directed=False)[1]


def betweenness(source: Ints, target: Ints, *, size: int, pivots: Ints | None = None) -> Floats:
    """Brandes' algorithm (2001) for many starting points at once: a level of all their searches is one product of matrices.

    Edges are directed and count once each. Without ``pivots`` exact, not normalised; with them the dependencies of these
    starting points alone, scaled to all of them (Brandes & Pich 2007).
    """
    out = _once(source, target, size=size)
    back = out.T.tocsr()
    starts = np.arange(size) if pivots is None else np.asarray(pivots)
    total = np.zeros(size)
    for first in range(0, len(starts), _TOGETHER):
        block = starts[first : first + _TOGETHER]
        columns = np.arange(len(block))
        paths = np.zeros((size, len(block)))
        paths[block, columns] = 1.0
        seen, frontiers = paths > 0, [paths.copy()]
        while True:
            reached = back @ frontiers[-1]
            reached[seen] = 0.0
            if not reached.any():
                break
            seen |= reached > 0
            paths += reached
            frontiers.append(reached)
        depends = np.zeros_like(paths)
        for level in range(len(frontiers) - 1, 0, -1):
            here, before = frontiers[level], frontiers[level - 1]
            share = np.divide(1.0 + depends, here, out=np.zeros_like(here), where=here > 0)
            depends += before * (out @ share)
        depends[block, columns] = 0.0
        total += depends.sum(axis=1)
    return total * (size / len(starts)) if len(starts) else total


def harmonic(source: Ints, target: Ints, *, size: int, pivots: Ints | None = None) -> Floats:
    """The sum of 1 / distance from everybody else to each node along the edges, which count once each.

    With ``pivots`` from these alone, scaled to all.
    """
    back = _once(source, target, size=size).T.tocsr()
    starts = np.arange(size) if pivots is None else np.asarray(pivots)
    total = np.zeros(size)
    for first in range(0, len(starts), _TOGETHER):
        block = starts[first : first + _TOGETHER]
        frontier = np.zeros((size, len(block)), np.float32)
        frontier[block, np.arange(len(block))] = 1.0
        seen, distance = frontier > 0, 0
        while True:
            distance += 1
            reached = (back @ frontier > 0) & ~seen
            if not reached.any():
                break
            seen |= reached
            total += reached.sum(axis=1) / distance
            frontier = reached.astype(np.float32)
    return total * (size / len(starts)) if len(starts) else total


def hits(source: Ints, target: Ints, weight: Floats, *, size: int) -> tuple[Floats, Floats]:
    """Hubs and authorities (Kleinberg 1999), each summing to 1: the first pair of singular vectors, by power iteration."""
    if not size:
        return np.zeros(0), np.zeros(0)
    kept = source != target
    out = sp.coo_array((weight[kept], (source[kept], target[kept])), shape=(size, size)).tocsr()
    back = out.T.tocsr()
    hubs = np.full(size, 1.0 / size)
    authorities = np.zeros(size)
    for _ in range(_MOST_STEPS):
        authorities = _summing_to_one(back @ hubs)
        following = _summing_to_one(out @ authorities)
        change = np.abs(following - hubs).sum()
        hubs = following
        if change < _TOLERANCE:
            break
    return hubs, authorities


def core(source: Ints, target: Ints, *, size: int) -> Ints:
    """The largest k such that somebody is in a group in which each has k neighbours (Seidman 1983), without directions."""
    low, high, _ = undirected(source, target, np.ones(len(source)), size=size)
    neighbours = _once(np.concatenate([low, high]), np.concatenate([high, low]), size=size)
    degree = np.diff(neighbours.indptr).astype(np.int64)
    found, left = np.zeros(size, np.int64), np.ones(size, bool)
    k = 0
    while left.any():
        peeled = left & (degree <= k)
        if not peeled.any():
            k = int(degree[left].min())
            continue
        found[peeled] = k
        left &= ~peeled
        degree -= (neighbours @ peeled.astype(np.float64)).astype(np.int64)
    return found


def constraint(source: Ints, target: Ints, weight: Floats, *, size: int) -> Floats:
    """Burt's constraint (1992) on ties without directions: how much somebody's partners are each other's; NaN without any."""
    low, high, added = undirected(source, target, weight, size=size)
    both = sp.coo_array(
        (np.concatenate([added, added]), (np.concatenate([low, high]), np.concatenate([high, low]))), shape=(size, size)
    ).tocsr()
    strength = np.asarray(both.sum(axis=1)).ravel()
    share = sp.diags_array(np.divide(1.0, strength, out=np.zeros(size), where=strength > 0)) @ both
    joint = (share + (share @ share)).multiply(both > 0).tocsr()
    found = np.asarray(joint.multiply(joint).sum(axis=1)).ravel()
    return np.where(strength > 0, found, np.nan)


def eigenvector(source: Ints, target: Ints, weight: Floats, *, size: int) -> Floats:
    """Eigenvector centrality (Bonacich 1972) of ties without directions, of length 1, by power iteration of A + I."""
    low, high, added = undirected(source, target, weight, size=size)
    both = sp.coo_array(
        (np.concatenate([added, added]), (np.concatenate([low, high]), np.concatenate([high, low]))), shape=(size, size)
    ).tocsr()
    value = np.full(size, 1.0 / np.sqrt(max(size, 1)))
    for _ in range(_MOST_STEPS * 100):
        following = value + both @ value
        following /= np.sqrt((following**2).sum()) or 1.0
        change = np.abs(following - value).sum()
        value = following
        if change < _TOLERANCE:
            break
    return value


def _summing_to_one(values: Floats) -> Floats:
    total = float(values.sum())
    return values / total if total else values


def _once(source: Ints, target: Ints, *, size: int) -> sp.csr_array:
    """Each edge as 1, however often it comes; no loops."""
    kept = source != target
    matrix = sp.coo_array((np.ones(int(kept.sum())), (source[kept], target[kept])), shape=(size, size)).tocsr()
    matrix.sum_duplicates()
    matrix.data[:] = 1.0
    return matrix

"""The default engine: scipy for the PageRank family, graspologic-native for Leiden."""

from typing import Final

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from graphtool.engines import Floats, Ints, undirected

_TOLERANCE: Final = 1e-12
_MOST_STEPS: Final = 1000
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

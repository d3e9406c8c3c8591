"""The only place where algorithm libraries are imported. Every engine offers the functions of ``Engine``."""

from importlib import import_module
from importlib.util import find_spec
from typing import Final, Protocol, cast

import numpy as np
import numpy.typing as npt

from graphtool.errors import EngineError

Ints = npt.NDArray[np.integer]
Floats = npt.NDArray[np.float64]

_MODULES: Final = {"compiled": None, "networkx": "networkx", "igraph": "igraph"}  # name → what must be installed


class Engine(Protocol):
    """Graph algorithms over arrays: edge ``i`` runs from ``source[i]`` to ``target[i]`` of ``size`` nodes."""

    def pagerank(self, source: Ints, target: Ints, weight: Floats, *, size: int, damping: float = 0.85) -> Floats:
        """Weighted PageRank along the edges, summing to 1 (exact to 1e-12)."""

    def leiden(self, source: Ints, target: Ints, weight: Floats, *, size: int, resolution: float = 1.0, seed: int = 0) -> Ints:
        """A community number for each node, by modularity, of the graph without directions."""

    def betweenness(self, source: Ints, target: Ints, *, size: int, pivots: Ints | None = None) -> Floats:
        """Shortest paths through each node, not normalised; from ``pivots`` alone, scaled to all, where given."""

    def harmonic(self, source: Ints, target: Ints, *, size: int, pivots: Ints | None = None) -> Floats:
        """The sum of 1 / distance from all others to each node; from ``pivots`` alone, scaled to all, where given."""

    def hits(self, source: Ints, target: Ints, weight: Floats, *, size: int) -> tuple[Floats, Floats]:
        """Hubs and authorities, each summing to 1."""

    def core(self, source: Ints, target: Ints, *, size: int) -> Ints:
        """The k-core number of each node, without directions."""

    def constraint(self, source: Ints, target: Ints, weight: Floats, *, size: int) -> Floats:
        """Burt's constraint, without directions; NaN for who has no ties."""

    def eigenvector(self, source: Ints, target: Ints, weight: Floats, *, size: int) -> Floats:
        """Eigenvector centrality without directions, of length 1."""


def get(name: str = "compiled") -> Engine:
    """The engine of that name.

    Raises:
        EngineError: there is none, or the library behind it is not installed.
    """
    if name not in _MODULES:
        raise EngineError(f"There is no engine {name!r}: choose one of {', '.join(_MODULES)}.")
    needed = _MODULES[name]
    if needed and find_spec(needed) is None:
        raise EngineError(f"The engine {name!r} needs a package: pip install 'graphtool-community[{name}]'.")
    return cast("Engine", import_module(f"graphtool.engines.{name}_engine"))


def undirected(
    source: Ints, target: Ints, weight: Floats, *, size: int
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Floats]:
    """One edge a pair, lower node first, in canonical order; weights add up, loops are left out."""
    loop = source == target
    low, high = np.minimum(source, target)[~loop].astype(np.int64), np.maximum(source, target)[~loop].astype(np.int64)
    pair, place = np.unique(low * size + high, return_inverse=True)
    added = np.bincount(place, weights=weight[~loop], minlength=len(pair)).astype(np.float64)
    return (pair // max(size, 1)).astype(np.int32), (pair % max(size, 1)).astype(np.int32), added

"""Groups of people who write to each other more than to others, and how sure they are."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from os import cpu_count
from typing import Final

import numpy as np
import numpy.typing as npt

from graphtool import engines
from graphtool.network import Network

Ints = npt.NDArray[np.integer]
Floats = npt.NDArray[np.float64]


SEEDS: Final = 10


@dataclass(frozen=True)
class Communities:
    """A partition of people.

    labels: the community of each person in the order of ``network.people``; 0 is the largest.
    stability: of each person, see ``consensus``.
    modularity: of the partition at this resolution.
    """

    labels: npt.NDArray[np.int64]
    stability: Floats
    modularity: float
    resolution: float
    seed: int
    seeds: int
    engine: str


def communities(
    network: Network, *, resolution: float = 1.0, seeds: int = SEEDS, seed: int = 0, engine: str = "compiled"
) -> Communities:
    """Leiden communities of the network without directions, ties weighted by their interactions, by consensus."""
    edges = _edges(network)
    labels, stability = consensus(*edges, size=network.size, seeds=seeds, seed=seed, resolution=resolution, engine=engine)
    quality = modularity(*edges, labels=labels, resolution=resolution)
    return Communities(labels, stability, quality, resolution, seed, seeds, engine)


def consensus(
    source: Ints,
    target: Ints,
    weight: Floats,
    *,
    size: int,
    seeds: int = 20,
    seed: int = 0,
    resolution: float = 1.0,
    engine: str = "compiled",
) -> tuple[npt.NDArray[np.int64], Floats]:
    """Communities that many seeds, ``seed`` and those after it, agree on.

    Leiden is run once a seed; ties are then weighted by the share of seeds that put their ends together, those below
    one half are dropped, and Leiden is run once more on what is left (Lancichinetti & Fortunato 2012, in one step).

    Returns:
        Labels (0 is the largest community) and each node's stability: the mean share of seeds in which it sits with
        another member of its community (1 for whoever is alone).
    """
    motor = engines.get(engine)
    low, high, added = engines.undirected(source, target, weight, size=size)
    one_run = partial(motor.leiden, low, high, added, size=size, resolution=resolution)
    with ThreadPoolExecutor(min(cpu_count() or 1, seeds)) as pool:  # compiled engines let go of the interpreter
        runs = np.stack(list(pool.map(lambda each: one_run(seed=each), range(seed, seed + seeds))))
    together = (runs[:, low] == runs[:, high]).mean(axis=0) if len(low) else np.zeros(0)
    kept = together >= 0.5
    labels = canonical(
        motor.leiden(low[kept], high[kept], added[kept] * together[kept], size=size, resolution=resolution, seed=seed)
    )
    return labels, _stability(runs, labels)


def _stability(runs: Ints, labels: Ints) -> Floats:
    others = np.bincount(labels)[labels] - 1
    total = np.zeros(len(labels))
    for run in runs:
        pairs = labels * (int(run.max(initial=0)) + 1) + run
        _, place, counts = np.unique(pairs, return_inverse=True, return_counts=True)
        total += counts[place] - 1
    return np.divide(total, others * len(runs), out=np.ones(len(labels)), where=others > 0)


def modularity(source: Ints, target: Ints, weight: Floats, *, labels: Ints, resolution: float = 1.0) -> float:
    """Newman's modularity of a partition of the graph without directions; 0 without edges."""
    total = float(weight.sum())
    if not total:
        return 0.0
    number = int(labels.max()) + 1
    inside = weight[labels[source] == labels[target]].sum() / total
    strength = np.bincount(labels[source], weights=weight, minlength=number) + np.bincount(
        labels[target], weights=weight, minlength=number
    )
    return float(inside - resolution * ((strength / (2 * total)) ** 2).sum())


def canonical(labels: Ints) -> npt.NDArray[np.int64]:
    """Labels renumbered by size, the largest first, equal sizes by their first member."""
    _, first, place, counts = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -counts))
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order))
    return number[place]


def _edges(network: Network) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Floats]:
    ties = network.ties
    return engines.undirected(
        ties["source"].to_numpy(np.int64),
        ties["target"].to_numpy(np.int64),
        ties["count"].to_numpy(np.float64),
        size=network.size,
    )

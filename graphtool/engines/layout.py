"""Where people stand in a picture: communities as discs, the people of each arranged by their ties.

The layout draws the partition; distance between discs is not a measurement (docs/view.md).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from graphtool.engines import Floats, Ints, undirected

_ROUNDS: Final = 120
_DISC_ROUNDS: Final = 400
_LARGEST: Final = 1500  # members arranged exactly; beyond, the weakest tied stand on the rim by a sunflower rule
_GOLDEN: Final = np.pi * (3 - np.sqrt(5))

Points = npt.NDArray[np.float64]


def positions(source: Ints, target: Ints, weight: Floats, *, labels: Ints, size: int) -> Points:
    """Coordinates in about [-1, 1], one row a node; the same for the same input.

    Fruchterman & Reingold (1991) inside each community of ``labels``, discs packed without overlap, and everybody
    without ties on a shelf below.
    """
    low, high, added = undirected(source, target, weight, size=size)
    tied = np.zeros(size, bool)
    tied[low], tied[high] = True, True
    place = np.zeros((size, 2))
    groups = [np.flatnonzero(tied & (labels == label)) for label in np.unique(labels[tied])]
    radii = np.array([np.sqrt(len(members)) for members in groups])
    centres = _packed(radii, _between(groups, labels, low, high, added))
    for members, centre, radius in zip(groups, centres, radii, strict=True):
        place[members] = centre + radius * _arranged(members, low, high, added)
    if groups:
        middle = (place[tied].max(axis=0) + place[tied].min(axis=0)) / 2
        place[tied] -= middle
        place /= max(np.abs(place[tied]).max(), 1e-9)
    alone = np.flatnonzero(~tied)
    width = max(int(np.ceil(np.sqrt(len(alone) * 12))), 1)
    order = np.arange(len(alone))
    place[alone, 0] = (order % width - (min(width, len(alone)) - 1) / 2) * 0.04
    place[alone, 1] = 1.08 + (order // width) * 0.04
    return place


def _arranged(members: Ints, low: Ints, high: Ints, weight: Floats) -> Points:
    """People of one community in the unit disc."""
    count = len(members)
    start = _sunflower(count)
    if count < 3:
        return start * 0.5
    number = {int(node): place for place, node in enumerate(members)}
    inside = np.isin(low, members) & np.isin(high, members)
    one = np.array([number[int(node)] for node in low[inside]], np.int64)
    other = np.array([number[int(node)] for node in high[inside]], np.int64)
    pull = np.log1p(weight[inside])
    strength = np.bincount(one, pull, count) + np.bincount(other, pull, count)
    # the best tied start in the middle
    point = np.empty((count, 2))
    point[np.argsort(-strength, kind="stable")] = start
    if count > _LARGEST:
        return point
    ideal = 1.0 / np.sqrt(count)
    for step in range(_ROUNDS):
        apart = point[:, None, :] - point[None, :, :]
        distance = np.sqrt((apart**2).sum(axis=2)) + 1e-6
        force = (apart * (ideal**2 / distance**2)[..., None]).sum(axis=1)
        along = point[one] - point[other]
        attraction = along * (np.sqrt((along**2).sum(axis=1)) * pull / ideal)[:, None] * 0.35
        np.add.at(force, one, -attraction)
        np.add.at(force, other, attraction)
        length = np.sqrt((force**2).sum(axis=1))[:, None] + 1e-9
        point += force / length * np.minimum(length, 0.12 * (1 - step / _ROUNDS))
        point -= point.mean(axis=0)
    return _evened(point)


def _evened(point: Points) -> Points:
    """The same directions, radii spread so that the disc is filled evenly."""
    radius = np.sqrt((point**2).sum(axis=1))
    rank = np.argsort(np.argsort(radius, kind="stable"), kind="stable")
    even = np.sqrt((rank + 0.5) / len(point))
    scaled = np.minimum(radius / max(np.quantile(radius, 0.95), 1e-9), 1.1)
    even_point: Points = point / np.maximum(radius, 1e-9)[:, None] * (0.7 * even + 0.3 * scaled)[:, None]
    return even_point


def _sunflower(count: int) -> Points:
    order = np.arange(count)
    radius, angle = np.sqrt((order + 0.5) / count), order * _GOLDEN
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _between(groups: Sequence[Ints], labels: Ints, low: Ints, high: Ints, weight: Floats) -> Floats:
    """Ties between communities."""
    number = np.full(int(labels.max(initial=0)) + 1, -1)
    for place, members in enumerate(groups):
        number[labels[members[0]]] = place
    between = np.zeros((len(groups), len(groups)))
    np.add.at(between, (number[labels[low]], number[labels[high]]), weight)
    return between + between.T


def _packed(radii: Floats, between: Floats) -> Points:
    """Centres of discs: drawn to the middle and to those they have ties with, then pushed apart."""
    count = len(radii)
    if count < 2:
        return np.zeros((count, 2))
    order = np.argsort(-radii, kind="stable")
    centre = np.empty((count, 2))
    centre[order] = _sunflower(count) * radii.sum() * 0.6
    pull = between / max(between.max(), 1e-9)
    np.fill_diagonal(pull, 0.0)
    need = (radii[:, None] + radii[None, :]) * 1.12
    for step in range(_DISC_ROUNDS):
        apart = centre[:, None, :] - centre[None, :, :]
        distance = np.sqrt((apart**2).sum(axis=2)) + 1e-9
        overlap = np.maximum(need - distance, 0.0)
        np.fill_diagonal(overlap, 0.0)
        centre += (apart / distance[..., None] * (overlap * 0.25)[..., None]).sum(axis=1)
        if step < _DISC_ROUNDS * 0.8:
            closer = np.maximum(distance - need, 0.0) * (0.02 * pull + 0.002)
            np.fill_diagonal(closer, 0.0)
            centre -= (apart / distance[..., None] * closer[..., None]).sum(axis=1) / np.sqrt(count)
    return centre

"""Where people stand in a picture: communities as discs, the people of each arranged by their ties.

The layout draws the partition; distance between discs is not a measurement (docs/view.md).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from graphtool.engines import Floats, Ints, undirected

_ROUNDS: Final = 100
_DISC_ROUNDS: Final = 400
_SMALLEST: Final = 3  # members of a community that gets a disc
_EXACT: Final = 40  # members who all push each other apart; in larger communities each is pushed by a sample
_SAMPLE: Final = 24
_GOLDEN: Final = np.pi * (3 - np.sqrt(5))

Points = npt.NDArray[np.float64]


def positions(source: Ints, target: Ints, weight: Floats, *, labels: Ints, size: int) -> Points:
    """Coordinates in about [-1, 1], one row a node; the same for the same input.

    Fruchterman & Reingold (1991) inside each community of ``labels``, repulsion sampled in large ones (Gove 2019), discs packed
    without overlap, and everybody without ties or in a community of fewer than three on a shelf below.
    """
    low, high, added = undirected(source, target, weight, size=size)
    tied = np.zeros(size, bool)
    tied[low], tied[high] = True, True
    members_of = np.bincount(labels[tied], minlength=int(labels.max(initial=0)) + 1)
    placed = tied & (members_of[labels] >= _SMALLEST)
    place = np.zeros((size, 2))
    order = np.flatnonzero(placed)[np.argsort(labels[placed], kind="stable")]
    groups = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1) if len(order) else []
    radii = np.array([np.sqrt(len(members)) for members in groups])
    both = placed[low] & placed[high]
    low, high, added = low[both], high[both], added[both]
    centres = _packed(radii, _between(groups, labels, low, high, added))
    inside = np.flatnonzero(labels[low] == labels[high])
    inside = inside[np.argsort(labels[low[inside]], kind="stable")]
    limits = np.searchsorted(labels[low[inside]], [labels[members[0]] for members in groups])
    own = np.split(inside, limits[1:]) if groups else []
    for members, ties, centre, radius in zip(groups, own, centres, radii, strict=True):
        one, other = np.searchsorted(members, low[ties]), np.searchsorted(members, high[ties])
        place[members] = centre + radius * _arranged(len(members), one, other, np.log1p(added[ties]))
    if groups:
        middle = (place[placed].max(axis=0) + place[placed].min(axis=0)) / 2
        place[placed] -= middle
        place /= max(np.abs(place[placed]).max(), 1e-9)
    place[~placed] = _shelf(labels[~placed], place[placed, 1].max(initial=0.0))
    return place


def _shelf(labels: Ints, above: float) -> Points:
    """People outside the discs in rows under them, those of a community side by side."""
    count = len(labels)
    width = max(int(np.ceil(np.sqrt(count * 12))), 1)
    step = min(0.04, 2.0 / width)
    order = np.empty(count, np.int64)
    order[np.argsort(labels, kind="stable")] = np.arange(count)
    across = (order % width - (min(width, count) - 1) / 2) * step
    return np.column_stack([across, above + 0.08 + (order // width) * step])


def _arranged(count: int, one: Ints, other: Ints, pull: Floats) -> Points:
    """People of one community in the unit disc; ties run between ``one`` and ``other``."""
    start = _sunflower(count)
    if count < 3:
        return start * 0.5
    strength = np.bincount(one, pull, count) + np.bincount(other, pull, count)
    # the best tied start in the middle; x and y apart, because sums over pairs of columns are slow
    x, y = np.empty(count), np.empty(count)
    best = np.argsort(-strength, kind="stable")
    x[best], y[best] = start[:, 0], start[:, 1]
    ideal = 1.0 / np.sqrt(count)
    chance = np.random.default_rng(count)
    everyone = np.arange(1, count)
    for step in range(_ROUNDS):
        shifts = everyone if count <= _EXACT else chance.integers(1, count, _SAMPLE)
        force_x, force_y = _pushed(x, y, shifts)
        share = (count - 1) / len(shifts) * ideal**2
        along_x, along_y = x[one] - x[other], y[one] - y[other]
        pulled = np.sqrt(along_x**2 + along_y**2) * pull * (0.35 / ideal)
        force_x = force_x * share + _drawn(one, other, along_x * pulled, count)
        force_y = force_y * share + _drawn(one, other, along_y * pulled, count)
        length = np.sqrt(force_x**2 + force_y**2) + 1e-9
        length = np.minimum(length, 0.12 * (1 - step / _ROUNDS)) / length
        x, y = x + force_x * length, y + force_y * length
        x, y = x - x.mean(), y - y.mean()
    return _evened(np.column_stack([x, y]))


def _pushed(x: Floats, y: Floats, shifts: Ints) -> tuple[Floats, Floats]:
    """How each point is pushed away by the points that stand ``shifts`` before it."""
    count = len(x)
    force_x, force_y = np.zeros(count), np.zeros(count)
    twice_x, twice_y = np.concatenate([x, x]), np.concatenate([y, y])
    for shift in shifts.tolist():
        apart_x, apart_y = x - twice_x[count - shift : 2 * count - shift], y - twice_y[count - shift : 2 * count - shift]
        near = 1.0 / (apart_x * apart_x + apart_y * apart_y + 1e-6)
        force_x += apart_x * near
        force_y += apart_y * near
    return force_x, force_y


def _drawn(one: Ints, other: Ints, force: Floats, count: int) -> Floats:
    """The sum of each point's ties, drawn towards their other ends."""
    return (np.bincount(other, force, count) - np.bincount(one, force, count)).astype(np.float64)


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
    rounds = _DISC_ROUNDS if count <= 200 else 80
    for step in range(rounds):
        apart = centre[:, None, :] - centre[None, :, :]
        distance = np.sqrt((apart**2).sum(axis=2)) + 1e-9
        overlap = np.maximum(need - distance, 0.0)
        np.fill_diagonal(overlap, 0.0)
        centre += (apart / distance[..., None] * (overlap * 0.25)[..., None]).sum(axis=1)
        if step < rounds * 0.8:
            closer = np.maximum(distance - need, 0.0) * (0.02 * pull + 0.002)
            np.fill_diagonal(closer, 0.0)
            centre -= (apart / distance[..., None] * closer[..., None]).sum(axis=1) / np.sqrt(count)
    return centre

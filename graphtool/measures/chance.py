"""What chance alone would give."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer]


def rewired(low: Ints, high: Ints, *, times: int, seed: int) -> Iterator[tuple[Ints, Ints]]:
    """The same network by chance, again and again: the ends of all ties are dealt anew.

    Everybody keeps their number of ties but for the few that fall on themselves or twice on one pair, which are left
    out (the configuration model, Molloy & Reed 1995).

    Args:
        low: one end of each tie.
        high: the other.
        times: how often.
        seed: of chance.
    """
    chance = np.random.default_rng(seed)
    ends = np.concatenate([low, high]).astype(np.int64)
    for _ in range(times):
        dealt = chance.permutation(ends)
        one, other = dealt[: len(low)], dealt[len(low) :]
        kept = one != other
        # a pair as one number is sorted ten times faster than as a row
        pairs = np.unique(np.minimum(one, other)[kept] << 32 | np.maximum(one, other)[kept])
        yield pairs >> 32, pairs & 0xFFFFFFFF

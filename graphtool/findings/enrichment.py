"""Communities of the whole network, and where caregivers are more than chance would gather."""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import false_discovery_control, hypergeom

MIN_SIZE: Final = 5  # fewer people could be recognised


def caregivers_in_communities(
    people: pd.DataFrame,
    labels: npt.NDArray[np.integer],
    stability: npt.NDArray[np.float64],
    *,
    min_size: int = MIN_SIZE,
) -> pd.DataFrame:
    """The share of caregivers in each community, against dealing the same number of people at random.

    Args:
        people: of ``network.Network``, one row a person with their ``role``.
        labels: the community of each of them, 0 the largest (``measures.communities``).
        stability: of each of them in it, from 0 to 1.
        min_size: people in the smallest community that is listed.

    Returns:
        ``community`` (1 is the largest, as the page numbers them), ``size, stability`` (the mean of its people),
        ``caregivers, share, expected`` (caregivers if the community were dealt from everybody), ``p`` (as many or more by
        chance: upper tail of the hypergeometric distribution) and ``q`` (``p`` after Benjamini & Hochberg 1995, over the
        communities listed), largest first; ``attrs`` counts smaller ones as ``groups_too_small``.
    """
    caring = (people["role"] == "caregiver").to_numpy()
    size = np.bincount(labels)
    caregivers = np.bincount(labels[caring], minlength=len(size))
    large = size >= min_size
    everybody, carers = len(people), int(caring.sum())
    table = pd.DataFrame({"community": np.flatnonzero(large) + 1, "size": size[large]})
    table["stability"] = np.bincount(labels, weights=stability)[large] / table["size"]
    table["caregivers"] = caregivers[large]
    table["share"] = table["caregivers"] / table["size"]
    table["expected"] = table["size"] * (carers / max(everybody, 1))
    table["p"] = np.clip(hypergeom.sf(table["caregivers"] - 1, everybody, carers, table["size"]), 0.0, 1.0)
    table["q"] = false_discovery_control(table["p"]) if len(table) else table["p"]
    table.attrs["groups_too_small"] = int(((size > 0) & ~large).sum())
    return table

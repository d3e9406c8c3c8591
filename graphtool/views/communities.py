"""What the page says of each community."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

SMALLEST: Final = 3  # members a community needs to be described
_TOPICS: Final = 5


def describe(people: pd.DataFrame, labels: npt.NDArray[np.int64], topics: pd.DataFrame | None) -> list[dict[str, Any]]:
    """Communities of at least three people, the largest first.

    Returns:
        For each ``label, size, caregivers`` (members), ``expected`` (caregivers among as many people drawn by chance),
        ``z`` (standard deviations above it under the hypergeometric distribution; None where it has none) and
        ``topics`` (the most frequent, with their posts).
    """
    is_caregiver = (people["role"] == "caregiver").to_numpy()
    everyone, caregivers = len(people), int(is_caregiver.sum())
    sizes = np.bincount(labels, minlength=1)
    inside = np.bincount(labels[is_caregiver], minlength=len(sizes))
    told = _topics(people, labels, topics)
    found = []
    for label in np.lexsort((np.arange(len(sizes)), -sizes)).tolist():
        size = int(sizes[label])
        if size < SMALLEST:
            break
        share = caregivers / everyone
        spread = np.sqrt(size * share * (1 - share) * (everyone - size) / max(everyone - 1, 1))
        found.append(
            {
                "label": label,
                "size": size,
                "caregivers": int(inside[label]),
                "expected": round(size * share, 2),
                "z": round(float((inside[label] - size * share) / spread), 2) if spread > 0 else None,
                "topics": told.get(label, []),
            }
        )
    return found


def _topics(
    people: pd.DataFrame, labels: npt.NDArray[np.int64], topics: pd.DataFrame | None
) -> dict[int, list[tuple[str, int]]]:
    if topics is None or topics.empty:
        return {}
    place = pd.Index(people["person"]).get_indexer(pd.Index(topics["person"]))
    known = topics.assign(label=np.where(place >= 0, labels[place], -1)).query("label >= 0")
    added = known.groupby(["label", "topic"])["posts"].sum().reset_index()
    added = added.sort_values(["label", "posts", "topic"], ascending=[True, False, True])
    return {
        int(str(label)): list(zip(group["topic"].head(_TOPICS), group["posts"].head(_TOPICS).astype(int).tolist(), strict=True))
        for label, group in added.groupby("label")
    }

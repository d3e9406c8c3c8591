"""What each segment of a community talks about: what the newly diagnosed ask about, what caregivers vent about."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from graphtool.corpus.tables import Tables
from graphtool.errors import InputError
from graphtool.schema import ACTS, ROLES, STAGES
from graphtool.sql import query

SEGMENTS: Final = ("role", "stage", "act", "language", "month")
LEAST_PEOPLE: Final = 5  # fewer could be recognised
_ORDER: Final[dict[str, tuple[str, ...]]] = {"role": ROLES, "stage": STAGES, "act": (*ACTS, "none")}


def topics_by(tables: Tables, *, by: Sequence[str] = ("role", "stage", "act")) -> pd.DataFrame:
    """Count topics in segments of the community.

    A post belongs to the role it shows, else to its author's, and to the stage at which the author then stood. With acts,
    a post counts in each it shows ("none" where it shows none).

    Args:
        tables: of ``corpus.period``.
        by: any of ``SEGMENTS``, in the order wanted.

    Returns:
        The columns of ``by``, ``topic, posts, of_posts`` (of the segment), ``share`` (posts of of_posts), ``ratio`` (to
        the community's share; above 1: talked of more than usual here), ``people`` (who wrote them); segments in their
        order, the largest share first. Topics with fewer than 5 people in a segment are left out; ``attrs`` counts them
        as ``groups_too_small``.

    Raises:
        InputError: ``by`` names something else, or something twice.
    """
    wrong = [each for each in by if each not in SEGMENTS]
    if wrong or not by or len(set(by)) < len(by):
        what = f"{wrong[0]!r} is no segment" if wrong else "Each segment is named once"
        raise InputError(f"{what}: choose from {', '.join(SEGMENTS)}.")
    prepare_segments(tables, by)
    counted = tables.ask("topics")
    large = counted["people"] >= LEAST_PEOPLE
    table = counted[large].sort_values(
        [*by, "share", "topic"], ascending=[*(True for _ in by), False, True], key=_in_order, ignore_index=True
    )
    table = table[[*by, "topic", "posts", "of_posts", "share", "ratio", "people"]]
    table.attrs["groups_too_small"] = int((~large).sum())
    return table


def prepare_segments(tables: Tables, by: Sequence[str]) -> None:
    """Make the tables ``post_acts`` and ``segments``, the latter by any of ``SEGMENTS``."""
    tables.settings({f"by_{each}": each in by for each in SEGMENTS})
    tables.register("months", _months(tables, split="month" in by))
    for name in ("post_acts", "segments"):
        tables.materialise(name, query(name))


def _in_order(column: pd.Series) -> pd.Series:
    order = _ORDER.get(str(column.name))
    return column if order is None else column.map(order.index)


def _months(tables: Tables, *, split: bool) -> pd.DataFrame:
    """The months of the period as ``month`` (2024-03) and ``[from_us, to_us)``; one nameless row when not split."""
    ends = tables.run("SELECT min(created_us) AS first_us, max(created_us) AS last_us FROM posts").iloc[0]
    if not split or pd.isna(ends["first_us"]):
        return pd.DataFrame({"month": [""], "from_us": [-(2**62)], "to_us": [2**62]})
    first, last = (np.datetime64(int(ends[name]), "us").astype("datetime64[M]") for name in ("first_us", "last_us"))
    months = np.arange(first, last + 2)
    bounds = months.astype("datetime64[us]").astype(np.int64)
    return pd.DataFrame({"month": months[:-1].astype(str), "from_us": bounds[:-1], "to_us": bounds[1:]})

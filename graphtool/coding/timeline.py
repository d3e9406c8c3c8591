"""A person's roles and stages over time, from what their posts show."""

from typing import Any, Final

import numpy as np
import pandas as pd

from graphtool.coding.dates import YEAR_US
from graphtool.schema import DAY_US, TIMELINE

LONG_AGO_US: Final = -(2**62)
FAR_AHEAD_US: Final = 2**62
_AROUND_US: Final = 90 * DAY_US  # how far a stage shown without a date reaches around its post
_MOST_EVIDENCE: Final = 5
_PATIENT_ROLES: Final = ("patient", "caregiver")


def timeline(coded: pd.DataFrame) -> pd.DataFrame:
    """The intervals in which people were patients or caregivers at a stage.

    A dated diagnosis makes three intervals: undiagnosed before it, newly diagnosed for twelve months, experienced
    after. Where posts tell of several dates, the median of their middles holds. A stage told without a date holds
    around its post, newly diagnosed at most up to a year after it was first told; experienced holds from then on.

    Args:
        coded: ``person``, ``created_us`` and the columns of ``schema.CODES``.

    Returns:
        The columns of ``schema.TIMELINE``, sorted by person and time; ``[from_us, to_us)``; ``confidence`` from 0 to 1
        is the share of the person's dated statements or stages that agree; ``evidence`` joins at most five posts.
    """
    shown = coded[coded["stage"] != "unknown"].sort_values(["person", "created_us", "post"])
    shown = shown.assign(role=shown["role"].where(shown["role"].isin(_PATIENT_ROLES), "unknown"))
    rows: list[tuple[Any, ...]] = []
    for person, posts in shown.groupby("person", sort=True):
        role = _role(posts)
        dated = posts[posts["diagnosed_from_us"].notna() & (posts["stage"] != "bereaved")]
        rows += _dated(str(person), role, posts, dated) if len(dated) else _undated(str(person), role, posts)
    return _typed(pd.DataFrame(rows, columns=list(TIMELINE)), {"from_us": "int64", "to_us": "int64", "confidence": "float64"})


def _role(posts: pd.DataFrame) -> str:
    known = posts["role"][posts["role"] != "unknown"]
    if known.empty:
        return "patient"
    counts = known.value_counts()
    return str(max(counts.index, key=lambda role: (counts[role], role == "patient")))


def _dated(person: str, role: str, posts: pd.DataFrame, dated: pd.DataFrame) -> list[tuple[Any, ...]]:
    middles = (dated["diagnosed_from_us"].astype("int64") // 2 + dated["diagnosed_to_us"].astype("int64") // 2).to_numpy()
    widths = (dated["diagnosed_to_us"] - dated["diagnosed_from_us"]).astype("int64").to_numpy()
    # the narrowest statements know best
    middle = int(np.median(middles[widths <= 2 * widths.min() + DAY_US]))
    agree = float(np.mean(np.abs(middles - middle) <= YEAR_US / 2))
    year = int(YEAR_US)
    marks = (
        (LONG_AGO_US, middle, "undiagnosed"),
        (middle, middle + year, "newly_diagnosed"),
        (middle + year, FAR_AHEAD_US, "experienced"),
    )
    evidence = _evidence(dated)
    rows = [(person, role, stage, start, end, agree, evidence) for start, end, stage in marks]
    return rows + _bereaved(person, role, posts)


def _undated(person: str, role: str, posts: pd.DataFrame) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for stage, some in posts[posts["stage"] != "bereaved"].groupby("stage", sort=True):
        first, last = int(some["created_us"].iloc[0]), int(some["created_us"].iloc[-1])
        if stage == "newly_diagnosed":
            last = min(last, first + int(YEAR_US) - _AROUND_US)
        start = first if stage == "experienced" else first - _AROUND_US
        end = FAR_AHEAD_US if stage == "experienced" else last + _AROUND_US
        rows.append((person, role, str(stage), start, end, len(some) / len(posts), _evidence(some)))
    rows.sort(key=lambda row: (row[3], row[2]))
    return rows + _bereaved(person, role, posts)


def _bereaved(person: str, role: str, posts: pd.DataFrame) -> list[tuple[Any, ...]]:
    lost = posts[posts["stage"] == "bereaved"]
    if lost.empty:
        return []
    return [
        (
            person,
            role,
            "bereaved",
            int(lost["created_us"].iloc[0]),
            FAR_AHEAD_US,
            len(lost) / len(posts),
            _evidence(lost),
        )
    ]


def _evidence(posts: pd.DataFrame) -> str:
    return "|".join(posts["post"].head(_MOST_EVIDENCE))


def _typed(frame: pd.DataFrame, types: dict[str, str]) -> pd.DataFrame:
    return frame.astype({name: types.get(str(name), "object") for name in frame.columns})

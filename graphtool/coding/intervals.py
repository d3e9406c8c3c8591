"""What the intervals of a timeline are made of: times, evidence, conflicts, for many lines (people in a role) at once."""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.coding.diagnoses import YEAR
from graphtool.schema import BELIEVED, DAY_US, KNOWN

LONG_AGO_US: Final = -(2**62)
FAR_AHEAD_US: Final = 2**62
MOST_EVIDENCE: Final = 5
COURSE: Final = ("undiagnosed", "newly_diagnosed", "experienced")
_MOST_CONFLICTS: Final = 3
_EXACT_US: Final = 62 * DAY_US  # a date known better than this is named with its month
_INTERVAL: Final = ("line", "stage", "from_us", "to_us", "confidence", "stage_by", "evidence", "conflict")

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def first_times(posts: pd.DataFrame, number: int) -> Ints:
    """The time of each line's first post, far ahead where there is none."""
    times = np.full(number, FAR_AHEAD_US)
    np.minimum.at(times, posts["line"].to_numpy(np.int64), posts["created_us"].to_numpy(np.int64))
    return times


def last_times(posts: pd.DataFrame, number: int) -> Ints:
    """The time of each line's last post, long ago where there is none."""
    times = np.full(number, LONG_AGO_US + YEAR)
    np.maximum.at(times, posts["line"].to_numpy(np.int64), posts["created_us"].to_numpy(np.int64))
    return times


def evidence_of(posts: pd.DataFrame) -> dict[int, str]:
    """The first few posts of each line, joined; a statement of the user has none."""
    posts = posts[posts["by"] != KNOWN]
    few = posts[posts.groupby("line").cumcount() < MOST_EVIDENCE]
    return _joined(few["line"], few["post"], "|")


def conflicts_of(against: pd.DataFrame) -> dict[int, str]:
    """What speaks against a line's intervals, in words: "flair says 2019", "text says undiagnosed on 2024-03-01"."""
    if against.empty:
        return {}
    middles = against["since"] // 2 + against["until"] // 2
    middles = against["since"] // 2 + against["until"] // 2
    days = pd.to_datetime(np.where(against["dated"], middles, against["created_us"]), unit="us").strftime("%Y-%m-%d")
    exact = against["until"] - against["since"] < _EXACT_US
    said = [
        f"{by} says {day[:7] if near else day[:4]}" if dated else f"{by} says {stage} on {day}"
        for by, dated, near, stage, day in zip(against["by"], against["dated"], exact, against["stage"], days, strict=True)
    ]
    words = pd.DataFrame({"line": against["line"].to_numpy(), "order": against["by"].map(BELIEVED.index), "said": said})
    words = words.drop_duplicates(["line", "said"]).sort_values(["line", "order", "said"])
    few = words[words.groupby("line").cumcount() < _MOST_CONFLICTS]
    return _joined(few["line"], few["said"], "; ")


def _joined(lines: pd.Series, words: pd.Series, between: str) -> dict[int, str]:
    gathered: dict[int, list[str]] = {}
    for line, word in zip(lines.tolist(), words.tolist(), strict=True):
        gathered.setdefault(line, []).append(word)
    return {line: between.join(some) for line, some in gathered.items()}


def intervals(
    *,
    line: Ints,
    stage: npt.NDArray[np.object_],
    start: Ints,
    end: Ints,
    confidence: Floats,
    by: npt.NDArray[np.object_],
    evidence: dict[int, str],
    conflict: dict[int, str],
) -> pd.DataFrame:
    """One interval a line, with what stands behind it and against it by the line's number."""
    numbers = line.tolist()
    columns = (
        line, stage, start, end, confidence, by, [evidence.get(each, "") for each in numbers],
        [conflict.get(each, "") for each in numbers],
    )  # fmt: skip
    return pd.DataFrame(dict(zip(_INTERVAL, columns, strict=True)))


def in_order(course: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """The posts of each line that tell as many stages as possible in the order in which they happen."""
    line = course["line"].to_numpy(np.int64)
    step = course["stage"].map(COURSE.index).to_numpy(np.int64)
    agrees = np.ones(len(line), np.bool_)
    back = (np.diff(line) == 0) & (np.diff(step) < 0)
    for each in np.unique(line[1:][back]):
        some = slice(*np.searchsorted(line, [each, each + 1]))
        agrees[some] = _longest_rise(step[some])
    return agrees


def _longest_rise(step: Ints) -> npt.NDArray[np.bool_]:
    """Which of the steps (0, 1, 2) a longest never falling part holds; of two as long the one that ends lower."""
    before = np.zeros((3, len(step) + 1), np.int64)
    before[:, 1:] = np.cumsum(step == np.arange(3)[:, None], axis=1)
    # the first boundary is best where there are most 0s and fewest 1s before it; the same then for the second
    gain = before[0] - before[1]
    best = np.maximum.accumulate(gain)
    total = best + before[1] - before[2]
    second = len(step) - int(np.argmax(total[::-1]))
    first = int(np.argmax(gain[: second + 1]))
    place = np.arange(len(step))
    wanted = np.where(place < first, 0, np.where(place < second, 1, 2))
    return np.equal(step, wanted)

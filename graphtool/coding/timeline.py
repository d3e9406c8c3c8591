"""A person's stages over time, one line for each role, from what their posts, flair and bio show.

Somebody can be a patient and care for somebody else who is one: two diagnoses, two lines.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.coding.diagnoses import YEAR, combined, usable
from graphtool.schema import BELIEVED, DAY_US, KNOWN, TIMELINE

LONG_AGO_US: Final = -(2**62)
FAR_AHEAD_US: Final = 2**62
MOST_EVIDENCE: Final = 5
AROUND_US: Final = 90 * DAY_US  # how far a stage told without a date reaches around its posts
_TRUST: Final = {KNOWN: 1.0, "text": 1.0, "flair": 0.8, "bio": 0.6}
_UNDATED: Final = 0.7  # of the trust, where a stage is told without a date
_MOST_CONFLICTS: Final = 3
_EXACT_US: Final = 62 * DAY_US  # a date known better than this is named with its month
_LINES: Final = ("caregiver", "patient")
_COURSE: Final = ("undiagnosed", "newly_diagnosed", "experienced")
_INTERVAL: Final = ("line", "stage", "from_us", "to_us", "confidence", "stage_by", "evidence", "conflict")

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def timeline(coded: pd.DataFrame) -> pd.DataFrame:
    """The intervals in which people stood at a stage, as patients or as caregivers.

    A dated diagnosis makes three intervals: undiagnosed before it, newly diagnosed for twelve months, experienced
    after. A stage told without a date holds around its posts (90 days), newly diagnosed for at most twelve months,
    experienced from then on; what comes before or after in the course of things bounds it. Bereaved (carers only) ends
    all else. What speaks against an interval lowers its confidence and is named.

    Args:
        coded: ``person``, ``created_us`` and of ``schema.CODES`` ``post, role, role_by, stage, stage_by,
            diagnosed_from_us, diagnosed_to_us``; a row a post, in any order. Rows of ``schema.KNOWN`` are what the user
            knows; without a date their stage holds always.

    Returns:
        The columns of ``schema.TIMELINE``, sorted by person, role and time; intervals of one person and role never
        overlap. ``confidence`` (0 to 1) is the share of what was said that agrees, times the trust in the place it
        was read (text 1, flair 0.8, bio 0.6; times 0.7 without a date).
    """
    shown = _on_lines(coded)
    names = shown.drop_duplicates("line").set_index("line")[["person", "role"]]
    parts = []
    for course in (_always, _dated, _undated):
        made = course(shown)
        parts.append(made)
        shown = shown[~shown["line"].isin(made["line"])]
    found = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    found = found[found["from_us"] < found["to_us"]].join(names, on="line")
    found = found.sort_values(["person", "role", "from_us"], ignore_index=True)
    types = {"from_us": "int64", "to_us": "int64", "confidence": "float64"}
    return found[list(TIMELINE)].astype({name: types.get(name, "object") for name in TIMELINE})


def _on_lines(coded: pd.DataFrame) -> pd.DataFrame:
    """What shows a stage or date, in order of time.

    ``line`` numbers each person and role; ``person, role, created_us, post, stage, by, dated``; ``since`` and ``until``
    are 0 where no date is told.
    """
    roles = coded["role"].to_numpy(object)
    people, everybody = pd.factorize(coded["person"])
    patient, caregiver = (np.bincount(people, weights=roles == role, minlength=len(everybody))[people] for role in _LINES[::-1])
    by = coded["stage_by"].where(coded["stage_by"] != "", "text").to_numpy(object)
    role_by = coded["role_by"].where(coded["role_by"] != "", "text").to_numpy(object)
    stage = coded["stage"].to_numpy(object)
    profile = (by == "flair") | (by == "bio")
    line = np.where((roles == "patient") | (roles == "caregiver"), roles, np.where(caregiver > patient, "caregiver", "patient"))
    # a profile speaks of its owner, also where the words of the post speak of somebody else
    line = np.where(profile & (role_by != by) & (role_by != KNOWN) & (patient > 0), "patient", line)
    lost = stage == "bereaved"
    line = np.where(lost & (role_by != KNOWN), "caregiver", line)
    of_others = ((roles == "professional") | (roles == "organisation")) & (~profile | (role_by == KNOWN))
    of_others |= lost & (line == "patient")
    dated = coded["diagnosed_from_us"].notna().to_numpy()
    shown: pd.DataFrame = pd.DataFrame(
        {
            "person": coded["person"].to_numpy(object), "role": line, "created_us": coded["created_us"].to_numpy(np.int64),
            "post": coded["post"].to_numpy(object), "stage": stage, "by": by, "dated": dated,
            "since": coded["diagnosed_from_us"].fillna(0).to_numpy(np.int64),
            "until": coded["diagnosed_to_us"].fillna(0).to_numpy(np.int64),
        }
    )[((stage != "unknown") | dated) & ~of_others]  # fmt: skip
    # the bio is the last one seen, so what it says without a date is said at the last post
    last = shown.groupby("person")["created_us"].transform("max")
    shown["created_us"] = shown["created_us"].where((shown["by"] != "bio") | shown["dated"], last)
    shown = shown.sort_values(["person", "role", "created_us", "post"], ignore_index=True)
    shown["line"] = shown.groupby(["person", "role"]).ngroup().astype(np.int64)
    return shown


def _always(shown: pd.DataFrame) -> pd.DataFrame:
    """Stages that the user knows without a date."""
    known = shown[(shown["by"] == KNOWN) & ~shown["dated"]].drop_duplicates("line")
    return _intervals(
        line=known["line"].to_numpy(), stage=known["stage"].to_numpy(), start=np.full(len(known), LONG_AGO_US),
        end=np.full(len(known), FAR_AHEAD_US), confidence=np.ones(len(known)), by=known["by"].to_numpy(), evidence={},
        conflict={},
    )  # fmt: skip


def _dated(shown: pd.DataFrame) -> pd.DataFrame:
    """Lines with a date: undiagnosed, newly diagnosed, experienced, perhaps bereaved."""
    statements = usable(shown[shown["dated"]])
    number = int(shown["line"].max()) + 1 if len(shown) else 0
    since, until, place = combined(statements, lines=number)
    has_date = place >= 0
    phrases = shown[~shown["dated"] & has_date[shown["line"]] & (shown["stage"] != "bereaved")]
    since, until = _narrowed(since, until, phrases)
    start = since // 2 + until // 2
    at = start[statements["line"]]
    agreeing = (statements["since"] <= at + YEAR) & (statements["until"] >= at - YEAR)
    fits = _fits(phrases, start)
    said = pd.concat([statements.assign(agrees=agreeing), phrases.assign(agrees=fits)], ignore_index=True)
    agree = np.bincount(said["line"], weights=said["agrees"], minlength=number) / np.maximum(
        np.bincount(said["line"], minlength=number), 1
    )
    loss, lost, left_out = _losses(shown[has_date[shown["line"]]], number)
    conflict = _conflicts(pd.concat([said[~said["agrees"]], left_out], ignore_index=True))
    kept = statements[agreeing]
    finest = kept.assign(width=kept["until"] - kept["since"], order=kept["by"].map(BELIEVED.index))
    evidence = _evidence(finest.sort_values(["line", "order", "width", "created_us", "post"]))
    line = np.flatnonzero(has_date)
    by = np.array(BELIEVED, object)[place[line]]
    sure = agree[line] * np.array([_TRUST[each] for each in by], np.float64)
    marks = (np.full(number, LONG_AGO_US), start, start + YEAR, np.full(number, FAR_AHEAD_US))
    stages = [
        _intervals(
            line=line, stage=np.full(len(line), stage, object), start=marks[step][line],
            end=np.minimum(marks[step + 1], loss)[line], confidence=sure, by=by, evidence=evidence, conflict=conflict,
        )
        for step, stage in enumerate(_COURSE)
    ]  # fmt: skip
    return pd.concat([*stages, lost], ignore_index=True)


def _narrowed(since: Ints, until: Ints, phrases: pd.DataFrame) -> tuple[Ints, Ints]:
    """A date nearer by stages told without one: undiagnosed before it, newly diagnosed within a year after it."""
    own = phrases[phrases["by"] == "text"]
    line, moment, stage = own["line"].to_numpy(), own["created_us"].to_numpy(np.int64), own["stage"].to_numpy(object)
    newly = stage == "newly_diagnosed"
    lower, upper = since.copy(), until.copy()
    for told, bound, narrow, best in (
        (newly | (stage == "undiagnosed"), moment - np.where(newly, YEAR, 0), np.maximum, lower),
        (newly | (stage == "experienced"), moment - np.where(newly, 0, YEAR), np.minimum, upper),
    ):
        inside = told & (bound > since[line]) & (bound < until[line])
        narrow.at(best, line[inside], bound[inside])
    possible = lower < upper
    return np.where(possible, lower, since), np.where(possible, upper, until)


def _fits(phrases: pd.DataFrame, start: Ints) -> npt.NDArray[np.bool_]:
    """Whether a stage told without a date goes with a diagnosis at ``start``, give or take."""
    after = phrases["created_us"].to_numpy(np.int64) - start[phrases["line"]]
    stage = phrases["stage"].to_numpy(object)
    newly = (after > -AROUND_US) & (after < YEAR + 2 * AROUND_US)
    long = after > YEAR - 2 * AROUND_US
    return np.select([stage == "undiagnosed", stage == "newly_diagnosed"], [after < AROUND_US, newly], long)


def _undated(shown: pd.DataFrame) -> pd.DataFrame:
    """Lines without a date: stages hold around their posts, in the order of the course."""
    number = int(shown["line"].max()) + 1 if len(shown) else 0
    # a relative date in a profile is worthless, the stage made from it too
    shown = shown[~shown["dated"]]
    loss, lost, left_out = _losses(shown, number)
    course = shown[shown["stage"] != "bereaved"]
    agrees = _in_order(course)
    first = _first(course[agrees & (course["stage"] == "newly_diagnosed").to_numpy()], number)
    late = (course["stage"] == "newly_diagnosed") & (course["created_us"] >= first[course["line"]] + YEAR)
    agrees &= ~late.to_numpy()
    kept = course[agrees]
    sets = {stage: kept[kept["stage"] == stage] for stage in _COURSE}
    unwell, newly, long = (sets[stage] for stage in _COURSE)
    experienced = _first(long, number)
    start_newly = np.maximum.reduce([first - AROUND_US, _last(unwell, number) + 1, _last(newly, number) - YEAR + 1])
    start_newly = np.where(first < FAR_AHEAD_US, start_newly, FAR_AHEAD_US)
    end_newly = np.minimum(np.minimum(start_newly, FAR_AHEAD_US - YEAR) + YEAR, experienced)
    end_unwell = np.minimum.reduce([_last(unwell, number) + AROUND_US, start_newly, experienced])
    bounds = {
        "undiagnosed": (_first(unwell, number) - AROUND_US, end_unwell),
        "newly_diagnosed": (start_newly, end_newly),
        # whoever was newly diagnosed is experienced a year on
        "experienced": (np.where(first < FAR_AHEAD_US, end_newly, experienced), np.full(number, FAR_AHEAD_US)),
    }
    total = np.bincount(course["line"], minlength=number)
    agree = np.bincount(kept["line"], minlength=number) / np.maximum(total, 1)
    conflict = _conflicts(pd.concat([course[~agrees], left_out], ignore_index=True))
    parts = [lost]
    for stage, (start, end) in bounds.items():
        told = sets[stage].assign(order=sets[stage]["by"].map(BELIEVED.index))
        told = told.sort_values(["line", "order", "created_us", "post"])
        best = told.drop_duplicates("line")
        line, by = best["line"].to_numpy(np.int64), best["by"].to_numpy(object)
        sure = agree[line] * np.array([_TRUST[each] for each in by], np.float64) * _UNDATED
        parts.append(
            _intervals(
                line=line, stage=np.full(len(line), stage, object), start=start[line], end=np.minimum(end, loss)[line],
                confidence=sure, by=by, evidence=_evidence(told), conflict=conflict,
            )
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _in_order(course: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """The posts of each line that tell as many stages as possible in the order in which they happen."""
    line = course["line"].to_numpy(np.int64)
    step = course["stage"].map(_COURSE.index).to_numpy(np.int64)
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


def _losses(shown: pd.DataFrame, number: int) -> tuple[Ints, pd.DataFrame, pd.DataFrame]:
    """From when on carers are bereaved (far ahead: they are not), these intervals, and the posts not believed.

    Where more of their later posts speak of somebody alive than of a death, it was another one's.
    """
    lost = shown[shown["stage"] == "bereaved"]
    first = _first(lost, number)
    alive = shown[(shown["stage"] != "bereaved") & (shown["by"] == "text") & (shown["created_us"] > first[shown["line"]])]
    deaths, lives = np.bincount(lost["line"], minlength=number), np.bincount(alive["line"], minlength=number)
    sure = deaths / np.maximum(deaths + lives, 1)
    believed = lost[sure[lost["line"]] >= 0.5]
    best = believed.drop_duplicates("line")
    line, by = best["line"].to_numpy(np.int64), best["by"].to_numpy(object)
    intervals = _intervals(
        line=line, stage=best["stage"].to_numpy(object), start=first[line], end=np.full(len(line), FAR_AHEAD_US),
        confidence=sure[line] * np.array([_TRUST[each] for each in by], np.float64) * _UNDATED, by=by,
        evidence=_evidence(believed), conflict=_conflicts(alive[alive["line"].isin(line)]),
    )  # fmt: skip
    start = np.full(number, FAR_AHEAD_US)
    start[line] = first[line]
    return start, intervals, lost[~lost["line"].isin(line)]


def _first(posts: pd.DataFrame, number: int) -> Ints:
    """The time of each line's first post, far ahead where there is none."""
    times = np.full(number, FAR_AHEAD_US)
    np.minimum.at(times, posts["line"].to_numpy(np.int64), posts["created_us"].to_numpy(np.int64))
    return times


def _last(posts: pd.DataFrame, number: int) -> Ints:
    """The time of each line's last post, long ago where there is none."""
    times = np.full(number, LONG_AGO_US + YEAR)
    np.maximum.at(times, posts["line"].to_numpy(np.int64), posts["created_us"].to_numpy(np.int64))
    return times


def _evidence(posts: pd.DataFrame) -> dict[int, str]:
    """The first few posts of each line, joined; a statement of the user has none."""
    posts = posts[posts["by"] != KNOWN]
    few = posts[posts.groupby("line").cumcount() < MOST_EVIDENCE]
    return _joined(few["line"], few["post"], "|")


def _conflicts(against: pd.DataFrame) -> dict[int, str]:
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


def _intervals(
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
    numbers = line.tolist()
    columns = (
        line, stage, start, end, confidence, by, [evidence.get(each, "") for each in numbers],
        [conflict.get(each, "") for each in numbers],
    )  # fmt: skip
    return pd.DataFrame(dict(zip(_INTERVAL, columns, strict=True)))

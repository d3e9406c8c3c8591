"""A person's stages over time, one line for each role, from what their posts, flair and bio show.

Somebody can be a patient and care for somebody else who is one: two diagnoses, two lines.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.coding.diagnoses import YEAR, combined, usable
from graphtool.coding.intervals import (
    COURSE,
    FAR_AHEAD_US,
    LONG_AGO_US,
    conflicts_of,
    evidence_of,
    first_times,
    in_order,
    intervals,
    last_times,
)
from graphtool.schema import BELIEVED, DAY_US, KNOWN, TIMELINE

AROUND_US: Final = 90 * DAY_US  # how far a stage told without a date reaches around its posts
_TRUST: Final = {KNOWN: 1.0, "text": 1.0, "thread": 0.9, "flair": 0.8, "bio": 0.6, "guess": 0.4}
_UNDATED: Final = 0.7  # of the trust, where a stage is told without a date
_LINES: Final = ("caregiver", "patient")

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
    return intervals(
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
    conflict = conflicts_of(pd.concat([said[~said["agrees"]], left_out], ignore_index=True))
    kept = statements[agreeing]
    finest = kept.assign(width=kept["until"] - kept["since"], order=kept["by"].map(BELIEVED.index))
    evidence = evidence_of(finest.sort_values(["line", "order", "width", "created_us", "post"]))
    line = np.flatnonzero(has_date)
    by = np.array(BELIEVED, object)[place[line]]
    sure = agree[line] * np.array([_TRUST[each] for each in by], np.float64)
    marks = (np.full(number, LONG_AGO_US), start, start + YEAR, np.full(number, FAR_AHEAD_US))
    stages = [
        intervals(
            line=line, stage=np.full(len(line), stage, object), start=marks[step][line],
            end=np.minimum(marks[step + 1], loss)[line], confidence=sure, by=by, evidence=evidence, conflict=conflict,
        )
        for step, stage in enumerate(COURSE)
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
    agrees = in_order(course)
    first = first_times(course[agrees & (course["stage"] == "newly_diagnosed").to_numpy()], number)
    late = (course["stage"] == "newly_diagnosed") & (course["created_us"] >= first[course["line"]] + YEAR)
    agrees &= ~late.to_numpy()
    kept = course[agrees]
    sets = {stage: kept[kept["stage"] == stage] for stage in COURSE}
    unwell, newly, long = (sets[stage] for stage in COURSE)
    experienced = first_times(long, number)
    start_newly = np.maximum.reduce([first - AROUND_US, last_times(unwell, number) + 1, last_times(newly, number) - YEAR + 1])
    start_newly = np.where(first < FAR_AHEAD_US, start_newly, FAR_AHEAD_US)
    end_newly = np.minimum(np.minimum(start_newly, FAR_AHEAD_US - YEAR) + YEAR, experienced)
    end_unwell = np.minimum.reduce([last_times(unwell, number) + AROUND_US, start_newly, experienced])
    bounds = {
        "undiagnosed": (first_times(unwell, number) - AROUND_US, end_unwell),
        "newly_diagnosed": (start_newly, end_newly),
        # whoever was newly diagnosed is experienced a year on
        "experienced": (np.where(first < FAR_AHEAD_US, end_newly, experienced), np.full(number, FAR_AHEAD_US)),
    }
    total = np.bincount(course["line"], minlength=number)
    agree = np.bincount(kept["line"], minlength=number) / np.maximum(total, 1)
    conflict = conflicts_of(pd.concat([course[~agrees], left_out], ignore_index=True))
    parts = [lost]
    for stage, (start, end) in bounds.items():
        told = sets[stage].assign(order=sets[stage]["by"].map(BELIEVED.index))
        told = told.sort_values(["line", "order", "created_us", "post"])
        best = told.drop_duplicates("line")
        line, by = best["line"].to_numpy(np.int64), best["by"].to_numpy(object)
        sure = agree[line] * np.array([_TRUST[each] for each in by], np.float64) * _UNDATED
        parts.append(
            intervals(
                line=line, stage=np.full(len(line), stage, object), start=start[line], end=np.minimum(end, loss)[line],
                confidence=sure, by=by, evidence=evidence_of(told), conflict=conflict,
            )
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _losses(shown: pd.DataFrame, number: int) -> tuple[Ints, pd.DataFrame, pd.DataFrame]:
    """From when on carers are bereaved (far ahead: they are not), these intervals, and the posts not believed.

    Where more of their later posts speak of somebody alive than of a death, it was another one's.
    """
    lost = shown[shown["stage"] == "bereaved"]
    first = first_times(lost, number)
    alive = shown[(shown["stage"] != "bereaved") & (shown["by"] == "text") & (shown["created_us"] > first[shown["line"]])]
    deaths, lives = np.bincount(lost["line"], minlength=number), np.bincount(alive["line"], minlength=number)
    sure = deaths / np.maximum(deaths + lives, 1)
    believed = lost[sure[lost["line"]] >= 0.5]
    best = believed.drop_duplicates("line")
    line, by = best["line"].to_numpy(np.int64), best["by"].to_numpy(object)
    bereft = intervals(
        line=line, stage=best["stage"].to_numpy(object), start=first[line], end=np.full(len(line), FAR_AHEAD_US),
        confidence=sure[line] * np.array([_TRUST[each] for each in by], np.float64) * _UNDATED, by=by,
        evidence=evidence_of(believed), conflict=conflicts_of(alive[alive["line"].isin(line)]),
    )  # fmt: skip
    start = np.full(number, FAR_AHEAD_US)
    start[line] = first[line]
    return start, bereft, lost[~lost["line"].isin(line)]

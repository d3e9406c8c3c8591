"""Mentors: people who go back and forth with somebody while that somebody is newly diagnosed."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.corpus.tables import Tables
from graphtool.findings.result import Ranking, ranked, with_intervals
from graphtool.measures import Shares, resampled_scores
from graphtool.measures.uncertainty import RESAMPLES
from graphtool.schema import DAY_US
from graphtool.sql import query

MAX_GAP_DAYS: Final = 30
_PRIOR: Final = 3.0  # mentees of the community's mean value that everybody is credited with
_HALF: Final = 2.0  # exchanges that make half of a mentee's full value
_COUNTS: Final = (
    "dialogues", "mentor_turns", "mentee_turns", "helpful_turns", "thanks", "timed_turns", "promptness",
)  # fmt: skip
Floats = npt.NDArray[np.float64]
_TOO_EARLY: Final = ("undiagnosed", "newly_diagnosed")


def dialogues(tables: Tables, *, max_gap_days: int = MAX_GAP_DAYS) -> pd.DataFrame:
    """Every dialogue with a newly diagnosed person, or with the carer of one.

    Args:
        tables: of ``corpus.period``.
        max_gap_days: silence that ends a dialogue.

    Returns:
        ``mentor, mentee, start_us, end_us, mentor_turns, mentee_turns, helpful_turns`` (of the mentor, informing or
        encouraging), ``thanks`` (of the mentee), ``timed_turns``, ``promptness`` (see ``sql/dialogues.sql``) and
        ``own_stage``, where the mentor stood at its start.
    """
    tables.settings({"max_gap_us": max_gap_days * DAY_US})
    tables.materialise("dialogue_turns", query("dialogue_turns"))
    tables.materialise("dialogues", query("dialogues"))
    found = tables.run("""
        SELECT dialogues.*, timeline.stage AS own_stage
        FROM dialogues LEFT JOIN timeline ON timeline.person = dialogues.mentor
            AND dialogues.start_us >= timeline.from_us AND dialogues.start_us < timeline.to_us
        LEFT JOIN person_roles ON person_roles.person = dialogues.mentor
        -- of somebody with two lines, that of their role
        ORDER BY mentor, mentee, start_us, CASE WHEN timeline.role = person_roles.role THEN 0 ELSE 1 END,
                 timeline.role DESC, stage
    """)
    found["own_stage"] = found["own_stage"].fillna("unknown")
    return found.drop_duplicates(["mentor", "mentee", "start_us"]).reset_index(drop=True)


def find_mentors(tables: Tables, *, max_gap_days: int = MAX_GAP_DAYS, resamples: int = RESAMPLES, seed: int = 0) -> Ranking:
    """Rank the mentors of the newly diagnosed.

    A mentee counts for at most 1: ``exchanges / (exchanges + 2)`` times the mean of 1, the share of informing or
    encouraging turns, promptness (1 / (1 + days)), and whether the mentee thanked or came back in another dialogue.
    The score adds this up over mentees, after shrinking each mentor's mean towards the community's; so many mentees
    beat long talks with one. People who were then undiagnosed or newly diagnosed themselves are peers, not mentors.

    Args:
        tables: of ``corpus.period``.
        max_gap_days: silence that ends a dialogue.
        resamples: of mentees, for the intervals of ranks: what one of them says and thanks hangs together, whatever the
            thread. 0 leaves the four columns on them out.
        seed: of the resamples.

    Returns:
        A ranking whose table goes on with ``rank_low, rank_high, p_top, tier`` (``measures.rank_uncertainty``),
        ``role, own_stage, mentees, dialogues, turns, helpful_turns, thanks,
        days_to_answer`` (what the promptness comes to), ``last_dialogue_us``.
    """
    found = of_mentors(dialogues(tables, max_gap_days=max_gap_days))
    people = tables.ask("people").set_index("person")
    pairs = pairs_of(found)
    table = pairs.groupby("mentor", sort=True).sum()
    table["mentees"] = pairs.groupby("mentor", sort=True).size()
    table["last_dialogue_us"] = found.groupby("mentor", sort=True)["end_us"].max()
    table["score"] = _score([table["value"].to_numpy(np.float64), table["mentees"].to_numpy(np.float64)])
    table["turns"] = table["mentor_turns"] + table["mentee_turns"]
    table["days_to_answer"] = table["timed_turns"] * 1e9 / table["promptness"].where(table["promptness"] > 0) - 1
    # the last dialogue tells best where a mentor stands; "unknown" is said, not hidden
    table["own_stage"] = found.sort_values(["mentor", "start_us"]).groupby("mentor")["own_stage"].last()
    table = table.join(people[["handle", "role"]]).rename_axis("person").reset_index()
    columns = [
        "person", "handle", "score", "role", "own_stage", "mentees", "dialogues", "turns", "helpful_turns", "thanks",
        "days_to_answer", "last_dialogue_us",
    ]  # fmt: skip
    parameters: dict[str, object] = {
        "max_gap_days": max_gap_days, "prior": _PRIOR, "half_value_exchanges": _HALF, "resamples": resamples, "seed": seed,
    }  # fmt: skip
    ranking = ranked("mentors", table[columns], parameters)
    if not resamples:
        return ranking
    mentor, mentee = (pairs.index.get_level_values(name) for name in ("mentor", "mentee"))
    place = pd.Index(table["person"]).get_indexer(mentor)
    drawn = pd.factorize(mentee, sort=True)[0]
    shares = [Shares(place, drawn, pairs["value"].to_numpy(np.float64)), Shares(place, drawn, np.ones(len(pairs)))]
    scores = resampled_scores(shares, _score, size=len(table), times=resamples, seed=seed)
    return with_intervals(ranking, scores, table["person"])


def _score(parts: Sequence[Floats]) -> Floats:
    """From the values added up and the number of mentees, each mentors, or mentors × resamples."""
    value, mentees = parts
    mean = value.sum(axis=0) / np.maximum(mentees.sum(axis=0), 1e-9)
    score: Floats = mentees * (value + _PRIOR * mean) / (mentees + _PRIOR)
    return score


def of_mentors(found: pd.DataFrame) -> pd.DataFrame:
    """The dialogues that are no talk between two newcomers."""
    return found[~found["own_stage"].isin(_TOO_EARLY)]


def pairs_of(found: pd.DataFrame) -> pd.DataFrame:
    """The dialogues of each ``mentor, mentee`` (the index) added up, and the ``value`` of the mentee to the score."""
    pairs = found.assign(dialogues=1).groupby(["mentor", "mentee"], sort=True)[list(_COUNTS)].sum()
    pairs["value"] = _value(pairs)
    return pairs


def _value(pairs: pd.DataFrame) -> pd.Series:
    exchanges = np.minimum(pairs["mentor_turns"], pairs["mentee_turns"])
    helpful = pairs["helpful_turns"] / pairs["mentor_turns"]
    prompt = (pairs["promptness"] / 1e9 / pairs["timed_turns"].where(pairs["timed_turns"] > 0)).fillna(0.0)
    grateful = ((pairs["thanks"] > 0) | (pairs["dialogues"] > 1)).astype(float)
    value: pd.Series = exchanges / (exchanges + _HALF) * (1 + helpful + prompt + grateful) / 4
    return value

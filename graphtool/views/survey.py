"""What a report tells beyond the lists."""

from dataclasses import dataclass

import pandas as pd

from graphtool.findings import Answers


@dataclass(frozen=True)
class Survey:
    """Tables about a community; no text of posts is in them.

    people: ``person, handle, role, stage`` of everybody.
    members: of the caregiver groups (``findings.Clusters``).
    communities: of ``findings.caregivers_in_communities``.
    activity: ``month, posts`` with ``month`` as ``YYYY-MM``.
    topics: ``findings.topics_by`` role, stage and the like, by the name of what they are split by.
    answers: ``findings.who_answers_whom``, likewise.
    """

    people: pd.DataFrame
    members: pd.DataFrame
    communities: pd.DataFrame
    activity: pd.DataFrame | None
    topics: dict[str, pd.DataFrame]
    answers: dict[str, Answers]

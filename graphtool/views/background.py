"""What a page tells of people beyond the network and the lists; each table may be missing."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Background:
    """Tables about people; no text of posts is in them.

    languages: ``person, language``, the language a person writes most.
    topics: ``person, topic, posts``.
    timeline: ``person, role, stage, from_us, to_us`` (microseconds since 1970), spans of a person's roles and stages.
    mentees: ``mentor, mentee, turns``.
    activity: ``month, posts`` with ``month`` as ``YYYY-MM``.
    months: ``person, month``, in which somebody wrote.
    tie_months: ``source, target, month``, in which one wrote to the other.
    """

    languages: pd.DataFrame | None = None
    topics: pd.DataFrame | None = None
    timeline: pd.DataFrame | None = None
    mentees: pd.DataFrame | None = None
    activity: pd.DataFrame | None = None
    months: pd.DataFrame | None = None
    tie_months: pd.DataFrame | None = None

"""Who helps, who mentors the newly diagnosed, which caregivers support each other, who is there and what they talk about."""

from graphtool.findings.attention import rank_attention
from graphtool.findings.caregivers import Clusters, find_caregiver_clusters
from graphtool.findings.explain import Explanation, explain
from graphtool.findings.helpers import rank_helpers
from graphtool.findings.mentors import dialogues, find_mentors
from graphtool.findings.people import People, list_people
from graphtool.findings.result import Ranking
from graphtool.findings.topics import topics_by
from graphtool.findings.unanswered import find_unanswered
from graphtool.findings.validate import Validation, validate

__all__ = [
    "Clusters", "Explanation", "People", "Ranking", "Validation", "dialogues", "explain", "find_caregiver_clusters",
    "find_mentors", "find_unanswered", "list_people", "rank_attention", "rank_helpers", "topics_by", "validate",
]  # fmt: skip

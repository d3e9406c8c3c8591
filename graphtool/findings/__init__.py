"""Who helps, who mentors the newly diagnosed, and which caregivers support each other."""

from graphtool.findings.attention import rank_attention
from graphtool.findings.caregivers import Clusters, find_caregiver_clusters
from graphtool.findings.helpers import rank_helpers
from graphtool.findings.mentors import dialogues, find_mentors
from graphtool.findings.result import Ranking

__all__ = [
    "Clusters", "Ranking", "dialogues", "find_caregiver_clusters", "find_mentors", "rank_attention", "rank_helpers",
]  # fmt: skip

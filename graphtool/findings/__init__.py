"""Who helps, mentors the newly diagnosed, supports other caregivers, answers whom; who is there and what they talk about."""

from graphtool.findings.answers import Answers, who_answers_whom
from graphtool.findings.attention import rank_attention
from graphtool.findings.caregivers import Clusters, find_caregiver_clusters
from graphtool.findings.carrying import carrying_threads
from graphtool.findings.change import Comparison, compare_periods
from graphtool.findings.enrichment import caregivers_in_communities
from graphtool.findings.evidence import Exchanges, exchanges_of
from graphtool.findings.explain import Explanation, explain
from graphtool.findings.helpers import rank_helpers
from graphtool.findings.mentees import list_mentees
from graphtool.findings.mentors import dialogues, find_mentors
from graphtool.findings.people import People, list_people
from graphtool.findings.positions import list_positions
from graphtool.findings.result import Ranking
from graphtool.findings.topics import topics_by
from graphtool.findings.unanswered import find_unanswered
from graphtool.findings.validate import Validation, validate

__all__ = [
    "Answers", "Clusters", "Comparison", "Exchanges", "Explanation", "People", "Ranking", "Validation",
    "caregivers_in_communities", "carrying_threads", "compare_periods", "dialogues", "exchanges_of", "explain",
    "find_caregiver_clusters", "find_mentors", "find_unanswered", "list_mentees", "list_people", "list_positions",
    "rank_attention", "rank_helpers", "topics_by", "validate", "who_answers_whom",
]  # fmt: skip

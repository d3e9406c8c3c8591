"""Apply a codebook to posts (content analysis): acts, roles, stages, and a person's timeline.

And judge it: ``read_labelled`` reads posts that people labelled, ``score`` and ``compare`` say how well codebooks do on them,
``agreement`` how well two people agree, ``mistakes`` which posts to read; ``judge`` and ``judge_people`` do all of it.
``new_codebook`` starts a codebook for another condition.
"""

from graphtool.coding.agreement import agreement, by_group, compare, score
from graphtool.coding.codebook import Codebook, Rule, list_codebooks, load_codebook
from graphtool.coding.examples import Problem, check
from graphtool.coding.judgement import Judgement, judge, judge_people
from graphtool.coding.labelled import Labelled, read_labelled, read_labels
from graphtool.coding.mistakes import mistakes
from graphtool.coding.posts import code
from graphtool.coding.processes import code_batches
from graphtool.coding.starter import new_codebook
from graphtool.coding.threads import carried
from graphtool.coding.timeline import timeline

__all__ = [
    "Codebook",
    "Judgement",
    "Labelled",
    "Problem",
    "Rule",
    "agreement",
    "by_group",
    "carried",
    "check",
    "code",
    "code_batches",
    "compare",
    "judge",
    "judge_people",
    "list_codebooks",
    "load_codebook",
    "mistakes",
    "new_codebook",
    "read_labelled",
    "read_labels",
    "score",
    "timeline",
]

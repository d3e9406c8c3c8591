"""Apply a codebook to posts (content analysis): acts, roles, stages, and a person's timeline."""

from graphtool.coding.codebook import Codebook, Rule, list_codebooks, load_codebook
from graphtool.coding.examples import Problem, check
from graphtool.coding.posts import code
from graphtool.coding.timeline import timeline

__all__ = [
    "Codebook",
    "Problem",
    "Rule",
    "check",
    "code",
    "list_codebooks",
    "load_codebook",
    "timeline",
]

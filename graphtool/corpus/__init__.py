"""A community in one DuckDB file: load exports into it, code it, and read a period of it."""

from graphtool.corpus.codes import code_posts, coded_posts
from graphtool.corpus.directory import Directory
from graphtool.corpus.known import Known, read_known
from graphtool.corpus.loading import HowToRead, LoadReport, load
from graphtool.corpus.period import period
from graphtool.corpus.same_people import join_people
from graphtool.corpus.store import Corpus
from graphtool.corpus.summary import Summary, summarise
from graphtool.corpus.tables import Tables

__all__ = [
    "Corpus", "Directory", "HowToRead", "Known", "LoadReport", "Summary", "Tables", "code_posts", "coded_posts",
    "join_people", "load", "period", "read_known", "summarise",
]  # fmt: skip

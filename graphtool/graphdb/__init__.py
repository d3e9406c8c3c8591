"""Neo4j: the relationships in a graph database. Nothing else in the project needs the server."""

from graphtool.graphdb.ask import Status, ask, drop, status
from graphtool.graphdb.connection import Server, connected
from graphtool.graphdb.contents import Contents, Found, contents, findings_of
from graphtool.graphdb.cypher import Question, cypher, query_names, questions
from graphtool.graphdb.files import write_files
from graphtool.graphdb.measured import GDS, Measured, measure, measures_of
from graphtool.graphdb.pull import Pulled, described, pull_interactions, pull_network, pulled
from graphtool.graphdb.push import Difference, PushReport, difference, push

__all__ = [
    "GDS", "Contents", "Difference", "Found", "Measured", "Pulled", "PushReport", "Question", "Server", "Status", "ask",
    "connected", "contents", "cypher", "described", "difference", "drop", "findings_of", "measure", "measures_of",
    "pull_interactions", "pull_network", "pulled", "push", "query_names", "questions", "status", "write_files",
]  # fmt: skip

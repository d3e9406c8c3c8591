"""Neo4j: the relationships in a graph database. Nothing else in the project needs the server."""

from graphtool.graphdb.connection import Server, connected
from graphtool.graphdb.cypher import cypher, query_names
from graphtool.graphdb.push import PushReport, push

__all__ = ["PushReport", "Server", "connected", "cypher", "push", "query_names"]

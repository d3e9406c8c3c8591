"""Named questions in Cypher, the state of a server, and taking a community out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from graphtool.errors import DatabaseError
from graphtool.graphdb.connection import Server
from graphtool.graphdb.cypher import questions, values_for
from graphtool.graphdb.push import BATCH


@dataclass(frozen=True)
class Status:
    """A server and what it holds.

    version, edition: of the server.
    gds: whether Graph Data Science is installed.
    communities: ``community, people, posts, ties, run, codebook, since, until, graphtool, complete``.
    """

    version: str
    edition: str
    gds: bool
    communities: pd.DataFrame


def status(server: Server) -> Status:
    """What the server is and what it holds."""
    kernel = server.read("components").iloc[0]
    return Status(kernel["version"], kernel["edition"], len(server.read("gds")) > 0, server.read("communities"))


def ask(
    server: Server,
    name: str,
    given: Mapping[str, str] | None = None,
    *,
    community: str,
    folders: Sequence[Path] = (),
) -> pd.DataFrame:
    """The answer to a question of ``queries/questions`` or of further folders; moments are timestamps in UTC.

    Args:
        server: of ``connected``.
        name: of the question, as ``questions`` lists it.
        given: parameters as text; a person can be named by id or handle.
        community: whom it is asked of.
        folders: with more questions.

    Raises:
        DatabaseError: there is no such question or person, or a parameter is missing, unknown or not of its type.
    """
    known = questions(folders)
    if name not in known:
        raise DatabaseError(f"There is no question {name!r}: 'graphtool neo4j ask --list' shows them.")
    question = known[name]
    values = values_for(question, given or {})
    for each in question.parameters:
        if each.type == "person":
            values[each.name] = _person(server, community, values[each.name])
    return server.ask(question.text, values | {"community": community}, noted=server.told)


def drop(server: Server, *, community: str, batch: int = BATCH) -> int:
    """Take a community out of the database, others stay; returns how many nodes went."""
    gone = 0
    for query in ("drop_links", "drop"):  # a node with all its links can be more than a transaction may hold
        gone = 0
        while deleted := server.run(query, community=community, limit=batch).records[0]["deleted"]:
            gone += deleted
    return gone


def _person(server: Server, community: str, name: str) -> str:
    found = server.read("find_person", community=community, called=name)["id"].tolist()
    if name in found:
        return name
    if len(found) != 1:
        can_be = f"can be {', '.join(found[:5])}: write one of these" if found else "is nobody here: check the name"
        raise DatabaseError(f"{name!r} {can_be}.")
    return str(found[0])

"""A connection to a Neo4j server, and what to do when there is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import neo4j
from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from graphtool.errors import DatabaseError
from graphtool.graphdb.cypher import cypher

_AGENT: Final = "graphtool"


@dataclass(frozen=True)
class Server:
    """An open connection."""

    driver: neo4j.Driver
    database: str | None = None

    def run(self, name: str, **parameters: Any) -> neo4j.EagerResult:
        """Run ``queries/NAME.cypher`` in a transaction of its own, which the driver retries."""
        return self.driver.execute_query(cypher(name), parameters, database_=self.database)

    def run_each(self, name: str) -> None:
        """Run the statements of a file one by one (schema changes cannot share a transaction)."""
        for statement in cypher(name).split(";"):
            lines = [line for line in statement.splitlines() if line.strip() and not line.startswith("//")]
            if lines:
                self.driver.execute_query("\n".join(lines), database_=self.database)


@contextmanager
def connected(uri: str, *, username: str, password: str, database: str | None = None) -> Iterator[Server]:
    """Connect, and close in the end.

    Raises:
        DatabaseError: the server cannot be reached, refuses the user, has no such database, or refuses a statement.
    """
    try:
        with neo4j.GraphDatabase.driver(uri, auth=(username, password), user_agent=_AGENT) as driver:
            server = Server(driver, database)
            driver.verify_connectivity()
            server.run("ping")
            yield server
    except (Neo4jError, DriverError, ValueError) as error:
        raise DatabaseError(_advice(error, uri, username, database)) from error


def _advice(error: Exception, uri: str, username: str, database: str | None) -> str:
    """One line: what is wrong, and what to do; never the password."""
    if isinstance(error, AuthError):
        return f"Neo4j at {uri} refuses the user {username!r}: check NEO4J_USERNAME and NEO4J_PASSWORD."
    if isinstance(error, ServiceUnavailable):
        return f"No Neo4j answers at {uri}: start the server, or name another --uri (NEO4J_URI)."
    if isinstance(error, ConfigurationError | ValueError):
        return f"{uri!r} is no address of a Neo4j server: write neo4j://HOST:7687 or neo4j+s://HOST."
    if isinstance(error, ClientError) and "DatabaseNotFound" in (error.code or ""):
        return f"Neo4j at {uri} has no database {database!r}: name another --database, or leave it out."
    return f"Neo4j at {uri} refused: {str(error).splitlines()[0]}"

"""A connection to a Neo4j server: bounded retries, and what to do when something is wrong."""

import logging
import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import neo4j
import pandas as pd
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Forbidden,
    ForbiddenOnReadOnlyDatabase,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
)

from graphtool.errors import DatabaseError
from graphtool.graphdb.cypher import cypher
from graphtool.graphdb.values import frame_of

OLDEST: Final = (5, 26)
# what a server remarks on a text goes to who asks for it, not to the screen
logging.getLogger("neo4j").addHandler(logging.NullHandler())
_AGENT: Final = "graphtool"
_FETCH: Final = 10_000  # rows the server sends at a time
_RETRY_S: Final = 30.0  # how long the driver tries again: no leader, deadlock, server away
_WAITS_S: Final = (1.0, 2.0, 4.0)


@dataclass(frozen=True)
class Server:
    """An open connection.

    told: called with a sentence when something is tried again.
    waits_s: seconds before each further try, after the driver has tried what it can.
    """

    driver: neo4j.Driver
    database: str | None = None
    told: Callable[[str], None] = field(default=lambda _: None)
    waits_s: tuple[float, ...] = _WAITS_S

    def run(self, name: str, **parameters: Any) -> neo4j.EagerResult:
        """Run ``queries/NAME.cypher`` in a transaction of its own.

        The driver tries again, for half a minute, what it knows to have failed: a server away, another leader, a deadlock.
        It does not try again a commit whose fate it does not know; that is done here, a bounded number of times, since
        our writes say what is to stand, so that twice is once.
        """
        return self._tried(cypher(name), parameters)

    def _tried(self, text: str, parameters: dict[str, Any]) -> neo4j.EagerResult:
        for wait in (*self.waits_s, None):
            try:
                return self.driver.execute_query(text, parameters, database_=self.database)
            except (Neo4jError, DriverError) as error:
                if wait is None or not (isinstance(error, IncompleteCommit) or error.is_retryable()):
                    raise
                self.told(f"Neo4j was lost or busy ({type(error).__name__}); trying again in {wait:.0f} s.")
                time.sleep(wait)
        raise AssertionError("the last try raises")

    def read(self, name: str, **parameters: Any) -> pd.DataFrame:
        """The rows of ``queries/NAME.cypher`` as a table, read as they come; moments are timestamps in UTC."""
        return self.ask(cypher(name), parameters)

    def ask(self, text: str, parameters: dict[str, Any], *, noted: Callable[[str], None] = lambda _: None) -> pd.DataFrame:
        """The rows of a Cypher text that may not write; ``noted`` gets what the server remarks on it."""

        def table(result: neo4j.Result) -> pd.DataFrame:
            rows = frame_of(result.keys(), [record.values() for record in result])
            for each in result.consume().gql_status_objects:
                if each.is_notification:
                    noted(each.status_description)
            return rows

        return self.driver.execute_query(
            text, parameters, database_=self.database, routing_=neo4j.RoutingControl.READ, result_transformer_=table
        )

    def run_each(self, name: str) -> None:
        """Run the statements of a file, each making a constraint, one by one (they cannot share a transaction)."""
        for statement in cypher(name).split(";"):
            text = "\n".join(line for line in statement.splitlines() if line.strip() and not line.startswith("//"))
            if not text:
                continue
            try:
                self._tried(text, {})
            except ClientError as error:
                if "IndexWithNameAlreadyExists" not in (error.code or ""):
                    raise
                # the server lost power while it made this constraint and kept only the index
                self.run("drop_index", index=text.split()[2])
                self._tried(text, {})


@contextmanager
def connected(
    uri: str,
    *,
    username: str,
    password: str,
    database: str | None = None,
    certificate: Path | None = None,
    told: Callable[[str], None] = lambda _: None,
    patience_s: float = _RETRY_S,
) -> Iterator[Server]:
    """Connect, and close in the end.

    Args:
        uri: ``neo4j://HOST:7687``, ``bolt://…`` (one server, no cluster), or ``neo4j+s://HOST`` (encrypted).
        username: who asks.
        password: kept nowhere.
        database: None is the user's default one.
        certificate: of the authority that vouches for the server, as PEM; for ``neo4j+s`` with a company's own.
        told: called with a sentence when something is tried again.
        patience_s: how long the driver tries one transaction again.

    Raises:
        DatabaseError: the server cannot be reached, is too old, refuses the user, has no such database, or refuses a
            statement; in one line that says what to do.
    """
    try:
        opened = _driver(uri, username, password, certificate=certificate, patience_s=patience_s)
    except (ConfigurationError, ValueError, OSError) as error:
        raise DatabaseError(
            f"{uri!r} is no address of a Neo4j server: write neo4j://HOST:7687 or neo4j+s://HOST."
            if certificate is None
            else f"{uri!r} with the certificate {certificate} cannot be used: check that the file is PEM, and the address."
        ) from error
    try:
        with opened as driver:
            server = Server(driver, database, told)
            driver.verify_connectivity()
            refuse_old(driver.get_server_info().agent, uri)
            server.run("ping")
            yield server
    except (Neo4jError, DriverError) as error:
        raise DatabaseError(advice(error, uri, username=username, database=database)) from error


def _driver(uri: str, username: str, password: str, *, certificate: Path | None, patience_s: float) -> neo4j.Driver:
    more: dict[str, Any] = {}
    if certificate is not None:
        if not certificate.is_file():
            raise DatabaseError(f"There is no certificate {certificate}: name a PEM file with --certificate.")
        ssl.create_default_context(cafile=certificate)  # the driver would say only that nothing answers
        uri = uri.replace("+ssc://", "://").replace("+s://", "://")  # the driver takes one or the other
        more = {"encrypted": True, "trusted_certificates": neo4j.TrustCustomCAs(str(certificate))}
    return neo4j.GraphDatabase.driver(
        uri,
        auth=(username, password),
        user_agent=_AGENT,
        fetch_size=_FETCH,
        max_transaction_retry_time=patience_s,
        **more,
    )


def refuse_old(agent: str, uri: str) -> None:
    """Raise where the server is older than what the Cypher texts need.

    Raises:
        DatabaseError: it is.
    """
    found = re.match(r"Neo4j/v?(\d+)\.(\d+)", agent)
    if found and (int(found[1]), int(found[2])) < OLDEST:
        needed = ".".join(map(str, OLDEST))
        raise DatabaseError(f"{uri} is {agent}; {needed} is the oldest that works: update the server, or use another.")


def advice(error: Exception, uri: str, *, username: str, database: str | None) -> str:
    """One line: what is wrong, and what to do; never the password."""
    code = getattr(error, "code", None) or ""
    said = (str(error).splitlines() or [""])[0]
    sentences: tuple[tuple[bool, str], ...] = (
        (
            isinstance(error, AuthError),
            f"Neo4j at {uri} refuses the user {username!r}: check NEO4J_USERNAME and NEO4J_PASSWORD.",
        ),
        (
            isinstance(error, Forbidden | ForbiddenOnReadOnlyDatabase),
            f"The user {username!r} may not do this in Neo4j at {uri}: take one who may write, or have it granted.",
        ),
        (
            isinstance(error, ClientError) and "DatabaseNotFound" in code,
            f"Neo4j at {uri} has no database {database!r}: name another --database, or leave it out.",
        ),
        (
            "disk" in said.lower() and ("space" in said.lower() or "full" in said.lower()),
            f"The disk of Neo4j at {uri} is full: make room there, then push again; what is in stays.",
        ),
        (
            isinstance(error, IncompleteCommit),
            f"Neo4j at {uri} went away while it wrote: see that it runs, then push again; what is in stays.",
        ),
        (
            isinstance(error, ServiceUnavailable),
            f"No Neo4j answers at {uri}: start the server, or name another --uri (NEO4J_URI).",
        ),
    )
    return next((sentence for holds, sentence in sentences if holds), f"Neo4j at {uri} refused: {said}")

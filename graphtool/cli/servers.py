"""A Neo4j server as the options of several commands and the environment name it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from graphtool.cli.output import say
from graphtool.errors import DatabaseError, InputError

if TYPE_CHECKING:
    from graphtool.corpus import Corpus, Known
    from graphtool.graphdb import PushReport, Server
    from graphtool.pipeline import CodedBy

DEFAULT_URI: Final = "neo4j://localhost:7687"
DEFAULT_USERNAME: Final = "neo4j"

Uri = Annotated[str, typer.Option("--uri", envvar="NEO4J_URI", help="The server.")]
Username = Annotated[str, typer.Option("--username", envvar="NEO4J_USERNAME", help="Who asks.")]
Password = Annotated[
    str | None,
    typer.Option(
        "--password",
        envvar="NEO4J_PASSWORD",
        help="Better in NEO4J_PASSWORD or typed when asked: an option stays in the shell's history.",
        show_default=False,
    ),
]
Database = Annotated[
    str | None, typer.Option("--database", envvar="NEO4J_DATABASE", help="Not the default one.", show_default=False)
]
Certificate = Annotated[
    Path | None,
    typer.Option(
        "--certificate",
        envvar="NEO4J_CERTIFICATE",
        help="PEM of the authority that vouches for the server, where it is a company's own.",
        metavar="FILE",
        show_default=False,
    ),
]
Community = Annotated[str, typer.Option("--community", help="Keeps communities in one database apart.", metavar="NAME")]
FromNeo4j = Annotated[
    str | None,
    typer.Option(
        "--from-neo4j",
        help="Compute from this community in Neo4j (NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD) instead of files.",
        metavar="COMMUNITY",
        show_default=False,
    ),
]
ToNeo4j = Annotated[
    bool,
    typer.Option("--neo4j", help="Push what was found into Neo4j too (NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD)."),
]


class Taken(NamedTuple):
    """A community out of Neo4j, as commands on a corpus read it."""

    corpus: "Corpus"
    codebook: "CodedBy"
    known: "Known"


@contextmanager
def connection(
    context: typer.Context, uri: str, username: str, password: str | None, database: str | None, certificate: Path | None
) -> Iterator["Server"]:
    """The server that the options of a command name."""
    source = context.get_parameter_source("password")
    if source is not None and source.name == "COMMANDLINE":
        say("Take care: the password now stands in the shell's history; set NEO4J_PASSWORD or type it when asked.")
    with _connected(uri, username, password, database, certificate) as server:
        yield server


@contextmanager
def server_of_environment() -> Iterator["Server"]:
    """The server that NEO4J_URI and its like name."""
    certificate = os.environ.get("NEO4J_CERTIFICATE")
    with _connected(
        os.environ.get("NEO4J_URI", DEFAULT_URI),
        os.environ.get("NEO4J_USERNAME", DEFAULT_USERNAME),
        os.environ.get("NEO4J_PASSWORD"),
        os.environ.get("NEO4J_DATABASE"),
        Path(certificate) if certificate else None,
    ) as server:
        yield server


@contextmanager
def _connected(
    uri: str, username: str, password: str | None, database: str | None, certificate: Path | None
) -> Iterator["Server"]:
    from graphtool.graphdb import connected

    if not password:
        if not sys.stdin.isatty():
            raise DatabaseError("Neo4j needs a password: set NEO4J_PASSWORD.")
        password = typer.prompt(f"Password of {username} at {uri}", hide_input=True, err=True)
    with connected(uri, username=username, password=password, database=database, certificate=certificate, told=say) as server:
        yield server


@contextmanager
def taken_from_neo4j(files: list[Path] | None, corpus: Path | None, community: str) -> Iterator[Taken]:
    """What --from-neo4j names.

    Raises:
        InputError: files or a corpus are named as well.
    """
    from graphtool.graphdb import pulled
    from graphtool.pipeline import CodedBy

    if files or corpus is not None:
        raise InputError("Name files or a corpus, or a community with --from-neo4j, not both.")
    with server_of_environment() as server, pulled(server, community=community) as taken:
        by = CodedBy(str(taken.facts.get("codebook")), str(taken.facts.get("codebook_hash")))
        yield Taken(taken.corpus, by, taken.known)


def said_of(report: "PushReport", community: str) -> str:
    """A push in a sentence."""
    return (
        f"{report.people:,} people, {report.posts:,} posts, {report.ties:,} ties and {report.findings} findings stand in"
        f" community {community!r}: {report.sent:,} sent, {report.deleted:,} deleted, {report.unchanged:,} unchanged."
    )

"""Commands on a Neo4j server."""

from typing import Annotated

import typer

from graphtool.cli import options
from graphtool.cli.corpora import opened
from graphtool.cli.output import progress, say
from graphtool.cli.periods import choices

app = typer.Typer(help="Put the relationships into Neo4j.", no_args_is_help=True)


@app.command()
def push(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    community: Annotated[
        str, typer.Option("--community", help="Keeps communities in one database apart.", metavar="NAME")
    ] = "community",
    uri: Annotated[str, typer.Option("--uri", envvar="NEO4J_URI", help="The server.")] = "neo4j://localhost:7687",
    username: Annotated[str, typer.Option("--username", envvar="NEO4J_USERNAME", help="Who asks.")] = "neo4j",
    password: Annotated[
        str | None,
        typer.Option(
            "--password",
            envvar="NEO4J_PASSWORD",
            help="Better in NEO4J_PASSWORD: an option stays in the shell's history.",
        ),
    ] = None,
    database: Annotated[str | None, typer.Option("--database", envvar="NEO4J_DATABASE", help="Not the default one.")] = None,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    since: options.Since = None,
    until: options.Until = None,
) -> None:
    """Send people and their ties; only what changed is sent, and what left the corpus is deleted.

    Example: NEO4J_PASSWORD=… graphtool neo4j push community.duckdb --community ms
    """
    from graphtool import network
    from graphtool.coding import load_codebook
    from graphtool.graphdb import connected
    from graphtool.graphdb import push as send
    from graphtool.pipeline import coded_period

    book = load_codebook(codebook)
    secret = password or typer.prompt("Password", hide_input=True, err=True)
    with (
        connected(uri, username=username, password=secret, database=database) as server,
        opened(files, corpus=corpus) as read,
        progress() as told,
    ):
        with coded_period(read, book, choices(since, until), progress=told) as tables:
            people = network.build(tables)
        report = send(server, people, community=community, progress=told)
    say(
        f"{report.people:,} people and {report.ties:,} ties stand in community {community!r}: {report.sent:,} sent,"
        f" {report.deleted:,} deleted, {report.unchanged:,} unchanged."
    )

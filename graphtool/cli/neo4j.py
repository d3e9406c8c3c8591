"""Commands on a Neo4j server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphtool.cli import options
from graphtool.cli.corpora import known_people, opened
from graphtool.cli.exporting import names_in, refuse_unwritable
from graphtool.cli.options import Format
from graphtool.cli.output import progress, say, show, show_json
from graphtool.cli.periods import choices
from graphtool.cli.servers import (
    DEFAULT_URI,
    DEFAULT_USERNAME,
    Certificate,
    Community,
    Database,
    Password,
    Uri,
    Username,
    connection,
    said_of,
)
from graphtool.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from graphtool.graphdb import Contents, Question
    from graphtool.pipeline import Choices

app = typer.Typer(help="Put the relationships and findings into Neo4j, ask it, and take them back.", no_args_is_help=True)

_TABLES = ("ties", "people")
TiesOnly = Annotated[
    bool, typer.Option("--ties-only", help="Leave posts out; findings can then not be computed from the database.")
]
WithQuotes = Annotated[bool, typer.Option("--with-quotes", help="Send titles and texts of posts too: people's own words.")]
Queries = Annotated[
    list[Path] | None, typer.Option("--queries", help="A folder with more questions; can be repeated.", metavar="DIR")
]


@app.command()
def push(
    context: typer.Context,
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    community: Community = "community",
    uri: Uri = DEFAULT_URI,
    username: Username = DEFAULT_USERNAME,
    password: Password = None,
    database: Database = None,
    certificate: Certificate = None,
    ties_only: TiesOnly = False,
    with_quotes: WithQuotes = False,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    half_life: options.HalfLife = 60.0,
    all_time: options.AllTime = False,
    seed: options.Seed = 0,
) -> None:
    """Send people, posts without their words, ties and findings; only what changed is sent, and what left is deleted.

    Example: NEO4J_PASSWORD=… graphtool neo4j push community.duckdb --community ms
    """
    from graphtool.graphdb import push as send
    from graphtool.graphdb.files import ADVISED_TIES

    chosen = choices(since, until, half_life=half_life, all_time=all_time, seed=seed)
    with (
        connection(context, uri, username, password, database, certificate) as server,
        _contents(files, corpus, chosen, codebook=codebook, known=known, posts=not ties_only, quotes=with_quotes) as contents,
        progress() as told,
    ):
        if len(contents.network.ties) > ADVISED_TIES:
            say(f"These are {len(contents.network.ties):,} ties: 'graphtool neo4j files' is several times faster.")
        report = send(server, contents, community=community, progress=told)
    say(said_of(report, community))


@contextmanager
def _contents(
    files: list[Path] | None,
    corpus: Path | None,
    chosen: "Choices",
    *,
    codebook: str,
    known: Path | None,
    posts: bool = True,
    quotes: bool = False,
) -> Iterator["Contents"]:
    """What the options of a push name, as it is to stand in the database."""
    from graphtool.coding import load_codebook
    from graphtool.pipeline import analyze
    from graphtool.runs import graph_of

    book = load_codebook(codebook)
    with opened(files, corpus=corpus) as read:
        with progress() as told:
            overruling = known_people(read, known)
            findings = analyze(read, book, chosen, known=overruling, progress=told)
            contents = graph_of(read, findings, chosen, known=overruling, posts=posts, quotes=quotes)
        yield contents


@app.command()
def files(
    files: options.Files = None,
    out: Annotated[Path | None, typer.Option("-o", "--output", help="The folder to write.", metavar="DIR")] = None,
    corpus: options.CorpusFile = None,
    community: Community = "community",
    overwrite: options.Overwrite = False,
    ties_only: TiesOnly = False,
    with_quotes: WithQuotes = False,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    half_life: options.HalfLife = 60.0,
    all_time: options.AllTime = False,
    seed: options.Seed = 0,
) -> None:
    """Write files for the bulk import of Neo4j, which beyond five million ties is the better way, and print its command.

    Example: graphtool neo4j files community.duckdb --community ms -o import
    """
    from graphtool.exports.run import refuse_taken, write_manifest, written_folder
    from graphtool.graphdb import write_files

    folder = out or Path("import")
    refuse_taken(folder, overwrite=overwrite)
    chosen = choices(since, until, half_life=half_life, all_time=all_time, seed=seed)
    with (
        _contents(files, corpus, chosen, codebook=codebook, known=known, posts=not ties_only, quotes=with_quotes) as contents,
        progress() as told,
        written_folder(folder, overwrite=overwrite) as made,
    ):
        command = write_files(contents, made, community=community, progress=told)
        write_manifest(made, {"community": community, "described": contents.description()})
    typer.echo(command)
    say(f"Written to {folder}. Stop the server, run the command there (it replaces the whole database), start the server,")
    say("then push once: that makes the constraints and finds nothing else to send.")


@app.command()
def status(
    context: typer.Context,
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    community: Community = "community",
    uri: Uri = DEFAULT_URI,
    username: Username = DEFAULT_USERNAME,
    password: Password = None,
    database: Database = None,
    certificate: Certificate = None,
    ties_only: TiesOnly = False,
    with_quotes: WithQuotes = False,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    half_life: options.HalfLife = 60.0,
    all_time: options.AllTime = False,
    seed: options.Seed = 0,
    output: options.OutputFormat = Format.table,
) -> None:
    """Say what the server is and holds and, when a corpus is named, how the community there differs from it.

    Give the options that the push had: they are part of what is compared.

    Example: graphtool neo4j status community.duckdb --community ms
    """
    from graphtool.exports.tables import records
    from graphtool.graphdb import difference
    from graphtool.graphdb import status as state

    chosen = choices(since, until, half_life=half_life, all_time=all_time, seed=seed)
    with connection(context, uri, username, password, database, certificate) as server:
        found = state(server)
        differing: dict[str, int] | None = None
        if files or corpus:
            with _contents(
                files, corpus, chosen, codebook=codebook, known=known, posts=not ties_only, quotes=with_quotes
            ) as contents:
                differing = difference(server, contents, community=community).counts
    if output is Format.json:
        facts = {"version": found.version, "edition": found.edition, "gds": found.gds, "uri": uri}
        show_json(facts | {"communities": records(found.communities), "difference": differing})
        return
    show(found.communities, output)
    say(f"{uri} is Neo4j {found.version}, {found.edition} edition, {'with' if found.gds else 'without'} Graph Data Science.")
    if differing is not None:
        told = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in differing.items() if value)
        say(f"Community {community!r} and the corpus are equal." if not told else f"They differ: {told}. 'push' mends it.")


@app.command()
def pull(
    context: typer.Context,
    out: Annotated[
        list[Path],
        typer.Option(
            "-o",
            "--output",
            help="Where to; can be repeated. The ending says how: .gexf .graphml .net .edges .json (networks),"
            " .csv .jsonl .parquet .xlsx (tables); without one, a folder of people.csv and ties.csv.",
            metavar="FILE",
        ),
    ],
    table: Annotated[
        str, typer.Option("--table", help=f"Which table goes into table files: {', '.join(_TABLES)}.", metavar="NAME")
    ] = "ties",
    columns: Annotated[
        str | None, typer.Option("--columns", help="Only these columns or attributes.", metavar="NAME,NAME")
    ] = None,
    community: Community = "community",
    overwrite: options.Overwrite = False,
    uri: Uri = DEFAULT_URI,
    username: Username = DEFAULT_USERNAME,
    password: Password = None,
    database: Database = None,
    certificate: Certificate = None,
) -> None:
    """Write a community's people and ties as they stand in Neo4j, as export does from a corpus.

    Example: graphtool neo4j pull --community ms -o network.graphml -o ties.xlsx

    Example: graphtool neo4j pull --community ms -o pulled
    """
    from graphtool.exports.networks import SUFFIXES, tie_table, write_network
    from graphtool.exports.run import refuse_taken, write_manifest, written_folder
    from graphtool.exports.tables import write_csv, write_table
    from graphtool.graphdb import described, pull_interactions, pull_network
    from graphtool.network import named_ties

    if table not in _TABLES:
        raise typer.BadParameter(f"--table {table!r} is none of {', '.join(_TABLES)}")
    folders = [path for path in out if not path.suffix]
    refuse_unwritable([path for path in out if path.suffix], overwrite=overwrite)
    for folder in folders:
        refuse_taken(folder, overwrite=overwrite)
    wanted = names_in(columns)
    with connection(context, uri, username, password, database, certificate) as server:
        facts = described(server, community)
        network = pull_network(server, community=community)
        timed = any(path.suffix.lower() == ".gexf" for path in out) and facts["with_posts"]
        interactions = pull_interactions(server, community=community) if timed else None
    for path in out:
        if path in folders:
            with written_folder(path, overwrite=overwrite) as made:
                write_csv(network.people, made / "people.csv")
                write_csv(named_ties(network), made / "ties.csv")
                write_manifest(made, {"uri": uri, "community": community, "pushed": facts})
        elif path.suffix.lower() in SUFFIXES:
            write_network(network, path, interactions=interactions, columns=wanted)
        else:
            write_table(tie_table(network) if table == "ties" else network.people, path, columns=wanted)
        say(f"{network.size:,} people and {len(network.ties):,} ties written to {path}.")


@app.command()
def ask(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="The question; --list shows them.", show_default=False)] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", help="A parameter; can be repeated.", metavar="NAME=VALUE")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="Show the questions instead of asking one.")] = False,
    queries: Queries = None,
    community: Community = "community",
    output: options.OutputFormat = Format.table,
    uri: Uri = DEFAULT_URI,
    username: Username = DEFAULT_USERNAME,
    password: Password = None,
    database: Database = None,
    certificate: Certificate = None,
) -> None:
    """Ask a community in Neo4j a named question and print the answer.

    Example: graphtool neo4j ask path_between --community ms --param one=Hana --param other=reddit:carl
    """
    from graphtool.graphdb import ask as answer
    from graphtool.graphdb import questions

    if list_:
        show(_listed(list(questions(queries or []).values())), output)
        return
    if name is None:
        raise InputError("Name a question: 'graphtool neo4j ask --list' shows them.")
    given = options.mapping(param, option="--param") or {}
    with connection(context, uri, username, password, database, certificate) as server:
        table = answer(server, name, given, community=community, folders=queries or [])
    if table.empty:
        say("Nothing answers that.")
    show(_in_microseconds(table), output)


@app.command()
def measure(
    context: typer.Context,
    community: Community = "community",
    engine: Annotated[
        str,
        typer.Option(
            "--engine", help="gds computes on the server, with Graph Data Science; compiled, networkx or igraph here."
        ),
    ] = "compiled",
    resolution: Annotated[float, typer.Option("--resolution", min=0.0, help="Of communities: above 1 smaller ones.")] = 1.0,
    seed: options.Seed = 0,
    top: options.Top = 20,
    output: options.OutputFormat = Format.table,
    uri: Uri = DEFAULT_URI,
    username: Username = DEFAULT_USERNAME,
    password: Password = None,
    database: Database = None,
    certificate: Certificate = None,
) -> None:
    """Compute PageRank, ExpertiseRank, betweenness and communities, and write them onto the people in Neo4j.

    Example: graphtool neo4j measure --community ms --engine gds
    """
    from graphtool.graphdb import measure as compute

    with connection(context, uri, username, password, database, certificate) as server:
        measured = compute(server, community=community, engine=engine, resolution=resolution, seed=seed)
    table = measured.table.sort_values(["pagerank", "person"], ascending=[False, True], ignore_index=True)
    show(table.head(top) if top else table, output)
    if measured.pivots is not None:
        say(f"Betweenness is estimated: shortest paths were counted from {measured.pivots} people.")
    say(f"{len(table):,} people of community {community!r} carry pagerank, expertise_rank, betweenness and community_number.")


@app.command()
def drop(
    context: typer.Context,
    community: Annotated[str, typer.Option("--community", help="The community to take out.", metavar="NAME")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    uri: Uri = DEFAULT_URI,
    username: Username = DEFAULT_USERNAME,
    password: Password = None,
    database: Database = None,
    certificate: Certificate = None,
) -> None:
    """Take a community out of the database; others stay.

    Example: graphtool neo4j drop --community ms
    """
    from graphtool.graphdb import drop as take_out

    with connection(context, uri, username, password, database, certificate) as server:
        if not yes and not typer.confirm(f"Take community {community!r} out of {uri}?", err=True):
            say("Nothing was taken out.")
            raise typer.Exit(1)
        gone = take_out(server, community=community)
    say(f"{gone:,} people, posts and other nodes of community {community!r} are gone.")


def _listed(found: "list[Question]") -> "pd.DataFrame":
    import pandas as pd

    return pd.DataFrame(
        {
            "name": [each.name for each in found],
            "title": [each.title for each in found],
            "parameters": [
                ", ".join(p.name if p.default is None else f"{p.name}={p.default}" for p in each.parameters) for each in found
            ],
            "answers": [each.answers for each in found],
        }
    )


def _in_microseconds(table: "pd.DataFrame") -> "pd.DataFrame":
    """Moments as every other table here has them."""
    import pandas as pd

    moments = [name for name in table if isinstance(table[name].dtype, pd.DatetimeTZDtype)]
    shown = table.rename(columns={name: f"{name}_us" for name in moments})
    for name in moments:
        stamps = table[name].dt.as_unit("us")
        shown[f"{name}_us"] = stamps.astype("int64").astype("Int64").where(stamps.notna())
    return shown

"""Commands that find: analyze, rank, clusters."""

from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from graphtool.cli import options
from graphtool.cli.corpora import known_people, opened
from graphtool.cli.options import Format
from graphtool.cli.output import progress, say, show
from graphtool.cli.periods import choices, period_tables
from graphtool.cli.servers import Community, FromNeo4j, ToNeo4j, said_of, server_of_environment

if TYPE_CHECKING:
    import pandas as pd

    from graphtool.findings import Ranking

# what a screen has no room for stands in the other formats
_NOT_DRAWN: Final = (
    "mark", "unvouched", "informs", "encourages", "thanks_received", "replies", "last_helped_us", "hidden"
)  # fmt: skip


class Ranked(StrEnum):
    """What can be ranked."""

    helpers = "helpers"
    mentors = "mentors"
    attention = "attention"
    unanswered = "unanswered"


class ClusterTable(StrEnum):
    """Which table of the groups."""

    clusters = "clusters"
    members = "members"


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (analyze, rank, clusters):
        app.command()(command)


def analyze(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The folder to write.", metavar="DIR", show_default="output/NAME"),
    ] = None,
    overwrite: options.Overwrite = False,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    half_life: options.HalfLife = 30.0,
    all_time: options.AllTime = False,
    no_intervals: options.NoIntervals = False,
    top: options.Top = 5,
    seed: options.Seed = 0,
    language: options.PageLanguage = None,
    with_quotes: options.WithQuotes = False,
    source: options.Source = None,
    map_: options.Map = None,
    save_map: options.SaveMap = None,
    platform: options.Platform = None,
    timezone: options.Timezone = None,
    rehydrated: options.Rehydrated = None,
    same_person: options.SamePerson = None,
    strict: options.Strict = False,
    discoverable_only: options.DiscoverableOnly = False,
    neo4j: ToNeo4j = False,
    community: Community = "community",
) -> None:
    """Find helpers, mentors and caregiver clusters, and write lists, page, report, summary and manifest into a folder.

    Example: graphtool analyze comments.zst submissions.zst --since 2025-01-01 -o output/spring
    """
    from graphtool.coding import load_codebook
    from graphtool.exports.run import free_folder, refuse_taken
    from graphtool.pipeline import analyze as find
    from graphtool.runs import graph_of, write_run

    book = load_codebook(codebook)
    chosen = choices(since, until, half_life=half_life, all_time=all_time, no_intervals=no_intervals, seed=seed)
    first = (files or [corpus or Path("run")])[0]
    folder = out or free_folder(Path("output"), first.name.split(".")[0].strip("-") or "run")
    refuse_taken(folder, overwrite=overwrite)
    with (
        server_of_environment() if neo4j else nullcontext() as server,
        opened(
            files,
            corpus=corpus,
            source=source,
            map_=map_,
            save_map=save_map,
            platform=platform,
            timezone=timezone,
            rehydrated=rehydrated,
            same_person=same_person,
            strict=strict,
            discoverable_only=discoverable_only,
        ) as read,  # fmt: skip
        progress() as told,
    ):
        overruling = known_people(read, known)
        findings = find(read, book, chosen, known=overruling, quotes=with_quotes, progress=told)
        write_run(findings, folder, title=options.title_of(book.title, language), overwrite=overwrite, language=language)
        if server is not None:
            from graphtool.graphdb import push

            pushed = push(server, graph_of(read, findings, chosen, known=overruling), community=community, progress=told)
            say(said_of(pushed, community))
    columns = ["rank", "handle", "score"]
    shown = ["rank_low", "rank_high", "tier"] if chosen.resamples else []
    show(
        findings.helpers.table.head(top or 5)[[*columns, *shown, "people_helped", "thankers", "attention_rank"]],
        title="Helpers",
    )
    show(
        findings.mentors.table.head(top or 5)[[*columns, "mentees", "turns", "own_stage"]],
        title="Mentors of the newly diagnosed",
    )
    show(
        findings.clusters.clusters.head(top or 5)[["cluster", "size", "stability", "supports", "vents", "voices"]],
        title="Caregiver clusters",
    )
    for warning in findings.summary.warnings:
        say(f"Take care: {warning}")
    say(f"Written to {folder}: open {folder / 'report.html'} in a browser, and {folder / 'network.html'} from there.")


def rank(
    what: Annotated[Ranked, typer.Argument(help="The list.")],
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    half_life: options.HalfLife = 30.0,
    all_time: options.AllTime = False,
    no_intervals: options.NoIntervals = False,
    apart: Annotated[
        bool, typer.Option("--apart", help="Those kept out of the list: professionals, organisations, bots, promotion.")
    ] = False,
    top: options.Top = 20,
    seed: options.Seed = 0,
    output: options.OutputFormat = Format.table,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
    from_neo4j: FromNeo4j = None,
) -> None:
    """Print one ranked list.

    Example: graphtool rank helpers posts.csv --until 2025-12-31 --top 50 --format csv
    """
    from graphtool import network
    from graphtool.findings import find_mentors, find_unanswered, rank_attention
    from graphtool.pipeline import help_given, with_attention

    chosen = choices(since, until, half_life=half_life, all_time=all_time, no_intervals=no_intervals, seed=seed)
    with period_tables(
        files, corpus, chosen,
        codebook=codebook, known=known, source=source, map_=map_, platform=platform, community=from_neo4j,
    ) as tables:  # fmt: skip
        if what is Ranked.helpers:
            table = _listed(with_attention(help_given(tables, chosen), rank_attention(network.build(tables))), apart=apart)
        elif what is Ranked.mentors:
            table = _listed(find_mentors(tables), apart=apart)
        elif what is Ranked.attention:
            table = _listed(rank_attention(network.build(tables)), apart=apart)
        else:
            table = find_unanswered(tables)
    if output is Format.table:
        if table.empty:
            say("Nobody is on this list: 'graphtool inspect' says what the files hold.")
        table = table.drop(columns=[name for name in _NOT_DRAWN if name in table])
    show(table.head(top) if top else table, output)


def _listed(ranking: "Ranking", *, apart: bool) -> "pd.DataFrame":
    return ranking.apart if apart else ranking.table


def clusters(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    what: Annotated[ClusterTable, typer.Option("--table", help="The groups, or who is in them.")] = ClusterTable.clusters,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    seed: options.Seed = 0,
    top: options.Top = None,
    output: options.OutputFormat = Format.table,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
    from_neo4j: FromNeo4j = None,
) -> None:
    """Print the caregiver clusters.

    Example: graphtool clusters --corpus community.duckdb --table members --format csv
    """
    from graphtool.findings import find_caregiver_clusters

    chosen = choices(since, until, seed=seed)
    with period_tables(
        files, corpus, chosen,
        codebook=codebook, known=known, source=source, map_=map_, platform=platform, community=from_neo4j,
    ) as tables:  # fmt: skip
        found = find_caregiver_clusters(tables, seed=seed)
    table = found.clusters if what is ClusterTable.clusters else found.members
    if output is Format.table and table.empty:
        say(f"Among {found.parameters['caregivers']} caregivers no group stands out from chance.")
    show(table.head(top) if top else table, output)

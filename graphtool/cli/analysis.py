"""Commands that find: analyze, rank, clusters, view, picture."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graphtool.cli import options
from graphtool.cli.corpora import known_people, opened
from graphtool.cli.options import Format
from graphtool.cli.output import progress, say, show
from graphtool.cli.periods import choices, coded
from graphtool.errors import InputError


class Ranked(StrEnum):
    """What can be ranked."""

    helpers = "helpers"
    mentors = "mentors"
    attention = "attention"


class ClusterTable(StrEnum):
    """Which table of the groups."""

    clusters = "clusters"
    members = "members"


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (analyze, rank, clusters, view, picture):
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
    half_life: options.HalfLife = 60.0,
    all_time: options.AllTime = False,
    top: options.Top = 5,
    seed: options.Seed = 0,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
    strict: options.Strict = False,
) -> None:
    """Find helpers, mentors and caregiver clusters, and write lists, page, summary and manifest into a folder.

    Example: graphtool analyze comments.zst submissions.zst --since 2025-01-01 -o output/spring
    """
    from graphtool.coding import load_codebook
    from graphtool.exports.run import free_folder, refuse_taken
    from graphtool.pipeline import analyze as find
    from graphtool.pipeline import write_run

    book = load_codebook(codebook)
    chosen = choices(since, until, half_life=half_life, all_time=all_time, seed=seed)
    first = (files or [corpus or Path("run")])[0]
    folder = out or free_folder(Path("output"), first.name.split(".")[0] or "run")
    refuse_taken(folder, overwrite=overwrite)
    with (
        opened(files, corpus=corpus, source=source, map_=map_, platform=platform, strict=strict) as read,
        progress() as told,
    ):
        findings = find(read, book, chosen, known=known_people(read, known), progress=told)
        write_run(findings, folder, title=f"{book.title}: who people lean on", overwrite=overwrite)
    columns = ["rank", "handle", "score"]
    show(
        findings.helpers.table.head(top or 5)[[*columns, "people_helped", "thankers", "attention_rank"]],
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
    say(f"Written to {folder}: start with {folder / 'summary.md'} and open {folder / 'network.html'} in a browser.")


def rank(
    what: Annotated[Ranked, typer.Argument(help="The list.")],
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    half_life: options.HalfLife = 60.0,
    all_time: options.AllTime = False,
    top: options.Top = 20,
    output: options.OutputFormat = Format.table,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
) -> None:
    """Print one ranked list.

    Example: graphtool rank helpers posts.csv --until 2025-12-31 --top 50 --format csv
    """
    from graphtool import network
    from graphtool.findings import find_mentors, rank_attention, rank_helpers

    chosen = choices(since, until, half_life=half_life, all_time=all_time)
    with coded(files, corpus, chosen, codebook=codebook, known=known, source=source, map_=map_, platform=platform) as period:
        if what is Ranked.helpers:
            ranking = rank_helpers(period.tables, half_life_days=chosen.half_life_days)
        elif what is Ranked.mentors:
            ranking = find_mentors(period.tables)
        else:
            ranking = rank_attention(network.build(period.tables))
    if output is Format.table and ranking.table.empty:
        say("Nobody is on this list: 'graphtool inspect' says what the files hold.")
    show(ranking.table.head(top) if top else ranking.table, output)


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
) -> None:
    """Print the caregiver clusters.

    Example: graphtool clusters --corpus community.duckdb --table members --format csv
    """
    from graphtool.findings import find_caregiver_clusters

    chosen = choices(since, until, seed=seed)
    with coded(files, corpus, chosen, codebook=codebook, known=known, source=source, map_=map_, platform=platform) as period:
        found = find_caregiver_clusters(period.tables, seed=seed)
    table = found.clusters if what is ClusterTable.clusters else found.members
    if output is Format.table and table.empty:
        say(f"Among {found.parameters['caregivers']} caregivers no group stands out from chance.")
    show(table.head(top) if top else table, output)


def view(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    out: Annotated[Path, typer.Option("-o", "--output", help="The page to write.", metavar="FILE")] = Path("network.html"),
    overwrite: options.Overwrite = False,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    title: Annotated[str | None, typer.Option("--title", help="The heading of the page.")] = None,
    pseudonyms: Annotated[
        bool, typer.Option("--pseudonyms", help="Call everybody Person 1, 2, …; no name or id is in the file.")
    ] = False,
    seed: options.Seed = 0,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
) -> None:
    """Write the interactive page alone: one file that opens offline. No text of posts is in it.

    Example: graphtool view --corpus community.duckdb -o network.html

    Example: graphtool view --corpus community.duckdb --pseudonyms -o to-pass-on.html
    """
    from graphtool.coding import load_codebook
    from graphtool.pipeline import analyze as find
    from graphtool.pipeline import page_of
    from graphtool.views import write_page

    if out.exists() and not overwrite:
        raise InputError(f"{out} exists already: name another -o, or add --overwrite.")
    book = load_codebook(codebook)
    with opened(files, corpus=corpus, source=source, map_=map_, platform=platform) as read, progress() as told:
        overruling = known_people(read, known)
        findings = find(read, book, choices(since, until, seed=seed), known=overruling, progress=told)
    write_page(out, page_of(findings, title=title or f"{book.title}: who people lean on", pseudonyms=pseudonyms))
    say(f"Written to {out}: open it in a browser.")


def picture(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    out: Annotated[Path, typer.Option("-o", "--output", help="A .png, .svg or .pdf file to write.", metavar="FILE")] = Path(
        "network.png"
    ),
    overwrite: options.Overwrite = False,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    title: Annotated[str | None, typer.Option("--title", help="The heading of the picture.")] = None,
    by: Annotated[str, typer.Option("--by", help="Sizes: helpers, mentors, hidden, attention or caregivers.")] = "helpers",
    pseudonyms: Annotated[bool, typer.Option("--pseudonyms", help="Call everybody Person 1, 2, ….")] = False,
    seed: options.Seed = 0,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
) -> None:
    """Draw the network for a report, with a legend and a caption that says how it was made.

    Example: graphtool picture --corpus community.duckdb -o network.pdf
    """
    from graphtool.coding import load_codebook
    from graphtool.pipeline import analyze as find
    from graphtool.pipeline import page_of
    from graphtool.views import write_picture

    if out.exists() and not overwrite:
        raise InputError(f"{out} exists already: name another -o, or add --overwrite.")
    if out.suffix.lower() not in {".png", ".svg", ".pdf"}:
        raise InputError(f"{out} is no picture: end its name in .png, .svg or .pdf.")
    book = load_codebook(codebook)
    with opened(files, corpus=corpus, source=source, map_=map_, platform=platform) as read, progress() as told:
        overruling = known_people(read, known)
        findings = find(read, book, choices(since, until, seed=seed), known=overruling, progress=told)
    page = page_of(findings, title=title or f"{book.title}: who people lean on", pseudonyms=pseudonyms)
    missing = write_picture(out, page, ranking=by)
    if missing:
        say(f"{missing} letters are boxes: install fonts for them, for example Noto Sans CJK and Noto Emoji.")
    say(f"Written to {out}.")

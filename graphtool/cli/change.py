"""The command that sets two periods side by side."""

from enum import StrEnum
from typing import Annotated

import typer

from graphtool.cli import options
from graphtool.cli.corpora import known_people, opened
from graphtool.cli.options import Format
from graphtool.cli.output import progress, say, show


class ChangeTable(StrEnum):
    """Which table of the comparison."""

    people = "people"
    shifts = "shifts"


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(compare)


def compare(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    split: Annotated[
        str | None,
        typer.Option(
            "--split", help="Where the second period begins; if not given, where half of the posts are written.", metavar="TIME"
        ),
    ] = None,
    what: Annotated[
        ChangeTable, typer.Option("--table", help="What became of people, or what the talk turned to.")
    ] = ChangeTable.people,
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
    """Compare two periods: who rose, fell silent or became a helper, whom people depended on, what the talk turned to.

    Example: graphtool compare --corpus community.duckdb --split 2026-01-01

    Example: graphtool compare --corpus community.duckdb --since 2025-01-01 --split 2025-07-01 --table shifts
    """
    from graphtool.coding import load_codebook
    from graphtool.pipeline import compare as find

    book = load_codebook(codebook)
    with opened(files, corpus=corpus, source=source, map_=map_, platform=platform) as read, progress() as told:
        found = find(
            read, book, split_us=options.moment_us(split), since_us=options.moment_us(since),
            until_us=options.moment_us(until, end=True), known=known_people(read, known), seed=seed, progress=told,
        )  # fmt: skip
    table = found.people if what is ChangeTable.people else found.shifts
    if output is Format.table and what is ChangeTable.people:
        table = table.drop(columns=["person"])
    show(table.head(top) if top else table, output)
    if what is ChangeTable.people:
        changed = found.people["change"].value_counts()
        say(", ".join(f"{name or 'no change beyond chance'} {count:,}" for name, count in sorted(changed.items())))
    else:
        say(f"{found.parameters['shifts_too_small']:,} rows of fewer than 5 people are counted, not shown.")

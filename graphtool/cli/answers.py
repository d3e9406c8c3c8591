"""The command on who answers whom."""

from enum import StrEnum
from typing import Annotated

import typer

from graphtool.cli import options
from graphtool.cli.options import Format
from graphtool.cli.output import say, show
from graphtool.cli.periods import choices, coded


class AnswersBy(StrEnum):
    """What people are grouped by."""

    role = "role"
    stage = "stage"


class AnswersTable(StrEnum):
    """Which table of the answers."""

    pairs = "pairs"
    asked = "asked"


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(answers)


def answers(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    by: Annotated[AnswersBy, typer.Option("--by", help="What askers and answerers are grouped by.")] = AnswersBy.role,
    what: Annotated[
        AnswersTable, typer.Option("--table", help="Who answers whom against chance, or what became of the questions.")
    ] = AnswersTable.pairs,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    seed: options.Seed = 0,
    output: options.OutputFormat = Format.table,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
) -> None:
    """Say who answers whom: do patients turn to patients, who answers the newly diagnosed, who is left alone.

    Example: graphtool answers --corpus community.duckdb --by stage

    Example: graphtool answers posts.csv --table asked --format csv
    """
    from graphtool.findings import who_answers_whom

    chosen = choices(since, until, seed=seed)
    with coded(files, corpus, chosen, codebook=codebook, known=known, source=source, map_=map_, platform=platform) as period:
        found = who_answers_whom(period.tables, by=by.value, seed=seed)
    table = found.pairs if what is AnswersTable.pairs else found.asked
    show(table, output)
    if table.empty:
        say("No question and answer were found: 'graphtool inspect' says whether replies are in the files.")
    small = found.parameters["pairs_too_small" if what is AnswersTable.pairs else "segments_too_small"]
    say(f"{small} rows of fewer than {found.parameters['least_people']} people are counted, not shown.")

"""The command on topics."""

from typing import Annotated

import typer

from graphtool.cli import options
from graphtool.cli.options import Format
from graphtool.cli.output import say, show
from graphtool.cli.periods import choices, coded


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command()(topics)


def topics(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    by: Annotated[
        str, typer.Option("--by", help="Any of role, stage, act, language, month, in the order wanted.", metavar="NAME,NAME")
    ] = "role,stage,act",
    where: Annotated[
        list[str] | None,
        typer.Option("--where", help="Only this segment, as stage=newly_diagnosed; can be repeated.", metavar="NAME=VALUE"),
    ] = None,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    top: options.Top = None,
    output: options.OutputFormat = Format.table,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
) -> None:
    """Say what segments of the community talk about, beside the community as a whole.

    What do the newly diagnosed ask about, what do caregivers vent about:

    Example: graphtool topics posts.csv --by stage,act --where stage=newly_diagnosed --where act=asks

    Example: graphtool topics posts.csv --by role,act --where role=caregiver --where act=vents
    """
    from graphtool.findings import topics_by

    names = [name.strip() for name in by.split(",") if name.strip()]
    wanted = options.mapping(where, option="--where") or {}
    foreign = [name for name in wanted if name not in names]
    if foreign:
        raise typer.BadParameter(f"--where {foreign[0]} needs {foreign[0]} in --by")
    chosen = choices(since, until)
    with coded(files, corpus, chosen, codebook=codebook, known=known, source=source, map_=map_, platform=platform) as period:
        table = topics_by(period.tables, by=names)
    small = table.attrs["groups_too_small"]
    for name, value in wanted.items():
        table = table[table[name] == value]
    show(table.head(top) if top else table, output)
    if table.empty:
        say("No topic is shared by five people there: 'graphtool codebook show' says which topics are recognised.")
    say(f"{small:,} topics of segments with fewer than 5 people are counted, not shown.")

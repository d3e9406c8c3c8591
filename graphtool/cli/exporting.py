"""The command that hands tables and networks to other programs."""

from pathlib import Path
from typing import Annotated

import typer

from graphtool.cli import options
from graphtool.cli.output import say
from graphtool.cli.periods import choices, coded
from graphtool.errors import InputError

_TABLES = ("ties", "people", "interactions", "posts")


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command("export")(export)


def export(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--output",
            help="Where to; can be repeated. The ending says how: .gexf .graphml .net .edges .json (networks),"
            " .csv .jsonl .parquet .xlsx (tables).",
            metavar="FILE",
        ),
    ] = None,
    table: Annotated[
        str, typer.Option("--table", help=f"Which table goes into table files: {', '.join(_TABLES)}.", metavar="NAME")
    ] = "ties",
    columns: Annotated[
        str | None, typer.Option("--columns", help="Only these columns or attributes.", metavar="NAME,NAME")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only ties of this kind: reply, mention or quote; can be repeated.")
    ] = None,
    spell_days: Annotated[
        float, typer.Option("--spell-days", min=0.0, help="In GEXF a tie is alive so long after each interaction.")
    ] = 30.0,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    overwrite: options.Overwrite = False,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
) -> None:
    """Write people, ties, interactions or posts (without their words) for spreadsheets, Gephi, NodeXL, NetworkX, igraph.

    Example: graphtool export community.duckdb -o network.gexf -o ties.xlsx

    Example: graphtool export community.duckdb -o edges.csv --columns source,target
    """
    from graphtool.exports.networks import SUFFIXES, tie_table, write_network
    from graphtool.exports.tables import write_table
    from graphtool.network import build
    from graphtool.schema import KINDS

    if not out:
        raise InputError("Nowhere to write: name a file, as in -o network.gexf or -o ties.csv.")
    refuse_unwritable(out, overwrite=overwrite)
    if table not in _TABLES:
        raise typer.BadParameter(f"--table {table!r} is none of {', '.join(_TABLES)}")
    foreign = set(kind or ()) - set(KINDS)
    if foreign:
        raise typer.BadParameter(f"--kind {min(foreign)!r} is none of {', '.join(KINDS)}")
    wanted = names_in(columns)
    chosen = choices(since, until)
    with coded(files, corpus, chosen, codebook=codebook, known=known, source=source, map_=map_, platform=platform) as period:
        network = build(period.tables, kinds=kind or KINDS)
        interactions = period.tables.run("SELECT * FROM interactions ORDER BY post, kind, target")
        interactions = interactions[interactions["kind"].isin(kind or KINDS)]
        frames = {
            "ties": lambda: tie_table(network),
            "people": lambda: network.people,
            "interactions": lambda: interactions,
            "posts": lambda: period.tables.run("SELECT * FROM posts ORDER BY created_us, post"),
        }
        for path in out:
            if path.suffix.lower() in SUFFIXES:
                write_network(network, path, interactions=interactions, columns=wanted, spell_days=spell_days)
                say(f"{network.size:,} people and {len(network.ties):,} ties written to {path}.")
            else:
                rows = frames[table]()
                write_table(rows, path, columns=wanted)
                say(f"{len(rows):,} {table} written to {path}.")


def refuse_unwritable(paths: list[Path], *, overwrite: bool) -> None:
    """Raise before anything is read where a file to be written has no known ending, is taken, or has no folder.

    Raises:
        InputError: naming the file.
    """
    from graphtool.exports.networks import SUFFIXES
    from graphtool.exports.tables import TABLE_SUFFIXES

    for path in paths:
        if path.suffix.lower() not in SUFFIXES + TABLE_SUFFIXES:
            raise InputError(f"{path} ends in no known format: choose one of {', '.join(SUFFIXES + TABLE_SUFFIXES)}.")
        if path.exists() and not overwrite:
            raise InputError(f"{path} exists already: name another -o, or add --overwrite.")
        if not path.parent.is_dir():
            raise InputError(f"There is no folder {path.parent}: make it first.")


def names_in(columns: str | None) -> list[str] | None:
    """The names that --columns lists; None where it is not given."""
    return [name.strip() for name in columns.split(",") if name.strip()] if columns else None

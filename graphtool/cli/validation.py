"""The command that tests the ranking on the user's own corpus."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphtool.cli import options
from graphtool.cli.corpora import known_people, opened
from graphtool.cli.options import Format
from graphtool.cli.output import progress, say, show, show_json
from graphtool.errors import InputError

if TYPE_CHECKING:
    from graphtool.corpus import Corpus

Labels = Annotated[
    Path | None,
    typer.Option(
        "--labels",
        help="CSV of people judged by somebody: person or handle, and value (how much they help, 0 for not; 1 where there is"
        " no such column).",
        metavar="FILE",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(validate)


def validate(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    labels: Labels = None,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    half_life: options.HalfLife = 30.0,
    all_time: options.AllTime = False,
    seed: options.Seed = 0,
    output: options.OutputFormat = Format.table,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
) -> None:
    """Test on your own posts whether the ranking of helpers foretells who is thanked later, and how easily it is shaken.

    Example: graphtool validate --corpus community.duckdb --labels known-helpers.csv
    """
    from graphtool.coding import load_codebook
    from graphtool.corpus import code_posts
    from graphtool.exports.tables import records
    from graphtool.findings import validate as test

    book = load_codebook(codebook)
    with opened(files, corpus=corpus, source=source, map_=map_, platform=platform) as read, progress() as told:
        code_posts(read, book, progress=told)
        judged = None if labels is None else _labels(read, labels)
        found = test(
            read,
            known=known_people(read, known),
            labels=judged,
            half_life_days=0.0 if all_time else half_life,
            seed=seed,
            progress=told,
        )
    if output is Format.json:
        show_json({"parameters": found.parameters, "table": records(found.table), "cuts": records(found.cuts)})
        return
    # a screen has room for the sentence, which tells the rest
    show(found.table[["value", "low", "high", "says"]].round(2) if output is Format.table else found.table, output)
    say("Thanks are read by the same codebook as the score; --labels holds the ranking against somebody else's judgement.")


def _labels(corpus: "Corpus", path: Path) -> dict[str, float]:
    import pandas as pd

    from graphtool.corpus import Directory

    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise InputError(f"{path} cannot be read as CSV: {error}") from error
    name = next((each for each in ("person", "handle") if each in table), None)
    if name is None or table.empty:
        raise InputError(f"{path} needs a column 'person' or 'handle', and a row for each person judged.")
    values = pd.to_numeric(table["value"], errors="coerce") if "value" in table else pd.Series(1.0, index=table.index)
    wrong = values.isna() | (values < 0)
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        raise InputError(f"{path}, line {row + 2}: {table['value'].iloc[row]!r} is no value: write a number from 0 up.")
    directory = Directory(corpus)
    return {directory.one(person): float(value) for person, value in zip(table[name], values, strict=True)}

"""Commands on codebooks."""

from pathlib import Path
from typing import Annotated

import typer

from graphtool.cli import options, scoring
from graphtool.cli.options import Format
from graphtool.cli.output import say, show

app = typer.Typer(help="List, show, check, score and start codebooks.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="A codebook's name or file.", metavar="NAME|FILE")]


@app.command("list")
def list_(output: options.OutputFormat = Format.table) -> None:
    """List the codebooks that come along.

    Example: graphtool codebook list
    """
    import pandas as pd

    from graphtool.coding import list_codebooks, load_codebook

    books = [load_codebook(name) for name in list_codebooks()]
    rows = [(book.name, book.title, len(book.rules), " ".join(book.languages), book.hash) for book in books]
    show(pd.DataFrame(rows, columns=["name", "title", "rules", "languages", "hash"]), output)


@app.command("show")
def show_(name: Name, output: options.OutputFormat = Format.table) -> None:
    """Show the rules of a codebook, those it builds on included.

    Example: graphtool codebook show multiple-sclerosis
    """
    import pandas as pd

    from graphtool.coding import load_codebook

    rules = load_codebook(name).rules
    rows = [
        (
            rule.id,
            rule.shows,
            rule.language or "any",
            rule.field,
            rule.position,
            " | ".join(rule.match),
            " | ".join(rule.no_match),
        )
        for rule in rules
    ]
    columns = ["rule", "shows", "language", "field", "position", "matches", "does not match"]
    show(pd.DataFrame(rows, columns=columns), output)


@app.command("check")
def check_(name: Name) -> None:
    """Run every rule on its own examples; exit code 1 when one fails.

    Example: graphtool codebook check my-condition.toml
    """
    import pandas as pd

    from graphtool.coding import check, load_codebook

    book = load_codebook(name)
    problems = check(book)
    if problems:
        show(pd.DataFrame([(each.rule, each.problem) for each in problems], columns=["rule", "problem"]))
        raise typer.Exit(1)
    examples = sum(len(rule.match) + len(rule.no_match) for rule in book.rules)
    say(f"{book.name}: {len(book.rules)} rules do what their {examples} examples say.")


app.command("score")(scoring.score)


@app.command("new")
def new(
    file: Annotated[Path, typer.Argument(help="The codebook to write, a name that ends in .toml.", metavar="FILE")],
    extends: Annotated[
        str, typer.Option("--extends", help="The codebook whose rules it takes over.", metavar="NAME|FILE")
    ] = "general",
    title: Annotated[
        str | None,
        typer.Option(
            "--title", help="What people call the condition; else the file's name.", metavar="TEXT", show_default=False
        ),
    ] = None,
    condition: Annotated[
        list[str] | None,
        typer.Option(
            "--condition", help="A name of the condition, may be repeated; else the title.", metavar="WORD", show_default=False
        ),
    ] = None,
    overwrite: options.Overwrite = False,
) -> None:
    """Start a codebook for another condition: a commented file that can be used at once and filled in step by step.

    Example: graphtool codebook new gout.toml --title Gout --condition gout --condition "gouty arthritis"
    """
    from graphtool.coding import new_codebook

    new_codebook(file, extends=extends, title=title, condition=condition or (), overwrite=overwrite)
    say(f"{file} written: fill in its [words], then run: graphtool codebook check {file}")

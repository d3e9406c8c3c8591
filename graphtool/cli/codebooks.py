"""Commands on codebooks."""

from typing import Annotated

import typer

from graphtool.cli import options
from graphtool.cli.options import Format
from graphtool.cli.output import say, show

app = typer.Typer(help="List, show and check codebooks.", no_args_is_help=True)

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

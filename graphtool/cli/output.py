"""Data to stdout, talk and progress to stderr."""

import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from graphtool.cli.options import Format
from graphtool.progress import Progress, silent

if TYPE_CHECKING:
    import pandas as pd


def say(text: str) -> None:
    """Talk to the user, on stderr."""
    typer.echo(text, err=True)


def visible(text: object) -> str:
    """Text without the control and direction characters that could steer a terminal."""
    return "".join(
        char if unicodedata.category(char) not in ("Cc", "Cf", "Cs") or char == "\u200d" else "\ufffd" for char in str(text)
    )


def show(table: "pd.DataFrame", output: Format = Format.table, *, title: str | None = None) -> None:
    """Print a table on stdout."""
    from graphtool.exports.tables import to_csv, to_json

    if output is Format.csv:
        typer.echo(to_csv(table), nl=False)
    elif output is Format.json:
        typer.echo(to_json(table))
    else:
        _draw(table, title)


def show_json(value: object) -> None:
    """Print any plain value as JSON on stdout."""
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def _draw(table: "pd.DataFrame", title: str | None) -> None:
    import pandas as pd
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from graphtool.exports.tables import readable

    shown = readable(table)
    drawn = Table(title=None if title is None else Text(visible(title)), title_justify="left", header_style="bold")
    for name in shown.columns:
        numeric = pd.api.types.is_numeric_dtype(table[name]) if name in table else False
        drawn.add_column(Text(str(name)), justify="right" if numeric else "left", overflow="fold")
    for row in shown.itertuples(index=False):
        drawn.add_row(*(Text(_cell(value)) for value in row))
    console = Console(file=sys.stdout)
    if not console.is_terminal:
        console = Console(file=sys.stdout, width=200)
    console.print(drawn)


def _cell(value: object) -> str:
    import pandas as pd

    if pd.isna(value):  # type: ignore[call-overload]
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return visible(value)


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on stderr; none where nobody watches."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def told(task: str, done: float, total: float) -> None:
            if task not in tasks:
                tasks[task] = bars.add_task(task, total=total)
            bars.update(tasks[task], completed=done, total=total)

        yield told

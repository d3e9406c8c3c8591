"""The command that holds a codebook, or a second person, against posts labelled by hand."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from graphtool.cli import options
from graphtool.cli.options import Format
from graphtool.cli.output import say, show, show_json, visible

if TYPE_CHECKING:
    import pandas as pd

    from graphtool.coding import Labelled
    from graphtool.coding.judgement import Judgement

LabelledFiles = Annotated[
    list[Path],
    typer.Argument(help="Posts with labels, or labels alone: CSV, TSV or JSON lines.", metavar="LABELLED", show_default=False),
]
Against = Annotated[
    str | None,
    typer.Option(
        "--against",
        help="Another codebook, or a file with another person's labels of the same posts.",
        metavar="OTHER",
        show_default=False,
    ),
]
PostsFile = Annotated[
    Path | None,
    typer.Option("--posts", help="Where the posts stand when LABELLED holds labels alone.", metavar="FILE", show_default=False),
]
Errors = Annotated[
    int,
    typer.Option("--errors", min=0, help="Show so many wrong and missed posts of each class; as CSV, instead of the scores."),
]
By = Annotated[
    str | None,
    typer.Option("--by", help="Score groups of posts too, by 'file' or a column.", metavar="COLUMN", show_default=False),
]

# a measure and its interval in one cell; what a table on the screen has no room for
_FOLDED: Final = ("precision", "recall", "f1", "kappa", "other_precision", "other_recall", "other_f1", "difference", "agreed")
_NOT_DRAWN: Final = ("both", "few")
_NOT_COMPARED: Final = ("coded", "kappa", "other_coded", "other_both", "other_kappa")


def score(
    labelled: LabelledFiles,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    rules_only: options.RulesOnly = False,
    against: Against = None,
    posts: PostsFile = None,
    errors: Errors = 0,
    by: By = None,
    seed: options.Seed = 0,
    output: options.OutputFormat = Format.table,
) -> None:
    """Score a codebook on posts labelled by hand, compare two, or compare two people who labelled the same posts.

    Example: graphtool codebook score labels.csv --codebook my-condition.toml --errors 5
    """
    from graphtool.coding import judge, judge_people, load_codebook, read_labelled, read_labels

    if _is_labels(against):
        read = read_labels(labelled, posts=posts, keep=by)
        second = read_labels([Path(str(against))])
        _tell(second)
        found = judge_people(read, second, by=by, most=errors, seed=seed)
    else:
        book = load_codebook(codebook, rules_only=rules_only)
        other = None if against is None else load_codebook(against, rules_only=rules_only)
        read = read_labelled(labelled, posts=posts, keep=by)
        found = judge(read, book, other=other, by=by, most=errors, seed=seed)
    _tell(read)
    _print(found, read, output, errors=errors > 0)


def _is_labels(against: str | None) -> bool:
    """Whether what a codebook is held against is a file of labels; every other name is a codebook's."""
    from graphtool.coding import list_codebooks

    return against is not None and against not in list_codebooks() and not against.endswith(".toml") and Path(against).exists()


def _tell(read: "Labelled") -> None:
    """Say on stderr which rows could not be used, and why."""
    if read.dropped:
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in read.dropped.items())
        say(f"{sum(read.dropped.values()):,} of {read.rows:,} rows could not be used: {reasons}. The first of each reason:")
        for row in read.examples.to_dict("records"):
            detail = f" ({row['detail']})" if row["detail"] else ""
            say(visible(f"  {row['file']}, line {row['line']}: {row['reason']}{detail}"))
    if read.undated:
        say(f"{read.undated:,} posts have no date: the years they name are read as long ago.")


def _print(found: "Judgement", read: "Labelled", output: Format, *, errors: bool) -> None:
    if output is Format.json:
        from graphtool.exports.tables import records

        facts = {"posts": len(read.table), "rows": read.rows, "undated": read.undated, "dropped": read.dropped}
        tables = {"scores": found.scores, "mistakes": found.mistakes, "examples": read.examples}
        show_json(facts | {name: records(table) for name, table in tables.items()})
    elif output is Format.csv:
        show(found.mistakes if errors else found.scores, output)
    else:
        show(_drawn(found.scores), title=f"{len(read.table):,} posts; with 95 % intervals; * fewer than 20 cases")
        if errors:
            show(found.mistakes, title="Posts to read")


def _drawn(scores: "pd.DataFrame") -> "pd.DataFrame":
    """Scores as a screen has room for them: a value and its interval in one cell, classes with few cases marked."""
    drawn = scores.copy()
    drawn["class"] = [f"{name} *" if few else name for name, few in zip(scores["class"], scores["few"], strict=True)]
    compared = "difference" in scores
    for name in (name for name in _FOLDED if f"{name}_low" in scores):
        ends = scores[[name, f"{name}_low", f"{name}_high"]].to_numpy(copy=True)
        if compared and name.endswith(("precision", "recall")):
            ends[:, 1:] = float("nan")  # no room for these intervals
        drawn[name] = [_folded(*row) for row in ends]
    unseen = [*_NOT_DRAWN, *(_NOT_COMPARED if compared else ())]
    return drawn[[name for name in drawn if name not in unseen and not str(name).endswith(("_low", "_high"))]]


def _folded(value: float, low: float, high: float) -> str:
    import pandas as pd

    if pd.isna(value):
        return "–"
    value, low, high = (round(number, 2) + 0.0 for number in (value, low, high))  # no -0.00
    return f"{value:.2f}" if pd.isna(low) else f"{value:.2f} ({low:.2f} to {high:.2f})"

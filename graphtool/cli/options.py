"""Options that several commands share, spelled once."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Format(StrEnum):
    """How a table goes to stdout."""

    table = "table"
    csv = "csv"
    json = "json"


class Tongue(StrEnum):
    """A language of pages and reports."""

    en = "en"
    de = "de"


Files = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Exports, recognised by content: files, folders, .zip or .tar, - for standard input; or one corpus.",
        show_default=False,
    ),
]
CorpusFile = Annotated[
    Path | None,
    typer.Option("--corpus", help="The corpus to keep posts in, or to read when no FILES are given.", metavar="FILE"),
]
Source = Annotated[
    str | None, typer.Option("--source", help="Name the format instead of having it recognised.", metavar="NAME")
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        help='For tables: our column name to yours, as author=Author or text="Full Text"; or a file kept by --save-map.',
        metavar="NAME=YOURS|FILE",
    ),
]
SaveMap = Annotated[
    Path | None, typer.Option("--save-map", help="Keep what --map says in a file, to be given to --map again.", metavar="FILE")
]
Timezone = Annotated[
    str | None,
    typer.Option("--timezone", help="Of times that name no zone, as Europe/Berlin; without it they are UTC.", metavar="NAME"),
]
Rehydrated = Annotated[
    list[Path] | None,
    typer.Option(
        "--rehydrated",
        help="X posts fetched again by their ids, to fill in the rows of listening suites that hold only ids.",
        metavar="FILE",
    ),
]
SamePerson = Annotated[
    Path | None,
    typer.Option(
        "--same-person",
        help="CSV with a header: in each line the accounts (reddit:ada, or a handle) of one person; nobody is joined unasked.",
        metavar="FILE",
    ),
]
Platform = Annotated[
    str | None, typer.Option("--platform", help="For tables: the platform that ids belong to.", metavar="NAME")
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first row that cannot be used.")]
DiscoverableOnly = Annotated[
    bool,
    typer.Option("--discoverable-only", help="Leave out people whose profile says that they do not want to be found."),
]
Codebook = Annotated[
    str,
    typer.Option("--codebook", help="A codebook's name (see 'graphtool codebook list') or file.", metavar="NAME|FILE"),
]
RulesOnly = Annotated[bool, typer.Option("--rules-only", help="By the rules alone, without the learned model beside them.")]
Known = Annotated[
    Path | None,
    typer.Option(
        "--people",
        help="CSV of people you know, which overrules what was read: person or handle, role, and where known stage and"
        " diagnosed (a date).",
        metavar="FILE",
    ),
]
Since = Annotated[
    str | None, typer.Option("--since", help="From this date or ISO time on.", metavar="TIME", show_default=False)
]
Until = Annotated[
    str | None,
    typer.Option("--until", help="Up to this date (that day included) or ISO time.", metavar="TIME", show_default=False),
]
Top = Annotated[int | None, typer.Option("--top", min=1, help="Only the first so many rows.", show_default=False)]
OutputFormat = Annotated[Format, typer.Option("--format", help="How to print on stdout.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Of everything drawn by chance.")]
HalfLife = Annotated[
    float, typer.Option("--half-life", min=1.0, help="Days after which an act of help counts half.", metavar="DAYS")
]
NoIntervals = Annotated[
    bool, typer.Option("--no-intervals", help="Leave out how sure each rank is (threads resampled 200 times).")
]
AllTime = Annotated[bool, typer.Option("--all-time", help="Help never fades, however long ago.")]
PageLanguage = Annotated[
    Tongue | None,
    typer.Option("--language", help="Of page and report; else the page follows the browser.", show_default=False),
]
Title = Annotated[str | None, typer.Option("--title", help="The heading.", show_default=False)]
Pseudonyms = Annotated[bool, typer.Option("--pseudonyms", help="Call everybody Person 1, 2, …; no name or id is in the file.")]
WithQuotes = Annotated[
    bool,
    typer.Option("--with-quotes", help="Quote in the page what carries the first scores; else no words of posts are in it."),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace what stands there.")]

DEFAULT_CODEBOOK: Final = "multiple-sclerosis"


def title_of(community: str, language: Tongue | None) -> str:
    """The heading of what is written about a community."""
    return f"{community}: {'auf wen man sich stützt' if language is Tongue.de else 'who people lean on'}"


def moment_us(text: str | None, *, end: bool = False) -> int | None:
    """Microseconds UTC of a date or ISO time; a bare date is its beginning, or its last microsecond for an ``end``.

    Raises:
        typer.BadParameter: it is neither.
    """
    if text is None:
        return None
    import pandas as pd

    try:
        moment = pd.Timestamp(text)
        moment = moment.tz_localize("UTC") if moment.tzinfo is None else moment.tz_convert("UTC")
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a date (2026-03-31) or an ISO time (2026-03-31T18:00:00Z)") from error
    exact = int((moment.to_pydatetime(warn=False) - EPOCH) / timedelta(microseconds=1))
    bare = len(text.strip()) <= len("2026-03-31")
    return exact + 86_400_000_000 - 1 if end and bare else exact


def columns(pairs: list[str] | None) -> dict[str, str] | None:
    """What ``--map`` says, in pairs or in files of them; of two that say something of one column the last holds.

    Raises:
        InputError: a file cannot be read.
        typer.BadParameter: it is neither a pair nor a file.
    """
    from graphtool.sources.mapping import read_map

    found: dict[str, str] = {}
    for pair in pairs or []:
        is_file = "=" not in pair and Path(pair).is_file()
        found |= read_map(Path(pair)) if is_file else mapping([pair]) or {}
    return found or None


def mapping(pairs: list[str] | None, *, option: str = "--map") -> dict[str, str] | None:
    """``author=Author`` and the like as a dictionary.

    Raises:
        typer.BadParameter: a pair has no ``=``.
    """
    if not pairs:
        return None
    split = [pair.partition("=") for pair in pairs]
    wrong = [name for name, equals, _ in split if not equals]
    if wrong:
        raise typer.BadParameter(f"{option} {wrong[0]} lacks '=': write {option} NAME=VALUE")
    return {name.strip(): value.strip() for name, _, value in split}

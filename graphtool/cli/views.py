"""Commands that show: view, report, picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphtool.cli import options
from graphtool.cli.corpora import known_people, opened
from graphtool.cli.output import progress, say
from graphtool.cli.periods import choices
from graphtool.cli.servers import FromNeo4j, taken_from_neo4j
from graphtool.errors import InputError

if TYPE_CHECKING:
    from graphtool.pipeline import Choices, Findings


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (view, report, picture):
        app.command()(command)


def view(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    out: Annotated[Path, typer.Option("-o", "--output", help="The page to write.", metavar="FILE")] = Path("network.html"),
    overwrite: options.Overwrite = False,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    title: options.Title = None,
    pseudonyms: options.Pseudonyms = False,
    with_quotes: options.WithQuotes = False,
    language: options.PageLanguage = None,
    seed: options.Seed = 0,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
    from_neo4j: FromNeo4j = None,
) -> None:
    """Write the interactive page alone: one file that opens offline. No words of posts are in it without --with-quotes.

    Example: graphtool view --corpus community.duckdb -o network.html

    Example: graphtool view --corpus community.duckdb --pseudonyms -o to-pass-on.html
    """
    from graphtool.runs import page_of
    from graphtool.views import write_page

    _refuse(out, overwrite=overwrite)
    if pseudonyms and with_quotes:
        raise InputError("Words can be searched for, so pseudonyms would hide nobody: choose --pseudonyms or --with-quotes.")
    findings, name = _found(
        files, corpus, choices(since, until, seed=seed),
        codebook=codebook, known=known, source=source, map_=map_, platform=platform, community=from_neo4j, quotes=with_quotes,
    )  # fmt: skip
    heading = title or options.title_of(name, language)
    write_page(out, page_of(findings, title=heading, pseudonyms=pseudonyms, language=language))
    say(f"Written to {out}: open it in a browser.")


def report(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    out: Annotated[Path, typer.Option("-o", "--output", help="The report to write.", metavar="FILE")] = Path("report.html"),
    overwrite: options.Overwrite = False,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    title: options.Title = None,
    pseudonyms: options.Pseudonyms = False,
    language: options.PageLanguage = None,
    seed: options.Seed = 0,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
    from_neo4j: FromNeo4j = None,
) -> None:
    """Write the findings as a document to read and print: one HTML file without scripts. No text of posts is in it.

    Example: graphtool report --corpus community.duckdb -o report.html

    Example: graphtool report --corpus community.duckdb --pseudonyms --language de -o to-pass-on.html
    """
    from graphtool.runs import report_of
    from graphtool.views import write_report

    _refuse(out, overwrite=overwrite)
    findings, name = _found(
        files, corpus, choices(since, until, seed=seed),
        codebook=codebook, known=known, source=source, map_=map_, platform=platform, community=from_neo4j,
    )  # fmt: skip
    heading = title or options.title_of(name, language)
    write_report(out, report_of(findings, title=heading, pseudonyms=pseudonyms, language=language or "en"))
    say(f"Written to {out}: open it in a browser.")


def picture(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    out: Annotated[Path, typer.Option("-o", "--output", help="A .png, .svg or .pdf file to write.", metavar="FILE")] = Path(
        "network.png"
    ),
    overwrite: options.Overwrite = False,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    known: options.Known = None,
    since: options.Since = None,
    until: options.Until = None,
    title: options.Title = None,
    by: Annotated[str, typer.Option("--by", help="Sizes: helpers, mentors, hidden, attention or caregivers.")] = "helpers",
    pseudonyms: options.Pseudonyms = False,
    seed: options.Seed = 0,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
) -> None:
    """Draw the network for a report, with a legend and a caption that says how it was made.

    Example: graphtool picture --corpus community.duckdb -o network.pdf
    """
    from graphtool.runs import page_of
    from graphtool.views import write_picture

    _refuse(out, overwrite=overwrite)
    if out.suffix.lower() not in {".png", ".svg", ".pdf"}:
        raise InputError(f"{out} is no picture: end its name in .png, .svg or .pdf.")
    findings, name = _found(
        files, corpus, choices(since, until, seed=seed),
        codebook=codebook, known=known, source=source, map_=map_, platform=platform,
    )  # fmt: skip
    page = page_of(findings, title=title or options.title_of(name, None), pseudonyms=pseudonyms)
    missing = write_picture(out, page, ranking=by)
    if missing:
        say(f"{missing} letters are boxes: install fonts for them, for example Noto Sans CJK and Noto Emoji.")
    say(f"Written to {out}.")


def _refuse(out: Path, *, overwrite: bool) -> None:
    if out.exists() and not overwrite:
        raise InputError(f"{out} exists already: name another -o, or add --overwrite.")


def _found(
    files: list[Path] | None,
    corpus: Path | None,
    chosen: "Choices",
    *,
    codebook: str,
    known: Path | None,
    source: str | None,
    map_: list[str] | None,
    platform: str | None,
    community: str | None = None,
    quotes: bool = False,
) -> tuple["Findings", str]:
    """What there is in FILES, a corpus or a community in Neo4j, and the name to call it by."""
    from graphtool.coding import load_codebook
    from graphtool.pipeline import analyze

    if community is not None:
        with taken_from_neo4j(files, corpus, community) as taken, progress() as told:
            return analyze(taken.corpus, taken.codebook, chosen, known=taken.known, quotes=quotes, progress=told), community
    book = load_codebook(codebook)
    with opened(files, corpus=corpus, source=source, map_=map_, platform=platform) as read, progress() as told:
        return analyze(read, book, chosen, known=known_people(read, known), quotes=quotes, progress=told), book.title

"""Commands on exports and corpora: inspect, load, code."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphtool.cli import options
from graphtool.cli.options import Format
from graphtool.cli.output import progress, say, show, show_json
from graphtool.errors import InputError

if TYPE_CHECKING:
    from graphtool.corpus import Corpus, Known, LoadReport


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("inspect")(inspect)
    app.command("load")(load)
    app.command("code")(code)


@contextmanager
def opened(
    files: list[Path] | None,
    *,
    corpus: Path | None = None,
    source: str | None = None,
    map_: list[str] | None = None,
    platform: str | None = None,
    strict: bool = False,
    discoverable_only: bool = False,
) -> Iterator["Corpus"]:
    """The corpus that FILES and --corpus name: export files are loaded into it, or into one that is gone afterwards."""
    from graphtool.corpus import Corpus
    from graphtool.corpus.store import is_corpus

    files = files or []
    if corpus is None and len(files) == 1 and is_corpus(files[0]):
        corpus, files = files[0], []
    if any(is_corpus(path) for path in files):
        raise InputError("A corpus stands among the files: name it alone, or with --corpus.")
    if not files and corpus is None:
        raise InputError("Nothing to read: name export files, or a corpus with --corpus.")
    manager = Corpus.temporary() if corpus is None else Corpus.create(corpus) if files else Corpus.open(corpus, read_only=False)
    with manager as opened_corpus:
        if files:
            _load(
                opened_corpus,
                files,
                source=source,
                map_=map_,
                platform=platform,
                strict=strict,
                discoverable_only=discoverable_only,
            )
        yield opened_corpus


def _load(
    corpus: "Corpus",
    files: list[Path],
    *,
    source: str | None,
    map_: list[str] | None,
    platform: str | None,
    strict: bool,
    discoverable_only: bool,
) -> "LoadReport":
    from graphtool.corpus import load as load_files

    with progress() as told:
        report = load_files(
            corpus,
            files,
            source=source,
            mapping=options.mapping(map_),
            platform=platform,
            strict=strict,
            discoverable_only=discoverable_only,
            progress=told,
        )
    for sentence in report.unknown:
        say(f"Left aside: {sentence}")
    for name in report.skipped:
        say(f"{name}: already loaded.")
    if report.dropped:
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in report.dropped.items())
        say(f"{sum(report.dropped.values()):,} of {report.rows:,} rows could not be used: {reasons}. See 'graphtool inspect'.")
    return report


def known_people(corpus: "Corpus", path: Path | None) -> "Known | None":
    """What --people names; whom the corpus does not hold is said."""
    if path is None:
        return None
    from graphtool.corpus import read_known

    known = read_known(corpus, path)
    for sentence in known.missing:
        say(sentence)
    return known


def inspect(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
    strict: options.Strict = False,
    discoverable_only: options.DiscoverableOnly = False,
    output: options.OutputFormat = Format.table,
) -> None:
    """Say what files are and what is in them, before anything is built on them.

    Example: graphtool inspect RC_2026-05.zst RS_2026-05.zst
    """
    import pandas as pd

    from graphtool.corpus import summarise
    from graphtool.sources import about

    with opened(
        files, corpus=corpus, source=source, map_=map_, platform=platform, strict=strict, discoverable_only=discoverable_only
    ) as read:
        found = summarise(read)
    if output is Format.json:
        show_json(
            found.facts
            | {
                "files": found.files.drop(columns="sha256").to_dict("records"),
                "examples": found.examples.to_dict("records"),
                "warnings": list(found.warnings),
                "verdict": found.verdict,
            }
        )
        return
    flat = {
        name: ", ".join(f"{key} {count:,}" for key, count in value.items()) or "none" if isinstance(value, dict) else value
        for name, value in found.facts.items()
    }
    facts = pd.DataFrame({"what": list(flat), "value": [f"{v:,}" if isinstance(v, int) else v for v in flat.values()]})
    show(facts, output)
    if output is Format.table:
        show(found.files[["name", "source", "reason", "rows"]], output, title="Files")
        for name in sorted(set(found.files["source"])):
            say(f"Of {name}: {about(name).traps}")
        if len(found.examples):
            show(found.examples, output, title="Rows that could not be used (the first of each reason)")
    for warning in found.warnings:
        say(f"Take care: {warning}")
    say(found.verdict)


def load(
    files: Annotated[
        list[Path], typer.Argument(help="Exports, recognised by their content: files, folders, archives, - for standard input.")
    ],
    corpus: Annotated[Path, typer.Option("--corpus", help="The corpus; made where it is missing.", metavar="FILE")],
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
    strict: options.Strict = False,
    discoverable_only: options.DiscoverableOnly = False,
) -> None:
    """Load exports into a corpus; what is there already is skipped, the order does not matter.

    Example: graphtool load exports/*.jsonl --corpus community.duckdb
    """
    from graphtool.corpus import Corpus

    with Corpus.create(corpus) as opened_corpus:
        report = _load(
            opened_corpus,
            files,
            source=source,
            map_=map_,
            platform=platform,
            strict=strict,
            discoverable_only=discoverable_only,
        )
    say(f"{len(report.loaded)} files with {report.rows:,} rows loaded into {corpus}.")


def code(
    files: options.Files = None,
    corpus: options.CorpusFile = None,
    codebook: options.Codebook = options.DEFAULT_CODEBOOK,
    rules_only: options.RulesOnly = False,
    known: options.Known = None,
    out: Annotated[Path | None, typer.Option("-o", "--output", help="Write a CSV instead of printing.", metavar="FILE")] = None,
    overwrite: options.Overwrite = False,
    source: options.Source = None,
    map_: options.Map = None,
    platform: options.Platform = None,
    strict: options.Strict = False,
    discoverable_only: options.DiscoverableOnly = False,
    output: options.OutputFormat = Format.csv,
) -> None:
    """Code every post: its role, stage and acts, and the rules that say so.

    Example: graphtool code posts.csv -o coded.csv
    """
    from graphtool.coding import load_codebook
    from graphtool.corpus import code_posts, coded_posts
    from graphtool.exports.tables import write_csv

    book = load_codebook(codebook, rules_only=rules_only)
    if out is not None and out.exists() and not overwrite:
        raise InputError(f"{out} exists already: name another -o, or add --overwrite.")
    with opened(
        files, corpus=corpus, source=source, map_=map_, platform=platform, strict=strict, discoverable_only=discoverable_only
    ) as read:
        with progress() as told:
            code_posts(read, book, progress=told)
        coded = coded_posts(read, known=known_people(read, known))
    if out is None:
        show(coded, output)
    else:
        write_csv(coded, out)
        say(f"{len(coded):,} posts coded into {out}.")

"""Commands on exports and corpora: inspect, load, code."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict, Unpack

import typer

from graphtool.cli import options
from graphtool.cli.options import Format
from graphtool.cli.output import progress, say, show, show_json
from graphtool.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from graphtool.corpus import Corpus, Known, LoadReport


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("inspect")(inspect)
    app.command("load")(load)
    app.command("code")(code)


class Reading(TypedDict, total=False):
    """What the options of reading say; see ``graphtool.cli.options``."""

    source: str | None
    map_: list[str] | None
    save_map: Path | None
    platform: str | None
    timezone: str | None
    strict: bool
    discoverable_only: bool
    rehydrated: list[Path] | None
    same_person: Path | None


@contextmanager
def opened(files: list[Path] | None, *, corpus: Path | None = None, **reading: Unpack[Reading]) -> Iterator["Corpus"]:
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
    files = [*files, *(reading.get("rehydrated") or [])]
    manager = Corpus.temporary() if corpus is None else Corpus.create(corpus) if files else Corpus.open(corpus, read_only=False)
    with manager as opened_corpus:
        if files:
            load_into(opened_corpus, files, **reading)
        if same_person := reading.get("same_person"):
            _join(opened_corpus, same_person)
        yield opened_corpus


def load_into(corpus: "Corpus", files: list[Path], **reading: Unpack[Reading]) -> "LoadReport":
    """Load files as the options say; what could not be read, and what should be known of the rest, is said."""
    from graphtool.corpus import load as load_files
    from graphtool.sources.mapping import write_map

    mapping = options.columns(reading.get("map_"))
    if reading.get("save_map") and not mapping:
        raise InputError("--save-map keeps what --map says: give --map too.")
    with progress() as told:
        report = load_files(
            corpus,
            files,
            source=reading.get("source"),
            mapping=mapping,
            platform=reading.get("platform"),
            timezone=reading.get("timezone"),
            strict=reading.get("strict", False),
            discoverable_only=reading.get("discoverable_only", False),
            progress=told,
        )
    if mapping and (save_map := reading.get("save_map")):
        write_map(mapping, save_map)
    for sentence in report.unknown:
        say(f"Left aside: {sentence}")
    for name in report.skipped:
        say(f"{name}: already loaded.")
    if report.dropped:
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in report.dropped.items())
        say(f"{sum(report.dropped.values()):,} of {report.rows:,} rows could not be used: {reasons}. See 'graphtool inspect'.")
    for what, count in report.noted.items():
        say(f"In {count:,} rows: {what}.")
    return report


def _join(corpus: "Corpus", path: Path) -> None:
    from graphtool.corpus import join_people

    for sentence in join_people(corpus, path):
        say(sentence)


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
    save_map: options.SaveMap = None,
    platform: options.Platform = None,
    timezone: options.Timezone = None,
    rehydrated: options.Rehydrated = None,
    same_person: options.SamePerson = None,
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
        files, corpus=corpus, source=source, map_=map_, save_map=save_map, platform=platform, timezone=timezone,
        rehydrated=rehydrated, same_person=same_person, strict=strict, discoverable_only=discoverable_only,
    ) as read:  # fmt: skip
        found = summarise(read)
    if output is Format.json:
        show_json(
            found.facts
            | {
                "platforms": found.platforms.to_dict("records"),
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
        show(_shares(found.platforms), output, title="Platforms")
        show(found.files[["name", "source", "reason", "rows"]], output, title="Files")
        for name in sorted(set(found.files["source"])):
            say(f"What {name} carries: {about(name).carries} What to mind: {about(name).traps}")
        if len(found.examples):
            show(found.examples, output, title="Rows that could not be used (the first of each reason)")
    for warning in found.warnings:
        say(f"Take care: {warning}")
    say(found.verdict)


def _shares(platforms: "pd.DataFrame") -> "pd.DataFrame":
    """Shares as people read them."""
    shares = {name: platforms[name].map("{:.0%}".format, na_action="ignore") for name in ("parent_known", "addressee_known")}
    return platforms.assign(**shares)


def load(
    files: Annotated[
        list[Path], typer.Argument(help="Exports, recognised by their content: files, folders, archives, - for standard input.")
    ],
    corpus: Annotated[Path, typer.Option("--corpus", help="The corpus; made where it is missing.", metavar="FILE")],
    source: options.Source = None,
    map_: options.Map = None,
    save_map: options.SaveMap = None,
    platform: options.Platform = None,
    timezone: options.Timezone = None,
    rehydrated: options.Rehydrated = None,
    same_person: options.SamePerson = None,
    strict: options.Strict = False,
    discoverable_only: options.DiscoverableOnly = False,
) -> None:
    """Load exports into a corpus; what is there already is skipped, the order does not matter.

    Example: graphtool load exports/*.jsonl --corpus community.duckdb
    """
    from graphtool.corpus import Corpus

    with Corpus.create(corpus) as opened_corpus:
        report = load_into(
            opened_corpus, [*files, *(rehydrated or [])], source=source, map_=map_, save_map=save_map, platform=platform,
            timezone=timezone, strict=strict, discoverable_only=discoverable_only,
        )  # fmt: skip
        if same_person is not None:
            _join(opened_corpus, same_person)
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
    save_map: options.SaveMap = None,
    platform: options.Platform = None,
    timezone: options.Timezone = None,
    rehydrated: options.Rehydrated = None,
    same_person: options.SamePerson = None,
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
        files, corpus=corpus, source=source, map_=map_, save_map=save_map, platform=platform, timezone=timezone,
        rehydrated=rehydrated, same_person=same_person, strict=strict, discoverable_only=discoverable_only,
    ) as read:  # fmt: skip
        with progress() as told:
            code_posts(read, book, progress=told)
        coded = coded_posts(read, known=known_people(read, known))
    if out is None:
        show(coded, output)
    else:
        write_csv(coded, out)
        say(f"{len(coded):,} posts coded into {out}.")

"""A coded period of a corpus, as the options of several commands name it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graphtool.cli import options
from graphtool.cli.corpora import known_people, opened
from graphtool.cli.output import progress
from graphtool.cli.servers import taken_from_neo4j

if TYPE_CHECKING:
    from graphtool.coding import Codebook
    from graphtool.corpus import Corpus, Tables
    from graphtool.pipeline import Choices


class Coded(NamedTuple):
    """A corpus, the codebook it was coded by, and a period of it."""

    corpus: "Corpus"
    codebook: "Codebook"
    tables: "Tables"


def choices(
    since: str | None,
    until: str | None,
    *,
    half_life: float = 30.0,
    all_time: bool = False,
    no_intervals: bool = False,
    seed: int = 0,
) -> "Choices":
    """The options of an analysis as the library takes them."""
    from graphtool.measures.uncertainty import RESAMPLES
    from graphtool.pipeline import Choices

    return Choices(
        since_us=options.moment_us(since),
        until_us=options.moment_us(until, end=True),
        half_life_days=0.0 if all_time else half_life,
        resamples=0 if no_intervals else RESAMPLES,
        seed=seed,
    )


@contextmanager
def coded(
    files: list[Path] | None,
    corpus: Path | None,
    chosen: "Choices",
    *,
    codebook: str,
    known: Path | None = None,
    source: str | None = None,
    map_: list[str] | None = None,
    platform: str | None = None,
) -> Iterator[Coded]:
    """The period of FILES or --corpus that the options name, coded."""
    from graphtool.coding import load_codebook
    from graphtool.pipeline import coded_period

    book = load_codebook(codebook)
    with (
        opened(files, corpus=corpus, source=source, map_=map_, platform=platform) as read,
        progress() as told,
        coded_period(read, book, chosen, known=known_people(read, known), progress=told) as tables,
    ):
        yield Coded(read, book, tables)


@contextmanager
def period_tables(
    files: list[Path] | None,
    corpus: Path | None,
    chosen: "Choices",
    *,
    codebook: str,
    known: Path | None = None,
    source: str | None = None,
    map_: list[str] | None = None,
    platform: str | None = None,
    community: str | None = None,
) -> Iterator["Tables"]:
    """The tables of a period of FILES or --corpus, or of a community in Neo4j."""
    from graphtool.pipeline import coded_period

    if community is None:
        with coded(files, corpus, chosen, codebook=codebook, known=known, source=source, map_=map_, platform=platform) as read:
            yield read.tables
        return
    with (
        taken_from_neo4j(files, corpus, community) as taken,
        progress() as told,
        coded_period(taken.corpus, taken.codebook, chosen, known=taken.known, progress=told) as tables,
    ):
        yield tables

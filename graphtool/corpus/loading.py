"""Load exports into a corpus: incremental, in any order, all or nothing."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict, Unpack

import duckdb

from graphtool import sources
from graphtool.corpus.staging import Staging
from graphtool.corpus.store import Corpus, script
from graphtool.errors import InputError
from graphtool.progress import Progress, silent
from graphtool.sources.places import Place, gathered

_DEEPEST_CHAIN = 40  # doublings: chains of replies up to 2^40 long; a ring of parents ends here too


@dataclass(frozen=True)
class LoadReport:
    """What a load did.

    ``loaded`` and ``skipped`` name the files read and those already in the corpus; ``unknown`` says of files that were found
    in a folder or an archive why they cannot be read; ``dropped`` counts rows that could not be used, by reason, ``noted``
    what should be known of those that are.
    """

    loaded: tuple[str, ...]
    skipped: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: int
    dropped: Mapping[str, int]
    noted: Mapping[str, int]


class HowToRead(TypedDict, total=False):
    """How ``load`` reads files.

    source: a name of ``sources.names()``; without it each file is recognised by its content.
    mapping: for tables, our column name to the file's.
    platform: for tables without one, the platform that ids belong to.
    strict: raise at the first row that cannot be used instead of counting it.
    discoverable_only: leave out people whose profile says that they do not want to be found.
    timezone: of times that name none, as ``Europe/Berlin``; without it they are UTC.
    """

    source: str | None
    mapping: Mapping[str, str] | None
    platform: str | None
    strict: bool
    discoverable_only: bool
    timezone: str | None


def load(corpus: Corpus, files: Sequence[Path], *, progress: Progress = silent, **how: Unpack[HowToRead]) -> LoadReport:
    """Load export files; a file whose content is already there is skipped.

    Nothing is kept of a load that fails or is interrupted.

    Args:
        corpus: where to.
        files: exports, each recognised by its content unless ``source`` names the format; folders and archives of them;
            ``-`` for standard input.
        progress: told the bytes read.
        how: see ``HowToRead``.

    Raises:
        InputError: a file cannot be read or is of no known format, or, when strict, has a bad row.
    """
    with gathered(files) as places:
        reading = _Reading(**how)
        return _load(corpus, places, reading, progress)


@dataclass
class _Reading:
    """How files are read, and what came of it."""

    source: str | None = None
    mapping: Mapping[str, str] | None = None
    platform: str | None = None
    strict: bool = False
    discoverable_only: bool = False
    timezone: str | None = None
    loaded: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    rows: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)

    def recognised(self, place: Place) -> "sources.Recognised | None":
        """The format of a file; None, with the reason kept, for one that was only found beside others."""
        if self.source is not None:
            return sources.Recognised(self.source, "named by --source")
        try:
            return sources.recognise(place.path, self.mapping)
        except InputError as error:
            if place.is_named:
                raise
            what = str(error).replace(str(place.path), place.name)
            self.unknown.append(what.partition(": ")[0] + ".")  # what to do next is for files that were named
            return None

    def batches(
        self, place: Place, known: "sources.Recognised", report: "sources.ReadReport", told: Callable[[int], None]
    ) -> "Iterator[sources.Batch]":
        """What a file holds."""
        return sources.read(
            place.path,
            source=known.source,
            mapping=self.mapping,
            platform=self.platform,
            discoverable_only=self.discoverable_only,
            timezone=self.timezone,
            report=report,
            progress=told,
        )

    def done(self, place: Place, report: "sources.ReadReport") -> None:
        """Count a file that was read."""
        self.loaded.append(place.name)
        self.rows += report.rows
        self.dropped += report.dropped
        self.noted += report.noted

    def refuse_nothing(self) -> None:
        """Say so when no file at all could be read."""
        if self.unknown:
            raise InputError(f"None of these files can be read: {self.unknown[0]}")

    def report(self) -> LoadReport:
        """What a load did."""
        told = tuple(self.loaded), tuple(self.skipped), tuple(self.unknown)
        dropped, noted = (dict(sorted(counted.items())) for counted in (self.dropped, self.noted))
        return LoadReport(*told, rows=self.rows, dropped=dropped, noted=noted)


def _load(corpus: Corpus, places: Sequence[Place], reading: _Reading, progress: Progress) -> LoadReport:
    total, before = sum(place.path.stat().st_size for place in places if place.path.is_file()), 0
    with corpus.all_or_nothing() as connection, Staging(connection) as staging:
        for place in places:
            known = reading.recognised(place)
            if known is None:
                continue
            digest = _sha256(place.path)
            size = place.path.stat().st_size
            if connection.execute("SELECT 1 FROM files WHERE sha256 = ?", [digest]).fetchall():
                reading.skipped.append(place.name)
                before += size
                continue
            report = sources.ReadReport(strict=reading.strict)

            def told(done: int, before: int = before) -> None:
                progress("reading", before + done, total)

            for batch in reading.batches(place, known, report, told):
                staging.add(batch, digest)
            staging.wait()
            _remember(connection, place, digest, known, report)
            reading.done(place, report)
            before += size
            progress("reading", before, total)
        if reading.loaded:
            progress("linking replies", 0, 1)
            connection.execute(script("merge"))
            derive(connection)
            progress("linking replies", 1, 1)
        elif not reading.skipped:
            reading.refuse_nothing()
        staging.clear()
    corpus.connection.execute("CHECKPOINT corpus")
    return reading.report()


def _remember(
    connection: duckdb.DuckDBPyConnection,
    place: Place,
    digest: str,
    known: "sources.Recognised",
    report: "sources.ReadReport",
) -> None:
    connection.execute(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)",
        [digest, place.name, known.source, known.reason, place.path.stat().st_size, report.rows],
    )
    for table, counted in (("drops", report.dropped), ("left_out", report.left_out), ("noted", report.noted)):
        for reason, count in sorted(counted.items()):
            connection.execute(f"INSERT INTO {table} VALUES (?, ?, ?)", [digest, reason, count])
    for example in report.examples:
        connection.execute(
            "INSERT INTO drop_examples VALUES (?, ?, ?, ?)", [digest, example.line, example.reason, example.detail]
        )


def derive(connection: duckdb.DuckDBPyConnection) -> None:
    """Threads of posts that name none, by doubling steps up the chain of parents; then everything that follows."""
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE tops AS
        SELECT child.post, CASE WHEN parent.post IS NULL THEN child.post ELSE parent.post END AS top
        FROM posts AS child LEFT JOIN posts AS parent ON child.parent = parent.post
        WHERE child.thread IS NULL
    """)
    for _ in range(_DEEPEST_CHAIN):
        moved = connection.execute("""
            SELECT count(*) FROM tops JOIN tops AS higher ON tops.top = higher.post WHERE tops.top <> higher.top
        """).fetchall()
        if moved == [(0,)]:
            break
        connection.execute("""
            CREATE OR REPLACE TEMP TABLE tops AS
            SELECT tops.post, coalesce(higher.top, tops.top) AS top
            FROM tops LEFT JOIN tops AS higher ON tops.top = higher.post
        """)
    connection.execute(script("derive"))
    for table in ("tops", "aliases"):
        connection.execute(f"DROP TABLE temp.{table}")


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): check its name and rights.") from error

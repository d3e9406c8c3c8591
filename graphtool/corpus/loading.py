"""Load exports into a corpus: incremental, in any order, all or nothing."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from graphtool import sources
from graphtool.corpus.store import Corpus, script
from graphtool.errors import InputError
from graphtool.progress import Progress, silent
from graphtool.schema import Person, Post, Tie
from graphtool.sources.places import Place, gathered

_POSTS = pa.schema(
    [
        *((name, pa.string()) for name in ("post", "author")),
        ("created_us", pa.int64()),
        *((name, pa.string()) for name in ("thread", "parent", "parent_author", "quoted", "quoted_author")),
        *((name, pa.string()) for name in ("title", "text", "language", "flair")),
        ("mentions", pa.list_(pa.struct([("person", pa.string()), ("addressing", pa.bool_())]))),
        ("is_context", pa.bool_()),
        ("is_repost", pa.bool_()),
        ("version_us", pa.int64()),
    ]
)
_PROFILES = pa.schema([*((name, pa.string()) for name in ("person", "handle", "name", "bio")), ("seen_us", pa.int64())])
_OTHER_IDS = pa.schema([(name, pa.string()) for name in ("other", "post")])
_TIES = pa.schema(
    [
        *((name, pa.string()) for name in ("sha256", "source", "target", "kind")),
        *((name, pa.int64()) for name in ("count", "first_us", "last_us", "edges")),
        ("both_ways", pa.bool_()),
    ]
)
_INCOMING = ("posts", "profiles", "other_ids", "ties", "nodes")
_DEEPEST_CHAIN = 40  # doublings: chains of replies up to 2^40 long; a ring of parents ends here too


@dataclass(frozen=True)
class LoadReport:
    """What a load did.

    ``loaded`` and ``skipped`` name the files read and those already in the corpus; ``unknown`` says of files that were found
    in a folder or an archive why they cannot be read.
    """

    loaded: tuple[str, ...]
    skipped: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: int
    dropped: Mapping[str, int]


def load(
    corpus: Corpus,
    files: Sequence[Path],
    *,
    source: str | None = None,
    mapping: Mapping[str, str] | None = None,
    platform: str | None = None,
    strict: bool = False,
    discoverable_only: bool = False,
    progress: Progress = silent,
) -> LoadReport:
    """Load export files; a file whose content is already there is skipped.

    Nothing is kept of a load that fails or is interrupted.

    Args:
        corpus: where to.
        files: exports, each recognised by its content unless ``source`` names the format; folders and archives of them;
            ``-`` for standard input.
        source: a name of ``sources.names()``.
        mapping: for tables, our column name to the file's.
        platform: for tables without one, the platform that ids belong to.
        strict: raise at the first row that cannot be used instead of counting it.
        discoverable_only: leave out people whose profile says that they do not want to be found.
        progress: told the bytes read.

    Raises:
        InputError: a file cannot be read or is of no known format, or, when strict, has a bad row.
    """
    with gathered(files) as places:
        reading = _Reading(source, mapping, platform, strict=strict, discoverable_only=discoverable_only)
        return _load(corpus, places, reading, progress)


@dataclass
class _Reading:
    """How files are read, and what came of it."""

    source: str | None
    mapping: Mapping[str, str] | None
    platform: str | None
    strict: bool
    discoverable_only: bool
    loaded: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    rows: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def recognised(self, place: Place) -> "sources.Recognised | None":
        """The format of a file; None, with the reason kept, for one that was only found beside others."""
        if self.source is not None:
            return sources.Recognised(self.source, "named by --source")
        try:
            return sources.recognise(place.path)
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
            report=report,
            progress=told,
        )

    def done(self, place: Place, report: "sources.ReadReport") -> None:
        """Count a file that was read."""
        self.loaded.append(place.name)
        self.rows += report.rows
        self.dropped += report.dropped

    def refuse_nothing(self) -> None:
        """Say so when no file at all could be read."""
        if self.unknown:
            raise InputError(f"None of these files can be read: {self.unknown[0]}")

    def report(self) -> LoadReport:
        """What a load did."""
        told = tuple(self.loaded), tuple(self.skipped), tuple(self.unknown)
        return LoadReport(*told, rows=self.rows, dropped=dict(sorted(self.dropped.items())))


def _load(corpus: Corpus, places: Sequence[Place], reading: _Reading, progress: Progress) -> LoadReport:
    total, before = sum(place.path.stat().st_size for place in places if place.path.is_file()), 0
    with corpus.all_or_nothing() as connection:
        _stage(connection)
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
                _append(connection, batch, digest)
            _remember(connection, place, digest, known, report)
            reading.done(place, report)
            before += size
            progress("reading", before, total)
        if reading.loaded:
            progress("linking replies", 0, 1)
            connection.execute(script("merge"))
            _derive(connection)
            progress("linking replies", 1, 1)
        elif not reading.skipped:
            reading.refuse_nothing()
        for table in _INCOMING:
            connection.execute(f"DROP TABLE incoming_{table}")
    corpus.connection.execute("CHECKPOINT corpus")
    return reading.report()


def _stage(connection: duckdb.DuckDBPyConnection) -> None:
    like = {"ties": "(SELECT *, CAST(NULL AS BOOLEAN) AS both_ways FROM given_ties)"}
    for table in _INCOMING:
        connection.execute(f"CREATE OR REPLACE TABLE incoming_{table} AS SELECT * FROM {like.get(table, table)} LIMIT 0")


def _append(connection: duckdb.DuckDBPyConnection, batch: sources.Batch, digest: str) -> None:
    posts = batch.posts
    columns = {
        name: [getattr(post, name) for post in posts] if name != "mentions" else [_plain(post) for post in posts]
        for name in _POSTS.names
    }
    staged_posts = pa.table(columns, schema=_POSTS)
    unique = sorted({_look(person) for person in batch.people}, key=str)
    staged_people = pa.table({name: [look[i] for look in unique] for i, name in enumerate(_PROFILES.names)}, schema=_PROFILES)
    staged_ids = pa.table(
        {name: [each[i] for each in batch.other_ids] for i, name in enumerate(_OTHER_IDS.names)}, schema=_OTHER_IDS
    )
    staging = {"posts": staged_posts, "profiles": staged_people, "other_ids": staged_ids} | _network(batch, digest)
    for table, staged in staging.items():
        connection.register("staged", staged)
        connection.execute(f"INSERT INTO incoming_{table} BY NAME SELECT * FROM staged")
        connection.unregister("staged")


def _network(batch: sources.Batch, digest: str) -> dict[str, pa.Table]:
    """What a network without posts tells, staged with the file that tells it; other files have no such tables."""
    staged: dict[str, pa.Table] = {}
    nodes = sorted({person.person for person in batch.people if person.is_node})
    if nodes:
        staged["nodes"] = pa.table({"person": nodes})
    if batch.ties:
        ties: dict[str, list[object]] = {
            name: [getattr(tie, name) for tie in batch.ties] for name in _TIES.names if name in Tie.__struct_fields__
        }
        told = {"sha256": [digest] * len(batch.ties), "edges": [1] * len(batch.ties)}
        staged["ties"] = pa.table(ties | told, schema=_TIES)
    return staged


def _plain(post: Post) -> list[dict[str, str | bool]]:
    return [{"person": mention.person, "addressing": mention.addressing} for mention in post.mentions]


def _look(person: Person) -> tuple[str, str | None, str | None, str | None, int]:
    return person.person, person.handle or None, person.name or None, person.bio or None, person.seen_us


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


def _derive(connection: duckdb.DuckDBPyConnection) -> None:
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

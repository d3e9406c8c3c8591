"""Load exports into a corpus: incremental, in any order, all or nothing."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from graphtool import sources
from graphtool.corpus.store import Corpus, script
from graphtool.errors import InputError
from graphtool.progress import Progress, silent
from graphtool.schema import Person, Post

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
_DEEPEST_CHAIN = 40  # doublings: chains of replies up to 2^40 long; a ring of parents ends here too


@dataclass(frozen=True)
class LoadReport:
    """What a load did: ``loaded`` and ``skipped`` name the files read and those already in the corpus."""

    loaded: tuple[str, ...]
    skipped: tuple[str, ...]
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
    progress: Progress = silent,
) -> LoadReport:
    """Load export files; a file whose content is already there is skipped.

    Nothing is kept of a load that fails or is interrupted.

    Args:
        corpus: where to.
        files: exports, each recognised by its content unless ``source`` names the format.
        source: a name of ``sources.names()``.
        mapping: for tables, our column name to the file's.
        platform: for tables without one, the platform that ids belong to.
        strict: raise at the first row that cannot be used instead of counting it.
        progress: told the bytes read.

    Raises:
        InputError: a file cannot be read or is of no known format, or, when strict, has a bad row.
    """
    total = sum(path.stat().st_size for path in files if path.is_file())
    loaded: list[str] = []
    skipped: list[str] = []
    dropped: dict[str, int] = {}
    rows, before = 0, 0
    with corpus.all_or_nothing() as connection:
        _stage(connection)
        for path in files:
            known = sources.recognise(path) if source is None else sources.Recognised(source, "named by --source")
            digest = _sha256(path)
            size = path.stat().st_size
            if connection.execute("SELECT 1 FROM files WHERE sha256 = ?", [digest]).fetchall():
                skipped.append(path.name)
                before += size
                continue
            report = sources.ReadReport(strict=strict)

            def told(done: int, before: int = before) -> None:
                progress("reading", before + done, total)

            batches = sources.read(path, source=known.source, mapping=mapping, platform=platform, report=report, progress=told)
            for batch in batches:
                _append(connection, batch.posts, batch.people)
            _remember(connection, path, digest, known, report)
            loaded.append(path.name)
            rows += report.rows
            for reason, count in report.dropped.items():
                dropped[reason] = dropped.get(reason, 0) + count
            before += size
            progress("reading", before, total)
        if loaded:
            progress("linking replies", 0, 1)
            connection.execute(script("merge"))
            _derive(connection)
            progress("linking replies", 1, 1)
        for table in ("incoming_posts", "incoming_profiles"):
            connection.execute(f"DROP TABLE {table}")
    corpus.connection.execute("CHECKPOINT corpus")
    return LoadReport(tuple(loaded), tuple(skipped), rows, dict(sorted(dropped.items())))


def _stage(connection: duckdb.DuckDBPyConnection) -> None:
    for incoming, like in (("incoming_posts", "posts"), ("incoming_profiles", "profiles")):
        connection.execute(f"CREATE OR REPLACE TABLE {incoming} AS SELECT * FROM {like} LIMIT 0")


def _append(connection: duckdb.DuckDBPyConnection, posts: Sequence[Post], people: Iterable[Person]) -> None:
    columns = {
        name: [getattr(post, name) for post in posts] if name != "mentions" else [_plain(post) for post in posts]
        for name in _POSTS.names
    }
    staged_posts = pa.table(columns, schema=_POSTS)
    unique = sorted({_look(person) for person in people}, key=str)
    staged_people = pa.table({name: [look[i] for look in unique] for i, name in enumerate(_PROFILES.names)}, schema=_PROFILES)
    for table, staged in (("incoming_posts", staged_posts), ("incoming_profiles", staged_people)):
        connection.register("staged", staged)
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM staged")
        connection.unregister("staged")


def _plain(post: Post) -> list[dict[str, str | bool]]:
    return [{"person": mention.person, "addressing": mention.addressing} for mention in post.mentions]


def _look(person: Person) -> tuple[str, str | None, str | None, str | None, int]:
    return person.person, person.handle or None, person.name or None, person.bio or None, person.seen_us


def _remember(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    digest: str,
    known: "sources.Recognised",
    report: "sources.ReadReport",
) -> None:
    connection.execute(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)",
        [digest, path.name, known.source, known.reason, path.stat().st_size, report.rows],
    )
    for reason, count in sorted(report.dropped.items()):
        connection.execute("INSERT INTO drops VALUES (?, ?, ?)", [digest, reason, count])
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

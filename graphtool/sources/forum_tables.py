"""Posts as the tables of forum programs hold them, from CSV and spreadsheets or from an SQLite database, by common names."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from graphtool.sources import values
from graphtool.sources.files import Head
from graphtool.sources.grid import header
from graphtool.sources.layouts import Row
from graphtool.sources.records import Dropped, ReadOptions, ReadReport
from graphtool.sources.rows import table_records

_SQLITE: Final = b"SQLite format 3\0"


class Program(NamedTuple):
    """A forum program: how its table of posts calls what we call ``id, topic, user, name, time, title, text, parent, state``.

    Columns of ``needed`` tell it from others. ``guests`` are ids of users that stand for nobody.
    """

    name: str
    needed: frozenset[str]
    columns: Mapping[str, tuple[str, ...]]
    guests: frozenset[str] = frozenset(("0",))


def _program(title: str, guests: tuple[str, ...] = ("0",), /, **columns: str) -> Program:
    spelled = {ours: tuple(theirs.split()) for ours, theirs in columns.items()}
    needed = frozenset(spelled[ours][0] for ours in ("id", "topic", "user", "time", "text"))
    return Program(title, needed, spelled, frozenset(guests))


PROGRAMS: Final = (
    _program(
        "phpBB", ("0", "1"), id="post_id", topic="topic_id", user="poster_id", name="username post_username",
        time="post_time", title="post_subject", text="post_text", state="post_visibility",
    ),
    _program(
        "MyBB", id="pid", topic="tid", user="uid", name="username", time="dateline", title="subject", text="message",
        parent="replyto", state="visible",
    ),
    _program(
        "vBulletin", id="postid", topic="threadid", user="userid", name="username", time="dateline", title="title",
        text="pagetext", parent="parentid", state="visible",
    ),
    _program(
        "SMF", id="id_msg", topic="id_topic", user="id_member", name="poster_name real_name member_name", time="poster_time",
        title="subject", text="body", state="approved",
    ),
    _program(
        "XenForo", id="post_id", topic="thread_id", user="user_id", name="username", time="post_date", title="title",
        text="message", state="message_state",
    ),
)  # fmt: skip
KNOWN: Final = frozenset(name for program in PROGRAMS for spelled in program.columns.values() for name in spelled)
# tables of users, by the names of their id and of what people are called
_USERS: Final = (("user_id", "username"), ("uid", "username"), ("userid", "username"), ("id_member", "real_name"))


def program_of(names: Collection[str]) -> Program | None:
    """The program whose posts a table with these lower-case columns holds."""
    return next((program for program in PROGRAMS if program.needed <= set(names)), None)


def recognised(head: Head) -> str | None:
    """Why a file holds a forum's posts; None when it does not."""
    if head.start.startswith(_SQLITE):
        found = _posts_table(head.path)
        return f"{found[1].name} posts: an SQLite database with the table {found[0]}" if found else None
    program = program_of([name.lower() for name in header(head, KNOWN)])
    return f"{program.name} posts: a table with {', '.join(sorted(program.needed))}" if program else None


def forum_rows(path: Path, *, report: ReadReport, options: ReadOptions) -> Iterator[tuple[int, Program, Row] | Dropped]:
    """The rows of posts with their places, by our names."""
    with path.open("rb") as file:
        is_database = file.read(len(_SQLITE)) == _SQLITE
    rows = _database_rows(path, report) if is_database else table_records(path, KNOWN, report=report, options=options)
    for found in rows:
        if isinstance(found, Dropped):
            yield found
            continue
        line, row = found
        program = program_of(row.keys()) or PROGRAMS[0]
        told = {
            ours: next((row[name] for name in theirs if row.get(name) is not None), None)
            for ours, theirs in program.columns.items()
        }
        yield line, program, told


def _opened(path: Path) -> sqlite3.Connection:
    """A database that nobody changes, not even by reading it."""
    database = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)
    database.text_factory = lambda text: text.decode("utf-8", "replace")
    database.execute("PRAGMA trusted_schema = OFF")
    return database


def _tables(database: sqlite3.Connection) -> dict[str, list[str]]:
    """The lower-case columns of each table."""
    named = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    columns: dict[str, list[str]] = {}
    for (name,) in named:
        columns[name] = [str(row[1]).lower() for row in database.execute(f"PRAGMA table_info({_quoted(name)})")]
    return columns


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _posts_table(path: Path) -> tuple[str, Program] | None:
    try:
        with closing(_opened(path)) as database:
            tables = _tables(database)
    except sqlite3.Error:
        return None
    return next(((name, program) for name, names in tables.items() if (program := program_of(names))), None)


def _database_rows(path: Path, report: ReadReport) -> Iterator[tuple[int, Row] | Dropped]:
    number = 0
    try:
        with closing(_opened(path)) as database:
            tables = _tables(database)
            name, program = next(((name, found) for name, names in tables.items() if (found := program_of(names))), ("", None))
            if program is None:
                return
            people = _people(database, tables)
            user, called = program.columns["user"][0], program.columns["name"][0]
            for number, cells in enumerate(database.execute(f"SELECT * FROM {_quoted(name)}"), start=1):
                report.rows += 1
                row: dict[str, Any] = {
                    each: cell if cell != "" else None for each, cell in zip(tables[name], cells, strict=False)
                }
                row[called] = row.get(called) or people.get(values.identifier(row.get(user)) or "")
                yield number, row
    except sqlite3.Error as error:
        yield Dropped(number + 1, "truncated file", str(error))


def _people(database: sqlite3.Connection, tables: Mapping[str, list[str]]) -> dict[str, str]:
    """Names of users by id."""
    for table, names in tables.items():
        for key, called in _USERS:
            if {key, called} <= set(names) and program_of(names) is None:
                rows = database.execute(f"SELECT {_quoted(key)}, {_quoted(called)} FROM {_quoted(table)}")
                return {str(key): str(name) for key, name in rows if key is not None and name}
    return {}

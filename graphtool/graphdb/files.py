"""The files for ``neo4j-admin database import full``: a community in bulk, many times faster than a push.

The import makes a whole database and needs the server stopped. What it makes is what a push would have made, hashes
included; the first push afterwards makes the constraints and finds nothing else to do.
"""

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from graphtool.graphdb.contents import TIE_TYPES, Contents, Found, Posts
from graphtool.graphdb.push import BATCH
from graphtool.graphdb.rows import finding_properties, keyed_rows, link_rows, people_rows, post_rows, tie_rows
from graphtool.graphdb.values import MOMENTS, Positions, Row, batches, moment, refuse_long
from graphtool.progress import Progress, silent
from graphtool.schema import STAGES

ADVISED_TIES: Final = 5_000_000  # beyond it files are the better way
COMMAND: Final = "import.txt"
_ARRAY: Final = "\x1f"  # between the texts of a list; no export writes it
_TYPES: Final = ((bool, "boolean"), (int, "long"), (float, "double"), (datetime, "datetime"), (list, "string[]"))
_OPTIONS: Final = ("--id-type=string", "--overwrite-destination=true", "--multiline-fields=true", "--array-delimiter=U+001F")

Lines = Iterable[tuple[Sequence[Any], Row]]  # the keys of a row, and its properties


def write_files(contents: Contents, folder: Path, *, community: str, progress: Progress = silent) -> str:
    """Write a community for the bulk import.

    Args:
        contents: of ``graphdb.contents``.
        folder: an empty one.
        community: part of every key.
        progress: told the files written.

    Returns:
        The command, to be run in the folder; it is also in ``import.txt`` there.

    Raises:
        DatabaseError: an id is too long for the database's index.
    """
    refuse_long([community], "community")
    contents.refuse_long_ids()
    files = _Folder(folder, progress)
    _nodes(files, contents, community)
    _ties(files, contents)
    if contents.posts is not None:
        _posts(files, contents.posts, community)
    for found in contents.found:
        _finding(files, found, contents.run, community)
    return files.finish()


class _Folder:
    """Files written so far, and the command that imports them."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.folder, self.progress = folder, progress
        self.words: list[str] = []

    def nodes(self, name: str, label: str, keys: Sequence[str], lines: Lines) -> None:
        self._write(name, keys, lines, f"--nodes={label}={name}.csv")

    def relationships(self, name: str, type_: str, spaces: tuple[str, str], lines: Lines) -> None:
        self._write(name, (f":START_ID({spaces[0]})", f":END_ID({spaces[1]})"), lines, f"--relationships={type_}={name}.csv")

    def finish(self) -> str:
        command = " ".join(["neo4j-admin database import full", *_OPTIONS, *map(shlex.quote, self.words), "-- neo4j"])
        (self.folder / COMMAND).write_text(command + "\n", encoding="utf-8", newline="\n")
        return command

    def _write(self, name: str, keys: Sequence[str], lines: Lines, word: str) -> None:
        """One file; its header names each property with the type its values have, so that it is written last."""
        types: dict[str, str] = {}
        body = self.folder / f"{name}.body"
        with body.open("w", encoding="utf-8", newline="") as file:
            for key, sent in lines:
                row = {
                    column: moment(value) if column in MOMENTS and type(value) is int else value
                    for column, value in sent.items()
                }
                for column, value in row.items():
                    if value is not None and types.get(column) in (None, "long"):
                        types[column] = _type(value)
                # a column without a value so far may get one later: all stand in the order of the first row
                file.write(",".join([*map(_cell, key), *map(_cell, row.values())]) + "\n")
                columns = list(row)
        if not body.stat().st_size:
            body.unlink()
            return
        header = [*keys, *(f"{column}:{types.get(column, 'string')}" for column in columns)]
        with (self.folder / f"{name}.csv").open("wb") as whole, body.open("rb") as rows:
            whole.write((",".join(map(_cell, header)) + "\n").encode())
            while some := rows.read(1 << 20):
                whole.write(some)
        body.unlink()
        self.words.append(word)
        self.progress("writing files", len(self.words), len(self.words) + 1)


def _type(value: object) -> str:
    return next((name for kind, name in _TYPES if isinstance(value, kind)), "string")


def _cell(value: object) -> str:
    """A value as the import reads it: nothing is null, a quoted nothing is empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    text = _ARRAY.join(value) if isinstance(value, list | tuple) else str(value)
    return '"' + text.replace('"', '""') + '"'


def _all(size: int, made: Callable[[Positions], list[Row]]) -> Iterator[Row]:
    for some in batches(np.arange(size), BATCH):
        yield from made(some)


def _nodes(folder: _Folder, contents: Contents, community: str) -> None:
    corpus = contents.description() | {"community": community, "complete": True}
    folder.nodes("corpus", "Corpus", [":ID(corpus)"], [((community,), corpus)])
    stages: list[tuple[Sequence[Any], Row]] = [((name,), {"community": community, "name": name}) for name in STAGES]
    folder.nodes("stages", "Stage", [":ID(stage)"], stages)
    made = partial(people_rows, contents, community)
    size = contents.network.size
    folder.nodes("people", "Person", [":ID(person)"], (((row["id"],), row["properties"]) for row in _all(size, made)))
    stood = (((row["id"], each["stage"]), each["properties"]) for row in _all(size, made) for each in row["stages"])
    folder.relationships("in_stage", "IN_STAGE", ("person", "stage"), stood)


def _ties(folder: _Folder, contents: Contents) -> None:
    kinds = contents.network.ties["kind"].to_numpy()
    for kind, type_ in TIE_TYPES.items():
        positions = np.flatnonzero(kinds == kind)
        rows = (row for some in batches(positions, BATCH) for row in tie_rows(contents, some))
        lines = (((row["source"], row["target"]), row["properties"]) for row in rows)
        folder.relationships(type_.lower(), type_, ("person", "person"), lines)


def _posts(folder: _Folder, posts: Posts, community: str) -> None:
    size = len(posts.frame)
    hashes = iter(posts.hashes.tolist())
    nodes = (
        ((row["id"],), row["properties"] | {"hash": next(hashes)}) for row in _all(size, partial(post_rows, posts, community))
    )
    folder.nodes("posts", "Post", [":ID(post)"], nodes)
    links = partial(link_rows, posts)
    written: Lines = (((row["author"], row["id"]), {}) for row in _all(size, links) if row["author"] is not None)
    folder.relationships("wrote", "WROTE", ("person", "post"), written)
    answers: Lines = (((row["id"], row["answers"]), {}) for row in _all(size, links) if row["answers"] is not None)
    folder.relationships("in_reply_to", "IN_REPLY_TO", ("post", "post"), answers)
    addresses = (((row["id"], each["target"]), each["properties"]) for row in _all(size, links) for each in row["addresses"])
    folder.relationships("addresses", "ADDRESSES", ("post", "person"), addresses)


def _finding(folder: _Folder, found: Found, run: str, community: str) -> None:
    own = {"community": community, "id": found.id, "current": True, "run": run} | finding_properties(found)
    folder.nodes(f"finding_{found.kind}", "Finding", [":ID(finding)"], [((found.id,), own)])
    ranks = _all(len(found.ranks), partial(keyed_rows, found.ranks, ("person",)))
    lines = (((row["person"], found.id), row["properties"]) for row in ranks)
    folder.relationships(f"ranked_{found.kind}", "RANKED", ("person", "finding"), lines)
    label, type_ = ("Community", "IN_COMMUNITY") if found.kind == "communities" else ("Cluster", "MEMBER_OF")
    groups = list(_all(len(found.groups), partial(keyed_rows, found.groups, ("number",))))
    own_groups = (
        ((f"{found.id}/{row['number']}",), row["properties"] | {"community": community, "finding": found.id}) for row in groups
    )
    folder.nodes(f"groups_{found.kind}", label, [":ID(group)"], own_groups)
    of: Lines = (((f"{found.id}/{row['number']}", found.id), {}) for row in groups)
    folder.relationships(f"of_{found.kind}", "OF", ("group", "finding"), of)
    members = _all(len(found.members), partial(keyed_rows, found.members, ("number", "person")))
    inside = (((row["person"], f"{found.id}/{row['number']}"), row["properties"]) for row in members)
    folder.relationships(f"members_{found.kind}", type_, ("person", "group"), inside)
    dialogues = _all(len(found.dialogues), partial(keyed_rows, found.dialogues, ("mentor", "mentee")))
    talks = (((row["mentor"], row["mentee"]), row["properties"] | {"finding": found.id}) for row in dialogues)
    folder.relationships(f"dialogues_{found.kind}", "DIALOGUE", ("person", "person"), talks)

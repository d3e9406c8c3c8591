"""Posts that people have labelled by hand: read them, ready to be coded and to be compared.

How to get them: a sheet (CSV, TSV) or JSON lines with one post a row: ``id``, the labels ``role``, ``stage``, ``acts``
(those that are there), and the post: ``text``, and where known ``title, thread, parent, parent_text, author, created_at``
(or ``date``), ``flair, bio, lang``, ``by_opener`` (whether the author of a reply opened the thread; else told by
``author``). Labels and posts may stand in two files that share ids.
What they carry: what coding sees of a post in a corpus. A post opens its thread when it has no ``parent`` or is its
``thread``; what a reply answers is looked up among the rows.
Traps: a post without a date is read as if it were written in 2100, so that a year it names is long ago.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
import pandas as pd

from graphtool.errors import InputError
from graphtool.schema import ACTS, CODING_INPUT, ROLES, STAGES
from graphtool.sources import values
from graphtool.sources.delimited import csv_rows
from graphtool.sources.files import open_head
from graphtool.sources.jsonlines import decoded
from graphtool.sources.records import Dropped, ReadOptions, ReadReport

LABELS: Final = ("role", "stage", "acts")
UNDATED_US: Final = 4_102_444_800_000_000  # 2100-01-01

_ALSO_CALLED: Final = {"date": "created_at", "language": "lang", "reply_to": "parent"}
_POST: Final = ("text", "title", "thread", "parent", "parent_text", "author", "created_at", "flair", "bio", "lang", "by_opener")
_KNOWN: Final = ("id", *LABELS, *_POST, *_ALSO_CALLED)
_FLAGS: Final = ("is_opener", "by_opener", "is_repost")
_BETWEEN: Final = re.compile(r"[|,;\s]+")
_LONGEST_DETAIL: Final = 60

Row = dict[str, Any]
_Key = tuple[str, str]  # file, id: two people's sheets may both number their rows from 1


@dataclass(frozen=True)
class Labelled:
    """Labelled posts, one row a post, in the order of the files.

    table: ``post`` (the id as the file has it; behind its file's name where several files have it), ``file``, ``role``,
        ``stage`` (None where not labelled), one nullable boolean a column of ``schema.ACTS`` (missing where not
        labelled), the rest of ``schema.CODING_INPUT``, ``author``, ``thread``, and the column kept.
    rows: rows of the files, blank lines aside.
    dropped: how many of them could not be used, by reason.
    examples: ``file, line, reason, detail`` of the first of each reason.
    undated: how many posts have no date.
    """

    table: pd.DataFrame
    rows: int
    dropped: dict[str, int]
    examples: pd.DataFrame
    undated: int


def read_labelled(files: Sequence[Path], *, posts: Path | None = None, keep: str | None = None) -> Labelled:
    """Labelled posts.

    Args:
        files: what holds the labels, and the posts if ``posts`` is None.
        posts: what holds the posts, by the same ids.
        keep: one more column of the files to carry along.

    Raises:
        InputError: a file cannot be read or lacks a column that is needed, or no row can be used.
    """
    return _read(files, posts, keep, with_text=True)


def read_labels(files: Sequence[Path], *, posts: Path | None = None, keep: str | None = None) -> Labelled:
    """Labels whose posts need not be there, as a second person hands them over; else like ``read_labelled``.

    Raises:
        InputError: a file cannot be read or lacks a column that is needed, or no row can be used.
    """
    return _read(files, posts, keep, with_text=False)


def _read(files: Sequence[Path], posts: Path | None, keep: str | None, *, with_text: bool) -> Labelled:
    gathered = _Gathered(keep, with_text=with_text)
    if posts is not None:
        gathered.add_posts(posts)
    names = Counter(path.name for path in files)
    for path in files:
        gathered.add_labels(path, path.name if names[path.name] == 1 else str(path))
    if not gathered.labelled:
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in gathered.dropped.items()) or "there is none"
        raise InputError(f"No row of {files[0]} can be used ({reasons}): give rows id, {', '.join(LABELS)} and a text.")
    return gathered.finished()


class _Gathered:
    """What reading the files has brought so far."""

    def __init__(self, keep: str | None, *, with_text: bool) -> None:
        self._keep = None if keep is None else keep.strip().lower()
        self._with_text = with_text
        self._elsewhere: dict[str, Row] | None = None
        self._threads = _Threads()
        self._seen: dict[_Key | str, str] = {}
        self._rows = 0
        self._examples: list[tuple[str, int, str, str]] = []
        self.dropped: Counter[str] = Counter()
        self.labelled: list[tuple[_Key, Row]] = []

    def add_posts(self, path: Path) -> None:
        """Take the posts that labels will ask for."""
        self._elsewhere = {}
        report = ReadReport(file=path.name)
        for _, row in _rows(path, report, self._keep):
            name = None if isinstance(row, Dropped) else values.identifier(row.get("id"))
            if name is not None and not isinstance(row, Dropped):
                self._elsewhere.setdefault(name, row)
                self._threads.add("", name, row)
        if not any("text" in row or "title" in row for row in self._elsewhere.values()):
            raise InputError(f"{path} holds no posts: it needs the columns id and text.")

    def add_labels(self, path: Path, file: str) -> None:
        """Take the rows of a file, good ones and bad ones, under a name for it."""
        report = ReadReport(file=file)
        columns: set[str] = set()
        for line, row in _rows(path, report, self._keep):
            if isinstance(row, Dropped):
                report.drop(row)
                continue
            columns |= set(row)
            problem = self._take(file, line, row)
            if problem is not None:
                report.drop(Dropped(line, *problem))
        self._rows += report.rows
        self.dropped.update(report.dropped)
        self._examples += [(file, *each) for each in report.examples]
        if report.rows and not columns & set(LABELS):
            raise InputError(f"{path} holds no labels: it needs one of the columns {', '.join(LABELS)}.")
        if self._keep is not None and self._keep not in columns | {"file", *CODING_INPUT, *LABELS, *_KNOWN}:
            raise InputError(f"{path} has no column {self._keep}: it has {', '.join(sorted(columns))}.")

    def _take(self, file: str, line: int, row: Row) -> tuple[str, str] | None:
        """Keep a row, or say why it cannot be used."""
        name = values.identifier(row.get("id"))
        if name is None:
            return "no id", ""
        whole = row
        if self._elsewhere is not None:
            if name not in self._elsewhere:
                return "no such post", _short(name)
            whole = {name: cell for name, cell in self._elsewhere[name].items() if name not in LABELS} | row
        key: _Key = ("" if self._elsewhere is not None else file, name)
        if self._elsewhere is None:
            self._threads.add(file, name, row)  # a bad row still tells what others answer
        mark: _Key | str = name if self._elsewhere is not None or not self._with_text else key
        problem = _label_problem(row) or (_post_problem(whole) if self._with_text else None)
        if problem is None and mark in self._seen:
            problem = ("duplicate id", f"{_short(name)} stands in {self._seen[mark]}")
        if problem is None:
            self._seen[mark] = f"{file}, line {line}"
            self.labelled.append((key, whole | {"id": name, "file": file}))
        return problem

    def finished(self) -> Labelled:
        """All of it as a table."""
        names = Counter(row["id"] for _, row in self.labelled)
        records = []
        for key, row in self.labelled:
            post = row["id"] if names[row["id"]] == 1 else f"{row['file']}:{row['id']}"
            records.append(self._record(post, key, row))
        types = dict.fromkeys(ACTS, "boolean") | {"created_us": "int64"} | dict.fromkeys(_FLAGS, "bool")
        table = pd.DataFrame(records, dtype=object).astype(types)
        undated = sum(record["created_us"] == UNDATED_US for record in records)
        examples = pd.DataFrame(self._examples, columns=["file", "line", "reason", "detail"])
        return Labelled(table, self._rows, dict(self.dropped), examples, undated)

    def _record(self, post: str, key: _Key, row: Row) -> Row:
        acts = _acts(row["acts"]) if "acts" in row else None
        record: Row = {
            "post": post,
            "file": row["file"],
            "role": _one(row.get("role")) or None,
            "stage": _one(row.get("stage")) or None,
            **{act: None if acts is None else act in acts for act in ACTS},
            "created_us": values.moment_us(row.get("created_at")) or UNDATED_US,
            **{name: values.text(row.get(name)) for name in ("title", "text", "flair", "bio")},
            "author": values.identifier(row.get("author")),
            "thread": values.identifier(row.get("thread")),
            **self._threads.place(*key, row),
            "is_repost": False,
            "language": values.text(row.get("lang")),
        }
        if self._keep is not None and self._keep not in record:
            value = row.get(_ALSO_CALLED.get(self._keep, self._keep))
            record[self._keep] = "" if value is None else str(value)
        return record


def _yes(cell: Any) -> bool:
    return str(cell).strip().lower() in ("true", "yes", "1")


class _Threads:
    """Who answers what, by the rows themselves."""

    def __init__(self) -> None:
        self._rows: dict[_Key, Row] = {}
        self._opened: dict[_Key, str] = {}

    def add(self, file: str, name: str, row: Row) -> None:
        """Hear of a post."""
        self._rows.setdefault((file, name), row)
        author = values.identifier(row.get("author"))
        if author is not None and _opens(name, row):
            self._opened.setdefault((file, values.identifier(row.get("thread")) or name), author)

    def place(self, file: str, name: str, row: Row) -> Row:
        """Where a post stands in its thread."""
        parent, author = values.identifier(row.get("parent")), values.identifier(row.get("author"))
        opens = _opens(name, row)
        answered = self._rows.get((file, parent), {}) if parent and not opens else {}
        opener = self._opened.get((file, values.identifier(row.get("thread")) or self._root(file, name)))
        return {
            "parent_text": values.text(row.get("parent_text")) or values.text(answered.get("text")),
            "is_opener": opens,
            "by_opener": opens or _yes(row.get("by_opener")) or (author is not None and author == opener),
        }

    def _root(self, file: str, name: str) -> str:
        """The post a reply goes back to, as far as the rows tell."""
        seen: set[str] = set()
        parent: str | None = name
        while parent is not None and parent not in seen:
            name = parent
            seen.add(name)
            parent = values.identifier(self._rows.get((file, name), {}).get("parent"))
        return name


def _opens(name: str, row: Row) -> bool:
    parent = values.identifier(row.get("parent"))
    return parent is None or values.identifier(row.get("thread")) == name


def _label_problem(row: Row) -> tuple[str, str] | None:
    """What is wrong with the labels of a row."""
    for name, known in (("role", ROLES), ("stage", STAGES)):
        found = _one(row.get(name))
        if found and found not in known:
            return f"unknown {name}", _short(found)
    stranger = next((act for act in _acts(row.get("acts")) if act not in ACTS), None)
    if stranger is not None:
        return "unknown act", _short(stranger)
    # empty acts say that there are none, but an empty cell in a row that nobody has filled in says nothing
    there = [name for name in LABELS if name in row]
    filled = isinstance(row.get("acts"), list) or any(_one(row[name]) for name in there)
    if not filled and there != ["acts"]:
        return "no label", ""
    return None


def _post_problem(row: Row) -> tuple[str, str] | None:
    """What is wrong with the post of a row."""
    if values.text(row.get("text")) is None and values.text(row.get("title")) is None:
        return "no text", ""
    written = row.get("created_at")
    if written not in (None, "") and values.moment_us(written) is None:
        return "bad time", _short(written)
    return None


def _one(value: Any) -> str:
    return value.strip().lower() if isinstance(value, str) else "" if value is None else str(value)


def _acts(value: Any) -> list[str]:
    """Acts as a list, or joined by ``|``, a comma, a semicolon or blanks."""
    listed: Iterable[Any] = value if isinstance(value, list) else _BETWEEN.split(_one(value))
    return [act for act in map(_one, listed) if act]


def _short(value: Any) -> str:
    return str(value)[:_LONGEST_DETAIL]


def _rows(path: Path, report: ReadReport, keep: str | None) -> Iterator[tuple[int, Row | Dropped]]:
    """The rows of a file with their lines; of their columns those that are known or kept, by our names."""
    wanted = (*_KNOWN, keep) if keep is not None and keep not in _KNOWN else _KNOWN
    start = open_head(path).start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"["):
        raise InputError(f"{path} is one JSON list: write one JSON object a line.")
    rows = _json_rows(path, report, wanted) if start.startswith(b"{") else _table_rows(path, report, wanted)
    for line, row in rows:
        yield line, row if isinstance(row, Dropped) else {_ALSO_CALLED.get(name, name): row[name] for name in row}


def _json_rows(path: Path, report: ReadReport, wanted: Sequence[str]) -> Iterator[tuple[int, Row | Dropped]]:
    shape = msgspec.defstruct("LabelledRow", [(f"field_{place}", Any, None) for place in range(len(wanted))],
                              rename={f"field_{place}": name for place, name in enumerate(wanted)})  # fmt: skip
    for line, record in decoded(path, shape, report=report, options=ReadOptions()):
        if isinstance(record, Dropped):
            yield line, record
        else:
            cells = zip(wanted, msgspec.structs.astuple(record), strict=True)
            yield line, {name: cell for name, cell in cells if cell is not None}


def _table_rows(path: Path, report: ReadReport, wanted: Sequence[str]) -> Iterator[tuple[int, Row | Dropped]]:
    header: list[str] | None = None
    for line, cells in csv_rows(path, wanted, told=lambda _: None):
        if isinstance(cells, Dropped):
            yield line, cells
        elif header is None:
            header = [cell.strip().lower() for cell in cells]
            if "id" not in header:
                raise InputError(f"{path} lacks the column id: it has {', '.join(cells)}.")
        else:
            report.rows += 1
            surplus = cells[len(header) :]
            if surplus and header[-1] == "acts":  # acts joined by the table's own delimiter
                cells[len(header) - 1] = "|".join([cells[len(header) - 1], *surplus])
            cells_by_name = zip(header, cells, strict=False)
            yield line, {name: cell for name, cell in cells_by_name if name in wanted and (cell or name not in _POST)}

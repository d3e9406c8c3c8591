"""Edge list: a network without posts, one tie a row, as text with or without a header, CSV, TSV, XLSX, ODS or Parquet.

How to get one: ``networkx.write_weighted_edgelist``, Gephi's table of edges, SNAP's and KONECT's files, or ``graphtool
export -o ties.csv`` and ``-o network.edges``. With a header, the columns are called ``source`` and ``target`` (or ``from``
and ``to``, ``src`` and ``dst``), and ``weight``, ``kind``, ``time``, ``first``, ``last`` where there are such. Without one
the columns are who, to whom, then a weight or a time, or both in this order.
What it carries: ties with their number, kind and time as far as columns tell them. Attention, communities and the measures
of networks can be found; helpers, mentors, roles and stages cannot, for there are no words.
Traps: without a header, a third column that holds seconds since 1970 is read as the time, any other number as the
weight; a tie whose kind nobody told is taken as a mention; ``--platform`` says what bare names belong to, and ``--map
source=Who`` which columns are meant.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from graphtool.sources import values
from graphtool.sources.delimited import encoding
from graphtool.sources.edges import Edge, named_ends, tie_items
from graphtool.sources.files import Head, Lines, unpacked
from graphtool.sources.grid import header, table_rows
from graphtool.sources.records import TRUNCATED, Dropped, Item, ReadOptions, ReadReport, Source

ENDS: Final = (
    ("source", "target"), ("from", "to"), ("src", "dst"), ("sender", "receiver"), ("sender", "recipient"),
    ("source_id", "target_id"), ("from_id", "to_id"), ("node1", "node2"), ("source_author", "target_author"), ("ego", "alter"),
)  # fmt: skip
_KNOWN: Final = frozenset(name for ends in ENDS for name in ends)
_WORDS: Final = frozenset(
    ("text", "body", "message", "description", "title", "content", "full text")
)  # a table of posts has them
_NUMBER: Final = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?")
_WHOLE: Final = re.compile(r"\d+")
_LOOKED_INTO: Final = 1 << 16  # bytes …
_LOOKED_AT: Final = 200  # … and lines that tell what the columns are
_CODED: Final = re.compile(r"(?:%[0-9A-F]{2})+")
_DELIMITERS: Final = ("\t", None, ",", ";")  # None: any space
_COMMENTS: Final = ("#", "%")


def ends_of(names: Sequence[str]) -> tuple[str, str] | None:
    """The columns of the two ends of a tie, among lower-case names of columns."""
    return next((ends for ends in ENDS if set(ends) <= set(names)), None)


def _recognise(head: Head) -> str | None:
    names = [name.lower() for name in header(head, _KNOWN)]
    ends = ends_of(names)
    if ends and not _WORDS & set(names):
        return f"an edge list: a table with {ends[0]} and {ends[1]}, and no words"
    plain = None if head.kind else _plain(head.start, alike=0.9)
    return f"an edge list without a header: lines of {', '.join(plain.columns)}" if plain else None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    with unpacked(path) as (stream, _):
        start = stream.read(_LOOKED_INTO)
    known = _KNOWN | {name.strip().lower() for name in options.mapping.values()}
    plain = None if header(Head(path, start), known) else _plain(start, alike=0.5)
    for each in _lines(path, plain, options) if plain else _table(path, options):
        if isinstance(each, Edge):
            report.rows += 1
            yield from named_ends(each, options.platform)
            yield from tie_items(each, options.platform)
        else:
            report.rows += each.reason != TRUNCATED
            yield each


def _table(path: Path, options: ReadOptions) -> Iterator[Edge | Dropped]:
    names: list[str] | None = None
    ends: tuple[str, str] | None = None
    ours = {theirs.strip().lower(): name for name, theirs in options.mapping.items()}
    for line, cells in table_rows(path, _KNOWN | ours.keys(), told=options.told):
        if isinstance(cells, Dropped):
            yield cells
        elif names is None:
            lower = (str(cell).strip().lower() for cell in cells)
            names = [ours.get(name, name) for name in lower]
            ends = ends_of(names)
        elif ends is None:
            yield Dropped(line, "broken line", "no column says who is tied to whom")
        else:
            row = {name: _undefused(cell) for name, cell in zip(names, cells, strict=False)}
            is_directed = str(row.get("type")).strip().lower() not in ("undirected", "mutual")
            yield Edge(line, row.get(ends[0]), row.get(ends[1]), row, is_directed)


def _undefused(cell: Any) -> Any:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if isinstance(cell, str) and re.match(r"' *[=+\-@\t\r]", cell) else cell


class _Plain(NamedTuple):
    """How an edge list without a header is written; ``delimiter`` None is any space."""

    code: str
    delimiter: str | None
    columns: tuple[str, ...]


def _lines(path: Path, plain: _Plain, options: ReadOptions) -> Iterator[Edge | Dropped]:
    """The rows of an edge list without a header."""
    lines, number = Lines(path), 0
    for number, raw in lines:
        if not number % 5_000:
            options.told(lines.position)
        line = raw.decode(plain.code, "replace").replace("\0", "").strip().lstrip("\ufeff")
        if not line or line.startswith(_COMMENTS):
            continue
        cells = [cell.strip() for cell in line.split(plain.delimiter)]
        if not 2 <= len(cells) <= len(plain.columns):
            yield Dropped(number, "broken line", line[:40])
            continue
        row: dict[str, Any] = dict(zip(plain.columns, cells, strict=False))
        source, target = (_CODED.sub(_decoded, cell) for cell in cells[:2])
        yield Edge(number, source, target, row)
    if lines.broken:
        yield Dropped(number + 1, "truncated file", lines.broken)


def _plain(start: bytes, *, alike: float) -> _Plain | None:
    """How an edge list without a header is written; None when fewer lines than the share ``alike`` look like one."""
    code = encoding(start[:_LOOKED_INTO])
    lines = start[:_LOOKED_INTO].decode(code, "replace").replace("\0", "").lstrip("\ufeff").splitlines()
    if len(start) >= _LOOKED_INTO:
        lines = lines[:-1]  # cut where the look ended
    lines = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith(_COMMENTS)][:_LOOKED_AT]
    sound, delimiter = max(((_sound(lines, mark), mark) for mark in _DELIMITERS), key=lambda found: len(found[0]))
    if len(sound) < max(alike * len(lines), 1):
        return None
    width = len(sound[0])
    timed = sum(values.moment_us(row[-1]) is not None for row in sound)
    columns = _columns(width, is_timed=timed * 2 > len(sound))
    return _Plain(code, delimiter, columns) if columns else None


def _sound(lines: list[str], delimiter: str | None) -> list[list[str]]:
    """The rows that may be edges when lines are cut at ``delimiter``: those of the commonest width."""
    rows = [[cell.strip() for cell in line.split(delimiter)] for line in lines]
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    return [row for row in rows if len(row) == width and 2 <= width <= 4 and _is_sound(row)]


def _decoded(found: re.Match[str]) -> str:
    """Marks that would end a name, which graphtool writes as ``%20``; names of addresses stay as they are."""
    text = unquote(found[0])
    return text if all(mark.isspace() or mark in "%#\x7f" or mark < " " for mark in text) else found[0]


def _is_sound(row: list[str]) -> bool:
    """Whether a row may be an edge: two names, then numbers; where there are no numbers behind, the names are some."""
    if len(row) == 2:
        return all(_WHOLE.fullmatch(cell) for cell in row)
    is_measured = any(_NUMBER.fullmatch(cell) and not _WHOLE.fullmatch(cell) for cell in row[:2])
    return not is_measured and all(row[:2]) and all(_NUMBER.fullmatch(cell) for cell in row[2:])


def _columns(width: int, *, is_timed: bool) -> tuple[str, ...] | None:
    """What the columns of an edge list without a header are."""
    if width == 3:
        return ("source", "target", "time" if is_timed else "weight")
    return {2: ("source", "target"), 4: ("source", "target", "weight", "time") if is_timed else None}.get(width)


SOURCE: Final = Source("edgelist", "Edge list (a network without posts)", _recognise, _read, is_general=True)

"""NodeXL: a workbook with the sheets Edges and Vertices, as it is, with the banner above the headers.

How to get one: save the NodeXL workbook as ``.xlsx``; the sheet of edges saved as CSV does too.
What it carries: ties by ``Relationship`` (replies, mentions, quotes) and their date, people with their description. Where
the edges come with the words of tweets these are not read: each row would need all other people its tweet names. Attention,
communities and the measures of networks can be found; helpers, mentors, roles and stages cannot.
Traps: ``Tweet`` and ``Follows`` are no ties, and reposts are none; rows that NodeXL hides or skips are read all the same;
in a network from X the vertices are names, which become the people of posts loaded beside; ``Edge Weight`` is the number of
interactions.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.sources.edges import Edge, node_items, tie_items
from graphtool.sources.files import Head
from graphtool.sources.grid import header, table_rows
from graphtool.sources.records import Dropped, Item, ReadOptions, ReadReport, Source

_EDGES: Final = frozenset(("vertex 1", "vertex 2", "relationship", "edge weight", "reciprocated?", "imported id"))
_VERTICES: Final = frozenset(("vertex", "subgraph", "description", "label position", "custom menu item text"))
_OF_X: Final = frozenset(("tweet", "twitter page for tweet", "in-reply-to tweet id", "tweet date (utc)", "hashtags in tweet"))


def _recognise(head: Head) -> str | None:
    names = {name.lower() for name in header(head, _EDGES)}
    return "NodeXL: a sheet of edges with Vertex 1 and Vertex 2" if {"vertex 1", "vertex 2"} <= names else None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    names: list[str] | None = None
    platform = options.platform
    for line, cells in table_rows(path, _EDGES, told=options.told):
        if isinstance(cells, Dropped):
            yield cells
        elif names is None:
            names = [str(cell).strip().lower() for cell in cells]
            platform = platform or ("x" if _OF_X & set(names) else None)
            yield from _people(path, platform)
        else:
            report.rows += 1
            row = {name: cell for name, cell in zip(names, cells, strict=False) if name != "label"}
            yield from tie_items(Edge(line, row.get("vertex 1"), row.get("vertex 2"), row), platform)


def _people(path: Path, platform: str | None) -> Iterator[Item]:
    """The people of the sheet of vertices, where there is one."""
    names: list[str] | None = None
    for _, cells in table_rows(path, _VERTICES, told=lambda _: None):
        if isinstance(cells, Dropped):
            return
        if names is None:
            names = [str(cell).strip().lower() for cell in cells]
            if "vertex" not in names:
                return
        else:
            row: dict[str, Any] = dict(zip(names, cells, strict=False))
            handle = {"handle": row.get("vertex")} if platform in ("x", "bluesky") else {"label": row.get("label")}
            yield from node_items(row.get("vertex"), handle | {"description": row.get("description")}, platform)


SOURCE: Final = Source("nodexl", "NodeXL workbook (a network without posts)", _recognise, _read)

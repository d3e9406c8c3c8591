"""NodeXL: a workbook with the sheets Edges and Vertices, as it is, with the banner above the headers.

How to get one: save the NodeXL workbook as ``.xlsx``; the sheet of edges saved as CSV does too.
What it carries: people with their description, and ties by ``Relationship`` (replies, mentions, quotes) with their date.
Where the rows come with tweets (``Tweet``, ``Imported ID``), these are read as posts with their words and the post they
answer, so that everything can be found; without them it is a network without posts: attention, communities and the measures
of networks.
Traps: ``Tweet`` and ``Follows`` are no ties, and reposts are none; rows that NodeXL hides or skips are read all the same;
on X the vertices are names, which become the people of posts loaded beside; ``Edge Weight`` is the number of interactions.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.schema import Post
from graphtool.sources import values, x
from graphtool.sources.dates import Calendar
from graphtool.sources.edges import Edge, node_items, person, tie_items
from graphtool.sources.files import Head
from graphtool.sources.grid import header, table_rows
from graphtool.sources.layouts import Row
from graphtool.sources.mentions import NAMED, written
from graphtool.sources.records import TRUNCATED, Dropped, Item, ReadOptions, ReadReport, Source
from graphtool.sources.rows import calendar_of

_EDGES: Final = frozenset(("vertex 1", "vertex 2", "relationship", "edge weight", "reciprocated?", "imported id"))
_VERTICES: Final = frozenset(("vertex", "subgraph", "description", "label position", "custom menu item text"))
_DATES: Final = ("tweet date (utc)", "relationship date (utc)")
_OF_X: Final = frozenset(("tweet", "twitter page for tweet", "in-reply-to tweet id", "tweet date (utc)", "hashtags in tweet"))


def _recognise(head: Head) -> str | None:
    names = {name.lower() for name in header(head, _EDGES)}
    return "NodeXL: a sheet of edges with Vertex 1 and Vertex 2" if {"vertex 1", "vertex 2"} <= names else None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    names: list[str] | None = None
    platform = options.platform
    calendar = calendar_of(path, _EDGES, options, *_DATES)
    for line, cells in table_rows(path, _EDGES, told=options.told):
        if isinstance(cells, Dropped):
            report.rows += cells.reason != TRUNCATED
            yield cells
        elif names is None:
            names = [str(cell).strip().lower() for cell in cells]
            platform = platform or ("x" if _OF_X & set(names) else None)
            yield from _people(path, platform)
        else:
            report.rows += 1
            row = {name: cell for name, cell in zip(names, cells, strict=False) if name != "label"}
            tweet = _tweet(row, calendar) if platform == "x" else None
            edge = Edge(line, row.get("vertex 1"), row.get("vertex 2"), row)
            yield from tie_items(edge, platform) if tweet is None else [tweet]


def _tweet(row: Row, calendar: Calendar) -> Post | None:
    """The tweet of a row, the same in each of its rows; None where a row has none."""
    key, text = values.identifier(row.get("imported id")), values.text(row.get("tweet"))
    name = values.identifier(row.get("vertex 1"))
    created = next(filter(None, (calendar.moment_us(row.get(each)) for each in _DATES)), None)
    if key is None or not key.isdecimal() or text is None or name is None or created is None:
        return None
    answered = values.identifier(row.get("in-reply-to tweet id"))
    is_repost = x.is_repost(text) or "retweet" in str(row.get("relationship")).lower()
    leading = NAMED.match(text.strip()) if answered or text.startswith("@") else None
    return Post(
        post=f"x:{key}",
        author=person(name, "x"),
        created_us=created,
        parent=None if is_repost or not answered else x.post(answered),
        parent_author=x.person(None, leading[1]) if leading and not is_repost else None,
        text=None if is_repost else x.words(text),
        language=x.language(row.get("language")),
        mentions=() if is_repost else written(text, lambda named: f"x:@{named.lower()}", is_reply=leading is not None),
        is_repost=is_repost,
    )


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


SOURCE: Final = Source("nodexl", "NodeXL workbook", _recognise, _read)

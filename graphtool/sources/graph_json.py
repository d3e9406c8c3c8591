"""Graph JSON: a network without posts, as graphology, Sigma, d3, Cytoscape and NetworkX write it, or one tie a line.

How to get one: ``graph.export()`` of graphology, ``networkx.node_link_data``, ``cy.json()`` of Cytoscape, or ``graphtool
export -o network.json`` and ``-o ties.jsonl``.
What it carries: people and ties, with their weight as the number of interactions, their kind where an attribute (``kind``,
``relationship``, ``type``) tells it, and when they were there. Attention, communities and the measures of networks can be
found; helpers, mentors, roles and stages cannot, for there are no words.
Traps: an edge whose kind nobody told is taken as a mention; a network without directions counts both ways; d3's links by
position are read as such when its nodes have no ids.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from graphtool.sources import values
from graphtool.sources.edges import Edge, named_ends, node_items, tie_items
from graphtool.sources.files import Head, Lines
from graphtool.sources.jsonrecords import first_record, records_of
from graphtool.sources.records import Dropped, Item, ReadOptions, ReadReport, Source

_LISTS: Final = ("edges", "links", "elements.edges")
_ENDS: Final = (("source", "target"), ("from", "to"))
_NOT_TIES: Final = frozenset(("text", "body", "message", "content", "author", "created_utc", "full_text"))


def _recognise(head: Head) -> str | None:
    found = first_record(head, _LISTS)
    if found is None:
        return None
    row = _flat(found.value)
    ends = next((ends for ends in _ENDS if set(ends) <= row.keys()), None)
    if ends and not _NOT_TIES & row.keys() and all(_name(row[end]) is not None for end in ends):
        return f"graph JSON: its records have {ends[0]} and {ends[1]}, and no words"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    document = _document(path)
    nodes = [
        _flat(node) for node in values.records(document.get("nodes") or values.record(document.get("elements")).get("nodes"))
    ]
    by_place = bool(nodes) and all(_name(node, "id", "key") is None for node in nodes)
    for node in nodes:
        yield from node_items(_name(node, "key", "id", "name", "label"), node, options.platform)
    names = dict(enumerate(_name(node, "name", "label") for node in nodes)) if by_place else {}
    sort = values.record(document.get("options")).get("type")
    is_directed = document.get("directed") is not False and sort != "undirected"
    for found in records_of(path, _LISTS, report=report, options=options):
        if isinstance(found, Dropped):
            yield found
            continue
        row = _flat(found.value)
        first, second = next((ends for ends in _ENDS if row.keys() & set(ends)), _ENDS[0])
        source, target = (
            names.get(end, end) if isinstance(end, int) else end for end in map(_name, (row.get(first), row.get(second)))
        )
        told = row.get("undirected") is not True and row.get("directed", is_directed) is not False
        edge = Edge(found.place, source, target, row, told)
        yield from named_ends(edge, options.platform)
        yield from tie_items(edge, options.platform)


def _document(path: Path) -> dict[str, Any]:
    """The whole object around nodes and edges; an empty one for lines and for a broken file."""
    with path.open("rb") as file:
        start = file.read(1 << 12)
    if b'"nodes"' not in start and start[:1] == b"{" and start.partition(b"\n")[0].rstrip().endswith(b"}"):
        return {}
    try:
        found = msgspec.json.decode(b"\n".join(line for _, line in Lines(path)).removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return values.record(found)


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """A node or an edge with its attributes beside its ends, whatever they are wrapped in, by lower-case names."""
    inside = values.record(record.get("data")) | values.record(record.get("attributes"))
    return {str(name).lower(): value for name, value in (record | inside).items()}


def _name(end: Any, *names: str) -> Any:
    """The name of a node, or of the node that stands at an end of an edge; a number stays one."""
    if not isinstance(end, dict):
        return end if isinstance(end, str | int) and not isinstance(end, bool) else None
    return next((found for name in names or ("id", "key", "name") if (found := _name(end.get(name))) is not None), None)


SOURCE: Final = Source("graph_json", "Graph JSON (a network without posts)", _recognise, _read)

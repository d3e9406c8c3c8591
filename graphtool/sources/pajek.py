"""Pajek: a network without posts, as ``.net``.

How to get one: Pajek, File, Network, Save; ``networkx.write_pajek``; or ``graphtool export -o network.net``.
What it carries: people by their labels, and ties with their weight as the number of interactions: ``*Arcs`` have a
direction, ``*Edges`` count both ways. Attention, communities and the measures of networks can be found; helpers, mentors,
roles and stages cannot, for there are no words.
Traps: the format knows no kinds and no times of ties: each is taken as a mention. A label that stands at two vertices is
told apart by their numbers. A vertex labelled like ``reddit:nia`` is that person, any other belongs to ``--platform`` or to
a platform ``network``.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from graphtool.sources.delimited import encoding
from graphtool.sources.edges import Edge, node_items, tie_items
from graphtool.sources.files import Head, Lines, unpacked
from graphtool.sources.records import Dropped, Item, ReadOptions, ReadReport, Source

_VERTEX: Final = re.compile(r'\s*(\d+)(?:\s+(?:"([^"]*)"|(\S+)))?')
_NUMBERED: Final = re.compile(r"&#(\d{1,7});")
_SECTIONS: Final = ("*arcs", "*edges", "*arcslist", "*edgeslist")


def _recognise(head: Head) -> str | None:
    lines = [line.strip().lower() for line in head.start[: 1 << 16].splitlines() if line.strip() and not line.startswith(b"%")]
    first = lines[0].lstrip(b"\xef\xbb\xbf") if lines else b""
    if re.match(rb"\*vertices\s+\d+", first) or (
        first.startswith(b"*network") and any(b"*vertices" in line for line in lines[:5])
    ):
        return "Pajek: a text that begins with *Vertices and their number"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    with unpacked(path) as (stream, _):
        code = encoding(stream.read(1 << 20))
    lines = Lines(path)
    names: dict[str, str] = {}
    taken: set[str] = set()
    section = ""
    number = 0
    for number, raw in lines:
        line = raw.decode(code, "replace").replace("\0", "").strip().lstrip("\ufeff")
        if line.startswith("*"):
            section = line.split()[0].lower()
        elif line.startswith("%"):
            continue
        elif section == "*vertices":
            found = _VERTEX.match(line)
            if found:
                name = _plain(found[2] if found[2] is not None else found[3] or found[1]) or found[1]
                names[found[1]] = f"{name} ({found[1]})" if name in taken else name
                taken.add(name)
                yield from node_items(names[found[1]], {}, options.platform)
        elif section in _SECTIONS:
            for tie in _ties(line.split(), in_lists=section.endswith("list")):
                report.rows += 1
                yield from _tie(tie, number, names, is_directed=section.startswith("*arcs"), platform=options.platform)
        if not number % 5_000:
            options.told(lines.position)
    if lines.broken:
        yield Dropped(number + 1, "truncated file", lines.broken)


def _plain(label: str) -> str:
    """A label with its characters; Pajek writes those it cannot hold as ``&#34;``."""
    return _NUMBERED.sub(lambda found: chr(int(found[1])) if int(found[1]) < 0x11_0000 else found[0], label)


def _ties(words: list[str], *, in_lists: bool) -> list[list[str]]:
    """The ties of a line, each as (from, to, weight): in lists the first vertex is tied to all others."""
    return [[words[0], word] for word in words[1:]] if in_lists and len(words) > 1 else [words]


def _tie(words: list[str], line: int, names: dict[str, str], *, is_directed: bool, platform: str | None) -> Iterator[Item]:
    if len(words) < 2 or not all(word.isdecimal() for word in words[:2]):
        yield Dropped(line, "broken line", " ".join(words)[:40])
        return
    source, target = (names.get(word, word) for word in words[:2])
    weight = {"weight": words[2]} if len(words) > 2 else {}
    yield from tie_items(Edge(line, source, target, weight, is_directed), platform)


SOURCE: Final = Source("pajek", "Pajek (a network without posts)", _recognise, _read)

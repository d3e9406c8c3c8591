"""Nodes and edges of GEXF and GraphML, read as they come: in bounded memory, past broken places, without entities.

NetworkX reads both whole and gives up at the first fault, so that a cut file would lose every good edge.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple
from xml.parsers import expat

import zstandard

from graphtool.errors import InputError
from graphtool.sources.edges import Edge, node_items, tie_items
from graphtool.sources.files import Head, unpacked
from graphtool.sources.records import TRUNCATED, Dropped, Item, ReadOptions, ReadReport

_CHUNK: Final = 1 << 18
_LONGEST: Final = 1 << 20  # characters of one attribute
_AROUND: Final = b"<r>"  # stands for what is open around a record where reading goes on
_ROOTS: Final = re.compile(rb"<(?:\w+:)?(gexf|graphml)[\s>]")
_AGAIN: Final = re.compile(rb"<(?:\w+:)?(?:node|edge)[\s>/]")  # where reading can go on behind a broken place
_CLOSED: Final = re.compile(rb"(?:[\w:]{1,100}>)?(?:\s|</[^<>]{1,100}>)*")  # the fault lies behind the first ``</``
_MISMATCH: Final = expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]
_DEEPEST: Final = 100  # nodes within nodes
_MOST_BROKEN: Final = 200  # places in a file, behind which it is given up


def root_of(head: Head) -> str | None:
    """``gexf`` or ``graphml``, when the file is such a network."""
    start = head.start[: 1 << 16]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", "ignore").encode()
    found = _ROOTS.search(start) if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else None
    return found[1].decode() if found else None


def read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    """The people and ties of a GEXF or GraphML file; every edge counts as a row, and so does what breaks one.

    Raises:
        InputError: it declares entities.
    """
    for found in _all(path, options):
        if isinstance(found, Dropped):
            report.rows += found.reason != TRUNCATED
            yield found
        elif isinstance(found, Edge):
            report.rows += 1
            yield from tie_items(found, options.platform)
        else:
            yield from node_items(*found, options.platform)


_Node = tuple[str, dict[str, Any]]


class _Place(NamedTuple):
    """Where in a file: bytes before, and the line."""

    bytes: int
    line: int


class _Declared:
    """What a file declares before its nodes and edges, kept across broken places."""

    def __init__(self) -> None:
        self.titles: dict[tuple[str, str], str] = {}  # (node or edge, id of an attribute): its name
        self.of = ""  # what the attributes that follow are of
        self.is_directed = True


class _Open(NamedTuple):
    """A node or an edge that has begun: with what was told of it so far."""

    name: str
    attributes: dict[str, str]
    told: dict[str, str]
    line: int


def _all(path: Path, options: ReadOptions) -> Iterator[_Node | Edge | Dropped]:
    declared, place = _Declared(), _Place(0, 1)
    for _ in range(_MOST_BROKEN):
        part = _Part(declared, place)
        yield from part.read(path, options)
        if part.error is None:
            return
        # behind a broken place what was open around it is not open any more: its end is no fault
        is_end = place.bytes > 0 and part.error.code == _MISMATCH and not part.is_inside
        again, rest = _again(path, part.stopped)
        if again is None:
            if not (is_end and _CLOSED.fullmatch(rest)):
                yield Dropped(part.stopped.line, "truncated file", str(part.error))
            return
        if not is_end:
            yield Dropped(part.stopped.line, "broken record", str(part.error))
        place = again
    yield Dropped(place.line, "truncated file", f"given up behind {_MOST_BROKEN} broken places")


def _again(path: Path, place: _Place) -> tuple[_Place | None, bytes]:
    """Where the next node or edge begins; when none does, the last bytes of the file."""
    at, line = place
    with unpacked(path) as (stream, _):
        stream.seek(at)
        window = b""
        while True:
            try:
                chunk = stream.read(_CHUNK)
            except (OSError, EOFError, zlib.error, zstandard.ZstdError):
                chunk = b""
            window += chunk
            # the broken record itself may be what begins here
            found = _AGAIN.search(window, 1 if at == place.bytes else 0)
            if found:
                return _Place(at + found.start(), line + window.count(b"\n", 0, found.start())), b""
            if not chunk:
                return None, window
            passed = max(len(window) - 100, 0)
            at, line, window = at + passed, line + window.count(b"\n", 0, passed), window[passed:]


class _Part:
    """A file from one place to its end, or to where it is broken: ``error`` and ``stopped`` say why and where."""

    def __init__(self, declared: _Declared, place: _Place) -> None:
        self.error: expat.ExpatError | None = None
        self.stopped = place
        self._declared, self._place = declared, place
        self._found: list[_Node | Edge | Dropped] = []
        self._open: list[_Open] = []
        self._key: str | None = None  # of the attribute whose text is being read
        self._text: list[str] = []
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = _refused

    @property
    def is_inside(self) -> bool:
        """Whether it stopped inside a node or an edge."""
        return bool(self._open)

    def read(self, path: Path, options: ReadOptions) -> Iterator[_Node | Edge | Dropped]:
        """What the part holds, in its order."""
        with unpacked(path) as (stream, raw):
            if self._place.bytes:
                stream.seek(self._place.bytes)
                self._parser.Parse(_AROUND, False)
            while True:
                try:
                    chunk = stream.read(_CHUNK)
                except (OSError, EOFError, zlib.error, zstandard.ZstdError):
                    chunk = b""  # then the end is missing, which the parser says
                options.told(raw.tell())
                try:
                    self._parser.Parse(chunk, not chunk)
                except expat.ExpatError as error:
                    self.error, self.stopped = error, self._stopped()
                yield from self._found
                self._found.clear()
                if self.error or not chunk:
                    return

    def _stopped(self) -> _Place:
        before = len(_AROUND) if self._place.bytes else 0
        return _Place(
            self._place.bytes + max(self._parser.ErrorByteIndex - before, 0),
            self._place.line + self._parser.ErrorLineNumber - 1,
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        declared = self._declared
        if name in ("node", "edge"):
            if len(self._open) >= _DEEPEST:
                raise InputError(f"This network has nodes in {_DEEPEST} others and more: export it anew without its hierarchy.")
            self._open.append(_Open(name, attributes, {}, self._place.line + self._parser.CurrentLineNumber - 1))
        elif name == "graph" and not self._open:
            declared.is_directed = attributes.get("defaultedgetype", attributes.get("edgedefault", "undirected")) == "directed"
        elif name == "attributes":
            declared.of = attributes.get("class", "node")
        elif name == "attribute":
            declared.titles[declared.of, attributes.get("id", "")] = attributes.get("title", "").lower()
        elif name == "key":
            for of in ("node", "edge") if attributes.get("for", "all") == "all" else (attributes["for"],):
                declared.titles[of, attributes.get("id", "")] = attributes.get("attr.name", "").lower()
        elif self._open:
            self._inside(name, attributes)

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        """An element of a node or an edge that tells something of it."""
        told = self._open[-1].told
        if name == "attvalue":
            key = attributes.get("for", attributes.get("id", ""))
            told[self._title(key)] = attributes.get("value", "")
        elif name == "data" and self._key is None:
            self._key = attributes.get("key", "")
            self._text.clear()
        elif name == "spell":
            told.setdefault("start", attributes.get("start", attributes.get("startopen", "")))
            told["end"] = attributes.get("end", attributes.get("endopen", ""))

    def _title(self, key: str) -> str:
        return self._declared.titles.get((self._open[-1].name, key)) or key.lower()

    def _characters(self, text: str) -> None:
        if self._key is not None and sum(map(len, self._text)) < _LONGEST:
            self._text.append(text)

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "data" and self._key is not None and self._open:
            self._open[-1].told[self._title(self._key)] = "".join(self._text).strip()
            self._key = None
        elif self._open and name == self._open[-1].name:
            self._whole(self._open.pop())

    def _whole(self, found: _Open) -> None:
        """A node or an edge that has ended."""
        own = {key.lower(): value for key, value in found.attributes.items()}
        if found.name == "node":
            self._found.append((own.get("id", ""), own | found.told))
            return
        sort = own.pop("type", None) or {"true": "directed", "false": "undirected"}.get(own.pop("directed", "").lower())
        is_directed = sort == "directed" if sort else self._declared.is_directed
        own.pop("id", None)
        self._found.append(Edge(found.line, own.get("source"), own.get("target"), own | found.told, is_directed))


def _refused(*_: object) -> None:
    raise InputError(
        "This file declares entities, with which a few lines can fill a memory: take its <!DOCTYPE …> out, or export it anew."
    )

"""Files with one JSON object a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from graphtool.sources.files import Lines
from graphtool.sources.records import Dropped, ReadOptions, ReadReport

T = TypeVar("T", bound=msgspec.Struct)

_BOM = b"\xef\xbb\xbf"


def decoded(path: Path, shape: type[T], *, report: ReadReport, options: ReadOptions) -> Iterator[tuple[int, T | Dropped]]:
    """The records of a file with their line numbers, each as ``shape`` (only its fields are read) or as dropped.

    Every line with something in it counts as a row.
    """
    decoder = msgspec.json.Decoder(shape)
    lines = Lines(path)
    number = 0
    for first, block in lines.blocks():
        options.told(lines.position)
        for number, found in _block(first, block, decoder):
            report.rows += 1
            yield number, found
    if lines.broken:
        yield number + 1, Dropped(number + 1, "truncated file", lines.broken)


def _block(first: int, block: bytes, decoder: "msgspec.json.Decoder[T]") -> Iterator[tuple[int, T | Dropped]]:
    """The records of some lines, at once where each line is a sound one."""
    try:
        found = decoder.decode_lines(block)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = []
    if len(found) == block.count(b"\n") + (not block.endswith(b"\n")):
        yield from enumerate(found, first)
        return
    for number, line in enumerate(block.split(b"\n"), first):
        if line and not line.isspace():
            try:
                yield number, decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                yield number, _rescued(line, number, decoder.type)


def _rescued(line: bytes, number: int, shape: type[T]) -> T | Dropped:
    """What the standard library makes of a line the fast reader refused, or why nobody can read it."""
    try:
        found = json.loads(line.removeprefix(_BOM).decode("utf-8", "replace").replace("\0", ""), strict=False)
    except ValueError as error:
        return Dropped(number, "broken line", str(error))
    except RecursionError:
        return Dropped(number, "broken line", "nested too deeply")
    if not isinstance(found, dict):
        return Dropped(number, "not a record", f"a {type(found).__name__} where an object is expected")
    try:
        return msgspec.convert(found, shape)
    except msgspec.ValidationError as error:
        return Dropped(number, "broken line", str(error))

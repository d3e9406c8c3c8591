"""The records of a JSON file, however it is packed: one a line, a list, an object that holds a list, a script's assignment."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from graphtool.sources import values
from graphtool.sources.files import Head, Lines
from graphtool.sources.records import Dropped, ReadOptions, ReadReport

_BOM: Final = b"\xef\xbb\xbf"
_ASSIGNMENT: Final = re.compile(r"\s*(?:window\.|var |let |const )?[\w.]+\s*=\s*(?=[\[{])")
_SPACE: Final = re.compile(r"[\s,]*")
_START: Final = re.compile(r'\{\s*"(?:[^"\\]|\\.)*"\s*:')
_FIRST_LINES: Final = 20


class Record(NamedTuple):
    """One record: its line, or its place in a list (from 1), and the object whose list it stands in, without that list."""

    place: int
    value: dict[str, Any]
    around: dict[str, Any]


def first_record(head: Head, lists: Sequence[str] = ()) -> Record | None:
    """The first record of a file, judged by its first megabyte."""
    text = head.start.decode("utf-8-sig", "replace")
    for line in [line for line in text.splitlines() if line.strip()][:_FIRST_LINES] if _is_lines(text) else ():
        found = next((each for each in _within(_decoded(line), lists) if isinstance(each, Record)), None)
        if found:
            return found
    return next((each for each in _salvaged(text, lists) if isinstance(each, Record)), None) if text else None


def records_of(
    path: Path, lists: Sequence[str] = (), *, report: ReadReport, options: ReadOptions
) -> Iterator[Record | Dropped]:
    """The records of a file. Every one counts as a row, and so does what stands in the place of one.

    Args:
        path: the file.
        lists: where records stand when an object holds them, as ``statuses`` or ``post_stream.posts``.
        report: told the rows.
        options: told the progress.
    """
    for found in _all(path, lists, options):
        if not (isinstance(found, Dropped) and found.reason == "truncated file"):
            report.rows += 1
        yield found


def _all(path: Path, lists: Sequence[str], options: ReadOptions) -> Iterator[Record | Dropped]:
    lines = Lines(path)
    start: list[str] = []
    for _, line in lines:
        start.append(line[: 1 << 20].decode("utf-8", "replace"))
        if len(start) == _FIRST_LINES:
            break
    if _is_lines("\n".join(start)):
        yield from _of_lines(Lines(path), lists, options)
        return
    lines = Lines(path)
    whole = b"\n".join(line for _, line in lines)
    options.told(lines.position)
    yield from _of_document(whole, lists)
    if lines.broken:
        yield Dropped(0, "truncated file", lines.broken)


def _of_lines(lines: Lines, lists: Sequence[str], options: ReadOptions) -> Iterator[Record | Dropped]:
    number = 0
    for count, (number, line) in enumerate(lines):
        if not count % 5_000:
            options.told(lines.position)
        try:
            found = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            found = _decoded(line.removeprefix(_BOM).decode("utf-8", "replace"))
        if isinstance(found, Dropped):
            salvaged = list(_salvaged(line.decode("utf-8", "replace"), lists)) if line.lstrip()[:1] == b"[" else []
            yield from salvaged or [found._replace(line=number)]
        elif isinstance(found, list) or any(_listed(found, name) is not None for name in lists):
            yield from _within(found, lists)
        elif isinstance(found, dict):
            yield Record(number, found, {})
        else:
            yield _no_record(number, found)
    if lines.broken:
        yield Dropped(number + 1, "truncated file", lines.broken)


def _of_document(whole: bytes, lists: Sequence[str]) -> Iterator[Record | Dropped]:
    try:
        found = msgspec.json.decode(whole)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = _decoded(text := whole.decode("utf-8-sig", "replace").replace("\0", ""))
        if isinstance(found, Dropped):
            yield from _salvaged(text, lists)
            return
    yield from _within(found, lists)


def _is_lines(text: str) -> bool:
    """Whether each line is a JSON text of its own, as far as the first lines tell."""
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()][:_FIRST_LINES]
    if not lines:
        return False
    whole = [isinstance(found := _decoded(line), dict | list) and bool(found) for line in lines]
    return whole[0] or (lines[0].lstrip()[:1] == "{" and any(whole[1:]) and lines[0].strip() != "{")


def _decoded(text: str) -> Any:
    """What a text holds, or why that cannot be said."""
    try:
        return json.loads(text.replace("\0", ""), strict=False)
    except ValueError as error:
        return Dropped(1, "broken record", str(error))
    except RecursionError:
        return Dropped(1, "broken record", "nested too deeply")


def _within(found: Any, lists: Sequence[str]) -> Iterator[Record | Dropped]:
    """The records that a JSON value holds."""
    around: dict[str, Any] = {}
    for name in lists:
        listed = _listed(found, name)
        if listed is not None:
            around = {key: value for key, value in found.items() if key != name.partition(".")[0]}
            found = listed
            break
    if isinstance(found, Dropped):
        yield found
        return
    listed = found if isinstance(found, list) else [found]
    if any(isinstance(each, list) for each in listed):  # lists of lists of records
        listed = [one for each in listed for one in (each if isinstance(each, list) else [each])]
    for place, each in enumerate(listed, 1):
        yield Record(place, each, around) if isinstance(each, dict) else _no_record(place, each)


def _listed(found: Any, name: str) -> list[Any] | None:
    for key in name.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, list) else None


def _salvaged(text: str, lists: Sequence[str]) -> Iterator[Record | Dropped]:
    """What can be read of a broken or cut document, or of several in a row: after a break goes on where one begins alike."""
    assigned = _ASSIGNMENT.match(text)
    start = assigned.end() if assigned else 0
    around: dict[str, Any] = {}
    for name in lists:
        opened = re.search(rf'"{name.rpartition(".")[2]}"\s*:\s*\[', text[start:])
        if opened and text[start:].lstrip()[:1] != "[":
            around = _closed(text[start : start + opened.end()])
            start += opened.end()
            break
    else:
        bracket = _SPACE.match(text, start)
        start = bracket.end() if bracket else start
        start += text[start : start + 1] == "["
    yield from _one_by_one(text, start, around)


def _one_by_one(text: str, at: int, around: dict[str, Any]) -> Iterator[Record | Dropped]:
    decode = json.JSONDecoder(strict=False).raw_decode
    place, alike = 0, None
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
        if at >= len(text) or text[at] in "]}":
            if at >= len(text):
                yield Dropped(place + 1, "truncated file", "the end is missing")
            return
        place += 1
        if alike is None and (begun := _START.match(text, at)):
            alike = re.compile(r"(?<=[\s,\[}])" + r"\s*".join(map(re.escape, begun[0].split())))
        try:
            value, at = decode(text, at)
        except (ValueError, RecursionError) as error:
            reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            yield Dropped(place, "broken record", reason)
            following = alike.search(text, at + 1) if alike else None
            if following is None:
                return
            at = following.start()
            continue
        yield Record(place, value, around) if isinstance(value, dict) else _no_record(place, value)


def _closed(text: str) -> dict[str, Any]:
    """What stood before a list, read as if it ended there."""
    for end in ("]}", "]}}", "]}}}"):
        found = _decoded(text + end)
        if isinstance(found, dict):
            return found
    return {}


def _no_record(place: int, found: Any) -> Dropped:
    return Dropped(place, "not a record", f"a {type(found).__name__} where an object is expected")


def nested(value: Any, *keys: str) -> Any:
    """What stands at the end of a path of keys; None where the path breaks off."""
    for key in keys:
        value = values.record(value).get(key)
    return value

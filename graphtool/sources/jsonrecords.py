"""The records of a JSON file, however it is packed: one a line, a list, an object that holds a list, a script's assignment."""

import itertools
import json
import re
from collections import Counter
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
_LIST_END: Final = re.compile(r"[\s\];]*")
_CLOSERS: Final = re.compile(r"[\s\]};]*")
_DECODE: Final = json.JSONDecoder(strict=False).raw_decode
_BEGINNINGS: Final = 300
_FIRST_LINES: Final = 20
_DEEPEST: Final = 5  # lists within lists


class Record(NamedTuple):
    """One record: its line, or its place in a list (from 1), and the object whose list it stands in, without that list."""

    place: int
    value: dict[str, Any]
    around: dict[str, Any]


def first_record(head: Head, lists: Sequence[str] = ()) -> Record | None:
    """The first record of a file, judged by its first megabyte."""
    if b"{" not in head.start:
        return None
    text = head.start.decode("utf-8-sig", "replace").replace("\0", "")
    lines = [line for line in text.splitlines() if line.strip()][:_FIRST_LINES]
    for line in lines if _is_lines(text) else ():
        found = next((each for each in _within(_decoded(line), lists) if isinstance(each, Record)), None)
        if found:
            return found
    return next((each for each in _of_text(text, lists) if isinstance(each, Record)), None)


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
            yield from _salvaged_line(line, number, lists) or [found._replace(line=number)]
        else:
            yield from _within(found, lists, place=number)
    if lines.broken:
        yield Dropped(number + 1, "truncated file", lines.broken)


def _salvaged_line(line: bytes, number: int, lists: Sequence[str]) -> list[Record | Dropped]:
    """What can be read of a broken line that holds many records; nothing of one that is a single record."""
    text = line.decode("utf-8-sig", "replace").replace("\0", "")
    if text.lstrip()[:1] != "[" and _inside(text, 0, lists) is None:
        return []
    found = [each for each in _salvaged(text, lists) if not (isinstance(each, Dropped) and each.reason == "truncated file")]
    return [each._replace(line=number) if isinstance(each, Dropped) else each._replace(place=number) for each in found]


def _of_document(whole: bytes, lists: Sequence[str]) -> Iterator[Record | Dropped]:
    try:
        found = msgspec.json.decode(whole)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        yield from _of_text(whole.decode("utf-8-sig", "replace").replace("\0", ""), lists)
    else:
        yield from _within(found, lists)


def _of_text(text: str, lists: Sequence[str]) -> Iterator[Record | Dropped]:
    assigned = _ASSIGNMENT.match(text)
    found = _decoded(text[assigned.end() :].rstrip().rstrip(";") if assigned else text)
    return _salvaged(text, lists) if isinstance(found, Dropped) else _within(found, lists)


def _is_lines(text: str) -> bool:
    """Whether each line is a JSON text of its own, as far as the first lines tell."""
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()][:_FIRST_LINES]
    if not lines:
        return False
    whole = [isinstance(found := _decoded(line), dict | list) and bool(found) for line in lines]
    return whole[0] or (sum(whole) * 2 >= len(lines) and lines[0].strip() not in ("{", "["))


def _decoded(text: str) -> Any:
    """What a text holds, or why that cannot be said."""
    try:
        return json.loads(text.replace("\0", ""), strict=False)
    except ValueError as error:
        return Dropped(1, "broken record", str(error))
    except RecursionError:
        return Dropped(1, "broken record", "nested too deeply")


def _within(found: Any, lists: Sequence[str], *, place: int | None = None) -> Iterator[Record | Dropped]:
    """The records that a JSON value holds, numbered as they come unless their ``place`` is given."""
    for number, (value, around) in enumerate(_leaves(found, lists, {}), 1):
        if isinstance(value, Dropped):
            yield value._replace(line=place or number)
        elif isinstance(value, dict):
            yield Record(place or number, value, around)
        else:
            yield _no_record(place or number, value)


def _leaves(found: Any, lists: Sequence[str], around: dict[str, Any], depth: int = 0) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each value that holds no list of records itself, with the object around it."""
    if depth < _DEEPEST:
        for name in lists if isinstance(found, dict) else ():
            listed = _listed(found, name)
            if listed is not None:
                around = {key: value for key, value in found.items() if key != name.partition(".")[0]}
                for each in listed:
                    yield from _leaves(each, lists, around, depth + 1)
                return
        if isinstance(found, list):
            for each in found:
                yield from _leaves(each, lists, around, depth + 1)
            return
    yield found, around


def _listed(found: Any, name: str) -> list[Any] | None:
    for key in name.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, list) else None


def _salvaged(text: str, lists: Sequence[str]) -> Iterator[Record | Dropped]:
    """What can be read of a broken or cut document, or of several in a row: after a break goes on where one begins alike."""
    assigned = _ASSIGNMENT.match(text)
    start = _SPACE.match(text, assigned.end() if assigned else 0).end()  # type: ignore[union-attr]
    number = 0
    if text[start : start + 1] == "[":
        found = _one_by_one(text, start + 1, lists, {})
    else:
        found = _inside(text, start, lists) or _one_by_one(text, start, lists, {})
    for number, each in enumerate(found, 1):
        yield each._replace(line=number) if isinstance(each, Dropped) else each._replace(place=number)


def _inside(text: str, start: int, lists: Sequence[str]) -> Iterator[Record | Dropped] | None:
    """The records of the outermost list in an object that cannot be read whole; None when there is none."""
    names = "|".join(re.escape(name.rpartition(".")[2]) for name in lists)
    opened = re.compile(rf'"(?:{names})"\s*:\s*\[').search(text, start) if names else None
    return _one_by_one(text, opened.end(), lists, _closed(text[start : opened.end()])) if opened else None


def _one_by_one(text: str, at: int, lists: Sequence[str], around: dict[str, Any]) -> Iterator[Record | Dropped]:
    alike: re.Pattern[str] | None = None
    first = at
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
        if at >= len(text):
            yield Dropped(0, "truncated file", "the end is missing")
            return
        if text[at] not in "]}":
            try:
                value, at = _DECODE(text, at)
            except (ValueError, RecursionError) as error:
                reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            else:
                for leaf, outer in _leaves(value, lists, around):
                    yield Record(0, leaf, outer) if isinstance(leaf, dict) else _no_record(0, leaf)
                continue
        elif _CLOSERS.fullmatch(text, at):
            return
        else:
            reason = "the list ends before its records do"
        alike = alike or _beginning(text, first)
        following = alike.search(text, at + 1) if alike else None
        end = following.start() if following else len(text)
        if following is None and text[at] in "]}":
            return  # what stands behind the list is no record
        yield from _inside(text[at:end], 0, lists) or (Dropped(0, "broken record", reason),)
        if following is None:
            return
        at = end


def _beginning(text: str, at: int) -> re.Pattern[str] | None:
    """How records begin in a list: as the first does, if another does too; as the last does; as most of what stands there.

    Only whole objects that stand in no other count, by what they hold together.
    """
    sizes: Counter[str] = Counter()
    others: set[str] = set()
    last = ""
    end = at
    for begun in itertools.islice(_START.finditer(text, at), _BEGINNINGS):
        if begun.start() >= end:
            try:
                end = _DECODE(text, begun.start())[1]
            except (ValueError, RecursionError):
                continue
            last = begun[0]
            sizes[last] += end - begun.start()
            if begun.start() > at:
                others.add(last)
    if not sizes:
        return None
    own = _START.match(text, _SPACE.match(text, at).end())  # type: ignore[union-attr]
    if own and own[0] in others:
        found = own[0]
    elif _LIST_END.fullmatch(text, end):
        found = last
    else:
        found = max(sizes, key=lambda start: (sizes[start], start))
    return re.compile(r"(?<=[\s,\[}])" + r"\s*".join(map(re.escape, found.split())))


def _closed(text: str) -> dict[str, Any]:
    """The object that a list stands in, by what stood before the list, as if it ended there."""
    at = len(text)
    for _ in range(_FIRST_LINES):
        at = text.rfind("{", 0, at)
        if at < 0:
            break
        found = _decoded(text[at:] + "]}")
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

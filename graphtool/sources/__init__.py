"""Exports as people hold them: recognise a file, and read it as posts and people.

A format is a module here that has a ``SOURCE``; nothing else names it.
"""

import importlib
import inspect
import pkgutil
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from graphtool.errors import InputError
from graphtool.sources import table
from graphtool.sources.files import Head, open_head
from graphtool.sources.records import Batch, Dropped, ReadOptions, ReadReport, Source, batched

__all__ = ["About", "Batch", "Dropped", "ReadReport", "Recognised", "about", "all_sources", "names", "read", "recognise"]


@dataclass(frozen=True)
class Recognised:
    """The format of a file and, in plain words, by what it was known."""

    source: str
    reason: str


class About(NamedTuple):
    """A source in words: what it is, how to get an export, what it carries, what to mind."""

    what: str
    how: str
    carries: str
    traps: str


@cache
def all_sources() -> tuple[Source, ...]:
    """Every format, in the order in which a file is offered to them: those that take many files come last."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    found: list[Source] = [module.SOURCE for module in modules if hasattr(module, "SOURCE")]
    return tuple(sorted(found, key=lambda source: (source.is_general, source.name)))


def names() -> list[str]:
    """The formats, by the names that ``--source`` takes."""
    return [source.name for source in all_sources()]


def about(name: str) -> About:
    """What the docstring of a source's module says of it."""
    text = inspect.cleandoc(importlib.import_module(f"{__name__}.{name}").__doc__ or "").replace("``", "`")
    pieces = re.split(r"^(How to get one|What it carries|Traps):\s*", text, flags=re.MULTILINE)
    parts = [" ".join(piece.split()) for piece in pieces[::2]]
    return About(*parts)


def recognise(path: Path, mapping: Mapping[str, str] | None = None) -> Recognised:
    """Tell the format of a file by its content; a table that has every column of a ``mapping`` is read by it.

    Raises:
        InputError: it cannot be read, is empty, or is of no known format.
    """
    head = open_head(path)
    if mapping and table.is_mapped(head, mapping):
        return Recognised(table.SOURCE.name, f"a table with the columns that were named: {', '.join(mapping.values())}")
    for source in all_sources():
        reason = source.recognise(head)
        if reason:
            return Recognised(source.name, reason)
    raise InputError(_unknown(path, head))


def read(
    path: Path,
    *,
    source: str | None = None,
    mapping: Mapping[str, str] | None = None,
    platform: str | None = None,
    discoverable_only: bool = False,
    timezone: str | None = None,
    report: ReadReport,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Batch]:
    """Read an export in batches of bounded size.

    Args:
        path: the file.
        source: a name of ``names()``; None recognises it.
        mapping: for tables, our column name to the file's.
        platform: for tables without one, what ids belong to.
        discoverable_only: leave out people whose profile says that they do not want to be found.
        timezone: of times that name none; UTC without it.
        report: told how many rows there were and which could not be used.
        progress: told how many bytes of the file are behind.

    Raises:
        InputError: the file cannot be read, or, when ``report.strict``, has a row that cannot be used.
    """
    known = source or recognise(path, mapping).source
    chosen = next((each for each in all_sources() if each.name == known), None)
    if chosen is None:
        raise InputError(f"There is no source {known!r}: choose one of {', '.join(names())}.")
    report.file = path.name
    options = ReadOptions(
        mapping=dict(mapping or {}),
        platform=platform,
        discoverable_only=discoverable_only,
        timezone=timezone,
        progress=progress,
    )
    yield from batched(chosen.read(path, report, options), report)


def _unknown(path: Path, head: Head) -> str:
    guesses = None if head.kind else table.proposed(head)
    if guesses is not None:
        missing = table.missing(guesses)
        asked = " ".join(
            f"--map {shlex.quote(f'{ours}={theirs}')}" for ours, theirs in (dict.fromkeys(missing, "COLUMN") | guesses).items()
        )
        lacking = f", and put your column in the place of COLUMN ({', '.join(missing)})" if missing else ""
        return f"{path} is a table of no known format: check these guesses{lacking}, then add them: {asked}"
    if head.kind:
        return f"{path} is {head.kind}, not an export of posts: export the posts as CSV or JSON lines."
    return f"{path} is of no known format: name it with --source ({', '.join(names())}), or export the posts as CSV."

"""Netlytic: a dataset of messages as CSV, as it exports them, or as its import wants them.

How to get one: on Netlytic, the dataset, Export, CSV; or any table with author, to, description and pubdate made for its
import.
What it carries: messages with author, time and words; whom one addresses where there is a column ``to``, else by the names
in the words of a reply on X.
Traps: the post that a message answers is not in it, so dialogues are known by people alone; messages without ``guid``,
``id`` or ``link`` get an id from who wrote what when; dates may have two digits for the year; ``--platform`` says what bare
names belong to.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.schema import Person, Post
from graphtool.sources import suites, values
from graphtool.sources.dates import Calendar
from graphtool.sources.files import Head
from graphtool.sources.grid import header
from graphtool.sources.layouts import Row, first, note
from graphtool.sources.mentions import NAMED, written
from graphtool.sources.records import Dropped, Item, ReadOptions, ReadReport, Source
from graphtool.sources.rows import calendar_of, made_id, table_records

_KNOWN: Final = frozenset(("id", "guid", "link", "pubdate", "author", "title", "description", "to", "source"))
_IDS: Final = frozenset(("id", "guid"))
_SHORT: Final = re.compile(r"(\d\d)-(\d\d)-(\d\d)((?:[ T].*)?)")  # 15-07-31: the year comes first


def _recognise(head: Head) -> str | None:
    names = {name.lower() for name in header(head, _KNOWN)}
    if {"author", "pubdate"} <= names and names & {"description", "title", "to"}:
        return "Netlytic messages: a table with author, pubdate and description, title or to"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    calendar = calendar_of(path, _KNOWN, options, "pubdate")
    for found in table_records(path, _KNOWN, report=report, options=options, ids=_IDS):
        if isinstance(found, Dropped):
            yield found
        else:
            line, row = found
            note(row.get("pubdate"), calendar, options, report=report)
            yield from _items(row, line, _moment_us(row.get("pubdate"), calendar), options.platform)


def _items(row: Row, line: int, created: int | None, platform: str | None) -> Iterator[Item]:
    name = values.identifier(row.get("author"))
    if created is None or name is None:
        yield Dropped(line, "no author" if name is None else "bad time", str(row.get("pubdate") or "")[:40])
        return
    where = suites.address(row.get("link"))
    here = platform or (where.platform if where and where.platform != "web" else "netlytic")
    text = values.text(row.get("description"))
    title = values.text(row.get("title"))
    title = None if title == text else title
    author = suites.person(here, None, name)
    if author:
        yield Person(person=author, handle=name.lstrip("@"), seen_us=created)
    to = values.identifier(row.get("to"))
    addressed = (
        next((each for each in re.split(r"[,;\s]+", (to or "").strip()) if each.strip("@")), None) if here == "x" else to
    )
    is_reply = addressed is not None or (here == "x" and (text or "").startswith("@"))
    mentions = written(text or title, lambda named: f"{here}:@{named.lower()}", is_reply=is_reply)
    if addressed is None and is_reply:
        leading = NAMED.match((text or "").strip())
        addressed = leading[1] if leading else None
    yield Post(
        post=f"{here}:{_key(row, where)}",
        author=author,
        created_us=created,
        parent_author=suites.person(here, None, addressed) if addressed else None,
        title=title,
        text=text,
        mentions=mentions,
    )


def _key(row: Row, where: suites.Address | None) -> str:
    """The id of a message, or one made of who wrote what when."""
    if where and where.platform != "web":
        return where.post
    own = values.identifier(first(row, "guid", "id", "link"))
    return own or made_id(row, "author", "pubdate", "title", "description", "to") or ""


def _moment_us(value: Any, calendar: Calendar) -> int | None:
    short = _SHORT.fullmatch(value.strip()) if isinstance(value, str) else None
    return calendar.moment_us(f"20{short[1]}-{short[2]}-{short[3]}{short[4]}" if short else value)


SOURCE: Final = Source("netlytic", "Netlytic (CSV)", _recognise, _read)

"""What every source shares: what it is, what it yields, and how unusable rows are counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from graphtool.errors import InputError
from graphtool.schema import Person, Post, Tie
from graphtool.sources.files import Head

_FULL: Final = 32_000_000  # characters of text that a batch holds
_WEIGHT: Final = 800  # what every item counts for beside its text: so many characters
TRUNCATED: Final = "truncated file"  # dropped, but no row
_EXAMPLES: Final = 3  # kept of each reason


class Dropped(NamedTuple):
    """A row that could not be used: where it stands (from 1), a short stable reason, and what was seen."""

    line: int
    reason: str
    detail: str = ""


class OtherId(NamedTuple):
    """An id by which replies in other files may name a post."""

    other: str
    post: str


class LeftOut(NamedTuple):
    """A sound row that gives no post of its own: it is none, came along with one, or its author asked for that."""

    reason: str


class OnlyId(NamedTuple):
    """A row left out because it holds no more of a post than its id."""

    post: str
    reason: str


class Noted(NamedTuple):
    """Something that should be known of a row that is used all the same."""

    what: str


@dataclass(frozen=True)
class ReadOptions:
    """What a reader may be told."""

    mapping: dict[str, str] = field(default_factory=dict)
    platform: str | None = None
    discoverable_only: bool = False
    timezone: str | None = None
    progress: Callable[[int], None] | None = None

    @cached_property
    def zone(self) -> tzinfo:
        """The zone of times that name none.

        Raises:
            InputError: there is none of that name.
        """
        try:
            return ZoneInfo(self.timezone) if self.timezone else UTC
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise InputError(f"There is no timezone {self.timezone!r}: write one as Europe/Berlin.") from error

    def told(self, done: int) -> None:
        """Pass on how many bytes of the file are behind."""
        if self.progress is not None:
            self.progress(done)


@dataclass
class ReadReport:
    """How reading a file went.

    Rows are records of the file: lines of JSON, rows of a table, tweets of a page, edges of a network. Each is a post that is
    not context, or a tie, or dropped (it cannot be used; by reason), or left out (it gives neither, rightly; by reason).
    ``noted`` counts what should be known of rows that are used.
    """

    strict: bool = False
    file: str = ""
    rows: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)
    examples: list[Dropped] = field(default_factory=list)

    def count(self, item: "Dropped | LeftOut | Noted") -> None:
        """Count what is not a post.

        Raises:
            InputError: it is dropped, and strict.
        """
        if isinstance(item, LeftOut):
            self.left_out[item.reason] += 1
        elif isinstance(item, Noted):
            self.noted[item.what] += 1
        else:
            self.drop(item)

    def drop(self, dropped: Dropped) -> None:
        """Count a row that cannot be used.

        Raises:
            InputError: when strict.
        """
        if self.strict:
            detail = f" ({dropped.detail})" if dropped.detail else ""
            raise InputError(
                f"{self.file}, line {dropped.line}: {dropped.reason}{detail}. Mend it, or leave out --strict to count it."
            )
        self.dropped[dropped.reason] += 1
        if self.dropped[dropped.reason] <= _EXAMPLES:
            self.examples.append(dropped)


class Batch(NamedTuple):
    """Some of the posts, people and ties of a file; ``only_ids`` are posts of which it holds no more than that."""

    posts: list[Post]
    people: list[Person]
    other_ids: list[OtherId]
    ties: list[Tie]
    only_ids: list[str]


Item = Post | Person | Tie | Dropped | LeftOut | OnlyId | Noted | OtherId


@dataclass(frozen=True)
class Source:
    """One export format.

    name: as ``--source`` takes it.
    title: as people call it.
    recognise: why the file is of this format, in plain words; None if it is not.
    read: its posts, people and unusable rows; counts ``report.rows`` itself.
    is_general: it takes many files that a particular format may claim first.

    The docstring of its module is its page in ``docs/sources``: a first line, then paragraphs that begin with
    ``How to get one:``, ``What it carries:`` and ``Traps:``.
    """

    name: str
    title: str
    recognise: Callable[[Head], str | None]
    read: Callable[[Path, ReadReport, ReadOptions], Iterable[Item]]
    is_general: bool = False


def batched(items: Iterable[Item], report: ReadReport) -> Iterator[Batch]:
    """Collect what a reader yields into batches of bounded size; count what it drops."""
    batch, looks, weight = _empty(), dict[tuple[object, ...], Person](), 0
    for item in items:
        weight += _WEIGHT
        if isinstance(item, Post):
            batch.posts.append(item)
            if item.text is not None:
                weight += len(item.text)
        elif isinstance(item, Person):
            _see(item, looks)
        elif isinstance(item, Tie):
            batch.ties.append(item)
        elif isinstance(item, OtherId):
            batch.other_ids.append(item)
        elif isinstance(item, OnlyId):
            batch.only_ids.append(item.post)
            report.left_out[item.reason] += 1
        else:
            report.count(item)
        if weight >= _FULL:
            batch.people.extend(looks.values())
            yield batch
            batch, looks, weight = _empty(), {}, 0
    batch.people.extend(looks.values())
    if any(batch):
        yield batch


def _see(person: Person, looks: dict[tuple[object, ...], Person]) -> None:
    """Keep the last sight of each look of a person."""
    look = (person.person, person.handle, person.name, person.bio, person.is_node)
    known = looks.get(look)
    if known is None or known.seen_us < person.seen_us:
        looks[look] = person


def _empty() -> Batch:
    return Batch([], [], [], [], [])

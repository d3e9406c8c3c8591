"""What readers of networks share: an edge with its attributes becomes a tie, a node a person."""

import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from graphtool.schema import KINDS, Kind, Person, Tie
from graphtool.sources import suites, values
from graphtool.sources.records import Dropped, Item, LeftOut, Noted
from graphtool.sources.rows import moment_us

# as we write persons; what looks alike but is an address or a name of another sort is not
_OURS: Final = re.compile(r"(?!(?:https?|urn|did|mailto|tag|acct):)[a-z][a-z0-9_]*:(?!//)\S.*", re.DOTALL)
_LONGEST_NAME: Final = 1_000
_MOST: Final = 10**12  # interactions between two people: no network has more

_KIND: Final = (
    "kind",
    "relationship",
    "relation",
    "relationship type",
    "edge_type",
    "interaction",
    "tie_type",
    "type",
    "label",
)
_COUNT: Final = ("count", "weight", "edge weight", "strength", "interactions", "value")
_MOMENT: Final = (
    "time", "timestamp", "unix_timestamp", "created_at", "created", "datetime", "date", "relationship date (utc)",
    "tweet date (utc)", "published",
)  # fmt: skip
_FIRST: Final = ("first", "start", "begin")
_LAST: Final = ("last", "end")
_HANDLE: Final = ("handle", "label", "username", "screen_name", "name")
_BIO: Final = ("description", "bio")
_PASSED_ON: Final = re.compile(r"retweet|repost|reblog|boost|share")
_NO_INTERACTION: Final = re.compile(r"follow|friend|like|favou?rite|subscri|member")
_SOUNDS: Final[tuple[tuple[Kind, str], ...]] = (("mention", r"^mention"), ("quote", "quot"), ("reply", "repl|answer|comment"))


class Edge(NamedTuple):
    """An edge as a file has it: its place, the names at its ends, its attributes by lower-case names."""

    place: int
    source: Any
    target: Any
    attributes: Mapping[str, Any]
    is_directed: bool = True


def person(name: Any, platform: str | None) -> str | None:
    """The person that the name of a node means; None for nobody.

    A name that begins like ``reddit:`` is one as we write them ourselves; any other is of ``platform``, or ``network``.
    """
    key = values.identifier(name)
    return None if key is None or len(key) > _LONGEST_NAME else _person(key, platform)


@lru_cache(maxsize=1 << 16)  # people stand at many edges
def _person(key: str, platform: str | None) -> str | None:
    if _OURS.fullmatch(key):
        return key
    here = platform or ("bluesky" if key.startswith("did:") else "network")
    if here in ("x", "bluesky") and (key.isdecimal() or key.startswith("did:")):
        return f"{here}:{key}"
    return suites.person(here, None, key)


def tie_items(edge: Edge, platform: str | None) -> Iterator[Item]:
    """The tie that an edge tells, or why it is none."""
    ends = values.identifier(edge.source), values.identifier(edge.target)
    rounded = next((end for end in ends if values.is_rounded(end)), None)
    if None in ends or rounded is not None:
        yield Dropped(edge.place, "id rounded by a spreadsheet" if rounded else "no id", f"{ends[0]} to {ends[1]}"[:40])
        return
    source, target = person(edge.source, platform), person(edge.target, platform)
    sort, count = _kind(edge.attributes), _count(edge.attributes)
    if source is None or target is None:
        yield LeftOut("a tie with a deleted account, or with nobody")
    elif source == target:
        yield LeftOut("a tie to oneself")
    elif isinstance(sort, LeftOut):
        yield sort
    elif count is None or not 0 < count <= _MOST:
        yield LeftOut("a tie of no weight") if count == 0 else Dropped(edge.place, "bad weight")
    else:
        first, last, is_clear = _times(edge.attributes)
        yield from _notes(edge, sort, count, is_clear=is_clear)
        yield Tie(
            source=source, target=target, kind=sort or "mention", count=math.ceil(count), first_us=first, last_us=last,
            both_ways=not edge.is_directed,
        )  # fmt: skip


def _notes(edge: Edge, sort: Kind | None, count: float, *, is_clear: bool) -> Iterator[Noted]:
    """What should be known of a tie that is used."""
    if sort is None:
        yield Noted("a tie without a kind, taken as a mention")
    if not edge.is_directed:
        yield Noted("a tie without a direction, taken as one both ways")
    if count != int(count):
        yield Noted("a weight that is no whole number, counted as the next higher one")
    if not is_clear:
        yield Noted("a time of a tie that cannot be read, left out")


def node_items(name: Any, attributes: Mapping[str, Any], platform: str | None) -> Iterator[Person]:
    """The person that a node means, with the attributes that say who it is."""
    who = person(name, platform)
    if who is None:
        return
    shown = values.identifier(_first(attributes, _HANDLE))
    handle = shown if shown and shown not in (who, who.partition(":")[2]) else None
    yield Person(person=who, handle=handle, bio=values.text(_first(attributes, _BIO)), is_node=True)


def named_ends(edge: Edge, platform: str | None) -> Iterator[Person]:
    """Those ends of an edge whose handle stands beside (``source_handle``)."""
    for end, name in (("source", edge.source), ("target", edge.target)):
        handle = edge.attributes.get(f"{end}_handle")
        if handle:
            yield from node_items(name, {"handle": handle}, platform)


def _first(attributes: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((attributes[name] for name in names if attributes.get(name) not in (None, "")), None)


def _kind(attributes: Mapping[str, Any]) -> Kind | LeftOut | None:
    """The kind that an edge names; None when it names none we know."""
    for name in _KIND:
        if name in attributes:
            found = _kind_of(str(attributes[name] or ""), is_label=name == "label")
            if found is not None:
                return found
    return None


@lru_cache(maxsize=1 << 12)  # files use few words for kinds
def _kind_of(told: str, *, is_label: bool) -> Kind | LeftOut | None:
    told = told.strip().lower()
    if told in ("", "directed", "undirected", "mutual"):  # some programs call that the type of an edge
        return None
    exact = next((kind for kind in KINDS if kind == told), None)
    if exact or is_label:
        return exact
    if _PASSED_ON.search(told):
        return LeftOut("a repost, which is no word of one's own")
    found = next((kind for kind, sounds in _SOUNDS if re.search(sounds, told)), None)
    if found is None and _NO_INTERACTION.search(told):
        return LeftOut("following, liking or belonging, which is no interaction")
    return found


def _count(attributes: Mapping[str, Any]) -> float | None:
    """How many interactions an edge stands for: 1 where it says nothing, None where that is no number."""
    told = _first(attributes, _COUNT)
    if told is None:
        return 1
    try:
        count = float(str(told).strip().replace(",", "."))
    except ValueError:
        return None
    return count if math.isfinite(count) and not isinstance(told, bool) else None


def _times(attributes: Mapping[str, Any]) -> tuple[int | None, int | None, bool]:
    """(first, last, whether every time could be read)."""
    told = _first(attributes, _MOMENT)
    if told is not None:
        moment = moment_us(told)
        return moment, moment, moment is not None
    ends = _first(attributes, _FIRST), _first(attributes, _LAST)
    first, last = (None if end is None else moment_us(end) for end in ends)
    is_clear = (first is None) == (ends[0] is None) and (last is None) == (ends[1] is None)
    if first is not None and last is not None and last < first:
        first, last = last, first
    return first, last, is_clear

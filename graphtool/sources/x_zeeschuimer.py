"""X (Twitter) as the browser extension Zeeschuimer collects it: NDJSON, one item a line.

How to get one: browse X with Zeeschuimer switched on, then export as ``.ndjson``.
What it carries: what was shown while browsing: replies with parent and addressee, conversations, mentions, quotes, profiles
with bios where X sent them. Reposted and quoted tweets inside are posts too, marked as context.
Traps: it holds what was scrolled past, so replies can be missing on either side; the user of a row may be absent, then only
a number is known; items of other sites in the same file are read as theirs, or left out.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.sources import values, x
from graphtool.sources.files import Head
from graphtool.sources.jsonrecords import first_record, nested, records_of
from graphtool.sources.records import Dropped, Item, LeftOut, ReadOptions, ReadReport, Source
from graphtool.sources.zeeschuimer_sites import SITES

_SITES: Final = frozenset(("x.com", "twitter.com"))
_DEEPEST: Final = 3


def _recognise(head: Head) -> str | None:
    found = first_record(head)
    if found is None:
        return None
    value = found.value
    if str(value.get("source_platform")) in _SITES:
        return "X collected by Zeeschuimer: its records carry source_platform and data"
    result = _result(value)
    if isinstance(nested(result, "core", "user_results"), dict) and "full_text" in values.record(result.get("legacy")):
        return "X as its pages load it: its records have legacy.full_text and core.user_results"
    return None


def read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    """The items of a file, which may be of several sites."""
    for found in records_of(path, report=report, options=options):
        if isinstance(found, Dropped):
            yield found
            continue
        site = found.value.get("source_platform")
        if site is not None and str(site) not in _SITES:
            reader = SITES.get(str(site))
            data = values.record(found.value.get("data"))
            yield from reader(data, found.place) if reader else [LeftOut("an item of another site")]
            continue
        result = _result(found.value)
        if "promoted" in str(result.get("type", "")) or result.get("__typename") == "TweetTombstone":
            yield LeftOut("an advertisement or a post that is not shown")
        elif not values.record(result.get("legacy")):
            yield Dropped(found.place, "not a record", "no tweet in it")
        else:
            yield from x.tweet_items(_as_v1(result, 0), found.place)


def _result(value: dict[str, Any]) -> dict[str, Any]:
    """The tweet of an item; limited visibility wraps it once more."""
    data = values.record(value.get("data")) or value
    return values.record(data.get("tweet")) or data


def _as_v1(result: dict[str, Any], depth: int) -> dict[str, Any]:
    """A tweet of X's own pages as API v1.1 writes it."""
    legacy = values.record(result.get("legacy"))
    user = values.record(nested(result, "core", "user_results", "result"))
    known = values.record(user.get("legacy")) | values.record(user.get("core"))
    key = values.identifier(user.get("rest_id")) or values.identifier(legacy.get("user_id_str"))
    profile = {name: known.get(name) for name in ("screen_name", "name", "description")} | {"id_str": key}
    profile["description"] = profile["description"] or nested(user, "profile_bio", "description")
    tweet = legacy | {"user": profile}
    tweet["id_str"] = (
        values.identifier(legacy.get("id_str"))
        or values.identifier(result.get("rest_id"))
        or values.identifier(result.get("id"))
    )
    note = values.record(nested(result, "note_tweet", "note_tweet_results", "result"))
    if values.text(note.get("text")):
        tweet["extended_tweet"] = {"full_text": note["text"], "entities": note.get("entity_set") or legacy.get("entities")}
    inner = {
        "retweeted_status": nested(legacy, "retweeted_status_result", "result"),
        "quoted_status": nested(result, "quoted_status_result", "result"),
    }
    for name, found in inner.items():
        whole = _result(values.record(found))
        if values.record(whole.get("legacy")) and depth < _DEEPEST:
            tweet[name] = _as_v1(whole, depth + 1)
    return tweet


SOURCE: Final = Source("x_zeeschuimer", "X via Zeeschuimer", _recognise, read)

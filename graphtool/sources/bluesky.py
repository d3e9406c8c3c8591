"""Bluesky (AT protocol): posts as the API shows them, threads, feeds, the firehose (Jetstream, Tap), raw records, dumps.

How to get one: ``getPosts``, ``searchPosts``, ``getPostThread`` and ``getAuthorFeed`` answers as any client keeps them;
Jetstream or Tap events; ``listRecords``; what atproto for Python dumps (``snake_case``). One a line, in a list, or wrapped.
What it carries: replies with parent and root, mentions, quotes; names with the API forms, none with the firehose. Posts that
are quoted, or answered in a feed, are posts too, marked as context; a repost in a feed gives the post, not who passed it on.
Traps: the time is what the author's program claimed, or, where that cannot be, what the record's key tells; of a post that
could not be shown (deleted, blocked) only the address is there; deletions in the firehose are honoured wherever the post
came from; bios stand in profiles, which no post carries.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.schema import Mention, Person, Post
from graphtool.sources import values
from graphtool.sources.files import Head
from graphtool.sources.jsonrecords import Record, first_record, nested, records_of
from graphtool.sources.records import Dropped, Item, LeftOut, ReadOptions, ReadReport, Source

_LISTS: Final = ("posts", "feed", "records")
_POST: Final = "app.bsky.feed.post"
_LATEST: Final = 1 << 62  # newer than any copy of the post
_BASE_32: Final = "234567abcdefghijklmnopqrstuvwxyz"
_DEEPEST: Final = 200
_DAY_US: Final = 86_400_000_000
_SNAKE: Final = {"createdAt": "created_at", "indexedAt": "indexed_at", "displayName": "display_name", "$type": "py_type",
                 "notFound": "not_found", "byteStart": "byte_start", "byteEnd": "byte_end"}  # fmt: skip


def _recognise(head: Head) -> str | None:
    found = first_record(head, _LISTS)
    if found is None:
        return None
    for shape, is_it in _SHAPES.items():
        if is_it(found.value):
            return f"Bluesky {shape}"
    return None


def _at(uri: Any) -> str | None:
    found = values.identifier(uri)
    return found if found and found.startswith("at://") else None


def _is_view(value: dict[str, Any]) -> bool:
    author = values.record(value.get("author"))
    return _at(value.get("uri")) is not None and isinstance(author.get("did"), str) and bool(_record_of(value))


def _is_thread(value: dict[str, Any]) -> bool:
    inner = values.record(value.get("thread")) or value
    return _is_view(values.record(inner.get("post")))


def _is_event(value: dict[str, Any]) -> bool:
    return isinstance(value.get("did"), str) and value.get("kind") in ("commit", "identity", "account")


def _is_tap(value: dict[str, Any]) -> bool:
    inner = values.record(value.get("record")) or values.record(value.get("identity"))
    return value.get("type") in ("record", "identity", "user") and isinstance(inner.get("did"), str)


def _is_raw(value: dict[str, Any]) -> bool:
    return _at(value.get("uri")) is not None and (bool(_record_of(value)) or "text" in value) and "user_did" not in value


_SHAPES: Final = {
    "posts: its records have a uri at://, an author with a did and a record": _is_view,
    "threads or feeds: its records hold a post with a uri at://": _is_thread,
    "firehose: its records are events with a did and a kind": _is_event,
    "firehose: its records are Tap's events with a did": _is_tap,
    "records: they have a uri at:// and a text": _is_raw,
}


def _record_of(value: dict[str, Any]) -> dict[str, Any]:
    return values.record(value.get("record")) or values.record(value.get("value"))


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    for found in records_of(path, _LISTS, report=report, options=options):
        if isinstance(found, Dropped):
            yield found
            continue
        items = list(_items(found))
        report.rows += max(sum(_is_row(item) for item in items) - 1, 0)  # a thread is as many rows as it holds posts
        yield from items or [LeftOut("a record without a post")]


def _is_row(item: Item) -> bool:
    return (isinstance(item, Post) and not item.is_context) or isinstance(item, Dropped | LeftOut)


def _items(found: Record) -> Iterator[Item]:
    value = found.value
    if _is_event(value):
        commit = values.record(value.get("commit"))
        yield from _event(
            value.get("did"), commit, commit.get("operation"), values.moment_us(value.get("time_us")), found.place
        )
    elif _is_tap(value):
        inner = values.record(value.get("record"))
        yield from _event(inner.get("did"), inner, inner.get("action"), None, found.place)
    elif "post" in value or "thread" in value:
        yield from _thread(values.record(value.get("thread")) or value, found.place)
    elif _is_missing(value):
        yield LeftOut("a post that is not shown")
    else:
        yield from _shown(value, found.place)


def _event(did: Any, commit: dict[str, Any], operation: Any, seen_us: int | None, place: int) -> Iterator[Item]:
    if not commit:
        yield LeftOut("a notice about an account")
    elif commit.get("collection") not in (_POST, None):
        yield LeftOut("a like, repost, follow or other record that is no post")
    else:
        uri = f"at://{did}/{_POST}/{commit.get('rkey')}" if values.identifier(commit.get("rkey")) else None
        if operation == "delete":
            yield LeftOut("a deletion notice")
            if uri and seen_us is not None:
                yield Post(post=f"bluesky:{uri}", author=None, created_us=seen_us, is_context=True, version_us=_LATEST)
        else:
            yield from _post({"uri": uri, "record": commit.get("record"), "did": did}, place)


def _thread(top: dict[str, Any], place: int) -> Iterator[Item]:
    """A thread, or an item of a feed: its post, those above and below it."""
    pending: list[tuple[dict[str, Any], int]] = [(top, 0)]
    while pending:
        node, depth = pending.pop()
        if _is_missing(node):
            yield LeftOut("a post that is not shown")
            continue
        shown = values.record(node.get("post"))
        if _is_missing(shown):
            yield LeftOut("a post that is not shown")
        else:
            yield from _shown(shown, place)
        above = values.record(node.get("reply"))
        for name in ("parent", "root"):
            yield from _shown(values.record(above.get(name)), place, is_context=True)
        if depth < _DEEPEST:
            pending += [(each, depth + 1) for each in reversed(values.records(node.get("replies")))]
            pending += [(each, depth + 1) for each in values.records(node.get("parent"))]


def _is_missing(value: dict[str, Any]) -> bool:
    kind = str(_get(value, "$type"))
    return _get(value, "notFound") is True or value.get("blocked") is True or kind.endswith(("#notFoundPost", "#blockedPost"))


def _shown(view: dict[str, Any], place: int, *, is_context: bool = False) -> Iterator[Item]:
    """A post as the API shows it, and those that it quotes, which may quote again."""
    if is_context and (not view or _is_missing(view)):
        return
    yield from _post(view, place, is_context=is_context)
    embeds = [values.record(view.get("embed"))]
    for _ in range(_DEEPEST):
        if not embeds:
            return
        quoted = values.record(embeds.pop().get("record"))
        quoted = values.record(quoted.get("record")) if "uri" not in quoted else quoted
        if _is_view(quoted) and f"/{_POST}/" in str(quoted.get("uri")):
            yield from _post(quoted, place, is_context=True)
            embeds += values.records(quoted.get("embeds"))


def _post(view: dict[str, Any], place: int, *, is_context: bool = False) -> Iterator[Item]:
    uri, record = _at(view.get("uri")), _record_of(view) or view
    author = _did(view, uri)
    indexed = values.moment_us(_get(view, "indexedAt"))
    created = _created(record, indexed) or told_by_key(uri)
    problem = "no id" if uri is None else "no author" if author is None else "bad time" if created is None else None
    if uri is None or author is None or created is None:
        if not is_context:
            yield Dropped(place, problem or "", (uri or "")[:80])
        return
    profile = values.record(view.get("author"))
    handle = values.text(profile.get("handle"))
    if profile and author.startswith("did:"):
        name, bio = values.text(_get(profile, "displayName")), values.text(profile.get("description"))
        seen = indexed or created
        yield Person(
            person=f"bluesky:{author}", handle=None if handle == "handle.invalid" else handle, name=name, bio=bio, seen_us=seen
        )
    text = values.text(record.get("text"))
    mentions = list(_mentions(record, text or ""))
    for did, named in mentions:
        if named:
            yield Person(person=f"bluesky:{did}", handle=named, seen_us=created)
    parent, root = _reply(record, "parent"), _reply(record, "root")
    quoted = _quoted(record)
    yield Post(
        post=f"bluesky:{uri}",
        author=f"bluesky:{author}",
        created_us=created,
        thread=f"bluesky:{root or parent or uri}",
        parent=f"bluesky:{parent}" if parent else None,
        parent_author=_owner(parent),
        quoted=f"bluesky:{quoted}" if quoted else None,
        quoted_author=_owner(quoted),
        text=text,
        language=_language(record.get("langs")),
        mentions=values.unique(Mention(f"bluesky:{did}") for did, _ in mentions),
        is_context=is_context,
        version_us=indexed or 0,
    )


def _did(view: dict[str, Any], uri: str | None) -> str | None:
    author = view.get("author")
    for found in (values.record(author).get("did"), view.get("did"), author):
        if isinstance(found, str) and found.startswith("did:"):
            return found.strip()
    owner = (_owner(uri) or "").removeprefix("bluesky:")
    return owner or None


def _owner(uri: str | None) -> str | None:
    """The person in whose repository a post lies, as its address says."""
    if uri is None:
        return None
    name = uri.removeprefix("at://").partition("/")[0].strip()
    if not name:
        return None
    return f"bluesky:{name}" if name.startswith("did:") else f"bluesky:@{name.lower()}"


def _created(record: dict[str, Any], indexed: int | None) -> int | None:
    """What the author's program claimed, unless that lies after the post was first seen."""
    claimed = values.moment_us(_get(record, "createdAt"))
    if claimed is None or (indexed is not None and claimed > indexed + _DAY_US):
        return indexed
    return claimed


def told_by_key(uri: str | None) -> int | None:
    """When a post was made, as its record key tells (a TID: microseconds above ten bits, in sortable base 32)."""
    key = (uri or "").rpartition("/")[2]
    if len(key) != 13 or not set(key) <= set(_BASE_32):
        return None
    number = 0
    for letter in key:
        number = number * 32 + _BASE_32.index(letter)
    return values.moment_us(number >> 10)


def _reply(record: dict[str, Any], which: str) -> str | None:
    found = nested(record, "reply", which, "uri")
    if found is None and which == "parent":
        found = _get(record, "reply_to")
    return _at(found)


def _quoted(record: dict[str, Any]) -> str | None:
    embedded = nested(record, "embed", "record")
    uri = _at(values.record(embedded).get("uri")) or _at(nested(embedded, "record", "uri"))
    return uri if uri and f"/{_POST}/" in uri else None


def _mentions(record: dict[str, Any], text: str) -> Iterator[tuple[str, str | None]]:
    """(did, handle as written) of each account that is marked; the marks count bytes."""
    data = text.encode("utf-8", "replace")
    for facet in values.records(record.get("facets")):
        index = values.record(facet.get("index"))
        start, end = _get(index, "byteStart"), _get(index, "byteEnd")
        for feature in values.records(facet.get("features")):
            did = values.identifier(feature.get("did"))
            if did and did.startswith("did:"):
                is_place = isinstance(start, int) and isinstance(end, int) and 0 <= start < end
                shown = data[start:end].decode("utf-8", "replace") if is_place else ""
                yield did, shown[1:].lower() if shown.startswith("@") and "." in shown else None


def _language(codes: Any) -> str | None:
    """The one language that the author's program states; several are a setting, not a statement."""
    found = [code for code in codes if isinstance(code, str)] if isinstance(codes, list) else []
    return values.text(found[0].partition("-")[0].lower()) if len(found) == 1 else None


def _get(value: dict[str, Any], name: str) -> Any:
    found = value.get(name)
    return value.get(_SNAKE.get(name, name)) if found is None else found


SOURCE: Final = Source("bluesky", "Bluesky", _recognise, _read)

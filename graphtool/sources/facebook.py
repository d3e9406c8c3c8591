"""Facebook pages and groups: posts, comments and replies as the usual exporters write them (CSV, XLSX).

How to get one: Facepager (Export data), exportcomments.com, Apify's Facebook Comments Scraper, CrowdTangle's historical
data, the Meta Content Library; or any table of the Graph API with id, from.name, message and created_time.
What it carries: comments with the post or comment they answer, as far as the exporter tells it (Facepager by its tree,
Apify and exportcomments.com by their numbers and links); CrowdTangle and the Meta Content Library hold posts alone, so no
replies.
Traps: some exporters give names without ids, and people of one name are then one person; exportcomments.com and Apify leave
out the post that is commented, so a comment is known to answer it, but not whom; times without a zone are read as UTC.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from graphtool.schema import Person, Post
from graphtool.sources import suites, values
from graphtool.sources.files import Head
from graphtool.sources.grid import header
from graphtool.sources.layouts import Row, first, note
from graphtool.sources.records import Dropped, Item, LeftOut, Noted, ReadOptions, ReadReport, Source
from graphtool.sources.rows import calendar_of, made_id, table_records

_NAME: Final = "name (click to view profile)"
_MARKS: Final[Mapping[str, frozenset[str]]] = {
    "Facepager": frozenset(("id", "parent_id", "level", "object_id", "object_type", "query_status")),
    "exportcomments.com": frozenset((_NAME, "date", "comment")),
    "Apify": frozenset(("profilename", "text", "date", "commenturl")),
    "CrowdTangle": frozenset(("facebook id", "post created", "message", "url")),
    "Meta Content Library": frozenset(("id", "creation_time", "text", "post_owner.id")),
    "the Graph API": frozenset(("id", "from.name", "message", "created_time")),
}
_TIMES: Final = ("created_time", "post created", "creation_time", "date")
_KNOWN: Final = frozenset().union(*_MARKS.values())
_IDS: Final = frozenset(("object_id", "from.id", "profile id", "profileid", "facebookid", "facebook id", "post_owner.id"))
_IN_ADDRESS: Final = {
    "comment": re.compile(r"[?&]comment_id=(\d+)"),
    "reply": re.compile(r"[?&]reply_comment_id=(\d+)"),
    "post": re.compile(r"(?:/posts/(?:[\w.-]+/)?|/permalink/|story_fbid=|/videos/|fbid=|/reel/)(pfbid\w+|\d+)"),
}
_ZONED: Final = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) ([A-Z]{2,5})")
_HOURS: Final = {
    "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7,
}  # fmt: skip


class _Written(NamedTuple):
    """A post, comment or reply as an exporter tells it: ``thread`` is the post of the page or group, all ids bare."""

    key: str | None
    author: str | None
    name: str | None
    text: str | None
    thread: str | None = None
    parent: str | None = None
    platform: str = "facebook"


def _recognise(head: Head) -> str | None:
    names = {name.lower() for name in header(head, _KNOWN)}
    kind = _kind(names)
    return f"Facebook by {kind}: a table with {', '.join(sorted(_MARKS[kind]))}" if kind else None


def _kind(names: set[str]) -> str | None:
    return next((kind for kind, marks in _MARKS.items() if marks <= names), None)


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    before = table_records(path, _KNOWN, report=ReadReport(), options=ReadOptions())
    tree = _tree(found[1] for found in before if not isinstance(found, Dropped))
    calendar = calendar_of(path, _KNOWN, options, *_TIMES)
    for found in table_records(path, _KNOWN, report=report, options=options, ids=_IDS):
        if isinstance(found, Dropped):
            yield found
            continue
        line, row = found
        reader = _READERS.get(_kind(set(row)) or "", _graph)
        written = reader(row, tree)
        if isinstance(written, LeftOut):
            yield written
            continue
        note(_shown(row), calendar, options, report=report)
        yield from _items(written, line, calendar.moment_us(_shown(row)))


def _items(written: _Written, line: int, created: int | None) -> Iterator[Item]:
    if written.key is None or created is None:
        yield Dropped(line, "no id" if written.key is None else "bad time", (written.key or "")[:40])
        return
    here = written.platform
    author = suites.person(here, written.author, written.name)
    if author:
        if written.author is None:
            yield Noted("an author known by name alone")
        yield Person(person=author, handle=written.name, seen_us=created)
    yield Post(
        post=f"{here}:{written.key}",
        author=author,
        created_us=created,
        thread=f"{here}:{written.thread}" if written.thread else None,
        parent=f"{here}:{written.parent}" if written.parent and written.parent != written.key else None,
        text=written.text,
    )


def _tree(rows: Iterator[Row]) -> dict[str, Row]:
    """The rows that others of the file name by a number: Facepager's nodes, exportcomments.com's comments."""
    found: dict[str, Row] = {}
    for row in rows:
        numbers = _numbers(row)
        if numbers and _answered(row) is None:
            found.setdefault(numbers[0], row)
    return found


def _numbers(row: Row) -> list[str]:
    """Facepager's ``id``; exportcomments.com's numbers of a comment and an answer, without names or as Id and SubId."""
    names = ["id", "subid", *(name for name in row if name.startswith("#"))] if _NAME in row else ["id"]
    found = (values.identifier(row.get(name)) for name in names)
    return [number for number in found if number and number != "0"]


def _answered(row: Row) -> str | None:
    """The number of the comment that a row of exportcomments.com answers, as in ``2-1``, or in 2 and 1; None for comments."""
    numbers = _numbers(row) if _NAME in row else []
    joined = next((number.partition("-")[0] for number in numbers if "-" in number), None)
    return joined if joined is not None else numbers[0] if len(numbers) > 1 else None


def _facepager(row: Row, tree: Mapping[str, Row]) -> _Written | LeftOut:
    if str(row.get("object_type") or "").lower() in ("seed", "offcut", "unpacked") or row.get("created_time") is None:
        return LeftOut("a node without a post: a page, a group or an answer of the API")
    above: list[str] = []
    at: Row | None = row
    while at is not None and len(above) < 9:
        key = values.identifier(at.get("object_id"))
        if key and at.get("created_time") is not None:
            above.append(key)
        at = tree.get(values.identifier(at.get("parent_id")) or "")
    keys = [_bare(key, is_post=place == len(above) - 1) for place, key in enumerate(above)]
    return _Written(
        key=keys[0] if keys else None,
        author=values.identifier(row.get("from.id")),
        name=values.text(row.get("from.name")),
        text=values.text(row.get("message")),
        thread=keys[-1] if keys else None,
        parent=keys[1] if len(keys) > 1 else None,
    )


def _bare(key: str, *, is_post: bool) -> str:
    """A post by its own number (the Graph API writes PAGE_POST), a comment as POST_COMMENT."""
    return key.rpartition("_")[2] if is_post else key


def _graph(row: Row, _: Mapping[str, Row]) -> _Written:
    key, parent = values.identifier(row.get("id")), values.identifier(first(row, "parent.id", "parent_id", "parent"))
    post = values.identifier(first(row, "post_id", "post.id"))
    thread = _bare(post, is_post=True) if post else (key or "").partition("_")[0] if parent else None
    return _Written(
        key=key if parent or post else _bare(key or "", is_post=True) or None,
        author=values.identifier(row.get("from.id")),
        name=values.text(row.get("from.name")),
        text=values.text(row.get("message")),
        thread=thread,
        parent=parent or thread,
    )


def _exportcomments(row: Row, tree: Mapping[str, Row]) -> _Written:
    address = str(first(row, "(view source)", "link", "url", "view source") or "")
    platform = next((name for name in ("instagram", "youtube", "tiktok") if f"{name}.com/" in address), "facebook")
    key = _exported_key(row)
    answered = _answered(row)
    top = tree.get(answered) if answered is not None else None
    thread = _found("post", address)
    return _Written(
        key=key,
        author=values.identifier(row.get("profile id")),
        name=values.text(row.get(_NAME)),
        text=values.text(row.get("comment")),
        thread=thread or (_exported_key(top) if top else key),
        parent=_exported_key(top) if top else thread,
        platform=platform,
    )


def _exported_key(row: Row) -> str | None:
    """The id in the address of a comment, or else one made of who wrote what when, for the numbers begin anew in each file."""
    address = str(first(row, "(view source)", "link", "url", "view source") or "")
    found = _IN_ADDRESS["reply"].search(address) or _IN_ADDRESS["comment"].search(address)
    if found:
        post = _found("post", address)
        return f"{post}_{found[1]}" if post else found[1]
    return made_id(row, _NAME, "date", "comment")


def _apify(row: Row, _: Mapping[str, Row]) -> _Written:
    address = str(row.get("commenturl") or "")
    post = values.identifier(row.get("facebookid")) or _found("post", address) or _found("post", str(row.get("facebookurl")))
    top, reply = _found("comment", address), _found("reply", address)
    whole = _decoded(row.get("id"))
    own = whole.rpartition("_")[2] if whole else reply or top or values.identifier(row.get("id"))
    depth = str(row.get("threadingdepth") or "0")
    answered = f"{post}_{top}" if top and top != own else f"{post}_{own}/answered"  # a comment that nobody tells
    return _Written(
        key=f"{post}_{own}" if post and own else own,
        author=values.identifier(row.get("profileid")),
        name=values.text(row.get("profilename")),
        text=values.text(row.get("text")),
        thread=post,
        parent=answered if depth not in ("0", "0.0") else post,
    )


def _decoded(value: Any) -> str | None:
    """``comment:POST_COMMENT``, which Facebook's own ids are in base64, without the word."""
    try:
        words = base64.b64decode(str(value), validate=True).decode("ascii")
    except (ValueError, binascii.Error):
        return None
    return words.removeprefix("comment:") if words.startswith("comment:") else None


def _found(what: str, address: str) -> str | None:
    found = _IN_ADDRESS[what].search(address)
    return found[1] if found else None


def _crowdtangle(row: Row, _: Mapping[str, Row]) -> _Written:
    address = values.text(row.get("url")) or ""
    name = values.text(first(row, "group name", "page name", "user name"))
    words = [text for text in (values.text(row.get("message")), values.text(row.get("description"))) if text]
    return _Written(
        key=_found("post", address) or address.rstrip("/").rpartition("/")[2] or None,
        author=values.identifier(row.get("facebook id")),
        name=name,
        text="\n".join(words) or None,
    )


def _content_library(row: Row, _: Mapping[str, Row]) -> _Written:
    address = str(first(row, "mcl_url", "url") or "")
    parent, post = (values.identifier(row.get(name)) for name in ("parent_id", "post_id"))
    return _Written(
        key=values.identifier(row.get("id")),
        author=values.identifier(row.get("post_owner.id")),
        name=values.text(first(row, "post_owner.username", "post_owner.name")),
        text=values.text(row.get("text")),
        thread=post,
        parent=parent or post,
        platform="instagram" if "instagram" in address else "facebook",
    )


def _shown(row: Row) -> Any:
    """When a post was made, as it stands there; the zone that CrowdTangle names by its letters as ISO has it."""
    value = first(row, *_TIMES)
    zoned = _ZONED.fullmatch(value.strip()) if isinstance(value, str) else None
    hours = _HOURS.get(zoned[2]) if zoned else None
    return value if zoned is None or hours is None else f"{zoned[1]}{hours:+03}:00"


_READERS: Final[Mapping[str, Callable[[Row, Mapping[str, Row]], _Written | LeftOut]]] = {
    "Facepager": _facepager,
    "exportcomments.com": _exportcomments,
    "Apify": _apify,
    "CrowdTangle": _crowdtangle,
    "Meta Content Library": _content_library,
    "the Graph API": _graph,
}

SOURCE: Final = Source("facebook", "Facebook pages and groups (CSV, XLSX)", _recognise, _read)

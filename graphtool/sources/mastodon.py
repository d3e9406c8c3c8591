"""Mastodon and what speaks its API: statuses as JSON, one a line, in a list, as a context or a search result.

How to get one: the answers of ``/api/v1/timelines``, ``/statuses/ID``, ``/statuses/ID/context`` or ``/api/v2/search``, as
Mastodon.py, toot, minet or a script keep them. A context lacks the status it belongs to: fetch that too.
What it carries: replies with parent and addressee, mentions, profiles with bios and their fields. People and posts are known
by their URL, so the same ones read from two servers are the same.
Traps: ids count on one server only, so the parent of a reply is found among the files from the same server; private and
direct posts are left out, and so is who opted out of indexing (``noindex``); who is not ``discoverable``, the default of
many, is counted, and left out on demand; boosts carry the other person's words.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from graphtool.schema import Mention, Person, Post
from graphtool.sources import values
from graphtool.sources.files import Head
from graphtool.sources.html_text import plain
from graphtool.sources.jsonrecords import first_record, records_of
from graphtool.sources.mentions import LEADING
from graphtool.sources.records import Dropped, Item, LeftOut, Noted, OtherId, ReadOptions, ReadReport, Source

_LISTS: Final = ("statuses",)
_WRAPPED: Final = ("status", "root", "ancestors", "descendants", "statuses", "context")
_HIDDEN: Final = frozenset(("private", "direct", "limited"))


def _recognise(head: Head) -> str | None:
    found = first_record(head, _LISTS)
    status = next(_statuses(found.value), None) if found else None
    if status is None:
        return None
    account = values.record(status.get("account"))
    if "content" in status and "acct" in account and ("in_reply_to_id" in status or "visibility" in status or "uri" in status):
        return "Mastodon statuses: its records have content, visibility and an account with an acct"
    return None


def _statuses(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The statuses of a record: itself, or those of a context or an answer that wraps them."""
    if "content" in value or "account" in value:
        yield value
        return
    for name in _WRAPPED:
        for each in values.records(value.get(name)):
            yield from _statuses(each) if name == "context" else iter((each,))


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    here = _Here(path)
    for found in records_of(path, _LISTS, report=report, options=options):
        if isinstance(found, Dropped):
            yield found
            continue
        statuses = list(_statuses(found.value))
        report.rows += max(len(statuses) - 1, 0)
        if not statuses:
            yield LeftOut("a record without a status")
        for status in statuses:
            yield from _items(status, here, found.place, options)


class _Here:
    """The server that a file was read from (accounts on it are named without one), and its posts by their ids there."""

    def __init__(self, path: Path) -> None:
        self.server: str | None = None
        self._uris: dict[str, str] = {}
        for found in records_of(path, _LISTS, report=ReadReport(), options=ReadOptions()):
            for status in () if isinstance(found, Dropped) else _statuses(found.value):
                self._see(status)
                self._see(values.record(status.get("reblog")))

    def _see(self, status: dict[str, Any]) -> None:
        key, uri = values.identifier(status.get("id")), _uri(status)
        if key and uri:
            self._uris[key] = uri
        account = values.record(status.get("account"))
        for each in (account, *values.records(status.get("mentions"))) if self.server is None else ():
            acct, url = values.text(each.get("acct")), values.text(each.get("url"))
            if acct and url and "@" not in acct:
                self.server = _server(url)

    def parent(self, status: dict[str, Any]) -> str | None:
        """The post that a status replies to."""
        key = values.identifier(status.get("in_reply_to_id"))
        if key is None:
            return None
        return f"mastodon:{self._uris.get(key) or self._named(key)}"

    def other_id(self, status: dict[str, Any]) -> OtherId | None:
        """How replies in other files from this server name a status."""
        key, uri = values.identifier(status.get("id")), _uri(status)
        return OtherId(f"mastodon:{self._named(key)}", f"mastodon:{uri}") if key and uri and self.server else None

    def _named(self, key: str) -> str:
        return f"{self.server or 'unknown server'}/{key}"


def _items(
    status: dict[str, Any], here: _Here, place: int, options: ReadOptions, *, is_context: bool = False
) -> Iterator[Item]:
    account = values.record(status.get("account"))
    if str(status.get("visibility")) in _HIDDEN:
        yield from () if is_context else (LeftOut("a private or direct post"),)
        return
    if account.get("noindex") is True:
        yield from () if is_context else (LeftOut("its author opted out of indexing"),)
        return
    if account.get("discoverable") is False and not is_context:
        if options.discoverable_only:
            yield LeftOut("its author is not discoverable")
            return
        yield Noted("posts whose author is not discoverable")
    found = _post(status, here, is_context=is_context)
    if isinstance(found, Dropped):
        yield from () if is_context else (found._replace(line=place),)
        return
    profile = _profile(account, found.created_us)
    if profile and found.author:
        yield profile
    yield found
    other = here.other_id(status)
    if other:
        yield other
    original = values.record(status.get("reblog"))
    if original and not is_context:
        yield from _items(original, here, place, options, is_context=True)


def _post(status: dict[str, Any], here: _Here, *, is_context: bool) -> Post | Dropped:
    uri, created = _uri(status), values.moment_us(status.get("created_at"))
    is_gone = status.get("account", 0) is None or bool(status.get("deleted") or status.get("deleted_at"))
    author = None if is_gone else _person(values.record(status.get("account")))
    if uri is None:
        return Dropped(0, "no id", "neither uri nor url")
    if author is None and not is_gone:
        return Dropped(0, "no author", uri[:80])
    if created is None:
        return Dropped(0, "bad time", str(status.get("created_at"))[:40])
    is_repost = bool(values.record(status.get("reblog")))
    silent = is_repost or is_gone
    parent = None if is_repost else here.parent(status)
    addressee = None if is_repost else _addressee(status)
    html = values.text(status.get("content"))
    text = plain(html)[0] if html else None
    warning = values.text(status.get("spoiler_text"))
    return Post(
        post=f"mastodon:{uri}",
        author=author,
        created_us=created,
        parent=parent,
        parent_author=addressee,
        title=None if silent else warning,
        text=None if silent else values.text(text),
        language=values.text(status.get("language")),
        mentions=() if silent else _mentions(status, text or "", is_reply=bool(parent or addressee)),
        is_context=is_context,
        is_repost=is_repost,
        version_us=values.moment_us(status.get("edited_at")) or 0,
    )


def _uri(status: dict[str, Any]) -> str | None:
    return values.identifier(status.get("uri")) or values.identifier(status.get("url"))


def _server(uri: str) -> str:
    try:
        return urlsplit(uri).netloc.lower() or "unknown"
    except ValueError:
        return "unknown"


def _person(account: dict[str, Any]) -> str | None:
    """A person by the URL of their page; by user@server where that is all there is."""
    url = values.text(account.get("url"))
    if url:
        return f"mastodon:{url.strip().rstrip('/')}"
    acct = values.text(account.get("acct"))
    return f"mastodon:{acct.strip().lower()}" if acct and "@" in acct else None


def _handle(account: dict[str, Any]) -> str | None:
    acct = values.text(account.get("acct")) or values.text(account.get("username"))
    if acct is None or "@" in acct:
        return acct
    url = values.text(account.get("url"))
    return f"{acct}@{_server(url)}" if url else acct


def _addressee(status: dict[str, Any]) -> str | None:
    key = values.identifier(status.get("in_reply_to_account_id"))
    account = values.record(status.get("account"))
    if key is None:
        return None
    if key == values.identifier(account.get("id")):
        return _person(account)
    for mention in values.records(status.get("mentions")):
        if values.identifier(mention.get("id")) == key:
            return _person(mention)
    return None


def _mentions(status: dict[str, Any], text: str, *, is_reply: bool) -> tuple[Mention, ...]:
    """Who is mentioned; the names that a reply begins with address."""
    leading = LEADING.match(text) if is_reply else None
    run = leading[0].lower() if leading else ""
    rest = text[len(run) :].lower()
    found = []
    for mention in values.records(status.get("mentions")):
        person, name = _person(mention), values.text(mention.get("username"))
        if person:
            at = f"@{name.lower()}" if name else "@"
            found.append(Mention(person, at in run and at not in rest))
    return values.unique(found)


def _profile(account: dict[str, Any], seen_us: int) -> Person | None:
    person = _person(account)
    if person is None:
        return None
    note = values.text(account.get("note"))
    lines = [plain(note)[0]] if note else []
    for field in values.records(account.get("fields")):
        name, value = values.text(field.get("name")), values.text(field.get("value"))
        if name and value:
            lines.append(f"{name}: {plain(value)[0]}")
    bio = values.text("\n".join(lines))
    return Person(
        person=person, handle=_handle(account), name=values.text(account.get("display_name")), bio=bio, seen_us=seen_us
    )


SOURCE: Final = Source("mastodon", "Mastodon", _recognise, _read)

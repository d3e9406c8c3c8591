"""4CAT: a dataset of X, Bluesky, Telegram, Truth Social or YouTube comments as CSV.

How to get one: the dataset's page in 4CAT, Download, CSV.
What it carries: on Bluesky replies with the post answered; on X, from Zeeschuimer or the API, who is answered but not which
post; on Telegram and YouTube the message answered; mentions by name, on X and Bluesky.
Traps: ``author`` may be a hash when the dataset was made pseudonymous, and then mentions lead nowhere; Bluesky's ``timestamp``
is a number; a YouTube answer names its top comment only; there are no bios.
"""

from collections.abc import Iterator
from typing import Any, Final

from graphtool.schema import Mention, Person, Post
from graphtool.sources import suites, values, x
from graphtool.sources.layouts import Row, first, table_source
from graphtool.sources.mentions import written
from graphtool.sources.records import Dropped, Item, OtherId

_X: Final = frozenset(("id", "thread_id", "timestamp", "body", "author", "is_reply", "is_retweet"))
_BLUESKY: Final = frozenset(("id", "thread_id", "created_at", "body", "author", "author_id", "replied_to_post"))
_TELEGRAM: Final = frozenset(("id", "chat", "author", "timestamp", "body", "reply_to"))
_TRUTH: Final = frozenset(("id", "account_id", "account_username", "body", "created_at"))
_YOUTUBE: Final = frozenset(("id", "videoid", "authorname", "text", "publishedat", "isreplyto"))
_IDS: Final = frozenset(("id", "author_id", "thread_id", "account_id", "reply_to"))
_NONE: Final = frozenset(("", "n/a", "none", "-1", "0"))


def _marks(names: frozenset[str]) -> str | None:
    for kind, needed in _KINDS.items():
        if needed <= names:
            return f"4CAT's {kind}: a table with {', '.join(sorted(needed))}"
    return None


_KINDS: Final = {
    "X posts": _X,
    "Bluesky posts": _BLUESKY,
    "Telegram messages": _TELEGRAM,
    "Truth Social posts": _TRUTH,
    "YouTube comments": _YOUTUBE,
}


def _items(row: Row, line: int) -> Iterator[Item]:
    read = next((read for needed, read in _READERS if needed <= row.keys()), _x)
    key, created = _id(row.get("id")), _when(row)
    if key is None or created is None:
        yield Dropped(line, "no id" if key is None else "bad time", (key or "")[:40])
    else:
        yield from read(row, key, created)


def _x(row: Row, key: str, created: int) -> Iterator[Item]:
    handle = _id(row.get("author"))
    author = x.person(_id(row.get("author_id")), handle)
    if author:
        yield Person(person=author, handle=handle, name=values.text(row.get("author_fullname")), seen_us=created)
    text, is_repost = values.text(row.get("body")), _yes(row.get("is_retweet"))
    to = x.person(None, _id(first(row, "replied_author", "replied_user"))) if _yes(row.get("is_reply")) else None
    yield Post(
        post=f"x:{key}",
        author=author,
        created_us=created,
        thread=x.post(_id(row.get("thread_id"))),
        parent_author=None if is_repost else to,
        text=None if is_repost else text,
        language=x.language(row.get("language_guess")),
        mentions=() if is_repost else _named(row.get("mentions"), text, "x", is_reply=_yes(row.get("is_reply"))),
        is_repost=is_repost,
    )


def _bluesky(row: Row, key: str, created: int) -> Iterator[Item]:
    handle, did = _id(row.get("author")), _id(row.get("author_id"))
    author = suites.person("bluesky", did, handle)
    if author:
        name = values.text(first(row, "display_name", "author_display_name"))
        yield Person(person=author, handle=handle, name=name, seen_us=created)
    own = suites.address(first(row, "url", "link"))
    if own and key.startswith("at://"):
        yield OtherId(f"bluesky:{own.post}", f"bluesky:{key}")  # replies name it by the handle
    post = key if key.startswith("at://") else own.post if own else f"at://{did}/app.bsky.feed.post/{key}"
    answered = _id(row.get("replied_to_post"))
    found = suites.address(answered)
    parent = answered if answered and answered.startswith("at://") else found.post if found else None
    thread, quoted = _id(row.get("thread_id")), suites.address(_id(row.get("quoted_post")))
    languages = [each.strip() for each in str(_id(row.get("languages")) or "").split(",") if each.strip()]
    yield Post(
        post=f"bluesky:{post}",
        author=author,
        created_us=created,
        thread=f"bluesky:{thread}" if thread else None,
        parent=f"bluesky:{parent}" if parent else None,
        parent_author=_on_bluesky(_id(row.get("replied_to_user"))) if parent else None,
        text=values.text(row.get("body")),
        language=suites.language(languages[0]) if len(languages) == 1 else None,
        quoted=f"bluesky:{quoted.post}" if quoted else None,
        quoted_author=_on_bluesky(_id(row.get("quoted_user"))) if quoted else None,
        mentions=values.unique(Mention(person) for name in _several(row.get("mentions")) if (person := _on_bluesky(name))),
    )


def _on_bluesky(name: str | None) -> str | None:
    """Somebody by handle, or by did where 4CAT could not find the handle."""
    return suites.person("bluesky", name if name and name.startswith("did:") else None, name)


def _telegram(row: Row, key: str, created: int) -> Iterator[Item]:
    chat, handle = _id(row.get("chat")) or "chat", _id(row.get("author_username"))
    number = _id(row.get("author"))
    number = f"user{number}" if number and number.isdecimal() else number  # as Telegram's own export writes it
    author = suites.person("telegram", number, handle)
    if author:
        yield Person(person=author, handle=handle, name=values.text(row.get("author_name")), seen_us=created)
    parent, text = _id(row.get("reply_to")), values.text(row.get("body"))
    is_repost = (
        first(row, "author_forwarded_from_name", "author_forwarded_from_username", "timestamp_forwarded_from") is not None
    )
    whole = key if "/" in key else f"{chat}/{key.removeprefix(f'{chat}-')}"
    yield Post(
        post=f"telegram:{whole}",
        author=author,
        created_us=created,
        parent=f"telegram:{chat}/{parent.removeprefix(f'{chat}-')}" if parent and not is_repost else None,
        text=None if is_repost else text,
        mentions=() if is_repost else written(text, lambda name: f"telegram:@{name.lower()}", is_reply=False),
        is_repost=is_repost,
    )


def _truth(row: Row, key: str, created: int) -> Iterator[Item]:
    handle, number = _id(row.get("account_username")), _id(row.get("account_id"))
    author = suites.person("truth", number, handle)
    if author:
        yield Person(person=author, handle=handle, name=values.text(row.get("account_display_name")), seen_us=created)
    text = values.text(row.get("body"))
    yield Post(
        post=f"truth:{key}",
        author=author,
        created_us=created,
        text=text,
        mentions=written(text, lambda name: f"truth:@{name.lower()}", is_reply=False),
    )


def _youtube(row: Row, key: str, created: int) -> Iterator[Item]:
    name = _id(row.get("authorname"))
    author = suites.person("youtube", _id(first(row, "authorid", "authorchannelid")), name)
    if author:
        yield Person(person=author, handle=name.lstrip("@") if name else None, name=name, seen_us=created)
    parent = _id(row.get("isreplyto"))
    parent = None if parent and parent.lower() in ("false", "no") else parent
    text = values.text(row.get("text"))
    yield Post(
        post=f"youtube:{key}",
        author=author,
        created_us=created,
        thread=f"youtube:{parent or key}",
        parent=f"youtube:{parent}" if parent else None,
        text=text,
        mentions=written(text, lambda named: f"youtube:@{named.lower()}", is_reply=False),
    )


_READERS: Final = ((_X, _x), (_BLUESKY, _bluesky), (_TELEGRAM, _telegram), (_TRUTH, _truth), (_YOUTUBE, _youtube))


def _when(row: Row) -> int | None:
    names = ("unix_timestamp", "timestamp", "created_at", "publishedat")
    return next((found for name in names if (found := values.moment_us(row.get(name))) is not None), None)


def _id(value: Any) -> str | None:
    found = values.identifier(value)
    return None if found is None or found.lower() in _NONE else found


def _yes(value: Any) -> bool:
    return value is True or str(value).strip().lower() in ("yes", "true", "1")


def _named(listed: Any, text: str | None, platform: str, *, is_reply: bool) -> tuple[Mention, ...]:
    """The names listed, told from addressing by the words."""
    names = {f"{platform}:@{name.lower()}" for name in _several(listed)}
    marked = written(text, lambda name: f"{platform}:@{name.lower()}", is_reply=is_reply)
    return values.unique([*marked, *(Mention(name) for name in sorted(names - {mention.person for mention in marked}))])


def _several(listed: Any) -> list[str]:
    return [name.strip().lstrip("@") for name in str(_id(listed) or "").split(",") if name.strip(" @")]


SOURCE: Final = table_source(
    "fourcat", "4CAT (CSV)", marks=_marks, known=_X | _BLUESKY | _TELEGRAM | _TRUTH | _YOUTUBE, items=_items, ids=_IDS
)

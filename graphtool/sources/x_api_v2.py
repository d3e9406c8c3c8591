"""X (Twitter) API v2 as twarc2 writes it: one page of results a line, or one flattened tweet a line.

How to get one: ``twarc2 search``, ``twarc2 conversations`` and the like; ``twarc2 flatten`` makes the second form.
What it carries: replies with their addressee, mentions, quotes, profiles with bios. Tweets that came along because a
hit answers or quotes them are posts too, marked as context.
Traps: a reply starts with an automatic run of @names, which addresses and does not mention; a repost carries the other
person's words and mentions; an edited tweet comes under a new id each time; a page may hold users only.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from graphtool.schema import Mention, Person, Post
from graphtool.sources import values, x
from graphtool.sources.files import Head
from graphtool.sources.jsonlines import decoded
from graphtool.sources.mentions import marked
from graphtool.sources.records import Dropped, Item, LeftOut, ReadOptions, ReadReport, Source


class _Record(msgspec.Struct):
    """A page (``data`` and ``includes``) or a flattened tweet (``id`` and ``author``)."""

    data: Any = None
    includes: Any = None
    errors: Any = None
    twarc: Any = msgspec.field(default=None, name="__twarc")
    id: Any = None
    text: Any = None
    author_id: Any = None
    author: Any = None
    created_at: Any = None
    conversation_id: Any = None
    in_reply_to_user_id: Any = None
    in_reply_to_user: Any = None
    referenced_tweets: Any = None
    entities: Any = None
    lang: Any = None
    edit_history_tweet_ids: Any = None
    withheld: Any = None
    username: Any = None


def _recognise(head: Head) -> str | None:
    record = head.record
    if record is None:
        return None
    data = values.records(record.get("data"))
    if data and "id" in data[0] and ("text" in data[0] or "username" in data[0]):
        return "X API v2 pages: its records have data with ids, as twarc2 writes them"
    if "__twarc" in record and ("errors" in record or "meta" in record):
        return "X API v2 pages: its records carry twarc2's mark"
    if "id" in record and "text" in record and ("author_id" in record or "edit_history_tweet_ids" in record):
        return "X API v2 tweets, flattened: its records have id, text and author_id"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    for line, found in decoded(path, _Record, report=report, options=options):
        if isinstance(found, Dropped):
            yield found
        else:
            yield from _Page(found, line).items(report)


class _Page:
    """One line: the tweets asked for, those that came along, and who is known in it."""

    def __init__(self, record: _Record, line: int) -> None:
        self._line = line
        self._seen_us = values.moment_us(values.record(record.twarc).get("retrieved_at")) or 0
        self._is_empty = record.data is None and record.id is None
        self._had_errors = bool(record.errors)
        includes = values.record(record.includes)
        asked = values.records(record.data) if record.data is not None else [msgspec.structs.asdict(record)]
        self._hits = [] if self._is_empty else [each for each in asked if not _is_user(each)]
        self._context: list[dict[str, Any]] = values.records(includes.get("tweets"))
        users = [*values.records(includes.get("users")), *(each for each in asked if _is_user(each))]
        pending = list(self._hits)
        while pending:  # a flattened tweet carries its references and people inside itself
            tweet = pending.pop()
            inner = [each for each in values.records(tweet.get("referenced_tweets")) if "text" in each]
            self._context += inner
            pending += inner
            users += values.records(tweet.get("author")) + values.records(tweet.get("in_reply_to_user"))
            users += [each for each in values.records(_entities(tweet).get("mentions")) if "created_at" in each]
        self._users = {key: user for user in users if (key := values.identifier(user.get("id")))}
        self._handles = {
            handle.lower(): key for key, user in self._users.items() if (handle := values.text(user.get("username")))
        }
        self._authors = {
            key: author
            for tweet in (*self._context, *self._hits)
            if (key := values.identifier(tweet.get("id"))) and (author := _author_id(tweet))
        }

    def items(self, report: ReadReport) -> Iterator[Item]:
        """Everything on the line; each hit beyond the first is a row of its own."""
        report.rows += max(len(self._hits) - 1, 0)
        if self._is_empty and not self._had_errors:
            yield Dropped(self._line, "not a record", "neither data nor a tweet")
        elif not self._hits:
            yield LeftOut("a page without tweets")
        for key, user in self._users.items():
            yield Person(
                person=f"x:{key}",
                handle=values.text(user.get("username")),
                name=values.text(user.get("name")),
                bio=values.text(user.get("description")),
                seen_us=self._seen_us,
            )
        hits = {values.identifier(tweet.get("id")) for tweet in self._hits}
        for tweet in self._hits:
            yield self._post(tweet, is_context=False)
        for tweet in self._context:
            found = self._post(tweet, is_context=True)
            if values.identifier(tweet.get("id")) not in hits and isinstance(found, Post):
                yield found

    def _post(self, tweet: dict[str, Any], *, is_context: bool) -> Post | Dropped:
        key, author = values.identifier(tweet.get("id")), _author_id(tweet)
        if key is None:
            return Dropped(self._line, "no id")
        if author is None:
            return Dropped(self._line, "no author", f"tweet {key}")
        created = values.moment_us(tweet.get("created_at"))
        if created is None:
            return Dropped(self._line, "bad time", f"tweet {key}: {str(tweet.get('created_at'))[:40]}")
        refers = {str(each.get("type")): values.identifier(each.get("id")) for each in _references(tweet)}
        is_repost = "retweeted" in refers
        parent = None if is_repost else refers.get("replied_to")
        quoted = None if is_repost else refers.get("quoted")
        addressed = None if is_repost else values.identifier(tweet.get("in_reply_to_user_id"))
        addressed = addressed or self._authors.get(parent or "")
        history = [each for each in map(values.identifier, _list(tweet.get("edit_history_tweet_ids"))) if each]
        limits = values.record(tweet.get("withheld"))
        withheld = x.is_withheld(limits.get("copyright"), limits.get("country_codes"))
        conversation = values.identifier(tweet.get("conversation_id"))
        return Post(
            post=f"x:{min(history, key=_numeric) if history else key}",
            author=None if withheld else f"x:{author}",
            created_us=created,
            thread=f"x:{conversation}" if conversation else None,
            parent=f"x:{parent}" if parent else None,
            parent_author=f"x:{addressed}" if addressed else None,
            quoted=f"x:{quoted}" if quoted else None,
            quoted_author=self._person_of(quoted),
            text=None if is_repost or withheld else x.words(tweet.get("text")),
            language=x.language(tweet.get("lang")),
            mentions=() if is_repost or withheld else self._mentions(tweet, is_reply=bool(parent or addressed)),
            is_context=is_context,
            is_repost=is_repost,
            version_us=self._seen_us + history.index(key) if key in history else self._seen_us,
        )

    def _person_of(self, tweet: str | None) -> str | None:
        author = self._authors.get(tweet or "")
        return f"x:{author}" if author else None

    def _mentions(self, tweet: dict[str, Any], *, is_reply: bool) -> tuple[Mention, ...]:
        words = tweet.get("text")
        named = values.records(_entities(tweet).get("mentions"))
        marks = ((each.get("start"), each.get("end"), self._mentioned(each) or "") for each in named)
        return marked(words if isinstance(words, str) else "", marks, is_reply=is_reply)

    def _mentioned(self, mention: dict[str, Any]) -> str | None:
        handle = values.text(mention.get("username"))
        key = values.identifier(mention.get("id")) or self._handles.get((handle or "").lower())
        if key:
            return f"x:{key}"
        return f"x:@{handle.lower()}" if handle else None


def _is_user(found: dict[str, Any]) -> bool:
    return found.get("username") is not None and found.get("text") is None


def _author_id(tweet: dict[str, Any]) -> str | None:
    return values.identifier(tweet.get("author_id")) or values.identifier(values.record(tweet.get("author")).get("id"))


def _references(tweet: dict[str, Any]) -> list[dict[str, Any]]:
    return values.records(tweet.get("referenced_tweets"))


def _entities(tweet: dict[str, Any]) -> dict[str, Any]:
    return values.record(tweet.get("entities"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _numeric(identifier: str) -> tuple[int, str]:
    return len(identifier), identifier


SOURCE: Final = Source("x_api_v2", "X API v2 (twarc2)", _recognise, _read)

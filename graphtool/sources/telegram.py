"""Telegram Desktop's export of a group or channel (``result.json``), or of a whole account.

How to get one: in Telegram Desktop, open the group, menu, Export chat history, format JSON.
What it carries: messages with their author and the message they reply to, mentions, edits.
Traps: there are no usernames, so an ``@name`` in a text stays a name; older exports have local times without a zone, which
are read as UTC and counted unless ``--timezone`` names it; deleted accounts are nobody; forwarded messages are somebody
else's words; private chats in the export of an account are left out; there are no threads, they are found along the replies.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.schema import Mention, Person, Post
from graphtool.sources import values
from graphtool.sources.files import Head
from graphtool.sources.jsonrecords import first_record, records_of
from graphtool.sources.records import Dropped, Item, LeftOut, Noted, ReadOptions, ReadReport, Source

_LISTS: Final = ("messages", "chats.list")
_PRIVATE: Final = frozenset(("personal_chat", "saved_messages", "bot_chat", "verification_codes"))


def _recognise(head: Head) -> str | None:
    found = first_record(head, _LISTS)
    if found is None:
        return None
    value, chat = found.value, found.around
    if "id" in chat and "type" in chat and "id" in value and ("from_id" in value or "actor_id" in value):
        return "Telegram Desktop's result.json: a chat with messages that have from_id"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    for found in records_of(path, _LISTS, report=report, options=options):
        if isinstance(found, Dropped):
            yield found
        else:
            yield from _items(found.value, found.around, found.place, options)


def _items(message: dict[str, Any], chat: dict[str, Any], place: int, options: ReadOptions) -> Iterator[Item]:
    if str(chat.get("type")) in _PRIVATE:
        yield LeftOut("a message of a private chat")
        return
    if message.get("type") == "service":
        yield LeftOut("a service message")
        return
    here = values.identifier(chat.get("id")) or "chat"
    key = values.identifier(message.get("id"))
    created = values.moment_us(message.get("date_unixtime"))
    is_local = created is None
    created = values.moment_us(message.get("date"), options.zone) if is_local else created
    if key is None or created is None:
        yield Dropped(place, "no id" if key is None else "bad time", str(message.get("date"))[:40] if key else "")
        return
    if "from_id" not in message and "from" not in message:
        yield Dropped(place, "no author", f"message {key[:40]}")
        return
    if is_local and options.timezone is None:
        yield Noted("local times without a zone, read as UTC")
    name = values.text(message.get("from"))
    # who deleted their account keeps a number, but no name
    author = _person(message.get("from_id")) if name and not values.is_nobody(name) and name != "Deleted Account" else None
    text = _words(message.get("text"))
    is_repost = "forwarded_from" in message
    parent = values.identifier(message.get("reply_to_message_id")) if "reply_to_peer_id" not in message else None
    if author:
        yield Person(person=author, name=name, seen_us=created)
    silent = is_repost or author is None
    yield Post(
        post=f"telegram:{here}/{key}",
        author=author,
        created_us=created,
        parent=f"telegram:{here}/{parent}" if parent and not is_repost else None,
        text=None if silent else text,
        mentions=() if silent else _mentions(message),
        is_repost=is_repost,
        version_us=values.moment_us(message.get("edited_unixtime"))
        or values.moment_us(message.get("edited"), options.zone)
        or 0,
    )


def _person(key: Any) -> str | None:
    found = values.identifier(key)
    if found is None:
        return None
    return f"telegram:user{found}" if found.isdecimal() else f"telegram:{found}"  # older exports write the number alone


def _words(text: Any) -> str | None:
    """A text, or its pieces joined: words stand alone, what is marked in an object."""
    if isinstance(text, list):
        pieces = [each if isinstance(each, str) else values.record(each).get("text") for each in text]
        text = "".join(each for each in pieces if isinstance(each, str))
    return values.text(text)


def _mentions(message: dict[str, Any]) -> tuple[Mention, ...]:
    listed = message.get("text_entities")
    found: list[Mention] = []
    for entity in values.records(listed if isinstance(listed, list) else message.get("text")):
        named, key = values.text(entity.get("text")), values.identifier(entity.get("user_id"))
        if entity.get("type") == "mention_name" and key:
            found.append(Mention(f"telegram:user{key}"))
        elif entity.get("type") == "mention" and named and named.strip().lstrip("@"):
            found.append(Mention(f"telegram:@{named.strip().lstrip('@').lower()}"))
    return values.unique(found)


SOURCE: Final = Source("telegram", "Telegram Desktop", _recognise, _read)

"""ConvoKit corpora: ``utterances.jsonl`` with ``speakers.json`` beside it.

How to get one: ``convokit.download(...)`` or ``Corpus.dump`` of a corpus; name the folder or its ``utterances.jsonl``.
What it carries: utterances with their speaker, conversation and the utterance they reply to. Corpora made from Reddit get
Reddit's own ids, so they collapse with a dump of the same subreddit.
Traps: the time may be null, and such an utterance cannot be used, for everything here is dated; no mentions but Reddit's
``u/name``; in older corpora the key is ``reply_to`` and ``user``, in newer ones ``reply-to`` and ``speaker``.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.schema import Post
from graphtool.sources import values
from graphtool.sources.files import Head
from graphtool.sources.jsonrecords import first_record, records_of
from graphtool.sources.records import Dropped, Item, ReadOptions, ReadReport, Source
from graphtool.sources.reddit import named

_GONE: Final = frozenset(("[deleted]", "[removed]"))


def _recognise(head: Head) -> str | None:
    found = first_record(head)
    if found is None:
        return None
    value = found.value
    has_reply = "reply-to" in value or "reply_to" in value
    if (
        has_reply
        and "text" in value
        and ("speaker" in value or "user" in value)
        and ("conversation_id" in value or "root" in value)
    ):
        return "a ConvoKit corpus: its records have speaker, conversation_id, reply-to and text"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    for found in records_of(path, report=report, options=options):
        yield found if isinstance(found, Dropped) else _post(found.value, found.place, options.platform)


def _post(value: dict[str, Any], place: int, platform: str | None) -> Post | Dropped:
    key, speaker = values.identifier(value.get("id")), _speaker(value)
    created = values.moment_us(value.get("timestamp"))
    if key is None:
        return Dropped(place, "no id")
    if speaker is None:
        return Dropped(place, "no author", key[:40])
    if created is None:
        return Dropped(place, "bad time", str(value.get("timestamp"))[:40])
    meta = values.record(value.get("meta"))
    is_reddit = "subreddit" in meta or "permalink" in meta
    here = platform or ("reddit" if is_reddit else "convokit")
    root = values.identifier(value.get("conversation_id")) or values.identifier(value.get("root"))
    parent = values.identifier(value.get("reply-to")) or values.identifier(value.get("reply_to"))

    def full(each: str | None) -> str | None:
        if each is None:
            return None
        if not is_reddit or each[:3] in ("t1_", "t3_"):
            return f"{here}:{each}"
        return f"{here}:{'t3' if each == root else 't1'}_{each}"

    text = values.text(value.get("text"))
    author = None if values.is_nobody(speaker) else f"{here}:{speaker}"
    silent = author is None or (text or "").strip() in _GONE
    return Post(
        post=full(key) or "",
        author=author,
        created_us=created,
        thread=full(root),
        parent=full(parent),
        title=values.text(meta.get("title")) if author else None,
        text=None if silent else text,
        flair=values.text(meta.get("author_flair_text")) if author else None,
        mentions=named(text) if is_reddit and not silent else (),
    )


def _speaker(value: dict[str, Any]) -> str | None:
    """Whose words it is; newer corpora write an object."""
    found = value.get("speaker", value.get("user"))
    return values.identifier(values.record(found).get("id") if isinstance(found, dict) else found)


SOURCE: Final = Source("convokit", "ConvoKit", _recognise, _read)

"""Discourse forums: topics, posts and lists of posts as its pages give them when ``.json`` is added to the address.

How to get one: ``https://FORUM/t/TOPIC.json?print=true`` for whole topics (up to 1,000 posts), ``/posts.json`` for the newest
ones; one answer a file or a line. For an own forum the Data Explorer plugin gives tables, which are read as tables.
What it carries: posts with the post they answer, whom they answer, mentions, quotes of other posts, the user's title.
Traps: a post that names no other answers the topic, that is its first post; what is quoted inside a post is not its author's
word; small actions, whispers and deleted or hidden posts give no text; ids are numbers within one forum, so give each forum
its own ``--platform``.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from graphtool.schema import Mention, Person, Post
from graphtool.sources import values
from graphtool.sources.files import Head
from graphtool.sources.html_text import plain
from graphtool.sources.jsonrecords import first_record, records_of
from graphtool.sources.mentions import written
from graphtool.sources.records import Dropped, Item, LeftOut, ReadOptions, ReadReport, Source

_LISTS: Final = ("post_stream.posts", "latest_posts", "posts")
_REGULAR: Final = 1
_WHISPER: Final = 4
_QUOTE: Final = re.compile(r"\[quote(?P<whom>[^\]]*)\].*?\[/quote\]", re.DOTALL | re.IGNORECASE)
_QUOTED: Final = re.compile(r"post:\s*(\d+)\s*,\s*topic:\s*(\d+)")
_NOBODY: Final = frozenset(("system", "discobot"))


def _recognise(head: Head) -> str | None:
    found = first_record(head, _LISTS)
    if found is None:
        return None
    post = found.value
    if "post_number" in post and ("cooked" in post or "raw" in post) and "username" in post:
        return "Discourse posts: its records have post_number, username and cooked or raw text"
    return None


def _read(path: Path, report: ReadReport, options: ReadOptions) -> Iterator[Item]:
    here = options.platform or "discourse"
    for found in records_of(path, _LISTS, report=report, options=options):
        if isinstance(found, Dropped):
            yield found
        elif "post_stream" in found.value:
            yield LeftOut("a topic without posts")
        else:
            yield from post_items(found.value, found.around, here=here, place=found.place)


def post_items(post: dict[str, Any], topic: dict[str, Any], *, here: str, place: int) -> Iterator[Item]:
    """What a post gives, told as the forum's pages do, with the topic around it, its platform and its place in the file."""
    if post.get("post_type", _REGULAR) == _WHISPER:
        yield LeftOut("a whisper")
        return
    if post.get("action_code"):
        yield LeftOut("a small action")
        return
    number, number_of_topic = _whole(post.get("post_number")), _whole(post.get("topic_id")) or _whole(topic.get("id"))
    created = values.moment_us(post.get("created_at"))
    if number is None or number_of_topic is None:
        yield Dropped(place, "no id", f"post {post.get('id')}"[:40])
        return
    if created is None:
        yield Dropped(place, "bad time", str(post.get("created_at"))[:40])
        return
    name = values.text(post.get("username"))
    gone = bool(post.get("deleted_at") or post.get("user_deleted") or post.get("hidden"))
    if name is None and not gone and "username" not in post:
        yield Dropped(place, "no author", f"post {number} of topic {number_of_topic}")
        return
    author = (
        None if gone or name is None or name.lower() in _NOBODY or values.is_nobody(name) else f"{here}:{name.strip().lower()}"
    )
    text, mentions, quoted = _words(post, here)
    if author:
        shown = values.text(post.get("name")) or values.text(post.get("display_username"))
        yield Person(
            person=author, handle=(name or "").strip(), name=shown, bio=values.text(post.get("user_bio")), seen_us=created
        )
    answered = _whole(post.get("reply_to_post_number")) or (1 if number > 1 else None)
    addressee = values.text(values.record(post.get("reply_to_user")).get("username"))
    yield Post(
        post=f"{here}:{number_of_topic}/{number}",
        author=author,
        created_us=created,
        thread=f"{here}:{number_of_topic}/1",
        parent=f"{here}:{number_of_topic}/{answered}" if answered and answered != number else None,
        parent_author=f"{here}:{addressee.strip().lower()}" if addressee else None,
        quoted=f"{here}:{quoted}" if quoted and author else None,
        title=_title(post, topic) if number == 1 and author else None,
        text=text if author else None,
        flair=values.text(post.get("user_title")) if author else None,
        mentions=mentions if author else (),
        version_us=values.moment_us(post.get("updated_at")) or 0,
    )


def _title(post: dict[str, Any], topic: dict[str, Any]) -> str | None:
    return values.text(topic.get("title")) or values.text(post.get("topic_title"))


def _whole(value: Any) -> int | None:
    """A positive number, which some exports write as a text."""
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 16:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _words(post: dict[str, Any], here: str) -> tuple[str | None, tuple[Mention, ...], str | None]:
    """(own text, mentions, topic/number of the first post quoted)."""
    raw, cooked = values.text(post.get("raw")), values.text(post.get("cooked"))
    if raw is not None:
        first = next((_QUOTED.search(quote["whom"]) for quote in _QUOTE.finditer(raw)), None)
        text = values.text(_QUOTE.sub("", raw).strip())
        mentions = written(text, lambda name: f"{here}:{name.lower()}", is_reply=False)
        return text, mentions, f"{first[2]}/{first[1]}" if first else None
    if cooked is None:
        return None, (), None
    shown, named = plain(cooked, own=True)
    first = re.search(r'<aside[^>]*data-post="(?P<post>\d+)"[^>]*data-topic="(?P<topic>\d+)"', cooked)
    mentions = values.unique(Mention(f"{here}:{name.lower()}") for name in named)
    return values.text(shown), mentions, f"{first['topic']}/{first['post']}" if first else None


SOURCE: Final = Source("discourse", "Discourse", _recognise, _read)

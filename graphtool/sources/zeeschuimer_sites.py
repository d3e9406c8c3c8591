"""The items of the sites that the browser extension Zeeschuimer collects, beside X: one function a site.

Field names are those that Zeeschuimer's modules and 4CAT's mappings of them read.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from graphtool.schema import Mention, Person, Post
from graphtool.sources import values
from graphtool.sources.html_text import plain
from graphtool.sources.jsonrecords import nested
from graphtool.sources.mentions import written
from graphtool.sources.records import Dropped, Item, LeftOut

_SHORTCODE: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_ACTIVITY: Final = re.compile(r"urn:li:(?:activity|ugcPost|share):(\d+)")
_PROFILE: Final = re.compile(r"linkedin\.com/((?:in|company|school)/[^/?]+)")
_NONE: Final = (None, "", "0", "-1")

Site = Callable[[dict[str, Any], int], Iterator[Item]]


def _key(value: Any) -> str | None:
    found = values.identifier(value)
    return None if found in _NONE else found


def _who(site: str, key: Any, name: Any) -> str | None:
    """A person by number, or by name where there is none."""
    number, called = _key(key), values.text(name)
    if number:
        return f"{site}:{number}"
    return f"{site}:@{called.strip().lower()}" if called and called.strip() and not values.is_nobody(called) else None


def _told(
    site: str, place: int, *, post: Post | None, key: str | None, handle: Any, name: Any = None, bio: Any = None
) -> Iterator[Item]:
    """A post with its author, or why there is none."""
    if post is None:
        yield Dropped(place, "no id" if key is None else "bad time", f"{site} {key or ''}"[:40])
        return
    if post.author:
        yield Person(
            person=post.author,
            handle=values.text(handle),
            name=values.text(name),
            bio=values.text(bio),
            seen_us=post.created_us,
        )
    yield post


def _by_names(site: str, text: str | None, *, is_reply: bool = False) -> tuple[Mention, ...]:
    return written(text, lambda name: f"{site}:@{name.lower()}", is_reply=is_reply)


def _language(value: Any) -> str | None:
    """ISO 639-1 of what TikTok says; ``un`` is its mark for none."""
    code = values.text(value)
    return None if code in (None, "un", "und") else code


def _post(site: str, key: str | None, created: int | None, **more: Any) -> Post | None:
    return None if key is None or created is None else Post(post=f"{site}:{key}", created_us=created, **more)


def _tiktok(data: dict[str, Any], place: int) -> Iterator[Item]:
    author, key = data.get("author"), _key(data.get("id"))
    known = values.record(author)
    name = known.get("uniqueId") or (author if isinstance(author, str) else None)
    text = values.text(data.get("desc"))
    marked = [
        Mention(who)
        for each in values.records(data.get("textExtra"))
        if (who := _who("tiktok", each.get("userId"), each.get("userUniqueId")))
    ]
    post = _post(
        "tiktok", key, values.moment_us(data.get("createTime")), author=_who("tiktok", known.get("id"), name), text=text,
        language=_language(data.get("textLanguage")), mentions=values.unique(marked) or _by_names("tiktok", text),
    )  # fmt: skip
    shown = known.get("nickname") or data.get("nickname")
    yield from _told("tiktok", place, post=post, key=key, handle=name, name=shown, bio=known.get("signature"))


def _tiktok_comment(data: dict[str, Any], place: int) -> Iterator[Item]:
    user, key, video = values.record(data.get("user")), _key(data.get("cid")), _key(data.get("aweme_id"))
    answered = _key(data.get("reply_to_reply_id")) or _key(data.get("reply_id")) or video
    text = values.text(data.get("text"))
    post = _post(
        "tiktok", key, values.moment_us(data.get("create_time")), author=_who("tiktok", user.get("uid"), user.get("unique_id")),
        thread=f"tiktok:{video}" if video else None, parent=f"tiktok:{answered}" if answered else None, text=text,
        language=_language(data.get("comment_language")),
        mentions=_by_names("tiktok", text, is_reply=answered != video),
    )  # fmt: skip
    yield from _told("tiktok", place, post=post, key=key, handle=user.get("unique_id"), name=user.get("nickname"))


def _media(data: dict[str, Any]) -> str | None:
    """The number of a post on Instagram or Threads, which its short code in the address spells in another way."""
    number = _key(data.get("pk")) or (_key(data.get("id")) or "").partition("_")[0]
    code = values.text(data.get("code")) or values.text(data.get("shortcode"))
    if number.isdecimal() or not code:
        return number or None
    spelled = [_SHORTCODE.find(mark) for mark in code[:11]]
    return None if min(spelled) < 0 else str(sum(digit * 64**power for power, digit in enumerate(reversed(spelled))))


def _instagram(data: dict[str, Any], place: int) -> Iterator[Item]:
    if data.get("product_type") == "ad":
        yield LeftOut("an advertisement")
        return
    user = values.record(data.get("user")) or values.record(data.get("owner"))
    created = values.moment_us(data.get("taken_at")) or values.moment_us(data.get("taken_at_timestamp"))
    if created is None and ("_zs_partial" in data or not user):
        yield LeftOut("a post seen as a thumbnail, without author or time")
        return
    edges = values.records(nested(data, "edge_media_to_caption", "edges"))
    text = values.text(nested(data, "caption", "text")) or values.text(nested(edges[0], "node", "text") if edges else None)
    key = _media(data)
    post = _post(
        "instagram", key, created, author=_who("instagram", user.get("pk") or user.get("id"), user.get("username")), text=text,
        mentions=_by_names("instagram", text),
    )  # fmt: skip
    yield from _told("instagram", place, post=post, key=key, handle=user.get("username"), name=user.get("full_name"))


def _instagram_comment(data: dict[str, Any], place: int) -> Iterator[Item]:
    user = values.record(data.get("user")) or values.record(data.get("owner"))
    name = user.get("unique_id") or user.get("username")
    key = _key(data.get("comment_id")) or _key(data.get("pk")) or _key(data.get("id"))
    thread = (_key(data.get("post_id")) or "").partition("_")[0] or None
    answered = _key(data.get("parent_comment_id")) or thread
    created = next(filter(None, (values.moment_us(data.get(each)) for each in ("created_at_utc", "created_at"))), None)
    text = values.text(data.get("text"))
    post = _post(
        "instagram", key, created, author=_who("instagram", user.get("id") or user.get("pk"), name),
        thread=f"instagram:{thread}" if thread else None, parent=f"instagram:{answered}" if answered else None, text=text,
        mentions=_by_names("instagram", text, is_reply=bool(answered)),
    )  # fmt: skip
    shown = user.get("nickname") or user.get("full_name")
    yield from _told("instagram", place, post=post, key=key, handle=name, name=shown)


def _threads(data: dict[str, Any], place: int) -> Iterator[Item]:
    user, key = values.record(data.get("user")), _media(data)
    to = values.record(nested(data, "text_post_app_info", "reply_to_author"))
    text = values.text(nested(data, "caption", "text"))
    post = _post(
        "threads", key, values.moment_us(data.get("taken_at")),
        author=_who("threads", user.get("pk") or user.get("id"), user.get("username")),
        parent_author=_who("threads", to.get("pk") or to.get("id"), to.get("username")), text=text,
        mentions=_by_names("threads", text),
    )  # fmt: skip
    yield from _told("threads", place, post=post, key=key, handle=user.get("username"), name=user.get("full_name"))


def _linkedin(data: dict[str, Any], place: int) -> Iterator[Item]:
    actor = values.record(data.get("actor"))
    if not actor:
        yield LeftOut("an item without an author")
        return
    urn = str(nested(data, "updateMetadata", "urn") or data.get("preDashEntityUrn") or "")
    found = _ACTIVITY.search(urn)
    key = found[1] if found else None
    # the first bits of the number of an activity are its time in milliseconds
    created = values.moment_us(int(key) >> 22) if key and len(key) < 21 else None
    profile = _PROFILE.search(str(nested(actor, "navigationContext", "actionTarget") or ""))
    words = values.record(nested(data, "commentary", "text"))
    marked = []
    for each in values.records(words.get("attributes")):
        named = values.text(nested(each, "*miniProfile", "publicIdentifier"))
        if named:
            marked.append(Mention(f"linkedin:in/{named}"))
    post = _post(
        "linkedin", key, created, author=f"linkedin:{profile[1]}" if profile else None, text=values.text(words.get("text")),
        mentions=values.unique(marked),
    )  # fmt: skip
    name = nested(actor, "name", "text")
    yield from _told("linkedin", place, post=post, key=key, handle=name, bio=nested(actor, "description", "text"))


def _truth(data: dict[str, Any], place: int) -> Iterator[Item]:
    account, key = values.record(data.get("account")), _key(data.get("id"))
    text, _ = plain(values.text(data.get("content")) or "", own=True)
    answered, to = _key(data.get("in_reply_to_id")), _key(data.get("in_reply_to_account_id"))
    marked = [
        Mention(who, addressing=who == f"truth:{to}")
        for each in values.records(data.get("mentions"))
        if (who := _who("truth", each.get("id"), each.get("username")))
    ]
    is_repost = isinstance(data.get("reblog"), dict)
    post = _post(
        "truth", key, values.moment_us(data.get("created_at")),
        author=_who("truth", account.get("id"), account.get("username")), parent=f"truth:{answered}" if answered else None,
        parent_author=f"truth:{to}" if to else None, text=None if is_repost else values.text(text),
        language=values.text(data.get("language")), mentions=() if is_repost else values.unique(marked), is_repost=is_repost,
    )  # fmt: skip
    yield from _told(
        "truth", place, post=post, key=key, handle=account.get("username"), name=account.get("display_name"),
        bio=plain(values.text(account.get("note")) or "", own=True)[0],
    )  # fmt: skip


def _facebook(data: dict[str, Any], place: int) -> Iterator[Item]:
    story = values.record(nested(data, "comet_sections", "content", "story"))
    actors = values.records(story.get("actors"))
    author = actors[0] if actors else {}
    metadata = values.records(nested(data, "comet_sections", "context_layout", "story", "comet_sections", "metadata"))
    times = (values.moment_us(nested(each, "story", "creation_time")) for each in metadata)
    created, key = next(filter(None, times), None), _key(story.get("post_id"))
    address = (values.text(author.get("url")) or "").rstrip("/").rpartition("/")[2].partition("?")[0]
    post = _post(
        "facebook", key, created, author=_who("facebook", author.get("id"), address),
        text=values.text(nested(story, "message", "text")),
    )  # fmt: skip
    yield from _told("facebook", place, post=post, key=key, handle=author.get("name"))


SITES: Final[Mapping[str, Site]] = {
    "tiktok.com": _tiktok,
    "tiktok-comments": _tiktok_comment,
    "instagram.com": _instagram,
    "instagram-comments": _instagram_comment,
    "threads.com": _threads,
    "threads.net": _threads,
    "linkedin.com": _linkedin,
    "truthsocial.com": _truth,
    "facebook.com": _facebook,
}

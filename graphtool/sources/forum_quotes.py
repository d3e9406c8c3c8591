"""Whom a forum's post quotes, and its own words without what it quotes, in the markup of several forum programs."""

import html
import re
from typing import Final, NamedTuple

from graphtool.sources import values

_OPENS: Final = re.compile(
    r"\[quote(?P<told>(?::\w+)?(?:=|\s)[^\]]{1,300})\]|<QUOTE\s(?P<attributes>[^>]{0,300})>", re.IGNORECASE
)
_QUOTED: Final = re.compile(
    r"\[quote\b[^\]]{0,300}\](?:(?!\[quote\b).)*?\[/quote[^\]]{0,20}\]"
    r"|<QUOTE\b[^>]{0,300}>(?:(?!<QUOTE\b).)*?</QUOTE>",
    re.IGNORECASE | re.DOTALL,
)
_CODES: Final = re.compile(
    r"\[/?(?:b|i|u|url|img|size|color|list|\*|code|email|quote)\b[^\]]{0,300}\]|<[^>]{0,200}>", re.IGNORECASE
)
_POST: Final = re.compile(r"""\b(?:post_id|pid)=["']?(\d+)|\bpost:\s*(\d+)|\bmsg(\d+)|;(\d+)\s*$""", re.IGNORECASE)
_USER: Final = re.compile(r"""\buser_id=["']?(\d+)|\bmember:\s*(\d+)""", re.IGNORECASE)
_NAMES: Final = (
    re.compile(r'\bauthor="([^"]{1,100})"'),  # phpBB from 3.2, in XML
    re.compile(r"\bauthor=(.{1,100}?)(?=\s+(?:link|date)=|$)"),  # SMF
    re.compile(r'=\s*"([^"]{1,100}?)(?:,\s*(?:post|member):[^"]*)?"'),  # phpBB, XenForo
    re.compile(r"=\s*'([^']{1,100})'"),  # MyBB
    re.compile(r"=\s*([^;\"']{1,100}?)(?=;\d+\s*$|\s\w{1,20}=|\s*$)"),  # vBulletin, and phpBB without quotation marks
)
_MARK: Final = re.compile(r":\w{1,12}$|^:\w{1,12}(?==)")  # with which phpBB 3.0 marked each code
_NESTED: Final = 20  # quotes within quotes that are taken out


class Quote(NamedTuple):
    """What the first quote of a post names: bare ids, and the name of whom it quotes."""

    post: str | None = None
    user: str | None = None
    name: str | None = None


def first_quote(words: str) -> Quote:
    """What the first quote names that names anything."""
    found = _OPENS.search(words)
    if found is None:
        return Quote()
    told = _MARK.sub("", html.unescape(found["attributes"] or found["told"] or "").strip())
    post, user = (next(filter(None, match.groups()), None) if (match := each.search(told)) else None for each in (_POST, _USER))
    name = next((match[1].strip() for each in _NAMES if (match := each.search(told))), None)
    return Quote(post, user, name or None)


def own_words(words: str) -> str | None:
    """A post without the words it quotes and without codes."""
    for _ in range(_NESTED):
        words, count = _QUOTED.subn("", words)
        if not count:
            break
    return values.text(html.unescape(_CODES.sub("", words)).strip())

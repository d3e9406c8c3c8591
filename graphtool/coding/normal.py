"""The form of a text that patterns are matched on.

Lower case, umlauts spelled out (people write both *für* and *fuer*), other accents dropped: what is left is ASCII where
it matters, so that RE2's word boundaries, which know ASCII only, are exact. Other people's words (quoted lines, shared
posts), links and @names are taken out.
"""

import re
import unicodedata
from typing import Final

LONGEST: Final = 20_000  # characters of a post that are read: beyond it nobody asks or thanks

_QUOTED_LINE: Final = re.compile(r"^[ \t]*(?:>|&gt;)[^\n]*$", re.MULTILINE)
_QUOTED_BLOCK: Final = re.compile(r"\[quote[^\]\n]{0,200}\].{0,5000}?\[/quote\]", re.DOTALL | re.IGNORECASE)
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+")
_NAMED: Final = re.compile(r"(?<![\w/])(?:@\w[\w.-]*|/?u/[\w-]+)")
_SPELLED: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"',
     "–": "-", "—": " - ", "…": "...", "\u00a0": " "}
)  # fmt: skip
_ENTITIES: Final = {"&amp;": "&", "&gt;": ">", "&lt;": "<", "&#x200b;": " ", "&nbsp;": " "}


def own_words(text: str) -> str:
    """A text without the words of others, links and names."""
    text = text[:LONGEST]
    if ">" in text or "&gt;" in text:
        text = _QUOTED_LINE.sub("", text)
    if "[" in text:
        text = _QUOTED_BLOCK.sub("", text)
    if "http" in text or "www." in text:
        text = _LINK.sub(" link ", text)
    if "@" in text or "u/" in text:
        text = _NAMED.sub(" ", text)
    return text


def normal(text: str) -> bytes:
    """A text as patterns see it."""
    if "&" in text:
        for written, meant in _ENTITIES.items():
            text = text.replace(written, meant)
    if text.isascii():
        return text.lower().encode()
    text = unicodedata.normalize("NFC", text).lower().translate(_SPELLED)
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return text.encode("utf-8", "replace")

"""The form of a text that phrases are matched on.

Lower case, umlauts spelled out (people write both *für* and *fuer*), other accents dropped: what is left is ASCII where
it matters, so that RE2's word boundaries, which know ASCII only, are exact. English contractions are written out, with
and without apostrophe, and the points of a few abbreviations go, so that a sentence ends where it ends. Other people's
words (quoted lines, shared posts), links and @names are taken out.
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
     "–": "-", "—": " - ", "…": "...", "\u00a0": " ", "\u200b": "", "\ufeff": ""}
)  # fmt: skip
_ENTITIES: Final = (("&amp;", "&"), ("&gt;", ">"), ("&lt;", "<"), ("&#x200b;", " "), ("&nbsp;", " "))
_CONTRACTED: Final = (
    ("can't", "can not"), ("cannot", "can not"), ("won't", "will not"), ("n't", " not"), ("i'm", "i am"), ("'re", " are"),
    ("'ve", " have"), ("'ll", " will"), ("'d ", " would "), ("it's", "it is"), ("that's", "that is"), ("he's", "he is"),
    ("there's", "there is"), ("what's", "what is"),
)  # fmt: skip
# without the apostrophe: only in English, for "im" and "id" are German words
_LAZY: Final = tuple(
    (f" {lazy} ", f" {full} ")
    for lazy, full in (
        ("im", "i am"), ("ive", "i have"), ("dont", "do not"), ("cant", "can not"), ("didnt", "did not"), ("doesnt", "does not"),
        ("isnt", "is not"), ("wasnt", "was not"), ("wont", "will not"), ("havent", "have not"), ("hasnt", "has not"),
        ("couldnt", "could not"), ("arent", "are not"), ("youre", "you are"), ("thats", "that is"), ("hes", "he is"),
        ("shes", "she is"), ("theyre", "they are"), ("youve", "you have"), ("u", "you"), ("ur", "your"), ("wouldnt", "would not"),
    )
)  # fmt: skip
_ABBREVIATED: Final = re.compile(
    r"\b(dr|mr|mrs|e\.g|i\.e|approx|vs|ca|z\. ?b|bzw|v\. ?a|evtl|ggf|usw|d\. ?h|prof|inkl|st|jan|feb|apr|aug|sept|okt|oct|nov|dez|dec|jhd|min|max|tel|nr)\.(?=.)"
)


def own_words(text: str) -> str:
    """A text without the words of others, links and names."""
    text = text[:LONGEST]
    if ">" in text or "&gt;" in text:
        text = _QUOTED_LINE.sub("", text)
    if "[/" in text:
        text = _QUOTED_BLOCK.sub("", text)
    if "http" in text or "www." in text:
        text = _LINK.sub(" link ", text)
    if "@" in text or "u/" in text:
        text = _NAMED.sub(" ", text)
    return text


def normal(text: str, *, lazy: bool = False) -> bytes:
    """A text as phrases see it, between two line ends.

    ``lazy`` writes out contractions without apostrophe too (*dont*, *im*).
    """
    if "&" in text:
        for written, meant in _ENTITIES:
            text = text.replace(written, meant)
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_SPELLED)
        if not text.isascii():
            text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    if "'" in text or "cannot" in text:
        for written, meant in _CONTRACTED:
            text = text.replace(written, meant)
    if lazy:
        text = f" {text}"
        for written, meant in _LAZY:
            text = text.replace(written, meant)
    if "." in text:
        text = _ABBREVIATED.sub(lambda found: found[1].replace(".", "").replace(" ", ""), text)
    return f"\n{text}\n".encode("utf-8", "replace")

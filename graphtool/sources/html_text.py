"""The words of a post that its platform keeps as HTML."""

from html.parser import HTMLParser
from typing import Final

_BREAKS: Final = {
    "br": "\n",
    "p": "\n\n",
    "div": "\n",
    "li": "\n",
    "blockquote": "\n\n",
    "pre": "\n\n",
    "tr": "\n",
    "h1": "\n\n",
    "h2": "\n\n",
}
_UNSAID: Final = frozenset(("script", "style", "aside", "head", "title"))
_EMPTY: Final = frozenset(
    ("br", "img", "hr", "input", "wbr", "meta", "link", "source", "area", "base", "col", "embed", "track", "param")
)


class _Words(HTMLParser):
    """Collects what is shown; ``skipped`` names the tags whose content is somebody else's."""

    def __init__(self, skipped: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.named: list[str] = []
        self._skipped = skipped
        self._hidden: list[str] = []
        self._open_mention = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag in _EMPTY:
            self.pieces.append(_BREAKS.get(tag, ""))
        elif self._hidden or tag in self._skipped or "invisible" in classes:
            self._hidden.append(tag)
        else:
            self._open_mention = tag == "a" and "mention" in classes and "hashtag" not in classes
            self.pieces.append(_BREAKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag in self._hidden:
                while self._hidden.pop() != tag:
                    pass
            return
        self._open_mention = self._open_mention and tag != "a"
        if tag != "br":
            self.pieces.append(_BREAKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        self.pieces.append(data)
        if self._open_mention and data.startswith("@") and len(data) > 1:
            self.named.append(data[1:].strip())


def plain(html: str, *, own: bool = False) -> tuple[str, list[str]]:
    """The text, and the names of the accounts that its links mention; ``own`` leaves out what is quoted."""
    words = _Words(_UNSAID | {"blockquote"} if own else _UNSAID)
    try:
        words.feed(html)
        words.close()
    except (AssertionError, RecursionError):  # the parser's word for a declaration it cannot read
        pass
    lines = [" ".join(line.split()) for line in "".join(words.pieces).replace("\xa0", " ").split("\n")]
    text: list[str] = []
    for line in lines:
        if line or (text and text[-1]):
            text.append(line)
    return "\n".join(text).strip(), words.named

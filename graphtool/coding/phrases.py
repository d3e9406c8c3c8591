"""The notation of a codebook's phrases, and the pattern that each becomes.

=============  =======================================================================
``word``       that word, whole; a space stands for white space and light punctuation
``word*``      a word that begins so; ``*word`` one that ends so
``steroids?``  the letter before may be missing; letters may use RE2's syntax (``apologi[sz]e``)
``(a|b c|d)``  one of these
``(a|b)?``     a group or list that may be missing
``new(ly)?``   what is written together belongs together
``(a|b)*``     up to four of these, or none
``{name}``     a word of that list
``~`` ``~7``   up to three, or seven, words in between
``...``        anything in between, up to the end of the sentence
``^`` ``$``    the beginning, or the end, of a sentence
``/regex/``    a pattern in RE2's syntax as it stands
=============  =======================================================================

Phrases meet texts in their normal form (``normal``): lower case, umlauts spelled out, *don't* as *do not*.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import re2

from graphtool.coding.normal import normal
from graphtool.errors import CodebookError

_GAP: Final = 3
_BETWEEN: Final = r"(?:'s)?[^a-z0-9.!?\n]{1,4}"
_WORD: Final = r"[^ .!?\n]+"
_SENTENCE: Final = r"[^.!?\n]*"
_STARTS: Final = r"[.!?\n][^a-z0-9]*"
_ENDS: Final = r"[^a-z0-9.!?\n]*[.!?\n]"
_JOINS: Final = {"...": (_SENTENCE, "anything"), "^": (_STARTS, "edge"), "$": (_ENDS, "edge")}
_MOST: Final = 4
# the commonest words of the languages read: no phrase is looked for because one of them stands there
_COMMON: Final = frozenset(
    (
        "the and to of in is it that for on with this be not have are was but you we they he she my me your i a an so do does"
        " did am as at if or by from has had what can will would all just there their his her him them our out up about get got"
        " go like one more no when how who been some any than then very really too also now time know think good mine us were"
        " und der die das ich nicht ist zu es mit auch ein eine einen einem einer auf von dem den des so wie aber man mir"
        " mich bei hat habe hab haben sind war dass sich wenn oder noch nur was an aus er sie wir ihr du dir euch nach mal"
        " schon dann da hier kann mein meine meiner meinem meinen sein wird werden immer sehr ja keine kein mehr s t m d re ve"
    ).split()
)
_ANYTHING: Final = "[a-z0-9]*"
_SYNTAX: Final = re.compile(r"[\\/\[\]+]")  # of RE2, in which a word can be wrong
_PIECES: Final = re.compile(r"[a-z0-9]+")
_TOKEN: Final = re.compile(r"/(?:\\.|[^/\\])+/|(?<=[)}])[*?]|\.\.\.|~\d*|\{[a-z_]+\}|[()|^$]|[^\s()|{}~^$/][^\s()|{}~^$]*")


@dataclass
class _Item:
    """A piece of a phrase: its pattern, and how it joins its neighbours."""

    pattern: str
    anchors: tuple[str, ...] = ()  # words, one of which must stand in the text; none where nothing is known
    most: int = 0  # how often it may stand here; 0 is once and always
    glued: bool = False  # written together with what stands before it
    joins: str = "word"  # word, raw (bounds its own words), gap, anything or edge


@dataclass
class _Reader:
    """Reads the tokens of one phrase from left to right."""

    phrase: str
    phrases: "Phrases"
    inside: tuple[str, ...] = ()
    tokens: list[tuple[str, bool]] = field(default_factory=list)
    place: int = 0

    def __post_init__(self) -> None:
        end, loose = 0, True
        for found in _TOKEN.finditer(self.phrase):
            between = self.phrase[end : found.start()]
            if between.strip():
                raise self.wrong(f"has {between.strip()!r} where it cannot stand")
            if between and found[0] in ("?", "*"):
                raise self.wrong(f"has a {found[0]!r} after nothing")
            self.tokens.append((found[0], not between and not loose))
            # a blank before the closing bracket tells that the next word is one of its own
            before = self.phrase[found.start() - 1 : found.start()]
            loose = (
                before.isspace()
                if found[0] == ")"
                else loose
                if found[0] in ("?", "*")
                else found[0] in ("(", "|", *_JOINS) or found[0][0] == "~"
            )
            end = found.end()
        if self.phrase[end:].strip():
            raise self.wrong(f"has {self.phrase[end:].strip()!r} where it cannot stand")

    def alternatives(self, closing: str | None) -> list[list[_Item]]:
        """What stands between two brackets, or in a whole phrase."""
        found: list[list[_Item]] = [[]]
        while self.place < len(self.tokens):
            piece, glued = self.tokens[self.place]
            self.place += 1
            if piece == closing:
                return found
            if piece == "|":
                found.append([])
            elif piece in ("?", "*"):
                if not found[-1] or found[-1][-1].joins != "word":
                    raise self.wrong(f"has a {piece!r} after nothing")
                found[-1][-1].most = 1 if piece == "?" else _MOST
            else:
                item = self.item(piece)
                item.glued = glued and bool(found[-1]) and item.joins in ("word", "raw")
                found[-1].append(item)
        if closing:
            raise self.wrong("has a '(' that nothing closes")
        return found

    def item(self, piece: str) -> _Item:
        """What a piece of the notation stands for."""
        if piece == "(":
            return self.bracket()
        if piece in _JOINS:
            pattern, joins = _JOINS[piece]
            return _Item(pattern, joins=joins)
        if piece.startswith((")", "{", "}", "?", "+", "~")) or (len(piece) > 2 and piece.startswith("/")):
            return self.sign(piece)
        return _Item(self.valid(_word(piece)) if _SYNTAX.search(piece) else _word(piece), (_anchor(piece),))

    def sign(self, piece: str) -> _Item:
        """A gap, a list, a pattern of RE2's, or a sign that stands where it cannot."""
        if piece.startswith("~"):
            return _Item(_WORD, most=int(piece[1:] or _GAP), joins="gap")
        if piece.startswith("{") and len(piece) > 1:
            return self.listed(piece[1:-1])
        if piece.startswith("/"):
            return _Item(self.valid(f"(?:{piece[1:-1]})"), joins="raw")
        raise self.wrong(f"has a {piece[0]!r} after nothing")

    def bracket(self) -> _Item:
        """Everything up to the closing bracket."""
        inside = self.alternatives(")")
        found = [_sequence(items) for items in inside]
        if not all(found):
            raise self.wrong("has a bracket in which one alternative asks for nothing")
        return _Item(_either(found), _anchors(inside))

    def listed(self, name: str) -> _Item:
        """The words of a list, one of which must stand here."""
        if name not in self.phrases.words:
            raise CodebookError(
                f"The phrase {self.phrase!r} uses the list {{{name}}}, which no codebook defines: add it to [words]."
            )
        if name in self.inside:
            raise CodebookError(f"The list {{{name}}} contains itself: take it out of its own words.")
        return _Item(*self.phrases.listed(name, self.inside))

    def valid(self, pattern: str) -> str:
        """A piece in RE2's syntax, if RE2 can use it."""
        try:
            re2.compile(pattern, options())
        except re2.error as error:
            why = error.args[0].decode() if isinstance(error.args[0], bytes) else error
            raise self.wrong(f"has a pattern that cannot be used ({why})") from error
        return pattern

    def wrong(self, what: str) -> CodebookError:
        return CodebookError(f"The phrase {self.phrase!r} {what}: see the notation in docs/codebooks.md.")


@dataclass(frozen=True)
class Phrase:
    """A phrase made ready.

    pattern: what RE2 looks for.
    needs: the words it asks for, the rarest first: of each tuple (patterns of single words) one must stand in a text that
        holds the phrase. Empty where nothing is known.
    """

    pattern: str
    needs: tuple[tuple[str, ...], ...]


class Phrases:
    """The phrases of a codebook; each, and each list that they name, is read once.

    Args:
        words: the lists that ``{name}`` may name; their entries are phrases too.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.words = words
        self._compiled: dict[str, Phrase] = {}
        self._lists: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._regexes: dict[str, Any] = {}

    def compiled(self, phrase: str) -> Phrase:
        """The pattern of a phrase in the notation above, and the words it needs.

        Raises:
            CodebookError: the phrase is not in the notation, or names a list that is not there.
        """
        if phrase not in self._compiled:
            self._compiled[phrase] = self._compile(phrase)
        return self._compiled[phrase]

    def regex(self, pattern: str) -> Any:
        """A pattern as RE2 has it: one for all languages whose rules share it, for what RE2 learns of texts takes memory.

        Raises:
            re2.error: RE2 cannot use it.
        """
        if pattern not in self._regexes:
            self._regexes[pattern] = re2.compile(pattern, options())
        return self._regexes[pattern]

    def _compile(self, phrase: str) -> Phrase:
        alternatives = self.parsed(phrase)
        single = len(alternatives) == 1
        needs = [anchors for anchors in _sure(alternatives[0]) if anchors] if single else [_anchors(alternatives)]
        ordered = sorted((anchors for anchors in needs if anchors and _ANYTHING not in anchors), key=_rarity, reverse=True)
        return Phrase(_either([_bounded(items) for items in alternatives]), tuple(ordered))

    def listed(self, name: str, inside: tuple[str, ...] = ()) -> tuple[str, tuple[str, ...]]:
        """The pattern of a list, and the words one of which it needs; ``inside`` are the lists that are being read."""
        if name not in self._lists:
            entries = [items for entry in self.words[name] for items in self.parsed(entry, (*inside, name))]
            self._lists[name] = _either([_sequence(items) for items in entries]), _anchors(entries)
        return self._lists[name]

    def parsed(self, phrase: str, inside: tuple[str, ...] = ()) -> list[list[_Item]]:
        """The alternatives of a phrase, piece by piece."""
        reader = _Reader(phrase, self, inside)
        found = reader.alternatives(None)
        if not all(_sequence(items) for items in found):
            raise reader.wrong("asks for nothing in one of its alternatives")
        return found


def options() -> Any:
    """How RE2 is asked to work: silent, with memory enough for the longest lists of words."""
    chosen = re2.Options()
    chosen.log_errors = False
    chosen.max_mem = 256 << 20
    return chosen


def runs_away(regex: str) -> int | None:
    """Where a pattern repeats without bound what itself repeats without bound; None if it does not.

    RE2 reads such a pattern in linear time all the same; most other programs that a codebook may travel to do not.
    """
    repeats = [False]  # whether the group open here holds an unbounded repetition
    closed = False
    place = 0
    while place < len(regex):
        char = regex[place]
        if char == "\\":
            closed, place = False, place + 2
            continue
        if char == "[":
            place = _class_end(regex, place)
            closed = False
        elif char == "(":
            repeats.append(False)
            closed = False
        elif char == ")":
            inner = repeats.pop() if len(repeats) > 1 else False
            closed = inner
            repeats[-1] = repeats[-1] or inner
        elif char in "*+" or re.match(r"\{\d+,\}", regex[place:]):
            if closed:
                return place
            repeats[-1] = True
        else:
            closed = False
        place += 1
    return None


def _class_end(regex: str, place: int) -> int:
    """The position of the bracket that closes a class of characters."""
    place += 2 if regex[place + 1 : place + 2] in ("]", "^") else 1
    while place < len(regex) and regex[place] != "]":
        place += 2 if regex[place] == "\\" else 1
    return place


def _word(token: str) -> str:
    letters = normal(f"{token} ").decode().strip()
    starts, ends = letters.startswith("*"), len(letters) > 1 and letters.endswith("*") and letters[-2] not in r")].\\"
    core = letters[int(starts) : len(letters) - int(ends)].replace("'", "'?").replace(" ", _BETWEEN)
    return ("[a-z0-9-]*" if starts else "") + core + ("[a-z0-9]*" if ends else "")


def _anchor(token: str) -> str:
    """A pattern that the token of a text must match where this word stands; longer when in doubt."""
    letters = normal(f"{token} ").decode().strip()
    if re.fullmatch(r"[a-z0-9]+\*?", letters):
        return letters.replace("*", _ANYTHING)
    if re.fullmatch(r"[a-z0-9]+s\?", letters):
        return letters
    # with other signs in it: its longest sure piece, and whatever stands around that
    sure = [piece for piece in _PIECES.findall(re.sub(r"\\.|\[[^\]]*\]|.\?|[a-z0-9]\*", " ", letters)) if len(piece) > 1]
    return f"{_ANYTHING}{max(sure, key=len)}{_ANYTHING}" if sure else _ANYTHING


def _anchors(alternatives: list[list[_Item]]) -> tuple[str, ...]:
    """The rarest word that each alternative asks for; nothing where one of them asks for none."""
    rarest = [max((anchors for anchors in _sure(items) if anchors), key=_rarity, default=()) for items in alternatives]
    return tuple(dict.fromkeys(anchor for anchors in rarest for anchor in anchors)) if all(rarest) else ()


def _sure(items: list[_Item]) -> Iterator[tuple[str, ...]]:
    """The words of each piece that must stand there; pieces written together are one word of any shape."""
    for place, item in enumerate(items):
        following = items[place + 1] if place + 1 < len(items) else None
        if item.most or item.glued:
            continue
        if following is not None and following.glued:
            yield tuple(anchor if anchor.endswith(_ANYTHING) else anchor + _ANYTHING for anchor in item.anchors)
        else:
            yield item.anchors


def _rarity(anchors: tuple[str, ...]) -> float:
    """How rare the commonest of some words is, roughly: common words first, then by length."""
    plain = [anchor.replace(_ANYTHING, "") for anchor in anchors]
    return min(0 if anchor in _COMMON else min(len(anchor), 9) for anchor in plain) - len(plain) / 1000


def _either(patterns: list[str]) -> str:
    return patterns[0] if len(patterns) == 1 else f"(?:{'|'.join(dict.fromkeys(patterns))})"


def _sequence(items: list[_Item]) -> str:
    """Pieces one after another, with what may stand between words."""
    while items and items[-1].most and not items[-1].glued:
        items = items[:-1]  # what may be missing at the end asks for nothing
    written, waiting = "", False
    if not items:
        return written
    for item, following in zip(items, [*items[1:], None], strict=True):
        after = "" if following is not None and following.glued else _BETWEEN
        if item.joins in ("anything", "edge"):
            # words on either side of "..." are whole words
            written += item.pattern if item.joins == "edge" else rf"\b{item.pattern}\b"
            waiting = False
        elif item.glued:
            written += f"(?:{item.pattern}){{0,{item.most}}}" if item.most else item.pattern
            waiting = waiting or not item.most
        elif item.most and following is not None and following.joins == "edge":
            written += f"(?:{_BETWEEN}{item.pattern}){{0,{item.most}}}"
            waiting = False
        else:
            written += _BETWEEN if waiting else ""
            written += f"(?:{item.pattern}{after}){{0,{item.most}}}" if item.most else item.pattern
            waiting = not item.most
    return written


def _bounded(items: list[_Item]) -> str:
    """A whole phrase: its words do not begin or end inside others."""
    written = _sequence(items)
    first, last = items[0], next((item for item in reversed(items) if not item.most), items[-1])
    starts = r"\b" if first.joins in ("word", "gap") and re.match(r"[(\[a-z0-9]|\\d", first.pattern) else ""
    ends = r"\b" if last.joins == "word" and re.search(r"[)\]a-z0-9*?]$", last.pattern) else ""
    return starts + written + ends

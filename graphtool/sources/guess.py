"""Which column of a strange table may hold what, by its name and by what stands in it: a proposal, never taken unasked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any, Final

from graphtool.sources import values
from graphtool.sources.dates import Calendar

_SAMPLE: Final = 200  # rows that are looked at
_SOME: Final = 3  # rows below which contents tell nothing
# pieces of names, the telling ones first
_PIECES: Final[dict[str, tuple[str, ...]]] = {
    "id": ("post id", "message id", "comment id", "beitrag id", "guid", "uuid", "id", "nr", "no", "number", "url", "link"),
    "author": ("author", "autor", "user", "benutzer", "nutzer", "screen name", "poster", "sender", "from", "name", "von",
               "member", "mitglied", "account", "influencer"),
    "created_at": ("created", "published", "posted", "erstellt", "date", "datum", "time", "zeit", "when", "timestamp"),
    "reply_to": ("reply to id", "in reply to", "reply to", "parent", "antwort auf", "answers", "replied"),
    "thread": ("thread", "topic", "conversation", "thema", "discussion"),
    "title": ("title", "subject", "headline", "titel", "betreff"),
    "text": ("full text", "text", "message", "content", "body", "comment", "post", "nachricht", "inhalt", "beitrag", "snippet"),
    "lang": ("language", "lang", "sprache"),
}  # fmt: skip


def guessed(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, str]:
    """Our column names to the table's, those without which nothing can be read among them where anything fits.

    Args:
        names: of the columns, as the table writes them.
        rows: its first rows.
    """
    sample = [list(row) for row, _ in zip(rows, range(_SAMPLE), strict=False)]
    columns = {
        name: [row[at] for row in sample if at < len(row) and row[at] not in ("", None)] for at, name in enumerate(names)
    }
    found: dict[str, str] = {}
    for ours in _PIECES:
        free = [name for name in columns if name.strip() and name not in found.values()]
        best = max(free, key=lambda name: _fits(ours, name, columns[name], columns, found), default=None)
        if best is not None and _fits(ours, best, columns[best], columns, found) > 0:
            found[ours] = best
    return found


def _fits(ours: str, name: str, cells: Sequence[Any], columns: Mapping[str, Sequence[Any]], found: Mapping[str, str]) -> float:
    """How well a column fits; 0 where it cannot be meant."""
    named = _named(ours, name)
    if len(cells) < _SOME:
        return named
    told = _contents(ours, cells, columns.get(found.get("id", ""), ()))
    if told is None:
        return 0
    return named + told if named or ours in ("id", "author", "created_at", "text") else 0


def _named(ours: str, name: str) -> float:
    words = " ".join(re.split(r"[\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower())).strip()
    for place, piece in enumerate(_PIECES[ours]):
        if piece == words or re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", words):
            return 2 - place / 100 + (piece == words)
        if len(piece) > 3 and piece in words:
            return 1 - place / 100
    return 0


def _contents(ours: str, cells: Sequence[Any], ids: Sequence[Any]) -> float | None:
    """Between 0 and 1 how well contents fit; None where they cannot be meant."""
    texts = [str(cell) for cell in cells]
    distinct = len(set(texts)) / len(texts)
    spaced = sum(" " in text.strip() for text in texts) / len(texts)
    if ours == "id":
        return None if distinct < 1 or spaced > 0 or (_dated(cells) == 1 and not _is_number(cells)) else 0.5
    if ours == "created_at":
        return _dated(cells) if _dated(cells) > 0.5 else None
    if ours == "author":
        return None if spaced > 0.5 and median(map(len, texts)) > 40 else 0.2 if not _is_number(cells) and distinct < 1 else 0.0
    if ours == "text":
        return None if spaced < 0.5 else min(median(map(len, texts)) / 200, 1.0)
    if ours == "reply_to":
        among = set(map(str, ids))
        return 1.0 if among and sum(text in among for text in texts) / len(texts) > 0.3 else 0.0
    return 0.0


def _dated(cells: Sequence[Any]) -> float:
    return sum(Calendar().moment_us(cell) is not None for cell in cells) / len(cells)


def _is_number(cells: Sequence[Any]) -> bool:
    return all((values.identifier(cell) or "x").replace(".", "").isdecimal() for cell in cells)

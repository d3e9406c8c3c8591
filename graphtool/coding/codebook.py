"""A codebook: the editable file that says how acts, roles and stages are recognised."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from graphtool.errors import CodebookError
from graphtool.schema import ACTS, ROLES, STAGES

FIELDS: Final = ("text", "flair", "bio")
POSITIONS: Final = ("any", "opener", "reply")
SHOWN: Final = tuple(
    [f"act:{act}" for act in ACTS]
    + [f"role:{role}" for role in ROLES if role != "unknown"]
    + [f"stage:{stage}" for stage in STAGES if stage != "unknown"]
)
_RULE_KEYS: Final = {"id", "shows", "language", "field", "position", "any", "unless", "match", "no_match"}
_BOOK_KEYS: Final = {"title", "extends", "words", "blank", "rule", "languages"}
_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Rule:
    """One rule: what it shows, where it looks, and the examples it must and must not match.

    id: unique in the codebook, shown in the evidence.
    shows: one of ``SHOWN``.
    language: ISO 639-1, or empty for any.
    field: of ``FIELDS``; ``text`` is title and text.
    position: of ``POSITIONS``: whether the post must open its thread, or reply in it.
    any: patterns (RE2 syntax, matched on lower-case text with umlauts spelled out); one is enough.
    unless: patterns that undo a match in the same sentence.
    """

    id: str
    shows: str
    language: str
    field: str
    position: str
    any: tuple[str, ...]
    unless: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    """The rules for one condition, those of the codebook it extends included.

    blank: case-sensitive patterns of what must not be read (``Ms. Smith`` is not the disease).
    languages: those it has rules for.
    """

    name: str
    title: str
    rules: tuple[Rule, ...]
    blank: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def hash(self) -> str:
        """Of everything that can change a code."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


def list_codebooks() -> list[str]:
    """The names of the codebooks that come along."""
    return sorted(
        entry.name.removesuffix(".toml") for entry in files("graphtool.codebooks").iterdir() if entry.name.endswith(".toml")
    )


def load_codebook(name: str | Path) -> Codebook:
    """A codebook by its name or its file.

    Raises:
        CodebookError: there is none, it is no TOML, or a rule lacks what it needs.
    """
    chain = _chain(str(name))
    words: dict[str, list[str]] = {}
    blank: list[str] = []
    written: dict[str, dict[str, Any]] = {}
    for _, book in reversed(chain):
        for key, listed in book.get("words", {}).items():
            words[key] = words.get(key, []) + list(listed)
        blank += [pattern.replace("’", "'") for pattern in book.get("blank", [])]
        written |= {str(rule.get("id")): rule for rule in book.get("rule", [])}
    top_name, top = chain[0]
    rules = tuple(_rule(rule, words, top_name) for rule in written.values())
    languages = tuple(sorted({rule.language for rule in rules if rule.language}))
    return Codebook(top_name, str(top.get("title", top_name)), rules, tuple(blank), languages)


def _chain(name: str) -> list[tuple[str, dict[str, Any]]]:
    """The codebook and those it extends, itself first."""
    chain: list[tuple[str, dict[str, Any]]] = []
    following: str | None = name
    while following:
        book = _parse(following)
        stem = Path(following).stem
        if any(stem == seen for seen, _ in chain):
            raise CodebookError(f"Codebook {name} extends itself by way of {stem}: take that 'extends' out.")
        chain.append((stem, book))
        following = book.get("extends")
    return chain


def _parse(name: str) -> dict[str, Any]:
    if name in list_codebooks():
        text = files("graphtool.codebooks").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    elif Path(name).is_file():
        text = Path(name).read_text(encoding="utf-8")
    else:
        raise CodebookError(f"There is no codebook {name}: name a file, or one of {', '.join(list_codebooks())}.")
    try:
        book = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"Codebook {name} is no TOML ({error}): mend that line.") from error
    strangers = sorted(set(book) - _BOOK_KEYS)
    if strangers:
        raise CodebookError(
            f"Codebook {name} has an unknown entry {strangers[0]!r}: it may have {', '.join(sorted(_BOOK_KEYS))}."
        )
    twice = _twice(str(rule.get("id")) for rule in book.get("rule", []))
    if twice:
        raise CodebookError(f"Codebook {name} has two rules {twice!r}: give one another id.")
    return book


def _twice(names: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def _rule(written: dict[str, Any], words: dict[str, list[str]], book: str) -> Rule:
    name = written.get("id")
    where = f"Rule {name!r} of codebook {book}"
    strangers = sorted(set(written) - _RULE_KEYS)
    if strangers:
        raise CodebookError(f"{where} has an unknown entry {strangers[0]!r}: it may have {', '.join(sorted(_RULE_KEYS))}.")
    if not name or not written.get("any"):
        raise CodebookError(f"{where} lacks {'an id' if not name else 'patterns'}: add {'id' if not name else 'any'} = …")
    shows, field, position = written.get("shows", ""), written.get("field", "text"), written.get("position", "any")
    for value, allowed, key in ((shows, SHOWN, "shows"), (field, FIELDS, "field"), (position, POSITIONS, "position")):
        if value not in allowed:
            raise CodebookError(f"{where}: {key} = {value!r} is none of {', '.join(allowed)}.")
    return Rule(
        id=str(name),
        shows=shows,
        language=str(written.get("language", "")),
        field=field,
        position=position,
        any=tuple(_filled(pattern, words, where) for pattern in written["any"]),
        unless=tuple(_filled(pattern, words, where) for pattern in written.get("unless", ())),
        match=tuple(written.get("match", ())),
        no_match=tuple(written.get("no_match", ())),
    )


def _filled(pattern: str, words: dict[str, list[str]], where: str) -> str:
    """A pattern with its word lists put in."""
    for name in _PLACEHOLDER.findall(pattern):
        if name not in words:
            raise CodebookError(f"{where} uses the word list {{{name}}}, which no codebook defines: add it to [words].")
    filled = _PLACEHOLDER.sub(lambda found: f"(?:{'|'.join(words[found[1]])})", pattern)
    return filled.replace("’", "'")  # TOML's literal strings hold no apostrophe

"""A codebook: the editable file that says how acts, roles, stages and topics are recognised."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from graphtool.coding.phrases import Phrases
from graphtool.errors import CodebookError
from graphtool.schema import ACTS, ROLES, STAGES

FIELDS: Final = ("text", "flair", "bio")
POSITIONS: Final = ("any", "opener", "reply", "answer", "follow_up")
SENTENCES: Final = ("any", "question", "statement")
SHOWN: Final = tuple(
    [f"act:{act}" for act in ACTS]
    + [f"role:{role}" for role in ROLES if role != "unknown"]
    + [f"stage:{stage}" for stage in STAGES if stage != "unknown"]
)
_PHRASES: Final = ("any", "unless", "unless_anywhere", "parent", "match", "no_match")
_RULE_KEYS: Final = {"id", "shows", "language", "field", "position", "sentence", "weak", *_PHRASES}
_BOOK_KEYS: Final = {"title", "extends", "learned", "words", "blank", "rule", "topics"}
LEARNED: Final = "learned.npz"  # the weights of the model beside the rules
_LIST: Final = re.compile(r"\{([a-z_]+)\}")
_TOPIC_LANGUAGES: Final = ("en", "de", "any")


@dataclass(frozen=True)
class Rule:
    """One rule: what it shows, where it looks, and the examples it must and must not match.

    id: unique in the codebook, shown in the evidence.
    shows: one of ``SHOWN``, or ``topic:NAME``.
    language: ISO 639-1, or empty for any.
    field: of ``FIELDS``; ``text`` is title and text.
    position: of ``POSITIONS``: the post opens its thread, replies in it, replies in somebody else's (``answer``) or in
        the author's own (``follow_up``).
    sentence: of ``SENTENCES``: what kind of sentence the phrase must stand in.
    weak: whether it takes two such signs (acts), or holds only where nothing strong says otherwise (roles, stages).
    any: phrases (``phrases``); one is enough.
    unless: phrases that undo a match in the same sentence.
    unless_anywhere: phrases that undo it wherever they stand.
    parent: phrases, one of which must stand in the post replied to.
    match, no_match: examples; ``PARENT → TEXT`` where the rule looks at the post replied to.
    """

    id: str
    shows: str
    any: tuple[str, ...]
    language: str = ""
    field: str = "text"
    position: str = "any"
    sentence: str = "any"
    weak: bool = False
    unless: tuple[str, ...] = ()
    unless_anywhere: tuple[str, ...] = ()
    parent: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """The rules for one condition, those of the codebook it extends included.

    words: the lists that phrases name.
    blank: case-sensitive patterns of what must not be read (``Ms. Smith`` is not the disease).
    languages: those it has rules for.
    learned: whether a learned model has a say beside the rules.
    """

    name: str
    title: str
    rules: tuple[Rule, ...]
    words: Mapping[str, tuple[str, ...]]
    blank: tuple[str, ...]
    languages: tuple[str, ...]
    learned: bool = True

    @property
    def hash(self) -> str:
        """Of everything that can change a code: the rules, the words and, where it has a say, the learned model."""
        model = files("graphtool.coding").joinpath(LEARNED).read_bytes() if self.learned else b""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode() + model).hexdigest()[:16]

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics its rules can show."""
        return tuple(sorted({rule.shows.removeprefix("topic:") for rule in self.rules if rule.shows.startswith("topic:")}))

    @cached_property
    def phrases(self) -> Phrases:
        """What its phrases mean."""
        return Phrases(self.words)

    def __hash__(self) -> int:
        return hash((self.name, len(self.rules), self.learned))


def list_codebooks() -> list[str]:
    """The names of the codebooks that come along."""
    return sorted(
        entry.name.removesuffix(".toml") for entry in files("graphtool.codebooks").iterdir() if entry.name.endswith(".toml")
    )


def load_codebook(name: str | Path, *, rules_only: bool = False) -> Codebook:
    """A codebook by its name or its file.

    Args:
        name: of one that comes along (``list_codebooks``), or a file.
        rules_only: without the learned model, even where the codebook allows it.

    Raises:
        CodebookError: there is none, it is no TOML, or a rule lacks what it needs.
    """
    chain = _chain(str(name))
    words: dict[str, tuple[str, ...]] = {}
    topics: dict[tuple[str, str], tuple[str, ...]] = {}
    blank: tuple[str, ...] = ()
    written: dict[str, dict[str, Any]] = {}
    for stem, book in reversed(chain):
        for key, listed in book.get("words", {}).items():
            words[key] = (*words.get(key, ()), *listed)
        for topic, languages in book.get("topics", {}).items():
            for language, phrases in _by_language(topic, languages, stem):
                topics[topic, language] = (*topics.get((topic, language), ()), *phrases)
        blank += tuple(book.get("blank", ()))
        written |= {str(rule.get("id")): rule for rule in book.get("rule", [])}
    top_name, top = chain[0]
    rules = [_rule(rule, top_name) for rule in written.values()]
    rules += [
        Rule(id=f"topic.{topic}.{language}", shows=f"topic:{topic}", any=phrases, language=language.replace("any", ""))
        for (topic, language), phrases in topics.items()
    ]
    _check_lists(rules, words)
    languages = tuple(sorted({rule.language for rule in rules if rule.language}))
    learned = not rules_only and all(book.get("learned", True) for _, book in chain)
    return Codebook(top_name, str(top.get("title", top_name)), tuple(rules), words, blank, languages, learned)


def _check_lists(rules: Iterable[Rule], words: Mapping[str, tuple[str, ...]]) -> None:
    """Every list that a phrase names must be there."""
    for rule in rules:
        for phrase in (*rule.any, *rule.unless, *rule.unless_anywhere, *rule.parent):
            missing = next((name for name in _LIST.findall(phrase) if name not in words), None)
            if missing:
                raise CodebookError(
                    f"Rule {rule.id!r} uses the word list {{{missing}}}, which no codebook defines: add it to [words]."
                )


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


def _by_language(topic: str, languages: Any, book: str) -> list[tuple[str, tuple[str, ...]]]:
    """The phrases of a topic, which stand under their language."""
    if not isinstance(languages, dict) or not set(languages) <= set(_TOPIC_LANGUAGES):
        raise CodebookError(f"Topic {topic!r} of codebook {book}: its phrases stand under {', '.join(_TOPIC_LANGUAGES)}.")
    return [(language, tuple(phrases)) for language, phrases in languages.items()]


def _rule(written: dict[str, Any], book: str) -> Rule:
    name = written.get("id")
    where = f"Rule {name!r} of codebook {book}"
    strangers = sorted(set(written) - _RULE_KEYS)
    if strangers:
        raise CodebookError(f"{where} has an unknown entry {strangers[0]!r}: it may have {', '.join(sorted(_RULE_KEYS))}.")
    if not name or not written.get("any"):
        raise CodebookError(f"{where} lacks {'an id' if not name else 'phrases'}: add {'id' if not name else 'any'} = …")
    allowed = {"shows": SHOWN, "field": FIELDS, "position": POSITIONS, "sentence": SENTENCES}
    for key, values in allowed.items():
        if key in written or key == "shows":
            value = written.get(key, "")
            if value not in values and not (key == "shows" and str(value).startswith("topic:")):
                raise CodebookError(f"{where}: {key} = {value!r} is none of {', '.join(values)}.")
    for key in _PHRASES:
        listed = written.get(key, [])
        if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
            raise CodebookError(f"{where}: {key} must be a list of texts, as {key} = ['…'].")
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in written.items()}
    return Rule(**given)

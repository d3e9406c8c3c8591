"""The records and tables of the project, and the only home of their column names.

Times are BIGINT microseconds since 1970 in UTC (``*_us``); ids are text everywhere.
``person`` and ``post`` are ``platform:id``.
"""

from typing import Final, Literal

import msgspec

Kind = Literal["reply", "mention", "quote"]
Act = Literal["asks", "informs", "encourages", "thanks", "vents", "challenges"]
Role = Literal["patient", "caregiver", "professional", "organisation", "unknown"]
Stage = Literal["undiagnosed", "newly_diagnosed", "experienced", "bereaved", "unknown"]

KINDS: Final[tuple[Kind, ...]] = ("reply", "mention", "quote")
ACTS: Final[tuple[Act, ...]] = ("asks", "informs", "encourages", "thanks", "vents", "challenges")
ROLES: Final[tuple[Role, ...]] = ("patient", "caregiver", "professional", "organisation", "unknown")
STAGES: Final[tuple[Stage, ...]] = ("undiagnosed", "newly_diagnosed", "experienced", "bereaved", "unknown")

# How people take part, by what they do; somebody can do several.
Behaviour = Literal["advocate", "sceptic", "regular", "newcomer", "observer"]
BEHAVIOURS: Final[tuple[Behaviour, ...]] = ("advocate", "sceptic", "regular", "newcomer", "observer")

DAY_US: Final = 86_400_000_000


class Mention(msgspec.Struct, frozen=True, gc=False):
    """One account named in a post; ``addressing`` marks the automatic leading @names of a reply."""

    person: str
    addressing: bool = False


class Post(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One message as an export tells it. ``None`` means the export does not say."""

    post: str
    author: str | None  # a person; None for deleted accounts, guests and automoderators
    created_us: int
    thread: str | None = None
    parent: str | None = None  # the post it replies to
    parent_author: str | None = None  # the person it replies to, where the export names one
    quoted: str | None = None
    quoted_author: str | None = None
    title: str | None = None
    text: str | None = None
    language: str | None = None  # as the platform says; ISO 639-1
    flair: str | None = None
    mentions: tuple[Mention, ...] = ()
    is_context: bool = False  # carried along with a hit (a parent, a quoted post), not a hit itself
    is_repost: bool = False  # somebody else's words
    version_us: int = 0  # time of the last edit, else of retrieval; the newest copy of a post wins


class Person(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One account on one platform as it was seen at ``seen_us``."""

    person: str
    handle: str | None = None
    name: str | None = None
    bio: str | None = None
    seen_us: int = 0
    is_node: bool = False  # stands in a network by name, with ties or without


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """Interactions of one kind from one person to another as a network without posts tells them. ``None``: not told."""

    source: str
    target: str
    kind: Kind = "mention"
    count: int = 1
    first_us: int | None = None
    last_us: int | None = None
    both_ways: bool = False  # the network has no directions


# What coding reads and writes, one row a post.
# ``is_opener``: the post opens its thread; ``by_opener``: its author did; ``parent_text``: what it replies to.
CODING_INPUT: Final = (
    "post", "created_us", "title", "text", "flair", "bio", "parent_text",
    "is_opener", "by_opener", "is_repost", "language",
)  # fmt: skip
# ``role_by`` and ``stage_by``: where that was read, one of ``READ_IN``; ``topics`` and ``rules`` joined by ``|``.
CODES: Final = (
    "post", "language", "role", "role_by", "stage", "stage_by", *ACTS, "diagnosed_from_us", "diagnosed_to_us",
    "topics", "rules",
)  # fmt: skip
READ_IN: Final = ("text", "thread", "flair", "bio", "guess", "")
KNOWN: Final = "known"  # stands in ``role_by`` and ``stage_by`` where the user said so
# Of two places that tell different things the first here holds.
BELIEVED: Final = (KNOWN, "text", "thread", "flair", "bio", "guess")
# ``[from_us, to_us)``; ``evidence`` joins at most five posts by ``|``; ``conflict`` says what speaks against it.
TIMELINE: Final = (
    "person", "role", "stage", "from_us", "to_us", "confidence", "stage_by", "evidence", "conflict",
)  # fmt: skip

# What a table that people see starts with.
RANKED: Final = ("rank", "person", "handle", "score")


def platform(identifier: str) -> str:
    """The platform of a ``person`` or ``post``."""
    return identifier.partition(":")[0]

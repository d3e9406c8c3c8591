"""A learned model beside the rules: logistic regression over words, pairs of words and what the rules show.

It was trained on invented posts and on labelled posts of a few boards (``training/``), and is used only to mend what
rules alone cannot: to doubt an act that a rule shows, to add one that none shows, to decide a role or stage where its
probability is high or the rules are silent. A codebook switches it off with ``learned = false``.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graphtool.coding.codebook import LEARNED
from graphtool.coding.dates import YEAR_US
from graphtool.coding.language import UNKNOWN
from graphtool.coding.reading import Reading
from graphtool.schema import ACTS, ROLES, STAGES

CLASSES: Final = (*(f"act:{act}" for act in ACTS), *(f"role:{role}" for role in ROLES), *(f"stage:{stage}" for stage in STAGES))
_PLACES: Final = {"role": (len(ACTS), len(ACTS) + len(ROLES)), "stage": (len(ACTS) + len(ROLES), len(CLASSES))}
_WORD: Final = re.compile(rb"[a-z0-9']+|[?!]|[^\x00-\x7f]+")
_DIGITS: Final = re.compile(rb"\d+")
_MOST_WORDS: Final = 1000
_LONGEST: Final = 8  # as a power of two, beyond which length tells nothing
_NEW: Final = 1.1  # years
# An act shown by a rule is doubted below the first probability; one that no rule shows is added above the second.
DOUBT: Final = {
    "asks": (0.1, 0.9), "informs": (0.18, 0.5), "encourages": (0.12, 0.6), "thanks": (0.01, 0.85), "vents": (0.03, 0.65),
    "challenges": (0.06, 0.5),
}  # fmt: skip
GUESS: Final = "guess"
LIKELY: Final = 0.5  # of a stage that no rule shows
SURE: Final = 0.75  # of a role or stage that the rules see otherwise


class Judged(NamedTuple):
    """A post as the model needs it.

    words: its own words in their normal form.
    place: ``opener``, ``follow_up`` or ``answer``.
    asked: whether the post replied to holds a question.
    said: what the rules show.
    created_us: when it was posted.
    """

    words: bytes
    place: str
    asked: bool
    said: Reading
    created_us: int


def features(post: Judged) -> Iterator[bytes]:
    """What the model looks at, as names."""
    words = _WORD.findall(_DIGITS.sub(b"0", post.words))[:_MOST_WORDS]
    yield from {*words, *map(b" ".join, pairwise(words))}
    length = min(_LONGEST, (len(words) + 1).bit_length() - 1)
    place = post.place.encode()
    yield b"#place " + place
    yield b"#length %d" % length
    yield b"#length %d " % length + place
    yield b"#questions %d" % min(3, words.count(b"?"))
    if post.asked:
        yield b"#asked"
    for name in _shown(post):
        yield name.encode()


def _shown(post: Judged) -> Iterator[str]:
    """What the rules show, as names."""
    said = post.said
    for shown in said.strong:
        if not shown.startswith("topic:"):
            yield f"#strong {shown}"
            yield f"#strong {shown} {post.place}"
    for shown, count in said.weak.items():
        for number in range(1, min(count, 4) + 1):
            yield f"#weak {shown} {number}"
    role = said.role()
    yield f"#role {role}"
    yield f"#stage {said.stage(role, post.created_us)}"
    for each in said.statements:
        age = "new" if (post.created_us - each.span.middle) / YEAR_US < _NEW else "old"
        yield f"#date {each.about} {each.diagnosed} {age}"


class Model:
    """The weights: of each feature one for each of ``CLASSES``."""

    def __init__(self, names: Sequence[str], weights: npt.NDArray[np.float32], intercepts: npt.NDArray[np.float32]) -> None:
        self._rows = {name.encode(): row for row, name in enumerate(names)}
        self._weights = weights
        self._intercepts = intercepts

    def probabilities(self, posts: Sequence[Judged]) -> npt.NDArray[np.float32]:
        """The probability of each of ``CLASSES`` for each post; shape (posts, classes)."""
        rows: list[int] = []
        starts: list[int] = []
        known, none = self._rows.get, len(self._rows)  # features nobody knows share an empty row
        for post in posts:
            starts.append(len(rows))
            # sorted, so that the order of adding cannot show in the last digit
            rows += sorted([known(name, none) for name in features(post)])
        weights = np.vstack([self._weights, np.zeros((1, len(CLASSES)), np.float32)])
        sums = np.add.reduceat(weights[rows], starts, axis=0) if starts else np.zeros((0, len(CLASSES)), np.float32)
        return np.asarray(1 / (1 + np.exp(-(sums + self._intercepts))), dtype=np.float32)

    def to_bytes(self) -> bytes:
        """The model as ``from_bytes`` reads it."""
        out = BytesIO()
        names = np.frombuffer(b"\n".join(self._rows), np.uint8)
        np.savez_compressed(out, names=names, weights=self._weights.astype(np.float16), intercepts=self._intercepts)
        return out.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Model":
        """A model that ``to_bytes`` wrote."""
        with np.load(BytesIO(data)) as stored:
            names = stored["names"].tobytes().decode().split("\n")
            return cls(names, stored["weights"].astype(np.float32), stored["intercepts"].astype(np.float32))


@cache
def model() -> Model:
    """The model that comes along."""
    return Model.from_bytes(files("graphtool.coding").joinpath(LEARNED).read_bytes())


class Decision(NamedTuple):
    """What a post's own words show.

    role_by, stage_by: ``text``, or ``guess`` where it is one: the role rests on weak signs or an unsure model, the
        stage on the model alone. Whatever else is known of the author goes before it.
    learned: the model's part in it, named as rules are: ``learned.vents`` was added, ``doubted.vents`` taken away.
    """

    acts: frozenset[str]
    role: str
    stage: str
    role_by: str
    stage_by: str
    learned: tuple[str, ...]


def decide(post: Judged, chances: Sequence[float]) -> Decision:
    """Rules and model together.

    Args:
        post: as it was read.
        chances: its row of ``Model.probabilities``.
    """
    said, notes, acts = post.said, [], []
    for place, act in enumerate(ACTS):
        least, enough = DOUBT[act]
        shown, chance = said.does(act), chances[place]
        does = chance > (least if shown else enough)
        if does:
            acts.append(act)
        if does != shown:
            notes.append(f"{'learned' if does else 'doubted'}.{act}")
    ruled = said.role()
    role, chance = _likeliest(chances, "role")
    if chance <= SURE and ruled != UNKNOWN:
        role = ruled
    if role not in (ruled, UNKNOWN):
        notes.append(f"learned.{role}")
    guessed = f"role:{role}" not in said.strong
    seen = said.stage(role, post.created_us)
    stage, chance = _likeliest(chances, "stage")
    if said.dated(role) or chance <= (LIKELY if seen == UNKNOWN else SURE):
        stage = seen
    if stage not in (seen, UNKNOWN):
        notes.append(f"learned.{stage}")
    return Decision(
        frozenset(acts), role, stage, GUESS if guessed else "text", GUESS if seen == UNKNOWN else "text", tuple(notes)
    )


def _likeliest(chances: Sequence[float], kind: str) -> tuple[str, float]:
    """The likeliest role or stage of a post, and how likely it is."""
    start, end = _PLACES[kind]
    place = max(range(start, end), key=chances.__getitem__)
    return CLASSES[place].partition(":")[2], chances[place]

"""The noise of real posts: slips of the finger, habits of writing, chatter around what is meant, and much left unsaid.

It changes words only, never who writes to whom. Of everybody who tells a diagnosis, one telling stays readable, but for a
few newly diagnosed people (at full noise a fifth) who never say it.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from random import Random
from typing import Final

from graphtool.simulate.making import DIAGNOSIS, Draft, Sentence
from graphtool.simulate.members import NEW_KINDS, Member
from graphtool.simulate.phrases import phrases

# all shares are those at full noise
_SILENT: Final = 0.2  # of the newly diagnosed and their caregivers: none of their words say so
_UNSAID: Final = 0.5  # of the sentences that show a role, a stage or a date
_LOWER: Final = 0.4  # of the people: no capitals
_BARE: Final = 0.4  # of the people: no full stops or commas
_GREETING: Final = 0.35
_SIGNATURE: Final = 0.25
_FILLER: Final = 0.35
_OFF_TOPIC: Final = 0.25
_QUOTE: Final = 0.2  # of the replies
_SHORT: Final = 0.4  # of the words that are often written short
_TYPO: Final = 0.05  # of the longer words
_ROLE_SHOWN: Final = frozenset(("patient", "caregiver", "newly", "undiagnosed", "kin_undiagnosed", "professional_role"))
_IDLE: Final = frozenset(("small", "banter", "daily"))
_WORD: Final = re.compile(r"(?<![\w/])[^\W\d_]{4,}(?![\w/])")
_ENDING: Final = re.compile(r"[.,!;]+(?=\s|$)")
_NAMED: Final = re.compile(r"(u/[\w-]+)")


@dataclass(frozen=True)
class _Habits:
    """How somebody writes, whatever they write."""

    silent: bool
    lower: bool
    bare: bool
    signature: str


class Noise:
    """Writes drafts down as people type them.

    Args:
        level: from 0, as they are, to 1.
        seed: of everything drawn by chance.
        drafts: all of them, in order; ``written`` takes them in the same order.
    """

    def __init__(self, level: float, *, seed: int, drafts: list[Draft]) -> None:
        self._level = level
        self._chance = Random(f"noise {seed}")  # noqa: S311 - an invented community is no secret
        self._own_words: list[str] = []
        self._habits: dict[str, _Habits] = {}
        tellings: dict[str, list[Sentence]] = defaultdict(list)
        for draft in drafts:
            if draft.author.name not in self._habits:
                self._habits[draft.author.name] = self._made_habits(draft.author)
            tellings[draft.author.name] += [sentence for sentence in draft.sentences if sentence.what == DIAGNOSIS]
        # by identity: the same words may be said twice
        self._kept = {
            id(self._chance.choice(told)) for name, told in tellings.items() if told and not self._habits[name].silent
        }

    def written(self, draft: Draft) -> tuple[list[Sentence], str, str | None]:
        """What is left of a draft's sentences, its text, and its title."""
        if not self._level:
            return draft.sentences, " ".join(sentence.text for sentence in draft.sentences), draft.title
        habits = self._habits[draft.author.name]
        sentences = self._said(draft, habits)
        kept = any(id(sentence) in self._kept for sentence in sentences)
        # a line of its own, where no full stop parts it from the next
        between = "\n" if habits.bare and kept else " "
        own = between.join(self._typed(sentence, draft.author, habits) for sentence in sentences)
        self._own_words.append(own)
        title = draft.title and self._typed(Sentence(draft.title, "title"), draft.author, habits)
        return sentences, self._framed(draft, own, habits), title

    def _perhaps(self, share: float) -> bool:
        return self._chance.random() < share * self._level

    def _made_habits(self, author: Member) -> _Habits:
        words = phrases(author.language)
        name = self._chance.choice(words.words["names"])
        return _Habits(
            silent=author.kind in NEW_KINDS and self._perhaps(_SILENT),
            lower=self._perhaps(_LOWER),
            bare=self._perhaps(_BARE),
            signature=words.say(self._chance, "signatures", name=name),
        )

    def _said(self, draft: Draft, habits: _Habits) -> list[Sentence]:
        """What is said after all, and the chatter around it."""
        words = phrases(draft.author.language)
        said = [sentence for sentence in draft.sentences if not self._unsaid(sentence, habits)]
        beside = Sentence(words.say(self._chance, "off_topic"), "off_topic")
        if not said or (draft.sentences[0].what in _IDLE and self._perhaps(_OFF_TOPIC)):
            said = [beside]
        elif self._perhaps(_OFF_TOPIC):
            said.insert(self._chance.choice([0, len(said)]), beside)
        if self._perhaps(_FILLER):
            said.insert(0, Sentence(words.say(self._chance, "filler"), "filler"))
        return said

    def _unsaid(self, sentence: Sentence, habits: _Habits) -> bool:
        if id(sentence) in self._kept or (sentence.what not in _ROLE_SHOWN and sentence.what != DIAGNOSIS):
            return False
        return habits.silent or self._perhaps(_UNSAID)

    def _typed(self, sentence: Sentence, author: Member, habits: _Habits) -> str:
        """A sentence as its author types it; names of others, and the telling that is kept, stay readable."""
        pieces = _NAMED.split(sentence.text)
        if id(sentence) not in self._kept:
            pieces[::2] = [self._slips(self._shortened(piece, author)) for piece in pieces[::2]]
        if habits.lower:
            pieces[::2] = [piece.lower() for piece in pieces[::2]]
        if habits.bare:
            pieces[::2] = [_ENDING.sub("", piece) for piece in pieces[::2]]
        return "".join(pieces)

    def _shortened(self, text: str, author: Member) -> str:
        for word, short in phrases(author.language).words["short"].items():
            if word in text and self._perhaps(_SHORT):
                text = re.sub(rf"\b{re.escape(word)}\b", short, text)
        return text

    def _slips(self, text: str) -> str:
        return _WORD.sub(lambda found: self._slip(found[0]) if self._perhaps(_TYPO) else found[0], text)

    def _slip(self, word: str) -> str:
        """Two letters swapped, one missing, or one doubled; the first stays."""
        place = self._chance.randint(1, len(word) - 2)
        before, letter, after = word[:place], word[place], word[place + 1 :]
        return self._chance.choice([f"{before}{after[0]}{letter}{after[1:]}", before + after, before + letter + letter + after])

    def _framed(self, draft: Draft, own: str, habits: _Habits) -> str:
        """With a line of the post that is answered, a greeting and a signature."""
        lines = [own]
        if self._perhaps(_GREETING):
            greeting = phrases(draft.author.language).say(self._chance, "greetings")
            lines.insert(0, greeting.lower() if habits.lower else greeting)
        if self._perhaps(_SIGNATURE):
            lines.append(habits.signature)
        if draft.parent is not None and self._perhaps(_QUOTE):
            line = self._own_words[draft.parent].split("\n")[0]
            lines = [f"> {line}", "", *lines]
        return "\n".join(lines)

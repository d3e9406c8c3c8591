"""A community in the making: who can be met, and how a post, a reply or an answer comes about."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Final, NamedTuple

from graphtool.simulate.diagnosis import tell
from graphtool.simulate.members import DAY_S, NEW_KINDS, PERSON_KINDS, START_S, Member
from graphtool.simulate.phrases import phrases

DIAGNOSIS: Final = "diagnosis"
_STRAYS: Final = 0.04  # of those met in another language than one's own


class Sentence(NamedTuple):
    """What is said, and what it is good for: a key of the phrases, or ``DIAGNOSIS`` where it tells the date of one."""

    text: str
    what: str


@dataclass
class Draft:
    """A post before it is written down; ``parent``, ``thread`` and ``quoted`` are positions among the posts."""

    author: Member
    created_s: int
    sentences: list[Sentence]
    title: str | None
    parent: int | None
    thread: int
    quoted: int | None = None


def mention(member: Member) -> str:
    """Somebody's name as Reddit links it; ``writers`` turn it into other forms."""
    return f"u/{member.name}"


class Making:
    """The members, and the posts so far.

    chance: draws everything.
    end_s: when watching ends, in seconds.
    posts: in the order of their making; a parent stands before its replies.
    """

    def __init__(self, chance: Random, members: list[Member], *, days: int) -> None:
        self.chance = chance
        self.days = days
        self.end_s = START_S + days * DAY_S
        self.posts: list[Draft] = []
        self.kinds: dict[str, list[Member]] = {kind: [] for kind in PERSON_KINDS}
        for member in members:
            self.kinds[member.kind].append(member)
        self.languages = sorted({member.language for member in members})
        self._crowds: dict[tuple[str, tuple[str, ...]], tuple[list[Member], list[float]]] = {}

    def crowd(self, language: str, *kinds: str) -> list[Member]:
        """Everybody of these kinds who writes a language."""
        return self._crowd(language, kinds)[0]

    def meet(self, language: str, *kinds: str, count: int) -> list[Member]:
        """Up to so many people of these kinds, most of them of the language, the zealous more often."""
        met: dict[str, Member] = {}
        for _ in range(min(count, len(self.crowd(language, *kinds)))):
            others = [each for each in self.languages if each != language and self.crowd(each, *kinds)]
            stray = bool(others) and self.chance.random() < _STRAYS
            crowd, zeal = self._crowd(self.chance.choice(others) if stray else language, kinds)
            one = self.chance.choices(crowd, cum_weights=zeal)[0]
            while one.name in met and not stray:
                one = self.chance.choices(crowd, cum_weights=zeal)[0]
            met[one.name] = one
        return list(met.values())

    def _crowd(self, language: str, kinds: tuple[str, ...]) -> tuple[list[Member], list[float]]:
        """Everybody of these kinds who writes a language, and their zeal added up from the first on."""
        key = (language, kinds)
        if key not in self._crowds:
            crowd = [each for kind in kinds for each in self.kinds[kind] if each.language == language]
            self._crowds[key] = crowd, list(accumulate(each.zeal for each in crowd))
        return self._crowds[key]

    def say(self, member: Member, what: str, **slots: str) -> Sentence:
        """A sentence in somebody's language."""
        return Sentence(phrases(member.language).say(self.chance, what, kin=member.kin, **slots), what)

    def title(self, member: Member, what: str) -> str:
        """The heading of a thread; of a question, its first sentence."""
        text = self.say(member, what).text
        return text.split("?")[0] + "?" if what == "asks" else text

    def diagnosis(self, member: Member, at_s: int) -> Sentence:
        """Tell the date of the diagnosis."""
        return Sentence(tell(self.chance, member, at_s), DIAGNOSIS)

    def about(self, member: Member, at_s: int, *, dated: bool = False) -> list[Sentence]:
        """What somebody says of themselves before they ask: where they stand by then, or nothing.

        Args:
            member: a patient or a caregiver.
            at_s: when it is said.
            dated: whether the date of the diagnosis must be told, if there is one by then.
        """
        caring = member.role == "caregiver"
        new, days = member.kind in NEW_KINDS, (at_s - (member.diagnosed_s or 0)) / DAY_S
        if new and days < 0:
            return [self.say(member, "kin_undiagnosed" if caring else "undiagnosed")] if days > -60 else []
        said = []
        if new and not caring and days < 60 and self.chance.random() < 0.3:
            said.append(self.say(member, "newly"))
        if dated or self.chance.random() < (0.75 if new else 0.25):
            said.append(self.diagnosis(member, at_s))
        if not said and (caring or (not new and self.chance.random() < 0.6)):
            said.append(self.say(member, "caregiver" if caring else "patient"))
        return said

    def some_time(self) -> int:
        """Any time of those watched."""
        return START_S + self.chance.randint(0, self.days * DAY_S)

    def post(
        self, author: Member, created_s: int, *sentences: Sentence, title: str | None = None, parent: int | None = None
    ) -> int:
        """Post something; its position is returned."""
        number = len(self.posts)
        thread = number if parent is None else self.posts[parent].thread
        self.posts.append(Draft(author, min(created_s, self.end_s), list(sentences), title, parent, thread))
        return number

    def reply(self, author: Member, parent: int, *sentences: Sentence, hours: float = 20.0) -> int:
        """Reply, about so many hours later; its position is returned."""
        later = 120 + int(self.chance.expovariate(1 / (hours * 3600)))
        return self.post(author, self.posts[parent].created_s + later, *sentences, parent=parent)

    def helpful(self, member: Member, *, what: str = "informs") -> list[Sentence]:
        """Information, warm words or both."""
        both = self.chance.random()
        informing, warm = self.say(member, what), self.say(member, "encourages")
        return [informing] if both < 0.45 else [warm] if both < 0.6 else [warm, informing]

    def answered(self, opening: int, answerers: list[Member], *, what: str = "informs", thanked: float = 0.5) -> None:
        """People answer an opening; its author thanks some of them."""
        asker = self.posts[opening].author
        for answerer in answerers:
            if answerer is asker:
                continue
            answer = self.reply(answerer, opening, *self.helpful(answerer, what=what))
            if self.chance.random() < thanked:
                self.reply(asker, answer, self.say(asker, "thanks"), hours=10)

    def remarks(self, opening: int, what: str, *kinds: str, count: int) -> None:
        """People of these kinds remark on an opening."""
        asker = self.posts[opening].author
        for member in self.meet(asker.language, *kinds, count=count):
            if member is not asker:
                self.reply(member, opening, self.say(member, what))

"""An invented multiple-sclerosis community: who is in it, what happens, and what is true of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Final

import pandas as pd

from graphtool.simulate.phrases import KIN, say

DAY_S: Final = 86_400
START_S: Final = int(datetime(2024, 3, 1, tzinfo=UTC).timestamp())
PERSON_KINDS: Final = (
    "helper", "mentor", "attention_star", "newly_diagnosed", "group_caregiver", "caregiver", "professional",
    "organisation", "spammer", "sceptic", "advocate", "bystander",
)  # fmt: skip
_SYLLABLES: Final = (
    "ba",
    "lo",
    "mi",
    "ren",
    "ta",
    "vel",
    "sko",
    "fin",
    "dru",
    "na",
    "peb",
    "quo",
    "sil",
    "wex",
    "yor",
    "zam",
)


@dataclass
class Member:
    """Somebody invented.

    group: the caregiver group they belong to, 0 for none.
    diagnosed_s: when they (or whom they care for) were diagnosed, in seconds; None where nothing says so.
    """

    name: str
    kind: str
    flair: str | None = None
    group: int = 0
    diagnosed_s: int | None = None
    kin: str = "partner"
    mentees: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SimulatedPost:
    """A post of the community; ``parent`` and ``thread`` are positions in ``Simulation.posts``."""

    author: Member
    created_s: int
    text: str
    title: str | None
    parent: int | None
    thread: int


@dataclass(frozen=True)
class Simulation:
    """A community and the truth about it.

    posts: in the order of their making; a parent stands before its replies.
    members: everybody.
    parameters: what it was made with.
    """

    posts: list[SimulatedPost]
    members: list[Member]
    parameters: dict[str, object]

    def truth(self, platform: str = "reddit") -> pd.DataFrame:
        """One row a person: ``person, kind, role, group, diagnosed, mentees``."""
        return pd.DataFrame(
            {
                "person": [f"{platform}:{member.name}" for member in self.members],
                "kind": [member.kind for member in self.members],
                "role": [_role(member) for member in self.members],
                "group": [member.group for member in self.members],
                "diagnosed": [
                    None if member.diagnosed_s is None else datetime.fromtimestamp(member.diagnosed_s, UTC).date().isoformat()
                    for member in self.members
                ],
                "mentees": ["|".join(f"{platform}:{name}" for name in sorted(member.mentees)) for member in self.members],
            }
        ).sort_values("person", ignore_index=True)


def simulate(people: int = 600, *, seed: int = 0, days: int = 540, groups: bool = True, sybils: int = 0) -> Simulation:
    """Invent a community.

    Planted, each on people of their own: *helpers* (answer many people over many weeks, are thanked, and draw little
    attention), *attention stars* (draw much, help nobody), *mentors* (go back and forth with newly diagnosed people),
    *newly diagnosed* people over time, *caregiver groups*, professionals, organisations, spammers, sceptics, advocates
    and bystanders.

    Args:
        people: how many, at least 100.
        seed: of everything drawn by chance; the same seed gives the same community.
        days: how long it is watched.
        groups: whether caregivers form groups; without, they mix with everybody.
        sybils: made-up accounts that open threads, are answered by one and the same spammer and thank them.
    """
    if people < 100 or days < 120:
        raise ValueError("a community needs at least 100 people and 120 days")
    made = _Making(people, seed=seed, days=days, groups=groups, sybils=sybils)
    made.everything()
    parameters: dict[str, object] = {"people": people, "seed": seed, "days": days, "groups": groups, "sybils": sybils}
    return Simulation(made.posts, made.members, parameters)


def _role(member: Member) -> str:
    fixed = {"professional": "professional", "organisation": "organisation", "group_caregiver": "caregiver",
             "caregiver": "caregiver", "spammer": "unknown", "sybil": "unknown"}  # fmt: skip
    return fixed.get(member.kind, "patient")


class _Making:
    """A community in the making."""

    def __init__(self, people: int, *, seed: int, days: int, groups: bool, sybils: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - an invented community is no secret
        self.end_s = START_S + days * DAY_S
        self.days = days
        self.with_groups = groups
        self.posts: list[SimulatedPost] = []
        self.members: list[Member] = []
        self.kinds: dict[str, list[Member]] = {kind: [] for kind in (*PERSON_KINDS, "sybil")}
        self._names: set[str] = set()
        few = max(people // 60, 10)
        counts = {
            "helper": few, "mentor": few, "attention_star": few, "newly_diagnosed": people // 10,
            "group_caregiver": people // 12, "caregiver": people // 25, "professional": max(people // 100, 3),
            "organisation": max(people // 150, 2), "spammer": max(people // 150, 2), "sceptic": max(people // 100, 3),
            "advocate": max(people // 100, 3), "sybil": sybils,
        }  # fmt: skip
        for kind, count in counts.items():
            self._join(kind, count)
        self._join("bystander", max(people - sum(counts.values()), 0))
        self._settle()

    def _join(self, kind: str, count: int) -> None:
        for _ in range(count):
            name = ""
            while not name or name in self._names:
                name = "".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(2, 4))).capitalize()
                name += self.chance.choice(["", "", "_", "-"]) + self.chance.choice(["", str(self.chance.randint(1, 999))])
            self._names.add(name)
            member = Member(name, kind, kin=self.chance.choice(KIN))
            self.kinds[kind].append(member)
            self.members.append(member)

    def _settle(self) -> None:
        """Diagnoses, flairs and groups."""
        for member in self.members:
            if member.kind == "newly_diagnosed":
                member.diagnosed_s = START_S + self.chance.randint(20, self.days - 90) * DAY_S
            elif member.kind in ("helper", "mentor", "bystander", "attention_star"):
                year = self.chance.randint(2001, 2020)
                if self.chance.random() < 0.4:
                    member.flair = f"{self.chance.randint(24, 66)}{self.chance.choice('FM')} | Dx:{year} | Europe"
                    member.diagnosed_s = int(datetime(year, 7, 1, tzinfo=UTC).timestamp())
        if self.with_groups:
            waiting, number = list(self.kinds["group_caregiver"]), 0
            while len(waiting) >= 6:
                number += 1
                size = self.chance.randint(7, 14)
                if len(waiting) - size < 6:
                    size = len(waiting)
                for member in waiting[:size]:
                    member.group = number
                waiting = waiting[size:]

    def everything(self) -> None:
        """All that happens."""
        crowd = self.kinds["bystander"] + self.kinds["caregiver"]
        for member in crowd + self.kinds["newly_diagnosed"]:
            # a few write a lot, most write little
            for _ in range(min(int(self.chance.paretovariate(1.3)), 12)):
                self._question(member)
        for member in self.kinds["newly_diagnosed"]:
            self._journey(member)
        self._care()
        for kind, happens, rate in (
            ("attention_star", self._chatter, 40), ("organisation", self._announcement, 60),
            ("spammer", self._spam, 45),
        ):  # fmt: skip
            for member in self.kinds[kind]:
                for _ in range(max(self.days // rate, 3)):
                    happens(member)
        for member in self.kinds["sybil"]:
            for _ in range(100):
                self._sybil_thread(member)

    def _post(self, author: Member, created_s: int, text: str, *, title: str | None = None, parent: int | None = None) -> int:
        number = len(self.posts)
        thread = number if parent is None else self.posts[parent].thread
        self.posts.append(SimulatedPost(author, min(created_s, self.end_s), text, title, parent, thread))
        return number

    def _some_time(self) -> int:
        return START_S + self.chance.randint(0, self.days * DAY_S)

    def _after(self, created_s: int, hours: float = 20.0) -> int:
        return created_s + 120 + int(self.chance.expovariate(1 / (hours * 3600)))

    def _reply(self, author: Member, parent: int, text: str, hours: float = 20.0) -> int:
        return self._post(author, self._after(self.posts[parent].created_s, hours), text, parent=parent)

    def _helpful(self, *, kind: str = "informs") -> str:
        both = self.chance.random()
        informing, warm = say(self.chance, kind), say(self.chance, "encourages")
        return informing if both < 0.45 else warm if both < 0.6 else f"{warm} {informing}"

    def _answered(self, opening: int, answerers: list[Member], *, kind: str = "informs", thanked: float = 0.5) -> None:
        """People answer an opening; its author thanks some of them."""
        asker = self.posts[opening].author
        for answerer in answerers:
            if answerer is asker:
                continue
            answer = self._reply(answerer, opening, self._helpful(kind=kind))
            if self.chance.random() < thanked:
                self._reply(asker, answer, say(self.chance, "thanks"), hours=10)

    def _question(self, member: Member, *, at_s: int | None = None) -> None:
        """Somebody asks; helpers, other patients and now and then a professional answer."""
        caring = member.kind == "caregiver"
        if caring:
            words = [say(self.chance, "caregiver", kin=member.kin), say(self.chance, "caregiver_asks")]
        else:
            words = [self._about(member, at_s), say(self.chance, "asks")]
        if self.chance.random() < 0.25:
            words.append(say(self.chance, "vents"))
        if self.chance.random() < 0.2:
            words.append(say(self.chance, "thanks_decoy"))
        text = " ".join(filter(None, words))
        opening = self._post(member, at_s or self._some_time(), text, title=say(self.chance, "asks").split("?")[0] + "?")
        helpers = self.chance.sample(self.kinds["helper"], self.chance.choice([0, 1, 1, 2, 3]))
        if member.kind == "newly_diagnosed":
            helpers = helpers[:1] if self.chance.random() < 0.3 else []
        peers = self.chance.sample(self.kinds["bystander"], self.chance.choice([0, 0, 1, 1, 2]))
        self._answered(opening, helpers)
        for peer in peers:
            text = self._helpful() if self.chance.random() < 0.35 else say(self.chance, "small")
            self._reply(peer, opening, text)
        self._now_and_then(opening)

    def _now_and_then(self, opening: int) -> None:
        for kind, share, words in (
            ("professional", 0.05, "professional"), ("spammer", 0.02, "spam"), ("sceptic", 0.05, "challenges"),
            ("advocate", 0.03, "amplifies"),
        ):  # fmt: skip
            if self.chance.random() < share:
                author, text = self.chance.choice(self.kinds[kind]), say(self.chance, words)
                if kind == "advocate":
                    text += f" u/{self.posts[opening].author.name} says what many here think."
                self._reply(author, opening, text)

    def _about(self, member: Member, at_s: int | None) -> str:
        if member.kind != "newly_diagnosed" or member.diagnosed_s is None or at_s is None:
            return say(self.chance, "patient") if member.kind != "newly_diagnosed" else ""
        days = (at_s - member.diagnosed_s) // DAY_S
        if days < 0:
            return say(self.chance, "undiagnosed")
        if days < 12:
            return say(self.chance, "newly", recently="last week" if days > 4 else "yesterday")
        count, unit = (days // 7, "week") if days < 60 else (max(round(days / 30.44), 2), "month")
        amount = f"{count} {unit}{'s' if count > 1 else ''}"
        return say(self.chance, "still_new", ago=f"{amount} ago", since=amount)

    def _journey(self, member: Member) -> None:
        """Somebody is diagnosed: before, the first weeks with a mentor or two, and the months after."""
        diagnosed = member.diagnosed_s or 0
        self._question(member, at_s=diagnosed - self.chance.randint(5, 18) * DAY_S)
        mentors = self.chance.sample(self.kinds["mentor"], self.chance.choice([1, 2, 2, 3]))
        for place, mentor in enumerate(mentors):
            mentor.mentees.append(member.name)
            at_s = diagnosed + self.chance.choice([1, 3, 7, 9, 25, 45, 70]) * DAY_S + place * DAY_S
            if at_s > self.end_s - 10 * DAY_S:
                at_s = diagnosed + (place + 1) * DAY_S
            text = f"{self._about(member, at_s)} {say(self.chance, 'asks')}"
            turn = self._post(member, at_s, text, title="New here and full of questions")
            for number in range(self.chance.randint(2, 5)):
                turn = self._reply(mentor, turn, self._helpful(), hours=8)
                words = (
                    say(self.chance, "follow_up")
                    if number % 2
                    else f"{say(self.chance, 'thanks')} {say(self.chance, 'follow_up')}"
                )
                turn = self._reply(member, turn, words, hours=8)
        self._question(member, at_s=min(diagnosed + self.chance.randint(90, 200) * DAY_S, self.end_s))

    def _care(self) -> None:
        """Caregivers talk among themselves."""
        circles: dict[int, list[Member]] = {}
        for member in self.kinds["group_caregiver"]:
            circles.setdefault(member.group, []).append(member)
        for number, circle in sorted(circles.items()):
            for member in circle:
                for _ in range(self.chance.randint(4, 8)):
                    words = [say(self.chance, "caregiver", kin=member.kin)]
                    words.append(say(self.chance, self.chance.choice(["caregiver_asks", "caregiver_asks", "vents"])))
                    opening = self._post(member, self._some_time(), " ".join(words), title="Caring, again")
                    if number:
                        fellows = self.chance.sample(circle, min(self.chance.randint(2, 4), len(circle)))
                        self._answered(opening, fellows, kind="caregiver_informs", thanked=0.7)
                    else:
                        anybody = self.chance.sample(self.kinds["bystander"] + self.kinds["group_caregiver"], 2)
                        self._answered(opening, anybody, thanked=0.6)
                    if self.chance.random() < 0.25:
                        self._answered(opening, [self.chance.choice(self.kinds["helper"])])

    def _chatter(self, star: Member) -> None:
        opening = self._post(star, self._some_time(), say(self.chance, "chatter"), title=say(self.chance, "chatter"))
        crowd = self.kinds["bystander"] + self.kinds["helper"] + self.kinds["newly_diagnosed"]
        for member in self.chance.sample(crowd, min(self.chance.randint(15, 40), len(crowd))):
            answer = self._reply(member, opening, say(self.chance, "banter"))
            if self.chance.random() < 0.08:
                self._reply(star, answer, say(self.chance, "banter"))

    def _announcement(self, organisation: Member) -> None:
        opening = self._post(organisation, self._some_time(), say(self.chance, "organisation"), title="News from us")
        for member in self.chance.sample(self.kinds["bystander"], 2):
            self._reply(member, opening, say(self.chance, "small"))

    def _spam(self, spammer: Member) -> None:
        self._post(spammer, self._some_time(), say(self.chance, "spam"), title="You will not believe this")

    def _sybil_thread(self, sybil: Member) -> None:
        opening = self._post(sybil, self._some_time(), say(self.chance, "asks"), title=say(self.chance, "asks"))
        self._answered(opening, [self.kinds["spammer"][0]], thanked=1.0)

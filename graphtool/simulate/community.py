"""An invented multiple-sclerosis community: who is in it, what they write, and what is true of it."""

from dataclasses import dataclass
from random import Random
from typing import Final

import pandas as pd

from graphtool.simulate.happenings import everyday
from graphtool.simulate.making import DIAGNOSIS, Draft, Making
from graphtool.simulate.manners import manners
from graphtool.simulate.members import Member, assemble
from graphtool.simulate.noise import Noise
from graphtool.simulate.phrases import LANGUAGES, spelled_out
from graphtool.simulate.profiles import introduce

LANGUAGE_CHOICES: Final = (*LANGUAGES, "both")
_SHOWS_BIO: Final = ("table",)  # platforms whose exports carry profiles


@dataclass(frozen=True)
class SimulatedPost:
    """A post of the community.

    created_s: seconds UTC.
    text: names of others stand in it as Reddit links them, ``u/NAME``.
    parent, thread, quoted: positions in ``Simulation.posts``.
    flair: the author's at the time.
    says_diagnosis: whether its words tell when the author, or whom they care for, was diagnosed.
    """

    author: Member
    created_s: int
    text: str
    title: str | None
    parent: int | None
    thread: int
    quoted: int | None
    flair: str | None
    says_diagnosis: bool


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
        """What is true of everybody.

        Args:
            platform: of the export; it is the first part of ``person``, and Reddit shows no bios.

        Returns:
            One row a person, sorted: ``person``; ``kind`` (of ``members.PERSON_KINDS``); ``zeal``, how readily a planted
            helper helps (the others all the same); ``role``; ``language``;
            ``group`` of caregivers, 0 for none; ``diagnosed``, the ISO date on which they, or whom they care for, were
            diagnosed, else None; ``says_diagnosis``, whether a post, flair or bio in the export tells it; ``mentees``,
            joined by ``|``.
        """
        telling = {post.author.name for post in self.posts if post.says_diagnosis or (post.flair and post.author.flair_dated)}
        if platform in _SHOWS_BIO:
            posting = {post.author.name for post in self.posts}
            telling |= {member.name for member in self.members if member.bio_dated and member.name in posting}
        return pd.DataFrame(
            {
                "person": [f"{platform}:{member.name}" for member in self.members],
                "kind": [member.kind for member in self.members],
                "zeal": [round(member.zeal, 3) for member in self.members],
                "role": [member.role for member in self.members],
                "language": [member.language for member in self.members],
                "group": [member.group for member in self.members],
                "diagnosed": [member.diagnosed.isoformat() if member.diagnosed else None for member in self.members],
                "says_diagnosis": [member.name in telling for member in self.members],
                "mentees": ["|".join(f"{platform}:{name}" for name in sorted(member.mentees)) for member in self.members],
            }
        ).sort_values("person", ignore_index=True)


def simulate(
    people: int = 600,
    *,
    seed: int = 0,
    days: int = 540,
    groups: bool = True,
    sybils: int = 0,
    language: str = "en",
    noise: float = 0.0,
) -> Simulation:
    """Invent a community.

    Planted, each on people of their own: *helpers* (answer many people over many weeks, are thanked, and draw little
    attention), *attention stars* (draw much, help nobody), *mentors* (go back and forth with the newly diagnosed),
    *newly diagnosed* people over time and *caregivers of newly diagnosed* people, *caregiver groups*, professionals,
    organisations, spammers, *sceptics* (challenge), *advocates* (amplify others and speak for all), *regulars* (write in
    most weeks), *newcomers* (first seen in the last weeks), *observers* (seen rather than heard) and bystanders.

    Args:
        people: how many, at least 100.
        seed: of everything drawn by chance; the same seed gives the same community.
        days: how long it is watched.
        groups: whether caregivers form groups; without, they mix with everybody.
        sybils: made-up accounts that open threads, are answered by one and the same spammer and thank them.
        language: ``en``, ``de``, or ``both``: everybody has one, and most threads stay inside one.
        noise: from 0, plain sentences, to 1, posts as people type them, many of which say nothing of role or
            diagnosis; who writes to whom, and when, does not hang on it. See ``noise``.

    Raises:
        ValueError: too few people or days, no such language, or noise beyond 0 to 1.
    """
    if people < 100 or days < 120:
        raise ValueError("a community needs at least 100 people and 120 days")
    if language not in LANGUAGE_CHOICES:
        raise ValueError(f"language is one of {', '.join(LANGUAGE_CHOICES)}, not {language!r}")
    if not 0 <= noise <= 1:
        raise ValueError("noise is from 0 to 1")
    parameters: dict[str, object] = {
        "people": people, "seed": seed, "days": days, "groups": groups, "sybils": sybils, "language": language,
        "noise": noise,
    }  # fmt: skip
    chance = Random(seed)  # noqa: S311 - an invented community is no secret
    languages = LANGUAGES if language == "both" else (language,)
    members = assemble(chance, people, days=days, languages=languages, groups=groups, sybils=sybils)
    for member in members:
        introduce(chance, member)
    making = Making(chance, members, days=days)
    everyday(making, groups=groups)
    manners(making)
    # noise has a chance of its own, so that what happens is the same at every level
    noisy = Noise(noise, seed=seed, drafts=making.posts)
    return Simulation([_written(draft, noisy) for draft in making.posts], members, parameters)


def _written(draft: Draft, noisy: Noise) -> SimulatedPost:
    author = draft.author
    sentences, text, title = noisy.written(draft)
    if author.spells_out:
        text, title = spelled_out(text), title and spelled_out(title)
    return SimulatedPost(
        author=author,
        created_s=draft.created_s,
        text=text,
        title=title,
        parent=draft.parent,
        thread=draft.thread,
        quoted=draft.quoted,
        flair=author.flair if draft.created_s >= author.flair_from_s else None,
        says_diagnosis=any(sentence.what == DIAGNOSIS for sentence in sentences),
    )

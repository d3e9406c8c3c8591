"""People of a manner of their own: sceptics, advocates, regulars, newcomers and observers."""

from bisect import bisect_left
from collections.abc import Callable
from typing import Final

from graphtool.simulate.happenings import question
from graphtool.simulate.making import Draft, Making, Sentence, mention
from graphtool.simulate.members import DAY_S, START_S, Member

_EVERY_DAYS: Final = 9  # a sceptic challenges, an advocate speaks up
_NEW_DAYS: Final = 28  # a newcomer is first seen at most so long before the end
_CLAIMS: Final = frozenset(("informs", "caregiver_informs", "professional", "organisation", "spam"))  # what can be doubted


def manners(making: Making) -> None:
    """What they do. It needs the posts of others, so it comes last."""
    others = len(making.posts)
    for sceptic in making.kinds["sceptic"]:
        for _ in range(making.days // _EVERY_DAYS):
            _challenge(making, sceptic, among=others)
    for advocate in making.kinds["advocate"]:
        for _ in range(making.days // _EVERY_DAYS):
            _speak_up(making, advocate, among=others)
    _write_weekly(making)
    for newcomer in making.kinds["newcomer"]:
        _arrive(making, newcomer)
    for observer in making.kinds["observer"]:
        _be_seen(making, observer, among=others)


def _found(making: Making, member: Member, among: int, fits: Callable[[Draft], bool]) -> int | None:
    """A post of somebody else in a member's language, of the first ``among``, that fits; None if chance finds none.

    Not of a sybil, whose threads are their own play.
    """
    for _ in range(100):
        number = making.chance.randrange(among)
        post = making.posts[number]
        theirs = post.author is not member and post.author.kind != "sybil" and post.author.language == member.language
        if theirs and fits(post):
            return number
    return None


def _claims(post: Draft) -> bool:
    return any(sentence.what in _CLAIMS for sentence in post.sentences)


def _is_story(post: Draft) -> bool:
    """An opening of a patient or a caregiver."""
    return post.parent is None and post.author.role in ("patient", "caregiver")


def _is_any(_: Draft) -> bool:
    return True


def _challenge(making: Making, sceptic: Member, *, among: int) -> None:
    """A sceptic doubts what somebody told; some defend themselves and are doubted again."""
    target = _found(making, sceptic, among, _claims)
    if target is None:
        return
    doubt = making.reply(sceptic, target, making.say(sceptic, "challenges"))
    if making.chance.random() < 0.4:
        doubted = making.posts[target].author
        defence = making.reply(doubted, doubt, making.say(doubted, "challenged"), hours=10)
        if making.chance.random() < 0.5:
            making.reply(sceptic, defence, making.say(sceptic, "challenges"), hours=10)


def _speak_up(making: Making, advocate: Member, *, among: int) -> None:
    """An advocate shares an opening in a thread of their own, or lifts somebody up in a thread of others."""
    target = _found(making, advocate, among, _is_story)
    if target is None:
        return
    shared = making.posts[target]
    words = [making.say(advocate, "amplifies", mention=mention(shared.author))]
    if making.chance.random() < 0.6:
        words.append(making.say(advocate, "speaks_for_us"))
    if making.chance.random() < 0.5:
        making.reply(advocate, target, *words)
        return
    at_s = shared.created_s + making.chance.randint(1, 10) * DAY_S
    opening = making.post(advocate, at_s, *words, title=making.title(advocate, "title_shared"))
    making.posts[opening].quoted = target
    making.remarks(opening, "small", "bystander", "regular", count=making.chance.choice([0, 1, 2]))


def _write_weekly(making: Making) -> None:
    """Regulars write in most weeks: how their week was, or a word to what is new."""
    openings = sorted((post.created_s, number) for number, post in enumerate(making.posts) if post.parent is None)
    for regular in making.kinds["regular"]:
        for week in range(making.days // 7):
            if making.chance.random() < 0.1:
                continue
            at_s = START_S + week * 7 * DAY_S + making.chance.randint(0, 5 * DAY_S)
            near = openings[bisect_left(openings, (at_s, 0)) :][:10]
            near = [each for each in near if making.posts[each[1]].author.language == regular.language]
            if near and making.chance.random() < 0.6:
                making.reply(regular, making.chance.choice(near)[1], _aside(making, regular), hours=6)
                continue
            words = making.say(regular, "daily")
            opening = making.post(regular, at_s, words, title=making.title(regular, "title_daily"))
            making.remarks(opening, "small", "bystander", "regular", count=making.chance.choice([0, 1, 1, 2]))


def _aside(making: Making, member: Member) -> Sentence:
    return making.say(member, making.chance.choice(["daily", "small", "encourages"]))


def _arrive(making: Making, newcomer: Member) -> None:
    """A newcomer says hello in the last weeks and asks a little."""
    at_s = making.end_s - making.chance.randint(5, _NEW_DAYS) * DAY_S
    words = [making.say(newcomer, "introduces"), *making.about(newcomer, at_s)]
    opening = making.post(newcomer, at_s, *words, title=making.title(newcomer, "title_hello"))
    making.answered(opening, making.meet(newcomer.language, "bystander", "regular", count=2))
    for _ in range(making.chance.randint(1, 2)):
        question(making, newcomer, at_s=making.chance.randint(at_s, making.end_s - DAY_S))


def _be_seen(making: Making, observer: Member, *, among: int) -> None:
    """An observer writes once or twice; others name them now and then."""
    for _ in range(making.chance.randint(1, 2)):
        target = _found(making, observer, among, _is_any)
        if target is not None:
            making.reply(observer, target, making.say(observer, "small"))
    for member in making.meet(observer.language, "regular", "bystander", count=making.chance.randint(2, 5)):
        target = _found(making, member, among, _is_any)
        if target is not None:
            making.reply(member, target, making.say(member, "seen", mention=mention(observer)))

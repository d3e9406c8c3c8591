"""What happens in every community: questions, diagnoses, care, chatter, announcements and spam."""

from graphtool.simulate.making import Making
from graphtool.simulate.members import DAY_S, NEW_KINDS, Member


def everyday(making: Making, *, groups: bool) -> None:
    """All of it, for everybody who takes part in it."""
    askers = [*making.kinds["bystander"], *making.kinds["caregiver"], *making.kinds["newly_diagnosed"]]
    for member in askers:
        # a few write a lot, most write little
        for _ in range(min(int(making.chance.paretovariate(1.3)), 12)):
            question(making, member, at_s=making.some_time())
    for kind in NEW_KINDS:
        for member in making.kinds[kind]:
            _journey(making, member)
    _care(making, groups=groups)
    for kind, happens, rate in (("attention_star", _chatter, 40), ("organisation", _announcement, 60), ("spammer", _spam, 45)):
        for member in making.kinds[kind]:
            for _ in range(max(making.days // rate, 3)):
                happens(making, member)
    for member in making.kinds["sybil"]:
        for _ in range(100):
            _sybil_thread(making, member)


def question(making: Making, member: Member, *, at_s: int) -> int:
    """Somebody asks; helpers, other patients and now and then a professional answer. The opening is returned."""
    chance = making.chance
    words = making.about(member, at_s)
    words.append(making.say(member, "caregiver_asks" if member.role == "caregiver" else "asks"))
    if chance.random() < 0.25:
        words.append(making.say(member, "vents"))
    if chance.random() < 0.2:
        words.append(making.say(member, "thanks_decoy"))
    opening = making.post(member, at_s, *words, title=making.title(member, "asks"))
    helpers = making.meet(member.language, "helper", count=chance.choice([0, 1, 1, 2, 3]))
    if member.kind in NEW_KINDS:
        helpers = helpers[:1] if chance.random() < 0.3 else []
    making.answered(opening, helpers)
    for peer in making.meet(member.language, "bystander", count=chance.choice([0, 0, 1, 1, 2])):
        words = making.helpful(peer) if chance.random() < 0.35 else [making.say(peer, "small")]
        making.reply(peer, opening, *words)
    if chance.random() < 0.05:
        for expert in making.meet(member.language, "professional", count=1):
            making.reply(expert, opening, making.say(expert, "professional_role"), making.say(expert, "professional"))
    if chance.random() < 0.02:
        making.remarks(opening, "spam", "spammer", count=1)
    return opening


def _journey(making: Making, member: Member) -> None:
    """Somebody, or whom they care for, is diagnosed: before, the first weeks with a mentor or two, the months after."""
    chance, diagnosed = making.chance, member.diagnosed_s or 0
    question(making, member, at_s=diagnosed - chance.randint(5, 18) * DAY_S)
    crowd = making.crowd(member.language, "mentor")
    most = [1, 2, 2, 3] if member.kind == "newly_diagnosed" else [1]
    for place, mentor in enumerate(chance.sample(crowd, min(chance.choice(most), len(crowd)))):
        mentor.mentees.append(member.name)
        at_s = diagnosed + (chance.choice([1, 3, 7, 9, 25, 45, 70]) + place) * DAY_S
        if at_s > making.end_s - 10 * DAY_S:
            at_s = diagnosed + (place + 1) * DAY_S
        words = [*making.about(member, at_s, dated=place == 0), making.say(member, "asks")]
        turn = making.post(member, at_s, *words, title=making.title(member, "title_new"))
        for number in range(chance.randint(2, 5)):
            turn = making.reply(mentor, turn, *making.helpful(mentor), hours=8)
            words = [making.say(member, "follow_up")]
            if number % 2 == 0:
                words.insert(0, making.say(member, "thanks"))
            turn = making.reply(member, turn, *words, hours=8)
    question(making, member, at_s=min(diagnosed + chance.randint(90, 200) * DAY_S, making.end_s))


def _care(making: Making, *, groups: bool) -> None:
    """Caregivers talk among themselves: in their groups, or with everybody where there are none."""
    chance = making.chance
    circles: dict[int, list[Member]] = {}
    for member in making.kinds["group_caregiver"]:
        circles.setdefault(member.group, []).append(member)
    for _, circle in sorted(circles.items()):
        for member in circle:
            for _ in range(chance.randint(4, 8)):
                at_s = making.some_time()
                words = [
                    *making.about(member, at_s),
                    making.say(member, chance.choice(["caregiver_asks", "caregiver_asks", "vents"])),
                ]
                opening = making.post(member, at_s, *words, title=making.title(member, "title_caring"))
                if groups and member.group:
                    fellows = chance.sample(circle, min(chance.randint(2, 4), len(circle)))
                    making.answered(opening, fellows, what="caregiver_informs", thanked=0.7)
                else:
                    anybody = making.meet(member.language, "bystander", "group_caregiver", count=2)
                    making.answered(opening, anybody, thanked=0.6)
                if chance.random() < 0.25:
                    making.answered(opening, making.meet(member.language, "helper", count=1))


def _chatter(making: Making, star: Member) -> None:
    opening = making.post(star, making.some_time(), making.say(star, "chatter"), title=making.title(star, "chatter"))
    count = making.chance.randint(15, 40)
    for member in making.meet(star.language, "bystander", "helper", "newly_diagnosed", count=count):
        answer = making.reply(member, opening, making.say(member, "banter"))
        if making.chance.random() < 0.08:
            making.reply(star, answer, making.say(star, "banter"))


def _announcement(making: Making, organisation: Member) -> None:
    words = making.say(organisation, "organisation")
    opening = making.post(organisation, making.some_time(), words, title=making.title(organisation, "title_news"))
    making.remarks(opening, "small", "bystander", count=2)


def _spam(making: Making, spammer: Member) -> None:
    making.post(spammer, making.some_time(), making.say(spammer, "spam"), title=making.title(spammer, "title_spam"))


def _sybil_thread(making: Making, sybil: Member) -> None:
    opening = making.post(sybil, making.some_time(), making.say(sybil, "asks"), title=making.title(sybil, "asks"))
    making.answered(opening, [making.kinds["spammer"][0]], thanked=1.0)

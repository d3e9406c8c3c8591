"""Each kind of person does what its name says, and the truth tells of everybody."""

from collections import Counter, defaultdict
from pathlib import Path
from statistics import mean

import pandas as pd
import pytest

from graphtool import sources
from graphtool.schema import ROLES, Person, Post
from graphtool.simulate import Simulation, simulate, write
from graphtool.simulate.members import DAY_S, PERSON_KINDS
from graphtool.simulate.phrases import phrases, spelled_out

COLUMNS = ["person", "kind", "zeal", "role", "language", "group", "diagnosed", "says_diagnosis", "mentees"]


@pytest.fixture(scope="module", params=["en", "both"])
def community(request: pytest.FixtureRequest) -> Simulation:
    return simulate(300, seed=8, language=request.param)


def posts_by(community: Simulation, kind: str) -> dict[str, list]:
    found = {member.name: [] for member in community.members if member.kind == kind}
    for post in community.posts:
        if post.author.name in found:
            found[post.author.name].append(post)
    return found


def says(post, what: str) -> bool:
    known = [saying.split("{")[0] for saying in phrases(post.author.language).sayings[what] if saying[0] != "{"]
    return any(each in post.text or spelled_out(each) in post.text for each in known)


def test_the_truth_tells_of_everybody(community: Simulation) -> None:
    truth = community.truth()
    assert list(truth.columns) == COLUMNS
    assert set(truth["kind"]) == set(PERSON_KINDS) - {"sybil"}
    assert set(truth["role"]) <= set(ROLES)
    assert truth["diagnosed"].notna().equals(truth["role"].isin(["patient", "caregiver"]))
    new = truth[truth["kind"].isin(["newly_diagnosed", "new_caregiver"])]
    assert new["says_diagnosis"].all()
    assert set(truth[truth["kind"] == "new_caregiver"]["role"]) == {"caregiver"}
    # bios are seen in tables only, and tell of more people
    assert community.truth("table")["says_diagnosis"].sum() > truth["says_diagnosis"].sum()


def test_the_zealous_help_more(community: Simulation) -> None:
    helped: dict[str, set[str]] = {}
    for post in community.posts:
        if post.parent is not None:
            helped.setdefault(post.author.name, set()).add(community.posts[post.parent].author.name)
    helpers = pd.DataFrame(
        [(each.zeal, len(helped[each.name]), each.language) for each in community.members if each.kind == "helper"],
        columns=["zeal", "helped", "language"],
    )
    assert helpers["zeal"].between(0.5, 2).all()
    for _, alike in helpers.groupby("language"):
        assert alike["zeal"].corr(alike["helped"], method="spearman") > 0.8
    assert {each.zeal for each in community.members if each.kind != "helper"} == {1.0}


def test_whoever_never_tells_is_said_not_to(community: Simulation) -> None:
    silent = set(community.truth().query("not says_diagnosis")["person"])
    for post in community.posts:
        if f"reddit:{post.author.name}" in silent:
            assert not post.says_diagnosis


def test_sceptics_challenge(community: Simulation) -> None:
    for posts in posts_by(community, "sceptic").values():
        assert sum(says(post, "challenges") for post in posts) > 20
        assert mean(says(post, "challenges") for post in posts) > 0.6
    others = [post for post in community.posts if post.author.kind != "sceptic"]
    assert not any(says(post, "challenges") for post in others)


def test_advocates_lift_others_and_speak_for_all(community: Simulation) -> None:
    for posts in posts_by(community, "advocate").values():
        assert mean("u/" in post.text for post in posts) > 0.6
        assert sum(post.quoted is not None for post in posts) > 5
        assert mean(says(post, "speaks_for_us") for post in posts) > 0.3


def test_regulars_write_over_most_weeks(community: Simulation) -> None:
    weeks = 540 // 7
    for posts in posts_by(community, "regular").values():
        assert len({post.created_s // (7 * DAY_S) for post in posts}) > 0.7 * weeks


def test_newcomers_are_first_seen_in_the_last_weeks(community: Simulation) -> None:
    end = max(post.created_s for post in community.posts)
    for posts in posts_by(community, "newcomer").values():
        assert min(post.created_s for post in posts) > end - 30 * DAY_S


def test_observers_are_seen_rather_than_heard(community: Simulation) -> None:
    named = Counter(word.strip(".,:") for post in community.posts for word in post.text.split() if word.startswith("u/"))
    posts = posts_by(community, "observer")
    assert all(1 <= len(each) <= 2 for each in posts.values())
    assert mean(named[f"u/{name}"] for name in posts) > 1.5


def test_caregivers_of_the_newly_diagnosed_find_mentors(community: Simulation) -> None:
    mentees = defaultdict(set)
    for member in community.members:
        for name in member.mentees:
            mentees[name].add(member.kind)
    caregivers = [member for member in community.members if member.kind == "new_caregiver"]
    assert all(mentees[member.name] == {"mentor"} for member in caregivers)


def test_a_table_carries_bios_flairs_mentions_and_quotes(tmp_path: Path, community: Simulation) -> None:
    (path,) = write(community, tmp_path, form="table")
    people: dict[str, str | None] = {}
    posts: list[Post] = []
    for batch in sources.read(path, report=sources.ReadReport(strict=True)):
        posts += [item for item in batch.posts if isinstance(item, Post)]
        people |= {person.person: person.bio for person in batch.people if isinstance(person, Person)}
    bios = {f"table:{member.name}": member.bio for member in community.members if member.bio}
    assert people.items() <= bios.items()
    assert len(people) > 0.3 * len(community.members)
    assert sum(post.quoted is not None for post in posts) == sum(post.quoted is not None for post in community.posts)
    assert any(post.mentions for post in posts)
    assert not any("u/" in (post.text or "") for post in posts)

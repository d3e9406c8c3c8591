"""An invented community is what its truth says."""

import json
from pathlib import Path
from typing import Any

import pytest

from graphtool import sources
from graphtool.simulate import FORMATS, simulate, write


@pytest.fixture(scope="module")
def community():
    return simulate(300, seed=4)


@pytest.mark.parametrize(("language", "noise"), [("en", 0.0), ("en", 0.7), ("de", 0.0), ("both", 0.7)])
def test_the_same_seed_writes_the_same_bytes(tmp_path: Path, language: str, noise: float) -> None:
    for folder, seed in (("a", 4), ("b", 4), ("c", 5)):
        write(simulate(150, seed=seed, language=language, noise=noise), tmp_path / folder)
    files = ("submissions.ndjson", "comments.ndjson", "truth.csv")
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in files)
    assert all((tmp_path / "a" / name).read_bytes() != (tmp_path / "c" / name).read_bytes() for name in files)


def test_helpers_help_and_stars_are_answered(community) -> None:
    answered: dict[str, set[str]] = {}
    received: dict[str, int] = {}
    for post in community.posts:
        if post.parent is not None:
            asker = community.posts[post.parent].author
            answered.setdefault(post.author.name, set()).add(asker.name)
            received[asker.name] = received.get(asker.name, 0) + 1
    kinds = {member.name: member.kind for member in community.members}

    def mean(kind: str, of: dict[str, int]) -> float:
        members = [name for name, each in kinds.items() if each == kind]
        return sum(of.get(name, 0) for name in members) / len(members)

    helped = {name: len(people) for name, people in answered.items()}
    assert mean("helper", helped) > 2 * mean("attention_star", helped)
    assert mean("attention_star", received) > 2 * mean("helper", received)


def test_parents_come_first_and_groups_talk_inside(community) -> None:
    inside = outside = 0
    for number, post in enumerate(community.posts):
        if post.parent is None:
            continue
        assert post.parent < number
        parent = community.posts[post.parent]
        if post.author.group:
            inside += post.author.group == parent.author.group
            outside += post.author.group != parent.author.group
    assert inside > 5 * outside


@pytest.mark.parametrize("form", FORMATS)
def test_each_form_is_the_real_format(tmp_path: Path, community, form: str) -> None:
    read = 0
    for path in write(community, tmp_path, form=form):
        assert sources.recognise(path).source == form
        report = sources.ReadReport(strict=True)
        read += sum(len(batch.posts) for batch in sources.read(path, report=report))
    assert read == len(community.posts)


def test_without_groups_nobody_is_in_one() -> None:
    assert set(simulate(200, groups=False).truth()["group"]) == {0}


def test_sybils_thank_one_and_the_same(tmp_path: Path) -> None:
    made = simulate(150, sybils=2)
    thanked = {
        made.posts[post.parent].author.name for post in made.posts if post.author.kind == "sybil" and post.parent is not None
    }
    assert len(thanked) == 1


def test_truth_names_people_as_the_tool_does(tmp_path: Path, community) -> None:
    submissions, _ = write(community, tmp_path)
    authors = {f"reddit:{json.loads(line)['author']}" for line in submissions.read_text().splitlines()}
    assert authors <= set(community.truth()["person"])


@pytest.mark.parametrize(
    ("asked", "why"), [({"people": 10}, "at least 100"), ({"language": "nl"}, "en, de, both"), ({"noise": 1.5}, "from 0 to 1")]
)
def test_what_cannot_be_made_is_refused(asked: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        simulate(**asked)

"""Noise changes the words, and nothing that is true."""

import re

import pytest

from graphtool.simulate import Simulation, simulate
from graphtool.simulate.phrases import LANGUAGES, phrases, spelled_out

NEW = ("newly_diagnosed", "new_caregiver")


@pytest.fixture(scope="module", params=LANGUAGES)
def levels(request: pytest.FixtureRequest) -> dict[float, Simulation]:
    return {noise: simulate(300, seed=6, language=request.param, noise=noise) for noise in (0.0, 0.5, 1.0)}


def test_threads_times_and_ids_stay(levels: dict[float, Simulation]) -> None:
    def shape(made: Simulation) -> list[tuple[object, ...]]:
        return [(post.author.name, post.created_s, post.parent, post.thread, post.quoted, post.flair) for post in made.posts]

    assert shape(levels[0.0]) == shape(levels[0.5]) == shape(levels[1.0])


def test_more_noise_changes_more_words(levels: dict[float, Simulation]) -> None:
    plain = [post.text for post in levels[0.0].posts]

    def changed(noise: float) -> float:
        return sum(one.text != other for one, other in zip(levels[noise].posts, plain, strict=True)) / len(plain)

    assert 0.3 < changed(0.5) < changed(1.0)
    assert all(post.text.strip() for post in levels[1.0].posts)


def test_the_marks_of_real_posts_are_there(levels: dict[float, Simulation]) -> None:
    made = levels[1.0]
    words = phrases(made.posts[0].author.language)
    texts = [post.text for post in made.posts]
    assert sum(text.startswith("> ") for text in texts) > 0.1 * len(texts)
    assert sum(text == text.lower() for text in texts) > 0.1 * len(texts)
    assert sum(not re.search(r"[.!?]", text) for text in texts) > 0.03 * len(texts)
    for what in ("greetings", "off_topic", "filler"):
        assert sum(any(each.lower() in text.lower() for each in words.sayings[what]) for text in texts) > 0.05 * len(texts)
    plain = "".join(post.text for post in levels[0.0].posts)
    assert not any(each in plain for each in words.sayings["off_topic"])


def test_fewer_posts_tell_but_most_people_still_do(levels: dict[float, Simulation]) -> None:
    telling = {noise: sum(post.says_diagnosis for post in made.posts) for noise, made in levels.items()}
    assert telling[0.0] > telling[0.5] > telling[1.0] > 0
    said = {noise: made.truth().query("kind in @NEW")["says_diagnosis"] for noise, made in levels.items()}
    assert said[0.0].all()
    assert 0.6 < said[1.0].mean() < 1


def bare(text: str) -> str:
    return re.sub(r"[.,!;]+(?=\s|$)", "", spelled_out(text).lower())


def tellings(language: str) -> re.Pattern[str]:
    """Every way of telling a diagnosis, without full stops and capitals."""
    sayings = phrases(language).sayings
    told = [bare(saying) for key, sayings in sayings.items() if "told_" in key for saying in sayings]
    return re.compile("|".join(re.sub(r"\\{\w+\\}", "[\\\\w. ]+", re.escape(saying)) for saying in told))


def test_whose_words_tell_have_a_post_without_slips(levels: dict[float, Simulation]) -> None:
    made = levels[1.0]
    telling = tellings(made.posts[0].author.language)
    readable: dict[str, bool] = {}
    for post in made.posts:
        if post.author.kind in NEW and post.says_diagnosis:
            assert post.author.diagnosed_s is not None
            assert post.created_s >= post.author.diagnosed_s
            readable[post.author.name] = readable.get(post.author.name, False) or bool(telling.search(bare(post.text)))
    assert readable
    assert [name for name, clear in readable.items() if not clear] == []


def test_names_that_are_mentioned_stay_whole(levels: dict[float, Simulation]) -> None:
    names = {member.name for member in levels[1.0].members}
    mentioned = [name for post in levels[1.0].posts for name in re.findall(r"\bu/([\w-]+)", post.text)]
    assert mentioned
    assert set(mentioned) <= names

"""Communities in German, English and both, and the phrases they are made of."""

import csv
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

from graphtool.coding.language import language as detected
from graphtool.simulate import simulate, write
from graphtool.simulate.phrases import LANGUAGES, phrases


def slots(saying: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(saying) if name}


def test_every_language_has_every_key() -> None:
    first, *others = (phrases(language) for language in LANGUAGES)
    for other in others:
        assert set(other.sayings) == set(first.sayings)
        assert set(other.words) == set(first.words)
        for name in ("kin", "spans", "recently"):
            assert set(other.words[name]) == set(first.words[name])
        for name in ("months", "months_short", "weekdays", "numbers"):
            assert len(other.words[name]) == len(first.words[name])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recent_diagnosis_is_told_in_many_ways(language: str) -> None:
    ways = phrases(language).sayings
    told = [saying for key, sayings in ways.items() if key.startswith("told_") for saying in sayings]
    assert len(set(told)) >= 30
    assert all(slots(saying) for saying in told)  # each tells a date
    assert len({saying for key, sayings in ways.items() if key.startswith("kin_told_") for saying in sayings}) >= 12


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("noise", [0.0, 1.0])
def test_a_community_is_read_in_its_language(language: str, noise: float) -> None:
    made = simulate(150, seed=2, language=language, noise=noise)
    found = Counter(detected(post.text) for post in made.posts)
    assert found[language] > 0.75 * len(made.posts)
    assert found.total() - found[language] - found["unknown"] < 0.01 * len(made.posts)
    assert set(made.truth()["language"]) == {language}


def test_threads_mostly_stay_inside_one_language(tmp_path: Path) -> None:
    made = simulate(300, seed=1, language="both")
    replies = [post for post in made.posts if post.parent is not None]
    inside = sum(post.author.language == made.posts[post.thread].author.language for post in replies)
    assert 0.9 * len(replies) < inside < len(replies)
    truth = made.truth("table")
    assert set(truth.groupby("language")["kind"].nunique()) == {truth["kind"].nunique()}  # each kind in each language
    assert set(truth[truth["group"] > 0].groupby("group")["language"].nunique()) == {1}
    (path,) = write(made, tmp_path, form="table")
    with path.open(encoding="utf-8", newline="") as file:
        written = {f"table:{row['author']}": row["lang"] for row in csv.DictReader(file)}
    known = truth.set_index("person")["language"]
    assert all(known[person] == language for person, language in written.items())


def test_some_germans_type_no_umlauts() -> None:
    made = simulate(300, seed=1, language="de")
    umlauts = [any(letter in post.text for letter in "äöüß") for post in made.posts]
    spelled_out = [any(pair in post.text for pair in ("fuer", "naech", "Fuesse", "schoen")) for post in made.posts]
    assert sum(umlauts) > 3 * sum(spelled_out) > 0

"""The learned model: what is stored is what is used, it can be switched off, and it knows nobody's name."""

import json
import re
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from graphtool.coding import code, list_codebooks, load_codebook
from graphtool.coding.codebook import LEARNED
from graphtool.coding.learned import CLASSES, Judged, Model, features, model
from graphtool.coding.posts import judged
from graphtool.schema import ACTS, ROLES, STAGES
from tests.coding.made import posts

INVENTED = sorted((Path(__file__).parents[2] / "training" / "posts").glob("*.jsonl"))
TEXTS = (
    "I was diagnosed with MS last week. What should I ask at the first appointment?", "Thank you so much, that helps me a lot!",
    "You are not alone, hang in there. In my experience it does get better.", "I disagree, there is no evidence for that.",
    "I am so scared and exhausted, I can't do this any more.", "Meine Mutter hat seit 2010 MS. Hat jemand Erfahrung mit Kesimpta?",
    "Danke euch, das hilft mir sehr!", "", "Nice day.", "Das stimmt so nicht, da muss ich widersprechen.",
    "My husband has MS and the nights are bad. How do you all cope?", "We are looking for volunteers for a study on MS.",
)  # fmt: skip


@cache
def some() -> tuple[Judged, ...]:
    rows = [{"text": text, "is_opener": number % 3 == 0, "parent_text": "How are you?"} for number, text in enumerate(TEXTS)]
    return tuple(judged(posts(rows), load_codebook("multiple-sclerosis")))


@cache
def stored() -> dict[str, np.ndarray]:
    """What is in the file that comes along."""
    with np.load(BytesIO(files("graphtool.coding").joinpath(LEARNED).read_bytes())) as found:
        return dict(found)


def shipped() -> list[str]:
    """The names of the features of the model that comes along."""
    return bytes(stored()["names"]).decode().split("\n")


def words_of(names: list[str]) -> list[str]:
    """Those that are words or pairs of words, not what the rules show."""
    return [name for name in names if not name.startswith("#")]


# ------------------------------------------------------------------------------------------------ stored and used


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_model_survives_being_stored(data: st.DataObject) -> None:
    known = sorted({name.decode() for post in some() for name in features(post)})
    names = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=20, unique=True))
    small = arrays.arrays(np.float16, (len(names), len(CLASSES)), elements=st.floats(-4, 4, width=16))
    weights = data.draw(small).astype(np.float32)
    intercepts = data.draw(arrays.arrays(np.float32, len(CLASSES), elements=st.floats(-4, 4, width=32)))
    made = Model(names, weights, intercepts)
    again = Model.from_bytes(made.to_bytes())
    assert np.array_equal(made.probabilities(some()), again.probabilities(some()))
    assert np.array_equal(again.probabilities(some()), Model.from_bytes(again.to_bytes()).probabilities(some()))


def test_probabilities_are_those_of_logistic_regression() -> None:
    made = Model(["thank you", "nice"], np.eye(2, len(CLASSES), dtype=np.float32), np.full(len(CLASSES), -1, np.float32))
    thanks, nice, nothing = (TEXTS.index(text) for text in ("Thank you so much, that helps me a lot!", "Nice day.", ""))
    found = made.probabilities(some())
    assert found.shape == (len(TEXTS), len(CLASSES))
    low, high = 1 / (1 + np.exp(1)), 0.5
    assert found[thanks, :3] == pytest.approx([high, low, low])
    assert found[nice, :3] == pytest.approx([low, high, low])
    assert found[nothing] == pytest.approx(low)


@given(st.lists(st.integers(0, len(TEXTS) - 1), max_size=20))
def test_the_probabilities_of_a_post_do_not_depend_on_the_others(places: list[int]) -> None:
    alone = np.vstack([model().probabilities([post]) for post in some()])
    found = model().probabilities([some()[place] for place in places])
    assert found.shape == (len(places), len(CLASSES))
    assert np.array_equal(found, alone[places])


def test_codes_do_not_depend_on_the_order_of_posts() -> None:
    codebook = load_codebook("multiple-sclerosis")
    frame = posts([{"text": text} for text in TEXTS])
    forth, back = code(frame, codebook), code(frame[::-1], codebook)
    assert forth.equals(back[::-1].reset_index(drop=True))


# ------------------------------------------------------------------------------------------------ switched off


def rules_shown(codebook: str | Path, **more: bool) -> set[str]:
    shown = code(posts([{"text": text} for text in TEXTS]), load_codebook(codebook, **more))["rules"]
    return {rule for row in shown for rule in row.split("|") if rule.startswith(("learned.", "doubted."))}


def test_the_model_is_named_where_it_has_its_say_and_rules_only_silences_it() -> None:
    assert rules_shown("general")
    assert not rules_shown("general", rules_only=True)


@pytest.mark.parametrize("where", ["own", "extended"])
def test_a_codebook_switches_it_off_for_itself_and_for_those_that_extend_it(tmp_path: Path, where: str) -> None:
    own, base = tmp_path / "own.toml", tmp_path / "base.toml"
    base.write_text("extends = 'general'\n" + ("learned = false\n" if where == "extended" else ""))
    own.write_text(f"extends = '{base}'\n" + ("learned = false\n" if where == "own" else ""))
    assert not rules_shown(own)
    assert bool(rules_shown(base)) == (where == "own")


# ------------------------------------------------------------------------------------------------ what comes along


def test_the_model_that_comes_along_tells_acts_roles_and_stages_and_nothing_else() -> None:
    found = stored()
    assert sorted(found) == ["intercepts", "names", "weights"]
    assert found["weights"].shape == (len(shipped()), len(CLASSES))
    assert found["intercepts"].shape == (len(CLASSES),)
    assert np.isfinite(found["weights"]).all()
    assert len(CLASSES) == len(ACTS) + len(ROLES) + len(STAGES)


def test_names_of_features_are_sorted_and_single() -> None:
    assert shipped() == sorted(set(shipped()))


def test_features_hold_no_capital_letters_addresses_or_numbers() -> None:
    names = words_of(shipped())
    assert [name for name in names if re.search(r"[A-Z@]", name)] == []
    assert [name for name in names if re.search(r"[1-9]", name)] == []


def test_features_hold_signs_that_can_be_seen() -> None:
    assert [name for name in words_of(shipped()) if not name.isprintable() or name != " ".join(name.split())] == []


def test_no_feature_is_a_name_that_stands_in_one_file_only() -> None:
    """A name: written great within an English sentence, small in no post of any language, and of no codebook's lists."""
    great: dict[str, set[Path]] = {}
    small: set[str] = set()
    for path in INVENTED:
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"] or ""
            small.update(re.findall(r"\b[a-z]+\b", text))
            for word in re.findall(r"(?<=[a-z0-9,] )[A-Z][a-z]+\b", text):
                great.setdefault(word.lower(), set()).add(path)
    listed = {
        word
        for name in list_codebooks()
        for entries in load_codebook(name).words.values()
        for entry in entries
        for word in re.findall(r"[a-z]+", entry)
    }
    english = {word for word, where in great.items() if any(path.name.startswith("en") for path in where)}
    names = {word for word in english if len(great[word]) < 2} - small - listed
    assert len(names) > 100
    assert sorted(names & {word for name in words_of(shipped()) for word in name.split(" ")}) == []


def test_nine_words_of_ten_stand_in_two_invented_files() -> None:
    """So that anybody can see where the model has them from; the others come from labelled posts that are nobody's to publish."""
    where: dict[str, set[Path]] = {}
    for path in INVENTED:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        frame = posts(
            [
                {
                    "title": row["title"],
                    "text": row["text"],
                    "is_opener": row["parent"] is None,
                    "parent_text": row["parent_text"],
                }
                for row in rows
            ]
        )
        for post in judged(frame, load_codebook("general")):
            for name in features(post):
                where.setdefault(name.decode(), set()).add(path)
    names = words_of(shipped())
    assert sum(len(where.get(name, ())) >= 2 for name in names) >= 0.9 * len(names)

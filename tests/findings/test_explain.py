"""An explanation holds what was said, where it was read, and the posts behind it."""

from pathlib import Path

import pytest

from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, code_posts, load, period, read_known
from graphtool.errors import InputError
from graphtool.findings import Explanation, explain, list_people
from graphtool.findings.people import only
from tests.conftest import submission, write_lines

BOOK = load_codebook("multiple-sclerosis")


@pytest.fixture
def corpus(tmp_path: Path, reddit: list[Path]):
    with Corpus.create(tmp_path / "corpus.duckdb") as made:
        load(made, reddit)
        code_posts(made, BOOK)
        yield made


def explained(corpus: Corpus, person: str, **more: bool) -> Explanation:
    with period(corpus) as tables:
        return explain(corpus, tables, person, codebook=BOOK, **more)


def test_a_person_is_explained(corpus: Corpus) -> None:
    found = explained(corpus, "reddit:Nia")
    assert (found.facts["person"], found.facts["role"], found.facts["stage"]) == ("reddit:Nia", "patient", "newly_diagnosed")
    assert set(found.roles["role"]) == {"patient"}
    assert "text" in set(found.roles["role_by"])
    assert found.timeline["stage"].tolist() == ["undiagnosed", "newly_diagnosed", "experienced"]
    assert found.timeline["from_us"].isna().tolist() == [True, False, False]
    assert found.acts.set_index("act").loc["thanks", "posts"] == 2
    opening = found.evidence.set_index("post").loc["reddit:t3_a1"]
    assert opening["text"] == "I was diagnosed with MS last week."  # the sentence that says so, not the title
    assert "newly_diagnosed (text)" in opening["shows"]
    assert opening["rules"]


def test_words_can_be_left_out(corpus: Corpus) -> None:
    assert "text" not in explained(corpus, "reddit:Nia", text=False).evidence


def test_long_posts_are_cut(corpus: Corpus, tmp_path: Path) -> None:
    long = submission("l1", "Lou", 2, "Long", "I was diagnosed with MS last week " + "and walked home " * 30 + "then.")
    load(corpus, [write_lines(tmp_path / "more", [long])])
    code_posts(corpus, BOOK)
    text = explained(corpus, "reddit:Lou").evidence["text"].iloc[0]
    assert len(text) <= 160
    assert text.endswith("…")


def test_what_the_user_knows_is_said(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "known.csv"
    path.write_text("handle,role\nHana,professional\n")
    with period(corpus, known=read_known(corpus, path)) as tables:
        found = explain(corpus, tables, "reddit:Hana", codebook=BOOK)
    assert found.facts["role_by"] == "known"
    assert set(found.roles["role_by"]) == {"known"}


def test_nobody_in_the_period_is_said(corpus: Corpus) -> None:
    with period(corpus, until_us=0) as tables, pytest.raises(InputError, match="widen --since"):
        explain(corpus, tables, "reddit:Nia", codebook=BOOK)


def test_people_are_listed_and_filtered(corpus: Corpus) -> None:
    with period(corpus) as tables:
        people = list_people(tables)
    assert people.table["person"].tolist()[:2] == ["reddit:Carl", "reddit:Hana"]
    hana = people.table.iloc[1]
    assert (hana["posts"], hana["replies"], hana["weeks"], hana["received"]) == (3, 3, 1, 3)
    assert only(people, role="caregiver")["person"].tolist() == ["reddit:Carl"]
    assert only(people, stage="newly_diagnosed")["person"].tolist() == ["reddit:Nia"]
    assert set(only(people, behaviour="observer")["behaviour"].str.contains("observer")) <= {True}

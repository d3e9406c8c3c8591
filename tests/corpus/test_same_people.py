"""Accounts that the user says are one person; X posts of which a suite holds only ids."""

from pathlib import Path

import pytest

from graphtool.corpus import Corpus, Directory, join_people, load, summarise
from graphtool.errors import InputError
from tests.conftest import write_lines, x_page

POSTS = [
    "id,author,created_at,platform,reply_to,thread,handle,bio,text",
    "1,Ada,2026-05-01,forum,,t1,Ada,MS since 2009,Where do I start?",
    "2,Bo,2026-05-02,forum,1,t1,Bo,,Here",
    "1,90,2026-05-01,x,,,ada_x,Patient,Good morning",
    "2,77,2026-05-02,x,1,,bo_x,,@ada_x morning",
    "3,55,2026-05-03,x,2,,cy,,@bo_x hello",
]


@pytest.fixture
def corpus(tmp_path: Path):
    (tmp_path / "posts.csv").write_text("\n".join(POSTS) + "\n", encoding="utf-8")
    with Corpus.create(tmp_path / "c.duckdb") as made:
        load(made, [tmp_path / "posts.csv"])
        yield made


def joined(corpus: Corpus, tmp_path: Path, *lines: str) -> tuple[str, ...]:
    path = tmp_path / "same.csv"
    path.write_text("\n".join(["one,other,more", *lines]) + "\n", encoding="utf-8")
    return join_people(corpus, path)


def pairs(corpus: Corpus) -> list[tuple[str, str]]:
    return corpus.connection.sql("SELECT source, target FROM interactions WHERE kind = 'reply' ORDER BY ALL").fetchall()


def test_nobody_is_joined_unasked(corpus: Corpus) -> None:
    assert pairs(corpus) == [("forum:Bo", "forum:Ada"), ("x:55", "x:77"), ("x:77", "x:90")]


def test_accounts_that_are_one_person_have_their_ties_together(corpus: Corpus, tmp_path: Path) -> None:
    assert joined(corpus, tmp_path, "forum:Ada,ada_x", "forum:Bo,x:77") == ()
    assert pairs(corpus) == [("forum:Bo", "forum:Ada"), ("forum:Bo", "forum:Ada"), ("x:55", "forum:Bo")]
    assert corpus.connection.sql("SELECT person, handle, bio FROM people ORDER BY person").fetchall() == [
        ("forum:Ada", "Ada", "MS since 2009"),
        ("forum:Bo", "Bo", None),
        ("x:55", "cy", None),
    ]
    assert Directory(corpus).one("ada_x") == Directory(corpus).one("x:90") == "forum:Ada"


def test_what_is_said_again_or_step_by_step_is_the_same(corpus: Corpus, tmp_path: Path) -> None:
    for _ in range(2):
        assert joined(corpus, tmp_path, "x:90,forum:Ada", "forum:Ada,cy") == ()
    assert corpus.connection.sql("SELECT DISTINCT author FROM posts ORDER BY author").fetchall() == [
        ("forum:Bo",), ("x:77",), ("x:90",),
    ]  # fmt: skip


def test_later_files_follow(corpus: Corpus, tmp_path: Path) -> None:
    joined(corpus, tmp_path, "forum:Ada,x:90")
    later = tmp_path / "later.csv"
    later.write_text("id,author,created_at,platform,reply_to,text\n9,90,2026-05-04,x,3,@cy bye\n", encoding="utf-8")
    load(corpus, [later])
    assert ("forum:Ada", "x:55") in pairs(corpus)


def test_what_cannot_be_meant_is_said(corpus: Corpus, tmp_path: Path) -> None:
    assert joined(corpus, tmp_path, "forum:Ada,nobody") == (
        "same.csv, line 2: nobody here is called 'nobody', so nothing is joined with that account.",
    )
    with pytest.raises(InputError, match="line 2 names one account"):
        joined(corpus, tmp_path, "forum:Ada,,")
    with pytest.raises(InputError, match="names no accounts"):
        joined(corpus, tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        join_people(corpus, tmp_path / "missing.csv")


def test_ids_alone_are_counted_until_the_posts_are_given(tmp_path: Path) -> None:
    suite = tmp_path / "suite.csv"
    head = "Query Id,Query Name,Date,Url,Author,Full Text"
    ids = [f"1,MS,2026-05-01 08:00:00.0,http://twitter.com/user/statuses/{post},,{{}}" for post in (30, 31, 99)]
    suite.write_text("\n".join([head, *(line.format("") for line in ids)]) + "\n", encoding="utf-8")
    with Corpus.create(tmp_path / "c.duckdb") as corpus:
        load(corpus, [suite])
        before = summarise(corpus)
        load(corpus, [write_lines(tmp_path / "full.jsonl", [x_page()])])
        after = summarise(corpus)
    assert [(found.facts["only_ids"], found.facts["filled_in"]) for found in (before, after)] == [(3, 0), (3, 2)]
    assert any("Of 1 X posts only the ids are there" in warning for warning in after.warnings)
    assert list(after.platforms["platform"]) == ["x"]

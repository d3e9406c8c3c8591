"""People, explain, topics and --people as a person types them."""

import json
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from tests.cli.typed import done, failed, graphtool
from tests.conftest import submission, write_lines


@pytest.fixture
def known(tmp_path: Path) -> Path:
    path = tmp_path / "known.csv"
    path.write_text("handle,role\nHana,professional\nStranger,patient\n")
    return path


def test_people_are_listed(reddit: list[Path]) -> None:
    table = pd.read_csv(StringIO(done("people", *reddit, "--format", "csv")), keep_default_na=False)
    columns = ["person", "handle", "role", "role_by", "stage", "behaviour", "posts", "replies", "weeks", "asks"]
    assert list(table.columns[: len(columns)]) == columns
    assert table["person"].tolist()[:2] == ["reddit:Carl", "reddit:Hana"]
    found = json.loads(done("people", *reddit, "--role", "caregiver", "--format", "json"))
    assert [row["handle"] for row in found["people"]] == ["Carl"]
    assert "doubt" in found["parameters"]
    shown = graphtool("people", *reddit, "--behaviour", "sceptic")
    assert "doubt 0.001" in shown.stderr


def test_explain_shows_words_only_where_wanted(reddit: list[Path]) -> None:
    assert "I was diagnosed with MS last week." in done("explain", "nia", *reddit)
    assert "diagnosed with MS" not in done("explain", "reddit:Nia", *reddit, "--no-text")
    found = json.loads(done("explain", "Nia", *reddit, "--format", "json"))
    assert {"person", "role", "timeline", "roles", "acts", "topics", "evidence", "behaviour"} <= set(found)
    assert found["timeline"][0]["from"] is None
    message = failed("explain", "Nobody", *reddit)
    assert message.count("\n") == 1
    assert "lists everyone" in message


def test_explain_is_safe_for_a_terminal(tmp_path: Path) -> None:
    post = submission(
        "s1", "Eve", 1, "\x1b[31mThank you!", "Thanks for \u202eyour help, that helped me a lot! \x1b]0;title\x07"
    )
    shown = done("explain", "Eve", write_lines(tmp_path / "f", [post]))
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_known_people_overrule(reddit: list[Path], known: Path, tmp_path: Path) -> None:
    ran = graphtool("people", *reddit, "--people", known, "--role", "professional", "--format", "csv")
    assert "Hana" in ran.stdout
    assert "line 3: nobody here is called 'Stranger'" in ran.stderr
    coded = pd.read_csv(StringIO(done("code", *reddit, "--people", known)), keep_default_na=False).set_index("id")
    assert coded.loc["t1_b1", ["role", "role_by"]].tolist() == ["professional", "known"]
    assert "Hana" not in done("rank", "helpers", *reddit, "--people", known, "--format", "csv")
    done("analyze", *reddit, "--people", known, "-o", tmp_path / "run")
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert manifest["known_people"]["name"] == "known.csv"
    assert manifest["known_people"]["people"] == 1
    people = pd.read_csv(tmp_path / "run" / "people.csv").set_index("handle")
    assert people.loc["Hana", "role_by"] == "known"
    done("view", *reddit, "--people", known, "-o", tmp_path / "page.html")
    done("clusters", *reddit, "--people", known)
    known.write_text("handle,role\nHana,wizard\n")
    assert "line 2: the role 'wizard'" in failed("rank", "helpers", *reddit, "--people", known)


def test_topics_are_printed(reddit: list[Path]) -> None:
    ran = graphtool("topics", *reddit, "--by", "stage,act", "--where", "act=asks", "--format", "csv")
    assert ran.stdout.startswith("stage,act,topic,posts,of_posts,share,ratio,people")
    assert "counted, not shown" in ran.stderr
    assert "choose from role" in failed("topics", *reddit, "--by", "colour")
    assert "needs act in --by" in failed("topics", *reddit, "--by", "role", "--where", "act=asks")


def test_mentees_are_numbered_unless_named(kept: Path) -> None:
    mentor = pd.read_csv(StringIO(done("rank", "mentors", kept, "--top", 1, "--format", "csv"))).iloc[0]
    numbered = pd.read_csv(StringIO(done("mentees", mentor["handle"], kept, "--format", "csv")))
    assert len(numbered) == mentor["mentees"]
    assert numbered["mentee"].str.fullmatch(r"mentee \d+").all()
    named = pd.read_csv(StringIO(done("mentees", mentor["handle"], kept, "--names", "--format", "csv")))
    assert named["mentee"].str.startswith("table:").all()
    assert "mentee 1" not in failed("mentees", "Nobody Such", kept)


def test_two_periods_are_compared(kept: Path) -> None:
    people = pd.read_csv(StringIO(done("compare", kept, "--format", "csv")), keep_default_na=False)
    assert {"change", "person", "rank_before", "rank_after", "depending_before"} <= set(people.columns)
    shifts = json.loads(done("compare", kept, "--table", "shifts", "--format", "json"))
    assert {row["kind"] for row in shifts} == {"act", "topic"}
    assert "--split" in failed("compare", kept, "--split", "1999-01-01")

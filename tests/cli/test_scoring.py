"""Scoring a codebook and starting one, as a person types it."""

import json
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from tests.cli.typed import done, failed, graphtool
from tests.conftest import write_lines

POSTS = [
    {"id": "1", "author": "Nia", "date": "2025-03-01", "title": "New", "text": "I was diagnosed with MS last week. Does anyone know a good neuro?"},
    {"id": "2", "parent": "1", "author": "Bo", "date": "2025-03-02", "text": "You should ask your nurse. \x1b[31mHang in there!"},
    {"id": "3", "parent": "2", "author": "Nia", "date": "2025-03-03", "text": "Thank you so much!"},
    {"id": "4", "author": "Cy", "date": "2025-03-04", "text": "=My wife has MS and the nights are bad."},
]  # fmt: skip
LABELS = [
    {"role": "patient", "stage": "newly_diagnosed", "acts": ["asks"]},
    {"role": "unknown", "stage": "unknown", "acts": ["informs"]},
    {"role": "unknown", "stage": "unknown", "acts": ["thanks"]},
    {"role": "caregiver", "stage": "unknown", "acts": ["vents"]},
]


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "labelled.jsonl", [post | labels for post, labels in zip(POSTS, LABELS, strict=True)])


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "labels.csv"
    rows = [
        f"{post['id']},{each['role']},{each['stage']},{'|'.join(each['acts'])}"
        for post, each in zip(POSTS, LABELS, strict=True)
    ]
    path.write_text("\n".join(["id,role,stage,acts", *rows]))
    return path


def test_scores_in_every_format(labelled: Path) -> None:
    drawn = done("codebook", "score", labelled, "--errors", 2)
    for word in ("caregiver *", "1.00 (", "Posts to read", "missed", "vents"):
        assert word in drawn
    assert "\x1b[31m" not in drawn
    table = pd.read_csv(StringIO(done("codebook", "score", labelled, "--format", "csv")))
    assert table.set_index(["label", "class"]).loc[("role", "caregiver"), "f1"] == 1.0
    read = pd.read_csv(StringIO(done("codebook", "score", labelled, "--errors", 1, "--format", "csv")), dtype=str)
    assert read[read["class"] == "vents"]["text"].tolist() == ["'=My wife has MS and the nights are bad."]
    found = json.loads(done("codebook", "score", labelled, "--errors", 1, "--format", "json"))
    assert found["posts"] == 4
    assert {"scores", "mistakes", "examples", "dropped", "rows", "undated"} <= set(found)
    assert found["scores"][0]["class"] == "patient"


def test_labels_alone_with_posts_elsewhere(labelled: Path, labels: Path, tmp_path: Path) -> None:
    posts = write_lines(tmp_path / "posts.jsonl", POSTS)
    assert done("codebook", "score", labels, "--posts", posts, "--format", "csv") == done(
        "codebook", "score", labelled, "--format", "csv"
    )
    assert "can be used (no text 4)" in failed("codebook", "score", labels)


def test_files_apart_and_pooled(labelled: Path, tmp_path: Path) -> None:
    second = write_lines(tmp_path / "second.jsonl", [POSTS[0] | LABELS[0]])
    table = pd.read_csv(StringIO(done("codebook", "score", labelled, second, "--by", "file", "--format", "csv")))
    assert table["file"].unique().tolist() == ["all", "labelled.jsonl", "second.jsonl"]
    assert table.set_index(["file", "label", "class"])["labelled"].loc[
        [("all", "role", "patient"), ("second.jsonl", "role", "patient")]
    ].tolist() == [2, 1]
    assert "author" in done("codebook", "score", labelled, "--by", "author")
    assert "no column forum" in failed("codebook", "score", labelled, "--by", "forum")


def test_two_codebooks_and_two_people(labelled: Path, labels: Path, tmp_path: Path) -> None:
    polite = tmp_path / "polite.toml"
    polite.write_text(
        'learned = false\n[[rule]]\nid = "thanks"\nshows = "act:thanks"\nany = ["thank you"]\nmatch = ["Thank you!"]\n'
    )
    found = pd.read_csv(StringIO(done("codebook", "score", labelled, "--against", polite, "--format", "csv")))
    rows = found.set_index(["label", "class"])["difference"]
    assert rows[("role", "caregiver")] == pytest.approx(1.0)
    assert rows[("acts", "thanks")] == pytest.approx(0.0)
    assert "difference" in done("codebook", "score", labelled, "--against", polite)
    people = pd.read_csv(StringIO(done("codebook", "score", labelled, "--against", labels, "--format", "csv")))
    assert people["kappa"].dropna().eq(1.0).all()
    labels.write_text(labels.read_text().replace("caregiver", "patient"))
    shown = done("codebook", "score", labels, "--against", labelled, "--errors", 1)
    assert "agreed" in shown
    assert "wrong" in shown
    assert "no codebook nowhere.csv" in failed("codebook", "score", labelled, "--against", "nowhere.csv")


def test_rules_alone(labelled: Path, reddit: list[Path]) -> None:
    found = pd.read_csv(StringIO(done("code", *reddit, "--rules-only")), keep_default_na=False)
    assert found["rules"].str.contains("thanks").any()
    assert not found["rules"].str.contains("learned|doubted").any()
    assert "caregiver" in done("codebook", "score", labelled, "--rules-only")


def test_bad_rows_are_told_on_stderr(labelled: Path) -> None:
    labelled.write_text(labelled.read_text() + json.dumps(POSTS[0] | {"id": "9", "role": "\x1b[31mneighbour"}) + "\n")
    ran = graphtool("codebook", "score", labelled, "--format", "json")
    assert json.loads(ran.stdout)["dropped"] == {"unknown role": 1}
    assert "1 of 5 rows could not be used" in ran.stderr
    assert "labelled.jsonl, line 5: unknown role" in ran.stderr
    assert "\x1b" not in ran.stderr


def test_a_new_codebook_is_scored_at_once(labelled: Path, tmp_path: Path) -> None:
    path = tmp_path / "gout.toml"
    done("codebook", "new", path, "--title", "Gout", "--condition", "gout", "--condition", "gouty arthritis")
    done("codebook", "check", path)
    done("codebook", "score", labelled, "--codebook", path)
    assert "--overwrite" in failed("codebook", "new", path)

"""Labelled posts in every form people hold them, good rows kept and bad ones told."""

import json
from pathlib import Path

import pandas as pd
import pytest

from graphtool.coding import read_labelled, read_labels
from graphtool.errors import InputError
from graphtool.schema import ACTS, CODING_INPUT

ROWS = [
    {"id": "a1", "thread": "a1", "parent": None, "author": "Nia", "date": "2020-02-22T02:55+00:00", "title": "Hello", "text": "I have gout; any advice?", "flair": "new", "bio": "", "lang": "en", "role": "patient", "stage": "newly_diagnosed", "acts": ["asks"]},
    {"id": "a2", "thread": "a1", "parent": "a1", "author": "Bo", "date": "2020-02-23", "text": "Ask for the blood test, \"all of it\".", "role": "unknown", "stage": "unknown", "acts": ["informs", "encourages"]},
    {"id": "a3", "thread": "a1", "parent": "a2", "author": "Nia", "date": "2018-10-08", "text": "Größe: thanks", "role": "patient", "stage": "unknown", "acts": []},
]  # fmt: skip


def lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def sheet(path: Path, rows: list[dict[str, object]], *, join: str = "|", sep: str = ",", encoding: str = "utf-8") -> Path:
    flat = [row | {"acts": join.join(row["acts"])} for row in rows]  # type: ignore[arg-type]
    pd.DataFrame(flat).to_csv(path, index=False, sep=sep, encoding=encoding)
    return path


def acts(table: pd.DataFrame) -> list[set[str]]:
    return [{act for act in ACTS if row[act]} for row in table.to_dict("records")]


FORMS = {
    "lines": lines,
    "csv": sheet,
    "comma": lambda path, rows: sheet(path, rows, join=","),
    "tsv": lambda path, rows: sheet(path, rows, sep="\t"),
    "semicolon": lambda path, rows: sheet(path, rows, sep=";", join=", "),
    "bom": lambda path, rows: sheet(path, rows, encoding="utf-8-sig"),
    "cp1252": lambda path, rows: sheet(path, rows, encoding="cp1252"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_reads_alike(tmp_path: Path, form: str) -> None:
    read = read_labelled([FORMS[form](tmp_path / "labels", ROWS)])
    table = read.table
    assert (read.rows, read.dropped, read.undated) == (3, {}, 0)
    assert set(CODING_INPUT) <= set(table)
    assert table["post"].tolist() == ["a1", "a2", "a3"]
    assert table["role"].tolist() == ["patient", "unknown", "patient"]
    assert acts(table) == [{"asks"}, {"informs", "encourages"}, set()]
    assert table["is_opener"].tolist() == [True, False, False]
    assert table["by_opener"].tolist() == [True, False, True]
    assert table["parent_text"].tolist() == [None, ROWS[0]["text"], ROWS[1]["text"]]
    assert pd.to_datetime(table["created_us"], unit="us").astype(str).tolist() == [
        "2020-02-22 02:55:00",
        "2020-02-23 00:00:00",
        "2018-10-08 00:00:00",
    ]
    assert table["text"].tolist() == [row["text"] for row in ROWS]
    assert table.loc[0, ["flair", "bio", "language"]].tolist() == ["new", None, "en"]


def test_labels_and_posts_may_stand_apart(tmp_path: Path) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text("id,role,stage,acts\na2,caregiver,unknown,informs,thanks\na9,patient,unknown,\n")
    read = read_labelled([labels], posts=lines(tmp_path / "posts.jsonl", ROWS))
    assert read.table["role"].tolist() == ["caregiver"]
    assert acts(read.table) == [{"informs", "thanks"}]  # acts joined by the table's own comma
    assert read.table["parent_text"].tolist() == [ROWS[0]["text"]]
    assert read.dropped == {"no such post": 1}


def test_bad_rows_are_told_and_good_ones_kept(tmp_path: Path) -> None:
    bad = [
        ROWS[0], ROWS[1] | {"role": "neighbour"}, ROWS[2] | {"stage": "soon"}, ROWS[2] | {"id": "b1", "acts": ["sings"]},
        ROWS[0], ROWS[2] | {"id": "b2", "text": " "}, ROWS[2] | {"id": "b3", "date": "long ago"}, ROWS[2] | {"id": None},
        {"id": "b4", "text": "Hello."}, ROWS[2],
    ]  # fmt: skip
    path = lines(tmp_path / "labels.jsonl", bad)
    path.write_text(path.read_text() + "{broken\n")
    read = read_labelled([path])
    assert read.table["post"].tolist() == ["a1", "a3"]
    assert read.table["parent_text"].tolist() == [None, ROWS[1]["text"]]  # a row with a bad label still is a post
    assert read.rows == 11
    assert dict.fromkeys(read.dropped, 1) == read.dropped
    told = {(row.line, row.reason) for row in read.examples.itertuples()}
    assert told == {
        (2, "unknown role"), (3, "unknown stage"), (4, "unknown act"), (5, "duplicate id"), (6, "no text"), (7, "bad time"),
        (8, "no id"), (9, "no label"), (11, "broken line"),
    }  # fmt: skip
    assert "labels.jsonl, line 1" in read.examples.set_index("reason").loc["duplicate id", "detail"]


def test_what_is_not_labelled_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("id,text,role,acts\n1,Hello.,patient,\n2,Hello.,,asks\n3,Hello.,,\n")
    table = read_labelled([path]).table
    assert table["post"].tolist() == ["1", "2"]
    assert table["role"].tolist() == ["patient", None]
    assert table["stage"].isna().all()
    assert acts(table) == [set(), {"asks"}]
    path.write_text("id,text,acts\n1,Hello.,\n2,Hello.,asks\n")
    assert acts(read_labelled([path]).table) == [set(), {"asks"}]
    rows = [{"id": 1, "text": "a", "acts": []}, {"id": 2, "text": "b", "role": "patient"}]
    table = read_labelled([lines(tmp_path / "some.jsonl", rows)]).table
    assert table["asks"].isna().tolist() == [False, True]


def test_files_may_number_alike_but_a_file_may_not_repeat(tmp_path: Path) -> None:
    one, other = lines(tmp_path / "one.jsonl", ROWS), sheet(tmp_path / "other.csv", ROWS[:1])
    table = read_labelled([one, other], keep="flair").table
    assert table["post"].tolist() == ["one.jsonl:a1", "a2", "a3", "other.csv:a1"]
    assert table["file"].tolist() == ["one.jsonl"] * 3 + ["other.csv"]
    assert read_labelled([one, one]).dropped == {"duplicate id": 3}
    assert read_labels([one, other]).dropped == {"duplicate id": 1}  # labels alone are of one set of posts


def test_threads_are_found_without_a_column(tmp_path: Path) -> None:
    rows = [{name: cell for name, cell in row.items() if name not in ("thread", "date")} for row in ROWS]
    read = read_labelled([lines(tmp_path / "labels", rows)])
    assert read.table["by_opener"].tolist() == [True, False, True]
    assert read.undated == 3
    loop = [ROWS[0] | {"thread": None, "parent": "a2"}, ROWS[1] | {"thread": None, "parent": "a1"}]
    assert not read_labelled([lines(tmp_path / "loop", loop)]).table["is_opener"].any()


def test_a_further_column_is_kept(tmp_path: Path) -> None:
    read = read_labelled(
        [lines(tmp_path / "labels", [row | {"Forum": "x"} | {"forum": "North"} for row in ROWS])], keep="forum"
    )
    assert read.table["forum"].tolist() == ["North"] * 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name,role\nx,patient\n", "lacks the column id"),
        ("id,text\n1,Hello.\n", "holds no labels"),
        ("id,text,role\n1,Hello.,neighbour\n", r"can be used \(unknown role 1\)"),
        ('[{"id": 1}]', "one JSON object a line"),
        ("", "is empty"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "labels"
    path.write_text(content)
    with pytest.raises(InputError, match=said):
        read_labelled([path])


def test_posts_without_text_and_strange_columns_are_said(tmp_path: Path) -> None:
    path = lines(tmp_path / "labels", ROWS)
    bare = tmp_path / "bare.csv"
    bare.write_text("id,role\na1,patient\n")
    with pytest.raises(InputError, match="holds no posts"):
        read_labelled([path], posts=bare)
    with pytest.raises(InputError, match="no column forum"):
        read_labelled([path], keep="forum")

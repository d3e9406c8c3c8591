"""What a user knows overrules what was read; a row that cannot be meant is named."""

from pathlib import Path

import pandas as pd
import pytest

from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, Directory, code_posts, coded_posts, load, period, read_known
from graphtool.errors import InputError
from tests.conftest import write_lines, x_page


@pytest.fixture
def corpus(tmp_path: Path, reddit: list[Path]):
    with Corpus.create(tmp_path / "corpus.duckdb") as made:
        load(made, reddit)
        code_posts(made, load_codebook("multiple-sclerosis"))
        yield made


def written(folder: Path, *rows: str, header: str = "person,role,stage,diagnosed") -> Path:
    path = folder / "known.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_the_known_role_holds_everywhere(corpus: Corpus, tmp_path: Path) -> None:
    known = read_known(corpus, written(tmp_path, "reddit:Hana,professional,,", "nia,caregiver,,2025-10"))
    with period(corpus, known=known) as tables:
        roles = tables.run("SELECT * FROM person_roles").set_index("person")
        assert roles.loc["reddit:Hana", ["role", "role_by"]].tolist() == ["professional", "known"]
        assert roles.loc["reddit:Nia", ["role", "role_by"]].tolist() == ["caregiver", "known"]
        assert roles.loc["reddit:Carl", "role_by"] == "text"
        assert set(tables.run("SELECT role FROM posts WHERE author = 'reddit:Hana'")["role"]) == {"professional"}
        line = tables.run("SELECT * FROM timeline")
        assert "reddit:Hana" not in set(line["person"])
        nia = line[line["person"] == "reddit:Nia"]
        assert set(nia["role"]) == {"caregiver"}
        assert set(nia["stage_by"]) == {"known"}
        people = tables.ask("people").set_index("person")
        assert people.loc["reddit:Nia", ["role", "stage"]].tolist() == ["caregiver", "newly_diagnosed"]
    coded = coded_posts(corpus, known=known).set_index("id")
    assert coded.loc["t1_b1", ["role", "role_by"]].tolist() == ["professional", "known"]
    assert coded.loc["t3_a2", "role"] == "caregiver"
    plain = coded_posts(corpus).set_index("id")
    assert "known" not in set(plain["role_by"])


def test_a_known_person_who_never_wrote(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "more"
    write_lines(
        path,
        [
            {
                "id": "z1",
                "author": "Ann",
                "created_utc": 1_760_000_500,
                "body": "Ask u/quiet_one.",
                "link_id": "t3_a1",
                "parent_id": "t3_a1",
            }
        ],
    )
    load(corpus, [path])
    code_posts(corpus, load_codebook("multiple-sclerosis"))
    known = read_known(corpus, written(tmp_path, "quiet_one,professional,,"))
    assert not known.missing
    with period(corpus, known=known) as tables:
        people = tables.ask("people").set_index("person")
    assert "professional" in set(people["role"])


def test_a_stage_without_a_date_holds_always(corpus: Corpus, tmp_path: Path) -> None:
    known = read_known(corpus, written(tmp_path, "Nia,patient,experienced", header="handle,role,stage"))
    with period(corpus, known=known) as tables:
        assert tables.run("SELECT stage FROM timeline WHERE person = 'reddit:Nia'")["stage"].tolist() == ["experienced"]


def test_unknown_takes_a_role_away(corpus: Corpus, tmp_path: Path) -> None:
    known = read_known(corpus, written(tmp_path, "Carl,unknown", header="handle,role"))
    with period(corpus, known=known) as tables:
        assert "reddit:Carl" not in set(tables.run("SELECT person FROM person_roles")["person"])


def test_semicolons_and_other_columns_are_fine(corpus: Corpus, tmp_path: Path) -> None:
    known = read_known(corpus, written(tmp_path, "a note;Patient;Carl", header="note;Role;Handle"))
    assert known.people["person"].tolist() == ["reddit:Carl"]
    assert known.people["role"].tolist() == ["patient"]
    assert len(known.source["sha256"]) == 64


def test_whom_the_corpus_does_not_hold_is_said(corpus: Corpus, tmp_path: Path) -> None:
    known = read_known(corpus, written(tmp_path, "Nia,patient,,", "Nobody,patient,,"))
    assert known.missing == ("known.csv, line 3: nobody here is called 'Nobody', so nothing is overruled.",)
    assert len(known.people) == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Nia,nurse,,", "line 2: the role 'nurse' is none of patient"),
        ("Nia,patient,old,", "line 2: the stage 'old' is none of"),
        ("Nia,patient,,soon", "'soon' is no date: write 2024"),
        ("Nia,patient,,2024-13", "'2024-13' is no date"),
        ("Nia,professional,experienced,", "only patients and caregivers"),
        ("Nia,patient,bereaved,", "a stage of caregivers"),
        (",patient,,", "line 2: no person: write one"),
        ("Nia,patient,,\nreddit:Nia,caregiver,,", "line 3: reddit:Nia stands in line 2 already"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named(corpus: Corpus, tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_known(corpus, written(tmp_path, row))


def test_a_missing_column_or_file_is_said(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="needs the columns person"):
        read_known(corpus, written(tmp_path, "x,y", header="name,job"))
    with pytest.raises(InputError, match="nowhere"):
        read_known(corpus, tmp_path / "nowhere.csv")


def test_a_name_means_one_person_or_is_said(corpus: Corpus, tmp_path: Path) -> None:
    directory = Directory(corpus)
    assert {directory.one(name) for name in ("reddit:Hana", "Hana", "hana", "u/Hana", "@hana")} == {"reddit:Hana"}
    with pytest.raises(InputError, match=r"did you mean hana\?"):
        directory.one("hanna")
    page = x_page()
    page["includes"]["users"][0]["username"] = "Hana"
    load(corpus, [write_lines(tmp_path / "page", [page])])
    with pytest.raises(InputError, match="can be reddit:Hana, x:1: write one of these"):
        Directory(corpus).one("Hana")
    with pytest.raises(InputError, match="line 2: 'Hana' can be"):
        read_known(corpus, written(tmp_path, "Hana,patient,,"))


def test_nothing_known_changes_nothing(corpus: Corpus) -> None:
    with period(corpus) as tables:
        assert tables.run("SELECT * FROM known_people").empty
        assert isinstance(tables.run("SELECT * FROM timeline"), pd.DataFrame)

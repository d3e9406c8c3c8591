"""Tables as colleagues hand them on: spreadsheets, encodings, other names for the columns, lines above the header."""

import csv
import io
import shlex
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import typer
import xlsxwriter

from graphtool import sources
from graphtool.cli.options import columns
from graphtool.errors import InputError
from graphtool.sources import workbook
from graphtool.sources.dates import Calendar
from graphtool.sources.grid import table_rows
from graphtool.sources.mapping import write_map
from graphtool.sources.records import Dropped
from tests.sources.truth import FIXTURES, Fixture, read, told

GERMAN = 'Beitrags-ID;Autor;Datum;Antwort auf;Inhalt\n1;Nia;2026-05-01 10:00:00;;"Grüße „aus“\nKöln; wo anfangen?"\n2;Hana;2026-05-02T09:00:00Z;1;Frag € Carl\n'


def sheet(path: Path, rows: list[list[Any]], *, above: int = 0) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("notes").write(0, 0, "nothing here")
        page = book.add_worksheet("posts")
        stamp = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for at, cells in enumerate(rows, start=above):
            for column, cell in enumerate(cells):
                page.write_datetime(at, column, cell, stamp) if isinstance(cell, datetime) else page.write(at, column, cell)
        if above:
            page.write(0, 0, "Exported by a colleague")
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_german_headers_semicolons_and_quoted_lines_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_bytes(GERMAN.encode(encoding))
    assert sources.recognise(path).source == "table"
    posts, _, report = read(path)
    assert [post.text for post in posts] == ["Grüße „aus“\nKöln; wo anfangen?", "Frag € Carl"]
    assert [post.parent for post in posts] == [None, "table:1"]
    assert dict(report.noted) == {"a time without a zone, read as UTC": 1}


def test_a_workbook_gives_what_its_csv_gives_below_a_preamble_on_any_sheet(tmp_path: Path) -> None:
    when = datetime(2026, 5, 1, 8)
    rows = [["id", "author", "created_at", "reply_to", "text"], [1, "Nia", when, "", "=1+1"], ["2", "Hana", when, 1.0, "Hi"]]
    path = sheet(tmp_path / "posts.xlsx", [[cell if cell != "=1+1" else "I have MS" for cell in row] for row in rows], above=4)
    posts, _, report = read(path)
    assert [(post.post, post.parent, post.text) for post in posts] == [
        ("table:1", None, "I have MS"),
        ("table:2", "table:1", "Hi"),
    ]
    assert {post.created_us for post in posts} == {1_777_622_400_000_000}
    assert report.rows == 2


def test_a_long_id_kept_as_a_number_is_refused(tmp_path: Path) -> None:
    rows = [
        ["id", "author", "created_at", "text"],
        [1917800000000000001, "Nia", "2026-05-01", "lost"],
        ["19", "Hana", "2026-05-01", "kept"],
    ]
    posts, _, report = read(sheet(tmp_path / "posts.xlsx", rows))
    assert [post.text for post in posts] == ["kept"]
    assert dict(report.dropped) == {"id rounded by a spreadsheet": 1}
    assert report.examples[0].line == 2


def test_a_suite_as_a_workbook_is_recognised_as_itself(tmp_path: Path) -> None:
    fixture = Fixture(FIXTURES / "brandwatch.csv")
    rows = list(csv.reader(io.StringIO(fixture.path.read_text(encoding="utf-8"))))
    path = sheet(tmp_path / "mentions.xlsx", rows)
    assert sources.recognise(path).source == "brandwatch"
    assert told(read(path)[0]) == fixture.truth["posts"]


def test_a_large_workbook_read_as_a_stream_gives_what_a_small_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    when = datetime(2026, 5, 1, 8)
    rows: list[list[Any]] = [
        ["id", "author", "created_at", "text", "likes", "seen"],
        ["1", "Nia & <Hana>", when, "two\nlines\r", 1.5, True],
        [1917800000000000001, "Grüße", when, "", 17, None],
        ["3", "", when, "_x0041_", "", "x"],
    ]
    paths = sheet(tmp_path / "one.xlsx", rows, above=3), sheet(tmp_path / "other.xlsx", rows, above=3)
    whole = list(table_rows(paths[0], {"id", "author"}, told=lambda _: None))
    monkeypatch.setattr(workbook, "_LARGE", 0)
    streamed = list(table_rows(paths[1], {"id", "author"}, told=lambda _: None))
    assert [line for line, _ in streamed] == [line for line, _ in whole] == [4, 5, 6, 7]
    calendar = Calendar()
    for (_, left), (_, right) in zip(whole, streamed, strict=True):
        assert not isinstance(left, Dropped)
        assert not isinstance(right, Dropped)
        assert calendar.moment_us(left[2]) == calendar.moment_us(right[2])
        assert [*right, *[""] * (len(left) - len(right))][3:] == left[3:]
        assert right[:2] == left[:2]
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(paths[1].read_bytes()[:-400])
    with pytest.raises(InputError, match="cannot be read"):
        sources.recognise(cut)


def test_an_open_document_sheet_is_read(tmp_path: Path) -> None:
    cells = [["id", "author", "created_at", "text"], ["1", "Nia", "2026-05-01", "I have MS"]]
    inside = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row)
        + "</table:table-row>"
        for row in cells
    )
    names = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<office:document-content{names} office:version="1.2"><office:body><office:spreadsheet><table:table table:name="a">'
        f"{inside}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "posts.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    assert sources.recognise(path).source == "table"
    assert [post.text for post in read(path)[0]] == ["I have MS"]


def test_a_broken_workbook_is_said(tmp_path: Path) -> None:
    whole = sheet(tmp_path / "posts.xlsx", [["id", "author", "created_at"], ["1", "Nia", "2026-05-01"]]).read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="not an export of posts"):
        sources.recognise(path)


def test_two_columns_that_could_be_meant_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("id,user,autor,date\n1,Nia,Nia N.,2026-05-01\n", encoding="utf-8")
    with pytest.raises(InputError, match="--map"):
        sources.recognise(path)
    with pytest.raises(InputError, match="Say which it is: --map author=COLUMN"):
        read(path, source="table")
    assert [post.author for post in read(path, source="table", mapping={"author": "Autor"})[0]] == ["table:Nia N."]


@pytest.mark.parametrize(
    ("cell", "day_first", "told_as"),
    [
        ("2026-05-31 08:10:00.0", None, "2026-05-31T08:10"),
        ("31/05/2026", None, "2026-05-31T00:00"),
        ("05/31/2026 8:10 PM", None, "2026-05-31T20:10"),
        ("03/05/26 12:10 AM", True, "2026-05-03T00:10"),
        ("03.05.2026 08:10", None, "2026-05-03T08:10"),
        ("3-May-2026 08:10AM", None, "2026-05-03T08:10"),
        ("03/05/2026", None, "2026-05-03T00:00"),
        ("03/05/2026", False, "2026-03-05T00:00"),
        ("May 3, 2026 8:10 p.m.", None, "2026-05-03T20:10"),
        ("3. Mai 2026 08:10", None, "2026-05-03T08:10"),
        ("2026/05/03 08:10:00", None, "2026-05-03T08:10"),
        ("2026-05-03 08:10:00 UTC", None, "2026-05-03T08:10"),
        ("Sun, 03 May 2026 10:10:00 +0200", None, "2026-05-03T08:10"),
        (datetime(2026, 5, 3, 8, 10), None, "2026-05-03T08:10"),
        ("31/13/2026", None, None),
        ("30-Feb-2026", None, None),
        (46143.5, None, "2026-05-01T12:00"),
        ("46143,5", None, "2026-05-01T12:00"),
        (True, None, None),
    ],
)
def test_dates_as_people_write_them(cell: Any, day_first: bool | None, told_as: str | None) -> None:
    found = Calendar(day_first).moment_us(cell)
    expected = None if told_as is None else int(datetime.fromisoformat(f"{told_as}:00+00:00").timestamp()) * 1_000_000
    assert found == expected


@pytest.mark.parametrize(
    ("column", "day_first"),
    [
        (["05/03/2026", "13/03/2026"], True),
        (["05/03/2026", "03/13/2026"], False),
        (["05/03/2026", "06/03/2026", "07/03/2026"], True),  # three days running, or one day in each of three months
        (["03/05/2026", "03/06/2026", "03/07/2026"], False),
        (["05/03/2026 8:10 AM"], False),
        (["05/03/2026"], None),
        (["2026-03-05", "05.03.2026"], None),
    ],
)
def test_the_whole_column_tells_day_from_month(column: list[str], day_first: bool | None) -> None:
    assert Calendar.of(column).day_first is day_first


def test_the_order_of_a_suites_dates_is_that_of_its_column(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    rows = ["Date,Headline,URL,Hit Sentence,Influencer", "05/03/2026,A,https://forum.example/1,x,Nia"]
    path.write_text("\n".join([*rows, "31/03/2026,B,https://forum.example/2,x,Nia"]), encoding="utf-8")
    assert [post["at"].day for post in told(read(path)[0]).values()] == [5, 31]
    path.write_text("\n".join([*rows, "03/31/2026,B,https://forum.example/2,x,Nia"]), encoding="utf-8")
    assert [post["at"].month for post in told(read(path)[0]).values()] == [5, 3]
    path.write_text("\n".join(rows), encoding="utf-8")
    posts, _, report = read(path)
    assert told(posts)["web:https://forum.example/1"]["at"].month == 3
    assert dict(report.noted) == {"a date that can be day or month first, read as day first": 1}


def test_local_times_are_those_of_the_timezone_that_is_named(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("id,author,date\n1,Nia,2026-05-01 10:00\n2,Hana,2026-12-01 10:00\n3,Carl,2026-05-01T10:00Z\n")
    posts, _, report = read(path, timezone="Europe/Berlin")
    assert [post["at"].hour for post in told(posts).values()] == [8, 9, 10]
    assert not report.noted
    assert dict(read(path)[2].noted) == {"a time without a zone, read as UTC": 2}
    with pytest.raises(InputError, match="no timezone 'Berlin'"):
        read(path, timezone="Berlin")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_strange_table_is_asked_about_in_one_line_that_can_be_pasted(suffix: str, tmp_path: Path) -> None:
    rows = [
        ["Nr", "Verfasst von", "Wann", "Antwort auf", "Was gesagt wurde"],
        ["1", "Nia", "31.05.2026 10:00", "", "Was hilft gegen die Hitze?"],
        ["2", "Hana", "31.05.2026 11:00", "1", "Mir hilft die Kühlweste sehr"],
        ["3", "Nia", "31.05.2026 12:00", "2", "Danke, die hole ich mir"],
    ]
    path = tmp_path / f"posts{suffix}"
    if suffix == ".csv":
        path.write_text("Export;2026\n\n" + "\n".join(";".join(row) for row in rows), encoding="utf-8")
    else:
        sheet(path, rows, above=2)
    with pytest.raises(InputError) as error:
        sources.recognise(path)
    assert "\n" not in str(error.value)
    words = shlex.split(str(error.value).partition("add them: ")[2])
    assert words[::2] == ["--map"] * (len(words) // 2)
    mapping = dict(word.split("=") for word in words[1::2])
    assert mapping == {
        "id": "Nr",
        "author": "Verfasst von",
        "created_at": "Wann",
        "reply_to": "Antwort auf",
        "text": "Was gesagt wurde",
    }
    assert sources.recognise(path, mapping).source == "table"
    posts = read(path, mapping=mapping)[0]
    assert [(post.author, post.parent) for post in posts] == [
        ("table:Nia", None), ("table:Hana", "table:1"), ("table:Nia", "table:2"),
    ]  # fmt: skip


def test_a_map_is_kept_and_given_again(tmp_path: Path) -> None:
    kept = tmp_path / "columns.toml"
    mapping = {"id": "Nr", "text": 'Was "sie" sagte – \\ Köln'}
    write_map(mapping, kept)
    write_map(mapping, kept)
    assert columns([str(kept), "author=Von"]) == {**mapping, "author": "Von"}
    with pytest.raises(InputError, match="another map"):
        write_map({"id": "No"}, kept)
    (tmp_path / "not.toml").write_text("id")
    with pytest.raises(InputError, match="--save-map"):
        columns([str(tmp_path / "not.toml")])
    with pytest.raises(typer.BadParameter, match="lacks '='"):
        columns(["author"])


def test_a_column_that_cannot_be_guessed_is_left_to_fill_in(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("colour,weight,when\nred,1.5,2026-05-01\nred,1.5,2026-05-02\nred,1.5,2026-05-03\n")
    with pytest.raises(InputError, match=r"COLUMN \(id\).*--map id=COLUMN .*--map created_at=when"):
        sources.recognise(path)


@pytest.mark.parametrize("piece", ["[quote", "[quote=a]", "<QUOTE ", '[quote="a" post_id=1 ', "[b", "[/quote]"])
def test_no_forum_post_makes_reading_hang(piece: str, tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    quoted = (piece * 20_000).replace('"', '""')
    path.write_text(f'post_id,topic_id,poster_id,post_time,post_text\n1,7,51,1777622400,"{quoted}"\n', encoding="utf-8")
    assert [post.post for post in read(path)[0]] == ["forum:1"]


def test_a_quote_that_is_not_closed_costs_its_own_line(tmp_path: Path) -> None:
    rows = [
        "id,author,created_at,text",
        '1,Nia,2026-05-01,"two',
        'lines, whole"',
        '2,Hana,2026-05-01,"oh no',
        "3,Carl,2026-05-01,fine",
        '4,Dora,2026-05-01,"good, one"',
        *(f"{number},Eve,2026-05-01,more" for number in range(5, 40_000)),
        '40000,Fay,2026-05-01,"never closed',
        "40001,Gil,2026-05-01,last",
    ]
    path = tmp_path / "posts.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    posts, _, report = read(path)
    assert posts[0].text == "two\nlines, whole"
    assert len(posts) == 39_999
    assert posts[-1].author == "table:Gil"
    assert dict(report.dropped) == {"broken line": 2}
    assert [example.line for example in report.examples] == [4, 40_002]
    assert report.rows == 40_001

"""The same questions to every source, asked of its invented fixture. A new source needs a module and a fixture, no test."""

import csv
import gzip
import importlib.util
import io
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graphtool import sources
from graphtool.corpus import Corpus, load
from graphtool.errors import InputError
from graphtool.schema import Post, Tie
from graphtool.sources.files import open_head
from tests.sources.truth import TABLES, Fixture, fixtures, looks, read, told

ALL = fixtures()
ROOT = Path(__file__).parents[2]


def each(*, only: Callable[[Fixture], bool] = lambda _: True) -> Any:
    return pytest.mark.parametrize("fixture", [one for one in ALL if only(one)], ids=lambda one: one.name)


def written(tmp_path: Path, fixture: Fixture, text: str) -> Path:
    path = tmp_path / f"{fixture.name}{fixture.path.suffix}"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path


def adds_up(posts: list[Any], report: sources.ReadReport) -> bool:
    dropped = report.dropped.total() - report.dropped["truncated file"]
    counted = sum(isinstance(post, Tie) or not post.is_context for post in posts)
    return report.rows == counted + dropped + report.left_out.total()


def posts_of(fixture: Fixture) -> list[Post]:
    return [post for post in read(fixture.path)[0] if isinstance(post, Post)]


def test_every_source_has_a_fixture() -> None:
    assert {fixture.source for fixture in ALL} == set(sources.names())


@each()
def test_it_is_recognised_alone(fixture: Fixture) -> None:
    head = open_head(fixture.path)
    claims = [source.name for source in sources.all_sources() if source.recognise(head)]
    own = [name for name in claims if not next(s for s in sources.all_sources() if s.name == name).is_general]
    assert (own or claims) == [fixture.source]
    found = sources.recognise(fixture.path)
    assert found.source == fixture.source
    assert len(found.reason.split()) > 3


@each()
def test_it_is_read_as_its_truth_says(fixture: Fixture) -> None:
    posts, people, report = read(fixture.path)
    truth = fixture.truth
    assert told(posts) == truth["posts"]
    assert looks(people) == truth.get("people", {})
    assert report.rows == truth["rows"]
    assert dict(report.dropped) == truth.get("dropped", {})
    assert dict(report.left_out) == truth.get("left_out", {})
    assert dict(report.noted) == truth.get("noted", {})
    assert adds_up(posts, report)


@each()
def test_ids_are_text_with_their_platform(fixture: Fixture) -> None:
    for post in read(fixture.path)[0]:
        ids = (
            [post.source, post.target]
            if isinstance(post, Tie)
            else [post.post, post.author, post.parent, post.parent_author, post.thread, post.quoted, post.quoted_author]
        )
        for found in [*ids, *(mention.person for mention in getattr(post, "mentions", ()))]:
            if found is not None:
                platform, colon, bare = found.partition(":")
                assert platform.isidentifier(), found
                assert colon
                assert bare == bare.strip() != "", found
                assert not bare.endswith((".0", "None", "nan", "null")), found


@each()
def test_words_are_clean(fixture: Fixture) -> None:
    for post in posts_of(fixture):
        for words in (post.title, post.text):
            assert words is None or not any(mark in words for mark in ("\0", "&amp;", "&quot;", "</p>", "<br", "\ufeff"))


@each()
def test_nobody_says_nothing_about_themselves(fixture: Fixture) -> None:
    for post in posts_of(fixture):
        if post.author is None:
            assert post.flair is None
        assert post.text not in ("[deleted]", "[removed]")


@each(only=lambda one: one.is_text)
def test_a_bad_row_is_counted_with_its_place(fixture: Fixture, tmp_path: Path) -> None:
    good = read(fixture.path)
    first, *rest = fixture.rows
    path = written(tmp_path, fixture, fixture.packed([first, fixture.bad, *rest]))
    posts, _, report = read(path, source=fixture.source)
    assert told(posts) == told(good[0])
    assert report.dropped.total() == good[2].dropped.total() + 1
    place = fixture.truth.get("bad_place", 2) if fixture.is_list else fixture.header + 1 + first.count("\n") + 1
    assert place in [example.line for example in report.examples]
    with pytest.raises(InputError, match=r"line \d+"):
        list(sources.read(path, source=fixture.source, report=sources.ReadReport(strict=True)))


@each(only=lambda one: one.is_text)
def test_shuffled_rows_are_the_same_posts(fixture: Fixture, tmp_path: Path) -> None:
    rows = list(fixture.rows)
    random.Random(3).shuffle(rows)
    posts, people, report = read(written(tmp_path, fixture, fixture.packed(rows)), source=fixture.source)
    assert told(posts) == fixture.truth["posts"]
    assert looks(people) == fixture.truth.get("people", {})
    assert report.rows == fixture.truth["rows"]


@each(only=lambda one: one.is_text)
def test_a_cut_file_keeps_the_whole_rows(fixture: Fixture, tmp_path: Path) -> None:
    before = read(written(tmp_path, fixture, fixture.packed(fixture.rows[:-1])), source=fixture.source)[0]
    whole = fixture.packed(fixture.rows)
    last = whole.rindex(fixture.rows[-1])
    posts, _, report = read(
        written(tmp_path, fixture, whole[: last + len(fixture.rows[-1]) // 3].rstrip("\n")), source=fixture.source
    )
    assert {key for key, post in told(before).items() if not post.get("is_context")} <= set(told(posts))
    assert adds_up(posts, report)


@each(only=lambda one: one.is_text)
@pytest.mark.parametrize("how", ["mark", "crlf", "blank lines", "gz"])
def test_other_ways_of_writing_it_down_change_nothing(fixture: Fixture, how: str, tmp_path: Path) -> None:
    text = fixture.path.read_text(encoding="utf-8")
    if how == "blank lines" and fixture.path.suffix in (".csv", ".tsv"):
        text = fixture.packed([line for row in fixture.rows for line in (row, "")])
    data = {
        "mark": b"\xef\xbb\xbf" + text.encode(),
        "crlf": text.replace("\n", "\r\n").encode(),
        "blank lines": (text if fixture.path.suffix in (".csv", ".tsv") else text.replace("\n", "\n\n")).encode(),
        "gz": gzip.compress(text.encode()),
    }[how]
    path = tmp_path / "export"
    path.write_bytes(data)
    assert sources.recognise(path).source == fixture.source
    posts, _, report = read(path)
    if how == "crlf":  # inside a quoted cell the line end is the cell's
        posts = [type(post)(**{name: _unix(getattr(post, name)) for name in post.__struct_fields__}) for post in posts]
    assert told(posts) == fixture.truth["posts"]
    assert report.rows == fixture.truth["rows"]


def _unix(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


@each(only=lambda one: one.is_text)
def test_an_export_without_rows_gives_none(fixture: Fixture, tmp_path: Path) -> None:
    posts, people, report = read(written(tmp_path, fixture, fixture.packed([]) or "\n"), source=fixture.source)
    assert (posts, report.rows) == ([], 0)
    assert looks(people) == {} or not fixture.truth.get("people_in_rows", True)


@each()
def test_an_empty_file_is_said(fixture: Fixture, tmp_path: Path) -> None:
    path = tmp_path / fixture.path.name
    path.write_bytes(b"")
    with pytest.raises(InputError, match="is empty"):
        sources.recognise(path)
    with pytest.raises(InputError):
        list(sources.read(path, report=sources.ReadReport()))


def changed(record: Any, depth: int = 0) -> Iterator[Any]:
    """The record with each of its fields missing, null, or of another type."""
    if isinstance(record, dict) and depth < 5:
        for key, value in record.items():
            rest = {name: other for name, other in record.items() if name != key}
            yield rest
            yield from (record | {key: other} for other in (None, 7, "", [], {}, [None], True, -1e300) if other != value)
            yield from (record | {key: other} for other in changed(value, depth + 1))
    elif isinstance(record, list) and record and depth < 5:
        yield from ([other, *record[1:]] for other in changed(record[0], depth + 1))


@each(only=lambda one: one.is_json)
def test_no_field_is_taken_for_granted(fixture: Fixture, tmp_path: Path) -> None:
    rows = [other for row in fixture.rows for other in changed(json.loads(row))]
    path = written(tmp_path, fixture, fixture.packed(json.dumps(row) for row in rows))
    posts, _, report = read(path, source=fixture.source)
    assert adds_up(posts, report)
    assert report.rows >= len(rows) * 0.9
    assert posts


@each(only=lambda one: one.is_json)
def test_fields_in_another_order_with_strange_ones_between(fixture: Fixture, tmp_path: Path) -> None:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {"zz_new": {"deep": [1]}} | {key: turned(value[key]) for key in reversed(value)}
        return [turned(one) for one in value] if isinstance(value, list) else value

    path = written(tmp_path, fixture, fixture.packed(json.dumps(turned(json.loads(row))) for row in fixture.rows))
    assert sources.recognise(path).source == fixture.source
    assert told(read(path)[0]) == fixture.truth["posts"]


def with_columns(fixture: Fixture, change: Callable[[list[list[str]]], list[list[str]]]) -> str:
    """The fixture with other columns: ``change`` is told header and rows."""
    lines = fixture.path.read_text(encoding="utf-8").splitlines(keepends=True)
    above, table = lines[: fixture.header - 1], "".join(lines[fixture.header - 1 :])
    delimiter = max(",;\t|", key=table.splitlines()[0].count)
    rows = list(csv.reader(io.StringIO(table), delimiter=delimiter))
    padded = [[*row, *[""] * (len(rows[0]) - len(row))] for row in rows]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(change(padded))
    return "".join(above) + out.getvalue()


def without_one(rows: list[list[str]], place: int, how: str) -> list[list[str]]:
    """The rows without the column at a place: there is none, it is empty, or each row ends before it."""
    if how == "none":
        return [row[:place] + row[place + 1 :] for row in rows]
    if how == "empty":
        return [rows[0], *([*row[:place], "", *row[place + 1 :]] for row in rows[1:])]
    return [rows[0], *(row[: max(place, 1)] for row in rows[1:])]


def names(fixture: Fixture) -> list[str]:
    """Of a table: its columns."""
    found: list[str] = []
    with_columns(fixture, lambda rows: found.extend(rows[0]) or rows)  # type: ignore[func-returns-value]
    return found


@each(only=lambda one: one.path.suffix in TABLES and all(names(one)))  # a column without a name is known by its place
def test_columns_in_another_order_with_strange_ones_between(fixture: Fixture, tmp_path: Path) -> None:
    def turned(rows: list[list[str]]) -> list[list[str]]:
        return [["7" if at else "Strange", *row[::-1], "" if at else "Column 9"] for at, row in enumerate(rows)]

    path = written(tmp_path, fixture, with_columns(fixture, turned))
    assert sources.recognise(path).source == fixture.source
    assert told(read(path)[0]) == fixture.truth["posts"]


@each(only=lambda one: one.path.suffix in TABLES)
@pytest.mark.parametrize("how", ["none", "empty", "cut"])
def test_no_column_is_taken_for_granted(fixture: Fixture, how: str, tmp_path: Path) -> None:
    for place in range(len(names(fixture))):
        path = written(tmp_path, fixture, with_columns(fixture, lambda rows, place=place: without_one(rows, place, how)))  # type: ignore[misc]
        try:
            posts, _, report = read(path, source=fixture.source)
        except InputError:
            assert how == "none"  # it cannot do without that column, and says so
            continue
        assert adds_up(posts, report)


@each()
def test_loaded_twice_it_is_there_once(fixture: Fixture, tmp_path: Path) -> None:
    copy = tmp_path / f"copy{fixture.path.suffix}"
    data = fixture.path.read_bytes()
    copy.write_bytes(data + b"\n" if fixture.is_text else data)
    with Corpus.create(tmp_path / "c.duckdb") as corpus:
        load(corpus, [fixture.path, copy])
        posts = corpus.connection.sql("SELECT count(*), count(DISTINCT post) FROM posts").fetchall()
        ties = corpus.connection.sql("SELECT count(*), sum(count) FROM ties").fetchall()
    own = [post for post in read(fixture.path)[0] if isinstance(post, Post)]
    assert posts == [(len({post.post for post in own}), len({post.post for post in own}))]
    linked = [fields for key, fields in fixture.truth["posts"].items() if " to " in key or " and " in key]
    if not own:
        both = sum(" and " in key for key in fixture.truth["posts"])
        assert ties == [(len(linked) + both, sum(fields["count"] for fields in linked) + both)]


def test_the_pages_of_the_sources_are_current() -> None:
    specification = importlib.util.spec_from_file_location("make_sources", ROOT / "docs" / "make_sources.py")
    assert specification
    assert specification.loader
    making = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(making)
    written_pages = making.written()
    for path, text in written_pages.items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python docs/make_sources.py"
    assert set((ROOT / "docs" / "sources").glob("*.md")) <= set(written_pages)

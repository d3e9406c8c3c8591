"""A corpus is the same whatever came first, holds each post once, and says what it cannot carry."""

import json
import random
from itertools import permutations
from pathlib import Path

import duckdb
import pytest

from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, code_posts, load, period, summarise
from graphtool.errors import CorpusError, InputError
from tests.conftest import REPLIES, THREADS, submission, write_lines, x_flat, x_page

TABLES = ("posts", "profiles", "people", "threads", "interactions", "found_threads")


def content(corpus: Corpus, tables: tuple[str, ...] = TABLES) -> dict[str, list[tuple[object, ...]]]:
    """Every table as sorted rows."""
    return {name: sorted(corpus.connection.sql(f"FROM {name}").fetchall(), key=str) for name in tables}


def interactions(corpus: Corpus) -> set[tuple[str, str, str]]:
    return set(corpus.connection.sql("SELECT kind, source, target FROM interactions").fetchall())


@pytest.fixture
def corpus(tmp_path: Path):
    with Corpus.create(tmp_path / "corpus.duckdb") as made:
        yield made


def test_replies_and_mentions_become_interactions(corpus: Corpus, reddit: list[Path]) -> None:
    load(corpus, reddit)
    assert interactions(corpus) == {
        ("reply", "reddit:Hana", "reddit:Nia"),
        ("reply", "reddit:Nia", "reddit:Hana"),
        ("mention", "reddit:Hana", "reddit:Carl"),  # u/carl is Carl
        ("reply", "reddit:Hana", "reddit:Carl"),
        ("reply", "reddit:Carl", "reddit:Hana"),
    }


def test_x_interactions(corpus: Corpus, tmp_path: Path) -> None:
    load(corpus, [write_lines(tmp_path / "page", [x_page()])])
    assert interactions(corpus) == {
        ("reply", "x:1", "x:2"), ("mention", "x:1", "x:@dee"), ("quote", "x:3", "x:1"), ("reply", "x:2", "x:3"),
    }  # fmt: skip


def test_page_and_flat_make_the_same_corpus(tmp_path: Path) -> None:
    found = []
    for name, records in (("page", [x_page()]), ("flat", x_flat())):
        with Corpus.create(tmp_path / f"{name}.duckdb") as corpus:
            load(corpus, [write_lines(tmp_path / name, records)])
            found.append(content(corpus))
    assert found[0] == found[1]


def test_order_of_files_and_rows_does_not_matter(tmp_path: Path, reddit: list[Path]) -> None:
    extra = write_lines(tmp_path / "later.ndjson", [THREADS[0] | {"selftext": "Edited.", "edited": 1_770_000_000}])
    shuffled = list(REPLIES)
    random.Random(1).shuffle(shuffled)
    found = []
    for number, order in enumerate(permutations([*reddit, extra])):
        with Corpus.create(tmp_path / f"{number}.duckdb") as corpus:
            for path in order:  # one by one, so that each load meets another corpus
                load(corpus, [path])
            found.append(content(corpus))
    with Corpus.create(tmp_path / "shuffled.duckdb") as corpus:
        load(corpus, [write_lines(tmp_path / "s", shuffled), reddit[0], extra])
        found.append(content(corpus))
    assert all(each == found[0] for each in found)
    assert any("Edited." in str(row) for row in found[0]["posts"])


def test_loading_twice_changes_nothing(corpus: Corpus, reddit: list[Path]) -> None:
    load(corpus, reddit)
    before = content(corpus, (*TABLES, "files"))
    report = load(corpus, reddit)
    assert report.skipped == ("RS.ndjson", "RC.ndjson")
    assert content(corpus, (*TABLES, "files")) == before


def test_an_interrupted_load_leaves_nothing(corpus: Corpus, reddit: list[Path], tmp_path: Path) -> None:
    load(corpus, reddit[:1])
    before = content(corpus, (*TABLES, "files"))
    broken = tmp_path / "bad.ndjson"
    broken.write_text(json.dumps(REPLIES[0]) + "\n{\n")
    with pytest.raises(InputError):
        load(corpus, [reddit[1], broken], strict=True)
    assert content(corpus, (*TABLES, "files")) == before
    assert {name for (name,) in corpus.connection.sql("SELECT table_name FROM duckdb_tables()").fetchall()}.isdisjoint(
        {"incoming_posts"}
    )


def test_context_becomes_a_hit_when_it_is_one(corpus: Corpus, tmp_path: Path) -> None:
    page = x_page()
    hit = page["includes"]["tweets"].pop()
    load(corpus, [write_lines(tmp_path / "a", [x_page()])])
    load(corpus, [write_lines(tmp_path / "b", [{"data": [hit], "__twarc": page["__twarc"]}])])
    rows = dict(corpus.connection.sql("SELECT post, is_context FROM posts").fetchall())
    assert rows["x:11"] is False
    assert rows["x:20"] is True


def test_a_person_keeps_one_identity_when_the_handle_changes(corpus: Corpus, tmp_path: Path) -> None:
    later = x_page()
    later["includes"]["users"][0] |= {"username": "ada_new"}
    later["__twarc"] = {"retrieved_at": "2025-06-01T00:00:00+00:00"}
    load(corpus, [write_lines(tmp_path / "new", [later]), write_lines(tmp_path / "old", [x_page()])])
    people = dict(corpus.connection.sql("SELECT person, handle FROM people").fetchall())
    assert people["x:1"] == "ada_new"


def test_threads_are_found_by_the_chain_of_replies(corpus: Corpus, tmp_path: Path) -> None:
    rows = ["id,author,created_at,reply_to,text", "1,Ada,2025-01-01,,Hello", "2,Bo,2025-01-02,1,Hi", "3,Cy,2025-01-03,2,Ho",
            "4,Di,2025-01-04,3,Ha", "5,Eve,2025-01-04,6,ring", "6,Fay,2025-01-04,5,ring"]  # fmt: skip
    path = tmp_path / "posts.csv"
    path.write_text("\n".join(rows) + "\n")
    load(corpus, [path])
    threads = dict(corpus.connection.sql("SELECT post, thread FROM found_threads").fetchall())
    assert [threads[f"table:{number}"] for number in (1, 2, 3, 4)] == ["table:1"] * 4
    assert corpus.connection.sql("SELECT opener FROM threads WHERE thread = 'table:1'").fetchall() == [("table:Ada",)]


def test_counts(corpus: Corpus, reddit: list[Path]) -> None:
    """Against a few plain lines of counting."""
    load(corpus, reddit)
    facts = summarise(corpus).facts
    names = {record["id"] for record in THREADS + REPLIES}
    people = {record["author"] for record in THREADS + REPLIES} - {"[deleted]", "AutoModerator"}
    assert facts["source"] == "reddit"
    assert facts["posts"] == len(THREADS + REPLIES)
    assert facts["people"] == len(people)
    assert facts["replies"] == len(REPLIES)
    assert facts["parents_found"] == sum(record["parent_id"][3:] in names for record in REPLIES)
    assert facts["dangling"] == 1
    assert facts["mentions"] == sum(record["body"].count("u/") for record in REPLIES)
    assert (facts["context"], facts["reposts"], facts["quotes"], facts["dropped"]) == (0, 0, 0, {})


def test_counts_of_x(corpus: Corpus, tmp_path: Path) -> None:
    load(corpus, [write_lines(tmp_path / "page", [x_page()])])
    facts = summarise(corpus).facts
    wanted = {"posts": 3, "context": 2, "reposts": 1, "people": 3, "replies": 1, "parents_found": 1, "dangling": 0,
              "mentions": 1, "quotes": 1}  # fmt: skip
    assert {name: facts[name] for name in wanted} == wanted


def test_sand_is_said(corpus: Corpus, tmp_path: Path) -> None:
    load(corpus, [write_lines(tmp_path / "f", [submission(f"p{n}", "Solo", n, "t") for n in range(30)])])
    said = " ".join(summarise(corpus).warnings)
    assert "Only 0 of 30 posts are replies" in said
    assert "by one account" in said


@pytest.mark.parametrize(
    ("text", "warned"), [("My essay is not yet written.", True), ("I am on Ocrevus and the fatigue is bad.", False)]
)
def test_a_community_about_something_else_is_said(text: str, warned: bool, corpus: Corpus, tmp_path: Path) -> None:
    load(corpus, [write_lines(tmp_path / "f", [submission(f"p{n}", f"A{n}", n, f"{text} {n}") for n in range(120)])])
    code_posts(corpus, load_codebook("multiple-sclerosis"))
    assert any("no community about its condition" in warning for warning in summarise(corpus).warnings) is warned


def test_coding_does_only_what_changed(corpus: Corpus, reddit: list[Path], tmp_path: Path) -> None:
    load(corpus, reddit)
    book = load_codebook("multiple-sclerosis")
    assert code_posts(corpus, book) == len(THREADS + REPLIES)
    assert code_posts(corpus, book) == 0
    changed = THREADS[1] | {"selftext": "New words.", "edited": 1_770_000_000}
    load(corpus, [write_lines(tmp_path / "n", [changed])])
    answers = [reply for reply in REPLIES if reply["parent_id"] == "t3_a2"]
    assert code_posts(corpus, book) == 1 + len(answers)  # rules may look at the post answered
    assert code_posts(corpus, load_codebook("general")) == len(THREADS + REPLIES)


def test_a_period_knows_nothing_later(corpus: Corpus, reddit: list[Path]) -> None:
    load(corpus, reddit)
    code_posts(corpus, load_codebook("multiple-sclerosis"))
    until = (1_760_000_000 + 2 * 86_400) * 1_000_000
    with period(corpus, until_us=until) as tables:
        assert tables.run("SELECT max(created_us) AS last_us FROM posts")["last_us"][0] <= until
        assert "reddit:Carl" not in set(tables.run("SELECT person FROM person_roles")["person"])
    with period(corpus, since_us=until) as tables:
        assert set(tables.run("SELECT person FROM person_roles")["person"]) == {"reddit:Carl"}


def test_what_is_no_corpus_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no corpus"):
        Corpus.open(tmp_path / "nothing.duckdb")
    (tmp_path / "prose.duckdb").write_text("prose " * 1000)
    with pytest.raises(CorpusError, match="not a corpus"):
        Corpus.open(tmp_path / "prose.duckdb")
    duckdb.connect(tmp_path / "other.duckdb").close()
    with pytest.raises(CorpusError, match="not a corpus"):
        Corpus.open(tmp_path / "other.duckdb")

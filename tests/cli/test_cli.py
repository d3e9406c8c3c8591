"""The program as a person types it: data on stdout, talk on stderr, one line for what is wrong."""

import importlib
import json
import shutil
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from graphtool.corpus import Corpus
from tests.cli.typed import done, failed, graphtool
from tests.conftest import REPLIES, THREADS, submission, write_lines

NAMES = ("=HYPERLINK(1)", "+49", "-dash", "@at", "</script><script>alert(1)</script>", "\x1b[31mred", "`$(touch x)`")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    first = done("demo", "--people", 150, cwd=folder)
    done("demo", "--people", 150, cwd=folder)
    return folder, first


def test_an_invented_community_speaks_as_told(tmp_path: Path) -> None:
    done("simulate", "--people", 100, "--language", "de", "--noise", 0.5, "--as", "table", "-o", tmp_path / "made")
    assert " und " in (tmp_path / "made" / "posts.csv").read_text(encoding="utf-8")
    assert "--noise" in failed("simulate", "--noise", 2, "-o", tmp_path / "other")
    assert "--language" in failed("demo", "--language", "nl", "-o", tmp_path / "other")


def test_demo_shows_lists_and_writes_a_run_each_time(demo: tuple[Path, str]) -> None:
    folder, shown = demo
    for title in ("Helpers", "Mentors of the newly diagnosed", "Caregiver clusters"):
        assert title in shown
    files = {
        "helpers.csv", "mentors.csv", "attention.csv", "caregiver_clusters.csv", "caregiver_members.csv", "network.html",
        "report.html", "summary.md", "manifest.json", "professionals_and_organisations.csv", "people.csv", "communities.csv",
        "unanswered.csv", "positions.csv",
    }  # fmt: skip
    for name in ("demo", "demo-2"):
        assert {path.name for path in (folder / "output" / name).iterdir()} == files
    for path in (folder / "output" / "demo").glob("*.csv"):
        assert path.read_bytes() == (folder / "output" / "demo-2" / path.name).read_bytes()
    table = pd.read_csv(folder / "output" / "demo" / "helpers.csv")
    assert list(table.columns[:4]) == ["rank", "person", "handle", "score"]
    manifest = json.loads((folder / "output" / "demo" / "manifest.json").read_text())
    assert manifest["inputs"][0]["sha256"]
    assert manifest["codebook"]["name"] == "multiple-sclerosis"
    assert {"libraries", "choices", "counts", "seconds", "parameters"} <= set(manifest)


def test_nothing_is_overwritten_silently(demo: tuple[Path, str], invented: list[Path], tmp_path: Path) -> None:
    run = demo[0] / "output" / "demo"
    assert "--overwrite" in failed("analyze", *invented, "-o", run)
    (tmp_path / "mine.txt").write_text("mine")
    assert "not the folder of a run" in failed("analyze", *invented, "-o", tmp_path, "--overwrite")
    assert (tmp_path / "mine.txt").read_text() == "mine"
    done("analyze", *invented, "-o", run, "--overwrite")


def test_the_same_tables_whatever_the_order(invented: list[Path], tmp_path: Path) -> None:
    shuffled = tmp_path / "comments"
    lines = invented[1].read_text().splitlines()
    shuffled.write_text("\n".join(lines[::-1]) + "\n")
    done("analyze", *invented, "-o", tmp_path / "a")
    done("load", invented[1], "--corpus", tmp_path / "c.duckdb")
    done("load", invented[0], invented[1], "--corpus", tmp_path / "c.duckdb")
    done("analyze", "--corpus", tmp_path / "c.duckdb", "-o", tmp_path / "b")
    done("analyze", shuffled, invented[0], "-o", tmp_path / "c")
    for path in (tmp_path / "a").glob("*.csv"):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes() == (tmp_path / "c" / path.name).read_bytes()
    for name in ("network.html", "report.html"):
        pages = [(tmp_path / run / name).read_text() for run in "ab"]
        assert pages[0] == pages[1]


def test_rank_prints_csv_and_json(kept: Path) -> None:
    table = pd.read_csv(StringIO(done("rank", "helpers", kept, "--top", 5, "--format", "csv")), dtype=str)
    assert table["person"].str.startswith("table:").all()
    assert len(table) == 5
    rows = json.loads(done("rank", "attention", kept, "--format", "json", "--top", 2))
    assert [row["rank"] for row in rows] == [1, 2]
    assert "mentees" in done("rank", "mentors", kept)


def test_until_includes_its_day(reddit: list[Path]) -> None:
    # the first thread's day is 2025-10-10
    inside = done("rank", "helpers", *reddit, "--until", "2025-10-10", "--format", "csv")
    assert "Hana" in inside
    assert "Hana" not in done("rank", "helpers", *reddit, "--until", "2025-10-09", "--format", "csv")
    assert "Hana" not in done("rank", "helpers", *reddit, "--since", "2025-10-20", "--format", "csv")
    assert "not a date" in failed("rank", "helpers", *reddit, "--until", "soon")


def test_inspect_says_what_is_there(reddit: list[Path]) -> None:
    facts = json.loads(done("inspect", *reddit, "--format", "json"))
    assert {
        "source",
        "posts",
        "context",
        "reposts",
        "people",
        "replies",
        "parents_found",
        "dangling",
        "mentions",
        "quotes",
        "dropped",
    } <= set(facts)
    assert facts["posts"] == len(THREADS + REPLIES)
    assert "Reddit comments" in done("inspect", *reddit)


def test_inspect_reads_a_corpus_too(reddit: list[Path], tmp_path: Path) -> None:
    done("load", *reddit, "--corpus", tmp_path / "c.duckdb")
    from_files = json.loads(done("inspect", *reddit, "--format", "json"))
    assert json.loads(done("inspect", tmp_path / "c.duckdb", "--format", "json")) == from_files


def test_bad_rows_are_counted_and_strict_is_fatal(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "f", [*THREADS, *REPLIES])
    path.write_text(path.read_text() + "{broken\n")
    ran = graphtool("inspect", path, "--format", "json")
    assert json.loads(ran.stdout)["dropped"] == {"broken line": 1}
    assert json.loads(ran.stdout)["examples"][0]["line"] == len(THREADS + REPLIES) + 1
    assert "broken line 1" in ran.stderr
    assert "line 13" in failed("inspect", path, "--strict")


def test_code_writes_what_it_found(reddit: list[Path], tmp_path: Path) -> None:
    done("code", *reddit, "-o", tmp_path / "coded.csv")
    coded = pd.read_csv(tmp_path / "coded.csv", keep_default_na=False).set_index("id")
    assert list(coded.columns[:5]) == ["role", "stage", "acts", "topics", "rules"]
    assert coded.loc["t3_a1", "role"] == "patient"
    assert coded.loc["t3_a1", "stage"] == "newly_diagnosed"
    assert coded.loc["t3_a2", "role"] == "caregiver"
    assert coded.loc["t1_b4", "acts"] == "thanks"
    assert "informs|encourages" in coded.loc["t1_b1", "acts"]
    assert "already" in failed("code", *reddit, "-o", tmp_path / "coded.csv")


def test_clusters_and_view(kept: Path, tmp_path: Path) -> None:
    assert done("clusters", kept, "--format", "csv").startswith("cluster,size")
    assert done("clusters", kept, "--table", "members", "--format", "csv").startswith("cluster,rank,person,handle,score")
    done("view", kept, "-o", tmp_path / "page.html", "--title", "Ours")
    assert "<title>Ours</title>" in (tmp_path / "page.html").read_text()
    assert "choose --pseudonyms or --with-quotes" in failed(
        "view", kept, "--pseudonyms", "--with-quotes", "-o", tmp_path / "x.html"
    )


def test_a_report_alone_is_in_the_language_asked_for_and_names_nobody_under_pseudonyms(kept: Path, tmp_path: Path) -> None:
    done("report", kept, "--language", "de", "--pseudonyms", "-o", tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in text
    assert "auf wen man sich stützt" in text
    assert "Person " in text
    with Corpus.open(kept, read_only=True) as corpus:
        people = corpus.connection.sql("SELECT handle FROM people ORDER BY handle").fetchall()
    assert [handle for (handle,) in people if f">{handle}<" in text] == []
    assert "exists already" in failed("report", kept, "-o", tmp_path / "report.html")


def test_codebooks_are_listed_shown_and_checked() -> None:
    assert "multiple-sclerosis" in done("codebook", "list", "--format", "csv")
    assert "thanks.en" in done("codebook", "show", "multiple-sclerosis", "--format", "csv")
    assert "rules do what" in graphtool("codebook", "check", "general").stderr
    assert "no codebook" in failed("codebook", "check", "gout")


def test_hostile_names_are_harmless_everywhere(tmp_path: Path) -> None:
    records = [submission(f"s{n}", name, n, "Hello </script>", "Does anyone know?") for n, name in enumerate(NAMES)]
    records += [
        {"id": f"c{n}", "author": NAMES[(n + 1) % len(NAMES)], "created_utc": 1_760_900_000 + n, "body": "You should ask.", "link_id": f"t3_s{n}", "parent_id": f"t3_s{n}"}
        for n in range(len(NAMES))
    ]  # fmt: skip
    path = write_lines(tmp_path / "f", [])
    write_lines(path, records)
    run = tmp_path / "run"
    shown = done("analyze", path, "-o", run, "--top", 20)
    assert "\x1b[31m" not in shown
    for cell in pd.read_csv(run / "helpers.csv", dtype=str)["handle"]:
        assert not cell.startswith(("=", "+", "-", "@"))
    assert "<script>alert" not in (run / "network.html").read_text()
    assert "<script" not in (run / "report.html").read_text()
    assert "<script>" not in (run / "summary.md").read_text().replace("\\<script\\>", "")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"\x00\xff\xfe\x00", "no known format"),
        (None, "is an empty folder"),
    ],
    ids=["empty", "pdf", "bytes", "folder"],
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "input"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    for command in ("inspect", "analyze", "code"):
        message = failed(command, path, cwd=tmp_path)
        assert said in message
        assert message.count("\n") == 1
    assert not (tmp_path / "output").exists() or not any((tmp_path / "output").iterdir())


def test_nothing_to_read_is_said() -> None:
    assert "name export files" in failed("analyze")
    assert "no corpus" in failed("rank", "helpers", "--corpus", "nowhere.duckdb")
    assert "lacks '='" in failed("inspect", __file__, "--map", "author")


@pytest.mark.skipif(shutil.which("head") is None, reason="no head")
def test_a_broken_pipe_is_no_error(kept: Path) -> None:
    command = f"{sys.executable} -m graphtool rank attention {kept} --top 5000 --format csv | head -1"
    ran = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert ran.stdout.startswith("rank,person")
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("seconds", [0.1, 0.7, 1.5])
def test_ctrl_c_ends_without_a_traceback(seconds: float, tmp_path: Path) -> None:
    lines = [json.dumps(submission(f"p{n}", f"A{n % 50}", n / 100, "t", "words " * 50)) for n in range(60_000)]
    path = tmp_path / "f"
    path.write_text("\n".join(lines))
    # from the program's first line on: before it the interpreter itself is interrupted
    started = "from graphtool.cli import main; print('started', flush=True); main()"
    process = subprocess.Popen(
        [sys.executable, "-c", started, "rank", "helpers", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in errors


def test_ctrl_c_in_the_middle_of_an_import_waits_for_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow_module.py").write_text("import signal\nsignal.raise_signal(signal.SIGINT)\nwhole = True\n")
    monkeypatch.syspath_prepend(tmp_path)
    imported = []

    def work() -> None:
        imported.append(importlib.import_module("slow_module").whole)
        time.sleep(10)

    monkeypatch.setattr("graphtool.cli.app.app", work)
    ran = graphtool("demo")
    assert (imported, ran.returncode, ran.stderr) == ([True], 130, "graphtool: stopped.\n")

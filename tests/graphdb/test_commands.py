"""The commands on a server as a person types them."""

import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from graphtool.cli.app import main
from graphtool.graphdb import Server
from tests.graphdb.server import Address

pytestmark = pytest.mark.neo4j
TEST = ["--community", "test typed"]


@dataclass(frozen=True)
class Ran:
    returncode: int
    stdout: str
    stderr: str


def graphtool(*words: object, at: Address, password: str | None = None) -> Ran:
    """The program in this process, without anybody to type."""
    given = {"COLUMNS": "160", "NEO4J_URI": at.uri, "NEO4J_USERNAME": at.username}
    given |= {"NEO4J_PASSWORD": at.password if password is None else password}
    out, err, code = StringIO(), StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name, value in given.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["graphtool", *map(str, words)])
        patch.setattr(sys, "stdin", StringIO())
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Ran(code, out.getvalue(), err.getvalue())


def done(*words: object, at: Address) -> Ran:
    ran = graphtool(*words, at=at)
    assert ran.returncode == 0, ran.stderr
    assert at.password not in ran.stdout + ran.stderr
    return ran


def failed(*words: object, at: Address, password: str | None = None) -> str:
    ran = graphtool(*words, at=at, password=password)
    assert ran.returncode == 1, (ran.stdout, ran.stderr)
    assert len(ran.stderr.strip().splitlines()) == 1, ran.stderr
    return ran.stderr


@pytest.fixture
def corpus(reddit: list[Path], tmp_path: Path, address: Address) -> Path:
    path = tmp_path / "community.duckdb"
    done("load", *reddit, "--corpus", path, at=address)
    return path


def test_a_community_goes_in_is_compared_asked_and_comes_out(
    address: Address, server: Server, corpus: Path, tmp_path: Path
) -> None:
    assert "4 people" in done("neo4j", "push", corpus, *TEST, at=address).stderr
    assert "equal" in done("neo4j", "status", corpus, *TEST, at=address).stderr
    ranked = [
        done("rank", "helpers", *of, "--format", "csv", at=address).stdout for of in ((corpus,), ("--from-neo4j", TEST[1]))
    ]
    assert ranked[0] == ranked[1]
    assert len(ranked[0].splitlines()) > 1
    assert done("clusters", "--from-neo4j", TEST[1], "--format", "csv", at=address).stdout.startswith("cluster")
    page = tmp_path / "page.html"
    done("view", "--from-neo4j", TEST[1], "-o", page, at=address)
    assert "Hana" in page.read_text(encoding="utf-8")
    answer = done("neo4j", "ask", "ego_network", "--param", "person=Hana", *TEST, "--format", "csv", at=address).stdout
    told = pd.read_csv(StringIO(answer))
    assert set(told["person"]) == {"reddit:Nia", "reddit:Carl"}
    done("neo4j", "pull", *TEST, "-o", tmp_path / "out", at=address)
    ties = pd.read_csv(tmp_path / "out" / "ties.csv")
    assert {"reddit:Hana", "reddit:Nia"} <= set(ties["source"])
    assert address.password not in (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")
    for name in ("net.graphml", "net.gexf", "net.net", "ties.csv"):
        done("neo4j", "pull", *TEST, "-o", tmp_path / name, at=address)
        done("export", corpus, "-o", tmp_path / f"corpus_{name}", at=address)
        assert (tmp_path / name).read_bytes() == (tmp_path / f"corpus_{name}").read_bytes(), name
    measured = pd.read_csv(StringIO(done("neo4j", "measure", *TEST, "--format", "csv", at=address).stdout))
    assert list(measured) == ["person", "pagerank", "expertise_rank", "betweenness", "community_number"]
    people = tmp_path / "people.csv"
    done("neo4j", "pull", *TEST, "-o", people, "--table", "people", "--columns", "person,role", at=address)
    assert people.read_text(encoding="utf-8").startswith("person,role\nreddit:Carl,")
    assert "exists already" in failed("neo4j", "pull", *TEST, "-o", people, at=address)
    before = done("neo4j", "status", corpus, *TEST, "--until", "2025-10-10", at=address).stderr
    assert "They differ" in before


def test_analyze_can_push_too(address: Address, server: Server, reddit: list[Path], tmp_path: Path) -> None:
    said = done("analyze", *reddit, "-o", tmp_path / "run", "--neo4j", *TEST, at=address).stderr
    assert "4 people" in said
    assert address.password not in (tmp_path / "run" / "manifest.json").read_text(encoding="utf-8")
    state = json.loads(done("neo4j", "status", "--format", "json", at=address).stdout)
    assert "test typed" in [each["community"] for each in state["communities"]]


def test_drop_asks_first(address: Address, server: Server, corpus: Path) -> None:
    done("neo4j", "push", corpus, *TEST, at=address)
    assert graphtool("neo4j", "drop", *TEST, at=address).returncode == 1
    assert "equal" in done("neo4j", "status", corpus, *TEST, at=address).stderr
    assert "are gone" in done("neo4j", "drop", *TEST, "--yes", at=address).stderr
    assert "no community 'test typed'" in failed("rank", "helpers", "--from-neo4j", TEST[1], at=address)


def test_the_questions_are_listed_without_a_server() -> None:
    nowhere = Address("bolt://127.0.0.1:1", "neo4j", "x")
    listed = done("neo4j", "ask", "--list", "--format", "csv", at=nowhere).stdout
    assert len(pd.read_csv(StringIO(listed))) >= 15


def test_what_is_wrong_is_one_line(address: Address, corpus: Path) -> None:
    assert "refuses the user" in failed("neo4j", "ask", "top_helpers", at=address, password="wrong-one")
    nowhere = Address("bolt://127.0.0.1:1", "neo4j", "x")
    assert "No Neo4j answers" in failed("neo4j", "push", corpus, at=nowhere)
    assert "no question" in failed("neo4j", "ask", "nothing", at=address)
    assert "not both" in failed("rank", "helpers", corpus, "--from-neo4j", "ms", at=address)
    assert "set NEO4J_PASSWORD" in failed("neo4j", "status", at=address, password="")


def test_a_password_in_an_option_is_warned_of(address: Address) -> None:
    ran = graphtool("neo4j", "status", "--password", address.password, at=address, password="")
    assert ran.returncode == 0, ran.stderr
    assert "shell's history" in ran.stderr
    assert address.password not in ran.stderr

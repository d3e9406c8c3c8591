"""A server, and an invented community in it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, Tables, load, period
from graphtool.graphdb import Contents, Server, connected, drop, push, status
from graphtool.pipeline import Choices, Findings, analyze
from graphtool.runs import graph_of
from graphtool.simulate import simulate, write
from tests.graphdb.server import Address, running

HERE = "test invented"


@pytest.fixture(scope="session")
def address() -> Iterator[Address]:
    with running() as found:
        yield found


@pytest.fixture
def server(address: Address) -> Iterator[Server]:
    with connected(address.uri, username=address.username, password=address.password) as connection:
        yield connection
        for community in status(connection).communities["community"]:
            if community.startswith("test") and community != HERE:
                drop(connection, community=community)


@dataclass(frozen=True)
class Invented:
    """An invented community: as a corpus, as it was analyzed, and as it is to stand in the database."""

    corpus: Corpus
    tables: Tables
    findings: Findings
    contents: Contents


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Invented]:
    folder = tmp_path_factory.mktemp("invented")
    files = write(simulate(140, seed=7, days=220, noise=0.3), folder / "export")
    with Corpus.create(folder / "corpus.duckdb") as corpus:
        load(corpus, files)
        findings = analyze(corpus, load_codebook("multiple-sclerosis"), Choices())
        with period(corpus) as tables:
            yield Invented(corpus, tables, findings, graph_of(corpus, findings, Choices()))


@pytest.fixture(scope="session")
def pushed(address: Address, invented: Invented) -> Invented:
    """The community, which stands in the database under the name ``HERE``; tests leave it as it is."""
    with connected(address.uri, username=address.username, password=address.password) as connection:
        push(connection, invented.contents, community=HERE)
    return invented

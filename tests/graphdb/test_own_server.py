"""What needs a server of its own: one that is filled while it stands still, then loses power in the middle of a push."""

import random
import shlex
import threading
from collections import Counter
from collections.abc import Iterator

import pandas as pd
import pytest

from graphtool.corpus import period
from graphtool.errors import DatabaseError
from graphtool.findings import rank_helpers
from graphtool.graphdb import Server, connected, difference, measure, pulled, push, write_files
from tests.graphdb.conftest import HERE, Invented
from tests.graphdb.killing import killed
from tests.graphdb.server import LocalServer, local_server

pytestmark = pytest.mark.neo4j
# what a push writes and reads, in any order; the texts of identity and hash are among the properties
EVERYTHING = {
    "nodes": "MATCH (n {community: $community}) RETURN labels(n)[0] AS label, properties(n) AS properties",
    "relationships": (
        "MATCH (a {community: $community})-[r]->(b) RETURN coalesce(a.id, a.name, a.number) AS a, type(r) AS type,"
        " coalesce(b.id, b.name, b.number) AS b, properties(r) AS properties"
    ),
}


@pytest.fixture(scope="module")
def own(invented: Invented, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """A server into which the invented community was imported in bulk."""
    folder = tmp_path_factory.mktemp("import")
    command = write_files(invented.contents, folder, community=HERE)
    with local_server() as server:
        server.admin(*shlex.split(command)[1:], cwd=folder)
        server.start()
        yield server


def everything(server: Server, community: str) -> dict[str, Counter[str]]:
    """Nodes and relationships with their properties, the community's name aside."""

    def plain(value: object) -> object:
        return sorted((k, v) for k, v in value.items() if k != "community") if isinstance(value, dict) else value

    return {
        name: Counter(
            repr({key: plain(value) for key, value in row.items()})
            for row in server.ask(text, {"community": community}).to_dict("records")
        )
        for name, text in EVERYTHING.items()
    }


def test_an_import_is_what_a_push_would_have_made(own: LocalServer, invented: Invented) -> None:
    at = own.address
    with connected(at.uri, username=at.username, password=at.password) as server:
        assert difference(server, invented.contents, community=HERE).equal
        assert push(server, invented.contents, community=HERE).sent == 0


def test_without_graph_data_science_what_to_do_is_said(own: LocalServer) -> None:
    at = own.address
    with (
        pytest.raises(DatabaseError, match=r"no Graph Data Science here: have it installed .* or leave --engine out"),
        connected(at.uri, username=at.username, password=at.password) as server,
    ):
        measure(server, community=HERE, engine="gds")


def test_a_killed_server_loses_nothing_that_the_next_push_does_not_mend(own: LocalServer, invented: Invented) -> None:
    def some_steps(stepped: threading.Semaphore) -> None:
        for _ in range(random.Random(7).randint(2, 10)):
            stepped.acquire(timeout=60)

    said = killed(own, invented.contents, community="killed", when=some_steps, batch=200) or ""
    assert "start the server" in said or "push again" in said, "the push was not hit: kill sooner"
    at = own.address
    with connected(at.uri, username=at.username, password=at.password) as server:
        assert not difference(server, invented.contents, community="killed").equal
        push(server, invented.contents, community="killed")
        assert difference(server, invented.contents, community="killed").equal
        with pulled(server, community="killed") as back, period(back.corpus) as tables:
            for table in ("posts", "interactions", "timeline"):
                text = f"SELECT * FROM {table} ORDER BY ALL"
                pd.testing.assert_frame_equal(tables.run(text), invented.tables.run(text))
            pd.testing.assert_frame_equal(rank_helpers(tables).table, rank_helpers(invented.tables).table, check_exact=True)
        # the import came through the power cut too, and both are the same
        imported, mended = (everything(server, each) for each in (HERE, "killed"))
        for name in EVERYTHING:
            assert sum(mended[name].values()) > 1000
            assert imported[name] == mended[name]

"""A server that loses power in the middle of a push: the next push completes it, every time."""

import random
import threading
from collections.abc import Iterator

import pandas as pd
import pytest

from graphtool.corpus import period
from graphtool.errors import DatabaseError
from graphtool.findings import rank_helpers
from graphtool.graphdb import connected, difference, drop, pulled, push
from tests.graphdb.conftest import Invented
from tests.graphdb.server import LocalServer, local_server

pytestmark = pytest.mark.neo4j
KILLS = 1


@pytest.fixture(scope="module")
def own() -> Iterator[LocalServer]:
    with local_server() as server:
        server.start()
        yield server


def test_a_killed_server_loses_nothing_that_the_next_push_does_not_mend(own: LocalServer, invented: Invented) -> None:
    at, chance = own.address, random.Random(7)
    ended: list[str] = []
    steps = threading.Semaphore(0)

    def told(task: str, done: float, total: float) -> None:
        steps.release()

    def pushing() -> None:
        try:
            with connected(at.uri, username=at.username, password=at.password, patience_s=1) as server:
                push(server, invented.contents, community="test", batch=200, progress=told)
            ended.append("came to its end")
        except DatabaseError as error:
            ended.append(str(error))

    for _ in range(KILLS):
        working = threading.Thread(target=pushing)
        working.start()
        for _ in range(chance.randint(2, 10)):
            steps.acquire(timeout=60)
        own.kill()
        working.join(60)
        assert not working.is_alive()
        own.start()
        with connected(at.uri, username=at.username, password=at.password) as server:
            push(server, invented.contents, community="test")
            assert difference(server, invented.contents, community="test").equal
            with pulled(server, community="test") as back, period(back.corpus) as tables:
                for table in ("posts", "interactions", "timeline"):
                    text = f"SELECT * FROM {table} ORDER BY ALL"
                    pd.testing.assert_frame_equal(tables.run(text), invented.tables.run(text))
                pd.testing.assert_frame_equal(rank_helpers(tables).table, rank_helpers(invented.tables).table, check_exact=True)
            drop(server, community="test")
    assert any(each != "came to its end" for each in ended), "no push was hit: kill sooner"
    assert all("start the server" in each or "push again" in each or each == "came to its end" for each in ended)

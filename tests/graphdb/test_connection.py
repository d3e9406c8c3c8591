"""What is wrong with a connection, said in one line; what is tried again, and for how long.

A leader switch and a user who may only read need a server that Community Edition is not: a driver that records what it
is asked and fails as it is told stands in for it.
"""

from pathlib import Path
from types import TracebackType
from typing import Any, Self

import neo4j
import pytest
from neo4j.exceptions import (
    ClientError,
    DriverError,
    Forbidden,
    IncompleteCommit,
    Neo4jError,
    NotALeader,
    ServiceUnavailable,
    TransientError,
)

from graphtool.errors import DatabaseError
from graphtool.graphdb import Server, connected
from tests.graphdb.server import Address

SECRET = "s3cret-pass"


class RecordingDriver:
    """Fails in the order told, then does nothing; what it was asked is kept."""

    def __init__(self, *failures: Exception, agent: str = "Neo4j/5.26.0") -> None:
        self.failures, self.agent = list(failures), agent
        self.asked: list[str] = []
        self.closed = False

    def execute_query(self, query: str, *_: Any, **__: Any) -> None:
        self.asked.append(query)
        if "RETURN 1 AS up" not in query and self.failures:
            raise self.failures.pop(0)

    def verify_connectivity(self) -> None: ...

    def get_server_info(self) -> Any:
        return type("Info", (), {"agent": self.agent})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.closed = True


@pytest.fixture
def driven(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Connect through a recording driver; waiting takes no time."""
    monkeypatch.setattr("time.sleep", lambda _: None)

    def made(driver: RecordingDriver) -> Any:
        monkeypatch.setattr(neo4j.GraphDatabase, "driver", lambda *_, **__: driver)
        return connected("neo4j://db.example", username="ann", password=SECRET, database="ms")

    return made


@pytest.mark.parametrize(
    "failure",
    [NotALeader("no longer leader"), IncompleteCommit("lost"), ServiceUnavailable("gone"), TransientError("deadlock")],
)
def test_what_passes_is_tried_again_the_same_way(driven: Any, failure: Exception) -> None:
    driver, told = RecordingDriver(failure, failure), []
    with driven(driver) as server:
        Server(server.driver, told=told.append).run("complete", community="ms")
    writes = [each for each in driver.asked if "up" not in each]
    assert len(writes) == 3
    assert len(set(writes)) == 1
    assert len(told) == 2
    assert driver.closed


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (IncompleteCommit("lost"), "went away while it wrote: see that it runs, then push again"),
        (ServiceUnavailable("gone"), "No Neo4j answers at neo4j://db.example: start the server"),
    ],
)
def test_trying_again_ends(driven: Any, failure: Exception, said: str) -> None:
    driver = RecordingDriver(*[failure] * 50)
    with pytest.raises(DatabaseError, match=said), driven(driver) as server:
        server.run("complete", community="ms")
    assert len(driver.asked) == 1 + 4


def full() -> Neo4jError:
    return TransientError("There is not enough disk space to commit")


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (Forbidden("Write operations are not allowed for user 'ann'"), "'ann' may not do this"),
        (ClientError("Invalid input"), "refused: "),
    ],
)
def test_what_does_not_pass_is_not_tried_again(driven: Any, failure: Exception, said: str) -> None:
    driver = RecordingDriver(failure)
    with pytest.raises(DatabaseError, match=said) as raised, driven(driver) as server:
        server.run("complete", community="ms")
    assert len(driver.asked) == 2
    assert SECRET not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_full_disk_is_said(driven: Any) -> None:
    with pytest.raises(DatabaseError, match=r"disk of Neo4j at .* is full"), driven(RecordingDriver(*[full()] * 9)) as server:
        server.run("complete", community="ms")


@pytest.mark.parametrize("agent", ["Neo4j/5.25.1", "Neo4j/4.4.40"])
def test_a_server_too_old_is_said(driven: Any, agent: str) -> None:
    with pytest.raises(DatabaseError, match=f"{agent}; 5.26 is the oldest"), driven(RecordingDriver(agent=agent)):
        pass


@pytest.mark.parametrize("agent", ["Neo4j/5.26.0", "Neo4j/2026.08.1"])
def test_a_server_new_enough_is_used(driven: Any, agent: str) -> None:
    driver = RecordingDriver(agent=agent)
    with driven(driver):
        assert len(driver.asked) == 1


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("change", "said"),
    [({"password": "wrong-password"}, "refuses the user"), ({"database": "nowhere"}, "no database 'nowhere'")],
)
def test_what_is_wrong_is_said(address: Address, change: dict[str, str], said: str) -> None:
    given = {"username": address.username, "password": address.password} | change
    with pytest.raises(DatabaseError, match=said) as raised, connected(address.uri, **given):
        pass
    assert given["password"] not in str(raised.value)


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("bolt://127.0.0.1:1", "No Neo4j answers"),
        ("neo4j://nowhere.invalid:7687", "No Neo4j answers"),
        ("ftp://here", "no address"),
    ],
)
def test_no_server_is_said(uri: str, said: str) -> None:
    with pytest.raises(DatabaseError, match=said) as raised, connected(uri, username="neo4j", password=SECRET):
        pass
    assert SECRET not in str(raised.value)


def test_a_certificate_is_looked_at(tmp_path: Path) -> None:
    with (
        pytest.raises(DatabaseError, match="no certificate"),
        connected("neo4j+s://h", username="a", password=SECRET, certificate=tmp_path / "none.pem"),
    ):
        pass
    (tmp_path / "broken.pem").write_text("not a certificate")
    with (
        pytest.raises(DatabaseError, match="PEM"),
        connected("neo4j+s://h", username="a", password=SECRET, certificate=tmp_path / "broken.pem"),
    ):
        pass


def test_errors_of_ours_are_not_taken_for_the_servers(driven: Any) -> None:
    with pytest.raises(KeyError), driven(RecordingDriver()):
        raise KeyError("ours")
    assert issubclass(IncompleteCommit, DriverError)

"""A network in a real Neo4j: there, there again, changed, gone."""

import neo4j
import pandas as pd
import pytest

from graphtool.errors import DatabaseError
from graphtool.graphdb import Server, connected, push, query_names
from graphtool.graphdb.connection import cypher
from graphtool.network import Network

pytestmark = pytest.mark.neo4j
HOSTILE = "'\"`$name }) DETACH DELETE (n) // \\ </script> \u202e"


def network(people: dict[str, str], ties: list[tuple[str, str, str, int]]) -> Network:
    """People by id with their handles, and ties as (source, target, kind, count)."""
    ids = sorted(people)
    frame = pd.DataFrame(
        {
            "person": ids,
            "platform": "table",
            "handle": [people[each] for each in ids],
            "name": None,
            "role": "patient",
            "stage": "unknown",
            "posts": 3,
            "first_us": 1_700_000_000_000_000,
            "last_us": 1_700_000_100_000_000,
        }
    )
    rows = [
        {
            "source": ids.index(source), "target": ids.index(target), "kind": kind, "count": count,
            "first_us": 1_700_000_000_000_000, "last_us": 1_700_000_000_000_000, "helped": 1, "thanked": 0,
        }
        for source, target, kind, count in ties
    ]  # fmt: skip
    return Network(frame, pd.DataFrame(rows))


SMALL = network(
    {"table:ada": "Ada", "table:bo": "Bo", "table:cy": HOSTILE},
    [("table:ada", "table:bo", "reply", 2), ("table:bo", "table:ada", "mention", 1), ("table:cy", "table:ada", "quote", 4)],
)


def stands(server: Server, community: str) -> tuple[dict[str, str], set[tuple[str, str, str, int]]]:
    """What a reader finds: handles by id, and ties."""
    people = server.driver.execute_query("MATCH (p:Person {community: $c}) RETURN p.id AS id, p.handle AS handle", c=community)
    ties = server.driver.execute_query(
        "MATCH (a:Person {community: $c})-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, r.count AS count", c=community
    )
    return (
        {record["id"]: record["handle"] for record in people.records},
        {(record["a"], record["type"], record["b"], record["count"]) for record in ties.records},
    )


def test_what_is_pushed_stands_there(server: Server) -> None:
    report = push(server, SMALL, community="test")
    people, ties = stands(server, "test")
    assert people == {"table:ada": "Ada", "table:bo": "Bo", "table:cy": HOSTILE}
    assert ties == {
        ("table:ada", "REPLIED_TO", "table:bo", 2),
        ("table:bo", "MENTIONED", "table:ada", 1),
        ("table:cy", "QUOTED", "table:ada", 4),
    }
    assert (report.people, report.ties, report.sent, report.deleted) == (3, 3, 6, 0)


def test_a_second_push_writes_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    push(server, SMALL, community="test")
    counters: list[neo4j.SummaryCounters] = []
    run = Server.run

    def counted(self: Server, name: str, **parameters: object) -> neo4j.EagerResult:
        result = run(self, name, **parameters)
        counters.append(result.summary.counters)
        return result

    monkeypatch.setattr(Server, "run", counted)
    report = push(server, SMALL, community="test")
    assert counters
    assert not any(each.contains_updates or each.contains_system_updates for each in counters)
    assert (report.sent, report.deleted, report.unchanged) == (0, 0, 6)


def test_what_left_is_gone_and_what_changed_is_new(server: Server) -> None:
    push(server, SMALL, community="test")
    later = network({"table:ada": "Ada", "table:bo": "Bobby"}, [("table:ada", "table:bo", "reply", 5)])
    report = push(server, later, community="test")
    assert stands(server, "test") == (
        {"table:ada": "Ada", "table:bo": "Bobby"},
        {("table:ada", "REPLIED_TO", "table:bo", 5)},
    )
    assert (report.sent, report.deleted, report.unchanged) == (2, 3, 1)


def test_communities_do_not_touch_each_other(server: Server) -> None:
    push(server, SMALL, community="test")
    before = stands(server, "test")
    push(server, network({"table:ada": "Another Ada"}, []), community="test2")
    assert stands(server, "test") == before
    assert stands(server, "test2") == ({"table:ada": "Another Ada"}, set())


def test_batches_add_up(server: Server) -> None:
    told: list[tuple[float, float]] = []
    push(server, SMALL, community="test", batch=1, progress=lambda _, done, total: told.append((done, total)))
    assert told[-1] == (6, 6)
    assert len(stands(server, "test")[1]) == 3


def test_an_id_too_long_is_refused_before_anything_is_sent(server: Server) -> None:
    with pytest.raises(DatabaseError, match="cannot index"):
        push(server, network({"table:ada": "Ada", "table:" + "x" * 10_000: "X"}, []), community="test")
    assert stands(server, "test") == ({}, set())


def test_a_long_handle_arrives_as_it_is(server: Server) -> None:
    push(server, network({"table:ada": "A" * 10_000}, []), community="test")
    assert stands(server, "test")[0] == {"table:ada": "A" * 10_000}


def test_every_text_runs_without_a_warning(server: Server) -> None:
    push(server, SMALL, community="test")
    used = {"constraints"}
    for name in set(query_names()) - used:
        result = server.run(name, community="test", rows=[])
        wrong = [each for each in result.summary.gql_status_objects if each.is_notification]
        assert not wrong, (name, wrong)
        used.add(name)
    assert used == set(query_names())
    assert all(cypher(name).startswith("//") for name in used)


@pytest.mark.parametrize(
    ("change", "said"),
    [({"password": "wrong-password"}, "refuses the user"), ({"database": "nowhere"}, "no database 'nowhere'")],
)
def test_what_is_wrong_is_said(address, change: dict[str, str], said: str) -> None:
    given = {"username": address.username, "password": address.password} | change
    with pytest.raises(DatabaseError, match=said) as raised, connected(address.uri, **given):
        pass
    assert given["password"] not in str(raised.value)


@pytest.mark.parametrize(("uri", "said"), [("bolt://127.0.0.1:1", "No Neo4j answers"), ("ftp://here", "no address")])
def test_no_server_is_said(uri: str, said: str) -> None:
    with pytest.raises(DatabaseError, match=said), connected(uri, username="neo4j", password="secret"):
        pass

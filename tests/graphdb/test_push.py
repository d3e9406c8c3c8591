"""A community in a real Neo4j: there, there again, changed, gone."""

from dataclasses import replace
from typing import Any

import neo4j
import pandas as pd
import pytest

from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, load, period
from graphtool.errors import DatabaseError
from graphtool.findings import rank_helpers
from graphtool.graphdb import Contents, Found, Server, difference, drop, pull_network, pulled, push, status
from graphtool.network import Network
from graphtool.pipeline import Choices, analyze
from graphtool.runs import graph_of
from tests.conftest import REPLIES, THREADS, write_lines
from tests.graphdb.conftest import HERE, Invented

pytestmark = pytest.mark.neo4j
HOSTILE = "'\"`$name }) DETACH DELETE (n) // \\ </script> \u202e"


def network(people: dict[str, str], ties: list[tuple[str, str, str, int]]) -> Contents:
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
    columns = ["source", "target", "kind", "count", "first_us", "last_us", "helped", "thanked"]
    return Contents(Network(frame, pd.DataFrame(rows, columns=columns)))


SMALL = network(
    {"table:ada": "Ada", "table:bo": "Bo", "table:cy": HOSTILE},
    [("table:ada", "table:bo", "reply", 2), ("table:bo", "table:ada", "mention", 1), ("table:cy", "table:ada", "quote", 4)],
)


def stands(server: Server, community: str) -> tuple[dict[str, str], set[tuple[str, str, str, int]]]:
    """What a reader finds: handles by id, and ties."""
    people = server.driver.execute_query("MATCH (p:Person {community: $c}) RETURN p.id AS id, p.handle AS handle", c=community)
    ties = server.driver.execute_query(
        "MATCH (a:Person {community: $c})-[r:REPLIED_TO|MENTIONED|QUOTED]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, r.count AS count",
        c=community,
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


def test_a_second_push_writes_nothing(server: Server, pushed: Invented, monkeypatch: pytest.MonkeyPatch) -> None:
    counters: list[neo4j.SummaryCounters] = []
    ask = neo4j.Driver.execute_query

    def counted(self: neo4j.Driver, query: str, parameters: object = None, **more: Any) -> Any:
        shown = more.pop("result_transformer_", None) or neo4j.Result.to_eager_result

        def consumed(result: neo4j.Result) -> Any:
            rows = shown(result)
            counters.append(result.consume().counters)
            return rows

        return ask(self, query, parameters, result_transformer_=consumed, **more)

    monkeypatch.setattr(neo4j.Driver, "execute_query", counted)
    report = push(server, pushed.contents, community=HERE)
    assert counters
    assert not any(each.contains_updates or each.contains_system_updates for each in counters)
    assert (report.sent, report.deleted) == (0, 0)
    assert report.unchanged == report.people + report.posts + report.ties > 1000


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


def test_moments_come_back_to_the_microsecond(server: Server) -> None:
    moments = [-5_000_000, 0, 1_700_000_000_000_001]
    people = SMALL.network.people.assign(first_us=moments, last_us=pd.array([*moments[:2], None], dtype="Int64"))
    ties = SMALL.network.ties.assign(first_us=moments, last_us=moments)
    push(server, Contents(Network(people, ties)), community="test")
    back = pull_network(server, community="test")
    pd.testing.assert_frame_equal(back.people, people)
    pd.testing.assert_frame_equal(back.ties, ties, check_dtype=False)


def test_names_that_would_be_code_change_nothing_else(server: Server) -> None:
    push(server, SMALL, community="test")
    names = [HOSTILE, "}) DETACH DELETE (n) //", "`; DROP CONSTRAINT graphtool_person", "$community", "nul\0inside", "'\\''"]
    hostile = network({f"table:{name}": name for name in names}, [(f"table:{names[0]}", f"table:{names[4]}", "reply", 1)])
    for community in ("test hostile", "test '}) DETACH DELETE (n) //"):
        push(server, hostile, community=community)
        assert stands(server, community)[0] == {f"table:{name}": name for name in names}
        pd.testing.assert_frame_equal(pull_network(server, community=community).ties, hostile.network.ties)
    assert difference(server, SMALL, community="test").equal
    assert drop(server, community="test '}) DETACH DELETE (n) //") > 0
    assert difference(server, hostile, community="test hostile").equal


def ranked(*handles: str) -> Contents:
    """The small network with people ranked in this order."""
    table = pd.DataFrame(
        {"rank": range(1, len(handles) + 1), "person": handles, "score": 1.0, "tier": "first", "odd": [{}] * len(handles)}
    )
    return replace(SMALL, found=[Found("helpers", {"half_life_days": 60.0}, table)])


def ranks(server: Server, community: str) -> list[str]:
    """What a reader of the finding that holds sees."""
    rows = server.driver.execute_query(
        "MATCH (:Finding {community: $c, kind: 'helpers', current: true})<-[r:RANKED]-(p) RETURN p.id AS id ORDER BY r.rank",
        c=community,
    )
    return [record["id"] for record in rows.records]


def test_a_reader_sees_the_old_ranks_or_the_new_ones(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = ranked("table:ada", "table:bo", "table:cy"), ranked("table:bo", "table:ada")
    push(server, old, community="test")
    seen: list[list[str]] = []
    run = Server.run

    def watched(self: Server, name: str, **parameters: Any) -> neo4j.EagerResult:
        result = run(self, name, **parameters)
        seen.append(ranks(self, "test"))
        return result

    monkeypatch.setattr(Server, "run", watched)
    push(server, new, community="test", batch=1)
    before, after = ["table:ada", "table:bo", "table:cy"], ["table:bo", "table:ada"]
    switch = seen.index(after)
    assert switch > 0
    assert all(each == before for each in seen[:switch])
    assert all(each == after for each in seen[switch:])
    assert len(server.read("finding_ids", community="test")) == 1


def test_a_rank_carries_every_column_that_neo4j_can_hold(server: Server) -> None:
    push(server, ranked("table:ada"), community="test")
    text = "MATCH (:Person)-[r:RANKED]->(:Finding {community: 'test'}) RETURN properties(r) AS properties"
    assert server.ask(text, {})["properties"][0] == {"rank": 1, "score": 1.0, "tier": "first"}


@pytest.fixture(scope="module")
def more_and_fewer(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Corpus, Contents]]:
    """A small community, and the same before its last posts."""
    book, folder = load_codebook("multiple-sclerosis"), tmp_path_factory.mktemp("small")
    made = []
    for name, threads, replies in (("all", THREADS, REPLIES), ("fewer", THREADS[:2], REPLIES[:4])):
        corpus = Corpus.create(folder / f"{name}.duckdb")
        load(corpus, [write_lines(folder / f"{name}_s.ndjson", threads), write_lines(folder / f"{name}_c.ndjson", replies)])
        made.append((corpus, graph_of(corpus, analyze(corpus, book, Choices()), Choices())))
    return made


@pytest.mark.parametrize(
    "step", ["load_people", "load_posts", "link_posts", "load_ranks", "make_current", "delete_posts", "complete"]
)
def test_a_push_that_stopped_half_way_is_completed_by_the_next(
    server: Server, more_and_fewer: list[tuple[Corpus, Contents]], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    (_, everything), (corpus, wanted) = more_and_fewer
    push(server, everything, community="test")
    run = Server.run

    class Stop(Exception):  # noqa: N818
        pass

    def stopping(self: Server, name: str, **parameters: Any) -> neo4j.EagerResult:
        if name == step:
            raise Stop
        return run(self, name, **parameters)

    stops = 0
    # less, then all again: what a stop leaves must not be taken for finished either way
    for contents in (wanted, everything):
        monkeypatch.setattr(Server, "run", stopping)
        try:
            push(server, contents, community="test", batch=2)
        except Stop:
            stops += 1
            assert not difference(server, contents, community="test").equal
        monkeypatch.undo()
    assert stops
    for contents in (everything, wanted):
        push(server, contents, community="test")
        assert difference(server, contents, community="test").equal
    with pulled(server, community="test") as back, period(back.corpus) as tables, period(corpus) as truth:
        for table in ("posts", "interactions", "people", "timeline"):
            columns = "* EXCLUDE (bio)" if table == "people" else "*"
            pd.testing.assert_frame_equal(
                tables.run(f"SELECT {columns} FROM {table} ORDER BY ALL"),
                truth.run(f"SELECT {columns} FROM {table} ORDER BY ALL"),
            )
        pd.testing.assert_frame_equal(rank_helpers(tables).table, rank_helpers(truth).table, check_exact=True)
    links = "MATCH (p:Post {community: 'test'})-[r:IN_REPLY_TO]->(:Post) RETURN count(r) AS links"
    assert server.ask(links, {})["links"][0] == truth_links(wanted)


def truth_links(contents: Contents) -> int:
    assert contents.posts is not None
    return int(contents.posts.frame["answers"].notna().sum())


def test_status_says_what_is_there(server: Server, pushed: Invented) -> None:
    found = status(server)
    assert found.version
    assert found.edition in ("community", "enterprise")
    row = found.communities.set_index("community").loc[HERE]
    assert row["people"] == pushed.findings.network.size
    assert row["posts"] == len(pushed.contents.posts.frame)
    assert row["complete"]


def test_drop_takes_one_community_and_leaves_the_other(server: Server, pushed: Invented) -> None:
    push(server, ranked("table:ada"), community="test")
    drop(server, community="test", batch=2)
    left = server.ask("MATCH (n {community: 'test'}) RETURN count(n) AS nodes", {})
    assert left["nodes"][0] == 0
    assert difference(server, pushed.contents, community=HERE).equal

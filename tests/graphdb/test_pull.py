"""What comes back out of Neo4j: the network as it was pushed, and the same findings, computed again."""

from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from graphtool import network
from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, Tables, load, period, read_known
from graphtool.errors import DatabaseError
from graphtool.findings import find_caregiver_clusters, find_mentors, list_people, rank_attention, rank_helpers
from graphtool.graphdb import Contents, Server, connected, contents, difference, pull_network, pulled, push
from graphtool.pipeline import Choices, analyze
from graphtool.runs import graph_of
from tests.graphdb.conftest import HERE, Invented
from tests.graphdb.server import Address
from tests.sources.truth import FIXTURES

pytestmark = pytest.mark.neo4j


def test_the_network_comes_back_as_it_was(server: Server, pushed: Invented) -> None:
    back = pull_network(server, community=HERE)
    wanted = pushed.findings.network
    pd.testing.assert_frame_equal(back.people, wanted.people)
    pd.testing.assert_frame_equal(back.ties, wanted.ties)
    graphs = [network.to_networkx(each) for each in (back, wanted)]
    assert nx.utils.graphs_equal(*graphs)
    assert graphs[0].number_of_edges() > 500


def same_findings(tables: Tables, wanted: Tables) -> None:
    for ranked in (rank_helpers, find_mentors, lambda each: rank_attention(network.build(each))):
        pd.testing.assert_frame_equal(ranked(tables).table, ranked(wanted).table, check_exact=True)
        pd.testing.assert_frame_equal(ranked(tables).apart, ranked(wanted).apart, check_exact=True)
    ours, theirs = find_caregiver_clusters(tables), find_caregiver_clusters(wanted)
    pd.testing.assert_frame_equal(ours.clusters, theirs.clusters, check_exact=True)
    pd.testing.assert_frame_equal(ours.members, theirs.members, check_exact=True)
    pd.testing.assert_frame_equal(list_people(tables).table, list_people(wanted).table, check_exact=True)


def test_the_same_findings_are_computed_without_any_finding_in_the_database(
    address: Address, server: Server, pushed: Invented
) -> None:
    server.driver.execute_query("MATCH (f:Finding {community: $community}) DETACH DELETE f", community=HERE)
    try:
        with pulled(server, community=HERE) as back, period(back.corpus, known=back.known) as tables:
            same_findings(tables, pushed.tables)
            assert len(rank_helpers(tables).table) > 50
            assert len(find_mentors(tables).table) > 5
    finally:
        push(server, pushed.contents, community=HERE)


def test_ties_that_no_post_tells_come_back(server: Server, tmp_path: Path) -> None:
    community = "test networks"
    with Corpus.create(tmp_path / "c.duckdb") as corpus:
        load(corpus, [FIXTURES / "gexf.gexf", FIXTURES / "reddit.jsonl", FIXTURES / "reddit-submissions.jsonl"])
        choices = Choices(resamples=0)
        findings = analyze(corpus, load_codebook("multiple-sclerosis"), choices)
        push(server, graph_of(corpus, findings, choices), community=community)
        try:
            with pulled(server, community=community) as back, period(back.corpus, known=back.known) as tables:
                again = network.build(tables)
                pd.testing.assert_frame_equal(rank_attention(again).table, findings.attention.table, check_exact=True)
                assert list(again.people["person"]) == list(findings.network.people["person"])
                assert network.named_ties(again)["count"].sum() == findings.network.ties["count"].sum()
        finally:
            server.driver.execute_query("MATCH (n {community: $community}) DETACH DELETE n", community=community)


def test_a_part_of_the_time_can_be_asked_for(server: Server, pushed: Invented) -> None:
    middle = int(pushed.findings.network.people["first_us"].median())
    with (
        pulled(server, community=HERE) as back,
        period(back.corpus, since_us=middle, known=back.known) as tables,
        period(pushed.corpus, since_us=middle) as wanted,
    ):
        same_findings(tables, wanted)


def test_what_the_user_knows_of_people_goes_along(server: Server, pushed: Invented, tmp_path: Path) -> None:
    file = tmp_path / "known.csv"
    people = pushed.findings.network.people
    patient, other = people.loc[people["role"] == "patient", "person"].iloc[:2]
    file.write_text(f"person,role,diagnosed\n{patient},caregiver,2024-03\n{other},professional,\n", encoding="utf-8")
    known = read_known(pushed.corpus, file)
    early = int(people["first_us"].quantile(0.3))  # a part is enough
    with period(pushed.corpus, until_us=early, known=known) as wanted:
        push(server, contents(wanted, network.build(wanted)), community="test known")
        with pulled(server, community="test known") as back, period(back.corpus, known=back.known) as tables:
            same_findings(tables, wanted)


def test_an_analysis_of_what_was_pulled_finds_the_same(server: Server, pushed: Invented) -> None:
    from graphtool.pipeline import CodedBy

    with pulled(server, community=HERE) as back:
        by = CodedBy(back.facts["codebook"], back.facts["codebook_hash"])
        findings = analyze(back.corpus, by, Choices(), known=back.known)
    pd.testing.assert_frame_equal(findings.helpers.table, pushed.findings.helpers.table, check_exact=True)
    assert findings.manifest["codebook"] == pushed.findings.manifest["codebook"]
    assert findings.manifest["inputs"][0]["name"] == f"Neo4j, community {HERE}"


def test_words_are_sent_only_when_asked_for(server: Server, reddit: list[Path], tmp_path: Path) -> None:
    book = load_codebook("multiple-sclerosis")
    with Corpus.create(tmp_path / "corpus.duckdb") as corpus:
        load(corpus, reddit)
        findings = analyze(corpus, book, Choices())
        for quotes in (False, True):
            push(server, graph_of(corpus, findings, Choices(), quotes=quotes), community="test words")
            with pulled(server, community="test words") as back:
                texts = back.corpus.connection.sql("SELECT text FROM posts WHERE text IS NOT NULL").df()["text"]
                assert ("Thanks!" in set(texts)) is quotes
                assert bool(len(texts)) is quotes


def test_without_posts_the_network_is_there_and_findings_say_why_they_are_not(server: Server, pushed: Invented) -> None:
    with period(pushed.corpus, until_us=int(pushed.findings.network.people["first_us"].quantile(0.3))) as tables:
        whole = contents(tables, network.build(tables))
    alone = Contents(whole.network)
    push(server, whole, community="test ties")
    push(server, alone, community="test ties")
    pd.testing.assert_frame_equal(pull_network(server, community="test ties").ties, alone.network.ties)
    assert difference(server, alone, community="test ties").equal
    with pytest.raises(DatabaseError, match="ties only"), pulled(server, community="test ties"):
        pass


def test_a_community_that_is_not_there_or_half_there_is_refused(address: Address, server: Server, pushed: Invented) -> None:
    with pytest.raises(DatabaseError, match=f"no community 'test none'.*{HERE}"):
        pull_network(server, community="test none")
    push(server, Contents(pushed.findings.network), community="test half")
    server.driver.execute_query("MATCH (c:Corpus {community: 'test half'}) SET c.complete = false")
    with pytest.raises(DatabaseError, match="did not come to its end"):
        pull_network(server, community="test half")


def test_moments_are_timestamps_in_utc(address: Address, pushed: Invented) -> None:
    with connected(address.uri, username=address.username, password=address.password) as server:
        text = "MATCH (p:Post {community: $community, id: $post}) RETURN p.at AS at"
        post = pushed.tables.run("SELECT post, created_us FROM posts ORDER BY post LIMIT 1").iloc[0]
        at = server.ask(text, {"community": HERE, "post": post["post"]})["at"][0]
    assert at == pd.Timestamp(int(post["created_us"]), unit="us", tz="UTC")

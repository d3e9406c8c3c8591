"""Networks without posts: what becomes a tie, what is refused, and how ties stand beside posts."""

import json
import time
from pathlib import Path

import pandas as pd
import pytest

from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, load, period, summarise
from graphtool.errors import InputError
from graphtool.exports.network_summary import is_network
from graphtool.network import build, named_ties
from graphtool.pipeline import Choices, analyze
from graphtool.runs import write_run
from graphtool.schema import Tie
from tests.sources.truth import FIXTURES, read

GEXF = '<gexf xmlns="http://gexf.net/1.3"><graph defaultedgetype="directed"><nodes/><edges>{}</edges></graph></gexf>'


def file(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def ties_of(tmp_path: Path, *files: Path, **times: int) -> dict[tuple[str, str, str], int]:
    with Corpus.create(tmp_path / f"{len(list(tmp_path.iterdir()))}.duckdb") as corpus:
        load(corpus, list(files))
        with period(corpus, **times) as tables:
            rows = named_ties(build(tables))
    return dict(zip(zip(rows["source"], rows["target"], rows["kind"], strict=True), rows["count"], strict=True))


def test_entities_are_refused_before_they_grow(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    bomb = file(tmp_path, "bomb.graphml", f"<!DOCTYPE g [{laughs}]><graphml><graph><node id='&l11;'/></graph></graphml>")
    started = time.monotonic()
    with pytest.raises(InputError, match="declares entities"):
        read(bomb)
    assert time.monotonic() - started < 5


def test_nodes_without_end_in_one_another_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="hierarchy"):
        read(file(tmp_path, "n.gexf", "<gexf><graph><nodes>" + '<node id="a">' * 100_000))


def test_a_document_type_without_entities_is_no_fault(tmp_path: Path) -> None:
    text = "<!DOCTYPE gexf SYSTEM 'http://nowhere.example/gexf.dtd'>" + GEXF.format('<edge source="a" target="b"/>')
    assert len(read(file(tmp_path, "n.gexf", text))[0]) == 1


def test_what_is_broken_in_xml_costs_its_edge_alone(tmp_path: Path) -> None:
    edges = [f'<edge id="{n}" source="a{n}" target="b"/>' for n in range(5000)]
    edges[1] = '<edge id=1 source="a1" target="b"/>'
    edges[2500] = '<edge source="a2500" target="b & c"/>'
    edges[4000] = '<edge source="a4000" target="b"><attvalues></edge>'
    posts, _, report = read(file(tmp_path, "n.gexf", GEXF.format("\n".join(edges))))
    assert len(posts) == 4997
    assert report.dropped == {"broken record": 3}
    assert [example.line for example in report.examples] == [2, 2501, 4001]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("Replies to", "reply"), ("REPLIED_TO", "reply"), ("comment", "reply"), ("Mentions", "mention"), ("MENTIONED", "mention"),
        ("QUOTED", "quote"), ("Retweet", None), ("MentionsInRetweet", None), ("Followed", None), ("colleague", "mention"),
    ],
)  # fmt: skip
def test_kinds_are_understood(tmp_path: Path, told: str, kind: str | None) -> None:
    path = file(tmp_path, "ties.csv", f"source,target,relationship\na,b,{told}\n")
    assert [tie.kind for tie in read(path)[0] if isinstance(tie, Tie)] == ([kind] if kind else [])


def test_a_table_of_posts_is_no_edge_list() -> None:
    for name in ("table.csv", "phpbb.csv", "minet.csv"):
        assert read(FIXTURES / name)[0]


def test_links_by_position_are_read_by_the_names_of_nodes(tmp_path: Path) -> None:
    graph = {"nodes": [{"name": "nia"}, {"name": "hana"}], "links": [{"source": 0, "target": 1, "value": 2}]}
    (tie,) = read(file(tmp_path, "d3.json", json.dumps(graph)))[0]
    assert (tie.source, tie.target, tie.count) == ("network:nia", "network:hana", 2)


def test_a_copy_counts_once_and_other_times_add_up(tmp_path: Path) -> None:
    first = file(tmp_path, "a.csv", "source,target,kind,time\na,b,reply,1777622400\na,b,reply,1777622500\n")
    again = file(tmp_path, "b.csv", "source,target,kind,time\na,b,reply,1777622400\na,b,reply,1777622600\n")
    assert ties_of(tmp_path, first, again) == ties_of(tmp_path, again, first) == {("network:a", "network:b", "reply"): 3}


def test_a_tie_without_direction_counts_both_ways(tmp_path: Path) -> None:
    path = file(tmp_path, "a.csv", "source,target,type,weight\na,b,Undirected,2\nb,a,Directed,1\n")
    assert ties_of(tmp_path, path) == {("network:a", "network:b", "mention"): 2, ("network:b", "network:a", "mention"): 3}


def test_a_period_holds_the_ties_that_lie_whole_in_it(tmp_path: Path) -> None:
    path = file(tmp_path, "a.csv", "source,target,first,last\na,b,2026-05-01,2026-05-03\nb,c,2026-05-02,2026-06-09\nc,d,,\n")
    may = {"since_us": 1_777_593_600_000_000, "until_us": 1_780_271_999_000_000}
    assert set(ties_of(tmp_path, path, **may)) == {("network:a", "network:b", "mention")}
    assert len(ties_of(tmp_path, path)) == 3


def test_ties_beside_posts_are_of_the_same_people(tmp_path: Path) -> None:
    with Corpus.create(tmp_path / "c.duckdb") as corpus:
        load(corpus, [FIXTURES / "x_api_v1.jsonl"])
        handle, person = corpus.connection.sql("SELECT handle, person FROM profiles ORDER BY person LIMIT 1").fetchall()[0]
        path = file(tmp_path, "a.csv", f"source,target\nx:@{handle.upper()},x:@somebody_else\n")
        load(corpus, [path])
        assert corpus.connection.sql("SELECT source, target FROM ties").fetchall() == [(person, "x:@somebody_else")]
        found = summarise(corpus)
    assert any("networks without posts" in warning for warning in found.warnings)
    assert found.facts["copies"] == 0


def test_a_run_on_a_network_says_what_it_can_and_what_it_cannot(tmp_path: Path) -> None:
    with Corpus.create(tmp_path / "c.duckdb") as corpus:
        load(corpus, [FIXTURES / "graphml.graphml", FIXTURES / "edgelist-timed.edges"])
        found = analyze(corpus, load_codebook("multiple-sclerosis"), Choices(resamples=0))
    assert is_network(found.summary)
    assert found.summary.verdict.startswith("Not enough for helpers, mentors, caregivers, roles")
    write_run(found, tmp_path / "run", title="A network")
    text = (tmp_path / "run" / "summary.md").read_text(encoding="utf-8")
    assert "What cannot be found here" in text
    assert "helps most" not in text
    attention = pd.read_csv(tmp_path / "run" / "attention.csv")
    assert set(attention["person"]) == {"network:n0", "network:n1", "network:n2", "network:11", "network:12"}
    positions = pd.read_csv(tmp_path / "run" / "positions.csv")
    assert {"community", "in_degree", "betweenness", "constraint"} <= set(positions)
    assert not pd.read_csv(tmp_path / "run" / "people.csv")["behaviour"].notna().any()

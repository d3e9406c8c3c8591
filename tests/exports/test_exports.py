"""What leaves the tool opens again in the programs it is meant for, hostile names included."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pandas as pd
import pytest
from lxml import etree
from typer.testing import CliRunner

from graphtool.cli.app import app
from graphtool.errors import InputError
from graphtool.exports.networks import tie_table, write_network
from graphtool.exports.tables import write_table
from graphtool.network import Network
from graphtool.schema import DAY_US

DAY_0 = 1_760_000_000_000_000
NAMES = ["x:1", 'x:<a href="b">&\x00\x1b', "x:=cmd|' /C calc'!A0", "x:two  words #3%"]
HANDLES = ["=1+1", "+49", "@ada", "-ß🙂"]
GEXF = {"g": "http://gexf.net/1.3"}


@pytest.fixture
def network() -> Network:
    people = pd.DataFrame(
        {
            "person": NAMES,
            "platform": "x",
            "handle": HANDLES,
            "posts": [3, 1, 1, 0],
            "first_us": pd.array([DAY_0, DAY_0, DAY_0, None], dtype="Int64"),
            "last_us": pd.array([DAY_0 + 99 * DAY_US, DAY_0, DAY_0, None], dtype="Int64"),
        }
    )
    ties = pd.DataFrame(
        {
            "source": [0, 0, 1, 2],
            "target": [1, 1, 0, 3],
            "kind": ["mention", "reply", "reply", "quote"],
            "count": [1, 3, 1, 1],
            "first_us": DAY_0,
            "last_us": [DAY_0, DAY_0 + 99 * DAY_US, DAY_0, DAY_0],
        }
    )
    return Network(people, ties)


@pytest.fixture
def interactions() -> pd.DataFrame:
    rows = [
        (0, 1, "mention", 0),
        (0, 1, "reply", 0),
        (0, 1, "reply", 20),
        (0, 1, "reply", 99),
        (1, 0, "reply", 0),
        (2, 3, "quote", 0),
    ]
    return pd.DataFrame(
        [(NAMES[source], NAMES[target], kind, DAY_0 + day * DAY_US) for source, target, kind, day in rows],
        columns=["source", "target", "kind", "created_us"],
    )


def written(network: Network, path: Path, **more: Any) -> Path:
    write_network(network, path, **more)
    return path


def shown(name: str) -> str:
    return name.replace("\x00", "\ufffd").replace("\x1b", "\ufffd")


def test_networkx_reads_the_gexf_with_its_attributes(network: Network, interactions: pd.DataFrame, tmp_path: Path) -> None:
    graph = nx.read_gexf(written(network, tmp_path / "n.gexf", interactions=interactions), version="1.3")
    assert sorted(graph) == sorted(map(shown, NAMES))
    assert [graph.nodes[shown(name)]["label"] for name in NAMES] == HANDLES
    assert graph.nodes["x:1"]["posts"] == 3
    assert sorted((a, b, data["weight"]) for a, b, data in graph.edges(data=True)) == sorted(
        (shown(NAMES[a]), shown(NAMES[b]), float(n)) for a, b, n in [(0, 1, 1), (0, 1, 3), (1, 0, 1), (2, 3, 1)]
    )


def test_a_tie_lives_in_spells_inside_the_life_of_its_people(
    network: Network, interactions: pd.DataFrame, tmp_path: Path
) -> None:
    root = ET.parse(written(network, tmp_path / "n.gexf", interactions=interactions, spell_days=30)).getroot()
    graph = root.find("g:graph", GEXF)
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    edges = {
        (e.get("source"), e.get("kind")): e.findall("g:spells/g:spell", GEXF) for e in graph.iterfind("g:edges/g:edge", GEXF)
    }
    assert [(s.get("start"), s.get("end")) for s in edges["x:1", "reply"]] == [
        ("2025-10-09", "2025-11-28"),  # day 0 and, before it ended, day 20
        ("2026-01-16", "2026-02-15"),
    ]
    lives = {n.get("id"): n.find("g:spells/g:spell", GEXF) for n in graph.iterfind("g:nodes/g:node", GEXF)}
    for edge in graph.iterfind("g:edges/g:edge", GEXF):
        for end in ("source", "target"):
            life = lives[edge.get(end)]
            for spell in edge.iterfind("g:spells/g:spell", GEXF):
                assert life is not None
                assert str(life.get("start")) <= str(spell.get("start")) <= str(spell.get("end")) <= str(life.get("end"))


@pytest.mark.parametrize("with_interactions", [True, False], ids=["interactions", "ties alone"])
def test_gexf_keeps_to_its_grammar(
    network: Network, interactions: pd.DataFrame, tmp_path: Path, with_interactions: bool
) -> None:
    path = written(network, tmp_path / "n.gexf", interactions=interactions if with_interactions else None)
    grammar = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf-1.3.rng")))
    grammar.assertValid(etree.parse(path))
    root = ET.parse(path).getroot()
    titles = {a.get("id") for a in root.iterfind(".//g:attribute", GEXF)}
    assert {v.get("for") for v in root.iterfind(".//g:attvalue", GEXF)} <= titles
    assert all(edge.find("g:spells", GEXF) is not None for edge in root.iterfind(".//g:edge", GEXF))
    for breaks in ('kind="reply"', 'version="1.3"', 'class="node"'):
        text = path.read_text(encoding="utf-8").replace(breaks, 'nonsense="1"', 1)
        assert not grammar.validate(etree.fromstring(text.encode()))


def test_networkx_and_igraph_read_the_graphml(network: Network, tmp_path: Path) -> None:
    path = written(network, tmp_path / "n.graphml")
    graph = nx.read_graphml(path)
    assert isinstance(graph, nx.MultiDiGraph)
    assert [graph.nodes[shown(name)]["handle"] for name in NAMES] == HANDLES
    assert sorted(data["weight"] for _, _, data in graph.edges(data=True)) == [1, 1, 1, 3]
    other = igraph.Graph.Read_GraphML(str(path))
    assert (other.vcount(), other.ecount(), other.is_directed()) == (4, 4, True)
    assert other.vs["handle"] == HANDLES


def test_pajek_and_the_edge_list_have_one_line_a_pair(network: Network, tmp_path: Path) -> None:
    pajek = igraph.Graph.Read_Pajek(str(written(network, tmp_path / "n.net")))
    assert sorted(zip(pajek.get_edgelist(), pajek.es["weight"], strict=True)) == [((0, 1), 4.0), ((1, 0), 1.0), ((2, 3), 1.0)]
    edges = nx.read_weighted_edgelist(written(network, tmp_path / "n.edges"), delimiter="\t", create_using=nx.DiGraph)
    assert sorted(w for _, _, w in edges.edges(data="weight")) == [1.0, 1.0, 4.0]
    assert edges.has_edge(NAMES[2].replace(" ", "%20"), "x:two%20%20words%20%233%25")
    again = igraph.Graph.Read_Ncol(str(tmp_path / "n.edges"), directed=True)
    assert (again.vcount(), again.ecount()) == (4, 3)


def test_graphology_gets_every_tie(network: Network, tmp_path: Path) -> None:
    graph = json.loads(written(network, tmp_path / "n.json").read_text(encoding="utf-8"))
    assert graph["options"] == {"type": "directed", "multi": True, "allowSelfLoops": False}
    keys = [node["key"] for node in graph["nodes"]]
    assert keys == NAMES
    assert len({edge["key"] for edge in graph["edges"]}) == 4
    assert all({edge["source"], edge["target"]} <= set(keys) for edge in graph["edges"])
    assert graph["nodes"][0]["attributes"]["last"] == "2026-01-16T08:53:20Z"


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet", ".xlsx"])
def test_tables_are_read_again_and_run_no_formula(network: Network, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"people{suffix}"
    people = network.people.assign(person=["x:9007199254740993", *NAMES[1:]])
    write_table(people, path)
    readers: dict[str, Any] = {
        ".csv": pd.read_csv,
        ".jsonl": lambda p: pd.read_json(p, lines=True),
        ".parquet": pd.read_parquet,
        ".xlsx": lambda p: pd.read_excel(p, engine="calamine"),
    }
    again = readers[suffix](path)
    assert list(again.columns) == ["person", "platform", "handle", "posts", "first", "last"]
    assert again["person"][0] == "x:9007199254740993"
    assert list(again["posts"]) == [3, 1, 1, 0]
    if suffix in (".csv", ".xlsx"):
        assert list(again["handle"]) == [f"'{handle}" for handle in HANDLES]
    else:
        assert list(again["handle"]) == HANDLES


def test_the_same_table_gives_the_same_bytes(network: Network, tmp_path: Path) -> None:
    for suffix in (".csv", ".jsonl", ".parquet", ".xlsx"):
        first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
        write_table(network.people, first)
        write_table(network.people, second)
        assert first.read_bytes() == second.read_bytes()


def test_two_columns_or_more(network: Network, tmp_path: Path) -> None:
    write_table(tie_table(network), tmp_path / "t.csv", columns=["source", "target"])
    assert (tmp_path / "t.csv").read_text().splitlines()[0] == "source,target"
    graph = nx.read_graphml(written(network, tmp_path / "n.graphml", columns=["posts"]))
    assert graph.nodes["x:1"] == {"handle": "=1+1", "posts": 3}
    with pytest.raises(InputError, match="There is no column 'nose': choose among"):
        write_table(network.people, tmp_path / "p.csv", columns=["nose"])
    with pytest.raises(InputError, match="There is no column 'nose': choose among"):
        write_network(network, tmp_path / "p.gexf", columns=["nose"])


def test_the_command_writes_several_files_and_replaces_none(reddit: list[Path], tmp_path: Path) -> None:
    out = [tmp_path / "n.gexf", tmp_path / "ties.xlsx", tmp_path / "ties.csv"]
    words = ["export", *map(str, reddit), *(word for path in out for word in ("-o", str(path)))]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    graph = nx.read_gexf(out[0], version="1.3")
    ties = pd.read_csv(out[2])
    assert graph.number_of_edges() == len(ties) == len(pd.read_excel(out[1], engine="calamine")) > 0
    again = CliRunner().invoke(app, words)
    assert isinstance(again.exception, InputError)
    assert "exists already" in str(again.exception)
    unknown = CliRunner().invoke(app, ["export", str(reddit[0]), "-o", "x.docx"])
    assert "ends in no known format" in str(unknown.exception)

"""The same measures from every engine, and the laws they keep."""

from importlib.util import find_spec

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphtool import engines, measures
from graphtool.errors import EngineError
from graphtool.network import Network

Edges = list[tuple[int, int, int]]
graphs = st.integers(1, 25).flatmap(
    lambda size: st.tuples(
        st.just(size), st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1), st.integers(1, 5)), max_size=60)
    )
)


@pytest.fixture(params=["compiled", "networkx", "igraph"], scope="module")
def engine(request: pytest.FixtureRequest) -> engines.Engine:
    if request.param == "igraph" and find_spec("igraph") is None:
        pytest.skip("igraph is not installed: pip install 'graphtool-community[igraph]'")
    return engines.get(request.param)


def arrays(edges: Edges):
    columns = np.array(edges, np.int64).reshape(-1, 3)
    return columns[:, 0], columns[:, 1], columns[:, 2].astype(np.float64)


@settings(max_examples=40, deadline=None)
@given(graphs)
def test_pagerank_is_that_of_networkx(graph: tuple[int, Edges]) -> None:
    size, edges = graph
    reference = engines.get("networkx").pagerank(*arrays(edges), size=size)
    found = engines.get("compiled").pagerank(*arrays(edges), size=size)
    np.testing.assert_allclose(found, reference, atol=1e-9)


@pytest.mark.parametrize("other", ["compiled", "igraph"])
@settings(max_examples=25, deadline=None)
@given(graph=graphs)
def test_measures_of_position_are_those_of_networkx(other: str, graph: tuple[int, Edges]) -> None:
    size, edges = graph
    source, target, weight = arrays(edges)
    reference, compiled = engines.get("networkx"), engines.get(other)
    some = np.unique([0, size - 1])
    for name in ("betweenness", "harmonic"):
        for pivots in (None,) if (name, other) == ("harmonic", "igraph") else (None, some):
            found, expected = (getattr(each, name)(source, target, size=size, pivots=pivots) for each in (compiled, reference))
            np.testing.assert_allclose(found, expected, atol=1e-9, err_msg=name)
    assert compiled.core(source, target, size=size).tolist() == reference.core(source, target, size=size).tolist()
    found, expected = (each.constraint(source, target, weight, size=size) for each in (compiled, reference))
    np.testing.assert_allclose(found, expected, atol=1e-9)


@pytest.mark.parametrize("other", ["compiled", "igraph"])
def test_hits_and_eigenvector_are_those_of_networkx(other: str) -> None:
    """On a connected graph, where the first vector is the only one."""
    chance = np.random.default_rng(1)
    ring = [(one, (one + 1) % 30, 1) for one in range(30)]
    edges = ring + [(one, other, one % 4 + 1) for one, other in chance.integers(0, 30, (80, 2)).tolist()]
    source, target, weight = arrays(edges)
    reference, compiled = engines.get("networkx"), engines.get(other)
    for found, expected in zip(*(each.hits(source, target, weight, size=30) for each in (compiled, reference)), strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-9)
        assert found.sum() == pytest.approx(1)
    found, expected = (each.eigenvector(source, target, weight, size=30) for each in (compiled, reference))
    np.testing.assert_allclose(found, expected, atol=1e-9)


def test_structure_says_whether_paths_were_sampled(monkeypatch) -> None:
    people = pd.DataFrame({"person": [f"t:{number}" for number in range(600)]})
    chance = np.random.default_rng(0)
    ties = pd.DataFrame(
        {"source": chance.integers(0, 600, 900), "target": chance.integers(0, 600, 900), "kind": "reply", "count": 1}
    )
    known = Network(people, ties[ties["source"] != ties["target"]])
    exact = measures.structure(known)
    assert exact.pivots is None
    assert list(exact.table.columns) == list(measures.STRUCTURE)
    monkeypatch.setattr("graphtool.measures.centrality.CHEAP", 1)
    sampled = measures.structure(known)
    assert sampled.pivots == 512
    assert sampled.table["betweenness"].corr(exact.table["betweenness"]) > 0.9
    assert sampled.table["core"].tolist() == exact.table["core"].tolist()


def test_a_sample_of_paths_finds_most_of_the_first() -> None:
    chance = np.random.default_rng(2)
    # some are written to far more than others
    source, target = chance.integers(0, 600, 4000), (600 * chance.random(4000) ** 3).astype(np.int64)
    engine = engines.get()
    exact = engine.betweenness(source, target, size=600)
    sampled = engine.betweenness(source, target, size=600, pivots=np.sort(chance.choice(600, 200, replace=False)))
    assert len({*np.argsort(-exact)[:100]} & {*np.argsort(-sampled)[:100]}) >= 85


def test_pagerank_sums_to_one_and_follows_the_edges(engine: engines.Engine) -> None:
    rank = engine.pagerank(*arrays([(0, 1, 1), (2, 1, 3), (1, 0, 1)]), size=4)
    assert rank.sum() == pytest.approx(1)
    assert rank.argmax() == 1
    assert rank[2] == pytest.approx(rank[3])


def two_cliques() -> Edges:
    inside = [
        (one, other, 3) for base in (0, 5) for one in range(base, base + 5) for other in range(base, base + 5) if one < other
    ]
    return [*inside, (0, 5, 1)]


def test_communities_are_found_and_connected(engine: engines.Engine) -> None:
    labels = engine.leiden(*arrays(two_cliques()), size=11)
    assert len(set(labels[:5])) == len(set(labels[5:10])) == 1
    assert len(set(labels)) == 3  # the two, and the one who knows nobody
    low, high, weight = engines.undirected(*arrays(two_cliques()), size=11)
    assert measures.modularity(low, high, weight, labels=labels) == pytest.approx(0.4836, abs=1e-3)


@pytest.mark.parametrize("edges", [[], [(1, 1, 2)]], ids=["no edges", "a loop"])
def test_without_ties_everybody_is_alone(engine: engines.Engine, edges: Edges) -> None:
    assert len(set(engine.leiden(*arrays(edges), size=3))) == 3


@settings(max_examples=30, deadline=None)
@given(graphs, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(graph: tuple[int, Edges], chance) -> None:
    size, edges = graph
    shuffled = list(edges)
    chance.shuffle(shuffled)
    engine = engines.get()
    assert engine.leiden(*arrays(edges), size=size).tolist() == engine.leiden(*arrays(shuffled), size=size).tolist()


def test_consensus_is_stable_where_groups_are_plain() -> None:
    labels, stability = measures.consensus(*arrays(two_cliques()), size=11)
    assert labels.tolist() == [0] * 5 + [1] * 5 + [2]
    assert stability.tolist() == [1.0] * 11


def test_stability_is_how_often_members_sit_together() -> None:
    chance = np.random.default_rng(3)
    edges = arrays([(one, other, 1) for one, other in chance.integers(0, 40, (70, 2)).tolist() if one != other])
    labels, stability = measures.consensus(*edges, size=41, seeds=4, seed=2)
    runs = [engines.get().leiden(*edges, size=41, seed=seed) for seed in range(2, 6)]
    for one in range(41):
        fellows = [other for other in range(41) if other != one and labels[other] == labels[one]]
        together = [run[one] == run[other] for run in runs for other in fellows]
        assert stability[one] == pytest.approx(np.mean(together) if together else 1.0)
    assert 0.4 < stability.mean() < 0.99


def test_rewiring_keeps_most_ties_and_is_seeded() -> None:
    low, high, _ = arrays([(one, (one * 7 + 3) % 200, 1) for one in range(200)])
    first, again = (list(measures.rewired(low, high, times=3, seed=5)) for _ in range(2))
    for (one, other), (same, likewise) in zip(first, again, strict=True):
        assert (one.tolist(), other.tolist()) == (same.tolist(), likewise.tolist())
        assert (one < other).all()
        assert len(one) > 190
    assert first[0][0].tolist() != first[1][0].tolist()


def test_expertise_goes_to_whom_helpers_turn() -> None:
    helped, helper, weight = arrays([(0, 1, 1), (1, 2, 1)])
    rank = measures.expertise_rank(helped, helper, weight, size=3)
    assert rank.argsort().tolist() == [0, 1, 2]


def test_an_unknown_engine_is_said() -> None:
    with pytest.raises(EngineError, match="choose one of compiled"):
        engines.get("abacus")

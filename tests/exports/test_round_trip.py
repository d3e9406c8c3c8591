"""Networks that leave come back: every format of networks, and every table of ties, is read again by our own readers."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphtool import sources
from graphtool.corpus import Corpus, load, period
from graphtool.exports.networks import tie_table, write_network
from graphtool.exports.tables import write_table
from graphtool.network import Network, build, named_ties
from graphtool.schema import KINDS
from graphtool.sources.values import is_nobody
from tests.sources.truth import read

SECOND = 1_000_000
WHOLE = (".gexf", ".graphml", ".json")  # these keep kinds, times and people without ties
PAIRS = (".net", ".edges")  # these keep pairs and weights
TABLES = (".csv", ".jsonl", ".parquet", ".xlsx")

# what XML, a line or a cell of a table cannot hold at all is left out: tests of the writers show how it is written
marks = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")
texts = (
    st.text(marks | st.sampled_from("\"'&<>,;|#%@= "), min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda name: bool(name) and not name.startswith(("//", "'", "=")) and not is_nobody(name))
)


@st.composite
def networks(draw: Any) -> Network:
    """Up to six people and some ties between them, with times or without."""
    people = sorted(
        draw(st.sets(st.tuples(st.sampled_from(["reddit", "x", "table"]), texts).map(":".join), min_size=2, max_size=6))
    )
    handles = [draw(st.one_of(st.just(person.partition(":")[2]), texts)) for person in people]
    pairs = st.tuples(st.integers(0, len(people) - 1), st.integers(0, len(people) - 1), st.sampled_from(KINDS))
    rows = sorted(draw(st.sets(pairs.filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=8)))
    told = draw(st.booleans())
    times = [sorted(draw(st.tuples(*[st.integers(946_684_800, 2_000_000_000)] * 2))) if told else (None, None) for _ in rows]
    ties = pd.DataFrame(rows, columns=["source", "target", "kind"])
    ties["count"] = [draw(st.integers(1, 10**9)) for _ in rows]
    for place, name in enumerate(("first_us", "last_us")):
        ties[name] = pd.array([None if each[place] is None else each[place] * SECOND for each in times], dtype="Int64")
    return Network(pd.DataFrame({"person": people, "platform": "x", "handle": handles}), ties)


READERS = {".gexf": "gexf", ".graphml": "graphml", ".json": "graph_json", ".jsonl": "graph_json", ".net": "pajek"}


def come_back(path: Path) -> tuple[dict[str, str], dict[Any, Any], sources.ReadReport]:
    """(handles of people, ties as (count, first, last)) of a file."""
    ties, people, report = read(path, source=READERS.get(path.suffix, "edgelist"))
    ends = {end for tie in ties for end in (tie.source, tie.target)}
    handles = {person: person.partition(":")[2] for person in ends} | {
        person.person: person.handle or person.person.partition(":")[2] for person in people
    }
    return handles, {(tie.source, tie.target, tie.kind): (tie.count, tie.first_us, tie.last_us) for tie in ties}, report


def wanted(network: Network) -> dict[Any, Any]:
    rows = named_ties(network)
    times = (rows[name].astype(object).where(rows[name].notna(), None) for name in ("first_us", "last_us"))
    keys = zip(rows["source"], rows["target"], rows["kind"], strict=True)
    return dict(zip(keys, zip(rows["count"], *times, strict=True), strict=True))


@pytest.mark.parametrize("suffix", [*WHOLE, *PAIRS, *TABLES])
@given(network=networks())
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_people_and_ties_come_back(suffix: str, network: Network, tmp_path: Path) -> None:
    path = tmp_path / f"network{suffix}"
    if suffix in TABLES:
        write_table(tie_table(network), path)
    else:
        write_network(network, path)
    handles, ties, report = come_back(path)
    expected = wanted(network)
    if suffix in PAIRS:
        summed: dict[Any, int] = {}
        for (source, target, _), (count, _, _) in expected.items():
            summed[source, target, "mention"] = summed.get((source, target, "mention"), 0) + count
        assert {key: count for key, (count, _, _) in ties.items()} == summed
    else:
        assert ties == expected
        known = dict(zip(network.people["person"], network.people["handle"], strict=True))
        assert handles.items() <= known.items()
    if suffix in (*WHOLE, ".net"):
        assert set(handles) == set(network.people["person"])
    assert report.rows == len(ties)
    assert not report.dropped


@pytest.mark.parametrize("suffix", WHOLE)
def test_a_whole_community_comes_back(reddit: list[Path], suffix: str, tmp_path: Path) -> None:
    def made(files: list[Path], name: str) -> Network:
        with Corpus.create(tmp_path / f"{name}.duckdb") as corpus:
            load(corpus, files)
            with period(corpus) as tables:
                return build(tables)

    first = made(reddit, "first")
    path = tmp_path / f"network{suffix}"
    write_network(first, path)
    assert sources.recognise(path).source == READERS[suffix]
    second = made([path], "second")
    assert second.people[["person", "platform", "handle"]].equals(first.people[["person", "platform", "handle"]])
    columns = ["source", "target", "kind", "count", "first_us", "last_us"]
    for name in ("first_us", "last_us"):  # written to the second
        first.ties[name] = first.ties[name] // SECOND * SECOND
    assert second.ties[columns].equals(first.ties[columns])

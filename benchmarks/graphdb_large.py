"""What the tests show of Neo4j on small communities, on a large one: python benchmarks/graphdb_large.py [--kills N] [FILES].

The same findings: a community (export FILES, else an invented one of 5,000 people) is pushed, every Finding is deleted, and
helpers, mentors and caregiver clusters are computed from the database and from the corpus. The same people after a power
cut: N times a push is killed with its server at a moment drawn by chance, the server started again, and pushed again.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
import pandas as pd

from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, Tables, load, period
from graphtool.findings import find_caregiver_clusters, find_mentors, rank_helpers
from graphtool.graphdb import Contents, connected, difference, pulled, push
from graphtool.pipeline import Choices, analyze
from graphtool.runs import graph_of
from graphtool.simulate import simulate, write
from tests.graphdb.killing import killed
from tests.graphdb.server import Address, LocalServer, local_server


def found(tables: Tables) -> dict[str, pd.DataFrame]:
    """The lists that must not hang on where they were computed from."""
    clusters = find_caregiver_clusters(tables)
    return {
        "helpers": rank_helpers(tables).table,
        "mentors": find_mentors(tables).table,
        "clusters": clusters.clusters,
        "members of clusters": clusters.members,
    }


def same_findings(at: Address, corpus: Corpus, contents: Contents) -> bool:
    with connected(at.uri, username=at.username, password=at.password) as server:
        started = time.perf_counter()
        push(server, contents, community="large")
        print(f"pushed in {time.perf_counter() - started:.0f} s", flush=True)
        server.driver.execute_query("MATCH (f:Finding) DETACH DELETE f")
        started = time.perf_counter()
        with pulled(server, community="large") as back:
            print(f"read back in {time.perf_counter() - started:.0f} s", flush=True)
            with period(back.corpus, known=back.known) as ours, period(corpus) as theirs:
                lists, wanted = found(ours), found(theirs)
    equal = True
    print(f"{'':>20}  {'rows':>7}  {'same cells':>10}  {'largest difference of numbers':>29}")
    for name, table in lists.items():
        same = table.equals(wanted[name])
        numbers = [each.select_dtypes("number").to_numpy(float) for each in (table, wanted[name])]
        apart = np.nanmax(np.abs(np.subtract(*numbers)), initial=0.0) if numbers[0].shape == numbers[1].shape else np.inf
        print(f"{name:>20}  {len(table):>7,}  {'yes' if same else 'no':>10}  {apart:>29.1e}", flush=True)
        equal &= same
    return equal


def kills(own: LocalServer, contents: Contents, number: int) -> bool:
    at, chance = own.address, random.Random()
    started = time.perf_counter()
    with connected(at.uri, username=at.username, password=at.password) as server:
        push(server, contents, community="whole")
    whole = time.perf_counter() - started
    print(f"a push takes {whole:.0f} s\n{'killed after':>13}  {'left to send':>12}  equal after the next push")
    good = True
    for each in range(number):
        moment = chance.uniform(0, whole)
        killed(own, contents, community=f"round {each}", when=lambda _, moment=moment: time.sleep(moment))
        with connected(at.uri, username=at.username, password=at.password) as server:
            left = difference(server, contents, community=f"round {each}").sent
            push(server, contents, community=f"round {each}")
            equal = difference(server, contents, community=f"round {each}").equal
        print(f"{moment:>11.1f} s  {left:>12,}  {'yes' if equal else 'NO'}", flush=True)
        good &= equal
    return good


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("files", nargs="*", type=Path)
    words.add_argument("--kills", type=int, default=0)
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as folder, local_server(quick=False) as own:
        files = given.files or write(simulate(5_000, seed=5, noise=0.3), Path(folder) / "export")
        with Corpus.create(Path(folder) / "corpus.duckdb") as corpus:
            load(corpus, files)
            contents = graph_of(corpus, analyze(corpus, load_codebook("multiple-sclerosis"), Choices()), Choices())
            assert contents.posts is not None
            sizes = contents.network.size, len(contents.network.ties), len(contents.posts.frame)
            print("{:,} people, {:,} ties, {:,} posts".format(*sizes), flush=True)
            at = own.start()
            good = kills(own, contents, given.kills) if given.kills else same_findings(at, corpus, contents)
    sys.exit(not good)


if __name__ == "__main__":
    main()

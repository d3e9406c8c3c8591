"""How fast a push is beside a bare driver loop, and a bulk import beside both: python benchmarks/graphdb.py [TIES].

An invented network of TIES ties (1,000,000 unless told) among a tenth as many people. The server is made as the tests
make theirs. The bare loop sends the same rows by UNWIND and MERGE, 20,000 a transaction, and nothing else: no hashes, no
comparison with what stands there. Memory is the peak of this process. Beside the seconds that passed stand those that
processors worked, here and in the server: they say more where the machine does other things too.
"""

import os
import resource
import shlex
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
import pandas as pd

from graphtool.graphdb import Contents, Server, connected, drop, push, write_files
from graphtool.network import Network
from tests.graphdb.server import LocalServer, local_server

BATCH = 20_000
PEOPLE = "UNWIND $rows AS row MERGE (p:Bare {id: row.id}) SET p += row.properties"
TIES = (
    "UNWIND $rows AS row MATCH (a:Bare {id: row.source}) MATCH (b:Bare {id: row.target}) "
    "MERGE (a)-[r:REPLIED_TO]->(b) SET r += row.properties"
)


def invented(ties: int) -> Network:
    """Ties among people of whom some have many more than others."""
    chance, size = np.random.default_rng(1), ties // 10
    source = (size * chance.power(0.5, ties * 2)).astype(np.int64)
    target = (size * chance.power(0.7, ties * 2)).astype(np.int64)
    pairs = np.unique(source[source != target] * size + target[source != target])
    pairs = np.sort(chance.permutation(pairs)[:ties])
    first = 1_700_000_000_000_000 + np.arange(len(pairs))
    frame = pd.DataFrame(
        {"source": (pairs // size).astype(np.int32), "target": (pairs % size).astype(np.int32), "kind": "reply",
         "count": pairs % 7 + 1, "first_us": first, "last_us": first + 1, "helped": pairs % 2, "thanked": pairs % 3}
    )  # fmt: skip
    people = pd.DataFrame(
        {"person": [f"made:{number:09d}" for number in range(size)], "platform": "made", "handle": "somebody", "name": None,
         "role": "patient", "stage": "unknown", "posts": 3, "first_us": first[:size], "last_us": first[:size],
         "behaviour": "regular"}
    )  # fmt: skip
    return Network(people, frame)


def bare(server: Server, network: Network) -> None:
    """A loop over the driver that does nothing but send."""
    server.driver.execute_query("CREATE CONSTRAINT bare IF NOT EXISTS FOR (p:Bare) REQUIRE p.id IS UNIQUE")
    for start in range(0, network.size, BATCH):
        some = network.people.iloc[start : start + BATCH].drop(columns="name").to_dict("records")
        server.driver.execute_query(PEOPLE, rows=[{"id": row["person"], "properties": row} for row in some])
    names = network.people["person"].tolist()
    for start in range(0, len(network.ties), BATCH):
        some = network.ties.iloc[start : start + BATCH].to_dict("records")
        rows = [{"source": names[row["source"]], "target": names[row["target"]], "properties": row} for row in some]
        server.driver.execute_query(TIES, rows=rows)


class Clock:
    """Seconds passed, and worked by processors here and in the server."""

    def __init__(self, own: LocalServer, rows: int) -> None:
        self.own, self.rows = own, rows

    def _now(self) -> tuple[float, float]:
        worked = time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
        if self.own.process is not None and self.own.process.poll() is None:
            told = Path(f"/proc/{self.own.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
            worked += sum(map(int, told[11:13])) / os.sysconf("SC_CLK_TCK")
        return time.perf_counter(), worked

    def time(self, what: str, work: Callable[[], object]) -> tuple[float, float]:
        """Print and return how long it took, and how much work it was."""
        before = self._now()
        work()
        passed, worked = (now - then for now, then in zip(self._now(), before, strict=True))
        print(f"{what:>28}  {passed:>8.1f}  {self.rows / passed:>9,.0f}  {worked:>8.1f}", flush=True)
        return passed, worked


def main() -> None:
    ties = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    network = invented(ties)
    contents = Contents(network)
    print(f"{network.size:,} people, {len(network.ties):,} ties")
    print(f"{'':>28}  {'seconds':>8}  {'rows/s':>9}  {'worked':>8}")
    with tempfile.TemporaryDirectory() as folder, local_server(quick=False) as own:
        clock = Clock(own, network.size + len(network.ties))
        at = own.start()
        with connected(at.uri, username=at.username, password=at.password) as server:
            warm = invented(20_000)  # so that neither pays for the server's waking up
            push(server, Contents(warm), community="warm")
            bare(server, warm)
            server.driver.execute_query("MATCH (p:Bare) DETACH DELETE p")
            drop(server, community="warm")
            alone = clock.time("bare driver loop", lambda: bare(server, network))
            sent = clock.time("push", lambda: push(server, contents, community="benchmark"))
            clock.time("push again, nothing new", lambda: push(server, contents, community="benchmark"))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"push at {alone[0] / sent[0]:.0%} of the bare loop's rate, with {sent[1] / alone[1]:.0%} of its work;", end=" ")
        print(f"peak memory here {peak:,.0f} MB", flush=True)
        own.stop()
        command: list[str] = []
        written = clock.time(
            "writing the import files",
            lambda: command.extend(shlex.split(write_files(contents, Path(folder), community="benchmark"))),
        )
        imported = clock.time("bulk import", lambda: own.admin(*command[1:], cwd=Path(folder)))
        both = sent[0] / (imported[0] + written[0])
        print(f"bulk import {sent[0] / imported[0]:.1f} times as fast as the push, {both:.1f} with writing the files")


if __name__ == "__main__":
    main()

"""Is what was planted found? python benchmarks/quality.py [--people 2000 --seeds 3 --noise 0.5 --without 20 ...]

Invented communities are loaded, coded and searched, one a seed and a row; what is found is held against what was planted:

- helpers, mentors: the share of the first 20 (or of as many as were planted) who were planted as such.
- interval: of the planted helpers among the first 50, the share whose interval of the rank holds their rank by planted zeal.
- carers: the share of the people planted in caregiver groups whose posts were read as a caregiver's.
- Rand: adjusted Rand index between the groups planted and those reported, over everybody in one of either; Rand read: over
  those alone who were read as caregivers, so that reading and grouping can be told apart. groups: reported, of those planted.
- lifted, made up: in a community of its own, so that the other columns are not touched, made-up accounts each open a
  hundred threads, which one and the same account answers and is thanked for: the rank this account gets among helpers, or
  in brackets the rank its score would have where it is marked and stands apart; and how many made-up accounts are among the
  first 20.

The last line says how many small communities without any caregiver group report one.
"""

import argparse
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd

from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, Tables, code_posts, load, period
from graphtool.findings import find_caregiver_clusters, find_mentors, rank_helpers
from graphtool.simulate import simulate, write

FIRST = 20
SURE = 50  # whose intervals are looked at
COLUMNS = (
    "seed", "posts", "helpers", "mentors", "interval", "carers", "Rand", "Rand read", "groups", "lifted", "made up", "seconds",
)  # fmt: skip
Cell = int | float | str


@contextmanager
def community(
    people: int, seed: int, *, noise: float, groups: bool = True, sybils: int = 0
) -> Iterator[tuple[Tables, pd.DataFrame]]:
    """The coded tables of an invented community, and the truth by person."""
    with tempfile.TemporaryDirectory() as folder:
        made = simulate(people, seed=seed, noise=noise, groups=groups, sybils=sybils)
        files = write(made, Path(folder))
        truth = made.truth().set_index("person")
        del made
        with Corpus.create(Path(folder) / "corpus.duckdb") as corpus:
            load(corpus, files)
            code_posts(corpus, load_codebook("multiple-sclerosis"))
            with period(corpus) as tables:
                yield tables, truth


def precision(found: pd.Series, truth: pd.DataFrame, kind: str) -> float:
    """The share of the first who are of a kind."""
    first = min(FIRST, int((truth["kind"] == kind).sum()))
    return float((truth["kind"].reindex(found.head(first)) == kind).sum() / first)


def held(helpers: pd.DataFrame, truth: pd.DataFrame) -> float:
    """How often the interval of a rank holds the rank that was planted."""
    zeal = truth.loc[truth["kind"] == "helper", "zeal"]
    first = helpers.head(SURE).assign(planted=helpers["person"].map(zeal.rank(ascending=False, method="first"))).dropna()
    return float(((first["rank_low"] <= first["planted"]) & (first["planted"] <= first["rank_high"])).mean())


def adjusted_rand(one: pd.Series, other: pd.Series) -> float:
    """Agreement of two partitions: 1 when equal, 0 as by chance (Hubert & Arabie 1985)."""
    together = pd.DataFrame({"one": one, "other": other})
    both, ones, others = (
        sum(size * (size - 1) / 2 for size in together.groupby(by).size()) for by in (["one", "other"], "one", "other")
    )
    expected = ones * others / (len(together) * (len(together) - 1) / 2)
    most = (ones + others) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def rand_of_groups(planted: pd.Series, members: pd.DataFrame) -> float:
    """Of everybody planted in a group or reported in one; whoever is in none on one side is alone there."""
    reported = members.set_index("person")["cluster"]
    everyone = planted.index.union(reported.index)
    alone = pd.Series(-np.arange(1, len(everyone) + 1), index=everyone)
    return adjusted_rand(planted.reindex(everyone).fillna(alone), reported.reindex(everyone).fillna(alone))


def measured(people: int, seed: int, *, noise: float, sybils: int) -> dict[str, Cell]:
    """One row of the table."""
    started = time.perf_counter()
    with community(people, seed, noise=noise) as (tables, truth):
        clusters = find_caregiver_clusters(tables)
        carers = tables.run("SELECT person FROM person_roles WHERE role = 'caregiver'")["person"]
        planted = truth.loc[truth["group"] > 0, "group"]
        read = planted[planted.index.isin(carers)]
        helpers = rank_helpers(tables).table
        row: dict[str, Cell] = {
            "seed": seed,
            "posts": int(tables.run("SELECT count(*) AS n FROM posts").n[0]),
            "helpers": precision(helpers["person"], truth, "helper"),
            "mentors": precision(find_mentors(tables, resamples=0).table["person"], truth, "mentor"),
            "interval": held(helpers[["person", "rank_low", "rank_high"]], truth),
            "carers": len(read) / len(planted),
            "Rand": rand_of_groups(planted, clusters.members),
            "Rand read": rand_of_groups(read, clusters.members),
            "groups": f"{len(clusters.clusters)} of {planted.nunique()}",
        }
    if sybils:
        row |= lifted(people, seed, noise=noise, sybils=sybils)
    return row | {"seconds": round(time.perf_counter() - started)}


def lifted(people: int, seed: int, *, noise: float, sybils: int) -> dict[str, Cell]:
    """How far made-up accounts lift the one who answers them."""
    with community(people, seed, noise=noise, sybils=sybils) as (tables, truth):
        ranking = rank_helpers(tables, resamples=0)
        replies = tables.run("SELECT source, target FROM interactions WHERE kind = 'reply'")
        answering = replies.loc[replies["target"].map(truth["kind"]) == "sybil", "source"].value_counts().index[0]
    first = truth["kind"].reindex(ranking.table["person"].head(FIRST))
    listed = ranking.table.set_index("person")["rank"]
    if answering in listed.index:
        rank = str(listed[answering])
    else:
        apart = ranking.apart.set_index("person")["score"]
        rank = f"({1 + int((ranking.table['score'] > apart[answering]).sum())})"
    return {"lifted": rank, "made up": int((first == "sybil").sum())}


def printed(cells: Iterable[Cell]) -> None:
    """A row of the table."""
    words = (f"{cell:.2f}" if isinstance(cell, float) else f"{cell:,}" if isinstance(cell, int) else cell for cell in cells)
    print("  ".join(f"{word:>9}" for word in words), flush=True)


def reporting(number: int, *, people: int, noise: float, first_seed: int) -> int:
    """How many communities without groups report one."""
    count = 0
    for seed in range(first_seed, first_seed + number):
        with community(people, seed, noise=noise, groups=False) as (tables, _):
            count += not find_caregiver_clusters(tables).clusters.empty
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=2_000, help="in each community (2000)")
    parser.add_argument("--seeds", type=int, default=3, help="communities (3)")
    parser.add_argument("--first-seed", type=int, default=0, help="the seed to begin with (0)")
    parser.add_argument("--noise", type=float, default=0.5, help="0: plain sentences, 1: posts as people type them (0.5)")
    parser.add_argument("--sybils", type=int, default=10, help="made-up accounts, 0 for none (10)")
    parser.add_argument("--without", type=int, default=20, help="small communities without groups (20)")
    parser.add_argument("--small", type=int, default=300, help="people in those (300)")
    chosen = parser.parse_args()
    rows = []
    if chosen.seeds:
        printed(COLUMNS)
    for seed in range(chosen.first_seed, chosen.first_seed + chosen.seeds):
        row = measured(chosen.people, seed, noise=chosen.noise, sybils=chosen.sybils)
        rows.append(row)
        printed(row.get(name, "") for name in COLUMNS)
    if len(rows) > 1:
        shares = pd.DataFrame(rows)[["helpers", "mentors", "interval", "carers", "Rand", "Rand read"]]
        printed({"seed": "mean", **shares.mean()}.get(name, "") for name in COLUMNS)
        printed({"seed": "least", **shares.min()}.get(name, "") for name in COLUMNS)
    if chosen.without:
        found = reporting(chosen.without, people=chosen.small, noise=chosen.noise, first_seed=chosen.first_seed)
        print(f"{found} of {chosen.without} communities of {chosen.small:,} people without groups report one")


if __name__ == "__main__":
    main()

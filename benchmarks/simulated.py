"""Are the planted found? python benchmarks/simulated.py [--people N] [--noise LEVEL] [--sybils N] [SEED ...]

Invented communities, coded by the codebook as any export. Of each: the share of planted helpers (mentors) among the first
20 helpers (mentors), adjusted Rand of the planted caregiver groups against the clusters that were found, and, where there
are made-up accounts, the best rank of whom they lift. Prints a row a seed.
"""

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, code_posts, load, period
from graphtool.findings import find_caregiver_clusters, find_mentors, rank_helpers
from graphtool.simulate import simulate, write

COLUMNS = ("helpers", "mentors", "Rand", "lifted to", "first 20 end", "posts", "seconds")


def adjusted_rand(one: pd.Series, other: pd.Series) -> float:
    """Hubert & Arabie 1985."""
    table = pd.crosstab(one, other).to_numpy()

    def pairs(counts: np.ndarray) -> float:
        return float((counts * (counts - 1) / 2).sum())

    both, rows, columns, total = pairs(table), pairs(table.sum(1)), pairs(table.sum(0)), pairs(np.array([table.sum()]))
    chance = rows * columns / total
    return (both - chance) / ((rows + columns) / 2 - chance)


def measure(people: int, *, seed: int, noise: float, sybils: int) -> dict[str, float]:
    started = time.perf_counter()
    community = simulate(people, seed=seed, noise=noise, sybils=sybils)
    truth = community.truth().set_index("person")
    with tempfile.TemporaryDirectory() as folder:
        files = write(community, Path(folder) / "export")
        with Corpus.create(Path(folder) / "corpus.duckdb") as corpus:
            load(corpus, files)
            code_posts(corpus, load_codebook("multiple-sclerosis"))
            with period(corpus) as tables:
                helpers, mentors = rank_helpers(tables).table, find_mentors(tables).table
                members = find_caregiver_clusters(tables).members
    found: dict[str, float] = {}
    for kind, table in (("helper", helpers), ("mentor", mentors)):
        found[f"{kind}s"] = float((truth["kind"].reindex(table["person"].head(20)) == kind).mean())
    planted = truth.loc[truth["group"] > 0, "group"]
    # whom no cluster holds is alone
    label = members.set_index("person")["cluster"].reindex(planted.index)
    alone = pd.Series(-np.arange(1.0, len(label) + 1), index=label.index)
    found["Rand"] = adjusted_rand(planted, label.fillna(alone))
    lifted = helpers.loc[truth["kind"].reindex(helpers["person"]).eq("spammer").to_numpy(), "rank"]
    found["lifted to"] = float(lifted.min()) if sybils and len(lifted) else float("nan")
    found["first 20 end"] = float(helpers["score"].iloc[min(19, len(helpers) - 1)])
    return found | {"posts": len(community.posts), "seconds": time.perf_counter() - started}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--noise", type=float, default=1.0)
    parser.add_argument("--sybils", type=int, default=0)
    parser.add_argument("seeds", nargs="*", type=int, default=[*range(10)])
    told = parser.parse_args()
    print(f"{'seed':>5}" + "".join(f"{name:>14}" for name in COLUMNS), flush=True)
    for seed in told.seeds:
        row = measure(told.people, seed=seed, noise=told.noise, sybils=told.sybils)
        print(f"{seed:>5}" + "".join(f"{row[name]:>14,.2f}" for name in COLUMNS), flush=True)


if __name__ == "__main__":
    main()

"""Caregiver clusters: groups of caregivers who support each other, more than chance would have it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool import measures
from graphtool.corpus.tables import Tables

MIN_SIZE: Final = 5
SEEDS: Final = 20
REWIRINGS: Final = 100
_LEAST_Z: Final = 3.0
_LEAST_STABILITY: Final = 0.6
_NAMED: Final = 3  # voices, bridges and topics of each group
_LEAST_POSTS: Final = 5  # with a topic that sets a group apart
_LEAST_PEOPLE: Final = 3  # who write them; the topic is of the group, not of one talkative member
_LEAST_RATIO: Final = 1.5  # to its share of all caregivers' posts

Ints = npt.NDArray[np.integer]


@dataclass(frozen=True)
class Clusters:
    """Groups of caregivers.

    clusters: ``cluster, size, inner_ties, ties_per_member, by_chance, z, stability, density, conductance, posts,
        supports, learns, vents`` (shares of the members' posts) and ``..._ratio`` to all caregivers; ``topics`` that
        set it apart, joined by ``|``; ``voices``, whom members turn to inside; ``bridges``, who help most patients;
        ``patients_reached``, how many different ones the members help.
    members: ``cluster, rank, person, handle, score`` (fellow members they helped), ``help_inside, inner_ties,
        stability, patients``.
    parameters: everything that was chosen, and what was counted but not named.
    """

    clusters: pd.DataFrame
    members: pd.DataFrame
    parameters: dict[str, object]


@dataclass(frozen=True)
class _Circle:
    """The reciprocated ties of everybody, as positions in ``persons``; the first ``caregivers`` of these are such."""

    persons: pd.Index
    caregivers: int
    one: Ints
    other: Ints
    exchanges: npt.NDArray[np.float64]

    def inside(self, one: Ints, other: Ints) -> npt.NDArray[np.bool_]:
        """Which ties join two caregivers."""
        inside: npt.NDArray[np.bool_] = (one < self.caregivers) & (other < self.caregivers)
        return inside


def find_caregiver_clusters(
    tables: Tables,
    *,
    min_size: int = MIN_SIZE,
    seeds: int = SEEDS,
    rewirings: int = REWIRINGS,
    seed: int = 0,
) -> Clusters:
    """Find groups of caregivers who answer each other.

    Ties are pairs of caregivers with replies or mentions both ways, weighted by exchanges; groups are the Leiden
    communities that ``seeds`` runs agree on. A group is reported when it has ``min_size`` people, is stable (0.6) and
    has more inner ties a member than chance: the ties of *everybody* are rewired ``rewirings`` times, the caregivers
    grouped anew each time, and the best group chance offers must be passed by three standard deviations. So the search
    for groups and their number are part of the comparison.

    Args:
        tables: of ``corpus.period``.
        min_size: people in the smallest group that is named.
        seeds: runs of Leiden.
        rewirings: networks by chance.
        seed: of chance.
    """
    circle = _circle(tables)
    kept = circle.inside(circle.one, circle.other)
    labels, stability = measures.consensus(
        circle.one[kept], circle.other[kept], circle.exchanges[kept], size=circle.caregivers, seeds=seeds
    )
    by_chance = _best_by_chance(circle, min_size=min_size, rewirings=rewirings, seed=seed)
    groups = _describe(circle, labels, stability)
    groups["by_chance"] = by_chance.mean()
    groups["z"] = (groups["ties_per_member"] - by_chance.mean()) / max(by_chance.std(), 0.05)
    large = groups["size"] >= min_size
    sure = large & (groups["z"] > _LEAST_Z) & (groups["stability"] >= _LEAST_STABILITY)
    reported = groups[sure].sort_values(["size", "label"], ascending=[False, True]).reset_index(drop=True)
    members = _members(tables, circle, labels, stability, reported)
    clusters = _finished(tables, reported, members)
    parameters: dict[str, object] = {
        "min_size": min_size, "seeds": seeds, "rewirings": rewirings, "seed": seed, "least_z": _LEAST_Z,
        "least_stability": _LEAST_STABILITY, "caregivers": circle.caregivers,
        "groups_too_small": int((~large & (groups["size"] > 1)).sum()), "groups_not_sure": int((large & ~sure).sum()),
    }  # fmt: skip
    return Clusters(clusters, members, parameters)


def _circle(tables: Tables) -> _Circle:
    pairs = tables.ask("exchanges")
    caregivers = set(tables.run("SELECT person FROM person_roles WHERE role = 'caregiver'")["person"])
    others = {*pairs["one"], *pairs["other"]} - caregivers
    persons = pd.Index([*sorted(caregivers), *sorted(others)], dtype=object)
    return _Circle(
        persons,
        len(caregivers),
        persons.get_indexer(pd.Index(pairs["one"], dtype=object)),
        persons.get_indexer(pd.Index(pairs["other"], dtype=object)),
        pairs["exchanges"].to_numpy(np.float64),
    )


def _best_by_chance(circle: _Circle, *, min_size: int, rewirings: int, seed: int) -> npt.NDArray[np.float64]:
    """The most inner ties a member of any group that chance makes, for each rewiring."""
    best = np.zeros(rewirings)
    if circle.caregivers < min_size:
        return best
    for run, (one, other) in enumerate(measures.rewired(circle.one, circle.other, times=rewirings, seed=seed)):
        kept = circle.inside(one, other)
        labels, _ = measures.consensus(one[kept], other[kept], np.ones(kept.sum()), size=circle.caregivers, seeds=1)
        sizes = np.bincount(labels, minlength=1)
        inner = np.bincount(labels[one[kept]][labels[one[kept]] == labels[other[kept]]], minlength=len(sizes))
        large = sizes >= min_size
        best[run] = (inner[large] / sizes[large]).max(initial=0.0)
    return best


def _describe(circle: _Circle, labels: Ints, stability: npt.NDArray[np.float64]) -> pd.DataFrame:
    """Size, inner ties, density, conductance and stability of every group of caregivers."""
    number = int(labels.max()) + 1 if len(labels) else 0
    size = np.bincount(labels, minlength=number)
    group = np.concatenate([labels, np.full(len(circle.persons) - len(labels), -1)])
    ends_one, ends_other = group[circle.one], group[circle.other]
    inner = np.bincount(ends_one[(ends_one == ends_other) & (ends_one >= 0)], minlength=number)
    ends = np.bincount(ends_one[ends_one >= 0], minlength=number) + np.bincount(ends_other[ends_other >= 0], minlength=number)
    steady = np.bincount(labels, weights=stability, minlength=number)
    table = pd.DataFrame(
        {
            "label": np.arange(number),
            "size": size,
            "inner_ties": inner,
            "ties_per_member": inner / np.maximum(size, 1),
            "density": inner / np.maximum(size * (size - 1) / 2, 1),
            "conductance": 1 - 2 * inner / np.maximum(ends, 1),
            "stability": steady / np.maximum(size, 1),
        }
    )
    return table[table["size"] > 0].reset_index(drop=True)


def _members(
    tables: Tables, circle: _Circle, labels: Ints, stability: npt.NDArray[np.float64], reported: pd.DataFrame
) -> pd.DataFrame:
    number = dict(zip(reported["label"], range(1, len(reported) + 1), strict=True))
    kept = circle.inside(circle.one, circle.other)
    one, other = circle.one[kept], circle.other[kept]
    inner = labels[one] == labels[other]
    ties = np.bincount(np.concatenate([one[inner], other[inner]]), minlength=len(labels))
    everyone = pd.DataFrame(
        {
            "cluster": pd.Series(labels).map(number),
            "person": circle.persons[: len(labels)],
            "inner_ties": ties,
            "stability": stability,
        }
    )
    members = everyone[everyone["cluster"].notna()].astype({"cluster": np.int64})
    tables.register("cluster_members", members[["cluster", "person"]])
    help_given = tables.ask("cluster_help")
    handles = tables.run("SELECT person, handle FROM people")
    members = members.merge(help_given.drop(columns="cluster"), on="person", how="left").merge(handles, on="person")
    for name in ("members_helped", "help_inside", "patients"):
        members[name] = members[name].fillna(0).astype(np.int64)
    members = members.rename(columns={"members_helped": "score"}).sort_values(
        ["cluster", "score", "help_inside", "person"], ascending=[True, False, False, True]
    )
    members["rank"] = members.groupby("cluster").cumcount() + 1
    columns = ["cluster", "rank", "person", "handle", "score", "help_inside", "inner_ties", "stability", "patients"]
    return members[columns].reset_index(drop=True)


def _finished(tables: Tables, reported: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """The reported groups with what they do, whom they turn to, and how far they reach."""
    table = reported.drop(columns="label")
    table.insert(0, "cluster", np.arange(1, len(table) + 1))
    acts = tables.ask("cluster_acts").set_index("cluster").reindex(table["cluster"]).reset_index(drop=True)
    everyone = tables.run("""
        SELECT count(*) AS posts, count(*) FILTER (informs OR encourages) AS supports, count(*) FILTER (asks) AS learns,
               count(*) FILTER (vents) AS vents
        FROM posts JOIN person_roles ON posts.author = person_roles.person
        WHERE person_roles.role = 'caregiver' AND NOT is_repost
    """).iloc[0]
    table["posts"] = acts["posts"].fillna(0).astype(np.int64)
    for act in ("supports", "learns", "vents"):
        table[act] = acts[act] / acts["posts"]
        usual = everyone[act] / max(everyone["posts"], 1)
        table[f"{act}_ratio"] = table[act] / usual if usual else np.nan
    table["topics"] = _topics_apart(tables).reindex(table["cluster"], fill_value="").array
    table["voices"] = _first_named(members, "score").reindex(table["cluster"], fill_value="").array
    table["bridges"] = _first_named(members, "patients").reindex(table["cluster"], fill_value="").array
    reached = tables.ask("cluster_patients").set_index("cluster")["patients"]
    table["patients_reached"] = reached.reindex(table["cluster"], fill_value=0).to_numpy(np.int64)
    return table


def _first_named(members: pd.DataFrame, what: str) -> pd.Series:
    """The handles of the first few members of each group by a count, without those at nought."""
    order = members[members[what] > 0].sort_values(["cluster", what, "rank"], ascending=[True, False, True])
    return order.groupby("cluster").head(_NAMED).groupby("cluster")["handle"].agg(", ".join)


def _topics_apart(tables: Tables) -> pd.Series:
    """The few topics of each group that are most beyond what all caregivers talk about, by standard deviations of chance.

    So a rare topic of few posts does not come before one that the group is full of.
    """
    counted = tables.ask("cluster_topics")
    usual = counted["posts_of_all"] / counted["of_all"]
    share = counted["posts"] / counted["of_posts"]
    variance = usual * (1 - usual) / counted["of_posts"]
    counted["beyond"] = (share - usual) / variance.where(variance > 0) ** 0.5  # what every post is about sets nobody apart
    several = (counted["posts"] >= _LEAST_POSTS) & (counted["people"] >= _LEAST_PEOPLE)
    kept = counted[several & (share >= _LEAST_RATIO * usual) & (counted["beyond"] > _LEAST_Z)]
    kept = kept.sort_values(["cluster", "beyond", "topic"], ascending=[True, False, True])
    return kept.groupby("cluster").head(_NAMED).groupby("cluster")["topic"].agg("|".join)

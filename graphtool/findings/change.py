"""Two periods side by side: who rose, who fell silent, who became a helper, and what the talk turned to."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.corpus.tables import Tables
from graphtool.findings.help_score import prepare_help
from graphtool.findings.helpers import rank_helpers
from graphtool.findings.topics import LEAST_PEOPLE, prepare_segments
from graphtool.schema import ROLES
from graphtool.sql import query

LEAST_HELPED: Final = 3  # people helped in one of the periods by whoever is compared
DOUBT: Final = 0.01  # chance of a rise or fall as large among people whose share of the help has not changed
DRAWS: Final = 2_000
CHANGES: Final = ("silent", "fell", "rose", "became_helper", "came")
Floats = npt.NDArray[np.float64]
_LEAST_WEEKS: Final = 4  # of each period, for a test against chance


@dataclass(frozen=True)
class Comparison:
    """What changed from one period to another.

    people: ``change`` (of ``CHANGES``, or empty), ``person, handle, role, rank_before, rank_after, helped_before,
        helped_after, depending_before, depending_after`` (people who had at least half of their answers from them),
        ``posts_before, posts_after, doubt`` (the chance of a change so large when nothing changed). Changes in the order of
        ``CHANGES``, of each whoever more people depended on first.
    shifts: ``role`` (``all`` is everybody), ``kind`` (``act`` or ``topic``), ``name, share_before, share_after, difference,
        doubt, sure`` (beyond chance, for all rows together), ``people``; the largest sure difference first.
    parameters: everything that was chosen, and what was counted but not shown.
    """

    people: pd.DataFrame
    shifts: pd.DataFrame
    parameters: dict[str, object]


def compare_periods(before: Tables, after: Tables, *, draws: int = DRAWS, seed: int = 0) -> Comparison:
    """Compare two periods of one community.

    People who helped three others in either period are told as ``came`` (unseen before), ``became_helper`` (wrote before
    and helped nobody), ``silent`` (wrote nothing after), ``rose`` or ``fell``: their share of all help changed so much that
    chance does it once in a hundred (binomial, given what both periods hold). A shift of talk is held against chance by
    dealing the weeks anew to the periods; of all rows together one in twenty of those called ``sure`` is expected to be
    chance (Benjamini and Hochberg 1995).

    Args:
        before: a period, of ``corpus.period``.
        after: a later one.
        draws: of chance.
        seed: of chance.
    """
    people = _people(_helpers(before), _helpers(after))
    shifts, small = _shifts(_talk(before), _talk(after), draws=draws, seed=seed)
    parameters: dict[str, object] = {
        "least_helped": LEAST_HELPED, "doubt": DOUBT, "draws": draws, "seed": seed, "least_people": LEAST_PEOPLE,
        "shifts_too_small": small,
    }  # fmt: skip
    return Comparison(people, shifts, parameters)


def _helpers(tables: Tables) -> pd.DataFrame:
    """Everybody of a period by ``person``: rank, people helped, who depended on them, and posts."""
    ranking = rank_helpers(tables, half_life_days=0.0, resamples=0)
    prepare_help(tables, half_life_days=0.0)
    leaned_on = tables.ask("dependence").set_index("person")["depending"]
    everybody = tables.run("""
        SELECT people.person, people.handle, coalesce(person_roles.role, 'unknown') AS role, count(posts.post) AS posts
        FROM people LEFT JOIN person_roles ON person_roles.person = people.person
        LEFT JOIN posts ON posts.author = people.person AND NOT posts.is_repost
        GROUP BY 1, 2, 3 ORDER BY 1
    """).set_index("person")
    listed = ranking.table.set_index("person")
    helped = pd.concat([listed["people_helped"], ranking.apart.set_index("person")["people_helped"]])
    found = everybody.assign(rank=listed["rank"].astype("Int64"), helped=helped, depending=leaned_on)
    return found.fillna({"helped": 0, "depending": 0})


def _people(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    from scipy.stats import binom

    both = before.add_suffix("_before").join(after.add_suffix("_after"), how="outer")
    for name in ("handle", "role"):
        both[name] = both[f"{name}_after"].fillna(both[f"{name}_before"])
    for name in ("helped_before", "helped_after", "posts_before", "posts_after", "depending_before", "depending_after"):
        both[name] = both[name].fillna(0).astype(np.int64)
    share = both["helped_after"].sum() / max(both["helped_before"].sum() + both["helped_after"].sum(), 1)
    total = both["helped_before"] + both["helped_after"]
    less = binom.cdf(both["helped_after"], total, share)
    more = binom.sf(both["helped_after"] - 1, total, share)
    both["doubt"] = np.minimum(1.0, 2 * np.minimum(less, more))
    helped = (both["helped_before"] >= LEAST_HELPED), (both["helped_after"] >= LEAST_HELPED)
    wrote = both["posts_before"] > 0
    both["change"] = np.select(
        [
            helped[1] & ~wrote,
            helped[1] & wrote & (both["helped_before"] == 0),
            helped[0] & (both["posts_after"] == 0),
            (both["doubt"] < DOUBT) & (more < less),
            both["doubt"] < DOUBT,
        ],
        ["came", "became_helper", "silent", "rose", "fell"],
        "",
    )
    shown = both[helped[0] | helped[1]].rename_axis("person").reset_index()
    order = {change: place for place, change in enumerate((*CHANGES, ""))}
    shown["order"] = shown["change"].map(order)
    leaned = shown[["depending_before", "depending_after"]].max(axis=1)
    shown = shown.assign(leaned=leaned).sort_values(["order", "leaned", "person"], ascending=[True, False, True])
    columns = [
        "change", "person", "handle", "role", "rank_before", "rank_after", "helped_before", "helped_after", "depending_before",
        "depending_after", "posts_before", "posts_after", "doubt",
    ]  # fmt: skip
    return shown[columns].reset_index(drop=True)


@dataclass(frozen=True)
class _Talk:
    """What is talked of, the role ``all`` being everybody.

    weeks: ``week, role, kind, name, posts``.
    people: ``role, kind, name, people`` (who wrote them).
    """

    weeks: pd.DataFrame
    people: pd.DataFrame


def _talk(tables: Tables) -> _Talk:
    prepare_segments(tables, ["role"])
    tables.materialise("talk", query("talk"))
    both = "(SELECT * FROM talk UNION ALL SELECT week, 'all', author, kind, name FROM talk)"
    weeks = tables.run(f"SELECT week, role, kind, name, count(*) AS posts FROM {both} GROUP BY ALL ORDER BY ALL")
    people = tables.run(f"SELECT role, kind, name, count(DISTINCT author) AS people FROM {both} GROUP BY ALL ORDER BY ALL")
    return _Talk(weeks, people)


def _shifts(before: _Talk, after: _Talk, *, draws: int, seed: int) -> tuple[pd.DataFrame, int]:
    """Shares of acts and topics in both periods, and how many of few people are left out."""
    from scipy.stats import false_discovery_control

    both = pd.concat([before.weeks.assign(period=0), after.weeks.assign(period=1)], ignore_index=True)
    roles = [role for role in ("all", *ROLES) if (both["role"] == role).any()]
    table = pd.concat([_of_role(both[both["role"] == role], draws=draws, seed=seed).assign(role=role) for role in roles])
    people = pd.concat([before.people, after.people]).groupby(["role", "kind", "name"])["people"].max()
    table = table.join(people, on=["role", "kind", "name"]).reset_index(drop=True)
    small = table["people"] < LEAST_PEOPLE
    table = table[~small].reset_index(drop=True)
    tested = table["doubt"].notna()
    table["sure"] = False
    if tested.any():
        table.loc[tested, "sure"] = false_discovery_control(table.loc[tested, "doubt"]) < 0.05
    ordered = table.assign(size=table["difference"].abs()).sort_values(
        ["sure", "size", "role", "kind", "name"], ascending=[False, False, True, True, True]
    )
    columns = ["role", "kind", "name", "share_before", "share_after", "difference", "doubt", "sure", "people"]
    return ordered[columns].reset_index(drop=True), int(small.sum())


def _of_role(rows: pd.DataFrame, *, draws: int, seed: int) -> pd.DataFrame:
    rows = rows.assign(label=rows["kind"] + "/" + rows["name"])
    posts = rows.pivot_table(index=["period", "week"], columns="label", values="posts", fill_value=0, aggfunc="sum")
    written = posts.pop("all/").to_numpy(np.float64)
    counts = posts.to_numpy(np.float64)
    later = posts.index.get_level_values("period").to_numpy() == 1
    before, after = _share(counts, written, ~later), _share(counts, written, later)
    table = pd.DataFrame({"label": posts.columns, "share_before": before, "share_after": after, "difference": after - before})
    table["doubt"] = np.nan
    if min(later.sum(), (~later).sum()) >= _LEAST_WEEKS:
        rng = np.random.default_rng(seed)
        as_large = np.zeros(len(table))
        for _ in range(draws):
            dealt = rng.permutation(later)
            by_chance = _share(counts, written, dealt) - _share(counts, written, ~dealt)
            as_large += np.abs(by_chance) >= np.abs(after - before) - 1e-12
        table["doubt"] = (as_large + 1) / (draws + 1)
    kind = table["label"].str.partition("/")
    return table.assign(kind=kind[0], name=kind[2])


def _share(counts: Floats, written: Floats, weeks: npt.NDArray[np.bool_]) -> Floats:
    """Of each act or topic the share of the posts of some weeks."""
    share: Floats = weeks.astype(np.float64) @ counts / max(written[weeks].sum(), 1.0)
    return share

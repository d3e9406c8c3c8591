"""Does the ranking of helpers mean something in this community? Tests on the user's own corpus."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool import network
from graphtool.corpus import Corpus, Known, Tables, period
from graphtool.errors import InputError
from graphtool.findings.attention import rank_attention
from graphtool.findings.caregivers import find_caregiver_clusters
from graphtool.findings.help_score import HALF_LIFE_DAYS
from graphtool.findings.helpers import rank_helpers
from graphtool.measures import betweenness, degrees
from graphtool.progress import Progress, silent
from graphtool.schema import ACTS, DAY_US

CUTS: Final = (0.4, 0.5, 0.6, 0.7, 0.8)
FIRST: Final = (20, 100)
LEAST_REPLIES: Final = 100
OURS: Final = "help score"
_PIVOTS: Final = 128  # of betweenness, where exact takes too long
_RESAMPLES: Final = 200
_LOSSES: Final = 5
_LOST: Final = 0.2
_FAKES: Final = 10
_FAKE_THREADS: Final = (1, 10)

Order = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Validation:
    """What the tests said.

    table: ``check, measure, value, low, high, says``: a row a result, and what it means in a sentence; ``low`` and
        ``high`` hold 90 % of resamples where there are some, set around the value.
    cuts: ``cut, until_us, measure, first, ndcg, thanked`` (people thanked after the cut).
    parameters: everything that was chosen.
    """

    table: pd.DataFrame
    cuts: pd.DataFrame
    parameters: dict[str, object]


def validate(
    corpus: Corpus,
    *,
    known: Known | None = None,
    labels: Mapping[str, float] | None = None,
    half_life_days: float = HALF_LIFE_DAYS,
    seed: int = 0,
    progress: Progress = silent,
) -> Validation:
    """Test the ranking of helpers on a coded corpus.

    Args:
        corpus: coded.
        known: what the user knows of people.
        labels: how much each ``person`` helps by somebody else's judgement, 0 for not; judged beside the later thanks.
        half_life_days: of the score.
        seed: of everything drawn by chance.
        progress: is told of each step.

    Raises:
        InputError: there are too few replies to cut in time.
    """
    steps = len(CUTS) + 2
    found = []
    thanks = _thanks(corpus)
    for place, until in enumerate(_moments(corpus)):
        with period(corpus, until_us=until, known=known) as tables:
            found.append(_judged(tables, thanks, cut=CUTS[place], until_us=until, half_life_days=half_life_days, seed=seed))
        progress("validating", place + 1, steps)
    cuts = pd.concat([each for each, _ in found], ignore_index=True)
    rows = _foretold(cuts, [each for _, each in found])
    with period(corpus, known=known) as tables:
        orders = _orders(tables, half_life_days=half_life_days, seed=seed)
        if labels is not None:
            rows += _by_labels(orders, labels)
        rows += _clusters(tables, seed=seed)
        progress("validating", steps - 1, steps)
        rows += _with_losses(tables, orders[OURS], half_life_days=half_life_days, seed=seed)
        rows += _with_rings(tables, half_life_days=half_life_days)
        progress("validating", steps, steps)
    table = pd.DataFrame(rows, columns=["check", "measure", "value", "low", "high", "says"])
    parameters: dict[str, object] = {
        "cuts": CUTS, "resamples": _RESAMPLES, "pivots": _PIVOTS, "lost": _LOST, "losses": _LOSSES, "fakes": _FAKES,
        "seed": seed, "half_life_days": half_life_days, "labelled": None if labels is None else len(labels),
    }  # fmt: skip
    return Validation(table, cuts, parameters)


def ndcg(order: Order, gain: Mapping[str, float], *, first: int) -> float:
    """Normalised discounted cumulative gain of the first so many (Järvelin & Kekäläinen 2002); NaN where nothing is to gain."""
    weight = 1 / np.log2(np.arange(2, first + 2))
    got = np.array([gain.get(person, 0.0) for person in order[:first]])
    ideal = np.sort(np.array(list(gain.values()), float))[::-1][:first]
    best = float((ideal * weight[: len(ideal)]).sum())
    return float((got * weight[: len(got)]).sum()) / best if best else float("nan")


def _moments(corpus: Corpus) -> list[int]:
    times = corpus.connection.sql("SELECT created_us FROM interactions WHERE kind = 'reply' ORDER BY created_us").df()
    if len(times) < LEAST_REPLIES:
        raise InputError(f"The corpus holds {len(times)} replies: to cut them in time, validate needs {LEAST_REPLIES}.")
    return [int(times["created_us"].iloc[int(cut * (len(times) - 1))]) for cut in CUTS]


def _thanks(corpus: Corpus) -> pd.DataFrame:
    """Every reply that thanks: when, by whom, to whom, in which thread."""
    found: pd.DataFrame = corpus.connection.sql("""
        SELECT interactions.created_us, source, target, coalesce(thread, '') AS thread
        FROM interactions JOIN codes ON codes.post = interactions.post
        WHERE kind = 'reply' AND codes.thanks ORDER BY interactions.post, target
    """).df()
    return found


def _orders(tables: Tables, *, half_life_days: float, seed: int) -> dict[str, Order]:
    """Everybody, best first, by each measure; ours without those set apart."""
    ranking = rank_helpers(tables, half_life_days=half_life_days, resamples=0)
    people = network.build(tables)
    attention = rank_attention(people)
    counted = degrees(people)
    between, _ = betweenness(people, pivots=_PIVOTS, seed=seed)
    helpers = pd.concat([ranking.table, ranking.apart])
    seen = pd.concat([attention.table, attention.apart])

    def best(table: pd.DataFrame, values: pd.Series) -> Order:
        ordered = table.assign(by=values.to_numpy()).sort_values(["by", "person"], ascending=[False, True])
        return ordered["person"].to_numpy(object)

    return {
        OURS: best(ranking.table, ranking.table["score"]),
        "ExpertiseRank": best(helpers, helpers["expertise"]),
        "replies made": best(people.people, counted["out_strength"]),
        "degree": best(people.people, counted["in_degree"]),
        "PageRank": best(seen, seen["score"]),
        "betweenness": best(people.people, pd.Series(between)),
    }


def _judged(
    tables: Tables, thanks: pd.DataFrame, *, cut: float, until_us: int, half_life_days: float, seed: int
) -> tuple[pd.DataFrame, dict[tuple[str, int], npt.NDArray[np.float64]]]:
    """The nDCG of every measure at a cut, and the same over resampled threads of later thanks."""
    everybody = set(tables.run("SELECT person FROM people")["person"])
    later = thanks[(thanks["created_us"] > until_us) & thanks["target"].isin(everybody)]
    # whom somebody thanks in several threads is thanked by one person: the first thread counts
    later = later.drop_duplicates(["source", "target"])
    orders = _orders(tables, half_life_days=half_life_days, seed=seed)
    gains: list[dict[str, float]] = [{str(each): float(n) for each, n in later.groupby("target").size().items()}]
    thread, threads = pd.factorize(later["thread"])
    chance = np.random.default_rng(seed)
    for _ in range(_RESAMPLES if len(threads) else 0):
        drawn = np.bincount(chance.integers(len(threads), size=len(threads)), minlength=len(threads))
        sums = pd.Series(drawn[thread], index=later["target"].to_numpy()).groupby(level=0).sum()
        gains.append({str(each): float(n) for each, n in sums.items()})
    rows, resampled = [], {}
    for measure, order in orders.items():
        for first in FIRST:
            values = np.array([ndcg(order, gain, first=first) for gain in gains])
            rows.append((cut, until_us, measure, first, values[0], len(gains[0])))
            resampled[measure, first] = values[1:]
    return pd.DataFrame(rows, columns=["cut", "until_us", "measure", "first", "ndcg", "thanked"]), resampled


def _foretold(cuts: pd.DataFrame, resampled: list[dict[tuple[str, int], npt.NDArray[np.float64]]]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for first in FIRST:
        means = cuts[cuts["first"] == first].groupby("measure", sort=False)["ndcg"].mean()
        others = means.drop(OURS)
        for measure, value in means.items():
            draws = np.stack(
                [each[str(measure), first] for each in resampled if len(each[str(measure), first])] or [np.zeros(1)]
            )
            drawn = draws.mean(axis=0)
            # every list foretells a resampled truth less well, for the best possible one follows its noise: the spread counts
            low, high = np.clip(value + np.nanquantile(drawn, [0.05, 0.95]) - np.nanmean(drawn), 0.0, 1.0)
            says = f"Of what the best possible list of {first} would have foretold, {measure} foretold {value:.0%}."
            if measure == OURS:
                ahead = value >= others.max()
                than = f"{others.idxmax()} ({others.max():.0%}), the best single measure"
                says += f" That is {'at least as much as' if ahead else 'less than'} {than}."
            rows.append((f"foretells later thanks, nDCG@{first}", measure, value, low, high, says))
    return rows


def _by_labels(orders: Mapping[str, Order], labels: Mapping[str, float]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for measure, order in orders.items():
        value = ndcg(order, labels, first=FIRST[0])
        says = f"Held against your labels of {len(labels)} people, {measure} reaches {value:.0%} of the best possible list."
        rows.append((f"agrees with labels, nDCG@{FIRST[0]}", measure, value, np.nan, np.nan, says))
    return rows


def _clusters(tables: Tables, *, seed: int) -> list[tuple[object, ...]]:
    clusters = find_caregiver_clusters(tables, seed=seed).clusters
    if clusters.empty:
        says = "No caregiver cluster was found, so there is none that could be unstable."
        return [("caregiver clusters stay the same", "stability", np.nan, np.nan, np.nan, says)]
    stable = clusters["stability"]
    says = f"Two members of a cluster sat together in {stable.mean():.0%} of 20 seeds, at least {stable.min():.0%}."
    return [("caregiver clusters stay the same", "stability", stable.mean(), stable.min(), stable.max(), says)]


def _with_losses(tables: Tables, order: Order, *, half_life_days: float, seed: int) -> list[tuple[object, ...]]:
    """How many of the first twenty stay when a fifth of the posts is lost."""
    whole = {name: tables.run(f"SELECT * FROM {name} ORDER BY post") for name in ("posts", "interactions")}
    first = set(order[: FIRST[0]])
    chance = np.random.default_rng(seed)
    kept = []
    for _ in range(_LOSSES):
        stays = set(whole["posts"]["post"][chance.random(len(whole["posts"])) >= _LOST])
        for name, rows in whole.items():
            tables.register(name, rows[rows["post"].isin(stays)])
        found = rank_helpers(tables, half_life_days=half_life_days, resamples=0).table["person"].head(FIRST[0])
        kept.append(len(first & set(found)) / max(len(first), 1))
    for name, rows in whole.items():
        tables.register(name, rows)
    says = f"With a fifth of the posts lost, {np.mean(kept):.0%} of the first {FIRST[0]} stay there."
    return [
        (f"a fifth of the posts lost, share of the first {FIRST[0]} that stay", OURS, np.mean(kept), min(kept), max(kept), says)
    ]


def _with_rings(tables: Tables, *, half_life_days: float) -> list[tuple[object, ...]]:
    """How high ten made-up accounts would lift a new one that answers them."""
    rows: list[tuple[object, ...]] = []
    for threads in _FAKE_THREADS:
        for together in (False, True):
            rank, of = _lifted(tables, threads=threads, together=together, half_life_days=half_life_days)
            posts = _FAKES * threads * (3 + (_FAKES - 1) * together)
            how = "that also answer each other" if together else "that one account alone answers"
            says = (
                f"{_FAKES} made-up accounts {how} lift a new account to rank {rank:,} of {of:,}, with {posts:,} made-up posts: "
                f"{'it reaches' if rank <= FIRST[0] else 'it does not reach'} the first {FIRST[0]}."
            )
            rows.append(
                (f"{_FAKES} made-up accounts {how}, {threads} threads each", "rank reached", rank, np.nan, np.nan, says)
            )
    return rows


def _lifted(tables: Tables, *, threads: int, together: bool, half_life_days: float) -> tuple[int, int]:
    """The rank of the lifted account and the number of ranks; the tables are left as they were."""
    whole = {name: tables.run(f"SELECT * FROM {name}") for name in ("posts", "interactions", "people")}
    until = int(whole["posts"]["created_us"].max())
    cheat, fakes = "ring:0", [f"ring:{number + 1}" for number in range(_FAKES)]
    posts: list[tuple[str, str, int, str, bool, str]] = []
    replies: list[tuple[str, str, str, str, int, bool]] = []
    for fake in fakes:
        for number in range(threads):
            thread = f"{fake}/{number}"
            posts.append((thread, fake, until - 3 * DAY_US, thread, True, "asks"))
            answers = [(cheat, fake, "informs", True), (fake, cheat, "thanks", False)]
            answers += [(other, fake, "informs", True) for other in fakes if together and other != fake]
            for place, (source, target, act, to_opener) in enumerate(answers):
                post, moment = f"{thread}/{place}", until - (2 * DAY_US - place)
                posts.append((post, source, moment, thread, False, act))
                replies.append((post, source, target, thread, moment, to_opener))
    made = pd.DataFrame(posts, columns=["post", "author", "created_us", "thread", "is_opener", "act"])
    for act in ACTS:
        made[act] = made["act"] == act
    made = made.drop(columns="act").assign(
        is_context=False, is_repost=False, language="unknown", role="unknown", stage="unknown"
    )
    linked = pd.DataFrame(replies, columns=["post", "source", "target", "thread", "created_us", "to_opener"]).assign(
        kind="reply"
    )
    persons = pd.DataFrame({"person": [cheat, *fakes], "platform": "ring", "handle": [cheat, *fakes]})
    for name, rows in (("posts", made), ("interactions", linked), ("people", persons)):
        tables.register(name, pd.concat([whole[name], rows.reindex(columns=whole[name].columns)], ignore_index=True))
    table = rank_helpers(tables, half_life_days=half_life_days, resamples=0).table
    for name, rows in whole.items():
        tables.register(name, rows)
    return int(table.loc[table["person"] == cheat, "rank"].iloc[0]), len(table)

"""The whole way on one page: a corpus → codes → a period → a network → findings."""

import platform as machine
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any, Final

import numpy as np
import pandas as pd

from graphtool import __version__, measures, network
from graphtool.coding import Codebook
from graphtool.corpus import Corpus, Known, Summary, Tables, code_posts, period, summarise
from graphtool.errors import InputError
from graphtool.findings import (
    Answers,
    Clusters,
    Comparison,
    Exchanges,
    People,
    Ranking,
    caregivers_in_communities,
    compare_periods,
    exchanges_of,
    find_caregiver_clusters,
    find_mentors,
    find_unanswered,
    list_mentees,
    list_people,
    list_positions,
    rank_attention,
    rank_helpers,
    topics_by,
    who_answers_whom,
)
from graphtool.findings.help_score import HALF_LIFE_DAYS
from graphtool.measures.uncertainty import RESAMPLES
from graphtool.progress import Progress, silent
from graphtool.views import Background

SEGMENTS: Final = ("role", "stage")
EVIDENCED: Final = 40  # the first of a list, whose exchanges the page shows
LIBRARIES: Final = ("duckdb", "google-re2", "graspologic-native", "networkx", "numpy", "pandas", "pyvis", "scipy")


@dataclass(frozen=True)
class Choices:
    """What an analysis can be told.

    since_us, until_us: the period, both ends included; None is open.
    seed: of everything drawn by chance.
    resolution: of communities; above 1 they are smaller.
    half_life_days: after which an act of help counts half; 0 never fades.
    resamples: of threads, for the intervals of ranks; 0 for none.
    """

    since_us: int | None = None
    until_us: int | None = None
    seed: int = 0
    resolution: float = 1.0
    half_life_days: float = HALF_LIFE_DAYS
    resamples: int = RESAMPLES


@dataclass(frozen=True)
class Findings:
    """What was found in a period, and how: the manifest holds inputs, versions, parameters, counts and timings.

    ``topics`` and ``answers`` are those of the segments named, ``role`` and ``stage``; of stages the ``asked`` alone count.
    """

    network: network.Network
    people: People
    communities: measures.Communities
    caregivers_by_community: pd.DataFrame
    helpers: Ranking
    mentors: Ranking
    attention: Ranking
    clusters: Clusters
    unanswered: pd.DataFrame
    positions: pd.DataFrame
    summary: Summary
    background: Background
    topics: dict[str, pd.DataFrame]
    answers: dict[str, Answers]
    exchanges: Exchanges
    manifest: dict[str, Any]


@dataclass(frozen=True)
class CodedBy:
    """In the place of a codebook: the posts are coded already, by the codebook of this name and hash."""

    name: str
    hash: str


@contextmanager
def coded_period(
    corpus: Corpus, codebook: Codebook | CodedBy, choices: Choices, *, known: Known | None = None, progress: Progress = silent
) -> Iterator[Tables]:
    """The tables of a period, every post coded by ``codebook``; what the user knows of people overrules."""
    if isinstance(codebook, Codebook):
        code_posts(corpus, codebook, progress=progress)
    with period(corpus, since_us=choices.since_us, until_us=choices.until_us, known=known) as tables:
        yield tables


def analyze(
    corpus: Corpus,
    codebook: Codebook | CodedBy,
    choices: Choices,
    *,
    known: Known | None = None,
    quotes: bool = False,
    progress: Progress = silent,
) -> Findings:
    """Everything there is to find in a period of a corpus; what the user knows of people overrules.

    With ``quotes`` the findings hold words of posts, of the exchanges that carry the first scores.
    """
    started = time.perf_counter()
    timings: dict[str, float] = {}

    def timed(step: str) -> None:
        timings[step] = round(time.perf_counter() - started - sum(timings.values()), 3)
        progress("finding", len(timings), 8)

    with coded_period(corpus, codebook, choices, known=known, progress=progress) as tables:
        timed("coding")
        people = network.build(tables)
        everybody = list_people(tables)
        timed("network")
        communities = measures.communities(people, resolution=choices.resolution, seed=choices.seed)
        gathered = caregivers_in_communities(people.people, communities.labels, communities.stability)
        attention = rank_attention(people)
        no_posts = tables.run("SELECT count(*) AS n FROM posts")["n"][0] == 0
        # where ties are all there is, every measure of them is wanted
        positions = list_positions(people, communities, with_structure=bool(no_posts), seed=choices.seed)
        timed("measures")
        helpers = with_attention(help_given(tables, choices), attention)
        unanswered = find_unanswered(tables)
        timed("helpers")
        mentors = find_mentors(tables, resamples=choices.resamples, seed=choices.seed)
        timed("mentors")
        clusters = find_caregiver_clusters(tables, seed=choices.seed)
        timed("clusters")
        topics = {by: topics_by(tables, by=[by]) for by in SEGMENTS}
        # of stages the report tells what becomes of questions, not what chance would make of them
        answers = {
            "role": who_answers_whom(tables, by="role", seed=choices.seed),
            "stage": who_answers_whom(tables, by="stage", draws=1),
        }
        timed("segments")
        exchanges = exchanges_of(
            tables, helpers=helpers.table["person"].head(EVIDENCED).tolist(),
            mentors=mentors.table["person"].head(EVIDENCED).tolist(), half_life_days=choices.half_life_days, text=quotes,
        )  # fmt: skip
        timed("evidence")
        background = background_of(tables)
        coded = tables.run("SELECT language, count(*) AS posts FROM posts GROUP BY language ORDER BY 2 DESC, 1")
    summary = summarise(corpus)
    manifest: dict[str, Any] = {
        "graphtool": __version__,
        "python": machine.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "inputs": summary.files.to_dict("records"),
        "codebook": {"name": codebook.name, "hash": codebook.hash},
        "choices": asdict(choices),
        "known_people": None if known is None else known.source | {"people": len(known.people), "missing": known.missing},
        "parameters": {each.kind: each.parameters for each in (helpers, mentors, attention)}
        | {
            "caregiver_clusters": clusters.parameters,
            "behaviour": everybody.parameters,
            "communities": {
                "engine": communities.engine, "resolution": communities.resolution, "seed": communities.seed,
                "seeds": communities.seeds, "modularity": round(communities.modularity, 9),
                "number": int(communities.labels.max(initial=-1)) + 1, "groups_too_small": gathered.attrs["groups_too_small"],
            },
        },
        "counts": summary.facts | {"people_in_network": people.size, "ties": len(people.ties),
                                   "languages_coded": dict(zip(coded["language"], coded["posts"].tolist(), strict=True))},
        "seconds": timings,
    }  # fmt: skip
    return Findings(
        people,
        everybody,
        communities,
        gathered,
        helpers,
        mentors,
        attention,
        clusters,
        unanswered,
        positions,
        summary,
        background,
        topics,
        answers,
        exchanges,
        manifest,
    )  # fmt: skip


def help_given(tables: Tables, choices: Choices) -> Ranking:
    """The helpers of a period, as chosen."""
    return rank_helpers(tables, half_life_days=choices.half_life_days, resamples=choices.resamples, seed=choices.seed)


def compare(
    corpus: Corpus,
    codebook: Codebook,
    *,
    split_us: int | None = None,
    since_us: int | None = None,
    until_us: int | None = None,
    known: Known | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> Comparison:
    """What changed in a corpus from before ``split_us`` (where half of the posts are written, if not given) to after it.

    Raises:
        InputError: there are no posts on both sides of it.
    """
    code_posts(corpus, codebook, progress=progress)
    with period(corpus, since_us=since_us, until_us=until_us, known=known) as whole:
        written = whole.run("SELECT created_us FROM posts WHERE NOT is_context ORDER BY created_us")["created_us"]
    if written.empty:
        raise InputError("There is no post in this time: widen --since and --until.")
    middle = int(written[len(written) // 2]) if split_us is None else split_us
    if not written.iloc[0] < middle <= written.iloc[-1]:
        raise InputError("All posts lie on one side of --split: choose a time between the first and the last.")
    with (
        period(corpus, since_us=since_us, until_us=middle - 1, known=known) as before,
        period(corpus, since_us=middle, until_us=until_us, known=known) as after,
    ):
        return compare_periods(before, after, seed=seed)


def with_attention(helpers: Ranking, attention: Ranking) -> Ranking:
    """Helpers with their attention rank beside the help rank, and whether they are hidden.

    A hidden helper is among the first tenth by help and not among the first tenth by attention.
    """
    place = attention.table.set_index("person")["rank"]
    table = helpers.table.assign(attention_rank=helpers.table["person"].map(place).astype("Int64"))
    tenth = max(len(table) // 10, 1), max(len(attention.table) // 10, 1)
    seen = table["attention_rank"].fillna(len(attention.table) + 1).astype(np.int64)
    table["hidden"] = (table["rank"] <= tenth[0]) & (seen > tenth[1])
    return Ranking(helpers.kind, table, helpers.parameters, helpers.apart)


def background_of(tables: Tables) -> Background:
    """What the page tells of people beside the lists."""
    mentees = list_mentees(tables)
    return Background(
        languages=tables.ask("languages_of_people"),
        topics=tables.ask("topics_of_people"),
        timeline=tables.run("SELECT person, role, stage, from_us, to_us FROM timeline ORDER BY person, from_us, role, stage"),
        mentees=mentees.assign(turns=mentees["mentor_turns"] + mentees["mentee_turns"])[["mentor", "mentee", "turns"]],
        activity=tables.run("""
            SELECT strftime(make_timestamp(created_us), '%Y-%m') AS month, CAST(count(*) AS BIGINT) AS posts
            FROM posts WHERE author IS NOT NULL AND NOT is_context GROUP BY 1 ORDER BY 1
        """),
        months=tables.run("""
            SELECT DISTINCT author AS person, strftime(make_timestamp(created_us), '%Y-%m') AS month
            FROM posts WHERE author IS NOT NULL ORDER BY 1, 2
        """),
        tie_months=tables.run("""
            SELECT DISTINCT source, target, strftime(make_timestamp(created_us), '%Y-%m') AS month
            FROM interactions ORDER BY 1, 2, 3
        """),
    )

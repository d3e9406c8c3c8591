"""What the page shows, as plain data; the page's scripts read nothing else (``page/data.schema.json``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.engines.layout import positions
from graphtool.errors import InputError
from graphtool.findings import Exchanges
from graphtool.network import Network
from graphtool.schema import DAY_US, KINDS, ROLES, STAGES
from graphtool.views.background import Background
from graphtool.views.communities import describe
from graphtool.views.evidence import evidence_of, renamed_exchanges
from graphtool.views.months import Months
from graphtool.views.packing import packed, packed_figures, packed_floats, packed_rows, packed_words
from graphtool.views.pseudonyms import names_for, renamed, renamed_background, renamed_table

VERSION: Final = 3
CANVAS_PEOPLE: Final = 2_000  # more than a canvas moves smoothly
CANVAS_TIES: Final = 8_000
MOST_PEOPLE: Final = 100_000  # beyond 50,000 the page warns that it may be slow
MOST_TIES: Final = 50_000
GRID: Final = 10_000  # positions are whole numbers of this part of the unit

# words a list may show; any other text stays out, so that no post slips in through a new column
_WORDS: Final = frozenset({"tier", "own_stage", "cluster", "stage"})
_TOLD_ELSEWHERE: Final = frozenset({"rank", "person", "handle", "score", "name", "hidden", "role"})
_INTERVAL: Final = ("rank_low", "rank_high")
OPEN: Final = -25_568  # the day before 1900: a timeline is open there, and beyond 2200
_LAST_DAY: Final = 84_006
_TOP_TOPICS: Final = 6
_CLUSTER_COLUMNS: Final = ("cluster", "size", "stability", "z", "supports", "learns", "vents", "voices")


@dataclass(frozen=True)
class Page:
    """A page's data.

    title: its heading.
    data: what is written into it as JSON; ``version`` tells its shape.
    """

    title: str
    data: dict[str, Any]


def make_page(  # noqa: PLR0913 - one table each
    network: Network,
    *,
    title: str,
    helpers: pd.DataFrame | None = None,
    mentors: pd.DataFrame | None = None,
    attention: pd.DataFrame | None = None,
    clusters: pd.DataFrame | None = None,
    members: pd.DataFrame | None = None,
    communities: npt.NDArray[np.int64] | None = None,
    background: Background | None = None,
    exchanges: Exchanges | None = None,
    provenance: Mapping[str, Any] | None = None,
    pseudonyms: bool = False,
    language: str | None = None,
    report: str | None = None,
) -> Page:
    """The data of a page.

    Names and ids of people are in it (not with ``pseudonyms``), and no text of posts but what ``exchanges`` quote.

    Up to 2,000 people are drawn on a canvas, up to 100,000 with WebGL: those of the lists first, then those with the most
    ties, with the strongest ties between them. What is left out is said in the page; the table lists everyone.
    ``language`` is ``en`` or ``de`` (the browser's, if None), ``report`` the file of the report that stands beside the page.

    Raises:
        InputError: ``pseudonyms`` are asked for and words are quoted, which can be searched for.
    """
    known = background or Background()
    tables = {"helpers": helpers, "mentors": mentors, "attention": attention, "caregivers": _flat(members)}
    if pseudonyms:
        names = names_for(network)
        tables = {name: renamed_table(table, names) for name, table in tables.items()}
        clusters, known = renamed_table(clusters, names), renamed_background(known, names)
        network = renamed(network, names)
        if exchanges is not None:
            if exchanges.posts is not None:
                raise InputError(
                    "Pseudonyms hide nobody whose words can be searched for: leave out the quotes, or the pseudonyms."
                )
            exchanges = renamed_exchanges(exchanges, names)
    labels = np.zeros(network.size, np.int64) if communities is None else communities
    rankings = {name: table for name, table in _with_hidden(tables).items() if table is not None and len(table)}
    pairs = _pairs(network)
    drawn = _drawn(network, rankings, pairs)
    place = np.full(network.size, -1)
    place[drawn] = np.arange(len(drawn))
    kept = pairs[(place[pairs["source"]] >= 0) & (place[pairs["target"]] >= 0)]
    most = CANVAS_TIES if len(drawn) <= CANVAS_PEOPLE else MOST_TIES
    shown = kept.sort_values(["count", "source", "target"], ascending=[False, True, True]).head(most)
    shown = shown.sort_values(["source", "target"])
    points = positions(
        place[kept["source"]], place[kept["target"]], kept["count"].to_numpy(np.float64), labels=labels[drawn],
        size=len(drawn),
    )  # fmt: skip
    order = np.concatenate([drawn, np.setdiff1d(np.arange(network.size), drawn)])
    everyone = network.people.iloc[order].reset_index(drop=True)
    partners = np.bincount(pairs["source"], minlength=network.size) + np.bincount(pairs["target"], minlength=network.size)
    months = Months(network, known.activity)
    data = {
        "version": VERSION,
        "renderer": "canvas" if len(drawn) <= CANVAS_PEOPLE else "webgl",
        "title": title,
        "language": language,
        "report": report,
        "pseudonyms": pseudonyms,
        "roles": list(ROLES),
        "stages": list(STAGES),
        "kinds": list(KINDS),
        "months": months.names,
        "activity": months.activity,
        "people": {
            **_names(everyone),
            "role": packed([ROLES.index(role) for role in everyone["role"]]),
            "stage": packed([STAGES.index(stage) for stage in everyone["stage"]]),
            "community": packed(labels[order]),
            "posts": packed(everyone["posts"]),
            "partners": packed(partners[order]),
            "months": months.of_people(everyone, known.months),
            "x": packed(np.rint(points[:, 0] * GRID)),
            "y": packed(np.rint(points[:, 1] * GRID)),
        }
        | _languages(everyone, known.languages),
        "ties": {
            "out": packed(np.bincount(place[shown["source"]], minlength=len(drawn))), "target": packed(place[shown["target"]]),
        }
        | _counts(shown)
        | {"months": months.of_ties(network, shown, known.tie_months)},
        "rankings": [_ranking(name, table, everyone) for name, table in rankings.items()],
        "communities": describe(network.people, labels, known.topics),
        "clusters": _records(clusters),
        "background": _background(everyone, known),
        "evidence": {} if exchanges is None else evidence_of(exchanges, pd.Index(everyone["person"])),
        "quotes": exchanges is not None and exchanges.posts is not None,
        "left_out": {
            "people": network.size, "people_drawn": len(drawn), "links": len(pairs), "links_drawn": len(shown),
        },
        "made": _made(provenance or {}),
    }  # fmt: skip
    return Page(title, data)


def _names(people: pd.DataFrame) -> dict[str, Any]:
    """``prefix`` (the platform, where all have one), ``id`` without it, and ``handle`` of whom it is not the id's end."""
    persons = [str(person) for person in people["person"]]
    platforms = {person.partition(":")[0] for person in persons}
    prefix = f"{platforms.pop()}:" if len(platforms) == 1 else ""
    if not all(person.startswith(prefix) for person in persons):
        prefix = ""
    handles = enumerate(zip(persons, people["handle"].fillna(""), strict=True))
    return {
        "prefix": prefix,
        "id": [person.removeprefix(prefix) for person in persons],
        "handle": {str(place): handle for place, (person, handle) in handles if handle != person.partition(":")[2]},
    }


def names_of(data: Mapping[str, Any]) -> list[str]:
    """The names that a page shows, of everyone in its order."""
    people = data["people"]
    ids = [people["prefix"] + each for each in people["id"]]
    handles = [people["handle"].get(str(place), person.partition(":")[2]) for place, person in enumerate(ids)]
    return [handle or person for handle, person in zip(handles, ids, strict=True)]


def _flat(members: pd.DataFrame | None) -> pd.DataFrame | None:
    """Members of all groups in one list, by the help they give inside."""
    if members is None:
        return None
    flat = members.sort_values(["score", "help_inside", "person"], ascending=[False, False, True]).reset_index(drop=True)
    return flat.assign(rank=np.arange(1, len(flat) + 1))


def _with_hidden(tables: Mapping[str, pd.DataFrame | None]) -> dict[str, pd.DataFrame | None]:
    """The lists and, after the mentors, those of the helpers whom attention does not show."""
    helpers = tables["helpers"]
    hidden = helpers[helpers["hidden"].astype(bool)] if helpers is not None and "hidden" in helpers else None
    made = dict(tables)
    return {"helpers": made.pop("helpers"), "mentors": made.pop("mentors"), "hidden": hidden} | made


def _pairs(network: Network) -> pd.DataFrame:
    """One row a pair: ``source, target, count``, a column a kind, ``helped, thanked, first_us, last_us``."""
    ties = network.ties
    keys = [ties["source"], ties["target"]]
    made = ties.groupby(keys, sort=True).agg(
        count=("count", "sum"), helped=("helped", "sum"), thanked=("thanked", "sum"), first_us=("first_us", "min"),
        last_us=("last_us", "max"),
    )  # fmt: skip
    for kind in KINDS:
        made[kind] = ties["count"].where(ties["kind"] == kind, 0).groupby(keys, sort=True).sum()
    times = {"first_us", "last_us"}  # networks without posts may tell none
    return made.astype({str(name): np.int64 for name in made if name not in times}).reset_index()


def _counts(ties: pd.DataFrame) -> dict[str, Any]:
    """``combos``: what there is of counts of each kind, of helpful and of thanking replies; ``combo``: that of each tie."""
    counts = ties[[*KINDS, "helped", "thanked"]].to_numpy(np.int64)
    combos, which = np.unique(counts, axis=0, return_inverse=True)
    return {"combos": combos.tolist(), "combo": packed(which.ravel())}


def _drawn(network: Network, rankings: Mapping[str, pd.DataFrame], pairs: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Positions of the people drawn, in canonical order."""
    if network.size <= MOST_PEOPLE:
        return np.arange(network.size)
    best = np.full(network.size, np.inf)
    for table in rankings.values():
        place = network.positions(table["person"])
        best[place] = np.minimum(best[place], table["rank"].to_numpy(np.float64))
    strength = np.zeros(network.size)
    np.add.at(strength, pairs["source"].to_numpy(), pairs["count"].to_numpy())
    np.add.at(strength, pairs["target"].to_numpy(), pairs["count"].to_numpy())
    return np.sort(np.lexsort((np.arange(network.size), -strength, best))[:MOST_PEOPLE])


def _ranking(name: str, table: pd.DataFrame, everyone: pd.DataFrame) -> dict[str, Any]:
    """A list: who, rank, score, and every other column of numbers, yes or no, or known words.

    Of the hidden helpers the parts of the score stand with the helpers already.
    """
    place = pd.Index(everyone["person"]).get_indexer(pd.Index(table["person"]))
    columns = [str(column) for column in table if column not in _TOLD_ELSEWHERE]
    shown = [column for column in columns if _is_shown(table[column], column)]
    if name == "hidden":
        shown = [column for column in shown if column in _INTERVAL]
    return {
        "name": name,
        "person": packed(place),
        "rank": packed(table["rank"]),
        "score": packed_floats(table["score"]),
        "columns": shown,
        "values": [_column(table[column]) for column in shown],
    }


def _column(values: pd.Series) -> Any:
    if pd.api.types.is_bool_dtype(values):
        return [bool(value) for value in values]
    return packed_figures(values) if pd.api.types.is_numeric_dtype(values) else packed_words(values)


def _is_shown(values: pd.Series, column: str) -> bool:
    """Times in microseconds mean nothing to a reader."""
    return column in _WORDS or (pd.api.types.is_numeric_dtype(values) and not column.endswith("_us"))


def _records(table: pd.DataFrame | None) -> list[dict[str, Any]]:
    if table is None:
        return []
    shown = table[[column for column in _CLUSTER_COLUMNS if column in table]]
    return [{str(name): _plain(value) for name, value in row.items()} for row in shown.to_dict("records")]


def _plain(value: Any) -> Any:
    """A value as JSON knows it, numbers to four digits; what is missing is None."""
    if value is None or value is pd.NA or (isinstance(value, float) and not np.isfinite(value)):
        return None
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, float | np.floating):
        return float(f"{float(value):.4g}")
    if isinstance(value, int | np.integer):
        return int(value)
    return str(value)


def _languages(everyone: pd.DataFrame, languages: pd.DataFrame | None) -> dict[str, Any]:
    if languages is None or languages.empty:
        return {}
    spoken = everyone["person"].map(languages.set_index("person")["language"]).fillna("")
    names = spoken.value_counts().sort_index().sort_values(ascending=False, kind="stable").index.tolist()
    return {"languages": names, "language": packed([names.index(each) for each in spoken])}


def _background(everyone: pd.DataFrame, known: Background) -> dict[str, Any]:
    """Topics, timelines and mentees as rows of each person."""
    number, size = pd.Index(everyone["person"]), len(everyone)
    made: dict[str, Any] = {}
    if known.topics is not None:
        table = known.topics.sort_values(["person", "posts", "topic"], ascending=[True, False, True])
        table = _placed(table.groupby("person").head(_TOP_TOPICS), "person", number)
        topic, names = pd.factorize(table["topic"], sort=True)
        made["topic_names"] = [str(name) for name in names]
        made["topics"] = packed_rows(table["place"].to_numpy(), size, topic=topic, posts=table["posts"])
    if known.timeline is not None:
        table = known.timeline.sort_values(["person", "from_us", "role", "stage"])
        table = _placed(table[(table["role"] != "unknown") | (table["stage"] != "unknown")], "person", number)
        made["timeline"] = packed_rows(
            table["place"].to_numpy(), size, role=table["role"].map(ROLES.index), stage=table["stage"].map(STAGES.index),
            start=_days(table["from_us"]), end=_days(table["to_us"]),
        )  # fmt: skip
    if known.mentees is not None:
        table = known.mentees.sort_values(["mentor", "turns", "mentee"], ascending=[True, False, True])
        table = _placed(table[table["mentee"].isin(number)], "mentor", number)
        mentee = number.get_indexer(pd.Index(table["mentee"]))
        made["mentees"] = packed_rows(table["place"].to_numpy(), size, mentee=mentee, turns=table["turns"])
    return made


def _placed(table: pd.DataFrame, column: str, number: "pd.Index[Any]") -> pd.DataFrame:
    """The rows about people of the page with their ``place`` in it, sorted by that."""
    table = table.assign(place=number.get_indexer(pd.Index(table[column])))
    return table[table["place"] >= 0].sort_values("place", kind="stable")


def _days(times: pd.Series) -> npt.NDArray[np.int64]:
    """Days since 1970; open ends are ``OPEN``."""
    days = np.floor(times.to_numpy(np.float64, na_value=np.nan) / DAY_US)
    known = (days > OPEN) & (days <= _LAST_DAY)
    return np.where(known, days, OPEN).astype(np.int64)


def _made(provenance: Mapping[str, Any]) -> list[list[str]]:
    """How the page was made, as pairs of a name and a value."""
    counts = provenance.get("counts", {})
    choices = provenance.get("choices", {})
    rows = [
        ("version", f"graphtool {provenance['graphtool']}" if "graphtool" in provenance else None),
        ("inputs", ", ".join(str(each["name"]) for each in provenance.get("inputs", [])) or None),
        ("posts", f"{counts['posts']:,}" if "posts" in counts else None),
        (
            "period",
            f"{str(counts.get('first'))[:10]} – {str(counts.get('last'))[:10]}" if counts.get("first") else None,
        ),
        ("codebook", provenance.get("codebook", {}).get("name")),
        ("seed", str(choices["seed"]) if "seed" in choices else None),
    ]
    return [[name, value] for name, value in rows if value is not None]

"""What the page shows, as plain data; the page's scripts read nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.engines.layout import positions
from graphtool.network import Network
from graphtool.schema import KINDS, ROLES

VERSION: Final = 1
MOST_PEOPLE: Final = 2_000  # more than a canvas moves smoothly
MOST_TIES: Final = 8_000

# (column, label) of the parts of a score that the panel shows
_PARTS: Final = {
    "helpers": (
        ("people_helped", "People answered in their own threads"), ("thankers", "People who thanked them"),
        ("answers", "Answers"), ("informs", "of these inform"), ("encourages", "of these encourage"),
        ("active_weeks", "Weeks with a reply"), ("attention_rank", "Rank by attention"),
    ),
    "mentors": (
        ("mentees", "Newly diagnosed people"), ("dialogues", "Dialogues"), ("turns", "Turns"),
        ("helpful_turns", "Turns that inform or encourage"), ("thanks", "Thanks from them"),
        ("days_to_answer", "Days until an answer"), ("own_stage", "Own stage"),
    ),
    "attention": (
        ("repliers", "People who wrote to them"), ("received", "Replies and mentions received"),
        ("given", "Replies and mentions given"),
    ),
    "caregivers": (
        ("cluster", "Caregiver group"), ("score", "Fellow members helped"), ("help_inside", "Helpful replies inside"),
        ("inner_ties", "Two-way ties inside"), ("patients", "Patients answered"), ("stability", "Stability"),
    ),
}  # fmt: skip
_TITLES: Final = {
    "helpers": ("Helpers", "Answer many different people and are thanked by many, lately more than long ago."),
    "mentors": ("Mentors of the newly diagnosed", "Go back and forth with people in the first year after a diagnosis."),
    "caregivers": ("Caregiver groups", "Caregivers who answer each other more than chance would have it."),
    "attention": ("Attention", "Are written to by many, and by people who are written to by many."),
}


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
    provenance: Mapping[str, Any] | None = None,
) -> Page:
    """The data of a page. Names and ids of people are in it, no text of posts.

    The people drawn are those of the lists first, then those with the most ties, at most 2,000; ties drawn are the
    strongest 8,000 between them. What is left out is said in the page; the table lists everyone.
    """
    people = network.people
    labels = np.zeros(network.size, np.int64) if communities is None else communities
    given = {"helpers": helpers, "mentors": mentors, "caregivers": _flat(members), "attention": attention}
    rankings = {name: table for name, table in given.items() if table is not None and len(table)}
    pairs = _pairs(network)
    drawn = _drawn(network, rankings, pairs)
    place = np.full(network.size, -1)
    place[drawn] = np.arange(len(drawn))
    kept = pairs[(place[pairs["source"]] >= 0) & (place[pairs["target"]] >= 0)]
    shown = kept.sort_values(["count", "source", "target"], ascending=[False, True, True]).head(MOST_TIES)
    shown = shown.sort_values(["source", "target"])
    points = positions(
        place[kept["source"]], place[kept["target"]], kept["count"].to_numpy(np.float64), labels=labels[drawn],
        size=len(drawn),
    )  # fmt: skip
    order = np.concatenate([drawn, np.setdiff1d(np.arange(network.size), drawn)])
    everyone = people.iloc[order].reset_index(drop=True)
    degrees = np.bincount(pairs["source"], minlength=network.size) + np.bincount(pairs["target"], minlength=network.size)
    data = {
        "version": VERSION,
        "title": title,
        "people": {
            "id": everyone["person"].tolist(),
            "handle": everyone["handle"].fillna("").tolist(),
            "role": [ROLES.index(role) for role in everyone["role"]],
            "stage": everyone["stage"].tolist(),
            "community": labels[order].tolist(),
            "posts": everyone["posts"].astype(int).tolist(),
            "ties": degrees[order].tolist(),
            "x": [round(float(x), 4) for x in points[:, 0]],
            "y": [round(float(y), 4) for y in points[:, 1]],
        },
        "roles": list(ROLES),
        "kinds": list(KINDS),
        "ties": {
            "source": place[shown["source"]].tolist(),
            "target": place[shown["target"]].tolist(),
        }
        | {str(kind): shown[kind].astype(int).tolist() for kind in KINDS},
        "rankings": [_ranking(name, table, everyone) for name, table in rankings.items()],
        "clusters": _records(clusters),
        "notes": _notes(network, len(drawn), len(shown), len(pairs)),
        "made": _made(provenance or {}),
    }
    return Page(title, data)


def _flat(members: pd.DataFrame | None) -> pd.DataFrame | None:
    """Members of all groups in one list, by the help they give inside."""
    if members is None:
        return None
    flat = members.sort_values(["score", "help_inside", "person"], ascending=[False, False, True]).reset_index(drop=True)
    return flat.assign(rank=np.arange(1, len(flat) + 1))


def _pairs(network: Network) -> pd.DataFrame:
    """One row a pair: ``source, target, count`` and a column a kind."""
    ties = network.ties
    wide = ties.pivot_table(index=["source", "target"], columns="kind", values="count", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=list(KINDS), fill_value=0).astype(np.int64)
    return wide.assign(count=wide.sum(axis=1)).reset_index()


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
    label, meaning = _TITLES[name]
    parts = [(column, text) for column, text in _PARTS[name] if column in table]
    place = pd.Index(everyone["person"]).get_indexer(pd.Index(table["person"]))
    return {
        "name": name,
        "label": label,
        "meaning": meaning,
        "parts": [text for _, text in parts],
        "person": place.tolist(),
        "rank": table["rank"].astype(int).tolist(),
        "score": [round(float(score), 6) for score in table["score"]],
        "values": [[_plain(value) for value in table[column]] for column, _ in parts],
    }


def _records(table: pd.DataFrame | None) -> list[dict[str, Any]]:
    if table is None:
        return []
    shown = table[["cluster", "size", "stability", "z", "supports", "learns", "vents", "voices"]]
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
    return str(value).replace("_", " ") if str(value) in _STAGE_WORDS else str(value)


_STAGE_WORDS: Final = ("newly_diagnosed",)


def _notes(network: Network, drawn: int, ties: int, pairs: int) -> list[str]:
    notes = []
    if drawn < network.size:
        notes.append(
            f"{drawn:,} of {network.size:,} people are drawn: those of the lists first, then those with the most replies"
            " and mentions. The table lists everyone."
        )
    if ties < pairs:
        notes.append(f"{ties:,} of {pairs:,} links are drawn, the strongest between the people drawn.")
    return notes


def _made(provenance: Mapping[str, Any]) -> list[list[str]]:
    """How the page was made, as pairs of label and value."""
    counts = provenance.get("counts", {})
    rows = [
        ("Made with", f"graphtool {provenance['graphtool']}" if "graphtool" in provenance else None),
        ("From", ", ".join(str(each["name"]) for each in provenance.get("inputs", [])) or None),
        ("Posts", f"{counts['posts']:,}" if "posts" in counts else None),
        (
            "Period",
            f"{str(counts.get('first'))[:10]} to {str(counts.get('last'))[:10]}" if counts.get("first") else None,
        ),
        ("Codebook", provenance.get("codebook", {}).get("name")),
    ]
    return [[label, value] for label, value in rows if value is not None]

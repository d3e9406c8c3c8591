"""The parts of a report as plain rows, with the places of their marks."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final
from urllib.parse import quote

import pandas as pd

from graphtool.findings import Answers
from graphtool.schema import ROLES
from graphtool.sentences import Lists
from graphtool.views.charts import Axis, columns, rank_axis
from graphtool.views.words import Words

RANGE_WIDTH: Final = 190  # pixels of an interval's chart
BAR_WIDTH: Final = 120
CHART: Final = {"width": 860.0, "height": 200.0, "left": 46.0, "foot": 26.0}
_COMMUNITIES: Final = 12
_TOPICS: Final = 14
_FEW: Final = 8  # hidden helpers, people seen
_VOICES: Final = 3
_CLEAR: Final = 0.05  # q of a community with more caregivers than chance would give
_SEGMENTS: Final = (
    ("role", "patient"), ("role", "caregiver"), ("stage", "undiagnosed"), ("stage", "newly_diagnosed"),
    ("stage", "experienced"), ("stage", "bereaved"),
)  # fmt: skip
_MUCH_MORE: Final = 1.5  # times the community's share
_SHADES: Final = 5

Rows = list[dict[str, Any]]


class Names:
    """What a report shows of a person: name, role, and where their panel is."""

    def __init__(self, people: pd.DataFrame, *, link: str | None) -> None:
        self._known = people.set_index("person")[["handle", "role", "stage"]]
        self._link = link

    def __call__(self, person: str) -> dict[str, Any]:
        """``name, role`` (its number), ``new`` (newly diagnosed) and ``link`` (None without a page beside)."""
        known = self._known.loc[person] if person in self._known.index else None
        handle = "" if known is None else known["handle"]
        return {
            "name": handle if isinstance(handle, str) and handle else person,
            "role": ROLES.index("unknown" if known is None else str(known["role"])),
            "new": known is not None and known["stage"] == "newly_diagnosed",
            "link": self._link and f"{self._link}#p={quote(person, safe='')}",
        }


def ranks(table: pd.DataFrame, names: Names, *, words: Words, most: int) -> dict[str, Any]:
    """The first of a list with the ranges of their ranks.

    Returns:
        ``of`` (how many the list holds), ``rows``, ``sure`` (whether ranges are known), ``width`` and ``ticks`` of them.
    """
    first = table.head(most)
    sure = "rank_low" in first and len(first) > 0
    axis = rank_axis(first["rank_low"], first["rank_high"], width=RANGE_WIDTH) if sure else Axis(0.0, 1.0, 0.0, 1.0)
    best = float(first["score"].max()) if len(first) else 1.0
    rows = []
    for row in first.to_dict("records"):
        made = {str(name): value for name, value in row.items()} | {"who": names(str(row["person"]))}
        made["share"] = round(max(float(row["score"]), 0.0) / (best or 1.0) * BAR_WIDTH, 1)
        if sure:
            made |= {
                "from": axis.at(row["rank_low"]), "to": axis.at(row["rank_high"]), "at": axis.at(row["rank"]),
                "cut": row["rank_high"] > axis.high,
            }  # fmt: skip
        rows.append(made)
    tiers = [row.get("tier") for row in rows]
    for place, row in enumerate(rows):
        row["new_tier"] = place > 0 and tiers[place] != tiers[place - 1]
    ticks = (
        [{"x": axis.at(value), "text": words.number(value)} for value in sorted({1.0, *axis.ticks()} - {0.0})] if sure else []
    )
    return {"of": len(table), "rows": rows, "sure": sure, "width": RANGE_WIDTH, "ticks": ticks}


def hidden(helpers: pd.DataFrame, names: Names) -> dict[str, Any]:
    """Helpers whom attention does not show: ``of``, and ``rows`` of the first."""
    found = helpers[helpers["hidden"].astype(bool)] if "hidden" in helpers else helpers.head(0)
    rows = [
        {"who": names(str(row["person"])), "rank": row["rank"], "attention_rank": row["attention_rank"],
         "people_helped": row["people_helped"], "thankers": row["thankers"]}
        for row in found.head(_FEW).to_dict("records")
    ]  # fmt: skip
    return {"of": len(found), "rows": rows}


def seen(lists: Lists, names: Names) -> Rows:
    """Who gets the most attention, and their rank as helpers."""
    rank = lists.helpers.set_index("person")["rank"] if len(lists.helpers) else pd.Series(dtype="int64")
    return [
        {"who": names(str(row["person"])), "rank": row["rank"], "help_rank": rank.get(row["person"])}
        for row in lists.attention.head(_FEW).to_dict("records")
    ]


def groups(clusters: pd.DataFrame, members: pd.DataFrame, names: Names) -> Rows:
    """Caregiver groups: size, ties a member against chance, what their posts do, whom they turn to."""
    if clusters.empty:
        return []
    most = max(float(clusters["ties_per_member"].max()), float(clusters["by_chance"].max()))
    axis = Axis(0.0, most, 0.0, float(BAR_WIDTH))
    rows = []
    for row in clusters.to_dict("records"):
        inside = members[(members["cluster"] == row["cluster"]) & (members["score"] > 0)]
        voices = inside.sort_values(["score", "rank"], ascending=[False, True])["person"].head(_VOICES)
        rows.append(
            {
                **{str(name): value for name, value in row.items()},
                "bar": axis.at(row["ties_per_member"]),
                "chance": axis.at(row["by_chance"]),
                "voices": [names(str(person)) for person in voices],
                "topics": [topic for topic in str(row["topics"]).split("|") if topic],
            }
        )
    return rows


def communities(table: pd.DataFrame) -> dict[str, Any]:
    """The largest communities with their share of caregivers against everybody's: ``of``, ``rows``, ``usual``."""
    first = table.head(_COMMUNITIES)
    if first.empty:
        return {"of": 0, "rows": [], "usual": 0.0, "chance": 0.0}
    usual = float(first["expected"].iloc[0] / first["size"].iloc[0])
    axis = Axis(0.0, max(float(first["share"].max()), usual, 1e-9), 0.0, float(BAR_WIDTH))
    rows = [
        {
            **{str(name): value for name, value in row.items()},
            "bar": axis.at(row["share"]),
            "more": bool(row["q"] < _CLEAR and row["caregivers"] > row["expected"]),
        }
        for row in first.to_dict("records")
    ]
    return {"of": len(table), "rows": rows, "usual": usual, "chance": axis.at(usual)}


def activity(table: pd.DataFrame | None) -> dict[str, Any]:
    """Posts a month, months without any among them: ``rows`` and the ``chart``."""
    known = {} if table is None else dict(zip(table["month"], table["posts"].astype(int).tolist(), strict=True))
    months = [str(each) for each in pd.period_range(min(known), max(known), freq="M")] if known else []
    values = [known.get(month, 0) for month in months]
    return {
        "rows": list(zip(months, values, strict=True)), "chart": asdict(columns(months, values, **CHART)),
        "width": CHART["width"], "height": CHART["height"], "left": CHART["left"],
    }  # fmt: skip


def topics(tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """The topics most written about, by role and stage.

    Returns:
        ``segments`` (what they are split by, and the value), and ``rows`` of ``topic, posts`` and ``cells``, each
        ``share, ratio, shade`` (0 to 5) and ``more``; None where too few people wrote.
    """
    known = {by: table.set_index([by, "topic"]) for by, table in tables.items() if len(table)}
    segments = [(by, value) for by, value in _SEGMENTS if by in known and value in known[by].index.get_level_values(0)]
    if "role" not in known:
        return {"segments": [], "rows": []}
    sums = tables["role"].groupby("topic")["posts"].sum().reset_index()
    first = sums.sort_values(["posts", "topic"], ascending=[False, True]).head(_TOPICS)
    rows = []
    for topic, posts in zip(first["topic"], first["posts"].tolist(), strict=True):
        cells: list[dict[str, Any] | None] = []
        for by, value in segments:
            if (value, topic) not in known[by].index:
                cells.append(None)
                continue
            cell = known[by].loc[(value, topic)]
            ratio = float(cell["ratio"])
            cells.append(
                {
                    "share": float(cell["share"]), "ratio": ratio, "more": ratio >= _MUCH_MORE,
                    "shade": min(max(round((ratio - 1) * 4), 0), _SHADES),
                }
            )  # fmt: skip
        rows.append({"topic": topic, "posts": posts, "cells": cells})
    return {"segments": segments, "rows": rows}


def answers(found: Mapping[str, Answers]) -> dict[str, Any]:
    """Who answers whom by role, and what becomes of questions by role and stage."""
    asked = [
        {"by": by, **{str(name): value for name, value in row.items()}, "bar": round(row["answered"] * BAR_WIDTH, 1)}
        for by in ("stage", "role")
        if by in found
        for row in found[by].asked.to_dict("records")
        if row["asker"] != "unknown"
    ]
    pairs = found["role"].pairs if "role" in found else pd.DataFrame()
    if pairs.empty:
        return {"asked": asked, "answerers": [], "rows": []}
    cells = {(row["asker"], row["answerer"]): row for row in pairs.to_dict("records")}
    answerers = [role for role in ROLES if any(who == role for _, who in cells)]
    rows = [
        {"asker": asker, "cells": [_met(cells.get((asker, who))) for who in answerers]}
        for asker in ROLES
        if any(who == asker for who, _ in cells)
    ]
    return {"asked": asked, "answerers": answerers, "rows": rows}


def _met(cell: Mapping[Any, Any] | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    ratio = float(cell["ratio"])
    shade = min(max(round((ratio - 1) * 4), 1), _SHADES) if cell["beyond_chance"] == "more" else 0
    return {"share": float(cell["share"]), "ratio": ratio, "beyond": cell["beyond_chance"], "shade": shade}


def made(provenance: Mapping[str, Any], words: Words) -> list[tuple[str, str]]:
    """How the run was made, as labels and values."""
    choices, counts = provenance.get("choices", {}), provenance.get("counts", {})
    codebook, leiden = provenance.get("codebook"), provenance.get("parameters", {}).get("communities")
    rows = [
        ("version", provenance.get("graphtool") and f"graphtool {provenance['graphtool']}, Python {provenance['python']}"),
        ("inputs", "; ".join(_file(each) for each in provenance.get("inputs", []))),
        ("posts", words.number(counts.get("posts"))),
        ("people", words.number(counts.get("people_in_network"))),
        ("codebook", codebook and f"{codebook['name']} ({codebook['hash']})"),
        ("seed", words.number(choices.get("seed"))),
        ("half_life", words.number(choices.get("half_life_days"))),
        ("resamples", words.number(choices.get("resamples"))),
        ("communities_by", leiden and f"Leiden ({leiden['engine']}), {words.number(leiden['number'])}"),
        ("libraries", ", ".join(f"{name} {version}" for name, version in provenance.get("libraries", {}).items())),
    ]
    return [(words(name), value) for name, value in rows if value not in {None, "", "–"}]


def _file(given: Mapping[str, Any]) -> str:
    return f"{given['name']} (SHA-256 {given['sha256'][:12]}…)" if "sha256" in given else str(given["name"])

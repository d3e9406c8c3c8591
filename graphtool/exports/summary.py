"""A run in plain words."""

import re
from typing import Final

import pandas as pd

from graphtool.corpus.summary import Summary

_SHOWN: Final = 5
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()#+!|<>~])")


def summary_text(
    summary: Summary,
    *,
    title: str,
    helpers: pd.DataFrame,
    mentors: pd.DataFrame,
    attention: pd.DataFrame,
    clusters: pd.DataFrame,
    parameters: dict[str, object],
) -> str:
    """The summary of a run as Markdown."""
    facts = summary.facts
    lines = [f"# {plain(title)}", ""]
    lines += [
        (
            f"{facts['posts']:,} posts by {facts['people']:,} people, {_day(facts['first'])} to {_day(facts['last'])}; "
            f"{facts['replies']:,} are replies, and for {facts['replies'] - facts['dangling']:,} of them it is known whom they answer."
        ),
        "",
    ]
    lines += [f"**{plain(summary.verdict)}**", ""]
    lines += [f"**Take care:** {plain(warning)}\n" for warning in summary.warnings]
    lines += ["## Who helps", "", *_helpers(helpers), ""]
    lines += ["## Who mentors the newly diagnosed", "", *_mentors(mentors), ""]
    lines += ["## Where caregivers support each other", "", *_clusters(clusters, parameters), ""]
    lines += ["## Help is not attention", "", *_attention(helpers, attention), ""]
    lines += [
        "## What not to conclude",
        "",
        "- A rank says how much somebody did in these posts, not how good their advice was. Read their posts before you act on it.",
        "- Neighbours in a list can often not be told apart; look at the scores, not only at the ranks.",
        "- Roles and stages come from words; people who do not speak of themselves stay `unknown` and are kept in the lists.",
        "- Whoever only reads is in no export.",
        "- These are health data of real people: share lists only where you may, and do not write to somebody because of a score alone.",
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def _helpers(helpers: pd.DataFrame) -> list[str]:
    if helpers.empty:
        return ["Nobody answered anybody in the threads these had opened, so there is no list."]
    lines = [
        f"{row.rank}. {plain(row.handle)} answered {row.people_helped:,} people ({row.answers:,} times, in {row.active_weeks:,} weeks) "
        f"and was thanked by {row.thankers:,}."
        for row in helpers.head(_SHOWN).itertuples()
    ]
    total = helpers["people_helped"].sum()
    few = helpers.head(max(len(helpers) // 100, 1))["people_helped"].sum()
    lines += [
        "",
        f"The first hundredth of {len(helpers):,} helpers gave {few / total:.0%} of the answers, counted in people helped.",
    ]
    return lines


def _mentors(mentors: pd.DataFrame) -> list[str]:
    if mentors.empty:
        return ["No dialogue with somebody newly diagnosed was found. Either nobody says so, or nobody answered twice."]
    return [
        f"{row.rank}. {plain(row.handle)} went back and forth with {row.mentees:,} newly diagnosed people ({row.turns:,} turns), "
        f"own stage: {str(row.own_stage).replace('_', ' ')}."
        for row in mentors.head(_SHOWN).itertuples()
    ]


def _clusters(clusters: pd.DataFrame, parameters: dict[str, object]) -> list[str]:
    counted = f"{parameters['groups_too_small']} smaller groups and {parameters['groups_not_sure']} that chance could have made are counted, not named."
    if clusters.empty:
        return [f"Among {parameters['caregivers']} caregivers no group stands out from chance. {counted}"]
    lines = [
        f"- Group {row.cluster}: {row.size:,} people, stability {row.stability:.2f}, z = {row.z:.1f}; {row.supports:.0%} of their posts support, "
        f"{row.learns:.0%} ask, {row.vents:.0%} vent. They turn to {plain(row.voices) or 'nobody in particular'}."
        for row in clusters.itertuples()
    ]  # fmt: skip
    return [*lines, "", counted]


def _attention(helpers: pd.DataFrame, attention: pd.DataFrame) -> list[str]:
    if helpers.empty or attention.empty:
        return ["There is nothing to compare."]
    first = set(helpers.head(10)["person"])
    both = len(first & set(attention.head(10)["person"]))
    lines = [f"Of the first ten helpers {both} are among the ten people with the most attention."]
    hidden = helpers[helpers["hidden"]]
    if len(hidden):
        names = ", ".join(plain(handle) for handle in hidden.head(_SHOWN)["handle"])
        lines.append(f"{len(hidden):,} hidden helpers give much and are seen little, {names} first.")
    return lines


def plain(text: object) -> str:
    """Strangers' text as Markdown that shows it literally."""
    return _MARKUP.sub(r"\\\1", " ".join(str(text).split()))


def _day(moment: object) -> str:
    return str(moment)[:10]

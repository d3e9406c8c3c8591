"""A run in plain words."""

import re
from typing import Final

import pandas as pd

from graphtool.corpus.summary import Summary
from graphtool.sentences import Lists, not_to_conclude, worth_knowing

_SHOWN: Final = 5
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()#+!|<>~])")


def summary_text(summary: Summary, lists: Lists, *, title: str) -> str:
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
    first = worth_knowing(lists, facts, name=plain)
    lines += ["## Five things worth knowing", "", *(f"{number}. {told}" for number, told in enumerate(first, start=1)), ""]
    lines += ["## Who helps", "", *_helpers(lists.helpers), ""]
    lines += ["## Who mentors the newly diagnosed", "", *_mentors(lists.mentors), ""]
    lines += ["## Where caregivers support each other", "", *_clusters(lists.clusters, lists.parameters), ""]
    lines += ["## Help is not attention", "", *_attention(lists.helpers, lists.attention), ""]
    lines += ["## What not to conclude", "", *(f"- {each}" for each in not_to_conclude()), ""]
    return "\n".join(lines)


def _helpers(helpers: pd.DataFrame) -> list[str]:
    if helpers.empty:
        return ["Nobody answered anybody in the threads these had opened, so there is no list."]
    return [
        f"{row.rank}. {plain(row.handle)} answered {row.people_helped:,} people ({row.answers:,} times, in {row.active_weeks:,} weeks) "
        f"and was thanked by {row.thankers:,}."
        for row in helpers.head(_SHOWN).itertuples()
    ]


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
    hidden = helpers[helpers["hidden"]]
    if hidden.empty:
        return ["Nobody of the first tenth by help is missing from the first tenth by attention."]
    names = ", ".join(plain(handle) for handle in hidden.head(_SHOWN)["handle"])
    return [f"{len(hidden):,} hidden helpers give much and are seen little, {names} first."]


def plain(text: object) -> str:
    """Strangers' text as Markdown that shows it literally."""
    return _MARKUP.sub(r"\\\1", " ".join(str(text).split()))


def _day(moment: object) -> str:
    return str(moment)[:10]

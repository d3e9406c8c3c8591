"""A run in plain words."""

import re
from typing import Any, Final

import pandas as pd

from graphtool.corpus.summary import Summary

_SHOWN: Final = 5
_MUCH: Final = 0.25  # of all help, by the first hundredth of the helpers
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()#+!|<>~])")


def summary_text(
    summary: Summary,
    *,
    title: str,
    helpers: pd.DataFrame,
    mentors: pd.DataFrame,
    attention: pd.DataFrame,
    clusters: pd.DataFrame,
    unanswered: pd.DataFrame,
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
    first = [
        _first(helpers),
        _spread(helpers),
        _newcomers(mentors, unanswered, facts),
        _groups(clusters, parameters),
        _seen(helpers, attention),
    ]
    lines += ["## Five things worth knowing", "", *(f"{number}. {told}" for number, told in enumerate(first, start=1)), ""]
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


def _first(helpers: pd.DataFrame) -> str:
    """Who leads, and who cannot be told apart from them."""
    if helpers.empty:
        return "Nobody answered anybody in the threads these had opened, so there is no list of helpers."
    best = helpers.iloc[0]
    told = f"{plain(best['handle'])} helps most: {best['people_helped']:,} people answered, thanked by {best['thankers']:,}."
    if "tier" not in helpers:
        return told
    alike = int((helpers["tier"] == best["tier"]).sum())
    return f"{told} " + (
        "Nobody else comes as near that they could be confused."
        if alike == 1
        else f"{alike:,} people in all cannot be told apart at the top: the order among them is chance."
    )


def _spread(helpers: pd.DataFrame) -> str:
    """How many shoulders help rests on."""
    total = int(helpers["people_helped"].sum()) if len(helpers) else 0
    if not total:
        return "No answer was given, so nothing rests on anybody."
    few = max(len(helpers) // 100, 1)
    share = helpers["people_helped"].nlargest(few).sum() / total
    return (
        f"Of {len(helpers):,} helpers the busiest {few:,} gave {share:.0%} of the answers, counted in people helped:"
        f" {'their leaving would be felt' if share > _MUCH else 'help rests on many shoulders'}."
    )


def _newcomers(mentors: pd.DataFrame, unanswered: pd.DataFrame, facts: dict[str, Any]) -> str:
    """Who takes care of newcomers, and who was missed."""
    alone = (
        f"{len(unanswered):,} of {facts['people']:,} people opened threads and never got an answer (unanswered.csv)."
        if len(unanswered)
        else "No newcomer was left without any answer."
    )
    if mentors.empty:
        return f"No dialogue with somebody newly diagnosed was found. {alone}"
    return f"{len(mentors):,} people went back and forth with somebody newly diagnosed, {plain(mentors.iloc[0]['handle'])} with most. {alone}"


def _groups(clusters: pd.DataFrame, parameters: dict[str, object]) -> str:
    """Whether caregivers have groups of their own."""
    if clusters.empty:
        return f"{parameters['caregivers']:,} people write as caregivers; they form no group beyond chance."
    return (
        f"{parameters['caregivers']:,} people write as caregivers, {int(clusters['size'].sum()):,} of them in {len(clusters):,}"
        " groups that support each other more than chance would have it."
    )


def _seen(helpers: pd.DataFrame, attention: pd.DataFrame) -> str:
    """How far attention would mislead."""
    if helpers.empty or attention.empty:
        return "Help and attention cannot be compared here."
    both = len(set(helpers.head(10)["person"]) & set(attention.head(10)["person"]))
    return (
        f"Of the first ten helpers {both} are among the ten people with the most attention: a list by attention would have"
        f" missed {10 - both}."
    )


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

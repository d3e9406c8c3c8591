"""A run in plain words when it had a network without posts: what ties show, and what they cannot."""

from typing import Final

import pandas as pd

from graphtool.corpus.summary import Summary
from graphtool.exports.summary import plain

_SHOWN: Final = 5


def is_network(summary: Summary) -> bool:
    """Whether there are ties and no posts."""
    return bool(summary.facts["ties_without_posts"]) and not summary.facts["posts"]


def network_text(summary: Summary, *, title: str, attention: pd.DataFrame, positions: pd.DataFrame, modularity: float) -> str:
    """The summary of a run without posts as Markdown.

    Args:
        summary: of the corpus.
        title: of the run.
        attention: the table of ``rank_attention``.
        positions: of ``list_positions``.
        modularity: of its communities.
    """
    facts = summary.facts
    told = facts["first"] is not None
    times = f"from {str(facts['first'])[:10]} to {str(facts['last'])[:10]}" if told else "of which no times are known"
    lines = [
        f"# {plain(title)}",
        "",
        f"A network without posts: {len(positions):,} people and {facts['ties_without_posts']:,} ties {times}.",
        "",
        f"**{plain(summary.verdict)}**",
        "",
        *(f"- {count:,} × {plain(what)}." for what, count in (facts["noted"] | facts["left_out"] | facts["dropped"]).items()),
        "",
        "## Who gets attention",
        "",
        *(
            f"{row.rank}. {plain(row.handle)} is written to by {row.repliers:,} people, {row.received:,} times."
            for row in attention.head(_SHOWN).itertuples()
        ),
        "",
        "## Communities",
        "",
        _communities(positions, modularity),
        "",
        "## What cannot be found here",
        "",
        "- Helpers: a tie says that somebody wrote to somebody, not that it helped. Attention is not help.",
        "- Mentors of the newly diagnosed, caregivers and their groups, roles, stages, topics: these are read from words.",
        "- Whoever has no tie and is no node of the network is not in it.",
        "",
        "Load the posts behind the network, if you can get them: then all of that is found.",
        "",
        "These are real people: share lists only where you may.",
        "",
    ]
    return "\n".join(lines)


def _communities(positions: pd.DataFrame, modularity: float) -> str:
    sizes = positions.loc[positions["partners"] > 0, "community"].value_counts()
    if sizes.empty:
        return "Nobody is tied to anybody."
    return (
        f"{len(sizes):,} communities (modularity {modularity:.2f}), the largest of {sizes.max():,} people;"
        " positions.csv says who is in which."
    )

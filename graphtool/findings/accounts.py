"""Accounts that are no peers: bots and promotional ones, by what they write again and again."""

from typing import Final

import pandas as pd

from graphtool.corpus.tables import Tables

LEAST_SAME: Final = 10  # posts of which half say the same
LEAST_PROMOTING: Final = 5  # posts of which half promote
# a name that ends in a word of its own: not Talbot, not Abbott
_NAMED_BOT: Final = r"(?:[_\-.\s]|^)[Bb]ot\d*$|[a-z]Bot\d*$|BOT\d*$|^[Aa]uto_?[Mm]oderator"


def account_marks(tables: Tables) -> pd.DataFrame:
    """Who is marked, and as what.

    Returns:
        ``person, mark``, a row for each marked account: ``bot`` (its name says so, or half of at least 10 posts say the
        same) or ``promotional`` (half of at least 5 posts link to one and the same place, or offer a code or a link in
        the profile). Whose role the user knows is not marked.
    """
    habits = tables.run("""
        SELECT habits.*, people.handle FROM habits JOIN people ON habits.person = people.person
        WHERE NOT EXISTS (SELECT 1 FROM known_people WHERE known_people.person = habits.person)
        ORDER BY habits.person
    """)
    bot = habits["handle"].fillna("").str.contains(_NAMED_BOT) | (
        (habits["posts"] >= LEAST_SAME) & (2 * habits["same"] >= habits["posts"])
    )
    promotes = (habits["posts"] >= LEAST_PROMOTING) & (2 * habits[["to_one_place", "promoting"]].max(axis=1) >= habits["posts"])
    marks = habits.assign(mark=bot.map({True: "bot", False: "promotional"}))
    return marks.loc[bot | promotes, ["person", "mark"]].reset_index(drop=True)

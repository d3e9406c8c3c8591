"""Whom a mentor mentored: the dialogues, what they were about, and how the newly diagnosed person went on."""

import hashlib
from typing import Final

import pandas as pd

from graphtool.corpus.tables import Tables
from graphtool.findings.mentors import MAX_GAP_DAYS, dialogues, of_mentors, pairs_of
from graphtool.schema import DAY_US

_TOPICS: Final = 3  # named of each pair


def list_mentees(
    tables: Tables, *, mentor: str | None = None, pseudonyms: bool = False, max_gap_days: int = MAX_GAP_DAYS
) -> pd.DataFrame:
    """The mentees of mentors, a row a pair.

    Args:
        tables: of ``corpus.period``.
        mentor: only of this person (an id).
        pseudonyms: mentees are called ``mentee 1`` and so on, and times are cut to the day; the numbers stay the same for
            the same people.
        max_gap_days: silence that ends a dialogue.

    Returns:
        ``mentor, mentor_handle, mentee, mentee_handle, value`` (what the mentee adds to the mentor's score, before shrinking),
        ``dialogues, mentor_turns, mentee_turns, helpful_turns, thanks, topics`` (the most frequent of both's turns, joined
        by ``|``), ``first_us, last_us`` (of the dialogues), ``posts_after`` and ``answers_after`` (posts of the mentee after
        the last dialogue, and those of them that answer somebody who opened a thread), ``last_seen_us``; mentors in
        their order, of each the mentee of highest value first.
    """
    found = of_mentors(dialogues(tables, max_gap_days=max_gap_days))
    after = tables.ask("mentees").set_index(["mentor", "mentee"])
    ends = found.groupby(["mentor", "mentee"]).agg(first_us=("start_us", "min"), last_us=("end_us", "max"))
    table = pairs_of(found).join(ends).join(after[["posts_after", "answers_after", "last_seen_us"]]).join(_topics(tables))
    table["topics"] = table["topics"].fillna("")
    table = table.reset_index()
    handles = tables.run("SELECT person, handle FROM people").set_index("person")["handle"]
    table["mentor_handle"], table["mentee_handle"] = table["mentor"].map(handles), table["mentee"].map(handles)
    if pseudonyms:
        table = _pseudonymous(table)
    if mentor is not None:
        table = table[table["mentor"] == mentor]
    table = table.sort_values(["mentor", "value", "mentee"], ascending=[True, False, True], ignore_index=True)
    return table[
        [
            "mentor", "mentor_handle", "mentee", "mentee_handle", "value", "dialogues", "mentor_turns", "mentee_turns",
            "helpful_turns", "thanks", "topics", "first_us", "last_us", "posts_after", "answers_after", "last_seen_us",
        ]
    ]  # fmt: skip


def _pseudonymous(table: pd.DataFrame) -> pd.DataFrame:
    """Mentees by number, in an order that tells nothing of their names."""
    everybody = sorted(table["mentee"].unique(), key=lambda person: hashlib.sha256(person.encode()).hexdigest())
    called = table["mentee"].map({person: f"mentee {number}" for number, person in enumerate(everybody, start=1)})
    times = {name: table[name] // DAY_US * DAY_US for name in ("first_us", "last_us", "last_seen_us")}
    return table.assign(mentee=called, mentee_handle=called, **times)


def _topics(tables: Tables) -> pd.Series:
    """What the turns of each pair are about, the most frequent first."""
    told = tables.run("""
        SELECT mentor, mentee, topic, count(*) AS turns
        FROM dialogue_turns JOIN post_topics ON dialogue_turns.post = post_topics.post
        GROUP BY mentor, mentee, topic ORDER BY mentor, mentee, turns DESC, topic
    """)
    first = told.groupby(["mentor", "mentee"]).head(_TOPICS)
    return first.groupby(["mentor", "mentee"])["topic"].agg("|".join).rename("topics")

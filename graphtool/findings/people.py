"""Everybody in a period: who they are, and how they take part."""

from dataclasses import dataclass

import pandas as pd

from graphtool.behaviour import behaviour
from graphtool.corpus.tables import Tables
from graphtool.schema import ACTS

COLUMNS = (
    "person", "handle", "role", "role_by", "stage", "behaviour", "posts", "replies", "weeks", *ACTS, "amplifies",
    "received", "first_us", "last_us",
)  # fmt: skip


@dataclass(frozen=True)
class People:
    """People of a period.

    table: ``person, handle, role, role_by`` (where the role was read, or "known"), ``stage`` (at their last post),
        ``behaviour`` (joined by ``|``), ``posts`` (reposts included), ``replies, weeks`` (with a post), the posts that
        show each act, ``amplifies`` (mention, quote or repost), ``received`` (replies, mentions and quotes),
        ``first_us, last_us``; those with the most posts first.
    parameters: the thresholds of behaviour, and what they came to.
    """

    table: pd.DataFrame
    parameters: dict[str, object]


def list_people(tables: Tables) -> People:
    """Everybody who wrote or was written to.

    Args:
        tables: of ``corpus.period``.
    """
    acting = behaviour(tables)
    counts = acting.table.drop(columns=["posts", "first_us", "last_us"])
    read = tables.run("SELECT person, role_by FROM person_roles")
    people = tables.ask("people").merge(counts, on="person").merge(read, on="person", how="left")
    people["role_by"] = people["role_by"].fillna("")
    people = people.sort_values(["posts", "person"], ascending=[False, True], ignore_index=True)
    return People(people[list(COLUMNS)], acting.parameters)


def only(people: People, *, behaviour: str | None = None, role: str | None = None, stage: str | None = None) -> pd.DataFrame:
    """The rows of those who behave so, are in that role and stand at that stage; None takes all."""
    table = people.table
    if behaviour is not None:
        table = table[[behaviour in each.split("|") for each in table["behaviour"]]]
    for name, wanted in (("role", role), ("stage", stage)):
        if wanted is not None:
            table = table[table[name] == wanted]
    return table.reset_index(drop=True)

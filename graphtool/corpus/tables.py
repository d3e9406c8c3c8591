"""Runs the project's SQL on DuckDB. Another engine needs these same verbs and no other change."""

from collections.abc import Mapping
from typing import Self

import duckdb
import pandas as pd

from graphtool.sql import query


class Tables:
    """Tables of one analysis, in memory: the coded posts and interactions of a period, and what is made of them.

    The tables a corpus offers (``Corpus.period``):

    - ``posts(post, author, created_us, thread, parent, is_opener, is_context, is_repost, language, role, role_by,
      stage, asks, informs, encourages, thanks, vents, challenges, topics)``; ``author`` is NULL for nobody. No text.
    - ``post_topics(post, topic)``: the topics of posts, a row each
    - ``interactions(post, kind, source, target, thread, created_us, to_post, to_opener)``: source wrote to target,
      never to themselves; ``to_post`` is NULL where the post addressed is not known; ``to_opener`` is true when the
      target opened the thread.
    - ``given_ties(source, target, kind, count, first_us, last_us)``: ties that networks without posts tell; times are NULL
      where they tell none
    - ``threads(thread, opener, opened_us)``
    - ``people(person, platform, handle, name, bio)``
    - ``person_roles(person, role, role_by, posts)``: one role a person, the best place it was read and the number of
      posts that show it
    - ``known_people(person, role, stage, diagnosed_from_us, diagnosed_to_us)``: what the user knows
    - ``habits(person, posts, same, to_one_place, promoting)``: of whoever wrote 5 posts or more, how many say the same,
      link to the same place, and offer a code
    - ``timeline(person, role, stage, from_us, to_us, confidence, stage_by, evidence, conflict)``
    - ``settings``: one row of parameters, at least ``since_us`` and ``until_us``
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection | None = None) -> None:
        self._connection = connection or duckdb.connect()

    def run(self, sql: str) -> pd.DataFrame:
        """The rows of a query."""
        rows: pd.DataFrame = self._connection.sql(sql).df()
        return rows

    def materialise(self, name: str, sql: str) -> None:
        """Keep the rows of a query as the table ``name``."""
        self._connection.execute(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def register(self, name: str, source: pd.DataFrame) -> None:
        """Make a DataFrame readable as the table ``name``."""
        self._connection.register("incoming", source)
        try:
            self.materialise(name, "SELECT * FROM incoming")
        finally:
            self._connection.unregister("incoming")

    def settings(self, values: Mapping[str, int | float | str | bool]) -> None:
        """Add to the one-row table ``settings`` that queries cross-join; a name given before is replaced."""
        before = self.run("SELECT * FROM settings") if self.has("settings") else pd.DataFrame(index=[0])
        self.register("settings", before.assign(**dict(values)))

    def until_last_post(self) -> int:
        """End the period at its last post, so that nothing fades for want of later ones; that moment is returned."""
        until = int(self.run("SELECT until_us FROM settings")["until_us"][0])
        last = self.run("SELECT max(created_us) AS last_us FROM posts")["last_us"][0]
        if not pd.isna(last):
            until = min(until, int(last))
            self.settings({"until_us": until})
        return until

    def has(self, name: str) -> bool:
        """Whether a table of that name exists."""
        return bool(
            self.run(
                f"SELECT count(*) AS n FROM duckdb_tables() WHERE table_name = '{name}' AND database_name = current_database()"
            ).n[0]
        )

    def ask(self, name: str) -> pd.DataFrame:
        """The rows of the query ``sql/NAME.sql``."""
        return self.run(query(name))

    def close(self) -> None:
        """Free the memory; the tables are gone."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

"""A period of a corpus as the tables that findings are made from."""

from typing import Final

import pandas as pd

from graphtool.coding import timeline
from graphtool.corpus.known import Known, nothing_known
from graphtool.corpus.store import Corpus, script
from graphtool.corpus.tables import Tables
from graphtool.sql import query

BEGINNING_US: Final = -(2**62)
END_US: Final = 2**62


def period(corpus: Corpus, *, since_us: int | None = None, until_us: int | None = None, known: Known | None = None) -> Tables:
    """The coded posts and interactions from ``since_us`` to ``until_us``, both included, and who the people were.

    Roles and timelines come from the posts of the period alone, so that nothing later leaks into a finding, and from
    what the user knows, which comes first.
    """
    known = known or nothing_known()
    connection = corpus.scratch()
    tables = Tables(connection)
    tables.settings(
        {
            "since_us": BEGINNING_US if since_us is None else since_us,
            "until_us": END_US if until_us is None else until_us,
        }
    )
    tables.register("known_people", known.people)
    refilled = connection.sql(
        "SELECT 1 FROM duckdb_tables() WHERE database_name = 'corpus' AND table_name = 'refilled_habits'"
    ).fetchall()
    connection.execute(script("refilled_habits" if refilled else "post_habits"))
    connection.execute(script("period"))
    shown = tables.run("""
        SELECT posts.author AS person, posts.created_us, posts.post, posts.role, posts.role_by, codes.stage, codes.stage_by,
               codes.diagnosed_from_us, codes.diagnosed_to_us
        FROM corpus.codes AS codes JOIN posts ON codes.post = posts.post
        WHERE posts.author IS NOT NULL AND NOT posts.is_repost AND (posts.role <> 'unknown' OR codes.stage <> 'unknown')
        ORDER BY posts.author, posts.created_us, posts.post
    """)
    told = known.statements()
    told = told[told["person"].isin(tables.run("SELECT person FROM people")["person"])]
    tables.register("timeline", timeline(pd.concat([shown, told[shown.columns]], ignore_index=True) if len(told) else shown))
    tables.materialise("person_roles", query("person_roles"))
    return tables

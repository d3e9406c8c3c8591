"""A period of a corpus as the tables that findings are made from."""

from typing import Final

from graphtool.coding import timeline
from graphtool.corpus.store import Corpus, script
from graphtool.corpus.tables import Tables
from graphtool.sql import query

BEGINNING_US: Final = -(2**62)
END_US: Final = 2**62


def period(corpus: Corpus, *, since_us: int | None = None, until_us: int | None = None) -> Tables:
    """The coded posts and interactions from ``since_us`` to ``until_us``, both included, and who the people were.

    Roles and timelines come from the posts of the period alone, so that nothing later leaks into a finding.
    """
    connection = corpus.scratch()
    tables = Tables(connection)
    tables.settings(
        {
            "since_us": BEGINNING_US if since_us is None else since_us,
            "until_us": END_US if until_us is None else until_us,
        }
    )
    connection.execute(script("period"))
    shown = tables.run("""
        SELECT posts.author AS person, posts.created_us, codes.*
        FROM corpus.codes AS codes JOIN posts ON codes.post = posts.post
        WHERE posts.author IS NOT NULL AND NOT posts.is_repost AND (codes.role <> 'unknown' OR codes.stage <> 'unknown')
        ORDER BY posts.author, posts.created_us, posts.post
    """)
    tables.register("timeline", timeline(shown))
    tables.materialise("person_roles", query("person_roles"))
    return tables

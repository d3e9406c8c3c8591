"""The posts of one person with their words and codes: what an explanation rests on."""

import pandas as pd

from graphtool.corpus.store import Corpus
from graphtool.schema import ACTS


def posts_of(corpus: Corpus, person: str, *, since_us: int, until_us: int) -> pd.DataFrame:
    """A person's own posts of a period, by time.

    Args:
        corpus: whose posts are coded.
        person: an id as ``corpus.people`` has it.
        since_us: from when on.
        until_us: until when, that moment included.

    Returns:
        ``post, created_us, title, text, flair, bio, parent_text, is_opener, by_opener``, then of ``schema.CODES``
        ``language, role, role_by, stage, stage_by``, the acts, ``topics`` and ``rules``.
    """
    found: pd.DataFrame = corpus.connection.execute(
        f"""
        SELECT posts.post, posts.created_us, posts.title, posts.text, posts.flair, people.bio, parents.text AS parent_text,
               coalesce(threads.root = posts.post, posts.parent IS NULL) AS is_opener,
               coalesce(threads.opener = posts.author, false) AS by_opener,
               codes.language, codes.role, codes.role_by, codes.stage, codes.stage_by,
               {", ".join(f"codes.{act}" for act in ACTS)}, codes.topics, codes.rules
        FROM posts
        JOIN codes ON codes.post = posts.post
        LEFT JOIN people ON people.person = posts.author
        LEFT JOIN found_threads ON found_threads.post = posts.post
        LEFT JOIN threads ON threads.thread = coalesce(posts.thread, found_threads.thread)
        LEFT JOIN posts AS parents ON parents.post = posts.parent
        WHERE posts.author = $person AND NOT posts.is_repost AND posts.created_us BETWEEN $since AND $until
        ORDER BY posts.created_us, posts.post
        """,
        {"person": person, "since": since_us, "until": until_us},
    ).df()
    return found

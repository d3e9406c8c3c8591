"""A corpus filled with what another store kept of one: posts, whom they address, and codes, mostly without words."""

from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd

from graphtool.corpus.store import Corpus
from graphtool.schema import ACTS


@contextmanager
def refilled(
    *, origin: str, source: str, people: pd.DataFrame, posts: pd.DataFrame, addresses: pd.DataFrame, ties: pd.DataFrame
) -> Iterator[Corpus]:
    """A corpus that is gone afterwards, coded already: ``period`` reads it, ``code_posts`` has nothing to read.

    Args:
        origin: where that came from, in the place of a file's name.
        source: what that is, in the place of a format's name.
        people: ``person, handle, name``.
        posts: ``post, author, created_us, thread, parent, title, text, is_opener, is_context, is_repost``, then of
            ``schema.CODES`` all but ``rules``; ``topics`` joined by ``|``; ``says_as, links_as, promotes`` as in
            ``post_habits.sql``, ``promotes`` missing where the post is not among these.
        addresses: ``post, kind, target, to_post, to_opener``.
        ties: ``source, target, kind, count, first_us, last_us`` of the whole network; what ``addresses`` do not make up of
            them came from networks without posts.
    """
    with Corpus.temporary() as corpus:
        connection = corpus.connection
        for name, frame in (
            ("given_people", people),
            ("given_posts", posts),
            ("given_addresses", addresses),
            ("all_ties", ties),
        ):
            connection.register(name, frame)
        connection.execute(f"""
            INSERT INTO people BY NAME
            SELECT person, split_part(person, ':', 1) AS platform, handle, name FROM given_people ORDER BY person;
            INSERT INTO posts BY NAME
            SELECT post, author, created_us, thread, parent, title, text, language, is_context, is_repost
            FROM given_posts ORDER BY post;
            INSERT INTO threads BY NAME
            SELECT thread, post AS root, author AS opener, created_us AS opened_us
            FROM given_posts WHERE is_opener ORDER BY thread;
            INSERT INTO interactions BY NAME
            SELECT given_addresses.post, kind, author AS source, target, thread, created_us, to_post, to_opener
            FROM given_addresses JOIN given_posts ON given_addresses.post = given_posts.post
            ORDER BY given_addresses.post, kind, target;
            INSERT INTO nodes SELECT DISTINCT person FROM given_people;
            INSERT INTO ties
            SELECT all_ties.source, all_ties.target, all_ties.kind, all_ties.count - coalesce(own.count, 0), first_us, last_us
            FROM all_ties LEFT JOIN (
                SELECT source, target, kind, count(*) AS count FROM interactions GROUP BY source, target, kind
            ) AS own ON own.source = all_ties.source AND own.target = all_ties.target AND own.kind = all_ties.kind
            WHERE all_ties.count > coalesce(own.count, 0)
            ORDER BY all_ties.source, all_ties.target, all_ties.kind;
            INSERT INTO codes BY NAME
            SELECT post, language, role, role_by, stage, stage_by, {", ".join(ACTS)}, diagnosed_from_us, diagnosed_to_us, topics
            FROM given_posts ORDER BY post;
            CREATE TABLE refilled_habits AS
            SELECT post, author, says_as, links_as, promotes FROM given_posts WHERE promotes IS NOT NULL ORDER BY post;
        """)
        connection.execute("INSERT INTO files VALUES ('', ?, ?, 'pulled', 0, ?)", [origin, source, len(posts)])
        for name in ("given_people", "given_posts", "given_addresses", "all_ties"):
            connection.unregister(name)
        yield corpus

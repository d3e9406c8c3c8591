"""Code the posts of a corpus, only those whose text, context or codebook changed."""

from contextlib import closing
from typing import Final

import duckdb
import pandas as pd
import pyarrow as pa

from graphtool.coding import Codebook, carried, code_batches
from graphtool.corpus.known import Known, nothing_known
from graphtool.corpus.store import Corpus
from graphtool.progress import Progress, silent
from graphtool.schema import ACTS, CODES, CODING_INPUT, KNOWN

_BATCH: Final = 5_000

_INPUT: Final = """
    FROM corpus.posts AS posts
    LEFT JOIN corpus.people AS people ON posts.author = people.person
    LEFT JOIN corpus.found_threads AS found ON posts.post = found.post
    LEFT JOIN corpus.threads AS threads ON threads.thread = coalesce(posts.thread, found.thread)
    LEFT JOIN corpus.posts AS parents ON parents.post = posts.parent
"""
_PENDING: Final = f"""
    CREATE TABLE todo AS
    SELECT wanted.* FROM (
        SELECT posts.post,
               md5(concat_ws('/', posts.content_hash, coalesce(people.bio, chr(30)), threads.root = posts.post,
                             threads.opener = posts.author, parents.content_hash)) AS input_hash
        {_INPUT}
    ) AS wanted
    LEFT JOIN corpus.codes AS codes
        ON codes.post = wanted.post AND codes.input_hash = wanted.input_hash AND codes.codebook = $codebook
    WHERE codes.post IS NULL
"""
_WAITING: Final = f"""
    SELECT posts.post, posts.created_us, posts.title, posts.text, posts.flair, people.bio, parents.text AS parent_text,
           coalesce(threads.root = posts.post, posts.parent IS NULL) AS is_opener,
           coalesce(threads.opener = posts.author, false) AS by_opener, posts.is_repost, posts.language
    {_INPUT} JOIN todo ON todo.post = posts.post
"""


def code_posts(corpus: Corpus, codebook: Codebook, *, progress: Progress = silent) -> int:
    """Code every post that this codebook has not yet coded as it now stands.

    Args:
        corpus: opened for writing.
        codebook: its hash is kept with every code.
        progress: told the posts coded.

    Returns:
        How many posts were coded.
    """
    with closing(corpus.scratch()) as reading:
        reading.execute(_PENDING, {"codebook": codebook.hash})
        total = int(reading.sql("SELECT count(*) AS n FROM todo").df().n[0])
        if total:
            with corpus.all_or_nothing() as writing:
                writing.register("todo_list", reading.sql("SELECT post, input_hash FROM todo").to_arrow_table())
                writing.execute(
                    "DELETE FROM codes WHERE codebook <> ? OR post IN (SELECT post FROM todo_list)", [codebook.hash]
                )
                waiting = reading.sql(_WAITING).to_arrow_reader(_BATCH)
                batches = (batch.to_pandas()[list(CODING_INPUT)] for batch in waiting)
                done = 0
                for codes in code_batches(batches, codebook, total):
                    _store(writing, codes, codebook)
                    done += len(codes)
                    progress("coding", done, total)
                writing.unregister("todo_list")
    return total


def _store(writing: duckdb.DuckDBPyConnection, codes: pd.DataFrame, codebook: Codebook) -> None:
    writing.register("coded", pa.Table.from_pandas(codes[list(CODES)], preserve_index=False))
    writing.execute(
        "INSERT INTO codes BY NAME SELECT coded.*, ? AS codebook, input_hash FROM coded JOIN todo_list USING (post)",
        [codebook.hash],
    )
    writing.unregister("coded")


def coded_posts(corpus: Corpus, *, known: Known | None = None) -> pd.DataFrame:
    """The codes of all posts, as people read them.

    Args:
        corpus: whose posts were coded.
        known: overrules the role of these people's posts; ``role_by`` says so.

    Returns:
        ``id`` (as the export has it), ``role, stage, acts, topics, rules`` (joined by ``|``), ``language``, and
        ``role_by`` and ``stage_by``, where these were read (``thread``: in earlier posts of the author there), sorted by post;
        posts that came along as context are left
        out.
    """
    acts = " || ".join(f"CASE WHEN {act} THEN '|{act}' ELSE '' END" for act in ACTS)
    corpus.connection.register("known_people", (known or nothing_known()).people)
    coded: pd.DataFrame = corpus.connection.sql(f"""
        SELECT substr(codes.post, strpos(codes.post, ':') + 1) AS id, coalesce(known_people.role, codes.role) AS role,
               codes.stage, ltrim({acts}, '|') AS acts, topics, rules, codes.language,
               CASE WHEN known_people.role IS NULL THEN role_by ELSE '{KNOWN}' END AS role_by, stage_by, codes.post,
               coalesce(posts.thread, found_threads.thread) AS thread, posts.author, posts.created_us
        FROM codes JOIN posts ON codes.post = posts.post
        LEFT JOIN found_threads ON posts.post = found_threads.post
        LEFT JOIN known_people ON posts.author = CAST(known_people.person AS VARCHAR)
        WHERE NOT posts.is_context
        ORDER BY codes.post
    """).df()
    corpus.connection.unregister("known_people")
    return carried(coded).drop(columns=["post", "thread", "author", "created_us"])

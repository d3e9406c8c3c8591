"""What is in a corpus, and when findings from it would stand on sand."""

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from graphtool.corpus.store import Corpus
from graphtool.corpus.verdict import FEW_REPLIES, FEW_RESOLVED, ONE_SIDED, STRIPPED, verdict
from graphtool.schema import DAY_US

SHORTEST_GAP_DAYS: Final = 7  # without a post, that are worth telling
OFF_TOPIC: Final = 0.15  # share of coded posts on any topic: an admissions board had 0.04, patient boards 0.66 to 0.96
MANY_CODED: Final = 100  # posts, below which that share says nothing


@dataclass(frozen=True)
class Summary:
    """Counts of a corpus.

    facts: ``source`` and the counts (``posts`` without context, ``people`` who wrote them, ``replies``,
        ``parents_found`` in the corpus, ``dangling`` replies whose addressee nobody knows, ``mentions`` without
        addressing, ``quotes``, ``coded`` posts and those of them ``on_topic``, ``days`` of the period and its
        ``longest_gap_days`` without a post, the ``gaps`` of a week or
        more, ``copies`` of posts read before, ``ties_without_posts`` that networks tell (a
        pair and kind counts once) with their ``edges_of_networks`` in the files, ``only_ids`` of X posts that an export names
        and of them those ``filled_in``, ``dropped``, ``left_out`` and ``noted`` rows by reason, ...).
    platforms: a row a platform: ``platform, posts, people, first, last`` (ISO), ``replies`` and the shares of them
        whose parent is here (``parent_known``) or of whom it is known whom they address (``addressee_known``), and in how
        many posts somebody is mentioned (``mentioning``), something is quoted (``quoting``), or there are no words
        (``wordless``).
    files: one row a file loaded.
    examples: some of the dropped rows: file, line, reason, detail.
    warnings: in plain words, what the corpus cannot carry.
    verdict: one line: good, usable with care (why), or not enough for which finding (why).
    """

    facts: dict[str, Any]
    platforms: pd.DataFrame
    files: pd.DataFrame
    examples: pd.DataFrame
    warnings: tuple[str, ...]
    verdict: str


def summarise(corpus: Corpus) -> Summary:
    """Count what is in a corpus."""
    connection = corpus.connection
    counts = connection.sql(_COUNTS).df().iloc[0]
    languages = connection.sql("""
        SELECT coalesce(language, 'not stated') AS language, count(*) AS posts FROM posts WHERE NOT is_context
        GROUP BY language ORDER BY posts DESC, language LIMIT 8
    """).df()
    files = connection.sql("SELECT name, source, reason, bytes, rows, sha256 FROM files ORDER BY name, sha256").df()
    examples = connection.sql("""
        SELECT name AS file, line, drop_examples.reason, detail
        FROM drop_examples JOIN files ON drop_examples.sha256 = files.sha256
        ORDER BY name, line, drop_examples.reason, detail
    """).df()
    facts: dict[str, Any] = {"source": "+".join(sorted(set(files["source"]))) or None}
    facts |= {name: int(counts[name]) for name in counts.index if name not in ("first_us", "last_us")}
    for name, table in (("dropped", "drops"), ("left_out", "left_out"), ("noted", "noted")):
        counted = connection.sql(f"SELECT reason, sum(rows) AS rows FROM {table} GROUP BY reason ORDER BY reason").df()
        facts[name] = {str(row.reason): int(row.rows) for row in counted.itertuples()}
    facts["languages"] = {str(row.language): int(row.posts) for row in languages.itertuples()}
    facts["gaps"] = {str(row.gap): int(row.days) for row in connection.sql(_GAPS).df().itertuples()}
    for end in ("first", "last"):
        moment = counts[f"{end}_us"]
        facts[end] = None if pd.isna(moment) else pd.Timestamp(int(moment), unit="us", tz="UTC").isoformat()
    used = facts["rows"] - sum(facts["dropped"].values()) - sum(facts["left_out"].values())
    facts["copies"] = max(used - facts["posts"] - facts["edges_of_networks"], 0)
    return Summary(facts, connection.sql(_PLATFORMS).df(), files, examples, _warnings(facts), verdict(facts))


_COUNTS: Final = f"""
    WITH hits AS (SELECT * FROM posts WHERE NOT is_context),
    replies AS (
        SELECT hits.post, parent.post IS NOT NULL AS found,
               parent.post IS NULL AND hits.parent_author IS NULL AS dangling
        FROM hits LEFT JOIN posts AS parent ON hits.parent = parent.post
        WHERE (hits.parent IS NOT NULL OR hits.parent_author IS NOT NULL) AND NOT hits.is_repost
    )
    SELECT (SELECT coalesce(sum(rows), 0) FROM files) AS rows,
           (SELECT count(*) FROM hits) AS posts,
           (SELECT count(*) FROM posts WHERE is_context) AS context,
           (SELECT count(*) FROM hits WHERE is_repost) AS reposts,
           (SELECT count(*) FROM hits WHERE author IS NULL) AS posts_by_nobody,
           (SELECT count(*) FROM hits WHERE text IS NULL AND title IS NULL AND NOT is_repost) AS posts_without_text,
           (SELECT count(DISTINCT author) FROM hits) AS people,
           (SELECT count(*) FROM people) AS people_seen,
           (SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM hits WHERE author IS NOT NULL GROUP BY author))
               AS most_posts_by_one,
           (SELECT count(*) FROM threads) AS threads,
           (SELECT count(*) FROM replies) AS replies,
           (SELECT count(*) FROM replies WHERE found) AS parents_found,
           (SELECT count(*) FROM replies WHERE dangling) AS dangling,
           (SELECT count(*) FROM (
               SELECT DISTINCT post, mention.person FROM (
                   SELECT post, unnest(mentions) AS mention FROM hits WHERE NOT is_repost
               ) WHERE NOT mention.addressing
           )) AS mentions,
           (SELECT count(*) FROM hits WHERE quoted IS NOT NULL AND NOT is_repost) AS quotes,
           (SELECT count(*) FROM hits JOIN codes ON codes.post = hits.post) AS coded,
           (SELECT count(*) FROM hits JOIN codes ON codes.post = hits.post WHERE codes.topics <> '') AS on_topic,
           (SELECT coalesce((max(created_us) - min(created_us)) // {DAY_US}, 0) FROM hits) AS days,
           (SELECT coalesce(max(gap) // {DAY_US}, 0) FROM (
               SELECT created_us - lag(created_us) OVER (ORDER BY created_us) AS gap FROM hits
           )) AS longest_gap_days,
           (SELECT count(*) FROM (SELECT DISTINCT source, target, kind FROM ties)) AS ties_without_posts,
           (SELECT coalesce(sum(edges), 0) FROM given_ties) AS edges_of_networks,
           (SELECT count(*) FROM only_ids) AS only_ids,
           (SELECT count(*) FROM only_ids WHERE post IN (SELECT post FROM posts)) AS filled_in,
           (SELECT min(moment) FROM (SELECT created_us AS moment FROM hits UNION ALL SELECT first_us FROM ties)) AS first_us,
           (SELECT max(moment) FROM (SELECT created_us AS moment FROM hits UNION ALL SELECT last_us FROM ties)) AS last_us
"""


_PLATFORMS: Final = """
    SELECT split_part(hits.post, ':', 1) AS platform, count(*) AS posts, count(DISTINCT hits.author) AS people,
           strftime(make_timestamp(min(hits.created_us)), '%Y-%m-%dT%H:%M:%SZ') AS first,
           strftime(make_timestamp(max(hits.created_us)), '%Y-%m-%dT%H:%M:%SZ') AS last,
           count(*) FILTER (is_reply) AS replies,
           avg(CAST(parent.post IS NOT NULL AS INTEGER)) FILTER (is_reply) AS parent_known,
           avg(CAST(parent.post IS NOT NULL OR hits.parent_author IS NOT NULL AS INTEGER)) FILTER (is_reply) AS addressee_known,
           count(*) FILTER (len(list_filter(hits.mentions, lambda each: NOT each.addressing)) > 0) AS mentioning,
           count(*) FILTER (hits.quoted IS NOT NULL) AS quoting,
           count(*) FILTER (hits.text IS NULL AND hits.title IS NULL AND NOT hits.is_repost) AS wordless
    FROM (
        SELECT *, (parent IS NOT NULL OR parent_author IS NOT NULL) AND NOT is_repost AS is_reply FROM posts
        WHERE NOT is_context
    ) AS hits
    LEFT JOIN posts AS parent ON hits.parent = parent.post
    GROUP BY 1 ORDER BY posts DESC, platform
"""
_GAPS: Final = f"""
    SELECT strftime(make_timestamp(before_us), '%Y-%m-%d') || ' to ' || strftime(make_timestamp(created_us), '%Y-%m-%d') AS gap,
           (created_us - before_us) // {DAY_US} AS days
    FROM (SELECT created_us, lag(created_us) OVER (ORDER BY created_us) AS before_us FROM posts WHERE NOT is_context)
    WHERE created_us - before_us >= {SHORTEST_GAP_DAYS * DAY_US} ORDER BY days DESC, gap LIMIT 3
"""


def _warnings(facts: dict[str, Any]) -> tuple[str, ...]:
    posts, replies = facts["posts"], facts["replies"]
    own = posts - facts["reposts"]
    found: list[str] = []
    if facts["only_ids"] > facts["filled_in"]:
        found.append(
            f"Of {facts['only_ids'] - facts['filled_in']:,} X posts only the ids are there: fetch them by id"
            " (twarc2 hydrate) and add --rehydrated FILE."
        )
    if posts and facts["ties_without_posts"]:
        found.append(
            f"{facts['ties_without_posts']:,} ties come from networks without posts: they count where networks are measured"
            " (attention, communities), never as help, and a tie that posts tell too counts twice."
        )
    if not own:
        return (
            *found,
            "There is no post in it: "
            + ("only ties can be measured." if facts["ties_without_posts"] else "nothing can be found."),
        )
    if replies < FEW_REPLIES * own:
        found.append(
            f"Only {replies:,} of {own:,} posts are replies: helpers and mentors need conversations, so the lists will be thin."
        )
    elif facts["dangling"] > (1 - FEW_RESOLVED) * replies:
        found.append(
            f"For {facts['dangling']:,} of {replies:,} replies nobody knows whom they address: load the posts they"
            " answer too, or read every rank as a lower bound."
        )
    if facts["most_posts_by_one"] > ONE_SIDED * posts and posts > 20:
        found.append(
            f"{facts['most_posts_by_one']:,} of {posts:,} posts are by one account: this looks like a personal archive,"
            " which shows one side only."
        )
    if facts["posts_without_text"] > STRIPPED * own:
        found.append(
            f"{facts['posts_without_text']:,} of {own:,} posts have no text (stripped or deleted): acts, roles and"
            " stages stay unknown."
        )
    if facts["coded"] >= MANY_CODED and facts["on_topic"] < OFF_TOPIC * facts["coded"]:
        found.append(
            f"Only {facts['on_topic']:,} of {facts['coded']:,} posts speak of any topic of the codebook: if this"
            " is no community about its condition, roles and stages, mentors and caregivers mean nothing here."
        )
    if sum(facts["dropped"].values()) > 0.1 * max(facts["rows"], 1):
        found.append(f"{sum(facts['dropped'].values()):,} of {facts['rows']:,} rows could not be used: see the reasons.")
    return tuple(found)

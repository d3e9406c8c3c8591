"""The exchanges that carry the scores of those near the top of the lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from graphtool.corpus.tables import Tables
from graphtool.findings.carrying import carrying_threads_of
from graphtool.findings.help_score import HALF_LIFE_DAYS
from graphtool.findings.mentees import list_mentees
from graphtool.schema import ACTS

SHOWN: Final = 5  # exchanges of a person
LONGEST: Final = 400  # characters of a post that are quoted
_QUOTED: Final = 3  # posts of an exchange


@dataclass(frozen=True)
class Exchanges:
    """What scores rest on.

    threads: ``person`` and the columns of ``carrying_threads``, the first 5 of each helper.
    dialogues: of ``list_mentees``, the 5 of most value of each mentor.
    posts: ``person, exchange`` (a thread, or a mentee), ``created_us, acts`` (joined by ``|``) and ``text``: what the person
        wrote there, 3 posts an exchange, those that inform or encourage first; None where words were not asked for.
    """

    threads: pd.DataFrame
    dialogues: pd.DataFrame
    posts: pd.DataFrame | None


def exchanges_of(
    tables: Tables,
    *,
    helpers: Sequence[str],
    mentors: Sequence[str],
    half_life_days: float = HALF_LIFE_DAYS,
    text: bool = False,
) -> Exchanges:
    """The exchanges that carry the scores of some people.

    Args:
        tables: of ``corpus.period``.
        helpers: ids, whose threads are wanted.
        mentors: ids, whose dialogues are wanted.
        half_life_days: as for ``rank_helpers``.
        text: whether posts are quoted.
    """
    carried = carrying_threads_of(tables, helpers, half_life_days=half_life_days)
    first = [table.head(SHOWN).assign(person=person) for person, table in carried.items()]
    threads = pd.concat(first, ignore_index=True) if first else pd.DataFrame(columns=["person", "thread"])
    pairs = list_mentees(tables)
    dialogues = pairs[pairs["mentor"].isin(mentors)].groupby("mentor").head(SHOWN).reset_index(drop=True)
    return Exchanges(threads, dialogues, _quoted(tables, threads, dialogues) if text else None)


def _quoted(tables: Tables, threads: pd.DataFrame, dialogues: pd.DataFrame) -> pd.DataFrame:
    """Words of both kinds of exchange; reads the materialised table ``dialogue_turns``."""
    wanted = pd.concat(
        [threads[["person", "thread"]].set_axis(["person", "exchange"], axis=1).assign(dialogue=False),
         dialogues[["mentor", "mentee"]].set_axis(["person", "exchange"], axis=1).assign(dialogue=True)],
        ignore_index=True,
    )  # fmt: skip
    tables.register("wanted_exchanges", wanted.astype({"person": str, "exchange": str, "dialogue": bool}))
    found = tables.run(f"""
        SELECT written.person, written.exchange, written.created_us, {", ".join(f"posts.{act}" for act in ACTS)},
               coalesce(words.text, words.title) AS text
        FROM (
            SELECT DISTINCT wanted.person, wanted.exchange, interactions.post, interactions.created_us
            FROM wanted_exchanges AS wanted JOIN interactions ON interactions.source = wanted.person
                AND coalesce(interactions.thread, '') = wanted.exchange
            WHERE NOT wanted.dialogue AND interactions.kind = 'reply' AND interactions.to_opener
            UNION ALL
            SELECT DISTINCT wanted.person, wanted.exchange, turns.post, turns.created_us
            FROM wanted_exchanges AS wanted JOIN dialogue_turns AS turns
                ON turns.mentor = wanted.person AND turns.mentee = wanted.exchange
            WHERE wanted.dialogue AND turns.by_mentor
        ) AS written
        JOIN posts ON posts.post = written.post
        JOIN corpus.posts AS words ON words.post = written.post
        WHERE coalesce(words.text, words.title) IS NOT NULL
        ORDER BY written.person, written.exchange, posts.informs OR posts.encourages DESC, written.created_us, written.post
    """)
    found = found.groupby(["person", "exchange"]).head(_QUOTED)
    found = found.sort_values(["person", "exchange", "created_us"], kind="stable", ignore_index=True)
    found["acts"] = ["|".join(act for act in ACTS if row[act]) for row in found.to_dict("records")]
    found["text"] = [_cut(text) for text in found["text"]]
    return found[["person", "exchange", "created_us", "acts", "text"]]


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"

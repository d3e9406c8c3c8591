"""Helpers: people who spend much time helping many others.

The score is the geometric mean of two numbers, each of which foretells on its own who is thanked next (docs/findings.md):
how many different people somebody answered in the threads these had opened, and how many different people thanked
them, both fading with time. A person nobody thanked yet is credited with what the community thanks on average.
"""

from typing import Final

import numpy as np
import pandas as pd

from graphtool.corpus.tables import Tables
from graphtool.findings.result import Ranking, ranked
from graphtool.measures import expertise_rank
from graphtool.sql import query

HALF_LIFE_DAYS: Final = 60.0
_PRIOR: Final = 3.0  # people helped at the community's mean rate of thanks that everybody is credited with
_BILLION: Final = 1e9


def rank_helpers(tables: Tables, *, half_life_days: float = HALF_LIFE_DAYS) -> Ranking:
    """Rank people by the help they give.

    Args:
        tables: of ``corpus.period``.
        half_life_days: after which an act of help counts half; 0 never fades.

    Returns:
        A ranking whose table goes on with ``role, people_helped, thankers, answers, informs, encourages,
        thanks_received, replies, active_weeks, expertise_rank, last_helped_us``.
    """
    prepare_help(tables, half_life_days=half_life_days)
    people = tables.ask("helpers")
    people["expertise_rank"] = _expertise(tables, people["person"])
    people["score"] = _score(people)
    people = people[people["people_helped"] > 0].drop(columns=["recent_helped", "recent_thankers"])
    return ranked("helpers", people, {"half_life_days": half_life_days, "prior": _PRIOR})


def prepare_help(tables: Tables, *, half_life_days: float) -> None:
    """Make the tables ``help_given`` and ``thanks_received``, faded to the last post of the period."""
    last = tables.run("SELECT max(created_us) AS last_us FROM posts")["last_us"][0]
    tables.settings({"half_life_days": float(half_life_days)})
    if not pd.isna(last):
        now = tables.run("SELECT until_us FROM settings")["until_us"][0]
        tables.settings({"until_us": int(min(now, last))})
    for name in ("help_given", "thanks_received"):
        tables.materialise(name, query(name))


def _score(people: pd.DataFrame) -> pd.Series:
    helped = people["recent_helped"].to_numpy(np.float64) / _BILLION
    thanked = people["recent_thankers"].to_numpy(np.float64) / _BILLION
    # where no thanks are known at all (a language without rules) help alone decides
    rate = thanked.sum() / max(helped.sum(), 1e-9) or 1.0
    # the thanks a person can be expected to get for what they did: their own rate, shrunk to the community's
    expected = helped * (thanked + _PRIOR * rate) / (helped + _PRIOR)
    return pd.Series(np.sqrt(helped * expected), index=people.index)


def _expertise(tables: Tables, persons: pd.Series) -> pd.Series:
    pairs = tables.run("SELECT helped, helper FROM help_given ORDER BY helped, helper")
    everyone = pd.Index(np.unique(np.concatenate([persons, pairs["helped"], pairs["helper"]]).astype(object)))
    helped, helper = everyone.get_indexer(pd.Index(pairs["helped"])), everyone.get_indexer(pd.Index(pairs["helper"]))
    rank = expertise_rank(helped, helper, np.ones(len(pairs)), size=len(everyone))
    return pd.Series(rank[everyone.get_indexer(pd.Index(persons))], index=persons.index)

"""Helpers: people who spend much time helping many others."""

from typing import Final

from graphtool.corpus.tables import Tables
from graphtool.findings.help_score import (
    HALF_LIFE_DAYS,
    PRIOR,
    UNVOUCHED,
    help_by_thread,
    ring_size,
    scored_people,
)
from graphtool.findings.result import Ranking, ranked, with_intervals
from graphtool.measures import resampled_scores
from graphtool.measures.uncertainty import RESAMPLES

_COLUMNS: Final = (
    "person", "handle", "score", "breadth", "gratitude", "expertise", "substance", "role", "mark", "people_helped", "unvouched",
    "thankers", "answers", "informs", "encourages", "thanks_received", "replies", "active_weeks",
    "last_helped_us",
)  # fmt: skip


def rank_helpers(
    tables: Tables, *, half_life_days: float = HALF_LIFE_DAYS, resamples: int = RESAMPLES, seed: int = 0
) -> Ranking:
    """Rank people by the help they give.

    Args:
        tables: of ``corpus.period``.
        half_life_days: after which an act of help counts half, and twice that a third; 0 never fades.
        resamples: of threads, for the intervals of ranks; 0 leaves the four columns on them out.
        seed: of the resamples.

    Returns:
        A ranking whose table goes on with ``rank_low, rank_high, p_top, tier`` (``measures.rank_uncertainty``), the four
        parts of the score (``breadth``: recent people helped; ``gratitude``: thanks to be expected for that;
        ``expertise``: ExpertiseRank, 1 for the mean person; ``substance``: the share of answers that inform or encourage,
        shrunk), ``role, mark`` (``findings.accounts``), ``people_helped, unvouched`` (of these, whom established others
        answered in less than half as many threads as the helper), ``thankers, answers, informs, encourages,
        thanks_received, replies, active_weeks, last_helped_us``. Whoever has a mark stands apart.
    """
    scored = scored_people(tables, half_life_days=half_life_days)
    people = scored.people
    parameters: dict[str, object] = {
        "half_life_days": half_life_days, "prior": PRIOR, "unvouched": UNVOUCHED, "ring": ring_size(tables),
        "resamples": resamples, "seed": seed,
    }  # fmt: skip
    ranking = ranked("helpers", people[people["people_helped"] > 0][[*_COLUMNS]], parameters)
    if not resamples:
        return ranking
    shares, score, _ = help_by_thread(tables, scored)
    scores = resampled_scores(shares, score, size=len(people), times=resamples, seed=seed)
    return with_intervals(ranking, scores, people["person"])

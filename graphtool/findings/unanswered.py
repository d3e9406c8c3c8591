"""Newcomers nobody answered: who opened threads, wrote nothing else, and never got a reply or mention."""

from typing import Final

import pandas as pd

from graphtool.corpus.tables import Tables
from graphtool.findings.accounts import account_marks
from graphtool.schema import DAY_US, RANKED

_MONTH_US: Final = 30 * DAY_US


def find_unanswered(tables: Tables) -> pd.DataFrame:
    """Newcomers who were left alone, those with recent questions first.

    What was opened in the last week of the period may still be answered and is left out, as are professionals,
    organisations, bots and promotional accounts.

    Returns:
        ``rank, person, handle, score`` (openings that ask, else a tenth of an opening, faded: half after 30 days),
        ``role, openings, asks, last_us``.
    """
    tables.register("marked", account_marks(tables))
    until = tables.until_last_post()
    found = tables.ask("unanswered")
    worth = found["asks"] + 0.1 * (found["openings"] - found["asks"])
    found["score"] = worth / (1 + (until - found["last_us"]) / _MONTH_US)
    found = found.sort_values(["score", "person"], ascending=[False, True], ignore_index=True)
    found.insert(0, "rank", range(1, len(found) + 1))
    return found[[*RANKED, "role", "openings", "asks", "last_us"]]

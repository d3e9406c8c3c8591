"""What somebody said of themselves in a thread holds for what they write there afterwards."""

from typing import Final

import pandas as pd

from graphtool.coding.language import UNKNOWN
from graphtool.schema import DAY_US

THREAD: Final = "thread"  # in ``role_by`` and ``stage_by``
_LONGEST_US: Final = 90 * DAY_US  # after which a stage may have changed
_LESS: Final = ("flair", "bio", "guess")  # what earlier words in the thread go before
_ONLY_WORDS: Final = ("patient", "caregiver")  # what a reader of the thread would still have in mind


def carried(coded: pd.DataFrame) -> pd.DataFrame:
    """Codes in which a post that shows no role or stage has those its author last showed in the same thread.

    "Thanks, that helps" by somebody who wrote above that they were diagnosed in May is by somebody newly diagnosed. The
    order of belief is: the post's own words, the author's earlier words in the thread, flair, bio, a guess.

    Args:
        coded: ``post, thread, author, created_us, role, role_by, stage, stage_by``; ``thread`` and ``author`` may be
            missing for a post, which then carries nothing.

    Returns:
        The same rows and columns.
    """
    placed = coded.dropna(subset=["thread", "author"]).sort_values(["thread", "author", "created_us", "post"])
    if placed.empty:
        return coded
    by = [placed["thread"], placed["author"]]
    own_role = placed["role"].where((placed["role_by"] == "text") & placed["role"].isin(_ONLY_WORDS))
    own_stage = placed["stage"].where(placed["stage_by"] == "text")
    said_us = placed["created_us"].where(own_stage.notna()).groupby(by).ffill()
    recent = placed["created_us"] - said_us <= _LONGEST_US
    found = coded.copy()
    for name, own in (("role", own_role), ("stage", own_stage.where(own_stage.isna() | recent))):
        before = own.groupby(by).ffill()
        silent = (placed[name] == UNKNOWN) | placed[f"{name}_by"].isin(_LESS)
        takes = silent & before.notna() & (recent if name == "stage" else True)
        found.loc[placed.index[takes], name] = before[takes]
        found.loc[placed.index[takes], f"{name}_by"] = THREAD
    return found

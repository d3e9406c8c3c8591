"""Posts that tests of coding make up."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from graphtool.coding import Codebook, code, load_codebook
from graphtool.schema import CODING_INPUT

_PLAIN = {
    "title": None, "flair": None, "bio": None, "parent_text": None, "is_opener": False, "by_opener": False, "is_repost": False,
    "language": None,
}  # fmt: skip


def us(day: str) -> int:
    return pd.Timestamp(day, tz="UTC").value // 1000


def posts(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Posts to code; a reply of June 2026 in no known language where a row does not say otherwise."""
    filled = [{"post": f"t:{number}", "created_us": us("2026-06-15")} | _PLAIN | dict(row) for number, row in enumerate(rows)]
    return pd.DataFrame(filled, columns=list(CODING_INPUT))


def coded(text: str, codebook: Codebook | None = None, **more: Any) -> pd.Series:
    return code(posts([{"text": text} | more]), codebook or load_codebook("multiple-sclerosis")).iloc[0]

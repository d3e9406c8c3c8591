"""Coding on all cores: the same codes in the same order as in one process."""

import pandas as pd
import pytest
from loky import cpu_count

from graphtool.coding import code, code_batches, load_codebook
from graphtool.coding.processes import WORTH
from tests.coding.made import posts

TEXTS = ("My wife has MS.", "I was diagnosed last week, any tips?", "Danke euch!", "You are not alone, hang in there.")


@pytest.mark.parametrize("total", [len(TEXTS), WORTH])
def test_the_codes_are_those_of_one_process_in_the_same_order(total: int) -> None:
    if total == WORTH and cpu_count() == 1:
        pytest.skip("one core: there is nothing to hand out")
    codebook = load_codebook("multiple-sclerosis")
    table = posts([{"text": text, "post": f"t:{number}"} for number, text in enumerate(TEXTS * 5)])
    batches = [table.iloc[start : start + 3] for start in range(0, len(table), 3)]
    found = pd.concat(code_batches(iter(batches), codebook, total), ignore_index=True)
    pd.testing.assert_frame_equal(found, code(table, codebook))


def test_a_reader_who_stops_early_leaves_nothing_running() -> None:
    table = posts([{"text": text} for text in TEXTS])
    codes = code_batches((table for _ in range(50)), load_codebook("general"), WORTH)
    assert len(next(codes)) == len(TEXTS)
    codes.close()  # type: ignore[attr-defined]
    assert list(codes) == []

"""Columns of numbers survive being packed, and take less room."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphtool.views.packing import packed, packed_figures, packed_floats, packed_words, unpacked

NUMBERS = st.one_of(st.just(0), st.integers(-(2**31), 2**31 - 1), st.integers(-3, 300))


@settings(deadline=None, max_examples=40)
@given(st.lists(NUMBERS), st.integers(0, 400))
def test_whole_numbers_come_back(values: list[int], zeros: int) -> None:
    column = [*values, *([0] * zeros), *values]
    assert unpacked(packed(column)).tolist() == column


def test_a_column_of_one_value_but_a_few_is_small() -> None:
    column = np.zeros(10_000, np.int64)
    column[[0, 70, 9_999]] = 5, 300, 1
    assert len(json.dumps(packed(column))) < 200
    assert unpacked(packed(column)).tolist() == column.tolist()
    with pytest.raises(ValueError, match="32 bits"):
        packed([2**40])


def test_floats_and_words() -> None:
    assert unpacked(packed_floats([1.5, np.nan, -2.25])).tolist()[::2] == [1.5, -2.25]
    words = packed_words(["b", None, "a", "b"])
    assert [words["words"][k] if k >= 0 else None for k in unpacked(words["index"])] == ["b", None, "a", "b"]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.one_of(st.none(), st.floats(0, 1e9), st.floats(0, 1e-3))))
def test_figures_keep_three_digits(values: list[float | None]) -> None:
    column = packed_figures(pd.Series(values, dtype="float64"))
    codes = unpacked(column).tolist()
    assert column["digits"] == 3
    for value, code in zip(values, codes, strict=True):
        if value is None:
            assert code == column["none"]
        else:
            assert float(f"{code % 1000}e{code // 1000 - 32}") == pytest.approx(float(f"{value:.3g}"), rel=0.0051, abs=1e-30)


def test_whole_figures_are_kept_whole_and_negative_ones_as_floats() -> None:
    ranks = packed_figures(pd.Series([1, None, 27_133], dtype="Int64"))
    assert unpacked(ranks).tolist() == [1, ranks["none"], 27_133]
    assert "digits" not in ranks
    assert unpacked(packed_figures(pd.Series([-1.5, 2.0]))).tolist() == [-1.5, 2.0]

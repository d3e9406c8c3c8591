"""Caregivers in communities against chance, by hand."""

from math import comb

import numpy as np
import pandas as pd
import pytest

from graphtool.findings import caregivers_in_communities

COLUMNS = ["community", "size", "stability", "caregivers", "share", "expected", "p", "q"]


def people(*roles: str) -> pd.DataFrame:
    return pd.DataFrame({"person": [f"t:{number:02}" for number in range(len(roles))], "role": roles})


def by_chance(found: int, size: int, carers: int, everybody: int) -> float:
    """So many caregivers or more among ``size`` people dealt from everybody."""
    ways = sum(comb(carers, each) * comb(everybody - carers, size - each) for each in range(found, size + 1))
    return ways / comb(everybody, size)


def test_where_caregivers_gather() -> None:
    roles = ["patient"] * 10 + ["caregiver"] * 5 + ["unknown"] + ["caregiver"] * 2 + ["patient"] * 2
    labels = np.array([0] * 10 + [1] * 6 + [2] * 4)
    table = caregivers_in_communities(people(*roles), labels, np.array([1.0] * 10 + [0.5] * 6 + [0.0] * 4))
    assert list(table.columns) == COLUMNS
    assert table["stability"].tolist() == [1.0, 0.5]
    assert table[["community", "size", "caregivers"]].to_numpy().tolist() == [[1, 10, 0], [2, 6, 5]]
    assert table["share"].tolist() == pytest.approx([0, 5 / 6])
    assert table["expected"].tolist() == pytest.approx([3.5, 2.1])
    gathered = by_chance(5, 6, 7, 20)
    assert table["p"].tolist() == pytest.approx([1.0, gathered])
    assert table["q"].tolist() == pytest.approx([1.0, 2 * gathered])  # two were tried
    assert table.attrs["groups_too_small"] == 1


@pytest.mark.parametrize("role", ["patient", "caregiver"])
def test_where_all_are_alike_nothing_is_beyond_chance(role: str) -> None:
    table = caregivers_in_communities(people(*[role] * 12), np.array([0] * 7 + [1] * 5), np.ones(12))
    assert table["p"].tolist() == table["q"].tolist() == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize("number", [0, 3])
def test_too_few_are_counted_and_not_listed(number: int) -> None:
    table = caregivers_in_communities(people(*["caregiver"] * number), np.zeros(number, np.int64), np.ones(number))
    assert table.empty
    assert list(table.columns) == COLUMNS
    assert table.attrs["groups_too_small"] == (number > 0)

"""The tests that a user runs on their own posts."""

from pathlib import Path

import numpy as np
import pytest

from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, code_posts, load
from graphtool.errors import InputError
from graphtool.findings import Validation, validate
from graphtool.findings.validate import OURS, ndcg
from graphtool.simulate import simulate, write


def test_ndcg_is_one_for_the_best_order_and_falls_from_there() -> None:
    gain = {"a": 3.0, "b": 1.0}
    assert ndcg(np.array(["a", "b", "c"], object), gain, first=2) == pytest.approx(1)
    assert ndcg(np.array(["b", "a"], object), gain, first=2) == pytest.approx((1 + 3 / np.log2(3)) / (3 + 1 / np.log2(3)))
    assert ndcg(np.array(["c"], object), gain, first=2) == 0
    assert np.isnan(ndcg(np.array(["c"], object), {}, first=2))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Validation:
    community = simulate(150, seed=1, days=200)
    folder: Path = tmp_path_factory.mktemp("validate")
    truth = community.truth()
    labels = dict.fromkeys(truth.loc[truth["kind"] == "helper", "person"], 1.0)
    with Corpus.create(folder / "corpus.duckdb") as corpus:
        load(corpus, write(community, folder))
        code_posts(corpus, load_codebook("multiple-sclerosis"))
        return validate(corpus, labels=labels)


def test_the_score_foretells_thanks_better_than_attention(found: Validation) -> None:
    values = found.table[found.table["check"] == "foretells later thanks, nDCG@20"].set_index("measure")
    assert {OURS, "degree", "PageRank", "betweenness", "replies made", "ExpertiseRank"} == set(values.index)
    assert values.loc[OURS, "value"] > 2 * values.loc["PageRank", "value"]
    assert (values["low"] <= values["value"]).all()
    assert (values["value"] <= values["high"]).all()
    assert len(found.cuts) == 5 * 6 * 2


def test_labels_are_judged_beside(found: Validation) -> None:
    agreed = found.table[found.table["check"].str.startswith("agrees with labels")].set_index("measure")["value"]
    assert agreed[OURS] > 0.9
    assert agreed[OURS] > agreed["degree"]


def test_losses_and_rings_are_told_in_a_sentence_each(found: Validation) -> None:
    table = found.table.set_index("check")
    lost = table[table.index.str.startswith("a fifth of the posts lost")]
    assert 0.5 < lost["value"].iloc[0] <= 1
    rings = table[table["measure"] == "rank reached"]
    assert len(rings) == 4
    assert (rings["value"] > 10).all()  # ten helpers are planted
    assert found.table["says"].str.endswith(".").all()


def test_few_replies_cannot_be_cut(tmp_path: Path, reddit: list[Path]) -> None:
    with Corpus.create(tmp_path / "corpus.duckdb") as corpus:
        load(corpus, reddit)
        code_posts(corpus, load_codebook("multiple-sclerosis"))
        with pytest.raises(InputError, match="needs 100"):
            validate(corpus)

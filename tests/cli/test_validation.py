"""The command that tests the ranking on the user's own posts."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graphtool.cli.app import app
from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, code_posts, load
from graphtool.errors import InputError
from graphtool.simulate import simulate, write


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("export")
    with Corpus.create(folder / "corpus.duckdb") as made:
        load(made, write(simulate(100, seed=1, days=120), folder))
        code_posts(made, load_codebook("multiple-sclerosis"))
    return str(folder / "corpus.duckdb")


def test_validate_prints_a_sentence_a_check_and_says_where_thanks_are_from(corpus: str) -> None:
    ran = CliRunner().invoke(app, ["validate", "--corpus", corpus, "--format", "json"])
    assert ran.exit_code == 0, ran.output
    told = json.loads(ran.stdout)
    assert {"foretells later thanks, nDCG@20", "foretells later thanks, nDCG@100"} <= {row["check"] for row in told["table"]}
    assert all(row["says"].endswith(".") for row in told["table"])
    assert len(told["cuts"]) == 60


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,value\nHana,1\n", "needs a column"),
        ("handle,value\nNobodyHere,1\n", "Nobody here"),
        ("handle,value\nHana,much\n", "line 2: 'much' is no value"),
    ],
)
def test_wrong_labels_are_said(corpus: str, tmp_path: Path, text: str, message: str) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text(text)
    ran = CliRunner().invoke(app, ["validate", "--corpus", corpus, "--labels", str(labels)])
    assert isinstance(ran.exception, InputError)
    assert message in str(ran.exception)

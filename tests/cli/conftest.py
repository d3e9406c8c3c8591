"""Invented communities that several tests of commands read."""

from pathlib import Path

import pytest

from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, code_posts, load
from graphtool.simulate import simulate, write


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The two files of a Reddit dump, of four months."""
    return write(simulate(100, seed=3, days=120), tmp_path_factory.mktemp("invented"))


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus, coded."""
    folder = tmp_path_factory.mktemp("kept")
    with Corpus.create(folder / "corpus.duckdb") as corpus:
        load(corpus, write(simulate(120), folder / "made", form="table"))
        code_posts(corpus, load_codebook("multiple-sclerosis"))
    return folder / "corpus.duckdb"

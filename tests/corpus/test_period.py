"""The tables of a period of an invented community, against its truth."""

from pathlib import Path

import pandas as pd

from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, code_posts, load, period
from graphtool.schema import DAY_US
from graphtool.simulate import simulate, write


def test_where_words_tell_a_date_the_timeline_is_within_a_month(tmp_path: Path) -> None:
    made = simulate(300, seed=2)
    truth = made.truth()
    with Corpus.create(tmp_path / "corpus.duckdb") as corpus:
        load(corpus, write(made, tmp_path / "made"))
        code_posts(corpus, load_codebook("multiple-sclerosis"))
        with period(corpus) as tables:
            newly = tables.run("SELECT person, from_us FROM timeline WHERE stage = 'newly_diagnosed' AND role = 'patient'")
    found = truth[truth["kind"] == "newly_diagnosed"].merge(newly, on="person", how="left")
    diagnosed = pd.to_datetime(found["diagnosed"]).astype("datetime64[us]").astype("int64")
    days = (found["from_us"] - diagnosed).abs() / DAY_US
    assert (days < 31).mean() >= 0.95


def test_topics_are_a_row_each(tmp_path: Path, reddit: list[Path]) -> None:
    with Corpus.create(tmp_path / "corpus.duckdb") as corpus:
        load(corpus, reddit)
        code_posts(corpus, load_codebook("multiple-sclerosis"))
        corpus.connection.execute("UPDATE codes SET topics = 'work|drugs' WHERE post = 'reddit:t3_a1'")
        corpus.connection.execute("UPDATE codes SET topics = '' WHERE post <> 'reddit:t3_a1'")
        with period(corpus) as tables:
            topics = tables.run("SELECT * FROM post_topics")
    assert topics.to_numpy().tolist() == [["reddit:t3_a1", "drugs"], ["reddit:t3_a1", "work"]]

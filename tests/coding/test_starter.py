"""A new codebook can be used at once."""

from pathlib import Path

import pytest

from graphtool.coding import check, list_codebooks, load_codebook, new_codebook
from graphtool.errors import GraphtoolError


@pytest.mark.parametrize(
    ("title", "condition", "extends"),
    [
        *((None, [], name) for name in list_codebooks()),
        ("Gout", ["gout", "gouty arthritis"], "general"),
        ('The "royal"\ndisease \\ %ID% \x07', ["Crohn's disease", "Morbus Crohn", "Sjögren", "type-1.5", "H+K"], "general"),
    ],
)
def test_it_loads_and_does_what_its_examples_say(tmp_path: Path, title: str | None, condition: list[str], extends: str) -> None:
    path = tmp_path / "new" / "my_condition.toml"
    new_codebook(path, title=title, condition=condition, extends=extends)
    book = load_codebook(path)
    assert check(book) == []
    assert len(book.rules) == len(load_codebook(extends).rules) + 1
    assert book.title == (" ".join(title.split()).replace("\x07", "") if title else "my condition")


def test_nothing_is_overwritten_silently(tmp_path: Path) -> None:
    path = tmp_path / "gout.toml"
    path.write_text("mine")
    with pytest.raises(GraphtoolError, match="--overwrite"):
        new_codebook(path)
    assert path.read_text() == "mine"
    new_codebook(path, overwrite=True)
    assert load_codebook(path).title == "gout"


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("gout", {}, r"name it gout\.toml"),
        ("general.toml", {}, "extend itself"),
        ("gout.toml", {"extends": "nowhere"}, "no codebook nowhere"),
        ("gout.toml", {"condition": ["(gout"]}, "no plain word"),
        ("gout.toml", {"condition": ["подагра"]}, "no plain word"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, name: str, options: dict, said: str) -> None:
    with pytest.raises(GraphtoolError, match=said):
        new_codebook(tmp_path / name, **options)
    assert not list(tmp_path.iterdir())

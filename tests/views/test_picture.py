"""Pictures for a report."""

from pathlib import Path

import pytest

from graphtool.errors import InputError
from graphtool.views import write_picture
from tests.views.invented import TITLE, invented


@pytest.mark.parametrize(("ending", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_a_picture_is_of_its_kind_and_the_same_twice(tmp_path: Path, ending: str, start: bytes) -> None:
    one, two = tmp_path / f"one.{ending}", tmp_path / f"two.{ending}"
    for path in (one, two):
        write_picture(path, invented())
    assert one.read_bytes().startswith(start)
    assert one.read_bytes() == two.read_bytes()


def test_hostile_words_are_only_drawn(tmp_path: Path) -> None:
    path = tmp_path / "picture.svg"
    write_picture(path, invented())
    text = path.read_text(encoding="utf-8")
    assert "<script" not in text
    assert TITLE.rpartition("<")[0] not in text


def test_what_cannot_be_drawn_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ends in"):
        write_picture(tmp_path / "picture.doc", invented())
    with pytest.raises(InputError, match="no list 'mentors'"):
        write_picture(tmp_path / "picture.png", invented(), ranking="mentors")

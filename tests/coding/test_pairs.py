"""Minimal pairs: two posts that differ in a few words, of which one does or shows what the other does not.

``pairs/en.jsonl`` and ``pairs/de.jsonl`` hold one post a line; ``pair`` names the two that belong together, ``kind`` what
they are about, ``expect`` what must hold of the post: acts done and not done, role, stage.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from graphtool.coding import code, load_codebook
from tests.coding.made import posts, us

FOLDER = Path(__file__).parent / "pairs"
LEAST = 0.93  # of the posts of a language that are coded as expected
LEAST_PAIRS = {"en": 150, "de": 120}

Post = dict[str, Any]


def read(language: str) -> list[Post]:
    return [json.loads(line) for line in (FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()]


def wanted(post: Post) -> dict[str, Any]:
    """What must be in the row of a post."""
    expect = post["expect"]
    return {**expect.get("acts", {}), **{name: expect[name] for name in ("role", "stage") if name in expect}}


def missed(found: list[Post], condition: str) -> list[str]:
    """The posts that a codebook codes otherwise than expected: their kind and pair, what is wrong, their words."""
    rows = [
        {
            "created_us": us(post["date"]), "title": post["title"], "text": post["text"], "flair": post["flair"],
            "bio": post["bio"], "parent_text": post["parent"], "is_opener": post["opener"], "by_opener": post["opener"],
        }
        for post in found
    ]  # fmt: skip
    lines = []
    for post, row in zip(found, code(posts(rows), load_codebook(condition)).to_dict("records"), strict=True):
        wrong = [f"{name} is {row[name]}" for name, value in wanted(post).items() if row[name] != value]
        if wrong:
            lines.append(f"{post['kind']} {post['pair']}: {', '.join(wrong)}: {post['text']} [{row['rules']}]")
    return lines


@pytest.mark.parametrize("language", LEAST_PAIRS)
def test_every_pair_is_two_posts_that_expect_different_things(language: str) -> None:
    pairs: dict[str, list[Post]] = {}
    for post in read(language):
        pairs.setdefault(post["pair"], []).append(post)
    assert len(pairs) >= LEAST_PAIRS[language]
    for name, both in pairs.items():
        assert len(both) == 2, name
        first, second = map(wanted, both)
        assert any(first[key] != second[key] for key in first.keys() & second.keys()), name
        assert both[0]["text"] != both[1]["text"] or any(both[0][key] != both[1][key] for key in both[0]), name


@pytest.mark.parametrize("language", LEAST_PAIRS)
def test_most_posts_are_told_from_their_like(language: str) -> None:
    everything = read(language)
    lines = [
        line
        for condition in sorted({post["condition"] for post in everything})
        for line in missed([post for post in everything if post["condition"] == condition], condition)
    ]
    right = 1 - len(lines) / len(everything)
    assert right >= LEAST, f"{right:.3f} of {len(everything)} are right, these are not:\n" + "\n".join(sorted(lines))

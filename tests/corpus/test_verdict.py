"""The one line that says what a corpus is good for."""

from typing import Any

import pytest

from graphtool.corpus import Corpus, load, summarise
from graphtool.corpus.verdict import verdict
from tests.sources.truth import FIXTURES

FINE: dict[str, Any] = {
    "posts": 1000, "reposts": 0, "replies": 700, "parents_found": 690, "dangling": 5, "posts_without_text": 10,
    "most_posts_by_one": 40, "rows": 1000, "dropped": {}, "days": 300, "longest_gap_days": 2,
    "ties_without_posts": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "Good: "),
        ({"posts": 0}, "Not enough for any finding"),
        (
            {"posts": 0, "ties_without_posts": 9},
            "Not enough for helpers, mentors, caregivers, roles, stages and topics (it is a",
        ),
        ({"replies": 30, "parents_found": 30}, "Not enough for helpers, mentors and clusters (30 of 1,000 posts are replies)"),
        ({"dangling": 500}, "Not enough for ranks (500 of 700 replies"),
        ({"posts_without_text": 900}, "Not enough for roles, stages"),
        ({"most_posts_by_one": 990}, "Not enough for who is helped"),
        ({"dangling": 200}, "Usable with care: 200 of 700 replies address nobody we know."),
        ({"parents_found": 100}, "Usable with care: what 600 of 700 replies answer is not here"),
        ({"posts_without_text": 300}, "Usable with care: 300 of 1,000 posts have no text."),
        ({"dropped": {"bad time": 200}}, "Usable with care: 200 of 1,000 rows could not be used."),
        ({"longest_gap_days": 100}, "Usable with care: for 100 days nobody wrote anything."),
    ],
    ids=lambda value: str(value)[:30],
)
def test_it_says_what_a_corpus_is_good_for_and_why(change: dict[str, Any], said: str) -> None:
    assert verdict(FINE | change).startswith(said)


def test_it_stands_in_the_summary_with_what_was_left_out(tmp_path) -> None:
    with Corpus.create(tmp_path / "c.duckdb") as corpus:
        load(corpus, [FIXTURES / "mastodon.jsonl", FIXTURES / "mastodon-context.json"])
        found = summarise(corpus)
    assert found.verdict.startswith("Usable with care: there are only ")
    assert found.facts["left_out"] == {"a private or direct post": 1, "its author opted out of indexing": 1}
    assert found.facts["noted"] == {"posts whose author is not discoverable": 1}
    assert found.facts["copies"] == 3

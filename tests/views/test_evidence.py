"""Words of posts are in the page where they are asked for, and nowhere else."""

import pytest

from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, load
from graphtool.errors import InputError
from graphtool.findings import Exchanges
from graphtool.pipeline import Choices, Findings, analyze
from graphtool.runs import page_of, report_of
from graphtool.views import page_html, report_html
from tests.conftest import REPLIES, THREADS, write_lines

SAID = [each["body"] for each in REPLIES] + [each["title"] for each in THREADS] + [each["selftext"] for each in THREADS]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Findings]:
    """The findings of three threads, without words and with them."""
    folder = tmp_path_factory.mktemp("reddit")
    files = [write_lines(folder / "RS.ndjson", THREADS), write_lines(folder / "RC.ndjson", REPLIES)]
    with Corpus.temporary() as corpus:
        load(corpus, files)
        book = load_codebook("multiple-sclerosis")
        return {quotes: analyze(corpus, book, Choices(resamples=0), quotes=quotes) for quotes in (False, True)}


def test_no_words_of_posts_without_being_asked(found: dict[bool, Findings]) -> None:
    for html in (page_html(page_of(found[False], title="T")), report_html(report_of(found[True], title="T"))):
        assert not [text for text in SAID if len(text) > 15 and text in html]


def test_quotes_are_of_the_exchanges_that_carry_a_score(found: dict[bool, Findings]) -> None:
    page = page_of(found[True], title="T")
    assert page.data["quotes"]
    threads = page.data["evidence"]["threads"][str(page.data["people"]["id"].index("Hana"))]
    told = {text: (day, acts) for row in threads for day, acts, text in row[8]}
    day, acts = told["In my experience you should ask for the MRI pictures. You are not alone."]
    assert (day, acts) == ("2025-10-10", ["informs", "encourages"])
    assert "You could ask for respite care." in told
    assert "Thank you so much" not in str(page.data["evidence"])  # somebody else's words
    plain = page_of(found[False], title="T").data["evidence"]["threads"]
    assert [row[:8] for rows in page.data["evidence"]["threads"].values() for row in rows] == [
        row for rows in plain.values() for row in rows
    ]


def test_pseudonyms_and_quotes_do_not_go_together(found: dict[bool, Findings]) -> None:
    assert isinstance(found[True].exchanges, Exchanges)
    with pytest.raises(InputError, match="can be searched for"):
        page_of(found[True], title="T", pseudonyms=True)
    html = page_html(page_of(found[False], title="T", pseudonyms=True))
    assert "Hana" not in html
    assert "Person 1" in html

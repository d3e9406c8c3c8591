"""The report: a document that runs nothing, hides nobody's figures and names nobody under pseudonyms."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

from graphtool.corpus import Summary
from graphtool.errors import InputError
from graphtool.findings import Answers
from graphtool.schema import ROLES
from graphtool.sentences import Lists
from graphtool.views import Report, Survey, make_report, names_for, report_html, write_report
from graphtool.views.words import Words
from tests.views.invented import HOSTILE, TITLE, community
from tests.views.looking import violations


def invented(
    *, language: str = "en", page: str | None = "network.html", pseudonyms: bool = False, groups: bool = True
) -> Report:
    network, helpers = community()
    helpers = helpers.assign(role="patient", thankers=3, answers=90, active_weeks=7)
    helpers.loc[3, "tier"] = "B"
    people = network.people
    attention = pd.DataFrame(
        {"rank": [1, 2], "person": people["person"][:2], "handle": people["handle"][:2], "score": [2.0, 1.0]}
    )
    clusters = pd.DataFrame(
        {"cluster": [1], "size": [5], "ties_per_member": [2.5], "by_chance": [0.5], "z": [6.0], "supports": [0.5], "learns": [0.25],
         "vents": [0.1], "topics": [HOSTILE[0]], "voices": [HOSTILE[1]], "bridges": [HOSTILE[2]]}
    )  # fmt: skip
    members = pd.DataFrame(
        {"cluster": 1, "rank": [1, 2], "person": people["person"][1:3], "handle": people["handle"][1:3], "score": [4, 2]}
    )
    survey = Survey(
        people,
        members if groups else members.head(0),
        pd.DataFrame({"community": [1, 2], "size": [80, 40], "caregivers": [8, 16], "share": [0.1, 0.4], "expected": [16.0, 8.0], "p": [0.9, 0.001], "q": [0.9, 0.002]}),
        pd.DataFrame({"month": ["2024-11", "2025-02"], "posts": [1200, 40]}),
        {"role": pd.DataFrame({"role": ["patient", "caregiver"], "topic": HOSTILE[0], "posts": [90, 60], "of_posts": [300, 100], "share": [0.3, 0.6], "ratio": [0.8, 1.6], "people": [9, 8]})},
        {"role": Answers(
            pd.DataFrame({"asker": ["patient", "patient"], "answerer": ["patient", "caregiver"], "questions": [50, 5], "share": [0.5, 0.05], "by_chance": [30.0, 9.0], "chance_low": [25.0, 6.0], "chance_high": [35.0, 12.0], "ratio": [1.67, 0.56], "beyond_chance": ["more", "less"], "thanked": [0.2, 0.1], "people": [20, 5]}),
            pd.DataFrame({"asker": ["patient"], "questions": [100], "people": [60], "answered": [0.55], "alone": [0.45], "answers": [1.5], "hours": [3.25], "thanked": [0.4]}),
            {},
        )},
    )  # fmt: skip
    facts = {
        "posts": 1240,
        "people": 120,
        "replies": 900,
        "first": "2024-11-02T10:00:00+00:00",
        "last": "2025-02-03T10:00:00+00:00",
    }
    nothing = pd.DataFrame()
    lists = Lists(
        helpers, helpers.head(0).assign(mentees=0), attention, clusters if groups else clusters.head(0), attention.head(1),
        {"caregivers": 24, "groups_too_small": 2, "groups_not_sure": 1},
    )  # fmt: skip
    return make_report(
        lists, survey,
        Summary(facts, platforms=nothing, files=nothing, examples=nothing, warnings=(f"warned of {HOSTILE[0]}",), verdict="Good."),
        title=TITLE,
        provenance={"graphtool": "0", "python": "3", "inputs": [{"name": HOSTILE[1], "sha256": "ab" * 32}]}, language=language,
        page=page, names=names_for(network) if pseudonyms else None,
    )  # fmt: skip


class _Text(HTMLParser):
    """The words of a document, its links, and every tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def test_the_report_tells_the_findings() -> None:
    shown = _Text(report_html(invented())).text
    _, helpers = community()
    for part in (
        "1,240 posts by 120 people, 2024-11-02 to 2025-02-03; 900 are replies.", "Five things worth knowing", "The first 20 of 40.",
        "24 people write as caregivers, 5 of them in 1 groups", "2.5 (chance 0.5)", "40.0% ▲", "55%", "50% ▲", "5.0% ▽", "60.0% ▲",
        "What not to conclude", "SHA-256 abababababab",
    ):  # fmt: skip
        assert part in shown
    assert f"{helpers['handle'][0]} 1 – 2 A 80 3 90 7" in shown
    assert "2024-11 1,200 2024-12 0 2025-01 0 2025-02 40" in shown  # months without posts are not left out


def test_strangers_words_are_text_alone() -> None:
    html = report_html(invented())
    found = _Text(html)
    assert not [tag for tag, _ in found.tags if tag in {"script", "img", "iframe", "object"}]
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    assert all(
        (attributes.get("href") or "").startswith(("network.html", "#shape-"))
        for _, attributes in found.tags
        if "href" in attributes
    )
    assert TITLE in found.text
    for words in HOSTILE[:2]:
        assert words in found.text
    assert "default-src &#39;none&#39;; style-src" in html
    assert not re.search(r"https?:", html)


def test_names_link_to_their_panel() -> None:
    network, _ = community()
    links = {attributes["href"] for tag, attributes in _Text(report_html(invented())).tags if tag == "a"}
    asked = {unquote(str(link).partition("#p=")[2]) for link in links} - {""}
    assert len(asked) > 20
    assert asked <= set(network.people["person"])
    alone = _Text(report_html(invented(page=None)))
    assert not [tag for tag, _ in alone.tags if tag == "a"]
    assert "CSV" not in alone.text


def test_under_pseudonyms_nobody_is_named() -> None:
    head, _, html = report_html(invented(pseudonyms=True)).partition("<style>")
    html = head + html.partition("</style>")[2]  # "margin-right:0" names nobody
    assert "Person 0" in html
    assert not re.search(r"person\d|t:0|t%3A0", html)
    shown = _Text(html).text
    assert HOSTILE[2] not in shown  # a bridge and a helper
    assert "Names are pseudonyms" in shown


def test_it_speaks_german_and_english_alike() -> None:
    german = report_html(invented(language="de"))
    assert '<html lang="de">' in german
    shown = _Text(german).text
    assert "1.240 Beiträge von 120 Personen" in shown
    assert "Fünf Dinge, die man wissen sollte" in shown
    assert "5,0 % ▽" in shown
    assert 'lang="en">Good.' in german
    with pytest.raises(InputError, match="choose en or de"):
        invented(language="fr")
    for name in ("words", "report.words"):
        known = json.loads(
            (Path(make_report.__code__.co_filename).parent / "page" / f"{name}.json").read_text(encoding="utf-8")
        )
        assert [key for key, words in known.items() if len(words) != 2 or not all(words)] == []


def test_the_same_bytes_twice_and_without_groups_or_intervals() -> None:
    assert report_html(invented()) == report_html(invented())
    assert "Among 24 caregivers no group stands out from chance." in report_html(invented(groups=False))


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        (1234.6, "1,235", "1.235"),
        (7, "7", "7"),
        (0.01234, "0.0123", "0,0123"),
        (67.891, "67.9", "67,9"),
        (np.nan, "–", "–"),
        (None, "–", "–"),
    ],
)
def test_numbers_are_written_as_the_language_does(value: float | None, english: str, german: str) -> None:
    assert Words("en").significant(value) == english
    assert Words("de").significant(value) == german


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(path, invented())
    context = browser.new_context(viewport={"width": 1366, "height": 768}, bypass_csp=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    yield page
    assert [url for url in asked if not url.startswith("file:")] == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: Page, scheme: str) -> None:
    opened.emulate_media(color_scheme=scheme)
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == (
        "rgb(14, 20, 27)" if scheme == "dark" else "rgb(251, 251, 253)"
    )
    assert violations(opened) == []


def test_it_fits_a_phone_and_paper(opened: Page) -> None:
    opened.emulate_media(color_scheme="dark")
    opened.set_viewport_size({"width": 390, "height": 800})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    opened.emulate_media(media="print", color_scheme="dark")
    assert opened.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--text')") == "#14202e"
    assert opened.locator(".onward").is_hidden()
    opened.emulate_media(media="screen")
    assert {str(len(ROLES))} == {str(opened.locator("symbol").count())}

"""The page in a real browser: offline, safe, and true to its data."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

from graphtool.network import Network
from graphtool.schema import ROLES
from graphtool.views import make_page, page_html, to_pyvis, write_page

HOSTILE = [
    '<img src=x onerror="window.ran=1">', "</script><script>window.ran=1</script>", 'href="javascript:window.ran=1"',
    "line\u2028separator", "\u202eright to left", "Zoë 🧡", "&lt;b&gt;", "{{ 7*7 }}", "null",
]  # fmt: skip
TITLE = "Who helps </title><script>window.ran=1</script>"


def community(size: int = 120) -> tuple[Network, pd.DataFrame]:
    """Invented people, hostile names among them, and a list of helpers."""
    chance = np.random.default_rng(7)
    handles = [HOSTILE[number] if number < len(HOSTILE) else f"person{number:03}" for number in range(size)]
    people = pd.DataFrame(
        {
            "person": [f"t:{number:04}{handle if number < len(HOSTILE) else ''}" for number, handle in enumerate(handles)],
            "platform": "t",
            "handle": handles,
            "name": None,
            "role": [ROLES[number % 5] for number in range(size)],
            "stage": ["newly_diagnosed" if number % 7 == 0 else "unknown" for number in range(size)],
            "posts": 3,
            "first_us": 0,
            "last_us": 1,
        }
    )
    pairs = sorted({(int(a), int(b)) for a, b in chance.integers(0, size - 5, (size * 4, 2)) if a != b})
    ties = pd.DataFrame(
        [(a, b, "mention" if (a + b) % 5 == 0 else "reply", 1 + (a * b) % 4, 0, 1, 0, 0) for a, b in pairs],
        columns=["source", "target", "kind", "count", "first_us", "last_us", "helped", "thanked"],
    )
    order = chance.permutation(size)[:40]
    helpers = pd.DataFrame(
        {
            "rank": range(1, 41), "person": people["person"].to_numpy()[order], "handle": people["handle"].to_numpy()[order],
            "score": np.linspace(20, 1, 40), "people_helped": range(80, 40, -1), "attention_rank": pd.array([None] * 40, "Int64"),
        }
    )  # fmt: skip
    return Network(people, ties), helpers


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    network, helpers = community()
    path = tmp_path_factory.mktemp("alone") / "network.html"
    labels = np.arange(network.size) % 4
    write_page(
        path, make_page(network, title=TITLE, helpers=helpers, communities=labels, provenance={"graphtool": "0", "inputs": []})
    )
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    """The open page; nothing may be asked of the network and nothing may go wrong."""
    opened = browser.new_page(viewport={"width": 1366, "height": 768})
    asked: list[str] = []
    wrong: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.goto(file.as_uri())
    opened.wait_for_function("window.graphtoolPage !== undefined")
    yield opened
    assert [url for url in asked if not url.startswith("file:")] == []
    assert wrong == []
    assert opened.evaluate("window.ran") is None
    opened.close()


def test_names_show_literally(page: Page) -> None:
    page.click("#show-table")
    shown = page.locator("tbody td:nth-child(2)").all_text_contents()
    assert set(HOSTILE) <= set(shown)
    assert page.title() == TITLE
    assert page.locator("h1").text_content() == TITLE


def test_the_table_holds_everyone(page: Page) -> None:
    page.click("#show-table")
    assert page.locator("tbody tr").count() == 120
    assert "120 people" in (page.text_content("#page-number") or "")


def test_an_injected_script_does_not_run(browser: Browser, file: Path) -> None:
    opened = browser.new_page()
    opened.goto(file.as_uri())
    ran = opened.evaluate(
        """async () => {
            const script = document.createElement('script'); script.textContent = 'window.ran = 1'; document.body.append(script);
            const image = document.createElement('div'); image.innerHTML = '<img src=x onerror="window.ran = 1">'; document.body.append(image);
            let fetched = true; try { await fetch('https://example.org'); } catch { fetched = false; }
            await new Promise((done) => setTimeout(done, 200));
            return [window.ran ?? null, fetched];
        }"""
    )
    assert ran == [None, False]
    opened.close()


def test_no_handler_stands_in_the_markup(file: Path) -> None:
    markup = re.sub(r"<script.*?</script>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"<[^>]*\son\w+\s*=", markup)
    assert "<script>window.ran" not in file.read_text(encoding="utf-8")


def test_search_by_keyboard(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("person05")
    assert page.locator("#hits li").count() == 10
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.text_content("#detail h2") == "person051"
    assert "person051" in (page.text_content("#live") or "")
    assert page.url.endswith("#p=t%3A0051")
    page.keyboard.press("Escape")
    assert page.text_content("#detail h2") == "Helpers"


def test_a_click_on_a_person_opens_their_panel(page: Page) -> None:
    _, helpers = community()
    first = helpers.iloc[0]
    page.wait_for_timeout(400)
    at = page.evaluate("(id) => graphtoolPage.at(graphtoolPage.data.people.id.indexOf(id))", first["person"])
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    page.wait_for_function("document.querySelector('#detail dl') !== null")
    assert page.text_content("#detail h2") == first["handle"]
    text = page.text_content("#detail") or ""
    assert "1 of 40" in text
    assert "80" in text
    for empty in ("undefined", "NaN", "null", "false"):
        assert empty not in text.replace(first["handle"], "")


def test_filters_count_as_python_does(page: Page) -> None:
    network, _ = community()
    counts = Counter(network.people["role"])
    boxes = page.locator("#roles input")
    boxes.nth(0).uncheck()  # patients
    assert (page.text_content("#counts") or "").startswith(f"{120 - counts['patient']} of 120 people")
    page.click("#clear")
    assert (page.text_content("#counts") or "").startswith("120 of 120 people")
    page.locator("#kinds input").nth(0).uncheck()  # replies
    left = (network.ties["kind"] == "mention").sum()
    assert (page.text_content("#counts") or "").endswith(f"{left} links")
    for number in range(5):
        page.locator("#roles input").nth(number).uncheck()
    assert "Nobody matches" in (page.text_content("#counts") or "")
    page.click("#clear")
    assert page.locator("#roles input:checked").count() == 5


def test_dark_and_light(page: Page) -> None:
    page.click("#theme")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.text_content("#theme") == "Light mode"


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 700), (390, 800)])
def test_no_boxes_overlap(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    boxes = [page.locator(name).bounding_box() for name in ("header", "#controls", "#graph", "#panel")]
    for number, one in enumerate(boxes):
        assert one is not None
        assert one["x"] >= 0
        assert one["x"] + one["width"] <= width + 1
        for other in boxes[number + 1 :]:
            assert other is not None
            apart_x = one["x"] + one["width"] <= other["x"] + 1 or other["x"] + other["width"] <= one["x"] + 1
            apart_y = one["y"] + one["height"] <= other["y"] + 1 or other["y"] + other["height"] <= one["y"] + 1
            assert apart_x or apart_y


def test_two_builds_are_the_same_bytes_and_hold_no_more_than_they_show() -> None:
    network, helpers = community()
    pages = [page_html(make_page(network, title="T", helpers=helpers)) for _ in range(2)]
    assert pages[0] == pages[1]
    assert "http://" not in re.sub(r"<script>.*?</script>", "", pages[0], flags=re.DOTALL).replace("http://www.w3.org", "")


def test_beyond_two_thousand_it_is_said_who_is_drawn() -> None:
    network, helpers = community(2300)
    data = make_page(network, title="T", helpers=helpers).data
    assert len(data["people"]["x"]) == 2000
    assert len(data["people"]["id"]) == 2300
    assert "2,000 of 2,300 people are drawn" in data["notes"][0]
    assert set(data["rankings"][0]["person"]) <= set(range(2000))


def test_pyvis_for_notebooks() -> None:
    network, _ = community()
    net = to_pyvis(network)
    assert len(net.nodes) == 120
    assert len(net.edges) == len(network.ties.drop_duplicates(["source", "target"]))
    assert all(isinstance(edge["value"], int) for edge in net.edges)

"""The page in a real browser: offline, safe, and true to its data; drawn by either renderer."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import jsonschema
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

import graphtool.views
from graphtool.views import Background, make_page, page_html, to_pyvis, write_page
from graphtool.views.packing import unpacked
from tests.views.invented import HOSTILE, MONTH_US, TITLE, community, invented
from tests.views.looking import READY, violations


@pytest.fixture(scope="module", params=["canvas", "webgl"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("alone") / "network.html"
    write_page(path, invented(request.param))
    return path


@pytest.fixture(scope="module")
def opened(browser: Browser, file: Path) -> Iterator[tuple[Page, list[str]]]:
    """The page of a renderer, opened once, and what it asked for or what went wrong."""
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-GB")
    wrong: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(("file:", "blob:")) else wrong.append(request.url))
    page.on("console", lambda message: None if "GPU stall" in message.text else wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_function(READY)
    yield page, wrong
    page.close()


@pytest.fixture
def page(opened: tuple[Page, list[str]]) -> Iterator[Page]:
    """The page as it is at the start; nothing may be asked of the network and nothing may go wrong."""
    page, wrong = opened
    page.set_viewport_size({"width": 1366, "height": 768})
    page.evaluate("""() => new Promise((done) => {
        document.activeElement?.blur();
        if (document.documentElement.dataset.theme === 'dark') document.querySelector('#theme').click();
        addEventListener('hashchange', () => done(null), { once: true });
        location.hash = location.hash === '#start' ? '#begin' : '#start';
    })""")
    yield page
    assert wrong == []
    assert page.evaluate("window.ran") is None


def test_hostile_words_show_literally(page: Page) -> None:
    page.click("#show-table")
    shown = page.locator("tbody td:nth-child(2)").all_text_contents()
    assert set(HOSTILE) <= set(shown)
    assert page.title() == TITLE
    assert page.locator("h1").text_content() == TITLE
    page.evaluate("graphtoolPage.select(0)")
    assert (page.text_content("#detail") or "").count(HOSTILE[0]) >= 2  # the name and a topic
    page.click("#reading summary")
    assert HOSTILE[0] in (page.text_content("#reading-text") or "")


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
    assert page.text_content("#back") == "← Back to the list"
    page.keyboard.press("Escape")
    assert page.text_content("#detail h2") == "Helpers"


def test_a_click_on_a_person_opens_their_panel(page: Page) -> None:
    _, helpers = community()
    first = helpers.iloc[0]
    page.wait_for_timeout(400)
    at = page.evaluate("(id) => graphtoolPage.renderer.at(graphtoolPage.model.id.indexOf(id))", first["person"])
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    page.wait_for_function("document.querySelector('#detail dl') !== null")
    assert page.text_content("#detail h2") == first["handle"]
    text = page.text_content("#detail") or ""
    assert "1 of 40" in text
    assert "90 % range of ranks1 – 2" in text
    assert "TierA" in text
    assert "80" in text
    for empty in ("undefined", "NaN", "null", "false"):
        assert empty not in text.replace(first["handle"], "")


def test_no_panel_says_nonsense(page: Page) -> None:
    page.click("#by-community")
    found = page.evaluate(
        """() => { const wrong = []; const detail = document.querySelector('#detail');
            // somebody is called null
            const look = (name) => { const text = detail.textContent.replace(/t:\\d+null|^← Back to the listnull|null · \\d/g, '');
                if (/undefined|NaN|null|\\[object/.test(text)) wrong.push([name, text]); };
            for (let i = 0; i < graphtoolPage.model.everyone; i++) { graphtoolPage.select(i); look(graphtoolPage.model.name[i]); }
            for (const each of document.querySelectorAll('#legend button')) { each.click(); look(each.textContent); }
            return wrong; }"""
    )
    assert found == []


def test_paper_is_light_and_has_a_picture_of_its_own(page: Page) -> None:
    page.click("#theme")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.get_attribute("html", "data-theme") == "light"
    assert page.locator("#paper canvas").is_visible()
    assert [name for name in ("#canvas", "#controls", "#save-png", "#zoom-in") if page.locator(name).is_visible()] == []
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.locator("#paper canvas").count() == 0


def test_a_panel_shows_what_carries_the_score(page: Page) -> None:
    _, helpers = community()
    page.evaluate("(id) => graphtoolPage.select(graphtoolPage.model.id.indexOf(id))", helpers["person"][0])
    items = page.locator(".evidence li").all_text_contents()
    assert items[0].startswith(
        "Thread of person060 · 1970-01-014 replies, 2 inform, 1 encourage, 3 × thankedRank without this thread: 1"
    )
    assert HOSTILE[0] in items[0]
    assert "1970-01-01 · informs · thanks" in items[0]
    assert items[1].startswith("Thread of somebody who is gone")
    assert "Rank without all of these: 5" in (page.text_content("#detail") or "")
    page.locator(".evidence button").first.click()
    assert page.text_content("#detail h2") == "person060"


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
    assert page.text_content("#theme") == "Light"


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


def test_beyond_two_thousand_webgl_draws() -> None:
    network, helpers = community(2300)
    data = make_page(network, title="T", helpers=helpers).data
    assert data["renderer"] == "webgl"
    assert data["left_out"]["people_drawn"] == 2300
    assert len(unpacked(data["people"]["x"])) == 2300


def test_who_is_cut_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphtool.views.data.MOST_PEOPLE", 90)
    network, helpers = community()
    data = make_page(network, title="T", helpers=helpers).data
    assert (data["left_out"]["people_drawn"], data["left_out"]["people"]) == (90, 120)
    assert len(data["people"]["id"]) == 120
    assert max(unpacked(data["rankings"][0]["person"])) < 90


def test_the_data_keep_their_contract() -> None:
    schema = json.loads((Path(graphtool.views.__file__).parent / "page" / "data.schema.json").read_text(encoding="utf-8"))
    for page in (invented(), invented(pseudonyms=True)):
        jsonschema.validate(json.loads(json.dumps(page.data)), schema)
    assert invented().data["version"] == schema["properties"]["version"]["const"]


def test_no_text_of_posts_and_no_name_under_pseudonyms() -> None:
    assert "the words of a post" not in json.dumps(invented().data)
    text = json.dumps(invented(pseudonyms=True).data["people"]) + json.dumps(invented(pseudonyms=True).data["rankings"])
    assert "Person 001" in text
    assert not re.search(r"person\d|t:0", text)
    assert not [name for name in HOSTILE[:5] if name in text]


def test_filters_of_score_community_stage_period_and_language_count_as_python_does(page: Page) -> None:
    network, helpers = community()
    counts = page.locator("#counts")

    def shown() -> int:
        return int((counts.text_content() or "").split()[0].replace("Nobody", "0"))

    page.locator("#least").fill("50")
    assert shown() == (helpers["score"] >= 10).sum()
    page.click("#clear")
    assert page.input_value("#least") == "0"
    page.select_option("#community", "2")
    assert shown() == 30
    page.click("#clear")
    page.select_option("#language", label="de")
    assert shown() == 40
    page.click("#clear")
    page.locator("#stages input").nth(0).uncheck()  # newly diagnosed
    assert shown() == (network.people["stage"] != "newly_diagnosed").sum()
    page.click("#clear")
    page.select_option("#from", "1970-05")
    page.select_option("#until", "1970-06")
    months = [
        (int(first // MONTH_US), int(last // MONTH_US)) for first, last in network.people[["first_us", "last_us"]].to_numpy()
    ]
    names = page.evaluate("graphtoolPage.data.months")
    assert names[4] == "1970-05"
    assert 0 < shown() < 120
    assert shown() == sum(_month(first) <= 5 and _month(last) >= 4 for first, last in months)
    page.click("#clear")
    assert (page.input_value("#from"), page.input_value("#until")) == ("0", str(len(names) - 1))
    assert shown() == 120


def test_a_stretch_of_the_histogram_is_the_period(page: Page) -> None:
    names = page.evaluate("graphtoolPage.data.months")
    page.locator("#histogram").scroll_into_view_if_needed()
    box = page.locator("#histogram").bounding_box()
    assert box is not None
    wide = box["width"] / len(names)
    page.mouse.move(box["x"] + 5.5 * wide, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 3.5 * wide, box["y"] + 20)
    page.mouse.up()
    page.mouse.move(box["x"] + 9.5 * wide, box["y"] + 20)
    assert (page.input_value("#from"), page.input_value("#until")) == ("3", "5")
    assert f"from={names[3]}&until={names[5]}" in page.url
    assert page.locator("#histogram i:not(.out)").count() == 3


def test_a_period_is_of_the_months_in_which_somebody_wrote() -> None:
    network, _ = community()
    person, tie = network.people["person"], network.ties.iloc[0]
    months = pd.DataFrame(
        {"person": [person[0], person[0], person[2], "t:gone"], "month": ["1970-01", "1970-04", "1970-02", "1970-01"]}
    )
    used = pd.DataFrame(
        {"source": person[int(tie["source"])], "target": person[int(tie["target"])], "month": ["1970-03", "1970-01"]}
    )
    for pseudonyms in (False, True):
        data = make_page(network, title="T", background=Background(months=months, tie_months=used), pseudonyms=pseudonyms).data
        assert unpacked(data["people"]["months"]["rows"]).tolist() == [2, 0, 1, *([0] * 117)]
        assert unpacked(data["people"]["months"]["columns"]["month"]).tolist() == [0, 3, 1]
        assert unpacked(data["ties"]["months"]["rows"]).tolist() == [2, *([0] * (len(unpacked(data["ties"]["combo"])) - 1))]
        assert unpacked(data["ties"]["months"]["columns"]["month"]).tolist() == [0, 2]


def _month(number: int) -> int:
    """The calendar month that the start of the ``number``-th span of 31 days falls into, from January 1970."""
    return int((MONTH_US * number // 86_400_000_000) // 30.44)


def test_a_path_an_ego_view_and_a_link_to_them(page: Page) -> None:
    page.evaluate("graphtoolPage.select(50)")
    page.click("#ego")
    near = page.evaluate(
        "[...new Set(graphtoolPage.data && [...graphtoolPage.model.ties.source].flatMap((s, j) => { const t = graphtoolPage.model.ties.target[j]; return s === 50 ? [t] : t === 50 ? [s] : []; }))].length"
    )
    assert (page.text_content("#counts") or "").startswith(f"{near + 1} of 120")
    page.click("#ego")
    page.click("#path")
    assert page.is_visible("#search-hint")
    page.keyboard.type("person077")
    page.keyboard.press("Enter")
    steps = page.locator(".way li").all_text_contents()
    assert (steps[0], steps[-1]) == ("person050", "person077")
    links = set(map(tuple, community()[0].ties[["source", "target"]].to_numpy().tolist()))
    ways = [int(step.removeprefix("person")) if step.startswith("person") else HOSTILE.index(step) for step in steps]
    assert all((a, b) in links or (b, a) in links for a, b in pairwise(ways))
    assert "to=t%3A0077" in page.url
    page.reload()
    page.wait_for_function(READY)
    assert page.locator(".way li").all_text_contents() == steps


def test_a_community_has_a_panel(page: Page) -> None:
    page.click("#by-community")
    page.locator("#legend button").first.click()
    text = page.text_content("#detail") or ""
    network, _ = community()
    mine = network.people.iloc[0::4]
    assert f"Members{len(mine)}" in text
    assert f"Caregivers{(mine['role'] == 'caregiver').sum()} (6 expected by chance)" in text


def test_the_list_is_walked_by_arrows_and_the_ranking_switched(page: Page) -> None:
    _, helpers = community()
    page.locator("#by-role").focus()
    page.keyboard.press("ArrowRight")
    assert page.text_content("#detail h2") == helpers["handle"][0]
    page.keyboard.press("ArrowRight")
    assert page.text_content("#detail h2") == helpers["handle"][1]
    page.keyboard.press("Escape")
    page.select_option("#ranking", label="Hidden helpers")
    assert page.text_content("#detail h2") == "Hidden helpers"
    assert page.locator("#detail .list li").count() == 9


def test_german_and_english(page: Page) -> None:
    page.click("#language-switch")
    assert page.get_attribute("html", "lang") == "de"
    assert page.text_content("#clear") == "Filter löschen"
    assert page.text_content("#detail h2") == "Helfende"
    page.click("#language-switch")
    assert page.text_content("#clear") == "Clear filters"


def test_the_saved_table_is_what_is_shown_and_holds_no_formula(page: Page) -> None:
    page.locator("#roles input").nth(0).uncheck()
    with page.expect_download() as waiting:
        page.click("#save-csv")
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 96
    assert {row["role"] for row in rows} == {"Caregiver", "Professional", "Organisation", "Not known"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_saved_picture_has_size_ground_and_colours(page: Page, theme: str) -> None:
    if theme == "dark":
        page.click("#theme")
    with page.expect_download() as waiting:
        page.click("#save-png")
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
    size, corner, hues = page.evaluate(
        """() => { const made = graphtoolPage.picture(); const context = made.getContext('2d');
            const pixels = context.getImageData(0, 0, made.width, made.height).data;
            const numbers = new Set(new Uint32Array(pixels.buffer));
            const seen = new Set([...numbers].map((one) => '#' + [0, 8, 16].map((by) => ((one >>> by) & 255).toString(16).padStart(2, '0')).join('')));
            const style = getComputedStyle(document.documentElement);
            return [[made.width, made.height], [...pixels.slice(0, 3)],
                ['--ground', '--new', '--role-0', '--role-1', '--role-2', '--role-3', '--role-4'].filter((name) => !seen.has(style.getPropertyValue(name).trim()))]; }"""
    )
    assert size == [3000, 2250]
    assert corner == ([14, 20, 27] if theme == "dark" else [251, 251, 253])
    assert hues == []


def test_axe_finds_nothing_in_any_state(browser: Browser, file: Path) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-GB", bypass_csp=True)
    opened = context.new_page()
    opened.goto(file.as_uri())
    opened.wait_for_function(READY)
    states = {
        "start": "0",
        "person": "graphtoolPage.select(50)",
        "community": "document.querySelector('#by-community').click(), document.querySelector('#legend button').click()",
        "table": "document.querySelector('#show-table').click()",
        "dark table": "document.querySelector('#theme').click()",
        "dark graph": "document.querySelector('#show-graph').click()",
        "dark person": "graphtoolPage.select(51)",
    }
    if opened.evaluate("graphtoolPage.renderer.name") == "webgl":  # everything but the canvas is the same
        states = {name: states[name] for name in ("start", "person")}
    wrong = {}
    for name, script in states.items():
        opened.evaluate(f"() => {{ {script}; }}")
        wrong[name] = violations(opened)
    opened.fill("#search", "person")
    wrong["search"] = violations(opened)
    context.close()
    assert {name: found for name, found in wrong.items() if found} == {}


def test_without_webgl_a_plain_canvas_shows_and_says_why(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "network.html"
    write_page(path, invented("webgl"))
    opened = browser.new_page(locale="en-GB")
    opened.add_init_script(
        "const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind.startsWith('webgl') ? null : get.call(this, kind, ...more); };"
    )
    opened.goto(path.as_uri())
    opened.wait_for_function(READY)
    assert "no WebGL" in (opened.text_content("#notice") or "")
    _, helpers = community()
    at = opened.evaluate("(id) => graphtoolPage.renderer.at(graphtoolPage.model.id.indexOf(id))", helpers["person"][0])
    box = opened.locator("#canvas").bounding_box()
    assert box is not None
    opened.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    assert opened.text_content("#detail h2") == helpers["handle"][0]
    opened.close()


def test_a_cut_is_said_over_the_picture(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphtool.views.data.MOST_PEOPLE", 90)
    network, helpers = community()
    write_page(tmp_path / "cut.html", make_page(network, title="T", helpers=helpers, language="de"))
    opened = browser.new_page(locale="en-GB")
    opened.goto((tmp_path / "cut.html").as_uri())
    opened.wait_for_function(READY)
    assert (opened.text_content("#notice") or "").startswith("90 von 120 Personen sind gezeichnet")
    opened.close()


def test_pyvis_for_notebooks() -> None:
    network, _ = community()
    net = to_pyvis(network)
    assert len(net.nodes) == 120
    assert len(net.edges) == len(network.ties.drop_duplicates(["source", "target"]))
    assert all(isinstance(edge["value"], int) for edge in net.edges)

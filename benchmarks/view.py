"""What the page costs: python benchmarks/view.py [--browser] [people ...]

Invented networks of clear communities, five links a person, with everything a page can show but quotes. Prints size of the
file, seconds of the layout and of the whole page, and with --browser the seconds until the page is ready and those of a role
filter in headless Chromium (the middle of three, of the filter of five).
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from graphtool.engines.layout import positions
from graphtool.findings import Exchanges
from graphtool.network import Network
from graphtool.schema import ROLES
from graphtool.views import Background, make_page, write_page

YEAR_US = 365 * 86_400_000_000


def invented(size: int, seed: int = 0) -> tuple[Network, np.ndarray, pd.DataFrame]:
    chance = np.random.default_rng(seed)
    labels = np.sort(chance.integers(0, max(8, int(np.sqrt(size) / 4)), size))
    source = chance.integers(0, size, size * 5)
    inside = chance.random(size * 5) < 0.8
    start = np.searchsorted(labels, labels[source])
    count = np.searchsorted(labels, labels[source], side="right") - start
    target = np.where(inside, start + (chance.random(size * 5) ** 2 * count).astype(int), chance.integers(0, size, size * 5))
    ties = pd.DataFrame({"source": source, "target": target}).query("source != target").drop_duplicates()
    ties = ties.sort_values(["source", "target"], ignore_index=True)
    first = chance.integers(0, YEAR_US, len(ties))
    ties = ties.assign(kind="reply", count=chance.geometric(0.5, len(ties)), first_us=first, last_us=first + YEAR_US // 4)
    ties = ties.assign(helped=ties["count"] // 2, thanked=ties["count"] // 3)
    names = [f"invented:person{number:06}" for number in range(size)]
    people = pd.DataFrame({"person": names, "platform": "invented", "handle": [name[9:] for name in names], "name": None})
    people = people.assign(role=chance.choice(ROLES, size), stage="unknown", posts=chance.geometric(0.1, size))
    people = people.assign(first_us=chance.integers(0, YEAR_US // 2, size), last_us=YEAR_US)
    order = np.argsort(-np.bincount(ties["target"], minlength=size), kind="stable")[: size // 2]
    helpers = pd.DataFrame({"rank": np.arange(1, len(order) + 1), "person": people["person"].to_numpy()[order]})
    helpers = helpers.assign(handle=helpers["person"], score=np.linspace(100, 1, len(order)), people_helped=3, answers=5)
    return Network(people, ties), labels, helpers


def known_of(network: Network, helpers: pd.DataFrame) -> tuple[Background, Exchanges]:
    """As much as a real run tells: three topics and half a timeline a person, a mentor in ten, evidence of the first forty."""
    chance = np.random.default_rng(1)
    names = network.people["person"].to_numpy()
    some, few = names[chance.random(len(names)) < 0.5], names[:: max(len(names) // 300, 10)]
    topics = [f"topic_{number}" for number in range(20)]
    months = [f"1970-{number:02}" for number in range(1, 13)]
    background = Background(
        languages=pd.DataFrame({"person": names, "language": chance.choice(["en", "de"], len(names))}),
        topics=pd.DataFrame({"person": np.repeat(names, 3), "topic": np.resize(topics, 3 * len(names)), "posts": 2}),
        timeline=pd.DataFrame(
            {"person": some, "role": "patient", "stage": "experienced", "from_us": chance.integers(0, YEAR_US, len(some)),
             "to_us": 2**62}
        ),
        mentees=pd.DataFrame({"mentor": np.repeat(few, 4), "mentee": chance.choice(names, 4 * len(few)), "turns": 5}),
        months=pd.DataFrame({"person": np.repeat(names, 2), "month": chance.choice(months, 2 * len(names))}),
        tie_months=pd.DataFrame(
            {"source": names[network.ties["source"]], "target": names[network.ties["target"]],
             "month": chance.choice(months, len(network.ties))}
        ),
        activity=pd.DataFrame({"month": months, "posts": 100}),
    )  # fmt: skip
    first = np.repeat(helpers["person"].head(40).to_numpy(), 5)
    threads = pd.DataFrame({"person": first, "thread": "a", "helped": chance.choice(names, len(first)), "last_us": YEAR_US})
    threads = threads.assign(replies=3, informs=2, encourages=1, thanked=1, rank_without=2, rank_without_all=9)
    talks = pd.DataFrame({"mentor": first, "mentee": chance.choice(names, len(first)), "first_us": 0, "last_us": YEAR_US})
    return background, Exchanges(threads, talks.assign(mentor_turns=3, mentee_turns=3, helpful_turns=2, thanks=1), None)


def scored(helpers: pd.DataFrame) -> pd.DataFrame:
    """The list with as many columns as a real one."""
    chance = np.random.default_rng(2)
    parts = {name: chance.gamma(1.0, 20.0, len(helpers)) for name in ("breadth", "gratitude", "expertise", "substance")}
    counts = ("thankers", "informs", "encourages", "thanks_received", "replies", "active_weeks", "attention_rank")
    rank = helpers["rank"].to_numpy()
    return helpers.assign(
        rank_low=rank, rank_high=rank * 2, p_top=np.where(rank < 40, 0.5, 0.0), tier=rank // 9 + 1, hidden=rank % 9 == 0,
        **parts, **{name: chance.geometric(0.1, len(helpers)) for name in counts},
    )  # fmt: skip


def in_browser(path: Path) -> tuple[float, float]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        ready = []
        for _ in range(3):
            page = chromium.new_page(viewport={"width": 1366, "height": 768})
            started = time.perf_counter()
            page.goto(path.as_uri())
            page.wait_for_function("window.graphtoolPage !== undefined")
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            ready.append(time.perf_counter() - started)
        filtered = page.evaluate(
            """async () => { const taken = [];
                for (let k = 0; k < 5; k++) {
                    const start = performance.now(); document.querySelector('#roles input').click();
                    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
                    taken.push(performance.now() - start);
                    await new Promise((done) => setTimeout(done, 300));
                }
                return taken; }"""
        )
        chromium.close()
    return float(np.median(ready)), float(np.median(filtered)) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("people", nargs="*", type=int, default=[800, 10_000, 50_000])
    parser.add_argument("--browser", action="store_true")
    chosen = parser.parse_args()
    print(f"{'people':>8} {'links':>8} {'layout s':>9} {'page s':>7} {'MB':>6} {'ready s':>8} {'filter s':>9}")
    for size in chosen.people:
        network, labels, helpers = invented(size)
        background, exchanges = known_of(network, helpers)
        ties = network.ties
        started = time.perf_counter()
        positions(ties["source"].to_numpy(), ties["target"].to_numpy(), ties["count"].to_numpy(float), labels=labels, size=size)
        layout = time.perf_counter() - started
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "network.html"
            started = time.perf_counter()
            data = make_page(
                network,
                title="Invented",
                helpers=scored(helpers),
                communities=labels,
                background=background,
                exchanges=exchanges,
            )
            write_page(path, data)
            whole = time.perf_counter() - started
            ready, filtered = in_browser(path) if chosen.browser else (float("nan"), float("nan"))
            megabytes = path.stat().st_size / 1e6
        print(
            f"{size:>8} {len(ties):>8} {layout:>9.2f} {whole:>7.2f} {megabytes:>6.2f} {ready:>8.2f} {filtered:>9.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()

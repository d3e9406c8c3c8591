"""An invented community with a hostile membership, and the page made of it."""

import numpy as np
import pandas as pd

from graphtool.findings import Exchanges
from graphtool.network import Network
from graphtool.schema import ROLES
from graphtool.views import Background, make_page
from graphtool.views.data import Page

MONTH_US = 31 * 86_400_000_000
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
            "first_us": [(number % 12) * MONTH_US for number in range(size)],
            "last_us": [(number % 12 + number % 3) * MONTH_US for number in range(size)],
        }
    )
    pairs = sorted({(int(a), int(b)) for a, b in chance.integers(0, size - 5, (size * 4, 2)) if a != b})
    ties = pd.DataFrame(
        [
            (
                a,
                b,
                "mention" if (a + b) % 5 == 0 else "reply",
                1 + (a * b) % 4,
                a % 12 * MONTH_US,
                (a % 12 + b % 3) * MONTH_US,
                (a * b) % 2,
                (a + b) % 2,
            )
            for a, b in pairs
        ],
        columns=["source", "target", "kind", "count", "first_us", "last_us", "helped", "thanked"],
    )
    order = chance.permutation(size)[:40]
    helpers = pd.DataFrame(
        {
            "rank": range(1, 41), "person": people["person"].to_numpy()[order], "handle": people["handle"].to_numpy()[order],
            "score": np.linspace(20, 1, 40), "people_helped": range(80, 40, -1), "attention_rank": pd.array([None] * 40, "Int64"),
            "rank_low": range(1, 41), "rank_high": range(2, 42), "tier": ["A"] * 40, "hidden": [number > 30 for number in range(40)],
            "note": ["the words of a post"] * 40,
        }
    )  # fmt: skip
    return Network(people, ties), helpers


def background(network: Network) -> Background:
    """Languages, topics, a timeline and mentees, hostile words among them."""
    names = network.people["person"]
    return Background(
        languages=pd.DataFrame(
            {"person": names, "language": ["de" if number % 3 == 0 else "en" for number in range(len(names))]}
        ),
        topics=pd.DataFrame({"person": names, "topic": HOSTILE[0], "posts": 2}),
        timeline=pd.DataFrame(
            {"person": names, "role": "patient", "stage": "experienced", "from_us": 0, "to_us": 9 * MONTH_US}
        ),
        mentees=pd.DataFrame({"mentor": names[50:52], "mentee": names[1:3].to_numpy(), "turns": [4, 3]}),
        activity=pd.DataFrame({"month": ["1970-01", "1970-03"], "posts": [5, 9]}),
    )


def exchanges(network: Network, *, words: bool = True) -> Exchanges:
    """The threads that carry the first helper, one of somebody who is gone, and a dialogue; hostile words in both."""
    first, other = community()[1]["person"][0], network.people["person"][60]
    threads = pd.DataFrame(
        {
            "person": first, "thread": ["one", "two"], "helped": [other, "t:gone"], "handle": "", "replies": [4, 1], "informs": [2, 0],
            "encourages": [1, 0], "thanked": [3, 0], "last_us": [0, 40 * MONTH_US], "rank_without": [1, 2], "rank_without_all": [1, 5],
        }
    )  # fmt: skip
    dialogues = pd.DataFrame(
        {"mentor": [first], "mentee": [other], "mentor_turns": 3, "mentee_turns": 2, "helpful_turns": 2, "thanks": 1,
         "first_us": 0, "last_us": MONTH_US}
    )  # fmt: skip
    posts = pd.DataFrame(
        {"person": first, "exchange": ["one", other], "created_us": 0, "acts": ["informs|thanks", ""], "text": HOSTILE[:2]}
    )
    return Exchanges(threads, dialogues, posts if words else None)


def invented(renderer: str = "canvas", *, pseudonyms: bool = False) -> Page:
    """The page of the community, drawn by the renderer named."""
    network, helpers = community()
    labels = np.arange(network.size) % 4
    page = make_page(
        network, title=TITLE, helpers=helpers, communities=labels, background=background(network), pseudonyms=pseudonyms,
        exchanges=exchanges(network, words=not pseudonyms), provenance={"graphtool": "0", "inputs": [{"name": HOSTILE[0]}]},
    )  # fmt: skip
    page.data["renderer"] = renderer
    return page

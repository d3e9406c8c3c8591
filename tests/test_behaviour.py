"""How people take part, on small tables and on those planted in an invented community."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from graphtool import network
from graphtool.behaviour import Behaviour, behaviour
from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, Tables, code_posts, load, period
from graphtool.schema import ACTS, BEHAVIOURS, DAY_US
from graphtool.simulate import simulate, write

DAY = 20_000  # days since 1970
NO_TIES = pd.DataFrame({"source": ["a"], "target": ["b"], "kind": ["reply"], "count": [1], "first_us": [0], "last_us": [0]})[:0]


def community(*own: tuple[str, float, str, str], crowd: int = 60) -> Tables:
    """Tables of (author, day, acts, whom they mention) among a crowd who write now and then over a year, rarely challenging."""
    posts = [
        (f"t:c{n}", (n * 7 + k * 97) % 360, "challenges" if n == k == 0 else "informs", "")
        for n in range(crowd)
        for k in range(4)
    ]
    frame = pd.DataFrame([*posts, *own], columns=["author", "day", "acts", "mentions"])
    frame["post"] = [f"p{number}" for number in range(len(frame))]
    frame["created_us"] = ((DAY + frame["day"]) * DAY_US).astype(np.int64)
    for act in ACTS:
        frame[act] = frame["acts"].str.contains(act)
    frame = frame.assign(
        thread=frame["post"], parent=None, is_opener=True, is_context=False, is_repost=False, language="en", role="unknown", stage="unknown",
    ).astype({"parent": "string"})  # fmt: skip
    pointed = frame[frame["mentions"] != ""]
    made = Tables()
    made.settings({"since_us": 0, "until_us": 2**60})
    made.register("posts", frame.drop(columns=["day", "acts", "mentions"]))
    made.register(
        "interactions",
        pd.DataFrame(
            {
                "post": pointed["post"], "kind": "mention", "source": pointed["author"], "target": pointed["mentions"],
                "thread": pointed["thread"], "created_us": pointed["created_us"], "to_post": "", "to_opener": False,
            }
        ).astype({"post": "string", "source": "string", "target": "string"}),
    )  # fmt: skip
    everybody = sorted({*frame["author"], *pointed["mentions"], "t:silent"})
    made.register(
        "people", pd.DataFrame({"person": everybody, "platform": "t", "handle": everybody, "name": None, "bio": None})
    )
    made.register("given_ties", NO_TIES)
    made.register("person_roles", pd.DataFrame({"person": ["nobody"], "role": ["patient"], "posts": [1]}))
    made.register(
        "timeline",
        pd.DataFrame({"person": ["nobody"], "role": ["patient"], "stage": ["experienced"], "from_us": [0], "to_us": [1]}),
    )
    return made


def of(found: Behaviour, person: str) -> set[str]:
    table = found.table.set_index("person")
    return set(table.loc[person, "behaviour"].split("|")) - {""}


def test_whoever_challenges_again_and_again_is_a_sceptic() -> None:
    found = behaviour(community(*((("t:sue"), 30.0 * n, "challenges", "") for n in range(8))))
    assert "sceptic" in of(found, "t:sue")
    assert "sceptic" not in of(found, "t:c0")


def test_one_lucky_post_proves_nothing() -> None:
    found = behaviour(
        community(("t:once", 10.0, "challenges", ""), ("t:twice", 10.0, "challenges", ""), ("t:twice", 20.0, "challenges", ""))
    )
    assert not of(found, "t:once") & {"sceptic"}
    assert not of(found, "t:twice") & {"sceptic"}


def test_where_everybody_challenges_nobody_is_a_sceptic() -> None:
    own = [(f"t:d{n}", 10.0 * k, "challenges", "") for n in range(300) for k in range(8)]
    assert not (behaviour(community(*own, crowd=20)).table["behaviour"].str.contains("sceptic")).any()


def test_advocates_amplify_many() -> None:
    wide = [("t:ada", 20.0 * n, "informs", f"t:c{n}") for n in range(10)]
    narrow = [("t:fan", 20.0 * n, "informs", "t:c1") for n in range(10)]
    found = behaviour(community(*wide, *narrow))
    assert "advocate" in of(found, "t:ada")
    assert "advocate" not in of(found, "t:fan")


def test_regulars_newcomers_and_observers() -> None:
    weekly = [("t:reg", 7.0 * n, "informs", "") for n in range(50)]
    lately = [("t:new", 350.0 + n, "asks", "") for n in range(3)]
    found = behaviour(community(*weekly, *lately, ("t:still", 40.0, "asks", "")))
    assert of(found, "t:reg") == {"regular"}
    assert of(found, "t:new") == {"newcomer"}
    assert of(found, "t:still") == of(found, "t:silent") == {"observer"}
    assert "regular" not in of(found, "t:c5")
    assert {"doubt", "regular_weeks", "newcomer_days", "mean_share_challenging"} <= set(found.parameters)


def test_people_of_a_network_have_their_behaviour() -> None:
    people = network.build(community(*(("t:sue", 30.0 * n, "challenges", "") for n in range(8)))).people
    assert "sceptic" in people.set_index("person").loc["t:sue", "behaviour"]


def test_a_community_of_nobody() -> None:
    made = community(crowd=0)
    assert of(behaviour(made), "t:silent") == {"observer"}


@pytest.fixture(scope="module", params=[0, 3])
def planted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Behaviour beside the truth of an invented community."""
    folder: Path = tmp_path_factory.mktemp("community")
    made = simulate(600, seed=request.param)
    with Corpus.create(folder / "corpus.duckdb") as corpus:
        load(corpus, write(made, folder))
        code_posts(corpus, load_codebook("multiple-sclerosis"))
        with period(corpus) as tables:
            return behaviour(tables).table.merge(made.truth(), on="person")


@pytest.mark.parametrize("kind", BEHAVIOURS)
def test_those_planted_are_found(planted: pd.DataFrame, kind: str) -> None:
    if kind not in set(planted["kind"]):
        pytest.skip(f"nobody planted is a {kind}")
    found = planted["behaviour"].str.split("|").map(lambda names: kind in names)
    assert found[planted["kind"] == kind].mean() >= 0.8
    if kind in ("advocate", "sceptic"):  # the others can be true of anybody
        assert (planted.loc[found, "kind"] == kind).mean() >= 0.8

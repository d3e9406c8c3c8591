"""Who is found, on small invented tables and on whole invented communities."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphtool import measures, network
from graphtool.coding import load_codebook
from graphtool.corpus import Corpus, Tables, code_posts, load, period
from graphtool.findings import (
    carrying_threads,
    dialogues,
    find_caregiver_clusters,
    find_mentors,
    find_unanswered,
    rank_attention,
    rank_helpers,
)
from graphtool.schema import ACTS, DAY_US
from graphtool.simulate import simulate, write

DAY = 20_000  # days since 1970
NO_TIES = pd.DataFrame({"source": ["a"], "target": ["b"], "kind": ["reply"], "count": [1], "first_us": [0], "last_us": [0]})[:0]


def tables(replies: list[tuple[str, str, float, str]], **more: pd.DataFrame) -> Tables:
    """Tables from replies to openers: (from, to, day, acts). Everybody opens one thread on day 0."""
    people = sorted({name for source, target, *_ in replies for name in (source, target)})
    openings = [(f"o{name}", name, 0.0, "", None, f"o{name}") for name in people]
    answers = [
        (f"r{number}", source, day, acts, f"o{target}", f"o{target}")
        for number, (source, target, day, acts) in enumerate(replies)
    ]
    frame = pd.DataFrame(openings + answers, columns=["post", "author", "day", "acts", "parent", "thread"])
    frame["created_us"] = ((DAY + frame["day"]) * DAY_US).astype(np.int64)
    for act in ACTS:
        frame[act] = frame["acts"].str.contains(act)
    frame = frame.assign(
        is_opener=frame["parent"].isna(), is_context=False, is_repost=False, language="en", role="unknown", stage="unknown"
    )
    made = Tables()
    made.settings({"since_us": 0, "until_us": 2**60})
    made.register("posts", frame.drop(columns=["day", "acts"]))
    reply = frame[frame["parent"].notna()]
    made.register(
        "interactions",
        pd.DataFrame(
            {
                "post": reply["post"], "kind": "reply", "source": reply["author"], "target": reply["parent"].str[1:],
                "thread": reply["thread"], "created_us": reply["created_us"], "to_post": reply["parent"], "to_opener": True,
            }
        ),
    )  # fmt: skip
    made.register("people", pd.DataFrame({"person": people, "platform": "t", "handle": people, "name": None, "bio": None}))
    made.register("given_ties", NO_TIES)
    nobody = pd.DataFrame({"person": ["nobody"], "posts": [0], "same": [0], "to_one_place": [0], "promoting": [0]})
    made.register("habits", more.get("habits", nobody))
    made.register("known_people", more.get("known_people", pd.DataFrame({"person": ["nobody"], "role": ["patient"]})))
    empty_roles = pd.DataFrame({"person": ["nobody"], "role": ["patient"], "posts": [1]})
    made.register("person_roles", more.get("person_roles", empty_roles))
    empty_line = pd.DataFrame(
        {
            "person": ["nobody"],
            "role": ["patient"],
            "stage": ["experienced"],
            "from_us": [0],
            "to_us": [1],
            "confidence": [1.0],
            "evidence": [""],
        }
    )
    made.register("timeline", more.get("timeline", empty_line))
    made.register("post_topics", more.get("post_topics", pd.DataFrame({"post": ["none"], "topic": ["none"]})))
    return made


REPLIES = [
    ("t:hub", "t:a", 1.0, "informs"), ("t:hub", "t:b", 2.0, "encourages"), ("t:hub", "t:c", 3.0, "informs"),
    ("t:one", "t:a", 1.0, "informs"), ("t:one", "t:a", 2.0, "informs"), ("t:one", "t:a", 3.0, "informs"),
    ("t:a", "t:hub", 3.5, "thanks"),
]  # fmt: skip


def test_many_people_helped_beat_one_helped_often() -> None:
    ranking = rank_helpers(tables(REPLIES))
    table = ranking.table
    assert list(table.columns[:4]) == ["rank", "person", "handle", "score"]
    assert table["person"].tolist()[0] == "t:hub"
    hub = table.iloc[0]
    assert (hub["people_helped"], hub["thankers"], hub["answers"], hub["informs"], hub["encourages"]) == (3, 1, 3, 2, 1)


def test_old_help_fades_unless_asked_not_to() -> None:
    replies = [("t:old", "t:a", 1.0, ""), ("t:old", "t:b", 1.0, ""), ("t:new", "t:c", 300.0, "")]
    assert rank_helpers(tables(replies)).table["person"].tolist() == ["t:new", "t:old"]
    assert rank_helpers(tables(replies), half_life_days=0).table["person"].tolist() == ["t:old", "t:new"]


def vouched(replies: list[tuple[str, str, float, str]], *asking: str) -> list[tuple[str, str, float, str]]:
    """The replies, and an established person (whom twenty people answered) who answers everybody asking."""
    crowd = [(f"t:crowd{number}", "t:known", 1.0, "") for number in range(20)]
    return [*replies, *crowd, *(("t:known", name, 1.0, "") for name in asking)]


def test_made_up_accounts_lift_nobody() -> None:
    """Ten accounts that one person alone answers weigh less than four that somebody established answers too."""
    names = ["t:a", "t:b", "t:c", "t:d"]
    real = [("t:real", name, 5.0, "informs") for name in names]
    fakes = [f"t:fake{number}" for number in range(10)]
    lifted = [("t:cheat", name, 5.0, "informs") for name in fakes] + [(name, "t:cheat", 6.0, "thanks") for name in fakes]
    table = rank_helpers(tables(vouched(real + lifted, *names))).table.set_index("person")
    assert table.loc["t:real", "rank"] < table.loc["t:cheat", "rank"]
    assert (table.loc["t:cheat", "people_helped"], table.loc["t:cheat", "unvouched"]) == (10, 10)
    honest = rank_helpers(tables(vouched(real + lifted, *names, *fakes))).table.set_index("person")
    assert honest.loc["t:cheat", "rank"] < honest.loc["t:real", "rank"]  # the same, had anybody else answered them


def test_answers_that_inform_beat_answers_that_do_not() -> None:
    names = ["t:a", "t:b", "t:c"]
    replies = [("t:chat", name, 5.0, "") for name in names] + [("t:tell", name, 5.0, "informs") for name in names]
    table = rank_helpers(tables(replies)).table
    assert table["person"].tolist() == ["t:tell", "t:chat"]
    assert table["substance"].is_monotonic_decreasing


def test_bots_and_promotion_stand_apart_unless_they_are_known() -> None:
    habits = pd.DataFrame(
        {"person": ["t:hub", "t:one"], "posts": [20, 8], "same": [15, 0], "to_one_place": [0, 5], "promoting": [0, 0]}
    )
    ranking = rank_helpers(tables(REPLIES, habits=habits))
    assert dict(zip(ranking.apart["person"], ranking.apart["mark"], strict=True)) == {"t:hub": "bot", "t:one": "promotional"}
    known = pd.DataFrame({"person": ["t:hub"], "role": ["patient"]})
    assert rank_helpers(tables(REPLIES, habits=habits, known_people=known)).table["person"].tolist()[0] == "t:hub"


@pytest.mark.parametrize(
    ("handle", "bot"), [("t:Help_bot", True), ("t:RemindBot", True), ("t:Talbot", False), ("t:abbott", False)]
)
def test_a_bot_is_known_by_a_name_that_ends_in_it(handle: str, bot: bool) -> None:
    habits = pd.DataFrame({"person": [handle], "posts": [1], "same": [0], "to_one_place": [0], "promoting": [0]})
    ranking = rank_helpers(tables([(handle, "t:a", 1.0, "informs")], habits=habits))
    assert (handle in set(ranking.apart["person"])) is bot


def test_newcomers_nobody_answered_are_found() -> None:
    """Everybody opens a thread; the helpers themselves and those who were answered are not alone."""
    found = find_unanswered(tables([("t:hub", "t:a", 20.0, "informs"), ("t:lone", "t:hub", 1.0, ""), ("t:x", "t:y", 2.0, "")]))
    assert found.empty  # whoever wrote a reply is no newcomer without an answer
    lonely = tables([*REPLIES, ("t:hub", "t:c", 30.0, "informs")])
    posts = lonely.run("SELECT * FROM posts")
    new = posts[posts["is_opener"]].head(1).assign(post="o:new", author="t:new", thread="o:new", asks=True)
    lonely.register("posts", pd.concat([posts, new]))
    people = lonely.run("SELECT * FROM people")
    lonely.register("people", pd.concat([people, people.head(1).assign(person="t:new", handle="new")]))
    assert find_unanswered(lonely)[["rank", "person", "asks"]].to_numpy().tolist() == [[1, "t:new", 1]]


def test_intervals_hold_the_rank_and_the_seed() -> None:
    first, again = (rank_helpers(tables(REPLIES), resamples=50, seed=3).table for _ in range(2))
    pd.testing.assert_frame_equal(first, again)
    assert (first["rank_low"] <= first["rank"]).all()
    assert (first["rank"] <= first["rank_high"]).all()
    assert first["p_top"].tolist() == [1.0] * len(first)  # everybody is among the first twenty of three
    assert "rank_low" not in rank_helpers(tables(REPLIES), resamples=0).table


def test_professionals_and_organisations_stand_apart() -> None:
    roles = pd.DataFrame({"person": ["t:hub"], "role": ["professional"], "posts": [5]})
    ranking = rank_helpers(tables(REPLIES, person_roles=roles))
    assert "t:hub" not in set(ranking.table["person"])
    assert ranking.apart["person"].tolist() == ["t:hub"]
    assert set(ranking.table["role"]) == {"unknown"}  # whose role nobody knows stays in


@settings(max_examples=15, deadline=None)
@given(st.permutations(REPLIES))
def test_the_order_of_rows_changes_nothing(order: list[tuple[str, str, float, str]]) -> None:
    pd.testing.assert_frame_equal(rank_helpers(tables(list(order))).table, rank_helpers(tables(REPLIES)).table)


def test_the_threads_that_carry_a_rank() -> None:
    made = tables(REPLIES)
    ranked = rank_helpers(made, resamples=0).table
    carrying = carrying_threads(made, "t:hub")
    assert carrying.attrs["rank"] == ranked.set_index("person").loc["t:hub", "rank"] == 1
    assert set(carrying["helped"]) == {"t:a", "t:b", "t:c"}
    assert carrying["rank_without_all"].is_monotonic_increasing
    # without everything they did nobody stands behind them
    assert carrying["rank_without_all"].iloc[-1] == len(ranked)
    assert carrying_threads(made, "t:b").empty


def test_attention_is_what_people_receive() -> None:
    ranking = rank_attention(network.build(tables(REPLIES)))
    assert ranking.table["person"].tolist()[0] == "t:hub"  # the only one whom somebody with attention writes to
    assert dict(zip(ranking.table["person"], ranking.table["repliers"], strict=True))["t:a"] == 2


def newly(person: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "person": [person], "role": ["patient"], "stage": ["newly_diagnosed"], "from_us": [DAY * DAY_US],
            "to_us": [(DAY + 365) * DAY_US], "confidence": [1.0], "evidence": [""],
        }
    )  # fmt: skip


def test_a_dialogue_needs_an_answer_to_the_mentor() -> None:
    once = [("t:men", "t:new", 1.0, "informs")]
    assert dialogues(tables(once, timeline=newly("t:new"))).empty
    back = [*once, ("t:new", "t:men", 2.0, "thanks")]
    found = dialogues(tables(back, timeline=newly("t:new")))
    assert found[["mentor", "mentee", "mentor_turns", "mentee_turns", "thanks"]].to_numpy().tolist() == [
        ["t:men", "t:new", 1, 2, 1]
    ]


def test_silence_ends_a_dialogue() -> None:
    turns = [("t:men", "t:new", day, "informs") for day in (1.0, 3.0, 100.0)] + [
        ("t:new", "t:men", day, "") for day in (2.0, 101.0)
    ]
    assert len(dialogues(tables(turns, timeline=newly("t:new")))) == 2


def test_after_the_first_year_it_is_no_mentoring() -> None:
    late = [("t:men", "t:new", 400.0, "informs"), ("t:new", "t:men", 401.0, "thanks")]
    assert find_mentors(tables(late, timeline=newly("t:new"))).table.empty


def test_breadth_beats_depth() -> None:
    lines = pd.concat([newly(f"t:n{number}") for number in range(4)])
    wide = [
        turn
        for number in range(3)
        for turn in (("t:wide", f"t:n{number}", 1.0, "informs"), (f"t:n{number}", "t:wide", 2.0, "thanks"))
    ]
    deep = [
        turn for day in range(1, 9) for turn in (("t:deep", "t:n3", day, "informs"), ("t:n3", "t:deep", day + 0.5, "thanks"))
    ]
    assert find_mentors(tables(wide + deep, timeline=lines)).table["person"].tolist() == ["t:wide", "t:deep"]


def test_a_mentor_with_two_lines_stands_where_their_role_does() -> None:
    """Somebody long a patient whose child was just diagnosed is still no peer of other patients."""
    own = newly("t:men").assign(role="caregiver")
    long = newly("t:men").assign(stage="experienced", from_us=0)
    back = [("t:men", "t:new", 1.0, "informs"), ("t:new", "t:men", 2.0, "thanks")]
    roles = pd.DataFrame({"person": ["t:men"], "role": ["patient"], "posts": [3]})
    lines = pd.concat([newly("t:new"), own, long])
    found = dialogues(tables(back, timeline=lines, person_roles=roles))
    assert found["own_stage"].tolist() == ["experienced"]
    assert network.build(tables(back, timeline=lines, person_roles=roles)).people.set_index("person").loc["t:men", "stage"] == (
        "experienced"
    )


def test_findings_of_nobody_are_empty() -> None:
    made = tables([("t:a", "t:b", 1.0, "")])
    found = find_caregiver_clusters(made)
    assert found.clusters.empty
    assert found.members.empty
    assert find_mentors(made).table.empty


# ------------------------------------------------------------------------------------------------ whole communities


@pytest.fixture(scope="module", params=[(0, True), (3, False)], ids=["with groups", "without groups"])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    seed, groups = request.param
    community = simulate(600, seed=seed, groups=groups)
    folder: Path = tmp_path_factory.mktemp("community")
    files = write(community, folder)
    with Corpus.create(folder / "corpus.duckdb") as corpus:
        load(corpus, files)
        code_posts(corpus, load_codebook("multiple-sclerosis"))
        with period(corpus) as made:
            people = network.build(made)
            lists = {
                "helper": rank_helpers(made).table, "mentor": find_mentors(made).table, "attention_star": rank_attention(people).table,
            }  # fmt: skip
            yield community.truth().set_index("person"), lists, find_caregiver_clusters(made), groups, people


@pytest.mark.parametrize("kind", ["helper", "mentor"])
def test_the_planted_are_found(found, kind: str) -> None:
    truth, lists, *_ = found
    assert (truth["kind"].reindex(lists[kind]["person"].head(10)) == kind).sum() >= 8


def test_attention_is_not_help(found) -> None:
    truth, lists, *_ = found
    assert (truth["kind"].reindex(lists["attention_star"]["person"].head(10)) == "helper").sum() <= 4


def test_caregiver_groups_are_found_where_there_are_some(found) -> None:
    truth, _, clusters, groups, _ = found
    if not groups:
        assert clusters.clusters.empty
        return
    planted = truth["group"].reindex(clusters.members["person"])
    for _, members in planted.groupby(clusters.members["cluster"].to_numpy()):
        assert members.nunique() == 1
    assert set(planted) == set(truth["group"]) - {0}


def test_degrees_add_up(found) -> None:
    people = found[-1]
    degrees = measures.degrees(people)
    assert degrees["out_strength"].sum() == degrees["in_strength"].sum() == people.ties["count"].sum()
    graph = network.to_networkx(people)
    assert graph.number_of_nodes() == people.size
    assert graph.number_of_edges() == len(people.ties)
    simple = network.to_networkx(people, multi=False)
    assert sum(weight for _, _, weight in simple.edges(data="weight")) == people.ties["count"].sum()

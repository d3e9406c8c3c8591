"""Every question answers what the corpus answers when asked in Python."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from graphtool.errors import DatabaseError
from graphtool.findings import dialogues
from graphtool.graphdb import Server, ask, cypher, query_names, questions
from graphtool.graphdb.cypher import values_for
from graphtool.network import named_ties
from tests.graphdb.conftest import HERE, Invented

pytestmark = pytest.mark.neo4j
Rows = list[tuple[Any, ...]]


class Asked:
    """The same questions asked of the corpus."""

    def __init__(self, invented: Invented) -> None:
        self.findings, self.tables = invented.findings, invented.tables
        self.people = invented.findings.people.table.set_index("person", drop=False)
        self.ties = named_ties(invented.findings.network)
        self.posts = invented.tables.run("SELECT * FROM posts").set_index("post", drop=False)
        self.replies = self.ties[self.ties["kind"] == "reply"]
        self.helper, self.mentor = self.findings.helpers.table["person"][0], self.findings.mentors.table["person"][0]

    def cells(self, person: str, *columns: str) -> tuple[Any, ...]:
        row = self.people.loc[person]
        return (person, row["handle"], *(row[name] for name in columns))

    def talks(self) -> pd.DataFrame:
        """Pairs in either direction."""
        there = self.ties[["source", "target"]]
        return pd.concat([there, there.rename(columns={"source": "target", "target": "source"})]).drop_duplicates()

    def top_helpers(self) -> Rows:
        return [
            (row.rank, row.person, row.handle, row.role, row.score, row.people_helped, row.thankers, moment(row.last_helped_us))
            for row in self.findings.helpers.table.head(20).itertuples()
        ]

    def hidden_helpers(self) -> Rows:
        table = self.findings.helpers.table
        return [
            (row.rank, row.person, row.handle, row.role, row.people_helped, row.attention_rank)
            for row in table[table["hidden"]].head(20).itertuples()
        ]

    def _dialogues(self) -> pd.DataFrame:
        return dialogues(self.tables)

    def mentors_and_their_dialogues(self) -> Rows:
        found = self._dialogues()
        found = found[~found["own_stage"].isin(["undiagnosed", "newly_diagnosed"])]
        ranks = self.findings.mentors.table.head(10).set_index("person")["rank"]
        found = found[found["mentor"].isin(ranks.index)].assign(rank=found["mentor"].map(ranks))
        return [
            (row.rank, *self.cells(row.mentor), *self.cells(row.mentee), moment(row.start_us), moment(row.end_us),
             row.mentor_turns, row.mentee_turns, row.thanks)
            for row in found.sort_values(["rank", "mentee", "start_us"]).itertuples()
        ]  # fmt: skip

    def dialogues_of(self) -> Rows:
        rows = []
        for row in self._dialogues().itertuples():
            for as_, me, other in (("mentor", row.mentor, row.mentee), ("mentee", row.mentee, row.mentor)):
                if me == self.mentor:
                    turns = (row.mentor_turns, row.mentee_turns, row.thanks)
                    rows.append((as_, *self.cells(other), moment(row.start_us), moment(row.end_us), *turns))
        return sorted(rows, key=lambda row: (row[0], row[1], row[3]))

    def caregiver_clusters(self) -> Rows:
        names = ["cluster", "size", "stability", "supports", "learns", "vents", "voices", "patients_reached"]
        return list(self.findings.clusters.clusters[names].itertuples(index=False, name=None))

    def cluster_voices(self) -> Rows:
        members = self.findings.clusters.members
        names = ["cluster", "rank", "person", "handle", "score", "help_inside", "patients"]
        return list(members[members["rank"] <= 3][names].itertuples(index=False, name=None))

    def bridges(self) -> Rows:
        talks = self.talks()
        talks["role"] = talks["target"].map(self.people["role"])
        counted = talks.pivot_table(index="source", columns="role", values="target", aggfunc="nunique", fill_value=0)
        both = counted[(counted["caregiver"] > 0) & (counted["patient"] > 0)]
        rows = [(*self.cells(person, "role"), row["caregiver"], row["patient"]) for person, row in both.iterrows()]
        return sorted(rows, key=lambda row: (-min(row[3:]), -sum(row[3:]), row[0]))[:20]

    def unanswered_newcomers(self) -> Rows:
        openings = self.posts[self.posts["is_opener"]].sort_index()
        last = {(row.author, row.created_us): row.post for row in reversed(list(openings.itertuples()))}
        return [
            (row.rank, *self.cells(row.person, "role", "stage"), row.openings, row.asks, moment(row.last_us),
             last[row.person, row.last_us])
            for row in self.findings.unanswered.itertuples()
        ]  # fmt: skip

    def quick_answers(self) -> Rows:
        posts = self.posts[self.posts["author"].notna()]
        openings = posts[posts["is_opener"]]
        answers = posts[posts["parent"].isin(openings["post"])].copy()
        opening = openings.loc[answers["parent"]]
        answers["other"] = opening["author"].to_numpy() != answers["author"].to_numpy()
        waited = answers["created_us"].to_numpy() // 1_000_000 - opening["created_us"].to_numpy() // 1_000_000
        answers["soon"] = waited <= 24 * 3600
        counted = answers[answers["other"]].groupby("author")["soon"].agg(["size", "sum"])
        counted = counted[counted["size"] >= 5]
        rows = [
            (*self.cells(who, "role"), row["size"], row["sum"], row["sum"] / row["size"]) for who, row in counted.iterrows()
        ]
        return sorted(rows, key=lambda row: (-row[4], row[0]))[:20]

    def ego_network(self) -> Rows:
        there = self.ties[self.ties["source"] == self.helper].groupby("target")["count"].sum()
        back = self.ties[self.ties["target"] == self.helper].groupby("source")["count"].sum()
        both = pd.DataFrame({"there": there, "back": back}).fillna(0).astype(int)
        rows = [(*self.cells(who, "role", "stage"), row["there"], row["back"]) for who, row in both.iterrows()]
        return sorted(rows, key=lambda row: (-row[4] - row[5], row[0]))[:50]

    def _answered_by_one(self) -> pd.DataFrame:
        return self.replies[self.replies.groupby("target")["source"].transform("nunique") == 1]

    def cut_off_without(self) -> Rows:
        alone = self._answered_by_one()
        rows = [
            (*self.cells(row.target, "role", "stage"), row.count_, moment(row.last_us))
            for row in alone[alone["source"] == self.last_resort()].rename(columns={"count": "count_"}).itertuples()
        ]
        return sorted(rows, key=lambda row: (-row[4], row[0]))

    def last_resort(self) -> str:
        """Whose leaving would cut off most."""
        return str(self.cut_off_by_helper()[0][0])

    def cut_off_by_helper(self) -> Rows:
        alone, answered = self._answered_by_one().groupby("source").size(), self.replies.groupby("source").size()
        rows = [(*self.cells(who, "role"), count, answered[who]) for who, count in alone.items()]
        return sorted(rows, key=lambda row: (-row[3], row[0]))[:20]

    def from_asking_to_helping(self) -> Rows:
        own = self.posts[self.posts["author"].notna() & ~self.posts["is_repost"]].copy()
        seconds = own["created_us"] // 1_000_000
        ends = self.people.loc[own["author"], ["first_us", "last_us"]].astype("int64") // 1_000_000
        own["later"] = 2 * seconds.to_numpy() > ends.sum(axis=1).to_numpy()
        own["helps"] = own["informs"] | own["encourages"]
        first = own[~own["later"]].groupby("author")[["asks", "helps"]].sum()
        then = own[own["later"]].groupby("author")[["asks", "helps"]].sum()
        both = first.join(then.add_suffix("_then"), how="inner")
        moved = both[(both["asks"] > both["helps"]) & (both["helps_then"] > both["asks_then"]) & (both["helps_then"] >= 3)]
        names = ["asks", "helps", "asks_then", "helps_then"]
        rows = [(*self.cells(who, "role"), *(row[name] for name in names)) for who, row in moved.iterrows()]
        return sorted(rows, key=lambda row: (-row[6], row[0]))[:50]

    def advocates_by_reach(self) -> Rows:
        rows = []
        for who in self.people.index[["advocate" in each.split("|") for each in self.people["behaviour"]]]:
            to = self.ties[self.ties["target"] == who]
            rows.append((*self.cells(who, "role"), to["source"].nunique(), to["count"].sum(), self.network_posts(who)))
        return sorted(rows, key=lambda row: (-row[3], row[0]))[:20]

    def network_posts(self, who: str) -> int:
        people = self.findings.network.people
        return int(people.loc[people["person"] == who, "posts"].iloc[0])

    def companies_and_professionals(self) -> Rows:
        rows = []
        for who in self.people.index[self.people["role"].isin(["organisation", "professional"])]:
            to = self.ties[self.ties["target"] == who]
            sources = to["source"].drop_duplicates().map(self.people["role"])
            counts = (len(sources), (sources == "patient").sum(), (sources == "caregiver").sum())
            rows.append((*self.cells(who, "role"), *counts, to["count"].sum()))
        return sorted(rows, key=lambda row: (-row[3], row[0]))

    def weekly_activity(self) -> Rows:
        own = self.posts[self.posts["author"].notna() & ~self.posts["is_repost"]]
        at = pd.to_datetime(own["created_us"], unit="us", utc=True)
        week = (at - pd.to_timedelta(at.dt.day_of_week, unit="D")).dt.strftime("%Y-%m-%d")
        counted = own.groupby([week, own["author"].map(self.people["role"])])["author"].agg(["size", "nunique"])
        return [(*key, row["size"], row["nunique"]) for key, row in counted.iterrows()]

    def roles_and_stages(self) -> Rows:
        people = self.findings.network.people.groupby(["role", "stage"])["posts"].agg(["size", "sum"])
        rows = [(*key, row["size"], row["sum"]) for key, row in people.iterrows()]
        return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))

    def newly_diagnosed(self) -> Rows:
        answerers = self.replies.groupby("target")["source"].nunique()
        rows = []
        for who in self.people.index[self.people["stage"] == "newly_diagnosed"]:
            last = int(self.people.loc[who, "last_us"])
            rows.append(((*self.cells(who, "role"), self.network_posts(who), answerers.get(who, 0), moment(last)), last))
        return [row for row, _ in sorted(rows, key=lambda pair: (pair[0][4], -pair[1], pair[0][0]))][:50]

    def topics_of(self) -> Rows:
        own = self.posts[~self.posts["is_repost"] & self.posts["asks"] & (self.posts["topics"] != "")]
        own = own[own["author"].map(self.people["role"]) == "caregiver"]
        told = own.assign(topic=own["topics"].str.split("|")).explode("topic")
        counted = told.groupby("topic")["author"].agg(["size", "nunique"])
        rows = [(topic, row["size"], row["nunique"]) for topic, row in counted.iterrows()]
        return sorted(rows, key=lambda row: (-row[1], row[0]))

    def two_way_ties(self) -> Rows:
        counts = {(row.source, row.target): row[4] for row in self.replies.itertuples()}
        rows = [
            (one, other, self.people.loc[one, "handle"], self.people.loc[other, "handle"], min(count, counts[other, one]))
            for (one, other), count in counts.items()
            if one < other and (other, one) in counts
        ]
        return sorted(rows, key=lambda row: (-row[4], row[0], row[1]))[:20]

    def communities(self) -> Rows:
        people = self.findings.network.people.assign(number=self.findings.communities.labels + 1)
        people["helps"] = people["person"].isin(self.findings.helpers.table["person"])
        return [
            (number, len(them), (them["role"] == "patient").sum(), (them["role"] == "caregiver").sum(), them["helps"].sum())
            for number, them in people.groupby("number")
        ][:20]


def moment(us: Any) -> pd.Timestamp | None:
    return None if pd.isna(us) else pd.Timestamp(int(us), unit="us", tz="UTC")


PARAMETERS: dict[str, Callable[[Asked], dict[str, str]]] = {
    "dialogues_of": lambda asked: {"person": asked.mentor},
    "ego_network": lambda asked: {"person": asked.people.loc[asked.helper, "handle"]},
    "cut_off_without": lambda asked: {"person": asked.last_resort()},
}
OWN_TEST = {"path_between"}
CLASSES = ("UNRECOGNIZED", "DEPRECATION", "PERFORMANCE", "UNSUPPORTED", "GENERIC")


@pytest.fixture(scope="module")
def asked(pushed: Invented) -> Asked:
    return Asked(pushed)


@pytest.mark.parametrize("name", sorted(questions().keys() - OWN_TEST))
def test_the_answer_is_that_of_the_corpus(server: Server, asked: Asked, name: str) -> None:
    table = ask(server, name, PARAMETERS.get(name, lambda _: {})(asked), community=HERE)
    assert list(table.columns) == list(questions()[name].columns)
    wanted = getattr(asked, name)()
    assert len(wanted), "the question needs an answer here, else this test says nothing"
    frame = pd.DataFrame(wanted, columns=table.columns)
    pd.testing.assert_frame_equal(table, frame, check_dtype=False, check_exact=False, rtol=1e-12)


def test_a_path_is_as_short_as_any(server: Server, asked: Asked) -> None:
    graph = nx.Graph(list(asked.talks().itertuples(index=False, name=None)))
    far = nx.single_source_shortest_path_length(graph, asked.helper)
    other = max(far, key=lambda who: (far[who], who))
    path = ask(server, "path_between", {"one": asked.helper, "other": other}, community=HERE)
    assert path["step"].tolist() == list(range(far[other] + 1))
    assert (path["person"].iloc[0], path["person"].iloc[-1]) == (asked.helper, other)
    assert all(graph.has_edge(a, b) for a, b in zip(path["person"][:-1], path["person"][1:], strict=True))
    alone = nx.Graph(list(asked.talks().itertuples(index=False, name=None)))
    assert nx.has_path(alone, asked.helper, other)


def test_another_community_answers_nothing_of_this_one(server: Server, pushed: Invented) -> None:
    for name, question in questions().items():
        given = values_for(question, {each.name: "reddit:nobody" for each in question.parameters if each.type == "person"})
        assert server.ask(question.text, given | {"community": "test nowhere"}).empty, name


def test_no_text_draws_a_remark_from_the_server(server: Server, pushed: Invented) -> None:
    remarks: list[str] = []
    given = {"rows": [], "ids": [pushed.contents.found[0].id], "id": "x", "finding": "x", "run": "x", "limit": 1, "called": "x", "index": "x",
             "properties": {"community": "test texts"}, "stages": []}  # fmt: skip
    for name in set(query_names()) - {"constraints"}:
        result = server.run(name, community="test texts", **given)
        noted = [each for each in result.summary.gql_status_objects if each.raw_classification in CLASSES]
        remarks += [f"{name}: {each.status_description}" for each in noted]
    for name, question in questions().items():
        values = values_for(question, {each.name: "reddit:nobody" for each in question.parameters if each.type == "person"})
        server.ask(question.text, values | {"community": HERE}, noted=lambda said, name=name: remarks.append(f"{name}: {said}"))
    assert not remarks


def test_what_the_page_says_for_the_browser_runs_without_a_remark(server: Server, pushed: Invented) -> None:
    page = (Path(__file__).parents[2] / "docs" / "neo4j.md").read_text(encoding="utf-8")
    blocks = re.findall(r"\n\n((?: {4}.*\n)+)", page[page.index("## Five minutes") : page.index("## Questions")])
    assert len(blocks) == 3
    remarks: list[str] = []
    for block in blocks:
        assert len(server.ask(block.replace("'ms'", "$community"), {"community": HERE}, noted=remarks.append)), block
    assert not remarks


def test_every_text_has_a_header() -> None:
    assert all(cypher(name).startswith("// ") for name in query_names())
    for question in questions().values():
        assert question.title
        assert question.answers.endswith(".")
        assert question.columns
        assert all(each.meaning for each in question.parameters)
    assert len(questions()) >= 15


def test_a_folder_brings_more_questions(server: Server, pushed: Invented, tmp_path: Path) -> None:
    (tmp_path / "mine.cypher").write_text(
        "// Mine\n// Who wrote much.\n// $least: integer = 1 – posts\n// -> person: id\n"
        "MATCH (p:Person {community: $community}) WHERE p.posts >= $least RETURN p.id AS person ORDER BY person",
        encoding="utf-8",
    )
    people = pushed.findings.network.people
    answer = ask(server, "mine", {"least": "10"}, community=HERE, folders=[tmp_path])
    assert answer["person"].tolist() == people.loc[people["posts"] >= 10, "person"].tolist()


def test_a_misspelt_property_is_remarked_on(server: Server, pushed: Invented, tmp_path: Path) -> None:
    (tmp_path / "wrong.cypher").write_text(
        "// Wrong\n// Finds nobody.\nMATCH (p:Persson) RETURN p.idd AS person", encoding="utf-8"
    )
    told: list[str] = []
    answer = ask(Server(server.driver, told=told.append), "wrong", community=HERE, folders=[tmp_path])
    assert answer.empty
    assert any("Persson" in each for each in told)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("nothing", {}, "no question 'nothing'"),
        ("ego_network", {}, "needs --param person"),
        ("top_helpers", {"limit": "many"}, "no integer"),
        ("top_helpers", {"most": "3"}, "no parameter 'most'"),
        ("ego_network", {"person": "Nobody At All"}, "is nobody here"),
    ],
)
def test_what_is_wrong_with_a_question_is_said(
    server: Server, pushed: Invented, name: str, given: dict[str, str], said: str
) -> None:
    with pytest.raises(DatabaseError, match=said):
        ask(server, name, given, community=HERE)


def test_a_question_cannot_write(server: Server, pushed: Invented, tmp_path: Path) -> None:
    (tmp_path / "evil.cypher").write_text("// Evil\n// Deletes.\nMATCH (n) DETACH DELETE n RETURN 1 AS one", encoding="utf-8")
    before = np.sum(ask(server, "roles_and_stages", community=HERE)["people"])
    with pytest.raises(Exception, match=r"(?i)writ"):
        ask(server, "evil", community=HERE, folders=[tmp_path])
    assert np.sum(ask(server, "roles_and_stages", community=HERE)["people"]) == before

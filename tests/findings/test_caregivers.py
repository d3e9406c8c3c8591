"""Caregiver groups on a small invented network: what sets them apart, whom they turn to, who reaches patients."""

from itertools import permutations

import pandas as pd
import pytest

from graphtool.corpus import Tables
from graphtool.findings import Clusters, find_caregiver_clusters
from tests.findings.test_findings import tables

NIGHTS = [f"t:n{number}" for number in range(6)]
WORKING = [f"t:w{number}" for number in range(6)]
PATIENTS = [f"t:p{number:02}" for number in range(60)]
Reply = tuple[str, str, float, str]


def replies() -> list[Reply]:
    """Two rings of carers who all answer each other, and patients who talk with their neighbours."""
    made: list[Reply] = []
    for group in (NIGHTS, WORKING):
        made += [(one, other, 1.0, "encourages" if one == group[0] else "") for one, other in permutations(group, 2)]
    for one, other in zip(PATIENTS, [*PATIENTS[1:], PATIENTS[0]], strict=True):
        made += [(one, other, 1.0, ""), (other, one, 2.0, "")]
    made += [("t:n1", each, 3.0, "informs") for each in PATIENTS[:5]]
    made += [("t:n2", each, 3.0, "informs") for each in PATIENTS[:2]]
    return made


def community(topics: dict[str, list[str]]) -> Tables:
    """Every answer of the carers is about the topics of its author."""
    made = replies()
    about = [(f"r{number}", topic) for number, reply in enumerate(made) for topic in topics.get(reply[0], [])]
    roles = [(each, "caregiver", 1) for each in NIGHTS + WORKING] + [(each, "patient", 1) for each in PATIENTS]
    return tables(
        made,
        person_roles=pd.DataFrame(roles, columns=["person", "role", "posts"]),
        post_topics=pd.DataFrame([*about, ("none", "none")], columns=["post", "topic"]),
    )


TOPICS = (
    {each: ["drugs", "nights"] for each in NIGHTS} | {each: ["drugs", "work", "money"] for each in WORKING}
    | {"t:n0": ["drugs", "nights", "dogs"]}
)  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Clusters:
    return find_caregiver_clusters(community(TOPICS), rewirings=30)


def members(found: Clusters, cluster: int) -> set[str]:
    return set(found.members.loc[found.members["cluster"] == cluster, "person"])


def test_two_rings_are_two_groups_with_their_density_and_ways_out(found: Clusters) -> None:
    assert [members(found, 1), members(found, 2)] == [set(NIGHTS), set(WORKING)]
    assert found.clusters["density"].tolist() == [1.0, 1.0]
    assert found.clusters["conductance"].tolist() == [0.0, 0.0]  # patients never answered them


def test_topics_that_set_a_group_apart(found: Clusters) -> None:
    """Not what all carers talk about, nor what one member alone does."""
    assert found.clusters["topics"].tolist() == ["nights", "money|work"]


def test_three_topics_are_named_at_most() -> None:
    many = TOPICS | {each: ["a", "b", "c", "d"] for each in NIGHTS}
    assert find_caregiver_clusters(community(many), rewirings=30).clusters["topics"].tolist()[0] == "a|b|c"


def test_voices_inside_and_bridges_to_patients(found: Clusters) -> None:
    assert found.clusters["voices"].tolist() == ["t:n0", "t:w0"]
    assert found.clusters["bridges"].tolist() == ["t:n1, t:n2", ""]
    assert found.clusters["patients_reached"].tolist() == [5, 0]  # people, though two members helped the same ones


def test_no_caregivers_no_groups() -> None:
    nobody = find_caregiver_clusters(tables([("t:a", "t:b", 1.0, "")]), rewirings=5)
    assert nobody.clusters.empty
    assert {"topics", "voices", "bridges", "patients_reached", "density", "conductance"} <= set(nobody.clusters)

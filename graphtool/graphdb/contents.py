"""What is to stand in the database: people, posts, ties and findings of one community, each with a hash."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool import __version__
from graphtool.corpus import Known, Tables
from graphtool.corpus.known import people_table
from graphtool.findings import Clusters, Ranking, dialogues
from graphtool.graphdb.values import Row, digest, hashes, held, plain, properties, refuse_long
from graphtool.measures import Communities
from graphtool.network import Network
from graphtool.schema import ACTS

TIE_TYPES: Final = {"reply": "REPLIED_TO", "mention": "MENTIONED", "quote": "QUOTED"}
_STAGED: Final = ["role", "stage", "from_us", "to_us", "confidence", "stage_by", "evidence"]
_ADDRESSED: Final = ["kind", "target", "to_post", "to_opener"]
_POSTS: Final = f"""
    SELECT posts.post AS id, posts.author, posts.created_us AS at_us, posts.thread, posts.parent, posts.is_opener,
           posts.is_context, posts.is_repost, posts.language,
           coalesce(codes.role, 'unknown') AS role, coalesce(codes.role_by, '') AS role_by,
           coalesce(codes.stage, 'unknown') AS stage, coalesce(codes.stage_by, '') AS stage_by,
           codes.diagnosed_from_us AS diagnosis_earliest, codes.diagnosed_to_us AS diagnosis_latest,
           {", ".join(f"posts.{act}" for act in ACTS)}, posts.topics,
           habits.says_as, habits.links_as, habits.promotes, answered.post AS answers {{text}}
    FROM posts
    LEFT JOIN corpus.codes AS codes ON posts.post = codes.post
    LEFT JOIN post_habits AS habits ON posts.post = habits.post
    LEFT JOIN posts AS answered ON posts.parent = answered.post
    {{joined}}
    ORDER BY posts.post
"""
_KNOWN: Final = {
    "role": "known_role", "stage": "known_stage", "diagnosed_from_us": "known_earliest", "diagnosed_to_us": "known_latest",
}  # fmt: skip
_QUOTES: Final = (", words.title, words.text", "JOIN corpus.posts AS words ON posts.post = words.post")


@dataclass(frozen=True)
class Posts:
    """Posts and whom they address.

    frame: ``id, author, answers`` (the post they reply to, where it is here) and the properties of a post.
    addresses: ``kind, target, to_post, to_opener`` by post.
    hashes: one a post, over all of that.
    """

    frame: pd.DataFrame
    addresses: Mapping[str, list[Row]]
    hashes: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Found:
    """A finding as the database holds it: ranked people, and where it has them groups and dialogues.

    kind: ``helpers``, ``mentors``, …
    ranks: ``person`` and the columns of the table.
    groups: ``number`` and what is known of each group.
    members: ``number, person`` and what is known of each member.
    dialogues: ``mentor, mentee, start_us`` and what is known of each dialogue.
    parameters: everything that was chosen.
    """

    kind: str
    parameters: Mapping[str, Any]
    ranks: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"person": []}))
    groups: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"number": []}))
    members: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"number": [], "person": []}))
    dialogues: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"mentor": [], "mentee": [], "start_us": []}))

    @cached_property
    def id(self) -> str:
        """Named by what it says: the same finding has the same id."""
        tables = (self.ranks, self.groups, self.members, self.dialogues)
        told = json.dumps(dict(self.parameters), sort_keys=True, default=str)
        return f"{self.kind}-{digest(told, *(hashes(each).tobytes() for each in tables))}"


@dataclass(frozen=True)
class Contents:
    """A community as it is to stand in the database.

    network: people and ties.
    extra: more properties of people, in the order of ``network.people``.
    stages: where people stood, by person; ``from`` and ``to`` in microseconds.
    posts: None where they are left out.
    found: the findings.
    facts: of the whole: codebook, period.
    """

    network: Network
    extra: pd.DataFrame = field(default_factory=pd.DataFrame)
    stages: Mapping[str, list[Row]] = field(default_factory=dict)
    posts: Posts | None = None
    found: Sequence[Found] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def people(self) -> pd.DataFrame:
        """The properties of people, ``id`` first."""
        own = self.network.people.rename(columns={"person": "id"})
        more = [name for name in self.extra.columns if name not in own and name != "person"]
        return pd.concat([own, self.extra[more]], axis=1)

    @cached_property
    def people_hashes(self) -> npt.NDArray[np.int64]:
        """One a person, over properties and stages."""
        frame = self.people
        return hashes(frame.assign(stages=[repr(self.stages.get(person)) for person in frame["id"]]))

    @cached_property
    def tie_hashes(self) -> npt.NDArray[np.int64]:
        """One a tie, over its properties."""
        return hashes(self.network.ties.drop(columns=["source", "target"]))

    @cached_property
    def run(self) -> str:
        """Named by what was found: the same findings have the same run."""
        return digest(*(each.id for each in self.found))

    def description(self) -> Row:
        """The properties of the community's ``Corpus`` node."""
        posts = 0 if self.posts is None else len(self.posts.frame)
        return dict(self.facts) | {
            "graphtool": __version__, "people": self.network.size, "ties": len(self.network.ties), "posts": posts,
            **_columns("people", self.network.people), **_columns("tie", self.network.ties),
            "with_posts": self.posts is not None, "run": self.run,
        }  # fmt: skip

    def refuse_long_ids(self) -> None:
        """Raise where an id is longer than the database can index.

        Raises:
            DatabaseError: naming it.
        """
        refuse_long(self.network.people["person"], "id")
        if self.posts is not None:
            refuse_long(self.posts.frame["id"], "post")


def contents(
    tables: Tables,
    network: Network,
    *,
    people: pd.DataFrame | None = None,
    found: Sequence[Found] = (),
    posts: bool = True,
    quotes: bool = False,
    facts: Mapping[str, Any] | None = None,
) -> Contents:
    """A period of a corpus as it is to stand in the database.

    Args:
        tables: of ``corpus.period``.
        network: made of them.
        people: of ``findings.list_people``: what more is known of people.
        found: the findings.
        posts: whether posts are sent.
        quotes: whether title and text are sent with them.
        facts: of the whole: codebook, period.
    """
    known = _known(tables).set_index("person")
    extra = pd.DataFrame(index=network.people["person"])
    if people is not None:
        extra = extra.join(people.set_index("person"))
    extra = extra.join(known).reset_index(drop=True)
    return Contents(network, extra, _stages(tables), _posts(tables, quotes=quotes) if posts else None, found, facts or {})


def findings_of(
    tables: Tables,
    *,
    rankings: Sequence[Ranking],
    clusters: Clusters,
    network: Network,
    communities: Communities,
    unanswered: pd.DataFrame,
) -> list[Found]:
    """The findings of a run as the database holds them."""
    found = [
        Found(each.kind, each.parameters, each.table, **({"dialogues": dialogues(tables)} if each.kind == "mentors" else {}))
        for each in rankings
    ]
    apart = [Found(f"{each.kind}_apart", each.parameters, each.apart) for each in rankings if len(each.apart)]
    groups = clusters.clusters.rename(columns={"cluster": "number"})
    members = clusters.members.rename(columns={"cluster": "number"})
    circles = Found("caregiver_clusters", clusters.parameters, groups=groups, members=members)
    return [*found, *apart, circles, _communities(network, communities), Found("unanswered", {}, unanswered)]


def _columns(what: str, frame: pd.DataFrame) -> Row:
    """Which columns a table has, so that it can be read back as it is."""
    return {f"{what}_columns": [str(name) for name in frame.columns], f"{what}_types": [str(each) for each in frame.dtypes]}


def _communities(network: Network, found: Communities) -> Found:
    numbers = found.labels + 1
    sizes = pd.Series(numbers).value_counts().sort_index()
    parameters = {
        "resolution": found.resolution, "seed": found.seed, "engine": found.engine, "modularity": round(found.modularity, 9),
    }  # fmt: skip
    groups = pd.DataFrame({"number": sizes.index.to_numpy(np.int64), "size": sizes.to_numpy(np.int64)})
    members = pd.DataFrame({"number": numbers, "person": network.people["person"]})
    return Found("communities", parameters, groups=groups, members=members)


def _known(tables: Tables) -> pd.DataFrame:
    """What the user knows of people, as properties that say so."""
    return tables.run("SELECT * FROM known_people").rename(columns=_KNOWN)


def known_of(people: pd.DataFrame) -> Known:
    """What the user knew of people, out of the properties that ``contents`` made of it."""
    told = people.reindex(columns=["person", *_KNOWN.values()])
    told = told[told[_KNOWN["role"]].notna()].sort_values("person")
    columns = {name: plain(told[_KNOWN.get(name, name)]) for name in ("person", *_KNOWN)}
    return Known(people_table([dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]), (), {})


def _stages(tables: Tables) -> dict[str, list[Row]]:
    lines = tables.run("SELECT * FROM timeline ORDER BY person, role, from_us")
    rows: dict[str, list[Row]] = {}
    told = properties(lines[[name for name in _STAGED if name in lines]], times=held)
    for person, stage, values in zip(lines["person"], lines["stage"], told, strict=True):
        rows.setdefault(person, []).append({"stage": stage, "properties": values})
    return rows


def _posts(tables: Tables, *, quotes: bool) -> Posts:
    text, joined = _QUOTES if quotes else ("", "")
    frame = tables.run(_POSTS.format(text=text, joined=joined))
    acts = [
        [act for act, shown in zip(ACTS, row, strict=True) if shown] or None
        for row in zip(*(frame[act].tolist() for act in ACTS), strict=True)
    ]
    topics = [each.split("|") if each else None for each in frame["topics"]]
    frame = frame.drop(columns=list(ACTS)).assign(acts=pd.Series(acts, dtype=object), topics=pd.Series(topics, dtype=object))
    named = tables.run(f"SELECT post, {', '.join(_ADDRESSED)} FROM interactions ORDER BY post, kind, target")
    addresses: dict[str, list[Row]] = {}
    for post, *values in zip(named["post"], *(plain(named[name]) for name in _ADDRESSED), strict=True):
        kind, target, to_post, to_opener = values
        addresses.setdefault(post, []).append(
            {"target": target, "properties": {"kind": kind, "to_post": to_post, "to_opener": to_opener}}
        )
    told = frame.assign(addresses=[repr(addresses.get(post)) for post in frame["id"]])
    return Posts(frame, addresses, hashes(told))

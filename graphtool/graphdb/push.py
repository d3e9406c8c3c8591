"""Make a community in Neo4j equal to its contents: only what differs is sent, what left is deleted, twice is once.

In this order, so that a push that stops half-way leaves nothing that the next one would take for finished, and a reader
sees the last complete run's findings until the new ones are whole: new and changed people, posts and ties; a post's
links, and with them its hash; the new findings; one small transaction that makes them current; then what is to go.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd

from graphtool.graphdb.connection import Server
from graphtool.graphdb.contents import TIE_TYPES, Contents, Found
from graphtool.graphdb.rows import finding_properties, keyed_rows, link_rows, people_rows, post_rows, tie_rows
from graphtool.graphdb.values import Positions, Row, batches, refuse_long
from graphtool.progress import Progress, silent
from graphtool.schema import STAGES

BATCH: Final = 20_000
_LINKS: Final = 10  # that go with a node: fewer nodes a transaction are deleted than made


@dataclass(frozen=True)
class Difference:
    """How the database differs from the contents: positions of what is to be sent, keys of what is to go.

    whole: the last push came to its end.
    """

    people: Positions
    posts: Positions
    ties: Positions
    findings: tuple[Found, ...]
    gone_people: list[str]
    gone_posts: list[str]
    gone_ties: list[tuple[str, str, str]]
    stale_findings: int
    description: bool
    whole: bool

    @property
    def sent(self) -> int:
        """People, posts and ties to be sent."""
        return len(self.people) + len(self.posts) + len(self.ties)

    @property
    def deleted(self) -> int:
        """People, posts and ties to go."""
        return len(self.gone_people) + len(self.gone_posts) + len(self.gone_ties)

    @property
    def counts(self) -> dict[str, int]:
        """What is to be done, counted; all zero when nothing is."""
        return {
            "people_to_send": len(self.people), "posts_to_send": len(self.posts), "ties_to_send": len(self.ties),
            "people_to_delete": len(self.gone_people), "posts_to_delete": len(self.gone_posts),
            "ties_to_delete": len(self.gone_ties), "findings_to_send": len(self.findings),
            "findings_to_delete": self.stale_findings, "pushed_otherwise": int(self.description),
            "push_not_finished": int(not self.whole),
        }  # fmt: skip

    @property
    def equal(self) -> bool:
        """Nothing is to be done."""
        return not any(self.counts.values())


@dataclass(frozen=True)
class PushReport:
    """What stands in the database now, and what it took."""

    people: int
    posts: int
    ties: int
    findings: int
    sent: int
    deleted: int
    unchanged: int


def push(server: Server, contents: Contents, *, community: str, batch: int = BATCH, progress: Progress = silent) -> PushReport:
    """Make a community in the database equal to its contents.

    Args:
        server: of ``connected``.
        contents: of ``graphdb.contents``.
        community: part of every key, so that communities never touch each other.
        batch: rows a transaction.
        progress: told the rows sent.

    Raises:
        DatabaseError: an id is too long for the database's index; nothing is sent then.
    """
    refuse_long([community], "community")
    contents.refuse_long_ids()
    server.run_each("constraints")
    change = difference(server, contents, community=community)
    if not change.equal:
        _Sending(server, contents, change, community, batch, progress).send()
    total = contents.network.size + len(contents.network.ties) + (0 if contents.posts is None else len(contents.posts.frame))
    described = contents.description()
    return PushReport(
        described["people"], described["posts"], described["ties"], len(contents.found),
        change.sent, change.deleted, total - change.sent,
    )  # fmt: skip


def difference(server: Server, contents: Contents, *, community: str) -> Difference:
    """How a community in the database differs from its contents; nothing is written."""
    corpus = server.read("corpus", community=community)
    here = corpus["properties"][0] if len(corpus) else {}
    people, gone_people = _nodes(
        server, "person_hashes", community, contents.network.people["person"], lambda: contents.people_hashes
    )
    posts, gone_posts = np.zeros(0, np.int64), []
    if contents.posts is None:
        gone_posts = server.read("post_hashes", community=community)["id"].tolist()
    else:
        wanted = contents.posts
        posts, gone_posts = _nodes(server, "post_hashes", community, wanted.frame["id"], lambda: wanted.hashes)
    ties, gone_ties = _ties(server, contents, community)
    standing = server.read("finding_ids", community=community)
    current = set(standing.loc[standing["current"].astype(bool), "id"])
    wanted_ids = {each.id: each for each in contents.found}
    described = contents.description()
    return Difference(
        people, posts, ties,
        tuple(each for name, each in wanted_ids.items() if name not in current),
        gone_people, gone_posts, gone_ties,
        len(set(standing["id"]) - set(wanted_ids)),
        any(here.get(name) != value for name, value in described.items() if value is not None),
        bool(here.get("complete")),
    )  # fmt: skip


def _nodes(
    server: Server, query: str, community: str, ids: pd.Series, wanted: Callable[[], Positions]
) -> tuple[Positions, list[str]]:
    """Positions of what differs, and ids of what is to go."""
    standing = server.read(query, community=community)
    place = pd.Index(ids)
    found = place.get_indexer(pd.Index(standing["id"], dtype=object))
    told = standing["hash"].fillna(0).astype(np.int64).to_numpy()
    here = np.zeros(len(place), bool)
    here[found[found >= 0]] = standing["hash"].notna().to_numpy()[found >= 0]
    before = np.zeros(len(place), np.int64)
    before[found[found >= 0]] = told[found >= 0]
    return np.flatnonzero(~here | (before != wanted())), standing.loc[found < 0, "id"].tolist()


def _ties(server: Server, contents: Contents, community: str) -> tuple[Positions, list[tuple[str, str, str]]]:
    """As ``_nodes``; ties are told by both ends and their type."""
    place = pd.Index(contents.network.people["person"])
    ties, types = contents.network.ties, list(TIE_TYPES)
    size = len(place)
    kinds = ties["kind"].map({kind: number for number, kind in enumerate(types)}).to_numpy(np.int64)
    keys = (kinds * size + ties["source"].to_numpy(np.int64)) * size + ties["target"].to_numpy(np.int64)
    order = np.argsort(keys, kind="stable")
    differs = np.ones(len(keys), bool)
    wanted = contents.tie_hashes
    gone: list[tuple[str, str, str]] = []
    for number, type_ in enumerate(TIE_TYPES.values()):
        standing = server.read(f"hashes_{type_.lower()}", community=community)
        source = place.get_indexer(pd.Index(standing["source"], dtype=object))
        target = place.get_indexer(pd.Index(standing["target"], dtype=object))
        told = (number * size + source.astype(np.int64)) * size + target
        spot = np.searchsorted(keys[order], told)
        match = (source >= 0) & (target >= 0) & (spot < len(keys))
        match[match] &= keys[order][spot[match]] == told[match]
        hit = order[spot[match]]
        differs[hit] = wanted[hit] != standing["hash"].fillna(0).to_numpy(np.int64)[match]
        rest = standing[~match]
        gone += [(a, type_, b) for a, b in zip(rest["source"], rest["target"], strict=True)]
    return np.flatnonzero(differs), gone


@dataclass
class _Sending:
    """One push on its way."""

    server: Server
    contents: Contents
    change: Difference
    community: str
    batch: int
    progress: Progress
    done: int = 0

    def send(self) -> None:
        described = self.contents.description()
        self.server.run(
            "begin",
            community=self.community,
            stages=list(STAGES),
            properties=described | {"community": self.community, "complete": False},
        )
        self._rows("load_people", self.change.people, partial(people_rows, self.contents, self.community))
        if self.contents.posts is not None:
            self._rows("load_posts", self.change.posts, partial(post_rows, self.contents.posts, self.community))
        kinds = self.contents.network.ties["kind"].to_numpy()[self.change.ties]
        for kind, type_ in TIE_TYPES.items():
            self._rows(f"load_{type_.lower()}", self.change.ties[kinds == kind], partial(tie_rows, self.contents))
        if self.contents.posts is not None:
            self._rows("link_posts", self.change.posts, partial(link_rows, self.contents.posts))
        for each in self.change.findings:
            self._finding(each)
        self.server.run(
            "make_current", community=self.community, ids=[each.id for each in self.contents.found], run=self.contents.run
        )
        self._delete_stale()
        for type_ in TIE_TYPES.values():
            self._gone(
                f"delete_{type_.lower()}", [{"source": a, "target": b} for a, each, b in self.change.gone_ties if each == type_]
            )
        self._gone("delete_posts", [{"id": each} for each in self.change.gone_posts])
        self._gone("delete_people", [{"id": each} for each in self.change.gone_people])
        self.server.run("complete", community=self.community)

    @property
    def total(self) -> int:
        """Rows of the whole push."""
        ranks = sum(len(each.ranks) + len(each.members) + len(each.dialogues) for each in self.change.findings)
        return self.change.sent + len(self.change.posts) + self.change.deleted + ranks

    def _rows(self, query: str, positions: Positions, made: Callable[[Positions], list[Row]], **more: Any) -> None:
        for some in batches(positions, self.batch):
            self.server.run(query, community=self.community, rows=made(some), **more)
            self._told(len(some))

    def _gone(self, query: str, keys: list[Row]) -> None:
        size = max(self.batch // _LINKS, 1)
        for start in range(0, len(keys), size):
            some = keys[start : start + size]
            self.server.run(query, community=self.community, rows=some)
            self._told(len(some))

    def _told(self, rows: int) -> None:
        self.done += rows
        self.progress("sending to Neo4j", self.done, self.total)

    def _finding(self, found: Found) -> None:
        self.server.run(
            "load_finding",
            community=self.community,
            id=found.id,
            properties=finding_properties(found),
        )
        single = "community" if found.kind == "communities" else "cluster"
        plural = "communities" if single == "community" else "clusters"
        for query, frame, key in (
            ("load_ranks", found.ranks, ("person",)),
            (f"load_{plural}", found.groups, ("number",)),
            (f"load_{single}_members", found.members, ("number", "person")),
            ("load_dialogues", found.dialogues, ("mentor", "mentee")),
        ):
            self._rows(query, np.arange(len(frame)), partial(keyed_rows, frame, key), finding=found.id)

    def _delete_stale(self) -> None:
        for query in ("delete_stale_ranks", "delete_stale_dialogues", "delete_stale_findings"):
            while self.server.run(query, community=self.community, limit=self.batch).records[0]["deleted"]:
                pass

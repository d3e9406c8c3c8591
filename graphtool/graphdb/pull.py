"""A community out of Neo4j: its network as it was pushed, or a corpus that findings are made from again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from graphtool.corpus import Corpus, Known
from graphtool.corpus.refilled import refilled
from graphtool.errors import DatabaseError
from graphtool.graphdb.connection import Server
from graphtool.graphdb.contents import TIE_TYPES, known_of
from graphtool.graphdb.values import as_columns
from graphtool.network import Network
from graphtool.schema import ACTS

_MOMENTS: Final = ("first_us", "last_us")
_KINDS: Final = {type_: kind for kind, type_ in TIE_TYPES.items()}


@dataclass(frozen=True)
class Pulled:
    """What findings are made from, as it came out of the database.

    corpus: coded; it has no words unless they were pushed.
    known: what the user knew of people when it was pushed.
    facts: what was said of the whole: codebook, period.
    """

    corpus: Corpus
    known: Known
    facts: dict[str, Any]


def described(server: Server, community: str) -> dict[str, Any]:
    """What is said of a community in the database.

    Raises:
        DatabaseError: it is not there, or its last push did not come to its end.
    """
    found = server.read("corpus", community=community)
    if not len(found):
        there = ", ".join(server.read("communities")["community"]) or "none"
        raise DatabaseError(f"Neo4j holds no community {community!r} (it holds: {there}): push it, or name another.")
    facts: dict[str, Any] = found["properties"][0]
    if not facts["complete"]:
        raise DatabaseError(f"The last push of {community!r} did not come to its end: push it again first.")
    return facts


def pull_network(server: Server, *, community: str) -> Network:
    """The people and ties of a community, as they were pushed.

    Raises:
        DatabaseError: it is not there, or its last push did not come to its end.
    """
    facts = described(server, community)
    people = _table(server.read("pull_people", community=community), ["person", *_MOMENTS])
    people = _shaped(people, facts, "people").sort_values("person", ignore_index=True)
    ties = _ties(server, community)
    place = pd.Index(people["person"])
    for end in ("source", "target"):
        ties[end] = place.get_indexer(pd.Index(ties[end], dtype=object)).astype(np.int32)
    ties = _shaped(ties, facts, "tie")
    return Network(people, ties.sort_values(["source", "target", "kind"], ignore_index=True))


def _ties(server: Server, community: str) -> pd.DataFrame:
    """Every tie with the persons at its ends and its kind."""
    ties = _table(server.read("pull_ties", community=community), ["source", "target", "type", *_MOMENTS])
    ties["kind"] = ties.pop("type").map(_KINDS) if len(ties) else None
    return ties


def pull_interactions(server: Server, *, community: str) -> pd.DataFrame:
    """Every interaction of a community whose posts were pushed: ``source, target`` (persons), ``kind, created_us``."""
    return server.read("pull_interactions", community=community)


@contextmanager
def pulled(server: Server, *, community: str) -> Iterator[Pulled]:
    """A corpus like the one that was pushed: the same findings are computed from it.

    Raises:
        DatabaseError: the community is not there, or was pushed without posts.
    """
    facts = described(server, community)
    if not facts["with_posts"]:
        raise DatabaseError(f"{community!r} was pushed with ties only: push it with posts to compute findings from it.")
    people = _table(server.read("pull_people", community=community), ["person", *_MOMENTS])
    named = people.reindex(columns=["person", "handle", "name"])
    posts = server.read("pull_posts", community=community)
    for act in ACTS:
        posts[act] = [act in (shown or ()) for shown in posts["acts"]]
    posts["topics"] = ["|".join(each or ()) for each in posts["topics"]]
    addresses = server.read("pull_addresses", community=community)
    ties = _ties(server, community).reindex(columns=["source", "target", "kind", "count", *_MOMENTS])
    texts = ("author", "thread", "parent", "title", "text", "says_as", "links_as")
    posts = _typed(posts, texts=texts, integers=("diagnosed_from_us", "diagnosed_to_us"))
    with refilled(
        origin=f"Neo4j, community {community}",
        source="neo4j",
        people=_typed(named, texts=("handle", "name")),
        posts=posts.drop(columns="acts"),
        addresses=_typed(addresses, texts=("post", "kind", "target", "to_post")),
        ties=_typed(ties, texts=("source", "target", "kind"), integers=("count", *_MOMENTS)),
    ) as corpus:
        yield Pulled(corpus, known_of(people), facts)


def _table(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Rows of keys and ``properties`` as columns, moments in microseconds."""
    properties = [as_columns(each) for each in rows["properties"]]
    names = sorted({name for each in properties for name in each} - set(keys))
    return pd.DataFrame(
        {key: rows[key].astype(object) for key in keys}
        | {name: pd.Series([each.get(name) for each in properties], dtype=object) for name in names}
    )


def _shaped(frame: pd.DataFrame, facts: dict[str, Any], what: str) -> pd.DataFrame:
    """Exactly the columns and types that were pushed."""
    types = dict(zip(facts[f"{what}_columns"], facts[f"{what}_types"], strict=True))
    shaped = frame.reindex(columns=list(types)).astype(object)
    return shaped.where(shaped.notna(), None).astype(types)


def _typed(frame: pd.DataFrame, *, texts: tuple[str, ...], integers: tuple[str, ...] = ()) -> pd.DataFrame:
    """Columns that may be all empty, with the types they have otherwise."""
    types = dict.fromkeys(texts, "string") | dict.fromkeys(integers, "Int64") | {"promotes": "boolean"}
    return frame.astype({name: type_ for name, type_ in types.items() if name in frame})

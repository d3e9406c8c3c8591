"""Send a network to Neo4j: only what differs is sent, what left is deleted, twice is once."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pandas as pd

from graphtool.errors import DatabaseError
from graphtool.graphdb.connection import Server
from graphtool.network import Network
from graphtool.progress import Progress, silent

BATCH: Final = 20_000
TYPES: Final = {"reply": "REPLIED_TO", "mention": "MENTIONED", "quote": "QUOTED"}
_LONGEST_ID: Final = 2_000  # bytes; Neo4j's index refuses keys beyond about 8,000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

Row = dict[str, Any]
Key = tuple[str, ...]


@dataclass(frozen=True)
class PushReport:
    """What stands in the database now, and what it took."""

    people: int
    ties: int
    sent: int
    deleted: int
    unchanged: int


def push(server: Server, network: Network, *, community: str, batch: int = BATCH, progress: Progress = silent) -> PushReport:
    """Make a community in the database equal to a network.

    People and ties carry a hash of their properties; only those whose hash differs are sent.

    Args:
        server: of ``connected``.
        network: people and ties.
        community: part of every key, so that communities never touch each other.
        batch: rows a transaction.
        progress: told the rows sent.

    Raises:
        DatabaseError: an id is too long for the database's index; nothing is sent then.
    """
    people: dict[Key, Row] = {(row["id"],): row for row in _people(network)}
    ties: dict[Key, Row] = {(row["source"], row["type"], row["target"]): row for row in _ties(network)}
    too_long = next((key[0] for key in people if len(key[0].encode()) > _LONGEST_ID), None)
    if too_long is not None:
        raise DatabaseError(f"The id {too_long[:40]!r}… has {len(too_long):,} characters, which Neo4j cannot index: mend it.")
    server.run_each("constraints")
    old_people, old_ties = _standing(server, community)
    new_people, gone_people = _difference(people, old_people)
    new_ties, gone_ties = _difference(ties, old_ties)
    work: list[tuple[str, Sequence[Row]]] = [
        ("delete_ties", [dict(zip(("source", "type", "target"), key, strict=True)) for key in gone_ties]),
        ("delete_people", [{"id": key[0]} for key in gone_people]),
        ("load_people", new_people),
    ]
    work += [(f"load_{type_.lower()}", [row for row in new_ties if row["type"] == type_]) for type_ in TYPES.values()]
    total, done = sum(len(rows) for _, rows in work), 0
    for name, rows in work:
        for some in _batches(rows, batch):
            server.run(name, community=community, rows=some)
            done += len(some)
            progress("sending to Neo4j", done, total)
    sent = len(new_people) + len(new_ties)
    return PushReport(len(people), len(ties), sent, len(gone_people) + len(gone_ties), len(people) + len(ties) - sent)


def _standing(server: Server, community: str) -> tuple[dict[Key, str], dict[Key, str]]:
    """The hashes of the people and ties that stand in the database."""
    if not server.run("count_people", community=community).records[0]["people"]:
        return {}, {}
    people = server.run("people_hashes", community=community).records
    ties = server.run("tie_hashes", community=community).records
    return (
        {(record["id"],): record["hash"] for record in people},
        {(record["source"], record["type"], record["target"]): record["hash"] for record in ties},
    )


def _difference(wanted: Mapping[Key, Row], standing: Mapping[Key, str]) -> tuple[list[Row], list[Key]]:
    """What is to be sent, and the keys of what is to go."""
    new = [row for key, row in wanted.items() if standing.get(key) != row["properties"]["hash"]]
    return new, sorted(key for key in standing if key not in wanted)


def _people(network: Network) -> Iterator[Row]:
    for person in network.people.to_dict("records"):
        properties = {
            "platform": person["platform"], "handle": person["handle"], "name": person["name"] or person["handle"],
            "role": person["role"], "stage": person["stage"], "behaviour": person.get("behaviour") or None,
            "posts": int(person["posts"]),
            "first": _moment(person["first_us"]), "last": _moment(person["last_us"]),
        }  # fmt: skip
        yield {"id": str(person["person"]), "properties": _hashed(properties)}


def _ties(network: Network) -> Iterator[Row]:
    names = network.people["person"].tolist()
    for tie in network.ties.to_dict("records"):
        properties = {
            "count": int(tie["count"]), "first": _moment(tie["first_us"]), "last": _moment(tie["last_us"]),
            "helped": int(tie["helped"]), "thanked": int(tie["thanked"]),
        }  # fmt: skip
        yield {
            "source": names[tie["source"]], "target": names[tie["target"]], "type": TYPES[tie["kind"]],
            "properties": _hashed(properties),
        }  # fmt: skip


def _hashed(properties: dict[str, Any]) -> dict[str, Any]:
    clean = {name: None if pd.isna(value) else value for name, value in properties.items()}
    digest = hashlib.sha256(json.dumps(clean, sort_keys=True, default=str).encode()).hexdigest()[:16]
    return clean | {"hash": digest}


def _moment(us: Any) -> datetime | None:
    return None if pd.isna(us) else _EPOCH + timedelta(microseconds=int(us))


def _batches(rows: Sequence[Row], size: int) -> Iterable[list[Row]]:
    for start in range(0, len(rows), size):
        yield list(rows[start : start + size])

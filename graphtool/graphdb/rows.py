"""What is to stand in the database as rows, as a push sends them and as files for the bulk import hold them.

In the rows of people, ties and posts the ``MOMENTS`` are microseconds.
"""

import json
from collections.abc import Sequence

import pandas as pd

from graphtool.graphdb.contents import Contents, Found, Posts
from graphtool.graphdb.values import Positions, Row, held, plain, properties


def people_rows(contents: Contents, community: str, positions: Positions) -> list[Row]:
    """``id``, ``properties`` with key and hash, and ``stages``: ``stage, properties`` of each."""
    frame = contents.people.iloc[positions]
    told = contents.people_hashes[positions].tolist()
    return [
        {
            "id": row["id"],
            "stages": contents.stages.get(row["id"], []),
            "properties": row | {"community": community, "hash": hash_},
        }
        for row, hash_ in zip(properties(frame, times=held), told, strict=True)
    ]  # fmt: skip


def post_rows(posts: Posts, community: str, positions: Positions) -> list[Row]:
    """``id`` and ``properties`` with the key, without the hash."""
    frame = posts.frame.iloc[positions].drop(columns=["author", "answers"])
    return [{"id": row["id"], "properties": row | {"community": community}} for row in properties(frame, times=held)]


def link_rows(posts: Posts, positions: Positions) -> list[Row]:
    """``id, author, answers, hash`` and ``addresses``: ``target, properties`` of each."""
    frame = posts.frame.iloc[positions]
    columns = (plain(frame[name]) for name in ("id", "author", "answers"))
    return [
        {"id": id_, "author": author, "answers": answers, "addresses": posts.addresses.get(id_, []), "hash": hash_}
        for id_, author, answers, hash_ in zip(*columns, posts.hashes[positions].tolist(), strict=True)
    ]


def tie_rows(contents: Contents, positions: Positions) -> list[Row]:
    """``source, target`` and ``properties`` with the hash."""
    ties = contents.network.ties.iloc[positions]
    names = contents.network.people["person"].to_numpy(object)
    told = contents.tie_hashes[positions].tolist()
    rows = properties(ties.drop(columns=["source", "target", "kind"]), times=held)
    ends = zip(names[ties["source"]].tolist(), names[ties["target"]].tolist(), strict=True)
    return [
        {"source": source, "target": target, "properties": row | {"hash": hash_}}
        for (source, target), row, hash_ in zip(ends, rows, told, strict=True)
    ]


def keyed_rows(frame: pd.DataFrame, key: Sequence[str], positions: Positions) -> list[Row]:
    """The columns of the key, and ``properties`` of the others (a group's number is both)."""
    some = frame.iloc[positions]
    keys = zip(*(plain(some[name]) for name in key), strict=True)
    rows = properties(some.drop(columns=[name for name in key if name != "number"]))
    return [dict(zip(key, each, strict=True)) | {"properties": row} for each, row in zip(keys, rows, strict=True)]


def finding_properties(found: Found) -> Row:
    """What a finding says of itself."""
    return {
        "kind": found.kind,
        "people": max(len(found.ranks), len(found.members)),
        "parameters": json.dumps(dict(found.parameters), sort_keys=True, default=str),
    }

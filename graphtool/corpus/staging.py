"""What was read, on its way into a corpus: batch by batch as Arrow tables, each written while the next one is read."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any, Final, Self

import duckdb
import msgspec
import pyarrow as pa

from graphtool.corpus.store import script
from graphtool.schema import Mention, Person, Post, Tie
from graphtool.sources import Batch

# What is made of these after the last batch stands in merge.sql; posts go to where they stay at once.
_STAGED: Final = {
    "profiles": "profiles",
    "other_ids": "other_ids",
    "only_ids": "only_ids",
    "nodes": "nodes",
    "ties": "(SELECT *, CAST(NULL AS BOOLEAN) AS both_ways FROM given_ties)",
}
_TYPES: Final = {
    **dict.fromkeys(("created_us", "version_us", "seen_us", "count", "first_us", "last_us", "edges"), pa.int64()),
    **dict.fromkeys(("is_context", "is_repost", "is_node", "addressing", "both_ways"), pa.bool_()),
}


class Staging:
    """Takes batches inside a transaction; ``with`` waits for the last one."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._posts = script("append")
        self._thread = ThreadPoolExecutor(1)
        self._pending: Future[None] | None = None
        for table, like in _STAGED.items():
            connection.execute(f"CREATE OR REPLACE TEMP TABLE incoming_{table} AS SELECT * FROM {like} LIMIT 0")

    def add(self, batch: Batch, digest: str) -> None:
        """Write a batch of the file with this SHA-256, while the caller reads on."""
        self.wait()
        self._pending = self._thread.submit(self._write, batch, digest)

    def wait(self) -> None:
        """Return when all is written; the connection is the caller's until the next batch.

        Raises:
            duckdb.Error: something could not be written.
        """
        if self._pending is not None:
            pending, self._pending = self._pending, None
            pending.result()

    def _write(self, batch: Batch, digest: str) -> None:
        if batch.posts:
            self._insert(self._posts, _columns(batch.posts))
        staged: dict[str, dict[str, Sequence[Any]]] = {
            "profiles": _fields(Person, batch.people),
            "other_ids": dict(zip(("other", "post"), zip(*batch.other_ids, strict=True), strict=False)),
            "only_ids": {"post": batch.only_ids},
            "nodes": {"person": [person.person for person in batch.people if person.is_node]},
            "ties": _fields(Tie, batch.ties) | {"sha256": [digest] * len(batch.ties), "edges": [1] * len(batch.ties)},
        }
        staged["profiles"].pop("is_node", None)
        for table, fields in staged.items():
            if any(fields.values()):
                self._insert(f"INSERT INTO incoming_{table} BY NAME SELECT * FROM staged", _arrow(fields))

    def _insert(self, sql: str, columns: Mapping[str, pa.Array]) -> None:
        self._connection.register("staged", pa.table(dict(columns)))
        self._connection.execute(sql)
        self._connection.unregister("staged")

    def clear(self) -> None:
        """Take away what only merging needed."""
        for table in _STAGED:
            self._connection.execute(f"DROP TABLE temp.incoming_{table}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()


def _fields(kind: type[msgspec.Struct], records: Sequence[msgspec.Struct]) -> dict[str, Sequence[Any]]:
    """Records turned round: what each field holds."""
    return {name: list(map(attrgetter(name), records)) for name in kind.__struct_fields__}


def _arrow(fields: Mapping[str, Sequence[Any]]) -> dict[str, pa.Array]:
    return {name: pa.array(held, _TYPES.get(name, pa.string())) for name, held in fields.items()}


def _columns(posts: Sequence[Post]) -> dict[str, pa.Array]:
    fields = _fields(Post, posts)
    mentions: Sequence[Sequence[Mention]] = fields.pop("mentions")
    found = list(chain.from_iterable(mentions))
    offsets = pa.array(accumulate(map(len, mentions), initial=0), pa.int32())
    named = _arrow({"person": [each.person for each in found], "addressing": [each.addressing for each in found]})
    listed = pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(list(named.values()), names=list(named)))
    return _arrow(fields) | {"mentions": listed}

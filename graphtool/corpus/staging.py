"""What was read, on its way into a corpus: batch by batch as Arrow tables, each written while the next one is read."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import accumulate, chain, repeat
from typing import Final, Self

import duckdb
import msgspec
import pyarrow as pa

from graphtool.corpus.store import script
from graphtool.schema import Mention, Person, Post
from graphtool.sources import Batch

# what is made of these after the last batch stands in merge.sql; posts go to where they stay at once
_STAGED: Final = {"incoming_profiles": "profiles", "incoming_other_ids": "other_ids"}
_TYPES: Final = {"created_us": pa.int64(), "version_us": pa.int64(), "seen_us": pa.int64(), "is_context": pa.bool_(),
                 "is_repost": pa.bool_()}  # fmt: skip


class Staging:
    """Takes batches inside a transaction; ``with`` waits for the last one, and clears away at the end."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._posts = script("append")
        self._thread = ThreadPoolExecutor(1)
        self._pending: Future[None] | None = None
        for table, like in _STAGED.items():
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM {like} LIMIT 0")

    def add(self, batch: Batch) -> None:
        """Write a batch, while the caller reads on."""
        self.wait()
        self._pending = self._thread.submit(self._write, batch)

    def wait(self) -> None:
        """Return when all is written; the connection is the caller's until the next batch.

        Raises:
            duckdb.Error: something could not be written.
        """
        if self._pending is not None:
            pending, self._pending = self._pending, None
            pending.result()

    def _write(self, batch: Batch) -> None:
        self._insert(self._posts, _columns(Post, batch.posts))
        self._insert("INSERT INTO incoming_profiles BY NAME SELECT * FROM staged", _columns(Person, batch.people))
        pairs = zip(*batch.other_ids, strict=True) if batch.other_ids else repeat((), 2)
        other_ids = {name: pa.array(column, pa.string()) for name, column in zip(("other", "post"), pairs, strict=False)}
        self._insert("INSERT INTO incoming_other_ids BY NAME SELECT * FROM staged", other_ids)

    def _insert(self, sql: str, columns: dict[str, pa.Array]) -> None:
        self._connection.register("staged", pa.table(columns))
        self._connection.execute(sql)
        self._connection.unregister("staged")

    def clear(self) -> None:
        """Take away what only merging needed."""
        for table in _STAGED:
            self._connection.execute(f"DROP TABLE temp.{table}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()


def _columns(kind: type[msgspec.Struct], records: Sequence[msgspec.Struct]) -> dict[str, pa.Array]:
    """Records as columns, one a field."""
    names = kind.__struct_fields__
    columns = zip(*map(msgspec.structs.astuple, records), strict=True) if records else repeat((), len(names))
    return {
        name: _mentions(column) if name == "mentions" else pa.array(column, _TYPES.get(name, pa.string()))
        for name, column in zip(names, columns, strict=True)
    }


def _mentions(column: Sequence[Sequence[Mention]]) -> pa.Array:
    found = list(chain.from_iterable(column))
    offsets = pa.array(accumulate(map(len, column), initial=0), pa.int32())
    people = pa.array([mention.person for mention in found], pa.string())
    addressing = pa.array([mention.addressing for mention in found], pa.bool_())
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays([people, addressing], names=["person", "addressing"]))

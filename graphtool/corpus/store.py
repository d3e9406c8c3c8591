"""The corpus file itself: make it, open it, close it."""

import itertools
import tempfile
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import duckdb

from graphtool.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION: Final = "4"
STORAGE: Final = "v1.0.0"  # older DuckDB can read it
MEMORY_LIMIT: Final = "700MB"  # beyond it DuckDB spills to disk

_counter = itertools.count()


def script(name: str) -> str:
    """One of the SQL scripts beside this module."""
    return files("graphtool.corpus").joinpath(f"{name}.sql").read_text(encoding="utf-8")


class Corpus:
    """An open corpus. ``connection`` has it attached under the name ``corpus``."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.connection = duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "preserve_insertion_order": True})
        mode = "READ_ONLY" if read_only else f"STORAGE_VERSION '{STORAGE}'"
        quoted = str(path).replace("'", "''")
        try:
            self.connection.execute(f"ATTACH '{quoted}' AS corpus ({mode})")
        except duckdb.Error as error:
            self.connection.close()
            raise CorpusError(_why_not(path, error)) from error
        self.connection.execute("USE corpus")

    @classmethod
    def create(cls, path: Path) -> Self:
        """Open the corpus at ``path``, made first if there is none.

        Raises:
            CorpusError: the file is something else, of another version, or open in another program.
        """
        if path.exists():
            return cls.open(path, read_only=False)
        if not path.parent.is_dir():
            raise CorpusError(f"There is no folder {path.parent}: make it first, or name another --corpus.")
        corpus = cls(path)
        with corpus.all_or_nothing() as connection:
            connection.execute(script("create"))
            connection.execute("INSERT INTO meta VALUES ('version', ?)", [VERSION])
        return corpus

    @classmethod
    def open(cls, path: Path, *, read_only: bool = True) -> Self:
        """Open a corpus that exists.

        Raises:
            CorpusError: there is none, it is something else, of another version, or open in another program.
        """
        if not path.is_file():
            raise CorpusError(f"There is no corpus {path}: make it with 'graphtool load FILES --corpus {path}'.")
        corpus = cls(path, read_only=read_only)
        try:
            found = corpus.connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchall()
        except duckdb.CatalogException as error:
            corpus.close()
            raise CorpusError(f"{path} is a DuckDB file, but not a corpus: name another --corpus.") from error
        if found != [(VERSION,)]:
            corpus.close()
            raise CorpusError(f"{path} was made by another version of graphtool: load its files into a new corpus.")
        return corpus

    @classmethod
    @contextmanager
    def temporary(cls) -> "Iterator[Self]":
        """A corpus that is gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="graphtool-") as folder:
            corpus = cls.create(Path(folder) / "corpus.duckdb")
            try:
                yield corpus
            finally:
                corpus.close()

    @contextmanager
    def all_or_nothing(self) -> "Iterator[duckdb.DuckDBPyConnection]":
        """A connection of whose writing everything stays or, where it fails or is interrupted, nothing."""
        self.connection.begin()
        try:
            yield self.connection
            self.connection.commit()
        except BaseException:
            # an interrupted query may already have ended it
            with suppress(duckdb.TransactionException):
                self.connection.rollback()
            raise

    def scratch(self) -> duckdb.DuckDBPyConnection:
        """A second connection whose own tables live in memory and which reads this corpus as ``corpus``."""
        name = f"scratch_{next(_counter)}"
        cursor = self.connection.cursor()
        cursor.execute(f"ATTACH ':memory:' AS {name}")
        cursor.execute(f"USE {name}")
        return cursor

    def close(self) -> None:
        """Write everything down and let go of the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def is_corpus(path: Path) -> bool:
    """Whether the file is a DuckDB database, which only a corpus is here."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(12)[8:] == b"DUCK"


def _why_not(path: Path, error: duckdb.Error) -> str:
    if "lock" in str(error).lower():
        return f"{path} is open in another program: close that one, then try again."
    if path.is_file() and not is_corpus(path):
        return f"{path} is not a corpus: name another --corpus, or load this file as an export."
    return f"{path} cannot be opened as a corpus ({str(error).splitlines()[0]}): check its folder and rights."

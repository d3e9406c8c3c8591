"""Aggregation over posts, one query a file, in the subset that DuckDB and Spark read alike (docs/sql.md)."""

from functools import cache
from importlib.resources import files


@cache
def query(name: str) -> str:
    """The text of ``graphtool/sql/NAME.sql``."""
    return files("graphtool.sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")

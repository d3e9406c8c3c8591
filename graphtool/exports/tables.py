"""Tables as CSV and JSON that are safe to open in a spreadsheet."""

import json
import math
from pathlib import Path
from typing import Any, Final

import pandas as pd

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def defused(cell: object) -> object:
    """A cell no spreadsheet runs as a formula: text that starts like one gets an apostrophe in front.

    See OWASP, *CSV Injection*.
    """
    if isinstance(cell, str):
        cell = cell.replace("\0", "")
        if cell.lstrip(" ").startswith(_FORMULA):
            return f"'{cell}"
    return cell


def to_csv(table: pd.DataFrame) -> str:
    """The table as CSV (UTF-8, comma, one header line, defused cells, dates in ISO 8601)."""
    return readable(table).map(defused).to_csv(index=False, lineterminator="\n")


def to_json(table: pd.DataFrame) -> str:
    """The table as a JSON list of objects; what is missing is null."""
    return json.dumps(records(table), ensure_ascii=False, indent=1, allow_nan=False)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain values that JSON knows, times in ISO 8601; what is missing is None."""
    rows = readable(table).to_dict("records")
    return [{str(name): _json_value(value) for name, value in row.items()} for row in rows]


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write ``to_csv`` to a file."""
    path.write_text(to_csv(table), encoding="utf-8", newline="\n")


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """Times as ISO text under a name without ``_us``; floats to nine digits, so that bytes do not hang on a sum's order."""
    columns: dict[str, Any] = {}
    for name in table.columns:
        column = table[name]
        if str(name).endswith("_us"):
            moments = pd.to_datetime(column.astype("Int64"), unit="us", utc=True, errors="coerce")
            columns[str(name).removesuffix("_us")] = moments.dt.strftime("%Y-%m-%dT%H:%M:%SZ").astype(object)
        elif pd.api.types.is_float_dtype(column):
            columns[str(name)] = column.map(_nine_digits)
        else:
            columns[str(name)] = column.astype(object)
    return pd.DataFrame(columns, index=table.index)


def _nine_digits(value: float) -> float:
    return float(f"{value:.9g}") if math.isfinite(value) else value


def _json_value(value: object) -> object:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and not math.isfinite(value)):
        return None
    item = getattr(value, "item", None)
    return item() if callable(item) else value

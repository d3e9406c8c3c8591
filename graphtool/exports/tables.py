"""Tables as CSV and JSON that are safe to open in a spreadsheet."""

import json
import math
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pandas as pd

from graphtool.errors import InputError

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


TABLE_SUFFIXES: Final = (".csv", ".jsonl", ".parquet", ".xlsx")
_SHEET_ROWS: Final = 1_048_575  # beside the header
_CELL: Final = 32_767  # characters


def write_table(table: pd.DataFrame, path: Path, *, columns: Sequence[str] | None = None) -> None:
    """Write a table as the name of the file ends: CSV, JSON lines, Parquet or XLSX.

    CSV and XLSX have defused cells; in XLSX every id stays text, and a cell beyond what Excel holds (32,767 characters) is cut.
    Parquet keeps times as UTC timestamps.

    Args:
        table: what to write.
        path: where to; replaced when it is there.
        columns: those to write, in this order; None writes all.

    Raises:
        InputError: the name ends in nothing known, a column is none of the table's, or a sheet cannot hold so many rows.
    """
    if columns is not None:
        known = {str(name).removesuffix("_us"): name for name in table.columns}
        strangers = [name for name in columns if name.removesuffix("_us") not in known]
        if strangers:
            raise InputError(f"There is no column {strangers[0]!r}: choose among {', '.join(known)}.")
        table = table[[known[name.removesuffix("_us")] for name in columns]]
    writers = dict(zip(TABLE_SUFFIXES, (write_csv, _write_json_lines, _write_parquet, _write_sheet), strict=True))
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise InputError(f"{path} ends in no format of tables: choose one of {', '.join(TABLE_SUFFIXES)}.")
    writer(table, path)


def _write_json_lines(table: pd.DataFrame, path: Path) -> None:
    lines = (json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in records(table))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def _write_parquet(table: pd.DataFrame, path: Path) -> None:
    moments = {
        str(name).removesuffix("_us"): pd.to_datetime(table[name].astype("Int64"), unit="us", utc=True)
        for name in table
        if str(name).endswith("_us")
    }
    pd.DataFrame(
        {plain: moments.get(plain, table[name]) for name, plain in ((n, str(n).removesuffix("_us")) for n in table)}
    ).to_parquet(path, index=False)


def _write_sheet(table: pd.DataFrame, path: Path) -> None:
    import xlsxwriter

    if len(table) > _SHEET_ROWS:
        raise InputError(f"A sheet holds {_SHEET_ROWS:,} rows, not {len(table):,}: name a .csv or .parquet file.")
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
    with xlsxwriter.Workbook(str(path), plain) as book:
        book.set_properties({"created": datetime(1980, 1, 1, tzinfo=UTC)})  # the same table gives the same bytes
        sheet = book.add_worksheet("table")
        sheet.freeze_panes(1, 0)
        for row, cells in enumerate([{str(name): str(name) for name in readable(table)}, *records(table)]):
            for column, cell in enumerate(cells.values()):
                safe = defused(cell)
                if isinstance(safe, bool):
                    sheet.write_boolean(row, column, safe)
                elif isinstance(safe, int | float):
                    sheet.write_number(row, column, safe)
                elif safe is not None:
                    sheet.write_string(row, column, str(safe)[:_CELL])

"""Columns of numbers as the page reads them: base64 of the smallest type that holds them."""

import base64
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

_TYPES: Final = ("uint8", "int8", "uint16", "int16", "uint32", "int32")
_THIN: Final = 0.6  # a column mostly of one value is worth writing as the others' places

Packed = dict[str, Any]


def packed(values: Any) -> Packed:
    """Whole numbers as ``{"type": name of the type, "bytes": base64, little-endian}``.

    Where most are one value: that is ``fill``, ``size`` how many there are, ``bytes`` the others and ``gaps`` how far
    each of them stands from the one before (the first from -1).

    Raises:
        ValueError: a number that 32 bits do not hold.
    """
    numbers = np.asarray(values, dtype=np.int64)
    kind = _smallest(numbers)
    if len(numbers):
        several, counts = np.unique(numbers, return_counts=True)
        fill = int(several[np.argmax(counts)])
        places = np.flatnonzero(numbers != fill)
        gaps = np.diff(places, prepend=-1)
        width, step = np.dtype(kind).itemsize, np.dtype(_smallest(gaps)).itemsize
        if len(places) * (width + step) < _THIN * len(numbers) * width - 60:
            return {**_bytes(numbers[places], kind), "size": len(numbers), "fill": fill, "gaps": _bytes(gaps, _smallest(gaps))}
    return _bytes(numbers, kind)


def packed_floats(values: Any) -> Packed:
    """Numbers to seven digits, packed likewise; NaN where there is none."""
    return _bytes(np.asarray(values, dtype=np.float64), "float32")


def packed_figures(values: pd.Series) -> Packed:
    """Numbers as people read them: whole ones as they are, others to three digits.

    Whole numbers of which some are missing have these as ``none``. Others are ``m * 10 ** (e - 32)`` as ``1000 * e + m``
    under ``"digits": 3``, with ``none`` likewise; where one is negative they are floats.
    """
    missing = values.isna().to_numpy()
    numbers = values.to_numpy(np.float64, na_value=0.0)
    if (numbers < 0).any() and missing.any():
        return packed_floats(np.where(missing, np.nan, numbers))
    if pd.api.types.is_integer_dtype(values):
        return {**packed(np.where(missing, -1, numbers.astype(np.int64))), **({"none": -1} if missing.any() else {})}
    if (numbers < 0).any() or (numbers >= 10.0**30).any():
        return packed_floats(numbers)
    exponent = np.floor(np.log10(np.where(numbers > 0, numbers, 1.0))).astype(np.int64) - 2
    exponent = np.maximum(exponent, -32)
    mantissa = np.rint(numbers / 10.0**exponent).astype(np.int64)
    carried = mantissa == 1000
    mantissa, exponent = np.where(carried, 100, mantissa), exponent + carried
    code = np.where(missing, -1, np.where(mantissa > 0, 1000 * (exponent + 32) + mantissa, 0))
    return {**packed(code), "digits": 3, **({"none": -1} if missing.any() else {})}


def packed_words(values: Any) -> dict[str, Any]:
    """Words as ``{"words": each once, "index": packed}``; missing ones are -1."""
    index, words = pd.factorize(np.asarray(values, dtype=object), sort=True)
    return {"words": [str(word) for word in words], "index": packed(index)}


def packed_rows(person: npt.NDArray[np.integer], size: int, **columns: Any) -> dict[str, Any]:
    """Rows about people, sorted by ``person``: how many ``rows`` each of ``size`` has, and the packed ``columns``."""
    counted = np.bincount(person, minlength=size)
    return {"rows": packed(counted), "columns": {name: packed(values) for name, values in columns.items()}}


def unpacked(column: Packed) -> npt.NDArray[Any]:
    """The numbers of a packed column."""
    kept = np.frombuffer(base64.b64decode(column["bytes"]), np.dtype(column["type"]).newbyteorder("<"))
    numbers: npt.NDArray[Any] = kept.astype(np.float64 if column["type"] == "float32" else np.int64)
    if "gaps" in column:
        whole = np.full(column["size"], column["fill"], numbers.dtype)
        whole[np.cumsum(unpacked(column["gaps"])) - 1] = numbers
        return whole
    return numbers


def _smallest(numbers: npt.NDArray[np.int64]) -> str:
    low, high = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, 0)
    for name in _TYPES:
        limits = np.iinfo(name)
        if limits.min <= low and high <= limits.max:
            return name
    raise ValueError(f"{low} to {high} does not fit into 32 bits")


def _bytes(numbers: npt.NDArray[Any], kind: str) -> Packed:
    kept = numbers.astype(np.dtype(kind).newbyteorder("<"))
    return {"type": kind, "bytes": base64.b64encode(kept.tobytes()).decode("ascii")}

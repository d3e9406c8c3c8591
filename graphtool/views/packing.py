"""Columns of whole numbers as the page reads them: base64 of the smallest type that holds them."""

import base64
from typing import Any, Final

import numpy as np
import numpy.typing as npt

_TYPES: Final = ("uint8", "int8", "uint16", "int16", "uint32", "int32")


def packed(values: Any) -> dict[str, str]:
    """Whole numbers as ``{"type": name of the type, "bytes": base64, little-endian}``.

    Raises:
        ValueError: a number that 32 bits do not hold.
    """
    numbers = np.asarray(values, dtype=np.int64)
    low, high = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, 0)
    for name in _TYPES:
        limits = np.iinfo(name)
        if limits.min <= low and high <= limits.max:
            kept = numbers.astype(np.dtype(name).newbyteorder("<"))
            return {"type": name, "bytes": base64.b64encode(kept.tobytes()).decode("ascii")}
    raise ValueError(f"{low} to {high} does not fit into 32 bits")


def unpacked(column: dict[str, str]) -> npt.NDArray[np.int64]:
    """The whole numbers of a packed column."""
    kept = np.frombuffer(base64.b64decode(column["bytes"]), np.dtype(column["type"]).newbyteorder("<"))
    return kept.astype(np.int64)

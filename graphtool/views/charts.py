"""Where the marks of a report's small charts stand; the templates draw them."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

_STEPS: Final = (1.0, 2.0, 5.0)


@dataclass(frozen=True)
class Axis:
    """A scale from values to pixels.

    low, high: the values at its ends.
    start, end: the pixels there.
    """

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of a value, to a tenth; beyond the ends it is that of the end."""
        inside = min(max(value, self.low), self.high)
        return round(self.start + (inside - self.low) / (self.high - self.low or 1.0) * (self.end - self.start), 1)

    def ticks(self, most: int = 4) -> list[float]:
        """Round values inside, at most ``most + 1``."""
        span = (self.high - self.low) or 1.0
        size = 10.0 ** np.floor(np.log10(span / most))
        step = next((size * each for each in _STEPS if span / (size * each) <= most), size * 10)
        return [float(each) for each in np.arange(np.ceil(self.low / step) * step, self.high + step / 1e6, step)]


def rank_axis(low: pd.Series, high: pd.Series, *, width: float) -> Axis:
    """The axis of a list's intervals; the few that reach far beyond the others are cut, so that the rest can be read."""
    shown = len(high)
    most = float(high.max()) if shown else 1.0
    usual = float(np.quantile(high, 0.8)) if shown else 1.0
    return Axis(1.0, max(min(most, 2.5 * usual), float(shown), float(low.max()) if shown else 1.0, 2.0), 8.0, width - 8.0)


@dataclass(frozen=True)
class Columns:
    """A chart of columns over time.

    bars: ``x, y, width, height`` of each.
    ticks: ``y, value`` of the lines across.
    labels: ``x, text`` below.
    """

    bars: list[dict[str, float]]
    ticks: list[dict[str, Any]]
    labels: list[dict[str, Any]]


def columns(names: list[str], values: list[int], *, width: float, height: float, left: float, foot: float) -> Columns:
    """Columns of ``values`` named by ``names``; as many names are written as there is room for."""
    up = Axis(0.0, float(max([*values, 1])), height - foot, 6.0)
    slot = (width - left) / max(len(values), 1)
    gap = min(slot * 0.2, 3.0)
    bars = [
        {
            "x": round(left + place * slot + gap / 2, 1), "y": up.at(value), "width": round(slot - gap, 2),
            "height": round(up.start - up.at(value), 1),
        }
        for place, value in enumerate(values)
    ]  # fmt: skip
    every = max(int(np.ceil(len(names) / max((width - left) // 70, 1))), 1)
    labels = [
        {"x": round(left + (place + 0.5) * slot, 1), "text": name} for place, name in enumerate(names) if place % every == 0
    ]
    return Columns(bars, [{"y": up.at(value), "value": value} for value in up.ticks()], labels)

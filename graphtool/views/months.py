"""When people wrote and ties were used, by calendar months."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.network import Network
from graphtool.views.packing import Packed, packed_rows


class Months:
    """Calendar months from the first to the last interaction or post.

    names: of each, as ``YYYY-MM``.
    activity: posts in each.
    """

    def __init__(self, network: Network, activity: pd.DataFrame | None) -> None:
        times = pd.concat([network.people["first_us"], network.people["last_us"], network.ties["last_us"]])
        spans = _numbers(times.dropna())
        self._start = int(spans.min()) if len(spans) else 0
        end = int(spans.max()) if len(spans) else -1
        self.names = [f"{month // 12}-{month % 12 + 1:02}" for month in range(self._start, end + 1)]
        posts = {} if activity is None else dict(zip(activity["month"], activity["posts"].astype(int).tolist(), strict=True))
        self.activity = [posts.get(month, 0) for month in self.names]

    def of_people(self, everyone: pd.DataFrame, known: pd.DataFrame | None) -> dict[str, Any]:
        """The months in which each wrote (``person, month``), as packed rows; all from the first to the last if not known."""
        if known is None:
            return self._spans(everyone)
        return self._rows(pd.Index(everyone["person"]).get_indexer(pd.Index(known["person"])), known["month"], len(everyone))

    def of_ties(self, network: Network, ties: pd.DataFrame, known: pd.DataFrame | None) -> dict[str, Any]:
        """The months in which each was used (``source, target, month`` by ids), likewise."""
        if known is None:
            return self._spans(ties)
        names = pd.Index(network.people["person"])
        source, target = (names.get_indexer(pd.Index(known[end])) for end in ("source", "target"))
        pairs = pd.Index(ties["source"].to_numpy(np.int64) * network.size + ties["target"].to_numpy(np.int64))
        place = pairs.get_indexer(pd.Index(source * network.size + target))
        return self._rows(np.where((source >= 0) & (target >= 0), place, -1), known["month"], len(ties))

    def _rows(self, place: npt.NDArray[np.integer], months: pd.Series, size: int) -> dict[str, Packed]:
        number = pd.Index(self.names).get_indexer(pd.Index(months))
        inside = (place >= 0) & (number >= 0)
        order = np.lexsort((number[inside], place[inside]))
        return packed_rows(place[inside][order], size, month=number[inside][order])

    def _spans(self, table: pd.DataFrame) -> dict[str, Packed]:
        given = table["first_us"].notna().to_numpy()
        first, last = (_numbers(table.loc[given, name]) - self._start for name in ("first_us", "last_us"))
        each = last - first + 1
        before = np.repeat(np.cumsum(each) - each, each)
        month = np.repeat(first, each) + np.arange(int(each.sum())) - before
        return packed_rows(np.repeat(np.flatnonzero(given), each), len(table), month=month)


def _numbers(times: pd.Series) -> npt.NDArray[np.int64]:
    stamps = pd.to_datetime(times.astype("int64").to_numpy(), unit="us")
    return np.asarray(stamps.year * 12 + stamps.month - 1, dtype=np.int64)

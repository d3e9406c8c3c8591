"""The whole way on one page: a corpus → codes → a network → findings → a folder."""

import platform as machine
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pandas as pd

from graphtool import __version__
from graphtool import network as networks
from graphtool.coding import Codebook
from graphtool.corpus import Corpus, Summary, Tables, code_posts, period, summarise
from graphtool.exports.run import write_manifest, written_folder
from graphtool.exports.summary import summary_text
from graphtool.exports.tables import write_csv
from graphtool.findings.result import Ranking
from graphtool.progress import Progress, silent

LIBRARIES: Final = ("duckdb", "graspologic-native", "networkx", "numpy", "pandas", "pyvis", "scipy")


@dataclass(frozen=True)
class Choices:
    """What an analysis can be told.

    since_us, until_us: the period, both ends included; None is open.
    seed: of everything drawn by chance.
    resolution: of communities; above 1 they are smaller.
    half_life_days: after which an act of help counts half.
    """

    since_us: int | None = None
    until_us: int | None = None
    seed: int = 0
    resolution: float = 1.0
    half_life_days: float = 60.0


@dataclass(frozen=True)
class Findings:
    """What was found in a period, and how."""

    network: networks.Network
    communities: pd.DataFrame
    helpers: Ranking
    mentors: Ranking
    attention: Ranking
    clusters: "Clusters"
    summary: Summary
    provenance: dict[str, Any] = field(repr=False)


@contextmanager
def coded_period(
    corpus: Corpus, codebook: Codebook, choices: Choices, *, progress: Progress = silent
) -> Iterator[Tables]:
    """The tables of a period, every post coded by ``codebook``."""
    code_posts(corpus, codebook, progress=progress)
    with period(corpus, since_us=choices.since_us, until_us=choices.until_us) as tables:
        yield tables

"""Invented communities with the truth beside them, for demonstration and for measuring the findings."""

from graphtool.simulate.community import Simulation, simulate
from graphtool.simulate.writers import FORMATS, write

__all__ = ["FORMATS", "Simulation", "simulate", "write"]

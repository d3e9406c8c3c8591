"""Invented communities with the truth beside them, for demonstration and for measuring the findings."""

from graphtool.simulate.community import LANGUAGE_CHOICES, Simulation, simulate
from graphtool.simulate.writers import FORMATS, write

__all__ = ["FORMATS", "LANGUAGE_CHOICES", "Simulation", "simulate", "write"]

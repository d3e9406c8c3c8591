"""Find the people a patient community leans on, from exports of its posts."""

__version__ = "0.1.0"

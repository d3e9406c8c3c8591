"""How long work tells its caller where it stands; the library itself prints nothing."""

from typing import Protocol


class Progress(Protocol):
    """Called now and then with what is being done and how much of it (in any unit) is behind."""

    def __call__(self, task: str, done: float, total: float) -> None:
        """``done`` of ``total`` is behind."""


def silent(task: str, done: float, total: float) -> None:
    """A progress nobody watches."""

"""Code many posts with all the cores there are.

Coding is pure work on one post at a time, so it is handed out in batches to processes of loky, which also start from a
notebook and from a script without a ``__main__`` guard. ``LOKY_MAX_CPU_COUNT`` limits them.
"""

import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from graphtool.coding.codebook import Codebook
from graphtool.coding.posts import code

if TYPE_CHECKING:
    from concurrent.futures import Future

WORTH: Final = 20_000  # posts from which on processes save more than their start costs
_MOST: Final = 8  # each holds up to 0.7 gigabytes
_NO_LEAK: Final = {
    "LOKY_MAX_MEMORY_LEAK_SIZE": "1e9"
}  # bytes: what RE2 learns of texts is none, and a new process would learn it again
_AHEAD: Final = 2  # batches waiting for each process

_ready: list[Codebook] = []


def code_batches(batches: Iterable[pd.DataFrame], codebook: Codebook, total: int) -> Iterator[pd.DataFrame]:
    """The codes of batches of posts, in their order.

    Args:
        batches: each as ``code`` takes it.
        codebook: the rules.
        total: how many posts there are: few are coded in this process.
    """
    from loky import ProcessPoolExecutor, cpu_count

    processes = min(cpu_count(), _MOST)
    if processes == 1 or total < WORTH:
        yield from (code(batch, codebook) for batch in batches)
        return
    # a fresh copy, without what this process has already made of its phrases
    workers = ProcessPoolExecutor(processes, initializer=_start, initargs=(replace(codebook),), env=_NO_LEAK)
    try:
        waiting: deque[Future[pd.DataFrame]] = deque()
        for batch in batches:
            with _undisturbed():
                waiting.append(workers.submit(_code, batch))
            if len(waiting) >= processes * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        with _undisturbed():
            workers.shutdown(kill_workers=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits: in the middle of starting a process it would leave one behind that nobody ends."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed = threading.Event()
    usual = signal.signal(signal.SIGINT, lambda *_: pressed.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
    if pressed.is_set():
        raise KeyboardInterrupt


def _start(codebook: Codebook) -> None:
    """Make a process ready; Ctrl-C is for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _ready[:] = [codebook]


def _code(batch: pd.DataFrame) -> pd.DataFrame:
    return code(batch, _ready[0])

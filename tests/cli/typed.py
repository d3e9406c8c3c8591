"""Commands as a person types them, run inside this process: libraries and codebooks are made ready once, not for each."""

import os
import signal
import sys
import traceback
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

from graphtool.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def graphtool(*words: object, cwd: Path | None = None) -> Ran:
    """Run the program as ``graphtool WORDS`` does, from its first line to its exit code."""
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", newline="", write_through=True) for _ in range(2))
    usual = signal.getsignal(signal.SIGINT)
    code = 0
    with (
        patch.object(sys, "argv", ["graphtool", *map(str, words)]),
        patch.dict(os.environ, {"COLUMNS": "160"}),
        redirect_stdout(out),
        redirect_stderr(err),
        chdir(cwd or Path.cwd()),
    ):
        try:
            main()
        except SystemExit as stopped:
            code = stopped.code if isinstance(stopped.code, int) else int(stopped.code is not None)
        except Exception:  # noqa: BLE001 - what a user would see of it
            traceback.print_exc()
            code = 1
        finally:
            signal.signal(signal.SIGINT, usual)
    return Ran(code, _written(out), _written(err))


def done(*words: object, cwd: Path | None = None) -> str:
    """What a command that ends well prints."""
    ran = graphtool(*words, cwd=cwd)
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    return ran.stdout


def failed(*words: object, cwd: Path | None = None) -> str:
    """What a command says that cannot do what it is told."""
    ran = graphtool(*words, cwd=cwd)
    assert ran.returncode in (1, 2), (ran.returncode, ran.stdout, ran.stderr)
    assert "Traceback" not in ran.stderr
    return ran.stderr


def _written(stream: TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]

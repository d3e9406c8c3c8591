"""The program: its commands, and what becomes of errors."""

import os
import signal
import sys
import threading
from types import FrameType
from typing import Annotated, Final, NoReturn

import typer

from graphtool import __version__
from graphtool.cli import (
    analysis,
    answers,
    change,
    codebooks,
    corpora,
    exporting,
    invented,
    neo4j,
    people,
    topics,
    validation,
    views,
)
from graphtool.errors import GraphtoolError

_AGAIN_S: Final = 0.05

app = typer.Typer(
    name="graphtool",
    help="Find the people a patient community leans on, from exports of its posts.",
    epilog="Start with: graphtool demo   ·   then: graphtool inspect FILES, graphtool analyze FILES",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,  # its locals would show patients' words
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"graphtool {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Find the people a patient community leans on, from exports of its posts."""


corpora.register(app)
analysis.register(app)
views.register(app)
people.register(app)
topics.register(app)
answers.register(app)
change.register(app)
validation.register(app)
exporting.register(app)
invented.register(app)
app.add_typer(codebooks.app, name="codebook")
app.add_typer(neo4j.app, name="neo4j")


def main() -> None:
    """Run the program; what a user can mend ends in one line on stderr and exit code 1."""
    pressed = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        pressed.set()
        if _importing(frame):
            # inside an import Python may lose the interrupt, and keep a lock that other threads then wait for
            again = threading.Timer(_AGAIN_S, signal.raise_signal, [number])
            again.daemon = True
            again.start()
            return
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, stop)
    try:
        app()
    except GraphtoolError as error:
        typer.echo(f"graphtool: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # whoever read us has seen enough; keep the interpreter from complaining when it flushes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        _stopped()
    except Exception:
        if not pressed.is_set():  # what a library makes of Ctrl-C in the middle of its work
            raise
        _stopped()


def _importing(frame: FrameType | None) -> bool:
    """Whether a module is being imported there."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _stopped() -> NoReturn:
    typer.echo("graphtool: stopped.", err=True)
    sys.exit(130)

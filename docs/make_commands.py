"""Write docs/commands.md from the program's own help: python docs/make_commands.py."""

import os
import subprocess
import sys
from pathlib import Path

import typer

from graphtool.cli.app import app


def main() -> None:
    group = typer.main.get_command(app)
    parts = ["# Commands", "", "Made by `python docs/make_commands.py` from the program's own help.", ""]
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        for words in [(name, each) for each in inner] if inner else [(name,)]:
            environment = os.environ | {"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"}
            shown = subprocess.run(
                [sys.executable, "-m", "graphtool", *words, "--help"],
                capture_output=True,
                text=True,
                check=True,
                env=environment,
            ).stdout
            lines = [line.rstrip() for line in shown.strip().splitlines()]
            parts += [f"## graphtool {' '.join(words)}", "", "```text", *lines, "```", ""]
    Path(__file__).with_name("commands.md").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()

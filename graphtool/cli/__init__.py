"""The command line: parse, call, print."""

from graphtool.cli.app import main

__all__ = ["main"]

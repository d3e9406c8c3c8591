"""``python -m graphtool``."""

from graphtool.cli import main

main()

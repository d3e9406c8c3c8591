"""Write docs/sources and the table of the README from the sources' docstrings: python docs/make_sources.py."""

import importlib
import inspect
import re
from pathlib import Path

from graphtool.sources import all_sources
from graphtool.sources.records import Source

HERE = Path(__file__).parent
BEGIN, END = "<!-- sources: made by docs/make_sources.py -->", "<!-- end of sources -->"
PARTS = ("How to get one:", "What it carries:", "Traps:")


def parts(source: Source) -> tuple[str, dict[str, str]]:
    """The first lines of the docstring, and its parts by their headings."""
    text = inspect.cleandoc(importlib.import_module(f"graphtool.sources.{source.name}").__doc__ or "").replace("``", "`")
    pieces = re.split(rf"^({'|'.join(PARTS)})\s*", text, flags=re.MULTILINE)
    return _line(pieces[0]), {heading: _line(body) for heading, body in zip(pieces[1::2], pieces[2::2], strict=True)}


def page(source: Source) -> str:
    """The page of one source."""
    first, found = parts(source)
    lines = [f"# {source.title}", "", first, "", f"Recognised by its content; `--source {source.name}` names it.", ""]
    for heading in PARTS:
        lines += [f"## {heading.removesuffix(':')}", "", found[heading], ""]
    return "\n".join(lines)


def table(folder: str) -> str:
    """All sources, one row each, with links into ``folder``."""
    rows = [
        f"| [{source.title}]({folder}{source.name}.md) | `{source.name}` | {parts(source)[1][PARTS[1]]} |"
        for source in all_sources()
    ]
    return "\n".join(["| format | `--source` | what it carries |", "|---|---|---|", *rows])


def written() -> dict[Path, str]:
    """Every file that is made, with its text."""
    found = {HERE / "sources" / f"{source.name}.md": page(source) for source in all_sources()}
    head = "# Sources\n\nMade by `python docs/make_sources.py` from the docstrings of `graphtool/sources`.\n\n"
    found[HERE / "sources" / "README.md"] = head + table("") + "\n"
    readme = HERE.parent / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    found[readme] = f"{before}{BEGIN}\n{table('docs/sources/')}\n{END}{after}"
    return found


def _line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    (HERE / "sources").mkdir(exist_ok=True)
    for path, text in written().items():
        path.write_text(text, encoding="utf-8")

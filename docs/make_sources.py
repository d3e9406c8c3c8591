"""Write docs/sources and the table of the README from the sources' docstrings: python docs/make_sources.py."""

from pathlib import Path

from graphtool.sources import about, all_sources
from graphtool.sources.records import Source

HERE = Path(__file__).parent
BEGIN, END = "<!-- sources: made by docs/make_sources.py -->", "<!-- end of sources -->"


def page(source: Source) -> str:
    """The page of one source."""
    found = about(source.name)
    lines = [f"# {source.title}", "", found.what, "", f"Recognised by its content; `--source {source.name}` names it.", ""]
    for heading, text in (("How to get one", found.how), ("What it carries", found.carries), ("Traps", found.traps)):
        lines += [f"## {heading}", "", text, ""]
    return "\n".join(lines)


def table(folder: str) -> str:
    """All sources, one row each, with links into ``folder``."""
    rows = [
        f"| [{source.title}]({folder}{source.name}.md) | `{source.name}` | {about(source.name).carries} |"
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


if __name__ == "__main__":
    (HERE / "sources").mkdir(exist_ok=True)
    for path, text in written().items():
        path.write_text(text, encoding="utf-8")

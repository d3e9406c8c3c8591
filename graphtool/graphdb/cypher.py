"""The Cypher texts: files in ``queries/`` at the top of the project, which travel inside the package."""

from functools import cache
from pathlib import Path


def _folder() -> Path:
    """Beside the code in an installed package, at the top of the repository in an editable one."""
    inside = Path(__file__).parents[1] / "queries"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "queries"


def query_names() -> list[str]:
    """The names of all texts."""
    return sorted(path.stem for path in _folder().glob("*.cypher"))


@cache
def cypher(name: str) -> str:
    """The text ``queries/NAME.cypher``."""
    return (_folder() / f"{name}.cypher").read_text(encoding="utf-8")

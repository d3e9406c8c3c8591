"""The Cypher texts: files in ``queries/`` at the top of the project, which travel inside the package.

Each begins with a header of comments: the title; what it does or answers; a line ``$name: type = default – meaning`` a
parameter (without a default it must be given); for a question a line ``-> column: meaning`` each column. Those in
``queries/questions`` are for people to ask; the others are what the tool itself sends.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from graphtool.errors import DatabaseError

_PARAMETER: Final = re.compile(r"\$(\w+): (\w+)(?: = (.*?))?(?: – (.*))?")
_COLUMN: Final = re.compile(r"-> (\w+): (.*)")
TYPES: Final = ("text", "integer", "number", "person")


@dataclass(frozen=True)
class Parameter:
    """What a question can be told; without a default it must be."""

    name: str
    type: str
    default: str | None
    meaning: str


@dataclass(frozen=True)
class Question:
    """A named question: its header and its Cypher text."""

    name: str
    title: str
    answers: str
    parameters: tuple[Parameter, ...]
    columns: dict[str, str]
    text: str


def folder() -> Path:
    """Beside the code in an installed package, at the top of the repository in an editable one."""
    inside = Path(__file__).parents[1] / "queries"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "queries"


def query_names() -> list[str]:
    """The names of the texts the tool itself sends."""
    return sorted(path.stem for path in folder().glob("*.cypher"))


@cache
def cypher(name: str) -> str:
    """The text ``queries/NAME.cypher``."""
    return (folder() / f"{name}.cypher").read_text(encoding="utf-8")


def questions(folders: Sequence[Path] = ()) -> dict[str, Question]:
    """The questions by name; those of ``folders`` come on top of ours and replace one of the same name.

    Raises:
        DatabaseError: a folder is missing, or a header cannot be read.
    """
    for each in folders:
        if not each.is_dir():
            raise DatabaseError(f"There is no folder {each}: name one that holds .cypher files.")
    found: dict[str, Question] = {}
    for each in (folder() / "questions", *folders):
        found |= {path.stem: _read(path) for path in sorted(each.glob("*.cypher"))}
    return found


def _read(path: Path) -> Question:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DatabaseError(f"{path} cannot be read as UTF-8 text: mend it or take it away.") from error
    header = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        header.append(line[2:].strip())
    if not header:
        raise DatabaseError(f"{path} has no header: begin it with '// Title', then '// $name: type = default – meaning'.")
    parameters, columns, answers = [], {}, []
    for line in header[1:]:
        if line.startswith("$"):
            parameters.append(_parameter(path, line))
        elif found := _COLUMN.fullmatch(line):
            columns[found[1]] = found[2]
        else:
            answers.append(line)
    return Question(path.stem, header[0].rstrip("."), " ".join(answers), tuple(parameters), columns, text)


def _parameter(path: Path, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if not found or found[2] not in TYPES:
        kinds = ", ".join(TYPES)
        raise DatabaseError(f"{path}: {line!r} is no parameter: write '$name: type = default – meaning', type one of {kinds}.")
    return Parameter(found[1], found[2], found[3], found[4] or "")


def values_for(question: Question, given: Mapping[str, str]) -> dict[str, Any]:
    """The parameters of a question as Cypher gets them (the community aside).

    Raises:
        DatabaseError: one is missing, unknown, or not of its type.
    """
    known = {each.name: each for each in question.parameters}
    for name in given:
        if name not in known:
            offered = ", ".join(known) or "none"
            raise DatabaseError(f"{question.name} has no parameter {name!r}: it has {offered}.")
    values: dict[str, Any] = {}
    for name, each in known.items():
        text = given.get(name, each.default)
        if text is None:
            raise DatabaseError(f"{question.name} needs --param {name}=VALUE ({each.meaning or each.type}).")
        try:
            values[name] = {"integer": int, "number": float}.get(each.type, str)(text)
        except ValueError as error:
            raise DatabaseError(f"{question.name}: {name} is {text!r}, which is no {each.type}.") from error
    return values

"""What the user knows of people, from a table of theirs; it overrules what was read in posts."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pandas as pd

from graphtool.corpus.directory import Directory
from graphtool.corpus.store import Corpus
from graphtool.errors import InputError
from graphtool.schema import KNOWN, ROLES, STAGES
from graphtool.sources.delimited import csv_rows
from graphtool.sources.records import Dropped

COLUMNS: Final = ("person", "handle", "role", "stage", "diagnosed")
_DATE: Final = re.compile(r"((?:19|20)\d\d)(?:-(\d\d))?(?:-(\d\d))?")
_STAGED: Final = ("patient", "caregiver")  # roles that stand at a stage
_TYPES: Final = {
    "person": "string", "role": "string", "stage": "string", "diagnosed_from_us": "Int64", "diagnosed_to_us": "Int64",
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What a user knows of people.

    people: ``person, role, stage`` ("unknown" where not said), ``diagnosed_from_us, diagnosed_to_us`` (NA where not
        said), a row a person, sorted.
    missing: a sentence for each row whose person is not in the corpus.
    source: name and SHA-256 of the file.
    """

    people: pd.DataFrame
    missing: tuple[str, ...]
    source: dict[str, str]

    def statements(self) -> pd.DataFrame:
        """The rows with a stage or a date, as the coded posts a timeline is made of."""
        told = self.people[(self.people["stage"] != "unknown") | self.people["diagnosed_from_us"].notna()]
        return told.assign(post="", created_us=0, role_by=KNOWN, stage_by=KNOWN)


def nothing_known() -> Known:
    """Nobody overrules anything."""
    return Known(people_table([]), (), {})


def read_known(corpus: Corpus, path: Path) -> Known:
    """Read a table of people whose roles are known.

    Args:
        corpus: where these people are.
        path: CSV with a header: ``person`` or ``handle``, ``role``, and where known ``stage`` and ``diagnosed`` (a year,
            month or day as 2024, 2024-03 or 2024-03-15; it decides where both are given). Other columns are not read.

    Raises:
        InputError: the file cannot be read, a column is missing, or a row cannot be meant; the row is named.
    """
    try:
        lines = list(csv_rows(path, COLUMNS, told=lambda _: None))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): check its name and rights.") from error
    places = _header(path, lines)
    directory = Directory(corpus)
    people: dict[str, dict[str, Any]] = {}
    said: dict[str, int] = {}
    missing: list[str] = []
    for number, cells in lines[1:]:
        where = f"{path.name}, line {number}"
        if isinstance(cells, Dropped):
            raise InputError(f"{where} cannot be read ({cells.detail}): mend it.")
        row = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
        name = row.get("person") or row.get("handle") or ""
        told = _row(where, row)
        found = directory.find(name)
        if not name or len(found) > 1:
            can_be = f"{name!r} can be {', '.join(found[:5])}: write one of these" if name else "no person: write one"
            raise InputError(f"{where}: {can_be}.")
        if not found:
            missing.append(f"{where}: nobody here is called {name!r}, so nothing is overruled.")
        elif found[0] in people:
            raise InputError(f"{where}: {found[0]} stands in line {said[found[0]]} already: keep one of the two.")
        else:
            people[found[0]] = {"person": found[0], **told}
            said[found[0]] = number
    rows = [people[person] for person in sorted(people)]
    return Known(people_table(rows), tuple(missing), {"name": path.name, "sha256": digest})


def _header(path: Path, lines: list[tuple[int, list[str] | Dropped]]) -> dict[str, int]:
    first = lines[0][1] if lines else []
    names = [] if isinstance(first, Dropped) else [cell.strip().lower() for cell in first]
    places: dict[str, int] = {name: names.index(name) for name in COLUMNS if name in names}
    if "role" not in places or not {"person", "handle"} & places.keys():
        raise InputError(f"{path.name} needs the columns person (or handle) and role: write them into its first line.")
    return places


def _row(where: str, row: dict[str, str]) -> dict[str, Any]:
    """Role, stage and date of a row."""
    role, stage = row["role"].lower(), row.get("stage", "").lower().replace(" ", "_") or "unknown"
    if role not in ROLES:
        raise InputError(f"{where}: the role {row['role']!r} is none of {', '.join(ROLES)}.")
    if stage not in STAGES:
        raise InputError(f"{where}: the stage {row['stage']!r} is none of {', '.join(STAGES)}.")
    written = row.get("diagnosed", "")
    if (stage != "unknown" or written) and role not in _STAGED:
        raise InputError(f"{where}: only patients and caregivers have a stage or date: leave it out for {role}.")
    if stage == "bereaved" and role != "caregiver":
        raise InputError(f"{where}: bereaved is a stage of caregivers: write caregiver, or another stage.")
    start, end = _span(where, written) if written else (None, None)
    return {"role": role, "stage": stage, "diagnosed_from_us": start, "diagnosed_to_us": end}


def _span(where: str, written: str) -> tuple[int, int]:
    found = _DATE.fullmatch(written)
    year, month, day = (int(part) if part else 0 for part in found.groups()) if found else (0, 0, 0)
    try:
        start = datetime(year, month or 1, day or 1, tzinfo=UTC)  # there is no year 0
    except ValueError as error:
        raise InputError(f"{where}: {written!r} is no date: write 2024, 2024-03 or 2024-03-15.") from error
    span = pd.DateOffset(days=1) if day else pd.DateOffset(months=1) if month else pd.DateOffset(years=1)
    end = pd.Timestamp(start) + span
    return int(start.timestamp()) * 1_000_000, int(end.timestamp()) * 1_000_000


def people_table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows as ``Known.people`` has them."""
    return pd.DataFrame(rows, columns=list(_TYPES)).astype(_TYPES)

"""What a fixture holds, written beside it as TOML, and how its rows can be taken apart and put together again.

``python -m tests.sources.truth FIXTURE`` prints what is read of a new one as TOML, to be checked by eye and kept beside it.
"""

import json
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from graphtool import sources
from graphtool.schema import Person, Post, Tie

FIXTURES = Path(__file__).parent / "fixtures"
LINES = (".jsonl", ".ndjson")
LISTS = (".json", ".js")
TABLES = (".csv", ".tsv")
XML = (".gexf", ".graphml")
TEXTS = (".net", ".edges")


@dataclass(frozen=True)
class Fixture:
    """An invented export ``NAME.*`` or ``NAME-variant.*`` of the source NAME, and its truth.

    Of the truth: ``rows``, ``dropped``, ``left_out``, ``noted``, ``posts`` (and ties) and ``people`` as ``told`` gives them. To
    take it apart: ``list`` (where the records of a JSON file stand), ``header`` (lines above the rows of a table, or of a network,
    whose edges stand one a line), ``bad`` (a bad row),
    ``bad_place`` (where it counts when it stands behind the first row of a list: 2).
    """

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def source(self) -> str:
        return self.name.partition("-")[0]

    @cached_property
    def truth(self) -> dict[str, Any]:
        return tomllib.loads(self.path.with_suffix(".toml").read_text(encoding="utf-8"))

    @property
    def is_text(self) -> bool:
        return self.path.suffix in LINES + LISTS + TABLES + XML + TEXTS

    @property
    def is_list(self) -> bool:
        return self.path.suffix in LISTS

    @property
    def is_json(self) -> bool:
        return self.path.suffix in LINES + LISTS

    @property
    def header(self) -> int:
        return int(self.truth.get("header", self.path.suffix in TABLES))

    @property
    def footer(self) -> list[str]:
        """The lines below the rows, which close what a network opened."""
        lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.suffix in XML else []
        return [line for line in lines[self.header :] if line.startswith("</")]

    @property
    def bad(self) -> str:
        return str(self.truth.get("bad", "[1]" if self.is_list else '{"id": "7", "author"'))

    @cached_property
    def rows(self) -> list[str]:
        """The text of each row."""
        text = self.path.read_text(encoding="utf-8")
        if self.is_list:
            return [json.dumps(row, ensure_ascii=False) for row in self._listed(self._document)]
        rows: list[str] = []
        for line in text.splitlines()[self.header : len(text.splitlines()) - len(self.footer)]:
            if rows and self.path.suffix in TABLES and rows[-1].count('"') % 2:
                rows[-1] += "\n" + line
            else:
                rows.append(line)
        return rows

    def packed(self, rows: Iterable[str], *, end: str = "\n") -> str:
        """A file like this one with other rows."""
        if not self.is_list:
            return end.join([*self.path.read_text(encoding="utf-8").splitlines()[: self.header], *rows, *self.footer, ""])
        document = json.loads(json.dumps(self._document))
        self._listed(document)[:] = ["ROWS"]
        whole = json.dumps(document, ensure_ascii=False, indent=1).replace('"ROWS"', f",{end}".join(rows))
        return self._before + whole.replace("\n", end)

    @property
    def _before(self) -> str:
        text = self.path.read_text(encoding="utf-8")
        return text[: text.index("=") + 2] if self.path.suffix == ".js" else ""

    @property
    def _document(self) -> Any:
        return json.loads(self.path.read_text(encoding="utf-8")[len(self._before) :])

    def _listed(self, document: Any) -> list[Any]:
        for key in filter(None, str(self.truth.get("list", "")).split(".")):
            document = document[key]
        assert isinstance(document, list)
        return document


def fixtures() -> list[Fixture]:
    """All of them, by name."""
    return [Fixture(path) for path in sorted(FIXTURES.iterdir()) if path.suffix not in (".toml", ".md")]


def read(path: Path, **options: Any) -> tuple[list[Post | Tie], list[Person], sources.ReadReport]:
    """Everything that a file gives: posts and ties, people, and how reading went."""
    report = sources.ReadReport()
    posts: list[Post | Tie] = []
    people: set[Person] = set()
    for batch in sources.read(path, report=report, **options):
        posts += [*batch.posts, *batch.ties]
        people |= set(batch.people)
    return posts, sorted(people, key=str), report


def told(posts: Sequence[Post | Tie]) -> dict[str, dict[str, Any]]:
    """Posts and ties as the truth writes them: only what an export says, times as such, ``nobody`` for an author who is none."""
    found: dict[str, dict[str, Any]] = {}
    for post in posts:
        if isinstance(post, Tie):
            _add_tie(found, post)
            continue
        fields = {
            name: value
            for name in post.__struct_fields__
            if name not in ("post", "created_us", "version_us", "mentions") and (value := getattr(post, name))
        }
        fields["author"] = post.author or "nobody"
        fields["at"] = _moment(post.created_us)
        for name, is_addressing in (("mentions", False), ("addressing", True)):
            named = [mention.person for mention in post.mentions if mention.addressing is is_addressing]
            if named:
                fields[name] = named
        if not post.is_context or post.post not in found:  # beside a hit, its copy as context tells nothing
            found[post.post] = fields
    return found


def _add_tie(found: dict[str, dict[str, Any]], tie: Tie) -> None:
    """Ties alike are added up."""
    between = "and" if tie.both_ways else "to"
    fields: dict[str, Any] = {
        name: _moment(us) for name, us in (("first", tie.first_us), ("last", tie.last_us)) if us is not None
    }
    when = f" {fields['first']:%F %T}" if "first" in fields else ""
    key = f"{tie.kind}: {tie.source} {between} {tie.target}{when}"
    found[key] = {"count": found.get(key, {"count": 0})["count"] + tie.count} | fields


def _moment(microseconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)


def looks(people: Sequence[Person]) -> dict[str, dict[str, str]]:
    """The last look of each person, only what an export says."""
    return {
        person.person: {name: value for name in ("handle", "name", "bio") if (value := getattr(person, name))}
        for person in sorted(people, key=lambda person: person.seen_us)
    }


def draft(path: Path) -> str:
    """The truth of a new fixture as it is read now."""
    posts, people, report = read(path, source=Fixture(path).source)
    lines = [f"rows = {report.rows}"]
    for name in ("dropped", "left_out", "noted"):
        pairs = ", ".join(f"{json.dumps(reason)} = {count}" for reason, count in sorted(getattr(report, name).items()))
        lines += [f"{name} = {{ {pairs} }}"] if pairs else []
    for kind, found in (("posts", told(posts)), ("people", looks(people))):
        for key, fields in found.items():
            lines += ["", f"[{kind}.{json.dumps(key)}]"]
            lines += [f"{name} = {_toml(value)}" for name, value in fields.items()]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.write(draft(Path(sys.argv[1])))

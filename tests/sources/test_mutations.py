"""Damaged exports: whatever is done to a file, reading ends, says what it could not use, and keeps the other rows.

``GRAPHTOOL_MUTATIONS=400 pytest tests/sources/test_mutations.py`` makes the long run: so many of each kind and fixture.
"""

import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphtool import sources
from graphtool.errors import InputError
from tests.sources.test_every_source import adds_up
from tests.sources.truth import Fixture, fixtures, read, told

EACH = int(os.environ.get("GRAPHTOOL_MUTATIONS", "3"))
ALL = fixtures()
SLOWEST_S = 5


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.sample(range(len(data)), 2))
    return data[:start] + data[end:]


def stuffed(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    junk = chance.choice(
        [b"\0" * 9, b'"', b"{" * 3000, b"[" * 100_000, b"]", b"}", b"\xff\xfe", b"\r", b'"""', b"\xed\xa0\x80", b"9" * 400]
    )
    return data[:place] + junk + data[place:]


def recoded(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8").encode(chance.choice(["cp1252", "utf-16", "utf-32", "cp037", "utf-7"]), "replace")


def retyped(data: bytes, chance: random.Random) -> bytes:
    """Some values of some rows become of another type; what is no JSON loses some cells."""

    def changed(value: Any) -> Any:
        if chance.random() < 0.1:
            return chance.choice([None, 0, -1, 1e300, "", "x", [], {}, [[]], True, "\ud800", 2**70, [None], {"a": None}])
        if isinstance(value, dict):
            return {key: changed(each) for key, each in value.items()}
        return [changed(each) for each in value] if isinstance(value, list) else value

    lines = data.decode("utf-8").split("\n")
    try:
        return "\n".join(json.dumps(changed(json.loads(line))) if line else line for line in lines).encode()
    except ValueError:
        pass
    try:
        return json.dumps(changed(json.loads(data))).encode()
    except ValueError:
        return ",".join("" if chance.random() < 0.1 else cell for cell in data.decode("utf-8").split(",")).encode()


KINDS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "flipped": flipped, "cut": cut, "stuffed": stuffed, "recoded": recoded, "retyped": retyped,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fixture", ALL, ids=lambda one: one.name)
def test_damage_anywhere_is_survived(fixture: Fixture, kind: str, tmp_path: Path) -> None:
    chance = random.Random(f"{fixture.name} {kind}")
    data = fixture.path.read_bytes()
    if not fixture.is_text and kind in ("recoded", "retyped"):
        kind = "stuffed"
    path = tmp_path / fixture.path.name
    for number in range(EACH):
        path.write_bytes(KINDS[kind](data, chance))
        started = time.monotonic()
        for source in (None, fixture.source):
            try:
                posts, _, report = read(path, source=source)
            except InputError:
                continue
            assert adds_up(posts, report), number
        assert time.monotonic() - started < SLOWEST_S, number


@pytest.mark.parametrize("fixture", [one for one in ALL if one.is_text and len(one.rows) > 2], ids=lambda one: one.name)
def test_damage_in_one_row_costs_that_row_alone(fixture: Fixture, tmp_path: Path) -> None:
    chance = random.Random(fixture.name)
    path = tmp_path / fixture.path.name
    for number in range(EACH * 3):
        hit = chance.randrange(len(fixture.rows))
        path.write_text(fixture.packed(row for place, row in enumerate(fixture.rows) if place != hit), encoding="utf-8")
        kept = told(read(path, source=fixture.source)[0])
        whole = fixture.packed(fixture.rows).encode()
        row = fixture.rows[hit].encode()
        damaged = flipped(row, chance)
        if b"\n" in damaged or b"\r" in damaged or (b'"' in row) != fixture.is_json:
            continue  # a new line makes other rows, and so does one quote less where there are some
        path.write_bytes(whole.replace(row, damaged, 1))
        posts, _, report = read(path, source=fixture.source)
        found = told(posts)
        for post, fields in kept.items():
            assert post in found or fields.get("is_context"), (number, damaged)
        assert adds_up(posts, report)


def test_every_kind_of_damage_changes_something() -> None:
    for name, damage in KINDS.items():
        data = ALL[0].path.read_bytes()
        assert damage(data, random.Random(1)) != data, name


def test_a_strict_reader_stops_at_damage(tmp_path: Path) -> None:
    path = tmp_path / "reddit.jsonl"
    path.write_bytes((ALL[0].path.parent / "reddit.jsonl").read_bytes()[:-40])
    with pytest.raises(InputError, match="line 4"):
        list(sources.read(path, report=sources.ReadReport(strict=True)))

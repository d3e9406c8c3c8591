"""A community imported in bulk is the community that a push makes."""

import shlex
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from graphtool.graphdb import Contents, Server, connected, difference, push, write_files
from tests.graphdb.conftest import HERE, Invented
from tests.graphdb.server import local_server
from tests.graphdb.test_push import HOSTILE, network

pytestmark = pytest.mark.neo4j
# what a push writes and reads, in any order; the texts of identity and hash are among the properties
EVERYTHING = {
    "nodes": "MATCH (n {community: $community}) RETURN labels(n)[0] AS label, properties(n) AS properties",
    "relationships": (
        "MATCH (a {community: $community})-[r]->(b) RETURN coalesce(a.id, a.name, a.number) AS a, type(r) AS type,"
        " coalesce(b.id, b.name, b.number) AS b, properties(r) AS properties"
    ),
}


def everything(server: Server) -> dict[str, Counter[str]]:
    found = {}
    for name, text in EVERYTHING.items():
        rows = server.ask(text, {"community": HERE}).to_dict("records")
        found[name] = Counter(
            repr({key: sorted(v.items()) if isinstance(v, dict) else v for key, v in row.items()}) for row in rows
        )
    return found


def test_an_import_makes_what_a_push_makes(server: Server, pushed: Invented, tmp_path: Path) -> None:
    command = write_files(pushed.contents, tmp_path, community=HERE)
    with local_server() as own:
        words = shlex.split(command)[1:]
        own.admin(*words, cwd=tmp_path)
        at = own.start()
        with connected(at.uri, username=at.username, password=at.password) as imported:
            assert difference(imported, pushed.contents, community=HERE).equal
            ours, theirs = everything(imported), everything(server)
            for name in EVERYTHING:
                assert sum(theirs[name].values()) > 1000
                assert ours[name] == theirs[name]
            assert push(imported, pushed.contents, community=HERE).sent == 0


def test_hostile_names_are_quoted(tmp_path: Path) -> None:
    made: Contents = network({"table:ada": 'A"d,a\nb', "table:cy": HOSTILE}, [])
    write_files(made, tmp_path, community="ms")
    text = (tmp_path / "people.csv").read_text(encoding="utf-8")
    assert '"A""d,a\nb"' in text
    assert HOSTILE.replace('"', '""') in text
    assert text.splitlines()[0].startswith('":ID(person)"')
    assert np.all([word not in text for word in ("NaN", "None")])

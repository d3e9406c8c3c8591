"""The files for the bulk import as text; what the import makes of them is in ``test_own_server``."""

from pathlib import Path

import numpy as np

from graphtool.graphdb import Contents, write_files
from tests.graphdb.test_push import HOSTILE, network


def test_hostile_names_are_quoted(tmp_path: Path) -> None:
    made: Contents = network({"table:ada": 'A"d,a\nb', "table:cy": HOSTILE}, [])
    write_files(made, tmp_path, community="ms")
    text = (tmp_path / "people.csv").read_text(encoding="utf-8")
    assert '"A""d,a\nb"' in text
    assert HOSTILE.replace('"', '""') in text
    assert text.splitlines()[0].startswith('":ID(person)"')
    assert np.all([word not in text for word in ("NaN", "None")])

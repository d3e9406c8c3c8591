"""The bundled scripts are those of their source."""

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

import graphtool.views

WEB = Path(__file__).parents[2] / "web"
PAGE = Path(graphtool.views.__file__).parent / "page"


@pytest.mark.parametrize("name", ["canvas", "webgl"])
def test_a_bundle_says_what_it_was_made_from(name: str) -> None:
    digest = hashlib.sha256()
    for path in [*sorted((WEB / "src").glob("*.js")), PAGE / "words.json", PAGE / "look.json", WEB / "package-lock.json"]:
        digest.update(path.read_bytes())
    first = (PAGE / f"{name}.bundle.js").read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(rf"/\* made by web/build.mjs from {digest.hexdigest()} \*/", first), (
        "run: cd web && npm ci && npm run build"
    )


def test_a_bundle_built_anew_is_the_same(tmp_path: Path) -> None:
    if not (WEB / "node_modules").is_dir():
        pytest.skip("no node_modules: cd web && npm ci")
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=WEB, check=True, timeout=60)
    for name in ("canvas", "webgl"):
        assert (tmp_path / f"{name}.bundle.js").read_bytes() == (PAGE / f"{name}.bundle.js").read_bytes()
    subprocess.run(["npm", "run", "-s", "test"], cwd=WEB, check=True, timeout=60, capture_output=True)

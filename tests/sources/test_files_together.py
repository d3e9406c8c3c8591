"""What belongs together in several files is found, whatever the order they come in."""

import json
from pathlib import Path

import pytest

from graphtool.corpus import Corpus, load
from tests.sources.truth import FIXTURES, looks, read


def replies(tmp_path: Path, files: list[Path]) -> list[tuple[str, str | None, bool]]:
    with Corpus.create(tmp_path / "c.duckdb") as corpus:
        for path in files:
            load(corpus, [path])
        return corpus.connection.sql(
            "SELECT post, parent, parent IN (SELECT post FROM posts) FROM posts WHERE parent IS NOT NULL ORDER BY post"
        ).fetchall()


@pytest.mark.parametrize("backwards", [False, True], ids=["status first", "context first"])
def test_a_mastodon_context_finds_the_status_it_belongs_to(tmp_path: Path, backwards: bool) -> None:
    rows = [json.loads(line) for line in (FIXTURES / "mastodon.jsonl").read_text(encoding="utf-8").splitlines()]
    root, context = tmp_path / "root.json", tmp_path / "context.json"
    root.write_text(json.dumps(rows[0], indent=1), encoding="utf-8")
    context.write_text(json.dumps({"ancestors": [], "descendants": rows[1:3]}), encoding="utf-8")
    files = [context, root] if backwards else [root, context]
    parent = "mastodon:https://social.example/users/nia/statuses/100"
    assert [(found[1], found[2]) for found in replies(tmp_path, files)] == [(parent, True), (parent, True)]


def test_an_archive_learns_its_owner_from_the_files_beside(tmp_path: Path) -> None:
    (tmp_path / "tweets.js").write_bytes((FIXTURES / "x_archive.js").read_bytes())
    account = [{"account": {"accountId": "2", "username": "hana", "accountDisplayName": "Hana"}}]
    (tmp_path / "account.js").write_text(f"window.YTD.account.part0 = {json.dumps(account)}", encoding="utf-8")
    profile = [{"profile": {"description": {"bio": "MS since 2009"}}}]
    (tmp_path / "profile.js").write_text(f"window.YTD.profile.part0 = {json.dumps(profile)}", encoding="utf-8")
    posts, people, report = read(tmp_path / "tweets.js")
    assert {post.author for post in posts} == {"x:2"}
    assert looks(people) == {"x:2": {"handle": "hana", "name": "Hana", "bio": "MS since 2009"}}
    assert not report.noted

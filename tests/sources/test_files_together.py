"""What belongs together in several files is found, whatever the order they come in."""

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from graphtool.corpus import Corpus, LoadReport, load
from graphtool.errors import InputError
from tests.sources.truth import FIXTURES, looks, read, told


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


def test_an_archive_tells_the_whole_of_long_posts_and_nothing_of_deleted_ones(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    long = (
        "How I sleep with MS, after ten years of trying: " + "cool the room, dim the light, and rest before you are tired. " * 6
    )
    tweets = [
        {
            "tweet": {
                "id_str": "1",
                "created_at": "Fri May 01 08:00:00 +0000 2026",
                "full_text": f"{long[:270]}… https://t.co/abc",
            }
        },
        {"tweet": {"id_str": "2", "created_at": "Fri May 01 08:00:02 +0000 2026", "full_text": "Another in the same second"}},
        {"tweet": {"id_str": "3", "created_at": "Fri May 01 09:00:00 +0000 2026", "full_text": "I wish I had not said that"}},
    ]
    notes = [
        {"noteTweet": {"noteTweetId": "9", "createdAt": "2026-05-01T08:00:01.000Z", "core": {"text": long, "mentions": []}}}
    ]
    deleted = [{"tweet": tweets[2]["tweet"] | {"deleted_at": "2026-05-02T09:00:00.000Z"}}]
    account = [{"account": {"accountId": "7", "username": "hana"}}]
    like = [{"like": {"tweetId": "55", "fullText": "liked"}}]
    parts = {"tweets": tweets, "note_tweet": notes, "deleted_tweets": deleted, "account": account, "like": like}
    for name, records in parts.items():
        text = f"window.YTD.{name}.part0 = {json.dumps(records)}"
        (data / f"{name.replace('_', '-')}.js").write_text(text, encoding="utf-8")
    rows, report = loaded(tmp_path, data)
    posts = {str(row[0]): (row[1], row[9]) for row in rows}
    assert posts == {
        "x:1": ("x:7", long), "x:2": ("x:7", "Another in the same second"), "x:3": (None, None),
    }  # fmt: skip
    assert not report.unknown


def loaded(tmp_path: Path, *paths: Path, **how: object) -> tuple[list[tuple[object, ...]], LoadReport]:
    with Corpus.create(tmp_path / f"{len(list(tmp_path.iterdir()))}.duckdb") as corpus:
        report = load(corpus, list(paths), **how)
        return corpus.connection.sql("SELECT * EXCLUDE (version_us) FROM posts ORDER BY post").fetchall(), report


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder of exports from several platforms, one of them deeper, with what else lies in such folders."""
    folder = tmp_path / "mixed"
    (folder / "deeper").mkdir(parents=True)
    for name in ("reddit.jsonl", "reddit-submissions.jsonl", "mastodon-list.json", "telegram.json", "table.csv"):
        (folder / name).write_bytes((FIXTURES / name).read_bytes())
    (folder / "deeper" / "bluesky.jsonl").write_bytes((FIXTURES / "bluesky.jsonl").read_bytes())
    (folder / "notes.txt").write_text("Remember the milk.\n", encoding="utf-8")
    (folder / "leaflet.pdf").write_bytes(b"%PDF-1.7 ...")
    (folder / "empty.json").write_bytes(b"")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    return folder


def test_a_folder_is_read_and_what_is_no_export_is_named(tmp_path: Path, mixed: Path) -> None:
    posts, report = loaded(tmp_path, mixed)
    assert {str(post[0]).partition(":")[0] for post in posts} == {"reddit", "mastodon", "telegram", "table", "bluesky"}
    assert "mixed/deeper/bluesky.jsonl" in report.loaded
    assert [sentence.partition(" ")[0] for sentence in report.unknown] == [
        "mixed/empty.json",
        "mixed/leaflet.pdf",
        "mixed/notes.txt",
    ]


@pytest.mark.parametrize("form", ["zip", "tar", "gztar"])
def test_an_archive_is_what_its_folder_is(tmp_path: Path, mixed: Path, form: str) -> None:
    archive = Path(shutil.make_archive(str(tmp_path / "packed"), form, mixed))
    assert loaded(tmp_path, archive)[0] == loaded(tmp_path, mixed)[0]


def test_standard_input_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((FIXTURES / "reddit.jsonl").read_bytes())))
    assert loaded(tmp_path, Path("-"))[0] == loaded(tmp_path, FIXTURES / "reddit.jsonl")[0]


def test_a_folder_without_any_export_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "only").mkdir()
    with pytest.raises(InputError, match="empty folder"):
        loaded(tmp_path, tmp_path / "only")
    (tmp_path / "only" / "notes.txt").write_text("Remember the milk.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"only/notes\.txt is of no known format"):
        loaded(tmp_path, tmp_path / "only")


def test_a_broken_archive_is_said(tmp_path: Path, mixed: Path) -> None:
    archive = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", mixed))
    data = bytearray(archive.read_bytes())
    data[60:400] = b"\xff" * 340
    archive.write_bytes(data)
    with pytest.raises(InputError, match="cannot be unpacked"):
        loaded(tmp_path, archive)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x_api_v1.jsonl", "x_zeeschuimer.ndjson"),
        ("x_api_v1.jsonl", "x_api_v1-search.json"),
        ("x_api_v1.jsonl", "twitwi.jsonl"),
        ("x_api_v2.jsonl", "x_api_v2-flat.jsonl"),
        ("bluesky.jsonl", "bluesky-firehose.jsonl"),
        ("bluesky.jsonl", "bluesky-thread.json"),
        ("bluesky.jsonl", "twitwi-bluesky.json"),
        ("mastodon.jsonl", "mastodon-context.json"),
        ("reddit-submissions.jsonl", "convokit-reddit.jsonl"),
        ("reddit.jsonl", "convokit-reddit.jsonl"),
        ("discourse.json", "discourse-posts.json"),
        ("telegram.json", "telegram-account.json"),
    ],
)
def test_two_exporters_of_one_community_give_the_same_posts(one: str, other: str) -> None:
    first, second = (told(read(FIXTURES / name)[0]) for name in (one, other))
    both = first.keys() & second.keys()
    assert both
    for post in both:
        assert first[post]["author"].startswith("telegram") or first[post]["author"] == second[post]["author"]
        assert first[post].get("parent") == second[post].get("parent")


def test_who_does_not_want_to_be_found_is_left_out_on_demand(tmp_path: Path) -> None:
    everybody, found = (
        loaded(tmp_path, FIXTURES / "mastodon.jsonl"),
        loaded(tmp_path, FIXTURES / "mastodon.jsonl", discoverable_only=True),
    )
    gone = {post[0] for post in everybody[0]} - {post[0] for post in found[0]}
    assert gone == {"mastodon:https://other.example/users/hana/statuses/101"}

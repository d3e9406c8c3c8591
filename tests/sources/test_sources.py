"""Exports are recognised, read and counted."""

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from graphtool import sources
from graphtool.errors import InputError
from graphtool.schema import Mention, Person, Post
from tests.conftest import REPLIES, THREADS, write_lines, x_flat, x_page
from tests.sources.truth import read

ROWS = [
    ["id", "author", "created_at", "reply_to", "thread", "title", "text", "bio"],
    ["1", "Ada", "2025-01-05T10:00:00+01:00", "", "t", "Hello", "Grüße, how are you?", "MS since 2009"],
    ["2", "Bö", "1736100000", "1", "t", "", "@ada fine, says @cleo", ""],
    ["9007199254740993", "Guest", "2025-01-06", "1", "t", "", "I read along", ""],
]


def by_id(posts: list[Post]) -> dict[str, Post]:
    return {post.post: post for post in posts}


def table(path: Path, *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in ROWS) + "\n"
    path.write_text(text, encoding=encoding)
    return path


# ------------------------------------------------------------------------------------------------ Reddit


def test_reddit_threads_and_replies(reddit: list[Path]) -> None:
    posts = by_id([post for path in reddit for post in read(path)[0]])
    assert len(posts) == len(THREADS) + len(REPLIES)
    reply = posts["reddit:t1_b1"]
    assert (reply.author, reply.thread, reply.parent) == ("reddit:Hana", "reddit:t3_a1", "reddit:t3_a1")
    assert reply.created_us == (1_760_000_000 + 95_040) * 1_000_000
    assert posts["reddit:t3_a1"].thread == "reddit:t3_a1"
    assert posts["reddit:t1_b3"].mentions == (Mention("reddit:carl"),)


def test_reddit_deleted_authors_and_automoderators_are_nobody(reddit: list[Path]) -> None:
    posts = by_id([post for path in reddit for post in read(path)[0]])
    assert posts["reddit:t3_a3"].author is None
    assert posts["reddit:t3_a3"].text is None
    assert posts["reddit:t1_b6"].author is None


@pytest.mark.parametrize(
    "removed", [{"_meta": {"was_deleted_later": True}}, {"removed_by_category": "deleted"}], ids=["later", "by the author"]
)
def test_reddit_honours_deletion(tmp_path: Path, removed: dict[str, object]) -> None:
    posts, _, _ = read(write_lines(tmp_path / "f", [THREADS[0] | removed]))
    assert (posts[0].author, posts[0].title, posts[0].text) == (None, None, None)


def test_reddit_times_may_be_texts_and_names_stay_in_links(tmp_path: Path) -> None:
    record = REPLIES[0] | {"created_utc": "1760000000", "body": "see https://x.com/u/somebody and `u/code`"}
    posts, _, _ = read(write_lines(tmp_path / "f", [record]))
    assert posts[0].created_us == 1_760_000_000_000_000
    assert posts[0].mentions == ()


# ------------------------------------------------------------------------------------------------ packing


def packed_zst(data: bytes) -> bytes:
    """Packed with a window of 2 GiB, as Reddit dumps are, and no content size that would shrink it."""
    parameters = zstandard.ZstdCompressionParameters(window_log=31, hash_log=6, chain_log=6, strategy=1, write_content_size=0)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    packed = packer.compress(data) + packer.flush()
    assert zstandard.get_frame_parameters(packed).window_size == 2**31
    return packed


@pytest.mark.parametrize("pack", [gzip.compress, packed_zst], ids=["gz", "zst"])
def test_packed_files_are_told_by_content(tmp_path: Path, pack: Callable[[bytes], bytes], reddit: list[Path]) -> None:
    path = tmp_path / "no_ending"
    path.write_bytes(pack(reddit[1].read_bytes()))
    assert by_id(read(path)[0]) == by_id(read(reddit[1])[0])


@pytest.mark.parametrize("pack", [gzip.compress, packed_zst], ids=["gz", "zst"])
def test_a_cut_file_keeps_what_can_be_read(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    lines = [
        THREADS[0] | {"id": f"k{number}", "selftext": random.Random(number).randbytes(200).hex()} for number in range(3000)
    ]
    whole = write_lines(tmp_path / "whole", lines).read_bytes()
    path = tmp_path / "cut"
    path.write_bytes(pack(whole)[:-20_000])
    posts, _, report = read(path)
    assert report.dropped["truncated file"] == 1 or report.dropped["broken line"] == 1
    assert len(posts) + sum(report.dropped.values()) - report.dropped["truncated file"] == report.rows


# ------------------------------------------------------------------------------------------------ X


def test_x_page_and_flat_are_the_same(tmp_path: Path) -> None:
    page = read(write_lines(tmp_path / "page.jsonl", [x_page()]))
    flat = read(write_lines(tmp_path / "flat.jsonl", x_flat()))
    assert by_id(page[0]) == by_id(flat[0])
    assert page[1] == flat[1]
    assert page[2].rows == flat[2].rows == 3


def test_x_addressing_is_no_mention_and_a_repost_says_nothing(tmp_path: Path) -> None:
    posts = by_id(read(write_lines(tmp_path / "page.jsonl", [x_page()]))[0])
    reply, repost, quote = posts["x:30"], posts["x:31"], posts["x:32"]
    assert reply.mentions == (Mention("x:2", addressing=True), Mention("x:3", addressing=True), Mention("x:@dee"))
    assert (reply.parent, reply.parent_author, reply.thread) == ("x:20", "x:2", "x:10")
    assert repost.is_repost
    assert (repost.text, repost.mentions, repost.parent) == (None, (), None)
    assert (quote.quoted, quote.quoted_author, quote.language) == ("x:11", "x:1", None)
    assert {post.post for post in posts.values() if post.is_context} == {"x:20", "x:11"}


def test_x_edits_are_one_post(tmp_path: Path) -> None:
    tweet = x_page()["data"][0] | {"edit_history_tweet_ids": ["29", "30"], "referenced_tweets": []}
    posts = read(write_lines(tmp_path / "f", [{"data": [tweet, tweet | {"id": "29", "text": "first"}]}]))[0]
    assert [(post.post, post.version_us) for post in posts] == [("x:29", 1), ("x:29", 0)]


def test_x_profiles_are_read(tmp_path: Path) -> None:
    people = read(write_lines(tmp_path / "page.jsonl", [x_page()]))[1]
    assert people[0] == Person(person="x:1", handle="ada", name="Ada", bio="MS since 2009", seen_us=1_746_144_000_000_000)


# ------------------------------------------------------------------------------------------------ tables


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), ("|", "cp1252"), (";", "cp1252"), (",", "utf-16")],
)
def test_one_table_in_many_spellings(tmp_path: Path, delimiter: str, encoding: str) -> None:
    posts, people, report = read(table(tmp_path / "posts.txt", delimiter=delimiter, encoding=encoding))
    found = by_id(posts)
    assert not report.dropped
    assert found["table:1"].text == "Grüße, how are you?"
    assert found["table:1"].created_us == 1_736_067_600_000_000
    assert found["table:2"].author == "table:Bö"
    assert found["table:2"].mentions == (Mention("table:@ada", addressing=True), Mention("table:@cleo"))
    assert found["table:9007199254740993"].author is None
    assert people == [Person(person="table:Ada", bio="MS since 2009", seen_us=1_736_067_600_000_000)]


def test_parquet_with_whole_numbers_and_times(tmp_path: Path) -> None:
    path = tmp_path / "posts.parquet"
    times = pa.array([1_736_067_600_000_000], pa.timestamp("us", "UTC"))
    pq.write_table(pa.table({"id": pa.array([2**60 + 1]), "author": ["Ada"], "created_at": times, "text": ["Hi"]}), path)
    post = read(path)[0][0]
    assert (post.post, post.created_us) == (f"table:{2**60 + 1}", 1_736_067_600_000_000)


def test_other_column_names_are_mapped(tmp_path: Path) -> None:
    path = tmp_path / "mentions.csv"
    path.write_text("Nr,Author,Date,Full Text\n1,Ada,2025-01-01,Hi\n")
    mapping = {"id": "Nr", "author": "Author", "created_at": "Date", "text": "Full Text"}
    assert read(path, source="table", mapping=mapping, platform="forum")[0][0].author == "forum:Ada"
    with pytest.raises(InputError, match="--map id=COLUMN"):
        read(path, source="table")
    with pytest.raises(InputError, match="no column 'Nope'"):
        read(path, source="table", mapping={"id": "Nope"})


def test_a_number_rounded_by_a_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("id,author,created_at\n1.23E+18,Ada,2025-01-01\n2,Bo,2025-01-01\n")
    posts, _, report = read(path)
    assert dict(report.dropped) == {"id rounded by a spreadsheet": 1}
    assert len(posts) == 1


# ------------------------------------------------------------------------------------------------ all


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1]", "not a record"),
        ("null", "not a record"),
        ('{"author": "A", "created_utc": 1760000000, "title": "T"}', "no id"),
        ('{"id": "q", "created_utc": 1760000000, "title": "T"}', "no author"),
        ('{"id": "q", "author": "A", "created_utc": "soon", "title": "T"}', "bad time"),
        ("[" * 100_000, "broken line"),
    ],
    ids=["list", "null", "no id", "no author", "bad time", "deep"],
)
def test_reasons(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "f"
    path.write_text(json.dumps(THREADS[0]) + "\n" + line + "\n")
    posts, _, report = read(path, source="reddit")
    assert len(posts) == 1
    assert dict(report.dropped) == {reason: 1}
    assert report.rows == 2


def test_hostile_bytes_lose_no_good_row(tmp_path: Path) -> None:
    path = tmp_path / "f"
    lines = [
        json.dumps(THREADS[0]).encode(),
        json.dumps(THREADS[1] | {"selftext": "x" * 1_000_000}).encode(),
        json.dumps(THREADS[1] | {"id": "n", "selftext": "a\0b"}).encode(),
        json.dumps(THREADS[1] | {"id": "s", "selftext": "half \ud83d"}).encode(),
        json.dumps(THREADS[1] | {"id": "u", "title": "TITLE"}).encode().replace(b"TITLE", b"\xff\xfe"),
    ]
    path.write_bytes(b"\n".join(lines) + b"\n")
    posts, _, report = read(path)
    assert len(posts) == 5
    assert not report.dropped
    found = by_id(posts)
    assert found["reddit:t3_n"].text == "ab"
    assert found["reddit:t3_s"].text == "half \ufffd"
    assert len(found["reddit:t3_a2"].text or "") == 1_000_000


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"PK\x03\x04", "zip"),
        (b"hello there\n", "no known format"),
    ],
    ids=["empty", "blank", "pdf", "zip", "prose"],
)
def test_what_is_no_export_is_said(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "f"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        sources.recognise(path)


def test_folders_and_missing_files_are_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        sources.recognise(tmp_path)
    with pytest.raises(InputError, match="no file"):
        sources.recognise(tmp_path / "nothing")
    with pytest.raises(InputError, match="no source 'fax'"):
        read(write_lines(tmp_path / "f", REPLIES), source="fax")

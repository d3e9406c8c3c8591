"""How fast large exports are read and loaded, and in how much memory: python benchmarks/reading.py [MB] [NAME ...].

Makes the files (invented posts, in the fields that such exports have), then loads each in a fresh process; memory is the
peak of that process, and MB/CPU-s what it would be alone on one core. The window of a .zst is memory of its own: 2 GiB of it where the file says so and is as long.
"""

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

MB = 1_000_000
START_S = 1_746_057_600
WORDS = (
    "the of and to a in is it my for on have with you that was this but not they infusion walking neurologist fatigue MS"
    " since diagnosed days weeks better worse tried Ocrevus Tysabri lesion brain fog heat legs numb hope thanks sorry asking"
    " doctor cold cap balance swimming work tired sleep mri relapse what helped me question does anyone else hands"
).split()


def words(chance: random.Random, mean: int) -> str:
    return " ".join(chance.choices(WORDS, k=max(3, int(chance.expovariate(1 / mean)))))


def reddit(chance: random.Random, *, whole: bool) -> Iterator[str]:
    """Comments as the dumps have them, with all their fields or with those that matter."""
    rest = {
        "all_awardings": [], "approved_at_utc": None, "approved_by": None, "archived": False, "associated_award": None,
        "author_flair_background_color": None, "author_flair_css_class": None, "author_flair_richtext": [],
        "author_flair_template_id": None, "author_flair_text_color": None, "author_flair_type": "text",
        "author_is_blocked": False, "author_patreon_flair": False, "author_premium": False, "awarders": [], "banned_at_utc": None,
        "banned_by": None, "can_gild": False, "can_mod_post": False, "collapsed": False, "collapsed_because_crowd_control": None,
        "collapsed_reason": None, "collapsed_reason_code": None, "comment_type": None, "controversiality": 0,
        "distinguished": None, "downs": 0, "edited": False, "gilded": 0, "gildings": {}, "is_submitter": False, "likes": None,
        "locked": False, "mod_note": None, "mod_reason_by": None, "mod_reason_title": None, "mod_reports": [], "no_follow": True,
        "num_reports": 0, "removal_reason": None, "replies": "", "report_reasons": None, "retrieved_on": START_S + 40_000_000,
        "saved": False, "score_hidden": False, "send_replies": True, "stickied": False, "subreddit_id": "t5_2r876",
        "subreddit_name_prefixed": "r/Invented", "subreddit_type": "public", "top_awarded_type": None, "total_awards_received": 0,
        "treatment_tags": [], "unrepliable_reason": None, "ups": 1, "user_reports": [],
    } if whole else {}  # fmt: skip
    for number in range(10**9):
        thread = number // 12
        author = int(chance.paretovariate(0.6)) % 200_000
        record = {
            "id": f"k{number:07x}", "author": f"someone_{author}", "created_utc": START_S + number,
            "parent_id": f"t3_{thread:06x}" if number % 12 < 5 else f"t1_k{number - chance.randint(1, number % 12):07x}",
            "link_id": f"t3_{thread:06x}", "body": words(chance, 45), "score": 1, "subreddit": "Invented",
        }  # fmt: skip
        if whole:
            record |= {
                "author_fullname": f"t2_{author:x}", "author_created_utc": START_S - author, "created": START_S + number,
                "author_flair_text": "42F | Dx:2019 | Tysabri | UK" if author % 5 == 0 else None, "name": f"t1_k{number:07x}",
                "permalink": f"/r/Invented/comments/{thread:06x}/some_words_of_a_title/k{number:07x}/",
            } | rest  # fmt: skip
        yield json.dumps(record, separators=(",", ":")) + "\n"


BRANDWATCH = (
    "Query Id,Query Name,Date,Title,Snippet,Url,Domain,Sentiment,Page Type,Language,Country Code,Continent Code,Continent,"
    "Country,City Code,Account Type,Added,Assignment,Author,Avatar,Category Details,Checked,City,Display URLs,Emotion,"
    "Engagement Type,Expanded URLs,Facebook Comments,Full Name,Full Text,Gender,Hashtags,Impact,Impressions,Interest,"
    "Last Assignment Date,Linked Insights,Location Name,Mentioned Authors,Original Url,Priority,Professions,Reach (new),"
    "Resource Id,Short URLs,Starred,Status,Subtype,Thread Author,Thread Created Date,Thread Entry Type,Thread Id,Thread URL,"
    "X Author ID,X Followers,X Following,X Reply Count,X Reply to,X Repost of,X Reposts,X Tweets,X Verified"
).split(",")
PREAMBLE = (("Report:", "Bulk Mentions Download"), ("Brand:", "Invented"), ("From:", "01/05/2025"), ("Label:", "MS"), ())


def mentions(chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Rows of a listening suite: posts of X, Reddit and forums."""
    yield from PREAMBLE
    yield tuple(BRANDWATCH)
    for number in range(10**9):
        key, author = 1_917_800_000_000_000_000 + number * 977, int(chance.paretovariate(0.6)) % 200_000
        text, when = words(chance, 30), time.strftime("%Y-%m-%d %H:%M:%S.0", time.gmtime(START_S + number))
        row = dict.fromkeys(BRANDWATCH, "")
        row |= {
            "Query Id": "2003344", "Query Name": "MS patients", "Date": when, "Added": when, "Title": text[:60],
            "Snippet": text[:140], "Full Text": text, "Sentiment": "neutral", "Language": "en", "Country": "United Kingdom",
            "Country Code": "GBR", "Continent": "Europe", "Continent Code": "EUROPE", "Author": f"someone_{author}",
            "Full Name": f"someone_{author} (Some One)", "Account Type": "individual", "Checked": "false", "Impact": "12.3",
            "Avatar": f"https://audiences.example/avatar/{author}.jpg", "Resource Id": f"{key}abc", "Gender": "unknown",
            "Reach (new)": "1204", "Impressions": "350", "Starred": "false",
        }  # fmt: skip
        kind = number % 3
        if kind == 0:
            row |= {
                "Url": f"http://twitter.com/someone_{author}/statuses/{key}", "Domain": "twitter.com", "Page Type": "twitter",
                "X Author ID": str(10_000_000 + author), "X Followers": "120", "X Following": "98", "X Tweets": "2345",
            }  # fmt: skip
            if number % 2:
                row |= {"X Reply to": f"http://twitter.com/someone_{author // 2}/statuses/{key - 3 * 977}"}
        elif kind == 1:
            thread = f"https://www.reddit.com/r/Invented/comments/{number // 30:06x}/some_title"
            row |= {
                "Url": f"{thread}/k{number:07x}/", "Domain": "reddit.com", "Page Type": "reddit", "Thread Entry Type": "comment",
                "Thread Author": f"someone_{author // 3}", "Thread URL": thread, "Thread Id": f"{number // 30}",
            }  # fmt: skip
        else:
            row |= {
                "Url": f"https://forum.example/topic/{number // 20}#post{number}", "Domain": "forum.example",
                "Page Type": "forum", "Thread Entry Type": "reply", "Thread Author": f"someone_{author // 3}",
            }  # fmt: skip
        yield tuple(row.values())


def write_lines(path: Path, size: int, *, whole: bool) -> None:
    with path.open("w", encoding="utf-8") as file:
        for line in reddit(random.Random(1), whole=whole):
            file.write(line)
            size -= len(line)
            if size <= 0:
                return


def write_packed(path: Path, size: int) -> None:
    """The same lines, packed with a window of 2 GiB as the dumps are."""
    import zstandard

    parameters = zstandard.ZstdCompressionParameters.from_level(1, window_log=31, write_content_size=0)
    with path.open("wb") as raw, zstandard.ZstdCompressor(compression_params=parameters).stream_writer(raw) as file:
        for line in reddit(random.Random(1), whole=True):
            size -= file.write(line.encode())
            if size <= 0:
                return


def write_csv(path: Path, size: int) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        for row in mentions(random.Random(2)):
            out.writerow(row)
            if file.tell() >= size:
                return


def write_sheet(path: Path, size: int) -> None:
    """A workbook whose packed size is about ``size``, with up to the million rows that a sheet holds."""
    import xlsxwriter

    chance = random.Random(3)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False}) as book:
        page = book.add_worksheet()
        for at, row in enumerate(mentions(random.Random(2))):
            page.write_row(at, 0, row)
            page.write_string(at, len(BRANDWATCH), chance.randbytes(220).hex())  # real words do not pack so well
            if at * 330 >= size or at > 1_000_000:
                return


FILES: dict[str, tuple[str, Callable[[Path, int], None]]] = {
    "reddit": ("comments.ndjson", lambda path, size: write_lines(path, size, whole=True)),
    "reddit-short": ("short.ndjson", lambda path, size: write_lines(path, size, whole=False)),
    "reddit-zst": ("comments.zst", write_packed),
    "suite-csv": ("mentions.csv", write_csv),
    "suite-xlsx": ("mentions.xlsx", write_sheet),
}


def measure(path: Path, *, keep: bool) -> dict[str, float]:
    """Seconds, rows and the peak of memory of loading a file, or of only reading it, in this process."""
    from graphtool import sources
    from graphtool.corpus import Corpus, load

    started = time.perf_counter()
    if keep:
        with tempfile.TemporaryDirectory(dir=path.parent) as folder, Corpus.create(Path(folder) / "c.duckdb") as corpus:
            done = load(corpus, [path])
            rows, dropped = done.rows, sum(done.dropped.values())
    else:
        report = sources.ReadReport()
        for _ in sources.read(path, report=report):
            pass
        rows, dropped = report.rows, report.dropped.total()
    seconds = time.perf_counter() - started
    return {
        "s": seconds,
        "cpu": time.process_time(),
        "rows": rows,
        "dropped": dropped,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def size_of(path: Path) -> int:
    """Bytes of what is read: of a packed dump those that come out."""
    if path.suffix != ".zst":
        return path.stat().st_size
    import zstandard

    with path.open("rb") as file:
        stream = zstandard.ZstdDecompressor(max_window_size=2**31).stream_reader(file)
        return sum(len(chunk) for chunk in iter(lambda: stream.read(1 << 22), b""))


def main() -> None:
    size = int(sys.argv[1]) if sys.argv[1:] else 200
    each = f"{'MB/s':>9} {'MB/CPU-s':>8} {'peak MB':>8}"
    print(f"{'':35}{'read':>26}{'load':>28}")
    print(f"{'file':14} {'MB':>7} {'rows':>10}  {each}  {each} {'dropped':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[2:] or FILES:
            path = Path(folder) / FILES[name][0]
            FILES[name][1](path, size * MB)
            megabytes = size_of(path) / MB
            found = []
            for how in ("--read", "--load"):
                ran = subprocess.run([sys.executable, __file__, how, path], capture_output=True, text=True, check=True)
                found.append(json.loads(ran.stdout))
            path.unlink()
            cells = "  ".join(
                f"{megabytes / each['s']:9,.1f} {megabytes / each['cpu']:8,.1f} {each['peak']:8,.0f}" for each in found
            )
            rows, dropped = found[1]["rows"], found[1]["dropped"]
            print(f"{name:14} {megabytes:7,.0f} {rows:10,.0f}  {cells} {dropped:8,.0f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] in (["--read"], ["--load"]):
        print(json.dumps(measure(Path(sys.argv[2]), keep=sys.argv[1] == "--load")))
    else:
        main()

"""Write an invented community as real exports look."""

import csv
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from graphtool.simulate.community import SimulatedPost, Simulation

_COLUMNS: Final = ("id", "author", "created_at", "reply_to", "thread", "title", "text", "lang", "bio", "flair", "quoted")
_LINKED: Final = re.compile(r"\bu/([\w-]+)")


def write(simulation: Simulation, folder: Path, *, form: str = "reddit") -> list[Path]:
    """Write the posts, and ``truth.csv`` beside them.

    Args:
        simulation: of ``simulate``.
        folder: is made where it is missing.
        form: one of ``FORMATS``.

    Returns:
        The export files, without the truth.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = FORMATS[form](simulation, folder)
    platform = "reddit" if form == "reddit" else "table"
    simulation.truth(platform).to_csv(folder / "truth.csv", index=False, lineterminator="\n")
    return written


def _name(simulation: Simulation, number: int) -> str:
    """A post's id as Reddit makes them: digits to base 36, not telling of the order of others."""
    kind = "t3" if simulation.posts[number].parent is None else "t1"
    return f"{kind}_{_base36(36**5 + number * 7)}"


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def _reddit(simulation: Simulation, folder: Path) -> list[Path]:
    """Submissions and comments as the dumps hold them."""
    paths = [folder / "submissions.ndjson", folder / "comments.ndjson"]
    with (
        paths[0].open("w", encoding="utf-8", newline="\n") as submissions,
        paths[1].open("w", encoding="utf-8", newline="\n") as comments,
    ):
        for number, post in enumerate(simulation.posts):
            name = _name(simulation, number)
            common: dict[str, Any] = {
                "id": name[3:], "name": name, "subreddit": "InventedMS", "author": post.author.name,
                "author_flair_text": post.flair, "created_utc": post.created_s, "score": 1,
            }  # fmt: skip
            if post.parent is None:
                record = common | {"title": post.title, "selftext": post.text, "is_self": True}
                if post.quoted is not None:
                    record["crosspost_parent"] = _name(simulation, post.quoted)
                submissions.write(json.dumps(record, ensure_ascii=False) + "\n")
            else:
                record = common | {
                    "body": post.text,
                    "parent_id": _name(simulation, post.parent),
                    "link_id": _name(simulation, post.thread),
                }
                comments.write(json.dumps(record, ensure_ascii=False) + "\n")
    return paths


def _table(simulation: Simulation, folder: Path) -> list[Path]:
    """One CSV with a row a post; names of others as ``@NAME``, the bio as it is at the end."""
    path = folder / "posts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(_row(number, post) for number, post in enumerate(simulation.posts))
    return [path]


def _row(number: int, post: SimulatedPost) -> list[object]:
    created = datetime.fromtimestamp(post.created_s, UTC).isoformat()
    parent = "" if post.parent is None else post.parent
    return [
        number,
        post.author.name,
        created,
        parent,
        post.thread,
        post.title or "",
        _LINKED.sub(r"@\1", post.text),
        post.author.language,
        post.author.bio or "",
        post.flair or "",
        "" if post.quoted is None else post.quoted,
    ]


FORMATS: Final[dict[str, Callable[[Simulation, Path], list[Path]]]] = {"reddit": _reddit, "table": _table}

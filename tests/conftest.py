"""Small invented exports that many tests read."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    from xdist.remote import Producer

DAY_S = 86_400
# tests that share a server which is dear to start go to one worker together; a module alone is a scope otherwise
TOGETHER = ("tests/graphdb/",)
APART = ("tests/graphdb/test_own_server.py",)


class Scheduling(LoadScopeScheduling):
    """Modules are spread over the workers, but those of ``TOGETHER`` stay together."""

    def _split_scope(self, nodeid: str) -> str:
        scope = super()._split_scope(nodeid)
        return scope if scope.startswith(APART) else next((each for each in TOGETHER if scope.startswith(each)), scope)


def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> Scheduling:
    """Instead of ``--dist loadscope`` as it is."""
    return Scheduling(config, log)


START_S = 1_760_000_000  # October 2025


def submission(name: str, author: str | None, day: float, title: str, text: str = "", **more: Any) -> dict[str, Any]:
    created = START_S + int(day * DAY_S)
    return {"id": name, "author": author, "created_utc": created, "title": title, "selftext": text, "is_self": True} | more


def comment(name: str, author: str | None, day: float, parent: str, text: str, *, thread: str, **more: Any) -> dict[str, Any]:
    created = START_S + int(day * DAY_S)
    return {"id": name, "author": author, "created_utc": created, "parent_id": parent, "link_id": thread, "body": text} | more


THREADS = [
    submission(
        "a1", "Nia", 1, "Newly diagnosed", "I was diagnosed with MS last week. What should I ask at the first appointment?"
    ),
    submission("a2", "Carl", 5, "Nights", "My wife has MS and the nights are bad. How do you all cope?"),
    submission("a3", "[deleted]", 6, "[removed]", "[removed]"),
]
REPLIES = [
    comment(
        "b1", "Hana", 1.1, "t3_a1", "In my experience you should ask for the MRI pictures. You are not alone.", thread="t3_a1"
    ),
    comment("b2", "Nia", 1.2, "t1_b1", "Thank you so much, that helps me a lot! And the drugs?", thread="t3_a1"),
    comment(
        "b3",
        "Hana",
        1.3,
        "t1_b2",
        "I have had MS since 2009 and take Ocrevus, ask about it. u/carl knows more.",
        thread="t3_a1",
    ),
    comment("b4", "Nia", 1.4, "t1_b3", "Thanks!", thread="t3_a1"),
    comment("b5", "Hana", 5.2, "t3_a2", "You could ask for respite care.", thread="t3_a2"),
    comment("b6", "AutoModerator", 5.3, "t3_a2", "Read the rules.", thread="t3_a2"),
    comment("b7", "Carl", 5.4, "t1_b5", "> respite care\n\nThank you, I will.", thread="t3_a2"),
    comment("b8", "Carl", 5.5, "t3_a2", "Update: better.", thread="t3_a2"),
    comment("b9", "Zed", 5.6, "t1_gone", "Replying to nothing.", thread="t3_a9"),
]


def write_lines(path: Path, records: list[Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


@pytest.fixture
def reddit(tmp_path: Path) -> list[Path]:
    """Three threads in the two files of a Reddit dump."""
    return [write_lines(tmp_path / "RS.ndjson", THREADS), write_lines(tmp_path / "RC.ndjson", REPLIES)]


def x_user(key: str, handle: str, bio: str = "") -> dict[str, Any]:
    return {"id": key, "username": handle, "name": handle.title(), "description": bio, "created_at": "2020-01-01T00:00:00.000Z"}


def x_page() -> dict[str, Any]:
    """A page of three tweets: a reply with addressing and a mention, a repost, a quote; two more came along."""
    return {
        "data": [
            {
                "id": "30", "author_id": "1", "created_at": "2025-05-01T10:00:00.000Z", "conversation_id": "10",
                "text": "@bo @cy try cooling vests, @dee knows more", "lang": "en", "in_reply_to_user_id": "2",
                "referenced_tweets": [{"type": "replied_to", "id": "20"}],
                "entities": {"mentions": [
                    {"start": 0, "end": 3, "username": "bo", "id": "2"}, {"start": 4, "end": 7, "username": "cy", "id": "3"},
                    {"start": 27, "end": 31, "username": "dee"},
                ]},
            },
            {
                "id": "31", "author_id": "2", "created_at": "2025-05-01T11:00:00.000Z", "conversation_id": "31",
                "text": "RT @ada: I have MS", "lang": "en", "referenced_tweets": [{"type": "retweeted", "id": "11"}],
                "entities": {"mentions": [{"start": 3, "end": 7, "username": "ada", "id": "1"}]},
            },
            {
                "id": "32", "author_id": "3", "created_at": "2025-05-01T12:00:00.000Z", "conversation_id": "32",
                "text": "This! https://t.co/x", "lang": "und", "referenced_tweets": [{"type": "quoted", "id": "11"}],
            },
        ],
        "includes": {
            "users": [x_user("1", "ada", "MS since 2009"), x_user("2", "bo"), x_user("3", "cy")],
            "tweets": [
                {"id": "20", "author_id": "2", "created_at": "2025-05-01T09:00:00.000Z", "conversation_id": "10", "text": "Hot again",
                 "lang": "en", "in_reply_to_user_id": "3", "referenced_tweets": [{"type": "replied_to", "id": "10"}]},
                {"id": "11", "author_id": "1", "created_at": "2025-04-30T09:00:00.000Z", "conversation_id": "11", "text": "I have MS",
                 "lang": "en"},
            ],
        },
        "__twarc": {"retrieved_at": "2025-05-02T00:00:00+00:00"},
    }  # fmt: skip


def x_flat() -> list[dict[str, Any]]:
    """The same page as ``twarc2 flatten`` writes it."""
    page = x_page()
    users = {user["id"]: user for user in page["includes"]["users"]}
    tweets = {tweet["id"]: tweet for tweet in page["includes"]["tweets"]}

    def whole(tweet: dict[str, Any]) -> dict[str, Any]:
        found = tweet | {"author": users[tweet["author_id"]]}
        if "in_reply_to_user_id" in tweet:
            found["in_reply_to_user"] = users[tweet["in_reply_to_user_id"]]
        return found

    flat = []
    for tweet in page["data"]:
        refers = [reference | whole(tweets[reference["id"]]) for reference in tweet.get("referenced_tweets", [])]
        flat.append(whole(tweet) | {"referenced_tweets": refers, "__twarc": page["__twarc"]})
    return flat

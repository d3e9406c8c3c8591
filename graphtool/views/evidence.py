"""What the page shows of the exchanges that carry the first scores."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from graphtool.findings import Exchanges

Rows = dict[str, list[list[Any]]]


def evidence_of(exchanges: Exchanges, number: "pd.Index[Any]") -> dict[str, Rows]:
    """``threads`` and ``dialogues`` by the number of the person.

    Returns:
        Threads as ``[helped, last day, replies, informs, encourages, thanked, rank without it, rank without it and those
        before]``, dialogues as ``[mentee, first day, last day, turns, helpful turns, thanks]``, both followed by quotes
        ``[day, acts, text]`` where the findings hold words; somebody who is not in the network is -1.
    """
    quotes = _quotes(exchanges.posts)
    threads, talks = exchanges.threads, exchanges.dialogues
    made: dict[str, Rows] = {"threads": {}, "dialogues": {}}
    for row, helped in zip(threads.to_dict("records"), _places(threads, "helped", number), strict=True):
        told = [
            helped, _day(row["last_us"]), *(int(row[name]) for name in ("replies", "informs", "encourages", "thanked")),
            int(row["rank_without"]), int(row["rank_without_all"]), *quotes(row["person"], row["thread"]),
        ]  # fmt: skip
        made["threads"].setdefault(str(number.get_loc(row["person"])), []).append(told)
    for row, mentee in zip(talks.to_dict("records"), _places(talks, "mentee", number), strict=True):
        told = [
            mentee, _day(row["first_us"]), _day(row["last_us"]), int(row["mentor_turns"] + row["mentee_turns"]),
            int(row["helpful_turns"]), int(row["thanks"]), *quotes(row["mentor"], row["mentee"]),
        ]  # fmt: skip
        made["dialogues"].setdefault(str(number.get_loc(row["mentor"])), []).append(told)
    return made


def renamed_exchanges(exchanges: Exchanges, names: pd.Series) -> Exchanges:
    """The same exchanges, counts alone, under pseudonyms."""
    threads, dialogues = exchanges.threads, exchanges.dialogues
    return Exchanges(
        threads.assign(person=threads["person"].map(names), helped=threads["helped"].map(names)) if len(threads) else threads,
        dialogues.assign(mentor=dialogues["mentor"].map(names), mentee=dialogues["mentee"].map(names)),
        None,
    )


def _places(table: pd.DataFrame, column: str, number: "pd.Index[Any]") -> list[int]:
    return number.get_indexer(pd.Index(table[column])).tolist() if len(table) else []


def _quotes(posts: pd.DataFrame | None) -> Any:
    """A function that yields the quotes of an exchange, as one list; nothing where there are no words."""
    known: dict[tuple[str, str], list[list[Any]]] = {}
    for row in [] if posts is None else posts.to_dict("records"):
        acts = [act for act in str(row["acts"]).split("|") if act]
        known.setdefault((row["person"], row["exchange"]), []).append([_day(row["created_us"]), acts, row["text"]])

    def of(person: str, exchange: str) -> Iterator[list[list[Any]]]:
        if (person, exchange) in known:
            yield known[person, exchange]

    return of


def _day(time_us: int) -> str:
    return pd.Timestamp(int(time_us), unit="us").strftime("%Y-%m-%d")

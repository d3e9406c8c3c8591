"""Why a person is what the tool says they are: their posts, and the rules that coded them."""

import re
from dataclasses import dataclass
from typing import Final

import pandas as pd

from graphtool.coding import Codebook, code
from graphtool.coding.intervals import FAR_AHEAD_US, LONG_AGO_US
from graphtool.corpus import Corpus, Tables
from graphtool.corpus.evidence import posts_of
from graphtool.errors import InputError
from graphtool.findings.carrying import carrying_threads
from graphtool.findings.people import list_people
from graphtool.schema import ACTS, CODING_INPUT, KNOWN

MOST_SHOWN: Final = 20  # posts of evidence
LONGEST: Final = 160  # characters of a post that are shown
_CARRYING: Final = 10  # threads
_OF_EACH_ROLE: Final = 3
_OF_EACH_ACT: Final = 2
_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+|\s*\n+\s*")


@dataclass(frozen=True)
class Explanation:
    """What is said of a person, and what it rests on.

    facts: ``person, handle, role, role_by, stage, behaviour`` and the counts of ``findings.people``.
    roles: ``role, role_by, posts``: what their posts show, and where it was read.
    timeline: the person's rows of ``schema.TIMELINE``; an open beginning or end is missing.
    acts: ``act, posts, share`` of their posts.
    topics: ``topic, posts, share``.
    threads: those that carry their rank as a helper (``findings.helpers.carrying_threads``), at most 10; ``facts`` has the
        ``helper_rank``, missing for whoever helped nobody.
    evidence: ``post, created_us, shows`` (what it was coded as, and where that was read), ``rules``, and ``text``: the
        sentence that the rules matched, at most 160 characters; by time, at most 20 posts.
    """

    facts: dict[str, object]
    roles: pd.DataFrame
    timeline: pd.DataFrame
    acts: pd.DataFrame
    topics: pd.DataFrame
    threads: pd.DataFrame
    evidence: pd.DataFrame


def explain(corpus: Corpus, tables: Tables, person: str, *, codebook: Codebook, text: bool = True) -> Explanation:
    """Explain a person.

    Args:
        corpus: where their words are.
        tables: a period of that corpus.
        person: the id, as ``corpus.Directory`` finds it.
        codebook: what the corpus was coded by.
        text: whether their words are shown.

    Raises:
        InputError: the person neither wrote nor was written to in the period.
    """
    everybody = list_people(tables).table
    found = everybody[everybody["person"] == person]
    if found.empty:
        raise InputError(f"{person} neither wrote nor was written to in this period: widen --since and --until.")
    settings = tables.run("SELECT since_us, until_us FROM settings")
    posts = posts_of(corpus, person, since_us=int(settings["since_us"][0]), until_us=int(settings["until_us"][0]))
    facts: dict[str, object] = {str(name): found[name].iloc[0] for name in found.columns}
    threads = carrying_threads(tables, person)
    facts["helper_rank"] = threads.attrs["rank"]
    if facts["role_by"] == KNOWN:
        posts = posts.assign(role=str(facts["role"]), role_by=KNOWN)
    for place in ("role", "stage"):  # an older coding did not tell where it read
        read = posts[f"{place}_by"].replace("", "text")
        posts[f"{place}_by"] = read.where(posts[place] != "unknown", "")
    line = tables.run("SELECT * FROM timeline ORDER BY person, role, from_us")
    line = line[line["person"] == person].reset_index(drop=True)
    topics = posts["topics"].str.split("|").explode()
    chosen = _chosen(posts, line)
    evidence = pd.DataFrame(
        {
            "post": chosen["post"], "created_us": chosen["created_us"], "shows": _shows(chosen), "rules": chosen["rules"],
        }
    )  # fmt: skip
    if text:
        evidence["text"] = _excerpts(chosen, codebook)
    return Explanation(
        facts,
        posts[posts["role"] != "unknown"].groupby(["role", "role_by"]).size().reset_index(name="posts"),
        _open_ended(line),
        _shares("act", pd.Series({act: int(posts[act].sum()) for act in ACTS}), len(posts)),
        _shares("topic", topics[topics != ""].value_counts(), len(posts)),
        threads.head(_CARRYING),
        evidence,
    )


def _shares(name: str, counts: pd.Series, of: int) -> pd.DataFrame:
    table = pd.DataFrame(
        {name: counts.index.astype(object), "posts": counts.to_numpy(), "share": counts.to_numpy() / max(of, 1)}
    )
    return table.sort_values(["posts", name], ascending=[False, True], ignore_index=True)


def _open_ended(line: pd.DataFrame) -> pd.DataFrame:
    """A timeline whose first beginning and last end nobody knows: missing, not a number far away."""
    begin, end = line["from_us"].astype("Int64"), line["to_us"].astype("Int64")
    return line.assign(from_us=begin.mask(begin <= LONG_AGO_US), to_us=end.mask(end >= FAR_AHEAD_US))


def _chosen(posts: pd.DataFrame, line: pd.DataFrame) -> pd.DataFrame:
    """The posts shown: those the timeline rests on, then the first of each role and act."""
    wanted = [post for evidence in line["evidence"] for post in evidence.split("|")]
    roles = posts[posts["role"] != "unknown"]
    wanted += roles.groupby("role").head(_OF_EACH_ROLE)["post"].tolist()
    wanted += [post for act in ACTS for post in posts.loc[posts[act], "post"].head(_OF_EACH_ACT)]
    first = [post for post in dict.fromkeys(wanted) if post][:MOST_SHOWN]
    return posts[posts["post"].isin(first)].reset_index(drop=True)


def _shows(posts: pd.DataFrame) -> list[str]:
    shown = []
    for post in posts.to_dict("records"):
        parts = [f"{post[what]} ({post[f'{what}_by']})" for what in ("role", "stage") if post[what] != "unknown"]
        shown.append(", ".join([*parts, *(act for act in ACTS if post[act])]))
    return shown


def _excerpts(posts: pd.DataFrame, codebook: Codebook) -> list[str]:
    """Of each post the sentence that matches most of its rules, and the flair or bio where that was read."""
    # comments may carry their thread's title, which are not their words
    titles = posts["title"].where(posts["is_opener"] | posts["text"].isna())
    words = zip(*_plain(posts.assign(title=titles), "title", "text"), strict=True)
    pieces = [[each for each in _SENTENCE.split(f"{title or ''}\n{text or ''}") if each.strip()] for title, text in words]
    sentences = posts.assign(text=pd.Series(pieces, index=posts.index, dtype=object), place=range(len(posts))).explode(
        "text", ignore_index=True
    )
    alone = sentences.assign(title=None, flair=None, bio=None, is_repost=False)
    matched = code(alone[list(CODING_INPUT)], codebook)
    # a date is told by no rule: the sentence that shows the post's stage comes first
    tells = (matched["stage"] == alone["stage"]) & (alone["stage"] != "unknown") & (alone["stage_by"] == "text")
    best: dict[int, tuple[bool, int, str]] = {}
    columns = (alone["place"], tells, alone["rules"], matched["rules"], *_plain(alone, "text"))
    for place, told, rules, found, text in zip(*columns, strict=True):
        common = len(({*rules.split("|")} & {*found.split("|")}) - {""})
        if place not in best or (told, common) > best[place][:2]:
            best[place] = told, common, text or ""
    profiles = zip(posts["role_by"], posts["stage_by"], *_plain(posts, "flair", "bio"), strict=True)
    return [
        " ".join(filter(None, [_shortened(best[place][2]), *_profile({role_by, stage_by}, flair=flair, bio=bio)]))
        for place, (role_by, stage_by, flair, bio) in enumerate(profiles)
    ]


def _profile(read_in: set[str], **written: str | None) -> list[str]:
    return [f"[{field}: {_shortened(text)}]" for field, text in written.items() if field in read_in and text]


def _plain(posts: pd.DataFrame, *columns: str) -> list[list[str | None]]:
    return [[text if isinstance(text, str) else None for text in posts[name]] for name in columns]


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"

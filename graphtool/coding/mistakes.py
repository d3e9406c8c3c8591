"""Where a coding and labels differ: the posts to read first."""

from typing import Any, Final

import pandas as pd

from graphtool.coding.agreement import CLASSES, indicators, joined, known
from graphtool.coding.codebook import Codebook

MISTAKES: Final = ("label", "class", "kind", "post", "labelled", "coded", "rules", "text")
_LONGEST: Final = 200  # characters of a post that are shown
_DATED: Final = "a dated diagnosis"


def mistakes(labels: pd.DataFrame, codes: pd.DataFrame, *, codebook: Codebook | None = None, most: int = 5) -> pd.DataFrame:
    """Posts whose codes differ from their labels, those that teach most first.

    ``wrong`` is coded and not labelled, ``missed`` labelled and not coded. Within a class and kind, posts with the same
    reason (the rules that made it wrong; what it was coded as instead) are dealt out in turn, the most frequent reason
    first, so that a few posts show many reasons; of each reason the shortest post comes first. ``unknown`` is left out:
    what is wrongly unknown is missed in its own class.

    Args:
        labels: what people say, as ``Labelled.table``; ``title`` and ``text`` are shown where they are there.
        codes: what a codebook says, as ``coding.code`` gives it, or what another person says.
        codebook: whose rules are in ``codes``.
        most: how many posts of each class and kind.

    Returns:
        The columns of ``MISTAKES``. ``rules`` joined by ``|``: of a wrong code those that show it, of a missed one those on
        the same label; ``text``: the first 200 characters of title and text on one line.

    Raises:
        InputError: the sides share no post.
    """
    labels, codes = joined(labels, codes)
    shows = {rule.id: rule.shows for rule in codebook.rules} if codebook is not None else {}
    texts = [_on_one_line(row.get("title"), row.get("text")) for row in labels.to_dict("records")]
    rows: list[tuple[Any, ...]] = []
    for label, names in CLASSES.items():
        there = known(labels, label) & known(codes, label)
        said, found = indicators(labels, label), indicators(codes, label)
        told = [_told(side, label) for side in (labels, codes)]
        for place, name in enumerate(names):
            if name == "unknown":
                continue
            for kind, differ in (("wrong", ~said & found), ("missed", said & ~found)):
                at = (differ[:, place] & there).nonzero()[0].tolist()
                listed = []
                for post in at:
                    rules = _rules(codes.iloc[post], label, name if kind == "wrong" else None, shows)
                    listed.append(
                        (label, name, kind, str(labels.index[post]), told[0][post], told[1][post], rules, texts[post])
                    )
                rows += _in_turn(listed, reason=6 if kind == "wrong" else 5)[:most]
    shown = pd.DataFrame(rows, columns=list(MISTAKES))
    shown["text"] = shown["text"].map(_shortened)
    return shown


def _in_turn(listed: list[tuple[Any, ...]], *, reason: int) -> list[tuple[Any, ...]]:
    """One of each reason, then another of each, and so on."""
    piles: dict[Any, list[tuple[Any, ...]]] = {}
    for row in sorted(listed, key=lambda row: (len(row[-1]), row[3])):
        piles.setdefault(row[reason], []).append(row)
    by_size = sorted(piles.items(), key=lambda pile: (-len(pile[1]), pile[0]))
    longest = max((len(pile) for pile in piles.values()), default=0)
    return [pile[turn] for turn in range(longest) for _, pile in by_size if turn < len(pile)]


def _rules(coded: pd.Series, label: str, name: str | None, shows: dict[str, str]) -> str:
    """The rules that fired and show a class, or any class of the label."""
    written = coded.get("rules")
    fired = written.split("|") if isinstance(written, str) and written else []
    start = f"{'act' if label == 'acts' else label}:"
    wanted = [rule for rule in fired if (start + name == shows.get(rule) if name else shows.get(rule, start).startswith(start))]
    if label == "stage" and not wanted and pd.notna(coded.get("diagnosed_from_us")):
        wanted = [_DATED]
    return "|".join(wanted)


def _told(side: pd.DataFrame, label: str) -> list[str]:
    """What a side says of each post."""
    given = indicators(side, label)
    return ["|".join(name for name, on in zip(CLASSES[label], row, strict=True) if on) for row in given]


def _on_one_line(title: Any, text: Any) -> str:
    return " ".join(" — ".join(part for part in (title, text) if isinstance(part, str)).split())


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"

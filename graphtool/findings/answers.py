"""Who answers whom: which roles or stages turn to each other, who answers the newly diagnosed, who is left alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from graphtool.corpus.tables import Tables
from graphtool.errors import InputError
from graphtool.findings.topics import LEAST_PEOPLE, prepare_segments
from graphtool.schema import DAY_US, ROLES, STAGES

DRAWS: Final = 500
_ORDER: Final = {"role": ROLES, "stage": STAGES}
_MIDDLE: Final = (0.005, 0.995)
_MONTH_US: Final = 2_629_800_000_000  # a twelfth of a year


@dataclass(frozen=True)
class Answers:
    """Questions and who answered them.

    pairs: ``asker, answerer`` (segments), ``questions`` (of the asking segment that somebody of the answering one answered),
        ``share`` of that segment's questions, what chance gives (``by_chance`` with the middle 99 %, ``chance_low`` to
        ``chance_high``), ``ratio`` to it, ``beyond_chance`` (``more``, ``less`` or empty), ``thanked`` (share of these
        answers), ``people`` (who answered).
    asked: ``asker, questions, people`` (who asked), ``answered`` and ``alone`` (share of the questions that somebody, or
        nobody, answered), ``answers`` (people who answered one that was answered), ``hours`` to the first answer (median),
        ``thanked`` (share of the answered questions whose asker thanked somebody).
    parameters: everything that was chosen, and what was counted but not shown.
    """

    pairs: pd.DataFrame
    asked: pd.DataFrame
    parameters: dict[str, object]


def who_answers_whom(tables: Tables, *, by: str = "role", draws: int = DRAWS, seed: int = 0) -> Answers:
    """Set the segments of those who ask against the segments of those who answer.

    A question is a post that asks; its answers are direct replies of others to it. Chance deals the questions of each month
    anew to those who asked in it: who answers, how often and how many a question has stays as it was, so what is beyond it
    is whom they answer.

    Args:
        tables: of ``corpus.period``.
        by: ``role`` or ``stage`` (where people stood when they wrote).
        draws: of chance.
        seed: of chance.

    Raises:
        InputError: ``by`` is neither.
    """
    if by not in _ORDER:
        raise InputError(f"{by!r} is no segment of people who answer: choose role or stage.")
    prepare_segments(tables, ["role", "stage"])
    rows = tables.ask("answers")
    rows = rows.rename(columns={"asker": "asking_person", "answerer": "answering_person"})
    rows["asker"], rows["answerer"] = rows[f"asker_{by}"], rows[f"answerer_{by}"]
    rows["month"] = rows["asked_us"] // _MONTH_US
    asked = _asked(rows, _ORDER[by])
    pairs = _pairs(rows, _ORDER[by], draws=draws, seed=seed)
    shown = pairs["people"] >= LEAST_PEOPLE
    known = asked["people"] >= LEAST_PEOPLE
    shown &= pairs["asker"].isin(asked.loc[known, "asker"])
    parameters: dict[str, object] = {
        "by": by, "draws": draws, "seed": seed, "least_people": LEAST_PEOPLE, "pairs_too_small": int((~shown).sum()),
        "segments_too_small": int((~known).sum()),
    }  # fmt: skip
    return Answers(pairs[shown].reset_index(drop=True), asked[known].reset_index(drop=True), parameters)


def _asked(rows: pd.DataFrame, order: tuple[str, ...]) -> pd.DataFrame:
    """What became of the questions of each segment."""
    questions = rows.groupby("question", sort=True).agg(
        asker=("asker", "first"), person=("asking_person", "first"), answers=("answering_person", "count"),
        waited_us=("waited_us", "min"), thanked=("thanked", "max"),
    )  # fmt: skip
    questions["answered"] = questions["answers"] > 0
    groups = questions.groupby("asker")
    answered = questions[questions["answered"]].groupby("asker")
    table = pd.DataFrame(
        {
            "questions": groups.size(),
            "people": groups["person"].nunique(),
            "answered": groups["answered"].mean(),
            "alone": 1 - groups["answered"].mean(),
            "answers": answered["answers"].mean(),
            "hours": answered["waited_us"].median() / DAY_US * 24,
            "thanked": answered["thanked"].mean(),
        }
    ).rename_axis("asker")
    return table.reindex([each for each in order if each in table.index]).reset_index()


def _pairs(rows: pd.DataFrame, order: tuple[str, ...], *, draws: int, seed: int) -> pd.DataFrame:
    """The table of segments against each other, and what chance makes of it."""
    questions = rows.groupby("question", sort=True)[["asker", "month"]].first()
    answers = rows[rows["answering_person"].notna()]
    place = {name: number for number, name in enumerate(order)}
    asker = questions["asker"].map(place).to_numpy(np.int64)
    # a question counts once for each segment that answered it
    met = answers[["question", "answerer"]].drop_duplicates()
    question = questions.index.get_indexer(pd.Index(met["question"]))
    answerer = met["answerer"].map(place).to_numpy(np.int64)
    size = len(order)

    def counts(askers: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
        return np.bincount(askers[question] * size + answerer, minlength=size * size).astype(np.float64)

    found = counts(asker)
    months = questions["month"].to_numpy(np.int64)
    chance = np.array([counts(askers) for askers in _dealt(asker, months, draws=draws, seed=seed)])
    of = np.bincount(asker, minlength=size).astype(np.float64)
    low, high = np.quantile(chance, _MIDDLE, axis=0)
    table = pd.DataFrame(
        {
            "asker": np.repeat(np.array(order, dtype=object), size),
            "answerer": np.tile(np.array(order, dtype=object), size),
            "questions": found.astype(np.int64),
            "share": found / np.repeat(np.maximum(of, 1), size),
            "by_chance": chance.mean(axis=0),
            "chance_low": low,
            "chance_high": high,
            "ratio": found / np.where(chance.mean(axis=0) > 0, chance.mean(axis=0), np.nan),
            "beyond_chance": np.select([found > high, found < low], ["more", "less"], ""),
        }
    )
    told = answers.groupby(["asker", "answerer"]).agg(thanked=("thanked", "mean"), people=("answering_person", "nunique"))
    return table[table["questions"] > 0].join(told, on=["asker", "answerer"])


def _dealt(
    asker: npt.NDArray[np.integer], month: npt.NDArray[np.integer], *, draws: int, seed: int
) -> Iterator[npt.NDArray[np.integer]]:
    """The segments of the questions, dealt anew within each month as often as wanted."""
    rng = np.random.default_rng(seed)
    by_month = np.argsort(month, kind="stable")
    dealt = asker[by_month]
    months = np.split(dealt, np.flatnonzero(np.diff(month[by_month])) + 1)  # views: what is shuffled is ``dealt``
    back = np.argsort(by_month)
    for _ in range(draws):
        for each in months:
            rng.shuffle(each)
        yield dealt[back]

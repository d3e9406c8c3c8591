"""What a run comes to, in sentences that summary and report share; English and German."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

_MUCH: Final = 0.25  # of all help, by the first hundredth of the helpers
Name = Callable[[object], str]


@dataclass(frozen=True)
class Lists:
    """The lists of a run, as ``findings`` make them.

    helpers, mentors, attention: tables of rankings.
    clusters: of caregivers.
    unanswered: who never got an answer.
    parameters: of the clusters.
    """

    helpers: pd.DataFrame
    mentors: pd.DataFrame
    attention: pd.DataFrame
    clusters: pd.DataFrame
    unanswered: pd.DataFrame
    parameters: dict[str, object]


class _Teller:
    """Sentences in one language."""

    def __init__(self, language: str, name: Name) -> None:
        self.german = language == "de"
        self.name = name

    def count(self, number: object) -> str:
        return f"{number:,}".replace(",", "." if self.german else ",")

    def percent(self, share: float) -> str:
        return f"{share * 100:.0f}\u00a0%" if self.german else f"{share:.0%}"

    def say(self, english: str, german: str) -> str:
        return german if self.german else english


def worth_knowing(lists: Lists, facts: dict[str, Any], *, language: str = "en", name: Name = str) -> list[str]:
    """Five things worth knowing.

    Args:
        lists: what was found.
        facts: of the corpus (``corpus.Summary``).
        language: ``en`` or ``de``.
        name: writes strangers' names so that the document shows them literally.
    """
    told = _Teller(language, name)
    return [
        _first(told, lists.helpers),
        _spread(told, lists.helpers),
        _newcomers(told, lists, facts),
        _groups(told, lists),
        _seen(told, lists),
    ]


def not_to_conclude(language: str = "en") -> list[str]:
    """What a run does not say."""
    return _WARNED[language]


_WARNED: Final = {
    "en": [
        "A rank says how much somebody did in these posts, not how good their advice was. Read their posts before you act on it.",
        "Neighbours in a list can often not be told apart; look at the scores, not only at the ranks.",
        "Roles and stages come from words; people who do not speak of themselves stay unknown and are kept in the lists.",
        "Whoever only reads is in no export.",
        "These are health data of real people: share lists only where you may, and do not write to somebody because of a score alone.",
    ],
    "de": [
        "Ein Rang sagt, wie viel jemand in diesen Beiträgen tat, nicht, wie gut der Rat war. Lesen Sie die Beiträge, bevor Sie danach handeln.",
        "Nachbarn in einer Liste lassen sich oft nicht unterscheiden; sehen Sie auf die Werte, nicht nur auf die Ränge.",
        "Rollen und Stadien stammen aus Worten; wer nicht von sich spricht, bleibt unbekannt und steht trotzdem in den Listen.",
        "Wer nur liest, steht in keinem Export.",
        "Das sind Gesundheitsdaten echter Menschen: Geben Sie Listen nur weiter, wo Sie es dürfen, und schreiben Sie niemandem allein wegen eines Werts.",
    ],
}


def _first(told: _Teller, helpers: pd.DataFrame) -> str:
    """Who leads, and who cannot be told apart from them."""
    if helpers.empty:
        return told.say(
            "Nobody answered anybody in the threads these had opened, so there is no list of helpers.",
            "Niemand hat jemandem in dessen eigenem Thread geantwortet; darum gibt es keine Liste der Helfenden.",
        )
    best = helpers.iloc[0]
    who, helped, thanked = told.name(best["handle"]), told.count(best["people_helped"]), told.count(best["thankers"])
    lead = told.say(
        f"{who} helps most: {helped} people answered, thanked by {thanked}.",
        f"{who} hilft am meisten: {helped} Menschen beantwortet, Dank von {thanked}.",
    )
    if "tier" not in helpers:
        return lead
    alike = int((helpers["tier"] == best["tier"]).sum())
    if alike == 1:
        return f"{lead} " + told.say(
            "Nobody else comes as near that they could be confused.", "Niemand kommt so nah, dass man sie verwechseln könnte."
        )
    return f"{lead} " + told.say(
        f"{told.count(alike)} people in all cannot be told apart at the top: the order among them is chance.",
        f"Insgesamt {told.count(alike)} Personen lassen sich an der Spitze nicht unterscheiden: Ihre Reihenfolge ist Zufall.",
    )


def _spread(told: _Teller, helpers: pd.DataFrame) -> str:
    """How many shoulders help rests on."""
    total = int(helpers["people_helped"].sum()) if len(helpers) else 0
    if not total:
        return told.say(
            "No answer was given, so nothing rests on anybody.", "Es gab keine Antwort; also ruht auch nichts auf jemandem."
        )
    few = max(len(helpers) // 100, 1)
    share = helpers["people_helped"].nlargest(few).sum() / total
    leaving = share > _MUCH
    return told.say(
        f"Of {told.count(len(helpers))} helpers the busiest {told.count(few)} gave {told.percent(share)} of the answers,"
        f" counted in people helped: {'their leaving would be felt' if leaving else 'help rests on many shoulders'}.",
        f"Von {told.count(len(helpers))} Helfenden gaben die {told.count(few)} fleißigsten {told.percent(share)} der Antworten,"
        f" gezählt nach Menschen: {'Ihr Weggang wäre zu spüren' if leaving else 'Hilfe ruht auf vielen Schultern'}.",
    )


def _newcomers(told: _Teller, lists: Lists, facts: dict[str, Any]) -> str:
    """Who takes care of newcomers, and who was missed."""
    missed, people = told.count(len(lists.unanswered)), told.count(facts["people"])
    alone = (
        told.say(
            f"{missed} of {people} people opened threads and never got an answer.",
            f"{missed} von {people} Personen eröffneten Threads und bekamen nie eine Antwort.",
        )
        if len(lists.unanswered)
        else told.say("No newcomer was left without any answer.", "Niemand blieb ganz ohne Antwort.")
    )
    if lists.mentors.empty:
        none = told.say(
            "No dialogue with somebody newly diagnosed was found.", "Es fand sich kein Dialog mit neu Diagnostizierten."
        )
        return f"{none} {alone}"
    many, best = told.count(len(lists.mentors)), told.name(lists.mentors.iloc[0]["handle"])
    mentors = told.say(
        f"{many} people went back and forth with somebody newly diagnosed, {best} with most.",
        f"{many} Personen schrieben mit neu Diagnostizierten hin und her, am meisten {best}.",
    )
    return f"{mentors} {alone}"


def _groups(told: _Teller, lists: Lists) -> str:
    """Whether caregivers have groups of their own."""
    carers = told.count(lists.parameters["caregivers"])
    if lists.clusters.empty:
        return told.say(
            f"{carers} people write as caregivers; they form no group beyond chance.",
            f"{carers} Personen schreiben als Angehörige; sie bilden keine Gruppe, die über Zufall hinausgeht.",
        )
    inside, groups = told.count(int(lists.clusters["size"].sum())), told.count(len(lists.clusters))
    return told.say(
        f"{carers} people write as caregivers, {inside} of them in {groups} groups that support each other more than chance"
        " would have it.",
        f"{carers} Personen schreiben als Angehörige, {inside} davon in {groups} Gruppen, die einander mehr stützen, als Zufall"
        " es täte.",
    )


def _seen(told: _Teller, lists: Lists) -> str:
    """How far attention would mislead."""
    if lists.helpers.empty or lists.attention.empty:
        return told.say(
            "Help and attention cannot be compared here.", "Hilfe und Aufmerksamkeit lassen sich hier nicht vergleichen."
        )
    both = len(set(lists.helpers.head(10)["person"]) & set(lists.attention.head(10)["person"]))
    return told.say(
        f"Of the first ten helpers {both} are among the ten people with the most attention: a list by attention would have"
        f" missed {10 - both}.",
        f"Von den ersten zehn Helfenden sind {both} unter den zehn mit der meisten Aufmerksamkeit: Eine Liste nach"
        f" Aufmerksamkeit hätte {10 - both} übersehen.",
    )

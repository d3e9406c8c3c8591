"""What people of an invented community write: the phrases of a language, from its ``phrases_*.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random
from typing import Any, Final

LANGUAGES: Final = ("en", "de")
DRUGS: Final = ("Ocrevus", "Kesimpta", "Tecfidera", "Tysabri", "Briumvi", "Mavenclad", "Copaxone", "Aubagio", "Gilenya")
KIN: Final = ("husband", "wife", "mother", "father", "daughter", "son", "brother", "sister", "partner")
_SPELLED_OUT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


@dataclass(frozen=True)
class Phrases:
    """The phrases of one language.

    words: lists and tables of words, by name.
    sayings: what can be said, by what it is good for; the same keys in every language.
    """

    words: dict[str, Any]
    sayings: dict[str, list[str]]

    def say(self, chance: Random, what: str, *, kin: str = "partner", **slots: str) -> str:
        """One phrase of a kind, its slots filled.

        Args:
            chance: draws the phrase, drugs and symptoms.
            what: a key of ``sayings``.
            kin: whom the writer cares for, one of ``KIN``.
            slots: of the phrase; one with a capital (``{Ago}``) is filled from the small one.

        Raises:
            KeyError: a slot of the phrase is not filled.
        """
        drug, other = chance.sample(DRUGS, 2)
        subject, accusative, dative = self.words["kin"][kin]
        filled = {
            "drug": drug, "other_drug": other, "symptom": chance.choice(self.words["symptoms"]),
            "kin": subject, "kin_acc": accusative, "kin_dat": dative, "relative": subject.split()[-1],
        } | slots  # fmt: skip
        return chance.choice(self.sayings[what]).format_map(_Capitals(filled))


class _Capitals(dict[str, str]):
    """``{Kin}`` is ``{kin}`` at the start of a sentence."""

    def __missing__(self, name: str) -> str:
        if name.islower():
            raise KeyError(name)
        word = self[name.lower()]
        return word[:1].upper() + word[1:]


@cache
def phrases(language: str) -> Phrases:
    """The phrases of one of ``LANGUAGES``."""
    text = resources.files("graphtool.simulate").joinpath(f"phrases_{language}.toml").read_text(encoding="utf-8")
    words = tomllib.loads(text)
    return Phrases(words, words.pop("say"))


def spelled_out(text: str) -> str:
    """German without umlauts, as many type it."""
    return text.translate(_SPELLED_OUT)

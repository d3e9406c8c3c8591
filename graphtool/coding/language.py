"""The language of a post: a cheap look at its function words, and a trained model for the rest."""

import re
from functools import cache
from typing import Any, Final

UNKNOWN: Final = "unknown"
_SHORTEST: Final = 20  # letters, below which any answer is a guess
_GLANCE: Final = 200  # characters whose words are looked at
_LOOK: Final = 600  # characters the model reads
_WORD: Final = re.compile(r"[a-zäöüß']+")
# words no other common language shares; the model decides where they do not
_ENGLISH: Final = frozenset(
    (
        "the and you that have with this was for are not but they what your from would my it's i'm about just to of is"
        " it if at be we can don't yes thanks how i"
    ).split()
)
_GERMAN: Final = frozenset(
    "und ich nicht das ist mit auch ein eine aber wie habe mir mich dass für fuer sich wenn oder noch bei".split()
)
# where one of these stands, the cheap look is not to be trusted
_OTHERS: Final = frozenset("het een de van que la le el les une och att det jeg ikke ja nie się ve bir di il per".split())
# Not limited to the languages that have rules: then Dutch would be read as German.
_CANDIDATES: Final = (
    "ar bg cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nb nl no pl pt ro ru sk sl sv th tr uk ur vi zh"
)


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(model.nb_classes)
    model.set_languages([code for code in _CANDIDATES.split() if code in known])
    return model


def language(text: str) -> str:
    """The ISO 639-1 code of a text, or ``unknown`` when it is too short to tell."""
    words = set(_WORD.findall(text[:_GLANCE].lower()))
    english, german = len(words & _ENGLISH), len(words & _GERMAN)
    if words.isdisjoint(_OTHERS):
        if english >= 2 and english > 2 * german:
            return "en"
        if german >= 2 and german > 2 * english:
            return "de"
    letters = sum(map(str.isalpha, text[:_LOOK]))
    if letters < _SHORTEST:
        return UNKNOWN
    code, probability = _model().classify(text[:_LOOK])
    return str(code) if probability >= 0.5 else UNKNOWN

"""What pages and reports say, in English and German; numbers as each language writes them."""

import json
import math
from functools import cache
from typing import Final

import pandas as pd

from graphtool.errors import InputError
from graphtool.views.assets import text_of

LANGUAGES: Final = ("en", "de")
_MARKS: Final = {"en": str.maketrans({}), "de": str.maketrans(",.", ".,")}


@cache
def _known() -> dict[str, list[str]]:
    made: dict[str, list[str]] = json.loads(text_of("words.json")) | json.loads(text_of("report.words.json"))
    return made


class Words:
    """The words of one language.

    Raises:
        InputError: a language that is none of ``LANGUAGES``.
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise InputError(f"{language!r} is no language of pages and reports: choose {' or '.join(LANGUAGES)}.")
        self.language = language
        self._place = LANGUAGES.index(language)

    def __call__(self, key: str) -> str:
        """A word; what has none is said as it is written, without underscores."""
        known = _known().get(key)
        return key.rpartition(".")[2].replace("_", " ") if known is None else known[self._place]

    def number(self, value: object, digits: int = 0) -> str:
        """A number with that many digits after the comma; a dash where there is none."""
        return "–" if value is None or pd.isna(value) else self._marked(f"{value:,.{digits}f}")  # type: ignore[call-overload]

    def significant(self, value: object, digits: int = 3) -> str:
        """A number with that many digits in all; whole numbers as they are."""
        if value is None or pd.isna(value):  # type: ignore[call-overload]
            return "–"
        number = float(value)  # type: ignore[arg-type]
        return self.number(number, 0 if number.is_integer() else _after(number, digits))

    def percent(self, share: object, digits: int = 0) -> str:
        """A share in percent."""
        if share is None or pd.isna(share):  # type: ignore[call-overload]
            return "–"
        return self.number(float(share) * 100, digits) + ("%" if self.language == "en" else "\u00a0%")  # type: ignore[arg-type]

    def _marked(self, text: str) -> str:
        return text.translate(_MARKS[self.language])


def _after(number: float, digits: int) -> int:
    """How many digits stand after the comma when there are ``digits`` in all, at most six."""
    return min(max(digits - 1 - math.floor(math.log10(abs(number))), 0), 6)

"""The files that pages and reports are made from."""

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

FOLDER: Final = files("graphtool.views") / "page"


def text_of(name: str) -> str:
    """The text of a file beside the template."""
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def look() -> dict[str, dict[str, str]]:
    """Colours as ``light`` and ``dark``, and the ``shapes`` of roles in a box of 14."""
    made: dict[str, dict[str, str]] = json.loads(text_of("look.json"))
    return made


def style_of(sheet: str, *, dark: str) -> str:
    """A style sheet after the colours it names.

    Args:
        sheet: the file.
        dark: the rule that makes the ground dark, with ``{}`` for its declarations.
    """
    light, night = (
        "".join(f"--{name}:{colour};" for name, colour in look()[theme].items()) + f"color-scheme:{theme}"
        for theme in ("light", "dark")
    )
    return f":root{{{light}}}\n{dark.replace('{}', '{' + night + '}')}\n{text_of(sheet)}"


def digest(text: str) -> str:
    """A script or style as a content security policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def safe_json(data: dict[str, Any]) -> str:
    """JSON that neither ends a script block nor breaks a line where HTML would."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text

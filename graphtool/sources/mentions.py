"""Whom a post names: by the places its platform marks, or by the @names in its words."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from graphtool.schema import Mention
from graphtool.sources import values

# @name where a word may start: not in mail addresses, paths or code
NAMED: Final = re.compile(r"(?<![\w@/.`])@(\w[\w.-]{0,60}\w|\w)")
# the names that a reply begins with
LEADING: Final = re.compile(r"(?:\s*@\w[\w.-]*(?:@[\w.-]+)?[,:]?)+")


def marked(words: str, marks: Iterable[tuple[Any, Any, str]], *, is_reply: bool) -> tuple[Mention, ...]:
    """Mentions from (start, end, person) in characters: in a reply the unbroken run at its start addresses."""
    reached = 0 if is_reply else -1  # how far the leading run of addressing goes; -1: there is none
    found: list[Mention] = []
    for start, end, person in sorted((_offset(start), _offset(end), person) for start, end, person in marks):
        addressing = reached >= 0 and start >= reached and not words[reached:start].strip()
        reached = end if addressing else -1
        if person:
            found.append(Mention(person, addressing))
    return values.unique(found)


def written(words: str | None, person: Callable[[str], str], *, is_reply: bool) -> tuple[Mention, ...]:
    """Mentions from the @names in words; ``person`` is told the name as written."""
    if words is None or "@" not in words:
        return ()
    leading = LEADING.match(words) if is_reply else None
    reach = leading.end() if leading else 0
    return values.unique(Mention(person(match[1]), match.start() < reach) for match in NAMED.finditer(words))


def _offset(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 1 << 30

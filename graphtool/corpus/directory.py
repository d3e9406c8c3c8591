"""Who is meant by a name that somebody typed."""

import difflib
from typing import Final

from graphtool.corpus.store import Corpus
from graphtool.errors import InputError

_SHOWN: Final = 5  # people named when several are meant


class Directory:
    """The people of a corpus by id (``platform:id``) and by handle."""

    def __init__(self, corpus: Corpus) -> None:
        rows = corpus.connection.execute("""
            SELECT person, handle, person AS account FROM people
            UNION
            SELECT same_people.person, handle, account FROM same_people LEFT JOIN profiles ON profiles.person = account
            ORDER BY ALL
        """).fetchall()
        self._persons = {account: person for person, _, account in rows}
        self._handles: dict[str, list[str]] = {}
        self._folded: dict[str, list[str]] = {}
        for person, handle, account in rows:
            for name in {handle, account.partition(":")[2]} - {None}:
                for names, known_by in ((self._handles, name), (self._folded, name.lower())):
                    if person not in (found := names.setdefault(known_by, [])):
                        found.append(person)

    def find(self, name: str) -> list[str]:
        """The people whom a name can mean: an id, else a handle as written, else a handle whatever its case."""
        name = name.strip()
        if name in self._persons:
            return [self._persons[name]]
        bare = name.removeprefix("/").removeprefix("u/").removeprefix("@")
        return self._handles.get(bare) or self._folded.get(bare.lower()) or []

    def one(self, name: str) -> str:
        """The person a name means.

        Raises:
            InputError: nobody or several people go by it.
        """
        found = self.find(name)
        if not found:
            near = difflib.get_close_matches(name.lower(), self._folded, n=3, cutoff=0.75)
            hint = f"did you mean {' or '.join(near)}? " if near else ""
            raise InputError(f"Nobody here is called {name!r}: {hint}'graphtool people' lists everyone.")
        if len(found) > 1:
            more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            raise InputError(f"{name!r} can be {', '.join(found[:_SHOWN])}{more}: write one of these.")
        return found[0]

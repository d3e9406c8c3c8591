"""Who is meant by a name that somebody typed."""

import difflib
from typing import Final

from graphtool.corpus.store import Corpus
from graphtool.errors import InputError

_SHOWN: Final = 5  # people named when several are meant


class Directory:
    """The people of a corpus by id (``platform:id``) and by handle."""

    def __init__(self, corpus: Corpus) -> None:
        rows = corpus.connection.execute("SELECT person, handle FROM people ORDER BY person").fetchall()
        self._persons = {person for person, _ in rows}
        self._handles: dict[str, list[str]] = {}
        self._folded: dict[str, list[str]] = {}
        for person, handle in rows:
            names = {handle, person.partition(":")[2]} - {None}
            for name in sorted(names):
                self._handles.setdefault(name, []).append(person)
            for name in sorted({name.lower() for name in names}):
                self._folded.setdefault(name, []).append(person)

    def find(self, name: str) -> list[str]:
        """The people whom a name can mean: an id, else a handle as written, else a handle whatever its case."""
        name = name.strip()
        if name in self._persons:
            return [name]
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

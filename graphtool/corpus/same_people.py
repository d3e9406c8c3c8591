"""Accounts that are one person, because the user says so: it is never guessed."""

from pathlib import Path
from typing import Final

import duckdb

from graphtool.corpus.directory import Directory
from graphtool.corpus.loading import derive
from graphtool.corpus.store import Corpus
from graphtool.errors import InputError
from graphtool.sources.delimited import csv_rows
from graphtool.sources.records import Dropped

_NEEDED: Final = 2  # accounts without which a line says nothing


def join_people(corpus: Corpus, path: Path) -> tuple[str, ...]:
    """Make one person of accounts, in this corpus and of what is loaded into it later.

    Args:
        corpus: open for writing, with the posts of these accounts.
        path: CSV with a header; each line names the accounts of a person, in as many columns as are needed, by id
            (``reddit:ada``) or by a handle that only one account has. The first named is the one they go by.

    Returns:
        A sentence for each account that the corpus does not hold.

    Raises:
        InputError: the file cannot be read, or a line names fewer than two accounts or one that can be several.
    """
    groups, missing = _read(Directory(corpus), path)
    with corpus.all_or_nothing() as connection:
        for accounts in groups:
            goes_by, *others = dict.fromkeys(_person(connection, account) for account in accounts)
            for other in others:  # who may stand for accounts that were joined before
                connection.execute("UPDATE same_people SET person = ? WHERE person = ?", [goes_by, other])
                connection.execute("INSERT INTO same_people VALUES (?, ?)", [other, goes_by])
        derive(connection)
    return missing


def _person(connection: duckdb.DuckDBPyConnection, account: str) -> str:
    found = connection.execute("SELECT person FROM same_people WHERE account = ?", [account]).fetchall()
    return str(found[0][0]) if found else account


def _read(directory: Directory, path: Path) -> tuple[list[list[str]], tuple[str, ...]]:
    try:
        lines = list(csv_rows(path, (), told=lambda _: None))
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): check its name and rights.") from error
    groups: list[list[str]] = []
    missing: list[str] = []
    for number, cells in lines[1:]:
        where = f"{path.name}, line {number}"
        if isinstance(cells, Dropped):
            raise InputError(f"{where} cannot be read ({cells.detail}): mend it.")
        names = [cell.strip() for cell in cells if cell.strip()]
        if len(names) < _NEEDED:
            raise InputError(f"{where} names one account: write two or more that are one person, or leave it out.")
        accounts: dict[str, None] = {}
        for name in names:
            found = directory.find(name)
            if len(found) > 1:
                raise InputError(f"{where}: {name!r} can be {', '.join(found[:5])}: write one of these.")
            if found:
                accounts[found[0]] = None
            else:
                missing.append(f"{where}: nobody here is called {name!r}, so nothing is joined with that account.")
        if len(accounts) >= _NEEDED:
            groups.append(list(accounts))
    if len(lines) <= 1:
        raise InputError(f"{path.name} names no accounts: write a header, and below it the accounts of one person a line.")
    return groups, tuple(missing)

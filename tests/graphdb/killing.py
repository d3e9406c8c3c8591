"""Pulling the plug of a server while something is pushed into it."""

import threading
from collections.abc import Callable

from graphtool.errors import DatabaseError
from graphtool.graphdb import Contents, Server, connected, push
from graphtool.graphdb.push import BATCH
from tests.graphdb.server import LocalServer


def killed(
    own: LocalServer, contents: Contents, *, community: str, when: Callable[[threading.Semaphore], object], batch: int = BATCH
) -> str | None:
    """Push, kill the server in the middle, start it again.

    Args:
        own: the server, which runs.
        contents: what is pushed.
        community: into which.
        when: returns at the moment of the kill; it is given a semaphore that every step of the push releases.
        batch: rows a transaction.

    Returns:
        What the push said; None when it came to its end before.
    """
    at = own.address
    ended: list[str | None] = []
    stepped = threading.Semaphore(0)

    def pushing() -> None:
        try:
            with connected(at.uri, username=at.username, password=at.password, patience_s=1) as server:
                hasty = Server(server.driver, server.database, waits_s=(0.1,))
                push(hasty, contents, community=community, batch=batch, progress=lambda *_: stepped.release())
            ended.append(None)
        except DatabaseError as error:
            ended.append(str(error))

    working = threading.Thread(target=pushing)
    working.start()
    when(stepped)
    own.kill()
    working.join(120)
    own.start()
    return ended[0]

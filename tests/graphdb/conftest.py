from collections.abc import Iterator

import pytest

from graphtool.graphdb import Server, connected
from tests.graphdb.server import Address, running


@pytest.fixture(scope="session")
def address() -> Iterator[Address]:
    with running() as found:
        yield found


@pytest.fixture
def server(address: Address) -> Iterator[Server]:
    with connected(address.uri, username=address.username, password=address.password) as connection:
        yield connection
        connection.driver.execute_query("MATCH (p:Person) WHERE p.community STARTS WITH 'test' DETACH DELETE p")

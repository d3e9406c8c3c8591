"""Where people stand in the network: their community, and whom they write to and hear from."""

import pandas as pd

from graphtool.measures import Communities, degrees, structure
from graphtool.network import Network


def list_positions(network: Network, communities: Communities, *, with_structure: bool = False, seed: int = 0) -> pd.DataFrame:
    """One row a person: ``person, handle, community`` (the largest is 1), then ``measures.degrees``.

    Args:
        network: the people and their ties.
        communities: of the same network.
        with_structure: whether ``measures.structure`` stands beside: paths, cores and bridges, which take longer.
        seed: of the people from whom paths are counted where there are too many for all.
    """
    people = network.people[["person", "handle"]].assign(community=communities.labels + 1)
    parts = [people, degrees(network)]
    if with_structure:
        parts.append(structure(network, seed=seed).table)
    return pd.concat(parts, axis=1)

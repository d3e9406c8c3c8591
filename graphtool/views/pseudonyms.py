"""Names that stand for people in a page that is passed on."""

import dataclasses
import hashlib

import pandas as pd

from graphtool.network import Network
from graphtool.views.background import Background


def names_for(network: Network) -> pd.Series:
    """A pseudonym for each person, indexed by id: ``Person 1`` and so on, in an order that tells nothing of the names.

    The same people get the same pseudonyms. Who knows the community may still recognise somebody by what they do.
    """
    order = sorted(network.people["person"], key=lambda person: hashlib.sha256(person.encode()).hexdigest())
    width = len(str(len(order)))
    return pd.Series({person: f"Person {number:0{width}}" for number, person in enumerate(order, 1)}, dtype=object)


def renamed(network: Network, names: pd.Series) -> Network:
    """The same network under pseudonyms, in the order it had."""
    called = network.people["person"].map(names)
    return Network(network.people.assign(person=called, handle=called, name=None), network.ties)


def renamed_table(table: pd.DataFrame | None, names: pd.Series) -> pd.DataFrame | None:
    """A table about people under pseudonyms; people who are not in the network are left out.

    ``voices`` and ``bridges`` of caregiver groups are handles in one text and are dropped.
    """
    if table is None:
        return None
    made = table.drop(columns=[column for column in ("voices", "bridges") if column in table])
    for column in {"person", "mentor", "mentee", "source", "target"} & set(made.columns):
        made = made[made[column].isin(names.index)]
        made = made.assign(**{column: made[column].map(names)})
    return made.assign(handle=made["person"]) if {"person", "handle"} <= set(made.columns) else made


def renamed_background(background: Background, names: pd.Series) -> Background:
    """The same background under pseudonyms."""
    tables = {field.name: renamed_table(getattr(background, field.name), names) for field in dataclasses.fields(background)}
    return Background(**tables)

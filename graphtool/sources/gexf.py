"""GEXF: a network without posts, as Gephi and many others write it.

How to get one: Gephi, File, Export, Graph file, GEXF; or ``graphtool export -o network.gexf``.
What it carries: people and ties, with their weight as the number of interactions, their kind where an attribute (``kind``,
``relationship``, ``type``) tells it, and when they were there (``first`` and ``last``, ``start`` and ``end``, spells).
Attention, communities and the measures of networks can be found; helpers, mentors, roles and stages cannot, for there are
no words.
Traps: an edge whose kind nobody told is taken as a mention; a network without directions counts both ways; a node named
like ``reddit:nia`` is that person, any other belongs to ``--platform`` or to a platform ``network``. Reposts and follows
make no ties.
"""

from typing import Final

from graphtool.sources import xml_networks
from graphtool.sources.files import Head
from graphtool.sources.records import Source


def _recognise(head: Head) -> str | None:
    return "GEXF: an XML document whose root is gexf" if xml_networks.root_of(head) == "gexf" else None


SOURCE: Final = Source("gexf", "GEXF (a network without posts)", _recognise, xml_networks.read)

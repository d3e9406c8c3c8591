"""GraphML: a network without posts, as NetworkX, igraph, yEd, NodeXL, Communalytic and many others write it.

How to get one: ``networkx.write_graphml``, igraph's ``write_graphml``, Communalytic's network export, or ``graphtool export
-o network.graphml``.
What it carries: people and ties, with their weight as the number of interactions, their kind where an attribute (``kind``,
``Relationship``, ``type``) tells it, and when they were there. Attention, communities and the measures of networks can be
found; helpers, mentors, roles and stages cannot, for there are no words.
Traps: an edge whose kind nobody told is taken as a mention; a network without directions counts both ways; a node named
like ``reddit:nia`` is that person, any other belongs to ``--platform`` or to a platform ``network``. Reposts and follows
make no ties.
"""

from typing import Final

from graphtool.sources import xml_networks
from graphtool.sources.files import Head
from graphtool.sources.records import Source


def _recognise(head: Head) -> str | None:
    return "GraphML: an XML document whose root is graphml" if xml_networks.root_of(head) == "graphml" else None


SOURCE: Final = Source("graphml", "GraphML (a network without posts)", _recognise, xml_networks.read)

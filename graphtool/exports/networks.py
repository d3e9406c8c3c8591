"""A network in the formats that other programs open: GEXF with spells, GraphML, Pajek, edge list, graphology's JSON.

All are written row by row in canonical order, so the same network gives the same bytes.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, TextIO
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

import numpy as np
import pandas as pd

from graphtool.errors import InputError
from graphtool.exports.tables import records
from graphtool.network import Network
from graphtool.schema import DAY_US

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# what would end a label or a line, or be taken for a character's number, is written as its number, as Pajek does
_NOT_PAJEK: Final = re.compile(r'["\x00-\x1f\x7f\x85\xa0\u2028\u2029\ufeff]|&(?=#)|[\ud800-\udfff]|^ | $| (?= )')
_GEXF: Final = "http://gexf.net/1.3"
_ENDS: Final = ("source", "target")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
SPELL_DAYS: Final = 30.0


def write_network(
    network: Network,
    path: Path,
    *,
    interactions: pd.DataFrame | None = None,
    columns: Collection[str] | None = None,
    spell_days: float = SPELL_DAYS,
) -> None:
    """Write a network in the format that the name of the file ends in, one of ``SUFFIXES``.

    GEXF and GraphML keep a tie of each kind apart; so does graphology's JSON. Pajek and the edge list have one line a pair,
    weighted by all its interactions.

    Args:
        network: what to write.
        path: where to; replaced when it is there.
        interactions: ``source, target`` (persons), ``kind, created_us``: for GEXF, when each tie was alive. Without them
            a tie is alive from its first to its last interaction.
        columns: the attributes of people and ties to write; None writes all.
        spell_days: a tie counts as alive for so many days after each interaction.

    Raises:
        InputError: the name ends in nothing known, or a column is none of the network's.
    """
    if path.suffix.lower() not in _WRITERS:
        raise InputError(f"{path} ends in no format of networks: choose one of {', '.join(SUFFIXES)}.")
    chosen = _chosen(network, columns)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        _WRITERS[path.suffix.lower()](file, chosen, _Spells(chosen, interactions, round(spell_days * DAY_US)))


def _chosen(network: Network, columns: Collection[str] | None) -> Network:
    if columns is None:
        return network
    known = {str(name).removesuffix("_us") for frame in (network.people, network.ties) for name in frame}
    strangers = [name for name in columns if name.removesuffix("_us") not in known]
    if strangers:
        raise InputError(f"There is no column {strangers[0]!r}: choose among {', '.join(sorted(known))}.")
    wanted = {name.removesuffix("_us") for name in columns}

    def cut(frame: pd.DataFrame, *needed: str) -> pd.DataFrame:
        return frame[[name for name in frame if name in needed or str(name).removesuffix("_us") in wanted]]

    return Network(cut(network.people, "person", "handle"), cut(network.ties, "source", "target", "kind", "count"))


class _Spells:
    """When people and ties were alive, in microseconds UTC: lists of (start, end), both included."""

    def __init__(self, network: Network, interactions: pd.DataFrame | None, alive_us: int) -> None:
        self.of_tie: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
        self.of_person: dict[str, tuple[int, int]] = {}
        if interactions is not None:
            self._add(interactions.sort_values(["source", "target", "kind", "created_us"]), alive_us)
        self._add_ties(network)
        for (source, target, _), spells in self.of_tie.items():
            for person in (source, target):
                self._stretch(person, spells[0][0], spells[-1][1])
        if {"first_us", "last_us"} <= set(network.people):
            active = network.people[["person", "first_us", "last_us"]].dropna()
            for person, start, end in zip(*(active[name].tolist() for name in active), strict=True):
                self._stretch(person, int(start), int(end))

    def _add(self, rows: pd.DataFrame, alive_us: int) -> None:
        keys = zip(rows["source"], rows["target"], rows["kind"], strict=True)
        for key, start in zip(keys, rows["created_us"].tolist(), strict=True):
            spells = self.of_tie.setdefault(key, [])
            if spells and start <= spells[-1][1]:
                spells[-1] = (spells[-1][0], start + alive_us)
            else:
                spells.append((start, start + alive_us))

    def _add_ties(self, network: Network) -> None:
        """Ties that no interaction tells, from their first to their last moment, where these are known."""
        if not {"first_us", "last_us"} <= set(network.ties):
            return
        names = network.people["person"].to_numpy(object)
        ties = network.ties.dropna(subset=["first_us", "last_us"])
        keys = zip(names[ties["source"]], names[ties["target"]], ties["kind"], strict=True)
        for key, start, end in zip(keys, ties["first_us"].tolist(), ties["last_us"].tolist(), strict=True):
            self.of_tie.setdefault(key, [(int(start), int(end))])

    def _stretch(self, person: str, start: int, end: int) -> None:
        before = self.of_person.get(person, (start, end))
        self.of_person[person] = (min(before[0], start), max(before[1], end))


def _gexf(file: TextIO, network: Network, spells: _Spells) -> None:
    """GEXF 1.3 as Gephi and NetworkX read it, spells in whole days; ``kind`` keeps ties between the same two apart (https://gexf.net)."""
    people, ties = _people(network), _ties(network)
    file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns={quoteattr(_GEXF)} version="1.3">\n')
    file.write('<graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">\n')
    titles = {"node": _titles(network.people, "person", "handle"), "edge": _titles(network.ties, *_ENDS, "kind", "count")}
    for kind, names in titles.items():
        if names:  # the schema wants at least one attribute in a list of them
            file.write(f'<attributes class="{kind}">\n')
            file.writelines(
                f"<attribute id={quoteattr(name)} title={quoteattr(name)} type={quoteattr(of)}/>\n"
                for name, of in names.items()
            )
            file.write("</attributes>\n")
    file.write("<nodes>\n")
    for person in people:
        key = person["person"]
        alive = [spells.of_person[key]] if key in spells.of_person else []
        file.write(f"<node id={_xml(key)} label={_xml(person.get('handle') or key)}>\n")
        file.write(_gexf_inside(person, titles["node"], alive) + "</node>\n")
    file.write("</nodes>\n<edges>\n")
    for number, tie in enumerate(ties):
        alive = spells.of_tie.get((tie["source"], tie["target"], tie["kind"]), [])
        ends = f"source={_xml(tie['source'])} target={_xml(tie['target'])}"
        file.write(f'<edge id="{number}" {ends} kind={_xml(tie["kind"])} weight="{tie["count"]}">\n')
        file.write(_gexf_inside(tie, titles["edge"], alive) + "</edge>\n")
    file.write("</edges>\n</graph>\n</gexf>\n")


def _gexf_inside(row: dict[str, Any], titles: dict[str, str], alive: list[tuple[int, int]]) -> str:
    values = "".join(
        f"<attvalue for={quoteattr(name)} value={_xml(row[name])}/>\n" for name in titles if row.get(name) is not None
    )
    times = "".join(f'<spell start="{_moment(start)}" end="{_moment(end)}"/>\n' for start, end in alive)
    inside = f"<attvalues>\n{values}</attvalues>\n" if values else ""
    return inside + (f"<spells>\n{times}</spells>\n" if times else "")


def _graphml(file: TextIO, network: Network, _: _Spells) -> None:
    """GraphML (http://graphml.graphdrawing.org), times as ISO text."""
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    titles = {"node": _titles(network.people, "person"), "edge": _titles(network.ties, *_ENDS, "count") | {"weight": "long"}}
    for part, names in titles.items():
        file.writelines(
            f'<key id="{part}_{name}" for="{part}" attr.name="{name}" attr.type="{of}"/>\n' for name, of in names.items()
        )
    file.write('<graph edgedefault="directed">\n')
    file.writelines(
        f"<node id={_xml(person['person'])}>{_graphml_data('node', person, titles['node'])}</node>\n"
        for person in _people(network)
    )
    for number, tie in enumerate(_ties(network)):
        ends = f'id="e{number}" source={_xml(tie["source"])} target={_xml(tie["target"])}'
        data = _graphml_data("edge", tie | {"weight": tie["count"]}, titles["edge"])
        file.write(f"<edge {ends}>{data}</edge>\n")
    file.write("</graph>\n</graphml>\n")


def _graphml_data(part: str, row: dict[str, Any], titles: dict[str, str]) -> str:
    return "".join(
        f'<data key="{part}_{name}">{_xml(row[name], "element")}</data>' for name in titles if row.get(name) is not None
    )


def _pajek(file: TextIO, network: Network, _: _Spells) -> None:
    names = [_NOT_PAJEK.sub(lambda found: f"&#{ord(found[0])};", str(name)) for name in network.people["person"]]
    file.write(f"*Vertices {len(names)}\n")
    file.writelines(f'{number} "{name}"\n' for number, name in enumerate(names, start=1))
    file.write("*Arcs\n")
    file.writelines(f"{source + 1} {target + 1} {weight}\n" for source, target, weight in _pairs(network))


def _edge_list(file: TextIO, network: Network, _: _Spells) -> None:
    names = [re.sub(r"[\s%#\x00-\x1f\x7f]", lambda found: quote(found[0]), str(name)) for name in network.people["person"]]
    file.writelines(f"{names[source]}\t{names[target]}\t{weight}\n" for source, target, weight in _pairs(network))


def _graphology(file: TextIO, network: Network, _: _Spells) -> None:
    """The serialization of graphology (https://graphology.github.io/serialization.html)."""
    nodes = [
        {"key": person.pop("person"), "attributes": {"label": person.get("handle")} | person} for person in _people(network)
    ]
    edges = [
        {
            "key": str(number),
            "source": tie.pop("source"),
            "target": tie.pop("target"),
            "attributes": tie | {"weight": tie["count"]},
        }
        for number, tie in enumerate(_ties(network))
    ]
    graph = {
        "attributes": {},
        "options": {"type": "directed", "multi": True, "allowSelfLoops": False},
        "nodes": nodes,
        "edges": edges,
    }
    json.dump(graph, file, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    file.write("\n")


_WRITERS: Final[dict[str, Callable[[TextIO, Network, _Spells], None]]] = {
    ".gexf": _gexf,
    ".graphml": _graphml,
    ".net": _pajek,
    ".edges": _edge_list,
    ".json": _graphology,
}
SUFFIXES: Final = tuple(_WRITERS)


def tie_table(network: Network) -> pd.DataFrame:
    """The ties as a table that stands alone: persons and handles in place of positions."""
    people, ties = network.people, network.ties
    ends = {end: people["person"].to_numpy()[ties[end]] for end in _ENDS}
    handles = {f"{end}_handle": people["handle"].to_numpy()[ties[end]] for end in _ENDS if "handle" in people}
    return pd.DataFrame({**ends, **handles}).join(ties.drop(columns=list(_ENDS)).reset_index(drop=True))


def _people(network: Network) -> list[dict[str, Any]]:
    return records(network.people)


def _ties(network: Network) -> list[dict[str, Any]]:
    return records(tie_table(network).drop(columns=["source_handle", "target_handle"], errors="ignore"))


def _titles(frame: pd.DataFrame, *without: str) -> dict[str, str]:
    """The attributes of a frame and their types, as GEXF and GraphML both spell them."""
    types = {"i": "long", "u": "long", "f": "double", "b": "boolean"}
    shown = {str(name).removesuffix("_us"): frame[name].dtype for name in frame if name not in without}
    moments = {str(name).removesuffix("_us") for name in frame if str(name).endswith("_us")}
    return {name: "string" if name in moments else types.get(of.kind, "string") for name, of in shown.items()}


def _pairs(network: Network) -> Iterator[tuple[int, int, int]]:
    summed = network.ties.groupby(list(_ENDS), sort=True)["count"].sum()
    for (source, target), weight in zip(summed.index, summed.to_numpy(dtype=np.int64), strict=True):
        yield int(source), int(target), int(weight)


def _moment(microseconds: int) -> str:
    return (_EPOCH + timedelta(microseconds=microseconds)).strftime("%Y-%m-%d")


def _xml(value: object, where: str = "attribute") -> str:
    """Text as XML holds it, without the characters that XML has no way to write."""
    words = _NOT_XML.sub("\ufffd", str(value).lower() if isinstance(value, bool) else str(value))
    if where == "attribute":
        return quoteattr(words)
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")

"""GraphML: a network of names, for programs that draw and measure such (Gephi, networkx, igraph).

The format is that of http://graphml.graphdrawing.org/specification.html. Names stand in data of
their own, since the id of a node may not hold everything.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from .texts import in_xml

MEDIA_TYPE: Final = "application/graphml+xml"

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"


class Link(NamedTuple):
    """That one name leads to another, and how much, by each of some measures."""

    origin: str
    target: str
    weights: Sequence[float]


def graphml(links: Iterable[Link], measures: Sequence[str]) -> str:
    """A directed network as XML, in which the weights of each link are called as `measures` say.

    Characters that XML does not have are left out of names.
    """
    root = ET.Element("graphml", {"xmlns": _NAMESPACE})
    keys = [("label", "node", "string"), *((one, "edge", "double") for one in measures)]
    for key, of, kind in keys:
        attributes = {"id": key, "for": of, "attr.name": key, "attr.type": kind}
        ET.SubElement(root, "key", attributes)
    graph = ET.SubElement(root, "graph", {"edgedefault": "directed"})
    links = tuple(links)
    ids = _ids(links)
    for name, node in ids.items():
        _data(ET.SubElement(graph, "node", {"id": node}), "label", name)
    for link in links:
        ends = {"source": ids[link.origin], "target": ids[link.target]}
        edge = ET.SubElement(graph, "edge", ends)
        for measure, weight in zip(measures, link.weights, strict=True):
            _data(edge, measure, str(weight))
    ET.indent(root)
    declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
    return f"{declaration}{ET.tostring(root, encoding='unicode')}\n"


def _ids(links: Iterable[Link]) -> dict[str, str]:
    names = dict.fromkeys(name for link in links for name in (link.origin, link.target))
    return {name: f"n{number}" for number, name in enumerate(names)}


def _data(element: ET.Element, key: str, text: str) -> None:
    ET.SubElement(element, "data", {"key": key}).text = in_xml(text)

"""Network files for Gephi, Cytoscape, yEd and the like: GraphML and GEXF of the networkx view."""

from __future__ import annotations

import json
import re
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store

__all__ = ["WRITERS"]

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""

_TIME_STAMP = re.compile(rb' lastmodifieddate="[^"]*"')
"""networkx writes today's date into GEXF files; equal graphs shall be equal bytes."""

_TYPE = "predicate"


def _graphml(store: Store, file: IO[bytes]) -> None:
    import networkx as nx

    nx.write_graphml_xml(_flat(store), file)


def _gexf(store: Store, file: IO[bytes]) -> None:
    import io

    import networkx as nx

    buffer = io.BytesIO()
    nx.write_gexf(_flat(store), buffer)
    file.write(_TIME_STAMP.sub(b"", buffer.getvalue(), count=1))


def _flat(store: Store) -> nx.MultiDiGraph:
    """Return the network with attributes that XML can hold: strings, numbers and truth values; lists as JSON.

    Nodes and edges are sorted, and edges numbered, so that equal graphs are equal files.
    """
    import networkx as nx

    from kg.query.network import network

    seen = network(store, hierarchy=True, results=True)
    flat = nx.MultiDiGraph()
    for node, attributes in sorted(seen.nodes(data=True)):
        flat.add_node(node, **_plain(attributes))
    for number, (one, other, key) in enumerate(sorted(seen.edges(keys=True))):
        attributes = _plain({_TYPE: key, **seen.edges[one, other, key]})
        flat.add_edge(one, other, key=str(number), **attributes)
    return flat


def _plain(attributes: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, str | int | float] = {}
    for name, value in sorted(attributes.items()):
        if isinstance(value, bool | int | float):
            plain[name] = value
        elif value is not None:
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
            plain[name] = _NOT_XML.sub("\ufffd", text)
    return plain


WRITERS = {".graphml": _graphml, ".gexf": _gexf}

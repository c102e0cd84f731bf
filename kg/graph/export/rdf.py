"""RDF files: N-Quads and TriG with named graphs, Turtle as the union of them, JSON-LD with named graphs."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from kg.graph.iris import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Quad, RdfFormat, Store

__all__ = ["WRITERS"]


def _n_quads(store: Store, file: IO[bytes]) -> None:
    from kg.graph.triples import lines

    file.writelines(line + b"\n" for line in lines(_all(store)))


def _trig(store: Store, file: IO[bytes]) -> None:
    from pyoxigraph import RdfFormat

    _serialise(store, file, RdfFormat.TRIG)


def _json_ld(store: Store, file: IO[bytes]) -> None:
    from pyoxigraph import RdfFormat

    _serialise(store, file, RdfFormat.JSON_LD)


def _turtle(store: Store, file: IO[bytes]) -> None:
    from pyoxigraph import RdfFormat, serialize

    triples = sorted({quad.triple for quad in _all(store)}, key=str)
    serialize(triples, file, RdfFormat.TURTLE, prefixes=PREFIXES)


def _serialise(store: Store, file: IO[bytes], rdf_format: RdfFormat) -> None:
    from pyoxigraph import serialize

    quads = sorted(_all(store), key=lambda quad: (str(quad.graph_name), str(quad.triple)))
    serialize(quads, file, rdf_format, prefixes=PREFIXES)


def _all(store: Store) -> list[Quad]:
    return list(store.quads_for_pattern(None, None, None, None))


WRITERS = {".nq": _n_quads, ".trig": _trig, ".ttl": _turtle, ".jsonld": _json_ld}

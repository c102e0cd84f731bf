"""The sentences that say that edges hold, read one by one: for the few that are shown of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.graph.iris import expand, graph_iri, paper_id
from kg.query.answer import Proof

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["proofs_of"]

_SUBJECT, _PREDICATE, _OBJECT = (ox.NamedNode(expand(f"rdf:{name}")) for name in ("subject", "predicate", "object"))
_TARGET, _SELECTOR = ox.NamedNode(expand("oa:hasTarget")), ox.NamedNode(expand("oa:hasSelector"))
_CONFIDENCE = ox.NamedNode(expand("kg:confidence"))


def proofs_of(store: ox.Store, edge: tuple[str, str, str], paper: str, title: str) -> Iterator[Proof]:
    """Yield what a paper says of an edge.

    Parameters
    ----------
    store
        Where to read.
    edge
        Source, local name of the predicate, target.
    paper, title
        IRI and title of the paper.
    """
    graph = ox.NamedNode(graph_iri(paper))
    source, predicate, target = edge
    about = (ox.NamedNode(source), ox.NamedNode(expand(f"kg:{predicate}")))
    # Oxigraph has no plan for many such lookups in one query that does not scan the graph for each.
    for found in store.quads_for_pattern(None, _OBJECT, ox.NamedNode(target), graph):
        stated = _stated(store, found.subject, graph)
        if (stated.get(_SUBJECT), stated.get(_PREDICATE)) != about:
            continue
        confidence = stated.get(_CONFIDENCE)
        sure = float(confidence.value) if confidence is not None else None
        for aim in store.quads_for_pattern(found.subject, _TARGET, None, graph):
            words: dict[str, str] = {}
            for selector in store.quads_for_pattern(aim.object, _SELECTOR, None, graph):
                words.update({name.value: term.value for name, term in _stated(store, selector.object, graph).items()})
            quote, start, end = (words[expand(f"oa:{name}")] for name in ("exact", "start", "end"))
            yield Proof(paper_id(paper), title, quote, int(start), int(end), sure)


def _stated(store: ox.Store, node: Any, graph: ox.NamedNode) -> dict[ox.NamedNode, Any]:
    return {quad.predicate: quad.object for quad in store.quads_for_pattern(node, None, None, graph)}

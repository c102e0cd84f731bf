"""The sentences that say that edges hold, read one by one: for the few that are shown of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.graph.iris import expand, graph_iri, paper_id
from kg.query.answer import Proof
from kg.query.terms import local

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
    source, predicate, target = (ox.NamedNode(iri) for iri in (edge[0], expand(f"kg:{edge[1]}"), edge[2]))
    # Oxigraph has no plan for many such lookups in one query that does not scan the graph for each.
    for about in store.quads_for_pattern(None, _OBJECT, target, graph):
        found = about.subject
        if not _states(store, found, _SUBJECT, source, graph) or not _states(
            store, found, _PREDICATE, predicate, graph
        ):
            continue
        sure = _value(store, found, _CONFIDENCE, graph)
        for aim in store.quads_for_pattern(found, _TARGET, None, graph):
            words: dict[str, str] = {}
            for selector in store.quads_for_pattern(aim.object, _SELECTOR, None, graph):  # type: ignore[arg-type]
                words.update(_words(store, selector.object, graph))
            quote, start, end = (words[name] for name in ("exact", "start", "end"))
            yield Proof(paper_id(paper), title, quote, int(start), int(end), None if sure is None else float(sure))


def _states(store: ox.Store, node: Any, predicate: ox.NamedNode, value: ox.NamedNode, graph: ox.NamedNode) -> bool:
    return next(store.quads_for_pattern(node, predicate, value, graph), None) is not None


def _value(store: ox.Store, node: Any, predicate: ox.NamedNode, graph: ox.NamedNode) -> str | None:
    found: Any = next(store.quads_for_pattern(node, predicate, None, graph), None)
    return None if found is None else found.object.value


def _words(store: ox.Store, selector: Any, graph: ox.NamedNode) -> dict[str, str]:
    stated: Any = store.quads_for_pattern(selector, None, None, graph)
    return {local(quad.predicate.value): quad.object.value for quad in stated}

"""One way to ask the store: SPARQL over the union of all graphs, with every prefix declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.query.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

__all__ = ["rows"]


def rows(store: ox.Store, query: str) -> Iterator[tuple[Any, ...]]:
    """Yield the solutions of a SELECT query as tuples of the terms' texts, None where unbound."""
    solutions: Any = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    for solution in solutions:
        yield tuple(None if term is None else term.value for term in solution)

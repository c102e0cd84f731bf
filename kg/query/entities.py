"""The methods, datasets, hardware, metrics and tasks of a graph with all their names, and the papers that name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph.iris import paper_id
from kg.model import Kind
from kg.query.network import EDGES
from kg.query.rows import rows
from kg.query.terms import PAPER, kind_of, local

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["Thing", "things"]

_KINDS = frozenset(kind.value for kind in Kind)
_NAMES = ("skos:prefLabel", "skos:altLabel", "kg:ambiguousLabel")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing with its names.

    Attributes
    ----------
    iri, kind, label
        What it is and is called.
    names
        Its own names, the label first.
    shared
        Names that it has and other things, too.
    minted
        True where no vocabulary holds it.
    papers
        Identifiers of the papers that name it.
    broader
        IRIs of everything broader.
    """

    iri: str
    kind: str
    label: str
    names: tuple[str, ...]
    shared: tuple[str, ...]
    minted: bool
    papers: tuple[str, ...]
    broader: frozenset[str]


def things(store: ox.Store) -> dict[str, Thing]:
    """Return the things of a graph by IRI, in the order of their IRIs.

    Parameters
    ----------
    store
        Where to read.
    """
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for predicate in _NAMES:
        for iri, label in sorted(rows(store, f"SELECT DISTINCT ?c ?l WHERE {{ ?c {predicate} ?l }}")):
            names[iri][label] = None
    shared = _lists(store, "SELECT DISTINCT ?c ?l WHERE { ?c kg:sharedName ?l }")
    above = _lists(store, "SELECT DISTINCT ?c ?b WHERE { ?c skos:broader ?b }")
    minted = {iri for (iri,) in rows(store, "SELECT DISTINCT ?c WHERE { ?c kg:minted true }")}
    edges = " ".join(f"kg:{name}" for name, (one, other) in EDGES.items() if one == PAPER and other in _KINDS)
    papers = _lists(store, f"SELECT DISTINCT ?c ?p WHERE {{ VALUES ?e {{ {edges} }} ?p ?e ?c }}")
    return {
        iri: Thing(
            iri, kind, next(iter(names[iri]), local(iri)), tuple(names[iri]), tuple(shared.get(iri, ())), iri in minted,
            tuple(paper_id(paper) for paper in papers.get(iri, ())), _ancestors(iri, above),
        )
        for iri in sorted(names)
        if (kind := kind_of(iri))
    }  # fmt: skip


def _lists(store: ox.Store, query: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for subject, value in sorted(rows(store, query)):
        found[subject].append(value)
    return found


def _ancestors(iri: str, above: Mapping[str, list[str]]) -> frozenset[str]:
    seen: set[str] = set()
    todo = list(above.get(iri, ()))
    while todo:
        parent = todo.pop()
        if parent not in seen:
            seen.add(parent)
            todo.extend(above.get(parent, ()))
    return frozenset(seen)

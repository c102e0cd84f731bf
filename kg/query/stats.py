"""Counts: how much of what is in a graph, and what occurs most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import Kind
from kg.query.network import EDGES
from kg.query.rows import rows
from kg.query.table import Table
from kg.query.terms import CLASS, local

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["Stats", "stats"]

TOP = 10
"""Entities listed per kind: a screenful for five kinds."""


@dataclass(frozen=True, slots=True)
class Stats:
    """What a graph holds.

    Attributes
    ----------
    triples, papers, reports, results, evidence
        How many. Triples are counted in every graph that states them; reports are tables of benchmarks, no papers.
    classes
        `kind, described, in papers`: concepts that the graph knows, and those that some paper names.
    properties
        `property, count`: the edges that papers' texts assert.
    top
        Per kind `name, papers`: the entities that most papers name.
    sources
        `file, format, papers`: where the papers were read.
    """

    triples: int
    papers: int
    reports: int
    results: int
    evidence: int
    classes: Table
    properties: Table
    top: dict[str, Table]
    sources: Table

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "triples": self.triples,
            "papers": self.papers,
            "reports": self.reports,
            "results": self.results,
            "evidence": self.evidence,
            "classes": self.classes.to_json(),
            "properties": self.properties.to_json(),
            "top": {kind: table.to_json() for kind, table in self.top.items()},
            "sources": self.sources.to_json(),
        }

    def __str__(self) -> str:
        plural = "s" * (self.reports != 1)
        counted = [f"{self.papers} papers", *([f"{self.reports} benchmark report{plural}"] if self.reports else [])]
        counted += [f"{self.results} results", f"{self.evidence} pieces of evidence", f"{self.triples} triples"]
        head = ", ".join(counted)
        parts = [head, str(self.classes), str(self.properties)]
        parts.extend(f"most named: {kind}\n{table}" for kind, table in self.top.items() if len(table))
        return "\n\n".join([*parts, str(self.sources)])

    def _repr_html_(self) -> str:
        tables = [self.classes, self.properties, *self.top.values(), self.sources]
        return "".join(table._repr_html_() for table in tables)


def stats(store: ox.Store) -> Stats:
    """Count what a graph holds.

    Parameters
    ----------
    store
        The graph.
    """
    named = {kind: _named(store, kind) for kind in Kind}
    reports = _count(store, "?x a kg:BenchmarkReport")
    return Stats(
        triples=len(store),
        papers=_count(store, "?x a kg:Paper") - reports,
        reports=reports,
        results=_count(store, "?x a kg:Result"),
        evidence=_count(store, "?x a kg:Evidence"),
        classes=Table(
            ("kind", "described", "in papers"),
            tuple((kind.value, _count(store, f"?x a <{CLASS[kind]}>"), len(named[kind])) for kind in Kind),
        ),
        properties=_properties(store),
        top={kind.value: _top(store, named[kind]) for kind in Kind},
        sources=_sources(store),
    )


def _count(store: ox.Store, pattern: str) -> int:
    return next(int(n) for (n,) in rows(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}"))


def _properties(store: ox.Store) -> Table:
    values = " ".join(f"kg:{name}" for name in EDGES)
    query = f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ VALUES ?p {{ {values} }} ?s ?p ?o }} GROUP BY ?p"
    counted = {local(p): int(n) for p, n in rows(store, query)}
    return Table(("property", "count"), tuple((name, counted.get(name, 0)) for name in EDGES))


def _named(store: ox.Store, kind: Kind) -> list[tuple[str, int]]:
    """Return the concepts of a kind that papers name, with the number of papers, most named first."""
    names = " ".join(f"kg:{name}" for name, ends in EDGES.items() if ends == ("paper", kind.value))
    query = f"""SELECT ?x (COUNT(DISTINCT ?p) AS ?n) WHERE {{ VALUES ?e {{ {names} }} ?p ?e ?x
        FILTER NOT EXISTS {{ ?p a kg:BenchmarkReport }} }}
        GROUP BY ?x ORDER BY DESC(?n) ?x"""
    return [(iri, int(n)) for iri, n in rows(store, query)]


def _top(store: ox.Store, named: list[tuple[str, int]]) -> Table:
    iris = " ".join(f"<{iri}>" for iri, _ in named[:TOP])
    query = f"SELECT ?x (MIN(?l) AS ?label) WHERE {{ VALUES ?x {{ {iris} }} ?x skos:prefLabel ?l }} GROUP BY ?x"
    labels = dict(rows(store, query))
    return Table(("name", "papers"), tuple((labels.get(iri, local(iri)), count) for iri, count in named[:TOP]))


def _sources(store: ox.Store) -> Table:
    query = """SELECT ?file ?format (COUNT(DISTINCT ?graph) AS ?papers) WHERE {
        GRAPH ?graph { ?source kg:sourceFile ?file OPTIONAL { ?source kg:sourceFormat ?format } } }
        GROUP BY ?file ?format ORDER BY ?file ?format"""
    return Table(("file", "format", "papers"), tuple((f, form or "", int(n)) for f, form, n in rows(store, query)))

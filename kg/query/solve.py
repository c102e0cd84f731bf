"""Answers a typed query on a networkx view that holds only the edges that the query needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import networkx as nx

from kg.query.network import merge, select
from kg.query.plan import Path, Shape, paper_predicates, paths
from kg.query.rows import rows
from kg.query.terms import PAPER, class_iri
from kg.query.wording import Relation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import pyoxigraph as ox

    from kg.query.query import Clause, Query, Term

__all__ = ["Found", "Solution", "Step", "reports_of", "solve"]

Edge = tuple[str, str, str]


@dataclass(frozen=True)
class Found:
    """Why a node answers.

    Attributes
    ----------
    edges
        The edges that say so: source, predicate, target.
    papers
        Papers that stand between it and what is named, where some do.
    direct
        Whether it answers without a paper in between too.

    """

    edges: frozenset[Edge] = frozenset()
    papers: frozenset[str] = frozenset()
    direct: bool = True

    def __or__(self, other: Found) -> Found:
        return Found(self.edges | other.edges, self.papers | other.papers, self.direct or other.direct)

    def __and__(self, other: Found) -> Found | None:
        """Return why it answers both of two clauses, None where no paper stands between it and both names."""
        papers = self.papers & other.papers
        papers |= (other.papers if self.direct else frozenset()) | (self.papers if other.direct else frozenset())
        direct = self.direct and other.direct
        return Found(self.edges | other.edges, papers, direct) if papers or direct else None


@dataclass(frozen=True)
class Step:
    """One clause as it was answered: the paths that were taken, with the term of each."""

    clause: Clause | None
    taken: tuple[tuple[Path, Term | None], ...]


@dataclass(frozen=True)
class Solution:
    """What a query found.

    Attributes
    ----------
    kind
        Kind of the answers.
    answers
        Each answer with why it is one.
    view
        The part of the graph that was read: each edge with its `papers`.
    steps
        What was done, clause by clause; the SPARQL translation says the same.

    """

    kind: str
    answers: dict[str, Found]
    view: nx.MultiDiGraph
    steps: tuple[Step, ...] = ()


def solve(store: ox.Store, query: Query, kind: str, within: frozenset[str] | None = None) -> Solution:
    """Return everything of one wanted kind, or of some things of that kind, for which all clauses of a query hold."""
    solver = _Solver(store, kind)
    clauses = [clause for clause in query.clauses if clause.terms]
    found: list[dict[str, Found]] = []
    barred: set[str] = set()
    steps: list[Step] = []
    for clause in sorted(clauses, key=lambda clause: clause.relation is Relation.IS):
        step, matched = solver.clause(clause)
        steps.append(step)
        if clause.negated:
            barred.update(matched)
        else:
            found.append(matched)
    if not found or all(step.clause and step.clause.relation is Relation.IS for step in steps):
        # "the most used GPUs": every GPU that any paper is tied to in that way.
        among = [frozenset(matched) for matched in found] + ([within] if within is not None else [])
        step, matched = solver.everything(query.verb, frozenset.intersection(*among) if among else None)
        steps.append(step)
        found.append(matched)
    if kind == PAPER:
        barred |= reports_of(store)
    answers = {node: why for node, why in _joined(found).items() if node not in barred}
    if within is not None:
        answers = {node: why for node, why in answers.items() if node in within}
    return Solution(kind, answers, solver.view, tuple(steps))


def _joined(found: Iterable[dict[str, Found]]) -> dict[str, Found]:
    """Keep what is in all; where papers stand between, one paper must do for all of them."""
    first, *rest = found
    joined = dict(first)
    for matched in rest:
        both = {node: joined[node] & matched[node] for node in joined.keys() & matched.keys()}
        joined = {node: why for node, why in both.items() if why is not None}
    return joined


@dataclass
class _Solver:
    store: ox.Store
    want: str
    view: nx.MultiDiGraph = field(default_factory=nx.MultiDiGraph)

    def clause(self, clause: Clause) -> tuple[Step, dict[str, Found]]:
        matched: dict[str, Found] = {}
        taken: list[tuple[Path, Term | None]] = []
        for term in clause.terms:
            for path in paths(self.want, term.kind, clause.relation, subject=clause.subject):
                concrete, found = self._follow(path, term)
                taken.append((concrete, term))
                _merge(matched, found)
        return Step(clause, tuple(taken)), matched

    def everything(self, verb: Relation | None, among: frozenset[str] | None) -> tuple[Step, dict[str, Found]]:
        """Return what papers are tied to by a relation, of some things or of all of the kind."""
        if self.want == PAPER:
            return Step(None, ()), dict.fromkeys(_papers(self.store), Found())
        predicates = paper_predicates(self.want, verb or Relation.MENTIONED)
        graph = self._load(predicates, objects=among)
        return Step(None, ((Path(Shape.IN, predicates), None),)), _by_target(graph)

    def _follow(self, path: Path, term: Term) -> tuple[Path, dict[str, Found]]:
        """Return the path with the predicates that were found to count, and the nodes it leads to."""
        if path.shape is Shape.SELF:
            return path, {iri: Found() for iri in term.members}
        if path.shape is Shape.OUT:
            graph = self._load(path.named, objects=_ends(term))
            return path, _by_source(graph)
        if path.shape is Shape.IN:
            graph = self._load(path.named, subjects=_ends(term))
            return path, _by_target(graph)
        return self._through_papers(path, term)

    def _through_papers(self, path: Path, term: Term) -> tuple[Path, dict[str, Found]]:
        choices = [(name,) for name in path.named] if path.strongest else [path.named]
        for named in choices:
            ties = self._load(named, objects=_ends(term))
            if ties.number_of_edges():
                break
        concrete = Path(path.shape, named, path.wanted, False, path.other)
        papers = _by_source(ties)
        found: dict[str, Found] = {}
        for edge in self._about(path.wanted, papers):
            paper, _, node = edge
            if not (path.other and node in term.members):
                _merge(found, {node: Found(papers[paper].edges | {edge}, frozenset({paper}), direct=False)})
        return concrete, found

    def _about(self, predicates: tuple[str, ...], papers: Collection[str]) -> Iterator[Edge]:
        """Yield the edges from papers to what they are about: of each paper only the strongest for methods."""
        graph = self._load(predicates, subjects=sorted(papers))
        for paper in sorted(papers):
            edges = [(s, p, o) for s, o, p in graph.out_edges(paper, keys=True)] if paper in graph else []
            if predicates == ("proposes", "uses") and any(p == "proposes" for _, p, _ in edges):
                edges = [edge for edge in edges if edge[1] == "proposes"]
            yield from edges

    def _load(
        self,
        predicates: Collection[str],
        *,
        subjects: Collection[str] | None = None,
        objects: Collection[str] | None = None,
    ) -> nx.MultiDiGraph:
        graph = select(self.store, predicates, subjects=subjects, objects=objects, evidence=False)
        merge(self.view, graph)
        return graph


def _ends(term: Term) -> Collection[str] | None:
    return term.members if term.seeds else None


def _by_source(graph: nx.MultiDiGraph) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for s, o, p in graph.edges(keys=True):
        _merge(found, {s: Found(frozenset({(s, p, o)}))})
    return found


def _by_target(graph: nx.MultiDiGraph) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for s, o, p in graph.edges(keys=True):
        _merge(found, {o: Found(frozenset({(s, p, o)}))})
    return found


def _merge(into: dict[str, Found], more: dict[str, Found]) -> None:
    for node, why in more.items():
        into[node] = into[node] | why if node in into else why


def _papers(store: ox.Store) -> list[str]:
    query = f"SELECT ?p WHERE {{ ?p a <{class_iri(PAPER)}> }} ORDER BY ?p"
    return [iri for (iri,) in rows(store, query)]


def reports_of(store: ox.Store) -> frozenset[str]:
    """Return the documents that are tables of a benchmark: evidence like papers, but no answers to who wrote what."""
    return frozenset(iri for (iri,) in rows(store, "SELECT ?p WHERE { ?p a kg:BenchmarkReport }"))

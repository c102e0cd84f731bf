"""Validation of a graph: SHACL shapes, evidence for every edge, quotes that stand in the text, nothing that dangles."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, QuerySolution, QuerySolutions, Store

from kg.graph.iris import (
    ID,
    ONTOLOGY_GRAPH,
    PREFIXES,
    VOCABULARY_GRAPH,
    expand,
    graph_iri,
    paper_id,
    paper_iri,
    shorten,
)
from kg.graph.ontology import vocabulary_quads
from kg.graph.store import open_store

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["Finding", "Report", "check"]

Term = Any

_SH = "http://www.w3.org/ns/shacl#"
_SHOWN = 80
"""Characters of a value that a finding shows."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes
    ----------
    paper
        Identifier of the paper whose graph it is in; None for the vocabulary and for the graph as a whole.
    message
        What is wrong, in words.
    """

    paper: str | None
    message: str

    def __str__(self) -> str:
        return f"{'graph' if self.paper is None else f'paper {self.paper}'}: {self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check.

    Attributes
    ----------
    papers, quads
        How many were checked.
    findings
        What is wrong, in the order of the papers.
    """

    papers: int
    quads: int
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """True where nothing is wrong."""
        return not self.findings

    def to_json(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        return {"ok": self.ok, **asdict(self)}

    def __str__(self) -> str:
        checked = f"{self.papers} papers, {self.quads} quads checked"
        if self.ok:
            return f"{checked}: nothing wrong"
        return "\n".join([*map(str, self.findings), f"{checked}: {len(self.findings)} findings"])


def check(graph: str | Path | Store, progress: Callable[[int, int, str], None] | None = None) -> Report:
    """Look for everything that is wrong with a graph.

    The shapes are checked paper by paper, so that a paper's graph is whole by itself. Constraints that the shapes
    write in SPARQL are put to Oxigraph as they stand: on 20 papers, rdflib's engine took four times as long for them as
    for all other constraints together.

    Parameters
    ----------
    graph
        The graph's directory, or its store.
    progress
        Called with how many papers are done, of how many, and what is being done.

    Raises
    ------
    GraphError
        If there is no graph, or it cannot be opened.
    """
    store = graph if isinstance(graph, Store) else open_store(graph)
    shapes = _Shapes()
    names = sorted((node for node in store.named_graphs() if isinstance(node, NamedNode)), key=lambda node: node.value)
    papers = [name for name in names if _is_paper_graph(name)]
    findings = [Finding(None, f"the graph {name.value} belongs to no paper") for name in names if not _is_known(name)]
    findings += _check_whole(store)
    if not _has_shipped_vocabulary(store):
        findings += [Finding(None, message) for message in shapes.broken(store, NamedNode(VOCABULARY_GRAPH))]
    for number, name in enumerate(papers, start=1):
        messages = (*shapes.broken(store, name), *shapes.unproved(store, name), *_check_text(store, name))
        findings += [Finding(paper_id(name.value), message) for message in messages]
        if progress is not None:
            progress(number, len(papers), "checking")
    return Report(len(papers), len(store), tuple(findings))


def _has_shipped_vocabulary(store: Store) -> bool:
    """Tell whether the vocabulary is, triple for triple, the one of the package, which its tests validate.

    The comparison takes one second where the shapes take fifteen.
    """
    from kg.vocabulary import ontology_path

    held = set(store.quads_for_pattern(None, None, None, NamedNode(VOCABULARY_GRAPH)))
    return held == set(vocabulary_quads(ontology_path() / "vocabulary"))


def _is_paper_graph(name: NamedNode) -> bool:
    return name.value.startswith(f"{ID}paper/") and name.value.endswith("/graph")


def _is_known(name: NamedNode) -> bool:
    return name.value in {ONTOLOGY_GRAPH, VOCABULARY_GRAPH} or _is_paper_graph(name)


class _Shapes:
    """The shapes, apart: those that a SHACL validator checks, and the queries in them."""

    def __init__(self) -> None:
        from rdflib import Graph, URIRef

        from kg.vocabulary import ontology_path

        self.graph = Graph().parse(ontology_path() / "shapes.ttl", format="turtle")
        self.queries = sorted(str(query) for query in self.graph.objects(None, URIRef(f"{_SH}select")))
        self.graph.remove((None, URIRef(f"{_SH}sparql"), None))

    def broken(self, store: Store, name: NamedNode) -> Iterator[str]:
        """Yield, sorted, what a named graph breaks of the shapes."""
        from pyshacl import validate

        _, report, _ = validate(_to_rdflib(store, name), shacl_graph=self.graph, inplace=True)
        yield from sorted(_words(report, result) for result in report.subjects(_sh("focusNode"), None))

    def unproved(self, store: Store, name: NamedNode) -> Iterator[str]:
        """Yield, sorted, what the queries in the shapes find in a named graph."""
        messages = []
        for query in self.queries:
            for row in _rows(store.query(query, prefixes=PREFIXES, default_graph=name)):
                ends = (_short(row[key]) for key in ("this", "path", "value"))
                messages.append(f"{' '.join(ends)} has no evidence")
        yield from sorted(messages)


def _sh(name: str) -> Any:
    from rdflib import URIRef

    return URIRef(f"{_SH}{name}")


def _to_rdflib(store: Store, name: NamedNode) -> Graph:
    """Return a named graph in rdflib's memory, where the validator is quickest."""
    from oxrdflib import OxigraphStore
    from rdflib import Graph, URIRef

    graph = Graph()
    for triple in Graph(store=OxigraphStore(store=store), identifier=URIRef(name.value)):
        graph.add(triple)
    return graph


def _words(report: Graph, result: Any) -> str:
    """Return a validation result in words: the node, the property, and what is the matter with it."""
    get = {name: report.value(result, _sh(name)) for name in ("focusNode", "resultPath", "value", "resultMessage")}
    component = str(report.value(result, _sh("sourceConstraintComponent"))).removeprefix(_SH)
    component = component.removesuffix("ConstraintComponent")
    node = _short(get["focusNode"])
    path = _short(get["resultPath"]) if get["resultPath"] is not None else ""
    value = _short(get["value"]) if get["value"] is not None else ""
    if component == "MinCount":
        return f"{node} lacks {path}"
    if component == "MaxCount":
        return f"{node} has more than one {path}"
    said = str(get["resultMessage"] or component)
    return f"{node}: {path} {value}: {said}" if path else f"{node}: {said}"


def _short(term: Term) -> str:
    """Return a term as a person would write it, with a prefix where there is one, and not too long."""
    text = shorten(str(getattr(term, "value", term)))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


_WHOLE: dict[str, str] = {
    "{s} {p} {o} leads to something that the graph does not describe": f"""
        SELECT ?s ?p ?o WHERE {{
            ?s ?p ?o FILTER (isIRI(?o) && STRSTARTS(STR(?o), "{ID}") && !STRSTARTS(STR(?o), "{ID}vocabulary"))
            FILTER NOT EXISTS {{ ?o a ?type }}
        }}""",
    "{s} has no name (skos:prefLabel)": """
        SELECT DISTINCT ?s WHERE { ?s a skos:Concept FILTER NOT EXISTS { ?s skos:prefLabel ?label } }""",
    "{s} has two names, “{p}” and “{o}”": """
        SELECT DISTINCT ?s ?p ?o WHERE { ?s skos:prefLabel ?p, ?o FILTER (STR(?p) < STR(?o)) }""",
    "{s} is replaced by {o} and yet in use": f"""
        SELECT DISTINCT ?s ?o WHERE {{
            ?s dcterms:isReplacedBy ?o GRAPH ?paper {{ ?s a ?type }} FILTER (?paper != <{VOCABULARY_GRAPH}>)
        }}""",
    "{s} is replaced by two, {p} and {o}": """
        SELECT DISTINCT ?s ?p ?o WHERE { ?s dcterms:isReplacedBy ?p, ?o FILTER (STR(?p) < STR(?o)) }""",
    "{s} is broader than itself": """
        SELECT DISTINCT ?s WHERE { ?s skos:broader+ ?s }""",
    "{s} is of two kinds, {p} and {o}": """
        SELECT DISTINCT ?s ?p ?o WHERE {
            VALUES ?p { kg:Method kg:Dataset kg:Hardware kg:Metric kg:Task }
            VALUES ?o { kg:Method kg:Dataset kg:Hardware kg:Metric kg:Task }
            ?s a ?p, ?o FILTER (STR(?p) < STR(?o))
        }""",
}
"""Questions to the whole graph whose every answer is a fault, by the words for it."""


def _check_whole(store: Store) -> list[Finding]:
    findings = []
    for message, query in _WHOLE.items():
        rows = _rows(store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True))
        names = [name for name in "spo" if f"{{{name}}}" in message]
        found = sorted(message.format(**{name: _short(row[name]) for name in names}) for row in rows)
        findings += [Finding(None, text) for text in found]
    return findings


def _rows(answer: object) -> Iterator[QuerySolution]:
    if isinstance(answer, QuerySolutions):
        yield from answer


def _check_text(store: Store, name: NamedNode) -> Iterator[str]:
    """Yield what does not agree with the paper's own text: its digest, and every quote."""
    identifier = paper_id(name.value)
    paper = NamedNode(paper_iri(identifier))
    if name.value != graph_iri(paper.value) or not _first(store, paper, "dcterms:identifier", name):
        yield "the graph does not describe the paper that it is named for"
        return
    title = _first(store, paper, "dcterms:title", name)
    abstract = _first(store, paper, "dcterms:abstract", name)
    text = f"{title}\n{abstract}"
    if hashlib.sha256(text.encode()).hexdigest() != _first(store, name, "kg:textDigest", name):
        yield "kg:textDigest is not that of title and abstract"
    for target in _subjects(store, "oa:SpecificResource", name):
        quote = _first(store, NamedNode(f"{target}#quote"), "oa:exact", name)
        start, end = (_first(store, NamedNode(f"{target}#position"), key, name) for key in ("oa:start", "oa:end"))
        if not (start.isdigit() and end.isdigit()) or text[int(start) : int(end)] != quote:
            yield f"the quote {_short(quote)!r} does not stand at {start}-{end} of title and abstract"


def _subjects(store: Store, type_name: str, graph: NamedNode) -> list[str]:
    quads = store.quads_for_pattern(None, _node("rdf:type"), _node(type_name), graph)
    return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))


def _first(store: Store, subject: NamedNode, predicate: str, graph: NamedNode) -> str:
    """Return the first value of a property in a fixed order, or ""."""
    quads = store.quads_for_pattern(subject, _node(predicate), None, graph)
    return min((str(getattr(quad.object, "value", "")) for quad in quads), default="")


def _node(name: str) -> NamedNode:
    return NamedNode(expand(name))

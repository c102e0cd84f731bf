"""A linked paper as the quads of its graph: pure, deterministic, and written the way the store writes them back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg.errors import GraphError
from kg.graph.edges import Edge, Names, edges
from kg.graph.iris import evidence_iri, expand, graph_iri, paper_iri, result_iri, source_iri, text_iri
from kg.graph.literals import decimal_text, fact_value
from kg.graph.units import qudt_unit
from kg.model import Concept, Entity, Kind, LinkedPaper, Mention, Paper, Result
from kg.names import name_key

__all__ = ["SHAPE", "Versions", "lines", "paper_quads", "quads_digest", "text_digest"]

SHAPE = "3"
"""Version of the shape that papers have in the graph; raise it whenever equal papers shall give other quads."""

Node = NamedNode | Literal

_RANGE = re.compile(r"\s*([-+]?[\d.]+)\s*(?:-|–|—|to|~)\s*([-+]?[\d.]+)\s*")
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?")
_CURATED = "curated"
_TABLE = "table"
"""What stands for the version of the extractor where nothing was extracted: annotated papers, rows of tables."""


@dataclass(frozen=True, slots=True)
class Versions:
    """What made the graph of a paper.

    Attributes
    ----------
    extractor, vocabulary
        The versions of both.
    """

    extractor: str
    vocabulary: str


class _Terms(dict[str, NamedNode]):
    """Prefixed names as nodes, each made once: making terms is what most of the time goes into."""

    def __missing__(self, name: str) -> NamedNode:
        node = self[name] = NamedNode(expand(name))
        return node


class _Nodes(dict[str, NamedNode]):
    """IRIs as nodes, each made once."""

    def __missing__(self, iri: str) -> NamedNode:
        node = self[iri] = NamedNode(iri)
        return node


_TERMS = _Terms()
_TRUE = Literal(True)
_DECIMAL = _TERMS["xsd:decimal"]


class _PaperGraph:
    """Collects the quads of one paper's graph."""

    def __init__(self, linked: LinkedPaper) -> None:
        self.iri = paper_iri(linked.paper.id)
        self.paper = NamedNode(self.iri)
        self.name = NamedNode(graph_iri(self.iri))
        self.quads: list[Quad] = []
        self.nodes = _Nodes()
        self._targets: dict[tuple[int, int], NamedNode] = {}

    def add(self, subject: NamedNode, predicate: str, value: Node | None) -> None:
        if value is not None:
            self.quads.append(Quad(subject, _TERMS[predicate], value, self.name))

    def types(self, subject: NamedNode, *names: str) -> None:
        for name in names:
            self.quads.append(Quad(subject, _TERMS["rdf:type"], _TERMS[name], self.name))

    def target(self, words: Mention) -> NamedNode:
        """Return the node of a stretch of text, described on first use."""
        known = self._targets.get((words.start, words.end))
        if known is not None:
            return known
        iri = text_iri(self.iri, words.start, words.end)
        target, quote, position = NamedNode(iri), NamedNode(f"{iri}#quote"), NamedNode(f"{iri}#position")
        self._targets[words.start, words.end] = target
        self.types(target, "oa:SpecificResource")
        self.add(target, "oa:hasSource", self.paper)
        self.add(target, "oa:hasSelector", quote)
        self.add(target, "oa:hasSelector", position)
        self.types(quote, "oa:TextQuoteSelector")
        self.add(quote, "oa:exact", Literal(words.text))
        self.types(position, "oa:TextPositionSelector")
        self.add(position, "oa:start", Literal(words.start))
        self.add(position, "oa:end", Literal(words.end))
        return target


def paper_quads(linked: LinkedPaper, versions: Versions) -> list[Quad]:
    """Return the quads of a paper's graph, each once, in a fixed order.

    Parameters
    ----------
    linked
        The paper, what was found in it, and the identity of each entity.
    versions
        What found and linked it.

    Raises
    ------
    GraphError
        If the paper's text holds what no RDF literal can (a lone surrogate).
    """
    graph = _PaperGraph(linked)
    names = Names(linked)
    try:
        _describe_paper(graph, linked.paper)
        shared = linked.shared or ((),) * len(linked.concepts)
        for entity, concept, names_ in zip(linked.extraction.entities, linked.concepts, shared, strict=True):
            _describe_entity(graph, entity, concept, names_)
        for iri, present in linked.replaced:
            graph.add(NamedNode(iri), "dcterms:isReplacedBy", NamedNode(present))
        for number, result in enumerate(linked.extraction.results, start=1):
            if result.evidence is not None:
                _describe_result(graph, NamedNode(result_iri(graph.iri, number)), result, names)
        for edge in edges(linked, names):
            _describe_edge(graph, edge)
        _describe_graph(graph, linked.paper, versions)
    except ValueError as error:
        raise GraphError(f"paper {linked.paper.id!r} cannot be written as RDF: {error}") from error
    return list(dict.fromkeys(graph.quads))


def _describe_paper(graph: _PaperGraph, paper: Paper) -> None:
    graph.types(graph.paper, "kg:Paper", "kg:BenchmarkReport" if paper.benchmark else "schema:ScholarlyArticle")
    graph.add(graph.paper, "dcterms:identifier", Literal(paper.id))
    graph.add(graph.paper, "dcterms:isPartOf", _text(paper.benchmark))
    graph.add(graph.paper, "dcterms:title", _text(paper.title))
    graph.add(graph.paper, "dcterms:abstract", _text(paper.abstract))
    graph.add(graph.paper, "dcterms:date", _text(paper.date))
    for author in paper.authors:
        graph.add(graph.paper, "dcterms:creator", _text(author))


def _describe_entity(graph: _PaperGraph, entity: Entity, concept: Concept, shared: Sequence[str]) -> None:
    """Write what an entity is and is called here; `shared` are those of its names that other things have, too."""
    node = NamedNode(concept.iri)
    graph.types(node, f"kg:{concept.kind.value.capitalize()}", "skos:Concept")
    for form in shared:
        graph.add(node, "kg:sharedName", _text(form))
    if concept.minted:
        graph.add(node, "skos:prefLabel", Literal(concept.label))
        for alias in concept.aliases:
            graph.add(node, "skos:altLabel", _text(alias))
        for broader in concept.broader:
            graph.add(node, "skos:broader", NamedNode(broader))
        graph.add(node, "kg:minted", _TRUE)
        _describe_facts(graph, node, concept)
        return
    known = _keys(concept)
    for form in dict.fromkeys((entity.name, *entity.aliases)):
        if name_key(form, concept.kind) not in known and form not in shared:
            graph.add(node, "kg:surfaceForm", _text(form))


@lru_cache(maxsize=1 << 12)
def _keys(concept: Concept) -> frozenset[str]:
    """Return by what a concept of the vocabulary is known; the same few are named in paper after paper."""
    return frozenset(name_key(name, concept.kind) for name in (concept.label, *concept.aliases))


def _describe_facts(graph: _PaperGraph, node: NamedNode, concept: Concept) -> None:
    """Write what is known of a minted thing; what it names is typed, so that the graph is whole by itself."""
    for name, value in concept.facts:
        fact = fact_value(name, value)
        if isinstance(fact, NamedNode):
            graph.types(fact, f"kg:{concept.kind.value.capitalize()}", "skos:Concept")
        graph.add(node, f"kg:{name}", fact)


def _describe_result(graph: _PaperGraph, node: NamedNode, result: Result, names: Names) -> None:
    def named(name: str | None, *kinds: Kind) -> NamedNode | None:
        iri = names.iri(name, *kinds) if name else None
        return graph.nodes[iri] if iri else None

    graph.types(node, "kg:Result")
    graph.add(node, "kg:ofMethod", named(result.method, Kind.METHOD))
    graph.add(node, "kg:metric", named(result.metric, Kind.METRIC))
    graph.add(node, "kg:onDataset", named(result.dataset, Kind.DATASET))
    graph.add(node, "kg:onHardware", named(result.hardware, Kind.HARDWARE))
    graph.add(node, "kg:onTask", named(result.task, Kind.TASK))
    baseline = named(result.baseline, Kind.METHOD, Kind.HARDWARE, Kind.DATASET, Kind.TASK, Kind.METRIC)
    graph.add(node, "kg:baseline", baseline)
    for predicate, number in _values(result.value):
        graph.add(node, predicate, Literal(number, datatype=_DECIMAL))
    graph.add(node, "kg:valueText", Literal(result.value))
    graph.add(node, "kg:unitText", _text(result.unit))
    unit = qudt_unit(result.unit)
    graph.add(node, "qudt:unit", _TERMS[f"unit:{unit}"] if unit else None)
    graph.add(node, "kg:comparison", _TERMS[f"kg:{result.comparison.value.capitalize()}"])
    graph.add(node, "kg:setting", _text(result.setting))
    graph.add(node, "kg:confidence", _confidence(result.confidence))


def _describe_edge(graph: _PaperGraph, edge: Edge) -> None:
    subject, value = graph.nodes[edge.subject], graph.nodes[edge.value]
    predicate = f"kg:{edge.predicate}"
    words = edge.words
    iri = evidence_iri(graph.iri, edge.subject, _TERMS[predicate].value, edge.value, words.start, words.end)
    evidence = NamedNode(iri)
    graph.add(subject, predicate, value)
    graph.types(evidence, "kg:Evidence", "rdf:Statement")
    graph.add(evidence, "rdf:subject", subject)
    graph.add(evidence, "rdf:predicate", _TERMS[predicate])
    graph.add(evidence, "rdf:object", value)
    graph.add(evidence, "oa:hasTarget", graph.target(words))
    graph.add(evidence, "kg:confidence", _confidence(edge.confidence))
    graph.add(evidence, "kg:extractor", Literal(edge.extractor))
    graph.add(evidence, "prov:wasDerivedFrom", graph.paper)
    graph.add(evidence, "kg:optional", _TRUE if edge.optional else None)


def _describe_graph(graph: _PaperGraph, paper: Paper, versions: Versions) -> None:
    """Write where the graph comes from; sources are numbered by file and line, whatever order they were read in."""
    graph.types(graph.name, "prov:Bundle", "prov:Entity")
    extractor = versions.extractor if paper.curated is None else _TABLE if paper.benchmark else _CURATED
    graph.add(graph.name, "kg:extractorVersion", Literal(extractor))
    graph.add(graph.name, "kg:vocabularyVersion", Literal(versions.vocabulary))
    graph.add(graph.name, "kg:textDigest", Literal(text_digest(paper)))
    graph.add(graph.name, "kg:curated", _TRUE if extractor == _CURATED else None)
    ordered = sorted(set(paper.sources), key=lambda s: (s.file, s.line, s.format, s.sha256))
    for number, source in enumerate(ordered, start=1):
        node = NamedNode(source_iri(graph.iri, number))
        graph.add(graph.name, "prov:wasDerivedFrom", node)
        graph.types(node, "kg:SourceRecord")
        graph.add(node, "kg:sourceFile", Literal(source.file))
        graph.add(node, "kg:sourceLine", Literal(source.line))
        graph.add(node, "kg:sourceFormat", _text(source.format))
        graph.add(node, "kg:sourceSha256", _text(source.sha256))


def _text(value: str | None) -> Literal | None:
    return Literal(value) if value else None


@lru_cache(maxsize=1 << 10)
def _confidence(value: float) -> Literal:
    return Literal(decimal_text(Decimal(f"{min(max(value, 0.0), 1.0):.2f}")), datatype=_DECIMAL)


def _values(text: str) -> list[tuple[str, str]]:
    """Return what a value as written means: one number, the two ends of a range, or nothing that counts."""
    if _NUMBER.fullmatch(text.strip()):
        return [("kg:value", decimal_text(Decimal(text.strip())))]
    ends = _RANGE.fullmatch(text)
    if ends is None or not all(_NUMBER.fullmatch(end) for end in ends.groups()):
        return []
    low, high = sorted(Decimal(end) for end in ends.groups())
    return [("kg:valueLow", decimal_text(low)), ("kg:valueHigh", decimal_text(high))]


def text_digest(paper: Paper) -> str:
    """Return the SHA-256, in hexadecimal, of the text that a paper's offsets count in."""
    return hashlib.sha256(paper.text.encode("utf-8", "surrogatepass")).hexdigest()


def lines(quads: Iterable[Quad]) -> list[bytes]:
    """Return quads as the sorted lines of an N-Quads file, so that equal graphs are equal bytes."""
    written = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return sorted(set(written.split(b"\n")) - {b""})


def quads_digest(quads: Iterable[Quad]) -> str:
    """Return a SHA-256, in hexadecimal, that is equal for equal sets of quads in any order."""
    return hashlib.sha256(b"\n".join(lines(quads))).hexdigest()

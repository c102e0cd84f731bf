"""The ontology and the vocabulary as quads of their own named graphs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import VocabularyError
from kg.graph.iris import ONTOLOGY_GRAPH, VOCABULARY_GRAPH, expand
from kg.vocabulary import vocabulary_files

__all__ = ["ontology_digest", "ontology_quads", "vocabulary_quads"]

_TYPE = NamedNode(expand("rdf:type"))
_CONCEPT = NamedNode(expand("skos:Concept"))
_SCHEME = NamedNode(expand("skos:ConceptScheme"))
_IN_SCHEME = NamedNode(expand("skos:inScheme"))


def ontology_digest(file: Path) -> str:
    """Return the SHA-256, in hexadecimal, of the ontology's file."""
    return hashlib.sha256(_read(file)).hexdigest()


def ontology_quads(file: Path) -> Iterator[Quad]:
    """Yield the ontology's triples in the ontology graph.

    Raises
    ------
    VocabularyError
        If the file is missing or not Turtle.
    """
    return _quads(file, NamedNode(ONTOLOGY_GRAPH))


def vocabulary_quads(directory: Path) -> Iterator[Quad]:
    """Yield the triples of all vocabulary files in the vocabulary graph; each concept is in its file's scheme.

    Raises
    ------
    VocabularyError
        If a file is not Turtle.
    """
    graph = NamedNode(VOCABULARY_GRAPH)
    for file in vocabulary_files(directory):
        scheme: NamedNode | None = None
        concepts: dict[NamedNode, None] = {}
        for quad in _quads(file, graph):
            if quad.predicate == _TYPE and isinstance(quad.subject, NamedNode):
                if quad.object == _CONCEPT:
                    concepts[quad.subject] = None
                elif quad.object == _SCHEME:
                    scheme = quad.subject
            yield quad
        if scheme is not None:
            yield from (Quad(concept, _IN_SCHEME, scheme, graph) for concept in concepts)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise VocabularyError(f"{file}: cannot be read ({error.strerror}); reinstall the package") from error


def _quads(file: Path, graph: NamedNode) -> Iterator[Quad]:
    """Yield a Turtle file's triples in a graph, blank nodes named by file and order: parsers name them at random."""
    names: dict[BlankNode, BlankNode] = {}

    def name(node: NamedNode | BlankNode | Literal) -> NamedNode | BlankNode | Literal:
        if isinstance(node, BlankNode):
            return names.setdefault(node, BlankNode(f"{file.stem}{len(names) + 1}"))
        return node

    try:
        for quad in parse(_read(file), format=RdfFormat.TURTLE):
            if isinstance(quad.graph_name, DefaultGraph):
                yield Quad(name(quad.subject), quad.predicate, name(quad.object), graph)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise VocabularyError(f"{file}:{error.lineno or 1}: not Turtle: {error.msg}") from error

"""Naming: the namespaces, and the IRIs of papers, their graphs, results, evidence and stretches of text."""

from __future__ import annotations

import hashlib
from urllib.parse import quote, unquote

__all__ = [
    "ID",
    "KG",
    "ONTOLOGY_GRAPH",
    "PREFIXES",
    "VOCABULARY_GRAPH",
    "evidence_iri",
    "expand",
    "graph_iri",
    "paper_id",
    "paper_iri",
    "result_iri",
    "shorten",
    "source_iri",
    "text_iri",
]

KG = "https://w3id.org/paperkg/ontology#"
"""Namespace of the classes and properties."""

ID = "https://w3id.org/paperkg/id/"
"""What the IRI of every paper, concept and graph starts with."""

ONTOLOGY_GRAPH = "https://w3id.org/paperkg/ontology"
"""The named graph that holds `kg.ttl`."""

VOCABULARY_GRAPH = f"{ID}vocabulary"
"""The named graph that holds the concepts of all vocabulary files."""

PREFIXES: dict[str, str] = {
    "kg": KG,
    "id": ID,
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "qudt": "http://qudt.org/schema/qudt/",
    "unit": "http://qudt.org/vocab/unit/",
    "quantitykind": "http://qudt.org/vocab/quantitykind/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes under which files and queries know these namespaces."""

_PAPER = f"{ID}paper/"
_EVIDENCE_DIGITS = 12
"""48 bits tell the few hundred pieces of evidence of one paper apart with certainty for all practical purposes."""


def expand(name: str) -> str:
    """Return the IRI that a prefixed name stands for.

    >>> expand("kg:testedOn")
    'https://w3id.org/paperkg/ontology#testedOn'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def shorten(iri: str) -> str:
    """Return an IRI as a prefixed name for people to read, or as it is where no prefix fits.

    >>> shorten("https://w3id.org/paperkg/ontology#testedOn")
    'kg:testedOn'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def paper_iri(identifier: str) -> str:
    """Return the IRI of a paper.

    >>> paper_iri("aaai2022/00771")
    'https://w3id.org/paperkg/id/paper/aaai2022%2F00771'
    """
    return _PAPER + quote(identifier, safe="")


def paper_id(iri: str) -> str:
    """Return the identifier of the paper that an IRI names, or that a graph, result or evidence belongs to.

    Raises
    ------
    ValueError
        If the IRI has nothing to do with a paper.

    Examples
    --------
    >>> paper_id("https://w3id.org/paperkg/id/paper/aaai2022%2F00771/graph")
    'aaai2022/00771'
    """
    if not iri.startswith(_PAPER):
        raise ValueError(f"{iri} is not the IRI of a paper")
    return unquote(iri[len(_PAPER) :].partition("/")[0])


def graph_iri(paper: str) -> str:
    """Return the name of the graph that holds a paper's facts.

    Parameters
    ----------
    paper
        IRI of the paper.
    """
    return f"{paper}/graph"


def result_iri(paper: str, number: int) -> str:
    """Return the IRI of the number-th result, counted from 1, of the paper with an IRI."""
    return f"{paper}/result/{number}"


def source_iri(paper: str, number: int) -> str:
    """Return the IRI of the number-th source, counted from 1, of the paper with an IRI."""
    return f"{paper}/source/{number}"


def text_iri(paper: str, start: int, end: int) -> str:
    """Return the IRI of a stretch of the text of the paper with an IRI."""
    return f"{paper}/text/{start}-{end}"


def evidence_iri(paper: str, subject: str, predicate: str, value: str, start: int, end: int) -> str:
    """Return the IRI of the evidence that a stretch of a paper's text is for a triple.

    >>> evidence_iri("https://w3id.org/paperkg/id/paper/a", "s", "p", "o", 0, 95)
    'https://w3id.org/paperkg/id/paper/a/evidence/44f6fb3fcaa4'
    """
    digest = hashlib.sha256(f"{subject}|{predicate}|{value}|{start}|{end}".encode())
    return f"{paper}/evidence/{digest.hexdigest()[:_EVIDENCE_DIGITS]}"

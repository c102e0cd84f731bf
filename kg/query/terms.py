"""The prefixes and names of the graph that queries are written with."""

from __future__ import annotations

from kg.graph.iris import ID, KG
from kg.graph.iris import PREFIXES as GRAPH_PREFIXES
from kg.model import Kind

__all__ = ["CLASS", "ID", "KG", "PAPER", "PREFIXES", "RESULT", "class_iri", "kind_of", "kind_of_class", "local"]

PREFIXES: dict[str, str] = {
    **GRAPH_PREFIXES,
    "paper": f"{ID}paper/",
    **{kind.value: f"{ID}{kind.value}/" for kind in Kind},
}
"""Every prefix that a SPARQL query may use without declaring it."""

PAPER, RESULT = "paper", "result"
CLASS: dict[str, str] = {name: f"{KG}{name.capitalize()}" for name in (PAPER, RESULT, *(kind.value for kind in Kind))}
"""Class IRI of each kind of node."""


def class_iri(kind: str) -> str:
    """Return the class of a kind of node.

    >>> class_iri("hardware")
    'https://w3id.org/paperkg/ontology#Hardware'
    """
    return CLASS[kind]


def kind_of_class(iri: str) -> str | None:
    """Return the kind of node that a class stands for, None for other classes."""
    return next((kind for kind, cls in CLASS.items() if cls == iri), None)


def kind_of(iri: str) -> str | None:
    """Return the kind of concept that an IRI names, None for other IRIs.

    >>> kind_of("https://w3id.org/paperkg/id/hardware/stm32f746")
    'hardware'
    """
    kind, _, name = iri.removeprefix(ID).partition("/") if iri.startswith(ID) else ("", "", "")
    return kind if name and kind in set(Kind) else None


def local(iri: str) -> str:
    """Return an IRI's last part, after the last `#` or `/`.

    >>> local("https://w3id.org/paperkg/ontology#testsOn")
    'testsOn'
    """
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]

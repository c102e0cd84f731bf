"""The concepts that exist already when a catalogue is read: the curated ones and those of earlier catalogues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import VocabularyError
from kg.model import Kind
from kg.names import identity_key, name_key, slug

__all__ = ["NAMESPACES", "Known", "keys"]

_ID = "https://w3id.org/paperkg/id/"
_KG = "https://w3id.org/paperkg/ontology#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

NAMESPACES = {
    "dcterms": "http://purl.org/dc/terms/",
    "kg": _KG,
    "quantitykind": "http://qudt.org/vocab/quantitykind/",
    "qudt": "http://qudt.org/schema/qudt/",
    "skos": _SKOS,
    "unit": "http://qudt.org/vocab/unit/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{kind.value: f"{_ID}{kind.value}/" for kind in Kind},
}
"""The prefixes that drafts and generated files may use."""


def keys(label: str, kind: Kind) -> frozenset[str]:
    """Return the keys under which a label is owned: no two concepts of a kind may share one."""
    return frozenset((name_key(label), identity_key(label, kind)))


@dataclass
class _Concept:
    label: str = ""
    broader: list[str] = field(default_factory=list)
    statements: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


class Known:
    """A lookup over concepts by name and local name.

    Catalogue modules only ask: `find`, `has`, `label`, `facts`, `broader`, `ancestors`, `members`.
    """

    def __init__(self) -> None:
        self._concepts: dict[Kind, dict[str, _Concept]] = {kind: {} for kind in Kind}
        self._sure: dict[tuple[Kind, str], str] = {}
        self._ambiguous: dict[tuple[Kind, str], str] = {}

    def find(self, name: str, kind: Kind) -> str | None:
        """Return the local name of the concept that bears a name, a sure name before an ambiguous one."""
        wanted = (name_key(name), identity_key(name, kind), name_key(name, kind))
        for owners in (self._sure, self._ambiguous):
            for key in wanted:
                if (kind, key) in owners:
                    return owners[kind, key]
        return None

    def owner(self, label: str, kind: Kind) -> str | None:
        """Return the local name of the concept that owns a label, so that no other may bear it."""
        for owners in (self._sure, self._ambiguous):
            for key in sorted(keys(label, kind)):
                if (kind, key) in owners:
                    return owners[kind, key]
        local = slug(label)
        return local if self.has(local, kind) else None

    def has(self, local: str, kind: Kind) -> bool:
        """Tell whether there is a concept of this local name."""
        return local in self._concepts[kind]

    def label(self, local: str, kind: Kind) -> str:
        """Return the preferred name of a concept."""
        return self._concepts[kind][local].label

    def facts(self, local: str, kind: Kind) -> Mapping[str, tuple[str, ...]]:
        """Return what is said of a concept: values by property, both as prefixed names where a prefix is known."""
        return {name: tuple(values) for name, values in self._concepts[kind][local].statements.items()}

    def broader(self, local: str, kind: Kind) -> tuple[str, ...]:
        """Return the local names of what stands directly above a concept."""
        return tuple(self._concepts[kind][local].broader)

    def ancestors(self, local: str, kind: Kind) -> frozenset[str]:
        """Return the local names of everything above a concept, itself excluded."""
        seen: set[str] = set()
        todo = list(self.broader(local, kind)) if self.has(local, kind) else []
        while todo:
            above = todo.pop()
            if above not in seen and self.has(above, kind):
                seen.add(above)
                todo.extend(self.broader(above, kind))
        return frozenset(seen)

    def members(self, kind: Kind) -> Iterator[str]:
        """Yield the local names of all concepts of a kind, in the order of the files."""
        yield from self._concepts[kind]

    def add(self, content: bytes, file: Path) -> None:
        """Take in the concepts of a vocabulary file; names that are owned already stay with their owners.

        Raises
        ------
        VocabularyError
            If the content is not Turtle.
        """
        from pyoxigraph import RdfFormat, Triple, parse

        named: list[tuple[Kind, str, str, bool]] = []
        try:
            quads = list(parse(content, format=RdfFormat.TURTLE))
        except SyntaxError as error:
            raise VocabularyError(f"{file}:{error.lineno or 1}: not Turtle: {error.msg}") from error
        for quad in quads:
            if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
                continue
            place = _place(quad.subject.value)
            if place is None:
                continue
            kind, local = place
            predicate, value = quad.predicate.value, quad.object.value
            concept = self._concepts[kind].setdefault(local, _Concept())
            if predicate in _LABELS:
                named.append((kind, local, value, predicate == f"{_KG}ambiguousLabel"))
                concept.label = value if predicate == f"{_SKOS}prefLabel" else concept.label
            elif predicate == f"{_SKOS}broader":
                concept.broader.append(value.rpartition("/")[2])
            elif predicate != _TYPE:
                concept.statements[_prefixed(predicate)].append(_prefixed(value))
        self._own(named)

    def _own(self, named: list[tuple[Kind, str, str, bool]]) -> None:
        unsure = {(kind, local, name_key(label)) for kind, local, label, ambiguous in named if ambiguous}
        for kind, local, label, _ in named:
            owners = self._ambiguous if (kind, local, name_key(label)) in unsure else self._sure
            for key in sorted(keys(label, kind)):
                owners.setdefault((kind, key), local)


_LABELS = frozenset((f"{_SKOS}prefLabel", f"{_SKOS}altLabel", f"{_KG}ambiguousLabel"))


def _place(iri: str) -> tuple[Kind, str] | None:
    """Return the kind and local name of a concept's IRI."""
    if not iri.startswith(_ID):
        return None
    kind, _, local = iri.removeprefix(_ID).partition("/")
    return (Kind(kind), local) if kind in tuple(Kind) and local else None


def _prefixed(value: str) -> str:
    for prefix, namespace in NAMESPACES.items():
        if value.startswith(namespace):
            return f"{prefix}:{value.removeprefix(namespace)}"
    return value

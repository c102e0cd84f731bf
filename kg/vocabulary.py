"""The controlled vocabulary: SKOS concepts of methods, datasets, hardware, metrics and tasks, read from Turtle."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.errors import VocabularyError
from kg.model import Concept, Kind
from kg.names import name_key

if TYPE_CHECKING:
    from pyoxigraph import Quad

__all__ = ["Label", "Vocabulary", "load", "ontology_path"]

_KG = "https://w3id.org/paperkg/ontology#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_ID = "https://w3id.org/paperkg/id/"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_PLURAL_NUMBER = re.compile(r"(?<=\d)s\b")
"""The end of "A100s": a plural, unless the vocabulary knows the name with it, as in "iPhone 6s"."""

_LABEL_PREDICATES = {
    f"{_SKOS}prefLabel": False,
    f"{_SKOS}altLabel": False,
    f"{_KG}ambiguousLabel": True,
}


@dataclass(frozen=True, slots=True)
class Label:
    """One name of one concept.

    Attributes
    ----------
    text
        The name as a person writes it.
    concept
        IRI of what it names.
    kind
        The concept's kind.
    ambiguous
        True where the name also means other things: it counts only where its context supports it.
    """

    text: str
    concept: str
    kind: Kind
    ambiguous: bool


@dataclass(frozen=True)
class Vocabulary:
    """All concepts and their names.

    Attributes
    ----------
    version
        Digest of the vocabulary files: equal files, equal version.
    concepts
        Every concept by IRI.
    labels
        Every name of every concept, in file order.
    generic
        IRIs of concepts so broad that a reader could leave them out.
    directory
        Where the files are.
    """

    version: str
    concepts: Mapping[str, Concept]
    labels: tuple[Label, ...]
    generic: frozenset[str]
    directory: Path
    _by_key: dict[str, list[str]] = field(default_factory=dict, repr=False)

    @cached_property
    def _sure(self) -> dict[tuple[Kind, str], list[Label]]:
        found: dict[tuple[Kind, str], list[Label]] = defaultdict(list)
        for label in self.labels:
            if not label.ambiguous:
                found[label.kind, name_key(label.text)].append(label)
        return dict(found)

    def lookup(self, name: str, kind: Kind | None = None) -> tuple[Concept, ...]:
        """Return the concepts that a name can mean, ambiguous labels included, in file order.

        Case, hyphens, spaces, plural and generic heads ("board", "dataset") do not count.
        """
        found: dict[str, Concept] = {}
        for wanted in (kind,) if kind else Kind:
            keys = dict.fromkeys((name_key(name), name_key(name, wanted)))
            for iri in (iri for key in keys for iri in self._by_key.get(key, ())):
                if self.concepts[iri].kind is wanted:
                    found[iri] = self.concepts[iri]
        if not found and _PLURAL_NUMBER.search(name):
            return self.lookup(_PLURAL_NUMBER.sub("", name), kind)
        return tuple(found.values())

    def named(self, words: str, kind: Kind) -> Concept | None:
        """Return the concept that surely bears a name: by no ambiguous label, with its head, acronyms as written."""
        for label in self._sure.get((kind, name_key(words)), ()):
            acronym = any(c.isupper() for c in label.text[1:]) and len(label.text) <= _LONGEST_ACRONYM
            if not acronym or _plain(label.text) in (_plain(words), _plain(words).removesuffix("s")):
                return self.concepts[label.concept]
        return None

    def ancestors(self, iri: str) -> frozenset[str]:
        """Return the IRIs of everything broader than a concept, itself excluded."""
        seen: set[str] = set()
        todo = list(self.concepts[iri].broader) if iri in self.concepts else []
        while todo:
            parent = todo.pop()
            if parent not in seen and parent in self.concepts:
                seen.add(parent)
                todo.extend(self.concepts[parent].broader)
        return frozenset(seen)


_LONGEST_ACRONYM = 6
"""Letters up to which a label with inner capitals is read with its case: "PER" is not "per"."""


def _plain(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


def ontology_path() -> Path:
    """Return the folder of `kg.ttl`, `shapes.ttl` and `vocabulary/`, in an installation and in a source tree alike."""
    package = Path(__file__).resolve().parent
    installed = package / "_ontology"
    return installed if installed.is_dir() else package.parent / "ontology"


@cache
def load(directory: Path | None = None) -> Vocabulary:
    """Read every `.ttl` file of a folder into a vocabulary.

    Parameters
    ----------
    directory
        The folder; the vocabulary that comes with the package by default.

    Raises
    ------
    VocabularyError
        If there is no such folder, a file is not Turtle, or a concept has no kind or no preferred name.
    """
    directory = directory or ontology_path() / "vocabulary"
    files = sorted(directory.glob("*.ttl"))
    if not files:
        raise VocabularyError(f"{directory}: no vocabulary (.ttl) files there; reinstall the package")
    digest = hashlib.sha256()
    builder = _Builder()
    for file in files:
        content = file.read_bytes()
        digest.update(file.name.encode() + b"\0" + content)
        builder.add(_parse(content, file), file)
    return builder.finish(digest.hexdigest()[:16], directory)


def _parse(content: bytes, file: Path) -> Iterable[Quad]:
    from pyoxigraph import RdfFormat, parse

    try:
        yield from parse(content, format=RdfFormat.TURTLE)
    except SyntaxError as error:
        raise VocabularyError(f"{file}:{error.lineno or 1}: not Turtle: {error.msg}") from error


class _Builder:
    """Collects triples of several files into concepts."""

    def __init__(self) -> None:
        self.kinds: dict[str, Kind] = {}
        self.preferred: dict[str, str] = {}
        self.names: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        self.broader: dict[str, list[str]] = defaultdict(list)
        self.generic: set[str] = set()
        self.files: dict[str, Path] = {}

    def add(self, quads: Iterable[Quad], file: Path) -> None:
        from pyoxigraph import Triple

        kinds = {f"{_KG}{kind.value.capitalize()}": kind for kind in Kind}
        for quad in quads:
            if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
                continue
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object.value
            if predicate == _RDF_TYPE and value in kinds:
                self.kinds[subject] = kinds[value]
                self.files[subject] = file
            elif predicate in _LABEL_PREDICATES:
                if predicate == f"{_SKOS}prefLabel":
                    self.preferred[subject] = value
                self.names[subject].append((value, _LABEL_PREDICATES[predicate]))
            elif predicate == f"{_SKOS}broader":
                self.broader[subject].append(value)
            elif predicate == f"{_KG}generic" and value == "true":
                self.generic.add(subject)

    def finish(self, version: str, directory: Path) -> Vocabulary:
        concepts: dict[str, Concept] = {}
        labels: list[Label] = []
        for iri, kind in self.kinds.items():
            if iri not in self.preferred:
                raise VocabularyError(f"{self.files[iri]}: {iri} has no skos:prefLabel")
            ambiguous = {name for name, is_ambiguous in self.names[iri] if is_ambiguous}
            names = dict.fromkeys(name for name, _ in self.names[iri])
            preferred = self.preferred[iri]
            concepts[iri] = Concept(
                iri, kind, preferred, tuple(n for n in names if n != preferred), tuple(self.broader[iri])
            )
            labels.extend(Label(name, iri, kind, name in ambiguous) for name in names)
        keys = _index(labels)
        return Vocabulary(version, MappingProxyType(concepts), tuple(labels), frozenset(self.generic), directory, keys)


def _index(labels: Iterable[Label]) -> dict[str, list[str]]:
    by_key: dict[str, list[str]] = defaultdict(list)
    for label in labels:
        for key in _keys(label):
            if label.concept not in by_key[key]:
                by_key[key].append(label.concept)
    return dict(by_key)


def _keys(label: Label) -> Iterator[str]:
    whole = name_key(label.text)
    yield whole
    headless = name_key(label.text, label.kind)
    if headless != whole:
        yield headless

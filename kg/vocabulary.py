"""The controlled vocabulary: SKOS concepts of methods, datasets, hardware, metrics and tasks, read from Turtle."""

from __future__ import annotations

import gc
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kg.compiled import compiled
from kg.errors import VocabularyError
from kg.model import Concept, Kind
from kg.names import __file__ as names_file
from kg.names import name_key

if TYPE_CHECKING:
    from pyoxigraph import Quad

__all__ = ["Label", "Vocabulary", "load", "ontology_path", "version", "vocabulary_files"]

_KG = "https://w3id.org/paperkg/ontology#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_ID = "https://w3id.org/paperkg/id/"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_PLURAL_NUMBER = re.compile(r"(?<=\d)s\b")
"""The end of "A100s": a plural, unless the vocabulary knows the name with it, as in "iPhone 6s"."""

_WORTH_KEEPING = 200_000
"""Bytes of Turtle from which on reading them takes longer than finding them in the cache."""

_COLUMNS = ("iri", "kind", "names", "ambiguous", "broader")
"""What is kept of each concept, in lists of equal length."""

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
    _by_key: Mapping[str, str] = field(default_factory=dict, repr=False)
    _order: Sequence[Concept] = field(default=(), repr=False)
    _labels_of: Mapping[str, Sequence[Label]] = field(default_factory=dict, repr=False)

    def lookup(self, name: str, kind: Kind | None = None) -> tuple[Concept, ...]:
        """Return the concepts that a name can mean, ambiguous labels included, in file order.

        Case, hyphens, spaces, plural and generic heads ("board", "dataset") do not count.
        """
        found: dict[str, Concept] = {}
        for wanted in (kind,) if kind else Kind:
            keys = dict.fromkeys((name_key(name), name_key(name, wanted)))
            for concept in (concept for key in keys for concept in self._under(key)):
                if concept.kind is wanted:
                    found[concept.iri] = concept
        if not found and _PLURAL_NUMBER.search(name):
            return self.lookup(_PLURAL_NUMBER.sub("", name), kind)
        return tuple(found.values())

    def named(self, words: str, kind: Kind) -> Concept | None:
        """Return the concept that surely bears a name: by no ambiguous label, with its head, acronyms as written."""
        key = name_key(words)
        for concept in self._under(key):
            if concept.kind is kind and any(_is_spelled(label, key, words) for label in self._labels_of[concept.iri]):
                return concept
        return None

    def _under(self, key: str) -> Iterator[Concept]:
        return (self._order[int(number)] for number in self._by_key.get(key, "").split())

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


def _is_spelled(label: Label, key: str, words: str) -> bool:
    """Tell whether words surely are a label whose key may be theirs."""
    if label.ambiguous or name_key(label.text) != key:
        return False
    acronym = any(c.isupper() for c in label.text[1:]) and len(label.text) <= _LONGEST_ACRONYM
    return not acronym or _plain(label.text) in (_plain(words), _plain(words).removesuffix("s"))


def _plain(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


def ontology_path() -> Path:
    """Return the folder of `kg.ttl`, `shapes.ttl` and `vocabulary/`, in an installation and in a source tree alike."""
    package = Path(__file__).resolve().parent
    installed = package / "_ontology"
    return installed if installed.is_dir() else package.parent / "ontology"


def vocabulary_files(directory: Path) -> list[Path]:
    """Return the `.ttl` files of a vocabulary in the order in which they count: curated ones, then those in folders."""
    return sorted(directory.rglob("*.ttl"), key=lambda file: (len(file.parts), file.as_posix()))


@cache
def load(directory: Path | None = None) -> Vocabulary:
    """Read every `.ttl` file of a folder, and of the folders in it, into a vocabulary.

    What was read is kept in the user's cache folder until a file changes.

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
    contents = _contents(directory)
    version = _digest(directory, contents)

    def make() -> dict[str, Any]:
        return _tables(contents)

    small = sum(map(len, contents.values())) < _WORTH_KEEPING
    code = [Path(module).read_bytes() for module in (__file__, names_file)]
    with _without_collecting():
        tables = make() if small else compiled("vocabulary", [version.encode(), *code], make)
        return _vocabulary(version, directory, tables)


def version(directory: Path | None = None) -> str:
    """Return the version of the vocabulary in a folder, as `load` does, without making one of it.

    Raises
    ------
    VocabularyError
        If there is no such folder.
    """
    directory = directory or ontology_path() / "vocabulary"
    return _digest(directory, _contents(directory))


def _contents(directory: Path) -> dict[Path, bytes]:
    files = vocabulary_files(directory)
    if not files:
        raise VocabularyError(f"{directory}: no vocabulary (.ttl) files there; reinstall the package")
    return {file: file.read_bytes() for file in files}


def _digest(directory: Path, contents: Mapping[Path, bytes]) -> str:
    digest = hashlib.sha256()
    for file, content in contents.items():
        digest.update(file.relative_to(directory).as_posix().encode() + b"\0" + content)
    return digest.hexdigest()[:16]


def _tables(contents: Mapping[Path, bytes]) -> dict[str, Any]:
    """Return the concepts, labels and indexes of some files as plain lists and dictionaries."""
    builder = _Builder()
    for file, content in contents.items():
        builder.add(_parse(content, file), file)
    return builder.tables()


def _vocabulary(version: str, directory: Path, tables: Mapping[str, Any]) -> Vocabulary:
    """Return the vocabulary that `_Builder.tables` has written down."""
    kinds = {kind.value: kind for kind in Kind}
    order: list[Concept] = []
    labels_of: dict[str, tuple[Label, ...]] = {}
    for iri, kind_name, joined, ambiguous, broader in zip(*(tables[column] for column in _COLUMNS), strict=True):
        kind, names, unsure = kinds[kind_name], joined.split("\n"), ambiguous.split("\n")
        order.append(Concept(iri, kind, names[0], tuple(names[1:]), tuple(broader.split())))
        labels_of[iri] = tuple([Label(name, iri, kind, name in unsure) for name in names])
    return Vocabulary(
        version=version,
        concepts=MappingProxyType({concept.iri: concept for concept in order}),
        labels=tuple(chain.from_iterable(labels_of.values())),
        generic=frozenset(tables["generic"]),
        directory=directory,
        _by_key=tables["by_key"],
        _order=order,
        _labels_of=labels_of,
    )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave the garbage alone: of a hundred thousand new objects none is any, and looking takes half of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


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
                    self.preferred.setdefault(subject, value)
                self.names[subject].append((value, _LABEL_PREDICATES[predicate]))
            elif predicate == f"{_SKOS}broader":
                self.broader[subject].append(value)
            elif predicate == f"{_KG}generic" and value == "true":
                self.generic.add(subject)

    def tables(self) -> dict[str, Any]:
        """Return columns and an index of joined strings, which are the quickest to read back."""
        columns: dict[str, list[str]] = {column: [] for column in _COLUMNS}
        by_key: dict[str, list[str]] = defaultdict(list)
        for number, (iri, kind) in enumerate(self.kinds.items()):
            if iri not in self.preferred:
                raise VocabularyError(f"{self.files[iri]}: {iri} has no skos:prefLabel")
            names = list(dict.fromkeys((self.preferred[iri], *(name for name, _ in self.names[iri]))))
            ambiguous = dict.fromkeys(name for name, is_ambiguous in self.names[iri] if is_ambiguous)
            row = (iri, kind.value, "\n".join(names), "\n".join(ambiguous), " ".join(dict.fromkeys(self.broader[iri])))
            for column, value in zip(_COLUMNS, row, strict=True):
                columns[column].append(value)
            for key in {key: None for name in names for key in (name_key(name), name_key(name, kind))}:
                by_key[key].append(str(number))
        index = {key: " ".join(numbers) for key, numbers in by_key.items()}
        return {**columns, "generic": sorted(self.generic), "by_key": index}

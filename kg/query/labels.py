"""The labels of a graph, for looking up names: read as far as a question needs them, and kept with the graph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model import Kind
from kg.names import name_key, name_words
from kg.query.rows import rows
from kg.query.terms import kind_of

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["LEVEL", "Label", "Labels", "labels_of", "quoted"]

LEVEL = {"skos:prefLabel": 0, "skos:altLabel": 1, "kg:ambiguousLabel": 2, "kg:surfaceForm": 3, "kg:sharedName": 4}
"""How firmly a label names its concept; the last is what single papers call it."""
_KEY_START = 2
"""Letters of a word by which labels are preselected: leaves about one label in 200."""
_GRAPHS = 2
"""Graphs whose labels are kept: the one that is asked, and the one that a build has just replaced."""


@dataclass(frozen=True, slots=True)
class Label:
    """One name of one concept.

    Attributes
    ----------
    iri, kind, text, level
        The concept, its kind, the name, and how firmly it names the concept (`LEVEL`).
    key, headless
        `kg.names.name_key` of the name, and without generic heads of its kind.

    """

    iri: str
    kind: str
    text: str
    level: int
    key: str
    headless: str


class Labels:
    """The labels of one graph.

    A first question reads only those that begin as one of its words does, which is fast in a graph that is opened for
    one question; from the second on all are kept in memory, by their first letters.

    Parameters
    ----------
    store
        The graph; it does not change while it is asked.

    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._raw: dict[str, list[tuple[str, str, int]]] | None = None
        self._made: dict[str, tuple[Label, ...]] = {}
        self._vendors: tuple[str, ...] | None = None
        self._keyed: list[tuple[str, str, str]] | None = None
        self._asked = False

    def starting(self, words: Sequence[str]) -> Iterator[Label]:
        """Yield the labels that begin as one of some words does, and the few whose keys begin otherwise than they."""
        starts = {start for word in words if (start := _start(word))}
        if not starts:
            return
        if not self._asked:
            self._asked = True
            yield from _labels(self._selected(starts))
            return
        raw = self._all()
        for start in (*sorted(starts), ""):
            for bucket in _buckets(raw, start):
                if bucket not in self._made:
                    self._made[bucket] = tuple(_labels(raw[bucket]))
                yield from self._made[bucket]

    def vendors(self) -> tuple[str, ...]:
        """Return the makers of hardware, as spelled in the graph, in order."""
        if self._vendors is None:
            found = rows(self._store, "SELECT DISTINCT ?v WHERE { ?h kg:vendor ?v }")
            self._vendors = tuple(sorted(name for (name,) in found))
        return self._vendors

    def keyed(self, kinds: Collection[str]) -> tuple[list[str], list[str]]:
        """Return the preferred and other labels of some kinds, in order, and their keys."""
        if self._keyed is None:
            found = {
                (label, kind, name_key(label))
                for labels in self._all().values()
                for iri, label, level in labels
                if level <= LEVEL["skos:altLabel"] and (kind := kind_of(iri))
            }
            self._keyed = sorted(found)
        kept = dict.fromkeys((label, key) for label, kind, key in self._keyed if kind in kinds)
        return [label for label, _ in kept], [key for _, key in kept]

    def _selected(self, starts: Iterable[str]) -> Iterator[tuple[str, str, int]]:
        # Labels in LaTeX or another alphabet are few; their keys can begin otherwise than they do, so all are read.
        begins = "|".join("[^a-z0-9]*".join(map(re.escape, start)) for start in sorted(starts))
        pattern = rf"^[^a-z0-9]*(?:{begins})|^[^ -~]|[$\\]"
        for predicate, level in LEVEL.items():
            kept = f'FILTER(REGEX(?label, "{quoted(pattern)}", "i"))'
            query = f"SELECT DISTINCT ?c ?label WHERE {{ ?c {predicate} ?label {kept} }}"
            yield from ((iri, label, level) for iri, label in sorted(rows(self._store, query)))

    def _all(self) -> dict[str, list[tuple[str, str, int]]]:
        if self._raw is None:
            self._raw = defaultdict(list)
            for predicate, level in LEVEL.items():
                query = f"SELECT DISTINCT ?c ?label WHERE {{ ?c {predicate} ?label }}"
                for iri, label in rows(self._store, query):
                    self._raw[_bucket(label)].append((iri, label, level))
        return self._raw


@lru_cache(maxsize=_GRAPHS)
def labels_of(store: ox.Store) -> Labels:
    """Return the labels of a graph, the same object for the same store."""
    return Labels(store)


def quoted(words: str) -> str:
    """Return a text as it stands inside a SPARQL string literal."""
    return words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")


def _labels(raw: Iterable[tuple[str, str, int]]) -> Iterator[Label]:
    for iri, text, level in sorted(raw, key=lambda label: (label[2], label[0], label[1])):
        if kind := kind_of(iri):
            yield Label(iri, kind, text, level, name_key(text), name_key(text, Kind(kind)))


_NOT_PLAIN = re.compile(r"^[^ -~]|[$\\]")
_NOT_OF_NAME = re.compile(r"[^a-z0-9]+")


def _bucket(label: str) -> str:
    """Return the first letters of a label, "" where its key can begin otherwise."""
    if _NOT_PLAIN.search(label):
        return ""
    return _NOT_OF_NAME.sub("", label.casefold())[:_KEY_START]


def _buckets(raw: Iterable[str], start: str) -> list[str]:
    if not start or len(start) == _KEY_START:
        return [start] if start in raw else []
    return sorted(bucket for bucket in raw if bucket.startswith(start))


def _start(word: str) -> str:
    key = name_key(word)
    plain = "".join(name_words(word)[:1])
    return key[: min(_KEY_START, len(plain))] if key.isascii() else ""

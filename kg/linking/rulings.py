"""A curation as the linker obeys it: which names are known by what, which it must join, and which it must not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.curation import Curation, Statement
from kg.errors import CurationError
from kg.linking.joins import Joins
from kg.model import Concept, Kind
from kg.names import name_key
from kg.vocabulary import Vocabulary

__all__ = ["One", "Rulings", "token"]

_ACRONYM_PLURAL = re.compile(r"\b([A-Z][A-Z\d]+)s\b")
"""The plural of an acronym, which `name_key` keeps in words of three letters."""


def token(kind: Kind, key: str) -> str:
    """Return what the linker knows a name by."""
    return f"{kind.value}:{key}"


@dataclass(frozen=True, slots=True)
class One:
    """Names that are one thing, by all that was said.

    Attributes
    ----------
    kind
        Their kind.
    names
        All names, the one that shall be the label first, where there is none in the vocabulary.
    concept
        IRI of the vocabulary's concept among them, of several the one that is named first, or None.
    statements
        What says so.
    """

    kind: Kind
    names: tuple[str, ...]
    concept: str | None
    statements: tuple[Statement, ...]


class Rulings:
    """What was said, made ready for a vocabulary.

    Parameters
    ----------
    curation
        What was said.
    vocabulary
        What is known beforehand.

    Raises
    ------
    CurationError
        If names are said to be one thing and two.
    """

    def __init__(self, curation: Curation, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._keys: dict[str, str] = {}
        self._spelled: dict[str, set[str]] = defaultdict(set)
        self._denied: dict[str, set[str]] = defaultdict(set)
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._forced: dict[str, str] = {}
        self.standing: dict[str, str] = {}
        twos = [statement for statement in curation.statements if not statement.one]
        for statement in twos:
            self._spell(statement)
        for statement in twos:
            self._separate(statement)
        self.ones = tuple(self._together([s for s in curation.statements if s.one], twos))
        for one in self.ones:
            if one.concept is not None:
                self._forced.update((token(one.kind, self.key(name, one.kind)), one.concept) for name in one.names)
        self._joined = {token(one.kind, self.key(name, one.kind)) for one in self.ones for name in one.names}

    def __bool__(self) -> bool:
        return bool(self._apart or self.ones)

    @property
    def has_denials(self) -> bool:
        """True where some name was said not to be what the vocabulary takes it for."""
        return any(self._denied.values())

    def key(self, name: str, kind: Kind) -> str:
        """Return what all spellings of a name share, but for those that were told apart."""
        key = self._keys.get(name)
        if key is None:
            key = self._keys[name] = name_key(name)
        spelled = self._spelled.get(token(kind, key))
        if spelled:
            plain = " ".join(name.split())
            own = next((form for form in (plain, plain.removesuffix("s")) if form in spelled), None)
            return key if own is None else f"{key}\t{own}"
        return key

    def keys(self, name: str, kind: Kind) -> tuple[str, ...]:
        """Return the key of a name, and that of the acronym whose plural it is: "ICs" is spelled like "ICS", too."""
        key = self.key(name, kind)
        acronym = _ACRONYM_PLURAL.sub(r"\1", name)
        return (key,) if acronym == name else tuple(dict.fromkeys((key, self.key(acronym, kind))))

    def settled(self, concept: Concept) -> Concept:
        """Return what stands for a concept of the vocabulary: itself, or the one that it was said to be one with."""
        return self._vocabulary.concepts[self.standing.get(concept.iri, concept.iri)]

    def concept(self, name: str, kind: Kind) -> Concept | None:
        """Return the concept that a name was said to be."""
        return self._vocabulary.concepts.get(self._forced.get(token(kind, self.key(name, kind)), ""))

    def speaks_of(self, name: str, kind: Kind) -> bool:
        """Tell whether a name was said to be one thing with another."""
        return token(kind, self.key(name, kind)) in self._joined

    def denies(self, name: str, kind: Kind, iri: str) -> bool:
        """Tell whether a name was said not to be a concept of the vocabulary."""
        return bool(self._denied) and iri in self._denied.get(token(kind, self.key(name, kind)), ())

    def apart(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Tell whether any of some tokens and any of others were said to be two things."""
        others = set(other)
        return any(self._apart[token_] & others for token_ in one if token_ in self._apart)

    def marks(self, token_: str) -> bool:
        """Tell whether something was said to be another thing than this."""
        return token_ in self._apart

    def _spell(self, statement: Statement) -> None:
        """Note names that only their spelling tells apart; the first, or the vocabulary's, keeps the common key."""
        by_key: dict[str, list[str]] = defaultdict(list)
        for name in statement.names:
            by_key[name_key(name)].append(name)
        for key, names in by_key.items():
            if len(names) > 1:
                stays = self._staying(names, statement.kind)
                self._spelled[token(statement.kind, key)].update(name for name in names if name != stays)

    def _staying(self, names: list[str], kind: Kind) -> str:
        """Return which of several names stays with what all of them have named so far."""
        concepts = {name: self._lookup(name, kind) for name in names}
        return next((name for name in names if (found := concepts[name]) and found.label == name), names[0])

    def _lookup(self, name: str, kind: Kind) -> Concept | None:
        known = self._vocabulary.concepts.get(name)
        if known is not None and known.kind is kind:
            return known
        return next(iter(self._vocabulary.lookup(name, kind)), None)

    def _separate(self, statement: Statement) -> None:
        kind = statement.kind
        by_concept: dict[str, list[str]] = defaultdict(list)
        for name in statement.names:
            if (found := self._lookup(name, kind)) is not None:
                by_concept[found.iri].append(name)
        keeps = {self._staying(names, kind): iri for iri, names in by_concept.items()}
        tokens = {
            name: {token(kind, self.key(name, kind))} | ({keeps[name]} if name in keeps else set())
            for name in statement.names
        }
        for name in statement.names:
            others = set(by_concept) - {keeps.get(name, "")}
            self._denied[token(kind, self.key(name, kind))] |= others
        for one, other in combinations(statement.names, 2):
            for mine in tokens[one]:
                self._apart[mine] |= tokens[other]
            for mine in tokens[other]:
                self._apart[mine] |= tokens[one]

    def _identity(self, name: str, kind: Kind) -> str:
        """Return the concept that a name is, or else its token."""
        found = self._lookup(name, kind)
        if found is None or self.denies(name, kind, found.iri):
            return token(kind, self.key(name, kind))
        return found.iri

    def _together(self, ones: list[Statement], twos: list[Statement]) -> Iterator[One]:
        """Yield the closure of what was said to be one.

        Raises
        ------
        CurationError
            If that cannot be.
        """
        groups = _closure(ones, self._identity)
        homes = {identity: number for number, group in enumerate(groups) for identity in group}
        for two in twos:
            for first, second in combinations(two.names, 2):
                home = homes.get(self._identity(first, two.kind))
                if home is not None and home == homes.get(self._identity(second, two.kind)):
                    raise _contradiction(two, first, second, groups[home])
        for group in groups:
            yield self._one(group)

    def _one(self, group: Mapping[str, list[Statement]]) -> One:
        statements = _distinct(statement for said in group.values() for statement in said)
        kind = statements[0].kind
        names = _by_claim(statements)
        identities = dict.fromkeys(self._identity(name, kind) for name in names)
        concepts = [identity for identity in identities if identity in self._vocabulary.concepts]
        self.standing.update(dict.fromkeys(concepts[1:], concepts[0]) if concepts else {})
        return One(kind, names, concepts[0] if concepts else None, statements)


def _closure(ones: Sequence[Statement], identity: Callable[[str, Kind], str]) -> list[dict[str, list[Statement]]]:
    """Return groups of identities that statements connect, each identity with the statements that name it."""
    joins = Joins()
    named: dict[str, list[Statement]] = defaultdict(list)
    for statement in ones:
        identities = [identity(name, statement.kind) for name in statement.names]
        for one in identities:
            joins.join(identities[0], one)
            named[one].append(statement)
    groups: dict[str, dict[str, list[Statement]]] = defaultdict(dict)
    for one in sorted(named):
        groups[joins.root(one)][one] = named[one]
    return list(groups.values())


def _distinct(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(dict.fromkeys(statements), key=lambda s: (not s.file, s.file, s.line, s.to_line())))


def _by_claim(statements: Iterable[Statement]) -> tuple[str, ...]:
    """Return the names of statements: those that only ever come first, then the others, in alphabetical order."""
    first = {statement.names[0] for statement in statements}
    later = {name for statement in statements for name in statement.names[1:]}
    return (*sorted(first - later), *sorted(first & later), *sorted(later - first))


def _contradiction(two: Statement, first: str, second: str, group: Mapping[str, list[Statement]]) -> CurationError:
    said = _distinct(statement for statements in group.values() for statement in statements)
    by = " and ".join(dict.fromkeys(statement.place if statement.file else "this command" for statement in said))
    return CurationError(
        f"{first!r} and {second!r} are two {two.kind.value}s here, but one by {by}; take one of these lines out",
        two.file,
        two.line or None,
    )

"""What things are called that no vocabulary holds: label, aliases, IRI, what is broader, and which names are shared."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from kg.linking.joins import Joins
from kg.linking.rulings import One, Rulings, token
from kg.linking.sightings import Sighting
from kg.model import Concept, Kind
from kg.names import slug
from kg.vocabulary import Vocabulary

__all__ = ["Identities"]

_ID = "https://w3id.org/paperkg/id/"


class Identities:
    """The things that sightings are sightings of.

    Parameters
    ----------
    sightings
        Every entity of every paper.
    joins
        Which of their tokens are one thing.
    vocabulary
        What is known beforehand.
    rulings
        What was said of names.
    """

    def __init__(self, sightings: Sequence[Sighting], joins: Joins, vocabulary: Vocabulary, rulings: Rulings) -> None:
        self._sightings = sightings
        self._joins = joins
        self._vocabulary = vocabulary
        self._rulings = rulings
        self._borne: dict[tuple[str, str], bool] = {}
        self._concepts = self._known()
        self._mint()

    def concept(self, sighting: Sighting) -> Concept:
        """Return what a sighting is a sighting of."""
        return self._concepts[self._joins.root(sighting.token)]

    def shared(self, sighting: Sighting) -> tuple[str, ...]:
        """Return those of an entity's forms that other things are called, too, or are said to be."""
        own, root = self.concept(sighting), self._joins.root(sighting.token)
        return tuple(form for form in dict.fromkeys(sighting.forms) if not self._may_bear(own, root, form))

    @cached_property
    def replaced(self) -> Mapping[str, str]:
        """The IRIs that names alone would have, by what stands for them; none that is in use or stands for two."""
        found: dict[str, set[str]] = defaultdict(set)
        for one in self._sightings:
            found[self.own_iri(one)].add(self.concept(one).iri)
        used = {concept.iri for concept in self._concepts.values()}
        return {
            old: min(new)
            for old, new in sorted(found.items())
            if len(new) == 1 and old not in used and old not in self._vocabulary.concepts
        }

    def standing(self, present: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield the concepts that others stand for which are present, each with what stands for it."""
        yield from ((old, new) for old, new in sorted(self._rulings.standing.items()) if new in present)

    def own_iri(self, sighting: Sighting) -> str:
        """Return the IRI that an entity would have by its name in this paper alone."""
        present = self.concept(sighting).iri
        if present == f"{_ID}{sighting.kind.value}/{slug(sighting.entity.name)}":
            return present
        return self._iri(sighting.entity.name, sighting.kind, sighting.token)

    def _known(self) -> dict[str, Concept]:
        """Return the vocabulary's concepts by the roots of their sets."""
        iris = {one.token for one in self._sightings if one.concept is not None}
        iris |= {said.concept for said in self._rulings.ones if said.concept is not None}
        return {self._joins.root(iri): self._vocabulary.concepts[iri] for iri in sorted(iris)}

    def _mint(self) -> None:
        groups: dict[str, list[Sighting]] = defaultdict(list)
        for one in self._sightings:
            root = self._joins.root(one.token)
            if root not in self._concepts:
                groups[root].append(one)
        groups = dict(sorted(groups.items()))
        labels = self._labels(groups)
        taken = set(self._vocabulary.concepts)
        for root, found in groups.items():
            name, own = labels[root], found[0].token
            iri = self._iri(name, found[0].kind, own, taken)
            taken.add(iri)
            label = f"{name} ({found[0].paper.id})" if "@" in own else name
            self._concepts[root] = Concept(iri, found[0].kind, label, minted=True)
        hierarchy = _Hierarchy(self._vocabulary)
        for root, found in groups.items():
            self._concepts[root] = self._described(self._concepts[root], root, found, hierarchy)

    def _described(self, bare: Concept, root: str, found: Sequence[Sighting], hierarchy: _Hierarchy) -> Concept:
        """Return a minted concept with all that the papers say of it."""
        forms = {form for one in found for form in one.forms}
        aliases = sorted(form for form in forms - {bare.label} if self._may_bear(bare, root, form))
        return replace(bare, aliases=tuple(aliases), broader=hierarchy.broader(bare.label, bare.kind))

    @cached_property
    def _bearers(self) -> Mapping[str, set[str]]:
        """The roots of all things, by the tokens of their names."""
        bearers: dict[str, set[str]] = defaultdict(set)
        for one in self._sightings:
            root = self._joins.root(one.token)
            for key in (key for form in one.forms for key in self._rulings.keys(form, one.kind)):
                bearers[token(one.kind, key)].add(root)
        return bearers

    def _may_bear(self, own: Concept, root: str, form: str) -> bool:
        """Tell whether a form can be a name of a thing: it is its label, or nothing else is called so."""
        asked = (root, form)
        if asked not in self._borne:
            self._borne[asked] = self._is_borne(own, root, form)
        return self._borne[asked]

    def _is_borne(self, own: Concept, root: str, form: str) -> bool:
        kind, rulings = own.kind, self._rulings
        labels = {rulings.key(name, kind) for name in (own.label, *own.aliases)}
        key, *_ = rulings.keys(form, kind)
        if key in labels:
            return True
        mine = token(kind, key)
        tokens = {own.iri, token(kind, rulings.key(own.label, kind)), *self._joins.marked(root)}
        if rulings.marks(mine) and rulings.apart(tokens, {mine}):
            return False
        bearers = {bearer for key in rulings.keys(form, kind) for bearer in self._bearers.get(token(kind, key), ())}
        return bearers <= {root} and not self._is_known(form, kind, own.iri)

    def _is_known(self, form: str, kind: Kind, but: str) -> bool:
        """Tell whether the vocabulary calls something so, other than one concept."""
        key = self._rulings.key(form, kind)
        others = (concept for concept in self._vocabulary.lookup(form, kind) if concept.iri != but)
        return any(self._rulings.key(name, kind) == key for one in others for name in (one.label, *one.aliases))

    def _labels(self, groups: Mapping[str, Sequence[Sighting]]) -> dict[str, str]:
        """Return the label of each thing: its most frequent name, unless another thing has a better claim to that."""
        ones = self._rulings.ones
        said = {self._joins.root(token(one.kind, self._rulings.key(one.names[0], one.kind))): one for one in ones}
        wishes = {root: _wishes(found, said.get(root)) for root, found in groups.items()}
        first: dict[str, list[str]] = defaultdict(list)
        for root, names in wishes.items():
            first[self._token(root, groups, names[0])].append(root)
        labels = {}
        for root, names in wishes.items():
            free = (name for name in names if self._is_free(root, groups, name, first))
            labels[root] = names[0] if root in said else next(free, names[0])
        return labels

    def _token(self, root: str, groups: Mapping[str, Sequence[Sighting]], name: str) -> str:
        kind = groups[root][0].kind
        return token(kind, self._rulings.key(name, kind))

    def _is_free(
        self, root: str, groups: Mapping[str, Sequence[Sighting]], name: str, first: Mapping[str, Sequence[str]]
    ) -> bool:
        """Tell whether no other thing, be it known or minted, has a claim to a label."""
        if self._is_known(name, groups[root][0].kind, ""):
            return False
        mine = self._token(root, groups, name)
        owner = self._joins.root(mine)
        return owner == root or (owner not in groups and set(first.get(mine, ())) <= {root})

    def _iri(self, name: str, kind: Kind, own: str, taken: Iterable[str] = ()) -> str:
        """Return the IRI of a minted thing; one that only a paper knows, or whose IRI is taken, gets a digest."""
        iri = f"{_ID}{kind.value}/{slug(name)}"
        known = taken or self._vocabulary.concepts
        if iri not in known and "@" not in own:
            return iri
        mark = own if "@" in own else token(kind, self._rulings.key(name, kind))
        return f"{iri}-{hashlib.sha256(mark.encode()).hexdigest()[:8]}"


def _wishes(found: Sequence[Sighting], said: One | None) -> list[str]:
    """Return what a thing may be called, the best first: as a person said, by its names, by its long forms."""
    names = Counter(one.entity.name for one in found)
    longs = Counter(one.long for one in found if one.long)
    order = [said.names[0]] if said is not None else []
    for counted in (names, longs):
        order += sorted(counted, key=lambda name: (-counted[name], -len(name), name))
    return list(dict.fromkeys(order))


class _Hierarchy:
    """Places minted names below vocabulary concepts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def broader(self, label: str, kind: Kind) -> tuple[str, ...]:
        """Return the concept that a label's tail names, or its front: "INT8 quantization", "BERT-Large"."""
        words = [word for word in re.split(r"[\s-]+", label) if word]
        for stretch in _stretches(words, kind):
            found = self.vocabulary.named(" ".join(stretch), kind)
            if found and len(found.label) > 2 and found.iri not in self.vocabulary.generic:
                return (found.iri,)
        return ()


def _stretches(words: Sequence[str], kind: Kind) -> Iterator[Sequence[str]]:
    """Yield parts of a name that can say what it is a kind of, the most telling first.

    The tail does; the front does only where it is a name and the rest a variant of it; in hardware any part does.
    """
    sizes = range(len(words) - 1, 0, -1)
    yield from (words[-size:] for size in sizes)
    if words and (any(c.isupper() for c in words[0][1:]) or kind is Kind.HARDWARE):
        yield from (words[:size] for size in sizes)
    if kind is Kind.HARDWARE:
        yield from (words[at : at + size] for size in sizes for at in range(1, len(words) - size))

"""Canonical identity: every entity becomes a vocabulary concept, or one minted for all papers that name it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.facts import with_facts
from kg.hardware_names import known_forms
from kg.model import ROLES, Concept, Entity, Extraction, Kind, Paper, Result
from kg.names import GENERIC_HEADS, identity_key, name_words, slug
from kg.vocabulary import Vocabulary

__all__ = ["LinkedPaper", "concept_of", "link"]

_ID = "https://w3id.org/paperkg/id/"
_SHORTEST_SHARED_ACRONYM = 3
"""Acronyms of fewer letters mean too many things to join two papers by."""


@dataclass(frozen=True, slots=True)
class LinkedPaper:
    """A paper whose entities have identities.

    Attributes
    ----------
    paper
        The paper.
    extraction
        What was found in it; no two entities are the same thing.
    concepts
        The identity of `extraction.entities[i]` at index i.
    """

    paper: Paper
    extraction: Extraction
    concepts: tuple[Concept, ...]


def link(read: Iterable[tuple[Paper, Extraction]], vocabulary: Vocabulary) -> list[LinkedPaper]:
    """Give every entity of every paper its identity.

    A name that the vocabulary knows is that concept. Other names are minted: those with the same key (case, hyphens,
    spaces and plural aside) are one thing, and so are an acronym and the only long form that any paper gives for it.
    The outcome does not depend on the order of the papers.

    Parameters
    ----------
    read
        Papers with what was found in them.
    vocabulary
        The concepts that are known beforehand.

    Returns
    -------
    list of LinkedPaper
        In the order given.
    """
    pairs = list(read)
    known = [[concept_of(entity, vocabulary) for entity in extraction.entities] for _, extraction in pairs]
    minted = _mint(_unknown(pairs, known), vocabulary)
    linked = []
    for (paper, extraction), concepts in zip(pairs, known, strict=True):
        identities = [
            concept or minted[_own_key(entity, paper)]
            for entity, concept in zip(extraction.entities, concepts, strict=True)
        ]
        optional = vocabulary.generic if paper.curated is None else frozenset()
        linked.append(_without_twins(paper, _marked(extraction, identities, optional), identities))
    return with_facts(linked)


def _marked(extraction: Extraction, identities: Sequence[Concept], generic: frozenset[str]) -> Extraction:
    """Mark what is so broad that a reader could leave it out."""
    entities = (
        replace(entity, optional=True) if concept.iri in generic else entity
        for entity, concept in zip(extraction.entities, identities, strict=True)
    )
    return replace(extraction, entities=tuple(entities))


def concept_of(entity: Entity, vocabulary: Vocabulary) -> Concept | None:
    """Return the vocabulary concept that an entity names: by its match, its name, or else its longest telling alias."""
    matched = vocabulary.concepts.get(entity.concept or "")
    if matched is not None and matched.kind is entity.kind:
        return matched
    telling = sorted((alias for alias in entity.aliases if _is_telling(alias, entity.kind)), key=lambda a: (-len(a), a))
    found = vocabulary.lookup(entity.name, entity.kind)
    if found:
        return found[0]
    plainer = known_forms(entity.name) if entity.kind is Kind.HARDWARE else ()
    return next((concept for form in (*telling, *plainer) if (concept := vocabulary.named(form, entity.kind))), None)


def _is_telling(form: str, kind: Kind) -> bool:
    """Tell whether a form names something by itself and not only its class ("framework", "our method")."""
    words = name_words(form)
    if not words or all(word in GENERIC_HEADS[kind] for word in words):
        return False
    return len(words) > 1 or any(c.isupper() or c.isdigit() for c in form[1:])


def _unknown(
    pairs: Sequence[tuple[Paper, Extraction]], known: Sequence[Sequence[Concept | None]]
) -> Iterator[tuple[str, Entity]]:
    for (paper, extraction), concepts in zip(pairs, known, strict=True):
        for entity, concept in zip(extraction.entities, concepts, strict=True):
            if concept is None:
                yield _own_key(entity, paper), entity


def _own_key(entity: Entity, paper: Paper) -> str:
    """Return what a minted entity is known by; a bare class noun ("framework") stays the paper's own."""
    key = f"{entity.kind.value}:{identity_key(entity.name, entity.kind)}"
    words = name_words(entity.name)
    generic = all(word in GENERIC_HEADS[entity.kind] for word in words) or key.endswith(":")
    return f"{key}@{paper.id}" if generic else key


def _mint(unknown: Iterable[tuple[str, Entity]], vocabulary: Vocabulary) -> dict[str, Concept]:
    """Return a concept for each key; keys that name one thing share it."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    aliases: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, Kind] = {}
    for key, entity in unknown:
        names[key][entity.name] += 1
        kinds[key] = entity.kind
        aliases[key].update(alias for alias in entity.aliases if _is_telling(alias, entity.kind))
    merged = _merge(kinds, aliases)
    groups: dict[str, list[str]] = defaultdict(list)
    for key in sorted(names):
        groups[merged[key]].append(key)
    concepts: dict[str, Concept] = {}
    taken = set(vocabulary.concepts)
    placed = _Hierarchy(vocabulary)
    for members in groups.values():
        concept = _concept(members, names, aliases, kinds[members[0]], taken, placed)
        taken.add(concept.iri)
        concepts.update(dict.fromkeys(members, concept))
    return concepts


def _merge(kinds: Mapping[str, Kind], aliases: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Map each key to the key of its group: a name and the only other name that has it as an alias are one."""
    parent = {key: key for key in kinds}

    def root(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    claims: dict[str, set[str]] = defaultdict(set)
    for key, kind in kinds.items():
        for alias in aliases.get(key, ()):
            other = f"{kind.value}:{identity_key(alias, kind)}"
            if other != key and other in parent and len(other) - len(kind.value) > _SHORTEST_SHARED_ACRONYM:
                claims[other].add(key)
    for other in sorted(claims):
        claimants = sorted({root(key) for key in claims[other]})
        if len(claimants) == 1:
            first, second = sorted((root(other), claimants[0]))
            parent[second] = first
    return {key: root(key) for key in kinds}


def _concept(
    members: Sequence[str],
    names: Mapping[str, Counter[str]],
    aliases: Mapping[str, Iterable[str]],
    kind: Kind,
    taken: set[str],
    hierarchy: _Hierarchy,
) -> Concept:
    counts: Counter[str] = Counter()
    for key in members:
        counts += names[key]
    label = min(counts, key=lambda name: (-counts[name], -len(name), name))
    others = {alias for key in members for alias in aliases[key]} | set(counts)
    iri = f"{_ID}{kind.value}/{slug(label)}"
    if iri in taken or "@" in members[0]:
        iri += "-" + hashlib.sha256("|".join(members).encode()).hexdigest()[:8]
    return Concept(iri, kind, label, tuple(sorted(others - {label})), hierarchy.broader(label, kind), minted=True)


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


def _without_twins(paper: Paper, extraction: Extraction, identities: Sequence[Concept]) -> LinkedPaper:
    """Merge a paper's entities that turned out to be one thing."""
    homes: dict[str, list[Entity]] = {}
    concepts: dict[str, Concept] = {}
    for entity, concept in zip(extraction.entities, identities, strict=True):
        homes.setdefault(concept.iri, []).append(entity)
        concepts[concept.iri] = concept
    merged = {iri: _one(entities) for iri, entities in homes.items()}
    renamed = {
        (entity.kind, form): merged[iri].name
        for iri, entities in homes.items()
        for entity in entities
        for form in (entity.name, *entity.aliases)
    }
    results = tuple(_renamed(result, renamed) for result in extraction.results)
    return LinkedPaper(paper, Extraction(extraction.paper, tuple(merged.values()), results), tuple(concepts.values()))


def _one(entities: Sequence[Entity]) -> Entity:
    if len(entities) == 1:
        return entities[0]
    order = ROLES[entities[0].kind]
    lead = min(entities, key=lambda e: (order.index(e.role) if e.role else 0, e.mentions[0].start if e.mentions else 0))
    forms = dict.fromkeys(form for entity in entities for form in (entity.name, *entity.aliases))
    mentions = {(m.start, m.end): m for entity in entities for m in entity.mentions}
    return replace(
        lead,
        aliases=tuple(form for form in forms if form != lead.name),
        mentions=tuple(mentions[key] for key in sorted(mentions)),
        confidence=max(entity.confidence for entity in entities),
        optional=all(entity.optional for entity in entities),
        facts=tuple(dict.fromkeys(fact for entity in entities for fact in entity.facts)),
    )


def _renamed(result: Result, names: Mapping[tuple[Kind, str], str]) -> Result:
    def name(kind: Kind, value: str | None) -> str | None:
        return names.get((kind, value), value) if value else value

    return replace(
        result,
        method=name(Kind.METHOD, result.method),
        metric=name(Kind.METRIC, result.metric),
        dataset=name(Kind.DATASET, result.dataset),
        hardware=name(Kind.HARDWARE, result.hardware),
        baseline=name(Kind.METHOD, result.baseline),
        task=name(Kind.TASK, result.task),
    )

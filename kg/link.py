"""Canonical identity: every entity becomes a vocabulary concept, or one minted for all papers that name it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.acronyms import initials_at, is_acronym_of, letters
from kg.curation import NOTHING, Curation
from kg.hardware_names import known_forms
from kg.linking.facts import with_facts
from kg.linking.joining import join
from kg.linking.naming import Identities
from kg.linking.rulings import Rulings
from kg.linking.sightings import Sighting, is_telling, sight
from kg.linking.spelling import american
from kg.linking.splitting import split
from kg.model import ROLES, Concept, Entity, Extraction, Kind, LinkedPaper, Paper, Result
from kg.names import name_words
from kg.vocabulary import Vocabulary

__all__ = ["VERSION", "concept_of", "link"]

VERSION = "3"
"""Version of what names mean; raise it whenever equal papers shall get other identities."""

_SAME_STEM = 3
"""Letters that two words share at their start where one may be a form of the other: "nets", "networks"."""


def link(
    read: Iterable[tuple[Paper, Extraction]], vocabulary: Vocabulary, curation: Curation = NOTHING
) -> list[LinkedPaper]:
    """Give every entity of every paper its identity.

    A name that the vocabulary knows is that concept. Other names are minted: those with the same key (case, hyphens,
    spaces and plural aside) are one thing, and so are a name with and without its class noun, the long forms of one
    acronym that differ in spelling only, and an acronym and the only long form that papers give for it, where
    `kg.linking.joining.join` trusts them to be. What a person said goes before all of this.
    The outcome does not depend on the order of the papers.

    Parameters
    ----------
    read
        Papers with what was found in them.
    vocabulary
        The concepts that are known beforehand.
    curation
        Which names were said to be one thing, and which two.

    Returns
    -------
    list of LinkedPaper
        In the order given.

    Raises
    ------
    CurationError
        If the curation contradicts itself.
    """
    rulings = Rulings(curation, vocabulary)
    pairs = [(paper, split(paper, extraction, vocabulary, rulings)) for paper, extraction in read]
    seen = [
        [sight(paper, entity, concept_of(entity, vocabulary, rulings), rulings) for entity in extraction.entities]
        for paper, extraction in pairs
    ]
    sightings = [one for ones in seen for one in ones]
    identities = Identities(sightings, join(sightings, rulings), vocabulary, rulings)
    return with_facts(
        [
            _linked(paper, extraction, ones, identities, vocabulary.generic)
            for (paper, extraction), ones in zip(pairs, seen, strict=True)
        ]
    )


def concept_of(entity: Entity, vocabulary: Vocabulary, rulings: Rulings | None = None) -> Concept | None:
    """Return the vocabulary concept that an entity names: by its match, its name, or else its longest telling alias."""
    rulings = rulings or Rulings(NOTHING, vocabulary)
    found = _named(entity, vocabulary, rulings)
    return found and rulings.settled(found)


def _named(entity: Entity, vocabulary: Vocabulary, rulings: Rulings) -> Concept | None:
    """Return the vocabulary concept that an entity names, whatever it was said to be one with."""
    name, kind = entity.name, entity.kind
    if (said := rulings.concept(name, kind)) is not None:
        return said
    matched = vocabulary.concepts.get(entity.concept or "")
    if matched is not None and matched.kind is kind and not rulings.denies(name, kind, matched.iri):
        return matched
    found = next(iter(vocabulary.lookup(name, kind)), None)
    if found and not rulings.denies(name, kind, found.iri) and not _explains_otherwise(entity, found, vocabulary):
        return found
    if rulings.speaks_of(name, kind):
        return None
    telling = sorted((alias for alias in entity.aliases if is_telling(alias, kind)), key=lambda a: (-len(a), a))
    plainer = known_forms(name) if kind is Kind.HARDWARE else {american(name)} - {name.casefold()}
    known = (concept for form in (*telling, *plainer) if (concept := vocabulary.named(form, kind)))
    return next((concept for concept in known if not rulings.denies(name, kind, concept.iri)), None)


def _explains_otherwise(entity: Entity, concept: Concept, vocabulary: Vocabulary) -> bool:
    """Tell whether a paper gives other words for an acronym than the vocabulary does."""
    own = [alias for alias in entity.aliases if _initials(entity.name, alias)]
    if not own or not is_acronym_of(entity.name, own[0]):
        return False
    known = [words for label in (concept.label, *concept.aliases) if (words := _initials(entity.name, label))]
    if not known:
        return vocabulary.named(entity.name, entity.kind) != concept
    return not any(_same_words(_initials(entity.name, one), words) for one in own for words in known)


def _initials(short: str, long: str) -> list[str]:
    """Return the words of a long form where their initials are the letters of an acronym, else none."""
    words, wanted = name_words(long.replace("-", " ")), letters(short)
    return words if len(words) == len(wanted) > 1 and initials_at(wanted, long) == 0 else []


def _same_words(some: Sequence[str], others: Sequence[str]) -> bool:
    return all(one[:_SAME_STEM] == other[:_SAME_STEM] for one, other in zip(some, others, strict=True))


def _linked(
    paper: Paper, extraction: Extraction, sightings: Sequence[Sighting], identities: Identities, generic: frozenset[str]
) -> LinkedPaper:
    """Return a paper with identities; entities that turned out to be one thing are merged."""
    homes: dict[str, list[Sighting]] = {}
    for one in sightings:
        homes.setdefault(identities.concept(one).iri, []).append(one)
    marked = generic if paper.curated is None else frozenset()
    merged = {iri: _one([one.entity for one in ones], optional=iri in marked) for iri, ones in homes.items()}
    renamed = {
        (one.kind, form): merged[iri].name
        for iri, ones in homes.items()
        for one in ones
        for form in (one.entity.name, *one.entity.aliases)
    }
    shared = (dict.fromkeys(form for one in ones for form in identities.shared(one)) for ones in homes.values())
    own = sorted({identities.own_iri(one) for one in sightings})
    return LinkedPaper(
        paper,
        replace(
            extraction,
            entities=tuple(merged.values()),
            results=tuple(_renamed(result, renamed) for result in extraction.results),
        ),
        tuple(identities.concept(ones[0]) for ones in homes.values()),
        tuple(tuple(forms) for forms in shared),
        (*((iri, identities.replaced[iri]) for iri in own if iri in identities.replaced), *identities.standing(homes)),
    )


def _one(entities: Sequence[Entity], *, optional: bool) -> Entity:
    """Return one entity for several; what is so broad that a reader could leave it out is marked."""
    if len(entities) == 1:
        return replace(entities[0], optional=True) if optional else entities[0]
    order = ROLES[entities[0].kind]
    lead = min(entities, key=lambda e: (order.index(e.role) if e.role else 0, e.mentions[0].start if e.mentions else 0))
    forms = dict.fromkeys(form for entity in entities for form in (entity.name, *entity.aliases))
    mentions = {(m.start, m.end): m for entity in entities for m in entity.mentions}
    return replace(
        lead,
        aliases=tuple(form for form in forms if form != lead.name),
        mentions=tuple(mentions[key] for key in sorted(mentions)),
        confidence=max(entity.confidence for entity in entities),
        optional=optional or all(entity.optional for entity in entities),
        facts=tuple(dict.fromkeys(fact for entity in entities for fact in entity.facts)),
    )


def _renamed(result: Result, names: dict[tuple[Kind, str], str]) -> Result:
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

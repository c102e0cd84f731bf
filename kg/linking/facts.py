"""What sources state of things that no vocabulary holds, settled across papers: one value each, and a place below."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from kg.model import Concept, Kind, LinkedPaper

__all__ = ["PROCESSOR", "with_facts"]

PROCESSOR = "hasProcessor"
"""The fact whose value is another thing: what is on a board or in a system."""

_SEVERAL = frozenset({PROCESSOR, "core", "vendor", "architecture"})
"""Facts that may have several values."""

_HIGHEST = frozenset({"clockMHz"})
"""Facts that state the highest that was rated, so that a slower run does not contradict a faster one."""

Fact = tuple[str, str]


def with_facts(linked: Sequence[LinkedPaper]) -> list[LinkedPaper]:
    """Give minted concepts the facts that papers state of them, and place them below what is on or in them.

    Where papers state different values, the one that most state counts, so that a thing has the same facts in the
    graphs of all papers. The vocabulary's own concepts stay as they are.

    Parameters
    ----------
    linked
        All papers, with identities.
    """
    said: dict[str, Counter[Fact]] = defaultdict(Counter)
    minted: dict[str, Concept] = {}
    for one in linked:
        for concept, facts in _stated(one):
            minted[concept.iri] = concept
            said[concept.iri].update(facts)
    settled = {iri: _settled(counts) for iri, counts in sorted(said.items())}
    parents = _placed(minted, settled)
    known = {
        iri: replace(minted[iri], facts=facts, broader=(*minted[iri].broader, *parents[iri]))
        for iri, facts in settled.items()
    }
    return [
        replace(one, concepts=tuple(known.get(concept.iri, concept) for concept in one.concepts))
        if any(concept.iri in known for concept in one.concepts)
        else one
        for one in linked
    ]


def _stated(one: LinkedPaper) -> Iterable[tuple[Concept, set[Fact]]]:
    """Yield the minted concepts of which a paper states something, processors by their IRI."""
    pairs = list(zip(one.extraction.entities, one.concepts, strict=True))
    if not any(entity.facts and concept.minted for entity, concept in pairs):
        return
    named = {
        form: concept.iri
        for entity, concept in reversed(pairs)
        if entity.kind is Kind.HARDWARE
        for form in (*entity.aliases, entity.name)
    }
    for entity, concept in pairs:
        facts = {
            (name, named[value] if name == PROCESSOR else value)
            for name, value in entity.facts
            if name != PROCESSOR or named.get(value, concept.iri) != concept.iri
        }
        if concept.minted and facts:
            yield concept, facts


def _settled(counts: Mapping[Fact, int]) -> tuple[Fact, ...]:
    """Return the facts that count: all of those that may be several, of the others the one that most papers state."""
    best: dict[str, Fact] = {}
    for fact in sorted(counts, key=lambda fact: (-counts[fact], fact)):
        name, value = fact
        if name in _HIGHEST and name in best and _number(value) > _number(best[name][1]):
            best[name] = fact
        best.setdefault(name, fact)
    return tuple(sorted(fact for fact in counts if fact[0] in _SEVERAL or best[fact[0]] == fact))


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)


def _placed(minted: Mapping[str, Concept], settled: Mapping[str, tuple[Fact, ...]]) -> dict[str, tuple[str, ...]]:
    """Return what else each minted concept is below: its processors, unless one is already below it."""
    above = {iri: set(concept.broader) for iri, concept in minted.items()}
    added: dict[str, tuple[str, ...]] = {}
    for iri, facts in settled.items():
        processors = [value for name, value in facts if name == PROCESSOR]
        added[iri] = tuple(one for one in processors if one not in above[iri] and not _reaches(one, iri, above))
        above[iri].update(added[iri])
    return added


def _reaches(start: str, goal: str, above: Mapping[str, Iterable[str]]) -> bool:
    seen: set[str] = set()
    todo = [start]
    while todo:
        at = todo.pop()
        if at == goal:
            return True
        if at not in seen:
            seen.add(at)
            todo.extend(above.get(at, ()))
    return False

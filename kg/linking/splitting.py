"""Entities of one paper that the vocabulary takes for one thing, and a person for two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.linking.rulings import Rulings
from kg.model import Entity, Extraction, Mention, Paper
from kg.records import sentences
from kg.vocabulary import Vocabulary

__all__ = ["split"]


def split(paper: Paper, extraction: Extraction, vocabulary: Vocabulary, rulings: Rulings) -> Extraction:
    """Return an extraction in which names that are not the concept that their entity was matched to stand apart.

    Parameters
    ----------
    paper, extraction
        The paper, and what was found in it.
    vocabulary
        What is known beforehand.
    rulings
        What was said of names.
    """
    if not rulings.has_denials:
        return extraction
    entities = tuple(part for one in extraction.entities for part in _parts(paper, one, vocabulary, rulings))
    return replace(extraction, entities=entities)


def _parts(paper: Paper, entity: Entity, vocabulary: Vocabulary, rulings: Rulings) -> Iterator[Entity]:
    found = vocabulary.lookup(entity.name, entity.kind)
    iri = entity.concept or (found[0].iri if found else "")
    forms = (entity.name, *entity.aliases)
    denied = [form for form in forms if iri and rulings.denies(form, entity.kind, iri)]
    if not denied or len(denied) == len(forms):
        yield replace(entity, concept=None) if denied else entity
        return
    kept = [form for form in forms if form not in denied]
    yield _part(paper, entity, kept, iri)
    by_key: dict[str, list[str]] = {}
    for form in denied:
        by_key.setdefault(rulings.key(form, entity.kind), []).append(form)
    for same in by_key.values():
        yield _part(paper, entity, same, None)


def _part(paper: Paper, entity: Entity, forms: list[str], concept: str | None) -> Entity:
    """Return that part of an entity that has some of its names."""
    mentions = tuple(mention for mention in entity.mentions if mention.text in forms)
    evidence = entity.evidence
    if evidence is not None and mentions and not any(_holds(evidence, mention) for mention in mentions):
        evidence = next((whole for whole in sentences(paper.text) if _holds(whole, mentions[0])), evidence)
    return replace(
        entity, name=forms[0], aliases=tuple(forms[1:]), mentions=mentions, evidence=evidence, concept=concept
    )


def _holds(words: Mention, part: Mention) -> bool:
    return words.start <= part.start and part.end <= words.end

"""Which drafts become concepts, under which names: what others own stays theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.errors import VocabularyError
from kg.names import name_key, slug
from ontology.build.draft import Catalog, Draft, needs_context, worthless
from ontology.build.known import Known, keys
from ontology.build.measured import is_measured
from ontology.build.turtle import Entry

__all__ = ["assemble"]


def assemble(catalog: Catalog, drafts: Iterable[Draft], known: Known) -> list[Entry]:
    """Return the entries of a catalogue's file, in the order of their local names.

    A draft whose label an existing concept owns turns into facts about that concept, as far as it lacks them. Drafts
    of one name are one concept. An alias that an existing concept owns, or that is another draft's label, is left
    out; one that several drafts claim belongs to none of them. Names that could be ordinary words become ambiguous.

    Raises
    ------
    VocabularyError
        If a draft is of another kind than its catalogue or belongs to a concept that nobody has.
    """
    own: dict[str, Draft] = {}
    additions: dict[str, Draft] = {}
    places: dict[str, str] = {}
    by_key: dict[str, str] = {}
    for draft in drafts:
        if draft.kind is not catalog.kind:
            raise VocabularyError(f"{catalog.stem}: {draft.label!r} is a {draft.kind}, the file is of {catalog.kind}s")
        local = slug(draft.label)
        owner = known.owner(draft.label, draft.kind)
        if owner is not None:
            additions[owner] = _merged(additions[owner], draft) if owner in additions else draft
        else:
            owner = next((by_key[key] for key in sorted(keys(draft.label, draft.kind)) if key in by_key), local)
            own[owner] = _merged(own[owner], draft) if owner in own else draft
            by_key.update(dict.fromkeys(keys(draft.label, draft.kind), owner))
        places[local] = owner
    own = _named(own, by_key, known)
    entries = [(local, _placed(catalog, local, draft, places, known), True) for local, draft in own.items()]
    for local, draft in additions.items():
        lacking = _lacking(catalog, local, _placed(catalog, local, draft, places, known), known)
        if lacking is not None:
            entries.append((local, lacking, False))
    return sorted(entries, key=lambda entry: entry[0])


def _merged(first: Draft, second: Draft) -> Draft:
    """Return a draft with what another of the same name adds; where both state a property, the first counts."""
    stated = {name for name, _ in first.facts}
    linked = {name for name, _ in first.links}
    return replace(
        first,
        aliases=_union(first.aliases, second.aliases),
        ambiguous=_union(first.ambiguous, second.ambiguous),
        broader=_union(first.broader, second.broader),
        processors=first.processors or second.processors,
        facts=(*first.facts, *(fact for fact in second.facts if fact[0] not in stated)),
        links=(*first.links, *(link for link in second.links if link[0] not in linked)),
        definition=first.definition or second.definition,
        source=first.source or second.source,
    )


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _named(own: Mapping[str, Draft], by_key: Mapping[str, str], known: Known) -> dict[str, Draft]:
    """Return drafts with the names that are theirs alone, ambiguous ones apart."""
    claims: dict[str, set[str]] = defaultdict(set)
    for local, draft in own.items():
        for label in (*draft.aliases, *draft.ambiguous):
            for key in keys(label, draft.kind):
                claims[key].add(local)

    def is_free(label: str, local: str, draft: Draft) -> bool:
        wanted = keys(label, draft.kind)
        others = any(by_key.get(key, local) != local or len(claims[key]) > 1 for key in wanted)
        return not others and not worthless(label) and known.owner(label, draft.kind) is None

    named = {}
    for local, draft in own.items():
        free = [label for label in (*draft.aliases, *draft.ambiguous) if is_free(label, local, draft)]
        named[local] = _sorted_out(draft, free)
    return named


def _sorted_out(draft: Draft, free: Iterable[str]) -> Draft:
    """Return a draft with its free names as aliases or ambiguous labels, each spelling once."""
    aliases: list[str] = []
    ambiguous: list[str] = []
    seen = {name_key(draft.label)}
    if _is_unsure(draft.label, draft):
        ambiguous.append(draft.label)
    for label in free:
        if name_key(label) in seen:
            continue
        seen.add(name_key(label))
        (ambiguous if _is_unsure(label, draft) else aliases).append(label)
    return replace(draft, aliases=tuple(aliases), ambiguous=tuple(ambiguous))


def _is_unsure(label: str, draft: Draft) -> bool:
    """Tell whether a name means other things, too: as the catalogue says, by its form, or as measured on abstracts."""
    return label in draft.ambiguous or needs_context(label, draft.kind) or is_measured(label, draft.kind)


def _placed(catalog: Catalog, local: str, draft: Draft, places: Mapping[str, str], known: Known) -> Draft:
    """Return a draft whose links lead to concepts that exist."""

    def found(wanted: str) -> str:
        place = places.get(wanted, wanted)
        if wanted not in places and not known.has(wanted, draft.kind):
            raise VocabularyError(
                f"{catalog.stem}: {draft.label!r} leads to {wanted!r}, which no vocabulary file has; "
                f"add it to {catalog.kind.plural}.ttl or draft it"
            )
        return place

    broader = dict.fromkeys(found(wanted) for wanted in draft.broader)
    processors = dict.fromkeys(found(wanted) for wanted in draft.processors)
    return replace(
        draft,
        broader=tuple(place for place in broader if place != local),
        processors=tuple(place for place in processors if place != local),
    )


def _lacking(catalog: Catalog, local: str, draft: Draft, known: Known) -> Draft | None:
    """Return what a draft says of an existing concept that is not said yet, or None."""
    stated = known.facts(local, draft.kind)
    facts = tuple(fact for fact in draft.facts if fact[0] not in stated)
    links = tuple(link for link in draft.links if link[0] not in stated)
    processors = () if "kg:hasProcessor" in stated else draft.processors
    if not facts and not links and not processors:
        return None
    source = draft.source or catalog.credit or catalog.source
    return Draft(draft.kind, draft.label, processors=processors, facts=facts, links=links, source=source)

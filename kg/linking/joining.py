"""Which names are one thing across papers: by spelling, class noun, long form, acronym, and by what a person said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.acronyms import expansions
from kg.linking.joins import Joins
from kg.linking.rulings import Rulings, token
from kg.linking.sightings import Sighting, headless
from kg.linking.spelling import american
from kg.model import Kind, Role
from kg.names import name_key

__all__ = ["join"]

_SAME_WORDS = 90
"""Percent of letters that two long forms of one acronym share where they are one thing. Of pairs in 39,500 abstracts,
those above differ in spelling and inflection; below 80 they are mostly different things with one acronym."""

_SHORTEST_ACRONYM = 3
"""Acronyms of two letters mean too many things: of two papers, a third mean the same by them."""

_SHORTEST_NAME = 4
"""Letters from which on an acronym in mixed case ("PGNet") is a name: four papers of five mean the same by it."""

_OWN = frozenset((Role.PROPOSED, Role.INTRODUCED))
"""Roles of what a paper brings into the world itself."""


_HYPHENS = re.compile(r"[\s\-‐‑–_]+")


def join(sightings: Sequence[Sighting], rulings: Rulings) -> Joins:
    """Return the sets of tokens that are one thing.

    An acronym that a paper leaves unexplained is what other papers explain it to be where

    - all that explain it agree, and none that does not explain it has other words in its text that spell it; and
    - its own text holds those words, or two papers explain it, or one does for which it is no coinage of its own, or
      it is a name by its letters.

    In 4,900 abstracts, three of four names that these rules join are one thing; of the others that share an acronym,
    one in five.

    Parameters
    ----------
    sightings
        Every entity of every paper, in any order.
    rulings
        What was said of names: it comes first.
    """
    joins = Joins(lambda one: _is_iri(one) or rulings.marks(one), lambda a, b: _must_differ(a, b, rulings))
    for said in rulings.ones:
        tokens = [token(said.kind, rulings.key(name, said.kind)) for name in said.names]
        for one in [*tokens, *([said.concept] if said.concept else [])]:
            joins.join(tokens[0], one)
    _join_shorter(sightings, rulings, joins)
    _join_long_forms(sightings, joins)
    _join_acronyms(sightings, rulings, joins)
    _join_aliases(sightings, rulings, joins, frozenset(one.token for one in sightings))
    return joins


def _is_iri(one: str) -> bool:
    return one.startswith("https://")


def _must_differ(some: Iterable[str], others: Iterable[str], rulings: Rulings) -> bool:
    """Tell whether two sets hold two concepts of the vocabulary, or what was said to be two things."""
    some, others = list(some), list(others)
    return (any(map(_is_iri, some)) and any(map(_is_iri, others))) or rulings.apart(some, others)


def _join_shorter(sightings: Iterable[Sighting], rulings: Rulings, joins: Joins) -> None:
    """Join "FooNet framework" with "FooNet" and "ICs" with "IC", unless some paper's spelling speaks against it.

    "MMWHS" and "MM-WHS" are joined, too: where the last letter is no plural, only the hyphen tells two keys apart. So
    are "colour model" and "color model".
    """
    shorter: dict[str, set[str]] = defaultdict(set)
    for one in sightings:
        if one.concept is None and not one.long and "@" not in one.token:
            if "\t" not in one.token:
                joins.join(one.token, token(one.kind, f"={_HYPHENS.sub('', one.entity.name.casefold())}"))
                joins.join(one.token, token(one.kind, f"~{name_key(american(one.entity.name))}"))
            name = headless(one.entity.name, one.kind)
            shorter[one.token].add(token(one.kind, rulings.keys(name, one.kind)[-1]))
    for whole in sorted(shorter):
        if len(shorter[whole]) == 1:
            joins.join(whole, next(iter(shorter[whole])))


def _explained(sightings: Iterable[Sighting]) -> dict[tuple[Kind, str], list[Sighting]]:
    """Return the sightings that give an acronym with its words, by the acronym."""
    found: dict[tuple[Kind, str], list[Sighting]] = defaultdict(list)
    for one in sightings:
        if one.long:
            found[one.kind, one.short].append(one)
    return dict(sorted(found.items()))


def _join_long_forms(sightings: Iterable[Sighting], joins: Joins) -> None:
    """Join long forms of one acronym that differ in spelling only: "modelling", "modeling"."""
    for explained in _explained(sightings).values():
        words = {one.token: name_key(one.long) for one in sorted(explained, key=lambda one: (one.token, one.long))}
        for one, other in _alike(words):
            joins.join(one, other)


def _alike(words: Mapping[str, str]) -> list[tuple[str, str]]:
    from rapidfuzz import fuzz

    tokens = sorted(words)
    return [
        (one, other)
        for number, one in enumerate(tokens)
        for other in tokens[number + 1 :]
        if _digits(words[one]) == _digits(words[other]) and fuzz.ratio(words[one], words[other]) >= _SAME_WORDS
    ]


def _digits(key: str) -> str:
    return "".join(c for c in key if c.isdigit())


def _join_acronyms(sightings: Sequence[Sighting], rulings: Rulings, joins: Joins) -> None:
    """Join acronyms that papers leave unexplained with the only thing that others explain them to be."""
    explained = _explained(sightings)
    named: dict[str, list[Sighting]] = defaultdict(list)
    bare: dict[str, list[Sighting]] = defaultdict(list)
    for one in sightings:
        (bare if one.is_bare else named)[joins.root(one.token)].append(one)
    pairs = []
    for root, unexplained in sorted(bare.items()):
        shorts = {one.short for one in unexplained}
        meant = explained.get((unexplained[0].kind, min(shorts)), []) if len(shorts) == 1 else []
        roots = {joins.root(one.token) for one in meant}
        if len(roots) != 1 or root in roots or any(rulings.speaks_of(one.entity.name, one.kind) for one in unexplained):
            continue
        if _is_meant(unexplained, meant, named[min(roots)]):
            pairs.append((root, min(roots)))
    for pair in pairs:
        joins.join(*pair)


def _is_meant(bare: Sequence[Sighting], explained: Sequence[Sighting], named: Sequence[Sighting]) -> bool:
    """Tell whether unexplained acronyms are the thing that other papers explain.

    Parameters
    ----------
    bare
        Where the acronym stands unexplained.
    explained
        Where it stands with its words.
    named
        Where that thing is named, with or without the acronym.
    """
    short = explained[0].short
    keys = {name_key(one.long) for one in explained}
    if all(any(key in name_key(one.paper.text) for key in keys) for one in bare):
        return True
    if len(short) < _SHORTEST_ACRONYM or any(_spells_otherwise(one, keys) for one in bare):
        return False
    if len({one.paper.id for one in named}) > 1:
        return True
    if not short.isupper() and len(short) >= _SHORTEST_NAME:
        return not any(one.entity.role in _OWN for one in bare)
    return not any(one.entity.role in _OWN for one in explained)


def _spells_otherwise(bare: Sighting, keys: Iterable[str]) -> bool:
    from rapidfuzz import fuzz

    found = {name_key(words) for words in expansions(bare.short, bare.paper.text)}
    return any(all(fuzz.ratio(words, key) < _SAME_WORDS for key in keys) for words in found)


def _join_aliases(sightings: Iterable[Sighting], rulings: Rulings, joins: Joins, tokens: frozenset[str]) -> None:
    """Let a name that was said to be another be found where it is only what one thing is called besides."""
    wanted = {
        (said.kind, key): token(said.kind, key)
        for said in rulings.ones
        for key in (rulings.key(name, said.kind) for name in said.names)
        if token(said.kind, key) not in tokens
    }
    if not wanted:
        return
    homes: dict[tuple[Kind, str], set[str]] = defaultdict(set)
    for one in sightings:
        for form in one.forms:
            if (key := (one.kind, rulings.key(form, one.kind))) in wanted:
                homes[key].add(joins.root(one.token))
    for key in sorted(homes):
        if len(homes[key]) == 1:
            joins.join(wanted[key], homes[key].pop())

"""One entity of one paper on its way to an identity: what it is known by, and which acronym the paper gives for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.acronyms import is_acronym_of, letters, looks_short
from kg.linking.rulings import Rulings, token
from kg.model import Concept, Entity, Kind, Paper
from kg.names import GENERIC_HEADS, identity_key, name_words

__all__ = ["Sighting", "headless", "is_telling", "sight"]

_PARTS = re.compile(r"[^\s-]+[\s-]*|^[\s-]+")
_NAMES_BY_CASE = frozenset((Kind.METHOD, Kind.DATASET))
"""Kinds in which a plain word and a class noun together name another thing than the word: "generator architecture"."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """An entity where a paper speaks of it.

    Attributes
    ----------
    paper, entity
        The paper, and the entity as found in it.
    concept
        The vocabulary's concept that it is, or None.
    token
        What it is known by: the concept's IRI, or else its kind with the key of its long form, or of its name.
    forms
        Its names that tell what it is, the best first.
    long
        The words of its name that the paper gives an acronym for, or "".
    short
        The letters of that acronym, or those of the name itself where it is one that the paper leaves unexplained.
    """

    paper: Paper
    entity: Entity
    concept: Concept | None
    token: str
    forms: tuple[str, ...]
    long: str = ""
    short: str = ""

    @property
    def is_bare(self) -> bool:
        """True for an acronym that the paper does not explain."""
        return bool(self.short) and not self.long and self.concept is None

    @property
    def kind(self) -> Kind:
        """The entity's kind."""
        return self.entity.kind


def sight(paper: Paper, entity: Entity, concept: Concept | None, rulings: Rulings) -> Sighting:
    """Return what a paper says of an entity's name.

    Parameters
    ----------
    paper, entity
        The paper, and an entity in it.
    concept
        The concept of the vocabulary that the entity is, or None.
    rulings
        What was said of names.
    """
    telling = tuple(alias for alias in entity.aliases if is_telling(alias, entity.kind))
    forms = (entity.name, *(entity.aliases if concept is not None else telling))
    longs = (*forms, concept.label, *concept.aliases) if concept is not None else forms
    short, long = _acronym(entity.name, forms, longs)
    if concept is not None:
        return Sighting(paper, entity, concept, concept.iri, forms, long, letters(short))
    if long and entity.name not in (short, long):
        short = long = ""
    if not long:
        bare = headless(entity.name, entity.kind)
        short = bare if looks_short(bare) else ""
    own = token(entity.kind, rulings.key(long or entity.name, entity.kind))
    if _is_bare_noun(entity.name, entity.kind):
        own = f"{own}@{paper.id}"
    return Sighting(paper, entity, None, own, forms, long, letters(short))


def _acronym(name: str, forms: Sequence[str], longs: Sequence[str]) -> tuple[str, str]:
    """Return an acronym among the forms and the words that spell it, the name itself first, then the longest words."""
    pairs = [(short, long) for short in forms if looks_short(short) for long in longs if is_acronym_of(short, long)]
    return min(pairs, key=lambda pair: (name not in pair, -len(pair[1]), pair), default=("", ""))


def is_telling(form: str, kind: Kind) -> bool:
    """Tell whether a form names something by itself and not only its class ("framework", "our method")."""
    words = name_words(form)
    if _is_bare_noun(form, kind):
        return False
    return len(words) > 1 or any(c.isupper() or c.isdigit() for c in form[1:])


def _is_bare_noun(form: str, kind: Kind) -> bool:
    return all(word in GENERIC_HEADS[kind] for word in name_words(form)) or not identity_key(form, kind)


def headless(name: str, kind: Kind) -> str:
    """Return a name without the class nouns at its end that do not tell it from others, or as it is.

    >>> headless("FooNet framework", Kind.METHOD), headless("generator architecture", Kind.METHOD)
    ('FooNet', 'generator architecture')
    """
    wanted, words = identity_key(name, kind), _PARTS.findall(name)
    while len(words) > 1 and identity_key("".join(words[:-1]), kind) == wanted:
        words = words[:-1]
    rest = "".join(words).rstrip(" -")
    if len(words) == 1 and kind in _NAMES_BY_CASE and rest.islower() and rest.isalpha():
        return name
    return rest

"""Rules by which a chip's name tells what it belongs to and how else it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Kind
from ontology.build.draft import Draft

__all__ = ["Family", "Maker", "Place", "Spelling", "first_place", "spelled"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the names of one form belong.

    Attributes
    ----------
    form
        Regular expression, searched in the name from its beginning.
    broader
        Local names of what such a chip belongs to.
    architecture
        Name of its architecture, where the form tells.
    """

    form: str
    broader: tuple[str, ...]
    architecture: str = ""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How names of one form are written otherwise.

    Attributes
    ----------
    form
        Regular expression for the whole name; its groups are the fields of the templates, `all` the whole name.
    sure
        Templates of names that mean the chip wherever they stand.
    unsure
        Templates of names that need context: "1080 Ti", "5950X".
    """

    form: str
    sure: tuple[str, ...]
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """A product line or architecture that no curated file names."""

    label: str
    broader: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    definition: str = ""

    def draft(self) -> Draft:
        """Return the family as a draft."""
        return Draft(Kind.HARDWARE, self.label, self.aliases, broader=self.broader, definition=self.definition)


@dataclass(frozen=True, slots=True)
class Maker:
    """All that is known of how one maker names its chips.

    Attributes
    ----------
    vendor
        The maker, as `kg:vendor`.
    families
        Product lines that the chips belong to and that are not curated.
    tiers
        Of each tier the first place whose form fits counts: series, then architecture, then use.
    fallback
        Local names for what no place knows.
    spellings
        The first whose form fits counts.
    """

    vendor: str
    families: tuple[Family, ...]
    tiers: tuple[tuple[Place, ...], ...]
    fallback: tuple[str, ...]
    spellings: tuple[Spelling, ...]

    def places(self, name: str) -> list[Place]:
        """Return where a chip belongs, one place a tier."""
        found = [first_place(tier, name) for tier in self.tiers]
        return [place for place in found if place is not None]


def first_place(places: Iterable[Place], name: str) -> Place | None:
    """Return the first place whose form the beginning of a name has, or None."""
    return next((place for place in places if re.match(place.form, name)), None)


def spelled(spellings: Iterable[Spelling], name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the other spellings of a name: the sure ones, and those that need context.

    >>> spelled([Spelling(r"Core (?P<model>i7-.+)", ("Intel {all}", "{model}"))], "Core i7-8700K")
    (('Intel Core i7-8700K', 'i7-8700K'), ())
    """
    for spelling in spellings:
        found = re.fullmatch(spelling.form, name)
        if found:
            fields = {field: text or "" for field, text in found.groupdict().items()} | {"all": name}

            def written(templates: Iterable[str], fields: dict[str, str] = fields) -> tuple[str, ...]:
                return tuple(" ".join(template.format(**fields).split()) for template in templates)

            return written(spelling.sure), written(spelling.unsure)
    return (), ()

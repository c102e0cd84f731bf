"""What a catalogue module yields: drafts of concepts, and what is said of the file that they go into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.model import Kind

__all__ = ["Catalog", "Draft", "Value", "needs_context", "worthless"]

Value = str | int | Decimal | bool
"""What a fact can say. A string under `kg:launchDate` is a date, YYYY-MM-DD."""

_SHORT = 3
"""Squashed letters and digits up to which a name means too many things to stand alone: "M4", "A10", "L4"."""

_SHORT_CODE = 4
"""The same for hardware names with a digit: "F746" is a part to some and a grant number to others."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One concept as a catalogue gives it, before names that others own are taken away.

    Attributes
    ----------
    kind
        What it is; the same for all drafts of one catalogue.
    label
        Its preferred name. The local name of its IRI is `kg.names.slug(label)`.
    aliases
        Other names that mean it wherever they stand.
    ambiguous
        Names that mean it only where their context supports the kind.
    broader
        Local names of what it belongs to: concepts of the kind, curated, of an earlier catalogue, or of this one.
    processors
        Local names of the chips on it, for `kg:hasProcessor`.
    facts
        Properties as prefixed names, with their values: `("kg:ramBytes", 327680)`.
    links
        Properties and objects as prefixed names or IRIs: `("kg:direction", "kg:HigherIsBetter")`.
    definition
        One sentence, where the name does not say what it is.
    source
        Where its facts are from, if not from what the catalogue's file names.
    """

    kind: Kind
    label: str
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    processors: tuple[str, ...] = ()
    facts: tuple[tuple[str, Value], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    definition: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Catalog:
    """A generated file: which it is and where its content is from.

    Attributes
    ----------
    stem
        File name without `.ttl`: the plural of the kind, "-", a word for the source.
    kind
        The kind of all its concepts.
    title
        What the file holds.
    licence
        IRI of the licence that the sources ask for.
    source
        Who made the data, what it is called, its licence, and what was changed.
    credit
        A short form of the source for facts about concepts of other files; the source itself by default.
    """

    stem: str
    kind: Kind
    title: str
    licence: str
    source: str
    credit: str = ""


def _squashed(label: str) -> str:
    return re.sub(r"[\W_]", "", label)


def needs_context(label: str, kind: Kind) -> bool:
    """Tell, by its form alone, whether a name could be an ordinary word or a common code.

    So is a single word of letters (unless capitals inside make it a name: "ImageNet"), what is at most three letters
    long, what is only digits, and a hardware name of four characters.

    >>> [needs_context(name, Kind.HARDWARE) for name in ("Teensy", "M4", "F746", "STM32F746", "Teensy 4.0")]
    [True, True, True, False, False]
    >>> [needs_context(name, Kind.DATASET) for name in ("ImageNet", "Flowers", "COIN", "Flowers-102")]
    [False, True, True, False]
    """
    squashed = _squashed(label)
    if len(squashed) <= _SHORT or squashed.isdigit():
        return True
    if label.isalpha():
        named = label[1:] != label[1:].lower() and not label.isupper()
        return kind is Kind.HARDWARE or not named
    return kind is Kind.HARDWARE and len(squashed) <= _SHORT_CODE


def worthless(label: str) -> bool:
    """Tell whether a name is too short to be worth looking for even with context, or no more than a number.

    >>> [worthless(label) for label in ("A1", "746", "L4S")]
    [True, True, False]
    """
    squashed = _squashed(label)
    return len(squashed) < _SHORT or squashed.isdigit()

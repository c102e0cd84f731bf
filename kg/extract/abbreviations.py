"""Abbreviations that a paper defines for itself, after Schwartz & Hearst (`kg_abbreviations`).

A. Schwartz, M. Hearst: A simple algorithm for identifying abbreviation definitions in biomedical text. PSB 2003.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from kg.acronyms import SMALL_WORDS, initials_at, letters, letters_at, looks_short

__all__ = ["Abbreviation", "abbreviations", "find_abbreviations", "mark_abbreviations"]

_PARENTHESIS = re.compile(r"\(\s*([^()\n]{2,80}?)\s*\)")
_SHORT = re.compile(r"[A-Za-z0-9][\w.&/+*'’^{}\\$@-]*(?: [\w./+-]+)?")
_LONG_WORDS = 10
_SHORT_CHARACTERS = 14


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and the long form that the text gives for it; offsets count characters of the text."""

    short: str
    long: str
    short_start: int
    long_start: int

    @property
    def short_end(self) -> int:
        """End offset of the short form."""
        return self.short_start + len(self.short)

    @property
    def long_end(self) -> int:
        """End offset of the long form."""
        return self.long_start + len(self.long)


if not Doc.has_extension("kg_abbreviations"):
    Doc.set_extension("kg_abbreviations", default=())


@Language.component("kg_abbreviations", assigns=["doc._.kg_abbreviations"])
def mark_abbreviations(doc: Doc) -> Doc:
    """Put the text's abbreviation definitions on `doc._.kg_abbreviations`, in text order."""
    doc._.kg_abbreviations = tuple(find_abbreviations(doc.text))
    return doc


def abbreviations(doc: Doc) -> tuple[Abbreviation, ...]:
    """Return what `kg_abbreviations` found, or find it where that is not in the pipeline."""
    found: tuple[Abbreviation, ...] = doc._.kg_abbreviations
    return found or tuple(find_abbreviations(doc.text))


def find_abbreviations(text: str) -> list[Abbreviation]:
    """Return the abbreviations that a text defines, as "long form (SHORT)" or "SHORT (long form)".

    >>> found = find_abbreviations("We use neural architecture search (NAS) and a GRU (gated recurrent unit).")
    >>> [(a.short, a.long) for a in found]
    [('NAS', 'neural architecture search'), ('GRU', 'gated recurrent unit')]
    """
    found = []
    for match in _PARENTHESIS.finditer(text):
        inside = re.split(r"[;,]| i\.e\.| e\.g\.| or ", match.group(1))[0].strip()
        start = match.start(1)
        abbreviation = _short_inside(text, inside, start) or _long_inside(text, match.group(1), start)
        if abbreviation:
            found.append(abbreviation)
    return found


def _short_inside(text: str, inside: str, start: int) -> Abbreviation | None:
    if len(inside) > _SHORT_CHARACTERS + 8 or not _SHORT.fullmatch(inside) or not looks_short(inside):
        return None
    before = text[: text.rindex("(", 0, start + 1)].rstrip()
    window = _last_words(before, min(_LONG_WORDS, len(letters(inside)) * 2 + 2))
    at = initials_at(letters(inside), window)
    if at is None:
        at = letters_at(letters(inside), window)
    if at is None:
        return None
    long = _drop_leading(window[at:])
    if not _acceptable(inside, long):
        return None
    return Abbreviation(inside, long, start, len(before) - len(long))


def _long_inside(text: str, inside: str, start: int) -> Abbreviation | None:
    before = re.search(r"([A-Za-z][\w&+-]*)\s*\($", text[:start])
    if before is None or " " not in inside or not looks_short(before.group(1)):
        return None
    short = before.group(1)
    at = initials_at(letters(short), inside)
    at = letters_at(letters(short), inside) if at is None else at
    long = inside[at:] if at is not None else ""
    if at != 0 or not _acceptable(short, long):
        return None
    return Abbreviation(short, long, before.start(1), start)


def _last_words(before: str, count: int) -> str:
    window = before[max(0, len(before) - 200) :]
    window = re.split(r"[.;:!?]\s|\n|[()]|,\s", window)[-1]
    words = re.findall(r"\S+\s*", window)[-count:]
    return "".join(words).lstrip()


def _drop_leading(long: str) -> str:
    words = long.split()
    while len(words) > 1 and words[0].casefold() in SMALL_WORDS:
        long = long[len(words[0]) :].lstrip()
        words = words[1:]
    return long


def _acceptable(short: str, long: str) -> bool:
    words = re.findall(r"[A-Za-z0-9]+", long)
    wanted = letters(short)
    return (
        len(long) > len(short)
        and bool(words)
        and len(words) <= max(len(wanted) * 2, len(wanted) + 5)
        and wanted.casefold() not in {word.casefold() for word in words}
    )

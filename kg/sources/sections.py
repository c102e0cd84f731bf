"""How a paper is divided: what titles look like, the names of sections, and where the abstract is found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["PARAGRAPH", "Section", "abstract_of", "is_section_name", "is_title"]

PARAGRAPH = 250
"""Characters from which a line is a paragraph: titles stay below 200, an abstract on one line has 500 and more."""

_NUMBER = r"(?:(?:\d+(?:\.\d+)*|[IVX]+|[A-H])[.)]?\s+)?"
_NAMES = (
    r"abstract|summary|introduction|background|motivation|preliminaries|related works?|previous work|"
    r"methods?|methodology|approach|experiments?|experimental (?:setup|results)|evaluation|results|"
    r"results and discussion|discussion|conclusions?|conclusion and future work|limitations|"
    r"acknowledge?ments?|references|bibliography|appendix|keywords|key words|index terms"
)
_SECTION = re.compile(rf"{_NUMBER}(?=[A-Z])(?i:{_NAMES})\s*:?")
_SENTENCE_END = re.compile(r"(?<![.…])[.;]\W?$|https?://\S+\W*$|^https?://")
_ABSTRACT = re.compile(r"[*_]*(?:abstract|summary)\s*[:.—–-]*[*_]*\s*[:.—–-]*", re.IGNORECASE)
_INLINE = re.compile(r"[*_]*abstract[*_]*\s*(?:[:.—–]|-{1,2})[*_]*\s*(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading ("" before the first) with its line and the text below it."""

    line: int
    heading: str
    text: str


def is_section_name(line: str) -> bool:
    """Tell whether a line is the name of a section that many papers have, and not the end of a wrapped sentence.

    >>> [is_section_name(line) for line in ("2.1 Related Work", "ABSTRACT", "results", "Results.", "Results on Cats")]
    [True, True, False, False, False]
    """
    return _SECTION.fullmatch(line.strip()) is not None


def is_title(text: str) -> bool:
    """Tell whether a text has the shape of a title: short, and no sentence.

    >>> is_title("Easy to spot... for now?"), is_title("We spot it."), is_title("Code: https://example.org/x")
    (True, False, False)
    """
    return 0 < len(text) < PARAGRAPH and not _SENTENCE_END.search(text)


def abstract_of(sections: Sequence[Section]) -> str:
    """Return the abstract: the section of that name, the text after "Abstract:", or the first text there is."""
    named = [section for section in sections if _ABSTRACT.fullmatch(section.heading.strip()) and section.text.strip()]
    if named:
        return named[0].text
    for section in sections:
        lines = section.text.split("\n")
        for at, line in enumerate(lines):
            if match := _INLINE.match(line.strip()):
                rest = [line.strip()[match.end() :], *lines[at + 1 :]]
                return "\n".join(rest)
    return next((section.text for section in sections if section.text.strip()), "")

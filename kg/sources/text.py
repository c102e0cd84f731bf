"""Plain text: one paper, its first line the title, its abstract a section of that name or the first text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.sources.base import Document, Record, Sample
from kg.sources.sections import PARAGRAPH, Section, abstract_of, is_section_name

__all__ = ["detect", "read"]

FEWEST_WORDS = 5
"""Words below which a text has no title and abstract."""

PROSE = 0.8
"""Share of letters, digits and spaces: English prose has 0.95 and more, program code below 0.8."""


def detect(sample: Sample) -> float:
    """Return 0.1 for prose of a title and more, or of one paragraph."""
    text = sample.text.strip()
    if len(text.split()) < FEWEST_WORDS or text.startswith(("{", "[", "<", "#!")):
        return 0.0
    prose = sum(char.isalnum() or char.isspace() for char in text)
    is_one_line = "\n" not in text
    return 0.1 if prose >= PROSE * len(text) and not (is_one_line and len(text) < PARAGRAPH) else 0.0


def read(document: Document) -> Iterator[Record]:
    """Yield the paper."""
    text = document.text()
    if document.cut:
        return
    lines = list(enumerate(text.split("\n"), 1))
    at = next((at for at, (_, line) in enumerate(lines) if line.strip()), 0)
    line, first = lines[at]
    has_title = len(first.strip()) < PARAGRAPH and not re.match(r"\s*abstract\b", first, re.IGNORECASE)
    yield Record(line, first if has_title else "", abstract_of(_sections(lines[at + has_title :])))


def _sections(lines: list[tuple[int, str]]) -> list[Section]:
    """Return the sections; their headings are lines of their own with names that sections of papers have."""
    found: list[tuple[int, str, list[str]]] = [(0, "", [])]
    for number, line in lines:
        if is_section_name(line):
            found.append((number, line.strip(), []))
        else:
            found[-1][2].append(line)
    return [Section(number, heading, "\n".join(body)) for number, heading, body in found]

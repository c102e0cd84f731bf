"""Lists of labelled texts: lines that start with "Abstract:", with or without a "Title:" before each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise

from kg.sources.base import Document, Record, Sample
from kg.sources.fields import author_names, iso_date, known_id
from kg.sources.sections import is_title

__all__ = ["detect", "read"]

_LABEL = re.compile(
    r"\s*(?P<label>title|abstract|authors?|date|published|arxiv|doi|url|link|id|keywords?|subjects?|comments?|"
    r"journal(?:[- ]ref)?|venue|categories)\s*:",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(r"^[^\S\n]*abstract[^\S\n]*:", re.MULTILINE | re.IGNORECASE)


def detect(sample: Sample) -> float:
    """Return 0.9 where a document begins with a label, or has several abstracts with labels."""
    first = next((line for line in sample.lines if line.strip()), "")
    count = len(_ABSTRACT.findall(sample.text))
    return 0.9 if count and (_LABEL.match(first) or count > 1) else 0.0


def read(document: Document) -> Iterator[Record]:
    """Yield the papers of a list.

    A paper starts where a label comes again, or at a title after an abstract. Lines without a label go on with the text
    before them, unless they stand at the beginning of a paragraph and "Abstract:" comes next: then they are a title.
    """
    entry = _Entry()
    for number, label, text in _texts(_paragraphs(document)):
        if label in entry.texts or (label == "title" and "abstract" in entry.texts):
            yield entry.record()
            entry = _Entry()
        entry.add(number, label, text)
    if entry.texts:
        yield entry.record()


@dataclass(slots=True)
class _Entry:
    """The labelled texts of one paper."""

    line: int = 0
    last: str = ""
    texts: dict[str, str] = field(default_factory=dict)

    def add(self, line: int, label: str, text: str) -> None:
        """Take in a labelled text, or one that goes on with the last (label "")."""
        if label:
            self.line = self.line or line
            self.last = label
            self.texts[label] = text
        elif self.last:
            self.texts[self.last] += f"\n{text}"

    def record(self) -> Record:
        """Return the paper."""
        get = self.texts.get
        number = get("arxiv", "").strip()
        return Record(
            self.line,
            get("title", ""),
            get("abstract", ""),
            id=known_id(number, f"arXiv:{number}", get("doi"), get("url"), get("link")) or get("id", ""),
            date=iso_date((get("date") or get("published") or "").strip()),
            authors=author_names(get("authors") or get("author")),
        )


_Paragraph = list[tuple[int, str]]
"""Numbered lines without a blank line between them."""


def _paragraphs(document: Document) -> Iterator[_Paragraph]:
    paragraph: _Paragraph = []
    for number, line in document.lines():
        if line.strip():
            paragraph.append((number, line))
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _texts(paragraphs: Iterator[_Paragraph]) -> Iterator[tuple[int, str, str]]:
    """Yield the line, label (in lower case; "" for more of the text before) and text of what is in the paragraphs."""
    for paragraph, following in pairwise(chain(paragraphs, [[]])):
        labels = [_label(line) for _, line in paragraph]
        at = next((number for number, label in enumerate(labels) if label), len(labels))
        next_label = [*labels, *(_label(line) for _, line in following[:1])][at : at + 1]
        if at:
            lead = "\n".join(line for _, line in paragraph[:at])
            yield paragraph[0][0], "title" if next_label == ["abstract"] and is_title(lead) else "", lead
        for (number, line), label in zip(paragraph[at:], labels[at:], strict=True):
            yield number, label, line.split(":", 1)[1] if label else line


def _label(line: str) -> str:
    match = _LABEL.match(line)
    return match["label"].lower() if match else ""

"""What a reader of one input format is given and gives back: samples, documents, records and problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from kg.model import Extraction

__all__ = ["MAX_QUOTE", "Document", "Format", "Problem", "Record", "Sample", "quote", "unwrap"]

MAX_QUOTE = 60
"""Characters of the input that a message shows at most: enough to find the place, too little to publish the text."""

_LINE_ENDS = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Record:
    """One paper as a reader found it; line wraps and surrounding white space may still be in the texts.

    Attributes
    ----------
    line
        1-based line on which the record starts.
    title, abstract
        As they stand in the source; "" where it has none.
    id
        arXiv identifier, DOI or the source's own identifier; "" where it has none.
    date
        ISO date, year-month or year, or None.
    authors
        Names as written.
    annotations
        The JSON object with hand-made annotations that came with the paper, or None.
    stated
        What the record itself states, offsets counted in title, line feed and abstract; its texts are then taken as
        they stand. None where the text is to be read.
    benchmark
        For measured benchmark results, the suite that they are part of: "MLPerf Tiny v1.1"; "" for papers.
    """

    line: int
    title: str
    abstract: str
    id: str = ""
    date: str | None = None
    authors: tuple[str, ...] = ()
    annotations: Mapping[str, Any] | None = None
    stated: Extraction | None = None
    benchmark: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a document that could not be read: the line (None for all of it), what is wrong and what to do."""

    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a document, by which its format is recognised.

    Attributes
    ----------
    text
        Decoded text with plain line feeds, without byte order mark.
    complete
        True where this is the whole document.
    """

    text: str
    complete: bool

    @property
    def lines(self) -> list[str]:
        """The lines of the sample; a last line that the sample cuts is left out unless it is the only one."""
        lines = self.text.split("\n")
        return lines if self.complete or len(lines) == 1 else lines[:-1]


class Document(Protocol):
    """One text to read: a file, a member of an archive, or standard input."""

    @property
    def file(self) -> str:
        """What the user knows it by; members of an archive are named like files in a directory."""

    @property
    def sample(self) -> Sample:
        """Its beginning."""

    @property
    def cut(self) -> bool:
        """True once reading has met an end that is not the document's own (a truncated archive)."""

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield 1-based line numbers and lines without their ends; can be called once."""

    def text(self) -> str:
        """Return all lines joined with line feeds; instead of `lines`, for formats that need the whole."""


class Format(Protocol):
    """A reader of one input format; a module with these two functions is one.

    A package joins by naming such a module in the entry-point group `kg.sources`; the entry point's name is the
    name of the format.
    """

    def detect(self, sample: Sample) -> float:
        """Return how surely a document is of this format.

        0: it is not. Up to 0.3: nothing speaks against it. 0.5: it has the shape. 0.8: it has the named fields.
        1: it has a mark that nothing else has. The highest wins.
        """

    def read(self, document: Document) -> Iterator[Record | Problem]:
        """Yield the papers of a document in order, and in their place what could not be read."""


def unwrap(text: str) -> str:
    r"""Return a text on one line: line ends and the white space around them become one space, nothing else changes.

    >>> unwrap("  A title that is\n  wrapped  twice\r\n\r\nover lines ")
    'A title that is wrapped  twice over lines'
    """
    if "\n" not in text and "\r" not in text:
        return text.strip()
    parts = (part.strip() for part in _LINE_ENDS.split(text))
    return " ".join(part for part in parts if part)


def quote(text: str) -> str:
    """Return the beginning of a text for a message: printable, and never longer than `MAX_QUOTE`.

    >>> quote("x" * 100)
    "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'"
    """
    start = "".join(char if char.isprintable() else "\ufffd" for char in text[: MAX_QUOTE + 1].strip())
    return f"'{start}'" if len(start) <= MAX_QUOTE - 2 else f"'{start[: MAX_QUOTE - 3]}…'"

"""Titles and abstracts to measure names on: arXiv metadata as JSON lines."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError

__all__ = ["Abstract", "abstracts"]


@dataclass(frozen=True, slots=True)
class Abstract:
    """What names are looked for in.

    Attributes
    ----------
    id
        As the source has it.
    text
        Title, a line feed, abstract.
    authors
        The words of the authors' names.
    """

    id: str
    text: str
    authors: frozenset[str]


def abstracts(folder: Path, pattern: str = "arxiv_2*.jsonl*") -> Iterator[Abstract]:
    """Yield the abstracts of a folder's files in the order of their names.

    Raises
    ------
    SourceError
        If no file fits the pattern, or a line is no JSON object with a title and an abstract.
    """
    files = sorted(folder.glob(pattern))
    if not files:
        raise SourceError(f"no file {pattern} there; give the folder of the arXiv metadata", str(folder))
    for file in files:
        opening = lzma.open if file.suffix == ".xz" else open
        with opening(file, "rt", encoding="utf-8") as stream:
            for line, content in enumerate(stream, 1):
                try:
                    record = json.loads(content)
                    text = f"{record['title']}\n{record['abstract']}"
                    authors = frozenset(record.get("authors", "").replace(",", " ").split())
                    yield Abstract(str(record["id"]), text, authors)
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise SourceError(f"no title or abstract: {error}", str(file), line) from error

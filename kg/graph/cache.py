"""What a build remembers for the next one: every paper as it was read, what was found in it, and its graph's digest."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import GraphError
from kg.model import Extraction, LinkedPaper, Paper, Source
from kg.records import extraction_from_json, extraction_to_json, paper_from_json, paper_to_json

__all__ = ["Remembered", "digest", "line", "paper_bytes", "read", "settled"]


@dataclass(frozen=True, slots=True)
class Remembered:
    """One line of the file.

    Attributes
    ----------
    paper
        As it was read.
    found
        JSON object of what was found in it; `Remembered.extraction` decodes it on demand.
    digest
        Digest of the paper's graph.
    """

    paper: Paper
    found: dict[str, Any]
    digest: str

    @property
    def extraction(self) -> Extraction:
        """What was found in the paper."""
        return extraction_from_json(self.found, self.paper.text)


def settled(extraction: Extraction, paper: Paper) -> Extraction:
    """Return an extraction as it comes back from the file, so that a build from the file equals one from scratch."""
    return extraction_from_json({**extraction_to_json(extraction), "id": paper.id}, paper.text)


def line(paper: Paper, extraction: Extraction, graph: str) -> bytes:
    """Return the line that `read` reads; curated papers bring what was found along.

    Parameters
    ----------
    paper, extraction
        The paper, and what was found in it before linking.
    graph
        `digest` of the linked paper.
    """
    found = None if paper.curated is not None else extraction_to_json(extraction)
    return _json({"paper": _paper(paper), "found": found, "graph": graph}) + b"\n"


def paper_bytes(paper: Paper) -> bytes:
    """Return all that is known of a paper as bytes that are equal for equal papers."""
    return _json(_paper(paper))


def digest(linked: LinkedPaper, made_by: Mapping[str, str]) -> str:
    """Return a SHA-256, in hexadecimal, of all that a paper's graph is made of: equal digests, equal graphs.

    That is much cheaper than making the quads, and needs none of them in memory.

    Parameters
    ----------
    linked
        The paper.
    made_by
        Versions of what makes graphs.
    """
    concepts = [[c.iri, c.label, c.aliases, c.broader, c.minted, c.facts] for c in linked.concepts]
    names = [linked.shared, linked.replaced]
    record = [_paper(linked.paper), extraction_to_json(linked.extraction), concepts, names, dict(made_by)]
    return hashlib.sha256(_json(record)).hexdigest()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _paper(paper: Paper) -> dict[str, Any]:
    sources = [[source.file, source.line, source.format, source.sha256] for source in paper.sources]
    curated = None if paper.curated is None else extraction_to_json(paper.curated)
    return {**paper_to_json(paper), "sources": sources, "curated": curated}


def read(file: Path) -> Iterator[Remembered]:
    """Yield the papers of a generation.

    Raises
    ------
    GraphError
        If the file cannot be read.
    """
    try:
        with gzip.open(file, "rb") as lines:
            for line in lines:
                yield _remembered(json.loads(line))
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise GraphError(f"{file}: the graph is damaged ({error}); remove the directory and build it again") from error


def _remembered(record: dict[str, Any]) -> Remembered:
    fields = record["paper"]
    plain = paper_from_json(fields)
    curated = fields["curated"]
    paper = Paper(
        id=plain.id,
        title=plain.title,
        abstract=plain.abstract,
        date=plain.date,
        authors=plain.authors,
        sources=tuple(Source(*source) for source in fields["sources"]),
        benchmark=plain.benchmark,
        curated=None if curated is None else extraction_from_json(curated, plain.text),
    )
    return Remembered(paper, curated if record["found"] is None else record["found"], record["graph"])

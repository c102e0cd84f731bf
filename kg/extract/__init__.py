"""Papers in, extractions out: a spaCy pipeline of registered components, each usable on its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Extraction, Paper

__all__ = ["LONGEST_TEXT", "VERSION", "extract"]

LONGEST_TEXT = 50_000
"""Characters of a paper that are looked at: abstracts are a twentieth of it, and a book would take minutes."""

VERSION = "2"
"""Version of the rules: it changes whenever equal text may give another extraction."""


def extract(papers: Iterable[Paper]) -> Iterator[Extraction]:
    """Yield what each paper did, in order.

    A paper with hand-made annotations is taken as annotated. Extraction is a pure function of the paper's text and of
    the vocabulary; entities have no identity across papers yet (see `kg.link`).

    Parameters
    ----------
    papers
        Papers as read.
    """
    from kg.extract.pipeline import pipeline

    nlp = None
    for paper in papers:
        if paper.curated is not None:
            yield paper.curated
            continue
        nlp = nlp or pipeline()
        doc = nlp(paper.text[:LONGEST_TEXT])
        yield Extraction(paper.id, doc._.kg_entities, doc._.kg_results)

"""The papers of a graph: those that it had and those that were read, joined so that no reading order shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.errors import SourceError
from kg.model import Paper

__all__ = ["equal", "together"]


def together(
    read: Sequence[Paper], old: Sequence[Paper], on_error: Callable[[SourceError], None] | None = None
) -> tuple[list[Paper], int]:
    """Join the papers of the input with those of the graph, in an order that no reading order can change.

    What a file said before counts no more once it is read again, unless it no longer holds the paper at all.

    Parameters
    ----------
    read
        The papers of the input.
    old
        The papers of the graph.
    on_error
        Called where annotations of one paper contradict each other; by default the first such error is raised.

    Returns
    -------
    tuple
        All papers, and how many of the graph's the input does not hold.
    """
    from kg.sources.identity import merge

    files = {source.file: source.sha256 for paper in read for source in paper.sources}
    keys = {key for paper in read for key in _keys(paper)}
    first: list[Paper] = []
    last: list[Paper] = []
    kept = 0
    for paper in old:
        in_input = not keys.isdisjoint(_keys(paper))
        kept += not in_input
        rest = tuple(source for source in paper.sources if source.file not in files)
        if rest or not in_input:
            stale = any(files.get(source.file, source.sha256) != source.sha256 for source in paper.sources)
            (last if stale else first).append(replace(paper, sources=rest or paper.sources))
    merged = merge([*first, *read, *last], on_error or _raise)
    return sorted((_ordered(paper) for paper in merged), key=lambda paper: paper.id), kept


def equal(papers: Sequence[Paper], old: Sequence[Paper]) -> bool:
    """Tell whether nothing is known of some papers that was not known before."""
    from kg.graph.cache import paper_bytes

    return len(papers) == len(old) and all(
        one.id == other.id and paper_bytes(one) == paper_bytes(other) for one, other in zip(papers, old, strict=True)
    )


def _keys(paper: Paper) -> list[tuple[str, str]]:
    from kg.sources.identity import text_key

    texts = () if paper.benchmark else (("title", paper.title), ("abstract", paper.abstract))
    return [("id", paper.id), *((name, text_key(text) or text) for name, text in texts if text)]


def _ordered(paper: Paper) -> Paper:
    order = sorted(set(paper.sources), key=lambda source: (source.file, source.line, source.format, source.sha256))
    return replace(paper, sources=tuple(order))


def _raise(error: SourceError) -> None:
    raise error

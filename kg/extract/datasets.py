"""Data sets by the words around their names (`kg_datasets`)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.extract.candidates import candidate, put
from kg.extract.lexicon import breaks_phrase, is_evaluative
from kg.extract.phrases import is_name
from kg.model import Kind

__all__ = ["find_datasets"]

NAME = "kg_datasets"

HEADS = frozenset(
    """
    dataset datasets benchmark benchmarks corpus corpora database databases data-set data-sets leaderboard
    challenge testbed
    """.split()
)
"""Nouns that follow the name of a data set."""

_TWO_WORD_HEADS = frozenset(
    (
        ("data", "set"),
        ("data", "sets"),
        ("test", "set"),
        ("validation", "set"),
        ("training", "set"),
        ("test", "suite"),
        ("val", "set"),
        ("test", "split"),
    )
)
_JOINERS = frozenset((",", "and", "or", "&", "/"))
_INTRODUCERS = frozenset("called named termed dubbed".split())
_NOT_IN_NAMES = frozenset(
    """
    public real-world synthetic open popular standard several widely-used challenging benchmark different various
    new large-scale small-scale dataset datasets benchmarks training test testing validation evaluation downstream
    custom high-quality high-resolution open-source well-known common large small real-life in-house existing
    previous time-series multi-modal multimodal simulated original hyperspectral medical image video language
    vision text speech audio visual toy uci nlp ai ml english chinese gpu cpu fpga llm llms vlm cnn cv 2d 3d rgb
    lidar cot qa
    """.split()
)


@Language.component(NAME, requires=["doc.spans"], assigns=["doc.spans"])
def find_datasets(doc: Doc) -> Doc:
    """Put names that a data-set noun follows, precedes or lists on `doc.spans["kg_datasets"]`."""
    return put(doc, NAME, _found(doc))


def _found(doc: Doc) -> Iterator[Span]:
    for token in doc:
        if not _is_head(token):
            continue
        start = token.i - 1 if (doc[token.i - 1].lower_, token.lower_) in _TWO_WORD_HEADS else token.i
        yield from _before(doc, start)
        yield from _after(doc, token.i + 1)
        yield from _apposition(doc, start)


def _is_head(token: Token) -> bool:
    return token.lower_ in HEADS or (token.i > 0 and (token.nbor(-1).lower_, token.lower_) in _TWO_WORD_HEADS)


def _before(doc: Doc, head: int) -> Iterator[Span]:
    """Yield the name before a head, and those listed before it: "on A, B and C datasets"."""
    end = head
    while end > 0:
        start = _name_start(doc, end)
        if start == end:
            return
        yield candidate(doc, start, end, Kind.DATASET, NAME)
        end = start
        while end > 0 and doc[end - 1].lower_ in _JOINERS and not doc[end - 1].is_sent_start:
            end -= 1
        if end == start:
            return


def _name_start(doc: Doc, end: int) -> int:
    start = end
    while start > 0 and end - start < 5 and _in_name(doc[start - 1]) and not (start < end and doc[start].is_sent_start):
        start -= 1
    while start < end and (doc[start].lower_ in _NOT_IN_NAMES or not _is_proper(doc[start])):
        start += 1
    return start if any(_is_proper(token) for token in doc[start:end]) and not doc[end - 1].is_lower else end


def _in_name(token: Token) -> bool:
    return _is_proper(token) and token.lower_ not in _NOT_IN_NAMES


def _is_proper(token: Token) -> bool:
    return (
        token.text[0].isupper()
        or is_name(token.text)
        or (token.text.isdigit() and token.i > 0 and token.nbor(-1).text[0].isupper())
    ) and not (is_evaluative(token.lower_) or (breaks_phrase(token.lower_) and (not token.is_upper or len(token) == 1)))


def _after(doc: Doc, start: int) -> Iterator[Span]:
    """Yield names that follow a head: "datasets: A and B", "benchmarks such as A", "a dataset called A"."""
    at = start
    while (
        at < len(doc)
        and doc[at].lower_
        in _INTRODUCERS | {":", ",", "(", "such", "as", "including", "like", "e.g.", "i.e.", "namely", "the"}
        and not doc[at].is_sent_start
    ):
        at += 1
    if at == start:
        return
    opened_with_comma_only = at == start + 1 and doc[start].text == ","
    while at < len(doc) and not doc[at].is_sent_start:
        end = at
        while (
            end < len(doc)
            and not doc[end].is_sent_start
            and end - at < 4
            and _in_name(doc[end])
            and (is_name(doc[end].text) or doc[end].text[0].isupper() or doc[end].is_digit)
        ):
            end += 1
        if end == at or not any(is_name(token.text) or token.text.istitle() for token in doc[at:end]):
            return
        if not opened_with_comma_only or is_name(doc[at].text):
            yield candidate(doc, at, end, Kind.DATASET, NAME)
        at = end
        while at < len(doc) and doc[at].lower_ in _JOINERS | {"the"}:
            at += 1
        if at == end:
            return


def _apposition(doc: Doc, head: int) -> Iterator[Span]:
    """Yield X of "X, a new benchmark", "X: A Large-Scale Dataset" and "X is a dataset"."""
    at = head - 1
    while at > 0 and head - at < 9 and not doc[at].is_sent_start and doc[at].lower_ not in ("a", "an", "the"):
        if doc[at].text in ".,;:()":
            return
        at -= 1
    if at < 2 or doc[at].lower_ not in ("a", "an", "the") or doc[at - 1].lower_ not in (",", ":", "is", "-", "—"):
        return
    name = at - 2
    if name >= 0 and is_name(doc[name].text):
        yield candidate(doc, name, name + 1, Kind.DATASET, NAME)

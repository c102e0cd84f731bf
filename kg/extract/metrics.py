"""Quantities by their head noun (`kg_metrics`): "tracking error", "energy per inference", "area overhead"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.candidates import candidate, put
from kg.extract.heads import METRIC_HEADS
from kg.extract.lexicon import is_evaluative
from kg.extract.measures import UNITS
from kg.extract.phrases import noun_phrases
from kg.model import Kind
from kg.names import singular

__all__ = ["find_metrics"]

NAME = "kg_metrics"

_LONGEST = 4
_NEAR = 6
"""Tokens between a quantity and its number."""
_NOT_MODIFIERS = frozenset(
    """
    average mean overall total maximum minimum max min peak relative absolute additional extra reduced increased
    improved lower higher greater state-of-the-art test final best significant substantial real same comparable
    competitive better strong good low high great large small resulting level expected desired limited modest
    negligible
    """.split()
)
_COMPARATIVES = frozenset(
    """
    times magnitude larger smaller fewer faster slower higher lower less more better shorter longer greater
    cheaper reduced reduces improved increased x fold
    """.split()
)
_NEVER = frozenset("run same first long short real single discrete continuous next each one prior current".split())


_UNIT_WORDS = frozenset(name for name in UNITS if name.isalpha()) | frozenset(("fps", "kB", "pp"))


@Language.component(NAME, requires=["doc.spans"], assigns=["doc.spans"])
def find_metrics(doc: Doc) -> Doc:
    """Put noun phrases that name a quantity on `doc.spans["kg_metrics"]`."""
    return put(doc, NAME, _quantities(doc))


def _quantities(doc: Doc) -> Iterator[Span]:
    for phrase in noun_phrases(doc):
        if singular(phrase[-1].lower_) not in METRIC_HEADS and phrase[-1].lower_ not in METRIC_HEADS:
            continue
        start = max(phrase.start, phrase.end - _LONGEST)
        start = max(
            (
                t.i + 1
                for t in doc[start : phrase.end - 1]
                if t.lower_ in _COMPARATIVES or t.text[0].isdigit() or t.text in _UNIT_WORDS
            ),
            default=start,
        )
        while start < phrase.end - 1 and (
            is_evaluative(doc[start].lower_) or doc[start].lower_ in _NOT_MODIFIERS | _NEVER
        ):
            start += 1
        known = any(
            span.end == phrase.end and span.label_ == Kind.METRIC for span in doc.spans.get("kg_vocabulary", [])
        )
        if phrase.end - start > 1 and (known or _is_measured(doc, start, phrase.end)):
            yield candidate(doc, start, phrase.end, Kind.METRIC, NAME)


def _is_measured(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a number stands in the same sentence close by."""
    window = doc[max(0, start - _NEAR) : min(len(doc), end + _NEAR)]
    return any(token.text[0].isdigit() and token.sent == doc[start].sent for token in window)

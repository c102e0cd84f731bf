"""Quantities by their head noun (`kg_metrics`): "tracking error", "energy per inference", "area overhead"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.candidates import candidate, put
from kg.extract.heads import METRIC_HEADS
from kg.extract.lexicon import is_evaluative
from kg.model import Kind
from kg.names import singular

__all__ = ["find_metrics"]

NAME = "kg_metrics"

_SURE_HEADS = frozenset(
    """
    accuracy error latency throughput speedup speed-up speed runtime time energy power score rate footprint perplexity precision
    recall consumption utilization flops macs overhead bandwidth efficiency complexity f1 fps sparsity cost usage size
    """.split()
)
_LONGEST = 4
_NOT_MODIFIERS = frozenset(
    """
    average mean overall total maximum minimum max min peak relative absolute additional extra reduced increased improved
    lower higher greater state-of-the-art test final best significant substantial real same comparable competitive
    better strong good low high great large small resulting level expected desired limited modest negligible
    """.split()
)
_COMPARATIVES = frozenset("times magnitude larger smaller fewer faster slower higher lower less more better shorter longer greater cheaper reduced reduces improved increased x fold".split())
_NEVER = frozenset("run same first long short real single discrete continuous next each one prior current".split())


@Language.component(NAME, requires=["doc.spans"], assigns=["doc.spans"])
def find_metrics(doc: Doc) -> Doc:
    """Put noun phrases that name a quantity on `doc.spans["kg_metrics"]`."""
    return put(doc, NAME, _quantities(doc))


def _quantities(doc: Doc) -> Iterator[Span]:
    for phrase in doc.spans["kg_phrases"]:
        if singular(phrase[-1].lower_) not in METRIC_HEADS and phrase[-1].lower_ not in METRIC_HEADS:
            continue
        start = max(phrase.start, phrase.end - _LONGEST)
        start = max((t.i + 1 for t in doc[start : phrase.end - 1] if t.lower_ in _COMPARATIVES or t.text[0].isdigit()), default=start)
        while start < phrase.end - 1 and (is_evaluative(doc[start].lower_) or doc[start].lower_ in _NOT_MODIFIERS | _NEVER):
            start += 1
        if phrase.end - start > 1:
            yield candidate(doc, start, phrase.end, Kind.METRIC, NAME)
        elif singular(phrase[-1].lower_) in _SURE_HEADS and doc[start].lower_ not in ("time", "power", "size", "cost", "rate", "score", "usage", "overhead", "complexity"):
            yield candidate(doc, start, phrase.end, Kind.METRIC, NAME)

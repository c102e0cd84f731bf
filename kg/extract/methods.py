"""Methods that only a descriptive phrase names (`kg_methods`): "spike counting loss", "wavelet discriminator"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.candidates import candidate, overlaps_any, put
from kg.extract.lexicon import is_evaluative
from kg.extract.phrases import noun_phrases
from kg.model import Kind

__all__ = ["find_methods"]

NAME = "kg_methods"

_HEADS = frozenset(
    """
    autoencoder classifier discriminator regularization quantization pruning distillation attention convolution
    learning fine-tuning pre-training pretraining adaptation augmentation perceptron regression solver optimizer
    descent backpropagation decomposition factorization compression sparsification binarization pooling algorithm
    filter controller module scheduler compiler estimator predictor codec sampling prompting caching offloading
    search scheme engine
    """.split()
)
"""Heads that name a technique by themselves; "framework" or "architecture" only repeat that there is one."""

_VAGUE_HEADS = frozenset(
    """
    algorithm architecture framework module network scheme learning optimization search loss library
    """.split()
)
_VAGUE_MODIFIERS = frozenset(
    """
    neural deep machine learning model models training data proposed network baseline sota end-to-end real-time
    existing hardware software computational computing accuracy performance information system many multi-stage
    processing overall dedicated optimization development task our inference vision language memory local global
    deeper shallow target final whole
    """.split()
)
_LONGEST = 4


@Language.component(NAME, requires=["doc.spans"], assigns=["doc.spans"])
def find_methods(doc: Doc) -> Doc:
    """Put descriptive noun phrases with a method's head on `doc.spans["kg_methods"]`."""
    others = [
        span
        for group in ("kg_tagger", "kg_proposals", "kg_vocabulary", "kg_hardware", "kg_datasets")
        if group in doc.spans
        for span in doc.spans[group]
    ]
    return put(doc, NAME, (span for span in _phrases(doc) if not overlaps_any(span, others)))


def _phrases(doc: Doc) -> Iterator[Span]:
    for phrase in noun_phrases(doc):
        head = phrase[-1].lower_
        if head not in _HEADS:
            continue
        start = max(phrase.start, phrase.end - _LONGEST)
        while start < phrase.end - 1 and (is_evaluative(doc[start].lower_) or doc[start].is_punct):
            start += 1
        modifiers = {token.lower_ for token in doc[start : phrase.end - 1]}
        if modifiers and not (head in _VAGUE_HEADS and modifiers <= _VAGUE_MODIFIERS):
            yield candidate(doc, start, phrase.end, Kind.METHOD, NAME)

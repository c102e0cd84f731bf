"""Tasks by their head noun (`kg_tasks`): "bend localization", "insect pose estimation"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.candidates import candidate, overlaps_any, put
from kg.extract.heads import METHOD_HEADS, TASK_HEADS
from kg.extract.phrases import noun_phrases
from kg.model import Kind
from kg.names import singular

__all__ = ["find_tasks"]

NAME = "kg_tasks"

_STRONG_HEADS = (
    TASK_HEADS
    - METHOD_HEADS
    - frozenset(
        """
    reasoning understanding transfer exploration mapping modeling modelling deployment inference serving search
    control perception analysis simulation placement identification driving discovery monitoring
    """.split()
    )
)
_WEAK_HEADS = frozenset(
    """
    control navigation mapping reasoning understanding analysis inference monitoring search modeling simulation
    """.split()
)
_LONGEST = 4
_VAGUE = frozenset(
    """
    feature features information efficient data parameter parameters model models error performance joint
    end-to-end high-level on-device real-time low-level sample step one-step few-step next-token further training
    """.split()
)


@Language.component(NAME, requires=["doc.spans"], assigns=["doc.spans"])
def find_tasks(doc: Doc) -> Doc:
    """Put noun phrases that name what is done on `doc.spans["kg_tasks"]`."""
    return put(doc, NAME, _phrases(doc))


def _phrases(doc: Doc) -> Iterator[Span]:
    proposals = doc.spans.get("kg_proposals", [])
    title_end = next((token.i for token in doc if "\n" in token.text), 0)
    for phrase in noun_phrases(doc):
        end = phrase.end
        if singular(phrase[-1].lower_) in ("task", "problem", "application") and len(phrase) > 2:
            end -= 1
        head = doc[end - 1].lower_
        purpose = phrase.start > 0 and doc[phrase.start - 1].lower_ in ("for", "to", "of", "as", "in", "on")
        strong = head in _STRONG_HEADS
        weak = head in _WEAK_HEADS and (
            phrase.start < title_end or (phrase.start > 0 and doc[phrase.start - 1].lower_ == "for")
        )
        if not (strong or weak) or (phrase.start < title_end and not (purpose or strong)):
            continue
        start = max(phrase.start, end - _LONGEST)
        while start < end - 1 and doc[start].lower_ in _VAGUE:
            start += 1
        span = doc[start:end]
        if len(span) > 1 and not overlaps_any(span, proposals):
            yield candidate(doc, start, end, Kind.TASK, NAME)

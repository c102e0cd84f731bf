"""Names that the vocabulary holds (`kg_vocabulary`)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.compiled import compiled
from kg.extract.abbreviations import abbreviations
from kg.extract.candidates import candidate, put
from kg.extract.heads import head_kind
from kg.extract.lookalikes import is_lookalike
from kg.extract.matcher import LabelMatch, LabelMatcher, label_forms
from kg.extract.matcher import __file__ as matcher_file
from kg.extract.tokenizer import ADDRESS
from kg.model import Kind
from kg.names import GENERIC_HEADS, name_key, singular
from kg.names import __file__ as names_file
from kg.vocabulary import Label, Vocabulary, load

__all__ = ["VocabularyMatcher", "create_vocabulary_matcher"]

NAME = "kg_vocabulary"

_SIZES = "base|large|small|tiny|mini|nano|medium|huge|giant|lite|pro|turbo|plus|instruct|chat"
_VARIANT = re.compile(
    rf"-(?:(?:[A-Z0-9]|(?:{_SIZES})\b)[\w.+]*(?:-[\w.+]+)*)(?![\w-])"
    r"|~?\s?(?:\d+(?:\.\d+)?[BM])(?![\w-])"
    r"|(?:\s|~)?\d+(?:\.\d+)+(?![\w%-])"
    r"|(?<=\d)\.\d+(?![\w%-])"
    r"|\+{1,2}(?![\w+])"
)
"""What makes a known name another one: BERT-Large, GPT-4-Turbo, LLaMA 7B."""

_QUALIFIER = re.compile(r"(?<![\w-])(?:[A-Z0-9][\w.+]*-)+$")
"""What makes a known name another one from the left: N-MNIST, Fast-SCNN."""

_COORDINATION = re.compile(r"\s*(?:,|/|and|or|&|\+|,\s*and|,\s*or|vs\.?)\s*(?:the\s+)?(?:\d+\s+)?", re.IGNORECASE)


_WORTH_KEEPING = 5_000
"""Labels from which on making their forms takes longer than finding them in the cache."""

_SAME_SPELLING = 85
"""Similarity, of 100, above which two long forms are one: an accent or an ending apart."""

_MEASURED_WITHIN = 30
"""Characters between a quantity's name and what is said of its amount."""

_AMOUNT = re.compile(r"\d\s?\\?%|\d(?:\.\d+)?\s?[xX×]|\d\.\d")
_MEASURE = re.compile(
    rf"{_AMOUNT.pattern}|\d\s?(?:[kKMG]i?B|[mun]?[WJ]|[mun]s|FPS|fps)\b"
    r"|\b(?:reduc|improv|increas|decreas|lower|higher|minimi[sz]|maximi[sz]|trade-?off|sav(?:e|es|ing)|optimi[sz]|"
    r"faster|better|less|fewer|consum|cut|terms of)",
    re.IGNORECASE,
)


@Language.factory(NAME, assigns=["doc.spans"], retokenizes=True, default_config={})
def create_vocabulary_matcher(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component over the vocabulary that comes with the package."""
    return VocabularyMatcher(load())


class VocabularyMatcher:
    """Finds vocabulary names; an ambiguous one counts only where the text around it supports it.

    An ambiguous label ("Coral", "SAM") is kept if a head noun of its kind stands beside it, if the text gives one of
    the concept's other names as its long form or anywhere else, or if it is listed next to a sure name of its kind.
    A name that the text itself defines as something else is dropped.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.matcher = LabelMatcher(vocabulary.labels, _forms(vocabulary))

    def __call__(self, doc: Doc) -> Doc:
        """Put the names found on `doc.spans["kg_vocabulary"]`."""
        text = doc.text
        addresses = [(found.start(), found.end()) for found in ADDRESS.finditer(text)]
        matches = [m for m in self.matcher(text) if not any(start <= m.start < end for start, end in addresses)]
        kept = self._supported(doc, text, matches)
        extents = [(*_extended(text, match, label), match, label) for match, label in kept]
        _split_tokens(doc, {at for start, end, _, _ in extents for at in (start, end)})
        spans = (
            self._span(doc, start, end, label, (start, end) != (match.start, match.end))
            for start, end, match, label in extents
        )
        return put(doc, NAME, (span for span in spans if span is not None))

    def _supported(self, doc: Doc, text: str, matches: list[LabelMatch]) -> list[tuple[LabelMatch, Label]]:
        redefined = self._redefined(doc)
        pairs = [(m, label) for m in matches for label in m.labels]
        pairs = [
            (m, label) for m, label in pairs if label.concept in redefined.get(text[m.start : m.end], {label.concept})
        ]
        pairs = [(m, label) for m, label in self._without_asides(text, pairs) if not _is_other_thing(text, m, label)]
        sure = [(m, label) for m, label in pairs if not label.ambiguous]
        concepts = {label.concept for _, label in sure} | {c for found in redefined.values() for c in found}
        kept = list(sure)
        for match, label in pairs:
            if label.ambiguous and (
                label.concept in concepts
                or (label.kind is Kind.METRIC and _is_measured(text, match))
                or _has_head(text, match, label.kind)
                or _is_listed(text, match, label.kind, sure)
            ):
                kept.append((match, label))
        return kept

    def _without_asides(self, text: str, pairs: list[tuple[LabelMatch, Label]]) -> list[tuple[LabelMatch, Label]]:
        """Drop broad notions that the text only brushes: "performance" without a number, "deep learning" in passing."""
        title_end = text.find("\n")
        counts = Counter(label.concept for _, label in pairs)

        def counts_here(match: LabelMatch, label: Label) -> bool:
            if label.concept not in self.vocabulary.generic:
                return True
            if label.kind is Kind.METRIC:
                return _has_number(text, match)
            central = match.start < title_end or counts[label.concept] > 1
            return central or label.kind not in (Kind.METHOD, Kind.TASK)

        return [(match, label) for match, label in pairs if counts_here(match, label)]

    def _redefined(self, doc: Doc) -> dict[str, set[str]]:
        """Map each short form that the text defines to the concepts that its long form names."""
        found: dict[str, set[str]] = {}
        for abbreviation in abbreviations(doc):
            means = {concept.iri for concept in self.vocabulary.lookup(abbreviation.long)}
            if not means:
                candidates = self.vocabulary.lookup(abbreviation.short)
                means = {c.iri for c in candidates if _spells(abbreviation.long, (c.label, *c.aliases))}
            found[abbreviation.short] = means
            found[singular(abbreviation.short)] = means
        return found

    def _span(self, doc: Doc, start: int, end: int, label: Label, varied: bool) -> Span | None:
        span = doc.char_span(start, end, alignment_mode="strict")
        if span is None:
            return None
        return candidate(
            doc,
            span.start,
            span.end,
            label.kind,
            NAME,
            "" if varied else label.concept,
        )


def _forms(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return the forms of a vocabulary's labels, those of a large one kept from the last time."""
    if len(vocabulary.labels) < _WORTH_KEEPING:
        return label_forms(vocabulary.labels)
    code = (Path(module).read_bytes() for module in (matcher_file, names_file))
    forms: Mapping[str, str] = compiled(
        "forms", [vocabulary.version.encode(), *code], lambda: label_forms(vocabulary.labels)
    )
    return forms


def _spells(long: str, labels: Iterable[str]) -> bool:
    """Tell whether a long form is another spelling of a label: "Frechet inception distance"."""
    from rapidfuzz.fuzz import ratio

    return any(ratio(name_key(long), name_key(label)) > _SAME_SPELLING for label in labels if " " in label)


def _is_other_thing(text: str, match: LabelMatch, label: Label) -> bool:
    return label.kind is Kind.HARDWARE and is_lookalike(text, match.start, match.end)


def _has_head(text: str, match: LabelMatch, kind: Kind) -> bool:
    after = re.match(r"['’]?s?[\s-]+([A-Za-z-]+)(?:\s+([A-Za-z-]+))?", text[match.end : match.end + 40])
    before = re.search(r"([A-Za-z-]+)\s+$", text[max(0, match.start - 25) : match.start])
    words = [w for found in (after, before) if found for w in found.groups() if w]
    heads = GENERIC_HEADS[kind]
    return any(
        singular(w.lower()) in heads
        or (kind is not Kind.METRIC and w and head_kind(w) is kind and kind in (Kind.HARDWARE, Kind.DATASET))
        for w in words
    )


def _is_measured(text: str, match: LabelMatch) -> bool:
    """Tell whether a number or a comparison stands close to a name, as it does to what is measured."""
    return any(_MEASURE.search(stretch) for stretch in _beside(text, match))


def _has_number(text: str, match: LabelMatch) -> bool:
    """Tell whether an amount stands close to so broad a quantity as "performance"."""
    return any(_AMOUNT.search(stretch) for stretch in _beside(text, match))


def _beside(text: str, match: LabelMatch) -> tuple[str, str]:
    """Return what stands close before and behind a name in its sentence."""
    before = text[max(0, match.start - _MEASURED_WITHIN) : match.start]
    after = text[match.end : match.end + _MEASURED_WITHIN]
    return before.rpartition(". ")[2], after.partition(". ")[0]


def _is_listed(text: str, match: LabelMatch, kind: Kind, sure: Iterable[tuple[LabelMatch, Label]]) -> bool:
    for other, label in sure:
        if label.kind is kind and (other.end <= match.start or match.end <= other.start):
            gap = text[other.end : match.start] if other.end <= match.start else text[match.end : other.start]
            if len(gap) < 12 and _COORDINATION.fullmatch(gap):
                return True
    return False


def _extended(text: str, match: LabelMatch, label: Label) -> tuple[int, int]:
    """Return a match with what makes it a variant of the name: "BERT" in "BERT-Large" is not BERT."""
    start, end = match.start, match.end
    if label.kind not in (Kind.METHOD, Kind.DATASET) or not any(c.isupper() or c.isdigit() for c in text[start:end]):
        return start, end
    after = _VARIANT.match(text, end)
    if after:
        end = after.end()
    before = _QUALIFIER.search(text[max(0, start - 20) : start])
    if before and any(c.isupper() for c in text[start : start + 1]):
        start -= len(before.group())
    return start, end


def _split_tokens(doc: Doc, boundaries: set[int]) -> None:
    """Split tokens so that every boundary lies between two."""
    cuts: dict[int, list[int]] = defaultdict(list)
    starts = {token.idx: token.i for token in doc}
    ends = {token.idx + len(token) for token in doc}
    inside = sorted(at for at in boundaries if at not in starts and at not in ends)
    if not inside:
        return
    for token in doc:
        cuts[token.i] = [at - token.idx for at in inside if token.idx < at < token.idx + len(token)]
    with doc.retokenize() as retokenizer:
        for index, offsets in cuts.items():
            if offsets:
                edges = [0, *offsets, len(doc[index])]
                parts = [doc[index].text[a:b] for a, b in pairwise(edges)]
                retokenizer.split(doc[index], parts, heads=[(doc[index], n) for n in range(len(parts))])

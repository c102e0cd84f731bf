"""What holds for any text whatsoever: extraction does not fail, quotes are exact, and twice gives the same."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.extract import extract
from kg.extract.abbreviations import find_abbreviations
from kg.extract.measures import find_quantities, plain_text
from kg.model import Extraction, Kind, Mention, Paper
from kg.vocabulary import load

PIECES = (
    "We propose ", "we present ", "called ", "PocketDet", "BigDet", "FooNet-50", "neural architecture search (NAS)",
    "GPU", "GPUs", "STM32F746", "Raspberry Pi 4", "Jetson", "ImageNet", "CIFAR-10", " dataset", "accuracy", "latency",
    "mAP", "image classification", "3.1%", r"73.62\%", r"\textbf{2.2}", r"$3\times$", "4-8x", "12,041 FPS", "320KB",
    "from 45 ms to 12 ms", "twice", " on ", " and ", ", ", ". ", ": ", " (", ") ", "/", "-", "\n", " outperforms ",
    " by ", " than ", " is ", "unlike ", " with ", r"\texttt{", "}", "$", "{", "~", "'", " et al. ", "e.g. ", "–", "×",
    "µ",
)  # fmt: skip
"""What papers are made of, so that drawn texts meet every rule."""

LIKE_PAPERS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
ANYTHING = st.text(max_size=200)
TEXTS = st.one_of(LIKE_PAPERS, ANYTHING, st.lists(st.one_of(LIKE_PAPERS, ANYTHING), max_size=3).map(" ".join))

quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def one(paper: Paper) -> Extraction:
    return next(iter(extract([paper])))


def quotes(extraction: Extraction) -> Iterator[Mention]:
    for entity in extraction.entities:
        yield from entity.mentions
        if entity.evidence is not None:
            yield entity.evidence
    for result in extraction.results:
        if result.evidence is not None:
            yield result.evidence


@quick
@given(title=TEXTS, abstract=TEXTS)
@example(title="", abstract="")
@example(title="\n", abstract="\n\n")
@example(title="A", abstract="\x00\ud7ff\u200b\u0301 İ ß ﬁ ½ ² Ⅳ")
@example(title="", abstract=r"$\\\\$ \% { } \textbf{ \texttt{{}}")
@example(title="İİİ GPU", abstract="ﬁne-tuning of ﬁve İmageNets on GPUs")
@example(title="(((", abstract="((((A (B (C)))))")
def test_every_quote_is_exact(title, abstract):
    paper = Paper("p", title, abstract)
    found = one(paper)
    for quote in quotes(found):
        assert quote.text
        assert paper.text[quote.start : quote.end] == quote.text


@quick
@given(title=TEXTS, abstract=TEXTS)
@example(title=" :", abstract="")
def test_what_is_found_is_consistent(title, abstract):
    found = one(Paper("p", title, abstract))
    vocabulary = load()
    names = {kind: {e.name for e in found.of(kind)} for kind in Kind}
    for entity in found.entities:
        assert entity.name.strip()
        assert entity.name not in entity.aliases
        assert entity.mentions
        assert entity.evidence is not None
        assert (entity.role is not None) == (entity.kind in (Kind.METHOD, Kind.DATASET, Kind.HARDWARE))
        assert 0 < entity.confidence <= 1
        assert entity.concept is None or vocabulary.concepts[entity.concept].kind is entity.kind
    for result in found.results:
        assert result.value
        assert result.metric in names[Kind.METRIC] | {None}
        assert result.method in names[Kind.METHOD] | {None}
        assert result.baseline in names[Kind.METHOD] | {None}
        assert result.dataset in names[Kind.DATASET] | {None}
        assert result.hardware in names[Kind.HARDWARE] | {None}


@quick
@given(title=TEXTS, abstract=TEXTS)
def test_the_same_text_gives_the_same(title, abstract):
    paper = Paper("p", title, abstract)
    other = Paper("q", "We propose OtherNet (ON)", "It runs on GPUs.")
    first, _, second = extract([paper, other, paper])
    assert first == second


@settings(quick, max_examples=200)
@given(TEXTS)
@example("latency falls from 127 → 62 ms, memory 5→3 MB")
def test_quantities_lie_in_the_text_in_order(text):
    found = find_quantities(text)
    assert [q.start for q in found] == sorted(q.start for q in found)
    for quantity in found:
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.value
    assert len(plain_text(text)) == len(text)


@settings(quick, max_examples=200)
@given(TEXTS)
def test_abbreviations_lie_in_the_text(text):
    for found in find_abbreviations(text):
        assert text[found.short_start : found.short_end] == found.short
        assert text[found.long_start : found.long_end] == found.long


@pytest.mark.parametrize("piece", ["GPU ", "a", "(", "PocketDet (PD) ", "3.1% accuracy, ", r"\textbf{", "A-", "1,"])
def test_much_of_the_same(piece):
    paper = Paper("p", "A study", piece * (5000 // len(piece)))
    for quote in quotes(one(paper)):
        assert paper.text[quote.start : quote.end] == quote.text

"""The JSON form of extractions: what is written is read again, and what people write is located in the text."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from extraction import read
from hypothesis import given
from hypothesis import strategies as st

from kg.api import extract
from kg.model import Comparison, Extraction, Kind, Paper, Role
from kg.records import extraction_from_json, extraction_to_json, locate, paper_from_json, paper_to_json, sentences

PAPER = Paper(
    "p",
    "PocketDet: A small detector",
    "We propose PocketDet. On a GPU it reaches 91.2% accuracy. On FooRoads it reaches 91.2% accuracy. "
    "On a Raspberry Pi-4 it is 2x faster than BigDet, and on a Raspberry Pi 4 with a fan even 3x.",
    "2024-02",
    ("A. Author",),
)


def annotated(**annotations: object) -> Extraction:
    return extraction_from_json({"id": "p", **annotations}, PAPER.text)


# -- what is written is read again --------------------------------------------------------------------------------


def test_papers():
    assert paper_from_json(json.loads(json.dumps(paper_to_json(PAPER)))) == PAPER


def test_extractions():
    (linked,) = extract([PAPER])
    for record in (extraction_to_json(linked.extraction), extraction_to_json(linked.extraction, linked.concepts)):
        again = extraction_from_json(json.loads(json.dumps(record)), PAPER.text)
        assert [replace(e, concept=None) for e in again.entities] == [
            replace(e, concept=None, confidence=round(e.confidence, 4)) for e in linked.extraction.entities
        ]
        assert again.results == linked.extraction.results
        written = extraction_to_json(again)
        assert extraction_to_json(extraction_from_json(written, PAPER.text)) == written


def test_equal_words_of_evidence_are_told_apart_by_their_place():
    results = [
        {"value": "91.2", "unit": "%", "evidence": "91.2% accuracy", "start": PAPER.text.index("91.2%")},
        {"value": "91.2", "unit": "%", "evidence": "91.2% accuracy", "start": PAPER.text.rindex("91.2%")},
        {"value": "91.2", "unit": "%", "evidence": "91.2% accuracy", "start": 3},
    ]
    first, second, misplaced = annotated(results=results).results
    assert first.evidence == misplaced.evidence
    assert first.evidence.start < second.evidence.start
    assert PAPER.text[second.evidence.start : second.evidence.end] == "91.2% accuracy"


# -- what people write --------------------------------------------------------------------------------------------


def test_a_bare_name_is_enough():
    (entity,) = annotated(hardware=[{"name": "Raspberry Pi 4"}]).entities
    assert (entity.kind, entity.role, entity.confidence, entity.extractor) == (
        Kind.HARDWARE, Role.MENTIONED, 1.0, "curated"
    )  # fmt: skip
    assert [m.text for m in entity.mentions] == ["Raspberry Pi-4", "Raspberry Pi 4"]
    assert entity.evidence.text.startswith("On a Raspberry Pi-4 it is 2x faster")


def test_a_bare_value_is_enough():
    (result,) = annotated(results=[{"value": 2, "metric": "speedup"}]).results
    assert (result.value, result.unit, result.comparison) == ("2", "", Comparison.ABSOLUTE)
    assert result.evidence.text.startswith("On a Raspberry Pi-4 it is 2x faster")


def test_aliases_are_located_too():
    (entity,) = annotated(methods=[{"name": "the small detector", "aliases": ["PocketDet"]}]).entities
    assert [m.text for m in entity.mentions] == ["PocketDet", "PocketDet"]


def test_a_name_that_the_text_lacks_gets_the_closest_sentence():
    (entity,) = annotated(datasets=[{"name": "roads of FooRoads-2024 data", "role": "evaluated"}]).entities
    assert entity.mentions == ()
    assert entity.evidence is not None
    assert PAPER.text[entity.evidence.start : entity.evidence.end] == entity.evidence.text


def test_mentions_that_do_not_fit_the_text_are_searched_anew():
    wrong = [{"start": 0, "end": 3, "text": "GPU"}, {"start": "x", "end": None, "text": 7}]
    (entity,) = annotated(hardware=[{"name": "GPU", "mentions": wrong}]).entities
    assert [PAPER.text[m.start : m.end] for m in entity.mentions] == ["GPU"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("raspberry pi 4", ["Raspberry Pi-4", "Raspberry Pi 4"]),
        ("Raspberry", ["Raspberry", "Raspberry"]),
        ("Rasp", []),
        ("", []),
        ("(GPU", []),
        ("a.*b", []),
    ],
)
def test_locating_a_name(form, expected):
    assert [m.text for m in locate([form], PAPER.text)] == expected


@given(st.text(max_size=120))
def test_sentences_lie_in_the_text(text):
    found = sentences(text)
    assert "".join("".join(s.text for s in found).split()) == "".join(text.split())
    for sentence in found:
        assert text[sentence.start : sentence.end] == sentence.text


@given(st.lists(st.text(max_size=8), max_size=4), st.text(max_size=80))
def test_located_names_lie_in_the_text_apart(forms, text):
    found = locate(forms, text)
    for mention in found:
        assert text[mention.start : mention.end] == mention.text
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_annotations_of_an_extraction_by_rule_are_annotations_too():
    found = read(PAPER.abstract, PAPER.title)
    again = annotated(**extraction_to_json(found))
    assert [e.extractor for e in again.entities] == [e.extractor for e in found.entities]

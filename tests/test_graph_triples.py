"""From a linked paper to edges and quads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from graph_papers import SURVEY, THIRD, TINY, linked
from pyoxigraph import NamedNode, Store

import kg.vocabulary
from kg.errors import GraphError
from kg.graph.edges import METHOD_EDGES, PAPER_EDGES, Names, edges
from kg.graph.iris import ID, expand, paper_id, paper_iri, shorten
from kg.graph.ontology import ontology_quads, vocabulary_quads
from kg.graph.triples import Versions, lines, paper_quads, quads_digest
from kg.graph.units import qudt_unit
from kg.model import ROLES, Paper

VERSIONS = Versions("x1", "v1")

pytestmark = pytest.mark.usefixtures("module_ontology")


def said(record, *others):
    one = linked(record, *others)[0]
    short = {
        (edge.subject.removeprefix(ID), edge.predicate, edge.value.removeprefix(ID)) for edge in edges(one, Names(one))
    }
    return {edge for edge in short if "paper" not in edge[0]}, {edge[1:] for edge in short if "paper" in edge[0]}


def values(quads, subject, predicate):
    return {q.object.value for q in quads if q.subject.value == subject and q.predicate.value == expand(predicate)}


def test_every_kind_and_role_has_an_edge():
    assert set(PAPER_EDGES) == {(kind, role) for kind, roles in ROLES.items() for role in roles or (None,)}
    assert set(METHOD_EDGES) <= set(PAPER_EDGES)


def test_a_paper_is_joined_to_all_that_it_names_by_role():
    _, of_paper = said(TINY)
    assert of_paper == {
        ("proposes", "method/pebblenet"),
        ("uses", "method/quantization"),
        ("comparesWith", "method/mobilenetv2"),
        ("mentions", "method/bouldernet"),
        ("evaluatesOn", "dataset/visual-wake-words"),
        ("testsOn", "hardware/stm32f746"),
        ("reports", "metric/accuracy"),
        ("reports", "metric/latency"),
        ("addresses", "task/person-detection"),
        ("hasResult", "paper/tiny%2F1/result/1"),
        ("hasResult", "paper/tiny%2F1/result/2"),
    }


def test_what_a_paper_proposes_gets_its_edges_and_others_those_of_their_sentences():
    of_methods, _ = said(TINY)
    assert of_methods == {
        ("method/pebblenet", "testedOn", "hardware/stm32f746"),
        ("method/pebblenet", "evaluatedOn", "dataset/visual-wake-words"),
        ("method/pebblenet", "appliedTo", "task/person-detection"),
        ("method/mobilenetv2", "testedOn", "hardware/stm32f746"),
    }


def test_where_nothing_is_proposed_what_is_used_gets_the_edges_and_a_mention_none():
    of_methods, _ = said(SURVEY)
    assert of_methods == {("method/quantization", "targetsHardware", "hardware/microcontroller")}


def test_a_result_says_where_its_method_ran():
    record = {
        **TINY,
        "abstract": "We present PebbleNet. It was tested on an STM32F746. MobileNetV2 has 70% accuracy. It was slow.",
        "results": [{"method": "MobileNetV2", "metric": "accuracy", "value": "70", "unit": "%", "kind": "absolute",
                     "dataset": None, "hardware": "STM32F746", "evidence": "70% accuracy"}],
    }  # fmt: skip
    assert ("method/mobilenetv2", "testedOn", "hardware/stm32f746") in said(record)[0]


def test_the_evidence_of_a_method_edge_is_the_sentence_with_both_ends():
    one = linked(TINY)[0]
    words = {(e.subject, e.predicate): e.words.text for e in edges(one, Names(one)) if "method" in e.subject}
    assert words[f"{ID}method/mobilenetv2", "testedOn"].startswith("It takes 12-15 ms there, while MobileNetV2")


def test_an_edge_is_optional_when_one_of_its_ends_is():
    one = linked(TINY)[0]
    assert {e.value for e in edges(one, Names(one)) if e.optional} == {f"{ID}method/bouldernet"}


def test_what_has_no_words_to_show_gets_no_edge():
    one = linked(SURVEY)[0]
    bare = tuple(replace(entity, evidence=None, mentions=()) for entity in one.extraction.entities)
    assert edges(replace(one, extraction=replace(one.extraction, entities=bare)), Names(one)) == []


def test_every_edge_between_resources_has_its_evidence():
    quads = paper_quads(linked(TINY)[0], VERSIONS)
    asserted = {expand(f"kg:{name}") for name in (*PAPER_EDGES.values(), *METHOD_EDGES.values(), "hasResult")}
    edges_said = {(q.subject, q.predicate, q.object) for q in quads if q.predicate.value in asserted}
    nodes = {q.subject for q in quads if q.object == NamedNode(expand("kg:Evidence"))}
    parts = [
        {q.subject: q.object for q in quads if q.predicate.value == expand(f"rdf:{part}")}
        for part in ("subject", "predicate", "object")
    ]
    assert edges_said == {tuple(part[node] for part in parts) for node in nodes}


def test_results_keep_their_text_and_get_numbers_and_units():
    quads = paper_quads(linked(TINY)[0], VERSIONS)
    first, second = (f"{paper_iri('tiny/1')}/result/{number}" for number in (1, 2))
    assert values(quads, first, "kg:value") == {"91.5"}
    assert values(quads, first, "kg:valueText") == {"91.50"}
    assert values(quads, first, "qudt:unit") == {expand("unit:PERCENT")}
    assert (values(quads, second, "kg:valueLow"), values(quads, second, "kg:valueHigh")) == ({"12"}, {"15"})
    assert values(quads, second, "kg:metric") == {f"{ID}metric/latency"}, "named by an alias"
    assert values(quads, second, "kg:baseline") == {f"{ID}method/mobilenetv2"}


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("73.620", {("value", "73.62")}),
        ("-0.5", {("value", "-0.5")}),
        ("1e-3", {("value", "0.001")}),
        ("4-8", {("valueLow", "4"), ("valueHigh", "8")}),
        ("8 – 4", {("valueLow", "4"), ("valueHigh", "8")}),
        ("1/100", set()),
        ("many", set()),
        ("1.2.3", set()),
    ],
)
def test_numbers_as_written(written, numbers):
    record = {**TINY, "results": [{**TINY["results"][0], "value": written}]}
    quads = paper_quads(linked(record)[0], VERSIONS)
    found = {(q.predicate.value.rsplit("#")[-1], q.object.value) for q in quads if "/result/" in q.subject.value}
    assert {pair for pair in found if pair[0] in {"value", "valueLow", "valueHigh"}} == numbers


def test_a_vocabulary_concept_brings_only_the_names_that_the_vocabulary_lacks():
    quads = paper_quads(linked(TINY)[0], VERSIONS)
    iri = f"{ID}hardware/stm32f746"
    assert values(quads, iri, "skos:prefLabel") == set()
    assert values(quads, iri, "kg:surfaceForm") == {"STM32F746 Nucleo board"}
    assert values(quads, f"{ID}dataset/visual-wake-words", "kg:surfaceForm") == set()


def test_a_minted_entity_brings_its_names_and_is_one_across_papers():
    names = []
    for one in linked(TINY, THIRD):
        quads = paper_quads(one, VERSIONS)
        minted = {q.subject.value for q in quads if q.predicate.value == expand("kg:minted")}
        names.append({(iri, *values(quads, iri, "skos:prefLabel")) for iri in minted})
    assert len(names[0] & names[1]) == 1, "PebbleNet and Pebble-Net are one, by one name"
    assert all(len(name) == 2 for name in names[0] | names[1])


def test_an_untitled_paper_has_no_title_and_offsets_that_count_the_line_feed():
    quads = paper_quads(linked(SURVEY)[0], VERSIONS)
    assert values(quads, paper_iri("survey-2"), "dcterms:title") == set()
    starts = {int(q.object.value) for q in quads if q.predicate.value == expand("oa:start")}
    assert min(starts) == 1


def test_sources_are_numbered_by_place_and_not_by_reading_order():
    one = linked(TINY)[0]
    other = replace(one.paper.sources[0], file="a.jsonl")
    orders = [(*one.paper.sources, other), (other, *one.paper.sources)]
    digests = {quads_digest(paper_quads(replace(one, paper=replace(one.paper, sources=o)), VERSIONS)) for o in orders}
    assert len(digests) == 1


def test_the_store_gives_back_what_was_written():
    quads = paper_quads(linked(TINY)[0], VERSIONS)
    store = Store()
    store.extend(quads)
    assert lines(store) == lines(quads)
    assert len(quads) == len(set(quads))


def test_the_ontology_and_the_vocabulary_are_read_the_same_twice():
    directory = kg.vocabulary.ontology_path()
    for read, place in ((ontology_quads, directory / "kg.ttl"), (vocabulary_quads, directory / "vocabulary")):
        assert lines(read(place)) == lines(read(place))


def test_each_concept_is_in_the_scheme_of_its_file():
    quads = list(vocabulary_quads(kg.vocabulary.ontology_path() / "vocabulary"))
    schemes = values(quads, f"{ID}hardware/stm32", "skos:inScheme")
    assert schemes == {f"{ID}vocabulary/hardware"}
    concepts = {q.subject for q in quads if q.object == NamedNode(expand("skos:Concept"))}
    assert {q.subject for q in quads if q.predicate.value == expand("skos:inScheme")} == concepts


@pytest.mark.parametrize("identifier", ["2401.00001", "a/b c?#%", "é", "..", "10.1000/182"])
def test_papers_are_found_again_by_their_iri(identifier):
    assert paper_id(paper_iri(identifier)) == identifier
    assert paper_id(f"{paper_iri(identifier)}/evidence/0") == identifier
    NamedNode(paper_iri(identifier))


def test_other_iris_are_no_papers():
    with pytest.raises(ValueError, match="not the IRI of a paper"):
        paper_id(f"{ID}method/x")


def test_prefixed_names_go_both_ways():
    assert shorten(expand("oa:exact")) == "oa:exact"
    assert shorten("https://example.org/x") == "https://example.org/x"


def test_text_that_no_literal_can_hold_is_an_error_that_names_the_paper():
    one = linked(TINY)[0]
    broken = replace(one, paper=Paper("odd", "half \ud800 a pair", "", None, (), ()))
    with pytest.raises(GraphError, match="paper 'odd'"):
        paper_quads(broken, VERSIONS)


@pytest.mark.parametrize(
    ("short", "long"), [("mW", "milliwatts"), ("GB", "gigabytes"), ("s", "seconds"), ("%", "percent")]
)
def test_units_are_known_by_symbol_and_by_word(short, long):
    assert qudt_unit(short) == qudt_unit(long) is not None


@pytest.mark.parametrize("text", ["", "x", "points", "GFLOPs", "M", "ss"])
def test_what_is_no_sure_unit_stays_text(text):
    assert qudt_unit(text) is None

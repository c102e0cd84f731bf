"""A check finds nothing in a sound graph, and every harm that is done to one."""

from __future__ import annotations

import json

import pytest
from graph_papers import SURVEY, TINY, linked
from pyoxigraph import Literal, NamedNode, Quad, Store

import kg.vocabulary
from kg.graph.check import check
from kg.graph.iris import ID, ONTOLOGY_GRAPH, VOCABULARY_GRAPH, expand, graph_iri, paper_iri
from kg.graph.ontology import ontology_quads, vocabulary_quads
from kg.graph.triples import Versions, paper_quads

PAPER = paper_iri("tiny/1")
GRAPH = NamedNode(graph_iri(PAPER))

pytestmark = pytest.mark.usefixtures("module_ontology")


@pytest.fixture
def store():
    store = Store()
    directory = kg.vocabulary.ontology_path()
    store.extend(ontology_quads(directory / "kg.ttl"))
    store.extend(vocabulary_quads(directory / "vocabulary"))
    for one in linked(TINY, SURVEY):
        store.extend(paper_quads(one, Versions("x", "v")))
    return store


def node(name):
    return NamedNode(name if "//" in name else expand(name))


def take(store, predicate, *, subject=None, value=None, number=1):
    """Remove quads of the paper's graph that have a property."""
    found = sorted(
        store.quads_for_pattern(subject and node(subject), node(predicate), value and node(value), GRAPH), key=str
    )
    for quad in found[:number]:
        store.remove(quad)
    assert found
    return found[0]


def put(store, subject, predicate, value, graph=GRAPH):
    store.add(Quad(subject, node(predicate), value, graph))


def test_a_sound_graph_has_no_findings(store):
    told = []
    report = check(store, progress=lambda *a: told.append(a))
    assert str(report) == f"2 papers, {len(store)} quads checked: nothing wrong"
    assert report.ok
    assert told == [(1, 2, "checking"), (2, 2, "checking")]


def without_evidence(store, predicate):
    quad = take(store, "rdf:predicate", value=predicate)
    for each in list(store.quads_for_pattern(quad.subject, None, None, GRAPH)):
        store.remove(each)


def other_quote(store):
    quad = take(store, "oa:exact")
    put(store, quad.subject, "oa:exact", Literal("words that nobody wrote"))


def other_offset(store):
    quad = take(store, "oa:end")
    put(store, quad.subject, "oa:end", Literal(int(quad.object.value) + 1))


def other_abstract(store):
    take(store, "dcterms:abstract")
    put(store, node(PAPER), "dcterms:abstract", Literal("Another abstract."))


HARMS = {
    "a paper's edge without evidence": (
        lambda s: without_evidence(s, "kg:proposes"),
        "id:paper/tiny%2F1 kg:proposes id:method/pebblenet has no evidence",
    ),
    "a method's edge without evidence": (
        lambda s: without_evidence(s, "kg:appliedTo"),
        "kg:appliedTo id:task/person-detection has no evidence",
    ),
    "a result without evidence": (
        lambda s: without_evidence(s, "kg:hasResult"),
        "kg:hasResult id:paper/tiny%2F1/result/1 has no evidence",
    ),
    "evidence elsewhere does not count": (
        lambda s: put(s, node(paper_iri("survey-2")), "kg:proposes", node(f"{ID}method/pebblenet")),
        "survey-2 kg:proposes id:method/pebblenet has no evidence",
    ),
    "a quote that is not in the text": (other_quote, "the quote 'words that nobody wrote' does not stand at"),
    "a quote at the wrong place": (other_offset, "does not stand at"),
    "a text that is not the one read": (other_abstract, "kg:textDigest is not that of title and abstract"),
    "evidence without confidence": (lambda s: take(s, "kg:confidence"), "lacks kg:confidence"),
    "two confidences": (
        lambda s: put(s, take(s, "kg:optional").subject, "kg:confidence", Literal("0.5", datatype=node("xsd:decimal"))),
        "has more than one kg:confidence",
    ),
    "evidence of nobody": (lambda s: take(s, "kg:extractor"), "lacks kg:extractor"),
    "evidence that points nowhere": (lambda s: take(s, "oa:hasTarget"), "lacks oa:hasTarget"),
    "a paper without identifier": (lambda s: take(s, "dcterms:identifier"), "lacks dcterms:identifier"),
    "an edge to the wrong kind of thing": (
        lambda s: put(s, node(PAPER), "kg:testsOn", node(f"{ID}method/pebblenet")),
        "kg:testsOn id:method/pebblenet: Value does not have class",
    ),
    "an edge to what nobody describes": (
        lambda s: put(s, node(PAPER), "kg:addresses", node(f"{ID}task/ghost")),
        "kg:addresses id:task/ghost leads to something that the graph does not describe",
    ),
    "a thing without a name": (lambda s: take(s, "skos:prefLabel"), "has no name"),
    "a thing with two names": (
        lambda s: put(s, node(f"{ID}method/mobilenetv2"), "skos:prefLabel", Literal("Other")),
        "id:method/mobilenetv2 has two names, “MobileNetV2” and “Other”",
    ),
    "a thing of two kinds": (
        lambda s: put(s, node(f"{ID}method/mobilenetv2"), "rdf:type", node("kg:Task")),
        "id:method/mobilenetv2 is of two kinds, kg:Method and kg:Task",
    ),
    "a circle in the hierarchy": (
        lambda s: put(s, node(f"{ID}hardware/stm32"), "skos:broader", node(f"{ID}hardware/stm32f746")),
        "id:hardware/stm32 is broader than itself",
    ),
    "a result that is a number and a range": (
        lambda s: put(
            s, node(f"{PAPER}/result/2"), "kg:value", Literal("13", datatype=node("xsd:decimal"))
        ),
        "id:paper/tiny%2F1/result/2",
    ),
    "a result without its text": (lambda s: take(s, "kg:valueText"), "lacks kg:valueText"),
    "a confidence above one": (
        lambda s: put(
            s, take(s, "kg:confidence").subject, "kg:confidence", Literal("1.5", datatype=node("xsd:decimal"))
        ),
        "kg:confidence 1.5",
    ),
    "a graph without provenance": (lambda s: take(s, "kg:extractorVersion"), "lacks kg:extractorVersion"),
    "a graph without a source": (
        lambda s: take(s, "prov:wasDerivedFrom", subject=GRAPH.value),
        "lacks prov:wasDerivedFrom",
    ),
    "a graph of nobody": (
        lambda s: put(s, node(PAPER), "rdf:type", node("kg:Paper"), NamedNode("https://example.org/g")),
        "the graph https://example.org/g belongs to no paper",
    ),
    "a graph that does not describe its paper": (
        lambda s: put(s, node(PAPER), "rdf:type", node("kg:Paper"), NamedNode(graph_iri(paper_iri("ghost")))),
        "the graph does not describe the paper that it is named for",
    ),
    "a concept of the vocabulary without a name": (
        lambda s: s.remove(next(iter(s.quads_for_pattern(
            node(f"{ID}hardware/stm32"), node("skos:prefLabel"), None, NamedNode(VOCABULARY_GRAPH))))),
        "id:hardware/stm32 lacks skos:prefLabel",
    ),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_every_harm_is_found(store, harm):
    do, message = HARMS[harm]
    do(store)
    report = check(store)
    assert not report.ok
    assert message in str(report)
    assert str(report).endswith(f"{len(report.findings)} findings")
    assert json.loads(json.dumps(report.to_json()))["ok"] is False


def test_the_ontology_has_its_graph(store):
    assert store.contains_named_graph(NamedNode(ONTOLOGY_GRAPH))

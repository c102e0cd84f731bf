"""The ontology documents and covers every term that graphs, shapes, vocabularies and queries use."""

from __future__ import annotations

from functools import cache

import pytest
import rdflib
from graph_papers import ROOT, SURVEY, TINY, linked
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.graph.edges import METHOD_EDGES, PAPER_EDGES
from kg.graph.iris import KG, ONTOLOGY_GRAPH, expand
from kg.graph.triples import Versions, paper_quads
from kg.model import Comparison, Kind
from kg.vocabulary import ontology_path, vocabulary_files


@cache
def triples(name="kg.ttl"):
    return [quad.triple for quad in parse(path=ontology_path() / name, format=RdfFormat.TURTLE)]


def objects(subject, predicate):
    return [t.object for t in triples() if t.subject == subject and t.predicate == NamedNode(expand(predicate))]


def own(terms):
    return {term for term in terms if isinstance(term, NamedNode) and term.value.startswith(KG)}


def used(found):
    return own(term for triple in found for term in (triple.subject, triple.predicate, triple.object))


def declared():
    return own(t.subject for t in triples())


def typed(*types):
    return {t.subject for t in triples() if t.object in {NamedNode(expand(name)) for name in types}} & declared()


def test_every_term_has_one_label_a_comment_and_its_home():
    for term in declared():
        for predicate in ("rdfs:label", "rdfs:comment", "rdfs:isDefinedBy"):
            assert len(objects(term, predicate)) == 1, f"{term} {predicate}"
        comment = objects(term, "rdfs:comment")[0].value
        assert comment.endswith("."), comment
        assert objects(term, "rdfs:isDefinedBy") == [NamedNode(ONTOLOGY_GRAPH)]


def test_labels_are_not_used_twice_for_one_sort_of_term():
    for sort in (("owl:Class",), ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")):
        labels = [objects(term, "rdfs:label")[0].value for term in typed(*sort)]
        assert len(labels) == len(set(labels))


def test_every_term_that_is_referred_to_is_declared():
    assert used(triples()) <= declared()
    assert used(triples("shapes.ttl")) <= declared()


def test_every_property_has_a_domain_and_a_range():
    for term in typed("owl:ObjectProperty", "owl:DatatypeProperty"):
        assert objects(term, "rdfs:domain"), term
        assert objects(term, "rdfs:range"), term


def test_datatype_properties_hold_literals_and_object_properties_things():
    xsd = expand("xsd:")
    for term in typed("owl:DatatypeProperty"):
        assert all(value.value.startswith(xsd) for value in objects(term, "rdfs:range"))
    for term in typed("owl:ObjectProperty"):
        assert own(objects(term, "rdfs:range"))


def test_the_kinds_and_comparisons_of_the_code_are_those_of_the_ontology():
    kinds = {NamedNode(f"{KG}{kind.value.capitalize()}") for kind in Kind}
    assert kinds == {t.subject for t in triples() if t.object == NamedNode(f"{KG}Entity")} & typed("owl:Class") & kinds
    comparisons = {NamedNode(f"{KG}{comparison.value.capitalize()}") for comparison in Comparison}
    assert comparisons == typed("kg:Comparison") & typed("owl:NamedIndividual")


def test_every_edge_of_the_code_is_evidenced_in_the_ontology_with_fitting_ends():
    edges = {NamedNode(f"{KG}{name}"): (kind, "Paper") for (kind, _), name in PAPER_EDGES.items()}
    edges |= {NamedNode(f"{KG}{name}"): (kind, "Method") for (kind, _), name in METHOD_EDGES.items()}
    assert typed("kg:EvidencedProperty") == {*edges, NamedNode(f"{KG}hasResult")}
    for term, (kind, domain) in edges.items():
        assert objects(term, "rdfs:range") == [NamedNode(f"{KG}{kind.value.capitalize()}")]
        assert objects(term, "rdfs:domain") == [NamedNode(f"{KG}{domain}")]


def test_every_evidenced_property_is_in_the_shapes_twice():
    text = (ontology_path() / "shapes.ttl").read_text(encoding="utf-8")
    for term in typed("kg:EvidencedProperty"):
        name = term.value.removeprefix(KG)
        assert f"sh:path kg:{name} ;" in text, "its class"
        assert f" kg:{name}," in text or f" kg:{name})" in text or f"(kg:{name}," in text, "its evidence"


def test_graphs_use_declared_terms_only():
    for one in linked(TINY, SURVEY):
        assert used(quad.triple for quad in paper_quads(one, Versions("x", "v"))) <= declared()


@pytest.mark.parametrize("file", vocabulary_files(ROOT / "ontology" / "vocabulary"), ids=lambda file: file.stem)
def test_vocabularies_use_declared_terms_only(file):
    assert used(quad.triple for quad in parse(path=file)) <= declared()


def test_the_ontology_says_its_version_and_licence():
    iri = NamedNode(ONTOLOGY_GRAPH)
    assert objects(iri, "owl:versionInfo")
    assert isinstance(objects(iri, "dcterms:license")[0], NamedNode)
    assert isinstance(objects(iri, "dcterms:title")[0], Literal)


def test_the_shapes_are_shapes():
    from pyshacl import validate
    from rdflib import Graph

    conforms, _, text = validate(
        Graph(), shacl_graph=Graph().parse(ontology_path() / "shapes.ttl"), meta_shacl=True, advanced=True
    )
    assert conforms, text


def test_the_vocabularies_of_the_package_hold_to_the_shapes():
    from pyshacl import validate
    from rdflib import Graph

    shapes = Graph().parse(ontology_path() / "shapes.ttl")
    shapes.remove((None, rdflib.URIRef("http://www.w3.org/ns/shacl#sparql"), None))
    vocabulary = Graph()
    for file in vocabulary_files(ontology_path() / "vocabulary"):
        vocabulary.parse(file)
    conforms, _, text = validate(vocabulary, shacl_graph=shapes, inplace=True)
    assert conforms, text

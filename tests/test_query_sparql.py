"""SPARQL for users: read-only, offline, clear about mistakes, in every format."""

from __future__ import annotations

import csv
import io
import json
import time

import pytest
from query_graph import store

from kg.errors import QuestionError, UsageError
from kg.query.sparql import Triples, check, run, serialize
from kg.query.table import Table

GRAPH = store()


def test_prefixes_need_no_declaration() -> None:
    table = run(GRAPH, "SELECT ?m WHERE { ?m kg:testedOn/skos:broader* hardware:stm32 } ORDER BY ?m")
    assert isinstance(table, Table)
    assert table.column("m") == (
        "https://w3id.org/paperkg/id/method/mobilenet",
        "https://w3id.org/paperkg/id/method/pebblenet",
    )


def test_own_declarations_win() -> None:
    table = run(GRAPH, "PREFIX kg: <http://www.w3.org/2004/02/skos/core#> SELECT ?c { ?c kg:prefLabel 'ImageNet' }")
    assert isinstance(table, Table)
    assert len(table) == 1


def test_ask_construct_describe() -> None:
    assert run(GRAPH, "ASK { ?p kg:proposes method:pebblenet }") is True
    triples = run(GRAPH, "CONSTRUCT { ?m kg:testedOn ?h } WHERE { ?m kg:testedOn ?h } ")
    assert isinstance(triples, Triples)
    assert len(triples) == 10
    assert "kg:testedOn" in str(triples)
    assert len(run(GRAPH, "DESCRIBE hardware:stm32")) > 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:a> <a:b> 1 }",
        "  # a comment\nPREFIX x: <http://x/#> delete where { ?s ?p ?o }",
        "CLEAR ALL",
        "LOAD <https://example.org/x.ttl>",
        "BASE <http://x/> DROP ALL",
    ],
)
def test_updates_are_refused(query: str) -> None:
    with pytest.raises(QuestionError, match="read-only"):
        run(GRAPH, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . OPTIONAL{SERVICE<http://localhost:1/>{ ?s ?p ?o }} }",
    ],
)
def test_other_servers_are_not_asked(query: str) -> None:
    with pytest.raises(QuestionError, match="offline"):
        run(GRAPH, query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE" }',
        "SELECT ?service { ?service ?p ?o }",
        "# SERVICE and INSERT\nSELECT * { ?s ?p ?o } LIMIT 1",
        "SELECT * { ?s <http://service/insert> ?o }",
        "PREFIX service: <http://x/> SELECT * { ?s service:x ?o }",
        "SELECT * { ?s ?p '''it's \"SERVICE\" {''' }",
    ],
)
def test_words_in_strings_names_and_comments_are_harmless(query: str) -> None:
    check(query)
    run(GRAPH, query)


def test_a_mistake_is_shown_where_it_is() -> None:
    with pytest.raises(QuestionError) as caught:
        run(GRAPH, "SELECT ?x WHERE {\n  ?x kg:testedOn\n}")
    assert "line 3, column 1" in str(caught.value)
    with pytest.raises(QuestionError, match="not a SPARQL query"):
        run(GRAPH, "which methods?")


def test_formats() -> None:
    query = "SELECT ?label WHERE { hardware:stm32f746 skos:prefLabel ?label }"
    assert json.loads(serialize(GRAPH, query, "json"))["results"]["bindings"][0]["label"]["value"] == "STM32F746"
    assert list(csv.reader(io.StringIO(serialize(GRAPH, query, "csv")))) == [["label"], ["STM32F746"]]
    assert "<literal>STM32F746</literal>" in serialize(GRAPH, query, "xml")
    assert serialize(GRAPH, query).splitlines() == ["label", "---------", "STM32F746"]
    assert serialize(GRAPH, "ASK {}", "table") == "true"
    assert json.loads(serialize(GRAPH, "ASK {}", "json"))["boolean"] is True
    assert "skos:prefLabel" in serialize(GRAPH, "DESCRIBE hardware:stm32", "ttl")
    for bad in ((query, "ttl"), ("DESCRIBE hardware:stm32", "csv"), (query, "yaml")):
        with pytest.raises(UsageError):
            serialize(GRAPH, *bad)


def test_a_query_that_takes_too_long_is_given_up() -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    started = time.monotonic()
    with pytest.raises(QuestionError, match="longer than"):
        run(GRAPH, slow, timeout=0.2)
    assert time.monotonic() - started < 5


def test_values_are_python_values() -> None:
    table = run(GRAPH, "SELECT (1 AS ?a) (2.50 AS ?b) (true AS ?c) ('x' AS ?d) ?e {}")
    assert isinstance(table, Table)
    assert [str(cell) for cell in table.rows[0]] == ["1", "2.5", "True", "x", "None"]
    assert table.to_json() == [{"a": 1, "b": 2.5, "c": True, "d": "x", "e": None}]

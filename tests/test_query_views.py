"""Networkx views, result tables, counts and tables as such."""

from __future__ import annotations

import json

import pytest
from query_graph import PAPERS, store

from kg.errors import QuestionError, UsageError
from kg.query.names import Names, iri_of
from kg.query.network import EDGES, network, select
from kg.query.results import COLUMNS, table
from kg.query.stats import stats
from kg.query.table import Table

GRAPH = store()
ID = "https://w3id.org/paperkg/id/"


def test_the_whole_network_has_every_edge_with_its_sentence() -> None:
    graph = network(GRAPH)
    lines = {
        (line.split()[0].replace(".", p.id), *line.split()[1:])
        for p in PAPERS
        for line in p.edges.splitlines()
        if line.strip()
    }
    assert graph.number_of_edges() == len(lines)
    for _, _, key, data in graph.edges(keys=True, data=True):
        assert key == data["predicate"]
        assert key in EDGES
        assert data["evidence"][0].keys() == {"paper", "title", "quote", "start", "end", "confidence", "extractor"}
    papers = [data for _, data in graph.nodes(data=True) if data["kind"] == "paper"]
    assert {data["id"] for data in papers} == {paper.id for paper in PAPERS}
    assert all(data["label"] for data in papers)


def test_nodes_know_their_names_and_facts() -> None:
    nodes = network(GRAPH).nodes
    board = nodes[f"{ID}hardware/stm32f746"]
    assert board["label"] == "STM32F746"
    assert board["aliases"] == ["STM32F746 Discovery"]
    assert board["facts"] == {
        "vendor": "STMicroelectronics",
        "clockMHz": "216",
        "ramBytes": "327680",
        "flashBytes": "1048576",
        "launchYear": "2014",
    }
    assert not board["minted"]
    assert nodes[f"{ID}method/pebblenet"]["minted"]
    assert nodes[f"{ID}paper/p2%2Fb"]["date"] == "2023"


def test_a_part_of_the_network() -> None:
    near = network(GRAPH, around=f"{ID}method/pebblenet")
    assert f"{ID}paper/p1" in near
    assert f"{ID}method/gravelrnn" not in near
    assert set(network(GRAPH, around=f"{ID}method/pebblenet", depth=0)) == {f"{ID}method/pebblenet"}
    assert set(near) < set(network(GRAPH, around=f"{ID}method/pebblenet", depth=2))
    methods = network(GRAPH, kinds={"method", "hardware"})
    assert {data["kind"] for _, data in methods.nodes(data=True)} == {"method", "hardware"}
    assert {key for _, _, key in methods.edges(keys=True)} == {"testedOn", "targetsHardware"}


def test_hierarchy_and_results_come_when_asked_for() -> None:
    graph = network(GRAPH, hierarchy=True, results=True)
    assert graph.has_edge(f"{ID}hardware/stm32f746", f"{ID}hardware/stm32", key="broader")
    assert f"{ID}hardware/processor" in graph
    result = f"{ID}paper/p1/result/1"
    assert graph.nodes[result]["kind"] == "result"
    assert graph.nodes[result]["label"] == "71.50 % top-1 accuracy"
    assert graph.has_edge(result, f"{ID}method/pebblenet", key="ofMethod")
    assert graph.edges[f"{ID}paper/p1", result, "hasResult"]["evidence"]


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(UsageError, match="gadget"):
        network(GRAPH, kinds={"gadget"})
    with pytest.raises(UsageError, match="nothing in this graph"):
        network(GRAPH, around=f"{ID}method/none")
    with pytest.raises(UsageError, match="no IRI"):
        network(GRAPH, around="a> b")
    with pytest.raises(QuestionError, match="PebbleNet"):
        iri_of(GRAPH, "PebleNet")


def test_names_lead_to_nodes() -> None:
    for name in ("PebbleNet", "pebblenet model", f"{ID}method/pebblenet"):
        assert iri_of(GRAPH, name) == f"{ID}method/pebblenet"
    assert iri_of(GRAPH, "p2/b") == iri_of(GRAPH, "GravelRNN on a Raspberry Pi") == f"{ID}paper/p2%2Fb"


def test_only_what_a_question_needs_is_read() -> None:
    part = select(GRAPH, {"testedOn"}, objects={f"{ID}hardware/stm32f746"})
    assert set(part) == {f"{ID}hardware/stm32f746", f"{ID}method/pebblenet", f"{ID}method/mobilenet"}
    assert len(Names(GRAPH, ["zzz"]).exact("ImageNet")) == 0


def test_results_by_name_and_by_broader_name() -> None:
    rows = table(GRAPH, hardware="STM32", metric="accuracy")
    assert rows.columns == COLUMNS
    assert [record["value"] for record in rows.records()] == ["71.50"]
    assert rows.records()[0] == {
        "paper": "p1",
        "method": "PebbleNet",
        "metric": "top-1 accuracy",
        "value": "71.50",
        "unit": "%",
        "comparison": "absolute",
        "dataset": "ImageNet-1K",
        "hardware": "STM32F746",
        "baseline": None,
        "quote": "PebbleNet: image classification within 320 kB",
    }
    assert len(table(GRAPH)) == sum(len(paper.results) for paper in PAPERS)
    assert [r["baseline"] for r in table(GRAPH, comparison="improvement").records()] == ["MobileNet", "ResNet-50"]
    assert len(table(GRAPH, dataset="ILSVRC", comparison="absolute")) == 2


def test_results_say_which_name_is_unknown() -> None:
    with pytest.raises(UsageError, match="did you mean ImageNet"):
        table(GRAPH, dataset="ImagNet")
    with pytest.raises(UsageError, match="comparison"):
        table(GRAPH, comparison="better")


def test_counts() -> None:
    counted = stats(GRAPH)
    assert counted.papers == len(PAPERS)
    assert counted.results == 7
    assert dict(counted.properties.rows)["testedOn"] == 10
    assert counted.top["dataset"].rows[0] == ("ImageNet", 3)
    assert json.loads(json.dumps(counted.to_json()))["papers"] == len(PAPERS)
    assert "8 papers" in str(counted)


def test_tables_escape_what_would_break_them() -> None:
    shown = Table(("a|b", "<i>"), (("x\ny|z", "<script>"), ("\x1b[31m", None)))
    assert "<script>" not in shown._repr_html_()
    assert "\x1b" not in str(shown)
    assert shown.to_markdown().count("\n") == 3
    assert shown.to_csv().startswith("a|b,<i>\r\n")
    with pytest.raises(ValueError, match="columns"):
        Table(("a",), ((1, 2),))
    frame = pytest.importorskip("pandas") and shown.to_pandas()
    assert list(frame.columns) == ["a|b", "<i>"]

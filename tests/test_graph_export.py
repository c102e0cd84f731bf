"""Files of a graph: complete, equal for equal graphs, written whole or not at all."""

from __future__ import annotations

import csv
import sys

import networkx as nx
import pytest
from graph_papers import SURVEY, TINY, linked
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store, parse

from kg.errors import GraphError, UsageError
from kg.graph.export import export, writers
from kg.graph.export.network import _plain
from kg.graph.export.tables import COLUMNS, rows
from kg.graph.iris import expand
from kg.graph.ontology import ontology_quads, vocabulary_quads
from kg.graph.triples import Versions, lines, paper_quads


@pytest.fixture(scope="module")
def stores(module_ontology):
    """The same graph twice, written in opposite orders."""
    quads = [*ontology_quads(module_ontology / "kg.ttl"), *vocabulary_quads(module_ontology / "vocabulary")]
    for one in linked({**TINY, "title": "A title with \u0003 in it"}, SURVEY):
        quads += paper_quads(one, Versions("x", "v"))
    made = (Store(), Store())
    made[0].extend(quads)
    for quad in reversed(quads):
        made[1].add(quad)
    return made


@pytest.mark.parametrize("ending", list(writers()))
def test_equal_graphs_are_equal_files(stores, tmp_path, ending):
    if ending == ".parquet":
        pytest.importorskip("pyarrow")
    for number, store in enumerate(stores):
        export(store, tmp_path / f"{number}{ending}")
    assert (tmp_path / f"0{ending}").read_bytes() == (tmp_path / f"1{ending}").read_bytes()


@pytest.mark.parametrize(
    ("ending", "rdf_format"), [(".nq", RdfFormat.N_QUADS), (".trig", RdfFormat.TRIG), (".jsonld", RdfFormat.JSON_LD)]
)
def test_rdf_files_with_graphs_hold_everything(stores, tmp_path, ending, rdf_format):
    export(stores[0], tmp_path / f"g{ending}")
    read = Store()
    read.extend(parse(path=tmp_path / f"g{ending}", format=rdf_format))
    assert len(read) == len(stores[0])
    assert [line for line in lines(read) if b"_:" not in line] == [
        line for line in lines(stores[0]) if b"_:" not in line
    ]


def test_turtle_holds_the_union(stores, tmp_path):
    export(stores[0], tmp_path / "g.ttl")
    read = {quad.triple for quad in parse(path=tmp_path / "g.ttl")}
    union = {quad.triple for quad in stores[0]}

    def named(triples):
        return {t for t in triples if not isinstance(t.subject, BlankNode) and not isinstance(t.object, BlankNode)}

    assert named(read) == named(union)
    assert len(read) == len(union)
    assert b"@prefix kg:" in (tmp_path / "g.ttl").read_bytes()


def test_n_quads_are_sorted(stores, tmp_path):
    export(stores[0], tmp_path / "g.nq")
    written = (tmp_path / "g.nq").read_bytes().splitlines()
    assert written == sorted(written)


def test_a_table_has_a_row_for_each_piece_of_evidence(stores, tmp_path):
    export(stores[0], tmp_path / "g.csv")
    with (tmp_path / "g.csv").open(newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    kind = NamedNode(expand("kg:Evidence"))
    assert len(table) == sum(1 for _ in stores[0].quads_for_pattern(None, NamedNode(expand("rdf:type")), kind, None))
    assert list(table[0]) == list(COLUMNS)
    row = next(row for row in table if row["predicate"] == "testedOn")
    assert (row["subject_name"], row["object_name"], row["paper"]) == ("PebbleNet", "STM32F746", "tiny/1")
    text = f"A title with \u0003 in it\n{TINY['abstract']}"
    for each in table:
        if each["paper"] == "tiny/1":
            assert text[int(each["start"]) : int(each["end"])] == each["quote"]
    assert {each["optional"] for each in table} == {"true", "false"}


def test_parquet_holds_the_same_table(stores, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    export(stores[0], tmp_path / "g.parquet")
    assert parquet.read_table(tmp_path / "g.parquet").to_pylist() == rows(stores[0])


def test_parquet_without_pyarrow_says_what_to_install(stores, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(GraphError, match=r"paperkg\[parquet\]"):
        export(stores[0], tmp_path / "g.parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("ending", "read"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
def test_network_files_can_be_read_again(stores, tmp_path, ending, read):
    export(stores[0], tmp_path / f"g{ending}")
    graph = read(tmp_path / f"g{ending}")
    kinds = {attributes["kind"] for _, attributes in graph.nodes(data=True)}
    assert {"paper", "method", "hardware", "dataset", "metric", "task"} <= kinds
    predicates = {attributes["predicate"] for _, _, attributes in graph.edges(data=True)}
    assert {"proposes", "testedOn", "broader"} <= predicates
    assert b"lastmodified" not in (tmp_path / f"g{ending}").read_bytes()


def test_attributes_become_what_xml_can_hold():
    plain = _plain({"text": "a\x03b", "list": ["é", 1], "none": None, "number": 1.5, "truth": True})
    assert plain == {"text": "a\ufffdb", "list": '["é", 1]', "number": 1.5, "truth": True}


@pytest.mark.parametrize("name", ["g.docx", "g", ".nq"])
def test_an_unknown_ending_lists_the_known_ones(stores, tmp_path, name):
    with pytest.raises(UsageError, match=r"\.csv.*\.ttl"):
        export(stores[0], tmp_path / name)


def test_endings_are_known_in_capitals_too(stores, tmp_path):
    export(stores[0], tmp_path / "G.NQ")
    assert (tmp_path / "G.NQ").stat().st_size


def test_a_place_that_cannot_be_written_is_told(stores, tmp_path):
    with pytest.raises(GraphError, match="cannot be written"):
        export(stores[0], tmp_path / "missing" / "g.nq")
    (tmp_path / "d.nq").mkdir()
    with pytest.raises(GraphError, match="directory"):
        export(stores[0], tmp_path / "d.nq")


def test_a_failed_export_leaves_the_file_that_was_there(stores, tmp_path, monkeypatch):
    (tmp_path / "g.nq").write_text("old")
    monkeypatch.setattr("kg.graph.triples.serialize", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(stores[0], tmp_path / "g.nq")
    assert [(entry.name, entry.read_text()) for entry in tmp_path.iterdir()] == [("g.nq", "old")]

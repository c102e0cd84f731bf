"""Likely duplicates: what is listed and why, what is not, and the command that makes them one."""

from __future__ import annotations

import json
import shlex
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from graph_papers import write_papers

import kg
from kg.build import build
from kg.cli import main
from kg.graph.iris import ID, expand, graph_iri, paper_iri
from kg.graph.store import open_store
from kg.query.duplicates import duplicates

pytestmark = pytest.mark.usefixtures("module_ontology")


def paper(identifier: str, *methods: str | tuple[str, ...], kind: str = "methods") -> dict:
    forms = [(method,) if isinstance(method, str) else method for method in methods]
    role = {"methods": "used", "hardware": "tested", "datasets": "evaluated"}.get(kind)
    entities = [{"name": name, "aliases": others, **({"role": role} if role else {})} for name, *others in forms]
    text = " ".join([f"This is study {identifier}.", *(f"We use {', or '.join(names)}." for names in forms)])
    empty = {key: [] for key in ("methods", "hardware", "datasets", "metrics", "tasks", "results")}
    return {"id": identifier, "title": f"Paper {identifier}", "abstract": text, **empty, kind: entities}


def listed(tmp_path: Path, *records: dict) -> list[tuple[str, str, str]]:
    build([write_papers(tmp_path / "p.jsonl", *records)], tmp_path / "g")
    return [(*sorted(pair.names), "; ".join(pair.why)) for pair in kg.open(tmp_path / "g").duplicates()]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("spike sorting scheme", "Spike Sorting", "differ by a class noun"),
        ("STMicroelectronics PebbleNet", "PebbleNet", "a maker only"),
        ("mean squared pebbles", "mean square pebbles", "differ by one letter"),
        ("neural architecture retrieval", "neural architectural retrieval", "differ by two letters"),
        ("recognition of pebbles", "recogntion of pebbles", "differ by one letter"),
        ("recurrent gravel unit", "RGU", "“RGU” can be the acronym of “recurrent gravel unit”"),
    ],
)
def test_what_is_likely_one_is_listed_with_why(tmp_path, one, other, why):
    ((*names, reason),) = listed(tmp_path, paper("a", one), paper("b", other))
    assert names == sorted((one, other))
    assert why in reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PebbleNet", "GravelNet"),
        ("PebbleNet-S", "PebbleNet-B"),
        ("PebbleNet-v2", "PebbleNet-v3"),
        ("PebbleFormer 12", "PebbleFormer 13"),
        ("PebbleNet", "PebbleNet++"),
        ("tiny pebble sorting", "huge pebble sorting"),
        ("supervised pebble sorting", "unsupervised pebble sorting"),
        ("intraclass sorting of pebbles", "interclass sorting of pebbles"),
        ("link prediction", "line prediction"),
        ("pebble sorting", "pebble counting"),
        ("generator architecture", "GENERator"),
        ("quantization", "INT8 quantization"),
    ],
)
def test_what_is_two_is_not(tmp_path, one, other):
    assert listed(tmp_path, paper("a", one), paper("b", other)) == []


def test_what_is_narrower_by_its_label_is_another_thing(tmp_path):
    assert listed(tmp_path, paper("a", ("wide Pebble", "Pebble framework")), paper("b", "Pebble")) == []


def test_names_that_a_paper_tells_apart_are_two(tmp_path):
    assert listed(tmp_path, paper("a", "pebble recognition", "pebble recogntion.")) == []
    assert listed(tmp_path, paper("a", "automated sorting", "automatic sorting")) == []


def test_kinds_are_told_apart(tmp_path):
    assert listed(tmp_path, paper("a", "pebble recognition"), paper("b", "pebble recogntion", kind="tasks")) == []


def test_a_name_of_both_is_listed_unless_they_explain_it_differently(tmp_path):
    twice = listed(
        tmp_path, paper("a", ("sorting of pebbles", "stone order")), paper("b", ("pebble pile", "stone order"))
    )
    assert twice == [("pebble pile", "sorting of pebbles", "papers call both “stone order”")]


def test_an_acronym_that_papers_explain_differently_is_no_duplicate(tmp_path):
    assert listed(tmp_path, paper("a", ("blue cat system", "BCS")), paper("b", ("bold cow sensor", "BCS"))) == []


def test_a_minted_name_and_the_vocabulary_s(tmp_path):
    ((one, other, why),) = listed(tmp_path, paper("a", "MobileNetV2 toolkit"))
    assert (one, other) == ("MobileNetV2", "MobileNetV2 toolkit")
    assert "class noun" in why


def test_what_was_said_to_be_two_is_not_listed_and_what_is_one_is_gone(tmp_path):
    records = (paper("a", "spike sorting scheme"), paper("b", "spike sorting"))
    assert listed(tmp_path, *records)
    opened = kg.open(tmp_path / "g")
    opened.merge("spike sorting", "spike sorting scheme", apart=True)
    assert len(opened.duplicates()) == 0
    opened.unmerge()
    assert len(opened.duplicates()) == 1
    opened.merge("spike sorting", "spike sorting scheme")
    assert len(opened.duplicates()) == 0


def test_the_command_that_is_given_makes_them_one(tmp_path, capsys):
    records = (paper("a", "Bob's sorting scheme"), paper("b", "Bob's sorting"), paper("c", "Bob's sorting"))
    assert listed(tmp_path, *records)
    (pair,) = kg.open(tmp_path / "g").duplicates()
    assert pair.papers == (("b", "c"), ("a",))
    command = shlex.split(pair.command)
    assert command[:2] == ["kg", "merge"]
    assert main(command[1:]) == 0
    assert len(kg.open(tmp_path / "g").duplicates()) == 0


def test_the_likeliest_come_first_and_the_same_twice(tmp_path):
    records = (
        paper("a", "spike sorting scheme", "recurrent gravel unit", "pebble recognition"),
        paper("b", "spike sorting", "RGU", "pebble recogntion"),
    )
    build([write_papers(tmp_path / "p.jsonl", *records)], tmp_path / "g")
    found = duplicates(open_store(tmp_path / "g"))
    assert [pair.score for pair in found] == sorted((pair.score for pair in found), reverse=True)
    assert len(found) == 3
    assert found == duplicates(open_store(tmp_path / "g"))
    assert len(duplicates(open_store(tmp_path / "g"), least=0.5)) == 2


def test_the_command_line(tmp_path, capsys):
    build(
        [write_papers(tmp_path / "p.jsonl", paper("a", "spike sorting scheme"), paper("b", "spike sorting"))],
        tmp_path / "g",
    )
    assert main(["stats", str(tmp_path / "g"), "--duplicates"]) == 0
    out = capsys.readouterr().out
    assert f"kg merge {tmp_path}/g 'spike sorting scheme' 'spike sorting' --kind method" in out
    assert "spike sorting: 1 paper (b)" in out
    assert main(["stats", str(tmp_path / "g"), "--duplicates", "--json"]) == 0
    (pair,) = json.loads(capsys.readouterr().out)
    assert pair["things"][0] == {
        "name": "spike sorting scheme",
        "iri": f"{ID}method/spike-sorting-scheme",
        "papers": ["a"],
    }
    assert set(pair) == {"kind", "things", "score", "why", "command"}
    main(["stats", str(tmp_path / "g")])
    assert "kg merge" not in capsys.readouterr().out


def test_a_graph_without_duplicates_says_so(tmp_path):
    build([write_papers(tmp_path / "p.jsonl", paper("a", "PebbleNet"))], tmp_path / "g")
    found = kg.open(tmp_path / "g").duplicates()
    assert str(found) == "no likely duplicates"
    assert "<table" in found._repr_html_()


def test_the_effort_grows_with_the_names_and_not_with_their_square():
    def seconds(number: int) -> float:
        store = many(number)
        start = time.perf_counter()
        duplicates(store)
        return time.perf_counter() - start

    seconds(500)
    assert seconds(8000) < 16 * max(seconds(2000), 0.1)


def many(number: int) -> ox.Store:
    """Return a graph with so many minted methods that begin and end alike."""
    store = ox.Store()
    graph = ox.NamedNode(graph_iri(paper_iri("p")))
    named = (
        (ox.NamedNode(f"{ID}method/{n}"), ox.Literal(f"lightweight {_word(n)} attention network"))
        for n in range(number)
    )
    for node, label in named:
        store.add(ox.Quad(node, ox.NamedNode(expand("skos:prefLabel")), label, graph))
        store.add(ox.Quad(node, ox.NamedNode(expand("kg:minted")), ox.Literal(True), graph))
    return store


def _word(number: int) -> str:
    digits = (number * 7919 + 13) % 100_003
    return "".join(
        "bcdfghklmnprstvz"[(digits >> shift) & 15] + "aeiou"[(digits >> shift) % 5] for shift in (0, 4, 8, 12)
    )

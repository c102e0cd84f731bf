"""Building graphs: the same graph whichever way, only what changed, and nothing broken by a build that ends badly."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from graph_papers import SURVEY, THIRD, TINY, write_papers

import kg.vocabulary
from kg.build import build
from kg.errors import GraphError, SourceError
from kg.extract import VERSION  # noqa: F401 - the module whose parts are replaced below must be there
from kg.graph.store import current, manifest, open_dataset, open_store
from kg.graph.triples import lines
from kg.model import Entity, Extraction, Kind, Mention, Role

TESTS = Path(__file__).parent

pytestmark = pytest.mark.usefixtures("ontology")


@pytest.fixture
def files(tmp_path):
    """Two files of annotated papers; the second holds a copy of a paper of the first."""
    return (
        write_papers(tmp_path / "one.jsonl", TINY, SURVEY),
        write_papers(tmp_path / "two.jsonl", THIRD, SURVEY),
    )


@pytest.fixture
def extractor(monkeypatch):
    """A stand-in that finds the word "PebbleNet" and remembers which papers it was given."""
    seen = []

    def extract(papers):
        for paper in papers:
            seen.append(paper.id)
            at = paper.text.find("PebbleNet")
            mentions = (Mention(at, at + 9, "PebbleNet"),) if at >= 0 else ()
            entities = (Entity(Kind.METHOD, "PebbleNet", (), Role.USED, mentions, *mentions, extractor="stub"),)
            yield Extraction(paper.id, entities if mentions else ())

    monkeypatch.setattr(sys.modules["kg.extract"], "extract", extract)
    return seen


def content(graph):
    return lines(open_store(graph))


def generation(graph):
    return current(graph).path.name


def plain(record):
    return {key: record[key] for key in ("id", "title", "abstract")}


def test_a_graph_holds_the_papers_the_vocabulary_and_the_ontology(files, tmp_path):
    report = build(files, tmp_path / "g")
    assert (report.papers, report.read, report.copies, report.curated, report.added) == (3, 3, 1, 3, 3)
    names = {name.value.rpartition("/id/")[2] for name in open_store(tmp_path / "g").named_graphs()}
    assert names == {
        "paper/tiny%2F1/graph", "paper/survey-2/graph", "paper/third/graph", "vocabulary",
        "https://w3id.org/paperkg/ontology",
    }  # fmt: skip
    assert manifest(tmp_path / "g")["papers"] == 3
    assert "3 papers (3 new" in str(report)
    assert json.loads(json.dumps(report.to_json()))["published"] is True


def test_rdflib_sees_the_union(files, tmp_path):
    build(files, tmp_path / "g")
    query = "SELECT ?p WHERE { ?p kg:testsOn/skos:broader* ?h . ?h skos:prefLabel 'microcontroller' }"
    assert len(list(open_dataset(tmp_path / "g").query(query))) == 2


def test_two_builds_from_nothing_are_equal(files, tmp_path):
    build(files, tmp_path / "g")
    build(files, tmp_path / "h")
    assert content(tmp_path / "g") == content(tmp_path / "h")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_building_in_steps_equals_building_at_once(files, tmp_path, order):
    build(files, tmp_path / "at once")
    for number in order:
        build([files[number]], tmp_path / "in steps")
    assert content(tmp_path / "in steps") == content(tmp_path / "at once")
    build(files, tmp_path / "in steps")
    assert content(tmp_path / "in steps") == content(tmp_path / "at once")


def test_the_order_of_files_and_papers_does_not_count(files, tmp_path):
    build(files, tmp_path / "g")
    build(files[::-1], tmp_path / "h")
    assert content(tmp_path / "g") == content(tmp_path / "h")


def test_an_unchanged_build_publishes_nothing(files, tmp_path):
    build(files, tmp_path / "g")
    before = generation(tmp_path / "g")
    for inputs in (files, files[::-1], [files[0]]):
        report = build(inputs, tmp_path / "g")
        assert not report.published
        assert generation(tmp_path / "g") == before
    assert (report.papers, report.kept) == (3, 1)
    assert "unchanged" in str(report)


def test_papers_that_the_input_lacks_stay_unless_pruned(files, tmp_path):
    build(files, tmp_path / "g")
    assert build([files[1]], tmp_path / "g").papers == 3
    report = build([files[1]], tmp_path / "g", prune=True)
    assert (report.papers, report.dropped) == (2, 1)
    build([files[1]], tmp_path / "h")
    assert content(tmp_path / "g") == content(tmp_path / "h")


def test_a_file_that_is_read_again_replaces_what_it_said(files, tmp_path):
    build(files, tmp_path / "g")
    write_papers(files[0], {**TINY, "title": "PebbleNet, revised"}, SURVEY)
    report = build([files[0]], tmp_path / "g")
    assert (report.papers, report.added) == (3, 0)
    build(files, tmp_path / "h")
    assert content(tmp_path / "g") == content(tmp_path / "h")


def test_a_paper_whose_title_and_abstract_both_change_stays_one_by_its_identifier(tmp_path):
    file = write_papers(tmp_path / "one.jsonl", plain(TINY) | {"methods": []})
    build([file], tmp_path / "g")
    write_papers(file, {"id": TINY["id"], "title": "New", "abstract": "All new.", "methods": []})
    assert build([file], tmp_path / "g").papers == 1


def test_a_copy_under_another_identifier_in_a_later_build_is_the_same_paper(tmp_path):
    one = write_papers(tmp_path / "one.jsonl", TINY)
    two = write_papers(tmp_path / "two.jsonl", {**TINY, "id": "another"})
    build([one], tmp_path / "g")
    build([two], tmp_path / "g")
    build([one, two], tmp_path / "h")
    assert manifest(tmp_path / "g")["papers"] == 1
    assert content(tmp_path / "g") == content(tmp_path / "h")


def test_only_papers_with_new_text_are_extracted(extractor, tmp_path):
    one = write_papers(tmp_path / "one.jsonl", plain(TINY), plain(SURVEY))
    build([one], tmp_path / "g")
    assert sorted(extractor) == ["survey-2", "tiny/1"]
    extractor.clear()
    two = write_papers(tmp_path / "two.jsonl", plain(THIRD), {**plain(SURVEY), "id": "copy"})
    assert build([two], tmp_path / "g").extracted == 1
    assert extractor == ["third"]
    extractor.clear()
    build([one, two], tmp_path / "h")
    assert content(tmp_path / "g") == content(tmp_path / "h")


def test_a_new_extractor_or_vocabulary_looks_at_every_paper_again(extractor, ontology, tmp_path, monkeypatch):
    file = write_papers(tmp_path / "one.jsonl", plain(TINY), plain(SURVEY))
    build([file], tmp_path / "g")
    monkeypatch.setattr(sys.modules["kg.extract"], "VERSION", "next")
    assert build([file], tmp_path / "g").extracted == 2
    with (ontology / "vocabulary" / "tasks.ttl").open("a") as tasks:
        tasks.write(':new a kg:Task, skos:Concept ; skos:prefLabel "new task" .\n')
    kg.vocabulary.load.cache_clear()
    report = build([file], tmp_path / "g")
    assert (report.extracted, report.rewritten) == (2, 2)
    build([file], tmp_path / "h")
    assert content(tmp_path / "g") == content(tmp_path / "h")


def test_a_new_linker_links_every_paper_again_and_extracts_none(extractor, tmp_path, monkeypatch):
    file = write_papers(tmp_path / "one.jsonl", plain(TINY), plain(SURVEY))
    build([file], tmp_path / "g")
    monkeypatch.setattr("kg.link.VERSION", "next")
    report = build([file], tmp_path / "g")
    assert (report.extracted, report.rewritten) == (0, 2)
    assert manifest(tmp_path / "g")["made_by"]["linker"] == "next"


def test_one_more_paper_rewrites_only_what_it_touches(tmp_path):
    others = [{**SURVEY, "id": f"s{n}", "abstract": f"Survey {n} on quantization.", "methods": SURVEY["methods"][:1],
               "hardware": []} for n in range(5)]  # fmt: skip
    file = write_papers(tmp_path / "one.jsonl", *others)
    build([file], tmp_path / "g")
    report = build([write_papers(tmp_path / "two.jsonl", TINY)], tmp_path / "g")
    assert (report.added, report.rewritten) == (1, 0)


def test_readers_keep_what_they_opened(files, tmp_path):
    build([files[0]], tmp_path / "g")
    store = open_store(tmp_path / "g")
    before = lines(store)
    for number in range(3):
        build([write_papers(tmp_path / "more.jsonl", {**THIRD, "id": f"t{number}"})], tmp_path / "g")
        assert lines(store) == before
    assert content(tmp_path / "g") != before


def test_what_nobody_reads_is_removed(files, tmp_path):
    build([files[0]], tmp_path / "g")
    build(files, tmp_path / "g")
    assert [entry.name for entry in (tmp_path / "g" / "generations").iterdir()] == [generation(tmp_path / "g")]


def test_no_paper_is_an_error_and_leaves_no_directory(tmp_path):
    (tmp_path / "empty.jsonl").write_text("")
    problems = []
    with pytest.raises(GraphError, match="no paper"):
        build([tmp_path / "empty.jsonl"], tmp_path / "g", on_error=problems.append)
    assert len(problems) == 1
    assert not (tmp_path / "g").exists()


def test_bad_input_costs_no_other_and_is_raised_where_nobody_listens(files, tmp_path):
    problems = []
    report = build([tmp_path / "missing.txt", files[0]], tmp_path / "g", on_error=problems.append)
    assert (report.papers, len(problems)) == (2, 1)
    with pytest.raises(SourceError, match=r"missing\.txt"):
        build([tmp_path / "missing.txt", files[0]], tmp_path / "g")


def test_progress_is_told(extractor, tmp_path):
    told = []
    build([write_papers(tmp_path / "one.jsonl", plain(TINY))], tmp_path / "g", progress=lambda *a: told.append(a))
    assert told == [(1, 1, "extracting"), (1, 1, "writing")]


@pytest.mark.parametrize("first", [True, False])
def test_a_build_that_fails_changes_nothing(files, tmp_path, monkeypatch, first):
    graph = tmp_path / "g"
    if not first:
        build([files[0]], graph)
        before = content(graph)

    def fail(*_):
        raise RuntimeError("out of luck")

    with monkeypatch.context() as patch:
        patch.setattr("kg.graph.triples._describe_edge", fail)
        with pytest.raises(RuntimeError, match="out of luck"):
            build(files, graph)
    if first:
        assert not graph.exists()
    else:
        assert content(graph) == before
        assert len(list((graph / "generations").iterdir())) == 1
    assert build(files, graph).papers == 3


_CHILD = """
import importlib, os, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from graph_papers import use_ontology
use_ontology(Path({ontology!r}))
module, _, name = {place!r}.partition(":")
owner = importlib.import_module(module)
*path, last = name.split(".")
for part in path:
    owner = getattr(owner, part)
real = getattr(owner, last)
def dying(*args, **kwargs):
    if {after!r}:
        real(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(owner, last, dying)
from kg.build import build
build({inputs!r}, {graph!r})
"""
_PLACES = [
    ("kg.graph.writing:_mark", False),
    ("kg.graph.writing:_mark", True),
    ("kg.graph.writing:Builder.begin", True),
    ("kg.graph.triples:_describe_graph", True),
    ("kg.graph.writing:Draft.change", True),
    ("kg.graph.writing:Draft.finish", True),
    ("kg.graph.writing:_sync_directory", False),
    ("os:fsync", True),
    ("kg.graph.writing:_remove", False),
    ("shutil:rmtree", False),
]


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(("place", "after"), _PLACES)
def test_a_killed_build_leaves_a_whole_graph(files, ontology, tmp_path, place, after, first):
    graph = tmp_path / "g"
    old = new = None
    if not first:
        build([files[0]], graph)
        old = content(graph)
        kg.graph.store._held.clear()
    child = _CHILD.format(
        tests=str(TESTS),
        ontology=str(ontology),
        place=place,
        after=after,
        inputs=[str(f) for f in files],
        graph=str(graph),
    )
    ended = subprocess.run([sys.executable, "-c", child], cwd=TESTS.parent, capture_output=True, text=True, check=False)
    assert ended.returncode == -signal.SIGKILL or first, ended.stderr
    build(files, tmp_path / "h")
    new = content(tmp_path / "h")
    if current(graph) is not None:
        assert content(graph) in (old, new)
    else:
        assert first
    kg.graph.store._held.clear()
    build(files, graph)
    assert content(graph) == new
    assert [entry.name for entry in (graph / "generations").iterdir()] == [generation(graph)]

"""The graph's directory: what is refused, who waits for whom, and what a reader can rely on."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from graph_papers import SURVEY, TINY, write_papers

from kg.build import build
from kg.errors import GraphError, KgError
from kg.graph.store import current, is_graph, manifest, open_dataset, open_store
from kg.graph.triples import lines
from kg.graph.writing import atomic_file, building, check_target

ROOT = Path(__file__).resolve().parents[1]
READERS = (open_store, open_dataset, manifest)

pytestmark = pytest.mark.usefixtures("ontology")


@pytest.fixture
def graph(tmp_path):
    build([write_papers(tmp_path / "one.jsonl", TINY)], tmp_path / "g")
    return tmp_path / "g"


@pytest.mark.parametrize("read", READERS)
def test_a_missing_graph_is_an_error_that_says_how_to_make_one(tmp_path, read):
    with pytest.raises(GraphError, match="kg build"):
        read(tmp_path / "nothing")


@pytest.mark.parametrize("read", READERS)
def test_another_directory_or_file_is_no_graph(tmp_path, read):
    (tmp_path / "file").write_text("x")
    for path in (tmp_path, tmp_path / "file"):
        with pytest.raises(GraphError, match="no graph directory"):
            read(path)


@pytest.mark.parametrize("name", ["notes.txt", "lock", "current", "generations"])
def test_a_foreign_directory_is_refused_and_left_alone(tmp_path, name):
    place = tmp_path / "mine"
    place.mkdir()
    (place / name).write_text("precious")
    with pytest.raises(GraphError, match="left alone"):
        build([write_papers(tmp_path / "one.jsonl", TINY)], place)
    assert [(entry.name, entry.read_text()) for entry in place.iterdir()] == [(name, "precious")]


def test_a_file_of_that_name_is_refused(tmp_path):
    (tmp_path / "g").write_text("precious")
    with pytest.raises(GraphError, match="name a directory"):
        check_target(tmp_path / "g")
    assert (tmp_path / "g").read_text() == "precious"


def test_an_empty_directory_becomes_a_graph_and_missing_parents_are_made(tmp_path):
    file = write_papers(tmp_path / "one.jsonl", TINY)
    (tmp_path / "empty").mkdir()
    for place in (tmp_path / "empty", tmp_path / "a" / "b"):
        build([file], place)
        assert is_graph(place)


def test_a_second_builder_fails_at_once(graph, tmp_path):
    with building(graph):
        assert lines(open_store(graph)), "readers do not mind"
        with pytest.raises(GraphError, match="another build"):
            build([write_papers(tmp_path / "two.jsonl", SURVEY)], graph)
    assert build([tmp_path / "two.jsonl"], graph).papers == 2


def test_a_first_build_that_was_cut_off_is_told_from_no_graph(tmp_path):
    (tmp_path / "g").mkdir()
    with building(tmp_path / "g"):
        pass
    with pytest.raises(GraphError, match="did not finish"):
        open_store(tmp_path / "g")


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: (path / "current").write_text("../../elsewhere"),
        lambda path: (path / "current").write_text("000099"),
        lambda path: current(path).manifest.write_text("{"),
        lambda path: current(path).manifest.unlink(),
    ],
)
def test_a_damaged_graph_is_told_in_words(graph, harm):
    harm(graph)
    with pytest.raises(GraphError, match="damaged"):
        manifest(graph)


def test_a_damaged_store_or_cache_is_told_in_words(graph, tmp_path):
    current(graph).papers.write_bytes(b"no gzip")
    with pytest.raises(GraphError, match="damaged"):
        build([tmp_path / "one.jsonl"], graph)
    shutil.rmtree(current(graph).store)
    with pytest.raises(GraphError, match="damaged"):
        open_store(graph)


def test_a_reader_outlives_its_generation_in_another_process(graph, tmp_path):
    reader = (
        "import sys; from kg.graph.store import open_store; s = open_store(sys.argv[1]); print('open', flush=True); "
        "sys.stdin.readline(); print(sum(1 for _ in s.quads_for_pattern(None, None, None)) == len(s))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", reader, str(graph)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "open\n"
        old = current(graph).path
        build([write_papers(tmp_path / "two.jsonl", SURVEY)], graph)
        assert old.exists()
        answer, _ = process.communicate("\n", timeout=60)
    assert answer == "True\n"
    build([write_papers(tmp_path / "three.jsonl", {**SURVEY, "id": "s3", "abstract": "More on quantization."})], graph)
    assert not old.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else")
def test_a_read_only_graph_can_be_read_and_says_that_it_cannot_be_written(graph, ontology, tmp_path):
    for directory in (tmp_path, *tmp_path.parents):
        if str(directory).startswith("/tmp/") and directory.owner() == "root":
            directory.chmod(directory.stat().st_mode | 0o055)
    code = f"""
import os, sys
sys.path.insert(0, {str(ROOT / "tests")!r})
from pathlib import Path
from graph_papers import use_ontology
from kg.build import build
from kg.errors import GraphError
from kg.graph.store import open_store
use_ontology(Path({str(ontology)!r}))
build([{str(tmp_path / "one.jsonl")!r}], {str(tmp_path / "warm")!r})  # imports all: the new user may not read Python
os.setgid(65534); os.setuid(65534)
print(len(open_store({str(graph)!r})) > 0)
for place in ({str(graph)!r}, {str(tmp_path / "new")!r}):
    try:
        build([{str(tmp_path / "one.jsonl")!r}], place)
    except GraphError as error:
        print("cannot be written" in str(error))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["True"] * 3, done.stderr


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    target = tmp_path / "file"
    target.write_text("old")

    def half():
        with atomic_file(target) as file:
            file.write(b"half")
            raise KgError("stop")

    with pytest.raises(KgError):
        half()
    assert target.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith("file")] == ["file"]


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_build_killed_at_any_time_leaves_a_graph_that_reads_and_builds(ontology, tmp_path):
    papers = [
        {**TINY, "id": f"t{n}", "title": f"Pebble {n}", "abstract": f"{TINY['abstract']} Take {n}."} for n in range(60)
    ]
    one = write_papers(tmp_path / "one.jsonl", *papers[:30])
    two = write_papers(tmp_path / "two.jsonl", *papers[30:])
    graph = tmp_path / "g"
    build([one], graph)
    old = lines(open_store(graph))
    child = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'tests')!r}); from pathlib import Path; "
        f"from graph_papers import use_ontology; use_ontology(Path({str(ontology)!r})); from kg.build import build; "
        f"print('go', flush=True); build([{str(two)!r}], {str(graph)!r}); print('done', flush=True)"
    )
    killed = 0
    for moment in range(8):
        with subprocess.Popen([sys.executable, "-c", child], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "go\n"
            time.sleep(0.05 * moment)
            process.send_signal(signal.SIGKILL)
            killed += process.stdout.read() != "done\n"
        if len(lines(open_store(graph))) != len(old):
            break
        assert lines(open_store(graph)) == old
    assert killed
    build([two], graph)
    build([one, two], tmp_path / "h")
    assert lines(open_store(graph)) == lines(open_store(tmp_path / "h"))

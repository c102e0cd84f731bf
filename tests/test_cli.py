"""The command line as its users and their scripts meet it."""

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ("papers", "extract", "build", "merge", "ask", "sparql", "results", "view", "export", "check", "stats")
ON_INPUT = ("papers", "extract")

PAPERS = [
    {
        "id": "pocket",
        "title": "PocketDet: A small detector",
        "abstract": "Object detectors are large. We propose PocketDet. It reaches 91.2% accuracy on the FooRoads "
        "dataset and runs on an STM32F746 in 12 ms.",
        "date": "2024-02-04",
        "authors": ["A. Author", "B. Author"],
    },
    {
        "id": "flex",
        "title": "FlexSched: A scheduler",
        "abstract": "We propose FlexSched for busy clusters. It is 2x faster than FIFO on an NVIDIA A100.",
    },
]
LINES = "".join(json.dumps(paper) + "\n" for paper in PAPERS)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kg(capsys, tmp_path, monkeypatch) -> Run:
    """Run a command in an empty folder that holds papers.jsonl; return exit status, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "papers.jsonl").write_text(LINES, encoding="utf-8")

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return run


@pytest.fixture(scope="module")
def graph(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "papers.jsonl").write_text(LINES, encoding="utf-8")
    assert main(["build", str(folder / "papers.jsonl"), "-o", str(folder / "graph"), "--quiet"]) == 0
    return folder / "graph"


def environment(**extra: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **extra}


def program(
    arguments: Sequence[str], extra: Mapping[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.run(command, env=environment(**(extra or {})), check=False, timeout=120, **options)


def records(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


# -- help and usage -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(kg, command):
    status, out, err = kg(command, "--help")
    assert (status, err) == (0, "")
    assert out.startswith(f"usage: kg {command}")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_lists_every_command(kg, command):
    status, out, _ = kg("--help")
    assert status == 0
    assert f"\n    {command} " in out


@pytest.mark.parametrize("command", set(COMMANDS) - {"view", "export"})
def test_every_command_that_prints_data_has_json(kg, command):
    assert "--json" in kg(command, "--help")[1]


def test_version(kg):
    status, out, _ = kg("--version")
    assert status == 0
    assert out.startswith("paperkg ")


def test_help_is_quick():
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        assert program(["--help"], capture_output=True).returncode == 0
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.3


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["papers"],
        ["papers", "--nonsense", "papers.jsonl"],
        ["build", "papers.jsonl"],
        ["merge"],
        ["merge", "graph", "one name"],
        ["merge", "graph", "a", "b", "--kind", "nonsense"],
        ["ask", "graph"],
        ["sparql", "graph"],
        ["sparql", "graph", "ASK {}", "--format", "nonsense"],
        ["view", "graph"],
        ["view", "graph", "-o", "x.html", "--depth", "many"],
        ["view", "graph", "-o", "x.html", "--kind", "nonsense"],
        ["export", "graph"],
    ],
    ids=" ".join,
)
def test_wrong_usage(kg, arguments):
    status, out, err = kg(*arguments)
    assert (status, out) == (2, "")
    assert "usage: kg" in err


# -- papers and extract -------------------------------------------------------------------------------------------


def test_papers(kg):
    status, out, err = kg("papers", "papers.jsonl")
    assert (status, err) == (0, "")
    first, second = records(out)
    assert first == {**PAPERS[0], "sources": [{"file": "papers.jsonl", "line": 1}]}
    assert second == {
        **PAPERS[1], "date": None, "authors": [], "sources": [{"file": "papers.jsonl", "line": 2}]
    }  # fmt: skip


def test_extract(kg):
    status, out, err = kg("extract", "papers.jsonl")
    assert (status, err) == (0, "")
    found = records(out)
    assert [record["id"] for record in found] == ["pocket", "flex"]
    keys = {"id", "methods", "datasets", "hardware", "metrics", "tasks", "results"}
    for record, paper in zip(found, PAPERS, strict=True):
        assert set(record) == keys
        text = f"{paper['title']}\n{paper['abstract']}"
        for kind in keys - {"id", "results"}:
            for entity in record[kind]:
                assert {"name", "aliases", "optional", "canonical", "iri", "confidence", "mentions"} <= set(entity)
                assert ("role" in entity) == (kind in ("methods", "datasets", "hardware"))
                assert entity["iri"].startswith("https://w3id.org/paperkg/id/")
                for mention in (*entity["mentions"], entity["evidence"]):
                    assert text[mention["start"] : mention["end"]] == mention["text"]
        for result in record["results"]:
            assert {"method", "metric", "value", "unit", "kind", "dataset", "hardware", "baseline", "evidence"} <= set(
                result
            )
    assert [entity["canonical"] for entity in found[0]["hardware"]] == ["STM32F746"]
    assert found[0]["methods"][0]["role"] == "proposed"


def test_extract_is_the_same_twice(kg):
    assert kg("extract", "papers.jsonl") == kg("extract", "papers.jsonl")


def test_standard_input():
    done = program(["papers", "-"], input=LINES.encode(), capture_output=True)
    assert done.returncode == 0
    found = records(done.stdout.decode())
    assert [record["id"] for record in found] == ["pocket", "flex"]
    assert found[1]["sources"] == [{"file": "-", "line": 2}]


PLAIN_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_output_is_utf_8_whatever_the_locale(tmp_path):
    paper = {"id": "ü", "title": "Größe 大", "abstract": "We ask for more."}
    (tmp_path / "papers.jsonl").write_text(json.dumps(paper, ensure_ascii=False), encoding="utf-8")
    done = program(["papers", str(tmp_path / "papers.jsonl")], capture_output=True, extra=PLAIN_LOCALE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["title"] == "Größe 大"


def test_a_message_is_printed_whatever_the_locale(tmp_path):
    done = program(["papers", str(tmp_path / "Größe.jsonl")], capture_output=True, extra=PLAIN_LOCALE)
    assert done.returncode == 1
    assert "there is no such file" in done.stderr.decode("utf-8")


def test_a_character_that_utf_8_cannot_hold(tmp_path):
    (tmp_path / "papers.jsonl").write_text(r'{"id": "a", "title": "A \ud800 title", "abstract": "We ask."}')
    done = program(["papers", str(tmp_path / "papers.jsonl")], capture_output=True)
    assert b"Traceback" not in done.stderr
    assert all(record["id"] == "a" for record in records(done.stdout.decode("utf-8")))


def test_a_reader_that_stops_reading(tmp_path):
    many = ({"id": f"p{n}", "title": f"Title {n}", "abstract": f"We ask {n} times. " * 50} for n in range(1000))
    (tmp_path / "papers.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in many), encoding="utf-8")
    command = [sys.executable, "-m", "kg", "papers", str(tmp_path / "papers.jsonl")]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"id": "p0"')
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_no_room_for_the_output(tmp_path):
    (tmp_path / "papers.jsonl").write_text(LINES, encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        done = program(["papers", str(tmp_path / "papers.jsonl")], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert done.stderr.startswith(b"kg: output: ")
    assert len(done.stderr.splitlines()) == 1


# -- input that cannot be read ------------------------------------------------------------------------------------


def broken_line() -> bytes:
    first, second = LINES.splitlines()
    return f"{first}\n{{broken\n{second}\n".encode()


@pytest.mark.parametrize("command", ON_INPUT)
def test_a_broken_line_costs_no_other(kg, tmp_path, command):
    (tmp_path / "broken.jsonl").write_bytes(broken_line())
    status, out, err = kg(command, "broken.jsonl")
    assert status == 1
    assert err.startswith("kg: broken.jsonl:2: is not valid JSON")
    assert [record["id"] for record in records(out)] == ["pocket", "flex"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (bytes(range(256)) * 8, "is a binary file"),
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (gzip.compress(LINES.encode() * 50)[:90], "the compressed data ends too early"),
        (LINES.encode().replace(b"small detector", b"small \xff\xfe detector"), ":1: byte "),
    ],
    ids=["binary", "empty", "blank", "truncated", "not UTF-8"],
)
@pytest.mark.parametrize("command", ON_INPUT)
def test_a_bad_file_costs_no_other(kg, tmp_path, command, content, message):
    (tmp_path / "bad").write_bytes(content)
    status, out, err = kg(command, "bad", "papers.jsonl")
    assert status == 1
    assert err.startswith("kg: bad:")
    assert message in err
    assert {record["id"] for record in records(out)} == {"pocket", "flex"}


def test_a_missing_file_costs_no_other(kg):
    status, out, err = kg("papers", "nowhere.jsonl", "papers.jsonl")
    assert status == 1
    assert err == "kg: nowhere.jsonl: there is no such file; check the name\n"
    assert len(records(out)) == 2


def test_a_line_that_is_not_utf_8_costs_no_other(kg, tmp_path):
    first, second = LINES.encode().splitlines()
    (tmp_path / "mixed.jsonl").write_bytes(first.replace(b"small", b"sm\xffll") + b"\n" + second + b"\n")
    status, out, err = kg("papers", "mixed.jsonl")
    assert status == 1
    assert err.startswith("kg: mixed.jsonl:1: ")
    assert "flex" in [record["id"] for record in records(out)]


def long_line(tmp_path: Path) -> Path:
    long = {"id": "long", "title": "A long one", "abstract": "We ran FooNet on a GPU. " * 430_000}
    file = tmp_path / "long.jsonl"
    file.write_text(json.dumps(long) + "\n" + LINES, encoding="utf-8")
    assert file.stat().st_size > 10_000_000
    return file


def test_a_line_of_ten_megabytes(kg, tmp_path):
    status, out, err = kg("papers", long_line(tmp_path))
    assert (status, err) == (0, "")
    assert [record["id"] for record in records(out)] == ["long", "pocket", "flex"]


def test_extraction_from_a_line_of_ten_megabytes(kg, tmp_path):
    status, out, _ = kg("extract", long_line(tmp_path))
    assert status in (0, 1)
    assert [record["id"] for record in records(out)][-2:] == ["pocket", "flex"]


# -- corrected by hand --------------------------------------------------------------------------------------------


def test_extract_correct_build(kg, tmp_path):
    status, out, _ = kg("extract", "--text", "papers.jsonl")
    assert status == 0
    pocket, flex = records(out)
    assert {"title", "abstract", "date", "authors", "methods", "results"} <= set(pocket)
    pocket["methods"][0]["role"] = "used"
    pocket["hardware"] = [{"name": "Banana Board", "role": "tested"}]
    pocket["results"] = []
    (tmp_path / "corrected.jsonl").write_text(f"{json.dumps(pocket)}\n{json.dumps(flex)}\n", encoding="utf-8")

    status, out, err = kg("extract", "corrected.jsonl")
    assert (status, err) == (0, "")
    again = records(out)[0]
    (board,) = again["hardware"]
    assert (board["name"], board["role"], board["extractor"]) == ("Banana Board", "tested", "curated")
    assert (again["methods"][0]["name"], again["methods"][0]["role"]) == ("PocketDet", "used")
    assert again["results"] == []
    assert {key: value for key, value in flex.items() if key in records(out)[1]} == records(out)[1]

    status, out, _ = kg("build", "corrected.jsonl", "-o", "graph", "--json")
    assert status == 0
    assert (json.loads(out)["curated"], json.loads(out)["extracted"]) == (2, 0)

    query = "SELECT ?uses ?runs WHERE { ?p dcterms:identifier 'pocket' ; kg:uses ?m ; kg:testsOn ?h . "
    query += "?m skos:prefLabel ?uses . ?h skos:prefLabel ?runs }"
    status, out, _ = kg("sparql", "graph", query, "--format", "csv")
    assert status == 0
    assert "PocketDet,Banana Board" in out
    assert "STM32F746" not in out
    status, out, _ = kg("sparql", "graph", "SELECT (COUNT(?g) AS ?n) WHERE { ?g kg:curated true }", "--format", "csv")
    assert out.split() == ["n", "2"]


@pytest.mark.parametrize(
    ("annotations", "message"),
    [
        ({"hardware": [{"name": "GPU", "role": "proposed"}]}, "it can be tested, target, mentioned"),
        ({"methods": [{"name": ""}]}, "an entry of methods has no name"),
        ({"methods": ["FooNet"]}, "methods is not a list of objects"),
        ({"methods": [{"name": "FooNet", "aliases": "FN"}]}, "aliases of 'FooNet' is not a list of names"),
        ({"methods": [{"name": "FooNet", "confidence": "high"}]}, "the confidence 'high' is not a number from 0 to 1"),
        ({"methods": [], "results": [{"value": None}]}, "an entry of results has no value"),
        ({"methods": [], "results": [{"value": "3", "kind": "good"}]}, "a result has the kind 'good'; it can be"),
        ({"methods": [], "results": [{"value": "3", "metric": 7}]}, "the metric of a result is no name but '7'"),
    ],
)
def test_annotations_that_cannot_be_read_are_named(kg, tmp_path, annotations, message):
    (tmp_path / "wrong.jsonl").write_text(json.dumps(PAPERS[0] | annotations) + "\n" + LINES, encoding="utf-8")
    status, out, err = kg("extract", "wrong.jsonl")
    assert status == 1
    assert err.startswith("kg: wrong.jsonl:1: ")
    assert message in err
    assert "flex" in [record["id"] for record in records(out)]


# -- build and ask ------------------------------------------------------------------------------------------------


def test_build_says_what_it_did_and_does_nothing_twice(kg):
    status, out, err = kg("build", "papers.jsonl", "-o", "graph")
    assert (status, out) == (0, "")
    assert "2 papers (2 new" in err
    status, out, err = kg("build", "papers.jsonl", "-o", "graph", "--json")
    assert (status, err) == (0, "")
    report = json.loads(out)
    assert (report["papers"], report["extracted"], report["published"]) == (2, 0, False)


def test_build_with_a_broken_line_takes_the_rest(kg, tmp_path):
    (tmp_path / "broken.jsonl").write_bytes(broken_line())
    status, out, err = kg("build", "broken.jsonl", "-o", "graph", "--json")
    assert status == 1
    assert "kg: broken.jsonl:2: " in err
    assert json.loads(out)["papers"] == 2


def test_build_quiet(kg):
    assert kg("build", "papers.jsonl", "-o", "graph", "--quiet") == (0, "", "")


@pytest.mark.parametrize("target", ["foreign", "papers.jsonl"])
def test_build_leaves_other_things_alone(kg, tmp_path, target):
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "letter.txt").write_text("Dear Sir", encoding="utf-8")
    status, out, err = kg("build", "papers.jsonl", "-o", target)
    assert (status, out) == (1, "")
    assert err.startswith(f"kg: {target}: ")
    assert (tmp_path / "foreign" / "letter.txt").read_text(encoding="utf-8") == "Dear Sir"
    assert (tmp_path / "papers.jsonl").read_text(encoding="utf-8") == LINES


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "nowhere", "what?"],
        ["sparql", "nowhere", "ASK {}"],
        ["results", "nowhere"],
        ["view", "nowhere", "-o", "page.html"],
        ["export", "nowhere", "-o", "graph.ttl"],
        ["check", "nowhere"],
        ["stats", "nowhere"],
    ],
    ids=" ".join,
)
def test_no_graph_there(kg, arguments):
    status, out, err = kg(*arguments)
    assert (status, out) == (1, "")
    assert err.startswith("kg: nowhere: ")
    assert len(err.splitlines()) == 1


def test_ask(kg, graph):
    status, out, err = kg("ask", graph, "Which methods were tested on an STM32?")
    assert (status, err) == (0, "")
    assert "PocketDet" in out
    assert "runs on an STM32F746" in out


def test_ask_json(kg, graph):
    status, out, _ = kg("ask", graph, "Which methods were tested on an STM32?", "--json")
    assert status == 0
    answer = json.loads(out)
    assert {"question", "interpretation", "answers"} <= set(answer)
    assert answer["question"] == "Which methods were tested on an STM32?"
    (found,) = answer["answers"]
    assert (found["name"], found["kind"]) == ("PocketDet", "method")
    assert found["iri"].startswith("https://w3id.org/paperkg/id/method/")
    assert found["papers"] == [{"id": "pocket", "title": PAPERS[0]["title"]}]
    text = f"{PAPERS[0]['title']}\n{PAPERS[0]['abstract']}"
    assert found["evidence"]
    for quote in found["evidence"]:
        assert quote["paper"] == "pocket"
        assert text[quote["start"] : quote["end"]] == quote["quote"]


def test_a_question_that_is_not_understood(kg, graph):
    status, out, _ = kg("ask", graph, "Florble?", "--json")
    assert status == 1
    assert json.loads(out)["answers"] == []


def test_sparql_forms(kg, graph):
    query = "SELECT ?id WHERE { ?p a kg:Paper ; dcterms:identifier ?id } ORDER BY ?id"
    status, out, _ = kg("sparql", graph, query, "--json")
    assert status == 0
    assert [row["id"]["value"] for row in json.loads(out)["results"]["bindings"]] == ["flex", "pocket"]
    assert kg("sparql", graph, query, "--format", "csv")[1].split() == ["id", "flex", "pocket"]
    assert "<sparql" in kg("sparql", graph, query, "--format", "xml")[1]
    assert "pocket" in kg("sparql", graph, query)[1]


def test_sparql_from_a_file(kg, graph, tmp_path):
    (tmp_path / "query.rq").write_text("ASK { ?p a kg:Paper }", encoding="utf-8")
    status, out, _ = kg("sparql", graph, "@query.rq")
    assert status == 0
    assert "true" in out.lower()
    with Path("query.rq").open("rb") as query:
        done = program(["sparql", str(graph), "-"], stdin=query, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == out


@pytest.mark.parametrize("query", ["SELECT nonsense", "DELETE WHERE { ?s ?p ?o }", "@nowhere.rq", "@latin.rq", ""])
def test_sparql_that_cannot_run(kg, graph, tmp_path, query):
    (tmp_path / "latin.rq").write_bytes("ASK { ?größe ?p ?o }".encode("latin-1"))
    status, out, err = kg("sparql", graph, query)
    assert (status, out) == (1, "")
    assert err.startswith("kg: ")


def test_results_forms(kg, graph):
    status, out, _ = kg("results", graph, "--json")
    assert status == 0
    rows = json.loads(out)
    assert ("pocket", "91.2", "%") in [(row["paper"], row["value"], row["unit"]) for row in rows]
    assert all(row["quote"] for row in rows)
    only = json.loads(kg("results", graph, "--json", "--hardware", "STM32")[1])
    assert {row["paper"] for row in only} == {"pocket"}
    assert kg("results", graph, "--format", "csv")[1].startswith("paper,")
    assert kg("results", graph, "--format", "markdown")[1].startswith("|")


def test_view_export_stats(kg, graph, tmp_path):
    assert kg("view", graph, "-o", "page.html") == (0, "", "")
    assert "PocketDet" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert kg("view", graph, "-o", "near.html", "--around", "STM32F746", "--depth", "1", "--kind", "hardware")[0] == 0
    assert kg("export", graph, "-o", "graph.ttl")[0] == 0
    assert (tmp_path / "graph.ttl").stat().st_size > 0
    assert json.loads(kg("stats", graph, "--json")[1])["papers"] == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["view", "-o", "no/such/folder/page.html"], "no/such/folder/page.html"),
        (["view", "-o", "page.html", "--around", "Nobody"], "Nobody"),
        (["export", "-o", "graph.xyz"], ".xyz"),
    ],
)
def test_what_cannot_be_written(kg, graph, arguments, message):
    status, out, err = kg(arguments[0], graph, *arguments[1:])
    assert status in (1, 2)
    assert out == ""
    assert err.startswith("kg: ")
    assert message in err

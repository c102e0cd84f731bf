"""What people say of names: one thing or two, kept, taken back, and heeded by every build."""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

import pytest
from graph_papers import SURVEY, THIRD, TINY, add_concept, write_papers

import kg
from kg.build import build
from kg.cli import main
from kg.curation import Statement, parse
from kg.errors import CurationError, GraphError, QuestionError, SourceError, UsageError
from kg.graph.check import check
from kg.graph.store import current, open_store
from kg.graph.triples import lines
from kg.graph.writing import building
from kg.merge import merge, said, undo
from kg.model import Kind
from kg.query.names import iri_of

pytestmark = pytest.mark.usefixtures("ontology")

ID = "https://w3id.org/paperkg/id/"


def paper(identifier: str, *methods: str | tuple[str, ...], hardware: tuple[str, ...] = ()) -> dict:
    """Return a paper that uses methods; the first of several names is what the paper says most."""
    forms = [(method,) if isinstance(method, str) else method for method in methods]
    sentences = [f"We use {', also called '.join(names)}." for names in (*forms, *((name,) for name in hardware))]
    return {
        "id": identifier,
        "title": f"Paper {identifier}",
        "abstract": " ".join([f"This is study {identifier}.", *sentences]),
        "methods": [{"name": name, "aliases": others, "role": "used"} for name, *others in forms],
        "hardware": [{"name": name, "aliases": [], "role": "tested"} for name in hardware],
        "datasets": [],
        "metrics": [],
        "tasks": [],
        "results": [],
    }


STONES = (paper("a", "PebbleNet", "GravelNet"), paper("b", "StoneNet"), paper("c", "Boulder-Net", "quantisation"))


@pytest.fixture
def papers(tmp_path) -> Path:
    return write_papers(tmp_path / "papers.jsonl", *STONES)


@pytest.fixture
def graph(papers, tmp_path) -> Path:
    build([papers], tmp_path / "g")
    return tmp_path / "g"


def named(graph: Path, identifier: str) -> set[str]:
    """Return the labels of what a paper uses."""
    query = f"""SELECT ?l WHERE {{ ?p dcterms:identifier "{identifier}" ; kg:uses ?m . ?m skos:prefLabel ?l }}"""
    return {row[0] for row in kg.open(graph).sparql(query).rows}


def iri(graph: Path, name: str) -> str:
    return iri_of(open_store(graph), name).removeprefix(ID)


def replaced(graph: Path) -> dict[str, str]:
    query = "SELECT ?old ?new WHERE { ?old dcterms:isReplacedBy ?new }"
    return {old.removeprefix(ID): new.removeprefix(ID) for old, new in kg.open(graph).sparql(query).rows}


# -- one thing ----------------------------------------------------------------------------------------------------


def test_names_that_are_said_to_be_one_become_one_at_once(graph):
    report = merge(graph, ["GravelNet", "StoneNet"])
    assert named(graph, "a") == {"PebbleNet", "GravelNet"}
    assert named(graph, "b") == {"GravelNet"}
    assert iri(graph, "StoneNet") == iri(graph, "GravelNet") == "method/gravelnet"
    assert [thing.label for thing in report.things] == ["GravelNet", "GravelNet"]
    assert "method: GravelNet = StoneNet" in str(report)
    assert check(graph).ok


def test_the_iris_of_the_others_lead_to_the_one(graph):
    merge(graph, ["GravelNet", "StoneNet", "boulder net"])
    assert replaced(graph) == {
        "method/stonenet": "method/gravelnet",
        "method/boulder-net": "method/gravelnet",
        "method/quantisation": "method/quantization",
    }
    for name in ("StoneNet", f"{ID}method/stonenet", f"<{ID}method/stonenet>", "method:boulder-net"):
        assert iri(graph, name) == "method/gravelnet"
    opened = kg.open(graph)
    assert {answer.name for answer in opened.ask(f"which papers use {ID}method/stonenet?").answers} == {
        "Paper a", "Paper b", "Paper c",
    }  # fmt: skip
    assert f"{ID}method/gravelnet" in opened.network(around=f"{ID}method/stonenet")


def test_two_concepts_of_the_vocabulary_become_the_one_that_is_named_first(tmp_path):
    names = (("a", "MobileNetV2"), ("b", "quantization"), ("c", "quantisation"))
    build([write_papers(tmp_path / "p.jsonl", *(paper(*one) for one in names))], tmp_path / "g")
    before = lines(open_store(tmp_path / "g"))
    report = merge(tmp_path / "g", ["MobileNetV2", "quantization"])
    assert {thing.iri.removeprefix(ID) for thing in report.things} == {"method/mobilenetv2"}
    opened = kg.open(tmp_path / "g")
    for name in ("MobileNetV2", "quantization"):
        found = opened.ask(f"which papers use {name}?").answers
        assert {answer.name for answer in found} == {"Paper a", "Paper b", "Paper c"}
        assert iri(tmp_path / "g", name) == "method/mobilenetv2"
    assert replaced(tmp_path / "g")["method/quantization"] == "method/mobilenetv2"
    assert check(tmp_path / "g").ok
    undo(tmp_path / "g", ["MobileNetV2", "quantization"])
    assert lines(open_store(tmp_path / "g")) == before


def test_the_first_name_is_the_label_even_where_others_are_more_frequent(tmp_path):
    build(
        [write_papers(tmp_path / "p.jsonl", *(paper(f"p{n}", "FooNet") for n in range(3)), paper("q", "Bar"))],
        tmp_path / "g",
    )
    merge(tmp_path / "g", ["Bar", "FooNet"])
    assert named(tmp_path / "g", "p1") == {"Bar"}


def test_the_vocabulary_s_concept_is_the_identity_wherever_it_stands(graph):
    merge(graph, ["StoneNet", "quantization", "GravelNet"])
    assert named(graph, "b") == {"quantization"}
    assert iri(graph, "StoneNet") == "method/quantization"
    assert check(graph).ok


def test_a_name_that_is_only_what_a_thing_is_called_besides(tmp_path):
    records = (paper("a", ("fast tree merging", "FTM")), paper("b", "TreeFuse"))
    build([write_papers(tmp_path / "p.jsonl", *records)], tmp_path / "g")
    merge(tmp_path / "g", ["TreeFuse", "FTM"])
    assert named(tmp_path / "g", "a") == named(tmp_path / "g", "b") == {"TreeFuse"}


def test_a_class_noun_more_or_less_does_not_matter(graph):
    merge(graph, ["the GravelNet framework".removeprefix("the "), "StoneNet model"])
    assert named(graph, "b") == {"GravelNet"}


def test_what_is_said_in_several_lines_adds_up(graph):
    merge(graph, ["GravelNet", "StoneNet"])
    merge(graph, ["PebbleNet", "StoneNet"])
    assert named(graph, "a") == {"GravelNet"} or named(graph, "a") == {"PebbleNet"}
    assert named(graph, "a") == named(graph, "b")


# -- two things ---------------------------------------------------------------------------------------------------


def test_names_that_the_linker_joins_are_kept_apart(tmp_path):
    records = (paper("a", ("fast tree merging", "FTM")), paper("b", "FTM"), paper("c", "FTM"))
    build([write_papers(tmp_path / "p.jsonl", *records)], tmp_path / "g")
    assert named(tmp_path / "g", "b") == {"fast tree merging"} or named(tmp_path / "g", "b") == {"FTM"}
    assert named(tmp_path / "g", "a") == named(tmp_path / "g", "b")
    merge(tmp_path / "g", ["FTM", "fast tree merging"], apart=True)
    assert named(tmp_path / "g", "a") == {"fast tree merging"}
    assert named(tmp_path / "g", "b") == named(tmp_path / "g", "c") == {"FTM"}
    assert check(tmp_path / "g").ok


def test_a_class_noun_that_tells_two_things_apart(tmp_path):
    build([write_papers(tmp_path / "p.jsonl", paper("a", "FooNet"), paper("b", "FooNet library"))], tmp_path / "g")
    assert named(tmp_path / "g", "a") == named(tmp_path / "g", "b")
    merge(tmp_path / "g", ["FooNet", "FooNet library"], apart=True)
    assert (named(tmp_path / "g", "a"), named(tmp_path / "g", "b")) == ({"FooNet"}, {"FooNet library"})


def test_spellings_that_are_two_things(tmp_path):
    records = (paper("a", "LoRa"), paper("b", "LoRA"), paper("c", "lora"))
    build([write_papers(tmp_path / "p.jsonl", *records)], tmp_path / "g")
    merge(tmp_path / "g", ["LoRA", "LoRa"], apart=True)
    assert named(tmp_path / "g", "a") == {"LoRa"}
    assert named(tmp_path / "g", "b") == named(tmp_path / "g", "c")
    assert named(tmp_path / "g", "b") != {"LoRa"}
    assert check(tmp_path / "g").ok


def test_a_name_that_the_vocabulary_claims_wrongly(ontology, tmp_path):
    add_concept(ontology, "method", "wide-network", "wide network", "WN")
    build([write_papers(tmp_path / "p.jsonl", paper("a", "WN"), paper("b", "wide network"))], tmp_path / "g")
    assert named(tmp_path / "g", "a") == {"wide network"}
    merge(tmp_path / "g", ["WN", "wide network"], apart=True)
    assert named(tmp_path / "g", "a") == {"WN"}
    assert named(tmp_path / "g", "b") == {"wide network"}
    assert iri(tmp_path / "g", "wide network") == "method/wide-network"
    assert check(tmp_path / "g").ok


def test_names_of_one_paper_that_the_vocabulary_takes_for_one(ontology, tmp_path):
    add_concept(ontology, "method", "wide-network", "wide network", "Weaving")
    record = paper("a", ("wide network", "Weaving"))
    record["results"] = [
        {
            "method": "Weaving",
            "metric": "accuracy",
            "value": "3",
            "unit": "%",
            "kind": "absolute",
            "evidence": "Weaving",
        }
    ]
    build([write_papers(tmp_path / "p.jsonl", record)], tmp_path / "g")
    assert named(tmp_path / "g", "a") == {"wide network"}
    merge(tmp_path / "g", ["wide network", "Weaving"], apart=True)
    assert named(tmp_path / "g", "a") == {"wide network", "Weaving"}
    assert [row[1] for row in kg.open(tmp_path / "g").results().rows] == ["Weaving"]
    assert check(tmp_path / "g").ok


# -- what cannot be meant -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "options", "message"),
    [
        (["GravelNet", "PebleNet"], {}, "nothing in this graph is named 'PebleNet'; did you mean PebbleNet"),
        (["GravelNet", "STM32F746"], {}, "'GravelNet' is a method, 'STM32F746' is a hardware"),
        (["GravelNet", "StoneNet"], {"kind": "task"}, "no task is named 'GravelNet'; it is a method"),
    ],
)
def test_what_cannot_be_meant_is_told_and_changes_nothing(graph, names, options, message):
    before = lines(open_store(graph))
    with pytest.raises(CurationError, match=message):
        merge(graph, names, **options)
    assert lines(open_store(graph)) == before
    assert said(graph) == ()


@pytest.mark.parametrize("names", [["GravelNet"], ["GravelNet", " GravelNet"], []])
def test_one_name_is_not_two_things(graph, names):
    with pytest.raises(UsageError, match="two names"):
        merge(graph, names)


def test_a_name_of_several_kinds_needs_the_kind(tmp_path):
    records = (paper("a", "Zephyr", hardware=("Zephyr",)), paper("b", "Breeze", hardware=("Breeze",)))
    build([write_papers(tmp_path / "p.jsonl", *records)], tmp_path / "g")
    with pytest.raises(CurationError, match="several kinds; say which is meant with --kind hardware or --kind method"):
        merge(tmp_path / "g", ["Zephyr", "Breeze"])
    merge(tmp_path / "g", ["Zephyr", "Breeze"], kind="hardware")
    assert iri(tmp_path / "g", f"{ID}hardware/breeze") == "hardware/zephyr"
    assert iri(tmp_path / "g", f"{ID}method/breeze") == "method/breeze"


def test_one_and_two_at_once_is_a_contradiction_that_names_the_line(graph):
    merge(graph, ["GravelNet", "StoneNet"])
    merge(graph, ["StoneNet", "PebbleNet"])
    with pytest.raises(
        CurationError, match=r"are two methods here, but one by .*curation\.tsv:4 and .*curation\.tsv:5"
    ):
        merge(graph, ["GravelNet", "PebbleNet"], apart=True)
    undo(graph)
    merge(graph, ["GravelNet", "PebbleNet"], apart=True)
    with pytest.raises(
        CurationError, match=r"curation\.tsv:5: .*are two methods here, but one by .*:4 and this command"
    ):
        merge(graph, ["StoneNet", "PebbleNet"])


def test_a_name_that_several_things_share_says_which_they_are(tmp_path):
    records = (
        paper("a", ("blue cat system", "BCS")), paper("b", ("bold cow sensor", "BCS")), paper("c", "StoneNet"),
    )  # fmt: skip
    build([write_papers(tmp_path / "p.jsonl", *records)], tmp_path / "g")
    with pytest.raises(CurationError, match="'BCS' is a name of several methods: blue-cat-system and bold-cow-sensor"):
        merge(tmp_path / "g", ["StoneNet", "BCS"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("same\tmethod\ta\tb\n", r":1: a line begins with .one. or .two."),
        ("# fine\none\tgadget\ta\tb\n", r":2: the second cell is method, dataset"),
        ("one\tmethod\ta\n", r":1: at least two names"),
        ("one\tmethod\ta\ta\n", r":1: 'a' stands there twice"),
        ("one method a b\n", r":1: "),
    ],
)
def test_a_line_that_is_none_is_told_with_its_place(graph, papers, tmp_path, text, message):
    file = tmp_path / "names.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CurationError, match=r"names\.tsv" + message):
        build([papers], graph, curation=file)
    (graph / "curation.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(CurationError, match=r"curation\.tsv" + message):
        build([papers], graph)


def test_a_graph_must_be_there(tmp_path):
    with pytest.raises(GraphError, match="there is no graph here"):
        merge(tmp_path / "nowhere", ["a", "b"])
    assert not (tmp_path / "nowhere").exists()


# -- kept, listed, taken back -------------------------------------------------------------------------------------


def test_what_was_said_is_kept_by_later_builds(graph, papers, tmp_path):
    merge(graph, ["GravelNet", "StoneNet"])
    more = write_papers(tmp_path / "more.jsonl", paper("d", "Stone Net"))
    build([more], graph)
    assert named(graph, "d") == {"GravelNet"}
    build([papers, more], tmp_path / "h")
    merge(tmp_path / "h", ["GravelNet", "StoneNet"])
    assert lines(open_store(graph)) == lines(open_store(tmp_path / "h"))


def test_the_same_said_again_changes_nothing(graph, papers):
    merge(graph, ["GravelNet", "StoneNet"])
    generation, text = current(graph), (graph / "curation.tsv").read_text()
    assert not merge(graph, ["GravelNet", "StoneNet"]).build.published
    assert (current(graph), (graph / "curation.tsv").read_text()) == (generation, text)
    start = time.perf_counter()
    assert not build([papers], graph).published
    assert time.perf_counter() - start < 1


def test_what_was_said_is_taken_back_by_names_by_line_or_as_the_last(graph):
    before = lines(open_store(graph))
    merge(graph, ["GravelNet", "StoneNet"])
    merge(graph, ["PebbleNet", "boulder-net"])
    undo(graph, ["stonenet", "GravelNet"])
    assert [one.names for one in said(graph)] == [("PebbleNet", "boulder-net")]
    undo(graph, ["4"])
    merge(graph, ["GravelNet", "PebbleNet"], apart=True)
    report = undo(graph)
    assert report.undone
    assert "taken back: method: GravelNet ≠ PebbleNet" in str(report)
    assert lines(open_store(graph)) == before
    with pytest.raises(CurationError, match="nothing like that was said"):
        undo(graph)


def test_comments_and_order_of_lines_stay_and_do_not_count(graph, papers):
    merge(graph, ["GravelNet", "StoneNet"])
    merge(graph, ["PebbleNet", "quantisation"], apart=True)
    file = graph / "curation.tsv"
    *_, one, two = file.read_text().splitlines()
    file.write_text(f"{two}\n\n# reviewed\n{one}\n")
    assert not build([papers], graph).published
    merge(graph, ["PebbleNet", "StoneNet"], apart=True)
    assert file.read_text().startswith(f"{two}\n\n# reviewed\n{one}\n")
    assert [(statement.line, statement.one) for statement in said(graph)] == [(1, False), (4, True), (5, False)]


def test_lines_that_people_write_count_from_the_next_build_on(graph, papers):
    (graph / "curation.tsv").write_text("\ufeffone\tmethod\tGravelNet\tStoneNet\r\n", encoding="utf-8")
    build([papers], graph)
    assert named(graph, "b") == {"GravelNet"}


def test_a_file_that_a_build_is_given_counts_until_another_is(graph, papers, tmp_path):
    file = tmp_path / "names.tsv"
    file.write_text("one\tmethod\tGravelNet\tStoneNet\n", encoding="utf-8")
    build([papers], graph, curation=file)
    merge(graph, ["PebbleNet", "Boulder-Net"])
    file.unlink()
    build([papers], graph)
    assert (named(graph, "b"), named(graph, "c")) == ({"GravelNet"}, {"PebbleNet", "quantization"})
    assert [Path(one.file).name for one in said(graph)] == ["curation.tsv", "names.tsv"]
    with pytest.raises(CurationError, match=r"stands in .*names\.tsv"):
        undo(graph, ["GravelNet", "StoneNet"])
    with pytest.raises(CurationError, match="there is no such curation file"):
        build([papers], graph, curation=file)
    file.write_text("# nothing\n", encoding="utf-8")
    assert build([papers], graph, curation=file).published
    assert (named(graph, "b"), named(graph, "c")) == ({"StoneNet"}, {"PebbleNet", "quantization"})
    assert not build([papers], graph, curation=file).published


def test_a_name_in_a_given_file_that_nothing_bears_is_told_and_costs_nothing_else(papers, tmp_path):
    file = tmp_path / "names.tsv"
    file.write_text("one\tmethod\tGravelNet\tStoneNet\none\tmethod\tNoNet\tStoneNet\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"names\.tsv:2: no method is named 'NoNet'"):
        build([papers], tmp_path / "g", curation=file)
    told: list[SourceError] = []
    build([papers], tmp_path / "g", curation=file, on_error=told.append)
    assert [error.line for error in told] == [2]
    assert named(tmp_path / "g", "b") == {"GravelNet"} or named(tmp_path / "g", "b") == {"NoNet"}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_neither_the_order_of_papers_nor_that_of_lines_counts(order, tmp_path):
    statements = ("one\tmethod\tGravelNet\tStoneNet\n", "one\tmethod\tPebbleNet\tStoneNet\n",
                  "two\tmethod\tGravelNet\tquantization\n")  # fmt: skip
    for name, numbers in (("g", (0, 1, 2)), ("h", order)):
        file = tmp_path / f"{name}.tsv"
        file.write_text("".join(statements[n] for n in numbers), encoding="utf-8")
        for n in numbers:
            build(
                [write_papers(tmp_path / f"{n}.jsonl", STONES[n])],
                tmp_path / name,
                curation=file,
                on_error=lambda _: None,
            )
    assert lines(open_store(tmp_path / "g")) == lines(open_store(tmp_path / "h"))


def test_nobody_says_anything_while_somebody_builds(graph):
    with building(graph), pytest.raises(GraphError, match="another build"):
        merge(graph, ["GravelNet", "StoneNet"])
    assert said(graph) == ()


def test_two_who_say_something_at_once_are_both_heard_or_told(graph):
    failed = []

    def say(*names: str) -> None:
        try:
            merge(graph, names)
        except GraphError as error:
            failed.append(error)

    threads = [
        threading.Thread(target=say, args=names) for names in (("GravelNet", "StoneNet"), ("PebbleNet", "Boulder-Net"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said(graph)) + len(failed) == len(threads)
    assert check(graph).ok


def test_a_failure_leaves_what_was_said_before(graph, monkeypatch):
    merge(graph, ["GravelNet", "StoneNet"])
    text = (graph / "curation.tsv").read_text()

    def fail(*_):
        raise RuntimeError("out of luck")

    with monkeypatch.context() as patch:
        patch.setattr("kg.graph.triples._describe_graph", fail)
        with pytest.raises(RuntimeError, match="out of luck"):
            merge(graph, ["PebbleNet", "StoneNet"])
    assert (graph / "curation.tsv").read_text() == text


def test_nothing_is_extracted_again(papers, tmp_path, monkeypatch):
    plain = [{key: record[key] for key in ("id", "title", "abstract")} for record in STONES]
    graph = tmp_path / "g"
    build([write_papers(tmp_path / "plain.jsonl", *plain)], graph)
    monkeypatch.setattr(sys.modules["kg.extract"], "extract", lambda papers: iter(pytest.fail(str(p)) for p in papers))
    assert merge(graph, ["GravelNet", "StoneNet"]).build.extracted == 0


# -- a vocabulary that learns of a thing --------------------------------------------------------------------------


def test_a_concept_adopts_what_was_minted_and_no_iri_breaks(ontology, tmp_path):
    file = write_papers(tmp_path / "p.jsonl", TINY, SURVEY, THIRD)
    build([file], tmp_path / "g")
    minted = f"{ID}method/slatecache"
    assert iri_of(open_store(tmp_path / "g"), minted) == minted
    add_concept(ontology, "method", "slate-cache-engine", "Slate Cache Engine", "SlateCache")
    build([file], tmp_path / "g")
    opened = kg.open(tmp_path / "g")
    adopted = f"{ID}method/slate-cache-engine"
    assert iri_of(opened.store, minted) == iri_of(opened.store, "SlateCache") == adopted
    assert {answer.name for answer in opened.ask(f"what was <{minted}> tested on?").answers} == {"STM32F746"}
    assert adopted in opened.network(around=minted)
    assert opened.check().ok, str(opened.check())
    build([file], tmp_path / "h")
    assert lines(open_store(tmp_path / "g")) == lines(open_store(tmp_path / "h"))


def test_results_are_filtered_by_an_iri_that_was_replaced(ontology, tmp_path):
    file = write_papers(tmp_path / "p.jsonl", TINY)
    build([file], tmp_path / "g")
    before = kg.open(tmp_path / "g").results(method=f"{ID}method/pebblenet")
    add_concept(ontology, "method", "pebble-network", "Pebble network", "PebbleNet")
    build([file], tmp_path / "g")
    after = kg.open(tmp_path / "g").results(method=f"{ID}method/pebblenet")
    assert len(after) == len(before) > 0
    assert [row[3] for row in after.rows] == [row[3] for row in before.rows]


def test_an_iri_that_the_vocabulary_uses_for_something_else_is_not_replaced(ontology, tmp_path):
    add_concept(ontology, "method", "slatecache", "another cache")
    add_concept(ontology, "method", "slate-cache-engine", "Slate Cache Engine", "SlateCache")
    build([write_papers(tmp_path / "p.jsonl", THIRD)], tmp_path / "g")
    assert iri(tmp_path / "g", f"{ID}method/slatecache") == "method/slatecache"
    assert "method/slatecache" not in replaced(tmp_path / "g")
    assert check(tmp_path / "g").ok


def test_what_was_said_holds_when_the_vocabulary_learns_the_name(ontology, graph, papers):
    merge(graph, ["GravelNet", "StoneNet"])
    add_concept(ontology, "method", "stone-network", "StoneNet")
    build([papers], graph)
    assert named(graph, "a") == {"PebbleNet", "StoneNet"}
    assert iri(graph, f"{ID}method/gravelnet") == "method/stone-network"
    assert check(graph).ok


def test_a_name_that_nothing_bears_is_still_an_error(graph):
    with pytest.raises(QuestionError, match="nothing in this graph is named"):
        iri_of(open_store(graph), f"{ID}method/never")


# -- the faces ----------------------------------------------------------------------------------------------------


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    try:
        status = main([str(argument) for argument in arguments])
    except SystemExit as exit_:
        status = int(exit_.code or 0)
    return (status, *capsys.readouterr())


def test_the_command_line(graph, capsys):
    status, out, err = run(capsys, "merge", graph, "GravelNet", "StoneNet")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "method: GravelNet = StoneNet"
    assert f"StoneNet is GravelNet <{ID}method/gravelnet>" in out
    assert run(capsys, "merge", graph, "PebbleNet", "StoneNet", "--apart", "--kind", "method")[0] == 0
    status, out, _ = run(capsys, "merge", graph)
    assert out.splitlines() == [
        f"{graph}/curation.tsv:4: method: GravelNet = StoneNet",
        f"{graph}/curation.tsv:5: method: PebbleNet ≠ StoneNet",
    ]
    status, out, _ = run(capsys, "merge", graph, "--json")
    assert [json.loads(line)["names"] for line in out.splitlines()] == [
        ["GravelNet", "StoneNet"],
        ["PebbleNet", "StoneNet"],
    ]
    status, out, _ = run(capsys, "merge", graph, "--undo", "--json")
    assert json.loads(out)["undone"] is True
    assert run(capsys, "merge", graph, "GravelNet")[0] == 2
    status, out, err = run(capsys, "merge", graph, "GravelNet", "NoNet")
    assert (status, out) == (1, "")
    assert err.startswith("kg: nothing in this graph is named 'NoNet'")


def test_the_curation_option_of_build(papers, tmp_path, capsys):
    (tmp_path / "names.tsv").write_text("one\tmethod\tGravelNet\tStoneNet\n", encoding="utf-8")
    assert run(capsys, "build", papers, "-o", tmp_path / "g", "--curation", tmp_path / "names.tsv")[0] == 0
    assert named(tmp_path / "g", "b") == {"GravelNet"}
    (tmp_path / "names.tsv").write_text("one\tmethod\tGravelNet\tNoNet\n", encoding="utf-8")
    status, _, err = run(capsys, "build", papers, "-o", tmp_path / "g", "--curation", tmp_path / "names.tsv")
    assert status == 1
    assert "names.tsv:1: no method is named 'NoNet'" in err


def test_python(graph):
    opened = kg.open(graph)
    assert len(opened.store) > 0
    report = opened.merge("GravelNet", "StoneNet")
    assert json.loads(json.dumps(report.to_json()))["statements"][0]["names"] == ["GravelNet", "StoneNet"]
    assert {answer.name for answer in opened.ask("which papers use GravelNet?").answers} == {"Paper a", "Paper b"}
    assert opened.curation == (Statement(Kind.METHOD, ("GravelNet", "StoneNet"), one=True),)
    opened.unmerge("GravelNet", "StoneNet")
    assert opened.curation == ()


def test_a_statement_is_a_line_and_back():
    text = "one\tmethod\ta b\tC#\ntwo\thardware\tx\ty\tz\n"
    curation = parse(text, "f")
    assert "".join(f"{statement.to_line()}\n" for statement in curation.statements) == text
    assert curation.digest == parse("two\thardware\tx\ty\tz\none\tmethod\ta  b\tC#", "g").digest
    assert curation.digest != parse("one\tmethod\ta b\tC#\n", "f").digest

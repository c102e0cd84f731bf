"""English questions on a made-up graph: what is understood, what is answered, with which evidence."""

from __future__ import annotations

import json

import pytest
from query_graph import store as made

from kg.query.answer import Answer
from kg.query.ask import ask

GRAPH = made()
ID = "https://w3id.org/paperkg/id/"


def names(question: str) -> set[str]:
    answer = ask(GRAPH, question)
    assert answer.understood, answer.note
    return {item.id or item.name for item in answer.answers}


TESTED_ON_STM32 = {"PebbleNet", "MobileNet"}

QUESTIONS: dict[str, set[str]] = {
    # the same thing, asked in many ways
    "which methods were tested on STM32?": TESTED_ON_STM32,
    "Which methods have been tested on an STM32": TESTED_ON_STM32,
    "what runs on stm32": TESTED_ON_STM32,
    "stm32 methods?": TESTED_ON_STM32,
    "list all algorithms that were deployed on STM32 boards": TESTED_ON_STM32,
    "On an STM32, which models were benchmarked?": TESTED_ON_STM32,
    "show me approaches executed on the STM32 family": TESTED_ON_STM32,
    "techniques implemented on STM32 microcontrollers": TESTED_ON_STM32,
    "methods evaluated on an stm32f746 discovery board": TESTED_ON_STM32,
    "Tell me which models run on an STMicroelectronics STM32F746.": TESTED_ON_STM32,
    # names through the hierarchy
    "which methods were tested on a microcontroller?": TESTED_ON_STM32,
    "which methods were tested on a GPU?": {"DuneFormer"},
    "what was trained on Trainium?": {"BoulderLM"},
    "which methods were tested on a Raspberry Pi?": {"GravelRNN"},
    "who used a Raspberry Pi": {"p2/b"},
    "which papers tested on an NVIDIA Jetson": {"p5"},
    "Which papers tested on a smartphone or its chip?": {"p6", "p7"},
    "which studies ran on a Raspberry Pi or a Jetson?": {"p2/b", "p5"},
    # roles
    "which methods target FPGAs?": {"SandNet"},
    "which models were designed for FPGAs": {"SandNet"},
    "methods for FPGAs": {"SandNet"},
    "which papers target Trainium": {"p3"},
    "which papers mention an A100": {"p3", "p5"},
    "papers about GPUs": {"p3", "p5"},
    "Which papers use quantization?": {"p1", "p4"},
    "papers that apply quantisation": {"p1", "p4"},
    "In which papers is pruning used?": {"p2/b", "p6"},
    "which papers use mixture of experts": {"p3"},
    "which papers compare against MobileNet": {"p1"},
    "what is SandNet compared with?": {"PebbleNet", "ResNet-50"},
    "Against which baselines was SandNet evaluated?": {"PebbleNet", "ResNet-50"},
    "which methods outperform MobileNet?": {"PebbleNet"},
    "which paper proposes PebbleNet": {"p1"},
    "who introduced BoulderLM?": {"p3"},
    "which paper introduces Quarry": {"p7"},
    "which datasets were introduced by paper p7": {"Quarry"},
    "What hardware was DuneFormer tested on?": {"NVIDIA A100", "Jetson Nano"},
    "what boards did DuneFormer run on?": {"NVIDIA A100", "Jetson Nano"},
    "On which datasets was SandNet evaluated?": {"ImageNet", "CIFAR-10"},
    "show me the datasets that SandNet was evaluated on": {"ImageNet", "CIFAR-10"},
    "which datasets is DuneFormer trained on": {"ImageNet"},
    "which papers were trained on ImageNet": {"p5"},
    "which methods were trained on ImageNet": {"DuneFormer"},
    "Which tasks does PebbleNet address?": {"image classification"},
    "what is CliffSearch used for?": {"object detection"},
    "which methods are applied to image classification": {"PebbleNet", "GravelRNN"},
    "papers on object detection": {"p5", "p7"},
    "which metrics does PebbleNet report?": {"top-1 accuracy", "latency"},
    "which papers report accuracy": {"p1", "p4"},
    "what does PebbleNet use?": {"post-training quantization"},
    "which methods use pruning": {"GravelRNN", "MobileNet"},
    "which hardware is used for object detection": {"NVIDIA A100", "Jetson Nano", "smartphone"},
    "What did the authors of DuneFormer run on?": {"NVIDIA A100", "Jetson Nano", "COCO"},
    "What are SandNet's baselines?": {"PebbleNet", "ResNet-50"},
    "What are SandNet's datasets?": {"ImageNet", "CIFAR-10"},
    "Where was PebbleNet introduced?": {"p1"},
    "who came up with GravelRNN": {"p2/b"},
    "PebbleNet was proposed in which paper?": {"p1"},
    "which papers make use of pruning?": {"p2/b", "p6"},
    "Which papers investigate quantization?": {"p1", "p4"},
    "which test platforms were used for DuneFormer": {"NVIDIA A100", "Jetson Nano"},
    "SandNet was presented in what article?": {"p4"},
    # several conditions
    "Which papers evaluated on ImageNet and tested on a microcontroller?": {"p1"},
    "which papers use quantization and were tested on an FPGA": {"p4"},
    "which methods were evaluated on both ImageNet and CIFAR-10?": {"SandNet"},
    "which methods were evaluated on ImageNet but not on CIFAR-10?": {"PebbleNet", "MobileNet"},
    "papers that evaluate on ImageNet using an FPGA": {"p4"},
    "which datasets are used in papers that use pruning": {"ImageNet", "CIFAR-10"},
    "papers on quantization since 2022": {"p4"},
    "papers on quantization before 2022": {"p1"},
    "which methods were tested on hardware with at most 512 kB of RAM?": TESTED_ON_STM32,
    "which papers report more than 75 % accuracy on ImageNet": {"p4"},
    "which GPUs were used": {"NVIDIA A100"},
    "most used GPUs": {"NVIDIA A100"},
    # names with words of grammar in them, and by quotes and identifiers
    'which paper proposes "PebbleNet"?': {"p1"},
    "which methods does paper p2/b propose": {"GravelRNN"},
    # known names that no paper uses
    "which methods were tested on Groq LPUs?": set(),
    "which methods were tested on an RP2040": set(),
    "which papers were evaluated on COCO and tested on an FPGA?": set(),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_questions_are_answered(question: str) -> None:
    assert names(question) == QUESTIONS[question]


@pytest.mark.parametrize(
    "question",
    [
        "which methods were tested on a Commodore 64?",
        "Which papers were evaluated on the Zorbax-9000 benchmark?",
        "What hardware was Flibbertigibbet-Net tested on?",
        "which methods were tested on a Tiny Raspberry Gizmo",
        "what accuracy does Flibber reach on ImageNet?",
        "papers that use quantization and zorbification",
    ],
)
def test_an_unknown_name_is_answered_with_nothing_and_said_to_be_unknown(question: str) -> None:
    answer = ask(GRAPH, question)
    assert answer.answers == ()
    assert "Nothing in this graph is named" in answer.note


@pytest.mark.parametrize(
    ("question", "close"),
    [
        ("What hardware was PebleNet tested on?", "PebbleNet"),
        ("which methods were tested on a Raspbery Pi 4", "Raspberry Pi 4"),
        ("which papers evaluate on ImagNet", "ImageNet"),
    ],
)
def test_a_near_miss_is_suggested_and_not_answered(question: str, close: str) -> None:
    answer = ask(GRAPH, question)
    assert answer.answers == ()
    assert close in answer.suggestions
    assert "Did you mean" in str(answer)


@pytest.mark.parametrize("question", ["hello", "", "???", "asdf qwer", "on of and", "which", "a" * 5000, "\x1b[31m"])
def test_what_makes_no_sense_is_said_to_with_examples(question: str) -> None:
    answer = ask(GRAPH, question)
    assert not answer.understood
    assert len(answer.suggestions) >= 3
    assert "You could ask" in str(answer)


VALUES = {
    "what accuracy does PebbleNet report on ImageNet?": "71.50",
    "What top-1 accuracy does PebbleNet reach on ImageNet-1K": "71.50",
    "what is the accuracy of PebbleNet on an STM32?": "71.50",
    "how accurate is PebbleNet on ImageNet?": "71.50",
    "PebbleNet accuracy": "71.50",
    "ImageNet accuracy of PebbleNet": "71.50",
    "What did PebbleNet report on ImageNet?": "71.50",
    "PebbleNet's accuracy on ImageNet": "71.50",
    "How high is the accuracy of PebbleNet on ImageNet?": "71.50",
    "how fast is PebbleNet?": "12",
    "what latency does PebbleNet have on stm32f746": "12",
    "What IS does CliffSearch reach on Quarry?": "8.81",
    "what speedup does SandNet achieve": "4.2",
    "what accuracy does SandNet reach on CIFAR-10?": "93",
    "best accuracy on ImageNet": "76.1",
    "what is the lowest latency": "12",
}


@pytest.mark.parametrize("question", VALUES)
def test_numbers_come_first_as_written(question: str) -> None:
    first = ask(GRAPH, question).to_json()["answers"][0]
    assert first["kind"] == "result"
    assert first["value"] == VALUES[question]
    assert first["evidence"]


def test_a_number_whose_sentence_leaves_the_method_out_is_given_with_a_note() -> None:
    answer = ask(GRAPH, "what accuracy does SandNet reach on CIFAR-10?")
    assert "does not name the method" in answer.note


def test_other_numbers_are_named_where_the_one_asked_for_is_missing() -> None:
    answer = ask(GRAPH, "what speedup does PebbleNet reach?")
    assert answer.answers == ()
    assert "top-1 accuracy" in answer.note


def test_counts_and_rankings() -> None:
    assert ask(GRAPH, "how many papers were evaluated on ImageNet?").count == 3
    assert ask(GRAPH, "how many papers are there").count == 8
    assert [i.name for i in ask(GRAPH, "top 2 datasets").answers] == ["ImageNet", "CIFAR-10"]
    assert ask(GRAPH, "what is the most used dataset?").answers[0].name == "ImageNet"
    assert ask(GRAPH, "which tasks are addressed most often").answers[0].name == "image classification"


def test_yes_and_no() -> None:
    yes, no = ask(GRAPH, "Was PebbleNet tested on an STM32?"), ask(GRAPH, "was PebbleNet tested on a GPU?")
    assert yes.verdict is True
    assert no.verdict is False
    assert str(yes).startswith("Yes")


def test_every_answer_has_its_sentence() -> None:
    answer = ask(GRAPH, "which methods were tested on an STM32?")
    for item in answer.to_json()["answers"]:
        assert item["papers"] == [{"id": "p1", "title": "PebbleNet: image classification within 320 kB"}]
        assert {key: item["evidence"][0][key] for key in ("paper", "quote", "start", "end")} == {
            "paper": "p1",
            "quote": "PebbleNet: image classification within 320 kB",
            "start": 0,
            "end": 45,
        }
        assert item["iri"].startswith(ID + "method/")


def test_json_has_the_form_of_the_command_line() -> None:
    answer = ask(GRAPH, "Which papers use\npruning?").to_json()
    assert answer["question"] == "Which papers use pruning?"
    assert {"question", "interpretation", "understood", "answers"} <= answer.keys()
    assert json.loads(json.dumps(answer)) == answer
    paper = answer["answers"][0]
    assert paper["id"] == "p2/b"
    assert paper["papers"] == [{"id": "p2/b", "title": "GravelRNN on a Raspberry Pi"}]


def test_an_untitled_paper_shows_the_first_words_of_its_abstract() -> None:
    assert ask(GRAPH, "which paper proposes CliffSearch").answers[0].name.startswith("We search along a cliff")


def test_markup_in_texts_and_questions_is_escaped_in_notebooks() -> None:
    shown = ask(GRAPH, "which papers are there?")._repr_html_()
    assert "<b>this</b>" not in shown
    assert "<script>" not in ask(GRAPH, "which methods use <script>alert(1)</script>")._repr_html_()


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in str(ask(GRAPH, "which methods use \x1b[31mred"))


def test_pandas() -> None:
    pytest.importorskip("pandas")
    frame = ask(GRAPH, "which methods were tested on an STM32?").to_pandas()
    assert set(frame["name"]) == TESTED_ON_STM32


def test_answers_do_not_depend_on_the_order_of_the_store() -> None:
    from query_graph import PAPERS

    turned = made(tuple(reversed(PAPERS)))
    for question in QUESTIONS:
        assert ask(turned, question).to_json() == ask(GRAPH, question).to_json()


@pytest.mark.parametrize("question", [q for q, expected in QUESTIONS.items() if expected])
def test_sparql_gives_the_same(question: str) -> None:
    """The networkx view and the SPARQL engine are two ways to one answer."""
    from kg.query.sparql import run

    answer: Answer = ask(GRAPH, question)
    if answer.sparql is None:
        pytest.skip("limits on years and values have no simple SPARQL form")
    found = run(GRAPH, answer.sparql)
    assert set(found.column("answer")) == {item.iri for item in answer.answers}


@pytest.mark.parametrize("question", VALUES)
def test_sparql_gives_the_same_numbers(question: str) -> None:
    from kg.query.sparql import run

    answer = ask(GRAPH, question)
    if answer.sparql is None or question.startswith("best") or "lowest" in question:
        pytest.skip("ordered")
    assert set(run(GRAPH, answer.sparql).column("answer")) == {item.iri for item in answer.answers}

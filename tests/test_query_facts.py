"""Questions about facts of hardware, measured results and benchmark reports, on a made-up graph."""

from __future__ import annotations

import pytest
from query_graph import MEASURED, PAPERS
from query_graph import store as made

from kg.query.ask import ask
from kg.query.sparql import run
from kg.query.stats import stats
from kg.query.table import Table

GRAPH = made((*PAPERS, *MEASURED))
REVERSED = made(tuple(reversed((*PAPERS, *MEASURED))))
ON_M4 = {"KeyNet", "RidgeNet", "DS-CNN", "ResNet-8"}
WITH_ROOM = {"MAX78000", "STM32F411", "STM32F746", "NUCLEO-L4R5ZI", "Raspberry Pi 3", "Jetson Nano", "Raspberry Pi 4"}

QUESTIONS: dict[str, set[str]] = {
    # limits on facts: a device's own, its processor's, or at most its family's
    "which methods run on a device with less than 512 kB of RAM?": {"PebbleNet", "MobileNet", "KeyNet", "RidgeNet"},
    "which methods were tested on hardware with at least 640 kB of RAM?": {
        "DS-CNN", "ResNet-8", "RidgeNet", "GravelRNN", "DuneFormer",
    },
    "which methods were tested on hardware with at least 2 MB of flash?": {"DS-CNN", "ResNet-8"},
    "which microcontrollers have at least 200 kB of RAM?": {"STM32F746", "NUCLEO-L4R5ZI", "STM32H747"},
    "which microcontrollers clocked above 200 MHz were used?": {"STM32F746"},
    "methods evaluated on ImageNet and tested on anything under 5 W": {"PebbleNet", "MobileNet", "RidgeNet"},
    "which papers tested on a device that draws at most 10 W?": {"m1", "m2", "p1", "p5"},
    "GPUs with at least 24 GB of memory": {"NVIDIA A100"},
    "GPUs with at least 16 GB of memory": {"NVIDIA A100", "NVIDIA V100"},
    "GPUs with less than 16 GB of memory": set(),
    "which GPUs launched since 2020 were used?": {"NVIDIA A100"},
    "hardware made in 7 nm or less": {"NVIDIA A100"},
    "GPUs with more than 1 TB/s of memory bandwidth": {"NVIDIA A100"},
    # lines of devices
    "what was tested on a Cortex-M4 or smaller?": ON_M4,
    "what was tested on at most a Cortex-M4?": ON_M4,
    "which methods were tested on something smaller than a Cortex-M4?": set(),
    "which hardware is smaller than a Cortex-M7?": {"STM32F405", "STM32F411", "MAX78000", "NUCLEO-L4R5ZI"},
    "which methods were tested on a Raspberry Pi 4 or larger?": {"GravelRNN"},
    "papers that tested on a Raspberry Pi 3 or better": {"m2", "p2/b"},
    "which methods were tested on an STM32F746 or bigger": {
        "PebbleNet", "MobileNet", "DS-CNN", "ResNet-8", "RidgeNet", "GravelRNN", "DuneFormer",
    },
    # what is on a device, and who made it
    "which hardware in the graph has an NPU?": {"MAX78000"},
    "microcontrollers with an NPU": {"MAX78000"},
    "papers that tested on a chip with a GPU": {"m2", "p5"},
    "boards with a Cortex-M7": {"STM32F746", "STM32H747"},
    "devices from Analog Devices": {"MAX78000"},
    "hardware made by NVIDIA": {"NVIDIA A100", "NVIDIA V100", "Jetson Nano"},
    "which papers tested on NVIDIA hardware": {"m2", "p5"},
    "which papers tested on hardware from Analog Devices?": {"m1"},
    "which methods were tested on a board with pruning?": {"GravelRNN", "MobileNet"},
    # superlatives
    "newest GPU that anyone used": {"NVIDIA A100"},
    "what is the oldest GPU?": {"NVIDIA V100"},
    "the 2 newest GPUs": {"NVIDIA A100", "NVIDIA V100"},
    "smallest microcontroller (by RAM) used for keyword spotting": {"MAX78000", "STM32F411"},
    "hardware with the most memory": {"NVIDIA A100"},
    "most power-hungry device": {"NVIDIA A100"},
    "fastest GPU": {"NVIDIA A100"},
    "newest paper on image classification": {"p2/b"},
    "which paper reports the lowest latency?": {"m1"},
    # room
    "which devices could run KeyNet?": {*WITH_ROOM, "NVIDIA A100", "NVIDIA V100"},
    "what fits KeyNet?": {*WITH_ROOM, "NVIDIA A100", "NVIDIA V100"},
    "which STM32 could run KeyNet?": {"STM32F411", "STM32F746", "NUCLEO-L4R5ZI"},
    "which devices could run PebbleNet?": {"STM32F746"},
    # reports are no papers
    "which papers address keyword spotting?": {"m1"},
    "which papers use DS-CNN?": set(),
    "which methods are applied to keyword spotting?": {"KeyNet", "DS-CNN"},
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_questions_are_answered(question: str) -> None:
    answer = ask(GRAPH, question)
    assert answer.understood, answer.note
    assert {item.id or item.name for item in answer.answers} == QUESTIONS[question]
    assert all(item.papers and item.evidence for item in answer.answers)
    assert ask(REVERSED, question).to_json() == answer.to_json()


@pytest.mark.parametrize("question", [question for question, expected in QUESTIONS.items() if expected])
def test_sparql_gives_the_same(question: str) -> None:
    answer = ask(GRAPH, question)
    if answer.sparql is None:
        pytest.skip("what fits, and papers by their results, have no simple SPARQL form")
    found = run(GRAPH, answer.sparql)
    assert isinstance(found, Table)
    assert set(found.column("answer")) == {item.iri for item in answer.answers}


RANKED = {
    "what runs keyword spotting on an STM32 with the least energy?": ["950 uJ", "1.2 mJ"],
    "which model has the highest throughput on a V100?": ["100 images/s"],
    "fastest keyword spotting on a microcontroller": ["800 us", "2 ms", "20 inf/s"],
    "slowest keyword spotting on a microcontroller": ["20 inf/s", "2 ms", "800 us"],
    "most accurate model under 1 ms on a Cortex-M4": ["92.5 %"],
    "lowest latency for image classification on a Raspberry Pi": ["0.3 s"],
    "which device has the lowest latency for keyword spotting?": ["800 us", "2 ms"],
    "best energy per inference for image classification": ["700 uJ"],
}


@pytest.mark.parametrize("question", RANKED)
def test_results_are_ranked_after_conversion(question: str) -> None:
    answers = ask(GRAPH, question).answers
    assert [f"{item.details['value']} {item.details['unit']}" for item in answers] == RANKED[question]
    assert all(item.evidence for item in answers)


def test_a_result_says_whose_it_is_and_where() -> None:
    first = ask(GRAPH, "what runs keyword spotting on an STM32 with the least energy?").to_json()["answers"][0]
    assert first["name"] == "950 uJ energy: DS-CNN on NUCLEO-L4R5ZI"
    assert (first["method"], first["hardware"], first["task"]) == ("DS-CNN", "NUCLEO-L4R5ZI", "keyword spotting")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("can KeyNet run on an STM32F4?", True),
        ("could KeyNet fit on a MAX78000?", True),
        ("can KeyNet run on an RP2040?", False),
        ("can PebbleNet run on an STM32F746?", True),
    ],
)
def test_whether_a_method_fits_a_device(question: str, verdict: bool) -> None:
    assert ask(GRAPH, question).verdict is verdict


def test_the_need_is_told_with_its_evidence_and_how_many_more_would_do() -> None:
    answer = ask(GRAPH, "which devices could run KeyNet?")
    assert "KeyNet needs 90 KiB of memory and 409.6 KiB of storage" in answer.note
    assert "“KeyNet: keyword spotting on tiny boards”" in answer.note
    assert "1 more of the devices that the vocabulary knows would do" in answer.note
    assert [item.name for item in answer.answers][:2] == ["MAX78000", "STM32F411"]


def test_a_method_that_reports_no_memory_is_said_to() -> None:
    assert "No memory footprint or model size of PebbleNet is reported" in ask(GRAPH, "what could run PebbleNet?").note


def test_what_too_little_is_known_of_is_said() -> None:
    assert "too little is known" in ask(GRAPH, "can KeyNet run on an RP2040?").note
    assert "no launch is known" in ask(GRAPH, "what is the newest hardware?").note
    assert "is in no line of devices" in ask(GRAPH, "what was tested on an STM32F411 or smaller?").note


def test_reports_are_counted_apart() -> None:
    counted = stats(GRAPH)
    assert (counted.papers, counted.reports) == (10, 1)
    assert "10 papers, 1 benchmark report," in str(counted)
    assert ask(GRAPH, "how many papers are there?").count == 10


def test_asking_again_gives_the_same() -> None:
    """The first question to a graph reads only some of its names, the next ones keep all."""
    fresh = made((*PAPERS, *MEASURED))
    for question in ("which methods were tested on an STM32?", "hardware made by NVIDIA"):
        assert ask(fresh, question).to_json() == ask(made((*PAPERS, *MEASURED)), question).to_json()

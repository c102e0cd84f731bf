"""Questions for what is known of one device, which no paper need name, and for what fits into memory."""

from __future__ import annotations

import pytest
from query_graph import MEASURED, PAPERS
from query_graph import store as made

from kg.query.ask import ask
from kg.query.results import COLUMNS, table
from kg.query.sparql import run
from kg.query.table import Table

GRAPH = made((*PAPERS, *MEASURED))
VOCABULARY_ALONE = made(())

FACTS: dict[str, list[str]] = {
    "how much RAM does an STM32F746 have?": ["RAM 320 KiB: STM32F746"],
    "How much SRAM is on the STM32F746?": ["RAM 320 KiB: STM32F746"],
    "STM32F746 RAM": ["RAM 320 KiB: STM32F746"],
    "what is the RAM of the NUCLEO-L4R5ZI?": ["RAM 640 KiB: NUCLEO-L4R5ZI"],
    "how much memory has a V100": ["memory 16 GB: NVIDIA V100"],
    "what is the clock of the Cortex-M7 on the STM32F746": ["clock 216 MHz: STM32F746"],
    "clock of STM32F746": ["clock 216 MHz: STM32F746"],
    "how fast is the STM32F746 clocked?": ["clock 216 MHz: STM32F746"],
    "when was the A100 released": ["launch 2020-05-14: NVIDIA A100"],
    "how old is the Raspberry Pi 3?": ["launch 2016: Raspberry Pi 3"],
    "TDP of the A100": ["power 400 W: NVIDIA A100"],
    "how much power does the A100 draw?": ["power 400 W: NVIDIA A100"],
    "who makes the RP2040": ["maker Raspberry Pi: RP2040"],
    "which company makes the MAX78000?": ["maker Analog Devices: MAX78000"],
    "which processor is on the NUCLEO-L4R5ZI": ["processor STM32L4R5: NUCLEO-L4R5ZI"],
    "what GPU does the Jetson Nano have?": ["processor Maxwell GPU: Jetson Nano"],
    "how much RAM does an STM32F405 have?": ["RAM at most 256 KiB: STM32F405"],
    "which has more RAM, the STM32F746 or the RP2040?": ["RAM 320 KiB: STM32F746", "RAM 264 KiB: RP2040"],
}


@pytest.mark.parametrize("question", FACTS)
def test_facts_are_told_of_devices_that_no_paper_names(question: str) -> None:
    answer = ask(VOCABULARY_ALONE, question)
    assert [item.name for item in answer.answers] == FACTS[question]
    assert {item.kind for item in answer.answers} == {"fact"}
    assert not any(item.papers or item.evidence for item in answer.answers)


@pytest.mark.parametrize("question", FACTS)
def test_sparql_gives_the_same_fact(question: str) -> None:
    answer = ask(GRAPH, question)
    found = run(GRAPH, answer.sparql or "")
    assert isinstance(found, Table)
    stated = {(item.iri, item.details["property"]) for item in answer.answers}
    assert set(zip(found.column("answer"), found.column("property"), strict=True)) == stated


def test_a_fact_says_whose_it_is_and_who_says_so() -> None:
    (own,) = ask(GRAPH, "how much RAM does an STM32F746 have?").to_json()["answers"]
    assert (own["property"], own["value"], own["unit"]) == ("ramBytes", 327680, "B")
    assert (own["of"], own["source"]) == ("own", "STMicroelectronics DS10916")
    (chip,) = ask(GRAPH, "how much RAM does a NUCLEO-L4R5ZI have?").to_json()["answers"]
    assert (chip["of"], chip["stated_by"], chip["source"]) == ("processor", "STM32L4R5", "makers' data sheets")
    assert chip["licence"] == "https://www.apache.org/licenses/LICENSE-2.0"
    (family,) = ask(GRAPH, "how much RAM does an STM32F405 have?").to_json()["answers"]
    assert (family["of"], family["stated_by"], family["limit"]) == ("family", "STM32F4", "at most")
    (named,) = ask(GRAPH, "how much memory has a V100").to_json()["answers"]
    assert named["licence"] == "CC BY 4.0"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("is the Jetson Nano's memory larger than 2 GB?", True),
        ("is the flash of the STM32F746 larger than 512 kB?", True),
        ("does an STM32F746 have more than 512 kB of RAM?", False),
        ("does an STM32F405 have at least 512 kB of RAM?", False),
        ("does an STM32F405 have at least 64 kB of RAM?", None),
        ("does the MAX78000 have an NPU?", True),
        ("is there an NPU on the RP2040?", False),
        ("does the A100 have more memory than the V100?", True),
        ("is the V100 newer than the A100?", False),
    ],
)
def test_whether_a_fact_holds(question: str, verdict: bool | None) -> None:
    assert ask(VOCABULARY_ALONE, question).verdict is verdict


def test_all_that_is_known_and_what_is_not() -> None:
    names = [item.name for item in ask(GRAPH, "what is in a Jetson Nano?").answers]
    assert "processor Maxwell GPU: Jetson Nano" in names
    assert "memory 4 GB: Jetson Nano" in names
    assert "does not state" in ask(GRAPH, "how much flash does an A100 have?").note
    assert "Foobar" in ask(GRAPH, "how much RAM does a Foobar 9000 have?").note


def test_text_and_table_of_facts() -> None:
    answer = ask(GRAPH, "how much RAM does a NUCLEO-L4R5ZI have?")
    assert str(answer).splitlines()[:3] == [
        "RAM of NUCLEO-L4R5ZI:",
        "  1. RAM 640 KiB: NUCLEO-L4R5ZI  (of the STM32L4R5 on it)",
        "     from makers' data sheets",
    ]
    assert answer.table().column("stated_by") == ("STM32L4R5",)


def test_questions_for_methods_and_papers_stay_theirs() -> None:
    for question in ("what is the latency of PebbleNet?", "which papers tested on a GPU?", "what does PebbleNet use?"):
        assert all(item.kind != "fact" for item in ask(GRAPH, question).answers)


def test_what_fits_is_what_needs_no_more_or_ran_on_no_more() -> None:
    answer = ask(GRAPH, "what fits in 128 kB of RAM?")
    assert {item.name for item in answer.answers} == {"KeyNet"}
    assert answer.answers[0].details["needs"] == ["90 kB peak memory"]
    assert answer.answers[0].evidence
    assert "or that ran on hardware with no more" in answer.interpretation


def test_results_have_columns_for_task_and_setting_only_where_any_has_them() -> None:
    assert table(made()).columns == COLUMNS
    found = table(GRAPH, task="keyword spotting")
    assert found.columns == (*COLUMNS[:-1], "task", COLUMNS[-1])
    assert set(found.column("method")) >= {"DS-CNN", "KeyNet"}

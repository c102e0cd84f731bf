"""The competency questions of `ontology/README.md`: each query runs, and gives what `ask` answers to its heading."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from query_graph import MEASURED, PAPERS, store

from kg.query.ask import ask
from kg.query.sparql import run
from kg.query.table import Table

README = Path(__file__).resolve().parents[1] / "ontology" / "README.md"
GRAPH = store((*PAPERS, *MEASURED))
PAIRS = re.findall(r"^#### (.+?)\n\n```sparql\n(.+?)```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
LEAST = 50


def test_there_are_enough_and_each_block_has_its_question() -> None:
    blocks = README.read_text(encoding="utf-8").count("```sparql")
    assert len(PAIRS) >= LEAST
    assert blocks == len(PAIRS) + 1  # the one about evidence asks nothing that has names as answers
    assert len({question for question, _ in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize(("question", "query"), PAIRS, ids=[question for question, _ in PAIRS])
def test_sparql_and_english_agree(question: str, query: str) -> None:
    answer = ask(GRAPH, question)
    found = run(GRAPH, query)
    assert answer.understood, answer.note
    if isinstance(found, bool):
        assert found is answer.verdict is True
        return
    assert isinstance(found, Table)
    first = [row[0] for row in found.rows]
    assert first, "the graph of the test has an answer to each"
    if answer.count is not None:
        assert first == [answer.count]
    else:
        assert set(first) == {item.iri for item in answer.answers}


def test_the_query_for_evidence_gives_words_and_place() -> None:
    query = re.findall(r"```sparql\n(.+?)```", README.read_text(encoding="utf-8"), re.DOTALL)[-1]
    table = run(store(), query)
    assert isinstance(table, Table)
    assert {row[1:4] for row in table.rows} == {("PebbleNet: image classification within 320 kB", 0, 45)}

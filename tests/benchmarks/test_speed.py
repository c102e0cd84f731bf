"""How fast it is, on the sample papers: `pytest tests/benchmarks -s` prints ratios that hold on any machine.

The time of spaCy's own tokenizer over the same texts is the yardstick: it is what any pipeline pays.
"""

import time
from collections.abc import Callable
from pathlib import Path

import spacy

import kg
from kg.extract.pipeline import pipeline
from kg.vocabulary import load

ROUNDS = 5


def quickest(work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of several runs."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def test_extraction_against_plain_tokenizing() -> None:
    texts = [paper.text for paper in kg.read(kg.samples.path())]
    plain, ours = spacy.blank("en"), pipeline()
    ratio = quickest(lambda: list(map(ours, texts))) / quickest(lambda: list(map(plain, texts)))
    print(f"\nextraction: {ratio:.1f} x the tokenizer's time")
    assert ratio < 60


def test_loading_the_vocabulary() -> None:
    def fresh() -> None:
        load.cache_clear()
        load()

    seconds = quickest(fresh)
    print(f"\nvocabulary: {seconds / len(load().labels) * 1000 * 1000:.1f} ms per 1,000 labels")
    assert seconds < 10


def test_a_second_build_against_the_first(tmp_path: Path) -> None:
    start = time.perf_counter()
    kg.build(kg.samples.path(), tmp_path / "graph")
    first = time.perf_counter() - start
    again = quickest(lambda: kg.build(kg.samples.path(), tmp_path / "graph"))
    print(f"\nunchanged build: {again / first:.3f} of the first")
    assert again < first

"""How fast it is, on the sample papers: `pytest tests/benchmarks -s` prints ratios that hold on any machine.

The time of spaCy's own tokenizer over the same texts is the yardstick: it is what any pipeline pays.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy

import kg
from kg.extract.pipeline import pipeline
from kg.extract.vocabulary import VocabularyMatcher
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


def loaded() -> VocabularyMatcher:
    load.cache_clear()
    return VocabularyMatcher(load())


def test_loading_vocabulary_and_matcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    start = time.perf_counter()
    labels = len(loaded().vocabulary.labels)
    compiling, loading = time.perf_counter() - start, quickest(loaded)
    per_thousand = loading / labels * 1_000
    print(
        f"\n{labels:,} labels: {loading:.2f} s from the cache, {per_thousand * 1000:.1f} ms per 1,000 labels; "
        f"{compiling:.2f} s, {compiling / labels * 1_000_000:.1f} ms per 1,000, where a file has changed"
    )
    assert per_thousand * 50 < 0.5


def test_matching_against_plain_tokenizing() -> None:
    """The match itself: what the vocabulary adds to an abstract, whatever else the pipeline does."""
    texts = [paper.text for paper in kg.read(kg.samples.path())]
    plain, matcher = spacy.blank("en"), loaded().matcher
    tokenizing = quickest(lambda: list(map(plain, texts)))
    matching = quickest(lambda: list(map(matcher, texts)))
    labels = len(load().labels)
    a_text = matching / len(texts) * 1000
    print(
        f"\nmatching: {a_text:.2f} ms an abstract with {labels:,} labels, {a_text / labels * 1_000_000:.2f} us per "
        f"1,000 labels, {matching / tokenizing:.2f} x the tokenizer's time"
    )
    assert a_text < 2


def test_a_second_build_against_the_first(tmp_path: Path) -> None:
    start = time.perf_counter()
    kg.build(kg.samples.path(), tmp_path / "graph")
    first = time.perf_counter() - start
    again = quickest(lambda: kg.build(kg.samples.path(), tmp_path / "graph"))
    print(f"\nunchanged build: {again / first:.3f} of the first")
    assert again < first

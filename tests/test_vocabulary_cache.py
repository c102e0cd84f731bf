"""The compiled vocabulary: the same as the files, made anew where they change, and never in the way."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import platformdirs
import pytest

from kg.compiled import compiled
from kg.extract.vocabulary import VocabularyMatcher
from kg.model import Kind
from kg.vocabulary import Vocabulary, load, ontology_path

TEXT = "We report top-1 accuracies and latency of image classification, keyword spotting and visual wake words."


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache folder, empty."""
    folder = tmp_path / "cache"
    monkeypatch.setattr("kg.compiled.user_cache_path", lambda *args, **kwargs: folder)
    return folder


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A vocabulary of two files, one of them in a folder."""
    folder = tmp_path / "vocabulary"
    (folder / "more").mkdir(parents=True)
    shutil.copy(ontology_path() / "vocabulary" / "tasks.ttl", folder)
    shutil.copy(ontology_path() / "vocabulary" / "metrics.ttl", folder / "more")
    return folder


def loaded(directory: Path) -> Vocabulary:
    load.cache_clear()
    return load(directory)


def test_the_cache_is_the_users_own() -> None:
    assert platformdirs.user_cache_path("paperkg", appauthor=False).name == "paperkg"


def test_from_the_cache_it_is_the_same_as_from_the_files(cache: Path, directory: Path) -> None:
    first, again = loaded(directory), loaded(directory)
    assert len(list(cache.glob("vocabulary-*.json"))) == 1
    assert first == again
    assert first.lookup("keyword spotting", Kind.TASK) == again.lookup("Keyword-Spotting", Kind.TASK) != ()
    found = [VocabularyMatcher(vocabulary).matcher(TEXT) for vocabulary in (first, again)]
    assert found[0] == found[1]
    assert len(found[0]) >= 4


def test_a_changed_file_is_read_anew(cache: Path, directory: Path) -> None:
    before = loaded(directory)
    more = '<https://w3id.org/paperkg/id/task/dune-counting> a kg:Task, skos:Concept ; skos:prefLabel "dune counting" .'
    with (directory / "tasks.ttl").open("a", encoding="utf-8") as file:
        file.write(f"\n{more}\n")
    after = loaded(directory)
    assert before.lookup("dune counting") == ()
    assert [concept.label for concept in after.lookup("dune counting")] == ["dune counting"]
    assert before.version != after.version


def test_a_damaged_cache_costs_time_and_nothing_else(cache: Path, directory: Path) -> None:
    whole = loaded(directory)
    for file in cache.glob("*.json"):
        file.write_bytes(file.read_bytes()[:1000])
    assert loaded(directory) == whole


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(cache: Path, directory: Path) -> None:
    cache.write_text("a file stands where the folder would be", encoding="utf-8")
    assert loaded(directory).lookup("latency", Kind.METRIC)


def test_old_versions_do_not_pile_up(cache: Path) -> None:
    for number in range(10):
        made = compiled("thing", [bytes([number])], lambda number=number: {"number": [number]})
        assert made == {"number": [number]}
    assert len(list(cache.iterdir())) == 4


def test_the_value_comes_back_as_it_was_made(cache: Path) -> None:
    value = {"é": [1, "zwei", None, True], "empty": []}
    assert compiled("thing", [b"a", b"bc"], lambda: value) == value
    assert compiled("thing", [b"a", b"bc"], lambda: pytest.fail("it is there already")) == value
    assert compiled("thing", [b"ab", b"c"], lambda: "another") == "another"
    assert json.loads(next(cache.glob("thing-*.json")).read_text(encoding="ascii")) in (value, "another")

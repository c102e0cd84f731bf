"""Fixtures that several files of tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from graph_papers import small_ontology


@pytest.fixture
def ontology(tmp_path: Path) -> Iterator[Path]:
    """The ontology with a vocabulary of a dozen concepts, as a directory that a test may change."""
    with small_ontology(tmp_path / "ontology") as directory:
        yield directory


@pytest.fixture(scope="module")
def module_ontology(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same for all tests of a file, which leave it as it is."""
    with small_ontology(tmp_path_factory.mktemp("ontology") / "o") as directory:
        yield directory

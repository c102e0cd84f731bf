"""One thing, one node: in the graph of real papers, no name is the label or alias of two things."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from graph_papers import ROOT

import kg
from kg.build import build
from kg.graph.store import open_store
from kg.names import name_key
from kg.query.rows import rows
from kg.query.terms import kind_of

SHARED = Path(os.environ.get("PAPERKG_SHARED", ROOT.parent / "shared"))


def spelled(name: str) -> str:
    """Return a name without case, hyphens and spaces."""
    return re.sub(r"[\s\-‐‑–_]+", "", name.casefold())


def names_of_two(store: ox.Store) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Return the names that two things of one kind bear, of which papers brought one along."""
    bearers: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for predicate in ("skos:prefLabel", "skos:altLabel", "kg:surfaceForm"):
        for iri, name in rows(store, f"SELECT DISTINCT ?c ?l WHERE {{ ?c {predicate} ?l }}"):
            for key in (name_key(name), spelled(name)):
                bearers[kind_of(iri) or "", key].add((iri, name))
    minted = {iri for (iri,) in rows(store, "SELECT DISTINCT ?c WHERE { ?c kg:minted true }")}
    vocabulary = {iri for (iri,) in rows(store, "SELECT DISTINCT ?c WHERE { ?c skos:inScheme ?s }")}
    assert minted.isdisjoint(vocabulary)
    return {
        key: found
        for key, found in bearers.items()
        if len(iris := {iri for iri, _ in found}) > 1 and not iris <= vocabulary
    }


def test_no_two_things_of_the_samples_have_one_name(tmp_path):
    build([kg.samples.path()], tmp_path / "g")
    assert names_of_two(open_store(tmp_path / "g")) == {}


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the shared corpus is not there")
def test_no_two_things_of_the_corpus_and_the_annotated_papers_have_one_name(tmp_path):
    inputs = [SHARED / "corpus", SHARED / "gold" / "dev.papers.jsonl"]
    build(inputs, tmp_path / "g", on_error=lambda _: None)
    assert names_of_two(open_store(tmp_path / "g")) == {}

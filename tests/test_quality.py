"""How well papers are read, measured against annotations made by hand: floors that no change may go below."""

import importlib.util
import json
import os
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg import samples
from kg.api import extract, read
from kg.model import Kind
from kg.names import name_key
from kg.records import extraction_to_json

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("PAPERKG_SHARED") or ROOT / "../shared")
SAMPLES_GOLD = ROOT / "tests" / "data" / "samples.gold.jsonl"

FLOORS = {
    "hardware": 0.75,
    "datasets": 0.55,
    "metrics": 0.60,
    "methods": 0.50,
    "tasks": 0.45,
    "results.value": 0.45,
}
"""Lowest F1 on the annotated development papers."""

ROLE_FLOOR = 0.75
"""Lowest share of found entities whose role is right."""

SAMPLE_FLOORS = {Kind.METHOD: 0.75, Kind.DATASET: 0.85, Kind.HARDWARE: 0.83, Kind.METRIC: 0.74, Kind.TASK: 0.68}
"""Lowest F1 on the sample papers: what was measured, less 0.07 for what other words would have cost."""

SAMPLE_ROLE_FLOOR = 0.75


# -- the development papers ---------------------------------------------------------------------------------------


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("paper_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def development_score() -> dict[str, Any]:
    gold, papers = SHARED / "gold" / "dev.gold.jsonl", SHARED / "gold" / "dev.papers.jsonl"
    scorer = SHARED / "eval" / "score.py"
    if not all(path.is_file() for path in (gold, papers, scorer)):
        pytest.skip(f"the annotated development papers are not at {SHARED} (PAPERKG_SHARED says where they are)")
    score = _scorer(scorer)
    found = {one.paper.id: extraction_to_json(one.extraction, one.concepts) for one in extract(read(papers))}
    outcome, _ = score.score(score.load(str(gold)), found)
    return dict(outcome)


@pytest.mark.parametrize("kind", FLOORS)
def test_development_papers(kind):
    assert development_score()[kind]["f1"] >= FLOORS[kind]


def test_roles_in_development_papers():
    assert development_score()["role"]["share"] >= ROLE_FLOOR


# -- the sample papers --------------------------------------------------------------------------------------------

Annotation = dict[str, Any]


def forms(entity: Annotation, kind: Kind) -> set[str]:
    return {name_key(form, kind) for form in (entity["name"], *entity.get("aliases", ()))}


@cache
def sample_papers() -> tuple[tuple[Annotation, Annotation], ...]:
    """Each annotated sample paper with what is found in it."""
    found = {one.paper.id: extraction_to_json(one.extraction, one.concepts) for one in extract(read(samples.path()))}
    lines = SAMPLES_GOLD.read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines if line.strip()]
    assert {paper["id"] for paper in gold} <= set(found)
    return tuple((paper, found[paper["id"]]) for paper in gold)


def matched(kind: Kind) -> tuple[list[tuple[Annotation, Annotation]], int, int]:
    """Return pairs of an annotated and a found entity, the number missed, and the number found in vain.

    Entities match by any common surface form; one that is optional is neither required nor counted against.
    """
    pairs: list[tuple[Annotation, Annotation]] = []
    missed = spurious = 0
    for gold, found in sample_papers():
        left = list(gold[kind.plural])
        for entity in found[kind.plural]:
            home = next((g for g in left if forms(g, kind) & forms(entity, kind)), None)
            if home is not None:
                left.remove(home)
                pairs += [] if home["optional"] else [(home, entity)]
            elif not any(g["optional"] and forms(g, kind) & forms(entity, kind) for g in gold[kind.plural]):
                spurious += 1
        missed += sum(not g["optional"] for g in left)
    return pairs, missed, spurious


@pytest.mark.parametrize("kind", Kind)
def test_sample_papers(kind):
    pairs, missed, spurious = matched(kind)
    f1 = 2 * len(pairs) / (2 * len(pairs) + missed + spurious)
    assert f1 >= SAMPLE_FLOORS[kind]


def test_roles_in_sample_papers():
    pairs = [pair for kind in (Kind.METHOD, Kind.DATASET, Kind.HARDWARE) for pair in matched(kind)[0]]
    right = sum(gold["role"] == found["role"] for gold, found in pairs)
    assert right / len(pairs) >= SAMPLE_ROLE_FLOOR


def test_every_sample_paper_is_annotated():
    assert len(sample_papers()) == len(read(samples.path()))

"""Made-up papers with annotations, a vocabulary of a dozen concepts, and what tests of graphs ask of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import kg.vocabulary
from kg.link import link
from kg.model import LinkedPaper, Paper, Source
from kg.records import extraction_from_json
from kg.vocabulary import load

ROOT = Path(__file__).resolve().parents[1]

_HEAD = """
@prefix kg: <https://w3id.org/paperkg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix : <https://w3id.org/paperkg/id/{kind}/> .
<https://w3id.org/paperkg/id/vocabulary/{file}> a skos:ConceptScheme ; dcterms:title "{file}" .
"""
_CONCEPTS = {
    ("hardware", "hardware"): """
:microcontroller a kg:Hardware, skos:Concept ; skos:prefLabel "microcontroller" ; skos:altLabel "MCU" .
:stm32 a kg:Hardware, skos:Concept ; skos:prefLabel "STM32" ; skos:broader :microcontroller .
:stm32f746 a kg:Hardware, skos:Concept ; skos:prefLabel "STM32F746" ; skos:broader :stm32 ;
    kg:vendor "STMicroelectronics" ; kg:core "Cortex-M7" ; kg:clockMHz 216 ; kg:ramBytes 327680 .
""",
    ("dataset", "datasets"): """
:visual-wake-words a kg:Dataset, skos:Concept ; skos:prefLabel "Visual Wake Words" ; skos:altLabel "VWW" .
""",
    ("method", "methods"): """
:quantization a kg:Method, skos:Concept ; skos:prefLabel "quantization" ; skos:altLabel "quantisation" .
:mobilenetv2 a kg:Method, skos:Concept ; skos:prefLabel "MobileNetV2" .
""",
    ("metric", "metrics"): """
:accuracy a kg:Metric, skos:Concept ; skos:prefLabel "accuracy" ; kg:direction kg:HigherIsBetter .
:latency a kg:Metric, skos:Concept ; skos:prefLabel "latency" ; kg:direction kg:LowerIsBetter .
""",
    ("task", "tasks"): """
:person-detection a kg:Task, skos:Concept ; skos:prefLabel "person detection" .
""",
}

TINY = {
    "id": "tiny/1",
    "title": "PebbleNet: a net for small boards",
    "abstract": (
        "We present PebbleNet, which uses quantisation for person detection. "
        "On an STM32F746 Nucleo board, PebbleNet reaches 91.50% accuracy on Visual Wake Words. "
        "It takes 12-15 ms there, while MobileNetV2 needs 40 ms on the same STM32F746. "
        "Unlike BoulderNet, it needs no accelerator."
    ),
    "date": "2024-02-04",
    "authors": ["A. Stone", "B. Gravel"],
    "methods": [
        {"name": "PebbleNet", "aliases": [], "role": "proposed", "optional": False},
        {"name": "quantisation", "aliases": [], "role": "used", "optional": False},
        {"name": "MobileNetV2", "aliases": [], "role": "compared", "optional": False},
        {"name": "BoulderNet", "aliases": [], "role": "mentioned", "optional": True},
    ],
    "datasets": [{"name": "Visual Wake Words", "aliases": [], "role": "evaluated", "optional": False}],
    "hardware": [{"name": "STM32F746", "aliases": ["STM32F746 Nucleo board"], "role": "tested", "optional": False}],
    "metrics": [
        {"name": "accuracy", "aliases": [], "optional": False},
        {"name": "latency", "aliases": ["takes"], "optional": False},
    ],
    "tasks": [{"name": "person detection", "aliases": [], "optional": False}],
    "results": [
        {"method": "PebbleNet", "metric": "accuracy", "value": "91.50", "unit": "%", "kind": "absolute",
         "dataset": "Visual Wake Words", "hardware": "STM32F746", "baseline": None, "evidence": "91.50% accuracy"},
        {"method": "PebbleNet", "metric": "takes", "value": "12-15", "unit": "ms", "kind": "absolute",
         "dataset": None, "hardware": "STM32F746", "baseline": "MobileNetV2", "evidence": "takes 12-15 ms"},
    ],
}  # fmt: skip
SURVEY = {
    "id": "survey-2",
    "title": "",
    "abstract": "This survey studies quantization for microcontrollers. PebbleNet is one example among many.",
    "methods": [
        {"name": "quantization", "aliases": [], "role": "used", "optional": False},
        {"name": "PebbleNet", "aliases": [], "role": "mentioned", "optional": False},
    ],
    "datasets": [],
    "hardware": [{"name": "microcontrollers", "aliases": [], "role": "target", "optional": False}],
    "metrics": [],
    "tasks": [],
    "results": [],
}
THIRD = {
    "id": "third",
    "title": "Faster pebbles",
    "abstract": "Pebble-Net runs twice as fast with SlateCache on an STM32F746.",
    "methods": [
        {"name": "SlateCache", "aliases": [], "role": "proposed", "optional": False},
        {"name": "Pebble-Net", "aliases": [], "role": "used", "optional": False},
    ],
    "datasets": [],
    "hardware": [{"name": "STM32F746", "aliases": [], "role": "tested", "optional": False}],
    "metrics": [],
    "tasks": [],
    "results": [],
}


def write_ontology(directory: Path) -> Path:
    """Put the ontology, the shapes and a small vocabulary into a directory."""
    (directory / "vocabulary").mkdir(parents=True)
    for name in ("kg.ttl", "shapes.ttl"):
        shutil.copy(ROOT / "ontology" / name, directory / name)
    for (kind, file), concepts in _CONCEPTS.items():
        text = _HEAD.format(kind=kind, file=file) + concepts
        (directory / "vocabulary" / f"{file}.ttl").write_text(text, encoding="utf-8")
    return directory


def use_ontology(directory: Path) -> None:
    """Make this process take its ontology and vocabulary from a directory."""
    kg.vocabulary.ontology_path = lambda: directory
    load.cache_clear()


@contextmanager
def small_ontology(directory: Path) -> Iterator[Path]:
    """Let this process take the ontology with the small vocabulary from a directory, as long as the block lasts."""
    before = kg.vocabulary.ontology_path
    use_ontology(write_ontology(directory))
    try:
        yield directory
    finally:
        kg.vocabulary.ontology_path = before
        load.cache_clear()


def add_concept(directory: Path, kind: str, name: str, label: str, *aliases: str) -> None:
    """Release the vocabulary with one concept more; `name` is the last part of its IRI."""
    file = directory / "vocabulary" / ("hardware.ttl" if kind == "hardware" else f"{kind}s.ttl")
    others = "".join(f' ; skos:altLabel "{alias}"' for alias in aliases)
    with file.open("a", encoding="utf-8") as vocabulary:
        vocabulary.write(f':{name} a kg:{kind.capitalize()}, skos:Concept ; skos:prefLabel "{label}"{others} .\n')
    load.cache_clear()


def write_papers(file: Path, *records: dict) -> Path:
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return file


def paper(record: dict, *, line: int = 1) -> Paper:
    source = Source("papers.jsonl", line, "jsonl", "0" * 64)
    plain = Paper(
        record["id"],
        record["title"],
        record["abstract"],
        record.get("date"),
        tuple(record.get("authors", ())),
        (source,),
    )
    return Paper(**{**_fields(plain), "curated": extraction_from_json(record, plain.text)})


def _fields(value: Paper) -> dict:
    return {name: getattr(value, name) for name in value.__slots__}


def linked(*records: dict) -> list[LinkedPaper]:
    papers = [paper(record, line=number) for number, record in enumerate(records, start=1)]
    return link([(one, one.curated) for one in papers], load())

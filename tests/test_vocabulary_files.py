"""The vocabulary files hold what the matcher, the hierarchy questions and the graph rely on."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.model import Kind
from kg.names import name_key, slug

DIRECTORY = Path(__file__).resolve().parents[1] / "ontology" / "vocabulary"
FILES = sorted(DIRECTORY.glob("*.ttl"))

KG = "https://w3id.org/paperkg/ontology#"
ID = "https://w3id.org/paperkg/id/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABELS = (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{KG}ambiguousLabel")

KINDS = {
    "hardware": Kind.HARDWARE,
    "datasets": Kind.DATASET,
    "methods": Kind.METHOD,
    "metrics": Kind.METRIC,
    "tasks": Kind.TASK,
}
FEWEST_CONCEPTS = {"hardware": 250, "datasets": 300, "methods": 400, "metrics": 120, "tasks": 200}
NUMBERS = ("clockMHz", "ramBytes", "flashBytes", "memoryBytes", "powerWatts", "processNm", "launchYear")

_VERSION_S = re.compile(r"(?<=\d)S\b")
"""L40S and RK3588S are chips of their own, not the plural of L40 and RK3588."""


@dataclass
class File:
    """What one vocabulary file says: subject -> predicate -> objects."""

    kind: Kind
    statements: dict[str, dict[str, list[NamedNode | Literal]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    @property
    def concepts(self) -> list[str]:
        return [s for s in self.statements if s.startswith(f"{ID}{self.kind.value}/")]

    def values(self, concept: str, *predicates: str) -> list[str]:
        return [value.value for p in predicates for value in self.statements[concept].get(p, [])]


@cache
def read(path: Path) -> File:
    file = File(KINDS[path.stem])
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        file.statements[quad.subject.value][quad.predicate.value].append(quad.object)
    return file


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def file(request: pytest.FixtureRequest) -> File:
    return read(request.param)


def test_there_are_files() -> None:
    assert FILES
    assert {path.stem for path in FILES} <= set(KINDS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_enough_concepts(path: Path) -> None:
    assert len(read(path).concepts) >= FEWEST_CONCEPTS[path.stem]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_scheme_says_what_it_is_and_under_which_licence(path: Path) -> None:
    scheme = read(path).statements[f"{ID}vocabulary/{path.stem}"]
    assert f"{SKOS}ConceptScheme" in [t.value for t in scheme[RDF_TYPE]]
    assert scheme[f"{DCTERMS}title"]
    assert scheme[f"{DCTERMS}license"]


def test_only_concepts_of_the_kind_and_the_scheme_are_described(file: File) -> None:
    others = {s for s in file.statements if s not in file.concepts and not s.startswith(f"{ID}vocabulary/")}
    assert others == set()
    wanted = {f"{KG}{file.kind.value.capitalize()}", f"{SKOS}Concept"}
    assert {c: t for c in file.concepts if (t := set(file.values(c, RDF_TYPE))) != wanted} == {}


def test_every_concept_has_one_preferred_label_and_is_named_after_it(file: File) -> None:
    wrong = {c: labels for c in file.concepts if len(labels := file.values(c, f"{SKOS}prefLabel")) != 1}
    assert wrong == {}
    misnamed = {c for c in file.concepts if f"{ID}{file.kind.value}/{slug(file.values(c, LABELS[0])[0])}" != c}
    assert misnamed == set()


def test_labels_are_plain_and_tidy(file: File) -> None:
    labels = [value for c in file.concepts for p in LABELS for value in file.statements[c].get(p, [])]
    assert [v for v in labels if not isinstance(v, Literal) or v.language] == []
    assert [v.value for v in labels if v.value != " ".join(v.value.split()) or not v.value] == []


def test_no_name_belongs_to_two_concepts(file: File) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for concept in file.concepts:
        for label in file.values(concept, *LABELS):
            owners[name_key(_VERSION_S.sub("@s", label))].add(concept)
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


def test_links_lead_to_concepts_of_the_file(file: File) -> None:
    known = set(file.concepts)
    dangling = {
        (concept, target)
        for concept in file.concepts
        for target in file.values(concept, f"{SKOS}broader", f"{KG}hasProcessor")
        if target not in known
    }
    assert dangling == set()


def test_no_concept_is_broader_than_itself(file: File) -> None:
    done: set[str] = set()

    def visit(concept: str, above: tuple[str, ...]) -> None:
        assert concept not in above, " -> ".join((*above, concept))
        if concept not in done:
            for broader in file.values(concept, f"{SKOS}broader"):
                visit(broader, (*above, concept))
            done.add(concept)

    for concept in file.concepts:
        visit(concept, ())


def ancestors(file: File, concept: str) -> set[str]:
    above = set(file.values(concept, f"{SKOS}broader"))
    return above.union(*(ancestors(file, broader) for broader in above))


HARDWARE = DIRECTORY / "hardware.ttl"
needs_hardware = pytest.mark.skipif(not HARDWARE.is_file(), reason="ontology/vocabulary/hardware.ttl is not there")


@needs_hardware
@pytest.mark.parametrize(
    ("part", "classes"),
    [
        ("stm32f746", "stm32f7 stm32 cortex-m7 arm-cortex-m-microcontroller microcontroller processor"),
        ("nucleo-f746zg", "stm32f746 stm32 cortex-m7 microcontroller development-board"),
        ("arduino-nano-33-ble-sense", "arduino nrf52840 nrf52 cortex-m4 microcontroller"),
        ("raspberry-pi-pico", "rp2040 cortex-m0plus microcontroller"),
        ("raspberry-pi-4", "raspberry-pi single-board-computer bcm2711 cortex-a72 arm-cpu cpu"),
        ("jetson-orin-nano", "nvidia-jetson embedded-gpu nvidia-gpu gpu"),
        ("geforce-rtx-3090", "geforce nvidia-ampere nvidia-gpu consumer-gpu gpu processor"),
        ("nvidia-a100-80gb", "nvidia-a100 nvidia-ampere nvidia-gpu data-center-gpu gpu"),
        ("amazon-ec2-trn1", "amazon-ec2 cloud-instance aws-trainium ai-accelerator"),
        ("zcu102", "zu9eg zynq-ultrascaleplus xilinx-fpga fpga fpga-board"),
        ("loihi-2", "loihi neuromorphic-processor"),
        ("max78000", "microcontroller npu ai-accelerator"),
        ("esp32-c3", "risc-v-microcontroller risc-v microcontroller"),
        ("iphone-15-pro", "iphone smartphone mobile-device"),
        ("upmem", "processing-in-memory"),
    ],
)
def test_a_broad_question_finds_the_part(part: str, classes: str) -> None:
    file = read(HARDWARE)
    found = {iri.removeprefix(f"{ID}hardware/") for iri in ancestors(file, f"{ID}hardware/{part}")}
    assert set(classes.split()) <= found


@needs_hardware
def test_only_top_hardware_classes_have_nothing_broader() -> None:
    file = read(HARDWARE)
    tops = {c.removeprefix(f"{ID}hardware/") for c in file.concepts if not file.values(c, f"{SKOS}broader")}
    assert tops == {"processor", "computing-device", "instruction-set-architecture"}


@needs_hardware
def test_what_is_on_a_board_is_found_as_well() -> None:
    file = read(HARDWARE)
    boards = [c for c in file.concepts if f"{ID}hardware/development-board" in ancestors(file, c)]
    lost = {c for c in boards for p in file.values(c, f"{KG}hasProcessor") if p not in ancestors(file, c)}
    assert lost == set()


@needs_hardware
def test_numbers_are_positive_and_have_a_source() -> None:
    file = read(HARDWARE)
    for concept in file.concepts:
        numbers = {n: float(v) for n in NUMBERS for v in file.values(concept, f"{KG}{n}")}
        assert all(value > 0 for value in numbers.values()), concept
        assert not numbers or file.values(concept, f"{DCTERMS}source"), concept
        assert 1970 <= numbers.get("launchYear", 2000) <= 2030, concept

"""The vocabulary files hold what the matcher, the hierarchy questions and the graph rely on."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.model import Kind
from kg.names import name_key, slug

DIRECTORY = Path(__file__).resolve().parents[1] / "ontology" / "vocabulary"
CURATED = sorted(DIRECTORY.glob("*.ttl"))
GENERATED = sorted((DIRECTORY / "generated").glob("*.ttl"))
FILES = [*CURATED, *GENERATED]

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
FEWEST_CONCEPTS = {"hardware": 10_000, "datasets": 4_000, "methods": 3_000, "metrics": 600, "tasks": 2_000}
NUMBERS = ("clockMHz", "ramBytes", "flashBytes", "memoryBytes", "powerWatts", "processNm", "launchYear")
LARGEST_FILE = 3_000_000
"""Bytes of a generated file: what a person can still open and a repository carry."""

SHARE_ALIKE = "https://creativecommons.org/licenses/by-sa/4.0/"

_VERSION_S = re.compile(r"(?<=\d)S\b")
"""L40S and RK3588S are chips of their own, not the plural of L40 and RK3588."""


@dataclass
class File:
    """What one vocabulary file says: subject -> predicate -> objects."""

    kind: Kind
    statements: dict[str, dict[str, list[NamedNode | Literal]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    above: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def concepts(self) -> list[str]:
        return [s for s in self.statements if s.startswith(f"{ID}{self.kind.value}/")]

    def values(self, concept: str, *predicates: str) -> list[str]:
        return [value.value for p in predicates for value in self.statements[concept].get(p, [])]


def kind_of(path: Path) -> str:
    return path.stem.partition("-")[0]


@cache
def read(path: Path) -> File:
    return read_all((path,))


@cache
def read_all(paths: tuple[Path, ...]) -> File:
    file = File(KINDS[kind_of(paths[0])])
    for path in paths:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            file.statements[quad.subject.value][quad.predicate.value].append(quad.object)
    return file


def all_of(kind: str) -> File:
    """What all files of a kind say together."""
    return read_all(tuple(path for path in FILES if kind_of(path) == kind))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def file(request: pytest.FixtureRequest) -> File:
    return read(request.param)


@pytest.fixture(params=sorted(KINDS))
def together(request: pytest.FixtureRequest) -> File:
    return all_of(request.param)


def test_there_are_files_of_every_kind() -> None:
    assert {path.stem for path in CURATED} == set(KINDS)
    assert {kind_of(path) for path in GENERATED} <= set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_enough_concepts(kind: str) -> None:
    assert len(all_of(kind).concepts) >= FEWEST_CONCEPTS[kind]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_scheme_says_what_it_is_and_under_which_licence(path: Path) -> None:
    scheme = read(path).statements[f"{ID}vocabulary/{path.stem}"]
    assert f"{SKOS}ConceptScheme" in [t.value for t in scheme[RDF_TYPE]]
    assert scheme[f"{DCTERMS}title"]
    assert scheme[f"{DCTERMS}license"]
    assert path in CURATED or scheme[f"{DCTERMS}source"]


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.stem)
def test_a_generated_file_stays_small(path: Path) -> None:
    assert path.stat().st_size < LARGEST_FILE


def test_share_alike_data_stand_in_files_of_their_own() -> None:
    licences = {path.stem: read(path).values(f"{ID}vocabulary/{path.stem}", f"{DCTERMS}license") for path in FILES}
    assert {stem for stem, found in licences.items() if found == [SHARE_ALIKE]} == {
        path.stem for path in GENERATED if path.stem.endswith("-sota")
    }


def test_only_concepts_of_the_kind_and_the_scheme_are_described(together: File) -> None:
    others = together.statements.keys() - set(together.concepts)
    assert {s for s in others if not s.startswith(f"{ID}vocabulary/")} == set()
    wanted = sorted((f"{KG}{together.kind.value.capitalize()}", f"{SKOS}Concept"))
    assert {c: t for c in together.concepts if (t := sorted(together.values(c, RDF_TYPE))) != wanted} == {}


def test_what_is_generated_adds_to_a_curated_concept_only_what_it_lacks() -> None:
    for path in GENERATED:
        own, curated = read(path), read(DIRECTORY / f"{kind_of(path)}.ttl")
        for concept in set(own.concepts) & set(curated.concepts):
            shared = own.statements[concept].keys() & curated.statements[concept].keys()
            assert shared <= {f"{DCTERMS}source", f"{KG}hasProcessor"}, concept
            assert own.values(concept, f"{DCTERMS}source"), concept


def test_every_concept_has_one_preferred_label_and_is_named_after_it(together: File) -> None:
    wrong = {c: labels for c in together.concepts if len(labels := together.values(c, LABELS[0])) != 1}
    assert wrong == {}
    iris = {c: f"{ID}{together.kind.value}/{slug(together.values(c, LABELS[0])[0])}" for c in together.concepts}
    assert {c for c, iri in iris.items() if c != iri} == set()


def test_labels_are_plain_and_tidy(file: File) -> None:
    labels = [value for c in file.concepts for p in LABELS for value in file.statements[c].get(p, [])]
    assert [v for v in labels if not isinstance(v, Literal) or v.language] == []
    assert [v.value for v in labels if v.value != " ".join(v.value.split()) or not v.value] == []


def test_no_name_surely_means_two_concepts(together: File) -> None:
    """A name can be shared where at most one owner has it for sure and the others need the context's support."""
    owners: dict[str, set[str]] = defaultdict(set)
    for concept in together.concepts:
        ambiguous = set(together.values(concept, LABELS[2]))
        for label in together.values(concept, *LABELS):
            if label not in ambiguous:
                owners[name_key(_VERSION_S.sub("@s", label))].add(concept)
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


def test_links_lead_to_concepts_of_the_kind(together: File) -> None:
    known = set(together.concepts)
    dangling = {
        (concept, target)
        for concept in together.concepts
        for target in together.values(concept, f"{SKOS}broader", f"{KG}hasProcessor", f"{KG}smallerThan")
        if target not in known
    }
    assert dangling == set()


def test_no_concept_is_broader_than_itself(together: File) -> None:
    sorter = TopologicalSorter({c: together.values(c, f"{SKOS}broader") for c in together.concepts})
    sorter.prepare()


def ancestors(file: File, concept: str) -> frozenset[str]:
    """Return everything broader than a concept."""
    if concept not in file.above:
        file.above[concept] = frozenset()
        parents = file.values(concept, f"{SKOS}broader")
        file.above[concept] = frozenset(parents).union(*(ancestors(file, parent) for parent in parents))
    return file.above[concept]


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
    file = all_of("hardware")
    found = {iri.removeprefix(f"{ID}hardware/") for iri in ancestors(file, f"{ID}hardware/{part}")}
    assert set(classes.split()) <= found


def test_only_top_hardware_classes_have_nothing_broader() -> None:
    file = all_of("hardware")
    tops = {c.removeprefix(f"{ID}hardware/") for c in file.concepts if not file.values(c, f"{SKOS}broader")}
    assert tops == {"processor", "computing-device", "instruction-set-architecture"}


def test_what_is_on_a_board_is_found_as_well() -> None:
    file = all_of("hardware")
    boards = [c for c in file.concepts if f"{ID}hardware/development-board" in ancestors(file, c)]
    lost = {c for c in boards for p in file.values(c, f"{KG}hasProcessor") if p not in ancestors(file, c)}
    assert lost == set()


def test_a_board_is_found_by_the_core_of_its_chip() -> None:
    file = all_of("hardware")
    below = {
        core: sum(f"{ID}hardware/{core}" in ancestors(file, concept) for concept in file.concepts)
        for core in ("cortex-m0", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33")
    }
    assert min(below.values()) > 50, below


def test_no_microcontroller_and_no_fpga_is_a_cpu() -> None:
    file = all_of("hardware")
    classes = {f"{ID}hardware/{name}" for name in ("microcontroller", "fpga")}
    wrong = {c for c in file.concepts if f"{ID}hardware/cpu" in (above := ancestors(file, c)) and classes & above}
    assert wrong == set()


def test_numbers_are_positive_and_have_a_source() -> None:
    """A curated concept names where its numbers are from; a generated file's scheme does so for all of them."""
    file, curated = all_of("hardware"), read(DIRECTORY / "hardware.ttl")
    for concept in file.concepts:
        numbers = {n: float(v) for n in NUMBERS for v in file.values(concept, f"{KG}{n}")}
        assert all(value > 0 for value in numbers.values()), concept
        own = {n for n in NUMBERS if curated.statements.get(concept, {}).get(f"{KG}{n}")}
        assert not own or curated.values(concept, f"{DCTERMS}source"), concept
        assert 1970 <= numbers.get("launchYear", 2000) <= 2030, concept

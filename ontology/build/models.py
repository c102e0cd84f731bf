"""Model architectures of timm and models of the MLPerf benchmarks, placed below the architecture that they vary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.model import Kind
from kg.names import name_key, slug
from ontology.build.draft import Catalog, Draft
from ontology.build.known import Known
from ontology.build.tables import rows

__all__ = ["CATALOG", "drafts"]

CATALOG = Catalog(
    stem="methods-models",
    kind=Kind.METHOD,
    title="Model architectures of timm and models of the MLPerf benchmarks",
    licence="https://www.apache.org/licenses/LICENSE-2.0",
    source=(
        "PyTorch Image Models (huggingface/pytorch-image-models), Apache-2.0, and MLPerf results "
        "(mlcommons/cm4mlperf-results), Apache-2.0; changed: names spelt out, placed below their families"
    ),
    credit="PyTorch Image Models and MLPerf results, Apache-2.0",
)

_COLUMNS = ("name", "family", "kind", "weights")

_PORTS = frozenset("tf gluon legacy tv ig ssl swsl jx dm adv ens".split())
"""First words that say where a timm implementation or its weights come from, not what it computes."""

_FAMILIES = {
    "Vision Transformer (ViT)": "ViT",
    "CAFormer (MetaFormer)": "CAFormer",
    "ConvFormer (MetaFormer)": "ConvFormer",
    "ResNet (anti-aliased)": "ResNet-AA",
    "ResNet (BlurPool)": "ResNet-BlurPool",
    "EVA": "EVA-01",
    "AlphaGo Zero style": "AlphaGo Zero",
    "eca": "ECA-Net",
}
"""Families as the table calls them, where the vocabulary uses another name."""

_TRAININGS = {"clip": "CLIP", "siglip": "SigLIP", "dinov2": "DINOv2", "dinov3": "DINOv3"}
"""Words that tell what trained an architecture; of vision transformers, the vocabulary has a "CLIP ViT" and so on."""

_SPELLINGS = {"vit": "ViT", "swin": "Swin", "nf": "NF", "eca": "ECA", "ese": "eSE", "gc": "GC", "hgnet": "HGNet"}
"""How people write words of timm that the vocabulary does not spell."""

_MARKS = frozenset("nf eca ese gc".split())
"""First words that name a change to the architecture that follows them."""

_SIZES = frozenset(
    "zepto atto femto pico nano tiny mini small medium base large huge giant gigantic enormous xlarge xxlarge lite "
    "plus conv hybrid".split()
)
_VARIANT = re.compile(r"[a-z]{1,3}\d{1,3}[a-z]?|[a-z]")
_REFERENCE = re.compile(r"MLPerf .*reference model \((.+)\)")
_TARGETS = ("99", "99.9")
"""MLPerf appends the accuracy that a submission keeps, in per cent of the reference's, to a model's name."""


@dataclass(frozen=True)
class _Row:
    name: str
    family: str
    kind: str
    weights: tuple[str, ...]


def drafts(folder: Path, known: Known) -> Iterator[Draft]:
    """Yield the architectures of timm with their trained weights, then the models of MLPerf."""
    file = folder / "names" / "models.csv"
    table = [
        _Row(cells["name"], cells["family"], cells["kind"], tuple(filter(None, cells["weights"].split("|"))))
        for _, cells in rows(file, _COLUMNS)
    ]
    places = _Places(known)
    timm = [row for row in table if row.kind == "timm architecture"]
    yield from _architectures(sorted(timm, key=lambda row: (len(row.name), row.name)), places)
    yield from _benchmark_models([row for row in table if row.kind.startswith("MLPerf")], places)


class _Places:
    """Where a name stands: known concepts and those drafted so far."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._drafted: dict[str, str] = {}
        self._labels: dict[str, str] = {}

    def find(self, name: str) -> str | None:
        return self._known.find(name, Kind.METHOD) or self._drafted.get(name_key(name))

    def label(self, name: str) -> str | None:
        """Return how the vocabulary spells a name, if it has just this one."""
        local = self._known.find(name, Kind.METHOD)
        label = self._known.label(local, Kind.METHOD) if local else self._labels.get(name_key(name), "")
        return label if name_key(label) == name_key(name) else None

    def draft(self, label: str) -> None:
        self._drafted[name_key(label)] = slug(label)
        self._labels[name_key(label)] = label

    def is_known(self, name: str) -> bool:
        return self._known.owner(name, Kind.METHOD) is not None


def _architectures(table: Sequence[_Row], places: _Places) -> Iterator[Draft]:
    for row in table:
        yield from _missing_families([row.family], row.name, places)
        weights = tuple(f"{row.name}.{weight}" for weight in row.weights)
        if not places.is_known(row.name):
            label = _spelt_out(row.name, places)
            parents = _parents(row.name, row.family, places)
            yield Draft(
                Kind.METHOD, label, weights, broader=parents, definition=f"Architecture {row.name} of the timm library."
            )
            places.draft(label)
        elif weights:
            above = places.find(row.name)
            definition = f"Architecture {row.name} with the trained weights of the timm library."
            yield Draft(
                Kind.METHOD, f"timm {row.name}", weights, broader=(above,) if above else (), definition=definition
            )


def _missing_families(families: Iterable[str], name: str, places: _Places) -> Iterator[Draft]:
    """Yield a family that the vocabulary does not know below the kind of network that its name tells."""
    for family in families:
        plain = _FAMILIES.get(family, family)
        if plain and re.fullmatch(r"\w[\w .+-]*", plain) and plain not in _PORTS and places.find(plain) is None:
            attends = re.search(r"former|vit|swin|transformer|attention", f"{plain} {name}", re.IGNORECASE)
            above = "vision-transformer" if attends else "convolutional-neural-network"
            yield Draft(Kind.METHOD, plain, broader=(above,))
            places.draft(plain)


def _parents(name: str, family: str, places: _Places) -> tuple[str, ...]:
    """Return the nearest architecture that a name extends, or its family, and what trained it."""
    words = re.split(r"[_-]", name)
    while len(words) > 1 and words[0] in _PORTS:
        words = words[1:]
    plain = _FAMILIES.get(family, family)
    stems = [*_stems(words, name), *([plain] if plain else [])]
    nearest = next((found for stem in stems if (found := places.find(stem))), "convolutional-neural-network")
    kind = " ViT" if "vit" in words else ""
    trained = [places.find(_TRAININGS[word] + kind) for word in words if word in _TRAININGS]
    return tuple(dict.fromkeys(place for place in (nearest, *trained) if place))


def _stems(words: Sequence[str], name: str) -> Iterator[str]:
    """Yield what a name could extend, the longest first, without marks of origin: "resnet50d", "resnet50"."""
    for cut in range(len(words), 0, -1):
        stem = "_".join(words[:cut])
        if stem != name:
            yield stem
        yield re.sub(r"(?<=\d)[a-z]{1,2}$", "", stem)


def _spelt_out(name: str, places: _Places) -> str:
    """Return a name of timm as people write it, by its family's spelling: "ResNet-50d", "EfficientNet-B0 g8 gn"."""
    words = name.split("_")
    first = 0
    while first < len(words) - 1 and words[first] in _PORTS | _MARKS:
        first += 1
    label, joined = _styled(words[first], places), True
    for position, word in enumerate(words[first + 1 :]):
        leading_number = position == 0 and word.isdigit()
        joined = joined and (leading_number or word in _SIZES or bool(_VARIANT.fullmatch(word)))
        if joined:
            label += "-" + (word.capitalize() if word in _SIZES else word.upper())
        else:
            label += " " + word
    spelt = " ".join([*(_SPELLINGS.get(word, word) for word in words[:first]), label])
    return spelt if name_key(spelt) == name_key(name) else name


def _styled(word: str, places: _Places) -> str:
    """Return a word with the spelling of the longest known name that it begins with."""
    for end in range(len(word), 2, -1):
        label = _SPELLINGS.get(word[:end]) or places.label(word[:end])
        if label and " " not in label:
            rest = word[end:]
            return f"{label}-{rest}" if rest[:1].isdigit() and label[-1].isalpha() else f"{label}{rest}"
    return word


def _benchmark_models(table: Sequence[_Row], places: _Places) -> Iterator[Draft]:
    """Yield the models that MLPerf prescribes, with the benchmark's keys for them, and those that were submitted."""
    for row in table:
        reference = _REFERENCE.fullmatch(row.kind)
        if reference:
            yield from _reference_model(row, reference[1], places)
    for row in table:
        if not _REFERENCE.fullmatch(row.kind) and not places.is_known(row.name):
            above = [_nearest(row.name, places), places.find(_FAMILIES.get(row.family, row.family))]
            parents = tuple(dict.fromkeys(place for place in above if place)) or ("deep-neural-network",)
            yield Draft(Kind.METHOD, row.name, broader=parents, definition="A model submitted to MLPerf Inference.")
            places.draft(row.name)


def _reference_model(row: _Row, key: str, places: _Places) -> Iterator[Draft]:
    name = re.sub(r"\s*\(.*\)$", "", row.name)
    above = places.find(name) or places.find(_FAMILIES.get(row.family, row.family)) or "deep-neural-network"
    keys = (key, *(f"{key}-{target}" for target in _TARGETS)) if "tiny" not in row.kind else ()
    yield Draft(
        Kind.METHOD,
        f"{name} (MLPerf)",
        (f"MLPerf {name}", *keys),
        broader=(above,),
        definition=f"The reference model {row.name} of an MLPerf benchmark.",
    )
    places.draft(f"{name} (MLPerf)")


def _nearest(name: str, places: _Places) -> str | None:
    """Return the longest known name that a submitted model's name begins with."""
    words = re.split(r"[_-]", name)
    return next((found for cut in range(len(words) - 1, 0, -1) if (found := places.find("-".join(words[:cut])))), None)

"""Chips: GPUs, CPUs, accelerators and systems-on-chip of Epoch AI's tables, by maker, product line and architecture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.model import Kind
from kg.names import slug
from ontology.build.chips import names
from ontology.build.chips.amd import AMD_CPU, AMD_GPU, ATI
from ontology.build.chips.facts import COLUMNS, Row, facts
from ontology.build.chips.intel import INTEL_CPU, INTEL_GPU
from ontology.build.chips.names import ChipName
from ontology.build.chips.nvidia import NVIDIA
from ontology.build.chips.others import FAMILIES, Renamed, renamed
from ontology.build.chips.rules import Maker, spelled
from ontology.build.draft import Catalog, Draft, Value
from ontology.build.known import Known
from ontology.build.tables import rows

__all__ = ["CATALOG", "drafts"]

CATALOG = Catalog(
    "hardware-chips",
    Kind.HARDWARE,
    "GPUs, CPUs, accelerators and systems-on-chip, with launch, memory, power, process and peak rates",
    "https://creativecommons.org/licenses/by/4.0/",
    "Epoch AI, Machine learning hardware and training cost trends, epoch.ai, CC BY 4.0; changed: rows of one chip "
    "merged, names and hierarchy by rule, sizes in GB read as powers of two, launch days kept where known to the day. "
    "Rates are the vendors' peaks, some with sparsity; a product that was sold in variants has their largest values.",
    "Epoch AI, Machine learning hardware, epoch.ai, CC BY 4.0",
)

_MAKERS: dict[tuple[str, str], tuple[Callable[[str], ChipName], Maker]] = {
    ("NVIDIA", "GPU"): (names.nvidia, NVIDIA),
    ("AMD", "GPU"): (names.amd_gpu, AMD_GPU),
    ("ATI", "GPU"): (names.amd_gpu, ATI),
    ("Intel", "GPU"): (names.intel_gpu, INTEL_GPU),
    ("AMD", "CPU"): (names.amd_cpu, AMD_CPU),
    ("Intel", "CPU"): (names.intel_cpu, INTEL_CPU),
}
_CROSSED = {
    "NVIDIA": ("NVIDIA", "GPU"),
    "Xeon": ("Intel", "CPU"),
    "AMD MI300A": ("AMD", "GPU"),
}
"""Words of names that tell maker and type better than the table's columns do."""

Facts = tuple[tuple[str, Value], ...]

_SMALLER = frozenset({"Laptop", "Mobile", "Max-Q"})
"""Variants with less power than the product they are called after: chips of their own beside it."""


@dataclass
class _Product:
    """All rows of one product, variants included."""

    maker: Maker
    product: str
    rows: dict[tuple[str, ...], list[Row]] = field(default_factory=lambda: defaultdict(list))


def drafts(folder: Path, known: Known) -> Iterator[Draft]:
    """Yield the product lines that no curated file names, then the chips.

    Parameters
    ----------
    folder
        The catalogues' folder; the table is `hardware/chips.csv` in it.
    known
        What is named already.
    """
    file = folder / "hardware" / "chips.csv"
    products: dict[tuple[str, str], _Product] = {}
    rest: list[Row] = []
    for line, cells in rows(file, COLUMNS):
        row = Row(file, line, cells)
        kind = _kind(cells)
        if kind not in _MAKERS:
            rest.append(row)
            continue
        clean, maker = _MAKERS[kind]
        name = clean(cells["name"])
        product = products.setdefault((maker.vendor, name.product), _Product(maker, name.product))
        product.rows[name.variants].append(row)
    for family in dict.fromkeys((*(f for _, maker in _MAKERS.values() for f in maker.families), *FAMILIES)):
        yield family.draft()
    lines = _lines()
    for product in products.values():
        if (known.owner(product.product, Kind.HARDWARE) or slug(product.product)) not in lines:
            yield from _product(product, known)
    yield from _others(rest)


def _lines() -> frozenset[str]:
    """Return what the chips' product lines are called: a row of such a name is of some chip of the line, unsaid which.

    A product with variants is above them, but no place of a maker's rules.
    """
    places = {local for _, maker in _MAKERS.values() for tier in maker.tiers for p in tier for local in p.broader}
    return frozenset(places | {slug(family.label) for _, maker in _MAKERS.values() for family in maker.families})


def _kind(cells: dict[str, str]) -> tuple[str, str]:
    """Return maker and type as the name tells them, else as the table does."""
    told = next((kind for word, kind in _CROSSED.items() if word in cells["name"]), None)
    return told or (cells["maker"], cells["type"])


def _product(product: _Product, known: Known) -> Iterator[Draft]:
    """Yield a product and its variants; one that was sold in variants only has the facts of them all."""
    every = [row for variant in product.rows.values() for row in variant]
    plain = product.rows.get((), [])
    own = plain or every
    yield _draft(product.maker, ChipName(product.product), own, known)
    for variants, found in product.rows.items():
        if variants:
            yield _draft(product.maker, ChipName(product.product, variants), found, known)


def _draft(maker: Maker, name: ChipName, found: Iterable[Row], known: Known) -> Draft:
    places = maker.places(name.label)
    broader = [local for place in places for local in place.broader]
    if name.variants and not _SMALLER & set(name.variants):
        broader = [_base(name, known)]
    sure, unsure = spelled(maker.spellings, name.label)
    architecture = next((place.architecture for place in reversed(places) if place.architecture), "")
    stated = [("kg:vendor", maker.vendor)]
    if architecture:
        stated.append(("kg:architecture", architecture))
    return Draft(
        Kind.HARDWARE,
        name.label,
        sure,
        unsure,
        _pruned(broader or list(maker.fallback), known),
        facts=_consistent((*stated, *facts(list(found))), name.label, known),
    )


def _consistent(stated: Facts, label: str, known: Known) -> Facts:
    """Return facts without a launch day in another year than the curated one, which stays."""
    owner = known.owner(label, Kind.HARDWARE)
    year = known.facts(owner, Kind.HARDWARE).get("kg:launchYear") if owner else None
    return tuple(fact for fact in stated if not (fact[0] == "kg:launchDate" and year and str(fact[1])[:4] not in year))


def _base(name: ChipName, known: Known) -> str:
    """Return the local name of what a variant is one of: the product with its memory where that is known."""
    sized = ChipName(name.product, name.variants[-1:])
    if len(name.variants) > 1:
        local = known.find(sized.label, Kind.HARDWARE)
        if local is not None and local != known.find(name.label, Kind.HARDWARE):
            return local
    return slug(name.product)


def _pruned(broader: Iterable[str], known: Known) -> tuple[str, ...]:
    """Return concepts without those that stand above another of them."""
    wanted = list(dict.fromkeys(broader))
    above = set().union(*(known.ancestors(local, Kind.HARDWARE) for local in wanted))
    return tuple(local for local in wanted if local not in above)


def _others(rest: Iterable[Row]) -> Iterator[Draft]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    named: dict[str, Renamed] = {}
    for row in rest:
        name = renamed(names.other(row.cells["alias"] or row.cells["name"]).label)
        if name is not None:
            grouped[name.label].append(row)
            named.setdefault(name.label, name)
    for label, found in grouped.items():
        name = named[label]
        vendor = next((row.cells["maker"] for row in found if row.cells["maker"]), "")
        stated = (("kg:vendor", vendor),) if vendor else ()
        yield Draft(Kind.HARDWARE, label, name.aliases, broader=name.broader, facts=(*stated, *facts(found)))

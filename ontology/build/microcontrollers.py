"""Microcontroller parts, lines, families and series, from the target descriptions of probe-rs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.model import Kind
from kg.names import name_key, slug
from ontology.build.draft import Catalog, Draft, Value
from ontology.build.known import Known
from ontology.build.part_schemes import Level, levels
from ontology.build.tables import number, rows

__all__ = ["CATALOG", "drafts"]

CATALOG = Catalog(
    stem="hardware-microcontrollers",
    kind=Kind.HARDWARE,
    title="Microcontroller parts, lines, families and series",
    licence="https://www.apache.org/licenses/LICENSE-2.0",
    source="probe-rs contributors, target descriptions of github.com/probe-rs/probe-rs, MIT OR Apache-2.0; changed: "
    "flattened, memory regions summed, packages of one part joined, lines and families formed from part numbers, cores "
    "and vendors derived from them; clock rates of families from vendors' data sheets",
    credit="probe-rs target descriptions, MIT OR Apache-2.0",
)

_TABLE = Path("hardware") / "mcu_parts.csv"
_COLUMNS = ("part", "vendor", "core", "arch", "flash_bytes", "ram_bytes")

_ARCHITECTURES = {
    "armv6m": "Armv6-M",
    "armv7m": "Armv7-M",
    "armv7em": "Armv7E-M",
    "armv8m Cortex-M23": "Armv8-M Baseline",
    "armv8m Cortex-M33": "Armv8-M Mainline",
    "armv8m Cortex-M55": "Armv8.1-M",
    "armv8m Cortex-M85": "Armv8.1-M",
    "armv6m+armv7em": "Armv7E-M",
    "armv7r": "Armv7-R",
    "riscv": "RISC-V",
    "xtensa": "Xtensa",
}

_CLASSES = {
    "armv6m": "Arm Cortex-M microcontroller",
    "armv7m": "Arm Cortex-M microcontroller",
    "armv7em": "Arm Cortex-M microcontroller",
    "armv8m": "Arm Cortex-M microcontroller",
    "armv6m+armv7em": "Arm Cortex-M microcontroller",
    "riscv": "RISC-V microcontroller",
}
"""What a part is by its instruction set, where neither its core nor its series says so."""

_CORES = re.compile(r"Cortex-[MR]\d+\+?|Xtensa|RISC-V")

_CLOCKS_MHZ = {
    "STM32C0": 48,
    "STM32F0": 48,
    "STM32F1": 72,
    "STM32F100": 24,
    "STM32F101": 36,
    "STM32F102": 48,
    "STM32F2": 120,
    "STM32F3": 72,
    "STM32F4": 180,
    "STM32F401": 84,
    "STM32F405": 168,
    "STM32F407": 168,
    "STM32F410": 100,
    "STM32F411": 100,
    "STM32F412": 100,
    "STM32F413": 100,
    "STM32F415": 168,
    "STM32F417": 168,
    "STM32F423": 100,
    "STM32F7": 216,
    "STM32G0": 64,
    "STM32G4": 170,
    "STM32H5": 250,
    "STM32H7": 550,
    "STM32H742": 480,
    "STM32H743": 480,
    "STM32H745": 480,
    "STM32H747": 480,
    "STM32H750": 480,
    "STM32H753": 480,
    "STM32H755": 480,
    "STM32H757": 480,
    "STM32H7A3": 280,
    "STM32H7B0": 280,
    "STM32H7B3": 280,
    "STM32H7RS": 600,
    "STM32L0": 32,
    "STM32L1": 32,
    "STM32L4": 120,
    "STM32L4+": 120,
    "STM32L5": 110,
    "STM32N6": 800,
    "STM32U0": 56,
    "STM32U3": 96,
    "STM32U5": 160,
    "STM32WB": 64,
    "STM32WB0": 64,
    "STM32WBA": 100,
    "STM32WL": 48,
    "nRF51": 16,
    "nRF52": 64,
    "nRF53": 128,
    "nRF54": 128,
    "nRF91": 64,
    "SAM D21": 48,
    "SAM D51": 120,
    "SAM E51": 120,
    "SAM E53": 120,
    "SAM E54": 120,
    "SAM E70": 300,
    "SAM V71": 300,
    "GD32F103": 108,
    "GD32F303": 120,
    "GD32VF103": 108,
    "EFR32MG21": 80,
    "EFR32MG24": 78,
    "CH32V003": 48,
    "CH32V103": 72,
    "CH32V203": 144,
    "CH32V307": 144,
    "RA4M1": 48,
    "RA6M4": 200,
    "RA6M5": 200,
    "RA8D1": 480,
    "RA8M1": 480,
    "PSoC 6": 150,
}
"""Highest rated clock of lines and families, from vendors' data sheets; a family's is its fastest line's."""

_LONGEST_SHORT_FORM = 6
"""Characters up to which a name without its maker's prefix ("F746", "WBA52", "RT1052") could be another code."""


@dataclass
class _Node:
    """A part, line, family or series while its parts are being read."""

    level: Level
    above: str | None
    height: int
    is_part: bool
    vendors: dict[str, None] = field(default_factory=dict)
    cores: list[frozenset[str]] = field(default_factory=list)
    core_names: dict[str, None] = field(default_factory=dict)
    architectures: dict[str, None] = field(default_factory=dict)
    instruction_sets: dict[str, None] = field(default_factory=dict)
    ram: int = 0
    flash: int = 0


def drafts(folder: Path, known: Known) -> Iterator[Draft]:
    """Yield series, families, lines and parts, each before what is below it.

    Parameters
    ----------
    folder
        The catalogues; `hardware/mcu_parts.csv` is read.
    known
        The cores and classes to hang them below.
    """
    nodes = _read(folder / _TABLE)
    depths = {name: _depth(name, nodes) for name in nodes}
    for name in sorted(nodes, key=lambda name: (depths[name], name)):
        yield _draft(nodes[name], nodes, known)


def _read(file: Path) -> dict[str, _Node]:
    nodes: dict[str, _Node] = {}
    for line, cells in rows(file, _COLUMNS):
        path = levels(cells["part"])
        ram, flash = (number(cells, column, file, line) or 0 for column in ("ram_bytes", "flash_bytes"))
        for index, level in enumerate(path):
            above = path[index + 1].label if index + 1 < len(path) else None
            node = nodes.get(level.label)
            if node is None:
                node = nodes[level.label] = _Node(level, above, index, is_part=index == 0)
            elif index == 0:
                node.level = Level(level.label, tuple(dict.fromkeys((*node.level.aliases, *level.aliases))))
            _count(node, cells, ram, flash)
    return nodes


def _count(node: _Node, cells: Mapping[str, str], ram: int, flash: int) -> None:
    if cells["vendor"]:
        node.vendors[cells["vendor"]] = None
    if cells["core"]:
        node.core_names[cells["core"]] = None
    node.cores.append(frozenset(_CORES.findall(cells["core"])))
    node.instruction_sets[cells["arch"]] = None
    main_core = f"{cells['arch']} {cells['core'].partition(' ')[0]}"
    node.architectures[_ARCHITECTURES.get(main_core) or _ARCHITECTURES.get(cells["arch"], "")] = None
    node.ram = max(node.ram, ram)
    node.flash = max(node.flash, flash)


def _depth(name: str, nodes: Mapping[str, _Node]) -> int:
    above = nodes[name].above
    return 0 if above is None else 1 + _depth(above, nodes)


def _draft(node: _Node, nodes: Mapping[str, _Node], known: Known) -> Draft:
    aliases = [alias for alias in node.level.aliases if alias != node.level.label]
    short = tuple(alias for alias in aliases if len(alias) <= _LONGEST_SHORT_FORM)
    return Draft(
        kind=Kind.HARDWARE,
        label=node.level.label,
        aliases=tuple(alias for alias in aliases if alias not in short),
        ambiguous=short,
        broader=_broader(node, nodes, known),
        facts=() if _is_other_name(node, known) else tuple(_facts(node, is_series=_is_series(node, known))),
    )


def _is_other_name(node: _Node, known: Known) -> bool:
    """Tell whether a curated concept has this name as one of several: what is said of the part may not hold of it."""
    curated = known.owner(node.level.label, Kind.HARDWARE)
    return curated is not None and name_key(known.label(curated, Kind.HARDWARE)) != name_key(node.level.label)


def _is_series(node: _Node, known: Known) -> bool:
    """Tell whether a name is so wide that its largest part says little, or has parts that are not here."""
    curated = known.find(node.level.label, Kind.HARDWARE) is not None
    return node.above is None and node.height > (0 if curated else 1)


def _facts(node: _Node, *, is_series: bool) -> Iterator[tuple[str, Value]]:
    if len(node.vendors) == 1:
        yield "kg:vendor", next(iter(node.vendors))
    if is_series:
        return
    if len(node.core_names) == 1:
        yield "kg:core", next(iter(node.core_names))
    architecture = next(iter(node.architectures))
    if len(node.architectures) == 1 and architecture and not node.is_part:
        yield "kg:architecture", architecture
    if node.level.label in _CLOCKS_MHZ:
        yield "kg:clockMHz", _CLOCKS_MHZ[node.level.label]
    if node.ram:
        yield "kg:ramBytes", node.ram
    if node.flash:
        yield "kg:flashBytes", node.flash


def _broader(node: _Node, nodes: Mapping[str, _Node], known: Known) -> tuple[str, ...]:
    """Return what stands directly above: the next level, the cores that it does not imply, or else a class."""
    above = [slug(node.above)] if node.above is not None else []
    implied = _implied(node.above, nodes, known)
    cores = [core for name in sorted(_common(node.cores)) if (core := known.find(name, Kind.HARDWARE))]
    direct = [*above, *(core for core in cores if core not in implied)]
    if above or cores:
        return tuple(dict.fromkeys(_placed_classes(direct, node)))
    names = {_CLASSES.get(arch, "microcontroller") for arch in node.instruction_sets}
    name = names.pop() if len(names) == 1 else "microcontroller"
    place = known.find(name, Kind.HARDWARE)
    return (place,) if place else ()


def _placed_classes(direct: Iterable[str], node: _Node) -> Iterator[str]:
    """Yield places; the bare instruction sets stand for the microcontrollers that have them."""
    for place in direct:
        if place == "risc-v":
            yield "risc-v-microcontroller"
        elif place in ("xtensa", "cortex-r5") and node.above is None:
            yield from (place, "microcontroller")
        else:
            yield place


def _implied(name: str | None, nodes: Mapping[str, _Node], known: Known) -> frozenset[str]:
    """Return what is above a node already, through curated concepts and through the levels of its own parts."""
    found: set[str] = set()
    while name is not None:
        node = nodes[name]
        curated = known.find(name, Kind.HARDWARE)
        if curated is not None:
            found |= known.ancestors(curated, Kind.HARDWARE)
        else:
            found.update(core for part in _common(node.cores) if (core := known.find(part, Kind.HARDWARE)))
        name = node.above
    if "risc-v-microcontroller" in found:
        found.add("risc-v")
    return frozenset(found)


def _common(cores: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the cores that all parts have."""
    return frozenset.intersection(*cores)

"""Development boards and the chips on them, from PlatformIO's board list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.model import Kind
from kg.names import name_key, slug
from ontology.build.board_names import BoardName, board_name
from ontology.build.draft import Catalog, Draft, Value
from ontology.build.known import Known
from ontology.build.part_schemes import Level, levels
from ontology.build.tables import number, rows

__all__ = ["CATALOG", "drafts"]

CATALOG = Catalog(
    stem="hardware-boards",
    kind=Kind.HARDWARE,
    title="Development boards and the microcontrollers on them",
    licence="https://www.apache.org/licenses/LICENSE-2.0",
    source="PlatformIO, platformio-docs and platform-ststm32 (github.com/platformio), Apache-2.0; changed: joined, "
    "variants of one board merged, names put into their makers' form, boards joined to the probe-rs parts on them",
    credit="PlatformIO board list, Apache-2.0",
)

_TABLE = Path("hardware") / "boards.csv"
_COLUMNS = (
    "board",
    "board_id",
    "mcu",
    "mcu_part",
    "core",
    "vendor",
    "clock_hz",
    "flash_bytes",
    "ram_bytes",
    "platform",
)

_OTHER_PLATFORMS = frozenset("shakti chipsalliance openhw lattice_ice40 linux_arm intel_arc32".split())
"""Boards with a processor in an FPGA, or that run Linux: what is on them is no microcontroller of these tables."""

_FIXED_MEMORY = frozenset("AVR 8-bit,8051,MSP430,MIPS32,STM8".split(","))
"""Cores whose chips have their memory on the chip, so that a board's RAM is its chip's."""

_CHIP_NAMES = {"ESP8266": "ESP8266", "FE310": "SiFive FE310", "RA4M1": "RA4M1", "GAP8": "GAP8", "FU540": "SiFive FU540"}
_CORE_CLASSES = {"AVR 8-bit": "AVR", "8051": "8051", "MSP430": "MSP430", "MIPS32": "PIC32", "STM8": "STM8"}
_UNSTATED_CORES = {
    "SAMC21": "Cortex-M0+",
    "EFM32GG990": "Cortex-M3",
    "EFM32WG990": "Cortex-M4",
    "MKW24": "Cortex-M4",
    "LPC55S": "Cortex-M33",
}
"""Cores that the table leaves blank, by the start of the part number, from vendors' data sheets."""


@dataclass(frozen=True, slots=True)
class _Chip:
    """What is on a board: its concept, and the drafts that it needs where no file has it yet."""

    local: str
    drafts: tuple[Draft, ...] = ()


def drafts(folder: Path, known: Known) -> Iterator[Draft]:
    """Yield the chips that only boards name, then the boards.

    Parameters
    ----------
    folder
        The catalogues; `hardware/boards.csv` is read.
    known
        The chips, cores and classes to hang them below.
    """
    file = folder / _TABLE
    table = [(line, cells) for line, cells in rows(file, _COLUMNS) if cells["platform"] not in _OTHER_PLATFORMS]
    memory = _memory(table, file)
    boards = []
    for line, cells in table:
        chip = _chip(cells, known, memory)
        if chip is None:
            continue
        yield from chip.drafts
        name = board_name(cells["board"], cells["vendor"], cells["mcu_part"] or cells["mcu"])
        if name is not None:
            board = _board(name, chip, number(cells, "clock_hz", file, line), known)
            boards += [board] if board is not None else []
    yield from boards


def _memory(table: list[tuple[int, dict[str, str]]], file: Path) -> dict[str, tuple[int, int]]:
    """Return the RAM of chips that have it inside, and the flash where a row is about the bare chip."""
    found: dict[str, tuple[int, int]] = {}
    for line, cells in table:
        if cells["core"] not in _FIXED_MEMORY:
            continue
        ram, flash = (number(cells, column, file, line) or 0 for column in ("ram_bytes", "flash_bytes"))
        is_bare = name_key(cells["mcu"]) in name_key(cells["board"])
        before = found.get(cells["mcu"], (0, 0))
        found[cells["mcu"]] = (max(ram, before[0]), max(flash if is_bare else 0, before[1]))
    return found


def _chip(cells: Mapping[str, str], known: Known, memory: Mapping[str, tuple[int, int]]) -> _Chip | None:
    """Return the chip of a row: one that is known, or one to draft from its part number."""
    written = cells["mcu_part"] or _CHIP_NAMES.get(cells["mcu"], cells["mcu"])
    if not written:
        return None
    if re.match(r"SAM[A-Z]+\d", written):
        written = f"AT{written}"
    written = re.sub(r"^IMXRT", "MIMXRT", written)
    path = [*levels(written)]
    if len(path) == 1 and path[0].label != written:
        path = [*levels(path[0].label)]
    place = known.find(path[0].label, Kind.HARDWARE)
    if place is not None:
        return _Chip(place)
    needed = list(_chip_drafts(path, cells, known, memory))
    return _Chip(slug(needed[-1].label), tuple(needed)) if needed else None


def _chip_drafts(
    path: Sequence[Level], cells: Mapping[str, str], known: Known, memory: Mapping[str, tuple[int, int]]
) -> Iterator[Draft]:
    """Yield what no file has of a part's hierarchy, from the top down; the topmost is below its core as well."""
    unstated = (core for start, core in _UNSTATED_CORES.items() if cells["mcu"].startswith(start))
    core = _class_of(cells["core"] or next(unstated, ""), known)
    above: tuple[str, ...] = ()
    for level in reversed(path):
        there = known.find(level.label, Kind.HARDWARE)
        if there is None and (above or core):
            implied = {place for local in above for place in (local, *known.ancestors(local, Kind.HARDWARE))}
            broader = (*above, *(place for place in core if place not in implied))
            facts = _chip_facts(cells, memory.get(cells["mcu"], (0, 0))) if level is path[0] else ()
            yield Draft(Kind.HARDWARE, level.label, aliases=level.aliases, broader=broader, facts=facts)
            core = ()
        above = (there or slug(level.label),)


def _class_of(core: str, known: Known) -> tuple[str, ...]:
    """Return what a chip of unknown series is, by its core."""
    name = _CORE_CLASSES.get(core, core)
    place = known.find(name, Kind.HARDWARE) if name else None
    return (place,) if place else ()


def _chip_facts(cells: Mapping[str, str], memory: tuple[int, int]) -> tuple[tuple[str, Value], ...]:
    ram, flash = memory
    facts: list[tuple[str, Value]] = [("kg:core", cells["core"])] if cells["core"].startswith("Cortex") else []
    if ram:
        facts.append(("kg:ramBytes", ram))
    if flash:
        facts.append(("kg:flashBytes", flash))
    return tuple(facts)


def _board(name: BoardName, chip: _Chip, clock_hz: int | None, known: Known) -> Draft | None:
    """Return a board's draft, or None where the name is of its chip or of a whole series."""
    series = known.find(name.series, Kind.HARDWARE) or "development-board"
    candidates = (name.label, *name.aliases, *name.ambiguous)
    curated = next((place for label in candidates if (place := known.find(label, Kind.HARDWARE))), None)
    if curated in {series, chip.local, *known.ancestors(chip.local, Kind.HARDWARE)}:
        return None
    label = known.label(curated, Kind.HARDWARE) if curated else name.label
    is_said = curated is None or chip.local in known.ancestors(curated, Kind.HARDWARE)
    facts: list[tuple[str, Value]] = [("kg:vendor", name.maker)] if name.maker else []
    if clock_hz:
        facts.append(("kg:clockMHz", clock_hz // 1_000_000))
    return Draft(
        kind=Kind.HARDWARE,
        label=label,
        aliases=name.aliases,
        ambiguous=name.ambiguous,
        broader=(series, chip.local),
        processors=(chip.local,) if is_said else (),
        facts=tuple(facts),
    )

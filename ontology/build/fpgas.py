"""FPGA parts, families and boards of LiteX's board list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import VocabularyError
from kg.model import Kind
from kg.names import slug
from ontology.build.draft import Catalog, Draft
from ontology.build.known import Known
from ontology.build.tables import rows

__all__ = ["CATALOG", "drafts", "part_name"]

CATALOG = Catalog(
    "hardware-fpgas",
    Kind.HARDWARE,
    "FPGA families, parts and boards, with the parts on them",
    "https://spdx.org/licenses/BSD-2-Clause.html",
    "litex-boards (github.com/litex-hub/litex-boards), BSD-2-Clause; changed: parts without package and speed grade, "
    "board names tidied, rows of one board merged.",
    "litex-boards, BSD-2-Clause",
)

_COLUMNS = "board vendor part family fpga_vendor".split()

_FAMILIES: Mapping[str, tuple[str, str]] = {
    "Agilex 3": ("Agilex 3", "agilex"),
    "Agilex 5": ("Agilex 5", "agilex"),
    "Alveo (Virtex UltraScale+)": ("Alveo", "xilinx-fpga"),
    "Certus-NX": ("Certus-NX", "lattice-fpga"),
    "CrossLink-NX": ("CrossLink-NX", "crosslink"),
    "Cyclone 10 LP": ("Cyclone 10 LP", "cyclone-10"),
    "ECP5-5G": ("ECP5-5G", "ecp5"),
    "EOS S3 / PolarPro": ("QuickLogic EOS S3", "quicklogic-fpga"),
    "GW1N (LittleBee)": ("Gowin LittleBee", "gowin-fpga"),
    "GW2A (Arora)": ("Gowin Arora", "gowin-fpga"),
    "GW5A (Arora V)": ("Gowin Arora V", "gowin-fpga"),
    "iCE40 HX": ("iCE40 HX", "ice40"),
    "iCE40 LP": ("iCE40 LP", "ice40"),
    "MachXO3": ("MachXO3", "machxo"),
    "Titanium": ("Efinix Titanium", "efinix-fpga"),
    "Trion": ("Efinix Trion", "efinix-fpga"),
    "Zynq UltraScale+ (Kria SOM)": ("Kria", "zynq-ultrascaleplus"),
    "Zynq UltraScale+ RFSoC": ("Zynq RFSoC", "zynq-ultrascaleplus"),
}
"""Families as the table names them: the vocabulary's name, and what it belongs to where it is not curated."""

_PARTS = (
    (r"xcu(\d+)(?=-|$)", "Alveo U{0}"),
    (r"xck26", "Kria K26"),
    (r"(xc(?:7[aks]\d+t?|7z\d+s?|7vx\d+t|6slx\d+t?|zu\d+(?:eg|ev|cg|dr)|[kva]u\d+p?))", "{0}"),
    (r"(ep\d(?:ce|cgx|c)\d+|5c[a-z]+\d|10cl\d{3}|10m\d\d|10ax\w{4}|a[35][a-z]+\d{3}b?)", "{0}"),
    (r"(lfe5um?5?g?-\d+f|lifcl-\d+|lfd2nx-\d+|lcmxo3l-\d+c)", "{0}"),
    (r"ice40-(hx|up|lp)(\d)k", "iCE40{0}{1}K"),
    (r"(gw\d\w+)-(?:lv|uv)?(\d+)", "{0}-{1}"),
    (r"ti(\d+)", "Titanium Ti{0}"),
    (r"t(\d+)", "Trion T{0}"),
    (r"(mpf\d+ts?)", "{0}"),
    (r"ql-eos-s3", "QuickLogic EOS S3"),
)
"""Order codes of parts, and the names without package and speed grade; what the code gives is upper case."""

_PART_LIKE = re.compile(r"(?:XC|EP|10CL|5CE|KINTEX|ARTIX|CYCLONE)\w*\d", re.IGNORECASE)
_SHORTEST_BOARD_NAME = 4
_DIGITS_OF_A_CODE = 3


@dataclass
class _Board:
    """All rows of one board."""

    vendor: str
    parts: dict[str, None]


def part_name(code: str) -> str:
    """Return a part's name without package, temperature and speed grade; "" for a code of no known form.

    >>> part_name("xc7a100t-fgg484-2"), part_name("ice40-up5k-sg48"), part_name("GW1NR-LV9QN88PC7/I6")
    ('XC7A100T', 'iCE40UP5K', 'GW1NR-9')
    """
    for form, name in _PARTS:
        found = re.match(form, code, re.IGNORECASE)
        if found:
            return name.format(*(group.upper() for group in found.groups()))
    return ""


def drafts(folder: Path, known: Known) -> Iterator[Draft]:
    """Yield the families and parts that no curated file names, then the boards.

    Parameters
    ----------
    folder
        The catalogues' folder; the table is `hardware/fpga_boards.csv` in it.
    known
        What is named already.

    Raises
    ------
    VocabularyError
        If the table has a family that neither the vocabulary nor this module knows.
    """
    boards: dict[str, _Board] = {}
    parts: dict[str, tuple[str, str]] = {}
    families: dict[str, tuple[str, str]] = {}
    for _, cells in rows(folder / "hardware" / "fpga_boards.csv", _COLUMNS):
        board = boards.setdefault(cells["board"], _Board(cells["vendor"], {}))
        family = _family_name(cells["family"])
        if family:
            families[family] = (_above(cells["family"], known), cells["fpga_vendor"])
        part = part_name(cells["part"]) or family
        if part:
            board.parts[part] = None
            parts.setdefault(part, (family, cells["fpga_vendor"]))
    for family, (above, maker) in families.items():
        yield Draft(Kind.HARDWARE, family, broader=(above,), facts=(("kg:vendor", maker),))
    for part, (family, maker) in parts.items():
        if part != family:
            yield _part(part, family, maker, known)
    for name, board in boards.items():
        yield _board(name, board, known)


def _family_name(family: str) -> str:
    return _FAMILIES[family][0] if family in _FAMILIES else family


def _above(family: str, known: Known) -> str:
    """Return the local name of what a family belongs to; a curated family keeps its own place."""
    if family in _FAMILIES:
        return _FAMILIES[family][1]
    if known.find(family, Kind.HARDWARE) is None:
        raise VocabularyError(f"hardware-fpgas: no vocabulary file names the FPGA family {family!r}; add it there")
    return "fpga"


def _local(name: str, known: Known) -> str:
    return known.find(name, Kind.HARDWARE) or slug(name)


def _part(part: str, family: str, maker: str, known: Known) -> Draft:
    named = dict.fromkeys((maker.split()[-1], family)) if maker else {family: None}
    prefixed = tuple(f"{name} {part}" for name in named if name.split()[-1] not in part)
    return Draft(
        Kind.HARDWARE, part, prefixed, broader=(_local(family, known),), facts=(("kg:vendor", maker),) if maker else ()
    )


def _board(name: str, board: _Board, known: Known) -> Draft:
    label, _, second = name.partition(" / ")
    short = label.removeprefix(f"{board.vendor} ").removeprefix("Evaluation Board ")
    owner = known.owner(short, Kind.HARDWARE)
    if owner is not None and "fpga-board" in known.ancestors(owner, Kind.HARDWARE):
        label = known.label(owner, Kind.HARDWARE)
    elif label.isalpha() and not label.endswith("board"):
        label = f"{label} board"
    short_names = [alias for alias in (short, second) if alias != label and _is_name(alias)]
    sure = tuple(alias for alias in short_names if _is_code(alias))
    processors = tuple(dict.fromkeys(_local(part, known) for part in board.parts))
    if known.has(slug(label), Kind.HARDWARE):
        above = known.ancestors(slug(label), Kind.HARDWARE)
        processors = tuple(local for local in processors if local in above)
    return Draft(
        Kind.HARDWARE,
        label,
        sure,
        tuple(alias for alias in short_names if alias not in sure),
        broader=("fpga-board", *processors) if processors else ("fpga-board",),
        processors=processors,
        facts=(("kg:vendor", board.vendor),) if board.vendor else (),
    )


def _is_name(alias: str) -> bool:
    """Tell whether a name without its maker still names a board: "XC7K420T" names the part, "Wukong" anything."""
    squashed = re.sub(r"\W", "", alias)
    return len(squashed) >= _SHORTEST_BOARD_NAME and not alias.isalpha() and not _PART_LIKE.match(alias)


def _is_code(alias: str) -> bool:
    """Tell whether a name is a part number that means nothing else: "TE0710", but not "Mini 4K" or "MERCURY2"."""
    return " " not in alias and len(re.findall(r"\d", alias)) >= _DIGITS_OF_A_CODE

"""What a board is called: its maker's form of the name, others by rule, and which of them could mean other things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.names import name_key

__all__ = ["BoardName", "board_name"]

_MAKERS = {
    "ST": "STMicroelectronics",
    "TI": "Texas Instruments",
    "Freescale": "NXP",
    "SeeedStudio": "Seeed Studio",
    "Seeed": "Seeed Studio",
    "OLIMEX": "Olimex",
    "Pycom Ltd.": "Pycom",
    "Heltec Automation": "Heltec",
    "BluesWireless": "Blues",
    "Atmel": "Microchip",
    "Nordic": "Nordic Semiconductor",
    "Pololu Corporation": "Pololu",
    "Maxim": "Analog Devices",
    "WEMOS": "WeMos",
}
"""Vendors as the table has them, and the names that they go by."""

_SPELLINGS = ("SeeedStudio", "OLIMEX", "BluesWireless", "WEMOS")
"""Vendors whose products are listed under their other spelling as well."""

_SERIES = (
    (re.compile(r"(?:P-)?NUCLEO-(?!8)"), "STM32 Nucleo"),
    (re.compile(r"(?:STM)?32.*DISCO|DISCO-|B-[LUG]\d"), "STM32 Discovery"),
    (re.compile(r"Arduino"), "Arduino"),
    (re.compile(r"Teensy"), "Teensy"),
    (re.compile(r"TI LaunchPad"), "TI LaunchPad"),
)
_VARIANT = re.compile(
    r"\s*\([^()]*\)?"  # what a bracket adds: clock, port, memory, core
    r"|\s+\d(?:\.\d)?V/\d+MHz.*$"
    r"|\s+w/ .*$"
    r"|\s+(?:[Dd]evelopment|Dev|[Ee]valuation|Eval|[Bb]reakout) (?:[Bb]oard|Kit)(?: for .*)?$"
)
_STEVAL = re.compile(r"(STEVAL-\w+) .*")
_CHIP_TAIL = re.compile(r"\s+AT(?:mega|tiny)\d+\w*(?: or AT\w+)?$|(?<=-DK) Discovery kit$", re.IGNORECASE)
_OF_ST = re.compile(r"^(?:ST|STMicroelectronics)\s+(?=\S*(?:STM|32[FLGHU]|NUCLEO|Nucleo|Disco|DISCO|B-))")
_NUCLEO = re.compile(r"(?P<pack>P-)?NUCLEO[- ](?P<rest>[A-Z\d][A-Z0-9]+(?:-[QPS])?)(?:\s+P)?", re.IGNORECASE)
_DISCOVERY = re.compile(r"(?:STM)?32(?P<chip>[FLGHUWV]\w*?)[- ]?DISCO(?:VERY)?", re.IGNORECASE)
_SHORT_DISCOVERY = re.compile(r"DISCOVERY (?P<chip>[FLGHUW]\d\w+)|DISCO-(?P<part>[FLGHUW]\w+)", re.IGNORECASE)
_CODED_DISCOVERY = re.compile(r"(?P<code>B-[\w-]+) Discovery(?: kit)?", re.IGNORECASE)
_BARE_CHIP = re.compile(r"^(?:(?:Generic|Atmel|ST)\s+)?(?P<chip>[\w+-]+?)(?:/\w+)*(?:\s+chip)?$", re.IGNORECASE)
_CODE = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*")

_SURE_LENGTH = 9
"""Squashed characters from which a board's name without its maker is taken as its own, if it has a digit."""

_SHORTEST = 6
"""Squashed characters below which a name without its maker is not looked for at all."""

_CODE_LENGTH = 9
"""Characters from which an order code at the end of a board's name is taken as a name by itself."""

_PLAIN = frozenset(
    "core board demo black blue mini maxi mega pro kit module dev lite node and v1 v2 v3 plus micro".split()
)
"""Words that, beside a chip's name, do not make a name: "core ESP32-C3" is said of the chip."""


@dataclass(frozen=True, slots=True)
class BoardName:
    """A board's names: preferred, other sure ones, ambiguous ones; its maker and the series of boards it is of."""

    label: str
    aliases: tuple[str, ...]
    ambiguous: tuple[str, ...]
    maker: str
    series: str


def board_name(written: str, vendor: str, chip: str) -> BoardName | None:
    """Return the names of a board as a table lists it, or None where the row is about a chip or no board of a name.

    >>> board_name("ST Nucleo F746ZG", "STMicroelectronics", "STM32F746ZG").aliases
    ('STM32F746ZG Nucleo', 'NUCLEO-F746')
    >>> board_name("Arduino LilyPad ATmega328", "Arduino", "ATMEGA328P").label
    'Arduino LilyPad'
    >>> board_name("Generic ATtiny85", "Atmel", "ATTINY85") is None
    True
    """
    if _is_chip(written, chip) or "FPGA" in written or "Generic" in written:
        return None
    plain = _OF_ST.sub("", _CHIP_TAIL.sub("", _VARIANT.sub("", _STEVAL.sub(r"\1", written)))).strip()
    for spelling in _SPELLINGS:
        plain = re.sub(rf"^{spelling}\b", _MAKERS[spelling], plain)
    label, *aliases = _of_stm32(plain, chip) or _of_others(plain, vendor)
    others = (chip, chip[5:], vendor, _MAKERS.get(vendor, ""))
    if name_key(label) in map(name_key, others) or not _telling(label, chip):
        return None
    bare = _without_maker(label, vendor)
    sure = [bare] if bare and _is_own(bare) and _telling(bare, chip) else []
    sure += [code for code in _code(label) if not name_key(code).startswith(name_key(chip)[:7])]
    ambiguous = (bare,) if bare and bare not in sure and _telling(bare, chip) and _is_worth(bare) else ()
    series = next((name for shape, name in _SERIES if shape.match(label)), "development board")
    return BoardName(label, (*aliases, *sure), ambiguous, _MAKERS.get(vendor, vendor), series)


def _is_chip(written: str, chip: str) -> bool:
    """Tell whether a row lists a part that stands on no particular board."""
    if written.startswith("Generic "):
        return True
    bare = _BARE_CHIP.match(_VARIANT.sub("", written))
    key = name_key(bare["chip"]) if bare else ""
    return len(key) > 3 and (name_key(chip).startswith(key) or key.startswith(name_key(chip)))


def _of_stm32(plain: str, chip: str) -> tuple[str, ...]:
    """Return the names of STMicroelectronics' own boards, which are made from the chip's: NUCLEO-F746ZG."""
    nucleo = _NUCLEO.fullmatch(plain)
    if nucleo:
        rest = nucleo["rest"].upper()
        label = f"{'P-' if nucleo['pack'] else ''}NUCLEO-{rest}"
        return label, *([f"STM32{rest} Nucleo", f"NUCLEO-{chip[5:9]}"] if chip.startswith("STM32") else [])
    if not chip.startswith("STM32"):
        return ()
    spoken = (f"{chip[:9]} Discovery", f"{chip} Discovery", f"DISCO-{chip[5:]}")
    discovery = _DISCOVERY.fullmatch(plain)
    if discovery:
        code = discovery["chip"].upper()
        name = f"STM32{code}DISCOVERY" if len(code) < 3 else f"STM32{code}-DISCO"
        return name, f"32{code}DISCOVERY", *spoken
    short = _SHORT_DISCOVERY.fullmatch(plain)
    if short:
        return f"DISCO-{(short['part'] or chip[5:]).upper()}", *spoken
    coded = _CODED_DISCOVERY.fullmatch(plain)
    return (coded["code"],) if coded else ()


def _of_others(plain: str, vendor: str) -> tuple[str, ...]:
    """Return a board's names, with its maker's where it would be ordinary words without; "or" joins two names."""
    first, *others = re.split(r" or | / ", plain)
    family = first.split()[0]
    return _with_maker(first, vendor), *(f"{family} {other}" for other in others if other != "older")


def _with_maker(name: str, vendor: str) -> str:
    is_code = any(len(w) > 3 and any(c.isdigit() for c in w) and any(c.isalpha() for c in w) for w in name.split())
    maker = _MAKERS.get(vendor, vendor)
    named = any(name_key(each.split()[0]) in name_key(name) for each in (vendor, maker) if each)
    return name if not vendor or is_code or named else f"{maker} {name}"


def _without_maker(label: str, vendor: str) -> str:
    """Return a name without its maker's, or nothing where it does not start with it."""
    for maker in sorted({vendor, _MAKERS.get(vendor, vendor)}, key=len, reverse=True):
        if maker and label.lower().startswith(f"{maker.lower()} "):
            return label[len(maker) :].strip()
    return ""


def _is_own(bare: str) -> bool:
    """Tell whether a name without its maker's can still mean only this board."""
    return len(name_key(bare)) >= _SURE_LENGTH and any(c.isdigit() for c in bare)


def _is_worth(bare: str) -> bool:
    """Tell whether a name without its maker's is worth looking for where the context speaks of hardware."""
    return len(name_key(bare)) >= _SHORTEST and any(
        c.isdigit() or c.isupper() for word in bare.split() for c in word[1:]
    )


def _code(label: str) -> Iterator[str]:
    """Yield the order code that a name ends with: MSP-EXP430F5529LP."""
    *before, last = label.split()
    if before and len(last) >= _CODE_LENGTH and _CODE.fullmatch(last):
        yield last


def _telling(name: str, chip: str) -> bool:
    """Tell whether anything in a name is neither the chip's name nor a word for any board."""
    key = name_key(chip)
    short = key.removeprefix("stm32")
    words = [name_key(word) for word in name.split()]
    return any(w not in _PLAIN and not w.startswith((key, short)) and not key.startswith(w) for w in words)

"""How makers build part numbers: where part, line, family and series stand in them.

A part number is read from the left: STM32F746ZGT6 is of the series STM32, the family STM32F7 and the line STM32F746,
has a number of pins (Z), a size of flash (G), a package and a temperature range (T6). What a program can use is said by
the letters up to the flash; package, temperature and silicon revision are no part of a concept's name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Level", "levels"]


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a part's hierarchy: its preferred name and, as written otherwise, its other names."""

    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scheme:
    """A shape of part numbers, and templates (see `re.Match.expand`) of its levels from the part up to the series."""

    shape: str
    steps: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...] = ()


_STM32_PART = r"(?P<memory>[A-Z][0-9A-Z])(?:[A-Z]?x(?P<revision>[A-Z]?))?"
"""Pins and flash size of an STM32, then a package and "x" for its temperature range, then a variant."""


def _any_of(family: str) -> tuple[str, ...]:
    """Return how data sheets write all parts of a family: STM32F7xx."""
    return () if family.endswith(("+", "RS")) else (f"{family}xx",)


def _stm32(shape: str, *above: str) -> _Scheme:
    return _Scheme(
        rf"(?P<line>STM32(?P<short>{shape})){_STM32_PART}",
        (r"\g<line>\g<memory>-\g<revision>", r"\g<line>", *above),
        ((), (r"\g<short>",), *map(_any_of, above[:-1])),
    )


_SCHEMES: tuple[_Scheme, ...] = (
    _Scheme(r"(?P<line>STM32(?P<short>N6\d\d))", (r"\g<line>", "STM32N6", "STM32"), ((r"\g<short>",),)),
    _stm32(r"H7[RS]\d", "STM32H7RS", "STM32H7", "STM32"),
    _stm32(r"L4[P-S]\d", "STM32L4+", "STM32L4", "STM32"),
    _stm32(r"WB0\d", "STM32WB0", "STM32"),
    _stm32(r"WBA\w\w", "STM32WBA", "STM32"),
    _stm32(r"(?P<family>WB|WL)\w\w", r"STM32\g<family>", "STM32"),
    _stm32(r"(?P<family>[A-Z]\d)\w\w", r"STM32\g<family>", "STM32"),
    _Scheme(
        r"(?P<line>nRF(?P<family>5[12])(?:422|822|832))_xx(?P<memory>A[A-Z])",
        (r"\g<line>-QF\g<memory>", r"\g<line>", r"nRF\g<family>", "nRF"),
    ),
    _Scheme(r"(?P<line>nRF(?P<family>5[1-4]|91)\w*?)(?:_xx\w\w)?", (r"\g<line>", r"nRF\g<family>", "nRF")),
    _Scheme(r"ESP32(?:-\w+)?", (r"\g<0>", "Espressif microcontroller")),
    _Scheme(r"LM3S(?P<thousand>\w)\w{2,3}", (r"\g<0>", "Stellaris"), ((), ("LM3S", "Stellaris LM3S"))),
    _Scheme(
        r"(?P<line>TM4C(?P<family>12[39])\w)(?P<memory>[0-9A-Z]+?)(?P<package>P[A-Z]{1,2}|Z[A-Z]{2})",
        (r"\g<0>", r"\g<line>", r"TM4C\g<family>", "TM4C"),
        ((), (r"\g<line>\g<memory>",), (r"TM4C\g<family>x",)),
    ),
    _Scheme(
        r"(?P<family>MSP432[EP]4)\w*", (r"\g<0>", r"\g<family>", "MSP432"), ((), (r"\g<family>x", r"\g<family>xx"))
    ),
    _Scheme(r"(?P<family>MSPM0[CGHL])\w+", (r"\g<0>", r"\g<family>", "MSPM0")),
    _Scheme(r"(?P<line>(?P<family>CC(?:13|23|26|27))\d\d)\w*", (r"\g<0>", r"\g<line>", r"\g<family>xx")),
    _Scheme(r"TMS570LC43X", ("TMS570LC43x", "TMS570")),
    _Scheme(
        r"ATSAM(?P<letter>D[AS]?|E|L|C|R)(?P<number>\d\d?)(?P<memory>[A-Z]\d\d)[A-Z]*",
        (r"ATSAM\g<letter>\g<number>\g<memory>", r"SAM \g<letter>\g<number>", "SAM microcontroller"),
        ((r"\g<0>", r"SAM\g<letter>\g<number>\g<memory>"), (r"ATSAM\g<letter>\g<number>",)),
    ),
    _Scheme(
        r"ATSAM(?P<letter>E|V|S|G)(?P<number>[57]\d)(?P<memory>[A-Z]\d\d)[A-Z]*",
        (r"ATSAM\g<letter>\g<number>\g<memory>", r"SAM \g<letter>\g<number>", "SAM microcontroller"),
        ((r"\g<0>", r"SAM\g<letter>\g<number>\g<memory>"), (r"ATSAM\g<letter>\g<number>",)),
    ),
    _Scheme(
        r"AT(?P<line>SAM[34](?:[ENSUX]|L[CS]))(?P<memory>[A-Z]?\d+[A-Z])",
        (r"AT\g<line>\g<memory>", r"\g<line>", "SAM microcontroller"),
        ((r"\g<line>\g<memory>",), (r"AT\g<line>",)),
    ),
    _Scheme(r"(?P<line>MEC17\d\d)\w*", (r"\g<line>", "MEC17xx")),
    _Scheme(r"PIC32CX\d{4}SG\d{5}", (r"\g<0>", "PIC32CX")),
    _Scheme(r"(?P<line>LPC541\d\d)(?P<memory>J\d+)\w*", (r"\g<line>\g<memory>", r"\g<line>", "LPC54100", "LPC")),
    _Scheme(r"(?P<line>LPC546\d\d)(?P<memory>J\d+)?\w*", (r"\g<line>\g<memory>", r"\g<line>", "LPC54600", "LPC")),
    _Scheme(r"(?P<line>LPC55S?\d\d)\w*", (r"\g<line>", "LPC5500", "LPC"), ((), ("LPC55xx", "LPC55S6x", "LPC55S00"))),
    _Scheme(r"(?P<line>LPC8\d\d)(?P<memory>M\d\d)1\w*", (r"\g<line>\g<memory>1", r"\g<line>", "LPC800", "LPC")),
    _Scheme(
        r"(?P<line>MCX(?P<family>[ANCWEL])(?P<number>\d{3}))\w*",
        (r"MCX \g<family>\g<number>", r"MCX \g<family>", "MCX"),
    ),
    _Scheme(
        r"MIMXRT(?P<number>1\d\d)(?P<last>\d)\w*",
        (r"i.MX RT\g<number>\g<last>", r"i.MX RT\g<number>0", "i.MX RT"),
        ((r"MIMXRT\g<number>\g<last>", r"RT\g<number>\g<last>", r"iMXRT\g<number>\g<last>"), (r"MIMXRT\g<number>0",)),
    ),
    _Scheme(
        r"MIMXRT(?P<number>[5-7])(?P<last>\d\d)S\w*",
        (r"i.MX RT\g<number>\g<last>", r"i.MX RT\g<number>00", "i.MX RT"),
        ((r"MIMXRT\g<number>\g<last>", r"MIMXRT\g<number>\g<last>S", r"RT\g<number>\g<last>"),),
    ),
    _Scheme(
        r"(?P<line>S32K(?P<family>[13])\d\d)\w*", (r"\g<line>", r"S32K\g<family>", "S32K"), ((), (r"S32K\g<family>xx",))
    ),
    _Scheme(
        r"(?P<line>(?P<family>EFM32)(?P<animal>GG|HG|PG|TG)\d{0,2}B?)(?P<kind>\d{3}|[A-C]\d{3})(?P<flash>F\d+)(?P<package>[GI][LMQ]\d+)?",
        (r"\g<line>\g<kind>\g<flash>", r"\g<line>", r"EFM32 \g<animal>", "EFM32"),
        ((r"\g<0>",),),
    ),
    _Scheme(
        r"(?P<line>(?P<family>EFR32[BFM]G)\d{1,2})(?P<kind>[A-Z]\d{3})(?P<flash>F\d+)(?P<package>[GI][LMNQ]\d+)?",
        (r"\g<line>\g<kind>\g<flash>", r"\g<line>", r"\g<family>", "EFR32"),
        ((r"\g<0>",), (), (r"\g<family>xx",)),
    ),
    _Scheme(r"CY8C(?P<line>6\d)\d\w+-\w+", (r"\g<0>", r"PSoC \g<line>", "PSoC 6"), ((), (r"CY8C\g<line>",))),
    _Scheme(r"CY[BS]0(?P<line>64)\w+-\w+", (r"\g<0>", r"PSoC \g<line>", "PSoC 6")),
    _Scheme(r"CY8C45\w+-\w+", (r"\g<0>", "PSoC 4500", "PSoC")),
    _Scheme(r"PSC3\w+", (r"\g<0>", "PSoC Control C3", "PSoC")),
    _Scheme(r"PSE8\w+", (r"\g<0>", "PSoC Edge")),
    _Scheme(r"(?P<line>XMC4\d{3})-\w+", (r"\g<0>", r"\g<line>", "XMC4000", "XMC")),
    _Scheme(r"(?P<line>MB9BF[0-9D]\d\d)[A-Z]", (r"\g<0>", r"\g<line>", "Infineon FM3")),
    _Scheme(r"(?P<line>TLE98[789])\d(?:_2|-2)?\w*", (r"\g<0>", r"\g<line>x", "TLE98xx")),
    _Scheme(r"(?P<line>HT32F(?P<family>\d\d)\d{2,3}[A-Z]?)(?:_\w+)?", (r"\g<line>", "HT32")),
    _Scheme(r"(?P<line>HT50F\d{5})(?:_\w+)?", (r"\g<line>", "HT50F")),
    _Scheme(
        r"(?P<line>GD32VF\d{3})(?P<memory>[A-Z][0-9A-Z])(?:\w\d)?", (r"\g<line>\g<memory>", r"\g<line>"), ((r"\g<0>",),)
    ),
    _Scheme(
        r"(?P<line>GD32(?P<family>[A-Z]\d)\w\d)(?P<memory>[A-Z][0-9A-Z])(?P<package>\w\d)?",
        (r"\g<line>\g<memory>", r"\g<line>", r"GD32\g<family>", "GD32"),
        ((r"\g<0>",), (), (r"GD32\g<family>xx",)),
    ),
    _Scheme(
        r"(?P<line>AT32(?P<family>[AFLM]\d|WB4)\d\dA?)(?P<memory>[A-Z]{1,2}[0-9A-Z])(?P<package>[A-Z]\d)(?:-\d)?",
        (r"\g<line>\g<memory>", r"\g<line>", r"AT32\g<family>", "AT32"),
        ((r"\g<line>\g<memory>\g<package>",), (), (r"AT32\g<family>xx",)),
    ),
    _Scheme(
        r"(?P<line>CH32(?P<family>[A-Z])\d{3})(?P<memory>[A-Z]\w)(?P<package>[A-Z]\d)",
        (r"\g<line>\g<memory>", r"\g<line>", r"CH32\g<family>", "CH32"),
        ((r"\g<0>",),),
    ),
    _Scheme(r"(?P<line>CH(?:57\d|64\d))\w?", (r"\g<0>", r"\g<line>", "WCH CH5xx")),
    _Scheme(
        r"(?P<line>HK32F030(?:1M|M)?)(?P<memory>[A-Z]\d)\w*", (r"\g<line>\g<memory>", r"\g<line>", "HK32F0", "HK32")
    ),
    _Scheme(r"(?P<line>(?P<family>PY32[FLM]0)\w+?)x\w", (r"\g<line>", r"\g<family>", "PY32")),
    _Scheme(r"(?P<line>CIU32F\d{3})(?P<memory>\w\d)\wx", (r"\g<line>\g<memory>", r"\g<line>", "CIU32")),
    _Scheme(r"(?P<line>(?P<family>CW32L)\d{3})x\d", (r"\g<line>", r"\g<family>", "CW32")),
    _Scheme(r"(?P<line>HF5032\w?)(?:_\w+)?", (r"\g<line>", "HF5032")),
    _Scheme(
        r"R7[FJK]A(?P<line>(?P<family>\d)\w\d)\w+", (r"\g<0>", r"RA\g<line>", r"Renesas RA\g<family>", "Renesas RA")
    ),
    _Scheme(r"PAC(?P<family>5[25])(?:\d\d|XX)", (r"\g<0>", r"PAC\g<family>xx")),
    _Scheme(r"(?P<line>ADuCM\d{3,4})", (r"\g<0>", "ADuCM")),
    _Scheme(r"(?P<line>MAX32\d{3})\w*", (r"\g<line>", "MAX32 microcontroller")),
    _Scheme(r"HPM(?P<family>5[0-9]|6[0-9])\d\d", (r"\g<0>", r"HPM\g<family>00", "HPMicro")),
    _Scheme(r"(?P<line>AIR32F103)(?P<memory>\w\w)", (r"\g<0>", r"\g<line>", "AIR32")),
    _Scheme(r"(?P<line>HC32F005)(?P<memory>C6)\w\w", (r"\g<line>\g<memory>", r"\g<line>", "HC32")),
    _Scheme(r"(?P<line>ASR6601)\w\w", (r"\g<0>", r"\g<line>")),
    _Scheme(r"FE310-G002", (r"\g<0>", "SiFive FE310")),
    _Scheme(r"SF32LB5\d", (r"\g<0>", "SF32LB5")),
    _Scheme(
        r"ATMEGA(?P<number>\d+)(?P<rest>[A-Z]*\d?[A-Z]*)",
        (r"ATmega\g<number>\g<rest>", r"ATmega\g<number>", "AVR"),
    ),
    _Scheme(r"ATTINY(?P<number>\d+)(?P<rest>[A-Z]*)", (r"ATtiny\g<number>\g<rest>", r"ATtiny\g<number>", "ATtiny")),
    _Scheme(r"AVR(?P<flash>\d+)(?P<family>[DE][ABDU])\d\d", (r"\g<0>", r"AVR\g<flash>\g<family>", "AVR")),
    _Scheme(r"AT90\w+", (r"\g<0>", "AVR")),
    _Scheme(r"AT89\w+", (r"\g<0>", "8051")),
    _Scheme(r"(?P<line>STC89C\d\d)(?P<rest>\d*R[CD]\+?)", (r"\g<0>", r"\g<line>", "STC89", "8051")),
    _Scheme(
        r"(?P<family>STC(?:8\w|12|15|89)|IAP1[25]|IRC15|N7[689]E|ML5[146]|MS51|W79E)\w+\+?",
        (r"\g<0>", r"\g<family>", "8051"),
    ),
    _Scheme(r"80(?:51|52)|CH559", (r"\g<0>", "8051")),
    _Scheme(r"MSP430\w+", (r"\g<0>", "MSP430")),
    _Scheme(r"(?P<line>STM8[ALS]\d{3})(?P<memory>[A-Z]\w)(?:[A-Z]\d)?", (r"\g<line>\g<memory>", r"\g<line>", "STM8")),
    _Scheme(r"(?P<family>32M[XZ])(?P<rest>\d+\w+)", (r"PIC\g<family>\g<rest>", r"PIC\g<family>", "PIC32")),
    _Scheme(
        r"M(?P<line>K[LWE]?\d\d)(?P<kind>[A-Z])(?P<memory>[NX]?(?:\d+M)?\d+)(?:\w{3}\d+)?",
        (r"M\g<line>\g<kind>\g<memory>", r"Kinetis \g<line>", "Kinetis"),
        ((), (r"M\g<line>\g<kind>", r"\g<line>\g<kind>")),
    ),
    _Scheme(r"LP(?P<part>[LT]M4\w+)", (r"\g<part>",)),
    _Scheme(r"LM4F\w+", (r"\g<0>", "Stellaris")),
    _Scheme(r"LPC1[17]\w+", (r"\g<0>", "LPC")),
    _Scheme(r"earlgrey", ("OpenTitan Earl Grey", "OpenTitan")),
    _Scheme(r"AIR001Dev", ("AIR001",)),
    _Scheme(r"swm(\d+)", (r"SWM\g<1>",)),
)
_READ = tuple((re.compile(scheme.shape), scheme) for scheme in _SCHEMES)

_GECKOS = {"GG": "Giant Gecko", "HG": "Happy Gecko", "PG": "Pearl Gecko", "TG": "Tiny Gecko", "WG": "Wonder Gecko"}


def levels(part: str) -> tuple[Level, ...]:
    """Return a part's hierarchy from itself up to its series; a part of no known shape stands alone.

    >>> [level.label for level in levels("STM32F746ZG")]
    ['STM32F746ZG', 'STM32F746', 'STM32F7', 'STM32']
    >>> [level.label for level in levels("STM32L152RCTxA")]
    ['STM32L152RC-A', 'STM32L152', 'STM32L1', 'STM32']
    >>> levels("ATSAMD21G18A")[0]
    Level(label='ATSAMD21G18', aliases=('ATSAMD21G18A', 'SAMD21G18'))
    """
    for shape, scheme in _READ:
        match = shape.fullmatch(part)
        if match is not None:
            return _expanded(match, scheme)
    return (Level(part),)


def _expanded(match: re.Match[str], scheme: _Scheme) -> tuple[Level, ...]:
    found: dict[str, Level] = {}
    for index, step in enumerate(scheme.steps):
        label = _tidy(match.expand(step))
        others: Sequence[str] = scheme.aliases[index] if index < len(scheme.aliases) else ()
        aliases = tuple(_tidy(match.expand(alias)) for alias in others)
        if label not in found:
            found[label] = Level(label, tuple(alias for alias in aliases if alias != label))
    return tuple(found.values())


def _tidy(name: str) -> str:
    """Return a name without what an empty group left behind, and with words for codes."""
    gecko = re.fullmatch(r"EFM32 (\w\w)", name)
    return f"EFM32 {_GECKOS[gecko[1]]}" if gecko else name.rstrip("-").replace("_", "-")

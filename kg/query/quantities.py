"""Units as people write them, converted by pint; and how many bytes a kilobyte has.

Vendors and papers write "512 kB" of RAM and of flash for 524,288 bytes, so kB, MB and GB of storage are powers of two
here. Only makers of GPUs and of computers also mean 24,000,000,000 bytes by "24 GB": what is compared with the memory
of a device allows for both (`decimal_share`). Rates of transfer (GB/s) are decimal.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache
from typing import Any

__all__ = ["UNIT", "decimal_share", "factor", "in_base_units", "shown"]

_DEFINITIONS = """
kilo- = 1e3 = k-
mega- = 1e6 = M-
giga- = 1e9 = G-
tera- = 1e12 = T-
peta- = 1e15 = P-
milli- = 1e-3 = m-
micro- = 1e-6 = u-
nano- = 1e-9 = n-
pico- = 1e-12 = p-
femto- = 1e-15 = f-
second = [time] = s = sec
minute = 60 * second = min
hour = 60 * minute = h = hr
day = 24 * hour = d
joule = [energy] = J
watt = joule / second = W
watt_hour = watt * hour = Wh
byte = [information] = B
octet = byte
kibibyte = 1024 * byte = KiB
mebibyte = 1024 * kibibyte = MiB
gibibyte = 1024 * mebibyte = GiB
tebibyte = 1024 * gibibyte = TiB
item = [item]
hertz = item / second = Hz
token = [token]
operation = [operation] = OP
count = [number]
percent = [share]
fold = [gain]
point = [point]
meter = [length] = m
""".strip().splitlines()
"""What pint is to know. An inference, a frame, an image, a sample and a query are one item each: what a benchmark
counts per second."""

_ITEM = r"(?:inference|inf|frame|image|img|sample|query|querie|item|prediction|classification|request|it)s?"
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"(?i)%|percent|per cent|pct", "percent"),
        (r"(?i)x|×|times|fold", "fold"),
        (r"(?i)points?|pts?|pp|percentage points?", "point"),
        (r"(?i)fps|qps|ips", "item / second"),
        (rf"(?i){_ITEM}\s*(?:/|per)\s*(?:s|sec|seconds?)", "item / second"),
        (r"(?i)tok(?:en)?s?\s*(?:/|per)\s*(?:s|sec|seconds?)", "token / second"),
        (r"(?i)([kmgt])(?:ilo|ega|iga|era)?i?b(?:ytes?)?\s*(?:/|per)\s*s(?:ec|econd)?", "{0}octet / second"),
        (r"(?i)([kmgt])(?:ilo|ega|iga|era|ibi|ebi)?i?b(?:ytes?)?", "{0}iB"),
        (r"(?i)b(?:ytes?)?", "byte"),
        (r"([kKMGTP])?(?:FL)?OP[sS]?(?:/s|/sec)?", "{0}OP"),
        (r"([kKMGTP])?MAC[sS]?", "2 * {0}OP"),
        (r"(?i)(k|thousand)", "kilocount"),
        (r"M|(?i:million)", "megacount"),
        (r"(?i)billion", "gigacount"),
        (r"(?i)(milli|micro|nano)?(?:s|seconds?|secs?)", "{0}second"),
        (r"(?i)msec", "ms"),
        (r"(?i)usec", "us"),
        (r"(?i)(milli|micro|kilo|mega)?(watt|joule|second)s?", "{0}{1}"),
        (r"(?i)minutes?|mins?", "minute"),
        (r"(?i)hours?|hrs?", "hour"),
        (r"([fpnumkMGT]?)(J|W|Wh|Hz|s|m)", "{0}{1}"),
    )
)
"""Spellings, each with what pint calls it; the first that fits the whole unit counts."""
_PER_ITEM = re.compile(rf"\s*(?:/|per\s)\s*{_ITEM}$", re.IGNORECASE)
"""Energy and time "per inference" are energies and times."""

_SYMBOL = 2
"""Letters of the longest symbol, whose case counts; longer groups are words."""

UNIT = (
    r"(?:[kKmMgGtT]i?[bB]|GByte|gigabytes?|megabytes?)/s(?:ec|econd)?|(?:[kKmMgGtT]i?)?[bB](?:ytes?)?(?![A-Za-z])"
    r"|(?:kilo|mega|giga|tera|kibi|mebi|gibi)bytes?"
    r"|(?:milli|micro|nano|kilo)?(?:watts?|joules?|seconds?|hertz)|[pnuµμmk]?Wh?(?![A-Za-z])|[fpnuµμmk]?J(?![A-Za-z])"
    r"|[kMG]?Hz|[kmg]hz|nm(?![A-Za-z])|nanomet(?:er|re)s?"
    rf"|{_ITEM}\s*(?:/|per\s)\s*s(?:ec(?:ond)?)?(?![A-Za-z])|tok(?:en)?s?\s*(?:/|per\s)\s*s(?:ec(?:ond)?)?(?![A-Za-z])"
    r"|fps|qps|[kMGTP]?(?:FL)?OPS?(?:/s)?(?![A-Za-z])|[MGT]MACs?|[kMGTP](?:FL)?OPs(?![A-Za-z])"
    r"|%|percent|percentage\s+points?|points?|[x×](?![A-Za-z])"
    r"|m?secs?(?![A-Za-z])|[nuµμm]?s(?![A-Za-z])|min(?:utes?)?(?![A-Za-z])|h(?:ours?|r)?(?![A-Za-z])"
)
"""Pattern of the units that limits in questions have."""


def in_base_units(number: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return a number in the base unit of what it measures, and what that is; unknown units are left as they are.

    >>> in_base_units(Decimal("2.5"), "mJ") == in_base_units(Decimal(2500), "µJ/inf")
    True
    >>> in_base_units(Decimal(512), "kB")
    (Decimal('524288'), '[information]')
    """
    size, dimension = factor(unit)
    return number * size, dimension


@cache
def factor(unit: str) -> tuple[Decimal, str]:
    """Return how many base units a unit is, and the name of what it measures.

    >>> factor("inf/s") == factor("FPS")
    True
    """
    plain = unicodedata.normalize("NFKC", unit).replace("μ", "u").replace("\\", "").strip()
    if not plain:
        return Decimal(1), ""
    meaning = _meaning(plain)
    if meaning is None:
        return Decimal(1), plain.casefold()
    quantity = _registry()(meaning).to_base_units()
    return Decimal(quantity.magnitude), str(quantity.dimensionality)


def decimal_share(unit: str) -> float:
    """Return how much of a unit of storage is left where its maker counts in thousands, 1 for exact units.

    >>> round(decimal_share("GB"), 3), decimal_share("GiB"), decimal_share("B")
    (0.931, 1.0, 1.0)
    """
    power = "kmgt".find(unit[:1].casefold()) + 1 if unit[1:2].casefold() != "i" else 0
    return (1000 / 1024) ** power if len(unit) > 1 else 1.0


def shown(number: float, unit: str) -> str:
    """Return a number in base units as a person reads it, storage in powers of two.

    >>> shown(327680, "B"), shown(216, "MHz"), shown(3.35e12, "B/s")
    ('320 KiB', '216 MHz', '3.35 TB/s')
    """
    if unit == "B" and number >= _GIGA and number % _GIGA == 0:
        return f"{number / _GIGA:g} GB"
    step, prefixes = (1024, ("", "Ki", "Mi", "Gi", "Ti")) if unit == "B" else (1000, ("", "k", "M", "G", "T", "P"))
    power = 0
    if unit == "B" or unit.endswith("/s"):
        while number >= step and power + 1 < len(prefixes):
            number, power = number / step, power + 1
    return f"{number:.4g} {prefixes[power]}{unit}".strip() if number < _FOUR_DIGITS else f"{number:.0f} {unit}".strip()


_GIGA = 10**9
"""Memory that is a whole number of these was counted in thousands."""
_FOUR_DIGITS = 10_000
"""Numbers below are shown with four digits, larger ones in full."""


def _meaning(unit: str) -> str | None:
    for words in dict.fromkeys((unit, _PER_ITEM.sub("", unit))):
        for pattern, meaning in _SPELLINGS:
            if match := pattern.fullmatch(words):
                groups = [group or "" for group in match.groups()]
                if "iB" in meaning or "octet" in meaning or "OP" in meaning:
                    groups[0] = groups[0].upper() if groups[0] not in {"k", "K"} else "k"
                    groups[0] = "K" if "iB" in meaning and groups[0] == "k" else groups[0]
                return meaning.format(*(group.casefold() if len(group) > _SYMBOL else group for group in groups))
    return None


@cache
def _registry() -> Any:
    # A registry with these units alone is made in a millisecond; pint's own takes half a second.
    import pint

    registry: Any = pint.UnitRegistry(None, non_int_type=Decimal)
    registry.load_definitions(list(_DEFINITIONS))
    return registry

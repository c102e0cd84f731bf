"""Which QUDT unit a unit as written means."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["qudt_unit"]

_UNITS: dict[str, tuple[str, ...]] = {
    "PERCENT": ("%", "percent", "per cent", "pct"),
    "NanoSEC": ("ns", "nanosecond"),
    "MicroSEC": ("us", "μs", "usec", "microsecond"),
    "MilliSEC": ("ms", "msec", "millisecond"),
    "SEC": ("s", "sec", "second"),
    "MIN": ("min", "minute"),
    "HR": ("h", "hr", "hour"),
    "DAY": ("d", "day"),
    "WK": ("week",),
    "HZ": ("Hz", "hertz"),
    "KiloHZ": ("kHz", "KHz"),
    "MegaHZ": ("MHz",),
    "GigaHZ": ("GHz",),
    "FRAME-PER-SEC": ("FPS", "fps", "frames per second", "frames/s", "frame/s"),
    "NUM-PER-SEC": (
        "inf/s",
        "inferences/s",
        "inference/s",
        "inferences per second",
        "images/s",
        "img/s",
        "images per second",
        "samples/s",
        "Samples/s",
        "samples per second",
        "queries/s",
        "Queries/s",
        "queries per second",
        "QPS",
        "requests/s",
        "tokens/s",
        "tokens per second",
    ),
    "BIT": ("bit", "b"),
    "BYTE": ("B", "byte"),
    "KiloBYTE": ("kB", "KB", "kilobyte"),
    "MegaBYTE": ("MB", "megabyte"),
    "GigaBYTE": ("GB", "gigabyte"),
    "TeraBYTE": ("TB", "terabyte"),
    "KibiBYTE": ("KiB",),
    "MebiBYTE": ("MiB",),
    "GibiBYTE": ("GiB",),
    "TebiBYTE": ("TiB",),
    "KiloBIT-PER-SEC": ("kbps", "Kbps", "kbit/s", "kb/s"),
    "MegaBIT-PER-SEC": ("Mbps", "Mbit/s", "Mb/s"),
    "GigaBIT-PER-SEC": ("Gbps", "Gbit/s", "Gb/s"),
    "PicoW": ("pW",),
    "NanoW": ("nW",),
    "MicroW": ("uW", "μW", "microwatt"),
    "MilliW": ("mW", "milliwatt"),
    "W": ("W", "watt"),
    "KiloW": ("kW", "KW", "kilowatt"),
    "MegaW": ("MW", "megawatt"),
    "FemtoJ": ("fJ", "femtojoule"),
    "PicoJ": ("pJ", "picojoule"),
    "NanoJ": ("nJ", "nanojoule"),
    "MicroJ": ("uJ", "μJ", "microjoule"),
    "MilliJ": ("mJ", "millijoule"),
    "J": ("J", "joule"),
    "KiloJ": ("kJ", "KJ", "kilojoule"),
    "MegaJ": ("MJ", "megajoule"),
    "W-HR": ("Wh", "watt-hour"),
    "KiloW-HR": ("kWh", "KWh", "kilowatt-hour"),
    "MegaW-HR": ("MWh",),
    "MilliV": ("mV",),
    "V": ("V", "volt"),
    "MilliA": ("mA",),
    "DeciB": ("dB", "decibel"),
    "DEG": ("°", "deg", "degree"),
    "DEG_C": ("°C", "degree Celsius"),
    "MicroM": ("um", "μm", "micrometer", "micrometre"),
    "NanoM": ("nm", "nanometer", "nanometre"),
    "MilliM": ("mm", "millimeter", "millimetre"),
    "CentiM": ("cm", "centimeter", "centimetre"),
    "M": ("m", "meter", "metre"),
    "KiloM": ("km", "kilometer", "kilometre"),
    "MilliM2": ("mm2", "mm^2", "mm²"),
}
"""Local names of QUDT units with their spellings. Left out on purpose: what papers use for two things ("FLOPs" for a
count and for a rate, "M" and "K" for numbers of parameters) and what is no unit ("x", "points")."""

_LONG = 4
"""Spellings of at least this many letters are words: their case and plural do not count. Shorter ones are symbols,
where "mW" is not "MW"."""

_SHORTEST_PLURAL = 3
"""Letters of the shortest plural of a symbol: "GBs", "hrs"; "ss" is none."""


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("\\", "").replace("$", "").strip()
    plain = re.sub(r"\s+", " ", plain)
    if sum(letter.isalpha() for letter in plain) < _LONG or re.search(r"[A-Z].*[/^]|bps$", plain):
        return plain
    lower = plain.casefold()
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower


_BY_KEY = {_key(spelling): name for name, spellings in _UNITS.items() for spelling in spellings}


@lru_cache(maxsize=1 << 10)
def qudt_unit(text: str) -> str | None:
    r"""Return the local name, in QUDT's unit vocabulary, of a unit as written; None where it has no sure counterpart.

    >>> [qudt_unit(unit) for unit in ("%", "\\%", "ms", "mW", "MW", "Seconds", "KB", "µJ", "FPS", "x")]
    ['PERCENT', 'PERCENT', 'MilliSEC', 'MilliW', 'MegaW', 'SEC', 'KiloBYTE', 'MicroJ', 'FRAME-PER-SEC', None]
    """
    key = _key(text)
    plural = key.endswith("s") and len(key) >= _SHORTEST_PLURAL
    return _BY_KEY.get(key) or (_BY_KEY.get(key[:-1]) if plural else None)

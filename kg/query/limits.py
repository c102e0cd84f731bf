"""Numbers in a question that limit the answer: years of papers, facts of devices, values of results."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.query.quantities import UNIT, decimal_share, in_base_units
from kg.query.wording import HARDWARE_NOUNS, METHOD_NOUNS

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Bound", "take_limits"]


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit on a number.

    Attributes
    ----------
    low, high
        The ends in base units (bytes, watts, hertz, seconds), None where open.
    unit
        As asked: "%", "ms", … or "" for any.
    strict
        Whether the ends are excluded.
    fact
        Local name of the hardware property that is limited; None for the value of a result.
    words
        As asked.
    measure
        What the unit measures, as `kg.query.quantities.in_base_units` names it; "" without a unit.
    share
        What part of an end a maker may mean by the same words: "24 GB" can be 24 GiB times 0.931.

    """

    low: float | None = None
    high: float | None = None
    unit: str = ""
    strict: bool = False
    fact: str | None = None
    words: str = ""
    measure: str = ""
    share: float = 1.0

    def holds(self, number: float, share: float = 1.0) -> bool:
        """Tell whether a number in base units is within the limit, where its maker may count in another way.

        >>> Bound(low=75, strict=True).holds(75)
        False
        >>> Bound(low=24 * 1024**3).holds(24e9, share=0.931)
        True
        """
        low, high = self.ends(share)
        above = low is None or number > low or (number == low and not self.strict)
        below = high is None or number < high or (number == high and not self.strict)
        return above and below

    def ends(self, share: float = 1.0) -> tuple[float | None, float | None]:
        """Return the ends that count: a strict limit leaves out what may be meant by its words, another takes it in."""
        low = self.low if self.low is None or self.strict else self.low * share
        high = self.high if self.high is None or not self.strict else self.high * share
        return low, high


FIRST_YEAR, LAST_YEAR = 0, 9999
"""The years of an open end."""
_YEAR = r"(?:in\s+)?(?:the\s+year\s+)?((?:19|20)\d\d)"
_YEAR_WORDS: tuple[tuple[str, tuple[int | None, int | None]], ...] = (
    (rf"(?:between|from)\s+{_YEAR}\s+(?:and|to|until|through)\s+{_YEAR}", (0, 0)),
    (rf"(?:since|from)\s+{_YEAR}(?:\s+onwards?)?", (0, None)),
    (rf"in\s+{_YEAR}\s+or\s+(?:later|after)", (0, None)),
    (rf"in\s+{_YEAR}\s+or\s+(?:earlier|before)", (None, 0)),
    (rf"after\s+{_YEAR}", (1, None)),
    (rf"before\s+{_YEAR}", (None, -1)),
    (rf"(?:until|up\s+to|by)\s+{_YEAR}", (None, 0)),
    (r"(?:in|of|during)\s+(?:the\s+year\s+)?((?:19|20)\d\d)", (0, 0)),
)
"""Each way to name years, with what to add to the first and to the last year; None leaves that end open."""
_THINGS = "|".join(sorted(HARDWARE_NOUNS, key=len, reverse=True))
_LAUNCHED = r"(?:launched|unveiled|brought\s+out|on\s+the\s+market|that\s+came\s+out|which\s+came\s+out)"
_ISSUED = (
    rf"(?:(?<=\s)|^)(?P<noun>{_THINGS})s?\s+(?:(?:that|which)\s+)?(?:was\s+|were\s+)?"
    r"(?:released|introduced|announced|made|built)"
)


def _years(
    lead: str, named: tuple[tuple[str, tuple[int | None, int | None]], ...] = _YEAR_WORDS
) -> tuple[tuple[re.Pattern[str], tuple[int | None, int | None]], ...]:
    return tuple((re.compile(rf"{lead}(?P<years>{words})\b(?![-\w.])", re.IGNORECASE), ends) for words, ends in named)


_PAPER_YEARS = _years(r"\b(?:(?:published|written|released)\s+|proposed\s+(?=in)|from\s+)?")
_AGES: tuple[tuple[str, tuple[int | None, int | None]], ...] = (
    (rf"older\s+than\s+{_YEAR}", (None, -1)),
    (rf"(?:newer|younger)\s+than\s+{_YEAR}", (1, None)),
)
_LAUNCH_YEARS = (*_years(rf"\b{_LAUNCHED}\s+"), *_years(rf"{_ISSUED}\s+"), *_years(r"\b", _AGES))

_SIDES = (
    (r"(?:at\s+least|no\s+(?:less|fewer|slower)\s+than|not\s+less\s+than|>=|≥|(?:a\s+)?minimum\s+of)", "low", False),
    (r"(?:at\s+most|up\s+to|no\s+(?:more|larger|bigger)\s+than|not\s+more\s+than|within|<=|≤|(?:a\s+)?maximum\s+of"
     r"|fits?\s+in(?:to)?|fitting\s+in(?:to)?|in)", "high", False),
    (r"(?:more\s+than|over|above|greater\s+than|higher\s+than|larger\s+than|better\s+than"
     r"|faster\s+than(?=\s*[\d.]+\s*[kMG]hz)|exceeding|beyond|>(?!=))", "low", True),
    (r"(?:less\s+than|under|below|fewer\s+than|lower\s+than|smaller\s+than|faster\s+than|<(?!=))", "high", True),
)  # fmt: skip
_AFTER = (
    (r"\s*(?:or|and)\s+(?:less|fewer|smaller|below|under|lower|finer)\b", "high", False),
    (r"\s*(?:or|and)\s+(?:more|larger|higher|bigger|above|better|greater|faster|up|over)\b|\s*\+", "low", False),
)
_STORAGE_ONLY = frozenset({"in"})
"""Comparisons that limit only storage and processes: "in 512 kB", but "in 5 W" is none."""
_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+)"
_NOUN = (
    r"(?:(?:on-chip|on-board|onboard|main|system|device|gpu|internal|peak|memory|clock|core|thermal\s+design|process)\s+)*"
    r"(?:s?ram|dram|vram|memory(?!\s+(?:usage|footprint|consumption|use))|flash(?:\s+memory)?|rom|storage|clock|speed|"
    r"rate|frequency|tdp|power(?:\s+(?:budget|draw|envelope|consumption))?|process|node|technology|bandwidth|"
    r"performance|compute)"
)
_LEAD = (
    r"(?:(?:that|which)\s+)?(?:(?:with|having|has|have|offering|offers?|of|at|in|on|drawing|draws?|using|consuming|"
    r"running\s+at|runs?\s+at|clocked|made|built|fabricated|manufactured|rated|only)\s+)*(?:(?:an?|the|its|their)\s+)?"
    rf"(?:(?P<before>{_NOUN})\s+(?:(?:of|at|is|that\s+is)\s+)?)?"
)
_TAIL = (
    r"(?:\s*(?:/|per\s)\s*(?:inference|frame|image|sample|query|token)s?\b)?"
    rf"(?:\s*(?:of\s+)?(?:an?\s+)?(?P<what>{_NOUN})\b)?"
)
_COUNTED = r"[kKMBG](?=\s*-?(?:param|weight))|(?:thousand|million|billion)(?=\s+(?:param|weight))"
_IN_UNIT = rf"(?:\s*-?(?P<unit>{_COUNTED}|{UNIT}))"
_QUANTITY = rf"{_NUMBER}{_IN_UNIT}"
_PATTERNS = (
    *((rf"{_LEAD}{_QUANTITY}{_TAIL}(?:{words})(?:\s+of\s+(?P<rest>{_NOUN})\b)?", end, strict)
      for words, end, strict in _AFTER),
    *((rf"{_LEAD}(?P<side>{words})\s*(?:an?\s+)?{_NUMBER}{_IN_UNIT}?(?![\w.]*\w){_TAIL}", end, strict)
      for words, end, strict in _SIDES),
    (rf"{_LEAD}(?:between|from)\s+{_NUMBER}\s*-?(?P<unit>{UNIT})?\s*(?:and|to)\s*(?P<second>\d[\d,]*(?:\.\d+)?)\s*-?"
     rf"(?P<unit2>{UNIT}){_TAIL}", "both", False),
    (rf"(?:with|having)\s+(?:an?\s+)?(?P<only>only\s+)?{_NUMBER}\s*(?P<unit>(?:[kKmMgG]i?)?[bB](?:ytes?)?)(?![\w/])"
     rf"(?:\s*(?:of\s+)?(?P<what>{_NOUN})\b)?", "equal", False),
)  # fmt: skip
_COMPILED = tuple((re.compile(rf"(?<![\w.-]){words}", re.IGNORECASE), end, strict) for words, end, strict in _PATTERNS)
_HAVING = re.compile(r"(?:(?:that|which)\s+)?(?:with|having|has|have)\b", re.IGNORECASE)
_NEEDS = re.compile(
    r"(?:consum|dissipat|need|requir|us|occup|tak|report|reach|achiev|cost)(?:e|es|ed|ing|s|ies|y|ve|t)?\s*$|"
    r"(?:model\s+size|footprint|usage|consumption|latency|energy|accuracy|size)\s*(?:of|is|that\s+is)?\s*$",
    re.IGNORECASE,
)
"""Words before a limit that make it one on what is reported, not on a device."""
_OF_MODEL = re.compile(r"(?:models?|nets?|networks?)\s*$", re.IGNORECASE)
"""What is smaller than so many bytes by itself: a model, where a device has so many."""
_LAST_NOUN = re.compile(
    rf"\b(?:(?P<hardware>{_THINGS})|(?P<method>{'|'.join(sorted(METHOD_NOUNS))}))(?:e?s)?\b", re.IGNORECASE
)


def take_limits(text: str) -> tuple[str, tuple[int, int] | None, tuple[Bound, ...]]:
    """Return a question without its limits, the years of papers, and limits on facts of devices and on values.

    >>> take_limits("papers on pruning since 2020")
    ('papers on pruning ', (2020, 9999), ())
    >>> take_limits("methods tested on hardware with at most 512 kB of SRAM")[2][0].high
    524288.0
    """
    bounds: list[Bound] = []
    text, launched = _take_launch(text)
    text, years = _take_years(text)
    for pattern, end, strict in _COMPILED:
        at = 0
        while match := pattern.search(text, at):
            bound = _bound(match, end, strict)
            if bound is None:
                at = match.end()
                continue
            bounds.append(bound)
            # "Models that have more than 90 % accuracy" are models with an accuracy.
            instead = " with " if bound.fact is None and _HAVING.match(match.group()) else " "
            text = f"{text[: match.start()]}{instead}{text[match.end() :]}"
            at = match.start()
    return text, years, (*bounds, *launched)


def _take_years(text: str) -> tuple[str, tuple[int, int] | None]:
    for pattern, ends in _PAPER_YEARS:
        if match := pattern.search(text):
            return text[: match.start()] + text[match.end() :], _span(match, ends)
    return text, None


def _take_launch(text: str) -> tuple[str, tuple[Bound, ...]]:
    for pattern, ends in _LAUNCH_YEARS:
        if match := pattern.search(text):
            first, last = _span(match, ends)
            noun = match.groupdict().get("noun") or ""
            plural = "s" if noun and match.group()[len(noun) : len(noun) + 1].casefold() == "s" else ""
            low, high = (None if first == FIRST_YEAR else first), (None if last == LAST_YEAR else last)
            words = f"launched {match['years']}"
            rest = f"{text[: match.start()]}{noun}{plural} {text[match.end() :]}"
            return rest, (Bound(low, high, fact="launchYear", words=words),)
    return text, ()


def _span(match: re.Match[str], ends: tuple[int | None, int | None]) -> tuple[int, int]:
    years = [int(year) for year in re.findall(r"(?:19|20)\d\d", match["years"])]
    first, last = ends
    return FIRST_YEAR if first is None else years[0] + first, LAST_YEAR if last is None else years[-1] + last


def _bound(match: re.Match[str], end: str, strict: bool) -> Bound | None:
    found = match.groupdict()
    unit = (found.get("unit") or found.get("unit2") or "").strip()
    measure = in_base_units(Decimal(1), unit)[1]
    side = " ".join((found.get("side") or "").casefold().split())
    if match.string[match.end() :].lstrip(" -").startswith(("param", "weight")):
        unit = _NUMBERS.get(unit, unit)
        measure = in_base_units(Decimal(1), unit)[1]
    if side in _STORAGE_ONLY and measure not in {"[information]", "[length]"}:
        return None
    if side == "in" and measure == "[length]":
        end = "equal"
    if not unit and end == "both":
        return None
    fact = _fact(match, measure, unit)
    first = _base(found["number"], unit, fact)
    second = _base(found["second"], found["unit2"] or unit, fact) if found.get("second") else first
    low = first if end in {"low", "both", "equal"} and not found.get("only") else None
    high = second if end in {"high", "both", "equal"} else None
    words = " ".join(match.group().split())
    share = decimal_share(unit) if measure == "[information]" else 1.0
    return Bound(low, high, unit, strict, fact, words, measure, share)


_NUMBERS = {"B": "billion", "G": "billion", "m": "M", "k": "K"}
"""What letters mean before "parameters"."""


def _base(number: str, unit: str, fact: str | None) -> float:
    value, _ = in_base_units(Decimal(number.replace(",", "")), unit)
    return float(value) * _PER_BASE.get(fact or "", 1.0)


_PER_BASE = {"clockMHz": 1e-6, "processNm": 1e9}
"""What properties that are not in base units count in."""
_MEMORY = {
    "flash": "flashBytes",
    "rom": "flashBytes",
    "storage": "flashBytes",
    "vram": "memoryBytes",
    "dram": "memoryBytes",
}
_OF_HARDWARE = {
    "[energy] / [time]": "powerWatts",
    "[item] / [time]": "clockMHz",
    "[length]": "processNm",
    "[information] / [time]": "memoryBandwidth",
    "[operation]": "fp32Flops",
}


def _fact(match: re.Match[str], measure: str, unit: str) -> str | None:
    """Return the property of hardware that a limit is on, None where it is on the value of a result."""
    found = match.groupdict()
    what = " ".join(found.get(part) or "" for part in ("before", "what", "rest")).casefold()
    left = match.string[: match.start()]
    nouns = [found.lastgroup for found in _LAST_NOUN.finditer(left)]
    device = bool(nouns) and nouns[-1] == "hardware"
    reported = not device and (bool(_NEEDS.search(left)) or (nouns[-1:] == ["method"] and "power" in what))
    if reported or (
        measure == "[information]" and not what.strip() and re.search(r"(?:models?|nets?|networks?)\s*$", left)
    ):
        return None
    if measure == "[information]":
        return next((fact for word, fact in _MEMORY.items() if re.search(rf"\b{word}\b", what)), "ramBytes")
    if measure == "[item] / [time]" and not unit.casefold().endswith("hz"):
        return None
    if measure == "[operation]":
        peak = "int8Ops" if "fl" not in unit.casefold() else "fp32Flops"
        return peak if device and not unit.endswith("OPs") else None
    return _OF_HARDWARE.get(measure)

"""Numbers in a question that limit the answer: years of papers, memory of devices, values of results."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Bound", "take_limits"]


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit on a number.

    Attributes
    ----------
    low, high
        The ends, None where open.
    unit
        As asked: "%", "ms", … or "" for any.
    strict
        Whether the ends are excluded.
    fact
        Local name of the hardware property that is limited; None for the value of a result.
    words
        As asked.

    """

    low: float | None = None
    high: float | None = None
    unit: str = ""
    strict: bool = False
    fact: str | None = None
    words: str = ""

    def holds(self, number: float) -> bool:
        """Tell whether a number is within the limit.

        >>> Bound(low=75, strict=True).holds(75)
        False
        """
        above = self.low is None or number > self.low or (number == self.low and not self.strict)
        below = self.high is None or number < self.high or (number == self.high and not self.strict)
        return above and below


_YEAR = r"(?:in\s+)?(?:the\s+year\s+)?((?:19|20)\d\d)"
_YEARS: tuple[tuple[re.Pattern[str], tuple[int | None, int | None]], ...] = tuple(
    (
        re.compile(
            rf"\b(?:published\s+|written\s+|released\s+|proposed\s+(?=in)|from\s+)?{words}\b(?![-\w.])", re.IGNORECASE
        ),
        ends,
    )
    for words, ends in (
        (rf"(?:between|from)\s+{_YEAR}\s+(?:and|to|until|through)\s+{_YEAR}", (0, 0)),
        (rf"(?:since|from)\s+{_YEAR}(?:\s+onwards)?", (0, None)),
        (rf"after\s+{_YEAR}", (1, None)),
        (rf"before\s+{_YEAR}", (None, -1)),
        (rf"(?:until|up\s+to|by)\s+{_YEAR}", (None, 0)),
        (r"(?:in|of|during)\s+(?:the\s+year\s+)?((?:19|20)\d\d)", (0, 0)),
    )
)
"""Each way to name years, with what to add to the first and to the last year; None leaves that end open."""
FIRST_YEAR, LAST_YEAR = 0, 9999
"""The years of an open end."""

_MORE = r"(?:more\s+than|over|above|greater\s+than|higher\s+than|larger\s+than|better\s+than|exceeding|beyond|>)"
_AT_LEAST = r"(?:at\s+least|no\s+less\s+than|not\s+less\s+than|>=|≥|minimum\s+of)"
_LESS = r"(?:less\s+than|under|below|fewer\s+than|lower\s+than|smaller\s+than|faster\s+than|<)"
_AT_MOST = r"(?:at\s+most|up\s+to|no\s+more\s+than|not\s+more\s+than|within|<=|≤|maximum\s+of|fits?\s+in(?:to)?|in)"
_SIDES = ((_MORE, "low", True), (_AT_LEAST, "low", False), (_LESS, "high", True), (_AT_MOST, "high", False))
_BYTES = {"b": 1, "k": 1024, "m": 1024**2, "g": 1024**3}
_MEMORY = (
    r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[kKmMgG]i?)?[bB](?:ytes?)?\s*(?:of\s+)?"
    r"(?P<what>s?ram|memory|flash|vram|device memory)?\b"
)
_FACT = {"ram": "ramBytes", "sram": "ramBytes", "flash": "flashBytes", "vram": "memoryBytes"}
_VALUE = r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>%|percent|points?|ms|fps|x|×|mj|mw|w|s|us|µs)?(?=\s|$|[?.,])"


def take_limits(text: str) -> tuple[str, tuple[int, int] | None, tuple[Bound, ...]]:
    """Return a question without its limits, the years of papers, and limits on memory and values.

    >>> take_limits("papers on pruning since 2020")
    ('papers on pruning ', (2020, 9999), ())
    >>> take_limits("methods tested on hardware with at most 512 kB of SRAM")[2][0].high
    524288.0
    """
    text, years = _take_years(text)
    bounds: list[Bound] = []
    for sides, end, strict in _SIDES:
        text, found = _take(rf"(?:with\s+|having\s+|of\s+|that\s+have\s+|which\s+have\s+)?{sides}\s*{_MEMORY}", text)
        bounds.extend(_memory(match, end, strict) for match in found)
        if sides is not _AT_MOST:
            text, found = _take(rf"{sides}\s*{_VALUE}", text)
            bounds.extend(_value(match, end, strict) for match in found)
    text, found = _take(rf"(?:with|having)\s+(?:only\s+)?{_MEMORY}", text)
    bounds.extend(_memory(match, "high", False) for match in found)
    return text, years, tuple(bounds)


def _take_years(text: str) -> tuple[str, tuple[int, int] | None]:
    for pattern, (first, last) in _YEARS:
        if match := pattern.search(text):
            years = [int(year) for year in match.groups()]
            low = FIRST_YEAR if first is None else years[0] + first
            high = LAST_YEAR if last is None else years[-1] + last
            return text[: match.start()] + text[match.end() :], (low, high)
    return text, None


def _take(pattern: str, text: str) -> tuple[str, list[re.Match[str]]]:
    compiled = re.compile(rf"(?<![\w.]){pattern}", re.IGNORECASE)
    found = list(compiled.finditer(text))
    return compiled.sub(" ", text), found


def _memory(match: re.Match[str], end: str, strict: bool) -> Bound:
    # "512 kB of SRAM" on a data sheet is 524,288 bytes.
    size = float(match["number"]) * _BYTES[(match["unit"] or "b")[0].lower()]
    fact = _FACT.get(
        (match["what"] or "ram").lower(), "memoryBytes" if (match["unit"] or "")[:1] in "gG" else "ramBytes"
    )
    return Bound(**{end: size}, strict=strict, fact=fact, words=match.group().strip())  # type: ignore[arg-type]


def _value(match: re.Match[str], end: str, strict: bool) -> Bound:
    unit = (match["unit"] or "").lower().replace("percent", "%").replace("×", "x")
    return Bound(**{end: float(match["number"])}, strict=strict, unit=unit, words=match.group().strip())  # type: ignore[arg-type]

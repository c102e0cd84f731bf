"""Numbers with their units (`kg_measures`): percentages, multiples, ranges, times, sizes, rates."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["UNITS", "Quantity", "find_quantities", "plain_text"]

NAME = "kg_measures"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written, its unit, and where it stands in the text.

    Attributes
    ----------
    value
        Digits without thousands separators; "4-8" for a range.
    unit
        Canonical spelling ("%", "x", "ms", …) or "".
    start, end
        Offsets of number and unit.
    from_value
        True for the first number of "from A to B".
    """

    value: str
    unit: str
    start: int
    end: int
    from_value: bool = False


UNITS: dict[str, str] = {
    "percentage points": r"(?:percentage|percent|absolute) points?|%-?points?|% points?|\bpp\b|p\.p\.",
    "%": r"%|percent\b|per cent\b",
    "x": r"[xX×](?![A-Za-z0-9])|-?\s?times\b|-?\s?fold\b",
    "orders of magnitude": r"orders? of magnitude",
    "points": r"points?\b|pts\b|BLEU points?",
    "dB": r"dB\b",
    "FPS": r"FPS\b|fps\b|frames? per second|frames?/s(?:ec(?:ond)?)?\b|images?/s(?:ec)?\b|Hz\b|Hertz\b",
    "tokens/s": r"tokens?(?:/s(?:ec)?\b| per second| / ?s\b)|tok/s\b",
    "ms": r"ms\b|milliseconds?\b|msec\b",
    "us": r"(?:[uµμ]s|microseconds?)\b",
    "ns": r"(?:ns|nanoseconds?)\b",
    "hours": r"(?:GPU|TPU|A100|H100|V100)?[- ]?hours?\b|hrs?\b",
    "days": r"(?:GPU|TPU)?[- ]?days?\b",
    "min": r"min(?:ute)?s?\b",
    "s": r"s\b|sec(?:ond)?s?\b",
    "KB": r"[Kk]i?B\b|kilobytes?\b",
    "MB": r"Mi?B\b|megabytes?\b",
    "GB": r"Gi?B\b|gigabytes?\b",
    "TB": r"Ti?B\b",
    "TOPS/W": r"(?:TOPS|TFLOPS|GOPS|GFLOPS)/W\b",
    "TOPS": r"TOPS\b|TOP/s",
    "GOPS": r"GOPS\b|GOP/s",
    "TFLOPS": r"TFLOPS?\b|TFLOP/s",
    "GFLOPs": r"GFLOPs?\b|G ?FLOPs\b",
    "MFLOPs": r"MFLOPs?\b|M ?FLOPs\b",
    "GMACs": r"GMACs?\b",
    "MMACs": r"MMACs?\b",
    "mW": r"mW\b|milliwatts?\b",
    "uW": r"[uµμ]W\b|microwatts?\b",
    "kW": r"kW\b",
    "W": r"W\b|[Ww]atts?\b",
    "mJ": r"mJ\b|millijoules?\b",
    "uJ": r"[uµμ]J\b",
    "nJ": r"nJ\b",
    "pJ": r"pJ\b",
    "kWh": r"kWh\b",
    "J": r"J\b|[Jj]oules?\b",
    "mm^2": r"mm\s?\^?\{?[2²]\}?",
    "V": r"V\b|volts?\b",
    "mV": r"mV\b",
    "MHz": r"MHz\b",
    "GHz": r"GHz\b",
    "cm": r"cm\b|centimet(?:er|re)s?\b",
    "mm": r"mm\b|millimet(?:er|re)s?\b",
    "m": r"m\b|met(?:er|re)s?\b",
    "B": r"B\b|billion\b",
    "M": r"M\b|million\b",
    "K": r"[Kk]\b|thousand\b",
    "degrees": r"°|degrees?\b",
}
"""Spellings of each unit, by its canonical form."""

_MACRO = re.compile(
    r"\\(?:text|math)?(?:bf|it|tt|sc|rm|sf|em|emph|textbf|texttt|textsc|textit|mathbf|mathrm|sim|approx|mathbf|"
    r"underline)\b\{?|\\(?=[%{}$&_])|\\[,;!]|[${}~]"
)
_TIMES = re.compile(r"\\times")
_PLUS_MINUS = re.compile(r"\\pm")
_ARROW = re.compile(r"\\(?:to|rightarrow)(?![a-z])")
_UNIT = "|".join(f"(?P<u{n}>{shape})" for n, shape in enumerate(UNITS.values()))
_NUMBER = r"(?:\d{1,3}(?:(?:,| , )\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_TOLERANCE = rf"\s*(?:±|\+/-|\+-|pm(?=\s*[\d.]))\s*{_NUMBER}"
_QUANTITY = re.compile(
    r"(?<![\w.])(?<!\d,)(?<![A-Za-z]-)(?<![A-Za-z]\d-)(?P<sign>[-−+]?)"
    rf"(?P<a>{_NUMBER})(?:{_TOLERANCE})?"
    rf"(?P<range>(?:\s*(?:[xX×%])?\s*(?:-{{1,3}}|–|—|−)\s*|\s*[xX×%]?\s+(?:to|→)\s+)(?P<b>{_NUMBER}))?"
    rf"(?:\s?-?\s*(?:{_UNIT}))?(?P<rest>\w*)"
)
_WORD_NUMBERS = {
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "hundred": "100",
}
_WORD_QUANTITY = re.compile(
    r"\b(?P<number>two|three|four|five|six|seven|eight|nine|ten)(?:[- ]?fold| times)\b|\b(?P<twice>twice|doubl(?:e|"
    r"es|ing|ed)|halv(?:es|ed|ing)|by half|two-?fold|half)\b"
    r"|\b(?P<tripled>tripl(?:es|ed|ing))\b|\b(?P<order>(?:an|one|two|three|several)? ?orders? of magnitude)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+(?:about |around |over |roughly |approximately |nearly )?[+]?$", re.IGNORECASE)

if not Doc.has_extension("kg_quantities"):
    Doc.set_extension("kg_quantities", default=())


@Language.component(NAME, assigns=["doc._.kg_quantities"])
def mark_quantities(doc: Doc) -> Doc:
    """Put the text's quantities on `doc._.kg_quantities`, in text order."""
    doc._.kg_quantities = tuple(find_quantities(doc.text))
    return doc


def plain_text(text: str) -> str:
    r"""Return a text of the same length with LaTeX markup blanked out.

    >>> plain_text(r"\textbf{29.9}\% and $3\times$")
    '        29.9  % and  3×      '
    """
    text = _ARROW.sub(lambda match: " to".ljust(len(match.group())), _TIMES.sub("×     ", _PLUS_MINUS.sub("±  ", text)))
    return _MACRO.sub(lambda match: " " * len(match.group()), text)


def find_quantities(text: str) -> list[Quantity]:
    """Return the numbers of a text that can be results, with units, in text order.

    >>> [(q.value, q.unit) for q in find_quantities("2.5x-3x faster at 12,041 FPS, down 4-8% from 33.9 ms")]
    [('2.5-3', 'x'), ('12041', 'FPS'), ('4-8', '%'), ('33.9', 'ms')]
    """
    plain = plain_text(text)
    found = [_with_macro(q, text) for match in _QUANTITY.finditer(plain) for q in _quantities(plain, match)]
    found += [q for match in _WORD_QUANTITY.finditer(plain) for q in _in_words(match)]
    return sorted(found, key=lambda q: (q.start, q.end))


def _with_macro(quantity: Quantity, text: str) -> Quantity:
    """Extend a quantity that ends in the backslash of a LaTeX command over the command."""
    if text[quantity.end - 1] != "\\":
        return quantity
    command = re.compile(r"[A-Za-z]+|%").match(text, quantity.end)
    return replace(quantity, end=command.end()) if command else quantity


def _quantities(plain: str, match: re.Match[str]) -> list[Quantity]:
    unit = next((name for n, name in enumerate(UNITS) if match.group(f"u{n}")), "")
    glued = not unit and re.match(r"-\w|/[^\W\d]", plain[match.end() :])
    round_count = unit == "s" and re.search(r"\d00s$", match.group().strip())
    if match.group("rest") or glued or round_count:
        return []
    if not unit and plain[match.end() : match.end() + 1] in ("^", "_"):
        return []
    number = _digits(match.group("a"))
    value = number if number[0] != "." else f"0{number}"
    before = plain[max(0, match.start() - 30) : match.start("a")]
    start, end = match.start("a"), match.start() + len(match.group().rstrip(" -"))
    second = match.group("b")
    if second is None:
        return [Quantity(value, unit, start, end, bool(_FROM.search(before)))]
    if _FROM.search(before) and re.search(r"\bto\b|→", match.group("range")):
        first = Quantity(value, unit, start, match.end("a"), from_value=True)
        return [first, Quantity(_digits(second), unit, match.start("b"), end)]
    return [Quantity(f"{value}-{second.replace(',', '')}", unit, start, end)]


def _digits(number: str) -> str:
    return number.replace(",", "").replace(" ", "")


def _in_words(match: re.Match[str]) -> list[Quantity]:
    if match.group("number"):
        return [Quantity(_WORD_NUMBERS[match.group("number").lower()], "x", match.start(), match.end())]
    if match.group("twice"):
        return [Quantity("2", "x", match.start(), match.end())]
    if match.group("tripled"):
        return [Quantity("3", "x", match.start(), match.end())]
    count = match.group("order").split()[0].lower()
    value = {"an": "1", "one": "1", "two": "2", "three": "3"}.get(count, "")
    return [Quantity(value, "orders of magnitude", match.start(), match.end())] if value else []

"""The superlatives of questions: what each orders by, and which way."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.query.wording import QUANTITIES

__all__ = ["FACT_NOUNS", "Rank", "adjective", "fact_of", "falling", "superlative", "take_key"]


@dataclass(frozen=True, slots=True)
class Rank:
    """How answers are ordered.

    Attributes
    ----------
    order
        "highest" or "lowest" number first, or "best" or "worst" by whether more or less of it is better.
    fact
        Local name of the hardware property to order hardware by, None where the words do not tell.
    metrics
        Names of the metrics to order results by, where the word itself tells ("fastest").
    phrase
        The words after the superlative that name what to order by: "the least energy".
    single
        One thing is asked for, not a list.
    words
        As asked.

    """

    order: str
    fact: str | None = None
    metrics: tuple[str, ...] = ()
    phrase: str = ""
    single: bool = True
    words: str = ""


_SPEED = QUANTITIES["fast"]
_SIZE = QUANTITIES["small"]
_ENERGY = ("energy per inference", "energy", "energy efficiency", "power consumption")


def _all(words: str, rank: Rank) -> dict[str, Rank]:
    return {word: replace(rank, words=word) for word in words.split()}


_RANKS: dict[str, Rank] = {
    **_all("best finest", Rank("best")),
    **_all("worst", Rank("worst")),
    **_all("highest greatest maximum max longest", Rank("highest")),
    **_all("lowest minimum min least fewest shortest", Rank("lowest")),
    **_all("fastest quickest speediest", Rank("best", "fp32Flops", _SPEED)),
    **_all("slowest", Rank("worst", "fp32Flops", _SPEED)),
    **_all("newest latest youngest", Rank("highest", "launchDate")),
    **_all("oldest earliest", Rank("lowest", "launchDate")),
    **_all("smallest tiniest", Rank("lowest", "ramBytes", _SIZE)),
    **_all("largest biggest", Rank("highest", "ramBytes", _SIZE)),
    **_all("lowest-power", Rank("lowest", "powerWatts", ("power consumption",))),
    **_all("highest-power", Rank("highest", "powerWatts", ("power consumption",))),
    **_all("lowest-energy", Rank("lowest", None, ("energy per inference", "energy"))),
    **_all("lowest-latency", Rank("lowest", None, ("latency",))),
    **_all("strongest", Rank("highest", "fp32Flops")),
    **_all("thriftiest", Rank("best", "powerWatts", _ENERGY)),
}
_ADJECTIVES: dict[str, Rank] = {
    **_all("accurate accurately", Rank("best", None, QUANTITIES["accurate"])),
    **_all("precise", Rank("best", None, QUANTITIES["precise"])),
    **_all("efficient energy-efficient power-efficient economical frugal", Rank("best", "powerWatts", _ENERGY)),
    **_all("power-hungry energy-hungry", Rank("highest", "powerWatts", ("power consumption", "energy"))),
    **_all("memory-efficient compact", Rank("lowest", "ramBytes", _SIZE)),
    **_all("memory-hungry", Rank("highest", "ramBytes", _SIZE)),
    **_all("recent modern", Rank("highest", "launchDate")),
    **_all("powerful capable", Rank("highest", "fp32Flops")),
    **_all("fast quick", Rank("best", "fp32Flops", _SPEED)),
}
_TURNED = {"best": "worst", "worst": "best", "highest": "lowest", "lowest": "highest"}

FACT_NOUNS: dict[str, str] = {
    **dict.fromkeys(("ram", "sram", "memory", "size"), "ramBytes"),
    **dict.fromkeys(("flash", "flash memory", "storage", "rom"), "flashBytes"),
    **dict.fromkeys(("vram", "device memory", "gpu memory", "dram"), "memoryBytes"),
    **dict.fromkeys(("power", "power consumption", "power draw", "tdp", "wattage"), "powerWatts"),
    **dict.fromkeys(("clock", "clock speed", "clock rate", "clock frequency", "frequency"), "clockMHz"),
    **dict.fromkeys(("memory bandwidth", "bandwidth"), "memoryBandwidth"),
    **dict.fromkeys(("flops", "flop/s", "compute", "performance", "peak performance", "tflops"), "fp32Flops"),
    **dict.fromkeys(("tops", "ops"), "int8Ops"),
    **dict.fromkeys(("process", "process node", "node"), "processNm"),
    **dict.fromkeys(("launch", "launch date", "launch year", "age", "year", "date"), "launchDate"),
}
"""What facts of hardware are called after a superlative, and after "by"."""


def superlative(word: str) -> Rank | None:
    """Return what a superlative orders by, None for words that are none.

    >>> superlative("newest").fact
    'launchDate'
    """
    return _RANKS.get(word)


def adjective(word: str, *, least: bool) -> Rank | None:
    """Return what "most accurate" or "least accurate" orders by, None where the adjective tells nothing.

    >>> adjective("power-hungry", least=True).order
    'lowest'
    """
    found = _ADJECTIVES.get(word)
    if found is None:
        return None
    lead = "least" if least else "most"
    return replace(found, order=_TURNED[found.order] if least else found.order, words=f"{lead} {word}")


_LESS_IS_BETTER = frozenset({"powerWatts", "processNm"})
"""Facts of which the best hardware has least."""


def falling(rank: Rank) -> bool:
    """Tell whether the highest number of a rank's fact comes first.

    >>> falling(Rank("best", "powerWatts")), falling(Rank("best", "clockMHz"))
    (False, True)
    """
    if rank.order in {"highest", "lowest"}:
        return rank.order == "highest"
    return (rank.order == "best") != (rank.fact in _LESS_IS_BETTER)


def fact_of(phrase: str) -> str | None:
    """Return the hardware property that a noun names, None for other nouns.

    >>> fact_of("SRAM")
    'ramBytes'
    """
    words = phrase.casefold().split()
    while words and words[0] in {"the", "of", "on-chip", "main", "total"}:
        words.pop(0)
    return FACT_NOUNS.get(" ".join(words))


_KEY = re.compile(
    r"\(?\s*\b(?:by|in\s+terms\s+of|ordered\s+by|measured\s+by|judged\s+by)\s+(?:its\s+|their\s+)?([\w/ -]+?)\)", re.I
)
_OPEN_KEY = re.compile(r"\b(?:by|in\s+terms\s+of)\s+(?:its\s+|their\s+)?(\w+(?:\s+\w+)?)", re.IGNORECASE)


def take_key(text: str) -> tuple[str, str | None]:
    """Take out of a question with a superlative what it is said to order by.

    >>> take_key("the smallest microcontroller (by flash)")
    ('the smallest microcontroller ', 'flashBytes')
    """
    if not any(word in {"most", "least"} or superlative(word) for word in text.casefold().split()):
        return text, None
    for pattern in (_KEY, _OPEN_KEY):
        for match in pattern.finditer(text):
            for words in (match[1], match[1].split()[0]):
                if key := fact_of(words):
                    end = match.start(1) + len(words) if pattern is _OPEN_KEY else match.end()
                    return f"{text[: match.start()]} {text[end:]}", key
    return text, None

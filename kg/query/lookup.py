"""Reads questions for what is known of one device, in a paper or not: "how much RAM does an STM32F746 have?"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.names import singular
from kg.query.limits import take_limits
from kg.query.ranks import FACT_NOUNS

if TYPE_CHECKING:
    from kg.query.limits import Bound
    from kg.query.names import Name, Names

__all__ = ["ALL", "PROCESSOR", "Lookup", "look_up"]

PROCESSOR = "hasProcessor"
"""What is asked for by "which chip is on it"."""
ALL = "*"
"""What is asked for by "what is in it"."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """A question for facts of a device.

    Attributes
    ----------
    properties
        Local names of the facts asked for, the first that is known counts; `PROCESSOR`; `ALL`.
    device
        The names that the device may bear.
    part
        What on the device is meant: "the GPU of a Jetson TX2".
    bounds
        Limits that the facts are asked to keep, where yes or no is asked.
    other, order
        Another device to compare it with, and whether it has "more" or "less".
    has
        What the device is asked to carry.
    words
        What is asked for, as asked.

    """

    properties: tuple[str, ...]
    device: tuple[Name, ...]
    part: tuple[Name, ...] = ()
    bounds: tuple[Bound, ...] = ()
    other: tuple[Name, ...] = ()
    order: str = ""
    has: tuple[Name, ...] = ()
    words: str = ""


_NOUNS: dict[str, tuple[str, ...]] = {
    **{noun: (name,) for noun, name in FACT_NOUNS.items() if noun not in {"size", "date", "node"}},
    **dict.fromkeys(("ram", "sram", "ram size", "working memory", "amount of ram"), ("ramBytes", "memoryBytes")),
    **dict.fromkeys(("memory", "memory size", "main memory", "amount of memory"), ("memoryBytes", "ramBytes")),
    **dict.fromkeys(("flash size", "program memory", "flash storage", "amount of flash"), ("flashBytes",)),
    **dict.fromkeys(("thermal design power", "power budget", "power rating", "rated power"), ("powerWatts",)),
    **dict.fromkeys(("maximum clock", "max clock", "cpu frequency", "cpu clock", "speed"), ("clockMHz",)),
    **dict.fromkeys(("maker", "manufacturer", "vendor", "producer"), ("vendor",)),
    **dict.fromkeys(
        ("release date", "launch date", "release year", "year of release", "date of release", "release", "age",
         "introduction date", "year of launch"),
        ("launchDate",),
    ),
    **dict.fromkeys(("fp32 performance", "single-precision performance", "fp32 flops", "fp32 peak"), ("fp32Flops",)),
    **dict.fromkeys(("fp16 performance", "half-precision performance", "fp16 flops", "fp16 peak"), ("fp16Flops",)),
    **dict.fromkeys(("int8 performance", "int8 ops", "int8 peak", "int8 tops"), ("int8Ops",)),
    **dict.fromkeys(("peak performance", "performance", "compute performance"), ("fp32Flops", "fp16Flops", "int8Ops")),
    **dict.fromkeys(("process node", "technology node", "manufacturing process", "process size"), ("processNm",)),
    **dict.fromkeys(("architecture", "instruction set", "isa"), ("architecture",)),
    **dict.fromkeys(("core", "cpu core", "processor core"), ("core",)),
    **dict.fromkeys(("vcpus", "vcpu", "virtual cpus", "virtual cores"), ("vcpuCount",)),
    **dict.fromkeys(("gpus", "accelerators", "chips", "tpus", "cards"), ("acceleratorCount",)),
    **dict.fromkeys(("processor", "chip", "soc", "mcu", "microcontroller", "cpu", "gpu", "npu", "accelerator", "fpga"),
                    (PROCESSOR,)),
    **dict.fromkeys(("specs", "specification", "specifications", "facts", "details", "properties", "spec", "data sheet",
                     "datasheet", "technical data"), (ALL,)),
}  # fmt: skip
"""What people call facts; more than one where a device has the first, else the next."""
_BARE = frozenset(
    "ram|sram|flash|flash memory|ram size|flash size|clock|clock speed|clock rate|clock frequency|tdp|vram|"
    "release date|launch date|memory bandwidth|process node|manufacturer|vendor|maker|specs|datasheet".split("|")
)
"""Nouns that ask for a fact even without a verb: "STM32F746 RAM"."""


_OF_GPU = frozenset({"gpu memory", "vram", "device memory"})
"""What an instance or computer has by the GPU in it."""


def _either(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split("|")), key=lambda word: (-len(word), word)))


_F = rf"(?P<f>{_either('|'.join(_NOUNS))})"
_A = r"(?:(?:the|an?|one|its)\s+)?"
_X = r"(?P<x>\S.*?)"
_IN = r"(?:of|on|in|inside|for|at|from|with|aboard)"
_HAVE = (
    r"(?:\s+(?:have|has|had|got|get|offer|provide|feature|contain|include|carry|come\s+with|draw|use|consume|need|take|"
    r"run\s+(?:at|on)|run|support|ship\s+with|hold|tick\s+at))?(?:\s+(?:on\s+(?:it|board|chip)|in\s+it|inside|built\s+in))?"
)
_DO = r"(?:does|do|did|has|have|is|are|was|were|can)"
_PATTERNS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"{pattern}", re.IGNORECASE), names)
    for pattern, names in (
        (rf"how\s+(?:much|many)\s+(?:peak\s+|on-chip\s+|total\s+)?{_F}\s+{_DO}\s+(?:there\s+)?(?:{_IN}\s+)?{_A}{_X}"
         rf"{_HAVE}", ()),
        (rf"how\s+(?:large|big|much|fast|high|wide)\s+(?:is|are)\s+{_A}{_F}\s+{_IN}\s+{_A}{_X}", ()),
        (rf"how\s+(?:large|big|much|fast|high|wide)\s+(?:is|are)\s+{_A}{_X}['’]s?\s+{_F}", ()),
        (rf"(?:how\s+fast|at\s+what\s+(?:clock|speed|frequency))\s+(?:is|does)\s+{_A}{_X}\s+"
         r"(?:clocked|run|tick)(?:\s+at)?", ("clockMHz",)),
        (rf"how\s+(?:much\s+power|many\s+watts)\s+(?:does|do|can)\s+{_A}{_X}\s+"
         r"(?:draw|use|consume|need|take|dissipate)", ("powerWatts",)),
        (rf"how\s+old\s+(?:is|are)\s+{_A}{_X}", ("launchDate",)),
        (rf"(?:when|(?:in\s+)?(?:what|which)\s+year)\s+(?:was|were|is|did)\s+{_A}{_X}\s+(?:first\s+)?"
         r"(?:released|launched|announced|introduced|unveiled|come\s+out|available|appear)", ("launchDate",)),
        (rf"(?:who|(?:which|what)\s+(?:company|vendor|manufacturer|maker|firm))\s+(?:makes?|made|builds?|built|"
         rf"manufactures?|manufactured|produces?|produced|sells?|designs?|designed)\s+{_A}{_X}", ("vendor",)),
        (rf"(?:who|what\s+company)\s+(?:is|are)\s+{_A}{_F}\s+of\s+{_A}{_X}", ()),
        (rf"(?:who|by\s+whom)\s+(?:is|are|was|were)\s+{_A}{_X}\s+"
         r"(?:made|built|manufactured|produced|sold)(?:\s+by)?", ("vendor",)),
        (rf"(?:what|which)\s+{_F}s?\s+(?:is|are|sits?|runs?|works?)\s+(?:used\s+)?{_IN}\s+{_A}{_X}", ()),
        (rf"(?:what|which)\s+{_F}s?\s+(?:powers|drives)\s+{_A}{_X}", ()),
        (rf"(?:what|which)\s+{_F}s?\s+{_DO}\s+{_A}{_X}{_HAVE}", ()),
        (rf"(?:what|which)\s+(?:is|are|was)\s+{_A}{_F}\s+{_IN}\s+{_A}{_X}", ()),
        (rf"(?:what|which)\s+(?:is|are|was)\s+{_A}{_X}['’]s?\s+{_F}", ()),
        (rf"(?:what|which\s+hardware|what\s+hardware)\s+(?:is|are)\s+(?:in|inside|on)\s+{_A}{_X}", (ALL,)),
        (rf"what\s+does\s+{_A}{_X}\s+(?:have|contain|consist\s+of|come\s+with|offer|feature)"
         r"(?:\s+in(?:side)?(?:\s+it)?|\s+on\s+it)?", (ALL,)),
        (rf"(?:what\s+(?:is|are)|describe|what\s+do\s+(?:you|we)\s+know\s+(?:about|of)|about)\s+{_A}{_X}", (ALL,)),
        (rf"{_A}{_F}\s+(?:of|for|on)\s+{_A}{_X}", ()),
    )
)  # fmt: skip
"""Ways to ask for a fact, with the facts where no noun says which; the first that fits and names a device counts."""
_BARE_FORM = re.compile(rf"(?P<x>\S.*?)(?:['’]s?)?\s+(?P<f>{_either('|'.join(_BARE))})", re.IGNORECASE)
_POLITE = re.compile(
    r"^(?:(?:please|hey|so|and|ok(?:ay)?|(?:can|could)\s+you\s+(?:please\s+)?tell\s+(?:me|us)|do\s+you\s+know|"
    r"(?:please\s+)?(?:tell|show|give)\s+(?:me|us)|i\s+(?:want|would\s+like|need)\s+to\s+know)\s*,?\s+)+",
    re.IGNORECASE,
)
_WHATS = re.compile(r"^(what|who|when|how|which)['’]s\b", re.IGNORECASE)
_SPLIT = re.compile(r"\s+(?:of|on|in|inside|aboard)\s+(?:(?:the|an?)\s+)?", re.IGNORECASE)
_ASKED = re.compile(
    rf"(?:is|are|does|do|did|has|have|was|were|can|will)\s+{_A}(?:{_F}\s+{_IN}\s+{_A})?(?P<x>\S.*?)(?:['’]s?)?"
    r"(?:\s+(?:have|has|got|offer|draw|use|consume|need|run|made|clocked|released|launched|take|with))?",
    re.IGNORECASE,
)
"""What is left of a question for yes or no whose limits are taken out."""
_MORE, _LESS = r"more|larger|bigger|higher|greater|faster|newer", r"less|fewer|smaller|lower|slower|older"
_THAN = rf"(?P<order>{_MORE}|{_LESS})"
_COMPARED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), names)
    for pattern, names in (
        (rf"(?:does|do|has|have)\s+{_A}{_X}(?:\s+have)?\s+(?:an?\s+)?{_THAN}\s+{_F}\s+than\s+{_A}"
         r"(?P<y>\S.*?)(?:\s+(?:does|has|do))?", ()),
        (rf"(?:is|are)\s+{_A}{_X}['’]s?\s+{_F}\s+{_THAN}\s+than\s+(?:that\s+of\s+)?{_A}"
         r"(?P<y>\S.*?)(?:['’]s?)?(?:\s+(?P=f))?", ()),
        (rf"(?:is|was)\s+{_A}{_X}\s+(?P<order>newer|older)\s+than\s+{_A}(?P<y>\S.*?)", ("launchDate",)),
        (rf"(?:which|what)\s+has\s+(?:an?\s+|the\s+)?{_THAN}\s+{_F}\s*[:,]?\s+{_A}{_X}\s+or\s+{_A}(?P<y>\S.*?)", ()),
    )
)  # fmt: skip
_HAS = re.compile(
    rf"(?:does|do|has|have|is)\s+(?:there\s+(?:an?\s+)?(?P<z>\S.*?)\s+(?:on|in)\s+{_A}(?P<w>\S.*?)|"
    rf"{_A}{_X}\s+(?:have|has|contain|include|feature|carry|come\s+with)\s+(?:an?\s+|any\s+)?(?P<y>\S.*?))",
    re.IGNORECASE,
)


def look_up(question: str, names: Names) -> Lookup | None:
    """Read a question for facts of one device, None for any other question.

    Parameters
    ----------
    question
        In words.
    names
        The names of the graph.

    """
    text = _WHATS.sub(r"\1 is", _POLITE.sub("", " ".join(question.split()).rstrip(" ?!.")))
    reader = _Reader(names)
    return reader.compared(text) or reader.whether(text) or reader.carries(text) or reader.plain(text)


class _Reader:
    """Tries the ways to ask in turn."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def plain(self, text: str) -> Lookup | None:
        for pattern, names in _PATTERNS:
            if (match := pattern.fullmatch(text)) and (found := self._found(match, names)):
                return found
        match = _BARE_FORM.fullmatch(text)
        return self._found(match, ()) if match else None

    def compared(self, text: str) -> Lookup | None:
        for pattern, names in _COMPARED:
            if not (match := pattern.fullmatch(text)):
                continue
            device, other = self._device(match["x"]), self._device(match["y"])
            if device and other:
                properties, words = _asked(match, names)
                order = "more" if re.fullmatch(_MORE, match["order"], re.IGNORECASE) else "less"
                return Lookup(properties, device, other=other, order=order, words=f"{match['order']} {words}")
        return None

    def whether(self, text: str) -> Lookup | None:
        rest, years, bounds = take_limits(text)
        match = _ASKED.fullmatch(" ".join(rest.split()))
        if not (match and bounds and not years and all(bound.fact for bound in bounds)):
            return None
        device, part = self._whole(match["x"])
        if "flashBytes" in _NOUNS.get((match["f"] or "").casefold(), ()):
            bounds = tuple(replace(bound, fact="flashBytes") for bound in bounds)
        properties = tuple(bound.fact or "" for bound in bounds)
        words = " and ".join(bound.words for bound in bounds)
        return Lookup(properties, device, part, bounds, words=words) if device else None

    def carries(self, text: str) -> Lookup | None:
        if not (match := _HAS.fullmatch(text)):
            return None
        device, has = self._device(match["x"] or match["w"]), self._device(match["y"] or match["z"])
        return Lookup((PROCESSOR,), device, has=has, words=has[0].label) if device and has else None

    def _found(self, match: re.Match[str], names: tuple[str, ...]) -> Lookup | None:
        device, part = self._whole(match["x"])
        if not device:
            return None
        properties, words = _asked(match, names)
        kind = words if properties == (PROCESSOR,) else "GPU" if words.casefold() in _OF_GPU else ""
        part = part or (self._device(kind) if kind else ())
        return Lookup(properties, device, part, words=words)

    def _whole(self, words: str) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
        """Return what some words name: a device, or a part and the device that it is on."""
        if device := self._device(words):
            return device, ()
        for split in _SPLIT.finditer(words):
            part, device = self._device(words[: split.start()]), self._device(words[split.end() :])
            if part and device:
                return device, part
        return (), ()

    def _device(self, words: str) -> tuple[Name, ...]:
        # What also names a method or a data set is asked for as before.
        found = self._names.find(words, ("hardware", "method", "dataset", "task", "metric"))
        return found if found and found[0].kind == "hardware" else ()


def _asked(match: re.Match[str], names: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    noun = " ".join((match.groupdict().get("f") or "").split())
    asked = names or _NOUNS[noun.casefold()]
    if asked == ("acceleratorCount",) and not match.string.casefold().startswith("how"):
        asked, noun = (PROCESSOR,), singular(noun)
    return asked, noun or _SAID.get(names, "")


_SAID: dict[tuple[str, ...], str] = {
    ("clockMHz",): "clock", ("powerWatts",): "power", ("launchDate",): "launch", ("vendor",): "maker", (ALL,): "facts",
}  # fmt: skip

"""How data sheets and benchmark tables write hardware, and the plainer names that the same thing is known by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["TRADEMARK", "known_forms", "memory_bytes", "plain_name", "without_trademarks"]

TRADEMARK = r"(?:\(\s*(?:R|TM|C)\s*\)|[®™©])"
"""The signs that say who owns a name, as a pattern in which case does not count."""

_TRADEMARK = re.compile(rf"\s*{TRADEMARK}\s*", re.IGNORECASE)
_BEFORE_HYPHEN = re.compile(rf"{TRADEMARK}(?=-)", re.IGNORECASE)
_COUNT = re.compile(r"^\d+\s*[x×]\s*(?=[A-Z])")
_CLOCK = re.compile(r"\s*@\s*([\d.]+\s*[GM]Hz)\b", re.IGNORECASE)
_CORES = re.compile(r"\b(\d+[- ]cores?)\b\s*", re.IGNORECASE)
_GENERATION = re.compile(r"^(\d+th Gen)\s+", re.IGNORECASE)
_CODE_NAME = re.compile(r"\(?\bcode ?named? ([^()]+)\)?", re.IGNORECASE)
_REMARK = re.compile(r"\s*\(([^()]*)\)")
_COOLING = re.compile(r"[- ](CTS)$")
_RATING = re.compile(r"[- ](\d{2,4}\s*W)$")
_WITH = re.compile(r"\s+(with [A-Z][\w ]+)$")
_VIRTUAL = re.compile(r"^(Virtualized)\s+", re.IGNORECASE)
_REVISION = re.compile(r"\s+(rev\.? ?[\d.]+|r\dp\d|v[89]\.\d)$", re.IGNORECASE)
_OTHER_CORES = re.compile(r"(?<=[\w)])\s*:\s+((?:Arm |Cortex).+)$", re.IGNORECASE)
_CLASS = re.compile(r"(?<=\w)\s+(?:(?:CPU|GPU)\s+)?(?:CPU|GPU|Processor|AI Accelerator)$", re.IGNORECASE)
_INNER_CLASS = re.compile(r"(?<=Xeon) CPU(?= \w)")

_REMARKS = (_CLOCK, _CORES, _GENERATION, _REMARK, _OTHER_CORES, _COOLING, _RATING, _WITH, _VIRTUAL, _REVISION)
"""What a name carries beside itself: how it is clocked, cooled, rated, shared out, and what else is on the chip."""

_VENDORS = re.compile(
    r"^(?:NVIDIA|AMD|Intel|Qualcomm|Arm|Apple|Xilinx|Amlogic|RockChip|Broadcom|Renesas|Infineon|STMicroelectronics|"
    r"Nordic|Silicon Labs|Google|Huawei|Habana|Graphcore)\s+(?=\S)",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"(?P<chip>.*\d)[- ](?:SXM\d?|PCIe?|NVL|OAM|NPS\d-[A-Z]PX)(?:[- ](?P<memory>\d+)[- ]?GB)(?:[- ]HBM\d\w?)?",
    re.IGNORECASE,
)
_INSTANCE = re.compile(
    r"\b(?P<family>[a-z]{1,4}\d+[a-z-]*)[._](?P<size>nano|micro|small|medium|\d*x?large|metal)\b|"
    r"\b(?P<machine>[a-z]\d[a-z]?[-_.](?:standard|highmem|highcpu|ultragpu|highgpu)[-_.]\d+g?|Standard_\w+)\b"
)
_PARTS = re.compile(
    r"(?P<part>(?:STM32|GD32|AT32|CH32|APM32)[A-Z]+\d\w\w[A-Z]\w|EF[MR]32[A-Z]{2}\d\d[A-Z]\d{3}F\d+|R[57]F[A-Z0-9]{6}|"
    r"XC\d[A-Z]{1,2}\d+[A-Z]?|MIMXRT\d{3,4}|LPC\d{4,5}|ATSAM[A-Z]\d+[A-Z]\d+|nRF5\d{4}|nRF5\d{3}|M4\d\d[A-Z]{2})"
    r"(?P<tail>[A-Z0-9]{0,8})",
    re.IGNORECASE,
)
"""Part numbers of microcontrollers and FPGAs, which are ordered with a tail for package, temperature and packing."""

_PLACEHOLDER = re.compile(r"(?<=[A-Z\d])x{1,4}$")
"""What data sheets write for any part of a line or family: STM32F746xx."""

_SIZE = re.compile(r"([\d.]+)\s*([kKMG])i?B\b")
_FACTOR = {"k": 1 << 10, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def without_trademarks(written: str) -> str:
    """Return a name without the signs that say who owns it.

    >>> without_trademarks("Arm® Cortex®-M33, Intel(R)Xeon(R)")
    'Arm Cortex-M33, Intel Xeon'
    """
    return " ".join(_TRADEMARK.sub(" ", _BEFORE_HYPHEN.sub("", written)).split())


@lru_cache(maxsize=1 << 14)
def plain_name(written: str) -> tuple[str, str]:
    """Return a name of hardware without trademarks, counts, clocks and remarks, and what it carried beside itself.

    >>> plain_name("Intel(R) Xeon(R) Gold 6248R CPU @ 3.00GHz")
    ('Intel Xeon Gold 6248R', '3.00GHz')
    >>> plain_name("NVIDIA A100-SXM-80GB (500W)")
    ('NVIDIA A100-SXM-80GB', '500W')
    >>> plain_name("AMD EPYC 7V13 64-Core Processor")
    ('AMD EPYC 7V13', '64-Core')
    """
    name = _COUNT.sub("", _CODE_NAME.sub(r"\1", without_trademarks(written)))
    remarks: list[str] = []
    for pattern in _REMARKS:
        remarks += [match[1].strip() for match in pattern.finditer(name)]
        name = pattern.sub(" ", name).strip() or name
    name = _INNER_CLASS.sub("", _CLASS.sub("", " ".join(name.split()).strip(" ,;:")))
    return name or written.strip(), ", ".join(remark for remark in remarks if remark)


def known_forms(name: str) -> Iterator[str]:
    """Yield other names of the same hardware, the closest first; a vocabulary that holds one of them knows it.

    >>> list(known_forms("STM32L4R5ZIT6U"))[:3]
    ['STM32L4R5ZIT6', 'STM32L4R5ZIT', 'STM32L4R5ZI']
    >>> list(known_forms("NVIDIA A100-SXM-80GB (500W)"))
    ['NVIDIA A100-SXM-80GB', 'A100-SXM-80GB', 'NVIDIA A100 80GB', 'A100 80GB']
    >>> list(known_forms("AWS cloud instance t4g.2xlarge"))
    ['t4g.2xlarge']
    """
    instance = _INSTANCE.search(name)
    if instance:
        machine, size = instance["machine"], f"{instance['family']}.{instance['size']}"
        yield re.sub(r"[_.]", "-", machine) if machine else size
        return
    plain = plain_name(name)[0]
    forms = [plain, _VENDORS.sub("", plain, count=1)]
    card = _CARD.fullmatch(plain)
    if card:
        short = f"{card['chip']} {card['memory']}GB"
        forms += [short, _VENDORS.sub("", short, count=1)]
    forms += (form for token in re.split(r"[\s/-]+", plain) for form in _without_tail(token))
    yield from (form for form in dict.fromkeys(forms) if form != name)


def _without_tail(token: str) -> Iterator[str]:
    """Yield the beginnings of an ordering code, longest first, down to the part itself; "xx" stands for any part."""
    if _PLACEHOLDER.search(token):
        yield _PLACEHOLDER.sub("", token)
    ordered = _PARTS.fullmatch(token)
    if ordered:
        yield from (token[:length] for length in range(len(token), ordered.end("part") - 1, -1))


def memory_bytes(written: str) -> int | None:
    """Return how much memory a text states, its parts added up, in bytes; None where it states none.

    >>> [memory_bytes(text) for text in ("640KB", "1.5 MB L2 + 128 KB L1", "304KB SRAM", "none")]
    [655360, 1703936, 311296, None]
    """
    sizes = [(number, unit) for number, unit in _SIZE.findall(written) if number.replace(".", "", 1).isdigit()]
    total = sum(round(float(number) * _FACTOR[unit]) for number, unit in sizes)
    return total or None

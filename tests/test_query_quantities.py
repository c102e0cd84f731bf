"""Units and limits by themselves: what counts as how much, and which words limit what."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.query.limits import Bound, take_limits
from kg.query.quantities import decimal_share, factor, in_base_units, shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("2.5", "mJ"), ("2500", "µJ")),
        (("2.5", "mJ"), ("2500", "uJ/inference")),
        (("0.8", "ms"), ("800", "us")),
        (("1", "s"), ("1000", "msec")),
        (("30", "FPS"), ("30", "inf/s")),
        (("30", "images/s"), ("30", "Samples/s")),
        (("1", "MB"), ("1024", "kB")),
        (("1", "MB"), ("1", "MiB")),
        (("512", "KB"), ("0.5", "MB")),
        (("0.5", "W"), ("500", "mW")),
        (("1", "GFLOPs"), ("1000", "MFLOPs")),
        (("1", "GMACs"), ("2", "GFLOPs")),
        (("1.5", "min"), ("90", "s")),
        (("5", "M"), ("5", "million")),
    ],
)
def test_spellings_and_units_convert(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert in_base_units(Decimal(one[0]), one[1]) == in_base_units(Decimal(other[0]), other[1])


@pytest.mark.parametrize(
    ("one", "other"), [("ms", "mJ"), ("tokens/s", "inf/s"), ("%", "points"), ("MB", "MB/s"), ("mAP", "%")]
)
def test_what_measures_different_things_does_not_compare(one: str, other: str) -> None:
    assert factor(one)[1] != factor(other)[1]


def test_the_case_of_prefixes_counts() -> None:
    assert factor("mW")[0] < 1 < factor("MW")[0]


def test_storage_is_in_powers_of_two_and_transfer_in_powers_of_ten() -> None:
    assert in_base_units(Decimal(512), "kB")[0] == 512 * 1024
    assert in_base_units(Decimal(2), "TB/s")[0] == 2 * 10**12
    assert shown(512 * 1024, "B") == "512 KiB"


def test_a_maker_may_count_memory_in_either_way() -> None:
    at_least = Bound(low=24 * 1024.0**3, unit="GB", fact="memoryBytes")
    less = Bound(high=24 * 1024.0**3, unit="GB", fact="memoryBytes", strict=True)
    for bytes_ in (24e9, 24 * 1024.0**3):
        assert at_least.holds(bytes_, decimal_share("GB"))
        assert not less.holds(bytes_, decimal_share("GB"))
    assert not at_least.holds(24e9, decimal_share("GiB"))


FACTS: dict[str, tuple[str, float | None, float | None]] = {
    "methods on a device with less than 512 kB of RAM": ("ramBytes", None, 524288),
    "boards with at least 1 MB of flash": ("flashBytes", 1048576, None),
    "boards with 1 MB or more of flash": ("flashBytes", 1048576, None),
    "chips clocked above 200 MHz": ("clockMHz", 200, None),
    "boards with a clock of at least 0.2 GHz": ("clockMHz", 200, None),
    "tested on anything under 5 W": ("powerWatts", None, 5),
    "devices that draw less than 500 mW": ("powerWatts", None, 0.5),
    "devices with a TDP below 10 W": ("powerWatts", None, 10),
    "GPUs with at least 24 GB of memory": ("ramBytes", 24 * 1024**3, None),
    "GPUs with between 16 GB and 48 GB of VRAM": ("memoryBytes", 16 * 1024**3, 48 * 1024**3),
    "which methods run within 320 kB": ("ramBytes", None, 327680),
    "GPUs launched since 2020": ("launchYear", 2020, None),
    "GPUs released before 2018": ("launchYear", None, 2017),
    "hardware made in 7 nm or less": ("processNm", None, 7),
    "chips made in a 5 nm process or smaller": ("processNm", None, 5),
    "GPUs with more than 100 TFLOPS": ("fp32Flops", 1e14, None),
    "hardware with more than 1 TB/s of memory bandwidth": ("memoryBandwidth", 1e12, None),
    "hardware with no more than 256 KiB of SRAM": ("ramBytes", None, 262144),
}


@pytest.mark.parametrize("question", FACTS)
def test_limits_on_facts_of_hardware(question: str) -> None:
    rest, years, bounds = take_limits(question)
    assert [(b.fact, b.low, b.high) for b in bounds] == [FACTS[question]]
    assert years is None
    assert not any(c.isdigit() for c in rest)


VALUES: dict[str, tuple[str, float | None, float | None]] = {
    "models under 10 ms": ("[time]", None, 0.01),
    "methods using less than 1 mJ per inference": ("[energy]", None, 0.001),
    "accuracy above 75 %": ("[share]", 75, None),
    "methods that need less than 512 kB of RAM": ("[information]", None, 524288),
    "models smaller than 1 MB": ("[information]", None, 1048576),
    "methods with a power consumption below 10 mW": ("[energy] / [time]", None, 0.01),
    "models with fewer than 5M parameters": ("[number]", None, 5e6),
    "papers with over 100 FPS": ("[item] / [time]", 100, None),
}


@pytest.mark.parametrize("question", VALUES)
def test_limits_on_reported_values(question: str) -> None:
    (bound,) = take_limits(question)[2]
    assert bound.fact is None
    assert (bound.measure, bound.low, bound.high) == VALUES[question]


@pytest.mark.parametrize(
    "question", ["papers on pruning in 3D", "top 5 datasets", "tested on a Raspberry Pi 4 or larger", "ImageNet 2012"]
)
def test_numbers_that_limit_nothing_are_left_alone(question: str) -> None:
    assert take_limits(question) == (question, None, ())


def test_years_of_papers_are_not_years_of_devices() -> None:
    assert take_limits("papers released before 2018")[1] == (0, 2017)
    assert take_limits("papers tested on a GPU since 2020")[1] == (2020, 9999)

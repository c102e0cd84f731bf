"""How Intel names its CPUs and GPUs."""

from __future__ import annotations

from ontology.build.chips.rules import Family, Maker, Place, Spelling

__all__ = ["INTEL_CPU", "INTEL_GPU"]

_CPU_FAMILIES = (
    Family("Core Duo", ("intel-core",), ("Intel Core Duo",)),
    Family("Core Solo", ("intel-core",), ("Intel Core Solo",)),
    Family("Core 2 Extreme", ("intel-core",), ("Intel Core 2 Extreme",)),
    Family("Intel Core M", ("intel-core",)),
    Family("Pentium D", ("intel-pentium",), ("Intel Pentium D",)),
    Family("Pentium 4 HT", ("pentium-4",), ("Intel Pentium 4 HT",)),
    Family("Pentium Dual-Core", ("intel-pentium",), ("Intel Pentium Dual-Core",)),
    Family("Pentium Gold", ("intel-pentium",), ("Intel Pentium Gold",)),
    Family("Pentium Silver", ("intel-pentium",), ("Intel Pentium Silver",)),
    Family("Celeron D", ("intel-celeron",), ("Intel Celeron D",)),
    Family("Xeon MP", ("intel-xeon",), ("Intel Xeon MP",)),
    Family("Intel Westmere", ("intel-cpu",), (), "Intel's 32 nm core of 2010."),
    Family("Intel Comet Lake", ("intel-cpu", "avx2"), (), "Intel's 14 nm Core generation of 2019 and 2020."),
)

_CPU_SERIES = (
    *(Place(rf"Core i{digit}-", (f"intel-core-i{digit}",)) for digit in "3579"),
    Place(r"Core 2 Duo", ("core-2-duo",)),
    Place(r"Core 2 Quad", ("core-2-quad",)),
    Place(r"Core 2 Extreme", ("core-2-extreme",)),
    Place(r"Core 2", ("intel-core",)),
    Place(r"Core Duo", ("core-duo",)),
    Place(r"Core Solo", ("core-solo",)),
    Place(r"Core M", ("intel-core-m",)),
    Place(r"Xeon Phi 7\d{3}(?![ADPX])", ("knights-landing",)),
    Place(r"Xeon Phi|Intel Aubrey", ("knights-corner",)),
    Place(r"Xeon MP", ("xeon-mp",)),
    *(Place(rf"Xeon E{digit}-(?P<model>\d+)\w*", (f"xeon-e{digit}",)) for digit in "357"),
    Place(r"Xeon (?:Platinum|Gold|Silver|Bronze) ", ("intel-xeon-scalable",)),
    Place(r"Xeon D-", ("xeon-d",)),
    Place(r"Xeon W-?\d|Xeon w\d", ("xeon-w",)),
    Place(r"Xeon", ("intel-xeon",)),
    Place(r"(?:Mobile )?Pentium 4 HT", ("pentium-4-ht",)),
    Place(r"(?:Mobile )?Pentium 4", ("pentium-4",)),
    Place(r"Pentium III", ("pentium-iii",)),
    Place(r"Pentium M ", ("pentium-m",)),
    Place(r"Pentium D ", ("pentium-d",)),
    Place(r"Pentium Dual-Core", ("pentium-dual-core",)),
    Place(r"Pentium Gold", ("pentium-gold",)),
    Place(r"Pentium Silver", ("pentium-silver",)),
    Place(r"Pentium", ("intel-pentium",)),
    Place(r"Celeron D ", ("celeron-d",)),
    Place(r"Celeron", ("intel-celeron",)),
    Place(r"Atom", ("intel-atom",)),
)

_GENERATIONS = (
    Place(r"Core i\d-[345](?:8|9)\d\d[KX]?X?M?$", ()),
    Place(r"Core i[57]-(?:[789]\d\d|7\d\dQM)(?!\d)", ("intel-nehalem",), "Nehalem"),
    Place(r"Core i\d-[356]\d\d(?!\d)", ("intel-westmere",), "Westmere"),
    Place(r"Core i\d-2\d{3}(?!\d)", ("intel-sandy-bridge",), "Sandy Bridge"),
    Place(r"Core i\d-3\d{3}(?!\d)", ("intel-ivy-bridge",), "Ivy Bridge"),
    Place(r"Core i\d-4\d{3}(?!\d)", ("intel-haswell",), "Haswell"),
    Place(r"Core i\d-5\d{3}(?!\d)", ("intel-broadwell",), "Broadwell"),
    Place(r"Core i\d-6[89]\d\d[KX]", ("intel-broadwell",), "Broadwell"),
    Place(r"Core i\d-(?:6\d{3}(?!\d)|(?:7[89]|9[89])\d\dX)", ("intel-skylake",), "Skylake"),
    Place(r"Core i\d-(?:7\d{3}(?!\d)|8[235]50U|8650U)", ("intel-kaby-lake",), "Kaby Lake"),
    Place(r"Core i\d-(?:8\d\d\d(?:[KTHB]|HK)?$|9\d{3}(?!\dX))", ("intel-coffee-lake",), "Coffee Lake"),
    Place(r"Core i\d-10\d\dN?G\d", ("intel-ice-lake",), "Ice Lake"),
    Place(r"Core i\d-10(?:9\d\d|980)XE?", ("intel-cpu",), "Cascade Lake"),
    Place(r"Core i\d-10\d{3}", ("intel-comet-lake",), "Comet Lake"),
    Place(r"Core i\d-11\d\dG\d|Core i\d-11\d{3}H", ("intel-tiger-lake",), "Tiger Lake"),
    Place(r"Core i\d-11\d{3}", ("intel-rocket-lake",), "Rocket Lake"),
    Place(r"Core i\d-12\d\d", ("intel-alder-lake",), "Alder Lake"),
    Place(r"Core i\d-1[34]\d\d", ("intel-raptor-lake",), "Raptor Lake"),
    Place(r"Xeon (?:Platinum|Gold|Silver|Bronze) \d1\d\d", ("intel-skylake-sp",), "Skylake"),
    Place(r"Xeon (?:Platinum|Gold|Silver|Bronze) \d2\d\d", ("intel-cascade-lake",), "Cascade Lake"),
    Place(r"Xeon (?:Platinum|Gold) \d3\d\dHL?", ("intel-cooper-lake",), "Cooper Lake"),
    Place(r"Xeon (?:Platinum|Gold|Silver|Bronze) \d3\d\d", ("intel-ice-lake",), "Ice Lake"),
    Place(r"Xeon (?:Platinum|Gold|Silver|Bronze) \d4\d\d", ("intel-sapphire-rapids",), "Sapphire Rapids"),
    Place(r"Xeon (?:Platinum|Gold|Silver|Bronze) \d5\d\d", ("intel-emerald-rapids",), "Emerald Rapids"),
    Place(r"Xeon E[35]-\d+\w?$", ("intel-sandy-bridge",), "Sandy Bridge"),
    Place(r"Xeon E\d-\d+\w? v2", ("intel-ivy-bridge",), "Ivy Bridge"),
    Place(r"Xeon E\d-\d+\w? v3", ("intel-haswell",), "Haswell"),
    Place(r"Xeon E\d-\d+\w? v4|Xeon D-15", ("intel-broadwell",), "Broadwell"),
    Place(r"Xeon E3-\d+\w? v5", ("intel-skylake",), "Skylake"),
    Place(r"Xeon E3-\d+\w? v6", ("intel-kaby-lake",), "Kaby Lake"),
    Place(r"Xeon [ELX]55\d\d", ("intel-nehalem",), "Nehalem"),
    Place(r"Xeon [EWLX]56\d\d|Xeon E7-\d+$", ("intel-westmere",), "Westmere"),
)

_CPU_SPELLINGS = (
    Spelling(r"Core (?P<model>i\d-.+)", ("Intel {all}", "{model}", "Intel {model}")),
    Spelling(
        r"Core 2 (?P<class>\w+) (?P<model>.+)", ("Intel {all}", "Core2 {class} {model}", "Intel Core2 {class} {model}")
    ),
    Spelling(
        r"Xeon (?P<metal>Platinum|Gold|Silver|Bronze) (?P<model>.+)",
        ("Intel {all}", "Xeon {model}", "Intel Xeon {model}", "Intel {metal} {model}"),
    ),
    Spelling(r"Xeon (?P<model>E[357]-.+)", ("Intel {all}", "{model}", "Intel {model}")),
    Spelling(r"Pentium 4(?P<rest>.* GHz)", ("Intel {all}", "Pentium IV{rest}", "P4{rest}")),
    Spelling(r"Intel .+", ()),
    Spelling(r".+", ("Intel {all}",)),
)

INTEL_CPU = Maker("Intel", _CPU_FAMILIES, (_CPU_SERIES, _GENERATIONS), ("intel-cpu",), _CPU_SPELLINGS)
"""Intel's CPUs."""

_GPU_FAMILIES = (
    Family("Intel HD Graphics", ("intel-integrated-graphics",)),
    Family("Intel UHD Graphics", ("intel-integrated-graphics",)),
    Family("Intel Iris Graphics", ("intel-integrated-graphics",), ("Intel Iris Plus Graphics",)),
    Family("Intel GMA", ("intel-integrated-graphics",), ("Intel Graphics Media Accelerator",)),
)

_GPU_SERIES = (
    Place(r"Intel HD Graphics", ("intel-hd-graphics",)),
    Place(r"Intel UHD Graphics", ("intel-uhd-graphics",)),
    Place(r"Intel Iris", ("intel-iris-graphics",)),
    Place(r"Intel GMA", ("intel-gma",)),
    Place(r"Intel Arc", ("intel-arc",)),
    Place(r"Intel Data Center GPU Max", ("intel-data-center-gpu-max",)),
    Place(r"Xeon Phi|Intel Aubrey", ("knights-corner",)),
    Place(r"Intel (?:Extreme|i8)", ("intel-integrated-graphics",)),
)

_GPU_SPELLINGS = (
    Spelling(r"Intel (?P<line>U?HD|Iris(?: \w+)?) Graphics (?P<model>.+)", ("Intel {line} {model}",)),
    Spelling(r"Intel (?P<model>(?:Arc|Data Center GPU|GMA) .+)", ("{model}",)),
)

INTEL_GPU = Maker("Intel", _GPU_FAMILIES, (_GPU_SERIES,), ("intel-gpu",), _GPU_SPELLINGS)
"""Intel's GPUs."""

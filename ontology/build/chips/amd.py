"""How AMD and ATI name their GPUs, and AMD its CPUs."""

from __future__ import annotations

from ontology.build.chips.rules import Family, Maker, Place, Spelling

__all__ = ["AMD_CPU", "AMD_GPU", "ATI"]

_GPU_FAMILIES = (
    *(Family(f"Radeon HD {digit}000 series", ("radeon",)) for digit in "2345678"),
    Family("Radeon 9000 series", ("radeon",)),
    Family("Radeon X1000 series", ("radeon",)),
    Family("Radeon 200 series", ("radeon",), ("Radeon R9 200 series", "Radeon R7 200 series")),
    Family("Radeon 300 series", ("radeon",), ("Radeon R9 300 series", "Radeon R7 300 series")),
    Family("Radeon RX 400 series", ("radeon",)),
    Family("Radeon RX 500 series", ("radeon",)),
    Family("Radeon RX 5000 series", ("radeon", "amd-rdna")),
    Family("Radeon RX 6000 series", ("radeon", "rdna-2")),
    Family("Radeon RX 7000 series", ("radeon", "rdna-3")),
    Family("Radeon RX 9000 series", ("radeon", "amd-rdna")),
    Family("Mobility Radeon", ("radeon", "laptop-gpu"), ("ATI Mobility Radeon",)),
    Family("ATI All-In-Wonder", ("radeon",)),
    Family("FireGL", ("amd-gpu", "professional-gpu"), ("ATI FireGL", "Fire GL")),
    Family("FireMV", ("amd-gpu", "professional-gpu"), ("ATI FireMV",)),
    Family("AMD FireStream", ("amd-gpu", "data-center-gpu"), ("FireStream",)),
    Family("AMD TeraScale", ("amd-gpu",), (), "AMD's GPU architecture of 2007 to 2011."),
    Family("AMD GCN", ("amd-gpu",), ("Graphics Core Next",), "AMD's GPU architecture of 2012 to 2019."),
    Family("RDNA 2", ("amd-rdna",), ("AMD RDNA 2",)),
    Family("RDNA 3", ("amd-rdna",), ("AMD RDNA 3",)),
    Family("AMD CDNA", ("amd-gpu",), ("CDNA architecture",), "AMD's architecture of GPUs for computing, from 2020."),
)

_GPU_SERIES = (
    Place(r"(?:AMD|Radeon) Instinct", ("amd-instinct",)),
    Place(r"Mobility (?:Radeon|FireGL)", ("mobility-radeon",)),
    Place(r"ATI All-In-Wonder", ("ati-all-in-wonder",)),
    Place(r"Fire ?GL", ("firegl",)),
    Place(r"FireMV", ("firemv",)),
    Place(r"FirePro", ("amd-firepro",)),
    Place(r"FireStream|AMD Stream", ("amd-firestream",)),
    Place(r"Radeon Pro", ("radeon-pro",)),
    Place(
        r"Radeon.*\bIGP\b|Radeon (?:R\d|Vega|RX Vega) (?:\d+ )?(?:Mobile|Embedded|Graphics)|Radeon Graphics|"
        r"Radeon (?:RX )?Vega (?:3|6|8|9|10|11)\b|Radeon HD \d{4}[GDE]\b|Radeon R\d\w? (?:Mobile )?Graphics|Radeon "
        r"(?:Xpress|IGP)",
        ("radeon-integrated-graphics",),
    ),
    *(Place(rf"Radeon HD {digit}\d\d\d", (f"radeon-hd-{digit}000-series",)) for digit in "2345678"),
    Place(r"Radeon R[5-9] (?:[AM])?2\d\d", ("radeon-200-series",)),
    Place(r"Radeon R[5-9] (?:[AM])?3\d\d|Radeon R9 (?:Fury|Nano)", ("radeon-300-series",)),
    *(Place(rf"Radeon RX {digit}\d\d(?!\d)", (f"radeon-rx-{digit}00-series",)) for digit in "45"),
    *(Place(rf"Radeon RX {digit}\d\d\d", (f"radeon-rx-{digit}000-series",)) for digit in "5679"),
    Place(r"Radeon RX Vega", ("radeon-rx-vega",)),
    Place(r"Radeon X1\d\d\d", ("radeon-x1000-series",)),
    Place(r"Radeon 9\d\d\d", ("radeon-9000-series",)),
    Place(r".* graphics$", ("game-console-graphics", "amd-gpu")),
    Place(r"Radeon", ("radeon",)),
)

_GPU_ARCHITECTURES = (
    Place(r"AMD Instinct MI[123]\d\d", ("amd-cdna",), "CDNA"),
    Place(r"AMD Instinct MI|Radeon VII|Radeon Pro VII|Radeon (?:RX |Pro )?Vega", ("amd-gcn",), "GCN"),
    Place(r"Radeon RX 7\d\d\d|Radeon Pro W7", ("rdna-3",), "RDNA 3"),
    Place(r"Radeon RX 6\d\d\d|Radeon Pro W6", ("rdna-2",), "RDNA 2"),
    Place(r"Radeon RX 5\d\d\d|Radeon Pro W?5[3-7]\d\d", ("amd-rdna",), "RDNA"),
    Place(
        r"Radeon R[5-9] |Radeon RX [45]\d\d(?!\d)|Radeon Pro (?:WX|4|5)|FirePro [WSD]|Radeon HD 7[7-9]\d\d(?![MGD])",
        ("amd-gcn",),
        "GCN",
    ),
    Place(r"Radeon HD [2-6]\d\d\d", ("amd-terascale",), "TeraScale"),
)

_GPU_USES = (
    Place(r"Radeon (?!.*Graphics).*(?:\bMobile\b|\d{3,4}[MS]X?\b|\bM\d{3})|FirePro [MW]\d+M", ("laptop-gpu",)),
)

_GPU_SPELLINGS = (
    Spelling(
        r"AMD (?P<model>Instinct (?P<code>MI\d+\w?))(?P<rest>.*)",
        ("{model}{rest}", "AMD {code}{rest}", "Radeon {model}{rest}", "AMD Radeon {model}{rest}"),
        ("{code}{rest}",),
    ),
    Spelling(r"Radeon (?P<model>(?:RX|HD|R[579]) \S*\d\S*(?: XTX| XT| X2| GRE)?)", ("AMD {all}", "AMD {model}")),
    Spelling(r"Radeon .+|FirePro .+|FireStream .+", ("AMD {all}",)),
)

_ATI_SPELLINGS = (
    Spelling(r"Radeon (?P<model>HD \d+.*)", ("ATI {all}", "AMD {all}", "ATI {model}")),
    Spelling(r"(?:Radeon|Mobility|Fire).+", ("ATI {all}",)),
)

AMD_GPU = Maker("AMD", _GPU_FAMILIES, (_GPU_SERIES, _GPU_ARCHITECTURES, _GPU_USES), ("amd-gpu",), _GPU_SPELLINGS)
"""AMD's GPUs."""

ATI = Maker("ATI", (), (_GPU_SERIES, _GPU_ARCHITECTURES, _GPU_USES), ("amd-gpu",), _ATI_SPELLINGS)
"""The GPUs of ATI, which AMD bought in 2006."""

_CPU_FAMILIES = (
    Family("AMD Phenom", ("amd-cpu",)),
    Family("AMD Phenom II", ("amd-phenom",), ("Phenom II",)),
    Family("AMD Sempron", ("amd-cpu",)),
    Family("AMD Turion", ("amd-cpu",)),
    Family("AMD FX", ("amd-cpu",), ("AMD FX-series",)),
    Family("Athlon 64", ("amd-athlon",), ("AMD Athlon 64",)),
    Family("Athlon 64 X2", ("athlon-64",), ("AMD Athlon 64 X2",)),
    Family("Athlon II", ("amd-athlon",), ("AMD Athlon II",)),
    Family("Athlon XP", ("amd-athlon",), ("AMD Athlon XP",)),
    Family("Ryzen Embedded", ("amd-ryzen", "embedded-processor"), ("AMD Ryzen Embedded",)),
    Family("EPYC Embedded", ("amd-epyc", "amd-zen"), ("AMD EPYC Embedded", "EPYC 3000 series")),
)

_CPU_SERIES = (
    Place(r"EPYC 7\w\w1", ("epyc-naples",), "Zen"),
    Place(r"EPYC 7\w\w2", ("epyc-rome",), "Zen 2"),
    Place(r"EPYC 7\w\w3", ("epyc-milan",), "Zen 3"),
    Place(r"EPYC 9\w\w4", ("epyc-genoa",), "Zen 4"),
    Place(r"EPYC 9\w\w5", ("epyc-turin",), "Zen 5"),
    Place(r"EPYC (?:Embedded|3\d\d\d)", ("epyc-embedded",), "Zen"),
    Place(r"EPYC", ("amd-epyc",)),
    Place(r"Threadripper", ("threadripper",)),
    Place(r"Ryzen Embedded", ("ryzen-embedded",)),
    *(Place(rf"Ryzen {digit} ", (f"ryzen-{digit}",)) for digit in "3579"),
    Place(r"Athlon 64 X2", ("athlon-64-x2",)),
    Place(r"(?:Mobile )?Athlon 64", ("athlon-64",)),
    Place(r"Athlon II", ("athlon-ii",)),
    Place(r"Athlon XP", ("athlon-xp",)),
    Place(r"Athlon", ("amd-athlon",)),
    Place(r"Phenom II", ("amd-phenom-ii",)),
    Place(r"Phenom", ("amd-phenom",)),
    Place(r"Sempron", ("amd-sempron",)),
    Place(r"Turion", ("amd-turion",)),
    Place(r"AMD FX-", ("amd-fx",)),
    Place(r"Opteron", ("amd-opteron",)),
    Place(r"AMD (?:A\d|E|C|Z)", ("amd-apu",)),
)

_CPU_ARCHITECTURES = (
    Place(r"Ryzen \d (?:PRO )?9\d\d\d|Threadripper (?:PRO )?9", ("amd-zen-5",), "Zen 5"),
    Place(r"Ryzen \d (?:PRO )?(?:7[5-9]|8)\d\d\d?|Threadripper (?:PRO )?7", ("amd-zen-4",), "Zen 4"),
    Place(
        r"Ryzen \d (?:PRO )?5[357]00U|Ryzen \d (?:PRO )?4\d\d\d|Ryzen \d (?:PRO )?3\d\d\dXT?|Ryzen 5 3600|Ryzen 3 3100|"
        r"Threadripper (?:PRO )?3",
        ("amd-zen-2",),
        "Zen 2",
    ),
    Place(r"Ryzen \d (?:PRO )?5\d\d\d|Threadripper (?:PRO )?5", ("amd-zen-3",), "Zen 3"),
    Place(r"Ryzen \d (?:PRO )?[123]\d\d\d|Threadripper [12]|Ryzen Embedded V1", ("amd-zen",), "Zen"),
)

_CPU_SPELLINGS = (
    Spelling(r"EPYC (?P<model>\w+)", ("AMD {all}", "AMD {model}")),
    Spelling(r"Threadripper (?P<model>.+)", ("AMD Ryzen {all}", "Ryzen {all}", "AMD {all}")),
    Spelling(
        r"Ryzen (?P<class>[3579]) (?P<pro>PRO )?(?P<model>\d{4}\w*)",
        ("AMD {all}", "Ryzen {pro}{model}", "AMD Ryzen {pro}{model}", "AMD {pro}{model}", "R{class} {pro}{model}"),
    ),
    Spelling(r"AMD (?P<model>FX-\d+\w?|A\d+-\d{4}[A-Z])", ("{model}",)),
    Spelling(r"AMD .+", ()),
    Spelling(r".+", ("AMD {all}",)),
)

AMD_CPU = Maker("AMD", _CPU_FAMILIES, (_CPU_SERIES, _CPU_ARCHITECTURES), ("amd-cpu",), _CPU_SPELLINGS)
"""AMD's CPUs."""

"""How NVIDIA names its GPUs: series by number, architecture by series, spellings by line."""

from __future__ import annotations

from ontology.build.chips.rules import Family, Maker, Place, Spelling

__all__ = ["NVIDIA"]

_OLD_SERIES = {
    "9": "900",
    "8": "800M",
    "7": "700",
    "6": "600",
    "5": "500",
    "4": "400",
    "3": "300",
    "2": "200",
    "1": "100",
}
"""GeForce series of three-digit numbers by their first digit."""

_FAMILIES = (
    *(
        Family(f"GeForce {series} series", ("geforce",), (f"GeForce GTX {series} series",))
        for series in _OLD_SERIES.values()
    ),
    *(Family(f"GeForce {digit} series", ("geforce",)) for digit in "9876"),
    *(Family(label, ("geforce",)) for label in ("GeForce FX", "GeForce4", "GeForce3", "GeForce2")),
    Family("Quadro FX", ("nvidia-quadro",), ("NVIDIA Quadro FX",)),
    Family("Quadro4", ("nvidia-quadro",), ("NVIDIA Quadro4",)),
    Family("Quadro Plex", ("nvidia-quadro",), ("NVIDIA Quadro Plex",), "NVIDIA's external boxes of Quadro GPUs."),
    Family("NVIDIA NVS", ("nvidia-gpu", "professional-gpu"), ("Quadro NVS",), "NVIDIA's GPUs for many displays."),
    Family("NVIDIA GRID", ("nvidia-data-center-gpu",), (), "NVIDIA's GPUs and GPU shares for virtual desktops."),
    Family("NVIDIA CMP", ("nvidia-gpu",), ("CMP HX",), "NVIDIA's GPUs for cryptocurrency mining."),
    Family("NVIDIA ION", ("nvidia-gpu", "integrated-gpu")),
    Family("game console graphics", ("gpu",), ("console graphics",), "GPUs made for game consoles."),
)

_SERIES = (
    Place(r"GeForce (?:RTX|GTX) Titan|(?:GTX )?Titan", ("nvidia-titan",)),
    Place(r"GeForce MX\d", ("geforce-mx",)),
    *(Place(rf"GeForce RTX {tens}\d\d", (f"geforce-rtx-{tens}-series",)) for tens in ("20", "30", "40", "50")),
    Place(r"GeForce GTX 16\d\d", ("geforce-gtx-16-series",)),
    Place(r"GeForce GT 10\d\d", ("geforce-gtx-10-series", "geforce-gt")),
    Place(r"GeForce GTX 10\d\d", ("geforce-gtx-10-series",)),
    *(
        Place(rf"GeForce GT {digit}\d\d(?!\d)", (f"geforce-{series.lower()}-series", "geforce-gt"))
        for digit, series in _OLD_SERIES.items()
    ),
    *(
        Place(rf"GeForce (?:GTX |GTS |G)?{digit}\d\d(?!\d)", (f"geforce-{series.lower()}-series",))
        for digit, series in _OLD_SERIES.items()
    ),
    *(Place(rf"GeForce (?:PCX |Go )?{digit}\d\d\d", (f"geforce-{digit}-series",)) for digit in "9876"),
    Place(r"GeForce (?:FX|PCX)", ("geforce-fx",)),
    *(Place(rf"GeForce ?{digit}(?!\d)", (f"geforce{digit}",)) for digit in "432"),
    Place(r"GeForce", ("geforce",)),
    Place(r"Quadro FX", ("quadro-fx",)),
    Place(r"Quadro ?4(?!\d)", ("quadro4",)),
    Place(r"Quadro Plex", ("quadro-plex",)),
    Place(r"(?:Quadro |NVIDIA )NVS", ("nvidia-nvs",)),
    Place(r"Quadro", ("nvidia-quadro",)),
    Place(r"RTX (?:A\d|PRO|\d{4} (?:SFF )?Ada)", ("nvidia-rtx-professional-gpu",)),
    Place(r"Tesla", ("nvidia-tesla",)),
    Place(r"NVIDIA GRID", ("nvidia-grid",)),
    Place(r"NVIDIA CMP|NVIDIA P10\d", ("nvidia-cmp",)),
    Place(r"NVIDIA ION", ("nvidia-ion",)),
    Place(r"NVIDIA (?:HGX )?(?:[ABHLMPV]|GB|GH)\d|NVIDIA PG\d|NVIDIA Rubin", ("nvidia-data-center-gpu",)),
    Place(r"NVIDIA Tegra", ("nvidia-tegra",)),
    Place(r".* graphics$", ("game-console-graphics", "nvidia-gpu")),
)

_ARCHITECTURES = (
    Place(r"GeForce RTX 50|NVIDIA G?B\d|RTX PRO", ("nvidia-blackwell",), "Blackwell"),
    Place(r"GeForce RTX 40|RTX \d{4} (?:SFF )?Ada|NVIDIA L\d", ("nvidia-ada-lovelace",), "Ada Lovelace"),
    Place(r"NVIDIA (?:HGX )?G?H\d", ("nvidia-hopper",), "Hopper"),
    Place(r"NVIDIA Rubin", ("nvidia-rubin",), "Rubin"),
    Place(
        r"GeForce (?:RTX 30|RTX 2050|MX570)|RTX A\d|NVIDIA A\d|NVIDIA GRID A100|NVIDIA PG506|NVIDIA CMP 90",
        ("nvidia-ampere",),
        "Ampere",
    ),
    Place(
        r"GeForce (?:RTX 20|GTX 16|MX[45]50)|Quadro (?:RTX|T)|Titan RTX|Tesla T\d|NVIDIA GRID RTX T|NVIDIA CMP",
        ("nvidia-turing",),
        "Turing",
    ),
    Place(r"Titan V|Tesla (?:V|PG50[03])|Quadro GV|NVIDIA V", ("nvidia-volta",), "Volta"),
    Place(
        r"GeForce (?:GTX|GT) 10|GeForce MX(?:150|2\d0|3\d0)|Titan Xp|Titan X Pascal|Quadro G?P\d|Tesla P\d|NVIDIA P\d",
        ("nvidia-pascal",),
        "Pascal",
    ),
    Place(
        r"GeForce (?:GTX 9|9[3-6]\d[AM]|GTX 7(?:45|50)(?!M)|MX1[13]0)|Quadro (?:M\d|K620|K1200|K2200)|Tesla M(?:4|6|10)"
        r"|Titan X|GeForce GTX Titan X|NVIDIA (?:GRID )?M\d",
        ("nvidia-maxwell",),
        "Maxwell",
    ),
    Place(
        r"GeForce GTX (?:7|6\d\d(?!M)|Titan)|(?:GTX )?Titan (?:Black|Z)|Quadro K|Tesla K|NVIDIA GRID K",
        ("nvidia-kepler",),
        "Kepler",
    ),
    Place(
        r"GeForce GT[XS]? [45]\d\d|Quadro (?:500M|5010M|600|[1-7]000)(?!\d)|Tesla [CMSX]20",
        ("nvidia-fermi",),
        "Fermi",
    ),
    Place(
        r"GeForce (?:GT[XS]? |G)?[123]\d\d(?!\d)|GeForce [89]\d\d\d|Tesla [CDS](?:10|8)|Tesla M10|Quadro FX [345]800",
        ("nvidia-tesla-architecture",),
        "Tesla",
    ),
)

_USES = (
    Place(
        r"(?:GeForce|Quadro|RTX).*(?:Laptop|Mobile|Max-Q|\bGo\b|\bGo\d)|(?:GeForce|Quadro).* \w*\d\d\d\d?MX?\b"
        r"|GeForce (?:GTX? |GTS |G)?\d{3,4}MX?\b|NVIDIA NVS \d+M",
        ("laptop-gpu",),
    ),
)

_SPELLINGS = (
    Spelling(
        r"GeForce (?P<brand>RTX|GTX) (?P<model>\d{4}(?: Ti)?(?: Super)?|\d{3} Ti)",
        (
            "NVIDIA {all}",
            "{brand} {model}",
            "NVIDIA {brand} {model}",
            "GeForce {model}",
            "NVIDIA {model}",
            "NVIDIA GeForce {model}",
        ),
        ("{model}",),
    ),
    Spelling(
        r"GeForce (?P<brand>RTX|GTX) (?P<model>\S+.*) Laptop",
        (
            "NVIDIA {all}",
            "{brand} {model} Laptop",
            "NVIDIA {brand} {model} Laptop",
            "{brand} {model} Mobile",
            "GeForce {brand} {model} Mobile",
            "NVIDIA GeForce {brand} {model} Mobile",
        ),
    ),
    Spelling(
        r"GeForce (?P<brand>RTX|GTX) (?P<model>.+)",
        ("NVIDIA {all}", "{brand} {model}", "NVIDIA {brand} {model}"),
    ),
    Spelling(r"GeForce (?P<model>(?:GT|GTS|MX) ?\d+M?X?)", ("NVIDIA {all}", "NVIDIA {model}")),
    Spelling(r"Titan (?P<model>.+)", ("NVIDIA {all}", "GTX {all}")),
    Spelling(r"Quadro (?P<model>[KMPT]\d{3}M?)", ("NVIDIA {all}", "NVIDIA {model}")),
    Spelling(r"Quadro (?P<model>[KMPT]\d{4}M?)", ("NVIDIA {all}", "NVIDIA {model}"), ("{model}",)),
    Spelling(r"Tesla (?P<model>[A-Z]\d\d?)", ("NVIDIA {all}", "NVIDIA {model}")),
    Spelling(r"Tesla (?P<model>[A-Z]+\d\S*)", ("NVIDIA {all}", "NVIDIA {model}"), ("{model}",)),
    Spelling(r"Tesla (?P<model>[A-Z]\d\d\S* .+)", ("NVIDIA {all}", "NVIDIA {model}", "{model}")),
    Spelling(r"NVIDIA (?P<model>[ABHL]\d\d\S* .+)", ("{model}",)),
    Spelling(r"NVIDIA (?P<model>(?:[ABHL]|GB|GH)\d\S*)", (), ("{model}",)),
    Spelling(r"NVIDIA (?P<model>(?:GRID|NVS|CMP) .+)", ("{model}",)),
    Spelling(r"(?:GeForce|Quadro|RTX|Tesla|Titan).+", ("NVIDIA {all}",)),
)

NVIDIA = Maker("NVIDIA", _FAMILIES, (_SERIES, _ARCHITECTURES, _USES), ("nvidia-gpu",), _SPELLINGS)
"""NVIDIA's GPUs."""

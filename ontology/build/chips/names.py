"""A chip's name as a catalogue writes it, taken apart: the product, and which variant of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["ChipName", "amd_cpu", "amd_gpu", "intel_cpu", "intel_gpu", "nvidia", "other"]


@dataclass(frozen=True, slots=True)
class ChipName:
    """A product and what tells one variant of it from others.

    Attributes
    ----------
    product
        The name without variant, in the spelling of the curated vocabulary: "GeForce RTX 3080".
    variants
        Form factor, then memory: ("SXM2", "32GB").
    """

    product: str
    variants: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The whole name."""
        return " ".join((self.product, *self.variants))


_SALES = (
    r"\b(?:OEM|Rebrand|Refresh|Founders Edition|Rev\. ?\d|Low Power|Green Edition|50th Anniversary(?: Edition)?|"
    r"Limited Edition|Liquid Cooling|Watercooled|GHz Edition|Boost|DVI|VIVO|SDI|SYNC|TurboCache|HyperMemory|"
    r"Eyefinity \w+|CEO Edition|Uber Edition|Platinum Edition|CrossFire Edition|NPB|NPB \d+M|\d+(?:\.\d+)?Gbps|"
    r"\d{2}(?:\.\d)?W|\d+nm|Premium|Profile|Multi-View|DTR|SFF|BE|Black Edition|Prototype)(?![\w-])"
)
"""How or for whom a chip was sold, at which clock and from which wafer: no product of its own."""

_ASIDES = re.compile(
    r"\s*\((?:\d[\d.]* ?(?:MHz|GHz|nm|W|Watts|TFLOPS)|\d+-core|\d+ Cores(?:, \d+ nm)?|20\d\d|v\d|[A-F]\d|CG|GPU only|"
    r"APU|HD Graphics-\w+|G[KF]\d+|\dMB cache|\d|Ryzen [^)]*)\)"
)
_NVIDIA_DIES = (
    r"(?<!Quadro )\b(?:NV\d\d[A-Z]?|G[789]\d[BCSM]?|GT2\d{2,3}[SBM]?|G[FKMP][- ]?1\d\d[A-Z]?(?:-\S+)?|GK\d{3}[A-Z]?|"
    r"GM\d{3}[A-Z]?|TU\d{3}|AD\d{3}|C7[0-9A]|N12E\S+)(?!\S)"
)
_AMD_DIES = (
    r"\b(?:R[34]\d\d|RV\d{3}|RS\d{3}M?(?: \d+M IGP)?|RC\d{3}|21[56]\w{8,}|Caicos|Redwood|Turks|Capilano|Lexington|"
    r"Whistler|Sumo|SuperSumo|Jet|Oland(?: LE| PRO)?|Topaz|Mars|Sun|Opal|Meso|Saturn|Venus|Cape Verde|Litho|Exo|"
    r"Baffin|Polaris(?: \d\d)?|Stoney|Beema|Wani|Spectre(?: Lite| SL)?|Picasso(?:-M)?|Raven(?:-M)?|"
    r"(?:Renoir|Lucienne|Cezanne)(?:-M)?|Monica BIOS \d|(?<!Graphics )\d{3,4}SP(?: Edition)?)(?!\S)"
)
_INTEL_CORES = (
    r"\b(?:Northwood|Willamette|Prestonia|Nocona|Irwindale|Gallatin|Foster|Paxville|Dual-Core$|RK\d+\w+|Coppermine|"
    r"Tualatin|Alviso|Grantsdale|Calistoga|Lakeport|Broadwater|(?:Sandy|Ivy) Bridge|Haswell|GT\d|"
    r"(?:Coffee|Comet|Alder|Jasper|Amber) Lake)(?!\S)"
)
_AMD_CORES = (
    r"\b(?:(?:OS|AD|AM|AX|SD|SM)[A-Z]{1,3}\d{2,4}[A-Z]{2,3}\d[A-Z]{1,2}|SledgeHammer|Thoroughbred|Clawhammer|Windsor|"
    r"Barton|Brisbane|Palermo|Thorton|Newark|Orleans|Palomino|Egypt|New[Cc]astle|Venice|Troy|Paris|Manila|Manchester|"
    r"Toledo|Athens|Sonora|Roma|Albany|Lima|Georgetown|Winchester|Odessa|San Diego|Oakville|Deneb|Zosma|"
    r"\d\.\d GHz|SoC|TWKR)(?!\S)"
)
_MEMORY = re.compile(r"[- ]?\(?\b(\d+) ?(GB|MB)\)?(?! cache)(?!\S)")
_FORM = re.compile(
    r"\b(?:SXM\d?|PCIe(?: x\d+)?|NVL\d*|DGXS|FHHL|OAM|AGP|PCI|MXM|MCM|Mobile(?! Graphics| IGP)|Max-Q|Mac Edition|"
    r"Passive|G?DDR\d[XM]?|Low Profile|LP|Duo Mac)(?!\S)"
)
_CLOCKED = re.compile(
    r"(?P<line>(?:Mobile )?Pentium 4(?:-M)?(?: HT)?(?: EE)?|Xeon(?: MP| LV| MV)?|Celeron|Pentium M) "
    r"(?P<clock>\d\.\d+)(?P<step>[A-E]?)(?!\S).*"
)


def _taken_apart(name: str, *noise: str) -> ChipName:
    plain = _ASIDES.sub("", name)
    for pattern in (*noise, _SALES):
        plain = re.sub(rf"\s*{pattern}", "", plain)
    memory = [f"{found[1]}{found[2]}" for found in _MEMORY.finditer(plain)]
    plain = _MEMORY.sub("", plain)
    forms = _FORM.findall(plain)
    product = " ".join(_FORM.sub("", plain).split())
    return ChipName(product, (*forms, *memory))


def nvidia(name: str) -> ChipName:
    """Take the name of an NVIDIA GPU apart.

    >>> nvidia("NVIDIA Tesla V100 SXM2 16 GB").label, nvidia("NVIDIA GeForce GT 730 GK208B").label
    ('Tesla V100 SXM2 16GB', 'GeForce GT 730')
    """
    name = re.sub(r"\s*\+ nForce.*|\s*/ .*| mGPU \w+$", "", name).replace("PCle", "PCIe")
    name = name.replace("SUPER", "Super").replace("TITAN", "Titan").replace("TESLA", "Tesla")
    console = re.fullmatch(r"NVIDIA (Playstation \d|Switch|Xbox) GPU.*", name)
    if console:
        return ChipName(f"{_CONSOLES.get(console[1], console[1])} graphics")
    found = _taken_apart(re.sub(r" GPU$", "", name), _NVIDIA_DIES)
    product = re.sub(r"^NVIDIA (?=GeForce|Quadro|Tesla|RTX|Titan|Jetson)|^NVIDIA GTX (?=Titan)", "", found.product)
    product = re.sub(r"^GeForce (\d) (?=GTS)", r"GeForce\1 ", product)
    variants = found.variants
    if re.match(r"GeForce [RG]TX", product):
        variants = tuple("Laptop" if variant == "Mobile" else variant for variant in variants)
    return ChipName(product, variants)


_CONSOLES = {"Playstation 3": "PlayStation 3", "Switch": "Nintendo Switch"}


def amd_gpu(name: str) -> ChipName:
    """Take the name of an AMD or ATI GPU apart.

    >>> amd_gpu("ATI Radeon X1300 PCI RV515").label, amd_gpu("AMD Radeon Instinct MI50").label
    ('Radeon X1300 PCI', 'AMD Instinct MI50')
    """
    console = re.fullmatch(r"(?:AMD|ATI) (.*(?:Playstation|Xbox|Wii|GameCube|Atari|AeroBox|Zhongshan).*?) GPU.*", name)
    if console:
        return ChipName(f"{console[1].replace('Playstation', 'PlayStation')} graphics")
    found = _taken_apart(name, _AMD_DIES)
    product = re.sub(r"^(?:AMD |ATI )(?=Radeon|Mobility|Fire)", "", found.product)
    product = re.sub(r"^(?:AMD |Radeon )*(?=Instinct|MI\d)", "AMD ", product)
    product = re.sub(r"^AMD MI", "AMD Instinct MI", product).replace("FURY", "Fury").replace("Fire GL", "FireGL ")
    return ChipName(" ".join(product.split()), found.variants)


def intel_cpu(name: str) -> ChipName:
    """Take the name of an Intel CPU apart.

    >>> intel_cpu("Intel Xeon E5 2620v4").label, intel_cpu("Intel Core i5 11600K").label
    ('Xeon E5-2620 v4', 'Core i5-11600K')
    >>> intel_cpu("Intel Xeon 2.8E Irwindale").label
    'Xeon 2.8E GHz'
    """
    plain = name.removeprefix("Intel ")
    clocked = _CLOCKED.fullmatch(plain)
    if clocked:
        clock = re.sub(r"(?<=\.\d)0$", "", clocked["clock"])
        return ChipName(f"{clocked['line']} {clock}{clocked['step']} GHz")
    product = _taken_apart(plain, _INTEL_CORES).product
    product = re.sub(r"^(Core i\d) (?=\d)", r"\1-", product)
    product = re.sub(r"^(Xeon (?:E\d?|W)) (?=\d)", r"\1-", product)
    product = re.sub(r"(?<=\d)(\w?)v(?=\d$)", r"\1 v", product)
    return ChipName(
        product if re.match(r"(?:Core|Xeon|Pentium|Celeron|Atom|Mobile)\b", product) else f"Intel {product}"
    )


def intel_gpu(name: str) -> ChipName:
    """Take the name of an Intel GPU apart.

    >>> intel_gpu("Intel UHD Graphics 630 Comet Lake GT2 (184-core)").label
    'Intel UHD Graphics 630'
    """
    found = _taken_apart(name, _INTEL_CORES)
    product = found.product.removeprefix("Intel ") if "Xeon" in found.product else found.product
    return ChipName(product, tuple(variant for variant in found.variants if variant != "Mobile"))


def amd_cpu(name: str) -> ChipName:
    """Take the name of an AMD CPU apart.

    >>> amd_cpu("AMD Opteron 246 HE Troy").label, amd_cpu("AMD Ryzen Threadripper PRO 3995WX").label
    ('Opteron 246 HE', 'Threadripper PRO 3995WX')
    >>> amd_cpu("AMD A10-7850K").label
    'AMD A10-7850K'
    """
    product = _taken_apart(name, _AMD_CORES).product
    product = re.sub(r"^AMD (?=EPYC|Ryzen|Athlon|Mobile|Phenom|Sempron|Turion|Opteron)", "", product)
    return ChipName(product.replace("Ryzen Threadripper", "Threadripper"))


def other(name: str) -> ChipName:
    """Return the name of another maker's chip without what only describes it."""
    plain = re.sub(r"[^\x00-\x7f]+", " ", name)
    plain = re.sub(r"\s*\(\s*\)|\s*\[[^\]]*\]", "", _ASIDES.sub("", plain))
    return ChipName(" ".join(plain.split()))

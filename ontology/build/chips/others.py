"""The chips of makers with few: accelerators, systems-on-chip and the GPUs of smaller vendors, each name by a rule."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ontology.build.chips.rules import Family

__all__ = ["FAMILIES", "Renamed", "renamed"]


@dataclass(frozen=True, slots=True)
class Renamed:
    """A name in the spelling of the curated vocabulary, and where it belongs."""

    label: str
    broader: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rule:
    """Names of one form: templates with the form's groups."""

    form: str
    label: str
    broader: tuple[str, ...]
    aliases: tuple[str, ...] = ()


FAMILIES = (
    Family("Huawei MDC", ("electronic-control-unit", "ascend"), (), "Huawei's computers for driving."),
    Family("Horizon Sunrise", ("system-on-chip", "npu"), ("Horizon Robotics Sunrise",), "Chips of Horizon Robotics."),
    Family("3dfx Voodoo", ("gpu",), ("3dfx",)),
    Family("Matrox GPU", ("gpu",), ("Matrox",)),
    Family("XGI Volari", ("gpu",)),
    Family("game console graphics", ("gpu",), (), "GPUs made for game consoles."),
    Family("Intellifusion DeepEye", ("system-on-chip", "npu"), ("Intellifusion",)),
    Family("SemiDrive SoC", ("system-on-chip", "arm-cpu"), ("SemiDrive",), "Chips for cars."),
)

_AI = ("ai-accelerator",)
_NPU_SOC = ("system-on-chip", "npu")

_RULES = (
    _Rule(r".*Ascend (?P<m>910)(?: 910)?A?(?: Pro| Premium)?", "{all}", ("ascend-910",)),
    _Rule(r".*Ascend 910B(?P<m>\d?)(?P<rest>.*)", "Ascend 910B{m}{rest}", ("ascend-910b",)),
    _Rule(r".*Ascend (?P<m>800T A2)", "Atlas {m}", ("huawei-atlas",), ("Huawei Atlas {m}",)),
    _Rule(r".*Ascend (?P<m>\d+\w*)", "Ascend {m}", ("ascend",), ("Huawei Ascend {m}",)),
    _Rule(r"Atlas (?P<m>\d.*)", "Atlas {m}", ("huawei-atlas",), ("Huawei Atlas {m}",)),
    _Rule(r"MDC (?P<m>\d+)", "Huawei MDC {m}", ("huawei-mdc",), ("MDC {m}",)),
    _Rule(r".*Kirin (?P<m>\d+)(?P<rest>.*)", "Kirin {m}{rest}", ("kirin",), ("HiSilicon Kirin {m}{rest}",)),
    _Rule(r"Qualcomm.* SDM865", "Snapdragon 865", ("snapdragon",)),
    _Rule(r"Qualcomm.* SM6125", "Snapdragon 665", ("snapdragon",)),
    _Rule(r"Qualcomm.* (?P<m>8cx)", "Snapdragon {m}", ("snapdragon",), ("Qualcomm Snapdragon {m}",)),
    _Rule(r"Samsung.* Exynos (?P<m>\d+)", "Exynos {m}", ("exynos",), ("Samsung Exynos {m}",)),
    _Rule(r"Xiaomi.* Surge (?P<m>S\d)", "Surge {m}", ("xiaomi-xring",), ("Xiaomi Surge {m}",)),
    _Rule(r"Socionext.* (?P<m>SC2A11)", "Socionext {m}", ("arm-cpu", "cortex-a53"), ("{m}", "SynQuacer {m}")),
    _Rule(r"ARM Holdings Baikal-M", "Baikal-M", ("arm-cpu", "cortex-a57")),
    _Rule(r"MediaTek Dimensity (?P<m>.+)", "Dimensity {m}", ("dimensity",), ("MediaTek Dimensity {m}",)),
    _Rule(r"UniSoC T710", "Unisoc T710", ("unisoc",), ("Unisoc Tiger T710",)),
    _Rule(r"Apple (?P<m>[AM]\d+(?: Bionic| Pro| Max| Ultra)?)(?P<mem> \d+GB)?", "Apple {m}", ("apple-silicon",)),
    _Rule(r"Rockchip (?P<m>\w+)", "{m}", ("rockchip",)),
    _Rule(r"Allwinner Technology (?P<m>\w+)", "Allwinner {m}", ("allwinner",)),
    _Rule(r"Axera (?P<m>\w+)", "{m}", ("axera",), ("Axera {m}",)),
    _Rule(r"Artosyn (?P<m>\w+)", "Artosyn {m}", _NPU_SOC, ("{m}",)),
    _Rule(r"Bitmain Sophon (?P<m>\w+)", "{m}", ("sophgo-tpu",), ("Sophon {m}", "Bitmain {m}", "Bitmain Sophon {m}")),
    _Rule(r"Black Sesame.*(?P<m>A1000).*", "Huashan A1000", ("black-sesame-huashan",), ("Black Sesame A1000",)),
    _Rule(r"Canaan.*(?P<m>K510)", "Kendryte {m}", ("risc-v-processor", "npu"), ("Canaan {m}",)),
    _Rule(r"Canaan.*(?P<m>K210)", "Kendryte {m}", ("risc-v-processor", "npu")),
    _Rule(r"ChipIntelli (?P<m>\w+)", "{m}", ("npu",), ("ChipIntelli {m}",)),
    _Rule(r"Corerain (?P<m>\w+)", "Corerain {m}", _AI),
    _Rule(r"Eeasy Technology (?P<m>S\w) series", "Eeasy {m} series", _NPU_SOC),
    _Rule(r"GroqChip LPU v1", "GroqChip", ("groq-lpu",), ("Groq LPU v1", "GroqChip 1")),
    _Rule(r"Hangzhou Nationalchip (?P<m>\w+)", "NationalChip {m}", ("npu",), ("{m}",)),
    _Rule(
        r"Horizon Robotics Journey (?P<m>\d)",
        "Horizon Journey {m}",
        ("horizon-journey",),
        ("Horizon Robotics Journey {m}",),
    ),
    _Rule(
        r"Horizon Robotics Sunrise (?P<m>\d)",
        "Horizon Sunrise {m}",
        ("horizon-sunrise",),
        ("Horizon Robotics Sunrise {m}", "Horizon X{m}"),
    ),
    _Rule(r"Hua Xia GPT (?P<m>\w+)", "Huaxia {m}", ("cpu", "dsp"), ("{m}",)),
    _Rule(r"Ingenic Semiconductor (?P<m>\w+)", "Ingenic {m}", ("ingenic",)),
    _Rule(r"Intellifusion (?P<m>.+)", "{m}", ("intellifusion-deepeye",), ("Intellifusion {m}",)),
    _Rule(r"Intengine Technology (?P<m>.+)", "{m}", ("npu",), ("Intengine {m}",)),
    _Rule(r"Kunlunxin Technologies Kunlunxin (?P<m>\d)", "Kunlunxin {m}", ("baidu-kunlun",)),
    _Rule(r"Baidu Kunlun (?:I|1st-Gen.*)", "Kunlunxin 1", ("baidu-kunlun",), ("Baidu Kunlun I",)),
    _Rule(r"Baidu Kunlun (?:II|2nd-Gen.*)", "Kunlunxin 2", ("baidu-kunlun",), ("Baidu Kunlun II",)),
    _Rule(r"Baidu Kunlun (?P<m>III)", "Kunlunxin 3", ("baidu-kunlun",), ("Baidu Kunlun III",)),
    _Rule(r"Baidu Kunlun (?P<m>R100)", "Kunlun {m}", ("baidu-kunlun",), ("Baidu Kunlun {m}",)),
    _Rule(r"Baidu Kunlun (?P<m>R200)", "Kunlun {m}", ("baidu-kunlun",)),
    _Rule(r"Baidu Kunlun (?P<m>\w+(?:-8F)?)", "Kunlun {m}", ("baidu-kunlun",), ("Baidu Kunlun {m}",)),
    _Rule(r"LISTENAI (?P<m>\w+)", "{m}", ("npu",), ("ListenAI {m}",)),
    _Rule(r"Lynxi (?P<m>\w+)", "Lynxi {m}", ("lynxi-ka200",)),
    _Rule(r"MOFFETT ANTOUM", "Moffett Antoum", ("sparse-accelerator",)),
    _Rule(r"MOFFETT (?P<m>\w+)", "Moffett {m}", ("moffett-antoum",)),
    _Rule(r"NextVPU (?P<m>.+)", "NextVPU {m}", ("vision-processing-unit",)),
    _Rule(r"(?:PEZY PEZY-SCx )?(?P<m>PEZY-SC\d)", "{m}", ("pezy-sc",)),
    _Rule(r"REEXEN (?P<m>.+)", "Reexen {m}", ("analog-in-memory-computing-hardware",)),
    _Rule(r"SemiDrive (?P<m>\w+)", "SemiDrive {m}", ("semidrive-soc",)),
    _Rule(r"ShenSilicon (?P<m>\w+)", "ShenSilicon {m}", ("npu",), ("{m}",)),
    _Rule(r"Siengine (?P<m>\w+)", "SiEngine {m}", ("system-on-chip", "arm-cpu")),
    _Rule(r"Sunway (?P<m>SW1600)", "Sunway {m}", ("cpu",), ("{m}", "ShenWei {m}")),
    _Rule(
        r"(?:Sunway )?SW26?0\d+-Pro(?: CPU)?|SW20610-Pro CPU",
        "Sunway SW26010-Pro",
        ("sunway-sw26010",),
        ("SW26010-Pro", "SW26010P"),
    ),
    _Rule(r"SynSense Speck", "Speck", ("speck",)),
    _Rule(r"Timesintelli Technology (?P<m>\w+)", "Timesintelli {m}", ("risc-v-processor", "npu"), ("{m}",)),
    _Rule(r"Tsing Micro (?P<m>\w+)", "Tsing Micro {m}", ("cgra", "npu"), ("{m}",)),
    _Rule(r"Unisound Fengniao", "Unisound Hummingbird", ("npu",), ("Unisound Swift",)),
    _Rule(r"Vastai Tech (?P<m>\w+)", "Vastai {m}", _AI, ("VastaiTech {m}",)),
    _Rule(r"Vimicro .*", "Vimicro Starlight Intelligent 1", ("npu",), ("Vimicro VC0758",)),
    _Rule(r"WitinMem (?P<m>\w+)", "{m}", ("flash-in-memory-computing",), ("WitinMem {m}",)),
    _Rule(r"YITU Tech QuestCore", "YITU QuestCore", _NPU_SOC, ("QuestCore",)),
    _Rule(r"(?:T-Head )?Hanguang 800.*", "Hanguang 800", ("npu",)),
    _Rule(r"Amazon Trainium(?P<m>\d)", "AWS Trainium{m}", ("aws-trainium",)),
    _Rule(r"AWS Inferentia2", "AWS Inferentia2", ("aws-inferentia",)),
    _Rule(r"AMD Aerith", "AMD Aerith", ("amd-apu",), ("Steam Deck APU",)),
    _Rule(r"Bili (?P<m>100P?)", "Biren BR{m}", ("biren-gpu",), ("BR{m}", "Bili {m}")),
    _Rule(r"(?:Biren BR|Bili )(?P<m>\d+\w?)", "Biren BR{m}", ("biren-gpu",), ("BR{m}", "Bili {m}")),
    _Rule(r"Cambricon (?P<m>MLU\d+)-(?P<form>\w+)", "Cambricon {m}-{form}", ("cambricon-{m}",), ("{m}-{form}",)),
    _Rule(r"Cambricon MLU100", "Cambricon MLU100", ("cambricon-mlu",), ("MLU100",)),
    _Rule(r"Cambricon Siyuan (?P<m>\d+)", "Siyuan {m}", ("cambricon-mlu",), ("Cambricon Siyuan {m}",)),
    _Rule(r"Cerebras (?P<m>CS-1)", "Cerebras CS-1", ("cerebras", "server"), ("CS-1 system",)),
    _Rule(r"Cerebras (?P<m>CS-\d)", "Cerebras {m}", ("cerebras",)),
    _Rule(
        r"(?:Cerebras WSE-|Wafer Scale Engine Gen)(?P<m>\d)",
        "WSE-{m}",
        ("cerebras",),
        ("Cerebras WSE-{m}", "Wafer-Scale Engine {m}"),
    ),
    _Rule(r"Cloudblazer (?P<m>\w+)(?: PCIe| OAM)?", "CloudBlazer {m}", ("enflame",), ("Enflame {m}",)),
    _Rule(r"Enflame Technology Suisi chip", "Enflame DTU", ("enflame",)),
    _Rule(r"Google TPU (?P<m>v\d\w*)(?: \w+)?", "Google TPU {m}", ("google-tpu",)),
    _Rule(r"C2 IPU.*|.*GC2 IPU.*", "Graphcore GC2", ("graphcore-ipu",)),
    _Rule(r"C600 IPU-Processor PCIe", "Graphcore C600", ("graphcore-mk2",), ("C600 IPU",)),
    _Rule(r".*GC200 IPU.*", "Graphcore MK2", ("graphcore-ipu",)),
    _Rule(r"Shensuan-1", "Hygon Shensuan-1", ("hygon-dcu",), ("Shensuan-1", "Hygon DCU 8100")),
    _Rule(r"NorthPole.*", "NorthPole", ("northpole",)),
    _Rule(
        r"Tianshu Zhixin (?P<m>Tiangai 100).*",
        "Tiangai 100",
        ("iluvatar-corex",),
        ("Iluvatar BI-V100", "BI-V100", "Iluvatar CoreX BI-V100"),
    ),
    _Rule(r"Tianshu Zhixin (?P<m>Zhikai 100)", "Zhikai 100", ("iluvatar-corex",), ("Iluvatar MR-V100", "MR-V100")),
    _Rule(r"Intel Habana GAUDI HL-205", "Gaudi HL-205", ("gaudi",), ("HL-205", "Habana Gaudi HL-205")),
    _Rule(r"Intel Habana Gaudi(?P<m>\d)", "Gaudi {m}", ("gaudi",)),
    _Rule(
        r"Intel Nervana (?P<m>NNP-T \d+)(?: PCIe| OAM)?", "Intel {m}", ("intel-nervana-nnp",), ("{m}", "Nervana {m}")
    ),
    _Rule(r"Intel (?P<m>Arc .+)", "Intel {m}", ("intel-arc",), ("{m}",)),
    _Rule(r"Intel (?P<m>Data Center GPU Max \d+).*", "Intel {m}", ("intel-data-center-gpu-max",), ("{m}",)),
    _Rule(r"(?P<m>Matrox .+)", "{m}", ("matrox-gpu",)),
    _Rule(r"(?:Meta )?MTIA (?P<m>v\d)", "MTIA {m}", ("mtia",), ("Meta MTIA {m}",)),
    _Rule(r"(?:MetaX MXC500|Xiyun C500) ?\(?(?P<m>OAM|PCIe)\)?", "MetaX C500 {m}", ("metax-c500",)),
    _Rule(r"MetaX MXN100|Xisi N100", "MetaX N100", ("metax-gpu",), ("MXN100", "MetaX MXN100")),
    _Rule(r"Maia 100.*", "Microsoft Maia 100", ("microsoft-maia",), ("Maia 100",)),
    _Rule(r"(?P<m>MTT .+)", "{m}", ("moore-threads-gpu",), ("Moore Threads {m}",)),
    _Rule(r"MT-(?P<m>[23])000", "Matrix-{m}000", ("hardware-accelerator", "dsp"), ("MT-{m}000",)),
    _Rule(r"Llama/RecAccel N3000 PCIe", "RecAccel N3000", _AI, ("Neuchips RecAccel", "Neuchips N3000")),
    _Rule(r"(?P<m>3dfx .+)", "{m}", ("3dfx-voodoo",)),
    _Rule(r"Sony Playstation (?P<m>\w+) GPU.*", "PlayStation {m} graphics", ("game-console-graphics",)),
    _Rule(r"(?P<m>XGI .+)", "{m}", ("xgi-volari",)),
    _Rule(r"(?:Cardinal|Cerulean) (?P<m>SN\d+L?) RDU", "SambaNova {m}", ("sambanova-rdu",), ("{m} RDU",)),
    _Rule(r"(?P<m>X[23]\d0)(?: (?P<form>\w+))?(?: card)?", "SAPEON {m}-{form}", ("sapeon",), ("SAPEON {m} {form}",)),
    _Rule(r"Tesla D1 Dojo", "Tesla D1", ("tesla-dojo",), ("Dojo D1",)),
    _Rule(r"ACCEL \(.*", "ACCEL photonic chip", ("photonic-accelerator", "analog-hardware")),
)
"""The first rule whose form a whole name has gives its label, what it belongs to and its other names."""


def renamed(name: str) -> Renamed | None:
    """Return how the vocabulary names a chip, or None where no rule knows it: "3D AI processors" is no chip's name.

    >>> renamed("Cambricon MLU370-X8").label, renamed("Aivatech 3D AI processors")
    ('Cambricon MLU370-X8', None)
    """
    for rule in _RULES:
        found = re.fullmatch(rule.form, name)
        if found:
            fields = {field: text or "" for field, text in found.groupdict().items()}
            fields["all"] = re.sub(r"^Huawei ", "", name)
            label = rule.label.format(**fields).strip("- ")
            broader = tuple(place.format(**fields).lower() for place in rule.broader)
            return Renamed(label, broader, tuple(alias.format(**fields).strip() for alias in rule.aliases))
    return None

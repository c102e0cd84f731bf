"""Hardware that no vocabulary lists: part numbers by shape, and phrases about chips and boards (`kg_hardware`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.candidates import candidate, put
from kg.extract.heads import HARDWARE_HEADS
from kg.extract.lookalikes import is_lookalike
from kg.extract.phrases import noun_phrases
from kg.model import Kind
from kg.names import singular

__all__ = ["PART_NUMBERS", "find_hardware"]

NAME = "kg_hardware"

PART_NUMBERS: dict[str, str] = {
    "STM32 microcontroller": r"(?:NUCLEO[- ]?)?STM32[- ]?[A-Z]{1,2}\d?[\dA-Zx]*|NUCLEO-[A-Z]\d{3}[A-Z0-9-]*",
    "Nordic radio SoC": r"nRF5\d(?:\d{2,3})?(?:\s?DK)?",
    "Espressif SoC": r"ESP(?:32|8266)(?:-[A-Z]\d?[A-Z0-9-]*)?(?:-CAM)?",
    "TI microcontroller": r"(?:MSP43[02]|TM4C|CC[12][36]\d\d|TMS320)[A-Z0-9]*",
    "Microchip and NXP part": (
        r"(?:AT(?:mega|tiny|SAM)|SAM[DE]|PIC(?:16|18|24|32)|dsPIC|LPC\d{2}|i\.?MX\s?(?:RT)?|MIMXRT|"
        r"Kinetis\s)[A-Z0-9]{0,10}"
    ),
    "Arm core": r"(?:ARM\s+|Arm\s+)?Cortex[- ]?[AMRX]\d{0,3}(?:\+|AE|F|P)?(?!\w)|Neoverse[- ][NVE]\d",
    "Ultra-low-power AI MCU": (
        r"(?:GAP[89]|MAX7800[02]|Apollo[34](?:\s?Blue)?|GD32[A-Z0-9]*|CH32[A-Z0-9]*|RP2[03]\d0|K210)"
    ),
    "Xilinx FPGA": (
        r"(?:AMD[- ]?)?(?:Xilinx\s+|AMD\s+)?(?:(?:Zynq|Virtex|Kintex|Artix|Spartan(?=[- ]?\d)|Versal|Alveo)(?:[- "
        r"]?(?:UltraScale\+?|Ultrascale\+?|AI\s(?:Core|Edge)|7000|MPSoC|RFSoC|XC?[\w-]*\d[\w-]*|[IVX]+(?:-\w+)?|"
        r"\d[\w-]*|[UV]\d{2,3}\w?|ZU\d+\w*|VC\w*\d+))*|XC[A-Z0-9]{1,3}[A-Z0-9-]*\d[A-Z0-9-]*|ZCU\d{3}|VCU\d{3}|"
        r"VCK\d{3}|KV260|PYNQ(?:[- ]?Z[12])?|ZU\d{1,2}(?:EG|EV|CG)?|Ultra96(?:-V2)?)"
    ),
    "Intel, Lattice and Microchip FPGA": (
        r"(?:(?:Intel|Altera)\s+)?(?:Cyclone|Arria|Stratix|Agilex)(?:[- ]?(?:[IVX]+|"
        r"\d+)(?:\s?[A-Z]{1,2})?)?(?:\s\d+)?|iCE40(?:\w+)?|ECP5(?:-\w+)?|PolarFire|DE(?:1|10|5|2)-(?:SoC|Nano|Net|"
        r"115)"
    ),
    "GeForce, Quadro or RTX GPU": (
        r"(?:(?:NVIDIA|Nvidia|nVidia)\s+)?(?:GeForce\s+)?(?:Quadro\s+)?(?:RTX|GTX)[- ]?(?:TITAN|Titan|PRO\s)?[- "
        r"]?A?\d{3,4}(?:\s?(?:Ti|SUPER|Super|D|Laptop|Ada))?|\d0[5-9]0\s?Ti"
    ),
    "NVIDIA data-centre GPU": (
        r"(?:(?:NVIDIA|Nvidia|Tesla)\s+)*(?:Tesla\s+)?(?:[AHBL]\d{2,3}|[VPKMT]\d{1,3}|GB?[12]00|L40S?)(?:[- "
        r"](?:SXM\d?|PCIe|NVL|\d{2,3}\s?GB))*(?=\s+(?:GPU|card|node|server|accelerator|machine|cluster|cloud)s?\b)|"
        r"(?:NVIDIA|Nvidia|Tesla)\s+(?:Tesla\s+)?(?:[AHBL]\d{2,3}|[VPKMT]\d{1,3}|GB?[12]00)\w?|DGX[- ]\w+|"
        r"(?<![\w-])(?:[AHV]100|[HB]200|H800|A800|GH200|GB200)s?(?![\w-])"
    ),
    "AMD GPU": (
        r"(?:AMD\s+)?(?:Instinct\s+)?MI\d{2,3}[AX]?(?!\w)|(?:AMD\s+)?Radeon(?:\s(?:RX|VII|Pro|HD))?(?:\s\w*\d+\w*)?"
    ),
    "NVIDIA Jetson": (
        r"(?:NVIDIA\s+|Nvidia\s+)?Jetson(?:[- ](?:AGX|Nano|NX|TX[12]|TK1|Xavier|Orin|Thor|Super|Developer|"
        r"Kit))*(?:\s\d+\s?GB)?"
    ),
    "Raspberry Pi": (
        r"(?:Raspberry[- ~]?Pi|RPi)(?:[- ~]?(?:Zero(?:\s2)?(?:\s?W)?|Pico(?:\s2)?(?:\s?W)?|"
        r"\d\s?(?:Model\s)?[AB]?\+?|CM\d|Compute Module \d))?(?!\w)"
    ),
    "phone": (
        r"iPhone[- ]?(?:\d{1,2}|X[SR]?|SE)?(?:\s(?:Pro|Max|Plus|mini))*|(?:Google\s+)?Pixel[- ]\d\w?(?:\s(?:Pro|XL|"
        r"a))?|(?:Samsung\s+)?Galaxy\s(?:S|Note|A|Tab|Watch)[- ]?\w*\d*\+?(?:\s(?:Ultra|Plus|FE))?|OnePlus[- "
        r"]?\d+\w*(?:\sPro)?|Xiaomi\s(?:Mi\s?)?\d+\w*|(?:Huawei\s+)?(?:Mate|P)\s?\d{2}\s?Pro"
    ),
    "phone SoC": (
        r"(?:Qualcomm\s+)?Snapdragon[- ]?(?:\d{3}\w?\+?|8s?\s(?:\+\s?)?(?:Gen\s?\d|Elite)|X\s(?:Elite|Plus)|"
        r"XR2\w*)?(?:\s(?:SoC|Mobile Platform))?|Kirin\s\d+\w*|Exynos\s\d+|Dimensity\s\d+|Helio\s\w\d+|"
        r"(?:Apple\s+)[AM]\d{1,2}X?(?:\s(?:Bionic|Pro|Max|Ultra))?|M[1-5]\s(?:Pro|Max|Ultra)|"
        r"(?:Google\s+)Tensor\sG\d"
    ),
    "Intel and AMD CPU": (
        r"(?:Intel(?:\(R\))?\s+)?(?:Core(?:\(TM\))?\s*)?i[3579][- ]\d{4,5}\w{0,2}|Intel\s+(?:Core\s+)?(?:i[3579]|"
        r"Ultra\s\d)(?:-\w+)?|(?:Intel\s+)?Xeon(?:\s(?:Phi|Gold|Silver|Platinum|Scalable|Max|E[357]?|W|D|"
        r"CPU))*(?:[- ]?\w*\d{3,4}\w*)?(?:\sv\d)?|(?:AMD\s+)?(?:EPYC|Ryzen|Threadripper)(?:\s(?:\d{4}\w*|[3579]|PRO|"
        r"AI))*(?:[- ]?\d{3,4}\w*)?"
    ),
    "cloud instance": (
        r"(?:Amazon\s+)?(?:EC2\s+)?(?:trn[12]n?|inf[12]|[pg][2-6][dens]{0,2}|"
        r"[cmrt][4-8][adgin]{0,3})(?:\.(?:\d{0,2}x?large|metal|medium|small|micro|nano))(?!\w)|"
        r"(?:Amazon\s+)?(?:EC2\s+)?(?:trn[12]n?|inf[12])(?![\w.])"
    ),
    "NPU and accelerator": (
        r"(?:Huawei\s+)?Ascend[- ]?\d{3}[A-Z]?|Hailo-\d+\w*|(?:Google\s+)?(?:Cloud\s+)?TPU[- ]?v\d[ep]?|TPUv\d[ep]?|"
        r"Loihi(?:[- ]?[12])?|Ethos-[UN]\d+|Gaudi[- ]?[123]|RK3\d{3}\w?|SN\d0L?(?!\w)|WSE-\d|Myriad[- ](?:2|X)|"
        r"NCS2?(?=\s)|Atlas\s(?:200|300|500|800|900)\w*|Akida|TrueNorth|SpiNNaker-?2?|BrainScaleS-?2?"
    ),
    "instruction set": (
        r"RV(?:32|64)[A-Z]{1,6}(?!\w)|AVX-?(?:2|512)(?:[- ]VNNI)?|Armv[789](?:\.\d)?(?:-[AMR])?|"
        r"x86(?:[-_]64)?(?!\w)|AArch64|RISC-?V"
    ),
}
"""Shapes of part numbers and product names, by family. Each is matched as a whole word, letter case as written."""

_PARTS = re.compile(r"(?<![\w.])(?:" + "|".join(f"(?:{shape})" for shape in PART_NUMBERS.values()) + r")(?![A-Za-z])")

_LINE_END = "¦"
"""What stands for a line's end while part numbers are looked for: none runs from the title into the abstract."""

_HARDWARE_WORDS = frozenset(
    """
    embedded neuromorphic mobile edge multi-core multicore many-core single-core quad-core dual-core arm risc-v
    x86 intel amd nvidia xilinx analog analogue digital mixed-signal vlsi cmos photonic optical quantum memristive
    memristor spiking on-chip heterogeneous commodity consumer consumer-grade desktop server server-grade
    low-power ultra-low-power resource-constrained resource-limited constrained reconfigurable programmable custom
    dedicated specialized specialised in-memory near-memory compute-in-memory ai machine-learning wearable
    parallel vector tensor graphics on-device onboard on-board single-board 8-bit 16-bit 32-bit 64-bit handheld
    android ios integrated von
    """.split()
)
_PHRASE_HEADS = frozenset(
    """
    processor microprocessor coprocessor chip chipset microchip board computer supercomputer workstation
    smartphone phone cpu gpu fpga npu tpu dsp vpu asic mcu microcontroller gpgpu hardware circuit circuitry soc
    smartwatch cluster
    """.split()
)
_VAGUE_HEADS = frozenset("device devices platform platforms accelerator accelerators system-on-chip sensor".split())
_LONGEST_PHRASE = 4


@Language.component(NAME, requires=["doc.spans"], assigns=["doc.spans"])
def find_hardware(doc: Doc) -> Doc:
    """Put part numbers and hardware phrases on `doc.spans["kg_hardware"]`."""
    return put(doc, NAME, [*_parts(doc), *_phrases(doc)])


def _parts(doc: Doc) -> Iterator[Span]:
    for match in _PARTS.finditer(doc.text.replace("\n", _LINE_END)):
        end = match.start() + len(match.group().rstrip(" -~"))
        span = doc.char_span(match.start(), end, alignment_mode="expand")
        if span is not None and not span.text.isspace() and not is_lookalike(doc.text, match.start(), end):
            yield candidate(doc, span.start, span.end, Kind.HARDWARE, NAME)


def _phrases(doc: Doc) -> Iterator[Span]:
    for phrase in noun_phrases(doc):
        head = singular(phrase[-1].lower_)
        if head not in _PHRASE_HEADS and head not in _VAGUE_HEADS:
            continue
        start = phrase.end - 1
        while (
            start > phrase.start and phrase.end - start < _LONGEST_PHRASE and doc[start - 1].lower_ in _HARDWARE_WORDS
        ):
            start -= 1
        if start < phrase.end - 1 or (head in HARDWARE_HEADS and head in _BARE_HEADS):
            yield candidate(doc, start, phrase.end, Kind.HARDWARE, NAME)


_BARE_HEADS = frozenset(
    """
    cpu gpu fpga npu tpu dsp vpu asic mcu microcontroller gpgpu smartphone supercomputer microprocessor smartwatch
    """.split()
)

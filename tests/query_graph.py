"""A made-up graph of eight papers as a pyoxigraph store, in the shape that builds give, and a small writer for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote

import pyoxigraph as ox

PREFIXES = """
@prefix kg: <https://w3id.org/paperkg/ontology#> .
@prefix id: <https://w3id.org/paperkg/id/> .
@prefix hardware: <https://w3id.org/paperkg/id/hardware/> .
@prefix dataset: <https://w3id.org/paperkg/id/dataset/> .
@prefix method: <https://w3id.org/paperkg/id/method/> .
@prefix metric: <https://w3id.org/paperkg/id/metric/> .
@prefix task: <https://w3id.org/paperkg/id/task/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

VOCABULARY = """
id:vocabulary {
<https://w3id.org/paperkg/id/vocabulary/hardware> a skos:ConceptScheme ; dcterms:source "makers' data sheets" ;
    dcterms:license <https://www.apache.org/licenses/LICENSE-2.0> .
hardware:stm32f746 dcterms:source "STMicroelectronics DS10916" .
hardware:nvidia-v100 dcterms:source "Epoch AI, CC BY 4.0" .
hardware:stm32l4r5 skos:inScheme <https://w3id.org/paperkg/id/vocabulary/hardware> .
hardware:rp2040 skos:inScheme <https://w3id.org/paperkg/id/vocabulary/hardware> .
hardware:processor a kg:Hardware, skos:Concept ; skos:prefLabel "processor" .
hardware:microcontroller a kg:Hardware, skos:Concept ; skos:prefLabel "microcontroller" ; skos:altLabel "MCU" ;
    skos:broader hardware:processor ; kg:powerWatts 1 .
hardware:cortex-m0plus a kg:Hardware, skos:Concept ; skos:prefLabel "Cortex-M0+" ;
    skos:broader hardware:microcontroller ; kg:smallerThan hardware:cortex-m4 .
hardware:cortex-m4 a kg:Hardware, skos:Concept ; skos:prefLabel "Cortex-M4" ; skos:altLabel "ARM M4F" ;
    skos:broader hardware:microcontroller ; kg:smallerThan hardware:cortex-m7 .
hardware:cortex-m7 a kg:Hardware, skos:Concept ; skos:prefLabel "Cortex-M7" ; skos:broader hardware:microcontroller .
hardware:stm32 a kg:Hardware, skos:Concept ; skos:prefLabel "STM32" ; skos:broader hardware:microcontroller ;
    kg:vendor "STMicroelectronics" .
hardware:stm32f746 a kg:Hardware, skos:Concept ; skos:prefLabel "STM32F746" ; skos:altLabel "STM32F746 Discovery" ;
    skos:broader hardware:stm32 , hardware:cortex-m7 ; kg:vendor "STMicroelectronics" ; kg:ramBytes 327680 ;
    kg:flashBytes 1048576 ; kg:clockMHz 216 ; kg:launchYear 2014 .
hardware:stm32f4 a kg:Hardware, skos:Concept ; skos:prefLabel "STM32F4" ; kg:ramBytes 262144 ; kg:flashBytes 2097152 ;
    skos:broader hardware:stm32 , hardware:cortex-m4 ; kg:launchYear 2011 .
hardware:stm32f411 a kg:Hardware, skos:Concept ; skos:prefLabel "STM32F411" ; skos:broader hardware:stm32f4 ;
    kg:ramBytes 131072 ; kg:flashBytes 524288 ; kg:clockMHz 100 .
hardware:stm32f405 a kg:Hardware, skos:Concept ; skos:prefLabel "STM32F405" ; skos:broader hardware:stm32f4 .
hardware:stm32l4r5 a kg:Hardware, skos:Concept ; skos:prefLabel "STM32L4R5" ; kg:ramBytes 655360 ;
    skos:broader hardware:stm32 , hardware:cortex-m4 ; kg:flashBytes 2097152 ; kg:clockMHz 120 ; kg:launchYear 2017 .
hardware:nucleo-l4r5zi a kg:Hardware, skos:Concept ; skos:prefLabel "NUCLEO-L4R5ZI" ;
    skos:broader hardware:stm32l4r5 ; kg:hasProcessor hardware:stm32l4r5 .
hardware:stm32h747 a kg:Hardware, skos:Concept ; skos:prefLabel "STM32H747" ; kg:ramBytes 1048576 ;
    skos:broader hardware:stm32 , hardware:cortex-m7 , hardware:cortex-m4 .
hardware:rp2040 a kg:Hardware, skos:Concept ; skos:prefLabel "RP2040" ; kg:vendor "Raspberry Pi" ;
    skos:broader hardware:microcontroller , hardware:cortex-m0plus ; kg:ramBytes 270336 .
hardware:npu a kg:Hardware, skos:Concept ; skos:prefLabel "NPU" ; skos:altLabel "neural processing unit" ;
    skos:broader hardware:processor .
hardware:cnn-engine a kg:Hardware, skos:Concept ; skos:prefLabel "CNN engine" ; skos:broader hardware:npu .
hardware:max78000 a kg:Hardware, skos:Concept ; skos:prefLabel "MAX78000" ; kg:vendor "Analog Devices" ;
    skos:broader hardware:cortex-m4 ; kg:hasProcessor hardware:cnn-engine ; kg:ramBytes 131072 ; kg:flashBytes 524288 ;
    kg:launchYear 2020 .
hardware:cpu a kg:Hardware, skos:Concept ; skos:prefLabel "CPU" ; skos:broader hardware:processor .
hardware:gpu a kg:Hardware, skos:Concept ; skos:prefLabel "GPU" ; skos:broader hardware:processor .
hardware:nvidia-a100 a kg:Hardware, skos:Concept ; skos:prefLabel "NVIDIA A100" ; skos:altLabel "A100" ;
    skos:broader hardware:gpu ; kg:vendor "NVIDIA" ; kg:memoryBytes 42949672960 ; kg:launchYear 2020 ;
    kg:launchDate "2020-05-14"^^xsd:date ; kg:processNm 7 ; kg:powerWatts 400 ; kg:fp32Flops 19500000000000 ;
    kg:memoryBandwidth 1555000000000 .
hardware:nvidia-v100 a kg:Hardware, skos:Concept ; skos:prefLabel "NVIDIA V100" ; skos:altLabel "V100" ;
    skos:broader hardware:gpu ; kg:vendor "NVIDIA" ; kg:memoryBytes 16000000000 ; kg:launchYear 2017 ;
    kg:launchDate "2017-06-21"^^xsd:date ; kg:processNm 12 ; kg:powerWatts 300 ; kg:fp32Flops 15700000000000 .
hardware:maxwell-gpu a kg:Hardware, skos:Concept ; skos:prefLabel "Maxwell GPU" ; skos:broader hardware:gpu .
hardware:nvidia-jetson a kg:Hardware, skos:Concept ; skos:prefLabel "NVIDIA Jetson" ; skos:altLabel "Jetson" .
hardware:jetson-nano a kg:Hardware, skos:Concept ; skos:prefLabel "Jetson Nano" ; kg:vendor "NVIDIA" ;
    skos:broader hardware:nvidia-jetson ; kg:hasProcessor hardware:maxwell-gpu ; kg:memoryBytes 4294967296 ;
    kg:powerWatts 10 ; kg:launchYear 2019 .
hardware:fpga a kg:Hardware, skos:Concept ; skos:prefLabel "FPGA" ; skos:altLabel "field-programmable gate array" .
hardware:zynq a kg:Hardware, skos:Concept ; skos:prefLabel "Zynq" ; skos:broader hardware:fpga ; kg:vendor "Xilinx" .
hardware:raspberry-pi a kg:Hardware, skos:Concept ; skos:prefLabel "Raspberry Pi" .
hardware:raspberry-pi-4 a kg:Hardware, skos:Concept ; skos:prefLabel "Raspberry Pi 4" ;
    skos:broader hardware:raspberry-pi ; kg:memoryBytes 8589934592 ; kg:launchYear 2019 .
hardware:raspberry-pi-3 a kg:Hardware, skos:Concept ; skos:prefLabel "Raspberry Pi 3" ; kg:memoryBytes 1073741824 ;
    skos:broader hardware:raspberry-pi ; kg:smallerThan hardware:raspberry-pi-4 ; kg:launchYear 2016 .
hardware:smartphone a kg:Hardware, skos:Concept ; skos:prefLabel "smartphone" ; skos:altLabel "mobile phone" .
hardware:mobile-soc a kg:Hardware, skos:Concept ; skos:prefLabel "mobile SoC" ; skos:altLabel "smartphone SoC" .
hardware:snapdragon-865 a kg:Hardware, skos:Concept ; skos:prefLabel "Snapdragon 865" ;
    skos:broader hardware:mobile-soc .
hardware:aws-trainium a kg:Hardware, skos:Concept ; skos:prefLabel "AWS Trainium" ; skos:altLabel "Trainium" .
hardware:trn1 a kg:Hardware, skos:Concept ; skos:prefLabel "trn1" ; skos:broader hardware:aws-trainium .
hardware:groq-lpu a kg:Hardware, skos:Concept ; skos:prefLabel "LPU" ; kg:vendor "Groq" .
dataset:imagenet a kg:Dataset, skos:Concept ; skos:prefLabel "ImageNet" ; skos:altLabel "ILSVRC" .
dataset:imagenet-1k a kg:Dataset, skos:Concept ; skos:prefLabel "ImageNet-1K" ; skos:broader dataset:imagenet .
dataset:cifar-10 a kg:Dataset, skos:Concept ; skos:prefLabel "CIFAR-10" .
dataset:coco a kg:Dataset, skos:Concept ; skos:prefLabel "COCO" ; skos:altLabel "MS COCO" .
method:quantization a kg:Method, skos:Concept ; skos:prefLabel "quantization" ; skos:altLabel "quantisation" .
method:post-training-quantization a kg:Method, skos:Concept ; skos:prefLabel "post-training quantization" ;
    skos:altLabel "PTQ" ; skos:broader method:quantization .
method:pruning a kg:Method, skos:Concept ; skos:prefLabel "pruning" .
method:mixture-of-experts a kg:Method, skos:Concept ; skos:prefLabel "mixture of experts" ; skos:altLabel "MoE" .
method:mobilenet a kg:Method, skos:Concept ; skos:prefLabel "MobileNet" .
method:resnet-50 a kg:Method, skos:Concept ; skos:prefLabel "ResNet-50" .
metric:accuracy a kg:Metric, skos:Concept ; skos:prefLabel "accuracy" ; kg:direction kg:HigherIsBetter .
metric:top-1-accuracy a kg:Metric, skos:Concept ; skos:prefLabel "top-1 accuracy" ; skos:broader metric:accuracy .
metric:latency a kg:Metric, skos:Concept ; skos:prefLabel "latency" ; kg:direction kg:LowerIsBetter .
metric:inception-score a kg:Metric, skos:Concept ; skos:prefLabel "Inception score" ; kg:ambiguousLabel "IS" .
metric:throughput a kg:Metric, skos:Concept ; skos:prefLabel "throughput" ; kg:direction kg:HigherIsBetter .
metric:energy a kg:Metric, skos:Concept ; skos:prefLabel "energy" ; kg:direction kg:LowerIsBetter .
metric:energy-per-inference a kg:Metric, skos:Concept ; skos:prefLabel "energy per inference" ;
    skos:broader metric:energy .
metric:memory a kg:Metric, skos:Concept ; skos:prefLabel "memory" ; kg:direction kg:LowerIsBetter .
metric:peak-memory a kg:Metric, skos:Concept ; skos:prefLabel "peak memory" ; skos:broader metric:memory .
metric:model-size a kg:Metric, skos:Concept ; skos:prefLabel "model size" ; kg:direction kg:LowerIsBetter .
metric:speedup a kg:Metric, skos:Concept ; skos:prefLabel "speedup" .
task:image-classification a kg:Task, skos:Concept ; skos:prefLabel "image classification" .
task:keyword-spotting a kg:Task, skos:Concept ; skos:prefLabel "keyword spotting" ; skos:altLabel "KWS" .
task:object-detection a kg:Task, skos:Concept ; skos:prefLabel "object detection" .
}
"""

MINTED = {
    "method:pebblenet": "PebbleNet",
    "method:gravelrnn": "GravelRNN",
    "method:boulderlm": "BoulderLM",
    "method:sandnet": "SandNet",
    "method:duneformer": "DuneFormer",
    "method:cliff-search": "CliffSearch",
    "method:keynet": "KeyNet",
    "method:ridgenet": "RidgeNet",
    "method:ds-cnn": "DS-CNN",
    "method:resnet-8": "ResNet-8",
    "dataset:quarry": "Quarry",
}
_CLASSES = {"method": "Method", "dataset": "Dataset", "hardware": "Hardware", "metric": "Metric", "task": "Task"}


@dataclass(frozen=True)
class Paper:
    """A paper: `edges` are "subject predicate object" with "." for the paper itself; all quotes are the title.

    A result's words are method, metric, value, unit, comparison, dataset, hardware and baseline ("-" for none), and
    its task last where it names one. With a `benchmark` it is a report and no paper.
    """

    id: str
    title: str
    edges: str
    date: str = ""
    results: tuple[str, ...] = field(default=())
    benchmark: str = ""


PAPERS = (
    Paper(
        "p1",
        "PebbleNet: image classification within 320 kB",
        """. proposes method:pebblenet
        . uses method:post-training-quantization
        . comparesWith method:mobilenet
        . evaluatesOn dataset:imagenet-1k
        . testsOn hardware:stm32f746
        . reports metric:top-1-accuracy
        . reports metric:latency
        . addresses task:image-classification
        method:pebblenet testedOn hardware:stm32f746
        method:mobilenet testedOn hardware:stm32f746
        method:pebblenet evaluatedOn dataset:imagenet-1k
        method:pebblenet appliedTo task:image-classification""",
        "2021-05-01",
        (
            "method:pebblenet metric:top-1-accuracy 71.50 % Absolute dataset:imagenet-1k hardware:stm32f746",
            "method:pebblenet metric:latency 12 ms Absolute - hardware:stm32f746",
            "method:pebblenet metric:top-1-accuracy 2.5 points Improvement dataset:imagenet-1k - method:mobilenet",
        ),
    ),
    Paper(
        "p2/b",
        "GravelRNN on a Raspberry Pi",
        """. proposes method:gravelrnn
        . uses method:pruning
        . evaluatesOn dataset:cifar-10
        . testsOn hardware:raspberry-pi-4
        . addresses task:image-classification
        method:gravelrnn testedOn hardware:raspberry-pi-4
        method:gravelrnn evaluatedOn dataset:cifar-10
        method:gravelrnn appliedTo task:image-classification""",
        "2023",
    ),
    Paper(
        "p3",
        "BoulderLM: training on Trainium",
        """. proposes method:boulderlm
        . uses method:mixture-of-experts
        . testsOn hardware:trn1
        . targets hardware:aws-trainium
        . mentionsHardware hardware:gpu
        . mentionsHardware hardware:nvidia-a100
        method:boulderlm testedOn hardware:trn1
        method:boulderlm targetsHardware hardware:aws-trainium""",
        "2024-01",
    ),
    Paper(
        "p4",
        "SandNet: an accelerator for field-programmable gate arrays",
        """. proposes method:sandnet
        . uses method:quantization
        . evaluatesOn dataset:imagenet
        . evaluatesOn dataset:cifar-10
        . testsOn hardware:zynq
        . targets hardware:fpga
        . comparesWith method:pebblenet
        . comparesWith method:resnet-50
        . reports metric:speedup
        . reports metric:accuracy
        method:sandnet testedOn hardware:zynq
        method:sandnet targetsHardware hardware:fpga
        method:sandnet evaluatedOn dataset:imagenet
        method:sandnet evaluatedOn dataset:cifar-10""",
        "2022-11-30",
        (
            "method:sandnet metric:speedup 4.2 x Improvement - hardware:zynq method:resnet-50",
            "method:sandnet metric:accuracy 76.1 % Absolute dataset:imagenet -",
            "- metric:accuracy 93 % Absolute dataset:cifar-10 -",
        ),
    ),
    Paper(
        "p5",
        "DuneFormer",
        """. proposes method:duneformer
        . uses method:mobilenet
        . trainsOn dataset:imagenet
        . evaluatesOn dataset:coco
        . testsOn hardware:nvidia-a100
        . testsOn hardware:jetson-nano
        . addresses task:object-detection
        method:duneformer testedOn hardware:nvidia-a100
        method:duneformer testedOn hardware:jetson-nano
        method:duneformer evaluatedOn dataset:coco
        method:duneformer appliedTo task:object-detection""",
        "2024-06-01",
    ),
    Paper(
        "p6",
        "A study of pruned MobileNets",
        """. uses method:mobilenet
        . uses method:pruning
        . mentions method:quantization
        . evaluatesOn dataset:imagenet
        . testsOn hardware:snapdragon-865
        method:mobilenet testedOn hardware:snapdragon-865
        method:pruning testedOn hardware:snapdragon-865
        method:mobilenet evaluatedOn dataset:imagenet""",
    ),
    Paper(
        "p7",
        "",
        """. proposes method:cliff-search
        . introduces dataset:quarry
        . testsOn hardware:smartphone
        . reports metric:inception-score
        . addresses task:object-detection
        method:cliff-search testedOn hardware:smartphone
        method:cliff-search appliedTo task:object-detection""",
        "2020",
        ("method:cliff-search metric:inception-score 8.81 - Absolute dataset:quarry -",),
    ),
    Paper("p8", "Nothing was found in <b>this</b> paper", ""),
)


MEASURED = (
    Paper(
        "m1",
        "KeyNet: keyword spotting on tiny boards",
        """. proposes method:keynet
        . evaluatesOn dataset:quarry
        . testsOn hardware:stm32f411
        . testsOn hardware:max78000
        . addresses task:keyword-spotting
        . reports metric:peak-memory
        . reports metric:accuracy
        . reports metric:latency
        method:keynet testedOn hardware:stm32f411
        method:keynet testedOn hardware:max78000
        method:keynet appliedTo task:keyword-spotting""",
        "2023-03-01",
        (
            "method:keynet metric:peak-memory 90 kB Absolute - -",
            "method:keynet metric:model-size 0.4 MB Absolute - -",
            "method:keynet metric:accuracy 92.5 % Absolute dataset:quarry hardware:stm32f411",
            "method:keynet metric:latency 800 us Absolute - hardware:stm32f411",
            "method:keynet metric:energy-per-inference 1.2 mJ Absolute - hardware:stm32f411",
            "method:keynet metric:accuracy 90.5 % Absolute dataset:quarry hardware:max78000",
            "method:keynet metric:latency 2 ms Absolute - hardware:max78000",
        ),
    ),
    Paper(
        "m2",
        "RidgeNet on old machines",
        """. proposes method:ridgenet
        . evaluatesOn dataset:imagenet
        . testsOn hardware:nvidia-v100
        . testsOn hardware:raspberry-pi-3
        . testsOn hardware:stm32f405
        . testsOn hardware:stm32h747
        . addresses task:image-classification
        method:ridgenet testedOn hardware:nvidia-v100
        method:ridgenet testedOn hardware:raspberry-pi-3
        method:ridgenet testedOn hardware:stm32f405
        method:ridgenet testedOn hardware:stm32h747
        method:ridgenet evaluatedOn dataset:imagenet""",
        "2019",
        (
            "method:ridgenet metric:throughput 100 images/s Absolute - hardware:nvidia-v100",
            "method:ridgenet metric:latency 0.3 s Absolute - hardware:raspberry-pi-3",
        ),
    ),
    Paper(
        "mlperf/1",
        "Tiny benchmark v1, Maker: NUCLEO-L4R5ZI",
        """. uses method:ds-cnn
        . uses method:resnet-8
        . testsOn hardware:nucleo-l4r5zi
        . evaluatesOn dataset:cifar-10
        . addresses task:keyword-spotting
        . addresses task:image-classification
        method:ds-cnn testedOn hardware:nucleo-l4r5zi
        method:resnet-8 testedOn hardware:nucleo-l4r5zi
        method:ds-cnn appliedTo task:keyword-spotting
        method:resnet-8 appliedTo task:image-classification""",
        "2022",
        (
            "method:ds-cnn metric:energy 950 uJ Absolute - hardware:nucleo-l4r5zi - task:keyword-spotting",
            "method:ds-cnn metric:throughput 20 inf/s Absolute - hardware:nucleo-l4r5zi - task:keyword-spotting",
            "method:resnet-8 metric:energy-per-inference 700 uJ Absolute dataset:cifar-10 hardware:nucleo-l4r5zi - "
            "task:image-classification",
        ),
        benchmark="Tiny benchmark v1",
    ),
)
"""Papers and a benchmark's report with what devices measure."""


def store(papers: tuple[Paper, ...] = PAPERS) -> ox.Store:
    """Return a store with the vocabulary and some papers."""
    made = ox.Store()
    text = "\n".join([PREFIXES, VOCABULARY, *(_trig(paper) for paper in papers)])
    made.load(text.encode(), format=ox.RdfFormat.TRIG)
    return made


def _trig(paper: Paper) -> str:
    iri = f"https://w3id.org/paperkg/id/paper/{quote(paper.id, safe='')}"
    kind = "kg:BenchmarkReport" if paper.benchmark else "schema:ScholarlyArticle"
    lines = [f'<{iri}> a kg:Paper, {kind} ; dcterms:identifier "{paper.id}" .']
    lines.append(f'<{iri}> dcterms:isPartOf "{paper.benchmark}" .' if paper.benchmark else "")
    abstract = "We search along a cliff for nets that run on phones, and give Quarry."
    words = paper.title or abstract
    lines.append(f'<{iri}> dcterms:abstract "{abstract}" .')
    lines.append(f'<{iri}> dcterms:title "{paper.title}" .' if paper.title else "")
    lines.append(f'<{iri}> dcterms:date "{paper.date}" .' if paper.date else "")
    start = 0 if paper.title else 1
    text = f"<{iri}/text/{start}-{start + len(words)}>"
    lines.append(f"{text} a oa:SpecificResource ; oa:hasSource <{iri}> ; oa:hasSelector <{iri}/q> , <{iri}/t> .")
    lines.append(f'<{iri}/q> oa:exact "{words}" . <{iri}/t> oa:start {start} ; oa:end {start + len(words)} .')
    edges = [line.split() for line in paper.edges.splitlines() if line.strip()]
    for number, result in enumerate(paper.results, start=1):
        lines.append(_result(f"<{iri}/result/{number}>", result))
        edges.append([".", "hasResult", f"<{iri}/result/{number}>"])
    for number, (source, predicate, target) in enumerate(edges):
        subject = f"<{iri}>" if source == "." else source
        lines.append(f"{subject} kg:{predicate} {target} .")
        lines.append(
            f"<{iri}/evidence/{number:012x}> a kg:Evidence ; rdf:subject {subject} ; rdf:predicate kg:{predicate} ; "
            f'rdf:object {target} ; oa:hasTarget {text} ; kg:confidence 0.9 ; kg:extractor "test" ; '
            f"prov:wasDerivedFrom <{iri}> ."
        )
    named = {name for edge in edges for name in edge if name.split(":")[0] in _CLASSES and not name.startswith("<")}
    for name in sorted(named):
        lines.append(f"{name} a kg:{_CLASSES[name.split(':')[0]]}, skos:Concept .")
        if name in MINTED:
            lines.append(f'{name} skos:prefLabel "{MINTED[name]}" ; kg:minted true .')
    body = "\n  ".join(line for line in lines if line)
    return f"<{iri}/graph> {{\n  {body}\n}}"


def _result(iri: str, line: str) -> str:
    method, metric, value, unit, comparison, dataset, hardware, *rest = line.split()
    tasks = [word for word in rest if word.startswith("task:")]
    baseline = [word for word in rest if word not in tasks]
    parts = [
        f'{iri} a kg:Result ; kg:metric {metric} ; kg:value {value} ; kg:valueText "{value}" ; '
        f"kg:comparison kg:{comparison} ; kg:confidence 0.8 ."
    ]
    optional = {
        "ofMethod": method,
        "onDataset": dataset,
        "onHardware": hardware,
        "baseline": (baseline or ["-"])[0],
        "onTask": (tasks or ["-"])[0],
    }
    parts.extend(f"{iri} kg:{name} {end} ." for name, end in optional.items() if end != "-")
    if unit != "-":
        parts.append(f'{iri} kg:unitText "{unit}" .')
    return "\n  ".join(parts)

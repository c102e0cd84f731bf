"""What the rules of MLPerf say that its tables do not: when a round was published, which model a benchmark means, and
how that model's quality is measured. MLPerf is a trademark of MLCommons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["BENCHMARKS", "DATASETS", "MONTHS", "Benchmark", "benchmark_of", "variant_name"]

MONTHS: dict[str, dict[str, str]] = {
    "Tiny": {
        "v0.5": "2021-06", "v0.7": "2022-04", "v1.0": "2022-11", "v1.1": "2023-06", "v1.2": "2024-04",
        "v1.3": "2025-09",
    },
    "Inference": {
        "v0.5": "2019-11", "v0.7": "2020-10", "v1.0": "2021-04", "v1.1": "2021-09", "v2.0": "2022-04",
        "v2.1": "2022-09", "v3.0": "2023-04", "v3.1": "2023-09", "v4.0": "2024-03", "v4.1": "2024-08",
        "v5.0": "2025-04", "v5.1": "2025-09",
    },
    "Training": {
        "v0.5": "2018-12", "v0.6": "2019-07", "v0.7": "2020-07", "v1.0": "2021-06", "v1.1": "2021-12",
        "v2.0": "2022-06", "v2.1": "2022-11", "v3.0": "2023-06", "v3.1": "2023-11", "v4.0": "2024-06",
        "v4.1": "2024-11", "v5.0": "2025-06",
    },
}  # fmt: skip
"""Month in which MLCommons published the results of each round, by suite."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What a benchmark's short name means.

    Attributes
    ----------
    model
        The reference model, which the closed division has to run.
    quality
        The metric of its accuracy.
    unit
        Unit of that metric.
    """

    model: str
    quality: str = "accuracy"
    unit: str = ""


BENCHMARKS: dict[str, Benchmark] = {
    "resnet": Benchmark("ResNet-50", "top-1 accuracy", "%"),
    "retinanet": Benchmark("RetinaNet", "mAP", "%"),
    "ssd": Benchmark("SSD", "mAP", "%"),
    "ssd-small": Benchmark("SSD-MobileNetV1", "mAP", "%"),
    "ssd-large": Benchmark("SSD-ResNet34", "mAP", "%"),
    "maskrcnn": Benchmark("Mask R-CNN", "mAP", "%"),
    "3d-unet": Benchmark("3D U-Net", "Dice"),
    "unet3d": Benchmark("3D U-Net", "Dice"),
    "rnnt": Benchmark("RNN-T", "word accuracy", "%"),
    "bert": Benchmark("BERT-Large", "F1", "%"),
    "dlrm": Benchmark("DLRM", "AUC", "%"),
    "dlrm-v2": Benchmark("DLRM-DCNv2", "AUC", "%"),
    "gptj": Benchmark("GPT-J", "ROUGE-1"),
    "llama2-70b": Benchmark("Llama 2 70B", "ROUGE-1"),
    "mixtral-8x7b": Benchmark("Mixtral 8x7B", "ROUGE-1"),
    "stable-diffusion-xl": Benchmark("Stable Diffusion XL", "CLIP score"),
    "minigo": Benchmark("MiniGo"),
}
"""Reference model and quality metric of each benchmark of the Inference and Training suites."""

DATASETS = {"1TB Clickthrough": "Criteo Terabyte"}
"""What the tables of some rounds call a dataset that others call by its name."""

_TARGET = re.compile(r"-(99(?:\.9)?)$")

_SCORED_AS = re.compile(r"^(?:bert|resnet|gptj|dlrm)-99(?:\.9)?_|-bert-99(?:\.9)?$")
"""The benchmark that a variant of the open division was run under, as it stands in the variant's name."""

_NO_NAME = re.compile(
    r"none|quant|quantized|non|precision|float|u?int\d+|fp\d+|vnni|coco|sbp|mp|qat|bast|obs|lowproposals|"
    r"\d+\.\d+|9\d|\d{3,4}|\d+x\d+|pruned[\d.]*|prune|\d+sparse|\d*layer",
    re.IGNORECASE,
)
"""Parts of a variant's name that say how it was shrunk, sized or stored, not which architecture it is."""


def benchmark_of(name: str) -> tuple[Benchmark, str]:
    """Return what a benchmark's short name means, and the share of the reference accuracy that it demands.

    >>> benchmark_of("bert-99.9")
    (Benchmark(model='BERT-Large', quality='F1', unit='%'), 'at least 99.9 % of the reference accuracy')
    >>> benchmark_of("a new one")[0].model
    'a new one'
    """
    target = _TARGET.search(name)
    known = BENCHMARKS.get(_TARGET.sub("", name), Benchmark(name))
    return known, f"at least {target[1]} % of the reference accuracy" if target else ""


def variant_name(variant: str) -> str:
    """Return the architecture in the name of a variant that the open division ran.

    >>> [variant_name(v) for v in ("mobilenet-v1-precision_float-1.0-224", "efficientnet-fp32-lite0")]
    ['mobilenet-v1', 'efficientnet-lite0']
    >>> [variant_name(v) for v in ("mobilebert-none-base-none-bert-99", "obert-large-pruned97-quant-none-bert-99")]
    ['mobilebert-base', 'obert-large']
    """
    words = [word for word in re.split(r"[-_]", _SCORED_AS.sub("", variant)) if word and not _NO_NAME.fullmatch(word)]
    return "-".join(words) or variant

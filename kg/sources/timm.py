"""Tables of the timm library's image models: accuracy on ImageNet and its variants, and speed on several devices.

Read are the tables that the library publishes (`results-….csv`, `benchmark-infer-….csv`, `benchmark-train-….csv`, whose
names tell the dataset or the device) and one table made of them all. There is one document for each architecture.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath

from kg.hardware_names import plain_name
from kg.model import Comparison, Entity, Kind, Result, Role
from kg.names import slug
from kg.sources.base import Document, Problem, Record, Sample
from kg.sources.benchmarks import Report, Statement, TableRow, decimal, joined, reports
from kg.sources.rows import column_names, named_rows

__all__ = ["detect", "read"]

_MERGED = frozenset("model hardware dataset metric value unit img_size".split())
_ACCURACY = frozenset("model top1 top5 param_count img_size".split())
_SPEED = (
    frozenset("model infer_samples_per_sec infer_step_time".split()),
    frozenset("model train_samples_per_sec train_step_time".split()),
)
_PHASES = {"infer": "inference", "train": "training"}

_TASK = "image classification"
_PLACE = "table"
"""Column that a line of text begins with, before those of the table: which table it is."""

_RUN = re.compile(
    r"benchmark-(?:infer|train)-(?P<precision>[a-z0-9_]+)-(?P<layout>nchw|nhwc)-pt(?P<torch>\d+)-(?:cu(?P<cuda>\d+)-)?"
    r"(?P<device>[\w-]+?)(?P<compiled>-dynamo)?(?:\.csv)?(?:\.\w+)?",
    re.IGNORECASE,
)
"""How the library names its tables of speed."""

_DATASETS = {
    "results-imagenet": "ImageNet-1k",
    "results-imagenet-real": "ImageNet-ReaL",
    "results-imagenetv2-matched-frequency": "ImageNet-V2 matched-frequency",
    "results-sketch": "ImageNet-Sketch",
    "results-imagenet-a": "ImageNet-A",
    "results-imagenet-a-clean": "ImageNet-A-Clean",
    "results-imagenet-r": "ImageNet-R",
    "results-imagenet-r-clean": "ImageNet-R-Clean",
}
"""The dataset of each of the library's tables of accuracy, by name."""

_SHORT = re.compile(r"^(?P<card>\d{4}(?:ti)?)$|^pro(?P<pro>\d{4})(?P<maxq>maxq)?$", re.IGNORECASE)


def detect(sample: Sample) -> float:
    """Return 1 for a header with the columns of one of the tables."""
    columns = column_names(sample)
    return 1.0 if any(kind <= columns for kind in (_MERGED, _ACCURACY, *_SPEED)) else 0.0


def read(document: Document) -> Iterator[Record | Problem]:
    """Yield one document for each architecture, with all its rows."""
    columns = column_names(document.sample)
    if columns >= _MERGED:
        yield from reports(_stated(document, ("model", "metric", "value"), _merged_row))
    elif columns >= _ACCURACY:
        dataset = _dataset(document.file)
        yield from reports(_stated(document, ("model", "top1"), lambda row: _accuracy_row(row, dataset)))
    else:
        run = _run(document.file)
        yield from reports(_stated(document, ("model",), lambda row: _speed_row(row, run)))


def _stated(
    document: Document, required: tuple[str, ...], states: Callable[[TableRow], _Reading]
) -> Iterator[tuple[int, Report, Statement] | Problem]:
    merged = "value" in required
    table = f"timm {_TASK}" if merged else f"timm {_TASK}, {_stem(document.file)}"
    for item in named_rows(document, required):
        if isinstance(item, Problem):
            yield item
            continue
        line, cells = item
        reading = states(TableRow({_PLACE: table, **cells}, "timm"))
        if not reading.results:
            yield Problem(line, "the row holds no number to read; mend or remove it")
            continue
        architecture = reading.architecture
        report = Report(f"timm/{slug(architecture)}", f"timm benchmarks: {architecture}", "timm")
        yield line, report, reading.statement


class _Reading:
    """Collects what one row names and reports."""

    def __init__(self, row: TableRow) -> None:
        self.row = row
        architecture, _, weights = row.get("model").partition(".")
        self.architecture, self.weights = (architecture, weights) if architecture else (row.get("model"), "")
        self.entities = [
            row.entity(Kind.METHOD, "model", self.architecture, role=Role.USED),
            row.entity(Kind.TASK, _PLACE, written=_TASK),
        ]
        self.results: list[Result] = []

    @property
    def statement(self) -> Statement:
        return Statement(self.row.text, tuple(self.entities), tuple(self.results))

    def number(
        self,
        metric: Entity,
        column: str,
        unit: str,
        setting: str,
        *,
        dataset: Entity | None = None,
        hardware: Entity | None = None,
    ) -> None:
        """Add a number, if the column has one, with what it was measured on."""
        value = decimal(self.row.get(column))
        if value is None:
            return
        self.entities += [entity for entity in (metric, dataset, hardware) if entity]
        result = Result(
            value=value,
            unit=unit,
            comparison=Comparison.ABSOLUTE,
            metric=metric.name,
            method=self.architecture,
            dataset=dataset.name if dataset else None,
            hardware=hardware.name if hardware else None,
            extractor=self.row.extractor,
            task=_TASK,
            setting=setting,
        )
        self.results.append(result)

    def size(self, parameters: str, operations: str, pixels: str) -> None:
        """Add how large the model is: its parameters, and its multiply-accumulates for an input size."""
        row = self.row
        if row.get(parameters):
            self.number(row.heading(Kind.METRIC, parameters, "number of parameters"), parameters, "M", "")
        if row.get(operations):
            self.number(row.heading(Kind.METRIC, operations, "MACs"), operations, "GMACs", _pixels(row.get(pixels)))


def _merged_row(row: TableRow) -> _Reading:
    reading = _Reading(row)
    hardware = _device(row, "hardware", row.get("hardware")) if row.get("hardware") else None
    dataset = row.entity(Kind.DATASET, "dataset", role=Role.EVALUATED) if row.get("dataset") else None
    setting = joined(
        _pixels(row.get("img_size")),
        f"batch size {row.get('batch_size')}" if row.get("batch_size") else "",
        row.get("precision"),
        row.get("layout").upper(),
        "compiled" if row.get("compiled") == "1" else "",
        f"PyTorch {row.get('pytorch')}" if row.get("pytorch") else "",
        f"CUDA {_dotted(row.get('cuda'))}" if row.get("cuda") else "",
        _weights(reading),
    )
    metric = row.entity(Kind.METRIC, "metric")
    reading.number(metric, "value", row.get("unit"), setting, dataset=dataset, hardware=hardware)
    reading.size("params_m", "gmacs", "img_size")
    return reading


def _accuracy_row(row: TableRow, name: str) -> _Reading:
    reading = _Reading(row)
    stem = row.get(_PLACE).rsplit(", ", 1)[-1]
    dataset = row.entity(Kind.DATASET, _PLACE, name, role=Role.EVALUATED, written=stem) if name else None
    setting = joined(_pixels(row.get("img_size")), _weights(reading))
    for column, metric in (("top1", "top-1 accuracy"), ("top5", "top-5 accuracy")):
        if row.get(column):
            reading.number(row.heading(Kind.METRIC, column, metric), column, "%", setting, dataset=dataset)
    reading.size("param_count", "", "img_size")
    return reading


def _speed_row(row: TableRow, run: re.Match[str] | None) -> _Reading:
    reading = _Reading(row)
    device = _device(row, _PLACE, run["device"]) if run else None
    for phase, word in _PHASES.items():
        rate, pixels = f"{phase}_samples_per_sec", row.get(f"{phase}_img_size")
        batch = row.get(f"{phase}_batch_size")
        setting = joined(_pixels(pixels), f"batch size {batch}" if batch else "", *_software(run), _weights(reading))
        if row.get(rate):
            metric = row.heading(Kind.METRIC, rate, f"{word} throughput")
            reading.number(metric, rate, "images/s", setting, hardware=device)
    reading.size("param_count", "infer_gmacs", "infer_img_size")
    return reading


def _device(row: TableRow, column: str, written: str) -> Entity:
    """Return the device, by the name that the library's short form stands for."""
    short = _SHORT.match(written)
    name = plain_name(written)[0].replace("_", "-")
    if short and short["card"]:
        name = f"NVIDIA GeForce RTX {short['card']}"
    elif short:
        name = f"NVIDIA RTX PRO {short['pro']} Blackwell{' Max-Q' if short['maxq'] else ''}"
    return row.entity(Kind.HARDWARE, column, name, role=Role.TESTED, written=written)


def _stem(file: str) -> str:
    return PurePath(file).name.split(".")[0]


def _dataset(file: str) -> str:
    return _DATASETS.get(_stem(file), "")


def _run(file: str) -> re.Match[str] | None:
    return _RUN.fullmatch(_stem(file))


def _software(run: re.Match[str] | None) -> tuple[str, ...]:
    if run is None:
        return ()
    return (
        run["precision"],
        run["layout"].upper(),
        "compiled" if run["compiled"] else "",
        f"PyTorch {_torch(run['torch'])}",
        f"CUDA {_dotted(run['cuda'])}" if run["cuda"] else "",
    )


def _torch(digits: str) -> str:
    """Return PyTorch's version as the names of tables have it, without dots.

    >>> _torch("112"), _torch("240")
    ('1.12', '2.4.0')
    """
    return f"1.{digits[1:]}" if digits.startswith("1") else ".".join(digits)


def _dotted(version: str) -> str:
    """Return a version that is written without its last dot with it.

    >>> [_dotted(version) for version in ("124", "113", "12.4")]
    ['12.4', '11.3', '12.4']
    """
    return version if "." in version or not version.isdecimal() else f"{version[:-1]}.{version[-1]}"


def _pixels(size: str) -> str:
    return f"{size}×{size} pixels" if size else ""


def _weights(reading: _Reading) -> str:
    return f"weights {reading.weights}" if reading.weights else ""

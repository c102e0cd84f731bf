"""MLPerf Tiny, Inference and Training: tables of submitted results, one document for each submitted system.

MLPerf is a trademark of MLCommons; version and submitter stand in every title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.hardware_names import memory_bytes, plain_name, without_trademarks
from kg.model import Comparison, Entity, Kind, Result, Role
from kg.names import name_key, slug
from kg.sources.base import Document, Problem, Record, Sample
from kg.sources.benchmarks import Report, Statement, TableRow, decimal, joined, reports
from kg.sources.mlperf_rules import DATASETS, MONTHS, benchmark_of, variant_name
from kg.sources.rows import column_names, named_rows

__all__ = ["detect", "read"]

Facts = tuple[tuple[str, str], ...]

_SIZED = re.compile(r"(?P<name>\D.*?)\s+(?P<size>[\d.]+x(?:\s.*)?)")
"""A model with its width or input size: "MobileNetV1 0.25x 96x96"."""

_MEGAHERTZ = re.compile(r"([\d.]+)\s*MHz", re.IGNORECASE)
_BITS = re.compile(r"^\d+-bit\s+", re.IGNORECASE)
_WEIGHT = re.compile(r"\s+(?:heavy|light) weight$")
_REMARK = re.compile(r"\s+\([^()]*\)$")
_UNKNOWN = frozenset({"undefined", "unknown", "none", "n/a"})


@dataclass(frozen=True, slots=True)
class _Suite:
    """One of the three tables.

    Attributes
    ----------
    name
        As MLCommons calls it.
    columns
        Columns by which it is recognised.
    system
        Columns that name what was submitted.
    states
        Reads one row.
    """

    name: str
    columns: frozenset[str]
    system: tuple[str, ...]
    states: Callable[[TableRow], Statement]


def detect(sample: Sample) -> float:
    """Return 1 for a header with the columns of one of the tables."""
    return 1.0 if _suite(sample) else 0.0


def read(document: Document) -> Iterator[Record | Problem]:
    """Yield one document for each system that somebody submitted in a round, with all its rows."""
    suite = _suite(document.sample)
    if suite is not None:
        yield from reports(_stated(document, suite))


def _suite(sample: Sample) -> _Suite | None:
    columns = column_names(sample)
    return next((suite for suite in _SUITES if suite.columns <= columns), None)


def _stated(document: Document, suite: _Suite) -> Iterator[tuple[int, Report, Statement] | Problem]:
    for item in named_rows(document, (suite.system[0], "model", "metric", "value", "submitter", "version")):
        if isinstance(item, Problem):
            yield item
            continue
        line, cells = item
        if decimal(cells["value"]) is None:
            yield Problem(line, f"the value {cells['value'][:40]!r} is no number; mend or remove the row")
            continue
        row = TableRow(cells, "mlperf")
        yield line, _report(row, suite), suite.states(row)


def _report(row: TableRow, suite: _Suite) -> Report:
    version, submitter = row.get("version"), row.get("submitter")
    benchmark = f"MLPerf {suite.name} {version}"
    named = {name_key(row.get(column)): row.get(column) for column in reversed(suite.system) if row.get(column)}
    return Report(
        id="/".join(slug(part) for part in (benchmark, submitter, " ".join(named.values()))),
        title=f"{benchmark}, {submitter}: {', '.join(reversed(named.values()))}",
        benchmark=benchmark,
        date=MONTHS[suite.name].get(version),
        authors=(submitter,),
    )


@dataclass(frozen=True, slots=True)
class _Subject:
    """What the numbers of a row are measured on, by name."""

    method: str | None
    dataset: str | None
    hardware: str | None
    task: str | None


class _Reading:
    """Collects what one row names and reports."""

    def __init__(self, row: TableRow) -> None:
        self.row = row
        self.entities: list[Entity] = []
        self.results: list[Result] = []

    @property
    def statement(self) -> Statement:
        return Statement(self.row.text, tuple(self.entities), tuple(self.results))

    def name(
        self, kind: Kind, column: str, name: str = "", role: Role | None = None, facts: Facts = (), written: str = ""
    ) -> str | None:
        """Add what a column names, unless it is blank, and return its name."""
        if self.row.get(column).casefold() in _UNKNOWN | {""}:
            return None
        entity = self.row.entity(kind, column, name, role=role, facts=facts, written=written)
        self.entities.append(entity)
        return entity.name

    def names(self, kind: Kind, column: str, role: Role | None = None) -> str | None:
        """Add all that a column lists, and return the first name."""
        parts = [part for part in self.row.get(column).split(", ") if part]
        plain = (DATASETS.get(part) or _WEIGHT.sub("", _REMARK.sub("", part)) for part in parts)
        found = [self.name(kind, column, name, role, (), part) for part, name in zip(parts, plain, strict=True)]
        return found[0] if found else None

    def number(self, metric: Entity, column: str, unit: str, of: _Subject, setting: str) -> None:
        """Add a number that a column gives for a metric."""
        value = decimal(self.row.get(column))
        if value is None:
            return
        self.entities.append(metric)
        self.results.append(
            Result(
                value=value,
                unit=unit,
                comparison=Comparison.ABSOLUTE,
                metric=metric.name,
                method=of.method,
                dataset=of.dataset,
                hardware=of.hardware,
                extractor=self.row.extractor,
                task=of.task,
                setting=setting,
            )
        )


def _tiny(row: TableRow) -> Statement:
    """A board with its chip runs one of four models: inferences a second, accuracy, and energy if it was measured."""
    reading = _Reading(row)
    sized = _SIZED.fullmatch(row.get("model"))
    subject = _Subject(
        method=reading.name(Kind.METHOD, "model", sized["name"] if sized else "", Role.USED),
        dataset=reading.names(Kind.DATASET, "dataset", Role.EVALUATED),
        hardware=_board(reading),
        task=reading.names(Kind.TASK, "task"),
    )
    other = "" if name_key(row.get("system_desc")) == name_key(row.get("board")) else row.get("system_desc")
    setting = joined(
        sized["size"] if sized else "",
        row.get("clock"),
        *(f"{row.get(column)} {name}" for column, name in (("ram", "RAM"), ("flash", "flash")) if row.get(column)),
        f"accelerator at {row.get('accelerator_clock')}" if row.get("accelerator_clock") else "",
        row.get("framework"),
        other,
        _division(row),
        f"MLPerf Tiny {row.get('version')}",
    )
    reading.number(row.entity(Kind.METRIC, "metric"), "value", row.get("unit"), subject, setting)
    energy = "energy_uj_per_inference"
    if row.get(energy):
        reading.number(row.heading(Kind.METRIC, energy, "energy per inference"), energy, "uJ", subject, setting)
    if row.get("accuracy"):
        percent = row.get("accuracy_metric").endswith("%")
        name = {"Top-1 %": "top-1 accuracy", "": "accuracy"}.get(row.get("accuracy_metric"), row.get("accuracy_metric"))
        metric = row.heading(Kind.METRIC, "accuracy", name)
        reading.number(metric, "accuracy", "%" if percent else "", subject, setting)
    return reading.statement


def _board(reading: _Reading) -> str | None:
    """Add board, chip, core and accelerator, each with what is on it; the memory is that of chip and board."""
    row = reading.row
    core = reading.name(Kind.HARDWARE, "core", _core(row.get("core")), Role.MENTIONED)
    accelerator = reading.name(
        Kind.HARDWARE, "accelerator", plain_name(row.get("accelerator"))[0].split(", ")[-1], Role.TESTED
    )
    chip = row.get("soc") and plain_name(row.get("soc"))[0]
    sizes = (("ramBytes", memory_bytes(row.get("ram"))), ("flashBytes", memory_bytes(row.get("flash"))))
    memory = tuple((name, str(size)) for name, size in sizes if size)
    clock = _MEGAHERTZ.fullmatch(row.get("clock"))
    inside: Facts = (
        *(("hasProcessor", name) for name in (core, accelerator) if name and name != chip),
        *((("core", core),) if core else ()),
        *((("clockMHz", clock[1]),) if clock else ()),
        *memory,
    )
    if not chip:
        return reading.name(Kind.HARDWARE, "board", "", Role.TESTED, inside)
    reading.name(Kind.HARDWARE, "soc", chip, Role.TESTED, inside)
    return reading.name(Kind.HARDWARE, "board", "", Role.TESTED, (("hasProcessor", chip), *memory))


def _core(written: str) -> str:
    """Return the first core that is listed, without the features of it."""
    return _BITS.sub("", plain_name(re.split(r", | \+ ", written)[0])[0]) if written else ""


def _inference(row: TableRow) -> Statement:
    """A system runs a model in a scenario: samples a second or latency, accuracy, and power or energy if measured."""
    reading = _Reading(row)
    benchmark, target = benchmark_of(row.get("model"))
    variant = row.get("model_variant")
    hardware, place = _system(reading)
    subject = _Subject(
        method=reading.name(Kind.METHOD, "model_variant", variant_name(variant), Role.USED)
        if variant
        else reading.name(Kind.METHOD, "model", benchmark.model, Role.USED),
        dataset=reading.names(Kind.DATASET, "dataset", Role.EVALUATED),
        hardware=hardware,
        task=reading.names(Kind.TASK, "task"),
    )
    software = joined(
        variant, "" if variant else target, row.get("framework"), _division(row),
        f"MLPerf Inference {row.get('version')}",
    )  # fmt: skip
    inferred = "inferred from another scenario" if row.get("inferred") == "1" else ""
    setting = joined(row.get("scenario"), inferred, place, software)
    reading.number(row.entity(Kind.METRIC, "metric"), "value", row.get("unit"), subject, setting)
    if row.get("power_value"):
        reading.number(_power(row), "power_value", row.get("power_unit"), subject, setting)
    if row.get("accuracy") and not inferred:
        metric = row.heading(Kind.METRIC, "accuracy", benchmark.quality)
        reading.number(metric, "accuracy", benchmark.unit, subject, software)
    return reading.statement


def _power(row: TableRow) -> Entity:
    """Return the metric of the power column: a system's power, or the energy of one query.

    A query is one inference in the single-stream scenario, and eight in the multi-stream one.
    """
    if row.get("power_unit").casefold().startswith("watt"):
        return row.heading(Kind.METRIC, "power_value", "power consumption")
    single = row.get("scenario") == "SingleStream"
    return row.heading(Kind.METRIC, "power_value", "energy per inference" if single else "energy consumption")


def _training(row: TableRow) -> Statement:
    """A system trains a model until it is good enough: minutes."""
    reading = _Reading(row)
    hardware, place = _system(reading)
    subject = _Subject(
        method=reading.name(Kind.METHOD, "model", benchmark_of(row.get("model"))[0].model, Role.USED),
        dataset=reading.names(Kind.DATASET, "dataset", Role.TRAINED),
        hardware=hardware,
        task=reading.names(Kind.TASK, "task"),
    )
    target = " ".join(part for part in (row.get("quality_target"), row.get("quality_metric")) if part)
    setting = joined(
        f"to {target}" if target else "", place, row.get("framework"), _division(row),
        f"MLPerf Training {row.get('version')}",
    )  # fmt: skip
    reading.number(row.entity(Kind.METRIC, "metric"), "value", row.get("unit"), subject, setting)
    return reading.statement


def _system(reading: _Reading) -> tuple[str | None, str]:
    """Add a system and what computes in it; return what the result belongs to, and where and how often it was.

    That is the accelerator; where there is none, it is the system with its processors.
    """
    row = reading.row
    system = without_trademarks(row.get("system"))
    accelerator, how = plain_name(row.get("accelerator"))
    processor, _ = plain_name(row.get("host_cpu"))
    count, kind = (row.get("n_accelerators"), "accelerator") if accelerator else (row.get("n_cpus"), "CPU")
    number = count if count.isdecimal() and int(count) else ""
    nodes = row.get("nodes") if row.get("nodes") not in {"", "1"} else ""
    place = joined(
        f"{number} {kind}{'' if number == '1' else 's'}" if number else "",
        how,
        f"{nodes} nodes" if nodes else "",
        system if accelerator else "",
    )
    chip = reading.name(Kind.HARDWARE, "accelerator", accelerator, Role.TESTED)
    host = reading.name(Kind.HARDWARE, "host_cpu", processor, Role.MENTIONED if chip else Role.TESTED)
    inside = chip or host
    facts: Facts = (("hasProcessor", inside),) if inside and inside != system else ()
    if chip and number:
        facts = (*facts, ("acceleratorCount", number))
    whole = reading.name(Kind.HARDWARE, "system", system, Role.TESTED, facts)
    return chip or whole, place


def _division(row: TableRow) -> str:
    """Return by which rules the result was reached, and whether one could buy the system unless one could."""
    status = row.get("status") or row.get("availability")
    division = f"{row.get('division')} division" if row.get("division") else ""
    return joined(division, status if status not in {"available", "onprem", "cloud"} else "")


_SUITES = (
    _Suite("Tiny", frozenset("board benchmark model metric value version".split()), ("board", "system_desc"), _tiny),
    _Suite(
        "Inference",
        frozenset("system accelerator scenario model metric value version".split()),
        ("system",),
        _inference,
    ),
    _Suite(
        "Training",
        frozenset("system accelerator quality_target model metric value version".split()),
        ("system",),
        _training,
    ),
)

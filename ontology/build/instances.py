"""Amazon EC2 instances of karpenter's tables: instance type, family, and the accelerator or CPU that it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import VocabularyError
from kg.model import Kind
from kg.names import slug
from ontology.build.draft import Catalog, Draft
from ontology.build.known import Known
from ontology.build.tables import number, rows

__all__ = ["CATALOG", "drafts"]

CATALOG = Catalog(
    "hardware-instances",
    Kind.HARDWARE,
    "Amazon EC2 instance types, with their accelerators, processors, memory and virtual CPUs",
    "https://www.apache.org/licenses/LICENSE-2.0",
    "karpenter-provider-aws (github.com/aws/karpenter-provider-aws), instance tables, Apache-2.0; changed: columns "
    "chosen, families and their processors added by rule.",
    "karpenter-provider-aws, instance tables, Apache-2.0",
)

_COLUMNS = "instance_type family cpu_maker vcpu memory_mib accelerator accelerator_count".split()
_MIB = 2**20

_ACCELERATORS = {
    "NVIDIA RTX-PRO-4500": "RTX PRO 4500 Blackwell",
    "NVIDIA RTX-PRO-SERVER-6000": "RTX PRO 6000 Blackwell",
}
"""Accelerators that the table names as the cloud's interface does."""

_CPUS = (
    (r"aws a1", "AWS Graviton"),
    (r"aws (?:\w+[a-z])?[a-z]+[4-6]", "AWS Graviton2"),
    (r"aws [a-z]+7", "AWS Graviton3"),
    (r"aws [a-z]+8", "AWS Graviton4"),
    (r"aws", "AWS Graviton"),
    (r"amd [mrt][35]a", "EPYC Naples"),
    (r"amd c5a", "EPYC Rome"),
    (r"amd \w+?6", "EPYC Milan"),
    (r"amd f2", "EPYC Milan"),
    (r"amd \w+?7", "EPYC Genoa"),
    (r"amd [a-z]+8", "EPYC Turin"),
    (r"intel (?:u-|x1)", "Xeon E7"),
    (
        r"intel (?:x2iezn|z1d|m5zn|[a-z]+[35](?:$|[a-z])|d3|vt1)(?<!r3)(?<!m3)(?<!c3)(?<!i3)(?<!p3)",
        "Intel Xeon Scalable",
    ),
    (r"intel (?:hpc|[a-z]+)[46]i|intel x2i", "Intel Ice Lake"),
    (r"intel (?:u7|[a-z]+7)", "Intel Sapphire Rapids"),
    (r"intel [a-z]+8", "Intel Granite Rapids"),
    (r"intel", "Intel Xeon"),
)
"""The CPU of a family by its maker and name, where it has no accelerator: the first form that fits counts."""

_FPGAS = {"f2": "Virtex UltraScale+", "vt1": "Alveo U30"}
"""Families whose accelerators the table leaves out."""


@dataclass(frozen=True, slots=True)
class _Instance:
    """One row of the table."""

    name: str
    family: str
    maker: str
    facts: tuple[tuple[str, int], ...]
    accelerator: str


def drafts(folder: Path, known: Known) -> Iterator[Draft]:
    """Yield the families that no curated file names, then the instance types.

    Parameters
    ----------
    folder
        The catalogues' folder; the table is `hardware/aws_instances.csv` in it.
    known
        What is named already.

    Raises
    ------
    VocabularyError
        If an instance has an accelerator that no vocabulary file names.
    """
    instances = list(_read(folder / "hardware" / "aws_instances.csv"))
    sizes = Counter(instance.family for instance in instances)
    processors = {instance.family: _processor(instance, known) for instance in instances}
    for family in sizes:
        yield _family(family, processors[family])
    for instance in instances:
        yield _draft(instance, processors[instance.family], known)


def _read(file: Path) -> Iterator[_Instance]:
    for line, cells in rows(file, _COLUMNS):
        memory, vcpus = number(cells, "memory_mib", file, line), number(cells, "vcpu", file, line)
        count = number(cells, "accelerator_count", file, line)
        stated = (
            ("kg:vcpuCount", vcpus),
            ("kg:memoryBytes", memory * _MIB if memory else None),
            ("kg:acceleratorCount", count),
        )
        facts = tuple((name, value) for name, value in stated if value)
        accelerator = _ACCELERATORS.get(cells["accelerator"], cells["accelerator"])
        yield _Instance(cells["instance_type"], cells["family"], cells["cpu_maker"], facts, accelerator)


def _processor(instance: _Instance, known: Known) -> str:
    """Return the local name of what computes in an instance: its accelerator, else its CPU."""
    name = instance.accelerator or _FPGAS.get(instance.family, "") or _cpu(f"{instance.maker} {instance.family}")
    local = known.find(name, Kind.HARDWARE)
    if local is None:
        raise VocabularyError(f"{instance.name} has {name!r}, which no vocabulary file names; add it to hardware.ttl")
    return local


def _cpu(family: str) -> str:
    return next(cpu for form, cpu in _CPUS if re.match(form, family))


def _family(family: str, processor: str) -> Draft:
    """Return a family; its bare name means too much else, and letter case counts in so short names."""
    shouted = family[:1].upper() + family[1:]
    aliases = (f"EC2 {family}", f"AWS {family}", f"EC2 {shouted}", f"AWS {shouted}")
    return Draft(
        Kind.HARDWARE,
        f"Amazon EC2 {family}",
        aliases,
        broader=("amazon-ec2", processor),
        processors=(processor,),
        facts=(("kg:vendor", "Amazon"),),
    )


def _draft(instance: _Instance, processor: str, known: Known) -> Draft:
    family = slug(f"Amazon EC2 {instance.family}")
    curated = known.has(family, Kind.HARDWARE)
    above = known.ancestors(family, Kind.HARDWARE) if curated else {processor}
    broader = (family,) if processor in above else (family, processor)
    prefixes = ("EC2 {}", "AWS {}", "Amazon EC2 {}") if instance.accelerator else ()
    return Draft(
        Kind.HARDWARE,
        instance.name,
        tuple(prefix.format(instance.name) for prefix in prefixes),
        broader=broader,
        processors=(processor,),
        facts=(("kg:vendor", "Amazon"), *instance.facts),
    )

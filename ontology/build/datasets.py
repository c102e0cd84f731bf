"""Data sets that leaderboards name, below the data set that they are a part or variant of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.model import Kind
from kg.names import slug
from ontology.build.draft import Catalog, Draft, needs_context
from ontology.build.forms import is_taken, names_itself, split_acronym
from ontology.build.known import Known
from ontology.build.tables import rows

__all__ = ["CATALOG", "CREDIT", "LICENCE", "SOURCE", "drafts"]

LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"
CREDIT = "SOTA? (SimpleText at CLEF 2024, Task 4) and Papers with Code, CC BY-SA 4.0"
SOURCE = (
    "SOTA? (SimpleText at CLEF 2024, Task 4; jd-coderepos/sota) and Papers with Code "
    "(World-Snapshot/papers-with-code), CC BY-SA 4.0"
)

CATALOG = Catalog(
    stem="datasets-sota",
    kind=Kind.DATASET,
    title="Data sets of leaderboards",
    licence=LICENCE,
    source=f"{SOURCE}; changed: filtered to proper names, merged, linked to tasks, placed below their data sets",
    credit=CREDIT,
)

_COLUMNS = ("name", "variants", "tasks")
_MOST_WORDS = 3
_MODEL_ENDINGS = re.compile(r"(?:BERT|GPT|GAN|[Ff]ormer|LLM|LoRA|VAE|Mamba)(?:-?\d[\w.]*)?$")
"""Ends of names that are models' names in the lists of data sets, too."""

_SETTING = re.compile(
    r"\b(?:\d+-?(?:shot|way)|val|test|train|dev|labels?|labeled|labelled|sigma\d+|upscaling)\b", re.IGNORECASE
)
"""Words of an experiment's setting: a part of a data set, not a data set."""


def drafts(folder: Path, known: Known) -> Iterator[Draft]:
    """Yield the data sets whose form makes them names, with the task that most leaderboards use them for."""
    for _, cells in rows(folder / "names" / "datasets.csv", _COLUMNS):
        pair = split_acronym(cells["name"])
        name, short = pair or (cells["name"], "")
        owned = known.owner(name, Kind.DATASET) is not None
        if owned and needs_context(name, Kind.DATASET):
            continue  # "PSM" in the table need not be the "PSM" that the vocabulary means
        if not owned and (is_taken(name, Kind.DATASET, known) or not (pair or _is_good(name))):
            continue
        variants = [variant for variant in cells["variants"].split("|") if variant and _is_good(variant)]
        above = _above(name, known)
        yield Draft(
            Kind.DATASET,
            name,
            tuple(variant for variant in variants if not is_taken(variant, Kind.DATASET, known)),
            ambiguous=(short,) if short else (),
            broader=(above,) if above else (),
            links=tuple(_tasks(cells["tasks"], known)),
        )


def _is_good(name: str) -> bool:
    return names_itself(name, _MOST_WORDS) and not _MODEL_ENDINGS.search(name) and not _SETTING.search(name)


def _above(name: str, known: Known) -> str | None:
    """Return the data set that a name begins with: "ShanghaiTech" of "ShanghaiTech A", "CIFAR-10" of "CIFAR-10-C"."""
    cuts = [found.start() for found in re.finditer(r"[ -]", name)]
    stems = (name[:cut] for cut in reversed(cuts))
    return next((found for stem in stems if (found := known.find(stem, Kind.DATASET)) and found != slug(name)), None)


def _tasks(names: str, known: Known) -> Iterator[tuple[str, str]]:
    """Yield the first of a data set's tasks that the vocabulary knows; the table lists the most frequent first."""
    found = next((task for name in names.split("|") if name and (task := known.find(name, Kind.TASK))), None)
    if found:
        yield "kg:usedForTask", f"task:{found}"

"""The input formats that there are: every module named in the entry-point group `kg.sources`, ours and plug-ins'."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from kg.sources.base import Format, Sample

__all__ = ["GROUP", "best_format", "formats"]

GROUP = "kg.sources"
"""The entry-point group."""

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
"""Where the entry points stand as long as the package runs from its source tree without being installed."""


@cache
def formats() -> Mapping[str, Format]:
    """Return the formats by name, sorted.

    >>> "bibtex" in formats()
    True
    """
    named = {point.name: point for point in (*_source_tree(), *entry_points(group=GROUP))}
    return {name: named[name].load() for name in sorted(named)}


def _source_tree() -> list[EntryPoint]:
    if not PYPROJECT.is_file():
        return []
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8")).get("project", {})
    if project.get("name") != "paperkg":
        return []
    return [EntryPoint(name, value, GROUP) for name, value in project["entry-points"].get(GROUP, {}).items()]


def best_format(sample: Sample) -> tuple[str, Format] | None:
    """Return the name and reader of the format that a document is most surely of, or None where all decline."""
    scores = {name: reader.detect(sample) for name, reader in formats().items()}
    best = max(scores, key=lambda name: scores[name], default=None)
    return None if best is None or scores[best] <= 0 else (best, formats()[best])

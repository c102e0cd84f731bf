"""Published models that Epoch AI lists, below the model that they were made from or the class of their domain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.model import Kind
from kg.names import name_key, slug
from ontology.build.draft import Catalog, Draft, needs_context
from ontology.build.forms import bare, is_named, is_taken, names_itself
from ontology.build.known import Known
from ontology.build.tables import rows

__all__ = ["CATALOG", "drafts"]

CATALOG = Catalog(
    stem="methods-epoch",
    kind=Kind.METHOD,
    title="Published models",
    licence="https://creativecommons.org/licenses/by/4.0/",
    source=(
        'Epoch AI, "Data on AI models", epoch.ai, CC BY 4.0; changed: filtered to proper names, merged, placed below '
        "their base models or the class of their domain"
    ),
    credit='Epoch AI, "Data on AI models", epoch.ai, CC BY 4.0',
)

_COLUMNS = ("name", "family", "kind", "params_m")
_KIND = "published model: "
_MOST_WORDS = 4
_LARGE = 1000
_TWO = 2

_CLASSES = (
    ("Biology", "scientific-machine-learning"),
    ("Medicine", "scientific-machine-learning"),
    ("Materials science", "scientific-machine-learning"),
    ("Earth science", "scientific-machine-learning"),
    ("Mathematics", "scientific-machine-learning"),
    ("Robotics", "robot-learning"),
    ("Driving", "deep-neural-network"),
    ("Games", "reinforcement-learning"),
    ("Recommendation", "recommender-model"),
    ("Image generation", "generative-model"),
    ("3D modeling", "generative-model"),
    ("Speech", "speech-foundation-model"),
    ("Audio", "audio-language-model"),
    ("Video", "vision-model"),
    ("Vision", "vision-model"),
)
"""What a model of a domain is, the narrower domains first; language models are told apart by their size."""

_DESCRIPTION = re.compile(
    r"\b(?:ensemble|finetuned?|fine-tuned?|baseline|layers?|units?|params?|hidden|dropout|algorithm|based|for|with|"
    r"without|[a-z]{4,}s?)\b|[+:×=]"
)
_TECHNIQUES = r"(?:LSTM|RNN|CNN|MLP|GRU|DNN|NAS|SVM|HMM|Transformer|QRNN|Filtering|Network|Networks|ViT|MoEs)s?"
_BACKBONES = re.compile(rf"^(?:AWD-)?{_TECHNIQUES}\b|[ ]{_TECHNIQUES}(?:-\w+)?$")
"""Names of techniques with which descriptions of unnamed models begin or end."""

_SHORT = 4
"""Letters up to which an acronym in such a list means something else more often than not."""

_SIZE = re.compile(r"[- ]?\b\d+(?:\.\d+)?[BMKbm](?:-A\d+(?:\.\d+)?B)?\b")


@dataclass(frozen=True)
class _Row:
    name: str
    bases: tuple[str, ...]
    domains: frozenset[str]
    millions: float


def drafts(folder: Path, known: Known) -> Iterator[Draft]:
    """Yield the models whose form makes them names."""
    table = [row for row in _published(folder / "names" / "models.csv") if _is_good(row.name, known)]
    drafted: dict[str, str] = {}
    for row in sorted(table, key=lambda row: (len(row.name), row.name)):
        if known.owner(row.name, Kind.METHOD) is not None or name_key(row.name) in drafted:
            continue
        above = _above(row, drafted, known)
        drafted[name_key(row.name)] = slug(row.name)
        yield Draft(Kind.METHOD, row.name, broader=above)


def _published(file: Path) -> Iterator[_Row]:
    for _, cells in rows(file, _COLUMNS):
        if cells["kind"].startswith(_KIND):
            domains = cells["kind"].removeprefix(_KIND).split(",")
            bases = tuple(base.strip() for base in cells["family"].split(",") if base.strip())
            yield _Row(bare(cells["name"]).replace(" -", "-"), bases, frozenset(domains), float(cells["params_m"] or 0))


def _is_good(name: str, known: Known) -> bool:
    """Tell whether a name is a proper name and no description, and of no other kind."""
    if _BACKBONES.search(name) or (name.isupper() and name.isalpha() and len(name) <= _SHORT):
        return False
    single = " " not in name and len(name) > _TWO and name[0].isupper() and name.isalpha()
    named = names_itself(name, _MOST_WORDS) or single
    if not named or _DESCRIPTION.search(name) or is_taken(name, Kind.METHOD, known):
        return False
    return not needs_context(name, Kind.METHOD) or any(map(is_named, name.split())) or single


def _above(row: _Row, drafted: dict[str, str], known: Known) -> tuple[str, ...]:
    """Return what a model was made from or is a size of, or else the class of its domain."""

    def find(name: str) -> str | None:
        place = known.find(name, Kind.METHOD) or drafted.get(name_key(name))
        return place if place != slug(row.name) else None

    series = next((place for stem in _stems(row.name) if (place := find(stem))), None)
    bases = [place for base in row.bases if (place := find(base) or find(bare(base)))]
    found = tuple(dict.fromkeys(place for place in (series, *bases) if place))
    return found or (_class_of(row),)


def _stems(name: str) -> Iterator[str]:
    """Yield a name without its size, then without its last parts: "Qwen2.5" of "Qwen2.5 Instruct 72B"."""
    stem = _SIZE.sub("", name).strip(" -")
    if stem != name:
        yield stem
    while cut := re.search(r"[- ][^- ]+$", stem):
        stem = stem[: cut.start()]
        if len(stem) > _TWO:
            yield stem


def _class_of(row: _Row) -> str:
    if "Language" in row.domains:
        if "Multimodal" in row.domains or "Vision" in row.domains:
            return "multimodal-large-language-model" if row.millions >= _LARGE else "vision-language-model"
        if row.domains <= {"Language", "Search", "Other"}:
            return "large-language-model" if row.millions >= _LARGE else "language-model"
    return next((place for domain, place in _CLASSES if domain in row.domains), "deep-neural-network")

"""Metrics that leaderboards name: variants of a known metric, whose direction, quantity kind and unit they share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.extract.heads import METRIC_HEADS
from kg.model import Kind
from kg.names import name_key
from ontology.build.datasets import CREDIT, LICENCE, SOURCE
from ontology.build.draft import Catalog, Draft
from ontology.build.forms import is_taken
from ontology.build.known import Known
from ontology.build.tables import rows

__all__ = ["CATALOG", "drafts"]

CATALOG = Catalog(
    stem="metrics-sota",
    kind=Kind.METRIC,
    title="Metrics of leaderboards",
    licence=LICENCE,
    source=f"{SOURCE}; changed: filtered to variants of known metrics, with those metrics' direction, kind and unit",
    credit=CREDIT,
)

_COLUMNS = ("name", "n_papers")
_FEWEST_PAPERS = 2
_WORDS = range(2, 4)
_UNIT = re.compile(r"\s*[(\[](?:%|in %|↑|↓|M|G|B|K|s|ms|px|cm|m|mm|dB|sec|min)[)\]]$")
_VARIANT = re.compile(r"[A-Za-z][A-Za-z0-9 -]*(?:@\d+)?")
_SPLITS = re.compile(
    r"\b(?:val|test|train|dev|validation|seen|unseen|easy|hard|moderate|all|full|base|novel|rare|common|images?|"
    r"subset|set|class|overall|total|final|best|top|new|old|[A-Z]|[IV]+|v?\d+)\b|-(?:top|wise)"
    r"|\b(?:mean|average[d]?|avg|median|medium|stdev|std|of|over)\b",
    re.IGNORECASE,
)
"""Words that tell which part of a data set was measured or how numbers were averaged, not what was measured."""

_SHARED = ("kg:direction", "qudt:hasUnit", "qudt:hasQuantityKind")


def drafts(folder: Path, known: Known) -> Iterator[Draft]:
    """Yield the metrics of several papers that are a known metric with words before it or a rank behind it."""
    for _, cells in rows(folder / "names" / "metrics.csv", _COLUMNS):
        name = _UNIT.sub("", cells["name"]).strip()
        if int(cells["n_papers"] or 0) < _FEWEST_PAPERS or not _VARIANT.fullmatch(name):
            continue
        label = _kin_spelling(name, known) or _lowered(name)
        above = _above(name, known)
        if above is None or any(known.owner(form, Kind.METRIC) for form in (name, label)):
            continue
        stated = known.facts(above, Kind.METRIC)
        links = tuple((prop, stated[prop][0]) for prop in _SHARED if prop in stated)
        if len(links) == len(_SHARED) and not is_taken(name, Kind.METRIC, known):
            yield Draft(Kind.METRIC, label, (name,), broader=(above,), links=links)


def _kin(name: str, known: Known) -> tuple[str, str] | None:
    """Return the known metric of rank ten, and the rank, of a ranked one: "Hits@10" and "5" of "Hit@5"."""
    ranked = re.fullmatch(r"(\w+)@(\d+)", name)
    kin = known.find(f"{ranked[1]}@10", Kind.METRIC) if ranked else None
    return (kin, ranked[2]) if ranked and kin else None


def _kin_spelling(name: str, known: Known) -> str | None:
    kin = _kin(name, known)
    return re.sub(r"@10$", f"@{kin[1]}", known.label(kin[0], Kind.METRIC)) if kin else None


def _above(name: str, known: Known) -> str | None:
    """Return the metric that a name ranks ("Recall@7" of recall@k) or qualifies ("structural accuracy" of accuracy)."""
    kin = _kin(name, known)
    if kin or "@" in name:
        return next(iter(known.broader(kin[0], Kind.METRIC)), None) if kin else None
    words = name.split()
    measures = bool(words) and (words[-1].lower() in METRIC_HEADS or words[-1][1:] != words[-1][1:].lower())
    if len(words) not in _WORDS or _SPLITS.search(name) or not measures:
        return None
    ends = (" ".join(words[cut:]) for cut in range(1, len(words)))
    found = (place for end in ends if len(name_key(end)) > 1 and (place := known.find(end, Kind.METRIC)))
    return next(found, None)


def _lowered(name: str) -> str:
    """Return a name with words in lower case, but for those with capitals inside or digits."""
    return " ".join(w if any(c.isupper() or c.isdigit() for c in w[1:]) else w.lower() for w in name.split())

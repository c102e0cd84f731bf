"""The results that papers report, as a table with the sentence of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.graph.iris import paper_id
from kg.query.network import BATCH, evidence_of
from kg.query.rows import rows
from kg.query.table import Table
from kg.query.terms import KG, local

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = [
    "COLUMNS", "PARTS", "Measured", "Reported", "detailed", "matching", "measured", "paper_of", "parts_of", "proven",
    "reported", "table", "texts",
]  # fmt: skip

COLUMNS = (
    "paper", "method", "metric", "value", "unit", "comparison", "dataset", "hardware", "baseline", "quote",
)  # fmt: skip
"""What `table` gives."""

_GRAPHS = 2
"""Graphs of which is kept what few of their results have: a graph does not change while it is open."""
PARTS: Mapping[str, str] = {
    "method": "ofMethod",
    "metric": "metric",
    "dataset": "onDataset",
    "hardware": "onHardware",
    "baseline": "baseline",
    "task": "onTask",
}
"""Filter names and the property of a result that each restricts."""


@dataclass(frozen=True)
class Reported:
    """One number as a paper reports it.

    Attributes
    ----------
    iri
        Of the result.
    paper, title
        Identifier and title of the paper.
    paper_iri
        IRI of the paper.
    value
        As written.
    low, high
        As numbers; equal unless a range, None where the text is no number.
    unit, comparison
        "%" and the like; "absolute", "improvement", "reduction" or "constraint".
    parts
        For each of `PARTS` that is known: IRI and label.
    confidence
        0 to 1.
    setting
        What tells it from other measurements of the same thing: "Offline, 8 accelerators"; "" where nothing does.
    evidence
        As on edges of `kg.query.network.network`.

    """

    iri: str
    paper: str
    title: str
    paper_iri: str
    value: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    comparison: str
    parts: Mapping[str, tuple[str, str]]
    confidence: float
    setting: str = ""
    evidence: tuple[dict[str, Any], ...] = field(default=())

    def label(self, part: str) -> str | None:
        """Return the name of the method, metric, dataset, hardware or baseline, None where the paper does not say."""
        return self.parts[part][1] if part in self.parts else None


def table(
    store: ox.Store,
    *,
    dataset: str | None = None,
    metric: str | None = None,
    hardware: str | None = None,
    method: str | None = None,
    baseline: str | None = None,
    task: str | None = None,
    comparison: str | None = None,
) -> Table:
    """Return the results that papers report, one row each, with the sentence that says so.

    Parameters
    ----------
    store
        Where to read.
    dataset, metric, hardware, method, baseline, task
        Names; what is narrower counts too: `hardware="STM32"` finds what ran on an STM32F746.
    comparison
        "absolute", "improvement", "reduction" or "constraint".

    Returns
    -------
    Table
        With `COLUMNS`, in order of paper and of place in its text; before the quote with `task` and `setting`, where
        any result has them.

    Raises
    ------
    UsageError
        If a name is unknown (the message suggests close ones), or `comparison` is none of the four.

    """
    if comparison is not None and comparison not in _COMPARISONS:
        raise UsageError(f"no comparison {comparison!r}; there are {', '.join(_COMPARISONS)}")
    named = {"dataset": dataset, "metric": metric, "hardware": hardware, "method": method, "baseline": baseline,
             "task": task}  # fmt: skip
    members = {part: _members(store, part, name) for part, name in named.items() if name is not None}
    found = reported(store, members, comparison=comparison)
    more = [name for name in ("task", "setting") if any(_besides(row, name) for row in found)]
    rows_ = tuple((*_row(row)[:-1], *(_besides(row, name) for name in more), _row(row)[-1]) for row in found)
    return Table((*COLUMNS[:-1], *more, COLUMNS[-1]), rows_)


def _besides(row: Reported, name: str) -> str | None:
    return (row.setting or None) if name == "setting" else row.label(name)


_COMPARISONS = ("absolute", "improvement", "reduction", "constraint")


def _members(store: ox.Store, part: str, name: str) -> frozenset[str]:
    from kg.query.names import Names, below, with_merged

    kind = "method" if part == "baseline" else part
    names = Names(store, name.split())
    found = names.find(name, (kind,))
    if not found:
        close = names.suggest(name, (kind,))
        hint = f"; did you mean {', '.join(close)}?" if close else ""
        raise UsageError(f"no {kind} named {name!r} in this graph{hint}")
    return below(store, with_merged(store, {concept.iri for concept in found}))


def _row(row: Reported) -> tuple[str | None, ...]:
    quote = row.evidence[0]["quote"] if row.evidence else None
    labels = {part: row.label(part) for part in PARTS}
    return (
        row.paper, labels["method"], labels["metric"], row.value, row.unit, row.comparison, labels["dataset"],
        labels["hardware"], labels["baseline"], quote,
    )  # fmt: skip


def reported(
    store: ox.Store,
    members: Mapping[str, Collection[str]],
    *,
    papers: Collection[str] | None = None,
    comparison: str | None = None,
    evidence: bool = True,
) -> list[Reported]:
    """Return results with given parts, by paper and place in its text.

    Parameters
    ----------
    store
        Where to read.
    members
        For each of `PARTS` that is restricted, the IRIs that it may be.
    papers
        IRIs of the papers that may report it; any by default.
    comparison
        Restricts how the number is meant.
    evidence
        Whether to read the words that say so too; `proven` adds them.

    """
    found = sorted(_read(store, matching(store, members, papers)), key=lambda r: (r.paper, _number(r.iri), r.iri))
    if comparison is not None:
        found = [row for row in found if row.comparison == comparison]
    return proven(store, found) if evidence else found


@dataclass(frozen=True, slots=True)
class Measured:
    """What orders and limits a result: its number, read before anything else of it.

    Attributes
    ----------
    iri
        Of the result.
    low, high
        Equal unless a range, None where the text is no number.
    unit
        As written; "billion" where a count of parameters has "B".
    metric
        IRI.
    comparison
        As of `Reported`.

    """

    iri: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    metric: str
    comparison: str


def measured(store: ox.Store, results: Collection[str]) -> list[Measured]:
    """Return the numbers of some results, by IRI."""
    found: dict[str, tuple[str | None, str, str]] = {}
    body = "?r kg:metric ?m OPTIONAL { ?r kg:value ?v } OPTIONAL { ?r kg:unitText ?u }"
    for values in _batches(results, "?r"):
        for iri, metric, value, unit in rows(store, f"SELECT ?r ?m ?v ?u WHERE {{ {values} {body} }}"):
            found[iri] = max(found.get(iri, ("", "", "")), (value or "", unit or "", metric))
    ranges: dict[str, tuple[str, str]] = {}
    for values in _batches((iri for iri, (value, _, _) in found.items() if not value), "?r"):
        query = f"SELECT ?r ?l ?h WHERE {{ {values} ?r kg:valueLow ?l ; kg:valueHigh ?h }}"
        ranges.update({iri: (low, high) for iri, low, high in rows(store, query)})
    meant = comparisons(store)
    counts = _counts(store)
    return [
        Measured(
            iri, *_ends_of(value, ranges.get(iri)), "billion" if unit == "B" and metric in counts else unit, metric,
            meant.get(iri, "absolute"),
        )
        for iri, (value, unit, metric) in sorted(found.items())
    ]  # fmt: skip


def _ends_of(value: str | None, ends: tuple[str, str] | None) -> tuple[Decimal | None, Decimal | None]:
    low, high = ends or (value or None, value or None)
    return _decimal(low), _decimal(high)


@lru_cache(maxsize=_GRAPHS)
def comparisons(store: ox.Store) -> dict[str, str]:
    """Return how numbers are meant, where not absolutely: in tables of benchmarks hardly any is not."""
    query = "SELECT ?r ?c WHERE { ?r kg:comparison ?c FILTER(?c != kg:Absolute) }"
    return {iri: local(comparison).lower() for iri, comparison in rows(store, query)}


def _counts(store: ox.Store) -> frozenset[str]:
    """Return the metrics that count parameters: "B" after them is a billion, not a byte."""
    query = "SELECT ?m WHERE { VALUES ?top { metric:number-of-parameters } ?m skos:broader* ?top }"
    return frozenset(iri for (iri,) in rows(store, query))


@lru_cache(maxsize=_GRAPHS)
def doubtful(store: ox.Store) -> dict[str, float]:
    """Return the confidence of results that are not certain."""
    query = "SELECT ?r ?c WHERE { ?r a kg:Result ; kg:confidence ?c FILTER(?c < 1) }"
    return {iri: float(confidence) for iri, confidence in rows(store, query)}


def in_order(results: Iterable[str]) -> list[str]:
    """Return results by paper and place in its text."""
    ordered = sorted((paper_of(iri), _number(iri), iri) for iri in results)
    ids = {paper: paper_id(paper) for paper, _, _ in ordered}
    return [iri for _, _, iri in sorted((ids[paper], number, iri) for paper, number, iri in ordered)]


def paper_of(result: str) -> str:
    """Return the IRI of the paper that reports a result."""
    return result.rsplit("/result/", 1)[0]


def parts_of(store: ox.Store, results: Collection[str], *parts: str) -> dict[str, dict[str, str]]:
    """Return the IRIs of some parts of results, of those that state any."""
    found: dict[str, dict[str, str]] = {}
    for part in parts:
        for values in _batches(results, "?r"):
            for iri, end in rows(store, f"SELECT ?r ?end WHERE {{ {values} ?r kg:{PARTS[part]} ?end }}"):
                known = found.setdefault(iri, {})
                known[part] = max(known.get(part, ""), end)
    return found


def detailed(store: ox.Store, results: Iterable[str]) -> list[Reported]:
    """Return all of some results, in the order given, with the words that say so."""
    ordered = list(results)
    read = {row.iri: row for row in _read(store, ordered)}
    return proven(store, [read[iri] for iri in ordered if iri in read])


def matching(
    store: ox.Store, members: Mapping[str, Collection[str]], papers: Collection[str] | None = None
) -> Collection[str]:
    """Return the IRIs of the results that have all of some parts."""
    # One part at a time, joined here: with 100,000 results of benchmarks ten times faster than one query.
    found: set[str] | None = None
    if papers is not None:
        found = _ends(store, "?end kg:hasResult ?r", papers)
    for part, iris in members.items():
        if found is not None and not found:
            break
        having = _ends(store, f"?r kg:{PARTS[part]} ?end", iris)
        if part == "task":
            # A result that does not name its task is for what its paper addresses.
            meant = _ends(store, "?paper kg:addresses ?end ; kg:hasResult ?r", iris)
            having |= meant - {r for (r,) in rows(store, "SELECT ?r WHERE { ?r kg:onTask ?task }")}
        found = having if found is None else found & having
    return found if found is not None else {r for (r,) in rows(store, "SELECT ?r WHERE { ?r a kg:Result }")}


def _ends(store: ox.Store, pattern: str, ends: Collection[str]) -> set[str]:
    return {r for values in _batches(ends, "?end") for (r,) in rows(store, f"SELECT ?r WHERE {{ {values} {pattern} }}")}


def _batches(iris: Iterable[str], variable: str) -> Iterator[str]:
    ordered = sorted(set(iris))
    for start in range(0, len(ordered), BATCH):
        yield f"VALUES {variable} {{ {' '.join(f'<{iri}>' for iri in ordered[start : start + BATCH])} }}"


def _read(store: ox.Store, results: Collection[str]) -> Iterator[Reported]:
    stated: dict[str, dict[str, str]] = {}
    for values in _batches(results, "?r"):
        for result, p, o in rows(store, f"SELECT ?r ?p ?o WHERE {{ {values} ?r ?p ?o }}"):
            known = stated.setdefault(result, {})
            if (name := _LOCAL.get(p)) and not known.get(name, "") > o:
                known[name] = o
    papers = {
        p for values in _batches(results, "?r") for p in rows(store, f"SELECT ?r ?p {{ {values} ?p kg:hasResult ?r }}")
    }
    things = {known[name] for known in stated.values() for name in PARTS.values() if name in known}
    labels = texts(store, things, "skos:prefLabel")
    identifiers = texts(store, (paper for _, paper in papers), "dcterms:identifier")
    titles = texts(store, (paper for _, paper in papers), "dcterms:title")
    for result, paper in papers:
        known = stated[result]
        names = {part: known[name] for part, name in PARTS.items() if name in known}
        parts = {part: (iri, labels.get(iri, local(iri))) for part, iri in names.items()}
        yield _reported(result, known, parts, (paper, identifiers.get(paper, local(paper)), titles.get(paper, "")))


_LOCAL = {
    f"{KG}{name}": name
    for name in (
        *PARTS.values(), "value", "valueLow", "valueHigh", "valueText", "unitText", "comparison", "confidence",
        "setting",
    )
}  # fmt: skip
"""The properties of a result that are read."""


def texts(store: ox.Store, things: Iterable[str], predicate: str) -> dict[str, str]:
    """Return one text of each of some things."""
    found: dict[str, str] = {}
    for values in _batches(things, "?s"):
        for iri, text in rows(store, f"SELECT ?s ?t WHERE {{ {values} ?s {predicate} ?t }}"):
            found[iri] = min(found.get(iri, text), text)
    return found


def proven(store: ox.Store, found: Iterable[Reported]) -> list[Reported]:
    """Return results with the words that say so."""
    found = list(found)
    proofs = _proofs(store, [row.iri for row in found])
    return [replace(row, evidence=proofs.get(row.iri, ())) for row in found]


def _reported(
    iri: str, known: Mapping[str, str], parts: Mapping[str, tuple[str, str]], source: tuple[str, str, str]
) -> Reported:
    paper, identifier, title = source
    value, low, high = known.get("value"), known.get("valueLow"), known.get("valueHigh")
    return Reported(
        iri, identifier, title, paper, known.get("valueText") or value or f"{low}-{high}", _decimal(value or low),
        _decimal(value or high), known.get("unitText", ""), local(known.get("comparison", f"{KG}Absolute")).lower(),
        parts, float(known.get("confidence", 1.0)), known.get("setting", ""),
    )  # fmt: skip


def _decimal(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text is not None else None
    except InvalidOperation:
        return None


def _proofs(store: ox.Store, results: list[str]) -> dict[str, tuple[dict[str, Any], ...]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for start in range(0, len(results), BATCH):
        values = " ".join(f"<{iri}>" for iri in results[start : start + BATCH])
        for (_, _, result), proof in evidence_of(store, {"hasResult"}, f"VALUES ?o {{ {values} }}"):
            found.setdefault(result, []).append(proof)
    return {result: tuple(proofs) for result, proofs in found.items()}


def _number(iri: str) -> int:
    last = iri.rsplit("/", 1)[-1]
    return int(last) if last.isdecimal() else 0

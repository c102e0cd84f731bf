"""Questions for numbers: which results answer them, and which papers and methods keep within a limit on a result."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.query.answer import Answer, Item, Proof
from kg.query.facts import devices
from kg.query.merit import ranked
from kg.query.network import BATCH, select
from kg.query.quantities import in_base_units
from kg.query.results import (
    PARTS,
    Measured,
    Reported,
    comparisons,
    detailed,
    doubtful,
    in_order,
    matching,
    measured,
    paper_of,
    parts_of,
)
from kg.query.translate import result_sparql

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pyoxigraph as ox

    from kg.query.limits import Bound
    from kg.query.query import Query

__all__ = ["answer_numbers", "by_result", "within_results"]

_COMPARISON_ORDER = {"absolute": 0, "improvement": 1, "reduction": 2, "constraint": 3}
"""A plain number answers "what accuracy" better than a gain does, and a budget is no outcome at all."""
MOST = 500
"""Results that are given with their sentences: more than anyone reads, and a graph of benchmarks holds 50,000."""


def answer_numbers(store: ox.Store, question: str, query: Query, interpretation: str) -> Answer:
    """Answer a question for numbers.

    A result whose sentence does not name its data set, hardware or method counts where its paper is about that alone;
    the note says so.
    """
    members = _members(store, query)
    papers = _papers(query)
    limits = _Limits(store, query, members)
    found = limits.kept(matching(store, members, papers))
    note = ""
    missing: tuple[str, ...] = ()
    if not found and (members or papers):
        found, note, missing = _loosely(store, limits, members, papers)
    if not found and "task" in members and (papers or "method" in members):
        rest = {part: iris for part, iris in members.items() if part != "task"}
        found = limits.kept(matching(store, rest, papers))
        note = "Whether it is for that task is not said." if found else ""
    ordered, left_out = _ordered(found, query, store, limits)
    notes = [note, *query.notes, left_out, _cut(len(ordered), query)]
    shown = detailed(store, ordered[: query.top or MOST])
    if not shown:
        notes.append("" if note else _others(store, members))
    items = tuple(_item(row) for row in shown)
    count = len(found) if query.count else None
    text = None if any(bound.fact is None for bound in query.bounds) else result_sparql(query, missing)
    return Answer(question, interpretation, items, note=" ".join(filter(None, notes)), count=count, sparql=text)


def _cut(number: int, query: Query) -> str:
    return f"The first {MOST} of {number} are given." if number > MOST and not query.top else ""


def within_results(store: ox.Store, query: Query, kind: str) -> frozenset[str] | None:
    """Return the papers or methods with a result within the limits of a query, None where it has none on results."""
    if all(bound.fact for bound in query.bounds) or kind not in {"paper", "method"}:
        return None
    members = {part: iris for part, iris in _members(store, query).items() if part not in {"hardware", "task"}}
    found = _Limits(store, query, {}).kept(matching(store, members))
    if kind == "paper":
        return frozenset(paper_of(iri) for iri in found)
    return frozenset(parts["method"] for parts in parts_of(store, found, "method").values())


def _members(store: ox.Store, query: Query) -> dict[str, frozenset[str]]:
    members: dict[str, frozenset[str]] = {}
    for clause in query.clauses:
        part = clause.terms[0].kind
        if part in PARTS and all(term.seeds for term in clause.terms) and not clause.negated:
            iris = frozenset().union(*(term.members for term in clause.terms))
            members[part] = members[part] & iris if part in members else iris
    if len(members.get("hardware", ())) > BATCH:
        # A class holds thousands of devices, of which papers name a few.
        members["hardware"] &= frozenset(devices(store).named)
    return members


def _papers(query: Query) -> frozenset[str] | None:
    named = [term for clause in query.clauses for term in clause.terms if term.kind == "paper"]
    return frozenset().union(*(term.members for term in named)) if named else None


class _Limits:
    """The limits on values that a question states, each on the metric asked for or on another of the same run."""

    def __init__(self, store: ox.Store, query: Query, members: Mapping[str, Collection[str]]) -> None:
        self._store = store
        self._bounds = [bound for bound in query.bounds if not bound.fact]
        self._ordered = query.rank is not None
        self.measured: dict[str, Measured] = {}
        self._others = {part: iris for part, iris in members.items() if part != "metric"}

    def kept(self, results: Collection[str]) -> Collection[str]:
        """Return results within all limits; where they are to be ordered, those that are numbers in themselves."""
        if not self._bounds and not self._ordered:
            return results
        found = self.read(results)
        if self._ordered:
            found = [row for row in found if row.high is not None and row.comparison == "absolute"]
        for bound in self._bounds:
            if bound.measure and not any(_measures(bound, row) for row in found):
                found = self._of_runs_within(bound, found)
            else:
                found = [row for row in found if _within(bound, row)]
        self.measured = {row.iri: row for row in found}
        return self.measured.keys()

    def read(self, results: Collection[str]) -> list[Measured]:
        return measured(self._store, results)

    def _of_runs_within(self, bound: Bound, found: Sequence[Measured]) -> list[Measured]:
        """Keep the results of runs of which another number is within a limit: "the most accurate under 1 ms"."""
        others = self.read(matching(self._store, self._others))
        runs = set(_runs(self._store, [r.iri for r in others if _measures(bound, r) and _within(bound, r)]).values())
        own = _runs(self._store, [row.iri for row in found]) if runs else {}
        return [row for row in found if own.get(row.iri) in runs]


_BARE = frozenset({"", "[share]", "[gain]", "[point]", "[number]"})
"""What papers write without a unit too: an accuracy of 76.1, a speedup of 4."""


def _runs(store: ox.Store, results: Collection[str]) -> dict[str, tuple[str, str | None, str | None]]:
    """Return what tells the run of each result: paper, method, hardware."""
    parts = parts_of(store, results, "method", "hardware")
    stated = {iri: parts.get(iri, {}) for iri in results}
    return {iri: (paper_of(iri), known.get("method"), known.get("hardware")) for iri, known in stated.items()}


def _measures(bound: Bound, row: Measured) -> bool:
    return in_base_units(Decimal(1), row.unit)[1] == bound.measure or (not row.unit and bound.measure in _BARE)


def _within(bound: Bound, row: Measured) -> bool:
    """Tell whether a value is within a limit, converted to its unit; without units the numbers are compared."""
    if row.low is None:
        return False
    if not row.unit and bound.measure not in _BARE:
        return False
    if not bound.unit or not row.unit:
        size = float(in_base_units(Decimal(1), bound.unit)[0])
        return bound.holds(float(row.low) * size)
    value, measure = in_base_units(row.low, row.unit)
    return measure == bound.measure and bound.holds(float(value))


def _loosely(
    store: ox.Store, limits: _Limits, members: Mapping[str, Collection[str]], papers: Collection[str] | None
) -> tuple[Collection[str], str, tuple[str, ...]]:
    """Find results that do not name a part which their paper is about.

    First the data set and the hardware may be missing, where the paper was evaluated or tested on them; then also the
    method, where the paper proposes it.
    """
    edges = {"dataset": "evaluatesOn", "hardware": "testsOn", "method": "proposes"}
    for missing in (("dataset", "hardware"), ("method",), ("dataset", "hardware", "method")):
        parts = [part for part in missing if part in members]
        if not parts:
            continue
        strict = {part: iris for part, iris in members.items() if part not in parts}
        about = frozenset.intersection(*(_about(store, edges[part], members[part]) for part in parts))
        about = about if papers is None else about & frozenset(papers)
        candidates = frozenset(matching(store, strict, about))
        if kept := limits.kept(candidates - parts_of(store, candidates, *parts).keys()):
            return kept, f"The sentence does not name the {' or '.join(parts)}; the paper does.", tuple(parts)
    return [], "", ()


def _about(store: ox.Store, edge: str, things: Collection[str]) -> frozenset[str]:
    return frozenset(select(store, [edge], objects=things, evidence=False).nodes() - frozenset(things))


def _others(store: ox.Store, members: Mapping[str, Collection[str]]) -> str:
    """Say what is reported of a method, where not what was asked for."""
    if "method" not in members or len(members) == 1:
        return ""
    others = detailed(store, in_order(matching(store, {"method": members["method"]}))[:MOST])
    known = dict.fromkeys(label for row in others if (label := row.label("metric")))
    return f"Reported of it: {', '.join(list(known)[:8])}." if known else "No numbers are reported of it."


def _ordered(found: Collection[str], query: Query, store: ox.Store, limits: _Limits) -> tuple[list[str], str]:
    """Return results in order, and what to say of those that no order can hold."""
    if query.rank:
        return ranked(limits.measured.values(), query.rank.order, store)
    asked: dict[str, set[str]] = {}
    for clause in query.clauses:
        for term in clause.terms:
            asked.setdefault(term.kind, set()).update(term.seeds)
    exact = Counter(iri for part, iris in asked.items() if part in PARTS for iri in matching(store, {part: iris}))
    meant, doubts = comparisons(store), doubtful(store)

    def key(iri: str) -> tuple[object, ...]:
        return (_COMPARISON_ORDER.get(meant.get(iri, "absolute"), 4), -exact[iri], -doubts.get(iri, 1.0))

    return sorted(in_order(found), key=key), ""


def _item(row: Reported) -> Item:
    number = " ".join(part for part in (row.value, row.unit, row.label("metric")) if part)
    where = row.label("hardware") or row.label("dataset")
    which = " on ".join(part for part in (row.label("method"), where) if part)
    name = f"{number}: {which}" if which else number
    proofs = tuple(
        Proof(e["paper"], e["title"], e["quote"], e["start"], e["end"], e["confidence"]) for e in row.evidence
    )
    details = {
        "value": row.value,
        "unit": row.unit,
        **{part: row.label(part) for part in PARTS},
        "comparison": row.comparison,
        **({"setting": row.setting} if row.setting else {}),
    }
    return Item(name, row.iri, "result", None, (), ((row.paper, row.title),), proofs, details)


def by_result(store: ox.Store, query: Query, items: list[Item]) -> tuple[list[Item], str]:
    """Return papers in order of the best result of each; one where one is asked for."""
    members = _members(store, query)
    papers = frozenset(item.iri for item in items)
    limits = _Limits(store, query, members)
    ordered, note = _ordered(limits.kept(matching(store, members, papers)), query, store, limits)
    ranks = {iri: number for number, iri in enumerate(dict.fromkeys(map(paper_of, ordered)))}
    kept = sorted((item for item in items if item.iri in ranks), key=lambda item: ranks[item.iri])
    return (kept[:1] if query.rank and query.rank.single else kept), note

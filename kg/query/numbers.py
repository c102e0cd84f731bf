"""Questions for numbers: which results answer them, and which papers and methods keep within a limit on a result."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.query.answer import Answer, Item, Proof
from kg.query.results import PARTS, Reported, pattern, reported
from kg.query.rows import rows
from kg.query.solve import Solution
from kg.query.translate import result_sparql

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pyoxigraph as ox

    from kg.query.resolve import Query

__all__ = ["answer_numbers", "limited_by_results"]

_COMPARISON_ORDER = {"absolute": 0, "improvement": 1, "reduction": 2, "constraint": 3}
"""A plain number answers "what accuracy" better than a gain does, and a budget is no outcome at all."""
_SUBJECT = "kg:proposes"


def answer_numbers(store: ox.Store, question: str, query: Query, interpretation: str) -> Answer:
    """Answer a question for numbers.

    A result whose sentence does not name its data set, hardware or method counts where its paper is about that alone;
    the note says so.
    """
    members = _members(query)
    papers = _papers(query)
    found = [row for row in reported(store, members, papers=papers) if _keeps(row, query)]
    note, blocks = "", [pattern(members, papers)]
    if not found:
        found, note, blocks = _loosely(store, query, members, papers)
    found = _ordered(found, query, store)[: query.top]
    if not found:
        note = note or _others(store, members)
    items = tuple(_item(row) for row in found)
    count = len(items) if query.count else None
    text = None if query.bounds else result_sparql(blocks)
    return Answer(question, interpretation, items, note=note, count=count, sparql=text)


def limited_by_results(store: ox.Store, query: Query, solution: Solution) -> Solution:
    """Keep of the papers or methods that a query found those with a result within its limits."""
    if all(bound.fact for bound in query.bounds) or solution.kind not in {"paper", "method"}:
        return solution
    members = {part: iris for part, iris in _members(query).items() if part != "hardware"}
    kept = {
        row.paper_iri if solution.kind == "paper" else row.parts["method"][0]
        for row in reported(store, members)
        if _keeps(row, query) and (solution.kind == "paper" or "method" in row.parts)
    }
    return replace(solution, answers={node: why for node, why in solution.answers.items() if node in kept})


def _members(query: Query) -> dict[str, frozenset[str]]:
    members: dict[str, frozenset[str]] = {}
    for clause in query.clauses:
        part = clause.terms[0].kind
        if part in PARTS and all(term.seeds for term in clause.terms) and not clause.negated:
            iris = frozenset().union(*(term.members for term in clause.terms))
            members[part] = members[part] & iris if part in members else iris
    return members


def _papers(query: Query) -> frozenset[str] | None:
    named = [term for clause in query.clauses for term in clause.terms if term.kind == "paper"]
    return frozenset().union(*(term.members for term in named)) if named else None


def _keeps(row: Reported, query: Query) -> bool:
    for bound in query.bounds:
        if bound.fact:
            continue
        if row.low is None or (bound.unit and row.unit and bound.unit.casefold() != row.unit.casefold()):
            return False
        if not bound.holds(float(row.low)):
            return False
    return True


def _loosely(
    store: ox.Store, query: Query, members: Mapping[str, Collection[str]], papers: Collection[str] | None
) -> tuple[list[Reported], str, list[str]]:
    """Find results that do not name a part which their paper is about.

    First the data set and the hardware may be missing, where the paper was evaluated or tested on them; then also the
    method, where the paper proposes it.
    """
    edges = {"dataset": "kg:evaluatesOn", "hardware": "kg:testsOn", "method": _SUBJECT}
    for missing in (("dataset", "hardware"), ("method",), ("dataset", "hardware", "method")):
        parts = [part for part in missing if part in members]
        if not parts:
            continue
        strict = {part: iris for part, iris in members.items() if part not in parts}
        blocks = [pattern(strict, papers)]
        for part in parts:
            values = " ".join(f"<{iri}>" for iri in sorted(members[part]))
            blocks.append(f"VALUES ?{part}Of {{ {values} }} ?paper {edges[part]} ?{part}Of .")
            blocks.append(f"FILTER NOT EXISTS {{ ?r kg:{PARTS[part]} ?{part}Named }}")
        about = _about(store, blocks)
        silent = [row for row in reported(store, strict, papers=about) if not row.parts.keys() & set(parts)]
        if kept := [row for row in silent if _keeps(row, query)]:
            return kept, f"The sentence does not name the {' or '.join(parts)}; the paper does.", blocks
    return [], "", [pattern(members, papers)]


def _about(store: ox.Store, blocks: list[str]) -> frozenset[str]:
    query = f"SELECT DISTINCT ?paper WHERE {{ ?paper kg:hasResult ?r . {' '.join(blocks)} }}"
    return frozenset(iri for (iri,) in rows(store, query))


def _others(store: ox.Store, members: Mapping[str, Collection[str]]) -> str:
    """Say what is reported of a method, where not what was asked for."""
    if "method" not in members or len(members) == 1:
        return ""
    others = reported(store, {"method": members["method"]})
    known = dict.fromkeys(label for row in others if (label := row.label("metric")))
    return f"Reported of it: {', '.join(list(known)[:8])}." if known else "No numbers are reported of it."


def _ordered(found: list[Reported], query: Query, store: ox.Store) -> list[Reported]:
    if query.order:
        return _ranked([row for row in found if row.high is not None and row.comparison == "absolute"], query, store)
    asked = {iri for clause in query.clauses for term in clause.terms for iri in term.seeds}

    def key(row: Reported) -> tuple[object, ...]:
        exact = sum(iri in asked for iri, _ in row.parts.values())
        return (_COMPARISON_ORDER.get(row.comparison, 4), -exact, -row.confidence)

    return sorted(found, key=key)


def _ranked(found: list[Reported], query: Query, store: ox.Store) -> list[Reported]:
    """Order by number, or by how good it is, where "best" and not "highest" was asked for."""
    judged = query.order in {"best", "worst"}
    metrics = {row.parts["metric"][0] for row in found if "metric" in row.parts} if judged else ()
    lower = _lower_is_better(store, metrics)

    def merit(row: Reported) -> Decimal:
        number = row.high or Decimal(0)
        return -number if row.parts.get("metric", ("", ""))[0] in lower else number

    return sorted(found, key=lambda row: (merit(row), row.iri), reverse=query.order in {"best", "highest"})


def _lower_is_better(store: ox.Store, metrics: Collection[str]) -> frozenset[str]:
    if not metrics:
        return frozenset()
    values = " ".join(f"<{iri}>" for iri in sorted(metrics))
    query = f"SELECT DISTINCT ?m WHERE {{ VALUES ?m {{ {values} }} ?m skos:broader*/kg:direction kg:LowerIsBetter }}"
    return frozenset(iri for (iri,) in rows(store, query))


def _item(row: Reported) -> Item:
    number = f"{row.value} {row.unit}".strip() if row.unit not in {"%", "x"} else f"{row.value} {row.unit}"
    name = " ".join(part for part in (number, row.label("metric")) if part)
    proofs = tuple(
        Proof(e["paper"], e["title"], e["quote"], e["start"], e["end"], e["confidence"]) for e in row.evidence
    )
    details = {
        "value": row.value,
        "unit": row.unit,
        **{part: row.label(part) for part in PARTS},
        "comparison": row.comparison,
    }
    return Item(name, row.iri, "result", None, (), ((row.paper, row.title),), proofs, details)

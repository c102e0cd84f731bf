"""Which devices could run a method: the memory that its results report, against that of devices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import networkx as nx

from kg.query.answer import Answer, Item, Proof
from kg.query.facts import catalogue, devices
from kg.query.hardware import with_hardware
from kg.query.names import below
from kg.query.network import describe, select
from kg.query.proofs import proofs_of
from kg.query.quantities import in_base_units, shown
from kg.query.results import Measured, Reported, detailed, matching, measured, proven, reported
from kg.query.solve import solve
from kg.query.terms import ID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyoxigraph as ox

    from kg.query.facts import Devices
    from kg.query.limits import Bound
    from kg.query.query import Query, Term

__all__ = ["answer_fits", "answer_room", "asks_what_fits"]

_MEMORY, _FLASH, _SIZE = (f"{ID}metric/{name}" for name in ("memory", "flash-usage", "model-size"))
_ENDS = ("absolute", "constraint")
"""Comparisons that tell how much is needed: what was measured, else the budget that was kept."""


@dataclass(frozen=True, slots=True)
class _Need:
    """What a method needs: bytes of working memory and bytes to be stored, with the results that say so."""

    working: float | None
    stored: float | None
    sources: tuple[Reported, ...]

    def fits(self, facts: Mapping[str, float]) -> bool | None:
        """Tell whether a device has room, None where its facts do not tell."""
        memory = facts.get("ramBytes", facts.get("memoryBytes"))
        flash = facts.get("flashBytes")
        if memory is None or (self.stored and flash is None and "ramBytes" in facts and "memoryBytes" not in facts):
            return None
        if flash is None or "memoryBytes" in facts:
            memory = max(memory, facts.get("memoryBytes", 0))
            return memory >= (self.working or 0) + (self.stored or 0)
        return memory >= (self.working or 0) and flash >= (self.stored or 0)

    def said(self) -> str:
        parts = [f"{shown(amount, 'B')} of {what}" for amount, what in (
            (self.working, "memory"), (self.stored, "storage"),
        ) if amount]  # fmt: skip
        return " and ".join(parts)


def asks_what_fits(query: Query) -> bool:
    """Tell whether a query asks which methods fit into so much memory: "what fits in 256 kB of RAM?"."""
    sized = all(bound.fact in _ROOM and bound.high is not None and "fit" in bound.words for bound in query.bounds)
    return bool(query.bounds) and sized and not query.clauses and query.want in {(), ("method",)} and not query.rank


_ROOM = {"ramBytes": (_MEMORY,), "memoryBytes": (_MEMORY,), "flashBytes": (_FLASH, _SIZE)}
"""The metrics that say how much of a device's memory a method takes."""


def answer_fits(store: ox.Store, question: str, query: Query) -> Answer:
    """Answer which methods fit into memory: those reported to need no more, or that ran on a device with no more."""
    ran = solve(store, with_hardware(store, replace(query, want=("method",))), "method")
    found = {bound: _taking(store, bound) for bound in query.bounds}
    by_need = set.intersection(*({row.parts["method"][0] for row in rows_} for rows_ in found.values()))
    sources = [row for rows_ in found.values() for row in rows_ if row.parts["method"][0] in by_need]
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(sorted(by_need | ran.answers.keys()))
    describe(store, graph)
    items = []
    for method, data in graph.nodes(data=True):
        rows_ = [row for row in sources if row.parts["method"][0] == method]
        why = ran.answers[method].edges if method in ran.answers else ()
        papers = {(paper, edge) for edge in why for paper in ran.view.edges[edge[0], edge[2], edge[1]]["papers"]}
        proofs = {Proof(*(e[key] for key in _PROOF)) for row in rows_ for e in row.evidence}
        proofs |= {proof for paper, edge in sorted(papers) for proof in proofs_of(store, edge, paper, "")}
        ordered = sorted(proofs, key=lambda proof: (proof.paper, proof.start, proof.end))
        names = tuple(dict.fromkeys((proof.paper, proof.title) for proof in ordered))
        details = {
            "needs": sorted({" ".join(filter(None, (row.value, row.unit, row.label("metric")))) for row in rows_})
        }
        items.append(
            Item(data["label"], method, "method", None, tuple(data["aliases"]), names, tuple(ordered), details)
        )
    items.sort(key=lambda item: (not item.details["needs"], item.name.casefold(), item.iri))
    limit = " and ".join(bound.words for bound in query.bounds)
    said = f"methods reported to need no more than that, or that ran on hardware with no more ({limit})"
    return Answer(question, said, tuple(items), count=len(items) if query.count else None)


_PROOF = ("paper", "title", "quote", "start", "end", "confidence")


def _taking(store: ox.Store, bound: Bound) -> list[Reported]:
    """Return the results that say that a method takes no more memory than a limit."""
    metrics = below(store, _ROOM[bound.fact or ""])
    numbers = measured(store, matching(store, {"metric": metrics}))
    within = [row.iri for row in numbers if row.comparison in _ENDS and row.high is not None and _fits(bound, row)]
    return [row for row in detailed(store, within) if "method" in row.parts]


def _fits(bound: Bound, row: Measured) -> bool:
    value, measure = in_base_units(row.high or Decimal(0), row.unit)
    return measure == "[information]" and bound.holds(float(value))


def answer_room(store: ox.Store, question: str, query: Query, interpretation: str) -> Answer:
    """Answer which devices could run a method: those of the graph's papers, smallest first.

    A device on which a paper tested the method runs it, whatever is known of its memory.
    """
    assert query.room is not None  # noqa: S101
    need = _need(store, query.room)
    allowed, asked = _allowed(store, query)
    known = devices(store, also=tuple(sorted(asked)) if query.yes_no else ())
    tested = _tested(store, query.room)
    # Asked about one device, it counts itself, whether a paper names it or not.
    candidates = {*known.named, *asked} if query.yes_no else set(known.named)
    amounts = {device: _amounts(known, device) for device in sorted(candidates)}
    fitting = {device for device, facts in amounts.items() if need and need.fits(facts)}
    given = sorted(
        ((fitting | tested.keys()) & allowed if allowed is not None else fitting | tested.keys()),
        key=lambda device: (_smallness(amounts.get(device, {})), device),
    )
    items = _items(store, given, tested, need, amounts)
    note = _note(store, query.room, need, fitting, tested)
    if query.yes_no and need and not items and any(need.fits(amounts[device]) is None for device in asked):
        note += " Of the device too little is known to tell."
    verdict = bool(items) if query.yes_no else None
    return Answer(question, interpretation, tuple(items), note=note, verdict=verdict)


def _need(store: ox.Store, method: Term) -> _Need | None:
    """Return the least memory that results of a method report, or of its paper where they do not name it."""
    metrics = below(store, [_MEMORY, _SIZE])
    stored = below(store, [_FLASH, _SIZE])
    found = reported(store, {"method": method.members, "metric": metrics}, evidence=False)
    if not found:
        papers = {s for s, _ in select(store, ["proposes"], objects=method.members, evidence=False).edges()}
        silent = reported(store, {"metric": metrics}, papers=papers, evidence=False) if papers else []
        found = [row for row in silent if "method" not in row.parts]
    sized = [(row, size) for row in found if (size := _bytes(row)) is not None]
    least: dict[bool, tuple[Reported, float]] = {}
    for comparison in reversed(_ENDS):
        for row, size in sorted(sized, key=lambda pair: (-pair[1], pair[0].iri)):
            if row.comparison == comparison:
                least[row.parts["metric"][0] in stored] = (row, size)
    if not least:
        return None
    sources = proven(store, [row for row, _ in least.values()])
    working, kept = least.get(False), least.get(True)
    return _Need(working[1] if working else None, kept[1] if kept else None, tuple(sources))


def _bytes(row: Reported) -> float | None:
    if row.high is None or row.comparison not in _ENDS:
        return None
    value, measure = in_base_units(Decimal(row.high), row.unit)
    return float(value) if measure == "[information]" else None


def _allowed(store: ox.Store, query: Query) -> tuple[frozenset[str] | None, frozenset[str]]:
    """Return the hardware that the question restricts the answer to, None where it does not, and what it names."""
    query = with_hardware(store, replace(query, want=("hardware",)))
    clauses = [clause for clause in query.clauses if clause.terms[0].kind == "hardware" and not clause.negated]
    allowed: frozenset[str] | None = None
    asked: set[str] = set()
    for clause in clauses:
        if all(term.seeds for term in clause.terms):
            members = frozenset().union(*(term.members for term in clause.terms))
            allowed = members if allowed is None else allowed & members
            asked.update(*(term.seeds for term in clause.terms if not term.patterns))
    return allowed, frozenset(asked)


def _tested(store: ox.Store, method: Term) -> dict[str, list[dict[str, object]]]:
    graph = select(store, ["testedOn"], subjects=method.members)
    tested: dict[str, list[dict[str, object]]] = {}
    for _, device, data in graph.edges(data=True):
        tested.setdefault(device, []).extend(data["evidence"])
    return tested


def _amounts(known: Devices, device: str) -> dict[str, float]:
    """Return the memories of a device that are its own or its processor's; what it inherits is only a limit."""
    found: dict[str, float] = {}
    for name in ("ramBytes", "flashBytes", "memoryBytes"):
        exact = [held.number for held in known.held(device, name) if held.exact and held.name == name]
        if exact:
            found[name] = max(exact)
    return found


def _smallness(facts: Mapping[str, float]) -> float:
    return facts.get("ramBytes", facts.get("memoryBytes", float("inf")))


def _items(
    store: ox.Store,
    given: Sequence[str],
    tested: Mapping[str, list[dict[str, object]]],
    need: _Need | None,
    amounts: Mapping[str, Mapping[str, float]],
) -> list[Item]:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(given)
    describe(store, graph)
    by_need = [proof for row in (need.sources if need else ()) for proof in row.evidence]
    items = []
    for device in given:
        data = graph.nodes[device]
        proofs = tuple(
            Proof(e["paper"], e["title"], e["quote"], e["start"], e["end"], e["confidence"])  # type: ignore[arg-type]
            for e in tested.get(device) or by_need
        )
        papers = tuple(dict.fromkeys((proof.paper, proof.title) for proof in proofs))
        details = {"tested": device in tested, **amounts.get(device, {})}
        items.append(Item(data["label"], device, "hardware", None, tuple(data["aliases"]), papers, proofs, details))
    return items


def _note(store: ox.Store, method: Term, need: _Need | None, fitting: set[str], tested: Mapping[str, object]) -> str:
    if need is None:
        lead = f"No memory footprint or model size of {method.label} is reported"
        return f"{lead}; it was tested on the devices given." if tested else f"{lead}, so no device can be named."
    facts = catalogue(store, ("ramBytes", "flashBytes", "memoryBytes"))
    more = sum(1 for device, amounts in facts.items() if device not in fitting and need.fits(amounts))
    sources = "; ".join(_source(row) for row in need.sources)
    others = f" {more} more of the devices that the vocabulary knows would do." if more else ""
    return f"{method.label} needs {need.said()} ({sources}).{others}"


def _source(row: Reported) -> str:
    number = " ".join(part for part in (row.value, row.unit, row.label("metric")) if part)
    quote = f" “{' '.join(row.evidence[0]['quote'].split())}”" if row.evidence else ""
    return f"{number}, {row.paper}{quote}"

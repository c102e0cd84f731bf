"""Lets limits on facts restrict the hardware of a query, and orders hardware by a fact and papers by date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.query.facts import FACTS, Devices, Held, bound_pattern, devices
from kg.query.quantities import shown
from kg.query.query import Clause, Query, Term
from kg.query.ranks import falling
from kg.query.wording import Relation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyoxigraph as ox

    from kg.query.answer import Item
    from kg.query.limits import Bound
    from kg.query.ranks import Rank

__all__ = ["by_date", "by_fact", "with_hardware"]

LISTED = 3
"""The next ones after a superlative that the note names."""


def with_hardware(store: ox.Store, query: Query) -> Query:
    """Let limits on facts restrict the hardware that a query names, or any hardware where it names none."""
    bounds = [bound for bound in query.bounds if bound.fact]
    if not bounds:
        return query
    known = devices(store)
    clauses = list(query.clauses)
    touched = False
    for number, clause in enumerate(clauses):
        if clause.terms[0].kind == "hardware":
            terms = tuple(_narrowed(term, bounds, known) for term in clause.terms)
            clauses[number] = replace(clause, terms=terms)
            touched = True
    if not touched:
        relation = Relation.IS if query.want == ("hardware",) else query.verb or Relation.TESTED
        clauses.append(Clause(relation, (_narrowed(Term("hardware", "hardware"), bounds, known),)))
    return replace(query, clauses=tuple(clauses))


def _narrowed(term: Term, bounds: Sequence[Bound], known: Devices) -> Term:
    for bound in bounds:
        term = term.narrowed(f"({bound.words})", known.within(bound), bound_pattern(bound, 1))
    return term


def by_fact(store: ox.Store, query: Query, items: list[Item]) -> tuple[list[Item], str]:
    """Return hardware in order of a fact: one, with its equals, where one is asked for; and what to say of the rest."""
    rank = query.rank
    if rank is None or rank.fact is None:
        return items, ""
    known = devices(store)
    name = rank.fact
    down = falling(rank)
    held = _held(known, items, name, down=down)
    if not held and name == "fp32Flops":
        name = "clockMHz"
        held = _held(known, items, name, down=down)
    sign = -1 if down else 1
    ordered = sorted((i for i in items if i.iri in held), key=lambda i: (sign * held[i.iri].number, i.name.casefold()))
    ordered = [_told(item, held[item.iri]) for item in ordered]
    first = [i for i in ordered if held[i.iri].number == held[ordered[0].iri].number]
    given = first if rank.single and not query.top else ordered
    rest = ordered[len(given) :]
    notes = []
    if len(given) > 1 and not any(held[item.iri].exact for item in given):
        notes.append("Of these only what bounds their families or class is known.")
    if rest:
        notes.append("Next: " + ", ".join(f"{i.name} ({_value(held[i.iri])})" for i in rest[:LISTED]) + ".")
    if unknown := len(items) - len(held):
        notes.append(f"Of {unknown} more no {FACTS[name].words} is known.")
    return given, " ".join(notes)


def _held(known: Devices, items: Sequence[Item], name: str, *, down: bool) -> dict[str, Held]:
    return {item.iri: best for item in items if (best := known.best(item.iri, name, falling=down))}


def _told(item: Item, held: Held) -> Item:
    return replace(item, details={**item.details, "fact": held.name, "amount": _value(held)})


def _value(held: Held) -> str:
    text = held.value if held.name.startswith("launch") else shown(held.number, FACTS[held.name].unit)
    if held.exact:
        return text
    return {"high": f"at most {text}", "low": f"since {text}"}.get(FACTS[held.name].inherited, text)


def by_date(items: list[Item], rank: Rank, dates: Mapping[str, str]) -> tuple[list[Item], str]:
    """Return papers in order of their dates, one where one is asked for; and what to say of those without a date."""
    dated = sorted((i for i in items if dates.get(i.id or "")), key=lambda i: i.id or "")
    dated.sort(key=lambda i: dates[i.id or ""], reverse=rank.order == "highest")
    missing = len(items) - len(dated)
    note = f"Of {missing} more no date is known." if missing else ""
    return (dated[:1] if rank.single else dated), note

"""What a query asks for, said in one line, so that the reader sees how the question was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.query.limits import FIRST_YEAR, LAST_YEAR
from kg.query.terms import PAPER
from kg.query.wording import Relation

if TYPE_CHECKING:
    from kg.query.query import Clause, Query

__all__ = ["said"]


def said(query: Query) -> str:
    """Say in one line what a query asks for."""
    wanted = " and ".join(kind if kind == "hardware" else f"{kind}s" for kind in query.want) or "things"
    if query.room:
        where = [
            _said(c, ("hardware",))
            for c in query.clauses
            if c.terms[0].kind == "hardware" and c.relation is Relation.IS
        ]
        return " ".join(["hardware with room for", query.room.label, *where])
    lead = "most frequent " if query.top and not query.rank else ""
    parts = [_said(clause, query.want) for clause in query.clauses]
    if query.verb and not query.clauses:
        parts.append(_ALONE.get(query.verb, ""))
    if query.years:
        parts.append(_years(*query.years))
    parts.extend(bound.words for bound in query.bounds if not bound.fact)
    joint = " " if query.want == ("result",) else " and "
    words = f"{lead}{wanted} {joint.join(part for part in parts if part)}".strip()
    return f"{words}, {query.rank.words or query.rank.order} first" if query.rank else words


_ALONE = {
    Relation.TESTED: "tested on",
    Relation.TRAINED: "trained on",
    Relation.TARGET: "targeted",
    Relation.USED: "used",
    Relation.COMPARED: "compared with",
    Relation.PROPOSED: "proposed",
    Relation.ADDRESSED: "addressed",
    Relation.REPORTED: "reported",
}
"""How a relation is said of what is wanted, where nothing else is named."""

_OF = {
    Relation.TESTED: "that {} was tested on",
    Relation.TRAINED: "that {} was trained on",
    Relation.TARGET: "that {} is made for",
    Relation.USED: "used by {}",
    Relation.COMPARED: "that {} is compared with",
    Relation.PROPOSED: "proposed by {}",
    Relation.ADDRESSED: "that {} addresses",
    Relation.REPORTED: "reported of {}",
}
"""How a relation is said of what is wanted, where what is named stands before the verb."""


def _said(clause: Clause, want: tuple[str, ...]) -> str:
    names = " or ".join(term.label for term in clause.terms)
    lead = "not " if clause.negated else ""
    if clause.relation is Relation.IS and all(term.label.startswith("hardware ") for term in clause.terms):
        return lead + names.replace("hardware ", "")
    if clause.relation is Relation.IS:
        are = "is" if want == ("hardware",) else "are"
        return f"{lead}that {are} {names}"
    if clause.subject and want not in ((PAPER,), ("result",)):
        return lead + _OF.get(clause.relation, "of {}").format(names)
    if want == ("result",) and clause.terms[0].kind != "metric":
        return f"{lead}{'of' if clause.terms[0].kind == 'method' else 'on'} {names}"
    return f"{lead}{'of' if want == ('result',) else _verb(clause)} {names}"


def _verb(clause: Clause) -> str:
    """Say a relation in the words that fit what is named: data are evaluated on, hardware is tested on."""
    kind = clause.terms[0].kind
    if kind == "dataset" and clause.relation in {Relation.TESTED, Relation.REPORTED}:
        return "evaluated on"
    if kind == "hardware" and clause.relation in {Relation.TRAINED, Relation.USED, Relation.REPORTED, Relation.ANY}:
        return "tested on"
    return clause.relation.value


def _years(first: int, last: int) -> str:
    if first == last:
        return f"in {first}"
    return (
        f"until {last}" if first == FIRST_YEAR else f"since {first}" if last == LAST_YEAR else f"from {first} to {last}"
    )

"""English question in, answer with evidence out: parse, look up names, solve on a networkx view, explain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.query.answer import EXAMPLES, Answer, Item, Proof
from kg.query.limits import FIRST_YEAR, LAST_YEAR
from kg.query.names import Names, below
from kg.query.network import describe
from kg.query.numbers import answer_numbers, limited_by_results
from kg.query.parsing import parse
from kg.query.resolve import Clause, Query, Term, Unknown, resolve
from kg.query.rows import rows
from kg.query.solve import Found, Solution, solve, with_facts
from kg.query.tagging import words_of
from kg.query.terms import PAPER
from kg.query.translate import sparql
from kg.query.wording import QUANTITIES, Relation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyoxigraph as ox

__all__ = ["ask", "understand"]

LONGEST_QUESTION = 1000
"""Characters; whoever sends more is not asking."""


def ask(store: ox.Store, question: str) -> Answer:
    """Answer an English question.

    Parameters
    ----------
    store
        The graph.
    question
        "which methods were tested on an STM32?", "STM32 methods", "what accuracy does X report on Y", …

    Returns
    -------
    Answer
        With `understood` False, a note and examples, where the question makes no sense. A question about a name that
        nothing in the graph bears has no answers, and a note that suggests close names.

    """
    query, unknown = understand(store, question)
    plain = " ".join(question.split())
    if unknown and (query.want or query.clauses):
        return _about_unknown(plain, query, unknown)
    if not query.want or (query.want != ("result",) and _is_empty(query)):
        note = "it names nothing that I can look for" if not query.clauses else _interpretation(query)
        return Answer(plain, understood=False, note=note, suggestions=EXAMPLES)
    query = _with_hardware(store, query)
    if query.want == ("result",):
        return answer_numbers(store, plain, query, _interpretation(query))
    solutions = [solve(store, query, kind) for kind in query.want]
    return _answer(store, plain, query, solutions)


def understand(store: ox.Store, question: str) -> tuple[Query, tuple[Unknown, ...]]:
    """Return the typed query of a question, and the names in it that nothing in the graph bears."""
    question = question[:LONGEST_QUESTION]
    words = words_of(question)
    implied = [name for word in words for name in QUANTITIES.get(word.casefold(), ())]
    names = Names(store, [*words, *implied])
    return resolve(parse(question, names), names, store)


def _is_empty(query: Query) -> bool:
    return not (query.clauses or query.top or query.count or query.verb or query.years or query.bounds or query.listing)


def _about_unknown(question: str, query: Query, unknown: Sequence[Unknown]) -> Answer:
    names = " and ".join(f"“{u.words}”" for u in unknown)
    close = tuple(dict.fromkeys(name for u in unknown for name in u.suggestions))
    note = f"Nothing in this graph is named {names}."
    return Answer(question, _interpretation(query), note=note, suggestions=close)


def _with_hardware(store: ox.Store, query: Query) -> Query:
    """Let limits on memory restrict the hardware that a query names, or any hardware where it names none."""
    within = with_facts(store, query.bounds)
    if within is None:
        return query
    words = " and ".join(bound.words for bound in query.bounds if bound.fact)
    clauses = list(query.clauses)
    touched = False
    for number, clause in enumerate(clauses):
        if clause.terms[0].kind == "hardware":
            clauses[number] = replace(clause, terms=tuple(_narrow(store, term, within, words) for term in clause.terms))
            touched = True
    if not touched:
        relation = Relation.IS if query.want == ("hardware",) else Relation.TESTED
        clauses.append(Clause(relation, (_narrow(store, Term("hardware", "hardware"), within, words),)))
    return replace(query, clauses=tuple(clauses))


def _narrow(store: ox.Store, term: Term, within: frozenset[str], words: str) -> Term:
    seeds = tuple(sorted(term.members & within if term.seeds else within))
    members = below(store, seeds)
    return Term(f"{term.label} ({words})", "hardware", seeds or ("urn:none",), members)


def _answer(store: ox.Store, question: str, query: Query, solutions: Sequence[Solution]) -> Answer:
    solutions = [limited_by_results(store, query, solution) for solution in solutions]
    items = [item for solution in solutions for item in _items(store, query, solution)]
    items.sort(key=lambda item: _order(item, query))
    count = len(items) if query.count else None
    if query.top:
        items = items[: query.top]
    queries = [text for solution in solutions if solution.answers and (text := sparql(query, solution))]
    if not queries and solutions and (text := sparql(query, solutions[0])):
        queries = [text]
    return Answer(
        question,
        _interpretation(query),
        tuple(items),
        count=count,
        verdict=bool(items) if query.yes_no else None,
        sparql=queries[0] if len(queries) == 1 else None,
    )


def _order(item: Item, query: Query) -> tuple[Any, ...]:
    if item.kind == PAPER and not query.top:
        return (0, item.id or "")
    return (-len(item.papers), item.name.casefold(), item.iri)


def _items(store: ox.Store, query: Query, solution: Solution) -> list[Item]:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(sorted(solution.answers))
    describe(store, graph)
    dates = _dates(store) if query.years else {}
    items = [_item(node, graph.nodes[node], why, solution.view) for node, why in solution.answers.items()]
    if query.years:
        items = [kept for item in items if (kept := _within_years(item, query.years, dates))]
    return items


def _item(node: str, data: Mapping[str, Any], why: Found, view: nx.MultiDiGraph) -> Item:
    proofs = sorted(
        {
            Proof(e["paper"], e["title"], e["quote"], e["start"], e["end"], e["confidence"])
            for s, p, o in why.edges
            for e in view.edges[s, o, p]["evidence"]
        },
        key=lambda proof: (proof.paper, proof.start, proof.end),
    )
    papers = tuple(dict.fromkeys((proof.paper, proof.title) for proof in proofs))
    if data["kind"] == PAPER:
        return Item(data["label"], node, PAPER, data["id"], (), ((data["id"], data["label"]),), tuple(proofs))
    return Item(data["label"], node, data["kind"], None, tuple(data["aliases"]), papers, tuple(proofs))


def _within_years(item: Item, years: tuple[int, int], dates: Mapping[str, str]) -> Item | None:
    """Keep of an answer what papers of some years say."""

    def fits(paper: str) -> bool:
        year = dates.get(paper, "")[:4]
        return year.isdecimal() and years[0] <= int(year) <= years[1]

    papers = tuple(paper for paper in item.papers if fits(paper[0]))
    if not papers:
        return None
    return replace(item, papers=papers, evidence=tuple(proof for proof in item.evidence if fits(proof.paper)))


def _dates(store: ox.Store) -> dict[str, str]:
    return dict(rows(store, "SELECT ?id ?date WHERE { ?paper dcterms:identifier ?id ; dcterms:date ?date }"))


def _interpretation(query: Query) -> str:
    """Say in one line what a query asks for."""
    wanted = " and ".join(kind if kind == "hardware" else f"{kind}s" for kind in query.want) or "things"
    lead = "most frequent " if query.top else f"{query.order} " if query.order else ""
    parts = [_said(clause, query.want) for clause in query.clauses]
    if query.verb and not query.clauses:
        parts.append(_ALONE.get(query.verb, ""))
    if query.years:
        parts.append(_years(*query.years))
    parts.extend(bound.words for bound in query.bounds if not bound.fact)
    joint = " " if query.want == ("result",) else " and "
    return f"{lead}{wanted} {joint.join(part for part in parts if part)}".strip()


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
    if clause.relation is Relation.IS:
        return f"{lead}that are {names}"
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

"""English question in, answer with evidence out: parse, look up names, solve on a networkx view, explain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.graph.iris import paper_id
from kg.query.answer import EXAMPLES, Answer, Item, Proof
from kg.query.hardware import by_date, by_fact, with_hardware
from kg.query.lookup import look_up
from kg.query.names import Names, with_quoted_iris
from kg.query.network import describe
from kg.query.numbers import answer_numbers, by_result, within_results
from kg.query.parsing import parse
from kg.query.proofs import proofs_of
from kg.query.query import Query, Unknown
from kg.query.ranks import adjective, superlative
from kg.query.resolve import resolve
from kg.query.results import texts
from kg.query.room import answer_fits, answer_room, asks_what_fits
from kg.query.rows import rows
from kg.query.saying import said
from kg.query.solve import Found, Solution, solve
from kg.query.stated import answer_lookup
from kg.query.tagging import words_of
from kg.query.terms import PAPER
from kg.query.translate import sparql
from kg.query.wording import QUANTITIES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pyoxigraph as ox

__all__ = ["ask", "understand"]

LONGEST_QUESTION = 1000
"""Characters; whoever sends more is not asking."""
MOST_SENTENCES, MOST_OF_ONE = 2500, 50
"""Sentences that are read for all answers and for one: with tables of benchmarks, a device can have 10,000 rows."""


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
    question_names = _names(store, question)
    plain = " ".join(question.split())
    if asked := look_up(plain[:LONGEST_QUESTION], question_names):
        return answer_lookup(store, plain, asked)
    query, unknown = resolve(parse(_cut(question), question_names), question_names, store)
    if unknown and (query.want or query.clauses):
        return _about_unknown(plain, query, unknown)
    if asks_what_fits(query):
        return answer_fits(store, plain, query)
    if not query.want or (query.want != ("result",) and _is_empty(query)):
        note = "it names nothing that I can look for" if not query.clauses else said(query)
        return Answer(plain, understood=False, note=note, suggestions=EXAMPLES)
    if query.room:
        return answer_room(store, plain, query, said(query))
    query = with_hardware(store, query)
    if query.want == ("result",):
        return answer_numbers(store, plain, query, said(query))
    solutions = [solve(store, query, kind, within_results(store, query, kind)) for kind in query.want]
    return _answer(store, plain, query, solutions)


def understand(store: ox.Store, question: str) -> tuple[Query, tuple[Unknown, ...]]:
    """Return the typed query of a question, and the names in it that nothing in the graph bears."""
    names = _names(store, question)
    return resolve(parse(_cut(question), names), names, store)


def _cut(question: str) -> str:
    return with_quoted_iris(question[:LONGEST_QUESTION])


def _names(store: ox.Store, question: str) -> Names:
    """Return the names that can stand in a question, and those of the metrics that its words imply."""
    words = words_of(_cut(question))
    implied = {name for word in words for name in QUANTITIES.get(word.casefold(), ())}
    for word in map(str.casefold, words):
        for rank in (superlative(word), adjective(word, least=False)):
            implied.update(rank.metrics if rank else ())
    return Names(store, [*words, *sorted(implied)])


def _is_empty(query: Query) -> bool:
    return not (query.clauses or query.top or query.count or query.verb or query.years or query.bounds or query.listing)


def _about_unknown(question: str, query: Query, unknown: Sequence[Unknown]) -> Answer:
    names = " and ".join(f"“{u.words}”" for u in unknown)
    close = tuple(dict.fromkeys(name for u in unknown for name in u.suggestions))
    note = f"Nothing in this graph is named {names}."
    return Answer(question, said(query), note=note, suggestions=close)


def _answer(store: ox.Store, question: str, query: Query, solutions: Sequence[Solution]) -> Answer:
    items = [item for solution in solutions for item in _items(store, query, solution)]
    reports = {name for names in rows(store, _REPORTS) for name in names}
    items, note = _in_order(store, query, items, reports)
    count = len(items) if query.count else None
    if query.top:
        items = items[: query.top]
    items = _proven(store, items, solutions)
    proven = sum(1 for item in items if item.evidence)
    if 0 < proven < len(items) and not items[-1].evidence:
        note = f"{note} The sentences of the first {proven} are given.".strip()
    texts = [(s, sparql(query, s, reports=bool(reports), most=len(items))) for s in solutions]
    queries = [text for solution, text in texts if solution.answers and text]
    if not queries:
        queries = [text for _, text in texts[:1] if text]
    return Answer(
        question,
        said(query),
        tuple(items),
        note=" ".join([*query.notes, *([note] if note else [])]),
        count=count,
        verdict=bool(items) if query.yes_no else None,
        sparql=queries[0] if len(queries) == 1 else None,
    )


_REPORTS = "SELECT ?p ?id WHERE { ?p a kg:BenchmarkReport ; dcterms:identifier ?id }"


def _in_order(store: ox.Store, query: Query, items: list[Item], reports: Collection[str]) -> tuple[list[Item], str]:
    """Return answers in the order that is asked for, and what to say of those that it leaves out."""
    if query.rank is None:
        return sorted(items, key=lambda item: _order(item, query, reports)), ""
    if query.rank.fact and query.want == ("hardware",):
        return by_fact(store, query, items)
    if query.rank.fact and query.want == (PAPER,):
        return by_date(items, query.rank, _dates(store))
    if query.want == (PAPER,):
        return by_result(store, query, items)
    return sorted(items, key=lambda item: _order(item, query, reports)), "What is asked for has no such order here."


def _order(item: Item, query: Query, reports: Collection[str]) -> tuple[Any, ...]:
    if item.kind == PAPER and not query.top:
        return (0, item.id or "")
    of_papers = sum(paper not in reports for paper, _ in item.papers)
    return (-of_papers, of_papers - len(item.papers), item.name.casefold(), item.iri)


def _items(store: ox.Store, query: Query, solution: Solution) -> list[Item]:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(sorted(solution.answers))
    describe(store, graph)
    dates = _dates(store) if query.years else {}
    papers = {paper for why in solution.answers.values() for paper in _papers(why, solution.view)}
    titles = texts(store, papers, "dcterms:title")
    items = [_item(node, graph.nodes[node], why, solution.view, titles) for node, why in solution.answers.items()]
    if query.years:
        items = [kept for item in items if (kept := _within_years(item, query.years, dates))]
    return items


def _papers(why: Found, view: nx.MultiDiGraph) -> frozenset[str]:
    """Return the IRIs of the papers that say that something is an answer."""
    return frozenset(paper for s, p, o in why.edges for paper in view.edges[s, o, p]["papers"])


def _item(node: str, data: Mapping[str, Any], why: Found, view: nx.MultiDiGraph, titles: Mapping[str, str]) -> Item:
    if data["kind"] == PAPER:
        return Item(data["label"], node, PAPER, data["id"], (), ((data["id"], data["label"]),))
    papers = sorted((paper_id(iri), titles.get(iri, "")) for iri in _papers(why, view))
    return Item(data["label"], node, data["kind"], None, tuple(data["aliases"]), tuple(papers))


def _proven(store: ox.Store, items: Sequence[Item], solutions: Sequence[Solution]) -> list[Item]:
    """Return answers with the sentences that say so, all of them unless these are more than anyone reads."""
    left = MOST_SENTENCES
    proven = []
    for item in items:
        solution = next(solution for solution in solutions if item.iri in solution.answers)
        why, view, titles = solution.answers[item.iri], solution.view, dict(item.papers)
        said = sorted((paper, (s, p, o)) for s, p, o in why.edges for paper in view.edges[s, o, p]["papers"])
        said = [(paper, edge) for paper, edge in said if paper_id(paper) in titles or item.kind == PAPER]
        proofs: set[Proof] = set()
        for paper, edge in said[: min(left, MOST_OF_ONE)]:
            proofs.update(proofs_of(store, edge, paper, titles.get(paper_id(paper), "")))
            left -= 1
        ordered = sorted(proofs, key=lambda proof: (proof.paper, proof.start, proof.end))
        proven.append(replace(item, evidence=tuple(ordered)))
    return proven


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

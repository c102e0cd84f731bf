"""The SPARQL query that gives the same answers as a solved question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.query.facts import order_pattern
from kg.query.plan import Path, Shape
from kg.query.ranks import falling
from kg.query.results import PARTS
from kg.query.terms import PAPER, PREFIXES, class_iri

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.query.query import Query, Term
    from kg.query.solve import Solution, Step

__all__ = ["result_sparql", "sparql"]

_VARIABLE = re.compile(r"\?([A-Za-z]\w*)")
_TREE = "skos:broader*"
_SUBJECT = ("proposes", "uses")


def sparql(query: Query, solution: Solution, *, reports: bool = False, most: int | None = None) -> str | None:
    """Return a SPARQL query whose `?answer` are a solution's answers, None where SPARQL cannot say it simply.

    Parameters
    ----------
    query, solution
        What was asked and found.
    reports
        Whether the graph holds benchmark reports, which are no answers to questions for papers.
    most
        Number of answers where the query orders them.
    """
    by_results = query.rank is not None and query.rank.fact is None
    if by_results or (query.years and solution.kind != PAPER) or any(bound.fact is None for bound in query.bounds):
        return None
    writer = _Writer()
    steps = sorted(solution.steps, key=lambda step: bool(step.clause and step.clause.negated))
    blocks = [block for step in steps for block in writer.step(step)]
    if not any(step.taken for step in solution.steps):
        blocks.append(f"?answer a <{class_iri(PAPER)}> .")
    if reports and solution.kind == PAPER:
        blocks.append("FILTER NOT EXISTS { ?answer a kg:BenchmarkReport }")
    if query.years:
        first, last = query.years
        year = "xsd:integer(SUBSTR(?date, 1, 4))"
        blocks.append(f"?answer dcterms:date ?date . FILTER({year} >= {first} && {year} <= {last})")
    if query.rank and query.rank.fact and solution.kind == "hardware":
        blocks.append(order_pattern(query.rank.fact, falling=falling(query.rank)).replace("?device", "?answer"))
    if query.rank and query.rank.fact and solution.kind == PAPER:
        blocks.append("?answer dcterms:date ?rank .")
    text = _text("SELECT DISTINCT ?answer", blocks)
    return text + _ending(query, solution, most)


def _ending(query: Query, solution: Solution, most: int | None) -> str:
    if query.rank is None or query.rank.fact is None or not most or solution.kind not in {PAPER, "hardware"}:
        return ""
    way = "DESC" if falling(query.rank) else "ASC"
    return f"\nORDER BY {way}(?rank) ?answer LIMIT {most}"


_OF_PAPER = {"dataset": "kg:evaluatesOn", "hardware": "kg:testsOn", "method": "kg:proposes", "task": "kg:addresses"}
"""How a paper is about what its results leave out."""


def result_sparql(query: Query, missing: Collection[str] = ()) -> str:
    """Return a SPARQL query for the results that a query asks for, as `?answer`, in no order.

    Parameters
    ----------
    query
        What was asked.
    missing
        The parts that the results do not name, but their papers do.
    """
    writer = _Writer()
    blocks = []
    for clause in query.clauses:
        part = clause.terms[0].kind
        if clause.negated or not all(term.seeds for term in clause.terms):
            continue
        if part == PAPER:
            blocks.append(f"VALUES ?paper {{ {' '.join(f'<{iri}>' for iri in clause.terms[0].seeds)} }}")
        elif part in PARTS:
            node, tree = writer.either(clause.terms)
            blocks.extend([_of_result(part, node, missing=part in missing), tree])
    blocks += [
        "?paper kg:hasResult ?answer .",
        "OPTIONAL { ?answer kg:valueText ?value } OPTIONAL { ?answer kg:unitText ?unit }",
    ]
    return _text("SELECT DISTINCT ?answer ?value ?unit ?paper", blocks)


def _of_result(part: str, node: str, *, missing: bool) -> str:
    named = f"?answer kg:{PARTS[part]} {node} ."
    if not missing and part != "task":
        return named
    silent = f"FILTER NOT EXISTS {{ ?answer kg:{PARTS[part]} {node}Named }}"
    about = f"?paper kg:hasResult ?answer ; {_OF_PAPER[part]} {node} . {silent}"
    return about if missing else f"{{ {named} }} UNION {{ {about} }}"


def _text(head: str, blocks: list[str]) -> str:
    body = "\n".join(f"  {line}" for block in blocks for line in block.splitlines())
    used = [f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items() if f"{name}:" in body]
    return "\n".join([*used, f"{head} WHERE {{", body, "}"])


class _Writer:
    """Numbers the variables."""

    def __init__(self) -> None:
        self.number = 0

    def either(self, terms: Sequence[Term]) -> tuple[str, str]:
        """Return a new variable, and the pattern that it stands for one of some terms."""
        self.number += 1
        node = f"?named{self.number}"
        trees = [self._tree(node, term) for term in terms]
        return node, trees[0] if len(trees) == 1 else " UNION ".join(f"{{ {tree} }}" for tree in trees)

    def step(self, step: Step) -> list[str]:
        negated = bool(step.clause and step.clause.negated)
        groups = [self._path(path, term, paper="?none" if negated else "?paper") for path, term in step.taken]
        if not groups:
            return []
        block = groups[0] if len(groups) == 1 else " UNION ".join(f"{{\n{_indent(group)}\n}}" for group in groups)
        return [f"FILTER NOT EXISTS {{\n{_indent(block)}\n}}"] if negated else [block]

    def _path(self, path: Path, term: Term | None, *, paper: str) -> str:
        self.number += 1
        node = f"?named{self.number}"
        named = "|".join(f"kg:{name}" for name in path.named)
        tree = self._tree(node, term)
        if path.shape is Shape.SELF:
            return self._tree("?answer", term)
        if path.shape is Shape.OUT:
            return f"?answer {named} {node} .\n{tree}".rstrip()
        if path.shape is Shape.IN:
            return f"{node} {named} ?answer .\n{tree}".rstrip()
        about = _about(path, paper)
        lines = [f"{paper} {named} {node} .", tree, about]
        if path.other and term:
            lines.append(f"FILTER NOT EXISTS {{ {self._tree('?answer', term)} }}")
        return "\n".join(line for line in lines if line)

    def _tree(self, node: str, term: Term | None) -> str:
        if term is None or not term.seeds:
            return ""
        self.number += 1
        seed = f"?seed{self.number}"
        roots = term.roots if term.patterns else term.seeds
        values = " ".join(f"<{iri}>" for iri in roots)
        tree = [f"VALUES {seed} {{ {values} }} {node} {_TREE} {seed} ."] if roots else []
        return "\n".join([*tree, *(self._named(pattern, node) for pattern in term.patterns)])

    def _named(self, pattern: str, node: str) -> str:
        """Put a node into a pattern for `?device`, whose other variables must not meet those of other patterns."""
        self.number += 1
        return _VARIABLE.sub(lambda m: node if m[1] == "device" else f"?{m[1]}_{self.number}", pattern)


def _about(path: Path, paper: str) -> str:
    if path.wanted == _SUBJECT:
        only = f"{paper} kg:uses ?answer FILTER NOT EXISTS {{ {paper} kg:proposes ?proposed }}"
        return f"{{ {paper} kg:proposes ?answer }} UNION {{ {only} }}"
    return f"{paper} {'|'.join(f'kg:{name}' for name in path.wanted)} ?answer ."


def _indent(block: str) -> str:
    return "\n".join(f"  {line}" for line in block.splitlines())

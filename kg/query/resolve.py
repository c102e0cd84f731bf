"""From a question in words to a typed query: its names become concepts, with everything narrower than them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.query.names import Name, Names, below, processors
from kg.query.plan import KIND_ORDER, SUBJECT_ORDER
from kg.query.wording import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyoxigraph as ox

    from kg.query.limits import Bound
    from kg.query.question import Condition, Phrase, Question

__all__ = ["Clause", "Query", "Term", "Unknown", "resolve"]


@dataclass(frozen=True, slots=True)
class Term:
    """What a name stands for in the graph.

    Attributes
    ----------
    label
        The preferred way to say it.
    kind
        Its kind.
    seeds
        IRIs of the concepts themselves; empty where any thing of the kind will do.
    members
        The seeds with everything narrower.

    """

    label: str
    kind: str
    seeds: tuple[str, ...] = ()
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition on what is wanted: one of the terms must be tied to it by the relation."""

    relation: Relation
    terms: tuple[Term, ...]
    negated: bool = False
    subject: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that nothing in the graph bears.

    Attributes
    ----------
    words
        As asked.
    kinds
        What it could have been, most probable first.
    suggestions
        Names that are spelled nearly like it.

    """

    words: str
    kinds: tuple[str, ...]
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What is wanted, typed.

    Attributes
    ----------
    want
        Kinds of answer; `("result",)` for numbers.
    clauses
        All must hold.
    verb
        The relation of a wanted kind that no name follows.
    count, top, order, years, bounds, yes_no
        As in `kg.query.question.Question`.
    listing
        The question names the kind that it wants: without conditions, all of that kind are wanted.

    """

    want: tuple[str, ...]
    clauses: tuple[Clause, ...] = ()
    verb: Relation | None = None
    count: bool = False
    top: int | None = None
    order: str | None = None
    years: tuple[int, int] | None = None
    bounds: tuple[Bound, ...] = ()
    yes_no: bool = False
    listing: bool = False


_ITS_PROCESSOR = re.compile(
    r"(?:its|their|the)\s+(?:own\s+)?(?:chips?|chipsets?|processors?|soc|cpu|gpu|npu)", re.IGNORECASE
)
_PARTS = ("chip", "chipset", "SoC", "processor", "CPU", "GPU", "NPU", "DSP")
"""What the chip of a device can be called: vocabularies name the classes so ("smartphone SoC")."""
_ADVERB = re.compile(r"[a-z]+ly")


def resolve(question: Question, names: Names, store: ox.Store) -> tuple[Query, tuple[Unknown, ...]]:
    """Return a question's typed query, and the names in it that nothing in the graph bears."""
    return _Resolver(names, store).resolve(question)


class _Resolver:
    def __init__(self, names: Names, store: ox.Store) -> None:
        self.names = names
        self.store = store
        self.unknown: list[Unknown] = []

    def resolve(self, question: Question) -> tuple[Query, tuple[Unknown, ...]]:
        want, clauses = self._given(question)
        for condition in question.conditions:
            clauses.extend(self._clauses(condition))
        want, clauses = _settle(want, clauses, question)
        query = Query(
            want, tuple(clauses), question.verb, question.count, question.top, question.order, question.years,
            question.bounds, question.yes_no, bool(question.want) and not question.yes_no,
        )  # fmt: skip
        return query, tuple(self.unknown)

    def _given(self, question: Question) -> tuple[tuple[str, ...], list[Clause]]:
        """Read what stands in "which GPUs", "what accuracy" and "STM32 papers"."""
        want = tuple(kind for kind in question.want if kind != "?")
        phrase = question.given
        if phrase is None or not phrase.words:
            return want, []
        by_verb = KIND_ORDER[Relation.IS]
        reporting = any(c.relation is Relation.REPORTED for c in question.conditions) or want == ("result",)
        if reporting and want in {(), ("result",)}:
            by_verb = ("metric", *by_verb)
        kinds = tuple(dict.fromkeys((*(k for k in want if k != "result"), *by_verb)))
        terms = self._terms(phrase, kinds)
        if not terms:
            return want, []
        if want and terms[0].kind not in want:
            return want, [Clause(Relation.ANY, (term,)) for term in terms]
        if terms[0].kind == "metric" and ("result" in want or question.conditions or question.order):
            return ("result",), [Clause(Relation.REPORTED, terms)]
        return (terms[0].kind,), [Clause(Relation.IS, terms)]

    def _clauses(self, condition: Condition) -> list[Clause]:
        relation = condition.relation
        kinds = SUBJECT_ORDER if condition.subject else KIND_ORDER[relation]
        found: list[Term] = []
        parts: list[Term] = []
        missing = len(self.unknown)
        for phrase in condition.phrases:
            if not phrase.words:
                found.append(Term(f"any {phrase.kind}", str(phrase.kind)))
            elif found and found[-1].kind == "hardware" and _ITS_PROCESSOR.fullmatch(phrase.words):
                found.append(self._processors(found[-1]))
            elif terms := self._terms(phrase, kinds):
                found.append(terms[0])
                parts.extend(terms[1:])
        if found:
            del self.unknown[missing:]
        clauses = [Clause(relation, tuple(found), condition.negated, condition.subject)] if found else []
        return clauses + [Clause(Relation.ANY, (term,), condition.negated) for term in parts]

    def _terms(self, phrase: Phrase, kinds: Sequence[str]) -> tuple[Term, ...]:
        """Return what a phrase names: one thing, or several that stand side by side ("MCUFormer accuracy")."""
        words = phrase.words
        if phrase.kind:
            kinds = (phrase.kind, *(kind for kind in kinds if kind != phrase.kind))
        if found := self.names.find(words, kinds):
            return (self._term(found),)
        if not phrase.quoted and (several := self._side_by_side(words.split(), kinds)):
            return several
        if not _ADVERB.fullmatch(words):
            self.unknown.append(Unknown(words, tuple(kinds), self.names.suggest(words, kinds[:3])))
        return ()

    def _side_by_side(self, words: list[str], kinds: Sequence[str]) -> tuple[Term, ...]:
        for cut in range(len(words) - 1, 0, -1):
            first = self.names.find(" ".join(words[:cut]), kinds)
            if not first:
                continue
            rest = words[cut:]
            others = self.names.find(" ".join(rest), kinds)
            tail = (self._term(others),) if others else self._side_by_side(rest, kinds)
            if tail:
                return (self._term(first), *tail)
        return ()

    def _term(self, found: Sequence[Name]) -> Term:
        seeds = tuple(sorted({name.iri for name in found}))
        members = frozenset(seeds) if found[0].kind == "paper" else below(self.store, seeds)
        return Term(found[0].label, found[0].kind, seeds, members)

    def _processors(self, device: Term) -> Term:
        named = {name.iri for part in _PARTS for name in self.names.exact(f"{device.label} {part}", ("hardware",))}
        seeds = tuple(sorted(processors(self.store, device.seeds) | named))
        return Term(f"processor of a {device.label}", "hardware", seeds, below(self.store, seeds))


def _settle(want: tuple[str, ...], clauses: list[Clause], question: Question) -> tuple[tuple[str, ...], list[Clause]]:
    """Decide what is wanted where only the kinds of the names tell."""
    kinds = {term.kind for clause in clauses for term in clause.terms}
    if question.yes_no and clauses:
        return _yes_no(clauses)
    if not want and "metric" in kinds and kinds & {"method", "dataset", "hardware"}:
        want = ("result",)
    if question.want == ("hardware", "dataset") and len(want) > 1 and not question.stranded:
        want = ("hardware", "dataset")
    if not want and clauses:
        subject = clauses[0]
        want = {"method": ("paper",), "paper": ("method",)}.get(subject.terms[0].kind, ("method",))
    if want == ("result",) and not clauses:
        return want, clauses
    clauses = [_plain(clause, want) for clause in clauses]
    if question.verb is Relation.COMPARED and want == ("method",):
        clauses = [_of_baselines(clause) for clause in clauses]
    return want, clauses


def _of_baselines(clause: Clause) -> Clause:
    """Read "the baselines of X" as what X is compared with."""
    if clause.terms[0].kind not in {"method", "paper"}:
        return clause
    return replace(clause, relation=Relation.COMPARED, subject=True)


def _plain(clause: Clause, want: tuple[str, ...]) -> Clause:
    if clause.relation is Relation.IS and clause.terms[0].kind not in want:
        return replace(clause, relation=Relation.ANY)
    return clause


def _yes_no(clauses: list[Clause]) -> tuple[tuple[str, ...], list[Clause]]:
    """Turn "was X tested on Y" into "which Y was X tested on"."""
    last = clauses[-1]
    asked = Clause(Relation.IS, last.terms, last.negated)
    rest: Iterable[Clause] = clauses[:-1]
    return (last.terms[0].kind,), [asked, *(replace(c, relation=last.relation, subject=True) for c in rest)]

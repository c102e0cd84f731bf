"""From a question in words to a typed query: its names become concepts, with everything narrower than them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.query.names import Name, Names, below, processors, with_merged
from kg.query.plan import KIND_ORDER, SUBJECT_ORDER
from kg.query.qualify import Qualifier
from kg.query.query import Clause, Query, Term, Unknown
from kg.query.question import Phrase
from kg.query.ranks import Rank, fact_of
from kg.query.wording import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyoxigraph as ox

    from kg.query.question import Condition, Question

__all__ = ["resolve"]


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
        self.qualifier = Qualifier(names, store)

    def resolve(self, question: Question) -> tuple[Query, tuple[Unknown, ...]]:
        want, clauses = self._given(question)
        for condition in question.conditions:
            clauses.extend(self._clauses(condition))
        rank = question.rank
        if rank is not None:
            want, clauses, rank = self._ranked(want, clauses, rank)
        room = _room(want, clauses, question)
        if room is not None:
            want = ("hardware",)
        else:
            want, clauses = _settle(want, clauses, question, ranked=rank is not None and rank.fact is None)
        listing = bool(question.want) and not question.yes_no
        query = Query(
            want, tuple(clauses), question.verb, question.count, question.top, rank, question.years,
            question.bounds, question.yes_no, listing, room, tuple(self.qualifier.notes),
        )  # fmt: skip
        return query, tuple(self.unknown)

    def _ranked(
        self, want: tuple[str, ...], clauses: list[Clause], rank: Rank
    ) -> tuple[tuple[str, ...], list[Clause], Rank | None]:
        """Decide whether a superlative orders hardware by a fact, papers by date, or results by a metric."""
        kinds = {term.kind for clause in clauses for term in clause.terms}
        if "metric" in kinds and not rank.phrase:
            return want, clauses, replace(rank, fact=None)
        fact = (fact_of(rank.phrase) if rank.phrase else rank.fact) if want == ("hardware",) else None
        about = kinds & {"task", "method", "dataset"}
        if fact and not (about and rank.metrics and rank.order in {"best", "worst"}):
            return want, clauses, replace(rank, fact=fact)
        if rank.fact == "launchDate":
            return want, clauses, rank if want == ("paper",) else None
        if rank.phrase:
            terms = self._terms(Phrase(rank.phrase), ("metric", *KIND_ORDER[Relation.ANY]))
            if terms and terms[0].kind != "metric":
                return want, [*clauses, *(Clause(Relation.ANY, (term,)) for term in terms)], None
        else:
            found = [self.names.find(name, ("metric",)) for name in rank.metrics]
            terms = tuple(self._term(names) for names in found if names)
        if not terms:
            return want, clauses, rank if want == ("result",) else None
        return want, [*clauses, Clause(Relation.REPORTED, terms)], replace(rank, fact=None)

    def _given(self, question: Question) -> tuple[tuple[str, ...], list[Clause]]:
        """Read what stands in "which GPUs", "what accuracy" and "STM32 papers"."""
        want = tuple(kind for kind in question.want if kind != "?")
        phrase = question.given
        if phrase is None or not (phrase.words or phrase.having):
            return want, []
        by_verb = KIND_ORDER[Relation.IS]
        if not phrase.words:
            return want, [Clause(Relation.IS if "hardware" in want else Relation.TESTED, self._terms(phrase, by_verb))]
        reporting = any(c.relation is Relation.REPORTED for c in question.conditions) or want == ("result",)
        if reporting and want in {(), ("result",)}:
            by_verb = ("metric", *by_verb)
        kinds = tuple(dict.fromkeys((*(k for k in want if k != "result"), *by_verb)))
        terms = self._terms(phrase, kinds)
        if not terms:
            return want, []
        if want and terms[0].kind not in want:
            return want, [Clause(Relation.ANY, (term,)) for term in terms]
        if terms[0].kind == "metric" and ("result" in want or question.conditions or question.rank):
            return ("result",), [Clause(Relation.REPORTED, terms)]
        return (terms[0].kind,), [Clause(Relation.IS, terms)]

    def _clauses(self, condition: Condition) -> list[Clause]:
        relation = condition.relation
        kinds = SUBJECT_ORDER if condition.subject else KIND_ORDER[relation]
        found: list[Term] = []
        parts: list[Term] = []
        missing = len(self.unknown)
        for phrase in condition.phrases:
            if not phrase.words and not phrase.having:
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
        if not words:
            return (self.qualifier.qualified(Term("hardware", "hardware"), phrase),)
        if (made := self.qualifier.made(phrase)) and "hardware" in kinds:
            return (made,)
        if found := self.names.find(words, kinds):
            return (self.qualifier.qualified(self._term(found), phrase),)
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
        label, kind, iris = found[0].label, found[0].kind, frozenset(name.iri for name in found)
        if kind == "paper":
            return Term(label, kind, tuple(sorted(iris)), iris)
        seeds = tuple(sorted(with_merged(self.store, iris)))
        return Term(label, kind, seeds, below(self.store, seeds))

    def _processors(self, device: Term) -> Term:
        named = {name.iri for part in _PARTS for name in self.names.exact(f"{device.label} {part}", ("hardware",))}
        seeds = tuple(sorted(processors(self.store, device.seeds) | named))
        return Term(f"processor of a {device.label}", "hardware", seeds, below(self.store, seeds))


def _room(want: tuple[str, ...], clauses: Sequence[Clause], question: Question) -> Term | None:
    """Return the method that is to fit, where it is asked which devices could run it."""
    running = {Relation.TESTED, Relation.ANY} | ({Relation.USED, Relation.TARGET} if want == ("hardware",) else set())
    methods = [c for c in clauses if c.terms[0].kind == "method" and c.relation in running and not c.negated]
    kinds = {term.kind for clause in clauses for term in clause.terms}
    if len(methods) != 1 or kinds - {"method", "hardware"}:
        return None
    if question.yes_no:
        asked = question.possible and "hardware" in kinds and methods[0].subject
    elif want == ("hardware",):
        asked = question.possible
    else:
        asked = question.guessed and not methods[0].subject and (question.fits or question.possible)
    return methods[0].terms[0] if asked else None


def _settle(
    want: tuple[str, ...], clauses: list[Clause], question: Question, *, ranked: bool
) -> tuple[tuple[str, ...], list[Clause]]:
    """Decide what is wanted where only the kinds of the names tell."""
    kinds = {term.kind for clause in clauses for term in clause.terms}
    if ranked and "metric" in kinds and not question.yes_no:
        return (want if want == ("paper",) else ("result",)), clauses
    if question.yes_no and clauses:
        return _yes_no(clauses)
    if not want and "metric" in kinds and kinds & {"method", "dataset", "hardware"}:
        want = ("result",)
    if question.want == ("hardware", "dataset") and len(want) > 1 and not question.stranded:
        want = ("hardware", "dataset")
    if not want and kinds == {"hardware"} and question.verb is None and _is_described(clauses, question):
        return ("hardware",), [replace(clause, relation=Relation.IS) for clause in clauses]
    if not want and clauses:
        subject = clauses[0]
        want = {"method": ("paper",), "paper": ("method",)}.get(subject.terms[0].kind, ("method",))
    if want == ("result",) and not clauses:
        return want, clauses
    clauses = [_described(_plain(clause, want), want) for clause in clauses]
    if question.verb is Relation.COMPARED and want == ("method",):
        clauses = [_of_baselines(clause) for clause in clauses]
    return want, clauses


def _is_described(clauses: Sequence[Clause], question: Question) -> bool:
    """Tell whether devices are described and nothing is said of them: "GPUs with at least 24 GB"."""
    described = any(bound.fact for bound in question.bounds) or any(t.patterns for c in clauses for t in c.terms)
    return described and all(clause.relation is Relation.ANY for clause in clauses)


def _of_baselines(clause: Clause) -> Clause:
    """Read "the baselines of X" as what X is compared with."""
    if clause.terms[0].kind not in {"method", "paper"}:
        return clause
    return replace(clause, relation=Relation.COMPARED, subject=True)


def _plain(clause: Clause, want: tuple[str, ...]) -> Clause:
    if clause.relation is Relation.IS and clause.terms[0].kind not in want:
        return replace(clause, relation=Relation.ANY)
    return clause


def _described(clause: Clause, want: tuple[str, ...]) -> Clause:
    """Read "hardware that is smaller than X": what is wanted is that, not something beside it."""
    if want == ("hardware",) and clause.relation is Relation.ANY and all(term.patterns for term in clause.terms):
        return replace(clause, relation=Relation.IS)
    return clause


def _yes_no(clauses: list[Clause]) -> tuple[tuple[str, ...], list[Clause]]:
    """Turn "was X tested on Y" into "which Y was X tested on"."""
    last = clauses[-1]
    asked = Clause(Relation.IS, last.terms, last.negated)
    rest: Iterable[Clause] = clauses[:-1]
    return (last.terms[0].kind,), [asked, *(replace(c, relation=last.relation, subject=True) for c in rest)]

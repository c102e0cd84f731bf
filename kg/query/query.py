"""The typed query that a question becomes once its names are looked up. Plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.query.limits import Bound
    from kg.query.ranks import Rank
    from kg.query.wording import Relation

__all__ = ["Clause", "Query", "Term", "Unknown"]


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
    roots
        Where `patterns` restrict the members: the concepts that these are below; empty for any of the kind.
    patterns
        SPARQL patterns that say of `?device` what restricts the members.

    """

    label: str
    kind: str
    seeds: tuple[str, ...] = ()
    members: frozenset[str] = frozenset()
    roots: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()

    def narrowed(self, words: str, within: Collection[str], pattern: str) -> Term:
        """Return the part of what this stands for that is among some devices."""
        members = self.members & frozenset(within) if self.seeds else frozenset(within)
        roots = self.roots if self.patterns else self.seeds
        seeds = tuple(sorted(members)) or ("urn:none",)
        return replace(
            self, label=f"{self.label} {words}", seeds=seeds, members=members, roots=roots,
            patterns=(*self.patterns, pattern),
        )  # fmt: skip


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
    count, top, years, bounds, yes_no
        As in `kg.query.question.Question`.
    rank
        What the answers are ordered by: a fact of hardware, the date of papers, or the metric that a clause names.
    room
        The method for which devices with enough memory are wanted, or None.
    notes
        What to say of how names were read.
    listing
        The question names the kind that it wants: without conditions, all of that kind are wanted.

    """

    want: tuple[str, ...]
    clauses: tuple[Clause, ...] = ()
    verb: Relation | None = None
    count: bool = False
    top: int | None = None
    rank: Rank | None = None
    years: tuple[int, int] | None = None
    bounds: tuple[Bound, ...] = ()
    yes_no: bool = False
    listing: bool = False
    room: Term | None = None
    notes: tuple[str, ...] = ()

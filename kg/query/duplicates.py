"""Things of a graph that are likely one, with why, and the command that says so.

At least one of the two is minted: that two concepts of a vocabulary are two is for the vocabulary to say.
"""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.curation import Statement
from kg.names import name_key
from kg.query.entities import Thing, things
from kg.query.labels import labels_of
from kg.query.likeness import Reason, reasons, standing
from kg.query.table import Table

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["Duplicate", "Duplicates", "duplicates"]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two things that may be one.

    Attributes
    ----------
    kind
        What both are.
    names, iris
        Their labels and IRIs; first the one that would stay.
    papers
        Identifiers of the papers that name each.
    score
        How likely they are one, 0 to 1.
    why
        What speaks for it.
    command
        What to run if it is so.
    """

    kind: str
    names: tuple[str, str]
    iris: tuple[str, str]
    papers: tuple[tuple[str, ...], tuple[str, ...]]
    score: float
    why: tuple[str, ...]
    command: str

    def to_json(self) -> dict[str, Any]:
        """Return the pair as a JSON object."""
        sides = [
            {"name": name, "iri": iri, "papers": list(papers)}
            for name, iri, papers in zip(self.names, self.iris, self.papers, strict=True)
        ]
        return {
            "kind": self.kind,
            "things": sides,
            "score": self.score,
            "why": list(self.why),
            "command": self.command,
        }


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Pairs of things that may be one, the likeliest first."""

    pairs: tuple[Duplicate, ...]

    def __len__(self) -> int:
        return len(self.pairs)

    def __iter__(self) -> Iterator[Duplicate]:
        return iter(self.pairs)

    @property
    def table(self) -> Table:
        """One row a pair."""
        return Table(
            ("score", "kind", "name", "papers", "other name", "other papers", "why", "command"),
            tuple(
                (
                    pair.score, pair.kind, pair.names[0], ", ".join(pair.papers[0]), pair.names[1],
                    ", ".join(pair.papers[1]), "; ".join(pair.why), pair.command,
                )
                for pair in self.pairs
            ),
        )  # fmt: skip

    def to_json(self) -> list[dict[str, Any]]:
        """Return the pairs as JSON objects."""
        return [pair.to_json() for pair in self.pairs]

    def __str__(self) -> str:
        if not self.pairs:
            return "no likely duplicates"
        return "\n\n".join(_paragraph(pair) for pair in self.pairs)

    def _repr_html_(self) -> str:
        return self.table._repr_html_()


_SHOWN = 3
"""Papers of each of the two that are listed; there may be hundreds."""


def _paragraph(pair: Duplicate) -> str:
    shown = [", ".join(papers[:_SHOWN]) + (", …" if len(papers) > _SHOWN else "") for papers in pair.papers]
    sides = [f"  {name}: {len(some)} papers{f' ({text})' if text else ''}".replace(": 1 papers", ": 1 paper")
             for name, some, text in zip(pair.names, pair.papers, shown, strict=True)]  # fmt: skip
    return "\n".join([f"{pair.score:.2f}  {pair.kind}: {'; '.join(pair.why)}", *sides, f"  {pair.command}"])


def duplicates(
    store: ox.Store, said: Iterable[Statement] = (), *, graph: str | Path = "GRAPH", least: float = 0.0
) -> Duplicates:
    """Return pairs of things that are likely one.

    Sizes and versions of one thing, narrower things, and what was said to be two are left out; so are names that differ
    by a slip of the pen or share a name where a paper names both.

    Parameters
    ----------
    store
        Where to read.
    said
        What was said of names.
    graph
        The graph's directory, for the commands.
    least
        The least score of a pair that is returned.
    """
    known = things(store)
    found: dict[tuple[str, str], dict[str, Reason]] = defaultdict(dict)
    vendors = frozenset(name_key(vendor) for vendor in labels_of(store).vendors())
    for reason in reasons(known.values(), vendors):
        if reason.one.iri != reason.other.iri and (reason.one.minted or reason.other.minted):
            first, second = sorted((reason.one, reason.other), key=standing)
            better = found[first.iri, second.iri].setdefault(reason.sort, reason)
            found[first.iri, second.iri][reason.sort] = max(better, reason, key=lambda one: (one.likely, one.why))
    apart = {frozenset(pair) for statement in said if not statement.one for pair in _pairs(statement)}
    pairs = (
        _duplicate(known[first], known[second], sorts.values(), graph)
        for (first, second), sorts in sorted(found.items())
        if not _are_apart(known[first], known[second], apart)
    )
    ranked = sorted(
        (pair for pair in pairs if pair.score >= least), key=lambda pair: (-pair.score, pair.kind, pair.names)
    )
    return Duplicates(tuple(ranked))


def _duplicate(one: Thing, other: Thing, found: Iterable[Reason], graph: str | Path) -> Duplicate:
    ordered = sorted(found, key=lambda reason: (-reason.likely, reason.why))
    score = 1 - prod(1 - reason.likely for reason in ordered)
    names = (one.label, other.label)
    command = shlex.join(["kg", "merge", str(graph), *names, "--kind", one.kind])
    return Duplicate(
        one.kind,
        names,
        (one.iri, other.iri),
        (one.papers, other.papers),
        round(score, 2),
        tuple(reason.why for reason in ordered),
        command,
    )


def _pairs(statement: Statement) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    keys = [(statement.kind.value, name_key(name)) for name in statement.names]
    yield from ((one, other) for number, one in enumerate(keys) for other in keys[number + 1 :])


def _are_apart(one: Thing, other: Thing, apart: set[frozenset[tuple[str, str]]]) -> bool:
    if not apart:
        return False
    keys = [[(thing.kind, name_key(name)) for name in thing.names] for thing in (one, other)]
    return any(frozenset((mine, others)) in apart for mine in keys[0] for others in keys[1])

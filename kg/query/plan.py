"""Which edges of the graph answer which relation, between which kinds of thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.query.wording import Relation

__all__ = ["KIND_ORDER", "Path", "Shape", "paper_predicates", "paths"]


class Shape(StrEnum):
    """How a path runs between what is wanted and what is named."""

    OUT = "wanted → named"
    IN = "named → wanted"
    PAPER = "wanted ← paper → named"
    SELF = "wanted is named"


@dataclass(frozen=True, slots=True)
class Path:
    """One way to tie a wanted node to a named one.

    Attributes
    ----------
    shape
        How it runs.
    named
        Predicates to or from what is named.
    wanted
        Predicates from the paper to what is wanted, where a paper stands between.
    strongest
        Of `named`, only the first predicate that occurs counts: what proposes X tells about X, and only where no
        paper proposes it do those that use it.
    other
        What is wanted is not itself what is named.

    """

    shape: Shape
    named: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    strongest: bool = False
    other: bool = False


SUBJECT = ("proposes", "uses")
"""What a paper is about: the methods it proposes; where it proposes none, those it uses."""

_WANTED: dict[str, tuple[str, ...]] = {
    "method": SUBJECT,
    "dataset": ("evaluatesOn",),
    "hardware": ("testsOn",),
    "metric": ("reports",),
    "task": ("addresses",),
}
"""From a paper to things of a kind, where a question does not say how."""

_R = Relation
_PAPER: dict[str, dict[Relation | None, tuple[str, ...]]] = {
    "hardware": {
        None: ("testsOn",),
        _R.TARGET: ("targets", "testsOn"),
        _R.FOR: ("targets", "testsOn"),
        _R.ADDRESSED: ("targets", "testsOn"),
        _R.PROPOSED: ("targets", "testsOn"),
        _R.MENTIONED: ("testsOn", "targets", "mentionsHardware"),
    },
    "dataset": {
        None: ("evaluatesOn",),
        _R.TRAINED: ("trainsOn",),
        _R.USED: ("evaluatesOn", "introduces", "trainsOn"),
        _R.PROPOSED: ("introduces",),
        _R.MENTIONED: ("evaluatesOn", "introduces", "mentionsDataset", "trainsOn"),
    },
    "method": {
        None: ("proposes", "uses"),
        _R.TESTED: ("comparesWith", "proposes", "uses"),
        _R.COMPARED: ("comparesWith",),
        _R.PROPOSED: ("proposes",),
        _R.REPORTED: ("comparesWith", "proposes", "uses"),
        _R.MENTIONED: ("comparesWith", "mentions", "proposes", "uses"),
    },
    "metric": {None: ("reports",)},
    "task": {None: ("addresses",)},
}

KIND_ORDER: dict[Relation, tuple[str, ...]] = {
    _R.TESTED: ("hardware", "dataset", "method", "task", "metric", "paper"),
    _R.TRAINED: ("dataset", "hardware", "method", "task", "metric", "paper"),
    _R.TARGET: ("hardware", "task", "method", "metric", "dataset", "paper"),
    _R.USED: ("method", "hardware", "dataset", "metric", "task", "paper"),
    _R.COMPARED: ("method", "hardware", "dataset", "paper", "metric", "task"),
    _R.PROPOSED: ("method", "dataset", "paper", "hardware", "task", "metric"),
    _R.ADDRESSED: ("task", "method", "hardware", "dataset", "metric", "paper"),
    _R.REPORTED: ("metric", "dataset", "hardware", "method", "task", "paper"),
    _R.MENTIONED: ("method", "hardware", "dataset", "task", "metric", "paper"),
    _R.FOR: ("task", "hardware", "dataset", "method", "metric", "paper"),
    _R.ANY: ("hardware", "dataset", "method", "metric", "task", "paper"),
    _R.IS: ("hardware", "method", "dataset", "metric", "task", "paper"),
}
"""What a name most probably is after each relation, where it names things of several kinds."""
SUBJECT_ORDER = ("method", "paper", "dataset", "hardware", "task", "metric")
"""What a name most probably is before a verb."""


def paper_predicates(kind: str, relation: Relation | None) -> tuple[str, ...]:
    """Return the edges by which a paper is tied to things of a kind.

    >>> paper_predicates("dataset", Relation.TRAINED)
    ('trainsOn',)
    """
    return _PAPER[kind].get(relation, _PAPER[kind][None])


def paths(want: str, kind: str, relation: Relation, *, subject: bool = False) -> tuple[Path, ...]:
    """Return the ways in which things of a wanted kind are tied to things of a named kind; any of them will do.

    Parameters
    ----------
    want, kind
        Kinds of what is wanted and of what is named.
    relation
        What the question says ties them.
    subject
        What is named stands before the verb.

    """
    if relation is Relation.IS or (want == kind == "paper"):
        return (Path(Shape.SELF),)
    if want == "paper":
        return (Path(Shape.OUT, paper_predicates(kind, relation)),)
    if kind == "paper":
        return (Path(Shape.IN, paper_predicates(want, relation if subject or relation is not _R.ANY else None)),)
    if want == kind == "method":
        return _method_to_method(relation, subject=subject)
    if kind == "method" and relation is _R.USED and not subject:
        # "Datasets used with pruning" are those of papers that use it; "datasets that X uses" are X's own.
        return (Path(Shape.PAPER, paper_predicates(kind, relation), paper_predicates(want, relation)),)
    if "method" in (want, kind) and (found := _method_edges(want, kind, relation)):
        return found
    if want == "method":
        return (Path(Shape.PAPER, paper_predicates(kind, relation), SUBJECT),)
    wanted = paper_predicates(want, relation if subject else None)
    named = SUBJECT if kind == "method" else paper_predicates(kind, relation)
    return (Path(Shape.PAPER, named, wanted, strongest=kind == "method", other=want == kind),)


def _method_edges(want: str, kind: str, relation: Relation) -> tuple[Path, ...]:
    """Return the paths between methods and things that have edges of their own."""
    other = kind if want == "method" else want
    shape = Shape.OUT if want == "method" else Shape.IN
    if other == "hardware":
        names = {
            _R.TARGET: ("targetsHardware", "testedOn"),
            _R.FOR: ("targetsHardware", "testedOn"),
            _R.ADDRESSED: ("targetsHardware", "testedOn"),
            _R.MENTIONED: ("targetsHardware", "testedOn"),
        }
        return (Path(shape, names.get(relation, ("testedOn",))),)
    if other == "task":
        return (Path(shape, ("appliedTo",)),)
    if other != "dataset":
        return ()
    if relation in {_R.TRAINED, _R.PROPOSED}:
        predicates = paper_predicates("dataset", relation)
        if want == "method":
            return (Path(Shape.PAPER, predicates, SUBJECT),)
        return (Path(Shape.PAPER, SUBJECT, predicates, strongest=True),)
    evaluated = Path(shape, ("evaluatedOn",))
    if relation is not _R.USED:
        return (evaluated,)
    if want == "method":
        return (evaluated, Path(Shape.PAPER, ("introduces", "trainsOn"), SUBJECT))
    return (evaluated, Path(Shape.PAPER, SUBJECT, ("introduces", "trainsOn"), strongest=True))


def _method_to_method(relation: Relation, *, subject: bool) -> tuple[Path, ...]:
    if relation is _R.COMPARED:
        own = Path(Shape.PAPER, ("proposes",), ("comparesWith",), other=True)
        others = Path(Shape.PAPER, ("comparesWith",), SUBJECT, other=True)
        return (own,) if subject else (others,)
    if relation is _R.PROPOSED:
        return (Path(Shape.PAPER, ("proposes",), ("proposes",), other=True),)
    if subject:
        return (Path(Shape.PAPER, SUBJECT, ("uses",), strongest=True, other=True),)
    return (Path(Shape.PAPER, ("uses",), SUBJECT, other=True),)

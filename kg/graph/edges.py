"""What a linked paper asserts: its edges, each with the words that say so. Plain values, no RDF."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.graph.iris import paper_iri, result_iri
from kg.linking.facts import PROCESSOR
from kg.model import Concept, Entity, Kind, LinkedPaper, Mention, Result, Role
from kg.names import name_key
from kg.records import sentences

__all__ = ["METHOD_EDGES", "PAPER_EDGES", "Edge", "Names", "edges"]

PAPER_EDGES: dict[tuple[Kind, Role | None], str] = {
    (Kind.METHOD, Role.PROPOSED): "proposes",
    (Kind.METHOD, Role.USED): "uses",
    (Kind.METHOD, Role.COMPARED): "comparesWith",
    (Kind.METHOD, Role.MENTIONED): "mentions",
    (Kind.DATASET, Role.EVALUATED): "evaluatesOn",
    (Kind.DATASET, Role.TRAINED): "trainsOn",
    (Kind.DATASET, Role.INTRODUCED): "introduces",
    (Kind.DATASET, Role.MENTIONED): "mentionsDataset",
    (Kind.HARDWARE, Role.TESTED): "testsOn",
    (Kind.HARDWARE, Role.TARGET): "targets",
    (Kind.HARDWARE, Role.MENTIONED): "mentionsHardware",
    (Kind.METRIC, None): "reports",
    (Kind.TASK, None): "addresses",
}
"""The edge from a paper to an entity, by what the entity is and what it is to the paper."""

METHOD_EDGES: dict[tuple[Kind, Role | None], str] = {
    (Kind.HARDWARE, Role.TESTED): "testedOn",
    (Kind.HARDWARE, Role.TARGET): "targetsHardware",
    (Kind.DATASET, Role.EVALUATED): "evaluatedOn",
    (Kind.TASK, None): "appliedTo",
}
"""The edge from what a paper is about to another entity, by what that is and what it is to the paper."""

_NEARBY = frozenset({"testedOn", "evaluatedOn"})
"""The method edges that a used or compared method gets from a sentence that names both ends.

Where a paper proposes nothing, such a sentence gives it all of them.
"""


@dataclass(frozen=True, slots=True)
class Edge:
    """One triple between resources, with its evidence.

    Attributes
    ----------
    subject, value
        IRIs of the two ends.
    predicate
        Local name of the property.
    words
        The stretch of the paper's text that says so.
    confidence
        0 to 1.
    extractor
        Name of the component that found it.
    optional
        True where a reasonable reader could leave it out.
    """

    subject: str
    predicate: str
    value: str
    words: Mention
    confidence: float
    extractor: str
    optional: bool = False


class Names:
    """Finds the concept that a result means when it names an entity of its paper.

    Parameters
    ----------
    linked
        The paper.
    """

    def __init__(self, linked: LinkedPaper) -> None:
        self._linked = linked
        self._as_written = self._by_form(str)

    @cached_property
    def _by_key(self) -> dict[tuple[Kind, str], int]:
        return self._by_form(name_key)

    def _by_form(self, spell: Callable[[str], str]) -> dict[tuple[Kind, str], int]:
        found: dict[tuple[Kind, str], int] = {}
        for forms in (_name_only, _aliases):
            for number, entity in enumerate(self._linked.extraction.entities):
                for form in forms(entity):
                    found.setdefault((entity.kind, spell(form)), number)
        return found

    def entity(self, name: str | None, kind: Kind) -> tuple[Entity, Concept] | None:
        """Return the entity of a kind that a name stands for: as written, else up to case, hyphens and plural."""
        if not name:
            return None
        number = self._as_written.get((kind, name))
        if number is None:
            number = self._by_key.get((kind, name_key(name)))
        if number is None:
            return None
        return self._linked.extraction.entities[number], self._linked.concepts[number]

    def iri(self, name: str | None, *kinds: Kind) -> str | None:
        """Return the IRI of the first entity, by order of the kinds, that a name stands for."""
        found = (self.entity(name, kind) for kind in kinds)
        return next((entity[1].iri for entity in found if entity), None)


def _name_only(entity: Entity) -> tuple[str, ...]:
    return (entity.name,)


def _aliases(entity: Entity) -> tuple[str, ...]:
    return entity.aliases


def edges(linked: LinkedPaper, names: Names) -> list[Edge]:
    """Return all edges of a paper in a fixed order; of two with equal ends and words the surer one.

    What has no words to show for it gets no edge. A report of benchmark results says what its rows say, each by itself,
    and the first row that says a thing is evidence enough.
    """
    if linked.paper.benchmark:
        return _report_edges(linked, names)
    found: dict[tuple[str, str, str, int, int], Edge] = {}
    for edge in (*_paper_edges(linked), *_method_edges(linked), *_result_edges(linked, names)):
        key = (edge.subject, edge.predicate, edge.value, edge.words.start, edge.words.end)
        if key not in found or _strength(found[key]) < _strength(edge):
            found[key] = edge
    return list(found.values())


def _strength(edge: Edge) -> tuple[bool, float]:
    return (not edge.optional, edge.confidence)


def _words(entity: Entity) -> Mention | None:
    return entity.evidence or next(iter(entity.mentions), None)


def _role(entity: Entity) -> Role | None:
    return Role.MENTIONED if entity.role is None and (entity.kind, None) not in PAPER_EDGES else entity.role


def _paper_edges(linked: LinkedPaper) -> Iterator[Edge]:
    paper = paper_iri(linked.paper.id)
    for entity, concept in zip(linked.extraction.entities, linked.concepts, strict=True):
        words = _words(entity)
        if words is not None:
            predicate = PAPER_EDGES[entity.kind, _role(entity)]
            yield Edge(paper, predicate, concept.iri, words, entity.confidence, entity.extractor, entity.optional)


def _method_edges(linked: LinkedPaper) -> Iterator[Edge]:
    """Yield the edges of what the paper is about, and of other methods that share a sentence with hardware or data."""
    pairs = list(zip(linked.extraction.entities, linked.concepts, strict=True))
    methods = {role: [pair for pair in pairs if pair[0].role is role] for role in Role}
    subjects = methods[Role.PROPOSED]
    others = [
        pair for role in (Role.USED, Role.COMPARED) for pair in methods[role] if _runs_by_itself(pair[0], subjects)
    ]
    places = _Places(linked.paper.text)
    for value, value_concept in pairs:
        predicate = METHOD_EDGES.get((value.kind, _role(value)))
        if predicate is None:
            continue
        for method, concept in subjects:
            words = places.shared(method, value) or _words(value)
            if words is not None:
                yield _method_edge(method, concept, predicate, value, value_concept, words)
        for method, concept in others if predicate in _NEARBY or not subjects else ():
            words = places.shared(method, value)
            if words is not None:
                yield _method_edge(method, concept, predicate, value, value_concept, words)


def _runs_by_itself(method: Entity, proposed: Sequence[tuple[Entity, Concept]]) -> bool:
    """Tell whether a used or compared method can be what ran: a system with a name, or the subject of a study.

    "Our network, trained with dropout, runs on a Raspberry Pi" tests no dropout there.
    """
    if method.optional:
        return False
    return not proposed or any(c.isupper() or c.isdigit() for c in method.name[1:])


def _method_edge(
    method: Entity, concept: Concept, predicate: str, value: Entity, value_concept: Concept, words: Mention
) -> Edge:
    return Edge(
        concept.iri,
        predicate,
        value_concept.iri,
        words,
        method.confidence * value.confidence,
        value.extractor,
        method.optional or value.optional,
    )


class _Places:
    """Tells which sentence of a text holds a mention."""

    def __init__(self, text: str) -> None:
        self._sentences = sentences(text)
        self._starts = [sentence.start for sentence in self._sentences]

    def _numbers(self, mentions: Iterable[Mention]) -> set[int]:
        return {max(bisect_right(self._starts, mention.start) - 1, 0) for mention in mentions}

    def shared(self, one: Entity, other: Entity) -> Mention | None:
        """Return a sentence that names both: the other's evidence if that does, else the first that does."""
        both = self._numbers(one.mentions) & self._numbers(other.mentions)
        if not both:
            return None
        if other.evidence is not None and self._numbers([other.evidence]) & both:
            return other.evidence
        return self._sentences[min(both)]


def _result_edges(linked: LinkedPaper, names: Names) -> Iterator[Edge]:
    paper = paper_iri(linked.paper.id)
    for number, result in enumerate(linked.extraction.results, start=1):
        if result.evidence is None:
            continue
        result_node = result_iri(paper, number)
        yield Edge(paper, "hasResult", result_node, result.evidence, result.confidence, result.extractor)
        yield from _edges_of_result(result, result.evidence, names)


def _edges_of_result(result: Result, words: Mention, names: Names) -> Iterator[Edge]:
    """Yield what a number says of its method: that it ran on the hardware, on the dataset, and for the task."""
    method = names.entity(result.method, Kind.METHOD)
    if method is None or _role(method[0]) is Role.MENTIONED:
        return
    for predicate, value in (
        ("testedOn", names.entity(result.hardware, Kind.HARDWARE)),
        ("evaluatedOn", names.entity(result.dataset, Kind.DATASET)),
        ("appliedTo", names.entity(result.task, Kind.TASK)),
    ):
        if value is not None:
            optional = method[0].optional or value[0].optional
            yield Edge(method[1].iri, predicate, value[1].iri, words, result.confidence, result.extractor, optional)


def _report_edges(linked: LinkedPaper, names: Names) -> list[Edge]:
    """Return the edges of a report of benchmark results, each with the first row that says so.

    What ran on a chip ran on the board or system that the chip is on, and the other way round.
    """
    paper = paper_iri(linked.paper.id)
    found = {(edge.subject, edge.predicate, edge.value): edge for edge in _paper_edges(linked)}
    together = _together(linked, names)
    trained = {entity.name for entity in linked.extraction.of(Kind.DATASET) if entity.role is Role.TRAINED}
    subjects = set()
    for number, result in enumerate(linked.extraction.results, start=1):
        words, subject = result.evidence, (result.method, result.dataset, result.hardware, result.task)
        if words is None:
            continue
        edge = Edge(paper, "hasResult", result_iri(paper, number), words, result.confidence, result.extractor)
        found[paper, edge.predicate, edge.value] = edge
        if subject not in subjects:
            subjects.add(subject)
            plain = replace(result, dataset=None) if result.dataset in trained else result
            others = (replace(plain, hardware=name) for name in together.get(result.hardware or "", ()))
            for said in (edge for one in (plain, *others) for edge in _edges_of_result(one, words, names)):
                found.setdefault((said.subject, said.predicate, said.value), said)
    return list(found.values())


def _together(linked: LinkedPaper, names: Names) -> dict[str, tuple[str, ...]]:
    """Return, for each hardware that a report tests on, what else it tests on that is on it or that it is on."""
    tested = {entity.name: entity for entity in linked.extraction.of(Kind.HARDWARE) if entity.role is Role.TESTED}
    joined: dict[str, dict[str, None]] = defaultdict(dict)
    for name, entity in tested.items():
        inside = (names.entity(value, Kind.HARDWARE) for fact, value in entity.facts if fact == PROCESSOR)
        for processor in (found[0].name for found in inside if found):
            if processor in tested and processor != name:
                joined[name][processor] = joined[processor][name] = None
    return {name: tuple(others) for name, others in joined.items()}

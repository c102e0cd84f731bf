"""The nouns of the system: papers, what they mention, and what they report. Frozen and typed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "ROLES",
    "Comparison",
    "Concept",
    "Entity",
    "Evidence",
    "Extraction",
    "Kind",
    "LinkedPaper",
    "Mention",
    "Paper",
    "Result",
    "Role",
    "Source",
]


class Kind(StrEnum):
    """The five kinds of thing a paper speaks of; the value names it in IRIs and in the graph."""

    METHOD = "method"
    DATASET = "dataset"
    HARDWARE = "hardware"
    METRIC = "metric"
    TASK = "task"

    @property
    def plural(self) -> str:
        """The key under which a paper's JSON object lists entities of this kind."""
        return "hardware" if self is Kind.HARDWARE else f"{self.value}s"


class Role(StrEnum):
    """What an entity is to the paper. `ROLES` says which roles a kind can have."""

    PROPOSED = "proposed"
    USED = "used"
    COMPARED = "compared"
    EVALUATED = "evaluated"
    TRAINED = "trained"
    INTRODUCED = "introduced"
    TESTED = "tested"
    TARGET = "target"
    MENTIONED = "mentioned"


ROLES: dict[Kind, tuple[Role, ...]] = {
    Kind.METHOD: (Role.PROPOSED, Role.USED, Role.COMPARED, Role.MENTIONED),
    Kind.DATASET: (Role.EVALUATED, Role.TRAINED, Role.INTRODUCED, Role.MENTIONED),
    Kind.HARDWARE: (Role.TESTED, Role.TARGET, Role.MENTIONED),
    Kind.METRIC: (),
    Kind.TASK: (),
}
"""The roles that an entity of each kind can have, strongest first; metrics and tasks have none."""


class Comparison(StrEnum):
    """How a result's number is meant."""

    ABSOLUTE = "absolute"
    IMPROVEMENT = "improvement"
    REDUCTION = "reduction"
    CONSTRAINT = "constraint"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a paper was read.

    Attributes
    ----------
    file
        The path as the user gave it (`-` for standard input; `archive.gz` for a compressed file).
    line
        The 1-based line on which the paper's record starts.
    format
        Name of the reader that read it.
    sha256
        Hex digest of the file's bytes as they lie on disk.
    """

    file: str
    line: int
    format: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a paper's text: `paper.text[start:end] == text`."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text):
            raise ValueError(f"mention {self.text!r} does not fit offsets {self.start}-{self.end}")


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing with one identity across papers, from the vocabulary or minted.

    Attributes
    ----------
    iri
        Full IRI, `https://w3id.org/paperkg/id/<kind>/<slug>`.
    kind
        What it is.
    label
        The preferred name.
    aliases
        Other names, without the label.
    broader
        IRIs of the directly broader concepts.
    minted
        True for a name that no vocabulary holds.
    facts
        What is known of a minted thing, as in `Entity.facts`, but with the IRI of what a fact names.
    """

    iri: str
    kind: Kind
    label: str
    aliases: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    minted: bool = False
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing a paper speaks of, with every place where it does.

    Attributes
    ----------
    kind, name
        What it is, and its best surface form in this text.
    aliases
        The other surface forms in this text.
    role
        What it is to the paper; None for metrics and tasks.
    mentions
        Where the text names it, in text order.
    evidence
        The sentence that decided the role, or the first that names it; None only before roles are decided.
    confidence
        0 to 1.
    optional
        True where a reasonable reader could leave it out.
    extractor
        Name of the component that found it ("curated" for hand-made annotations).
    concept
        IRI of the vocabulary concept it matched, or None.
    facts
        What the source states of the thing itself, as pairs of a property's local name and its value:
        `("ramBytes", "327680")`. The value of "hasProcessor" is the name of another hardware entity of the extraction.
    """

    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    role: Role | None = None
    mentions: tuple[Mention, ...] = ()
    evidence: Mention | None = None
    confidence: float = 1.0
    optional: bool = False
    extractor: str = ""
    concept: str | None = None
    facts: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.role is not None and self.role not in ROLES[self.kind]:
            raise ValueError(f"{self.kind.value} {self.name!r} cannot have the role {self.role.value!r}")


@dataclass(frozen=True, slots=True)
class Result:
    """One number that a paper reports.

    `method`, `metric`, `dataset`, `hardware`, `baseline` and `task` are names of entities of the same extraction
    (`Entity.name`), or None where the text does not say.

    Attributes
    ----------
    value
        The number as written, without thousands separators: "73.62"; "4-8" for a range.
    unit
        "%", "x", "ms", "KB", … or "".
    evidence
        The shortest stretch with the number and the metric.
    setting
        What else tells this measurement from others: "Offline; 8 accelerators; TensorRT 8.4.0".
    """

    value: str
    unit: str
    comparison: Comparison
    metric: str | None = None
    method: str | None = None
    dataset: str | None = None
    hardware: str | None = None
    baseline: str | None = None
    evidence: Mention | None = None
    confidence: float = 1.0
    extractor: str = ""
    task: str | None = None
    setting: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one paper."""

    paper: str
    entities: tuple[Entity, ...] = ()
    results: tuple[Result, ...] = ()

    def of(self, kind: Kind) -> tuple[Entity, ...]:
        """Return the entities of one kind, in order."""
        return tuple(e for e in self.entities if e.kind is kind)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it was read.

    Attributes
    ----------
    id
        The source's identifier, or one made from the title (from the abstract where there is none).
    title, abstract
        Unwrapped text; the title is "" where the source has none.
    date
        ISO date, year-month or year as far as known, else None.
    authors
        Names as written.
    sources
        Every place where the paper was read, in reading order.
    curated
        What the source itself states of the paper's content (hand-made annotations, the rows of a benchmark table); it
        is taken as it stands.
    benchmark
        For a report of measured benchmark results, which is read like a paper but is none, the suite that it is part
        of: "MLPerf Tiny v1.1". "" for papers.
    """

    id: str
    title: str
    abstract: str
    date: str | None = None
    authors: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    curated: Extraction | None = None
    benchmark: str = ""

    @property
    def text(self) -> str:
        """Title, newline, abstract: what all offsets count in."""
        return f"{self.title}\n{self.abstract}"


@dataclass(frozen=True, slots=True)
class LinkedPaper:
    """A paper whose entities have identities.

    Attributes
    ----------
    paper
        The paper.
    extraction
        What was found in it; no two entities are the same thing.
    concepts
        The identity of `extraction.entities[i]` at index i.
    shared
        At index i, those names of that entity that are names of other things, too, in this paper or in others.
    replaced
        IRIs that an entity would have by its name alone, with the IRI that it has.
    """

    paper: Paper
    extraction: Extraction
    concepts: tuple[Concept, ...]
    shared: tuple[tuple[str, ...], ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that prove an edge: `text[start:end] == quote` in the text of `paper`."""

    paper: str
    quote: str
    start: int
    end: int
    confidence: float = 1.0
    extractor: str = ""

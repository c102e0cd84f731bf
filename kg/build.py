"""From files to a graph: read, extract, link, write, publish; a second time only what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import GraphError, SourceError
from kg.graph.curation import Given, Said, in_force
from kg.model import Extraction, Paper

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.graph.cache import Remembered
    from kg.graph.writing import Builder
    from kg.model import LinkedPaper
    from kg.vocabulary import Vocabulary

__all__ = ["BuildReport", "build", "renew"]

Progress = Callable[[int, int, str], None]
"""Called with how many papers are done, of how many, and what is being done."""

_FRESH_SHARE = 0.5
"""Above this share of replaced graphs, writing all from nothing is as quick as replacing them, and smaller on disk."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes
    ----------
    graph
        The graph's directory.
    papers
        How many papers the graph holds now.
    read
        How many papers the input held, copies counted once.
    copies
        How many further copies of them the input held.
    kept
        How many papers of the graph were not in the input and stay.
    dropped
        How many papers of the graph are gone: pruned, or found to be copies of others.
    extracted
        How many papers went through the extractor.
    curated
        How many papers brought hand-made annotations instead.
    added, rewritten
        How many papers' graphs are new, and how many old ones were written anew.
    published
        False where nothing had changed and the graph was left as it was.
    """

    graph: Path
    papers: int
    read: int
    copies: int
    kept: int
    dropped: int
    extracted: int
    curated: int
    added: int
    rewritten: int
    published: bool

    def __str__(self) -> str:
        changes = (
            f"{self.added} new, {self.rewritten} changed, {self.dropped} dropped" if self.published else "unchanged"
        )
        return (
            f"{self.graph}: {self.papers} papers ({changes}); "
            f"{self.read} read, {self.extracted} extracted, {self.kept} kept from before"
        )

    def to_json(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        return {**asdict(self), "graph": str(self.graph)}


@dataclass(frozen=True, slots=True)
class _Before:
    """The state that a build starts from: what made it, what was said of names, and its papers by identifier."""

    made_by: Mapping[str, str]
    said: str
    papers: Mapping[str, Remembered]


@dataclass(frozen=True, slots=True)
class _Changes:
    """How the next generation differs from the last; `digests` are those of all papers' graphs, by identifier."""

    digests: Mapping[str, str]
    added: Sequence[LinkedPaper]
    rewritten: Sequence[LinkedPaper]
    dropped: Sequence[str]


def build(
    inputs: Iterable[str | Path],
    graph: str | Path,
    *,
    prune: bool = False,
    curation: str | Path | None = None,
    on_error: Callable[[SourceError], None] | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Read papers, find out what they did, and put it into a graph on disk.

    The graph is the same, triple for triple, whether it came about in one build or in several, and in whatever order
    the papers were read; only where two copies of one paper differ, the one that was read first counts. A file that is
    read again replaces what it said before. Until a build has ended well, readers see the graph as it was: a build
    that fails or is killed changes nothing.

    Parameters
    ----------
    inputs
        Files, directories, or "-" for standard input.
    graph
        The graph's directory; it is created where there is none.
    prune
        Drop the papers of the graph that the inputs do not hold. By default they stay.
    curation
        File that says which names are one thing and which are two (`kg.curation`). It counts beside what
        `kg.merge.merge` was told, in this build and in later ones, until a build is given another.
    on_error
        Called with each part of the input that cannot be read, which costs nothing else, and with each name in
        `curation` that nothing bears; by default the first such error is raised.
    progress
        Called as the build goes on.

    Raises
    ------
    GraphError
        If the inputs hold no paper, something else is at that place, it cannot be written, or another build is running.
    SourceError
        For the first part of the input that cannot be read, unless there is `on_error`.
    CurationError
        If what was said of names contradicts itself, or its file cannot be read.
    """
    from kg.graph.writing import building, check_target
    from kg.sources import read as read_papers

    graph = Path(graph)
    check_target(graph)
    given = None if curation is None else Given.from_file(Path(curation))
    read = read_papers(inputs, on_error=on_error)
    if not read:
        raise GraphError(f"{graph}: the input holds no paper, so nothing was built; kg papers shows what is read")
    with building(graph) as builder:
        return renew(builder, read, prune=prune, given=given, on_error=on_error, progress=progress)


def renew(
    builder: Builder,
    read: Sequence[Paper] = (),
    *,
    prune: bool = False,
    given: Given | None = None,
    on_error: Callable[[SourceError], None] | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring a graph up to date with papers, with what was said of names, and with this program.

    Parameters
    ----------
    builder
        The graph, locked.
    read
        Papers to add.
    prune, on_error, progress
        As for `build`.
    given
        The curation file that counts from now on; the one of the last build by default.
    """
    from kg.collection import equal, together
    from kg.extract import VERSION
    from kg.link import link
    from kg.vocabulary import load, version

    progress = progress or _silent
    before = _before(builder)
    papers, kept = together(read, () if prune else _papers(before), on_error)
    made_by = _made_by(VERSION, version())
    said = in_force(builder.path, given)
    made_alike = builder.current is not None and before.made_by == made_by and before.said == said.curation.digest
    if made_alike and equal(papers, _papers(before)):
        return _report(builder.path, papers, read, kept)
    known = load()
    made_by = _made_by(VERSION, known.version)
    found, extracted = _extractions(papers, before, made_by, progress)
    linked = link(zip(papers, found, strict=True), known, said.curation)
    if given is not None:
        given.report_unknown(linked, known, on_error)
    changes = _changes(linked, before, made_by)
    _publish(builder, linked, found, changes, before, made_by, said, known, progress)
    return _report(builder.path, papers, read, kept, extracted, changes)


def _silent(done: int, total: int, what: str) -> None:
    """Show nothing."""


def _before(builder: Builder) -> _Before:
    """Return what the last build has left; what another version of this program wrote is made anew."""
    from kg.graph import cache
    from kg.graph.store import read_manifest

    if builder.current is None:
        return _Before({}, "", {})
    manifest = read_manifest(builder.path, builder.current)
    papers = {entry.paper.id: entry for entry in cache.read(builder.current.papers)}
    return _Before(manifest.get("made_by", {}), manifest.get("said", ""), papers)


def _papers(before: _Before) -> list[Paper]:
    return [entry.paper for entry in before.papers.values()]


def _made_by(extractor: str, vocabulary: str) -> dict[str, str]:
    """Return the versions of all that makes graphs: where one changes, so may every graph."""
    from kg import __version__
    from kg.graph.ontology import ontology_digest
    from kg.graph.triples import SHAPE
    from kg.link import VERSION as LINKER
    from kg.vocabulary import ontology_path

    return {
        "program": __version__,
        "extractor": extractor,
        "vocabulary": vocabulary,
        "linker": LINKER,
        "ontology": ontology_digest(ontology_path() / "kg.ttl"),
        "shape": SHAPE,
    }


def _extractions(
    papers: Sequence[Paper], before: _Before, made_by: Mapping[str, str], progress: Progress
) -> tuple[list[Extraction], int]:
    """Return what is in each paper, and how many went through the extractor: those whose text or extractor is new."""
    from kg.extract import extract
    from kg.graph.cache import settled

    same = all(before.made_by.get(name) == made_by[name] for name in ("program", "extractor", "vocabulary"))
    by_text = {entry.paper.text: entry for entry in before.papers.values() if not entry.paper.curated} if same else {}
    todo = [paper for paper in papers if paper.curated is None and paper.text not in by_text]
    fresh = iter(extract(todo))
    found: list[Extraction] = []
    done = 0
    for paper in papers:
        if paper.curated is not None:
            found.append(settled(paper.curated, paper))
        elif paper.text in by_text:
            found.append(replace(by_text[paper.text].extraction, paper=paper.id))
        else:
            found.append(settled(next(fresh), paper))
            done += 1
            progress(done, len(todo), "extracting")
    return found, len(todo)


def _changes(linked: Sequence[LinkedPaper], before: _Before, made_by: Mapping[str, str]) -> _Changes:
    from kg.graph.cache import digest

    digests = {one.paper.id: digest(one, made_by) for one in linked}
    old = {identifier: entry.digest for identifier, entry in before.papers.items()}
    return _Changes(
        digests=digests,
        added=[one for one in linked if one.paper.id not in old],
        rewritten=[one for one in linked if old.get(one.paper.id, digests[one.paper.id]) != digests[one.paper.id]],
        dropped=[identifier for identifier in old if identifier not in digests],
    )


def _publish(
    builder: Builder,
    linked: Sequence[LinkedPaper],
    found: Sequence[Extraction],
    changes: _Changes,
    before: _Before,
    made_by: Mapping[str, str],
    said: Said,
    vocabulary: Vocabulary,
    progress: Progress,
) -> None:
    """Write the next generation: a copy of the last with the changed graphs replaced, or all of it from nothing."""
    from kg.graph import cache
    from kg.graph.iris import graph_iri, paper_iri

    replaced = [*(one.paper.id for one in changes.rewritten), *changes.dropped]
    empty = builder.current is None or before.made_by != made_by or len(replaced) > _FRESH_SHARE * len(before.papers)
    draft = builder.begin(empty=empty)
    written = linked if empty else [*changes.added, *changes.rewritten]
    removed = () if empty else [graph_iri(paper_iri(identifier)) for identifier in replaced]
    draft.change(removed, _quads(written, made_by, vocabulary if empty else None, progress))
    draft.expect_graphs(len(linked))
    records = (
        cache.line(one.paper, extraction, changes.digests[one.paper.id])
        for one, extraction in zip(linked, found, strict=True)
    )
    counts = {"papers": len(linked), "quads": len(draft.store)}
    builder.publish(draft, records, {"made_by": made_by, **counts, **said.to_manifest()})


def _quads(
    written: Sequence[LinkedPaper], made_by: Mapping[str, str], vocabulary: Vocabulary | None, progress: Progress
) -> Iterator[Quad]:
    from kg.graph.ontology import ontology_quads, vocabulary_quads
    from kg.graph.triples import Versions, paper_quads
    from kg.vocabulary import ontology_path

    if vocabulary is not None:
        yield from ontology_quads(ontology_path() / "kg.ttl")
        yield from vocabulary_quads(vocabulary.directory)
    versions = Versions(made_by["extractor"], made_by["vocabulary"])
    for number, one in enumerate(written, start=1):
        yield from paper_quads(one, versions)
        progress(number, len(written), "writing")


def _report(
    graph: Path,
    papers: Sequence[Paper],
    read: Sequence[Paper],
    kept: int,
    extracted: int = 0,
    changes: _Changes | None = None,
) -> BuildReport:
    return BuildReport(
        graph=graph,
        papers=len(papers),
        read=len(read),
        copies=sum(len(paper.sources) for paper in read) - len(read),
        kept=kept,
        dropped=len(changes.dropped) if changes else 0,
        extracted=extracted,
        curated=sum(1 for paper in papers if paper.curated is not None),
        added=len(changes.added) if changes else 0,
        rewritten=len(changes.rewritten) if changes else 0,
        published=changes is not None,
    )

"""The Python face: the verbs of the command line as functions, and a graph as an object. No logic of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import SourceError

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox
    import rdflib

    from kg.curation import Statement
    from kg.graph.check import Report
    from kg.merge import MergeReport
    from kg.model import LinkedPaper, Paper
    from kg.query.answer import Answer
    from kg.query.duplicates import Duplicates
    from kg.query.table import Table

__all__ = ["Graph", "build", "extract", "open", "read"]

OnError = Callable[[SourceError], None]


def read(inputs: Iterable[str | Path] | str | Path, *, on_error: OnError | None = None) -> list[Paper]:
    """Read papers from files and directories; copies of one paper are merged.

    Parameters
    ----------
    inputs
        Files, directories, or "-" for standard input.
    on_error
        Called for each file or record that cannot be read; by default the first one is raised.

    Raises
    ------
    SourceError
        If something cannot be read and `on_error` is None.
    """
    from kg import sources

    return sources.read(_several(inputs), on_error=on_error)


def extract(papers: Iterable[Paper]) -> list[LinkedPaper]:
    """Extract what papers did and give every entity its identity.

    Parameters
    ----------
    papers
        Papers as read.
    """
    from kg.extract import extract as run
    from kg.link import link
    from kg.vocabulary import load

    papers = list(papers)
    return link(zip(papers, run(papers), strict=True), load())


def build(
    inputs: Iterable[str | Path] | str | Path,
    graph: str | Path,
    *,
    prune: bool = False,
    curation: str | Path | None = None,
    on_error: OnError | None = None,
) -> Graph:
    """Read, extract, link and store papers; a graph that is there already is brought up to date.

    Parameters
    ----------
    inputs
        Files, directories, or "-" for standard input.
    graph
        Directory of the graph; made if it is not there.
    prune
        Drop papers of the graph that are no longer in the input.
    curation
        File that says which names are one thing and which are two (`kg.curation`); it counts from now on.
    on_error
        Called for each file or record that cannot be read; by default the first one is raised.

    Raises
    ------
    SourceError
        If something cannot be read and `on_error` is None.
    GraphError
        If the directory is no graph, or someone else is building it.
    CurationError
        If what was said of names contradicts itself, or its file cannot be read.
    """
    from kg.build import build as run

    run(_several(inputs), Path(graph), prune=prune, curation=curation, on_error=on_error)
    return Graph(graph)


def open(path: str | Path) -> Graph:  # noqa: A001 - the verb that users expect beside `build`
    """Open a graph for reading.

    Raises
    ------
    GraphError
        If there is no graph at that path.
    """
    graph = Graph(path)
    graph.store  # noqa: B018 - a wrong path is told now, not at the first question
    return graph


def _several(inputs: Iterable[str | Path] | str | Path) -> list[str | Path]:
    return [inputs] if isinstance(inputs, str | Path) else list(inputs)


class Graph:
    """A knowledge graph on disk, opened for reading without a lock.

    Parameters
    ----------
    path
        Directory that `build` made.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def __repr__(self) -> str:
        return f"Graph({str(self.path)!r})"

    @cached_property
    def store(self) -> ox.Store:
        """The Oxigraph store, read-only."""
        from kg.graph.store import open_store

        return open_store(self.path)

    @property
    def dataset(self) -> rdflib.Dataset:
        """The graph as an rdflib dataset whose default graph is the union of all."""
        from kg.graph.store import open_dataset

        return open_dataset(self.path)

    def ask(self, question: str) -> Answer:
        """Answer an English question, with evidence."""
        from kg.query.ask import ask

        return ask(self.store, question)

    def sparql(self, query: str) -> Any:
        """Run a read-only SPARQL query; the graph's prefixes are predeclared.

        Returns
        -------
        Table, bool or Triples
            For SELECT, ASK, and CONSTRUCT or DESCRIBE.

        Raises
        ------
        QuestionError
            If the query is not SPARQL, or would write.
        """
        from kg.query.sparql import run

        return run(self.store, query)

    def results(self, **filters: str | None) -> Table:
        """Return measured results, filtered by `dataset`, `metric`, `hardware`, `method`, `task` or `comparison`."""
        from kg.query.results import table

        return table(self.store, **filters)

    def network(
        self,
        *,
        kinds: Collection[str] | None = None,
        around: str | None = None,
        depth: int = 1,
        hierarchy: bool = False,
        results: bool = False,
    ) -> nx.MultiDiGraph:
        """Return the graph, or the part around a name, as a networkx graph.

        Parameters
        ----------
        kinds
            Node kinds to keep ("paper", "method", …); all by default.
        around
            A name or IRI; only what lies within `depth` edges of it is returned.
        depth
            How many edges away from `around`.
        hierarchy
            Add `broader` edges.
        results
            Add a node for each result.

        Raises
        ------
        QuestionError
            If nothing in the graph has the name.
        """
        from kg.query.names import iri_of
        from kg.query.network import network

        centre = iri_of(self.store, around) if around else None
        return network(self.store, kinds=kinds, around=centre, depth=depth, hierarchy=hierarchy, results=results)

    def view(self, path: str | Path | None = None, *, title: str | None = None, **selection: Any) -> Any:
        """Write the interactive page, or return it for a notebook.

        Parameters
        ----------
        path
            The HTML file; None returns an object that a notebook shows.
        title
            The page's heading.
        **selection
            `kinds`, `around`, `depth` as for `network`.
        """
        from kg.render import page

        network = self.network(**selection)
        named = {"title": title} if title else {}
        if path is None:
            return page.display(network, **named)
        page.write(network, Path(path), **named)
        return None

    def export(self, path: str | Path) -> None:
        """Write the graph to a file; its ending tells the format.

        Raises
        ------
        UsageError
            If no format has that ending.
        """
        from kg.graph.export import export

        export(self.store, Path(path))

    def check(self) -> Report:
        """Validate the graph's shapes and compare every quote with its paper's text."""
        from kg.graph.check import check

        return check(self.path)

    def merge(self, *names: str, kind: str | None = None, apart: bool = False) -> MergeReport:
        """Say that names are one thing, or (`apart`) that each is a thing of its own, and link the graph anew.

        Parameters
        ----------
        *names
            Two or more names or IRIs; the first is the label where none is in the vocabulary.
        kind
            "method", "dataset", "hardware", "metric" or "task"; needed where the names name things of several kinds.
        apart
            True to say that they are as many things as there are names.

        Raises
        ------
        CurationError
            If nothing bears a name, or several things do, or what was said before contradicts this.
        """
        from kg.merge import merge

        report = merge(self.path, names, kind=kind, apart=apart)
        self.__dict__.pop("store", None)
        return report

    def unmerge(self, *names: str, kind: str | None = None, apart: bool | None = None) -> MergeReport:
        """Take back what was said of names; without names, what was said last.

        Raises
        ------
        CurationError
            If nothing like that was said.
        """
        from kg.merge import undo

        report = undo(self.path, names, kind=kind, apart=apart)
        self.__dict__.pop("store", None)
        return report

    @property
    def curation(self) -> tuple[Statement, ...]:
        """All that was said of names, with file and line."""
        from kg.merge import said

        return said(self.path)

    def duplicates(self) -> Duplicates:
        """Return pairs of things that are likely one, the likeliest first, with why."""
        from kg.query.duplicates import duplicates

        return duplicates(self.store, self.curation, graph=self.path)

    def stats(self) -> Any:
        """Return counts per class and property, top entities and sources."""
        from kg.query.stats import stats

        return stats(self.store)

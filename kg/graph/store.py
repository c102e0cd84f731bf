"""A graph on disk as its readers see it: a directory whose published generation never changes.

    GRAPH/lock                          says that this is a graph; builders lock it
    GRAPH/current                       name of the published generation
    GRAPH/generations/NAME/store/       Oxigraph
    GRAPH/generations/NAME/extractions.jsonl.gz  the papers with what was found in them, for the next build
    GRAPH/generations/NAME/manifest.json

A build writes another generation and then replaces `current` in one step. Readers need no lock against that: they
keep the generation they opened, and say so with a shared lock on its manifest, so that builders let it be.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg.errors import GraphError
from kg.graph.locks import try_shared

if TYPE_CHECKING:
    from pyoxigraph import Store
    from rdflib import Dataset

__all__ = ["MARK", "Generation", "current", "is_graph", "manifest", "open_dataset", "open_store", "published"]

MARK = "paperkg graph 1\n"
"""What the file `lock` begins with: the form of the directory. Other directories are left alone."""

_ATTEMPTS = 20
"""How often a reader looks again when builds replace the generation under its hands; each takes a whole build."""

_held: dict[Path, IO[bytes]] = {}
"""Manifests of the generations that this process reads, open and locked: a store cannot say when it is closed."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete state of a graph.

    Attributes
    ----------
    path
        Its directory.
    """

    path: Path

    @property
    def store(self) -> Path:
        """Directory of the Oxigraph store."""
        return self.path / "store"

    @property
    def papers(self) -> Path:
        """File of the papers with what was found in them."""
        return self.path / "extractions.jsonl.gz"

    @property
    def manifest(self) -> Path:
        """File that says what made this state."""
        return self.path / "manifest.json"


def is_graph(path: Path) -> bool:
    """Tell whether a directory is a graph, be it one whose first build was cut off."""
    try:
        with (path / "lock").open(encoding="utf-8", errors="replace") as lock:
            return lock.readline() == MARK
    except OSError:
        return False


def current(path: Path) -> Generation | None:
    """Return a graph's published generation, or None where no build has finished yet.

    Raises
    ------
    GraphError
        If the directory is a graph and its generation is gone or misnamed.
    """
    try:
        name = (path / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path, error) from error
    if not name.isdigit():
        raise _damaged(path, "the file current names no generation")
    return Generation(path / "generations" / name)


def manifest(path: str | Path) -> Mapping[str, Any]:
    """Return what a graph's published generation says of itself: versions and counts.

    Raises
    ------
    GraphError
        If there is no graph, or it is damaged.
    """
    path = Path(path)
    generation = _hold(path)
    return read_manifest(path, generation)


def read_manifest(path: Path, generation: Generation) -> dict[str, Any]:
    """Return the manifest of one generation of the graph at a path."""
    try:
        content = json.loads(generation.manifest.read_bytes())
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error
    if not isinstance(content, dict):
        raise _damaged(path, "the manifest is no object")
    return content


def open_store(path: str | Path) -> Store:
    """Open a graph for reading; it stays as it is now, whatever is built meanwhile.

    Ask it with `store.query(text, use_default_graph_as_union=True)`.

    Raises
    ------
    GraphError
        If there is no graph, or it is damaged.
    """
    from pyoxigraph import Store

    path = Path(path)
    generation = _hold(path)
    try:
        return Store.read_only(str(generation.store))
    except OSError as error:
        raise _damaged(path, error) from error


def open_dataset(path: str | Path) -> Dataset:
    """Open a graph for reading as an rdflib dataset whose default graph is the union of all graphs.

    Give SPARQL as text (`dataset.query("SELECT …")`): Oxigraph answers it, where rdflib's own engine would answer
    prepared queries, many times slower.

    Raises
    ------
    GraphError
        If there is no graph, or it is damaged.
    """
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    from kg.graph.iris import PREFIXES

    dataset = Dataset(store=OxigraphStore(store=open_store(path)), default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    return dataset


def _hold(path: Path) -> Generation:
    """Return the published generation and keep builders from removing it as long as this process lives."""
    for _ in range(_ATTEMPTS):
        generation = published(path)
        key = generation.path.resolve()
        if key in _held and generation.manifest.exists():
            return generation
        try:
            file = generation.manifest.open("rb")
        except FileNotFoundError:
            continue
        except OSError as error:
            raise _damaged(path, error) from error
        if try_shared(file) and generation.manifest.exists():
            _held[key] = file
            return generation
        file.close()
    raise _damaged(path, "the generation that the file current names is not there")


def published(path: Path) -> Generation:
    """Return a graph's published generation.

    Raises
    ------
    GraphError
        If there is none.
    """
    if not path.exists():
        raise GraphError(f"{path}: there is no graph here; make one with: kg build INPUT… -o {path}")
    if not path.is_dir() or not is_graph(path):
        raise GraphError(f"{path}: this is no graph directory; name one that kg build -o has made")
    generation = current(path)
    if generation is None:
        raise GraphError(f"{path}: the first build of this graph did not finish; run kg build again")
    return generation


def _damaged(path: Path, reason: object) -> GraphError:
    return GraphError(f"{path}: the graph is damaged ({reason}); remove the directory and build it again")

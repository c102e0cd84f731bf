"""A graph on disk as its builder sees it: one builder at a time, a draft of the next generation, one atomic switch."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg.errors import GraphError
from kg.graph.iris import ONTOLOGY_GRAPH, VOCABULARY_GRAPH
from kg.graph.locks import try_exclusive
from kg.graph.store import MARK, Generation, current, is_graph

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

__all__ = ["Builder", "Draft", "atomic_file", "building", "check_target"]

_GONE = ".gone"
"""Ending of a generation that is being removed."""


def check_target(path: Path) -> None:
    """Make sure that a graph may be built at a path: it is a graph, an empty directory, or nothing yet.

    Raises
    ------
    GraphError
        If something else is there.
    """
    if not path.exists() and not path.is_symlink():
        return
    if not path.is_dir():
        raise GraphError(f"{path}: there is a file of this name; name a directory for the graph")
    try:
        names = {entry.name for entry in path.iterdir()}
        unfinished = names <= {"lock"} and not any(entry.stat().st_size for entry in path.iterdir())
    except OSError as error:
        raise _cannot_write(path, error) from error
    if not unfinished and not is_graph(path):
        raise GraphError(
            f"{path}: this directory holds other things and is no graph; it is left alone. "
            "Name a new or an empty directory for the graph"
        )


@contextmanager
def building(path: Path) -> Iterator[Builder]:
    """Lock a graph for building, create it where there is none, and clear away what killed builds have left.

    A graph that this has created and for which nothing was published is removed again.

    Raises
    ------
    GraphError
        If another build is running there, something else is there, or the place cannot be written.
    """
    check_target(path)
    created = not path.exists()
    with _reported(path):
        path.mkdir(parents=True, exist_ok=True)
        lock = (path / "lock").open("a+", encoding="utf-8")
    with lock:
        if not try_exclusive(lock):
            raise GraphError(f"{path}: another build of this graph is running; wait until it has ended")
        with _reported(path):
            _mark(lock)
            (path / "generations").mkdir(exist_ok=True)
        builder = Builder(path)
        try:
            with _reported(path):
                builder.clear()
            yield builder
        finally:
            builder.discard()
            if created and not (path / "current").exists():
                shutil.rmtree(path, ignore_errors=True)


def _mark(lock: IO[str]) -> None:
    lock.seek(0)
    if lock.read() != MARK:
        lock.truncate(0)
        lock.write(MARK)
        lock.flush()
        os.fsync(lock.fileno())


class Builder:
    """What may be done to a graph while its lock is held; `building` makes one.

    Attributes
    ----------
    path
        The graph's directory.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._draft: Draft | None = None

    @property
    def current(self) -> Generation | None:
        """The published generation."""
        return current(self.path)

    def begin(self, *, empty: bool) -> Draft:
        """Start the next generation.

        Parameters
        ----------
        empty
            True to start from nothing, False to start from a copy of the published one. The copy shares its files.
        """
        base = None if empty else self.current
        numbers = [int(entry.name) for entry in (self.path / "generations").iterdir() if entry.name.isdigit()]
        generation = Generation(self.path / "generations" / f"{max(numbers, default=0) + 1:06}")
        with _reported(self.path):
            generation.path.mkdir()
            self._draft = Draft(self.path, generation, base)
        return self._draft

    def publish(self, draft: Draft, records: Iterable[bytes], content: Mapping[str, Any]) -> None:
        """Complete a draft with its records and manifest, and make it what readers open from now on.

        Parameters
        ----------
        draft
            The generation that `begin` has started.
        records
            The lines of the papers' file.
        content
            The manifest.
        """
        with _reported(self.path):
            draft.finish(records, content)
            with atomic_file(self.path / "current") as file:
                file.write(f"{draft.generation.path.name}\n".encode())
            self._draft = None
            self.clear()

    def discard(self) -> None:
        """Drop the draft, if there is one."""
        if self._draft is not None:
            self._draft.close()
            shutil.rmtree(self._draft.generation.path, ignore_errors=True)
            self._draft = None

    def clear(self) -> None:
        """Remove every generation but the published one and those that somebody is reading."""
        (self.path / "current.tmp").unlink(missing_ok=True)
        keep = self.current
        for entry in sorted((self.path / "generations").iterdir()):
            if keep is None or entry.name != keep.path.name:
                _remove(entry)


class Draft:
    """A generation that nobody reads yet.

    Attributes
    ----------
    generation
        Where it is.
    """

    def __init__(self, path: Path, generation: Generation, base: Generation | None) -> None:
        from pyoxigraph import Store

        self.generation = generation
        self._path = path
        if base is not None:
            Store.read_only(str(base.store)).backup(str(generation.store))
        self._store: Store | None = Store(str(generation.store))

    @property
    def store(self) -> Store:
        """The store, until the draft is finished."""
        if self._store is None:
            raise GraphError(f"{self._path}: this generation is finished")
        return self._store

    def change(self, removed: Iterable[str], added: Iterable[Quad]) -> None:
        """Remove named graphs and add quads.

        Parameters
        ----------
        removed
            IRIs of the graphs.
        added
            The quads; they are taken one by one, so a generator keeps memory low.
        """
        from pyoxigraph import NamedNode

        with _reported(self._path):
            for iri in removed:
                self.store.remove_graph(NamedNode(iri))
            self.store.bulk_extend(added)

    def expect_graphs(self, papers: int) -> None:
        """Make sure that there is one graph for each paper, and those of the vocabulary and the ontology, and no other.

        Raises
        ------
        GraphError
            If not: the copy this was made from was damaged.
        """
        own = {ONTOLOGY_GRAPH, VOCABULARY_GRAPH}
        names = {str(name.value) for name in self.store.named_graphs()}
        if len(names - own) != papers or not own <= names:
            raise GraphError(
                f"{self._path}: the new graph would hold {len(names - own)} papers where it should hold {papers}; "
                "the graph is left as it was. Remove the directory and build it again"
            )

    def finish(self, records: Iterable[bytes], content: Mapping[str, Any]) -> None:
        """Write everything to the disk and close the store."""
        import gzip

        with atomic_file(self.generation.papers) as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
            packed.writelines(records)
        with atomic_file(self.generation.manifest) as file:
            file.write(json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n")
        self.store.flush()
        self.close()
        _sync_directory(self.generation.store)
        _sync_directory(self.generation.path.parent)

    def close(self) -> None:
        """Let go of the store's files."""
        self._store = None


@contextmanager
def atomic_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing that takes its place, whole, when the block ends, or never."""
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_directory(path.parent)


def _sync_directory(path: Path) -> None:
    """Make new names in a directory outlast a power cut, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(directory: Path) -> None:
    """Remove a generation unless somebody reads it; renamed first, so that half a generation never bears its name."""
    try:
        with (directory / "manifest.json").open("rb") as file:
            if not try_exclusive(file):
                return
            directory = directory.rename(directory.with_name(directory.name.removesuffix(_GONE) + _GONE))
    except FileNotFoundError:
        pass
    except OSError:
        return
    shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: OSError) -> GraphError:
    return GraphError(f"{path}: the graph cannot be written there ({error.strerror or error}); choose another place")

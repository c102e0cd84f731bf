"""A graph as a file: each module of this package writes one family of formats, and joins by being here.

A module joins by a mapping `WRITERS` from file endings to functions that write a store into an open binary file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import IO, TYPE_CHECKING

from kg.errors import GraphError, UsageError

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["Writer", "export", "writers"]

Writer = Callable[["Store", IO[bytes]], None]
"""Writes a whole graph into an open binary file."""


def writers() -> Mapping[str, Writer]:
    """Return every known file ending, in alphabetical order, with what writes it.

    >>> list(writers())
    ['.csv', '.gexf', '.graphml', '.jsonld', '.nq', '.parquet', '.trig', '.ttl']
    """
    found: dict[str, Writer] = {}
    for module in iter_modules(__path__):
        found.update(import_module(f"{__name__}.{module.name}").WRITERS)
    return dict(sorted(found.items()))


def export(store: Store, path: str | Path) -> None:
    """Write a graph to a file in the format of the file's ending; equal graphs give equal bytes.

    The file takes its place when it is complete; until then, one that was there stays.

    Raises
    ------
    UsageError
        If no format has that ending.
    GraphError
        If the file cannot be written, or the format needs a package that is not installed.
    """
    from kg.graph.writing import atomic_file

    path = Path(path)
    write = writers().get(path.suffix.lower())
    if write is None:
        raise UsageError(f"{path}: no format has the ending {path.suffix!r}; there are {', '.join(writers())}")
    if path.is_dir():
        raise GraphError(f"{path}: this is a directory; name a file")
    try:
        with atomic_file(path) as file:
            write(store, file)
    except OSError as error:
        raise GraphError(f"{path}: cannot be written ({error.strerror or error}); choose another place") from error

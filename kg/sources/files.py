"""From what the user names to texts: directories, standard input, pipes, and archives in archives."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from kg.errors import SourceError
from kg.sources.document import TextDocument
from kg.sources.stream import DAMAGE, MAX_LAYERS, Health, Stream, unpacked

__all__ = ["documents"]

SPOOL = 1 << 26
"""Bytes of standard input, or of an archive in an archive, that are held in memory rather than in a temporary file."""

BLOCK = 1 << 18
"""Bytes copied at once."""

STDIN = "-"

ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")

GRAPH_MARK = b"paperkg graph"
"""How the lock file of a graph begins."""

Report = Callable[[SourceError], None]


def documents(source: str | Path, report: Report) -> Iterator[TextDocument]:
    """Yield the texts in a file, a directory (recursively, sorted, without hidden files) or, for "-", standard input.

    What cannot be opened is reported and costs nothing else.
    """
    name = str(source)
    if not name or name == STDIN or not _is_directory(name):
        names = [name]
    else:
        names = [str(path) for path in _files_below(Path(name), set(), report)]
        if not names:
            report(SourceError("the directory holds no files that can be read", _shown(name)))
    for file in names:
        try:
            place, handle = _opened(file)
        except (OSError, ValueError) as error:
            report(SourceError(_reason(error), _shown(file)))
            continue
        with handle:
            yield from _texts_in(place, handle, report)


def _is_directory(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def _files_below(directory: Path, seen: set[Path], report: Report) -> Iterator[Path]:
    """Yield the files below a directory; each directory once, so that links cannot lead in circles."""
    try:
        real = directory.resolve()
        entries = sorted(directory.iterdir(), key=lambda path: path.name)
    except OSError as error:
        report(SourceError(_reason(error), _shown(str(directory))))
        return
    if real in seen or _is_graph(directory):
        return
    seen.add(real)
    for path in entries:
        if path.name.startswith("."):
            continue
        if _is_directory(str(path)):
            yield from _files_below(path, seen, report)
        elif path.is_file() or not path.exists():
            yield path


def _is_graph(directory: Path) -> bool:
    """Tell whether a directory is a graph that was built beside the papers: it holds none of its own."""
    try:
        with (directory / "lock").open("rb") as lock:
            return lock.read(len(GRAPH_MARK)) == GRAPH_MARK
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text lies: the name of the file or archive member, and what is known of the file on disk."""

    name: str
    sha256: str
    health: Health
    depth: int = 0


def _opened(name: str) -> tuple[_Place, IO[bytes]]:
    """Open a file; what can be read only once (a pipe, standard input) is copied first."""
    if not name:
        raise FileNotFoundError
    if name == STDIN or not Path(name).is_file():
        handle: IO[bytes] = tempfile.SpooledTemporaryFile(SPOOL)  # noqa: SIM115 (the caller closes it)
        with nullcontext(sys.stdin.buffer) if name == STDIN else Path(name).open("rb") as source:
            _copy(source, handle)
    else:
        handle = Path(name).open("rb")  # noqa: SIM115 (the caller closes it)
    digest, size = hashlib.sha256(), 0
    while chunk := handle.read(BLOCK):
        digest.update(chunk)
        size += len(chunk)
    handle.seek(0)
    return _Place(_shown(name), digest.hexdigest(), Health.of_size(size)), handle


def _texts_in(place: _Place, handle: IO[bytes], report: Report) -> Iterator[TextDocument]:
    """Yield the text in a file or archive member, or the texts where it is an archive."""
    stream = unpacked(handle, place.health, counted=place.depth > 0)
    if not stream.head.startswith(ZIP_MARKS):
        yield TextDocument(place.name, place.sha256, stream)
    elif place.depth == 0 and not stream.counted:
        yield from _members(place, handle, report)
    else:
        with tempfile.SpooledTemporaryFile(SPOOL) as spool:
            _copy(stream, spool)
            yield from _members(place, spool, report)


def _members(place: _Place, handle: IO[bytes], report: Report) -> Iterator[TextDocument]:
    try:
        archive = zipfile.ZipFile(handle)
        members = sorted(filter(_is_wanted, archive.infolist()), key=lambda info: info.filename)
    except DAMAGE as error:
        report(SourceError(f"the zip archive is damaged ({type(error).__name__}); fetch it again", place.name))
        return
    if objection := _objection(members, place.depth):
        report(SourceError(objection, place.name))
        return
    for info in members:
        inner = replace(place, name=_shown(f"{place.name}/{info.filename}"), depth=place.depth + 1)
        inner.health.failure = ""
        try:
            member = archive.open(info)
        except DAMAGE as error:
            what = "is encrypted" if "encrypted" in str(error) else f"is damaged ({type(error).__name__})"
            report(SourceError(f"{what}; unpack the archive first and give the unpacked file", inner.name))
            continue
        with member:
            yield from _texts_in(inner, member, report)


def _objection(members: list[zipfile.ZipInfo], depth: int) -> str:
    if depth >= MAX_LAYERS:
        return f"archives lie in each other more than {MAX_LAYERS} deep; unpack them first"
    if any(info.filename == "[Content_Types].xml" for info in members):
        return "is an office document; save it as text or CSV"
    return "" if members else "the zip archive holds no files"


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return not info.is_dir() and not any(part.startswith((".", "__MACOSX")) for part in parts)


def _copy(source: IO[bytes] | Stream, target: IO[bytes]) -> None:
    while chunk := source.read(BLOCK):
        target.write(chunk)
    target.seek(0)


def _shown(name: str) -> str:
    """Return a file name that can be printed, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", "replace")


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the name"
    if isinstance(error, PermissionError):
        return "may not be read; change its permissions"
    reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "not a file name"
    return f"cannot be opened ({reason})"

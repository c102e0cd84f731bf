"""What a reader knows better: names that are one thing, and names that are two, in a plain file that people edit.

    one <tab> method <tab> fast tree merging <tab> FTM
    two <tab> hardware <tab> Nano <tab> Jetson Nano

Lines that begin with # are comments. The first name of a line `one` is the label, unless one of the names is in the
vocabulary: then all are that concept, and of two concepts the one that is named first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import CurationError
from kg.model import Kind

__all__ = ["HEADER", "NOTHING", "Curation", "Statement", "parse", "read", "with_statement", "without_lines"]

HEADER = """\
# Which names are one thing in this graph, and which are two. Every build reads this file; kg merge writes it.
# A line has, with a tab between them: one or two; method, dataset, hardware, metric or task; and the names.
# The first name of a line "one" is the label, unless one of the names is in the vocabulary.
"""
"""How a new file begins."""

_ONE, _TWO = "one", "two"
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Statement:
    """One line: that some names are one thing, or that no two of them are.

    Attributes
    ----------
    kind
        The kind of what the names name.
    names
        At least two, as people write them.
    one
        True for one thing, False for as many as there are names.
    file, line
        Where it stands; they do not count when statements are compared.
    """

    kind: Kind
    names: tuple[str, ...]
    one: bool
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def place(self) -> str:
        """File and line, for messages."""
        return f"{self.file}:{self.line}"

    def __str__(self) -> str:
        names = (" = " if self.one else " ≠ ").join(self.names)
        return f"{self.kind.value}: {names}"

    def to_json(self) -> dict[str, Any]:
        """Return the statement as a JSON object."""
        names = list(self.names)
        return {"file": self.file, "line": self.line, "one": self.one, "kind": self.kind.value, "names": names}

    def to_line(self) -> str:
        """Return the line of a file that says this."""
        return "\t".join((_ONE if self.one else _TWO, self.kind.value, *self.names))


@dataclass(frozen=True, slots=True)
class Curation:
    """All that was said.

    Attributes
    ----------
    statements
        In the order of their files.
    """

    statements: tuple[Statement, ...] = ()

    @property
    def digest(self) -> str:
        """A SHA-256, in hexadecimal, that is equal where the same was said, in whatever order; "" for nothing."""
        said = sorted({statement.to_line() for statement in self.statements})
        return hashlib.sha256(json.dumps(said).encode()).hexdigest() if said else ""

    def __add__(self, other: Curation) -> Curation:
        return Curation((*self.statements, *other.statements))


NOTHING = Curation()
"""A curation that says nothing."""


def read(file: Path) -> str:
    """Return the text of a curation file, "" where there is none.

    Raises
    ------
    CurationError
        If it cannot be read.
    """
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise CurationError("this curation file is not UTF-8; save it as UTF-8", str(file)) from error
    except OSError as error:
        raise CurationError(f"the curation cannot be read: {error.strerror}", str(file)) from error


def parse(text: str, file: str) -> Curation:
    """Return what a curation file says.

    Parameters
    ----------
    text
        Its content.
    file
        Its name, for messages.

    Raises
    ------
    CurationError
        For the first line that is none.
    """
    return Curation(tuple(_statements(text, file)))


def _statements(text: str, file: str) -> Iterator[Statement]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield _statement(line, file, number)


def _statement(line: str, file: str, number: int) -> Statement:
    word, *rest = (" ".join(cell.split()) for cell in line.split("\t"))
    if word not in (_ONE, _TWO):
        raise CurationError(f'a line begins with "{_ONE}" or "{_TWO}" and a tab, not with {word!r}', file, number)
    kind = rest[0] if rest else ""
    if kind not in set(Kind):
        raise CurationError(f"the second cell is {', '.join(Kind)}, not {kind!r}; put tabs between cells", file, number)
    return _checked(Statement(Kind(kind), tuple(name for name in rest[1:] if name), word == _ONE, file, number))


def _checked(statement: Statement) -> Statement:
    """Return a statement that has names enough, each once.

    Raises
    ------
    CurationError
        If not.
    """
    names = statement.names
    if len(names) < _FEWEST:
        raise CurationError("at least two names must follow, with tabs between them", *_where(statement))
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise CurationError(f"{twice!r} stands there twice; name two different things", *_where(statement))
    return statement


def _where(statement: Statement) -> tuple[str, int | None]:
    return statement.file, statement.line or None


def with_statement(text: str, statement: Statement) -> str:
    """Return the content of a file with one more line at its end; the rest stays as people have written it."""
    start = text or HEADER
    return f"{start}{'' if start.endswith(chr(10)) else chr(10)}{statement.to_line()}\n"


def without_lines(text: str, lines: Iterable[int]) -> str:
    """Return the content of a file without the lines of some numbers, counted from 1."""
    gone = set(lines)
    kept = (line for number, line in enumerate(text.split("\n"), start=1) if number not in gone)
    return "\n".join(kept)

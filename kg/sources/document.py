"""One text to read: decoding, lines with their numbers, and the limits on them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from kg.errors import SourceError
from kg.sources.base import Sample
from kg.sources.stream import Stream

__all__ = ["MAX_LINE", "MAX_TEXT", "TextDocument"]

MAX_LINE = 1 << 26
"""Characters of one line; JSON lines that hold whole papers stay below a tenth of it."""

MAX_TEXT = 1 << 28
"""Characters of a document in a format that is read as a whole."""

BUFFER = 1 << 18
"""Bytes decoded at once."""

_UNDECODED = re.compile("[\udc80-\udcff]")


class TextDocument:
    """One text to read, decoded line by line; see `kg.sources.base.Document`.

    Attributes
    ----------
    file
        What the user knows it by; members of an archive are named like files in a directory.
    sha256
        Of the file as it lies on disk, in hexadecimal.
    sample
        Its beginning.
    line
        Number of the line that was read last.
    """

    def __init__(self, file: str, sha256: str, stream: Stream) -> None:
        self.file = file
        self.sha256 = sha256
        self.stream = stream
        self.line = 0
        self.bad_lines: set[int] = set()
        self._errors: list[SourceError] = []
        text = stream.head.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
        self.sample = Sample(text.replace("\r\n", "\n").replace("\r", "\n"), stream.complete)

    @property
    def failure(self) -> str:
        """What made reading end before the document did, or ""."""
        return self.stream.health.failure

    @property
    def cut(self) -> bool:
        """True once reading has met an end that is not the document's own."""
        return bool(self.failure)

    def errors(self) -> Iterator[SourceError]:
        """Yield, once, what has come up since the last call."""
        errors, self._errors = self._errors, []
        yield from errors

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield 1-based line numbers and lines without their ends.

        Bytes that are no UTF-8 are reported through `errors` and come as lone surrogates, so that a reader still sees
        where records begin and end; the record that holds one is dropped. A last line that a truncated archive cuts
        is left out.
        """
        reader = io.TextIOWrapper(io.BufferedReader(self.stream, BUFFER), "utf-8", "surrogateescape")
        while raw := reader.readline(MAX_LINE):
            self.line += 1
            line = raw.removeprefix("\ufeff") if self.line == 1 else raw
            if len(line) == MAX_LINE and not line.endswith("\n"):
                self._skip_rest(reader)
                continue
            if not line.isascii() and (found := _UNDECODED.search(line)):
                self._note_undecoded(line, found.start())
            if line.endswith("\n"):
                yield self.line, line[:-1]
            elif not self.cut:
                yield self.line, line

    def text(self) -> str:
        """Return all lines joined with line feeds.

        Raises
        ------
        SourceError
            If the document is longer than `MAX_TEXT`.
        """
        lines: list[str] = []
        size = 0
        for _, line in self.lines():
            lines.append(line)
            size += len(line) + 1
            if size > MAX_TEXT:
                raise SourceError(f"is longer than {MAX_TEXT >> 20} MiB; split it", self.file)
        return "\n".join(lines)

    def _skip_rest(self, reader: io.TextIOWrapper) -> None:
        while (line := reader.readline(MAX_LINE)) and not line.endswith("\n"):
            pass
        message = f"the line is longer than {MAX_LINE >> 20} MiB and was skipped; split it"
        self._errors.append(SourceError(message, self.file, self.line))

    def _note_undecoded(self, line: str, at: int) -> None:
        byte = len(line[:at].encode("utf-8", "surrogateescape")) + 1
        value = ord(line[at]) - 0xDC00
        message = f"byte {byte} of the line (0x{value:02x}) is not UTF-8; save the file as UTF-8"
        self.bad_lines.add(self.line)
        self._errors.append(SourceError(message, self.file, self.line))

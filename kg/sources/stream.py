"""Bytes that unpack themselves: what lies in gzip, bzip2, xz and UTF-16, layer by layer, with a limit on their size."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, Any

__all__ = ["ALWAYS_ALLOWED", "DAMAGE", "MAX_EXPANSION", "MAX_LAYERS", "SAMPLE_BYTES", "Health", "Stream", "unpacked"]

MAX_EXPANSION = 200
"""Times its size on disk that a compressed file may unpack to: texts stay below 30, bombs start at 1,000."""

ALWAYS_ALLOWED = 1 << 30
"""Bytes that any file may unpack to, however small it is: they pass in seconds and are never held at once."""

MAX_LAYERS = 4
"""Compressions inside each other (a gzip inside a zip inside …); more than two are hardly ever meant."""

SAMPLE_BYTES = 1 << 16
"""Bytes by which a format is recognised: some forty abstracts."""

DAMAGE = (
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the unpackers of the standard library raise on damaged or encrypted data."""


@dataclass(slots=True)
class Health:
    """What is left of the size limit of one file, and the first thing that went wrong in reading it."""

    budget: int
    failure: str = ""

    @classmethod
    def of_size(cls, size: int) -> Health:
        """Return the state of a file of so many bytes on disk, before reading."""
        return cls(max(ALWAYS_ALLOWED, MAX_EXPANSION * size))

    def fail(self, message: str) -> None:
        """Note what went wrong unless something did before: the first failure is the cause of the others."""
        self.failure = self.failure or message


class Stream(io.RawIOBase):
    """A source of bytes whose beginning can be looked at and whose damage looks like an end.

    Parameters
    ----------
    source
        Binary stream with `read1`.
    health
        Shared by all layers of one file; damage is noted there.
    counted
        Whether the bytes come out of something compressed, so that they count against the size limit.
    """

    def __init__(self, source: IO[bytes], health: Health, *, counted: bool) -> None:
        super().__init__()
        self._source: Any = source
        self.health = health
        self.counted = counted
        self.head = b""
        while len(self.head) < SAMPLE_BYTES and (chunk := self._take(SAMPLE_BYTES - len(self.head))):
            self.head += chunk
        self.complete = len(self.head) < SAMPLE_BYTES
        self._waiting = self.head

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def read1(self, size: int = -1) -> bytes:
        """Return some bytes, at most `size`; none at the end."""
        size = size if size > 0 else SAMPLE_BYTES
        if self._waiting:
            chunk, self._waiting = self._waiting[:size], self._waiting[size:]
            return chunk
        return self._take(size)

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with some bytes and return how many."""
        chunk = self.read1(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def _take(self, size: int) -> bytes:
        try:
            chunk: bytes = self._source.read1(size)
        except DAMAGE as error:
            self.health.fail(_damage(error))
            return b""
        if self.counted:
            self.health.budget -= len(chunk)
            if self.health.budget < 0:
                self.health.fail(
                    f"unpacks to more than {MAX_EXPANSION} times its size and to more than {ALWAYS_ALLOWED >> 20} MiB; "
                    "if this is meant, unpack it first and give the unpacked file"
                )
                return b""
        return chunk


def _damage(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "the compressed data ends too early; the papers before were read, fetch the file again for the others"
    if isinstance(error, RuntimeError) and "encrypted" in str(error):
        return "is encrypted; unpack it first and give the unpacked file"
    return f"the data is damaged ({type(error).__name__}); the papers before were read, fetch the file again"


def unpacked(source: IO[bytes], health: Health, *, counted: bool = False) -> Stream:
    """Return the content of a binary stream without its compressions, which are told by their first bytes.

    Parameters
    ----------
    source
        Binary stream with `read1`.
    health
        Where damage is noted and the size is counted.
    counted
        Whether the source itself is the content of something compressed.
    """
    stream = Stream(source, health, counted=counted)
    for _ in range(MAX_LAYERS):
        layer = _layer(stream)
        if layer is None:
            return stream
        stream = Stream(layer, health, counted=True)
    if _layer(stream) is not None:
        health.fail(f"is compressed more than {MAX_LAYERS} times over; unpack it first and give the unpacked file")
    return stream


def _layer(stream: Stream) -> Any:
    if stream.head.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=io.BufferedReader(stream))
    if stream.head.startswith(b"BZh"):
        return bz2.BZ2File(io.BufferedReader(stream))
    if stream.head.startswith(b"\xfd7zXZ\x00"):
        return lzma.LZMAFile(io.BufferedReader(stream))
    if stream.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _Utf16(stream)
    return None


class _Utf16:
    """UTF-16 with a byte order mark (what spreadsheets save as "Unicode text"), read as UTF-8."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-16")("replace")

    def read1(self, size: int) -> bytes:
        while chunk := self._stream.read1(max(size // 3, 1)):
            if text := self._decoder.decode(chunk):
                return text.encode("utf-8", "replace")
        return self._decoder.decode(b"", final=True).encode("utf-8", "replace")

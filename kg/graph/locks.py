"""Advisory locks on files, held as long as the file stays open; the system lets go of a killed process's locks."""

from __future__ import annotations

import sys
from typing import IO, Any

__all__ = ["try_exclusive", "try_shared"]

if sys.platform == "win32":
    import msvcrt

    def try_exclusive(file: IO[Any]) -> bool:
        """Lock a file against everybody else; tell whether that worked. Never waits."""
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def try_shared(file: IO[Any]) -> bool:  # noqa: ARG001
        """Tell that the file is safe: Windows removes no file that somebody has open."""
        return True

else:
    import fcntl

    def try_exclusive(file: IO[Any]) -> bool:
        """Lock a file against everybody else; tell whether that worked. Never waits."""
        return _try(file, fcntl.LOCK_EX)

    def try_shared(file: IO[Any]) -> bool:
        """Lock a file against exclusive locks; tell whether that worked. Never waits."""
        return _try(file, fcntl.LOCK_SH)

    def _try(file: IO[Any], kind: int) -> bool:
        try:
            fcntl.flock(file.fileno(), kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

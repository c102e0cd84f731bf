"""What is slow to make and depends on files of the package alone, kept in the user's cache folder between runs."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

__all__ = ["compiled"]

_KEPT = 4
"""Versions of one thing that stay: a few installations can share the folder."""


def compiled(name: str, made_of: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """Return a JSON value from the cache, or make it and keep it there.

    A cache that cannot be read or written costs time and nothing else.

    Parameters
    ----------
    name
        What it is: the first part of the file's name.
    made_of
        All that the value depends on, the code that makes it included: where any of it changes, it is made anew.
    make
        Makes the value: dictionaries, lists, strings, numbers and booleans.

    Returns
    -------
    object
        The value as JSON gives it back, whether it was made now or before.
    """
    digest = hashlib.sha256()
    for part in made_of:
        digest.update(hashlib.sha256(part).digest())
    file = user_cache_path("paperkg", appauthor=False) / f"{name}-{digest.hexdigest()[:24]}.json"
    with contextlib.suppress(OSError, ValueError):
        return json.loads(file.read_bytes())
    value = make()
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    with contextlib.suppress(OSError):
        _write(file, text)
        _prune(file.parent, name)
    return json.loads(text)


def _write(file: Path, text: str) -> None:
    """Write a file so that nobody ever sees a part of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(text)
        Path(draft).replace(file)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise


def _prune(folder: Path, name: str) -> None:
    files = sorted(folder.glob(f"{name}-*.json"), key=lambda file: (-file.stat().st_mtime_ns, file.name))
    for file in files[_KEPT:]:
        file.unlink(missing_ok=True)

"""The JSON objects of a document, with their lines: one a line, in an array, or one after another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.sources.base import Document, Problem, Sample, quote

__all__ = ["has_json_keys", "json_objects", "text_field"]

MAX_ATTEMPTS = 1000
"""Places at which reading is tried again after damage, in one document: each may cost a look at all that follows."""

_DECODER = json.JSONDecoder()
_START = re.compile(r"\s*(?:\[\s*)?\{\s*[\"}]|\s*\[\s*\]|\s*\[\s*\{\s*$")
_OBJECT_LINE = re.compile(r"^\{\s*\"", re.MULTILINE)
_BETWEEN = re.compile(r"[\s,\[\]]*")
_NEXT = re.compile(r"(?:\n[ \t]*|\}\s*,\s*)(?=\{)")

Numbered = tuple[int, Mapping[str, Any]]


def has_json_keys(sample: Sample, *alternatives: str) -> bool:
    """Tell whether a document is JSON and has, for each argument, a key that this regular expression matches."""
    is_json = _START.match(sample.text) or 2 * len(_OBJECT_LINE.findall(sample.text)) > sample.text.count("\n") + 1
    return bool(is_json) and all(re.search(rf'"(?:{keys})"\s*:', sample.text, re.IGNORECASE) for keys in alternatives)


def text_field(record: Mapping[str, Any], *keys: str) -> str:
    """Return the text under the first of several keys that has one; "" where none has.

    Raises
    ------
    ValueError
        If there is something else than text under the key.
    """
    for key in keys:
        value = record.get(key)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            value = " ".join(value)
        if value is not None and not isinstance(value, str):
            raise ValueError(f'"{key}" is not a text')
        if value and value.strip():
            return value
    return ""


def json_objects(document: Document) -> Iterator[Numbered | Problem]:
    """Yield the line and content of each object, keys in lower case, and in their place what is no JSON."""
    found = _by_line(document) if _is_lines(document.sample) else _one_by_one(document)
    for item in found:
        if isinstance(item, Problem):
            yield item
        elif isinstance(item[1], dict):
            yield item[0], {key.casefold(): value for key, value in item[1].items()}
        else:
            yield Problem(item[0], "is JSON, but not an object with title and abstract")


def _is_lines(sample: Sample) -> bool:
    """Tell whether each object has a line of its own: the first one ends where it began, or the second line has one."""
    if sample.text.lstrip().startswith("["):
        return False
    lines = [line.strip() for line in sample.lines if line.strip()]
    return len(lines) < 2 or lines[0].endswith("}") or lines[1].startswith("{")


def _by_line(document: Document) -> Iterator[tuple[int, Any] | Problem]:
    for number, line in document.lines():
        text = line.strip()
        if not text:
            continue
        try:
            yield number, json.loads(text)
        except (RecursionError, ValueError) as error:
            yield Problem(number, f"{_fault(error)}: {quote(text)}; mend or remove the line")


def _one_by_one(document: Document) -> Iterator[tuple[int, Any] | Problem]:
    text = document.text()
    at, line, attempts = 0, 1, 0
    while True:
        start = _between(text, at)
        line += text.count("\n", at, start)
        if start == len(text):
            return
        try:
            value, at = _DECODER.raw_decode(text, start)
        except (RecursionError, ValueError) as error:
            attempts += 1
            following = _NEXT.search(text, start + 1) if attempts < MAX_ATTEMPTS else None
            if not (document.cut and following is None):
                yield Problem(line, f"{_fault(error)}: {quote(text[start : start + 80])}; mend or remove the object")
            if following is None:
                return
            at = following.end()
        else:
            yield line, value
        line += text.count("\n", start, at)


def _between(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def _fault(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"is not valid JSON ({error.msg}, column {error.colno})"
    return "is not valid JSON (nested too deep, or a number too long)"

"""RIS, the exchange format of reference managers: lines of a two-letter tag, two spaces, a hyphen and a value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.sources.base import Document, Problem, Record, Sample
from kg.sources.fields import author_names, iso_date, known_id

__all__ = ["detect", "read"]

_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}- ?(?P<value>.*)")
_TITLES, _ABSTRACTS, _AUTHORS = ("TI", "T1"), ("AB", "N2"), ("AU", "A1")
_DATES, _ADDRESSES = ("DA", "PY", "Y1"), ("DO", "UR", "L1", "L2", "M3")


def detect(sample: Sample) -> float:
    """Return 1 where a document begins with the tag that every record begins with."""
    first = next((line for line in sample.lines if line.strip()), "")
    found = _TAG.fullmatch(first.strip())
    return 1.0 if found and found["tag"] == "TY" else 0.0


def read(document: Document) -> Iterator[Record | Problem]:
    """Yield the papers of a document; a record goes from its type (TY) to its end (ER)."""
    fields: dict[str, list[str]] = defaultdict(list)
    start, last = 0, ""
    for number, line in document.lines():
        found = _TAG.fullmatch(line.strip())
        if found is None:
            if last and line.strip():
                fields[last][-1] += f"\n{line}"
            continue
        last = found["tag"]
        if last == "TY":
            if fields:
                yield Problem(start, "the record has no end (ER); it is read up to the next")
                yield _record(start, fields)
            fields, start = defaultdict(list), number
        if last == "ER":
            yield _record(start, fields)
            fields, last = defaultdict(list), ""
        else:
            fields[last].append(found["value"].strip())
    if fields:
        yield _record(start, fields)


def _record(line: int, fields: dict[str, list[str]]) -> Record:
    def first(tags: tuple[str, ...]) -> str:
        return next((value for tag in tags for value in fields.get(tag, ()) if value), "")

    dates = (iso_date(value.strip("/")) for tag in _DATES for value in fields.get(tag, ()))
    return Record(
        line,
        first(_TITLES),
        first(_ABSTRACTS),
        id=known_id(*(value for tag in _ADDRESSES for value in fields.get(tag, ()))),
        date=max((date for date in dates if date), key=len, default=None),
        authors=author_names([name for tag in _AUTHORS for name in fields.get(tag, ())]),
    )

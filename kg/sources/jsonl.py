"""JSON lines, or one JSON array, of objects with id, title and abstract, and with annotations where they were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.sources.base import Document, Problem, Record, Sample
from kg.sources.fields import author_names, iso_date, known_id
from kg.sources.json_values import has_json_keys, json_objects, text_field

__all__ = ["detect", "read"]


def detect(sample: Sample) -> float:
    """Return how surely a document is JSON with papers: 0.8 with title or abstract, 0.3 without."""
    if has_json_keys(sample, "title|abstract|summary"):
        return 0.8
    return 0.3 if has_json_keys(sample) else 0.0


def read(document: Document) -> Iterator[Record | Problem]:
    """Yield the papers of a document."""
    for item in json_objects(document):
        if isinstance(item, Problem):
            yield item
            continue
        line, record = item
        try:
            yield _record(line, record)
        except ValueError as error:
            yield Problem(line, f"the record cannot be read: {error}")


def _record(line: int, fields: Mapping[str, Any]) -> Record:
    from kg.records import has_annotations

    dates = (iso_date(fields.get(key)) for key in ("date", "published", "publication_date", "update_date", "year"))
    return Record(
        line,
        text_field(fields, "title"),
        text_field(fields, "abstract", "summary"),
        id=_id(fields),
        date=next((date for date in dates if date), None) or _issued(fields.get("issued")),
        authors=author_names(fields.get("authors") or fields.get("author")),
        annotations=fields if has_annotations(fields) else None,
    )


def _issued(value: object) -> str | None:
    """Return the date of a CSL record: `{"date-parts": [[2024, 2, 4]]}`."""
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    if not isinstance(parts, list) or not parts or not isinstance(parts[0], list):
        return None
    return iso_date("-".join(str(part) for part in parts[0]))


def _id(fields: Mapping[str, Any]) -> str:
    for key in ("id", "arxiv_id", "doi", "DOI"):
        value = fields.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return known_id(value) or str(value).strip()
    return known_id(fields.get("url"))

"""arXiv's metadata snapshot: JSON lines with id, title, abstract, authors, categories and update date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.sources.base import Document, Problem, Record, Sample
from kg.sources.fields import author_names, iso_date
from kg.sources.json_values import has_json_keys, json_objects, text_field

__all__ = ["detect", "read"]


def detect(sample: Sample) -> float:
    """Return 0.9 for JSON with the fields that only the snapshot has."""
    return 0.9 if has_json_keys(sample, "id", "title", "categories", "update_date|authors_parsed") else 0.0


def read(document: Document) -> Iterator[Record | Problem]:
    """Yield the papers of a snapshot."""
    for item in json_objects(document):
        if isinstance(item, Problem):
            yield item
            continue
        line, fields = item
        try:
            yield Record(
                line,
                text_field(fields, "title"),
                text_field(fields, "abstract"),
                id=text_field(fields, "id"),
                date=iso_date(fields.get("update_date")),
                authors=_authors(fields),
            )
        except ValueError as error:
            yield Problem(line, f"the record cannot be read: {error}")


def _authors(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names in reading order; `authors_parsed` has them as last name, first names, suffix."""
    parsed = fields.get("authors_parsed")
    if not isinstance(parsed, list) or not all(isinstance(name, list) and len(name) > 1 for name in parsed):
        return author_names(fields.get("authors"))
    return author_names([" ".join(str(part) for part in (name[1], name[0], *name[2:3])) for name in parsed])

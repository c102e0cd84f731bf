"""CSV and TSV with a header row that names a title or an abstract column, as spreadsheets and databases export them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import chain

from kg.sources.base import Document, Problem, Record, Sample
from kg.sources.fields import author_names, iso_date, known_id
from kg.sources.rows import DELIMITERS, Row, rows

__all__ = ["detect", "read"]

COLUMNS = {
    "title": "title papertitle articletitle documenttitle primarytitle ti",
    "abstract": "abstract abstractnote abstracttext paperabstract summary ab",
    "id": "arxivid arxiv doi id paperid identifier",
    "url": "url link pdfurl",
    "date": "date publicationdate published publishedat publicationyear year updatedate py",
    "authors": "authors author authorfullnames creators au",
}
"""Header names of each field, without case and punctuation, best first."""

_PUNCTUATION = re.compile(r"[\s_().-]+")
_SEPARATOR_LINE = re.compile(r"sep=(.)", re.IGNORECASE)


def detect(sample: Sample) -> float:
    """Return 0.8 for a header row with title or abstract and another column."""
    lines = [line for line in sample.lines if line.strip()]
    if len(lines) < 2:
        return 0.0
    header = _header(lines[1] if _SEPARATOR_LINE.fullmatch(lines[0].strip()) else lines[0])
    return 0.8 if len(header) > 1 and {"title", "abstract"} & set(_columns(header)) else 0.0


def read(document: Document) -> Iterator[Record | Problem]:
    """Yield the papers of a table."""
    lines = document.lines()
    first = next(((number, line) for number, line in lines if line.strip()), (1, ""))
    given = _SEPARATOR_LINE.fullmatch(first[1].strip())
    if not given:
        lines = chain([first], lines)
    table = rows(lines, given[1] if given else _delimiter(first[1]))
    header = next((row for row in table if not isinstance(row, Problem)), (1, []))[1]
    columns = _columns(header)
    for row in table:
        if isinstance(row, Problem):
            yield row
        elif len(row[1]) > len(header) and any(cell.strip() for cell in row[1][len(header) :]):
            counts = f"{len(row[1])} cells where the header has {len(header)}"
            yield Problem(row[0], f"the row has {counts}; put cells that hold the delimiter in quotation marks")
        elif any(cell.strip() for cell in row[1]):
            yield _record(row, columns)


def _record(row: Row, columns: dict[str, list[int]]) -> Record:
    line, cells = row

    def get(field: str) -> list[str]:
        return [cells[at].strip() for at in columns.get(field, ()) if at < len(cells) and cells[at].strip()]

    return Record(
        line,
        next(iter(get("title")), ""),
        next(iter(get("abstract")), ""),
        id=known_id(*get("id")) or next(iter(get("id")), "") or known_id(*get("url")),
        date=next((date for date in map(iso_date, get("date")) if date), None),
        authors=author_names(next(iter(get("authors")), "")),
    )


def _columns(header: list[str]) -> dict[str, list[int]]:
    """Return where the columns of each known field are, the best name first."""
    names = [_PUNCTUATION.sub("", name).casefold() for name in header]
    found = {field: [names.index(name) for name in known.split() if name in names] for field, known in COLUMNS.items()}
    return {field: places for field, places in found.items() if places}


def _header(line: str) -> list[str]:
    return next(csv.reader([line], delimiter=_delimiter(line)), [])


def _delimiter(header: str) -> str:
    """Return the delimiter that divides a header into most known columns."""
    return max(DELIMITERS, key=lambda mark: len(_columns(next(csv.reader([header], delimiter=mark), []))))

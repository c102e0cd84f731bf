"""The rows of a table in text (CSV, TSV), each with the line that it starts on; a broken row costs only itself."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from kg.sources.base import Document, Problem, Sample, quote
from kg.sources.document import MAX_LINE

__all__ = ["DELIMITERS", "Row", "column_names", "named_rows", "rows"]

DELIMITERS = ",\t;|"

MAX_ROW_LINES = 1000
"""Lines of one row: a quotation mark that is never closed must not swallow the rest of the file."""

Row = tuple[int, list[str]]

_UNDECODED = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def rows(lines: Iterator[tuple[int, str]], delimiter: str) -> Iterator[Row | Problem]:
    """Yield rows with the line they start on; after a row that is broken, reading goes on with its second line."""
    csv.field_size_limit(MAX_LINE)
    while True:
        taken: list[tuple[int, str]] = []
        reader = csv.reader(_taking(lines, taken), delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if cells:
                    yield taken[0][0], cells
                taken.clear()
            return
        except csv.Error as error:
            start, text = taken[0]
            yield Problem(start, f"the row is broken ({error}) at {quote(text)}; mend its quotation marks")
            lines = chain(taken[1:], lines)


def _taking(lines: Iterator[tuple[int, str]], taken: list[tuple[int, str]]) -> Iterator[str]:
    """Yield lines for the reader of one table and note which it has taken since its last row."""
    for number, line in lines:
        taken.append((number, line))
        yield line + "\n"
        if len(taken) > MAX_ROW_LINES:
            raise csv.Error(f"a quotation mark is not closed within {MAX_ROW_LINES} lines")


def column_names(sample: Sample) -> frozenset[str]:
    """Return the names, in lower case, in a document's first line, by the delimiter that divides it most."""
    line = next((line for line in sample.lines if line.strip()), "")
    return frozenset(_names(line, _delimiter(line)))


def named_rows(document: Document, required: Collection[str]) -> Iterator[tuple[int, Mapping[str, str]] | Problem]:
    """Yield, for each row below the header, its line and its cells that are not blank by column.

    Parameters
    ----------
    document
        A table whose first line names the columns.
    required
        Columns whose cell may not be blank.
    """
    lines = document.lines()
    first = next(((number, line) for number, line in lines if line.strip()), (1, ""))
    delimiter = _delimiter(first[1])
    header = _names(first[1], delimiter)
    for row in rows(lines, delimiter):
        if isinstance(row, Problem):
            yield row
            continue
        line, cells = row
        filled = {name: plain for name, cell in zip(header, cells, strict=False) if (plain := " ".join(cell.split()))}
        if not any(cells) or any(_UNDECODED.search(cell) for cell in cells):
            continue
        objection = _objection(cells, header, filled, required)
        yield Problem(line, objection) if objection else (line, filled)


def _objection(cells: list[str], header: list[str], filled: Mapping[str, str], required: Collection[str]) -> str:
    """Return what keeps a row from being used, or ""; bytes that are no text have been reported with their line."""
    if any(_CONTROL.search(cell) for cell in cells):
        return "the row holds control characters; remove them"
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        counts = f"{len(cells)} cells where the header has {len(header)}"
        return f"the row has {counts}; put cells that hold the delimiter in quotation marks"
    missing = [name for name in required if name not in filled]
    return f"the row has no {' and no '.join(missing)}; fill it in or remove the row" if missing else ""


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=lambda mark: len(_names(header, mark)))


def _names(header: str, delimiter: str) -> list[str]:
    csv.field_size_limit(MAX_LINE)
    return [name.strip().casefold() for name in next(csv.reader([header], delimiter=delimiter), [])]

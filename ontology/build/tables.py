"""Reading catalogue tables: rows by column name, with errors that say where."""

from __future__ import annotations

import csv
import lzma
from collections.abc import Collection, Iterator
from pathlib import Path

from kg.errors import SourceError

__all__ = ["number", "rows"]


def rows(file: Path, columns: Collection[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line and the cells, by column name and stripped, of each row of a CSV file.

    Parameters
    ----------
    file
        UTF-8, with a header row; an `.xz` file is decompressed.
    columns
        Those that the caller reads.

    Raises
    ------
    SourceError
        If the file is missing, lacks a column, or has a row that is too short.
    """
    if not file.is_file():
        raise SourceError("no such catalogue; give the folder that holds the catalogues", str(file))
    opening = lzma.open if file.suffix == ".xz" else open
    with opening(file, "rt", encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            raise SourceError(f"no column {missing[0]!r}; the table has {reader.fieldnames}", str(file), 1)
        for row in reader:
            cells = {name: (value or "").strip() for name, value in row.items() if name is not None}
            yield reader.line_num, cells


def number(cells: dict[str, str], column: str, file: Path, line: int) -> int | None:
    """Return a cell as a whole number, or None where it is empty.

    Raises
    ------
    SourceError
        If the cell holds something else.
    """
    text = cells[column]
    if not text:
        return None
    try:
        return round(float(text))
    except ValueError as error:
        raise SourceError(f"{column} is {text!r}, not a number", str(file), line) from error

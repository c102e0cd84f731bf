"""Rows and columns, shown well on a terminal, in a notebook and in files."""

from __future__ import annotations

import csv
import html
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas

__all__ = ["Cell", "Table"]

Cell = str | int | float | bool | Decimal | None
"""What a table holds; None is an empty cell."""

WIDEST = 60
"""Characters that a column of a terminal table may take: two columns and their gap fit 130, a usual window."""


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of plain values.

    Attributes
    ----------
    columns
        Names, in order.
    rows
        One tuple per row, as long as `columns`.

    Examples
    --------
    >>> print(Table(("device", "RAM"), (("STM32F746", 320), ("RP2040", 264))))
    device     RAM
    ---------  ---
    STM32F746  320
    RP2040     264

    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row is not as long as the {len(self.columns)} columns")

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def records(self) -> list[dict[str, Cell]]:
        """Return each row as a mapping from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def column(self, name: str) -> tuple[Cell, ...]:
        """Return one column's values.

        Raises
        ------
        ValueError
            If there is no such column.

        """
        index = self.columns.index(name)
        return tuple(row[index] for row in self.rows)

    def __str__(self) -> str:
        cells = [[_short(text(cell)) for cell in row] for row in self.rows]
        widths = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(self.columns)]
        lines = [self.columns, tuple("-" * width for width in widths), *cells]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
        )

    def to_csv(self) -> str:
        """Return RFC 4180 text with a header line."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(self.columns)
        writer.writerows([text(cell) for cell in row] for row in self.rows)
        return out.getvalue()

    def to_json(self) -> list[dict[str, str | int | float | bool | None]]:
        """Return one plain mapping per row for a JSON array; decimals become numbers."""
        return [{key: _json(value) for key, value in record.items()} for record in self.records()]

    def to_markdown(self) -> str:
        """Return a GitHub-flavoured Markdown table."""
        lines = [self.columns, ["---"] * len(self.columns), *([text(c) for c in row] for row in self.rows)]
        return "\n".join("| " + " | ".join(_markdown(cell) for cell in line) + " |" for line in lines)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(text(cell))}</td>" for cell in row) + "</tr>" for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas data frame.

        Raises
        ------
        UsageError
            If pandas is not installed.

        """
        try:
            import pandas
        except ImportError as error:
            from kg.errors import UsageError

            raise UsageError("pandas is not installed; pip install 'paperkg[pandas]'") from error
        return pandas.DataFrame(list(self.rows), columns=list(self.columns))


def text(cell: Cell) -> str:
    """Return a cell as a person reads it.

    >>> [text(c) for c in (None, True, Decimal("73.62"), 3)]
    ['', 'true', '73.62', '3']
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _json(cell: Cell) -> str | int | float | bool | None:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell


def _short(words: str) -> str:
    # Control characters of a paper's text must not reach a terminal: they can move its cursor or colour it.
    line = "".join(c if c.isprintable() else " " for c in words)
    return line if len(line) <= WIDEST else line[: WIDEST - 1] + "…"


def _markdown(words: str) -> str:
    return words.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")

"""What a chip table says of a chip, as facts; rows of one chip make one set of facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kg.errors import SourceError
from ontology.build.draft import Value

__all__ = ["COLUMNS", "Row", "facts"]

COLUMNS = (
    "name alias maker type release_date memory_bytes memory_bandwidth_bytes_s tdp_w process_nm fp32_flops fp16_flops "
    "tensor_fp16_bf16_flops int8_ops base_clock_mhz boost_clock_mhz ml_hardware"
).split()
"""Columns of the table that are read."""

_PEAKS = (
    ("kg:memoryBytes", ("memory_bytes",)),
    ("kg:memoryBandwidth", ("memory_bandwidth_bytes_s",)),
    ("kg:powerWatts", ("tdp_w",)),
    ("kg:clockMHz", ("boost_clock_mhz", "base_clock_mhz")),
    ("kg:fp32Flops", ("fp32_flops",)),
    ("kg:fp16Flops", ("tensor_fp16_bf16_flops", "fp16_flops")),
    ("kg:int8Ops", ("int8_ops",)),
)
"""Properties of which a chip has its variants' largest, each with the columns that give it, the better first."""

_DATE = re.compile(r"(\d{4})-\d\d-(\d\d)")
_UNITS = ((10**9, 2**30), (10**6, 2**20))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table and where it stands."""

    file: Path
    line: int
    cells: Mapping[str, str]

    def number(self, column: str) -> Decimal | None:
        """Return a cell as a number, None where it is empty.

        Raises
        ------
        SourceError
            If it holds something else.
        """
        text = self.cells[column]
        if not text:
            return None
        try:
            return Decimal(text)
        except InvalidOperation as error:
            raise SourceError(f"{column} is {text!r}, not a number", str(self.file), self.line) from error


def facts(rows: Sequence[Row]) -> tuple[tuple[str, Value], ...]:
    """Return the facts of a chip from its rows.

    Rows of the table of machine-learning hardware count before the others: they are newer and more carefully kept.
    """
    better = [row for row in rows if row.cells["ml_hardware"]]
    found: list[tuple[str, Value]] = [*_launch(better or rows)]
    for name, columns in _PEAKS:
        value = _largest(better, columns) or _largest(rows, columns)
        if value:
            found.append((name, _plain(_binary(value) if name == "kg:memoryBytes" else value)))
    process = {row.cells["process_nm"] for row in rows if row.cells["process_nm"]}
    if len(process) == 1:
        value = next(row.number("process_nm") for row in rows if row.cells["process_nm"])
        if value:
            found.append(("kg:processNm", _plain(value)))
    return tuple(found)


def _launch(rows: Iterable[Row]) -> Iterable[tuple[str, Value]]:
    """Yield when the first of several was launched; the first of a month stands for a month whose day is unknown."""
    dates = sorted(found[0] for row in rows if (found := _DATE.fullmatch(row.cells["release_date"])))
    if dates:
        yield "kg:launchYear", int(dates[0][:4])
        if not dates[0].endswith("-01"):
            yield "kg:launchDate", dates[0]


def _largest(rows: Iterable[Row], columns: Iterable[str]) -> Decimal | None:
    for column in columns:
        values = [value for row in rows if (value := row.number(column))]
        if values:
            return max(values)
    return None


def _binary(size: Decimal) -> Decimal:
    """Return a memory size with its decimal giga- or megabytes read as powers of two, as all of the vocabulary is.

    >>> _binary(Decimal(16_000_000_000)), _binary(Decimal(8589934592))
    (Decimal('17179869184'), Decimal('8589934592'))
    """
    for decimal, binary in _UNITS:
        if size % decimal == 0:
            return size // decimal * binary
    return size


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value

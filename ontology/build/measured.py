"""The names that were measured to mean other things, too: `ambiguous.tsv`, written by `ontology.build.ambiguity`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.errors import SourceError
from kg.model import Kind

__all__ = ["TABLE", "is_measured", "measured", "write"]

TABLE = Path(__file__).with_name("ambiguous.tsv")

_HEAD = "# kind, name, why, abstracts that show another meaning, abstracts that show this one\n"


@cache
def measured(table: Path = TABLE) -> Mapping[tuple[Kind, str], str]:
    """Return the names of the table by kind, with the reason why each is ambiguous; none where there is no table.

    Raises
    ------
    SourceError
        If a line has no kind, name and reason.
    """
    found: dict[tuple[Kind, str], str] = {}
    lines = table.read_text(encoding="utf-8").splitlines() if table.is_file() else []
    for number, line in enumerate(lines, 1):
        if line and not line.startswith("#"):
            try:
                kind, label, reason, *_ = line.split("\t")
                found[Kind(kind), label] = reason
            except ValueError as error:
                raise SourceError(f"no kind, name and reason: {error}", str(table), number) from error
    return MappingProxyType(found)


def is_measured(label: str, kind: Kind) -> bool:
    """Tell whether a name was measured to mean other things, too."""
    return (kind, label) in measured()


def write(lines: Iterable[str], table: Path = TABLE) -> None:
    """Write the table, its lines in the order given."""
    table.write_text(_HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")

"""Reports of measured benchmark results: what rows of a table state, gathered by submission into documents."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.model import Entity, Extraction, Kind, Mention, Paper, Result, Role
from kg.sources.base import Problem, Record

__all__ = ["Report", "Statement", "TableRow", "decimal", "joined", "reports", "united"]

_DECIMAL = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")


@dataclass(frozen=True, slots=True)
class Report:
    """What one document reports on: all rows with the same identifier are one report.

    Attributes
    ----------
    id, title, date, authors
        As of a paper.
    benchmark
        The suite: "MLPerf Tiny v1.1".
    """

    id: str
    title: str
    benchmark: str
    date: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What one row says.

    Attributes
    ----------
    text
        The row as a line of text.
    entities
        What it names; offsets count in `text`.
    results
        What it reports; their evidence is the whole line, so they need not have any.
    """

    text: str
    entities: tuple[Entity, ...]
    results: tuple[Result, ...]


class TableRow:
    """One row as a line of text, "column: value; column: value", that knows where each value stands.

    Parameters
    ----------
    cells
        The values that are not blank, by column.
    extractor
        Name of the reader.
    """

    def __init__(self, cells: Mapping[str, str], extractor: str) -> None:
        self.cells = cells
        self.extractor = extractor

    def get(self, column: str) -> str:
        """Return the value in a column, or ""."""
        return self.cells.get(column, "")

    @cached_property
    def text(self) -> str:
        """The line."""
        return "; ".join(f"{column}: {value}" for column, value in self.cells.items())

    @cached_property
    def _places(self) -> dict[str, int]:
        places, at = {}, 0
        for column, value in self.cells.items():
            places[column] = at + len(column) + 2
            at = places[column] + len(value) + 2
        return places

    def entity(
        self,
        kind: Kind,
        column: str,
        name: str = "",
        *,
        role: Role | None = None,
        facts: Iterable[tuple[str, str]] = (),
        written: str = "",
    ) -> Entity:
        """Return what the value in a column names.

        Parameters
        ----------
        kind, role, facts
            As of an entity.
        column
            A column that is not blank.
        name
            Its name, where that is not as written.
        written
            The part of the value that names it, where that is not all of it.
        """
        value = self.cells[column]
        written = written or value
        at = self._places[column] + value.index(written)
        return Entity(
            kind=kind,
            name=name or written,
            aliases=(written,) if name and name != written else (),
            role=role,
            mentions=(Mention(at, at + len(written), written),),
            extractor=self.extractor,
            facts=tuple(facts),
        )

    def heading(self, kind: Kind, column: str, name: str) -> Entity:
        """Return what the heading of a column that is not blank names."""
        at = self._places[column] - len(column) - 2
        return Entity(kind, name, mentions=(Mention(at, at + len(column), column),), extractor=self.extractor)


def decimal(written: str) -> str | None:
    """Return a number without thousands separators, or None for what is no plain number.

    >>> [decimal(text) for text in ("1,014.45", "98.930", "1e-3", "nan", "12 ms")]
    ['1014.45', '98.930', '1e-3', None, None]
    """
    plain = _THOUSANDS.sub("", written.strip())
    return plain if _DECIMAL.fullmatch(plain) else None


def joined(*parts: str) -> str:
    """Return what tells one measurement from others, as one text.

    >>> joined("Offline", "", "8 accelerators")
    'Offline; 8 accelerators'
    """
    return "; ".join(dict.fromkeys(part for part in parts if part))


def reports(stated: Iterable[tuple[int, Report, Statement] | Problem]) -> Iterator[Record | Problem]:
    """Yield a record for each report, in the order of their first rows, and before them what could not be read."""
    first: dict[str, tuple[int, Report]] = {}
    statements: dict[str, list[Statement]] = {}
    for item in stated:
        if isinstance(item, Problem):
            yield item
            continue
        line, report, statement = item
        known = first.setdefault(report.id, (line, report))
        if report.title < known[1].title:
            first[report.id] = (known[0], report)
        statements.setdefault(report.id, []).append(statement)
    for identifier, (line, report) in first.items():
        abstract, stated_there = _assembled(report.id, report.title, statements.pop(identifier))
        yield Record(
            line,
            report.title,
            abstract,
            id=report.id,
            date=report.date,
            authors=report.authors,
            stated=stated_there,
            benchmark=report.benchmark,
        )


def _assembled(identifier: str, title: str, statements: Iterable[Statement]) -> tuple[str, Extraction]:
    """Return the text of a report and what it states: each distinct line once, in an order that is the lines' own.

    What a line repeats of an earlier one (the accuracy of a model in each scenario) counts once.
    """
    lines: dict[str, list[Statement]] = {}
    for statement in statements:
        lines.setdefault(statement.text, []).append(statement)
    entities: dict[tuple[Kind, str], Entity] = {}
    results: dict[Result, Mention] = {}
    at = len(title) + 1
    for text in sorted(lines):
        words = Mention(at, at + len(text), text)
        for statement in lines[text]:
            for entity in statement.entities:
                _gather(entities, entity, words)
            for result in statement.results:
                results.setdefault(result, words)
        at = words.end + 1
    found = tuple(replace(result, evidence=words) for result, words in results.items())
    return "\n".join(sorted(lines)), Extraction(identifier, tuple(entities.values()), found)


def _gather(entities: dict[tuple[Kind, str], Entity], entity: Entity, words: Mention) -> None:
    """Add what a line names to what a report names; the first line that names it is its evidence."""
    known = entities.get((entity.kind, entity.name))
    if known is None:
        mentions = tuple(replace(m, start=m.start + words.start, end=m.end + words.start) for m in entity.mentions)
        entities[entity.kind, entity.name] = replace(entity, mentions=mentions, evidence=words)
    elif not (set(entity.aliases) <= set(known.aliases) and set(entity.facts) <= set(known.facts)):
        aliases = tuple(sorted({*known.aliases, *entity.aliases}))
        entities[entity.kind, entity.name] = replace(
            known, aliases=aliases, facts=tuple(sorted({*known.facts, *entity.facts}))
        )


def united(copies: Sequence[Paper]) -> tuple[str, str, Extraction]:
    """Return title, text and statements of several parts of one report; in whatever order, the outcome is the same."""
    title = min(copy.title for copy in copies)
    statements = [statement for copy in copies for statement in _statements(copy)]
    return title, *_assembled(copies[0].id, title, statements)


def _statements(report: Paper) -> Iterator[Statement]:
    """Take a report apart into what its lines say."""
    stated = report.curated or Extraction(report.id)
    texts = report.abstract.split("\n")
    starts, at = [], len(report.title) + 1
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    entities: list[list[Entity]] = [[] for _ in texts]
    results: list[list[Result]] = [[] for _ in texts]
    for entity in stated.entities:
        number = max(bisect_right(starts, entity.mentions[0].start) - 1, 0)
        start = starts[number]
        mentions = tuple(replace(m, start=m.start - start, end=m.end - start) for m in entity.mentions)
        entities[number].append(replace(entity, mentions=mentions, evidence=None))
    for result in stated.results:
        if result.evidence is not None:
            number = max(bisect_right(starts, result.evidence.start) - 1, 0)
            results[number].append(replace(result, evidence=None))
    for text, named, measured in zip(texts, entities, results, strict=True):
        yield Statement(text, tuple(named), tuple(measured))

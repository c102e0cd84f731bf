"""Which papers are one: the key of a text, the identifier made from it, and the merging of copies."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kg.errors import SourceError
from kg.model import Paper
from kg.sources.base import quote

__all__ = ["made_id", "merge", "text_key"]

ID_DIGITS = 12
"""Hex digits of a made identifier: at a million papers, two share one with a probability of 0.2 %."""

_NOT_WORD = re.compile(r"[\W_]+")
_ASCII_NOT_WORD = bytes(code for code in range(128) if not chr(code).isalnum())


def text_key(text: str) -> str:
    """Return what two copies of one text share: its letters and digits, without case.

    >>> text_key("Once-for-All: Train ONE network!") == text_key("Once for all - train one network")
    True
    """
    if text.isascii():
        return text.lower().encode("ascii").translate(None, _ASCII_NOT_WORD).decode("ascii")
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


_NO_ABSTRACT = re.compile(
    r"(?:no abstract|abstract (?:is )?not|not available|none|n/?a|tba|tbd|unavailable)\b.{0,20}", re.IGNORECASE
)
"""What stands where a paper has no abstract; it tells no paper from another."""


def made_id(title: str, abstract: str) -> str:
    """Return an identifier for a paper whose source gives none, from its title (the abstract where untitled)."""
    text = title or abstract
    return "p-" + hashlib.sha256((text_key(text) or text).encode()).hexdigest()[:ID_DIGITS]


def merge(papers: Iterable[Paper], on_error: Callable[[SourceError], None]) -> list[Paper]:
    """Return each paper once, in reading order, with the sources of all its copies.

    Copies are papers with the same title, the same abstract or the same identifier, up to case and punctuation. What
    was read first stays; what it lacks (title, abstract, date, authors, annotations, identifier) comes from the later
    copies. Where two papers bear one identifier though titles and abstracts both differ, that is reported, and the
    later one is kept under a made identifier. Reports of benchmark results are one by their identifier alone, and have
    the rows of all copies.
    """
    copies = _Copies()
    for paper in papers:
        explicit = paper.id != made_id(paper.title, paper.abstract)
        other = copies.with_id(paper.id) if explicit else None
        if other is not None and not _one_report(paper, other) and _differ(paper, other):
            fresh = replace(paper, id=made_id(paper.title, paper.abstract))
            on_error(_conflict(paper, other, fresh.id))
            copies.add(fresh, explicit=False)
        else:
            copies.add(paper, explicit=explicit)
    return copies.papers()


def _one_report(paper: Paper, other: Paper) -> bool:
    """Tell whether two are parts of one report of benchmark results."""
    return paper.benchmark != "" and paper.benchmark == other.benchmark


def _differ(paper: Paper, other: Paper) -> bool:
    pairs = ((paper.title, other.title), (paper.abstract, other.abstract))
    return all(mine and its and text_key(mine) != text_key(its) for mine, its in pairs)


def _conflict(paper: Paper, other: Paper, fresh: str) -> SourceError:
    here, there = paper.sources[0], other.sources[0]
    message = (
        f"the id {quote(paper.id)} already belongs to a different paper, read from {there.file}:{there.line}; "
        f"this one is kept as {fresh}. Give one of them another id."
    )
    return SourceError(message, here.file, here.line)


class _Copies:
    """Groups of copies, found by key; a union-find whose root is the group that was read first."""

    def __init__(self) -> None:
        self._parents: list[int] = []
        self._papers: list[Paper] = []
        self._explicit: list[bool] = []
        self._groups: dict[bytes, int] = {}

    def with_id(self, identifier: str) -> Paper | None:
        """Return the paper that was read first with an explicit identifier."""
        number = self._groups.get(_digest("id", identifier))
        return None if number is None else self._papers[number]

    def add(self, paper: Paper, *, explicit: bool) -> None:
        """Add a paper to the group of its copies."""
        number = len(self._papers)
        self._papers.append(paper)
        self._explicit.append(explicit)
        self._parents.append(number)
        for key in _keys(paper, explicit=explicit):
            self._join(self._groups.setdefault(key, number), number)

    def papers(self) -> list[Paper]:
        """Return one paper for each group."""
        groups: dict[int, list[int]] = {}
        for number in range(len(self._papers)):
            groups.setdefault(self._root(number), []).append(number)
        return [self._combine(numbers) for numbers in groups.values()]

    def _root(self, number: int) -> int:
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._parents[second] = first

    def _combine(self, numbers: list[int]) -> Paper:
        copies = [self._papers[number] for number in numbers]
        if len(copies) == 1:
            return copies[0]
        if all(_one_report(copy, copies[0]) for copy in copies):
            return _whole_report(copies)
        title = next((copy.title for copy in copies if copy.title), "")
        abstract = next((copy.abstract for copy in copies if copy.abstract), "")
        named = (copy.id for copy, number in zip(copies, numbers, strict=True) if self._explicit[number])
        merged = Paper(
            id=next(named, made_id(title, abstract)),
            title=title,
            abstract=abstract,
            date=_fullest_date(copies),
            authors=next((copy.authors for copy in copies if copy.authors), ()),
            sources=tuple(dict.fromkeys(source for copy in copies for source in copy.sources)),
        )
        annotated = next((copy for copy in copies if copy.curated is not None), None)
        return merged if annotated is None else _with_annotations(merged, annotated)


def _whole_report(copies: Sequence[Paper]) -> Paper:
    from kg.sources.benchmarks import united

    title, abstract, stated = united(copies)
    sources = tuple(dict.fromkeys(source for copy in copies for source in copy.sources))
    return replace(copies[0], title=title, abstract=abstract, curated=stated, sources=sources)


def _keys(paper: Paper, *, explicit: bool) -> list[bytes]:
    keys = [_digest("id", paper.id)] if explicit else []
    if paper.benchmark:
        return keys
    if paper.title:
        keys.append(_digest("title", text_key(paper.title) or paper.title))
    if paper.abstract and not (paper.title and _NO_ABSTRACT.fullmatch(paper.abstract)):
        keys.append(_digest("abstract", text_key(paper.abstract) or paper.abstract))
    return keys


def _digest(field: str, text: str) -> bytes:
    """Return a short stand-in for a key, so that a million abstracts need not be kept twice."""
    return hashlib.blake2b(text.encode(), digest_size=16, person=field.encode()).digest()


def _fullest_date(copies: list[Paper]) -> str | None:
    dates = [copy.date for copy in copies if copy.date]
    return max((date for date in dates if date.startswith(dates[0])), key=len, default=None)


def _with_annotations(merged: Paper, annotated: Paper) -> Paper:
    """Return the merged paper with a copy's annotations, located anew where the text is not the copy's."""
    curated = annotated.curated
    if curated is not None and merged.text != annotated.text:
        from kg.records import extraction_from_json, extraction_to_json

        record = extraction_to_json(curated)
        for items in record.values():
            for item in items if isinstance(items, list) else ():
                item.pop("mentions", None)
                if isinstance(item.get("evidence"), dict):
                    item.pop("evidence")
        curated = extraction_from_json(record, merged.text)
    return replace(merged, curated=None if curated is None else replace(curated, paper=merged.id))

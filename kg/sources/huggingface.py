"""Hugging Face Daily Papers and paper searches, saved as text: a page's furniture, then title, abstract, authors, date.

The same page comes in two layouts, depending on the program that saved it: blocks separated by blank lines (title,
abstract, "• 9 authors", "·", "Feb 4, 2024 2" with the votes last), or one line for each title and each abstract, the
page's last button ("Subscribe") glued to the first title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.sources.base import Document, Record, Sample
from kg.sources.fields import iso_date
from kg.sources.sections import PARAGRAPH, is_section_name, is_title

__all__ = ["detect", "read"]

SHORT_ABSTRACT = 80
"""Characters below which two blocks without authors or date are page furniture rather than a paper."""

TITLE_WORDS = 4
"""Words from which a lone title-like block inside the page is a paper whose abstract is missing, not furniture."""

WRAPPED = 50
"""Characters that a line has at least when the title was broken after it."""

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}}(?:, ?\d{{4}})?|\d{{1,2}} {_MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d)"
_AUTHORS = re.compile(r"\d+\s+authors?", re.IGNORECASE)
_DATE_LINE = re.compile(rf"(?:published (?:on )?|submitted (?:on )?)?(?P<date>{_DATE})(?:\s+[\d.]+k?)?", re.IGNORECASE)
_COUNT = re.compile(
    r"\+?[\d.]+k?|(?:upvotes?|votes?|likes?)\s*[\d.]+k?|\+?[\d.]+k?\s+(?:upvotes?|votes?|likes?|comments?|replies|reply)",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"\s*[·•|∙⋅●▪◦]\s*|\s*^[-–—*]+\s+")
_SUBMITTER = re.compile(r"submitted by:?(?P<name>\s.*)?", re.IGNORECASE)
_PIECES = (
    r"new",
    r"get trending papers in your email inbox(?: once a day)?!?",
    r"subscribe",
    r"daily papers",
    r"trending papers",
    r"by\s*ak\b\s*and the research community",
    rf"{_MONTH} \d{{1,2}}",
)
_FURNITURE = re.compile(
    rf"(?:(?:{'|'.join(_PIECES)})\s*)+|view all activity|view all|previous|next|previous\s*(?:[\d.…]\s*)*next|"
    r"load more|show more|upvote|sort:.*|daily|weekly|monthly|trending|search|log in|sign up|system theme|"
    r"(?:©.*)?hugging face|the ai community building the future\.?",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?:new(?=Get )|Get trending papers in your email inbox(?: once a day)?!|Subscribe|Daily Papers"
    r"|by\s?AK\s?and the research community|(?<=community)[A-Z][a-z]{2} \d{1,2})+(?=[^\sa-z])"
)
_MARK = re.compile(r"Get trending papers in your email inbox|^\s*by\s?AK and the research community\s*$", re.MULTILINE)
_AUTHORS_LINE = re.compile(r"^\s*[•·∙●*–-]\s*\d+\s+authors?\s*(?:[•·∙●].*)?$", re.MULTILINE | re.IGNORECASE)


def detect(sample: Sample) -> float:
    """Return how surely a document is such a page: 1 with its header, 0.9 with author lines, 0.5 by its shape alone."""
    if _MARK.search(sample.text):
        return 1.0
    if _AUTHORS_LINE.search(sample.text):
        return 0.9
    return 0.5 if _alternates([line.strip() for line in sample.lines if line.strip()]) else 0.0


def _alternates(lines: list[str]) -> bool:
    """Tell whether titles and abstracts take turns, at least twice, and no title is the name of a section."""
    titles, abstracts = lines[::2], lines[1::2]
    return (
        len(abstracts) > 1
        and all(is_title(line) and line[0] not in '#{[<@"' and not is_section_name(line) for line in titles)
        and all(len(line) >= PARAGRAPH for line in abstracts)
    )


def read(document: Document) -> Iterator[Record]:
    """Yield the papers of a page."""
    first = True
    for run in _runs(_groups(document)):
        for record in _records(run, first=first):
            first = False
            yield record


@dataclass(frozen=True, slots=True)
class _End:
    """A line that ends an entry: whether it counts authors, and its date."""

    authors: bool = False
    date: str | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """Text that belongs together: a title or a paragraph."""

    line: int
    text: str
    is_title: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """The blocks between two ends of entries, with the end of the last."""

    blocks: list[_Block]
    end: _End


_Group = list[tuple[int, str]]
"""Numbered lines without a gap."""


def _groups(document: Document) -> Iterator[_Group | _End]:
    """Yield the lines of a page without its furniture, in groups, and the ends of entries between them."""
    group: _Group = []
    name_follows = False
    glued = True
    for number, line in document.lines():
        text = line.strip().strip("\u200b\ufeff").strip()
        if glued and (match := _GLUED.match(text)):
            text = text[match.end() :]
        end = _end(text)
        is_name = name_follows and len(text.split()) == 1
        if text and not is_name and not end and not _is_furniture(text):
            group.append((number, text))
            name_follows = glued = False
            continue
        if group:
            yield group
            group = []
        if end:
            yield end
        name_follows = text.lower().rstrip(":") == "submitted by" or (name_follows and not is_name)
    if group:
        yield group


def _end(text: str) -> _End | None:
    """Return what a line says if it ends an entry: a number of authors, a date, or who submitted the next."""
    if _SUBMITTER.fullmatch(text):
        return _End()
    parts = [part for part in _SEPARATORS.split(text) if part]
    dates = [match["date"] for part in parts if (match := _DATE_LINE.fullmatch(part))]
    authors = [part for part in parts if _AUTHORS.fullmatch(part)]
    counts = [part for part in parts if _COUNT.fullmatch(part)]
    if (not dates and not authors) or len(dates) + len(authors) + len(counts) < len(parts):
        return None
    return _End(bool(authors), iso_date(dates[0]) if dates else None)


def _is_furniture(text: str) -> bool:
    parts = [part for part in _SEPARATORS.split(text) if part]
    return all(_FURNITURE.fullmatch(part) or _COUNT.fullmatch(part) for part in parts)


def _runs(items: Iterator[_Group | _End]) -> Iterator[_Run]:
    """Yield the blocks between the ends of entries; ends without a block between them are one."""
    pieces = list(items)
    by_line = not any(isinstance(one, list) and isinstance(other, list) for one, other in pairwise(pieces))
    blocks: list[_Block] = []
    end: _End | None = None
    for piece in pieces:
        if isinstance(piece, _End):
            end = _End(piece.authors or (end or piece).authors, (end or piece).date or piece.date)
            continue
        if end is not None:
            yield _Run(blocks, end)
            blocks, end = [], None
        blocks.extend(_blocks(piece, by_line=by_line))
    yield _Run(blocks, end or _End())


def _blocks(group: _Group, *, by_line: bool) -> list[_Block]:
    """Return the titles and paragraphs of a group.

    Lines that were not wrapped stand for themselves: a long line shows it, and so does a page without blank lines.
    """
    if not by_line and not any(len(text) >= PARAGRAPH for _, text in group):
        text = "\n".join(text for _, text in group)
        return [_Block(group[0][0], text, is_title(text))]
    blocks: list[_Block] = []
    for at, (number, text) in enumerate(group):
        before, after = (group[near][1] if 0 <= near < len(group) else "" for near in (at - 1, at + 1))
        title = is_title(text) or (len(text) < PARAGRAPH <= min(len(before), len(after)) and "://" not in text)
        if title and blocks and blocks[-1].is_title and not is_title(after) and _is_broken(blocks[-1].text, text):
            blocks[-1] = _Block(blocks[-1].line, f"{blocks[-1].text}\n{text}", is_title=True)
        else:
            blocks.append(_Block(number, text, title))
    return blocks


def _is_broken(line: str, following: str) -> bool:
    """Tell whether a title was broken between two lines."""
    return len(line) >= WRAPPED or line.endswith((":", ",", "-", "–", "—")) or following[:1].islower()


def _records(run: _Run, *, first: bool) -> Iterator[Record]:
    """Yield the papers of a run of blocks; only the last of them has authors and date.

    The blocks are normally one title and one abstract. More of them are abstracts of several paragraphs, papers without
    authors and date, or unknown furniture; then a paper starts with each title that a paragraph follows.
    """
    blocks = run.blocks
    if len(blocks) == 2 and run.end != _End() and not (blocks[1].is_title and not blocks[0].is_title):
        yield Record(blocks[0].line, blocks[0].text, blocks[1].text, date=run.end.date)
        return
    starts = [at for at in range(len(blocks)) if _starts_paper(run, at, first=first)]
    if blocks and 0 not in starts and not blocks[0].is_title and len(blocks[0].text) >= PARAGRAPH:
        starts.insert(0, 0)
    for start, stop in zip(starts, [*starts, len(blocks)][1:], strict=True):
        title = blocks[start].text if blocks[start].is_title else ""
        body = [block for block in blocks[start + bool(title) : stop] if not block.is_title]
        abstract = "\n".join(block.text for block in body)
        is_last = stop == len(blocks)
        if is_last or not first or len(abstract) >= SHORT_ABSTRACT:
            yield Record(blocks[start].line, title, abstract, date=run.end.date if is_last else None)


def _starts_paper(run: _Run, at: int, *, first: bool) -> bool:
    """Tell whether a block is the title of a paper: a paragraph follows it, or something else shows that it is one."""
    block, following = run.blocks[at], run.blocks[at + 1 : at + 2]
    if not block.is_title:
        return False
    if not following:
        return run.end.authors
    return not following[0].is_title or (not first and len(block.text.split()) >= TITLE_WORDS)

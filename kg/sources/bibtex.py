"""BibTeX bibliographies, through bibtexparser; broken entries cost only themselves."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.sources.base import Document, Problem, Record, Sample
from kg.sources.fields import MONTHS, iso_date, known_id
from kg.sources.latex import decode_latex, split_outside_braces

if TYPE_CHECKING:
    from bibtexparser.model import Block, Entry

__all__ = ["detect", "read"]

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_ENTRY = re.compile(r"^[ \t]*@[ \t]*[a-z]+[ \t]*[{(]\s*[^\s,{}=]+\s*,", re.MULTILINE | re.IGNORECASE)
_STRINGS = {name: f"{number:02}" for number, name in enumerate(MONTHS, 1)}


def detect(sample: Sample) -> float:
    """Return 1 for a document that begins with an entry, a comment or the like, 0.7 for one that holds an entry."""
    if not _ENTRY.search(sample.text):
        return 0.0
    return 1.0 if sample.text.lstrip().startswith(("@", "%")) else 0.7


def read(document: Document) -> Iterator[Record | Problem]:
    """Yield the entries of a bibliography; an entry without abstract is a paper with an empty one."""
    from bibtexparser.model import Entry, ParsingFailedBlock, String
    from bibtexparser.splitter import Splitter

    strings = dict(_STRINGS)
    for block in Splitter(document.text()).split().blocks:
        line = (block.start_line or 0) + 1
        held = _held(block)
        if isinstance(held, String):
            strings[held.key.lower()] = _value(str(held.value), strings)
        elif isinstance(held, Entry):
            yield _record(line, held, strings)
        elif isinstance(held, ParsingFailedBlock):
            yield Problem(line, "the entry is broken (unbalanced braces, a missing comma or no key); mend it")


def _held(block: Block) -> Block:
    """Return the entry in a block that the parser objects to only because its key or a field comes twice."""
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock

    if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        return block.ignore_error_block or block
    return block


def _record(line: int, entry: Entry, strings: Mapping[str, str]) -> Record:
    fields = {field.key.lower(): _value(str(field.value), strings) for field in reversed(entry.fields)}
    get = fields.get
    eprint = get("eprint", "")
    names = split_outside_braces(get("author", ""), r"\s+and\s+")
    authors = (" ".join(decode_latex(name).replace("~", " ").split()) for name in names)
    return Record(
        line,
        decode_latex(get("title", "")),
        decode_latex(get("abstract", "")),
        id=known_id(eprint, f"arXiv:{eprint}", get("arxivid"), get("doi"), get("url")),
        date=_date(fields),
        authors=tuple(name for name in authors if name and name != "others"),
    )


def _date(fields: Mapping[str, str]) -> str | None:
    year, month = fields.get("year", "").strip(), fields.get("month", "").strip().lower()
    return iso_date(fields.get("date", "")) or iso_date(f"{year}-{_STRINGS.get(month[:3], month)}") or iso_date(year)


def _value(text: str, strings: Mapping[str, str]) -> str:
    """Return the text of a field: its parts, joined, without their delimiters and with abbreviations written out."""
    return "".join(_part(part.strip(), strings) for part in split_outside_braces(text, "#"))


def _part(part: str, strings: Mapping[str, str]) -> str:
    if len(part) > 1 and (part[0], part[-1]) in {("{", "}"), ('"', '"')}:
        return part[1:-1]
    return strings.get(part.lower(), part)

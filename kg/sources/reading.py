"""From documents to papers: the format is recognised, records become papers, what cannot be read is reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.errors import SourceError
from kg.model import Paper, Source
from kg.sources.base import Format, Problem, Record, Sample, unwrap
from kg.sources.document import TextDocument
from kg.sources.files import documents
from kg.sources.identity import made_id, merge
from kg.sources.registry import best_format, formats

__all__ = ["papers_in", "read"]

MAX_UNPRINTABLE = 0.1
"""Share of control characters and undecodable bytes above which a file is no text: binary files have a third or more,
texts in an old encoding a few percent."""

Report = Callable[[SourceError], None]

_SURROGATE = re.compile("[\ud800-\udfff]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\udc80-\udcff]")
_HINTS = (
    (re.compile(r"%PDF-"), "is a PDF; save its title and abstract as text"),
    (re.compile(r"\s*<(?:!doctype html|html)", re.IGNORECASE), "is an HTML page; save it as text"),
    (re.compile(r"\s*<"), "is XML, which is not read; save it as JSON, CSV or text"),
)


def read(inputs: Iterable[str | Path], *, on_error: Report | None = None) -> list[Paper]:
    """Read papers from files, directories, archives and standard input, each paper once.

    Parameters
    ----------
    inputs
        Files, directories (read recursively, in sorted order, without hidden files) and "-" for standard input.
        Compression, archives and formats are told by content.
    on_error
        Called with whatever cannot be read, which costs nothing else; by default the first such error is raised.

    Returns
    -------
    list of Paper
        In reading order. Copies of one paper (same title, abstract or identifier) are one, with all their sources.

    Raises
    ------
    SourceError
        For the first file or record that cannot be read, unless there is `on_error`.
    """
    report = on_error or _raise
    if isinstance(inputs, str | Path):
        inputs = [inputs]
    return merge((paper for source in inputs for paper in papers_in(source, on_error=report)), report)


def papers_in(source: str | Path, *, on_error: Report | None = None) -> Iterator[Paper]:
    """Yield the papers of one file, directory or archive as they stand, copies included.

    Parameters
    ----------
    source, on_error
        As for `read`.

    Raises
    ------
    SourceError
        As for `read`.
    """
    report = on_error or _raise
    for document in documents(source, report):
        yield from _papers(document, report)


def _raise(error: SourceError) -> None:
    raise error


def _papers(document: TextDocument, report: Report) -> Iterator[Paper]:
    objection = _objection(document)
    if objection:
        report(SourceError(document.failure or objection, document.file))
        return
    found = best_format(document.sample)
    if found is None:
        report(SourceError(_unknown(document.sample), document.file))
        return
    name, reader = found
    empty = True
    for item in _items(reader, document):
        empty = False
        if isinstance(item, SourceError):
            report(item)
        elif isinstance(item, Problem):
            report(SourceError(item.message, document.file, item.line))
        else:
            yield from _paper(item, name, document, report)
    if failure := document.failure:
        report(SourceError(failure, document.file, document.line or None))
    elif empty:
        report(SourceError(f"holds no paper, though it looks like {name}", document.file))


def _items(reader: Format, document: TextDocument) -> Iterator[Record | Problem | SourceError]:
    """Yield what a reader finds, and before it what came up in decoding its lines."""
    try:
        for item in reader.read(document):
            yield from document.errors()
            yield item
    except SourceError as error:
        yield error
    yield from document.errors()


def _paper(record: Record, format_name: str, document: TextDocument, report: Report) -> Iterator[Paper]:
    title, abstract = record.title, record.abstract
    if record.stated is None:
        title, abstract = unwrap(title), unwrap(abstract)
    identifier = record.id.strip()
    texts = (title, abstract, identifier, *record.authors)
    objection = ""
    if any(not text.isascii() and _SURROGATE.search(text) for text in texts):
        if any(line >= record.line for line in document.bad_lines):
            return
        objection = "the text holds half of a surrogate pair (\\ud800 to \\udfff); write the whole character"
    elif not title and not abstract:
        objection = "the record has neither title nor abstract; give it one"
    if objection:
        report(SourceError(objection, document.file, record.line))
        return
    paper = Paper(
        id=identifier or made_id(title, abstract),
        title=title,
        abstract=abstract,
        date=record.date,
        authors=record.authors,
        sources=(Source(document.file, record.line, format_name, document.sha256),),
        curated=record.stated,
        benchmark=record.benchmark,
    )
    if record.annotations is None:
        yield paper
    else:
        yield from _annotated(paper, record, report)


def _annotated(paper: Paper, record: Record, report: Report) -> Iterator[Paper]:
    from kg.records import extraction_from_json

    try:
        curated = extraction_from_json({**(record.annotations or {}), "id": paper.id}, paper.text)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        reason = str(error) if isinstance(error, ValueError) else "a field has the wrong type"
        message = f"the annotations cannot be read: {reason}; mend or remove them"
        report(SourceError(message, paper.sources[0].file, record.line))
    else:
        yield replace(paper, curated=curated)


def _objection(document: TextDocument) -> str:
    """Return why a document need not be read at all, or ""."""
    text = document.sample.text
    if not text.strip():
        return "is empty" if document.sample.complete else f"begins with {len(text) >> 10} KiB of white space"
    if len(_UNPRINTABLE.findall(text)) > MAX_UNPRINTABLE * len(text) or "\x00" in text:
        return next((hint for mark, hint in _HINTS if mark.match(text)), "is a binary file; give a text")
    return ""


def _unknown(sample: Sample) -> str:
    hint = next((hint for mark, hint in _HINTS if mark.match(sample.text)), "")
    return hint or f"is in no known format ({', '.join(formats())}); save it as one of these"

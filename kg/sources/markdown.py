"""Markdown: one paper, its first heading the title, its abstract a section of that name or the first text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.sources.base import Document, Record, Sample
from kg.sources.fields import author_names, iso_date, known_id
from kg.sources.sections import Section, abstract_of

__all__ = ["detect", "read"]

_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<fields>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FIELD = re.compile(r"(?P<key>\w+):[ \t]*(?P<mark>[\"']?)(?P<value>.+?)(?P=mark)[ \t]*")

Lines = list[tuple[int, str]]


def detect(sample: Sample) -> float:
    """Return 0.6 for a document that begins with a heading or front matter, 0.4 for one with a heading."""
    text = sample.text.lstrip()
    first, _, rest = text.partition("\n")
    if _HEADING.fullmatch(first) or re.fullmatch(r" {0,3}=+[ \t]*", rest.partition("\n")[0]) or _front_matter(text):
        return 0.6
    return 0.4 if any(_HEADING.fullmatch(line) for line in sample.lines) and not first.startswith(("#!", "<")) else 0.0


def read(document: Document) -> Iterator[Record]:
    """Yield the paper."""
    text = document.text()
    if document.cut:
        return
    fields = _front_matter(text.lstrip())
    lines = list(enumerate(text.split("\n"), 1))
    if fields:
        end = [number for number, line in lines if line.strip() in {"---", "..."}][1]
        lines = lines[end:]
    sections = _sections(lines)
    named = next((section for section in sections if section.heading), None)
    title = fields.get("title") or (named.heading if named else "")
    if named and title == named.heading:
        sections = [section for section in sections if section is not named or section.text.strip()]
        sections = [Section(s.line, "", s.text) if s is named else s for s in sections if s.line >= named.line]
    line = next((number for number, line in enumerate(text.split("\n"), 1) if line.strip()), 1)
    yield Record(
        named.line if named and title == named.heading else line,
        title,
        fields.get("abstract") or abstract_of(sections),
        id=known_id(fields.get("arxiv"), f"arXiv:{fields.get('arxiv')}", fields.get("doi"), fields.get("url")),
        date=iso_date(fields.get("date", "")),
        authors=author_names(fields.get("author") or fields.get("authors")),
    )


def _front_matter(text: str) -> dict[str, str]:
    """Return the one-line fields of the YAML block at the beginning, names in lower case."""
    block = _FRONT_MATTER.match(text)
    found = (_FIELD.fullmatch(line) for line in block["fields"].split("\n")) if block else ()
    return {match["key"].lower(): match["value"] for match in found if match}


def _sections(lines: Lines) -> list[Section]:
    """Return the headings with the text below each; "#" in a code block is no heading."""
    found: list[tuple[int, str, list[str]]] = [(1, "", [])]
    fence = ""
    for number, line in lines:
        mark = _FENCE.match(line)
        heading = None if fence else _HEADING.fullmatch(line)
        body = found[-1][2]
        if mark and (not fence or mark["mark"].startswith(fence)):
            fence = "" if fence else mark["mark"]
        if heading:
            found.append((number, heading["text"].strip(), []))
        elif _UNDERLINE.fullmatch(line) and body and body[-1].strip() and not fence:
            found.append((number - 1, body.pop().strip(), []))
        else:
            body.append(line)
    return [Section(line, heading, "\n".join(body)) for line, heading, body in found]

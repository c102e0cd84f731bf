"""Noun phrases: runs of words that a name can hold (`kg_phrases`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.extract.lexicon import breaks_phrase, is_evaluative

__all__ = ["is_name", "mark_phrases", "noun_phrases", "trim"]

_WORD = re.compile(r"[A-Za-z0-9α-ωΑ-Ω][\w.+&'’*@#^/-]*")
_NUMBER = re.compile(r"[\d.,]+(?:\\?%|[xX×]|[kKMGT]?B?)?")
_CAPITALS = re.compile(r"[A-Z].*[A-Z]|[a-z].*[A-Z]|[A-Za-z].*\d|\d.*[A-Z]")
_TITLE_CASE = re.compile(r"[A-Z]?[a-z]+(?:-[A-Z]?[a-z]+)+|[A-Z][a-z]*-(?:of|to|by|in|on|and|the)-\w+")
_NAME = re.compile(r"[\w.+&/@#*'’^-]+")
_NOT_NAMES = re.compile(
    r"(?i:\d+(?:\.\d+)?[a-z]{1,5}|[a-z]|[ivx]+|\d+-?(?:d|bit|bits|way|shot|layer|stage|step|dim|class|fold|nm)s?|"
    r"top-\d+|"
    r"state-of-the-art|sota|i\.e\.?|e\.g\.?|al\.?|u\.?s\.?a?|uk|eu|phd|ceo|ai|ml|dl|nlp|cv|it|id|ok|vs|rq\d*)"
)


@Language.component("kg_phrases", requires=["token.is_sent_start"], assigns=["doc.spans"])
def mark_phrases(doc: Doc) -> Doc:
    """Put the noun phrases on `doc.spans["kg_phrases"]`, evaluative words trimmed from their front."""
    doc.spans["kg_phrases"] = list(_phrases(doc))
    return doc


def noun_phrases(doc: Doc) -> Sequence[Span]:
    """Return the noun phrases that `kg_phrases` found, or find them where it is not in the pipeline."""
    return doc.spans["kg_phrases"] if "kg_phrases" in doc.spans else list(_phrases(doc))


def _phrases(doc: Doc) -> Iterator[Span]:
    start: int | None = None
    for token in doc:
        inside = _inside_name(token)
        if start is not None and (not inside or token.is_sent_start):
            yield from trim(doc[start : token.i])
            start = None
        if inside and start is None:
            start = token.i
    if start is not None:
        yield from trim(doc[start : len(doc)])


def _inside_name(token: Token) -> bool:
    text = token.text
    if text in ("-", "–", "&") and 0 < token.i < len(token.doc) - 1:
        return not token.whitespace_ and not token.nbor(-1).whitespace_ and bool(_WORD.fullmatch(token.nbor(-1).text))
    if text == "of" and 0 < token.i < len(token.doc) - 1:
        return (token.nbor(-1).text, token.nbor(1).text) == ("Internet", "Things")
    if not _WORD.fullmatch(text):
        return False
    if breaks_phrase(token.lower_):
        return is_name(text) and text.lower() != text and not (token.is_sent_start or text.istitle())
    return True


def trim(span: Span) -> list[Span]:
    """Return the phrase without evaluative words, hyphens and bare numbers around it; nothing if nothing is left."""
    start, end = span.start, span.end
    doc = span.doc
    while start < end and (
        is_evaluative(doc[start].lower_) or doc[start].text in "-–&" or _NUMBER.fullmatch(doc[start].text)
    ):
        start += 1
    while end > start and doc[end - 1].text in "-–&":
        end -= 1
    return [doc[start:end]] if start < end else []


def is_name(text: str) -> bool:
    """Tell whether a word has the shape of a proper name: capitals or digits inside it.

    >>> [w for w in ("MCUFormer", "gpt-4o", "BERT", "Transformer", "3D", "8-bit", "network") if is_name(w)]
    ['MCUFormer', 'gpt-4o', 'BERT']
    """
    if _TITLE_CASE.fullmatch(text):
        return False
    return bool(_CAPITALS.search(text)) and bool(_NAME.fullmatch(text)) and not _NOT_NAMES.fullmatch(text)

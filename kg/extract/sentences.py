"""Sentence boundaries for a title, a newline and an abstract (`kg_sentences`)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract.tokenizer import ABBREVIATED

__all__ = ["mark_sentences"]

_ENDS = frozenset((".", "!", "?", "..", "..."))
_CLOSING = frozenset((")", "]", "}", '"', "”", "’", "'", "$", "''"))


@Language.component("kg_sentences", assigns=["token.is_sent_start"], retokenizes=False)
def mark_sentences(doc: Doc) -> Doc:
    """Start a sentence at the text's start, after a line break, and after a full stop that ends one."""
    for token in doc:
        token.is_sent_start = token.i == 0 or _starts_sentence(doc, token)
    return doc


def _starts_sentence(doc: Doc, token: Token) -> bool:
    before = doc[token.i - 1]
    if "\n" in before.text:
        return True
    if token.is_space or token.text in _CLOSING:
        return False
    while before.i > 0 and before.text in _CLOSING:
        before = doc[before.i - 1]
    if before.text not in _ENDS or (not before.whitespace_ and token.idx == before.idx + len(before)):
        return False
    if before.i > 0 and f"{doc[before.i - 1].text}." in ABBREVIATED:
        return False
    return not token.text[0].islower()

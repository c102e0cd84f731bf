"""Tokenizer rules for scientific text: part numbers, quantities and names stay whole, LaTeX markup comes off."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

__all__ = ["ABBREVIATED", "ADDRESS", "create_tokenizer"]

ABBREVIATED = (
    "e.g.",
    "i.e.",
    "et al.",
    "al.",
    "vs.",
    "cf.",
    "etc.",
    "resp.",
    "approx.",
    "w.r.t.",
    "Fig.",
    "Eq.",
    "Sec.",
    "No.",
)
"""Tokens whose full stop does not end a sentence."""

_LATEX_OPEN = r"\\(?:text|math)?(?:tt|bf|it|rm|sf|sc|cal|bb|emph|underline|textbf|texttt|textit|textsc)?\{"
_OPEN = [
    "(",
    "[",
    "{",
    "<",
    '"',
    "'",
    "“",
    "‘",
    "`",
    "$",
    "~",
    "``",
    "*",
    "-",
    "–",
    "—",
    "+",
    "=",
    "≈",
    "≤",
    "≥",
    "±",
    "#",
]
_CLOSE = [")", "]", "}", ">", '"', "'", "”", "’", "`", "$", "''", "*", ",", ";", ":", "!", "?", "…", "-", "–", "—"]

_PREFIXES = [_LATEX_OPEN, r"\\(?=[A-Za-z]+\{)", *(re.escape(mark) for mark in _OPEN)]
_SUFFIXES = [r"'s", r"’s", r"(?<=[^.\s])\.", r"\.\.+", r"\{\}", *(re.escape(mark) for mark in _CLOSE)]

COMPOUND_TAILS = (
    "based aware driven free guided enabled accelerated like oriented powered style level trained pretrained "
    "pre-trained "
    "equipped only friendly optimized optimised specific compatible constrained limited bound enhanced inspired "
    "agnostic "
    "intensive efficient centric class native backed assisted augmented generated derived scale integrated mounted "
    "side "
    "controlled conditioned finetuned fine-tuned quantized compressed distilled tuned family to and"
).split()
"""Second halves of compounds whose first half is a name of its own: "FPGA-based" is "FPGA", "-", "based"."""

_INFIXES = [
    r"(?<=[a-z][a-z])\.(?=[A-Z][a-z])",
    r"\.\.+",
    r"---?",
    r"[—…;~()\[\]{}<>=\"“”$|^]",
    r"(?<=[A-Za-z)\]}])[:,](?=\S)",
    r"(?<=\d),(?=[^\d\s])",
    r"(?<=[A-Za-z0-9%}])/(?=[A-Za-z0-9\\$])",
    r"(?<=[A-Za-z])–(?=[A-Za-z])",
]
_COMPOUND = re.compile(r"[-–](?=(?:" + "|".join(COMPOUND_TAILS) + r")(?![A-Za-z-]))")

_WHOLE = re.compile(
    r"(?:"
    r"[A-Z]+[A-Za-z]*['’]\d\d"  # WMT'14
    r"|\d+(?:[.,]\d+)*\\?%"  # 73.62\%
    r"|\d+(?:\.\d+)?(?:x|X|×)"  # 2.2x
    r"|[GMTP]?(?:OP|FLOP|MAC)S?/(?:W|s|mm\^?2)|(?:images?|frames?|samples?|tokens?|inf|m|J|MB|GB|KB)/(?:s|sec|"
    r"second|W|J|inference)"
    r"|ViT-[STBLHG]/\d+"
    r"|e\.g\.|i\.e\.|w\.r\.t\.|vs\.|cf\.|etc\.|al\."
    r")"
)


ADDRESS = re.compile(r"(?:https?://|www\.|(?:github|gitlab|huggingface)\.(?:com|co|io)/)\S*")
"""Web addresses stay whole: no part of one names a thing."""

_INFIX = compile_infix_regex(_INFIXES)


def _infixes(text: str) -> list[re.Match[str]]:
    """Return where to split inside a token; a compound splits only behind a proper name or acronym."""
    tails = (m for m in _COMPOUND.finditer(text) if any(c.isupper() or c.isdigit() for c in text[: m.start()]))
    apart: list[re.Match[str]] = []
    for match in sorted([*_INFIX.finditer(text), *tails], key=lambda match: match.start()):
        if not apart or match.start() >= apart[-1].end():
            apart.append(match)
    return apart


@registry.tokenizers("kg.Tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """Return what makes a tokenizer for scientific English, for `nlp.config["nlp"]["tokenizer"]`."""

    def make(nlp: Language) -> Tokenizer:
        return Tokenizer(
            nlp.vocab,
            rules={},
            prefix_search=compile_prefix_regex(_PREFIXES).search,
            suffix_search=compile_suffix_regex(_SUFFIXES).search,
            infix_finditer=_infixes,
            token_match=_WHOLE.fullmatch,
            url_match=ADDRESS.match,
        )

    return make

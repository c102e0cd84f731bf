"""LaTeX as bibliographies use it: accents become letters, protective braces go; everything else stays as written."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["decode_latex", "split_outside_braces"]

_ACCENTS = dict(
    zip(
        "`'^\"~=.uvHcdbrk",
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0323\u0331\u030a\u0328",
        strict=True,
    )
)
"""Accent commands and the combining characters that they stand for."""

_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
}  # fmt: skip
"""Commands for letters."""

_ACCENT = re.compile(
    r"\\(?:(?P<sign>[`'^\"~=.])\s*|(?P<name>[uvHcdbrk])(?:\s+|(?=[{\\])))"
    r"(?:\{\s*\\?(?P<braced>[A-Za-z])\s*\}|\\(?P<dotless>[ij])(?![A-Za-z])\s*|(?P<bare>[A-Za-z]))"
)
_LETTER = re.compile(rf"\\({'|'.join(sorted(_LETTERS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|\s*)")
_TOKEN = re.compile(r"(?P<math>(?P<marks>\$\$?)(?:\\.|[^$\\])*(?P=marks))|\\[A-Za-z]+\s*(?=\{)|\\.|[{}]", re.DOTALL)


def decode_latex(text: str) -> str:
    r"""Return a bibliography's text with accented letters as such and without braces that only protect capitals.

    Formulas and other commands, with the braces of their arguments, stay.

    >>> print(decode_latex(r"{BERT} f{\'u}r \textbf{all} $x_{i}$ by J{\'o}zsef \O{}stergaard"))
    BERT fúr \textbf{all} $x_{i}$ by József Østergaard
    """
    if "\\" in text:
        text = _LETTER.sub(lambda match: _LETTERS[match[1]], _ACCENT.sub(_accented, text))
    return _without_braces(text) if "{" in text else text


def _accented(match: re.Match[str]) -> str:
    letter = match["braced"] or match["dotless"] or match["bare"]
    return unicodedata.normalize("NFC", letter + _ACCENTS[match["sign"] or match["name"]])


def _without_braces(text: str) -> str:
    """Drop braces that neither hold a command's argument nor begin with a command."""
    kept: list[bool] = []
    argument_at = -1
    parts: list[str] = []
    last = 0
    for match in _TOKEN.finditer(text):
        found, end = match.group(), match.end()
        keeps = True
        if found == "{":
            keeps = match.start() == argument_at or text.startswith("\\", end)
            kept.append(keeps)
        elif found == "}":
            keeps = kept.pop() if kept else True
        parts += [text[last : match.start()], found if keeps else ""]
        last = end
        if (found == "}" and keeps) or (found[0] == "\\" and found[1:2].isalpha()):
            argument_at = end
    return "".join([*parts, text[last:]])


def split_outside_braces(text: str, separator: str) -> list[str]:
    r"""Return the parts of a text between matches of a pattern that lie neither in braces nor in quotation marks.

    >>> split_outside_braces("Ada Lovelace and {Barnes and Noble}", r"\s+and\s+")
    ['Ada Lovelace', '{Barnes and Noble}']
    """
    parts: list[str] = []
    depth, start, quoted = 0, 0, False
    for match in re.finditer(rf"\\.|[{{}}\"]|{separator}", text, re.DOTALL):
        found = match.group()
        if found in "{}":
            depth += 1 if found == "{" else -1
        elif found == '"':
            quoted = not quoted if depth == 0 else quoted
        elif depth == 0 and not quoted and not found.startswith("\\"):
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]

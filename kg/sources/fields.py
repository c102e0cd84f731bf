"""How dates, authors and identifiers are written in papers' metadata, and what they mean."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

__all__ = ["author_names", "iso_date", "known_id"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ISO = re.compile(r"(?P<year>[12]\d{3})(?:[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2})(?:[T ].*)?)?)?")
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\.?"
_WORDED = (
    re.compile(rf"{_MONTH} (?P<day>\d{{1,2}}),? (?P<year>[12]\d{{3}})", re.IGNORECASE),
    re.compile(rf"(?:[a-z]{{3}}, )?(?P<day>\d{{1,2}}) {_MONTH},? (?P<year>[12]\d{{3}})(?: \d\d:.*)?", re.IGNORECASE),
    re.compile(rf"{_MONTH},? (?P<year>[12]\d{{3}})(?P<day>)", re.IGNORECASE),
)

_ARXIV_NUMBER = r"\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{7}"
_ARXIV = re.compile(
    rf"(?:(?:https?://)?(?:www\.)?(?:arxiv\.org/(?:abs|pdf|html)/|huggingface\.co/papers/)|arxiv:\s*|"
    rf"(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\.)(?P<id>{_ARXIV_NUMBER})(?:v\d+)?(?:\.pdf)?(?:[?#].*)?",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(?P<id>10\.\d{4,9}/\S+)", re.IGNORECASE)


def iso_date(value: object) -> str | None:
    """Return a date as ISO date, year-month or year, as far as it is known; None where the year is not.

    >>> [iso_date(d) for d in ("2024-02-04T10:00:00Z", "Feb 4, 2024", "4 February 2024", "2024-2", 2024, "Nov 14")]
    ['2024-02-04', '2024-02-04', '2024-02-04', '2024-02', '2024', None]
    """
    text = str(value).strip() if isinstance(value, str | int) else ""
    patterns = (_ISO, *_WORDED) if text else ()
    found = next((match for pattern in patterns if (match := pattern.fullmatch(text))), None)
    if found is None:
        return None
    year, month, day = int(found["year"]), found["month"] or "", found["day"] or ""
    number = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1 if month else 0
    try:
        full = datetime.date(year, number or 1, int(day) if day else 1).isoformat()
    except ValueError:
        return None
    return full if day else full[:7] if month else full[:4]


def author_names(value: object) -> tuple[str, ...]:
    """Return the names in a list of authors, as written.

    A list holds names or objects with a name (`name`, or `given` and `family`). In one string names are separated by
    semicolons, by commas or by "and"; commas inside "Last, First" are told by what stands between them.

    >>> author_names("Ada Lovelace, Alan Turing and Grace Hopper")
    ('Ada Lovelace', 'Alan Turing', 'Grace Hopper')
    >>> author_names("Lovelace, Ada and Turing, Alan")
    ('Lovelace, Ada', 'Turing, Alan')
    """
    if isinstance(value, list | tuple):
        names = [_name(item) for item in value]
    elif isinstance(value, str):
        names = _split_names(value)
    else:
        names = []
    return tuple(name for name in (" ".join(name.split()) for name in names) if name)


def _name(item: object) -> str:
    if isinstance(item, str):
        return item
    if not isinstance(item, Mapping):
        return ""
    parts = [item.get(key) for key in ("given", "non-dropping-particle", "family")]
    name: Any = item.get("name") or item.get("literal") or " ".join(part for part in parts if isinstance(part, str))
    return name if isinstance(name, str) else ""


def _split_names(text: str) -> list[str]:
    if ";" in text:
        return text.split(";")
    by_comma = re.split(r",(?:\s*and\s)?|\sand\s", text)
    if all(len(name.split()) > 1 for name in by_comma):
        return by_comma
    return re.split(r"\sand\s", text)


def known_id(*values: object) -> str:
    """Return the first arXiv identifier (without version) or DOI among identifiers and addresses, or "".

    >>> known_id(None, "https://arxiv.org/abs/2301.00001v2")
    '2301.00001'
    >>> known_id("https://doi.org/10.1145/12.34")
    '10.1145/12.34'
    """
    texts = [str(value).strip() for value in values if isinstance(value, str)]
    for pattern in (_ARXIV, _DOI):
        for text in texts:
            if match := pattern.fullmatch(text):
                return match["id"]
    return ""

"""British and American spelling of the words that names are made of."""

from __future__ import annotations

import re

__all__ = ["american"]

_BRITISH: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=[a-z]{4})is(?=(?:ations?|e|ed|es|er|ers|ing)\b)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})ys(?=(?:e|ed|es|er|ers|ing)\b)"), "yz"),
    (re.compile(r"(?<=[a-z]{3})our(?=(?:s|al|hood|ed|ing|less)?\b)"), "or"),
    (re.compile(r"(?<=[a-z]{3})ll(?=(?:ed|er|ers|ing)\b)"), "l"),
    (re.compile(r"(?<=[a-z]{3})tre(?=s?\b)"), "ter"),
    (re.compile(r"(?<=[a-z]{3})ogue(?=s?\b)"), "og"),
)
"""Endings that the two write differently. A word that only looks so ("precise") becomes no other word by it."""


def american(name: str) -> str:
    """Return a name in American spelling, in lower case; to compare names by, not to show.

    >>> american("Generalised colour modelling"), american("wavelet transform")
    ('generalized color modeling', 'wavelet transform')
    """
    plain = name.casefold()
    for pattern, spelling in _BRITISH:
        plain = pattern.sub(spelling, plain)
    return plain

"""What is spelled like hardware and is something else, as the noun beside it tells: the A100 highway."""

from __future__ import annotations

import re

__all__ = ["is_lookalike"]

_LONGEST = 10
"""Letters and digits up to which a name is checked: longer ones ("STM32F746ZG") name nothing but hardware."""

_AFTER = frozenset(
    """
    highway motorway freeway expressway autobahn road route street junction bus railway flight
    river basin lake valley mountain volcano seamount island village town reef
    moon mission spacecraft asteroid galaxy star telescope exoplanet constellation
    initialization initialisation initializer initialiser init transmission competition
    grant award fellowship patient ward gene mutation protein receptor antibody macrophage cell neuron enzyme
    flower plant fish bird army surname painting cathedral novel
    ray fold machine test completeness pattern law theorem equation conjecture
    """.split()
)
"""Nouns that, behind a short name, say that it is a road, place, body, gene, prize or a scientist's."""

_BEFORE = frozenset(
    """
    highway motorway freeway expressway autobahn road route junction ward grant award gene room page surname flight
    """.split()
)
_NEXT_WORD = re.compile(r"(?:['’]s)?[\s~-]+([A-Za-z]+)")
_WORD_BEFORE = re.compile(r"([A-Za-z]+)[\s~]+$")
_MACHINES = re.compile(r"[A-Za-z]*\d|[a-z]*[A-Z]{2}")
"""Names with a digit or an acronym: on such machines ("A100 machines") things run."""


def is_lookalike(text: str, start: int, end: int) -> bool:
    """Tell whether the words beside a short name say that it is no hardware.

    Parameters
    ----------
    text
        The text around the name.
    start, end
        Where the name is.

    Examples
    --------
    >>> text = "Traffic on the A100 highway; eight A100 machines; the Turing test."
    >>> [is_lookalike(text, m.start(), m.end()) for m in re.finditer("A100|Turing", text)]
    [True, False, True]
    """
    name = text[start:end]
    if sum(c.isalnum() for c in name) > _LONGEST:
        return False
    after = _NEXT_WORD.match(text, end)
    if after and _singular(after[1]) in _AFTER:
        return not (_singular(after[1]) in ("machine", "test") and _MACHINES.match(name))
    before = _WORD_BEFORE.search(text[max(0, start - 20) : start])
    return before is not None and _singular(before[1]) in _BEFORE


def _singular(word: str) -> str:
    return word.lower().removesuffix("s") if len(word) > 4 else word.lower()

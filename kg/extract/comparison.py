"""How a number is meant: as it is, as a gain, as a saving, or as a bound (`comparison_of`)."""

from __future__ import annotations

import re

from kg.extract.measures import Quantity
from kg.model import Comparison

__all__ = ["CLAUSE", "IMPROVES", "REDUCES", "comparison_of"]

IMPROVES = re.compile(
    r"\b(?:higher|better|faster|improv\w*|increas\w*|gains?|boost\w*|more|greater|larger|stronger|speed-?\s?up\w*|"
    r"speeds? up|speeding up|accelerat\w*|outperform\w*|surpass\w*|exceed\w*|"
    r"rais\w+|enhanc\w+|advantage|up by|quicker|longer|superior|doubl\w+|tripl\w+|\+)(?!\w)",
    re.IGNORECASE,
)
"""Words that make a number a gain."""

REDUCES = re.compile(
    r"\b(?:reduc\w*|lower\w*|less|fewer|smaller|decreas\w*|sav(?:es?|ed|ing|ings)|drop\w*|degrad\w*|loss|loses?|"
    r"losing|compress\w*|cuts?|cutting|shrink\w*|shrunk|slower|shorter|cheaper|minimi[sz]\w*|lighter|"
    r"declin\w*|worse|trim\w*|halv\w*|by half|diminish\w*|eliminat\w*|removing|penalty)\b",
    re.IGNORECASE,
)
"""Words that make a number a saving or a loss."""

CLAUSE = re.compile(
    r"[;:]|,\s+(?:while|whereas|but|and|with|which|achieving|reducing|outperforming|improving)\b|\b(?:while|whereas|"
    r"but)\b"
)
"""Where one clause of a sentence ends and the next begins."""

_BUDGET = re.compile(
    r"\b(?:under|within|below|less than|no more than|limited to|budget of|constraint of|with (?:only|just|a)|only|"
    r"less than|at "
    r"most|fits? in(?:to)?)\s+(?:a |an |the )?(?:\w+ )?$",
    re.IGNORECASE,
)
_BUDGET_UNITS = frozenset(("KB", "MB", "GB", "W", "mW", "ms", "s"))
_CONSTRAINT = re.compile(r"\b(?:budgets?|constraints?|limits?|limited|within|bounded|under)\b", re.IGNORECASE)
_RELATIVE_UNITS = frozenset(("x", "%", "points", "percentage points", "orders of magnitude", "dB"))
_FROM_TO = re.compile(r"\bfrom\b[^,;]*(?<!up )\bto\s*(?:about |around |over |only |just )?$")
_TO = re.compile(r"(?<!up )\bto\s+(?:about |around |over |only |just |as low as )?$")
_BY = re.compile(r"\bby\s+(?:\w+ ){0,2}$")
_CLOSE, _NEAR, _BEFORE = 12, 28, 45
"""Characters beside a number in which a comparison word speaks of it: directly behind, behind, and before."""


def comparison_of(quantity: Quantity, metric: str, before: str, after: str, gap: int | None) -> Comparison:
    """Return how a number is meant.

    Parameters
    ----------
    quantity
        The number.
    metric
        Name of its metric: a "speedup" is a gain by itself.
    before, after
        The sentence up to the number, and what follows it.
    gap
        Characters from the number to its metric, if that follows.

    """
    before = CLAUSE.split(before)[-1]
    after = re.split(r"[,;.](?:\s|$)|\d", after)[0]
    if quantity.unit in _BUDGET_UNITS and _BUDGET.search(before[-30:]) and _CONSTRAINT.search(before + after):
        return Comparison.CONSTRAINT
    if quantity.from_value or _FROM_TO.search(before) or (_TO.search(before) and quantity.unit != "x"):
        return Comparison.ABSOLUTE
    if quantity.unit not in _RELATIVE_UNITS and not _BY.search(before):
        return _direction(after[:_CLOSE]) or Comparison.ABSOLUTE
    reach = 16 if gap is None else max(_CLOSE, gap)
    for stretch in (after[: min(reach, _NEAR)], before[-_BEFORE:], after[:_NEAR], before):
        found = _direction(stretch)
        if found is not None:
            return found
    if IMPROVES.search(metric) or (quantity.unit in ("x", "orders of magnitude") and not REDUCES.search(metric)):
        return Comparison.IMPROVEMENT
    return Comparison.REDUCTION if REDUCES.search(metric) else Comparison.ABSOLUTE


def _direction(stretch: str) -> Comparison | None:
    """Return what the last comparison word of a stretch says, or None."""
    gain = max((m.start() for m in IMPROVES.finditer(stretch)), default=-1)
    saving = max((m.start() for m in REDUCES.finditer(stretch)), default=-1)
    if gain < 0 and saving < 0:
        return None
    return Comparison.IMPROVEMENT if gain > saving else Comparison.REDUCTION

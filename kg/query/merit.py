"""Orders results: numbers in different units after conversion, rates beside times, more or less being better."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.query.quantities import in_base_units
from kg.query.rows import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import pyoxigraph as ox

    from kg.query.results import Measured

__all__ = ["ranked"]

_TIME, _RATE = "[time]", "[item] / [time]"


def ranked(found: Collection[Measured], order: str, store: ox.Store) -> tuple[list[str], str]:
    """Return results by their number, first the one asked for, and what to say of those that were left out.

    Parameters
    ----------
    found
        Results with a number.
    order
        "highest", "lowest", or "best", "worst" by whether their metrics are better high or low.
    store
        Where the direction of metrics stands.

    Notes
    -----
    Numbers are compared in base units. Those that measure another thing than most do (tokens per second beside
    seconds) cannot be compared and are left out; only times and rates of the same count both, as seconds an item,
    where "fastest" asks for both.
    """
    measured = {row.iri: _in_base(row) for row in found}
    judged = order in {"best", "worst"}
    kinds = Counter(measure for _, measure in measured.values())
    speed = judged and {_TIME, _RATE} <= kinds.keys()
    if speed:
        measured = {iri: _seconds(number, measure) for iri, (number, measure) in measured.items()}
        kinds = Counter(measure for _, measure in measured.values())
    if not kinds:
        return [], ""
    usual = min(kinds, key=lambda measure: (-kinds[measure], measure))
    kept = [row for row in found if measured[row.iri][1] == usual]
    lower = frozenset() if speed or not judged else _lower_is_better(store, (row.metric for row in kept))

    def merit(row: Measured) -> Decimal:
        number = measured[row.iri][0]
        return -number if speed or row.metric in lower else number

    down = order in {"best", "highest"}
    ordered = [row.iri for row in sorted(kept, key=lambda row: (-merit(row) if down else merit(row), row.iri))]
    left = len(measured) - len(kept)
    note = f"{left} more in other units cannot be compared." if left else ""
    return ordered, note


def _in_base(row: Measured) -> tuple[Decimal, str]:
    return in_base_units(row.high or Decimal(0), row.unit)


def _seconds(number: Decimal, measure: str) -> tuple[Decimal, str]:
    if measure == _RATE and number > 0:
        return 1 / number, _TIME
    return number, measure


def _lower_is_better(store: ox.Store, metrics: Iterable[str]) -> frozenset[str]:
    values = " ".join(f"<{iri}>" for iri in sorted(set(metrics) - {""}))
    if not values:
        return frozenset()
    query = f"SELECT DISTINCT ?m WHERE {{ VALUES ?m {{ {values} }} ?m skos:broader*/kg:direction kg:LowerIsBetter }}"
    return frozenset(iri for (iri,) in rows(store, query))

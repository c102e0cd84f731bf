"""Numbers and facts as RDF terms, in the form in which stores give them back."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from kg.graph.iris import expand
from kg.linking.facts import PROCESSOR

__all__ = ["decimal_text", "fact_value"]

_INTEGERS = frozenset("ramBytes flashBytes memoryBytes launchYear acceleratorCount vcpuCount".split())
_DECIMALS = frozenset("clockMHz powerWatts processNm memoryBandwidth fp32Flops fp16Flops int8Ops".split())
_TEXTS = frozenset("vendor core architecture".split())
_DECIMAL = NamedNode(expand("xsd:decimal"))
_MAX_DIGITS = 18
"""Digits of a number in a fact: those of 64 bits, in which stores hold integers."""


def decimal_text(value: Decimal) -> str:
    """Return a number in the canonical form of `xsd:decimal`, as stores give it back.

    >>> [decimal_text(Decimal(text)) for text in ("73.620", "100", "-0.0", "1e-3", "+5")]
    ['73.62', '100', '0', '0.001', '5']
    """
    plain = format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in {"", "-", "-0"} else plain


def fact_value(name: str, value: str) -> Literal | NamedNode | None:
    """Return the value of a property of hardware as a term; None for what the property cannot have.

    >>> fact_value("ramBytes", "327680"), fact_value("clockMHz", "277.50").value, fact_value("ramBytes", "much")
    (<Literal value=327680 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#integer>>, '277.5', None)
    """
    if name == PROCESSOR:
        return NamedNode(value)
    if name in _TEXTS:
        return Literal(value) if value else None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if not number.is_finite() or number <= 0 or abs(number.adjusted()) >= _MAX_DIGITS:
        return None
    if name in _DECIMALS:
        return Literal(decimal_text(number), datatype=_DECIMAL)
    return Literal(int(number)) if name in _INTEGERS and number == int(number) else None

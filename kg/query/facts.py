"""What is known of the hardware that papers name: each device's own facts, its processor's, and those it inherits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.query.rows import rows
from kg.query.terms import KG, local

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import pyoxigraph as ox

    from kg.query.limits import Bound

__all__ = [
    "FACTS",
    "OTHER_FACTS",
    "UP",
    "Devices",
    "Fact",
    "Held",
    "around",
    "bound_pattern",
    "catalogue",
    "devices",
    "nearest_pattern",
    "order_pattern",
    "vendor_pattern",
]

UP = "(skos:broader|kg:hasProcessor)"
"""From a device to what it is one of, and to what is on it."""
_GRAPHS = 4
"""Graphs whose devices are kept, with what a question asked about besides."""
_EDGES = "kg:testsOn kg:targets kg:mentionsHardware kg:testedOn kg:targetsHardware kg:onHardware"


@dataclass(frozen=True, slots=True)
class Fact:
    """A property of hardware that questions limit or order by.

    Attributes
    ----------
    words
        How it is said.
    unit
        What the property counts in.
    inherited
        What the value of something broader says of a device: "high", that it has at most so much (a family states its
        largest part's); "low", that it has at least so much (a line is launched with its first part); "both".
    by_processor
        Whether a device has the value of the processor on it: the chip's memory, but not its power.
    instead
        The property that counts where nothing states this one.

    """

    words: str
    unit: str = ""
    inherited: str = "high"
    by_processor: bool = True
    instead: str | None = None


FACTS: dict[str, Fact] = {
    "ramBytes": Fact("RAM", "B", instead="memoryBytes"),
    "flashBytes": Fact("flash", "B"),
    "memoryBytes": Fact("memory", "B"),
    "clockMHz": Fact("clock", "MHz"),
    "powerWatts": Fact("power", "W", by_processor=False),
    "processNm": Fact("process", "nm", inherited="both"),
    "launchYear": Fact("launch", "", inherited="low", by_processor=False),
    "launchDate": Fact("launch", "", inherited="low", by_processor=False, instead="launchYear"),
    "memoryBandwidth": Fact("memory bandwidth", "B/s"),
    "fp32Flops": Fact("FP32 peak", "FLOP/s", instead="fp16Flops"),
    "fp16Flops": Fact("FP16 peak", "FLOP/s"),
    "int8Ops": Fact("INT8 peak", "OP/s", instead="fp16Flops"),
}
OTHER_FACTS: dict[str, Fact] = {
    "vendor": Fact("maker", inherited="both", by_processor=False),
    "core": Fact("core", inherited="both"),
    "architecture": Fact("architecture", inherited="both"),
    "acceleratorCount": Fact("accelerators", inherited="both", by_processor=False),
    "vcpuCount": Fact("vCPUs", inherited="both", by_processor=False),
}
"""Properties that questions ask for only."""


@dataclass(frozen=True, slots=True)
class Held:
    """The value of a fact that a device has.

    Attributes
    ----------
    value
        As stated.
    name
        The property that states it.
    holder
        IRI of what states it: the device, its processor, or something broader.
    exact
        Whether it is the device's own value or its processor's, not an inherited limit.

    """

    value: str
    name: str
    holder: str
    exact: bool

    @property
    def number(self) -> float:
        """The value as a number; of a date, its year and part of the year, so that dates and years compare."""
        if self.name == "launchDate":
            year, month, day = (int(part) for part in self.value[:10].split("-"))
            return year + (month - 1) / 12 + day / 372
        return float(self.value)


class Devices:
    """The hardware that papers name, with everything above it and its facts.

    Parameters
    ----------
    named
        IRIs of the hardware that some paper names.
    broader, processors
        IRIs of what is directly above each concept.
    facts
        Values by property, of each concept.

    """

    def __init__(
        self,
        named: Iterable[str],
        broader: Mapping[str, Collection[str]],
        processors: Mapping[str, Collection[str]],
        facts: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.named = tuple(sorted(named))
        self._broader, self._processors, self._facts = broader, processors, facts

    def facts(self, device: str) -> Mapping[str, str]:
        """Return a device's own facts."""
        return self._facts.get(device, {})

    def held(self, device: str, name: str) -> tuple[Held, ...]:
        """Return what is known of one fact of a device: of the nearest concepts that state it, one value each.

        A concept is nearest if none between it and the device states the fact too.
        """
        fact = FACTS.get(name) or OTHER_FACTS[name]
        found = self._nearest(device, name, by_processor=fact.by_processor)
        return found or (self.held(device, fact.instead) if fact.instead else ())

    def best(self, device: str, name: str, *, falling: bool | None = None) -> Held | None:
        """Return the one value to order by: an exact one if there is one, else the least of the inherited ones.

        What is inherited is only a limit: "at most" counts where the smallest come first, "at least" where the largest
        do (`falling`), any where that is None.
        """
        held = [h for h in self.held(device, name) if falling is None or h.exact or _orders(h.name, falling=falling)]
        return min(held, key=lambda h: (not h.exact, h.number, h.holder), default=None)

    def within(self, bound: Bound) -> frozenset[str]:
        """Return the devices of which a limit on a fact is known to hold."""
        name = bound.fact or ""
        return frozenset(d for d in self.named if any(self.holds(bound, held) for held in self.held(d, name)))

    def made_by(self, vendors: Collection[str]) -> frozenset[str]:
        """Return the devices of some makers: by their own word, else by that of the nearest broader concept."""
        return frozenset(
            d for d in self.named if any(h.value in vendors for h in self._nearest(d, "vendor", by_processor=False))
        )

    def above(self, device: str) -> frozenset[str]:
        """Return everything above a device, itself included."""
        return frozenset(self._paths(device, by_processor=True))

    def processors(self, device: str) -> tuple[str, ...]:
        """Return what is on a device: by its own word, else by that of the nearest broader concept."""
        todo, seen = [device], {device}
        while todo:
            if found := {part for iri in todo for part in self._processors.get(iri, ())}:
                return tuple(sorted(found))
            todo = sorted({up for iri in todo for up in self._broader.get(iri, ())} - seen)
            seen.update(todo)
        return ()

    def own_processors(self, device: str) -> frozenset[str]:
        """Return what is on a device by its own word."""
        return frozenset(self._processors.get(device, ()))

    def holds(self, bound: Bound, held: Held) -> bool:
        """Tell whether a value is known to be within a limit: what is inherited is a limit itself."""
        inherited = FACTS[held.name].inherited
        if not held.exact and inherited != "both" and (bound.low if inherited == "high" else bound.high) is not None:
            return False
        number = int(held.number) if held.name == "launchDate" else held.number
        return bound.holds(number, bound.share if held.name == "memoryBytes" else 1.0)

    def _nearest(self, device: str, name: str, *, by_processor: bool) -> tuple[Held, ...]:
        above = self._paths(device, by_processor=by_processor)
        stating = [iri for iri in above if name in self._facts.get(iri, {})]
        hidden = {far for near in stating for far in self._paths(near, by_processor=by_processor) if far != near}
        return tuple(
            Held(self._facts[iri][name], name, iri, above[iri]) for iri in sorted(stating) if iri not in hidden
        )

    def _paths(self, start: str, *, by_processor: bool) -> dict[str, bool]:
        """Return what is above a concept, with whether only processors lie between."""
        found = {start: True}
        todo = [start]
        while todo:
            at = todo.pop()
            steps = [(iri, False) for iri in self._broader.get(at, ())]
            if by_processor:
                steps += [(iri, found[at]) for iri in self._processors.get(at, ())]
            for iri, exact in steps:
                if iri not in found or (exact and not found[iri]):
                    found[iri] = exact
                    todo.append(iri)
        return found


@lru_cache(maxsize=_GRAPHS)
def devices(store: ox.Store, also: tuple[str, ...] = ()) -> Devices:
    """Return the hardware that papers name, and some more, with its facts; kept, as a graph does not change."""
    query = f"SELECT DISTINCT ?h WHERE {{ VALUES ?p {{ {_EDGES} }} ?s ?p ?h }}"
    return _devices(store, {iri for (iri,) in rows(store, query)}, also)


def around(store: ox.Store, iris: Collection[str]) -> Devices:
    """Return some hardware, whether papers name it or not, with its facts."""
    return _devices(store, (), iris)


def catalogue(store: ox.Store, names: Collection[str]) -> dict[str, dict[str, float]]:
    """Return the devices of the vocabulary that state some facts, or whose processor does; no families and classes."""
    wanted = " ".join(f"kg:{name}" for name in sorted(names))
    leaf = "FILTER NOT EXISTS { ?part skos:broader ?h FILTER NOT EXISTS { ?part kg:hasProcessor ?h } }"
    found: dict[str, dict[str, float]] = {}
    for path in ("?h ?p ?v", "?h kg:hasProcessor ?c . ?c ?p ?v FILTER NOT EXISTS { ?h ?p ?own }"):
        query = f"SELECT ?h ?p ?v WHERE {{ VALUES ?p {{ {wanted} }} {path} {leaf} }}"
        for device, name, value in rows(store, query):
            found.setdefault(device, {}).setdefault(local(name), float(value))
    return found


def _devices(store: ox.Store, named: Collection[str], also: Collection[str]) -> Devices:
    broader: dict[str, set[str]] = {}
    processors: dict[str, set[str]] = {}
    facts: dict[str, dict[str, str]] = {}
    properties = {f"{KG}{name}" for name in (*FACTS, *OTHER_FACTS)}
    seen: set[str] = set()
    todo = {*named, *also}
    while todo:
        seen |= todo
        values = " ".join(f"<{iri}>" for iri in sorted(todo))
        found: set[str] = set()
        for s, p, o in rows(store, f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"):
            name = local(p)
            if name in {"broader", "hasProcessor"}:
                (broader if name == "broader" else processors).setdefault(s, set()).add(o)
                found.add(o)
            elif p in properties:
                known = facts.setdefault(s, {})
                known[name] = min(known.get(name, o), o)
        todo = found - seen
    return Devices(named, broader, processors, facts)


def bound_pattern(bound: Bound, number: int) -> str:
    """Return the SPARQL pattern that says of `?device` what `Devices.within` does.

    Parameters
    ----------
    bound
        A limit on a fact.
    number
        Tells its variables from those of other patterns.
    """
    name = bound.fact or ""
    blocks = [_bound_block(bound, name, number, "")]
    instead = FACTS[name].instead
    if instead:
        nothing = f"FILTER NOT EXISTS {{ ?device {_way(FACTS[name])}*/kg:{name} ?any{number} }}"
        blocks.append(f"{_bound_block(bound, instead, number, 'b')}\n{nothing}")
    return blocks[0] if len(blocks) == 1 else " UNION ".join(f"{{ {block} }}" for block in blocks)


def _bound_block(bound: Bound, name: str, number: int, mark: str) -> str:
    fact = FACTS[name]
    inherits = fact.inherited == "both" or (bound.low if fact.inherited == "high" else bound.high) is None
    value = f"?value{number}{mark}"
    return (
        f"{nearest_pattern(name, f'{number}{mark}', value, inherits=inherits)} FILTER({_compared(bound, name, value)})"
    )


def nearest_pattern(name: str, mark: str, value: str, *, inherits: bool) -> str:
    """Return the pattern for the value of a fact that the nearest concept states, else the device's own alone.

    It binds the concept, `?holder` and the mark, but for facts that only a device itself can state.
    """
    fact = FACTS.get(name) or OTHER_FACTS[name]
    up, holder = _way(fact), f"?holder{mark}"
    if not inherits and not fact.by_processor:
        return f"?device kg:{name} {value} ."
    path = f"{up}*" if inherits else "kg:hasProcessor*"
    nearer = f"?device {up}* ?near{mark} . ?near{mark} kg:{name} ?other{mark} ; {up}+ {holder} ."
    return f"?device {path} {holder} . {holder} kg:{name} {value} .\nFILTER NOT EXISTS {{ {nearer} }}"


def _orders(name: str, *, falling: bool) -> bool:
    """Tell whether an inherited value of a fact can order devices."""
    return FACTS[name].inherited in {"both", "low" if falling else "high"}


def order_pattern(name: str, *, falling: bool) -> str:
    """Return the SPARQL pattern that binds `?rank` to the value that `Devices.best` orders `?device` by."""
    names = [name]
    while instead := FACTS[names[-1]].instead:
        names.append(instead)
    lines = [
        f"OPTIONAL {{ {nearest_pattern(each, str(n), f'?rank{n}', inherits=_orders(each, falling=falling))} }}"
        for n, each in enumerate(names)
    ]
    values = ", ".join(f"STR(?rank{n})" if name.startswith("launch") else f"?rank{n}" for n in range(len(names)))
    return "\n".join([*lines, f"BIND(COALESCE({values}) AS ?rank) FILTER(BOUND(?rank))"])


def _way(fact: Fact) -> str:
    return UP if fact.by_processor else "skos:broader"


def _compared(bound: Bound, name: str, value: str) -> str:
    low, high = bound.ends(bound.share if name == "memoryBytes" else 1.0)
    number = f"YEAR({value})" if name == "launchDate" else value
    equal = "" if bound.strict else "="
    parts = [f"{number} >{equal} {_plain(low)}"] if low is not None else []
    parts += [f"{number} <{equal} {_plain(high)}"] if high is not None else []
    return " && ".join(parts)


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else repr(number)


def vendor_pattern(vendors: Collection[str], number: int) -> str:
    """Return the SPARQL pattern that says of `?device` who made it."""
    names = " ".join('"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"' for name in sorted(vendors))
    return "\n".join((
        f"VALUES ?maker{number} {{ {names} }} ?device skos:broader* ?line{number} . "
        f"?line{number} kg:vendor ?maker{number} .",
        f"FILTER NOT EXISTS {{ ?device skos:broader* ?near{number} . ?near{number} kg:vendor ?other{number} ; "
        f"skos:broader+ ?line{number} . }}",
    ))  # fmt: skip

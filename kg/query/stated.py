"""Answers questions for facts of a device, with who states each: the vocabulary's sources, not sentences of papers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.query.answer import Answer, Item
from kg.query.facts import FACTS, OTHER_FACTS, Devices, Held, around, nearest_pattern
from kg.query.lookup import ALL, PROCESSOR, Lookup
from kg.query.names import below, label_of
from kg.query.quantities import shown
from kg.query.rows import rows
from kg.query.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyoxigraph as ox

    from kg.query.limits import Bound
    from kg.query.names import Name

__all__ = ["answer_lookup"]

KINDS_NAMED = 6
"""Narrower devices whose other values a note gives."""
_GIB = 1024**3
_ALL = ("vendor", PROCESSOR, "core", "architecture", *FACTS, "acceleratorCount", "vcpuCount")
_LICENCE = re.compile(
    r"\b(?:CC[ -]BY(?:-SA)?[ -]\d\.\d|CC0(?: \d\.\d)?|Apache-2\.0|MIT OR Apache-2\.0|BSD-\d-Clause|MIT)\b"
)
"""Licences as sources name them."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """A fact of a device: who states it, and how the device comes by it."""

    device: str
    name: str
    value: str
    holder: str
    of: str

    @property
    def limit(self) -> str:
        """What an inherited value is: "at most", "since", or "" where it is the value itself."""
        fact = FACTS.get(self.name)
        if self.of != "family" or fact is None or fact.inherited == "both":
            return ""
        return {"high": "at most", "low": "since"}[fact.inherited]


def answer_lookup(store: ox.Store, question: str, asked: Lookup) -> Answer:
    """Answer a question for facts of a device, whether any paper names it or not."""
    seeds = sorted({name.iri for name in (*asked.device, *asked.other, *asked.part)})
    known = around(store, seeds)
    devices = _meant(store, known, asked)
    label = " and ".join(label_of(store, device) for device in devices)
    if asked.has:
        return _carries(store, question, asked, known, label)
    if asked.other:
        return _compared(store, question, asked, known)
    found = [fact for device in devices for fact in _facts(known, device, asked)]
    said = f"{asked.words} of {label}" if not asked.bounds else f"{label}: {asked.words}"
    notes = [_definition(store, devices), *(_narrower(store, d, found, asked) for d in devices)]
    if not found:
        notes.insert(0, f"The vocabulary does not state it for {label}.")
    items = tuple(_items(store, found))
    verdict = _verdict(known, asked, devices) if asked.bounds else None
    if asked.bounds and found and verdict is None:
        notes.insert(0, f"Of {label} only a limit is known, which does not tell.")
    text = _sparql(found)
    return Answer(question, said, items, note=" ".join(filter(None, notes)), verdict=verdict, sparql=text)


def _iris(names: Iterable[Name]) -> list[str]:
    return sorted({name.iri for name in names})


def _meant(store: ox.Store, known: Devices, asked: Lookup) -> list[str]:
    """Return the devices that are asked about: those named, or what is on them where a part is named."""
    devices = _iris(asked.device)
    if not asked.part or asked.properties == (PROCESSOR,):
        return devices
    parts = below(store, _iris(asked.part))
    on = sorted({p for d in devices for p in known.processors(d) if p in parts or known.above(p) & parts})
    return on or devices


def _facts(known: Devices, device: str, asked: Lookup) -> Iterator[_Stated]:
    """Yield the facts asked for: of several names for one thing, those that the device is known by."""
    if asked.properties == (ALL,):
        for name in _ALL:
            yield from _one(known, device, name)
        return
    if asked.properties == (PROCESSOR,):
        parts = set(_iris(asked.part))
        found = list(_one(known, device, PROCESSOR))
        fitting = [fact for fact in found if known.above(fact.value) & parts]
        yield from fitting or found or _one(known, device, "core")
        return
    if asked.bounds:
        for name in dict.fromkeys(asked.properties):
            yield from _one(known, device, name)
        return
    every = [fact for name in asked.properties for fact in _one(known, device, name)]
    own = [fact for fact in every if fact.of != "family"] or every
    yield from {(fact.name, fact.holder): fact for fact in own}.values()


def _one(known: Devices, device: str, name: str) -> list[_Stated]:
    """Return what is known of one fact: values of the device and of what is on it, else inherited ones."""
    if name == PROCESSOR:
        own = set(known.own_processors(device))
        return [_Stated(device, name, p, device, "own" if p in own else "family") for p in known.processors(device)]
    held = known.held(device, name)
    exact = [h for h in held if h.exact] or held
    return [_Stated(device, h.name, h.value, h.holder, _of(device, h)) for h in exact]


def _of(device: str, held: Held) -> str:
    return "own" if held.holder == device else "processor" if held.exact else "family"


def _verdict(known: Devices, asked: Lookup, devices: Sequence[str]) -> bool | None:
    """Tell whether the facts keep within the limits, None where what is inherited does not tell."""
    verdicts = [_within(known, bound, devices) for bound in asked.bounds]
    return False if False in verdicts else None if None in verdicts else True


def _within(known: Devices, bound: Bound, devices: Sequence[str]) -> bool | None:
    held = [h for device in devices for h in known.held(device, bound.fact or "")]
    exact = [h for h in held if h.exact] or held
    if any(known.holds(bound, h) for h in exact):
        return True
    return False if exact and all(h.exact or _beyond(bound, h) for h in exact) else None


def _beyond(bound: Bound, held: Held) -> bool:
    """Tell whether what is inherited, a limit itself, rules out that a value is within a limit."""
    inherited, (low, high) = FACTS[held.name].inherited, bound.ends()
    if inherited == "high":
        return low is not None and held.number < low
    return inherited == "both" or (high is not None and held.number > high)


def _carries(store: ox.Store, question: str, asked: Lookup, known: Devices, label: str) -> Answer:
    """Answer whether a device has something on it."""
    wanted = frozenset(_iris(asked.has))
    found = [
        _Stated(device, PROCESSOR, part, device, "own")
        for device in _iris(asked.device)
        for part in known.processors(device)
        if known.above(part) & wanted
    ]
    verdict = any(known.above(device) & wanted for device in _iris(asked.device))
    said = f"{asked.words} on {label}"
    return Answer(question, said, tuple(_items(store, found)), verdict=verdict, sparql=_sparql(found))


def _compared(store: ox.Store, question: str, asked: Lookup, known: Devices) -> Answer:
    """Answer which of two devices has more of something; yes or no where that is asked."""
    both = [_best(known, names, asked.properties) for names in (asked.device, asked.other)]
    labels = [label_of(store, names[0].iri) for names in (asked.device, asked.other)]
    found = [fact for fact in both if fact is not None]
    said = f"{asked.words}: {labels[0]} or {labels[1]}"
    first, second = both
    if first is None or second is None or first.name.startswith("launch") != second.name.startswith("launch"):
        missing = " and ".join(label for label, fact in zip(labels, both, strict=True) if fact is None)
        return Answer(question, said, tuple(_items(store, found)), note=f"It is not stated for {missing or 'both'}.")
    ahead = (_number(first) > _number(second)) == (asked.order == "more") and _number(first) != _number(second)
    yes_no = not question.casefold().lstrip().startswith(("which", "what"))
    ordered = found if ahead else found[::-1]
    items = tuple(_items(store, ordered))
    return Answer(question, said, items, verdict=ahead if yes_no else None, sparql=_sparql(ordered))


def _best(known: Devices, names: Iterable[Name], properties: Sequence[str]) -> _Stated | None:
    facts = [fact for iri in _iris(names) for name in properties for fact in _one(known, iri, name)]
    return min(facts, key=lambda fact: (fact.of == "family", properties.index(fact.name), fact.holder), default=None)


def _number(fact: _Stated) -> float:
    return Held(fact.value, fact.name, fact.holder, exact=True).number


def _items(store: ox.Store, found: Sequence[_Stated]) -> Iterator[Item]:
    labels = {iri: label_of(store, iri) for fact in found for iri in (fact.device, fact.holder)}
    for fact in found:
        amount = _amount(store, fact)
        words = (FACTS.get(fact.name) or OTHER_FACTS[fact.name]).words if fact.name != PROCESSOR else "processor"
        source, licence = _source(store, fact)
        details = {
            "property": fact.name,
            "value": _value(fact),
            "unit": FACTS[fact.name].unit if fact.name in FACTS else "",
            "amount": amount,
            "device": labels[fact.device],
            "of": fact.of,
            "stated_by": labels[fact.holder],
            **({"limit": fact.limit} if fact.limit else {}),
            "source": source,
            "licence": licence,
        }
        name = f"{words} {' '.join(filter(None, (fact.limit, amount)))}: {labels[fact.device]}"
        yield Item(name, fact.holder, "fact", details=details)


def _value(fact: _Stated) -> str | int | float:
    try:
        number = float(fact.value)
    except ValueError:
        return fact.value
    return int(number) if number.is_integer() else number


def _amount(store: ox.Store, fact: _Stated) -> str:
    """Return a value in the unit that people use: "320 KiB", "16 GB", "216 MHz"."""
    if fact.name == PROCESSOR:
        return label_of(store, fact.value)
    return said(fact.name, fact.value)


def said(name: str, value: str) -> str:
    """Return the value of a fact in the unit that people use for it."""
    if name not in FACTS or name.startswith("launch"):
        return value
    number = float(value)
    if name == "memoryBytes" and number >= _GIB and number % (_GIB / 2) == 0:
        # Makers count the memory of GPUs and computers in powers of two, and write GB.
        return f"{number / _GIB:g} GB"
    return shown(number, FACTS[name].unit)


def _source(store: ox.Store, fact: _Stated) -> tuple[str | None, str | None]:
    """Return who states a fact and under which licence: the concept's source, else its vocabulary's, else a paper."""
    own = sorted(s for (s,) in rows(store, f"SELECT DISTINCT ?s WHERE {{ <{fact.holder}> dcterms:source ?s }}"))
    query = f"""SELECT DISTINCT ?s ?l WHERE {{ <{fact.holder}> skos:inScheme ?scheme
        OPTIONAL {{ ?scheme dcterms:source ?s }} OPTIONAL {{ ?scheme dcterms:license ?l }} }}"""
    schemes = sorted((source or "", licence or "") for source, licence in rows(store, query))
    licence = next((licence for _, licence in schemes if licence), None)
    if own:
        named = sorted({match for text in own for match in _LICENCE.findall(text)})
        return "; ".join(own), ", ".join(named) or licence
    if schemes:
        return "; ".join(dict.fromkeys(source for source, _ in schemes if source)) or None, licence
    query = (
        f"SELECT DISTINCT ?id WHERE {{ GRAPH ?g {{ <{fact.holder}> kg:{fact.name} ?v . ?p dcterms:identifier ?id }} }}"
    )
    return ", ".join(sorted(identifier for (identifier,) in rows(store, query))) or None, None


def _definition(store: ox.Store, devices: Sequence[str]) -> str:
    """Return what the vocabulary says of a device besides, such as "Sold with 16 or 32 GB of memory."."""
    if len(devices) != 1:
        return ""
    query = f"SELECT (MIN(?d) AS ?text) WHERE {{ <{devices[0]}> skos:definition ?d }}"
    return next((text for (text,) in rows(store, query) if text), "")


def _narrower(store: ox.Store, device: str, found: Sequence[_Stated], asked: Lookup) -> str:
    """Say which kinds of a device state another value than it does."""
    names = [fact.name for fact in found if fact.device == device] or list(asked.properties)
    name = names[0]
    if (len(set(names)) > 1 and found) or name not in FACTS or asked.bounds:
        return ""
    query = f"""SELECT DISTINCT ?l ?v WHERE {{ ?c skos:broader+ <{device}> ; kg:{name} ?v ; skos:prefLabel ?l
        FILTER NOT EXISTS {{ ?c kg:hasProcessor/skos:broader* <{device}> }} }}"""
    known = {fact.value for fact in found}
    others = sorted((label, value) for label, value in rows(store, query) if value not in known)
    if not others:
        return ""
    more = f" and {len(others) - KINDS_NAMED} more" if len(others) > KINDS_NAMED else ""
    listed = ", ".join(f"{label} {said(name, value)}" for label, value in others[:KINDS_NAMED])
    return f"Others of its kind: {listed}{more}."


def _sparql(found: Sequence[_Stated]) -> str | None:
    """Return a query for the same facts: `?answer` states them."""
    blocks = dict.fromkeys(_block(fact, number) for number, fact in enumerate(_apart(found)))
    if not blocks:
        return None
    body = " UNION ".join(f"{{ {block} }}" for block in blocks)
    where = "\n".join((
        f"  {body}",
        "  OPTIONAL { ?answer dcterms:source ?own }",
        "  OPTIONAL { ?answer skos:inScheme/dcterms:source ?its }",
        "  BIND(COALESCE(?own, ?its) AS ?source)",
    ))  # fmt: skip
    used = [f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items() if f"{prefix}:" in where]
    return "\n".join([*used, "SELECT DISTINCT ?answer ?property ?value ?source WHERE {", where, "}"])


def _apart(found: Iterable[_Stated]) -> list[_Stated]:
    return list({(fact.device, fact.name, fact.of == "family"): fact for fact in found}.values())


def _block(fact: _Stated, number: int) -> str:
    device = f"VALUES ?device {{ <{fact.device}> }}"
    if fact.name == PROCESSOR:
        if fact.of == "own":
            pattern = "?device kg:hasProcessor ?value . BIND(?device AS ?answer)"
        else:
            above = "?device skos:broader+/kg:hasProcessor ?value BIND(?device AS ?answer)"
            pattern = f"VALUES ?value {{ <{fact.value}> }} {above}"
        return f'{device} {pattern} BIND("{PROCESSOR}" AS ?property)'
    inherits = fact.of == "family"
    pattern = nearest_pattern(fact.name, str(number), "?value", inherits=inherits)
    holder = f"?holder{number}"
    pattern = pattern.replace(holder, "?answer") if holder in pattern else f"{pattern} BIND(?device AS ?answer)"
    return f'{device} {pattern} BIND("{fact.name}" AS ?property)'

"""Which part of the hardware that a name stands for is meant: by line, by what is on it, by maker."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from kg.names import singular
from kg.query.facts import UP, Devices, bound_pattern, devices, vendor_pattern
from kg.query.limits import Bound
from kg.query.names import Names, below
from kg.query.quantities import shown
from kg.query.query import Term
from kg.query.rows import rows
from kg.query.wording import HARDWARE_NOUNS, KINDS

if TYPE_CHECKING:
    from collections.abc import Collection

    import pyoxigraph as ox

    from kg.query.question import Phrase

__all__ = ["Qualifier"]

_SAID = {"smaller": "or smaller", "larger": "or larger", "below": "(smaller ones)", "above": "(larger ones)"}


class Qualifier:
    """Narrows or widens terms for hardware.

    Parameters
    ----------
    names, store
        Of the graph that is asked.

    """

    def __init__(self, names: Names, store: ox.Store) -> None:
        self._names = names
        self._store = store
        self.notes: list[str] = []

    @cached_property
    def _devices(self) -> Devices:
        return devices(self._store)

    def made(self, phrase: Phrase) -> Term | None:
        """Return the hardware of a maker, or of a class and a maker: "NVIDIA hardware", "Intel CPUs"."""
        words = phrase.words.split()
        for cut in range(len(words), 0, -1):
            rest = words[cut:]
            plain = not rest and phrase.kind == "hardware"
            if not plain and not (len(rest) == 1 and singular(rest[0].casefold()) in HARDWARE_NOUNS):
                continue
            if not (vendors := self._names.vendor(" ".join(words[:cut]))):
                continue
            base = Term("hardware", "hardware")
            if rest and KINDS.get(singular(rest[0].casefold())) != "hardware":
                seeds = tuple(sorted({name.iri for name in self._names.find(rest[0], ("hardware",))}))
                base = Term(rest[0], "hardware", seeds, below(self._store, seeds))
            return self.qualified(self._by(base, vendors), replace(phrase, words=""))
        return None

    def qualified(self, term: Term, phrase: Phrase) -> Term:
        """Return what a term stands for with the size and the parts that a phrase adds to it."""
        if term.kind != "hardware":
            return term
        if phrase.size:
            term = self._sized(term, phrase.size)
        for words in phrase.having:
            if vendors := self._names.vendor(words):
                term = self._by(term, vendors)
            elif found := self._names.find(words, ("hardware",)):
                term = self._with(term, sorted({name.iri for name in found}), found[0].label)
        return term

    def _by(self, term: Term, vendors: Collection[str]) -> Term:
        words = f"from {' or '.join(sorted(vendors))}"
        return term.narrowed(words, self._devices.made_by(vendors), vendor_pattern(vendors, 1))

    def _with(self, term: Term, parts: list[str], label: str) -> Term:
        wanted = frozenset(parts)
        within = [device for device in self._devices.named if self._devices.above(device) & wanted]
        pattern = f"VALUES ?on {{ {' '.join(f'<{part}>' for part in parts)} }} ?device {UP}* ?on ."
        return term.narrowed(f"with {label}", within, pattern)

    def _sized(self, term: Term, size: str) -> Term:
        """Return what is at most or at least as large: by the line it belongs to, else by memory."""
        down, strict = size in {"smaller", "below"}, size in {"below", "above"}
        line = self._line(term.seeds, down=down)
        if line or self._line(term.seeds, down=not down):
            return self._of_line(term, line, size, down=down, strict=strict)
        return self._of_memory(term, size, down=down, strict=strict)

    def _line(self, seeds: Collection[str], *, down: bool) -> frozenset[str]:
        """Return what is smaller than some hardware, or larger, in its line."""
        values = " ".join(f"<{iri}>" for iri in sorted(seeds))
        step = "?c kg:smallerThan+ ?seed" if down else "?seed kg:smallerThan+ ?c"
        return frozenset(
            c for (c,) in rows(self._store, f"SELECT DISTINCT ?c WHERE {{ VALUES ?seed {{ {values} }} {step} }}")
        )

    def _of_line(self, term: Term, line: Collection[str], size: str, *, down: bool, strict: bool) -> Term:
        tops = tuple(sorted({*line, *(() if strict else term.seeds)}))
        members = below(self._store, tops)
        values = " ".join(f"<{iri}>" for iri in term.seeds)
        step = "?line kg:smallerThan{} ?top" if down else "?top kg:smallerThan{} ?line"
        pattern = f"VALUES ?top {{ {values} }} ?device skos:broader* ?line . {step.format('+' if strict else '*')} ."
        if down:
            # A chip with a large and a small core is no small one.
            above = below(
                self._store, self._line(term.seeds, down=False) | (frozenset(term.seeds) if strict else set())
            )
            members -= above - frozenset(tops)
            larger = f"?device skos:broader* ?larger . ?top kg:smallerThan{'*' if strict else '+'} ?larger ."
            pattern += f"\nFILTER NOT EXISTS {{ {larger} }}"
        return replace(
            term, label=f"{term.label} {_SAID[size]}", seeds=tops, members=members, roots=(), patterns=(pattern,)
        )

    def _of_memory(self, term: Term, size: str, *, down: bool, strict: bool) -> Term:
        known = devices(self._store, also=term.seeds)
        held = [best for seed in term.seeds if (best := known.best(seed, "ramBytes"))]
        if not held:
            self.notes.append(f"No line of devices and no memory is known of {term.label}: only it is meant.")
            return term
        memory = max(best.number for best in held)
        bound = Bound(None if down else memory, memory if down else None, strict=strict, fact="ramBytes")
        within = known.within(bound) - (term.members if strict else frozenset())
        pattern = bound_pattern(bound, 1)
        most = "at most" if down else "at least"
        amount = shown(memory, "B")
        self.notes.append(f"{term.label} is in no line of devices; what is {size} has {most} its memory, {amount}.")
        values = " ".join(f"<{iri}>" for iri in term.seeds)
        own = f"VALUES ?own {{ {values} }} ?device skos:broader* ?own ."
        pattern = f"{{ {pattern} }}\nFILTER NOT EXISTS {{ {own} }}" if strict else f"{{ {own} }} UNION {{ {pattern} }}"
        members = within | (frozenset() if strict else term.members)
        return replace(
            term, label=f"{term.label} {_SAID[size]}", seeds=tuple(sorted(members)) or ("urn:none",), members=members,
            roots=(), patterns=(pattern,),
        )  # fmt: skip

"""Results: which number is said of which metric, method, data set, hardware and baseline (`kg_results`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.comparison import CLAUSE, comparison_of
from kg.extract.measures import Quantity, plain_text
from kg.extract.roles import COMPARES
from kg.model import Comparison, Entity, Kind, Mention, Result, Role

__all__ = ["form_results"]

NAME = "kg_results"

if not Doc.has_extension("kg_results"):
    Doc.set_extension("kg_results", default=())

_SPEED_WORD = re.compile(
    r"\b(?:faster|quicker|slower|smaller|fewer|cheaper|lighter|larger|speed-?\s?up\w*|speeds? up|speeding up|sped "
    r"up|accelerat(?:e|es|ed|ion|ing)|speedups?)\b",
    re.IGNORECASE,
)
_STANDARD = {
    "faster": "speedup",
    "quicker": "speedup",
    "slower": "speedup",
    "smaller": "model size",
    "cheaper": "cost",
    "lighter": "model size",
}
_GAP_AFTER = re.compile(
    r"^[\s}\\)]*(?:(?!with\b|at\b|while\b|using\b|and\b|when\b)[-\w/]+\s+){0,4}?(?:in|of|on|for)?\s*(?:the |its |"
    r"their |a )?(?:(?!and\b|or\b|by\b)[-\w]+\s+){0,1}$"
)
_GAP_BEFORE = re.compile(
    r"\b(?:of|is|are|was|to|at|by|from|reach\w*|achiev\w*|=|:|about|over|approximately|between|as|only|above|below|"
    r"exceed\w*|with)\b|[=:(]",
    re.IGNORECASE,
)
_CONFIDENCE = 0.72
"""Share of results with the right number, comparison and metric on 521 annotated abstracts."""

_DEVICE_UNITS = frozenset("FPS ms us ns s W mW uW mJ uJ nJ J tokens/s".split())
"""Units of what is measured on a device rather than on data."""

_PHYSICAL_UNITS = _DEVICE_UNITS | frozenset("KB MB GB TB min hours days kW kWh V mV MHz GHz mm^2".split())
_QUALITY = re.compile(
    r"accurac|performance|quality|efficien|robust|reliab|\b(?:f1|bleu|map|auc|auroc|iou|miou|psnr|ssim|fid|perplexity|precision|recall|top-[15])\b",
    re.IGNORECASE,
)
"""Metrics of quality, which have no physical unit."""

_SIZES = frozenset(("B", "M", "K", "TB"))
_NOT_RESULTS_AFTER = re.compile(
    r"^\s*-?\s*(?:bits?|layers?|classes|categories|images|videos|samples|tasks|datasets?|languages|tokens|questions|"
    r"hours of|examples|pairs|frames\b(?! per)|nodes|GPUs?|cores?|steps|epochs|"
    r"dimension\w*|years?|authors|papers|users|participants|subjects|hidden|trillion|bit|D\b|nm\b|parameter models?|"
    r"stages?|components?|methods|models|benchmarks|different|distinct|real-world|objects|"
    r"scenes|documents|sentences|words|channels|hz\b|patients|experiments|kinds|types|\w+ (?:datasets|benchmarks|"
    r"tasks|languages|images|videos|samples))\b",
    re.IGNORECASE,
)
_LIST_GAP = re.compile(r"^[\s}]*(?:,|/|and|&|,\s*and|or|vs\.?|;)\s*(?:\$|\\\w+\{)*\s*$", re.IGNORECASE)
_ON = re.compile(
    r"\b(?:on|in|for|at|using|over|across|under|from|with)\s+(?:the |a |an |both |our )?(?:[-\w]+\s+){0,3}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Place:
    """One mention of an entity."""

    start: int
    end: int
    entity: Entity


@Language.component(
    NAME, requires=["doc._.kg_entities", "doc._.kg_quantities"], assigns=["doc._.kg_results", "doc._.kg_entities"]
)
def form_results(doc: Doc) -> Doc:
    """Put the results on `doc._.kg_results`; comparison words that stand for a metric join `doc._.kg_entities`."""
    reader = _Reader(doc)
    results = reader.results()
    doc._.kg_entities = (*doc._.kg_entities, *reader.added)
    doc._.kg_results = tuple(results)
    return doc


class _Reader:
    """A document's quantities and entity mentions, sentence by sentence."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.raw = doc.text
        self.text = plain_text(self.raw)
        self.added: list[Entity] = []
        entities: Sequence[Entity] = doc._.kg_entities
        self.places = {
            kind: sorted(
                (_Place(m.start, m.end, e) for e in entities if e.kind is kind for m in e.mentions),
                key=lambda p: p.start,
            )
            for kind in Kind
        }
        self.main = _main_method(entities, self.text.find("\n"))
        self.only = {kind: _only(entities, kind) for kind in (Kind.DATASET, Kind.HARDWARE)}

    def results(self) -> list[Result]:
        """Return all results in text order."""
        found: list[Result] = []
        title_end = self.text.find("\n")
        for sentence in self.doc.sents:
            span = (sentence.start_char, sentence.end_char)
            quantities = [q for q in self.doc._.kg_quantities if span[0] <= q.start < span[1] and self._free(q)]
            if quantities and span[0] >= title_end:
                found += self._in_sentence(span, quantities)
        return found

    def _free(self, quantity: Quantity) -> bool:
        """Tell whether a number is no part of a name ("CIFAR-10", "Raspberry Pi 4")."""
        return not any(
            p.start < quantity.end and quantity.start < p.end and p.start <= quantity.start and kind is not Kind.METRIC
            for kind in Kind
            for p in self.places[kind]
        )

    def _in(self, kind: Kind, span: tuple[int, int]) -> list[_Place]:
        return [p for p in self.places[kind] if span[0] <= p.start < span[1]]

    def _in_sentence(self, span: tuple[int, int], quantities: list[Quantity]) -> list[Result]:
        results: list[Result] = []
        spoken: _Place | None = None
        for chain in _chains(self.text, quantities):
            metrics = self._chain_metrics(span, chain, quantities)
            datasets = self._parallel(Kind.DATASET, span, chain)
            if metrics[0] is None and self._only_compares(span, chain):
                metrics = [spoken] * len(chain)
            spoken = metrics[-1] or spoken
            for position, quantity in enumerate(chain):
                metric = metrics[position]
                if metric is None:
                    continue
                result = self._result(span, quantity, chain, metric)
                if datasets:
                    result = replace(result, dataset=datasets[position].entity.name)
                results.append(result)
        return results

    def _only_compares(self, span: tuple[int, int], chain: list[Quantity]) -> bool:
        """Tell whether a number goes on about the metric spoken of: "…, surpassing X by 28%"."""
        before = self.text[max(span[0], chain[0].start - 60) : chain[0].start]
        return (
            chain[0].unit in ("%", "x", "points", "percentage points")
            and bool(COMPARES.search(before))
            and before.rstrip().endswith("by")
        )

    def _chain_metrics(
        self, span: tuple[int, int], chain: list[Quantity], quantities: list[Quantity]
    ) -> list[_Place | None]:
        """Return the metric of each number of a list: one for all, or one each ("latency/energy by 2x/1.3x")."""
        parallel = self._parallel(Kind.METRIC, span, chain)
        if parallel:
            return list(parallel)
        first = self._metric(span, chain, quantities)
        if first is None or not self._countable(chain[0], chain, first) or _misfits(chain[0], first):
            return [None] * len(chain)
        return [first] * len(chain)

    def _parallel(self, kind: Kind, span: tuple[int, int], chain: list[Quantity]) -> list[_Place]:
        """Return as many listed mentions of a kind as the list has numbers, before or behind it, or nothing."""
        if len(chain) < 2:
            return []
        for places in (
            [p for p in self._in(kind, span) if p.end <= chain[0].start][-len(chain) :],
            [p for p in self._in(kind, span) if p.start >= chain[-1].end][: len(chain)],
        ):
            listed = all(_LIST_GAP.match(self.text[a.end : b.start]) for a, b in pairwise(places))
            if len(places) == len(chain) and listed and len({p.entity.name for p in places}) == len(chain):
                return places
        return []

    def _countable(self, quantity: Quantity, chain: list[Quantity], metric: _Place) -> bool:
        """Tell whether a number can be an outcome at all, not a count, a size of the data or a year."""
        after = self.text[chain[-1].end : chain[-1].end + 40]
        if _NOT_RESULTS_AFTER.match(after) and metric.start != chain[-1].end + 1:
            return False
        if not quantity.unit and (self._counts_something(chain[-1].end) or _counts_words(quantity, chain, metric)):
            return False
        near = min(abs(metric.start - chain[-1].end), abs(chain[0].start - metric.end))
        if not quantity.unit:
            return near <= 25 and not re.fullmatch(r"(?:19|20)\d\d", quantity.value)
        return not (quantity.unit in _SIZES and near > 15)

    def _counts_something(self, end: int) -> bool:
        """Tell whether a bare number counts what follows it: "4 V100s", "1/10 of the energy"."""
        if re.match(r"\s?/\s?\d", self.text[end : end + 3]) or re.search(
            r"\d\s?/\s?\d+$", self.text[max(0, end - 8) : end]
        ):
            return True
        return any(
            end < p.start <= end + 2 for kind in (Kind.HARDWARE, Kind.DATASET, Kind.METHOD) for p in self.places[kind]
        )

    def _metric(self, span: tuple[int, int], chain: list[Quantity], quantities: list[Quantity]) -> _Place | None:
        start, end = chain[0].start, chain[-1].end
        following = next((q.start for q in quantities if q.start >= end), span[1])
        preceding = max((q.end for q in quantities if q.end <= start), default=span[0])
        metrics = self._in(Kind.METRIC, span)
        inside = next((p for p in metrics if p.start < end and start < p.end), None)
        after = next((p for p in metrics if end <= p.start < following and self._leads_after(end, p.start)), None)
        before = next(
            (
                p
                for p in reversed(metrics)
                if preceding <= p.start and p.end <= start and self._leads_before(p.end, start)
            ),
            None,
        )
        if inside and before is None:
            return inside
        if after and (after.start - end <= 3 or before is None):
            return after
        word = self._comparison_word(span, chain, following, preceding)
        if before and (word is None or start - before.end < 25):
            return before
        far = next((p for p in reversed(metrics) if p.end <= start and start - p.end < 70), None)
        return after or inside or word or far or next((p for p in metrics if end <= p.start < end + 50), None)

    def _leads_after(self, end: int, start: int) -> bool:
        gap = self.text[end:start]
        return len(gap) < 45 and bool(_GAP_AFTER.match(gap)) and not CLAUSE.search(gap)

    def _leads_before(self, end: int, start: int) -> bool:
        gap = self.text[end:start]
        return len(gap) < 60 and (len(gap.strip()) < 3 or bool(_GAP_BEFORE.search(gap))) and not CLAUSE.search(gap)

    def _comparison_word(
        self, span: tuple[int, int], chain: list[Quantity], following: int, preceding: int
    ) -> _Place | None:
        """Return the word that stands for the metric where no noun does: "3x faster"."""
        if chain[0].unit not in ("x", "%", "orders of magnitude", "percentage points", "points"):
            return None
        window = (chain[-1].end, min(following, chain[-1].end + 30))
        match = _SPEED_WORD.search(self.text, *window) or next(
            iter(reversed(list(_SPEED_WORD.finditer(self.text, max(preceding, chain[0].start - 45), chain[0].start)))),
            None,
        )
        if match is None:
            return None
        known = next((p for p in self.places[Kind.METRIC] if p.start <= match.start() < p.end), None)
        return known or self._added(span, match)

    def _added(self, span: tuple[int, int], match: re.Match[str]) -> _Place:
        word = self.raw[match.start() : match.end()]
        mention = Mention(match.start(), match.end(), word)
        standard = _STANDARD.get(word.lower(), "speedup")
        entity = next((e for e in self.added if e.name.lower() == word.lower()), None)
        if entity is None:
            aliases = () if standard == word.lower() else (standard,)
            entity = Entity(
                Kind.METRIC, word, aliases, None, (mention,), _stripped(self.raw, *span), _CONFIDENCE, False, NAME
            )
            self.added.append(entity)
        return _Place(match.start(), match.end(), entity)

    def _result(self, span: tuple[int, int], quantity: Quantity, chain: list[Quantity], metric: _Place) -> Result:
        comparison = self._comparison(span, quantity, chain, metric)
        baseline = self._baseline(span, chain) if comparison in (Comparison.IMPROVEMENT, Comparison.REDUCTION) else None
        method = self._method(span, chain, baseline)
        dataset = self._nearest(Kind.DATASET, span, chain)
        hardware = self._nearest(Kind.HARDWARE, span, chain)
        start, end = min(metric.start, quantity.start), max(metric.end, quantity.end)
        return Result(
            value=quantity.value,
            unit=quantity.unit,
            comparison=comparison,
            metric=metric.entity.name,
            method=None if quantity.from_value else (method.name if method else None),
            dataset=dataset.entity.name if dataset else self._only_one(Kind.DATASET, quantity),
            hardware=hardware.entity.name if hardware else self._only_one(Kind.HARDWARE, quantity),
            baseline=baseline.entity.name if baseline else None,
            evidence=Mention(start, end, self.raw[start:end]),
            confidence=_CONFIDENCE,
            extractor=NAME,
        )

    def _only_one(self, kind: Kind, quantity: Quantity) -> str | None:
        """Return the only data set or device of the paper, where the number is of the sort that is measured on it."""
        of_speed = quantity.unit in _DEVICE_UNITS
        return self.only[kind] if of_speed == (kind is Kind.HARDWARE) else None

    def _comparison(
        self, span: tuple[int, int], quantity: Quantity, chain: list[Quantity], metric: _Place
    ) -> Comparison:
        before = self.text[span[0] : chain[0].start]
        after = self.text[chain[-1].end : min(span[1], chain[-1].end + 40)]
        gap = metric.start - chain[-1].end if metric.start >= chain[-1].end else None
        return comparison_of(quantity, metric.entity.name, before, after, gap)

    def _baseline(self, span: tuple[int, int], chain: list[Quantity]) -> _Place | None:
        for cue in COMPARES.finditer(self.text, span[0], span[1]):
            place = next((p for p in self._in(Kind.METHOD, span) if cue.end() <= p.start <= cue.end() + 40), None)
            if (
                place is not None
                and (cue.start() >= chain[-1].end or chain[0].start - place.end < 80)
                and place.entity.role is not Role.PROPOSED
            ):
                return place
        return None

    def _method(self, span: tuple[int, int], chain: list[Quantity], baseline: _Place | None) -> Entity | None:
        """Return the nearest method before the number that is no competitor, or what the paper proposes."""
        for place in reversed(self._in(Kind.METHOD, span)):
            if place.end > chain[0].start or (baseline and place.entity is baseline.entity):
                continue
            if place.entity.role is Role.PROPOSED:
                return place.entity
        return self.main

    def _nearest(self, kind: Kind, span: tuple[int, int], chain: list[Quantity]) -> _Place | None:
        """Return what the number is said "on": the nearest behind it, else the nearest before it."""
        places = self._in(kind, span)
        behind = next((p for p in places if p.start >= chain[-1].end), None)
        if (
            behind
            and not re.search(r"\d", self.text[chain[-1].end : behind.start])
            and _ON.search(self.text[chain[-1].end : behind.start])
        ):
            return behind
        before = [p for p in places if p.end <= chain[0].start]
        return before[-1] if before else behind


def _counts_words(quantity: Quantity, chain: list[Quantity], metric: _Place) -> bool:
    """Tell whether a bare whole number counts what a common noun begins: "15 power modes", but not "28 BLEU"."""
    return quantity.value.isdigit() and metric.start >= chain[-1].end and metric.entity.name.islower()


def _misfits(quantity: Quantity, metric: _Place) -> bool:
    """Tell whether a number's unit cannot be its metric's: an accuracy is no 320 KB."""
    return quantity.unit in _PHYSICAL_UNITS and bool(_QUALITY.search(metric.entity.name))


def _stripped(text: str, start: int, end: int) -> Mention:
    words = text[start:end].strip()
    at = text.index(words, start)
    return Mention(at, at + len(words), words)


def _main_method(entities: Sequence[Entity], title_end: int) -> Entity | None:
    """Return what the paper is about: its first proposal, or the first method that it uses."""
    methods = [e for e in entities if e.kind is Kind.METHOD]
    proposed = [e for e in methods if e.role is Role.PROPOSED] or [e for e in methods if e.role is Role.USED]
    return min(
        proposed,
        key=lambda e: (e.mentions[0].start >= title_end, -min(len(e.mentions), 4), e.mentions[0].start),
        default=None,
    )


def _only(entities: Sequence[Entity], kind: Kind) -> str | None:
    """Return the one data set that was evaluated on, or the one device that was tested on, if there is just one."""
    role = Role.EVALUATED if kind is Kind.DATASET else Role.TESTED
    names = [e.name for e in entities if e.kind is kind and e.role is role]
    return names[0] if len(names) == 1 else None


def _chains(text: str, quantities: Sequence[Quantity]) -> list[list[Quantity]]:
    """Group numbers that are listed: "2x/1.3x", "78% and 32%"."""
    chains: list[list[Quantity]] = []
    for quantity in quantities:
        last = chains[-1][-1] if chains else None
        if last and _LIST_GAP.match(text[last.end : quantity.start]) and (quantity.unit == last.unit or not last.unit):
            chains[-1].append(quantity)
        else:
            chains.append([quantity])
    return chains

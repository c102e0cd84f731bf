"""From candidate spans to entities: overlaps resolved, spellings of one thing merged (`kg_entities`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.abbreviations import Abbreviation, abbreviations
from kg.extract.candidates import CONFIDENCE, GROUPS, candidate
from kg.extract.phrases import is_name
from kg.model import Entity, Kind, Mention
from kg.names import GENERIC_HEADS, identity_key, name_key, singular

__all__ = ["form_entities"]

NAME = "kg_entities"

if not Doc.has_extension("kg_entities"):
    Doc.set_extension("kg_entities", default=())

_MENTION_BONUS = 0.03
_MENTION_BONUS_CAP = 0.09
"""Each further mention makes an entity a little surer, up to the cap."""

_QUALIFYING = frozenset(("kg_metrics", "kg_tasks"))
"""Finders whose phrases narrow a vocabulary concept without becoming another thing."""

_KEPT_INSIDE = frozenset((Kind.DATASET.value, Kind.HARDWARE.value, Kind.TASK.value, Kind.METHOD.value))
"""Kinds whose vocabulary names count even inside a longer name of another kind: "ImageNet" in "ImageNet accuracy"."""


@dataclass
class _Group:
    """Spans that name one thing."""

    kind: Kind
    spans: list[Span] = field(default_factory=list)
    concepts: set[str] = field(default_factory=set)


@Language.component(NAME, requires=["doc.spans", "doc._.kg_abbreviations"], assigns=["doc._.kg_entities"])
def form_entities(doc: Doc) -> Doc:
    """Put the text's entities, without roles, on `doc._.kg_entities`, ordered by kind and first mention."""
    spans = _chosen(_with_abbreviations(doc, _joined_heads(doc, _widened(_candidates(doc)))))
    groups = _groups(doc, spans)
    entities = [_entity(doc, group) for group in groups]
    order = list(Kind)
    doc._.kg_entities = tuple(sorted(entities, key=lambda e: (order.index(e.kind), e.mentions[0].start, e.name)))
    return doc


def _candidates(doc: Doc) -> list[Span]:
    spans = (span for group in GROUPS if group in doc.spans for span in doc.spans[group])
    return [span for span in spans if any(c.isalnum() for c in span.text)]


def _rank(span: Span) -> int:
    return GROUPS.index(span.id_)


def _widened(spans: list[Span]) -> list[Span]:
    """Let "machine footprint" be what "footprint" names: a phrase that only qualifies a known quantity or task."""
    known = {(s.end, s.label_): s for s in spans if s.id_ == "kg_vocabulary" and s.kb_id_}
    return [
        candidate(span.doc, span.start, span.end, Kind(span.label_), span.id_, inner.kb_id_)
        if span.id_ in _QUALIFYING and (inner := known.get((span.end, span.label_))) and span.start < inner.start
        else span
        for span in spans
    ]


def _joined_heads(doc: Doc, spans: list[Span]) -> list[Span]:
    """Let a specific name absorb the class noun that follows it: "A100 GPUs", "STM32F746 microcontroller"."""
    heads = {Kind.HARDWARE: GENERIC_HEADS[Kind.HARDWARE]}
    starts: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        starts[span.start].append(span)
    absorbed: set[tuple[int, int, str]] = set()
    joined = []
    for span in spans:
        words = heads.get(Kind(span.label_))
        follower = next((s for s in starts[span.end] if words and s.label_ == span.label_ and len(s) == 1), None)
        if (
            follower is not None
            and words
            and singular(follower.text.lower()) in words
            and not doc[span.end].is_sent_start
        ):
            absorbed.add((follower.start, follower.end, follower.label_))
            span = candidate(doc, span.start, follower.end, Kind(span.label_), span.id_, span.kb_id_)
        joined.append(span)
    return [span for span in joined if (span.start, span.end, span.label_) not in absorbed]


def _with_abbreviations(doc: Doc, spans: list[Span]) -> list[Span]:
    """Give every short form that the text defines the kind and concept of its long form."""
    result = list(spans)
    for abbreviation in abbreviations(doc):
        long = _best_over(spans, abbreviation)
        shorts = [
            doc[t.i : t.i + 1]
            for t in doc
            if singular(t.text.lower()) == singular(abbreviation.short.lower()) and t.text[0] == abbreviation.short[0]
        ]
        if long is None:
            continue
        occupied = {(s.start, s.end) for s in shorts}
        result = [s for s in result if (s.start, s.end) not in occupied or s.label_ == long.label_]
        have = {(s.start, s.end) for s in result if s.label_ == long.label_}
        result += [
            candidate(doc, s.start, s.end, Kind(long.label_), long.id_, long.kb_id_)
            for s in shorts
            if (s.start, s.end) not in have
        ]
    return result


def _best_over(spans: list[Span], abbreviation: Abbreviation) -> Span | None:
    """Return the candidate that covers an abbreviation's long form best."""
    covering = [
        s
        for s in spans
        if (s.start_char <= abbreviation.long_start + 1 and s.end_char >= abbreviation.long_end - 1)
        or (
            s.end_char == abbreviation.long_end
            and s.start_char - abbreviation.long_start < 12
            and s.start_char >= abbreviation.long_start
        )
    ]
    return min(covering, key=lambda s: (abs(len(s.text) - len(abbreviation.long)), _rank(s)), default=None)


def _chosen(spans: list[Span]) -> list[Span]:
    """Keep, of candidates that overlap, the better: in one kind the longer, across kinds the more trusted."""
    kept: list[Span] = []
    for span in sorted(spans, key=_preference):
        rivals = [other for other in kept if span.start < other.end and other.start < span.end]
        if all(_may_share(span, other) for other in rivals):
            kept.append(span)
    return sorted(kept, key=lambda s: (s.start, -s.end, s.label_))


_KINDS_BY_CLAIM = (Kind.HARDWARE, Kind.DATASET, Kind.METRIC, Kind.TASK, Kind.METHOD)
"""Which kind a name is that two vocabularies hold, the narrower first: "LLM serving" is a task before a means."""


def _preference(span: Span) -> tuple[int, int, int, int]:
    weak = span.id_ in ("kg_metrics", "kg_tasks", "kg_methods") or (span.id_ == "kg_names" and len(span) == 1)
    return (weak, -len(span), _rank(span), _KINDS_BY_CLAIM.index(Kind(span.label_)))


def _may_share(span: Span, other: Span) -> bool:
    """Tell whether a span can stand beside one that was preferred and overlaps it."""
    if span.label_ == other.label_:
        return (
            bool(span.kb_id_) and span.kb_id_ == other.kb_id_ and span.end == other.end and (span.start != other.start)
        )
    inside = other.start <= span.start and span.end <= other.end
    if (span.start, span.end) == (other.start, other.end):
        return False
    named = any(c.isupper() for c in span.text) or len(span) > 1
    return (
        inside and named and span.id_ == "kg_vocabulary" and span.label_ in _KEPT_INSIDE and other.id_ != "kg_hardware"
    )


def _groups(doc: Doc, spans: Iterable[Span]) -> list[_Group]:
    """Group spans by kind and shared concept, spelling or abbreviation."""
    groups: list[_Group] = []
    by_key: dict[tuple[str, str], _Group] = {}
    pairs = {name_key(a.short): name_key(a.long) for a in abbreviations(doc)}
    pairs |= {long: short for short, long in pairs.items()}
    for span in spans:
        kind = Kind(span.label_)
        keys = _keys(span, kind, pairs)
        known = list(dict.fromkeys(id(by_key[key]) for key in keys if key in by_key))
        home = next((g for g in groups if id(g) in known), None)
        if home is None:
            home = _Group(kind)
            groups.append(home)
        for other in [g for g in groups if id(g) in known and g is not home]:
            home.spans += other.spans
            home.concepts |= other.concepts
            groups.remove(other)
            by_key.update({key: home for key, group in by_key.items() if group is other})
        home.spans.append(span)
        if span.kb_id_:
            home.concepts.add(span.kb_id_)
        by_key.update(dict.fromkeys(keys, home))
    return groups


def _keys(span: Span, kind: Kind, pairs: dict[str, str]) -> list[tuple[str, str]]:
    whole, headless = name_key(span.text), identity_key(span.text, kind)
    keys = [whole, headless, *(pairs[key] for key in (whole, headless) if key in pairs)]
    if span.kb_id_:
        keys.append(span.kb_id_)
    return [(kind.value, key) for key in dict.fromkeys(keys) if key]


def _entity(doc: Doc, group: _Group) -> Entity:
    spans = sorted(group.spans, key=lambda s: (s.start, -s.end))
    mentions = tuple(Mention(s.start_char, s.end_char, s.text) for s in spans)
    forms = list(dict.fromkeys(m.text for m in mentions))
    name = _best_name(doc, forms, [m.text for m in mentions])
    best = min(spans, key=_rank)
    bonus = min(_MENTION_BONUS * (len(mentions) - 1), _MENTION_BONUS_CAP)
    return Entity(
        kind=group.kind,
        name=name,
        aliases=tuple(form for form in forms if form != name),
        mentions=mentions,
        confidence=min(CONFIDENCE[best.id_] + bonus, 0.99),
        extractor=best.id_,
        concept=next((s.kb_id_ for s in spans if s.kb_id_), None),
    )


def _best_name(doc: Doc, forms: list[str], texts: list[str]) -> str:
    """Return the most complete surface form: a long form first, then the most frequent, then the longest."""
    longs = {a.long for a in abbreviations(doc)}
    counts = Counter(texts)
    return min(
        forms,
        key=lambda f: (
            f not in longs or (len(f.split()) > 6 and any(is_name(g) for g in forms)),
            -counts[f],
            -len(f),
            forms.index(f),
        ),
    )

"""The JSON form of papers and extractions: what `kg extract` prints and annotated papers bring."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from kg.model import ROLES, Comparison, Concept, Entity, Extraction, Kind, Mention, Paper, Result, Role
from kg.names import name_key

__all__ = [
    "extraction_from_json",
    "extraction_to_json",
    "has_annotations",
    "paper_from_json",
    "paper_to_json",
]

CURATED = "curated"
"""`Entity.extractor` of hand-made annotations."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'(\\])|\n")


def paper_to_json(paper: Paper) -> dict[str, Any]:
    """Return a paper as `kg papers` prints it; only reports of benchmark results have the key `benchmark`."""
    record: dict[str, Any] = {
        "id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "date": paper.date,
        "authors": list(paper.authors),
        "sources": [{"file": s.file, "line": s.line} for s in paper.sources],
    }
    return {**record, "benchmark": paper.benchmark} if paper.benchmark else record


def paper_from_json(record: Mapping[str, Any]) -> Paper:
    """Return the paper that `paper_to_json` wrote, without its sources.

    Raises
    ------
    KeyError
        If the record has no id.
    """
    return Paper(
        id=str(record["id"]),
        title=str(record.get("title") or ""),
        abstract=str(record.get("abstract") or ""),
        date=record.get("date"),
        authors=tuple(record.get("authors") or ()),
        benchmark=str(record.get("benchmark") or ""),
    )


def extraction_to_json(extraction: Extraction, concepts: Sequence[Concept] = ()) -> dict[str, Any]:
    """Return an extraction as `kg extract` prints it.

    Parameters
    ----------
    extraction
        What was found in one paper.
    concepts
        The identity of each entity, in the order of `extraction.entities`; without them there is no `canonical`.
    """
    record: dict[str, Any] = {"id": extraction.paper}
    for kind in Kind:
        record[kind.plural] = []
    for number, entity in enumerate(extraction.entities):
        record[entity.kind.plural].append(_entity_to_json(entity, concepts[number] if concepts else None))
    record["results"] = [_result_to_json(result) for result in extraction.results]
    return record


def _entity_to_json(entity: Entity, concept: Concept | None) -> dict[str, Any]:
    record: dict[str, Any] = {"name": entity.name, "aliases": list(entity.aliases)}
    if entity.role is not None:
        record["role"] = entity.role.value
    record["optional"] = entity.optional
    if concept is not None:
        record |= {"canonical": concept.label, "iri": concept.iri}
    elif entity.concept is not None:
        record["iri"] = entity.concept
    record["confidence"] = round(entity.confidence, 4)
    record["mentions"] = [_mention_to_json(m) for m in entity.mentions]
    if entity.evidence is not None:
        record["evidence"] = _mention_to_json(entity.evidence)
    record["extractor"] = entity.extractor
    if entity.facts:
        record["facts"] = [list(fact) for fact in entity.facts]
    return record


def _mention_to_json(mention: Mention) -> dict[str, Any]:
    return {"start": mention.start, "end": mention.end, "text": mention.text}


def _result_to_json(result: Result) -> dict[str, Any]:
    record: dict[str, Any] = {
        "method": result.method,
        "metric": result.metric,
        "value": result.value,
        "unit": result.unit,
        "kind": result.comparison.value,
        "dataset": result.dataset,
        "hardware": result.hardware,
        "baseline": result.baseline,
        "evidence": result.evidence.text if result.evidence else None,
        "start": result.evidence.start if result.evidence else None,
        "confidence": round(result.confidence, 4),
        "extractor": result.extractor,
    }
    return record | {key: said for key, said in (("task", result.task), ("setting", result.setting)) if said}


def has_annotations(record: Mapping[str, Any]) -> bool:
    """Tell whether a JSON object carries annotations and not only a paper."""
    return any(isinstance(record.get(kind.plural), list) for kind in Kind)


def extraction_from_json(record: Mapping[str, Any], text: str) -> Extraction:
    """Return the annotations of one paper, located in its text.

    Mentions are taken from the record where it has them and they fit the text, and searched for by name and alias
    otherwise. A name that the text spells otherwise gets the sentence that shares most words with it as evidence.

    Parameters
    ----------
    record
        An object in the form of `kg extract`.
    text
        The paper's text (`Paper.text`).

    Raises
    ------
    ValueError
        If a field is missing or has a value that it cannot have; the message says which.
    """
    entities = tuple(_entity_from_json(item, kind, text) for kind in Kind for item in _objects(record, kind.plural))
    results = tuple(_result_from_json(item, text) for item in _objects(record, "results"))
    return Extraction(str(record["id"]), entities, results)


def _objects(record: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    items = record.get(key) or []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ValueError(f"{key} is not a list of objects")
    return items


def _entity_from_json(item: Mapping[str, Any], kind: Kind, text: str) -> Entity:
    name = item.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ValueError(f"an entry of {kind.plural} has no name")
    aliases = tuple(alias for alias in _names(item, "aliases", name) if alias.strip())
    mentions = _given_mentions(item, text) or locate((name, *aliases), text)
    extractor = str(item.get("extractor") or CURATED)
    return Entity(
        kind=kind,
        name=name,
        aliases=aliases,
        role=_role(item.get("role"), kind, name),
        mentions=mentions,
        evidence=_given_mention(item.get("evidence"), text) or _evidence(name, aliases, mentions, text),
        confidence=_confidence(item),
        optional=bool(item.get("optional", False)),
        extractor=extractor,
        concept=item.get("iri") if item.get("iri") and extractor != CURATED else None,
        facts=_facts(item, name),
    )


def _facts(item: Mapping[str, Any], name: str) -> tuple[tuple[str, str], ...]:
    pairs = item.get("facts") or []
    if not isinstance(pairs, list) or not all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair) for pair in pairs
    ):
        raise ValueError(f"facts of {name[:40]!r} is not a list of pairs of texts")
    return tuple((str(pair[0]), str(pair[1])) for pair in pairs)


def _names(item: Mapping[str, Any], key: str, name: str) -> list[str]:
    """Return a list of names, or say that it is none: a lone string would pass for a list of letters."""
    names = item.get(key) or []
    if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        raise ValueError(f"{key} of {name[:40]!r} is not a list of names")
    return names


def _confidence(item: Mapping[str, Any]) -> float:
    value = item.get("confidence", 1.0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"the confidence {str(value)[:20]!r} is not a number from 0 to 1")
    return float(value)


def _role(value: object, kind: Kind, name: str) -> Role | None:
    if not ROLES[kind]:
        return None
    if value is None:
        return Role.MENTIONED
    if value not in {role.value for role in ROLES[kind]}:
        allowed = ", ".join(role.value for role in ROLES[kind])
        raise ValueError(f"{kind.value} {name[:40]!r} has the role {str(value)[:20]!r}; it can be {allowed}")
    return Role(value)


def _given_mentions(item: Mapping[str, Any], text: str) -> tuple[Mention, ...]:
    given = (_given_mention(mention, text) for mention in item.get("mentions") or ())
    return tuple(mention for mention in given if mention)


def _given_mention(value: object, text: str) -> Mention | None:
    if not isinstance(value, dict):
        return None
    start, end, words = value.get("start"), value.get("end"), value.get("text")
    fits = isinstance(start, int) and isinstance(end, int) and 0 <= start < end and text[start:end] == words
    return Mention(start, end, str(words)) if fits and isinstance(start, int) and isinstance(end, int) else None


def locate(forms: Sequence[str], text: str) -> tuple[Mention, ...]:
    """Return where a text holds any of several surface forms as whole words, longest first, without overlaps.

    Case, white space and hyphens may differ.

    >>> [m.text for m in locate(["Raspberry Pi 4"], "on a raspberry Pi-4 and a Raspberry Pi 400")]
    ['raspberry Pi-4']
    """
    found: list[Mention] = []
    for form in sorted({form.strip() for form in forms}, key=lambda form: (-len(form), form)):
        pieces = [re.escape(piece) for piece in re.split(r"[\s-]+", form) if piece]
        if not pieces:
            continue
        pattern = re.compile(r"(?<!\w)" + r"[\s-]*".join(pieces) + r"(?!\w)", re.IGNORECASE)
        for match in pattern.finditer(text):
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                found.append(Mention(match.start(), match.end(), match.group()))
    return tuple(sorted(found, key=lambda mention: mention.start))


def sentences(text: str) -> list[Mention]:
    """Return the sentences of a text, without surrounding white space."""
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    spans = []
    for start, end in pairwise(cuts):
        words = text[start:end].strip()
        if words:
            at = text.index(words, start)
            spans.append(Mention(at, at + len(words), words))
    return spans


def _evidence(name: str, aliases: Sequence[str], mentions: Sequence[Mention], text: str) -> Mention | None:
    spans = sentences(text)
    body = [mention for mention in mentions if mention.start > text.find("\n")]
    for mention in [*body, *mentions]:
        covering = [span for span in spans if span.start < mention.end and mention.start < span.end]
        if covering:
            start, end = covering[0].start, covering[-1].end
            return Mention(start, end, text[start:end])
    wanted = {name_key(word) for form in (name, *aliases) for word in re.findall(r"\w+", form)}
    overlap = [sum(name_key(word) in wanted for word in re.findall(r"\w+", span.text)) for span in spans]
    return spans[overlap.index(max(overlap))] if spans else None


def _result_from_json(item: Mapping[str, Any], text: str) -> Result:
    value = item.get("value")
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
        raise ValueError("an entry of results has no value")
    kind = str(item.get("kind") or Comparison.ABSOLUTE.value)
    if kind not in {comparison.value for comparison in Comparison}:
        raise ValueError(f"a result has the kind {kind[:20]!r}; it can be {', '.join(c.value for c in Comparison)}")
    evidence = str(item.get("evidence") or "")
    return Result(
        value=str(value).strip(),
        unit=str(item.get("unit") or ""),
        comparison=Comparison(kind),
        metric=_name(item, "metric"),
        method=_name(item, "method"),
        dataset=_name(item, "dataset"),
        hardware=_name(item, "hardware"),
        baseline=_name(item, "baseline"),
        evidence=_given_quote(item, evidence, text) or _quote(evidence, str(value), text),
        confidence=_confidence(item),
        extractor=str(item.get("extractor") or CURATED),
        task=_name(item, "task"),
        setting=str(item.get("setting") or ""),
    )


def _name(item: Mapping[str, Any], key: str) -> str | None:
    name = item.get(key) or None
    if name is not None and not isinstance(name, str):
        raise ValueError(f"the {key} of a result is no name but {str(name)[:40]!r}")
    return name


def _given_quote(item: Mapping[str, Any], evidence: str, text: str) -> Mention | None:
    start = item.get("start")
    if not evidence or not isinstance(start, int) or start < 0 or not text.startswith(evidence, start):
        return None
    return Mention(start, start + len(evidence), evidence)


def _quote(evidence: str, value: str, text: str) -> Mention | None:
    at = text.find(evidence) if evidence else -1
    if at >= 0:
        return Mention(at, at + len(evidence), evidence)
    found = locate([evidence], text) if evidence else ()
    if found:
        return found[0]
    number = re.compile(rf"(?<![\d.]){re.escape(value)}(?!\.?\d)")
    return next((span for span in sentences(text) if number.search(span.text)), None)

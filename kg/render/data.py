"""What the page knows of a network: nodes by importance, each pair of linked nodes once, every quote once."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["KINDS", "RELATIONS", "PageData", "collect", "fact_text"]

KINDS: dict[str, str] = {
    "method": "Methods",
    "dataset": "Datasets",
    "hardware": "Hardware",
    "task": "Tasks",
    "metric": "Metrics",
    "result": "Results",
    "paper": "Papers",
}
"""The kinds in the order of the legend; an unknown kind comes after them under its own name."""

RELATIONS: dict[str, tuple[str, str]] = {
    "hasResult": ("has result", "reported by"),
    "ofMethod": ("of method", "results"),
    "metric": ("metric", "results"),
    "onDataset": ("on dataset", "results"),
    "onHardware": ("on hardware", "results"),
    "baseline": ("baseline", "baseline of"),
    "testedOn": ("tested on", "methods tested on it"),
    "targetsHardware": ("targets", "methods that target it"),
    "evaluatedOn": ("evaluated on", "methods evaluated on it"),
    "appliedTo": ("applied to", "methods applied to it"),
    "proposes": ("proposes", "proposed by"),
    "introduces": ("introduces", "introduced by"),
    "testsOn": ("tests on", "papers that test on it"),
    "targets": ("targets", "papers that target it"),
    "evaluatesOn": ("evaluates on", "papers that evaluate on it"),
    "trainsOn": ("trains on", "papers that train on it"),
    "addresses": ("addresses", "papers that address it"),
    "reports": ("reports", "papers that report it"),
    "uses": ("uses", "used by"),
    "comparesWith": ("compares with", "papers that compare with it"),
    "mentions": ("mentions", "mentioned by"),
    "mentionsDataset": ("mentions", "mentioned by"),
    "mentionsHardware": ("mentions", "mentioned by"),
    "broader": ("is a kind of", "its kinds"),
    "hasProcessor": ("has the processor", "is the processor of"),
}
"""How the page words an edge at its start and at its end, in the order of the panel."""

PAPER_WEIGHT = 0.5
"""Share of its links that counts for a paper's importance: every paper has many, which says little of it."""
SMALLEST, GROWTH, LARGEST = 5.0, 1.7, 26.0
"""Radius in page units of a node without links, its growth with the root of their number, and the largest."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NUMBER = re.compile(r"\d{1,20}(\.\d{1,20})?")
_FACTS: dict[str, tuple[str, str]] = {
    "vendor": ("vendor", ""),
    "core": ("core", ""),
    "architecture": ("architecture", ""),
    "clockMHz": ("clock", "MHz"),
    "ramBytes": ("RAM", "bytes"),
    "flashBytes": ("flash", "bytes"),
    "memoryBytes": ("memory", "bytes"),
    "powerWatts": ("power", "W"),
    "processNm": ("process", "nm"),
    "launchYear": ("launched", ""),
}


@dataclass
class PageData:
    """The parts of the page's data: `drawn_*` go to pyvis, `details` into the page as they are.

    Attributes
    ----------
    drawn_nodes
        One dict a node: `id` (its place in the order of importance), `group` (kind), `x`, `y`, `size`.
    drawn_edges
        One dict for each pair of linked nodes: `id`, `from`, `to`.
    details
        Columns of the nodes, links of each pair, and the shared evidence, papers and quotes.

    """

    drawn_nodes: list[dict[str, Any]] = field(default_factory=list)
    drawn_edges: list[dict[str, Any]] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)


class _Shared:
    """Values numbered in the order of their first use."""

    def __init__(self) -> None:
        self.numbers: dict[Hashable, int] = {}

    def number(self, value: Hashable) -> int:
        return self.numbers.setdefault(value, len(self.numbers))

    @property
    def values(self) -> list[Hashable]:
        return list(self.numbers)


def collect(network: nx.MultiDiGraph) -> PageData:
    """Return what the page shows of a network; equal networks give equal data, whatever the order of insertion."""
    from kg.render.layout import place

    order = _by_importance(network)
    number = {key: i for i, key in enumerate(order)}
    pairs = _pairs(network, number)
    radii = [_radius(network, key) for key in order]
    points = place(len(order), list(pairs), radii)
    nodes = [network.nodes[key] for key in order]
    drawn = [
        {"id": i, "group": _kind(node), "x": x, "y": y, "size": size}
        for i, (node, (x, y), size) in enumerate(zip(nodes, points, radii, strict=True))
    ]
    edges = [{"id": i, "from": a, "to": b} for i, (a, b) in enumerate(pairs)]
    return PageData(drawn, edges, _node_columns(order, nodes) | _link_columns(pairs, nodes))


def _kind(node: Mapping[str, Any]) -> str:
    return str(node.get("kind") or "other")


def _degree(network: nx.MultiDiGraph, key: Hashable) -> int:
    """Number of other nodes that a node is linked with."""
    return len((set(network.succ[key]) | set(network.pred[key])) - {key})


def _radius(network: nx.MultiDiGraph, key: Hashable) -> float:
    return round(min(LARGEST, SMALLEST + GROWTH * sqrt(_degree(network, key))), 1)


def _by_importance(network: nx.MultiDiGraph) -> list[Hashable]:
    def rank(key: Hashable) -> tuple[float, str]:
        weight = PAPER_WEIGHT if _kind(network.nodes[key]) == "paper" else 1.0
        return (-weight * _degree(network, key), str(key))

    return sorted(network, key=rank)


Link = tuple[str, bool, list[Mapping[str, Any]]]
"""Relation, whether it points from the lower to the higher node number, and its evidence."""


def _pairs(network: nx.MultiDiGraph, number: Mapping[Hashable, int]) -> dict[tuple[int, int], list[Link]]:
    """Return the links of each pair of nodes, both directions together."""
    pairs: dict[tuple[int, int], list[Link]] = {}
    for source, target, attributes in network.edges(data=True):
        a, b = number[source], number[target]
        link = (str(attributes.get("predicate", "")), a <= b, list(attributes.get("evidence") or ()))
        pairs.setdefault((min(a, b), max(a, b)), []).append(link)
    rank = {name: i for i, name in enumerate(_relation_order({link[0] for links in pairs.values() for link in links}))}
    for links in pairs.values():
        links.sort(key=lambda link: (rank[link[0]], not link[1]))
    return dict(sorted(pairs.items()))


def _relation_order(names: set[str]) -> list[str]:
    return [*(name for name in RELATIONS if name in names), *sorted(names - set(RELATIONS))]


def _node_columns(order: list[Hashable], nodes: list[Mapping[str, Any]]) -> dict[str, Any]:
    keys = [str(key) for key in order]
    base = _common_start(keys)
    known = {_kind(node) for node in nodes}
    kinds = [[kind, KINDS.get(kind, kind)] for kind in [*KINDS, *sorted(known - set(KINDS))] if kind in known]
    facts = {i: _facts(node.get("facts") or {}) for i, node in enumerate(nodes)}
    return {
        "kinds": kinds,
        "base": base,
        "keys": [key[len(base) :] for key in keys],
        "labels": [str(node.get("label") or key) for node, key in zip(nodes, keys, strict=True)],
        "aliases": {i: sorted(map(str, node["aliases"])) for i, node in enumerate(nodes) if node.get("aliases")},
        "facts": {i: rows for i, rows in facts.items() if rows},
        "minted": [i for i, node in enumerate(nodes) if node.get("minted")],
    }


def _common_start(keys: list[str]) -> str:
    """Return the characters that all keys begin with; the first and the last in order share what all share."""
    first, last = min(keys, default=""), max(keys, default="")
    length = 0
    while length < len(first) and first[length] == last[length]:
        length += 1
    return first[:length]


def _link_columns(pairs: Mapping[tuple[int, int], list[Link]], nodes: list[Mapping[str, Any]]) -> dict[str, Any]:
    relations, quotes, papers, proofs, extractors = _Shared(), _Shared(), _Shared(), _Shared(), _Shared()
    for node in nodes:
        if _kind(node) == "paper":
            papers.number(str(node.get("id", "")))
    for name in _relation_order({name for row in pairs.values() for name, _, _ in row}):
        relations.number(name)
    titles = {str(node.get("id", "")): str(node.get("label", "")) for node in nodes if _kind(node) == "paper"}

    def proof(item: Mapping[str, Any]) -> int:
        paper = str(item.get("paper", ""))
        if not titles.get(paper):
            titles[paper] = str(item.get("title") or paper)
        percent = round(100 * float(item.get("confidence", 1.0)))
        quote = quotes.number(str(item.get("quote", "")))
        extractor = extractors.number(str(item.get("extractor", "")))
        return proofs.number((papers.number(paper), quote, int(item.get("start", 0)), percent, extractor))

    links = [
        [
            [relations.number(name), int(forward), [proof(item) for item in _ordered(items)]]
            for name, forward, items in row
        ]
        for row in pairs.values()
    ]
    return {
        "links": links,
        "relations": [_wording(str(name)) for name in relations.values],
        "proofs": proofs.values,
        "quotes": quotes.values,
        "extractors": extractors.values,
        "papers": [[paper, titles.get(str(paper), "")] for paper in papers.values],
        "paperNodes": {
            i: [node.get("id", ""), node.get("date") or ""] for i, node in enumerate(nodes) if _kind(node) == "paper"
        },
    }


def _ordered(items: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Surest first; the rest of the key makes the order that of no input."""

    def rank(item: Mapping[str, Any]) -> tuple[float, str, int, str]:
        confidence = float(item.get("confidence", 1.0))
        return (-confidence, str(item.get("paper", "")), int(item.get("start", 0)), str(item.get("quote", "")))

    return sorted(items, key=rank)


def _wording(name: str) -> list[str]:
    plain = _CAMEL.sub(" ", name).lower() or "linked with"
    verb, heading = RELATIONS.get(name, (plain, f"{plain} (towards it)"))
    return [verb, heading]


def _facts(facts: Mapping[str, Any]) -> list[list[str]]:
    rows = []
    for name in [*(name for name in _FACTS if name in facts), *sorted(set(facts) - set(_FACTS))]:
        word = _FACTS.get(name, (_CAMEL.sub(" ", str(name)).lower(), ""))[0]
        rows.append([word, fact_text(name, facts[name])])
    return rows


def fact_text(name: str, value: object) -> str:
    """Return a fact's value as a person writes it.

    >>> fact_text("ramBytes", 327680), fact_text("memoryBytes", 80 * 2**30), fact_text("clockMHz", 216)
    ('320 KB', '80 GB', '216 MHz')
    >>> fact_text("ramBytes", "262144"), fact_text("powerWatts", "2.50"), fact_text("launchYear", 2015)
    ('256 KB', '2.5 W', '2015')
    >>> fact_text("vendor", ["Arm", "STMicroelectronics"])
    'Arm, STMicroelectronics'
    """
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(sorted(fact_text(name, part) for part in value))
    unit = _FACTS.get(name, ("", ""))[1]
    if not unit or not _NUMBER.fullmatch(str(value)):
        return f"{value} {unit}".strip()
    size = float(str(value))
    if unit != "bytes":
        return f"{size:.6g} {unit}"
    step = 0
    while size >= 1024 and step < 4:
        size, step = size / 1024, step + 1
    return f"{size:.4g} {('bytes', 'KB', 'MB', 'GB', 'TB')[step]}"

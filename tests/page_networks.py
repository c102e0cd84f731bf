"""Networks to draw: a small one in our own words about known papers, a hostile one, and a large made-up one."""

from __future__ import annotations

from typing import Any

import networkx as nx

BASE = "https://w3id.org/paperkg/id/"

# paper id, title, date, then statements: subject, relation, object (kind:label), sentence, confidence
PAPERS: list[tuple[str, str, str, list[tuple[str, str, str, str, float]]]] = [
    (
        "2310.16898",
        "MCUFormer: Vision Transformers on Microcontrollers",
        "2023-10-25",
        [
            ("paper", "proposes", "method:MCUFormer", "MCUFormer searches network and operators together.", 0.97),
            (
                "paper",
                "uses",
                "method:neural architecture search",
                "A neural-architecture-search step picks the network.",
                0.88,
            ),
            (
                "paper",
                "testsOn",
                "hardware:STM32F746",
                "On an STM32F746 it classifies images with 320 KB of memory.",
                0.95,
            ),
            ("paper", "evaluatesOn", "dataset:ImageNet", "Top-1 accuracy on ImageNet reaches 73.62 %.", 0.96),
            ("paper", "reports", "metric:top-1 accuracy", "Top-1 accuracy on ImageNet reaches 73.62 %.", 0.94),
            ("paper", "addresses", "task:image classification", "Image classification runs on the device itself.", 0.9),
            (
                "method:MCUFormer",
                "testedOn",
                "hardware:STM32F746",
                "On an STM32F746 it classifies images with 320 KB of memory.",
                0.95,
            ),
            (
                "method:MCUFormer",
                "targetsHardware",
                "hardware:STM32F746",
                "It is made for boards such as the STM32F746.",
                0.71,
            ),
            (
                "method:MCUFormer",
                "evaluatedOn",
                "dataset:ImageNet",
                "Top-1 accuracy on ImageNet reaches 73.62 %.",
                0.96,
            ),
            (
                "method:MCUFormer",
                "appliedTo",
                "task:image classification",
                "Image classification runs on the device itself.",
                0.9,
            ),
        ],
    ),
    (
        "2005.14187",
        "HAT: Hardware-Aware Transformers",
        "2020-05-28",
        [
            ("paper", "proposes", "method:HAT", "HAT trains one large net and searches fitting parts of it.", 0.98),
            (
                "paper",
                "uses",
                "method:neural architecture search",
                "NAS with latency as a bound finds the model.",
                0.91,
            ),
            ("paper", "testsOn", "hardware:Raspberry Pi 4", "A Raspberry Pi-4 translates three times faster.", 0.97),
            ("paper", "evaluatesOn", "dataset:WMT'14 En-De", "BLEU on WMT'14 En-De stays the same.", 0.93),
            ("paper", "reports", "metric:BLEU", "BLEU on WMT'14 En-De stays the same.", 0.93),
            ("paper", "addresses", "task:machine translation", "Machine translation needs a fast device.", 0.86),
            (
                "method:HAT",
                "testedOn",
                "hardware:Raspberry Pi 4",
                "A Raspberry Pi-4 translates three times faster.",
                0.97,
            ),
            ("method:HAT", "evaluatedOn", "dataset:WMT'14 En-De", "BLEU on WMT'14 En-De stays the same.", 0.93),
        ],
    ),
    (
        "1908.09791",
        "Once for All: One Network for Many Devices",
        "2019-08-26",
        [
            (
                "paper",
                "proposes",
                "method:Once-for-All",
                "Once-for-All trains once and cuts sub-networks without training.",
                0.96,
            ),
            ("paper", "comparesWith", "method:MobileNetV3", "It beats MobileNetV3 at equal latency.", 0.9),
            ("paper", "evaluatesOn", "dataset:ImageNet", "ImageNet top-1 accuracy goes up to 80.0 %.", 0.95),
            ("paper", "reports", "metric:top-1 accuracy", "ImageNet top-1 accuracy goes up to 80.0 %.", 0.95),
            ("paper", "testsOn", "hardware:Raspberry Pi 4", "Phones and a Raspberry Pi 4 were measured.", 0.6),
            (
                "method:Once-for-All",
                "evaluatedOn",
                "dataset:ImageNet",
                "ImageNet top-1 accuracy goes up to 80.0 %.",
                0.95,
            ),
        ],
    ),
]

ALIASES = {
    "method:neural architecture search": ["NAS"],
    "hardware:Raspberry Pi 4": ["Raspberry Pi-4", "RPi 4"],
    "dataset:ImageNet": ["ILSVRC 2012"],
}
FACTS = {
    "hardware:STM32F746": {"vendor": "STMicroelectronics", "clockMHz": 216, "ramBytes": 327680, "flashBytes": 1048576}
}


def iri(name: str) -> str:
    kind, label = name.split(":", 1)
    return f"{BASE}{kind}/{label.lower().replace(' ', '-')}"


def add_concept(network: nx.MultiDiGraph, name: str) -> str:
    kind, label = name.split(":", 1)
    key = iri(name)
    if key not in network:
        network.add_node(key, kind=kind, label=label, aliases=ALIASES.get(name, []), minted=kind == "method")
        if name in FACTS:
            network.nodes[key]["facts"] = FACTS[name]
    return key


def evidence(paper: str, title: str, quote: str, confidence: float, start: int = 0) -> dict[str, Any]:
    return {
        "paper": paper,
        "title": title,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "confidence": confidence,
        "extractor": "vocabulary",
    }


def small() -> nx.MultiDiGraph:
    network = nx.MultiDiGraph()
    for paper, title, date, statements in PAPERS:
        here = f"{BASE}paper/{paper}"
        network.add_node(here, kind="paper", label=title, aliases=[], id=paper, date=date, minted=False)
        for subject, relation, target, quote, confidence in statements:
            source = here if subject == "paper" else add_concept(network, subject)
            proof = evidence(paper, title, quote, confidence)
            network.add_edge(source, add_concept(network, target), key=relation, predicate=relation, evidence=[proof])
    family = add_concept(network, "hardware:STM32F7")
    network.add_edge(iri("hardware:STM32F746"), family, key="broader", predicate="broader", evidence=[])
    return network


ATTACKS = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "javascript:alert(3)",
    "\" onmouseover=alert(4) x=\"' onfocus='alert(5)",
    "<!--<script>alert(6)</script>",
    "]]></style><svg/onload=alert(7)>",
    "line\u2028separator\u2029alert(8)\u0000\u202e",
    "{{ 7 * 7 }}{% raw %}${alert(9)}",
    "__proto__",
    "\\u003cb\\u003e&lt;b&gt;&amp;",
]


def hostile() -> nx.MultiDiGraph:
    """Every text of every part is an attack; node keys and paper identifiers too."""
    network = nx.MultiDiGraph()
    for number, attack in enumerate(ATTACKS):
        paper = f"javascript:alert({number})//{attack}"
        key = f"paper {attack}"
        network.add_node(key, kind="paper", label=f"{attack} paper", aliases=[attack], id=paper, date=attack)
        for kind in ("method", "hardware", attack):
            node = f"{kind} {number} {attack}"
            network.add_node(
                node,
                kind=kind,
                label=f"{attack} {kind[:8]}",
                aliases=[attack, f"also {attack}"],
                facts={attack: attack, "vendor": [attack]},
                minted=True,
            )
            proof = evidence(paper, attack, f"It says {attack} {kind[:8]} here.", 0.5) | {"extractor": attack}
            for relation in ("uses", attack):
                network.add_edge(key, node, key=relation, predicate=relation, evidence=[proof])
        network.add_edge(
            f"method {number} {attack}",
            f"hardware {number} {attack}",
            key="testedOn",
            predicate="testedOn",
            evidence=[evidence("no such paper", attack, attack, 1.0)],
        )
    return network


def large(papers: int = 400, seed: int = 7) -> nx.MultiDiGraph:
    """About ten times as many nodes as papers, a few of them in very many papers, as in life."""
    state = seed
    network = nx.MultiDiGraph()
    relations = {
        "method": "uses",
        "dataset": "evaluatesOn",
        "hardware": "testsOn",
        "task": "addresses",
        "metric": "reports",
    }

    def draw(most: int) -> int:
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % most

    for number in range(papers):
        title = f"Paper {number} on made-up matters of efficient inference"
        here = f"{BASE}paper/{number}"
        network.add_node(here, kind="paper", label=title, aliases=[], id=str(number), date="2024", minted=False)
        own = add_concept(network, f"method:Method {number}")
        for item in range(27):
            kind = ("method", "method", "dataset", "hardware", "task", "metric")[item % 6]
            shared = draw(3) > 0
            label = f"{kind} {draw(1 + draw(1 + draw(160)))}" if shared else f"{kind} {number} {item}"
            quote = f"Sentence {item // 3} of paper {number} says at some length that {label} was part of it."
            target = add_concept(network, f"{kind}:{label}")
            proof = evidence(str(number), title, quote, 0.5 + draw(50) / 100, item)
            network.add_edge(here, target, key=relations[kind], predicate=relations[kind], evidence=[proof])
            if kind == "hardware":
                network.add_edge(own, target, key="testedOn", predicate="testedOn", evidence=[proof])
    return network

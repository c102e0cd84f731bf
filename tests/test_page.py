"""The page as a file: what is in it, that nothing in it can run, and that it is the same every time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from page_networks import ATTACKS, BASE, hostile, iri, large, small

from kg.errors import KgError
from kg.render import page
from kg.render.data import collect
from kg.render.layout import place

REPOSITORY = Path(__file__).resolve().parents[1]


def embedded(text: str, name: str) -> dict:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def shuffled(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """An equal network whose nodes and edges were added the other way round."""
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(network.nodes(data=True))))
    other.add_edges_from(reversed(list(network.edges(keys=True, data=True))))
    return other


def test_equal_networks_give_equal_files() -> None:
    assert page.html(small()) == page.html(small()) == page.html(shuffled(small()))
    assert page.html(large(40)) == page.html(shuffled(large(40)))


def test_no_run_depends_on_hash_seed() -> None:
    code = (
        "import hashlib; from page_networks import small; from kg.render import page;"
        "print(hashlib.sha256(page.html(small()).encode()).hexdigest())"
    )
    path = os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "tests")])
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_drawn_by_pyvis_data_and_details() -> None:
    text = page.html(small(), title="Small")
    drawing, details = embedded(text, "drawing"), embedded(text, "details")
    assert len(drawing["nodes"]) == small().number_of_nodes() == len(details["labels"])
    assert (
        {node["group"] for node in drawing["nodes"]}
        == {"paper", "method", "dataset", "hardware", "task", "metric"}
        == {kind for kind, _ in details["kinds"]}
    )
    assert embedded(text, "options")["physics"] == {"enabled": False}
    assert all(isinstance(node["x"], int) for node in drawing["nodes"])


def test_parallel_edges_become_one_pair_with_both_relations() -> None:
    data = collect(small())
    keys = [data.details["base"] + rest for rest in data.details["keys"]]
    ends = {keys.index(iri("method:MCUFormer")), keys.index(iri("hardware:STM32F746"))}
    (pair,) = [edge["id"] for edge in data.drawn_edges if {edge["from"], edge["to"]} == ends]
    assert [data.details["relations"][link[0]][0] for link in data.details["links"][pair]] == ["tested on", "targets"]


def test_a_shared_quote_is_stored_once() -> None:
    quotes = collect(small()).details["quotes"]
    assert len(quotes) == len(set(quotes))
    assert page.html(small()).count("Top-1 accuracy on ImageNet reaches 73.62") == 1


def test_important_nodes_come_first() -> None:
    labels = collect(small()).details["labels"]
    assert labels.index("ImageNet") < labels.index("MobileNetV3")


def test_nothing_is_asked_for_and_licence_stays() -> None:
    text = page.html(small())
    assert "default-src 'none'" in text
    assert not re.search(
        r"""(?:src|href)\s*=\s*["'](?!data:|#)""", re.sub(r"<script>.*</script>", "", text, flags=re.DOTALL)
    )
    assert "sourceMappingURL" not in text
    assert "bootstrap" not in text.lower()
    assert "@copyright (c) 2011-2017 Almende B.V" in text
    assert "The MIT License" in text


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_stay_text(attack: str) -> None:
    text = page.html(hostile(), title=attack)
    assert text.lower().count("<script") == page.html(small()).lower().count("<script")
    assert text.lower().count("</script") == page.html(small()).lower().count("</script")
    assert "<img" not in text
    assert "<svg/onload" not in text
    assert attack in {label.removesuffix(" paper") for label in embedded(text, "details")["labels"]}


def test_lone_surrogates_are_written(tmp_path: Path) -> None:
    network = nx.MultiDiGraph()
    network.add_node("a\ud800", kind="method", label="half \ud83d")
    page.write(network, tmp_path / "page.html", title="half \ud83d")
    assert (tmp_path / "page.html").read_text(encoding="utf-8")


def test_empty_network_says_so() -> None:
    text = page.html(nx.MultiDiGraph(), title="Nothing")
    assert "This graph is empty" in text
    assert "<script" not in text


def test_bare_nodes_and_edges_are_drawn() -> None:
    network = nx.MultiDiGraph()
    network.add_edge("a", "b")
    network.add_edge("a", "a", predicate="likesItself", evidence=[{"quote": "a"}])
    data = collect(network)
    assert data.details["labels"] == ["a", "b"]
    assert data.details["kinds"] == [["other", "other"]]
    assert ["likes itself", "likes itself (towards it)"] in data.details["relations"]


def test_facts_are_worded() -> None:
    facts = list(collect(small()).details["facts"].values())
    assert facts == [[["vendor", "STMicroelectronics"], ["clock", "216 MHz"], ["RAM", "320 KB"], ["flash", "1 MB"]]]


def test_write_replaces_whole_and_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("old")
    page.write(small(), target, title="Größe ☃")
    assert "Größe ☃" in target.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "page.html"
    target.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(KgError, match=r"page\.html.*No space left"):
        page.write(small(), target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="nowhere"):
        page.write(small(), tmp_path / "nowhere" / "page.html")


def test_display_is_a_closed_frame() -> None:
    frame = page.display(hostile(), title='"><script>alert(1)</script>')._repr_html_()
    assert frame.startswith('<iframe sandbox="allow-scripts allow-popups" srcdoc="')
    assert frame.count("<") == 2


def test_large_page_is_small_enough() -> None:
    network = large()
    assert network.number_of_nodes() > 3500
    text = page.html(network)
    assert len(text.encode()) < 6_000_000


def test_layout_keeps_nodes_apart() -> None:
    star = [(0, leaf) for leaf in range(1, 80)]
    points = place(80, star, [6.0] * 80)
    gaps = [(a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for i, a in enumerate(points) for b in points[:i]]
    assert min(gaps) ** 0.5 > 11


def test_layout_shows_clusters() -> None:
    """Two groups with one link between them: each is closer to its own middle than to the other's."""
    links = [(a, b) for group in (0, 20) for a in range(group, group + 20) for b in range(a + 1, group + 20, 3)]
    points = place(40, [*links, (0, 20)], [5.0] * 40)
    middles = [tuple(sum(p[axis] for p in points[g : g + 20]) / 20 for axis in (0, 1)) for g in (0, 20)]

    def gap(point: tuple[int, int], middle: tuple[float, ...]) -> float:
        return (point[0] - middle[0]) ** 2 + (point[1] - middle[1]) ** 2

    own = [gap(point, middles[i // 20]) < gap(point, middles[1 - i // 20]) for i, point in enumerate(points)]
    assert sum(own) >= 38


def test_layout_of_loose_nodes_and_twins() -> None:
    assert len(set(place(30, [], [5.0] * 30))) == 30
    assert place(2, [(0, 1), (1, 0), (0, 0)], [5.0, 5.0]) == place(2, [(0, 1)], [5.0, 5.0])


def test_base_of_keys_is_shared() -> None:
    details = collect(small()).details
    assert details["base"].startswith(BASE)

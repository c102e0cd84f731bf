"""The page in a real browser: every interaction, hostile text, and how long a large one takes."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from page_networks import ATTACKS, hostile, iri, large, small

from kg.render import page as renderer

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DRAWN = "window.kgPage && window.kgPage.network.body.nodeIndices.length > 0"
BETWEEN = """([a, b]) => {
  const [p, q] = [kgPage.where(a), kgPage.where(b)];
  kgPage.network.moveTo({ scale: 3, position: kgPage.network.DOMtoCanvas({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 }) });
}"""
MCUFORMER, BOARD, IMAGENET = iri("method:MCUFormer"), iri("hardware:STM32F746"), iri("dataset:ImageNet")


@dataclass
class Opened:
    """A page in the browser, and all that went wrong in it."""

    tab: Any
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def text(self, selector: str) -> str:
        return self.tab.locator(selector).inner_text()

    def where(self, key: str) -> tuple[float, float]:
        point = self.tab.evaluate("key => kgPage.where(key)", key)
        return point["x"], point["y"]

    def settled(self) -> None:
        """Wait until the view has stopped moving."""
        self.tab.evaluate(
            """() => new Promise(done => { let last = ""; const look = () => {
                const now = JSON.stringify([kgPage.network.getScale(), kgPage.network.getViewPosition()]);
                if (now === last) done(); else { last = now; setTimeout(look, 120); } }; look(); })"""
        )

    def click(self, key: str) -> None:
        self.settled()
        self.tab.mouse.click(*self.where(key))
        self.tab.wait_for_selector("#panel:not([hidden])")

    def kind(self, name: str) -> Any:
        return self.tab.locator(f"#kinds input[value={name}]")

    def search(self, query: str) -> list[str]:
        self.tab.fill("#search", query)
        return self.tab.locator("#suggestions li .name").all_inner_texts()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    opened: list[Opened] = []

    def open_page(
        network: nx.MultiDiGraph, *, title: str = "Small", ready: str = DRAWN, fragment: str = "", **context: Any
    ) -> Opened:
        file = tmp_path / f"page{len(opened)}.html"
        renderer.write(network, file, title=title)
        tab = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | context)).new_page()
        here = Opened(tab)
        opened.append(here)
        tab.on(
            "console",
            lambda message: here.problems.append(message.text) if message.type in ("error", "warning") else None,
        )
        tab.on("pageerror", lambda error: here.problems.append(str(error)))
        tab.on("dialog", lambda dialog: (here.problems.append(f"dialog {dialog.message}"), dialog.dismiss()))
        tab.on("request", lambda request: here.requests.append(request.url.split("#")[0]))
        tab.add_init_script(
            "window.drawn = new Set(); const draw = CanvasRenderingContext2D.prototype.fillText;"
            "CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {"
            "  window.drawn.add(text); return draw.call(this, text, ...rest); };"
        )
        tab.goto(file.as_uri() + fragment)
        tab.wait_for_function(ready)
        return here

    yield open_page
    for here in opened:
        here.tab.context.close()
        assert here.problems == []
        assert len(here.requests) == 1
        assert here.requests[0].startswith("file:")


def test_opens_still_with_heading_and_legend(visit: Callable[..., Opened]) -> None:
    here = visit(small(), title="Efficient ML")
    assert here.tab.title() == here.text("h1") == "Efficient ML"
    legend = here.tab.locator("#kinds label").all_inner_texts()
    assert [line.split() for line in legend] == [
        ["Methods", "5"],
        ["Datasets", "2"],
        ["Hardware", "3"],
        ["Tasks", "2"],
        ["Metrics", "2"],
        ["Papers", "3"],
    ]
    colours = here.tab.evaluate(
        "[...document.querySelectorAll('#kinds .icon')].map(icon => getComputedStyle(icon).color)"
    )
    outlines = here.tab.evaluate("[...document.querySelectorAll('#kinds path')].map(path => path.getAttribute('d'))")
    assert len(set(colours)) == len(set(outlines)) == 6
    before = here.where(BOARD)
    here.tab.wait_for_timeout(300)
    assert here.where(BOARD) == before


def test_all_nodes_are_in_sight_and_labels_apart(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    for key in here.tab.evaluate("kgPage.visible()"):
        x, y = here.where(key)
        assert 292 < x < 1440
        assert 0 < y < 900
    boxes = [label["box"] for label in here.tab.evaluate("kgPage.labels()")]
    assert len(boxes) >= 8
    for i, one in enumerate(boxes):
        assert all(one[0] >= two[2] or one[2] <= two[0] or one[1] >= two[3] or one[3] <= two[1] for two in boxes[:i])


def test_more_labels_when_nearer(visit: Callable[..., Opened]) -> None:
    here = visit(large(60))
    first = {label["text"] for label in here.tab.evaluate("kgPage.labels()")}
    assert first
    here.tab.evaluate("kgPage.network.moveTo({ scale: 1.5 })")
    here.tab.wait_for_timeout(200)
    assert {label["text"] for label in here.tab.evaluate("kgPage.labels()")} - first


def test_hover_shows_a_tooltip(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    here.tab.mouse.move(*here.where(MCUFORMER))
    here.tab.wait_for_selector("#tip:not([hidden])")
    assert "MCUFormer" in here.text("#tip")
    assert "Tested on: STM32F746".lower() in here.text("#tip").lower()
    here.tab.mouse.move(700, 890)
    here.tab.wait_for_selector("#tip", state="hidden")


def test_click_opens_details_with_evidence(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    here.click(BOARD)
    panel = here.text("#panel")
    assert here.text("#panel h2") == "STM32F746"
    assert here.text("#panel .kind") == "hardware"
    for part in (
        "320 KB",
        "216 MHz",
        "STMicroelectronics",
        "MCUFormer: Vision Transformers on Microcontrollers",
        "confidence 0.95",
        "On an STM32F746 it classifies images",
    ):
        assert part in panel
    headings = [text.lower().split("\n")[0] for text in here.tab.locator("#panel h3").all_inner_texts()]
    assert headings == ["is a kind of", "methods tested on it", "methods that target it", "papers that test on it"]
    assert "STM32F746" in here.tab.locator("#panel mark").all_inner_texts()


def test_mention_is_marked_however_it_is_spelt(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    here.click(iri("hardware:Raspberry Pi 4"))
    assert "Raspberry Pi-4" in here.tab.locator("#panel mark").all_inner_texts()
    assert "Also: RPi 4 · Raspberry Pi-4" in here.text("#panel .aliases")


def test_paper_details_link_to_arxiv(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    here.click("https://w3id.org/paperkg/id/paper/2310.16898")
    link = here.tab.locator("#panel a")
    assert link.get_attribute("href") == "https://arxiv.org/abs/2310.16898"
    assert "noopener" in link.get_attribute("rel")
    assert "2023-10-25" in here.text("#panel")


def test_click_on_a_line_shows_both_relations(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    here.tab.evaluate(BETWEEN, [MCUFORMER, BOARD])
    here.settled()
    (ax, ay), (bx, by) = here.where(MCUFORMER), here.where(BOARD)
    middle = ((ax + bx) / 2, (ay + by) / 2)
    here.tab.mouse.move(*middle)
    here.tab.wait_for_selector("#tip:not([hidden])")
    assert "MCUFormer tested on STM32F746" in here.text("#tip")
    assert "MCUFormer targets STM32F746" in here.text("#tip")
    here.tab.mouse.click(*middle)
    here.tab.wait_for_selector("#panel:not([hidden])")
    assert here.text("#panel h2") == "MCUFormer – STM32F746"
    assert here.tab.locator("#panel .verb").all_inner_texts() == ["tested on", "targets"]
    assert "made for boards" in here.text("#panel")


def test_walk_through_the_panel_and_back(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    here.click(BOARD)
    here.tab.locator("#panel button.node", has_text="MCUFormer").first.click()
    assert here.text("#panel h2") == "MCUFormer"
    assert "not in the vocabulary" in here.text("#panel")
    here.settled()
    x, y = here.where(MCUFORMER)
    assert 292 < x < 1040
    assert abs(y - 450) < 30
    here.tab.get_by_role("button", name="Back").click()
    assert here.text("#panel h2") == "STM32F746"
    here.tab.get_by_role("button", name="Close details").click()
    assert here.tab.locator("#panel").is_hidden()


def test_click_on_nothing_closes(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    here.click(BOARD)
    here.tab.mouse.click(700, 890)
    here.tab.wait_for_selector("#panel", state="hidden")


def test_search_by_keyboard_alone(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    here.tab.keyboard.press("/")
    assert here.tab.evaluate("document.activeElement.id") == "search"
    here.tab.keyboard.type("raspberry pi4")
    assert here.tab.get_attribute("#search", "aria-expanded") == "true"
    assert here.tab.get_attribute("#search", "aria-activedescendant") == "suggestion-0"
    here.tab.keyboard.press("Enter")
    assert here.text("#panel h2") == "Raspberry Pi 4"
    assert here.tab.evaluate("document.activeElement.tagName") == "H2"
    here.tab.keyboard.press("Tab")
    here.tab.keyboard.press("Escape")
    assert here.tab.locator("#panel").is_hidden()
    assert here.tab.evaluate("document.activeElement.id") == "search"


def test_search_finds_aliases_and_ranks(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    assert here.search("NAS") == ["neural architecture search"]
    assert here.text("#suggestions .alias") == "NAS"
    assert here.search("stm32f7") == ["STM32F7", "STM32F746"]
    assert here.search("2005.14187") == ["HAT: Hardware-Aware Transformers"]
    assert here.search("HAT")[0] == "HAT"
    assert here.search("nothing of the kind") == []
    assert "Nothing is called" in here.text("#suggestions")
    here.search("stm32f7")
    here.tab.keyboard.press("ArrowDown")
    here.tab.keyboard.press("ArrowDown")
    here.tab.keyboard.press("ArrowUp")
    assert here.tab.locator("#suggestions [aria-selected=true] .name").inner_text() == "STM32F746"
    here.tab.keyboard.press("Escape")
    assert here.tab.locator("#suggestions").is_hidden()


def test_suggestion_by_pointer(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    here.tab.click("#search")
    assert here.tab.locator("#suggestions li").count() == 10
    here.search("imagenet")
    here.tab.locator("#suggestions li").first.click()
    assert here.text("#panel h2") == "ImageNet"


def test_filter_by_kind(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    total = len(here.tab.evaluate("kgPage.visible()"))
    here.kind("paper").uncheck()
    assert len(here.tab.evaluate("kgPage.visible()")) == total - 3
    assert here.tab.evaluate("kgPage.network.body.edgeIndices.length") == 7
    here.kind("paper").check()
    assert len(here.tab.evaluate("kgPage.visible()")) == total
    here.kind("dataset").focus()
    here.tab.keyboard.press("Space")
    assert IMAGENET not in here.tab.evaluate("kgPage.visible()")


def test_choosing_a_filtered_node_brings_its_kind_back(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    here.click(BOARD)
    here.kind("hardware").uncheck()
    assert here.tab.locator("#panel").is_hidden()
    here.search("stm32f746")
    here.tab.keyboard.press("Enter")
    assert here.kind("hardware").is_checked()
    assert BOARD in here.tab.evaluate("kgPage.visible()")


def test_canvas_by_keyboard(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    here.tab.focus("#canvas")
    start = here.where(BOARD)
    here.tab.keyboard.press("ArrowRight")
    here.settled()
    assert here.where(BOARD)[0] == pytest.approx(start[0] - 80, abs=1)
    scale = here.tab.evaluate("kgPage.network.getScale()")
    here.tab.keyboard.press("+")
    here.settled()
    assert here.tab.evaluate("kgPage.network.getScale()") == pytest.approx(scale * 1.35, rel=0.01)
    here.tab.keyboard.press("0")
    here.settled()
    assert here.where(BOARD) == pytest.approx(start, abs=2)
    here.tab.keyboard.press("n")
    assert here.text("#panel h2") == here.tab.evaluate(
        "kgPage.network && document.querySelector('#panel h2').textContent"
    )
    assert here.tab.evaluate("document.activeElement.id") == "canvas"
    assert "neighbour" in here.tab.locator("#live").text_content()
    here.tab.keyboard.press("Enter")
    assert here.tab.evaluate("document.activeElement.tagName") == "H2"


def test_zoom_buttons(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    scale = here.tab.evaluate("kgPage.network.getScale()")
    here.tab.get_by_role("button", name="Zoom out").click()
    here.settled()
    assert here.tab.evaluate("kgPage.network.getScale()") < scale
    here.tab.get_by_role("button", name="Show all").click()
    here.settled()
    assert here.tab.evaluate("kgPage.network.getScale()") == pytest.approx(scale)


def test_focus_order_and_names(visit: Callable[..., Opened]) -> None:
    here = visit(small())
    order = []
    for _ in range(12):
        here.tab.keyboard.press("Tab")
        order.append(here.tab.evaluate("(e => e.id || e.className || e.value)(document.activeElement)"))
    kinds = ["method", "dataset", "hardware", "task", "metric", "paper"]
    assert order[:3] == ["skip", "search", "method"]
    assert here.tab.evaluate("[...document.querySelectorAll('#kinds input')].map(input => input.value)") == kinds
    assert order[-4:] == ["canvas", "zoom-in", "zoom-out", "zoom-fit"]
    here.click(BOARD)
    assert here.tab.evaluate(UNNAMED) == 0


def test_address_opens_a_node(visit: Callable[..., Opened]) -> None:
    here = visit(small(), fragment="#" + MCUFORMER)
    assert here.text("#panel h2") == "MCUFormer"
    assert here.tab.evaluate("decodeURIComponent(location.hash)") == "#" + MCUFORMER


UNNAMED = """[...document.querySelectorAll("button, input, [role=application]")].filter(e => e.checkVisibility()
  && !(e.getAttribute("aria-label") || e.textContent.trim() || (e.labels && e.labels.length))).length"""

CONTRAST = """() => {
  const style = getComputedStyle(document.documentElement);
  const dot = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = name => {
    dot.fillStyle = style.getPropertyValue("--" + name); dot.fillRect(0, 0, 1, 1);
    const parts = [...dot.getImageData(0, 0, 1, 1).data].slice(0, 3).map(v => v / 255);
    const [r, g, b] = parts.map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
  const text = ["page", "card", "fill"].flatMap(ground => ["ink", "quiet"].map(ink => ratio(ink, ground)));
  const links = ["card", "page"].map(ground => ratio("accent", ground)).concat(ratio("ink", "mark"));
  const kinds = ["method", "dataset", "hardware", "task", "metric", "result", "paper", "other", "accent"];
  const shapes = kinds.map(kind => ratio(kind, "page"));
  return [Math.min(...text, ...links), Math.min(...shapes)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(visit: Callable[..., Opened], scheme: str) -> None:
    """WCAG 2.2 AA: 4.5 for text, 3 for shapes."""
    here = visit(small(), color_scheme=scheme)
    text, shapes = here.tab.evaluate(CONTRAST)
    assert text >= 4.5
    assert shapes >= 3


def test_theme_follows_the_system(visit: Callable[..., Opened]) -> None:
    here = visit(small(), color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    before = here.tab.evaluate(ground)
    here.tab.emulate_media(color_scheme="dark")
    here.tab.wait_for_timeout(150)
    assert here.tab.evaluate(ground) != before


def test_phone(visit: Callable[..., Opened]) -> None:
    here = visit(small(), viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert here.tab.evaluate("document.documentElement.scrollWidth") <= 390
    here.settled()
    x, y = here.where(BOARD)
    here.tab.touchscreen.tap(x + 9, y + 9)
    here.tab.wait_for_selector("#panel:not([hidden])")
    box = here.tab.locator("#panel").bounding_box()
    assert box["width"] == 390
    assert box["y"] > 300
    here.tab.get_by_role("button", name="Close details").tap()
    here.tab.tap("#search")
    here.tab.fill("#search", "hat")
    here.tab.locator("#suggestions li").first.tap()
    here.settled()
    _, y = here.where(iri("method:HAT"))
    assert here.tab.locator("#side").bounding_box()["height"] < y < here.tab.locator("#panel").bounding_box()["y"]


def test_empty_page(visit: Callable[..., Opened]) -> None:
    here = visit(nx.MultiDiGraph(), ready="true")
    assert "This graph is empty" in here.text("main")


@pytest.mark.parametrize("number", range(len(ATTACKS)))
def test_hostile_text_is_shown_and_never_runs(visit: Callable[..., Opened], number: int) -> None:
    attack = ATTACKS[number]
    here = visit(hostile(), title=attack)
    assert here.tab.locator("h1").text_content() == attack.replace("\0", "\ufffd")
    key = f"method {number} {attack}"
    here.tab.evaluate("key => kgPage.choose(key)", key)
    here.settled()
    assert attack in here.tab.locator("#panel").text_content()
    assert f"{attack} method" in here.tab.locator("#panel h2").text_content()
    assert here.tab.locator("#panel a").count() == 0
    here.tab.mouse.move(*here.where(key))
    here.tab.wait_for_selector("#tip:not([hidden])")
    here.tab.keyboard.press("Escape")
    here.tab.evaluate("key => kgPage.choose(key)", f"paper {attack}")
    assert here.tab.locator("#panel a").count() == 0
    assert here.search(attack)
    here.settled()
    drawn = here.tab.evaluate("[...drawn]")
    assert any(text.startswith(attack[:4]) for text in drawn)
    tags = here.tab.evaluate("[...new Set([...document.querySelectorAll('body *')].map(e => e.tagName.toLowerCase()))]")
    assert not {"img", "iframe", "style", "object"} & set(tags)
    assert here.tab.evaluate("document.querySelectorAll('script').length") == 4
    attributes = "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
    assert here.tab.evaluate(attributes + ".filter(a => a.name.startsWith('on')).length") == 0


def test_frame_in_a_notebook_runs(browser: Any) -> None:
    tab = browser.new_page()
    problems: list[str] = []
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.set_content(renderer.display(small(), title="In a notebook")._repr_html_())
    frame = tab.frame_locator("iframe")
    frame.locator("#kinds label").first.wait_for()
    frame.locator("#search").fill("imagenet")
    frame.locator("#suggestions li").first.click()
    assert frame.locator("#panel h2").inner_text() == "ImageNet"
    assert problems == []
    tab.close()


def test_large_page_opens_soon_and_readable(visit: Callable[..., Opened]) -> None:
    network = large()
    started = time.perf_counter()
    here = visit(network, title="Large")
    # Writing takes part of it; the limit leaves room for a busy machine.
    assert time.perf_counter() - started < 20
    assert len(here.tab.evaluate("kgPage.visible()")) == 700
    assert f"700 of {network.number_of_nodes():,}" in here.text("#extent")
    hidden = iri("method:method 399 0") if iri("method:method 399 0") in network else iri("method:Method 399")
    here.tab.evaluate("key => kgPage.choose(key)", hidden)
    assert hidden in here.tab.evaluate("kgPage.visible()")
    more = here.tab.locator("#panel .quiet button", has_text="Show")
    if more.count():
        more.click()
        assert here.tab.locator("#panel .quiet button", has_text="Show").count() == 0
    here.tab.locator("#extent-button").click()
    assert len(here.tab.evaluate("kgPage.visible()")) == network.number_of_nodes()
    here.tab.locator("#extent-button").click()
    assert len(here.tab.evaluate("kgPage.visible()")) in (700, 701)


def test_hub_lists_its_links_in_portions(visit: Callable[..., Opened]) -> None:
    here = visit(large(60))
    here.tab.evaluate("kgPage.choose(kgPage.visible()[0])")
    first = here.tab.locator("#panel .group", has=here.tab.locator("li > button.link")).first
    before = first.locator("button.node").count()
    first.locator("li > button.link").click()
    assert first.locator("button.node").count() > before
    assert here.tab.evaluate("document.activeElement.className").startswith("node")

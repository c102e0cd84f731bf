// The page: what happens on a click, a key or a switch.

class Page {
  constructor() {
    const at = (id) => document.getElementById(id);
    this.graph = readGraph();
    this.view = new View(this.graph);
    this.past = [];
    this.current = null;
    this.opener = null;
    this.live = at("live");
    this.tip = at("tip");
    this.canvas = at("canvas");
    this.panel = new Panel(this.graph, this.view, at("panel"), {
      choose: (id) => this.choose({ node: id }, { byKeyboard: true }),
      close: () => this.clear(true),
      back: () => this.back(),
      canGoBack: () => this.past.length > 0,
      expand: (id) => this.expand(id),
    });
    this.buildKinds(at("kinds"));
    this.picture = new Picture(this.graph, this.view, this.canvas);
    this.search = new Search(this.graph, at("search"), at("suggestions"), (id) => {
      this.opener = at("search");
      this.choose({ node: id }, { byKeyboard: true });
    });
    at("extent-button").addEventListener("click", () => this.toggleExtent());
    at("zoom-in").addEventListener("click", () => this.picture.zoomBy(ZOOM.step));
    at("zoom-out").addEventListener("click", () => this.picture.zoomBy(1 / ZOOM.step));
    at("zoom-fit").addEventListener("click", () => this.picture.fit());
    this.listen();
    this.showExtent();
    this.picture.fit(false);
    this.followAddress();
  }

  buildKinds(box) {
    const totals = new Map();
    for (const node of this.graph.nodes) totals.set(node.kind, (totals.get(node.kind) || 0) + 1);
    for (const [kind, name] of this.graph.kinds) {
      const input = make("input", { type: "checkbox", checked: true, value: kind, onchange: () => this.toggleKind(kind, input.checked) });
      box.append(make("label", {}, input, icon(kind), make("span", { class: "name" }, name), make("span", { class: "number" }, (totals.get(kind) || 0).toLocaleString("en"))));
    }
    this.kindBox = box;
  }

  toggleKind(kind, on) {
    if (on) this.view.kinds.add(kind);
    else this.view.kinds.delete(kind);
    const gone = this.current && this.ends().some((id) => !this.view.shows(id));
    if (gone) this.clear(false);
    this.refresh();
    this.say(`${this.graph.kinds.get(kind)} ${on ? "shown" : "hidden"}`);
  }

  refresh() {
    this.picture.sync();
    this.showExtent();
    this.picture.network.redraw();
  }

  showExtent() {
    const line = document.getElementById("extent");
    const { nodes } = this.graph;
    line.hidden = this.view.first === nodes.length;
    if (line.hidden) return;
    const all = this.view.limit === nodes.length;
    document.getElementById("extent-text").textContent = all
      ? `All ${nodes.length.toLocaleString("en")} nodes shown.`
      : `${this.picture.visible.length.toLocaleString("en")} of ${nodes.length.toLocaleString("en")} shown, the most connected; search finds all.`;
    document.getElementById("extent-button").textContent = all ? "Show fewer" : "Show all";
  }

  toggleExtent() {
    const { length } = this.graph.nodes;
    this.view.limit = this.view.limit === length ? this.view.first : length;
    this.view.asked.clear();
    if (this.current) this.ends().forEach((id) => this.view.asked.add(id));
    this.refresh();
    this.picture.fit();
    this.say(document.getElementById("extent-text").textContent);
  }

  ends(of = this.current) {
    if (of.node !== undefined) return [of.node];
    const { a, b } = this.graph.pairs[of.pair];
    return [a, b];
  }

  // Open the details of a node or a pair, bringing it into the picture where it is not.
  choose(what, { byKeyboard = false, remember = true } = {}) {
    if (remember && this.current && JSON.stringify(this.current) !== JSON.stringify(what)) this.past.push(this.current);
    this.current = what;
    this.reveal(this.ends());
    const isNode = what.node !== undefined;
    if (isNode) this.panel.showNode(what.node);
    else this.panel.showPair(what.pair);
    this.hideTip();
    this.picture.light(this.ends(), isNode ? this.graph.nodes[what.node].pairs : [what.pair]);
    if (isNode && byKeyboard) this.picture.centreOn(what.node);
    if (byKeyboard) this.panel.focus();
    this.keepAddress();
    if (isNode) this.say(`${plain(this.graph.nodes[what.node].label)}, ${kindName(this.graph.nodes[what.node].kind)}, ${count(this.graph.nodes[what.node].pairs.length, "neighbour")}`);
  }

  reveal(ids) {
    const missing = ids.filter((id) => !this.view.shows(id));
    if (!missing.length) return;
    for (const id of missing) {
      this.view.asked.add(id);
      const { kind } = this.graph.nodes[id];
      if (this.view.kinds.has(kind)) continue;
      this.view.kinds.add(kind);
      for (const input of this.kindBox.querySelectorAll("input")) if (input.value === kind) input.checked = true;
    }
    this.refresh();
  }

  expand(id) {
    this.reveal(this.view.hiddenNeighbours(id));
    this.choose({ node: id }, { byKeyboard: true, remember: false });
  }

  back() {
    const last = this.past.pop();
    if (last) this.choose(last, { byKeyboard: true, remember: false });
  }

  clear(refocus) {
    this.current = null;
    this.past = [];
    this.panel.close();
    this.picture.light(null, []);
    this.keepAddress();
    if (refocus) (this.opener || this.canvas).focus();
    this.opener = null;
  }

  // A link to the page with `#` and a node's identifier opens it there.
  followAddress() {
    let key = "";
    try { key = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    if (this.graph.byKey.has(key)) this.choose({ node: this.graph.byKey.get(key) }, { byKeyboard: true });
  }

  keepAddress() {
    const node = this.current && this.current.node !== undefined ? this.graph.nodes[this.current.node] : null;
    // A page inside a frame without an address of its own may not change it.
    try { history.replaceState(null, "", node ? `#${encodeURIComponent(node.key)}` : location.pathname + location.search); } catch { /* it stays */ }
  }

  listen() {
    const { network } = this.picture;
    network.on("click", ({ pointer, event }) => {
      const touch = event.pointerType === "touch" || (event.srcEvent && event.srcEvent.pointerType === "touch");
      const node = this.picture.nodeNear(pointer.DOM, touch ? REACH.touch : REACH.mouse);
      if (node !== null) return this.choose({ node });
      const pair = this.picture.edgeNear(pointer.DOM);
      return pair === null ? this.clear(false) : this.choose({ pair });
    });
    network.on("hoverNode", ({ node, pointer }) => this.showTip(this.nodeTip(node), pointer.DOM));
    network.on("hoverEdge", ({ edge, pointer }) => this.showTip(this.pairTip(edge), pointer.DOM));
    for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(name, () => this.hideTip());
    this.canvas.addEventListener("pointerleave", () => this.hideTip());
    this.canvas.addEventListener("keydown", (event) => this.canvasKey(event));
    document.addEventListener("keydown", (event) => this.key(event));
    addEventListener("hashchange", () => this.followAddress());
  }

  nodeTip(id) {
    const node = this.graph.nodes[id];
    const groups = groupsOf(this.graph, id).slice(0, 5);
    return [
      make("strong", {}, icon(node.kind), shorten(plain(node.label), 120)),
      make("span", {}, `${kindName(node.kind)} · ${count(node.pairs.length, "neighbour")}`),
      ...groups.map((group) => make("span", {}, `${group.heading}: ${group.entries.slice(0, 3).map((entry) => shorten(plain(this.graph.nodes[entry.other].label), 32)).join(", ")}${group.entries.length > 3 ? ` and ${(group.entries.length - 3).toLocaleString("en")} more` : ""}`)),
    ];
  }

  pairTip(number) {
    const pair = this.graph.pairs[number];
    return pair.links.map(([relation, forward, proofs]) => {
      const [from, to] = (forward ? [pair.a, pair.b] : [pair.b, pair.a]).map((id) => shorten(plain(this.graph.nodes[id].label), 48));
      const papers = this.graph.proofPapers(proofs);
      return make("span", {}, make("strong", {}, from), ` ${this.graph.relations[relation][0]} `, make("strong", {}, to), papers ? ` · ${count(papers, "paper")}` : "");
    });
  }

  showTip(children, point) {
    this.tip.replaceChildren(...children);
    this.tip.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.tip;
    const left = point.x + 16 + width > innerWidth ? point.x - 16 - width : point.x + 16;
    const top = point.y + 16 + height > innerHeight ? point.y - 16 - height : point.y + 16;
    this.tip.style.left = `${Math.max(8, left)}px`;
    this.tip.style.top = `${Math.max(8, top)}px`;
  }

  hideTip() { this.tip.hidden = true; }

  canvasKey(event) {
    const moves = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (Object.hasOwn(moves, event.key)) this.picture.panBy(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") this.picture.zoomBy(ZOOM.step);
    else if (event.key === "-") this.picture.zoomBy(1 / ZOOM.step);
    else if (event.key === "0") this.picture.fit();
    else if (event.key === "n" || event.key === "p") this.step(event.key === "n" ? 1 : -1);
    else if (event.key === "Enter" && this.current) this.panel.focus();
    else return;
    event.preventDefault();
  }

  // Go through the shown nodes in the order of importance, the focus staying on the canvas.
  step(by) {
    const { visible } = this.picture;
    if (!visible.length) return;
    const at = this.current && this.current.node !== undefined ? visible.indexOf(this.current.node) : -1;
    const next = at < 0 ? (by > 0 ? 0 : visible.length - 1) : (at + by + visible.length) % visible.length;
    this.choose({ node: visible[next] });
    this.picture.centreOn(visible[next]);
  }

  key(event) {
    if (event.key === "Escape" && this.current) this.clear(true);
    else if (event.key === "/" && !(event.target instanceof HTMLInputElement) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.search.input.focus();
    }
  }

  say(text) { this.live.textContent = text; }
}

const page = new Page();
// For scripts that steer the page.
window.kgPage = {
  choose: (key) => page.graph.byKey.has(key) && page.choose({ node: page.graph.byKey.get(key) }, { byKeyboard: true }),
  where: (key) => {
    const id = page.graph.byKey.get(key);
    const at = page.picture.network.getPositions([id])[id];
    return at ? page.picture.network.canvasToDOM(at) : null;
  },
  labels: () => page.picture.labels,
  visible: () => page.picture.visible.map((id) => page.graph.nodes[id].key),
  network: page.picture.network,
};

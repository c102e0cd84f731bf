// The picture: vis-network holds nodes and edges, moves the view and finds what is under the pointer;
// shapes, highlights and labels are drawn here, so that colours follow the theme and labels never overlap.

const LABEL = { size: 12, large: 15, hubs: 14, hubSize: 9, seen: 4.5, paperSeen: 7, gap: 4, padX: 10, padY: 5, area: 11000, longest: 34, cell: 24 };
const ZOOM = { least: 0.02, most: 4, focus: 1.15, roomy: 0.5, smallest: 5, step: 1.35 };
const REACH = { mouse: 6, touch: 22 };

class Picture {
  constructor(graph, view, container) {
    this.graph = graph;
    this.view = view;
    this.container = container;
    this.lit = null;
    this.growth = 1;
    this.widths = new Map();
    this.paths = Object.fromEntries(Object.entries(SHAPES).map(([name, path]) => [name, new Path2D(path)]));
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.labels = [];
    this.readColours();
    const options = embedded("options");
    options.nodes.ctxRenderer = (about) => this.renderer(about);
    options.edges.color = { color: this.colours.edge, highlight: this.colours.edge, hover: this.colours.edge };
    this.sync();
    this.network = new vis.Network(container, { nodes: this.nodes, edges: this.edges }, options);
    // The container has the focus and the keys; a second stop inside it would do nothing.
    container.firstElementChild.removeAttribute("tabindex");
    this.network.on("beforeDrawing", (ctx) => {
      this.grow();
      ctx.globalAlpha = this.lit ? 0.3 : 1;
    });
    this.network.on("afterDrawing", (ctx) => this.overlay(ctx));
    this.network.on("zoom", () => this.clampZoom());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
  }

  readColours() {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(`--${name}`).trim();
    this.colours = { page: read("page"), ink: read("ink"), accent: read("accent"), edge: read(this.graph.pairs.length > 1500 ? "edge-thin" : "edge"), lit: read("edge-lit") };
    for (const shape of Object.keys(SHAPES)) this.colours[shape] = read(shape);
    this.font = style.getPropertyValue("--font").trim();
  }

  recolour() {
    this.readColours();
    const color = { color: this.colours.edge, highlight: this.colours.edge, hover: this.colours.edge };
    this.edges.update(this.edges.getIds().map((id) => ({ id, color })));
    this.network.redraw();
  }

  // Bring the drawn nodes and edges in line with the view; only differences touch vis-network.
  sync() {
    const wanted = new Set(this.graph.nodes.filter((node) => this.view.shows(node.id)).map((node) => node.id));
    const pairs = this.graph.pairs.filter((pair) => wanted.has(pair.a) && wanted.has(pair.b) && pair.a !== pair.b);
    const ids = new Set(pairs.map((pair) => pair.id));
    this.edges.remove(this.edges.getIds().filter((id) => !ids.has(id)));
    this.nodes.remove(this.nodes.getIds().filter((id) => !wanted.has(id)));
    const fresh = [...wanted].filter((id) => !this.nodes.get(id)).map((id) => this.graph.nodes[id]);
    this.nodes.add(fresh.map(({ id, x, y, size }) => ({ id, x, y, size })));
    const links = pairs.filter((pair) => !this.edges.get(pair.id));
    this.edges.add(links.map((pair) => ({ id: pair.id, from: pair.a, to: pair.b, width: Math.min(4, 0.6 + 0.4 * pair.links.reduce((sum, link) => sum + Math.max(1, link[2].length), 0)) })));
    this.visible = [...wanted].sort((x, y) => x - y);
    const worth = this.visible.filter((id) => this.graph.nodes[id].kind !== "paper" && this.graph.nodes[id].size > LABEL.hubSize);
    this.hubs = new Set(worth.slice(0, LABEL.hubs));
  }

  renderer({ ctx, id, x, y, state }) {
    const node = this.graph.nodes[id];
    const faded = this.lit && !this.lit.nodes.has(id);
    const across = 2 * this.radius(node);
    return { drawNode: () => this.drawShape(ctx, node, x, y, faded ? 0.28 : 1, state.hover), nodeDimensions: { width: across, height: across } };
  }

  // Seen from afar, nodes grow into the room that those not shown leave.
  radius(node) { return node.size * Math.sqrt(this.growth) + ZOOM.smallest * (this.growth - 1); }

  ringOf(node) { return this.radius(node) * 1.2 + 5; }

  grow() {
    const room = Math.sqrt(this.graph.nodes.length / Math.max(1, this.visible.length));
    this.growth = Math.max(1, Math.min(room, ZOOM.roomy / this.network.getScale()));
  }

  drawShape(ctx, node, x, y, alpha, ringed) {
    ctx.save();
    ctx.globalAlpha = alpha;
    ctx.translate(x, y);
    const radius = this.radius(node);
    ctx.scale(radius, radius);
    ctx.fillStyle = this.colours[node.shape];
    ctx.strokeStyle = ringed ? this.colours.ink : this.colours.page;
    ctx.lineWidth = (ringed ? 2.5 : 1.5) / radius;
    ctx.fill(this.paths[node.shape]);
    ctx.stroke(this.paths[node.shape]);
    ctx.restore();
  }

  overlay(ctx) {
    ctx.globalAlpha = 1;
    if (this.lit) this.drawLit(ctx);
    this.drawLabels(ctx);
  }

  // The chosen node or pair with all that hangs on it, over the faded rest.
  drawLit(ctx) {
    const places = this.network.getPositions([...this.lit.nodes].filter((id) => this.nodes.get(id)));
    ctx.save();
    ctx.strokeStyle = this.colours.lit;
    ctx.lineWidth = 1.6;
    ctx.beginPath();
    for (const number of this.lit.pairs) {
      const from = places[this.graph.pairs[number].a];
      const to = places[this.graph.pairs[number].b];
      if (!from || !to) continue;
      ctx.moveTo(from.x, from.y);
      ctx.lineTo(to.x, to.y);
    }
    ctx.stroke();
    for (const [id, at] of Object.entries(places)) this.drawShape(ctx, this.graph.nodes[id], at.x, at.y, 1, false);
    for (const id of this.lit.chosen) {
      const at = places[id];
      if (!at) continue;
      ctx.strokeStyle = this.colours.accent;
      ctx.lineWidth = 3 / Math.min(1, this.network.getScale());
      ctx.beginPath();
      ctx.arc(at.x, at.y, this.ringOf(this.graph.nodes[id]), 0, 2 * Math.PI);
      ctx.stroke();
    }
    ctx.restore();
  }

  // Labels from the most important node down, each only where it covers no other label, card or node;
  // what looks small has none until the view is nearer.
  drawLabels(ctx) {
    const scale = this.network.getScale();
    const { clientWidth: width, clientHeight: height } = this.container;
    const most = Math.max(12, Math.round((width * height) / LABEL.area));
    const at = this.screenPlaces(scale, width, height);
    const crowd = new Map();
    for (const [id, [x, y]] of at) {
      if (this.lit && !this.lit.nodes.has(id)) continue;
      const cell = cellOf(x, y);
      if (crowd.has(cell)) crowd.get(cell).push([x, y, id]);
      else crowd.set(cell, [[x, y, id]]);
    }
    const taken = coveredBoxes();
    this.labels = [];
    ctx.save();
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.lineJoin = "round";
    for (const id of this.labelOrder()) {
      if (this.labels.length >= most) break;
      if (!at.has(id)) continue;
      const label = this.fitLabel(ctx, this.graph.nodes[id], at.get(id), scale, taken, crowd, [width, height]);
      if (!label) continue;
      taken.push(label.box);
      this.labels.push(label);
      this.drawLabel(ctx, label, scale);
    }
    ctx.restore();
  }

  screenPlaces(scale, width, height) {
    const centre = this.network.getViewPosition();
    const places = new Map();
    for (const id of this.visible) {
      const body = this.network.body.nodes[id];
      if (!body) continue;
      const x = (body.x - centre.x) * scale + width / 2;
      const y = (body.y - centre.y) * scale + height / 2;
      if (x > 0 && y > 0 && x < width && y < height) places.set(id, [x, y, body]);
    }
    return places;
  }

  // Below, above, right or left of the node; chosen nodes and the most important get a label though it covers others.
  fitLabel(ctx, node, [x, y, body], scale, taken, crowd, [width, height]) {
    const large = this.hubs.has(node.id);
    if (!large && !this.lit && this.radius(node) * scale < (node.kind === "paper" ? LABEL.paperSeen : LABEL.seen)) return null;
    const size = large ? LABEL.large : LABEL.size;
    const text = this.labelText(node);
    const half = this.widthOf(ctx, text, size) / 2;
    const ringed = this.lit && this.lit.chosen.has(node.id);
    const away = (ringed ? this.ringOf(node) : this.radius(node) * 1.1) * scale + LABEL.gap;
    const spots = [[0, away], [0, -away - size], [away + half, -size / 2], [-away - half, -size / 2]];
    let second = null;
    for (const [dx, dy] of spots) {
      const box = [x + dx - half - LABEL.padX, y + dy - LABEL.padY, x + dx + half + LABEL.padX, y + dy + size + LABEL.padY];
      if (box[0] < 0 || box[1] < 0 || box[2] > width || box[3] > height) continue;
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      const label = { id: node.id, text, size, box, x: body.x + dx / scale, y: body.y + dy / scale };
      if (!covers(box, crowd, node.id)) return label;
      second = second || label;
    }
    return large || this.lit ? second : null;
  }

  *labelOrder() {
    if (!this.lit) {
      yield* this.visible;
      return;
    }
    yield* this.lit.chosen;
    for (const id of [...this.lit.nodes].sort((x, y) => x - y)) if (!this.lit.chosen.has(id)) yield id;
  }

  labelText(node) {
    if (node.short === undefined) node.short = shorten(plain(node.label), LABEL.longest);
    return node.short;
  }

  weightOf(size) { return size === LABEL.large ? 600 : 450; }

  widthOf(ctx, text, size) {
    const name = `${size} ${text}`;
    if (!this.widths.has(name)) {
      ctx.font = `${this.weightOf(size)} ${size}px ${this.font}`;
      this.widths.set(name, ctx.measureText(text).width);
    }
    return this.widths.get(name);
  }

  drawLabel(ctx, { text, size, x, y }, scale) {
    ctx.font = `${this.weightOf(size)} ${size / scale}px ${this.font}`;
    ctx.strokeStyle = this.colours.page;
    ctx.lineWidth = 3.5 / scale;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = this.colours.ink;
    ctx.fillText(text, x, y);
  }

  light(chosen, pairs) {
    if (chosen) {
      const nodes = new Set(chosen);
      for (const number of pairs) {
        nodes.add(this.graph.pairs[number].a);
        nodes.add(this.graph.pairs[number].b);
      }
      this.lit = { chosen: new Set(chosen), nodes, pairs };
    } else this.lit = null;
    this.network.redraw();
  }

  // The visible node nearest to a point of the canvas, if it is within reach.
  nodeNear(point, reach) {
    const at = this.network.DOMtoCanvas(point);
    const scale = this.network.getScale();
    let best = null;
    let least = Infinity;
    for (const id of this.visible) {
      const body = this.network.body.nodes[id];
      if (!body) continue;
      const gap = Math.hypot(body.x - at.x, body.y - at.y) - this.radius(this.graph.nodes[id]);
      if (gap * scale < reach && gap < least) [best, least] = [id, gap];
    }
    return best;
  }

  edgeNear(point) {
    const found = this.network.getEdgeAt(point);
    return found === undefined ? null : found;
  }

  clampZoom() {
    const scale = this.network.getScale();
    const kept = Math.min(ZOOM.most, Math.max(ZOOM.least, scale));
    if (kept !== scale) this.network.moveTo({ scale: kept });
  }

  zoomBy(factor) {
    const scale = Math.min(ZOOM.most, Math.max(ZOOM.least, this.network.getScale() * factor));
    this.network.moveTo({ scale, animation: motion(150) });
  }

  panBy(x, y) {
    const scale = this.network.getScale();
    const at = this.network.getViewPosition();
    this.network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale } });
  }

  // Put a node in the middle of what the cards leave free.
  centreOn(id) {
    const { x, y } = this.network.getPositions([id])[id];
    const free = freeArea(this.container);
    const scale = this.focusScale(id, x, y, free);
    this.place({ x, y }, scale, free, motion(350));
  }

  // So near that most of a node's neighbours are in sight, but never nearer than is pleasant.
  focusScale(id, x, y, free) {
    const others = this.graph.nodes[id].pairs.map((number) => this.graph.pairs[number]).map((pair) => this.network.body.nodes[pair.a === id ? pair.b : pair.a]);
    const scales = others.filter(Boolean).map((body) => Math.min(free.width / 2 / (Math.abs(body.x - x) + 40), free.height / 2 / (Math.abs(body.y - y) + 40)));
    scales.sort((one, two) => one - two);
    const most = scales.length ? scales[Math.floor(scales.length / 5)] : ZOOM.focus;
    return Math.min(ZOOM.focus, Math.max(most, this.whole || ZOOM.least));
  }

  fit(animate = true) {
    const free = freeArea(this.container);
    if (!this.visible.length) return;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const id of this.visible) {
      const { x, y, size } = this.graph.nodes[id];
      [left, top] = [Math.min(left, x - size), Math.min(top, y - size)];
      [right, bottom] = [Math.max(right, x + size), Math.max(bottom, y + size)];
    }
    const margin = Math.min(64, free.width / 12);
    const scale = Math.min((free.width - 2 * margin) / (right - left), (free.height - 2 * margin) / (bottom - top), 1.6);
    this.whole = scale;
    this.place({ x: (left + right) / 2, y: (top + bottom) / 2 }, Math.max(scale, ZOOM.least), free, animate ? motion(350) : false);
  }

  place(point, scale, free, animation) {
    const dx = free.left + free.width / 2 - this.container.clientWidth / 2;
    const dy = free.top + free.height / 2 - this.container.clientHeight / 2;
    this.network.moveTo({ position: { x: point.x - dx / scale, y: point.y - dy / scale }, scale, animation });
  }
}

// The canvas in cells, to see quickly whether a label would cover a node.
const cellOf = (x, y) => Math.floor(x / LABEL.cell) * 65536 + Math.floor(y / LABEL.cell);

function covers(box, crowd, own) {
  for (let x = Math.floor(box[0] / LABEL.cell); x * LABEL.cell <= box[2]; x += 1) {
    for (let y = Math.floor(box[1] / LABEL.cell); y * LABEL.cell <= box[3]; y += 1) {
      const nodes = crowd.get(x * 65536 + y) || [];
      if (nodes.some(([left, top, id]) => id !== own && left > box[0] && left < box[2] && top > box[1] && top < box[3])) return true;
    }
  }
  return false;
}

function coveredBoxes() {
  const cards = [document.getElementById("side"), document.getElementById("panel"), document.getElementById("zoom")];
  return cards.filter((card) => !card.hidden).map((card) => card.getBoundingClientRect()).map((box) => [box.left, box.top, box.right, box.bottom]);
}

const motion = (duration) => (matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration, easingFunction: "easeInOutQuad" });
const narrow = () => matchMedia("(max-width: 720px)").matches;

// The part of the canvas that no card covers.
function freeArea(container) {
  const side = document.getElementById("side").getBoundingClientRect();
  const panel = document.getElementById("panel");
  const over = panel.hidden ? null : panel.getBoundingClientRect();
  const { clientWidth: width, clientHeight: height } = container;
  if (narrow()) {
    const bottom = over ? over.top : height;
    return { left: 0, top: side.bottom, width, height: Math.max(80, bottom - side.bottom) };
  }
  const right = over ? over.left : width;
  return { left: side.right, top: 0, width: Math.max(120, right - side.right), height };
}

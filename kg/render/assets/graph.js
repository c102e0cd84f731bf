// The graph as the page's data describe it. Nodes are numbered by importance, the most important first.

const embedded = (id) => JSON.parse(document.getElementById(id).textContent);

// Outlines in a square from -1 to 1, the same for the legend and the canvas.
const SHAPES = {
  method: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
  dataset: "M0-1.2L1.2 0L0 1.2L-1.2 0Z",
  hardware: "M-.55-1H.55L1.1 0L.55 1H-.55L-1.1 0Z",
  task: "M0-1.15L1.15.9H-1.15Z",
  metric: "M0 1.15L1.15-.9H-1.15Z",
  result: "M0-1.2L.35-.35L1.2 0L.35.35L0 1.2L-.35.35L-1.2 0L-.35-.35Z",
  paper: "M-.75-1H.35L.8-.55V1H-.75Z",
  other: "M-.9-.9H.9V.9H-.9Z",
};
const shapeOf = (kind) => (Object.hasOwn(SHAPES, kind) ? kind : "other");

function readGraph() {
  const { nodes: drawn, edges } = embedded("drawing");
  const details = embedded("details");
  const paperNode = new Map(Object.entries(details.paperNodes).map(([node, [id]]) => [id, Number(node)]));
  // The layout is wider than high; on a screen held upright it is turned.
  const upright = innerHeight > 1.2 * innerWidth;
  const nodes = drawn.map((node, i) => ({
    ...node,
    x: upright ? node.y : node.x,
    y: upright ? node.x : node.y,
    kind: node.group,
    shape: shapeOf(node.group),
    key: details.base + details.keys[i],
    label: details.labels[i],
    aliases: details.aliases[i] || [],
    facts: details.facts[i] || [],
    paper: details.paperNodes[i] || null,
    pairs: [],
  }));
  const pairs = edges.map((edge, i) => ({ id: i, a: edge.from, b: edge.to, links: details.links[i] }));
  for (const pair of pairs) {
    nodes[pair.a].pairs.push(pair.id);
    if (pair.a !== pair.b) nodes[pair.b].pairs.push(pair.id);
  }
  const minted = new Set(details.minted);
  const byKey = new Map(nodes.map((node) => [node.key, node.id]));
  const proof = (number) => {
    const [paper, quote, start, percent, extractor] = details.proofs[number];
    const [id, title] = details.papers[paper];
    return {
      paper: id, title, quote: details.quotes[quote], start, percent,
      extractor: details.extractors[extractor], node: paperNode.has(id) ? paperNode.get(id) : null,
    };
  };
  const proofPapers = (numbers) => new Set(numbers.map((number) => details.proofs[number][0])).size;
  return { nodes, pairs, minted, byKey, proof, proofPapers, kinds: new Map(details.kinds), relations: details.relations, overview: details.overview };
}

// The links of a node in groups: relation and direction, each with the nodes at the other end, surest first.
function groupsOf(graph, id) {
  const groups = new Map();
  for (const number of graph.nodes[id].pairs) {
    const pair = graph.pairs[number];
    const other = pair.a === id ? pair.b : pair.a;
    for (const [relation, forward, proofs] of pair.links) {
      const outward = pair.a === id ? Boolean(forward) : !forward;
      const name = `${relation} ${outward}`;
      if (!groups.has(name)) groups.set(name, { relation, outward, entries: [] });
      groups.get(name).entries.push({ other, proofs });
    }
  }
  const list = [...groups.values()];
  for (const group of list) {
    group.heading = graph.relations[group.relation][group.outward ? 0 : 1];
    group.entries.sort((x, y) => y.proofs.length - x.proofs.length || x.other - y.other);
  }
  return list.sort((x, y) => Number(y.outward) - Number(x.outward) || x.relation - y.relation);
}

// Which nodes are on the canvas: of a kind that is switched on, and important enough or asked for.
class View {
  constructor(graph) {
    this.graph = graph;
    const [above, first] = graph.overview;
    this.limit = graph.nodes.length > above ? first : graph.nodes.length;
    this.first = this.limit;
    this.kinds = new Set(graph.kinds.keys());
    this.asked = new Set();
  }

  shows(id) {
    return this.kinds.has(this.graph.nodes[id].kind) && (id < this.limit || this.asked.has(id));
  }

  hiddenNeighbours(id) {
    const ends = this.graph.nodes[id].pairs.map((number) => this.graph.pairs[number]);
    return ends.map((pair) => (pair.a === id ? pair.b : pair.a)).filter((other) => !this.shows(other));
  }
}

// DOM without markup: every text becomes a text node, so nothing in it can run.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function icon(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "-1.3 -1.3 2.6 2.6");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon kind-${shapeOf(kind)}`);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[shapeOf(kind)]);
  svg.append(path);
  return svg;
}

const kindName = (kind) => plain(kind);
const count = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
// Line breaks and invisible controls, which would upset a line of text on the canvas.
const plain = (text) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim() || "(no name)";
const shorten = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

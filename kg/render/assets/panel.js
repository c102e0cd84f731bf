// The details of a node or of a pair of nodes: what it is, what it is linked with, and the sentences that say so.

const FIRST = { entries: 12, quotes: 2, aliases: 16 };

class Panel {
  constructor(graph, view, element, actions) {
    this.graph = graph;
    this.view = view;
    this.element = element;
    this.actions = actions;
  }

  showNode(id) {
    const node = this.graph.nodes[id];
    const groups = groupsOf(this.graph, id);
    this.fill(
      this.head(node.kind, [node.label]),
      node.aliases.length ? make("p", { class: "aliases" }, "Also: ", node.aliases.slice(0, FIRST.aliases).join(" · "), node.aliases.length > FIRST.aliases ? " …" : "") : null,
      this.factsOf(node),
      this.hiddenOf(id),
      ...groups.map((group) => this.group(id, group)),
      groups.length ? null : make("p", { class: "quiet" }, "No links in this view."),
      make("p", { class: "key" }, node.key),
    );
  }

  showPair(number) {
    const pair = this.graph.pairs[number];
    const parts = pair.links.map(([relation, forward, proofs]) => {
      const [from, to] = forward ? [pair.a, pair.b] : [pair.b, pair.a];
      const row = make("div", { class: "statement" }, this.nodeButton(from), make("span", { class: "verb" }, this.graph.relations[relation][0]), this.nodeButton(to));
      return make("section", { class: "group" }, row, this.proofsOf(proofs, [from, to]));
    });
    this.fill(this.head(null, [this.graph.nodes[pair.a].label, this.graph.nodes[pair.b].label]), ...parts);
  }

  fill(...children) {
    this.element.replaceChildren(...children.filter((child) => child !== null));
    this.element.hidden = false;
    this.element.scrollTop = 0;
  }

  close() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  focus() { this.element.querySelector("h2").focus(); }

  head(kind, labels) {
    const back = make("button", { type: "button", class: "plain", "aria-label": "Back", title: "Back", onclick: () => this.actions.back() }, "←");
    back.hidden = !this.actions.canGoBack();
    const name = kind === null ? "link" : kindName(kind);
    return make("div", { class: "head" },
      make("div", { class: "bar" }, back,
        make("span", { class: "kind" }, kind === null ? null : icon(kind), name),
        make("button", { type: "button", class: "plain", "aria-label": "Close details", title: "Close (Esc)", onclick: () => this.actions.close() }, "✕")),
      make("h2", { tabindex: "-1" }, labels.join(" – ") || "(no name)"));
  }

  factsOf(node) {
    const rows = [];
    if (node.paper) {
      const [id, date] = node.paper;
      const link = addressOf(id);
      rows.push(["paper", link ? make("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, id) : id]);
      if (date) rows.push(["date", date]);
    }
    rows.push(...node.facts);
    if (this.graph.minted.has(node.id)) rows.push(["origin", "named in the papers; not in the vocabulary"]);
    if (!rows.length) return null;
    return make("dl", {}, ...rows.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
  }

  hiddenOf(id) {
    const hidden = this.view.hiddenNeighbours(id);
    if (!hidden.length) return null;
    return make("p", { class: "quiet" }, `${count(hidden.length, "neighbour")} not in the picture. `,
      make("button", { type: "button", class: "link", onclick: () => this.actions.expand(id) }, "Show"));
  }

  group(id, { heading, entries }) {
    const list = make("ul", { class: "entries" });
    const more = (from) => {
      list.append(...entries.slice(from, from + FIRST.entries).map((entry) => this.entry(id, entry)));
      const rest = entries.length - from - FIRST.entries;
      if (rest > 0) {
        const button = make("button", { type: "button", class: "link", onclick: () => {
          item.remove();
          more(from + FIRST.entries);
          list.children[from + FIRST.entries].querySelector("button").focus();
        } }, `${rest.toLocaleString("en")} more`);
        const item = make("li", {}, button);
        list.append(item);
      }
    };
    more(0);
    return make("section", { class: "group" }, make("h3", {}, make("span", {}, heading), make("span", { class: "number" }, entries.length.toLocaleString("en"))), list);
  }

  entry(id, { other, proofs }) {
    return make("li", {}, this.nodeButton(other), this.proofsOf(proofs, [other, id]));
  }

  nodeButton(id) {
    const node = this.graph.nodes[id];
    const faint = this.view.shows(id) ? "" : " faint";
    return make("button", { type: "button", class: `node${faint}`, onclick: () => this.actions.choose(id) },
      icon(node.kind), make("span", { class: "name" }, plain(node.label)), make("span", { class: "unseen" }, `, ${kindName(node.kind)}`));
  }

  proofsOf(numbers, ends) {
    const box = make("div", { class: "proofs" });
    const names = ends.map((id) => this.graph.nodes[id]).filter((node) => node.kind !== "paper");
    const pattern = mentionPattern(names.flatMap((node) => [node.label, ...node.aliases]));
    const add = (some) => box.append(...some.map((number) => this.proof(this.graph.proof(number), pattern, ends)));
    add(numbers.slice(0, FIRST.quotes));
    const rest = numbers.length - FIRST.quotes;
    if (rest > 0) {
      const button = make("button", { type: "button", class: "link", onclick: () => {
        button.remove();
        add(numbers.slice(FIRST.quotes));
      } }, `${count(rest, "more sentence", "more sentences")}`);
      box.append(button);
    }
    return box;
  }

  proof(proof, pattern, ends) {
    const title = plain(proof.title || proof.paper);
    // Where the paper is one end of the link, its title stands there already.
    const source = proof.node === null ? make("span", { class: "paper" }, title)
      : ends.includes(proof.node) ? make("span", {})
      : make("button", { type: "button", class: "link paper", onclick: () => this.actions.choose(proof.node) }, title);
    return make("figure", {},
      make("blockquote", {}, ...marked(proof.quote, pattern)),
      make("figcaption", {}, source, make("span", { class: "sure", title: `found by: ${proof.extractor || "unknown"}` }, `confidence ${(proof.percent / 100).toFixed(2)}`)));
  }
}

// The web address of a paper whose identifier is one of arXiv's or a DOI; no other text becomes a link.
function addressOf(id) {
  if (/^\d{4}\.\d{4,5}(v\d{1,2})?$/.test(id)) return `https://arxiv.org/abs/${id}`;
  if (/^10\.\d{4,9}\/[\w.()/;:-]+$/.test(id)) return `https://doi.org/${encodeURI(id)}`;
  return null;
}

// A name in running text: hyphens and spaces may differ, a plural may follow, and no word may go on.
function mentionPattern(names) {
  const words = [...new Set(names)].filter((name) => name.trim().length > 1).sort((x, y) => y.length - x.length).slice(0, 40);
  if (!words.length) return null;
  const forms = words.map((name) => name.trim().split(/[\s\-‐‑]+/).map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("[\\s\\-‐‑]*"));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms.join("|")})s?(?![\\p{L}\\p{N}])`, "giu");
}

function marked(text, pattern) {
  if (!pattern) return [text];
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (!match[0]) continue;
    parts.push(text.slice(from, match.index), make("mark", {}, match[0]));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}

// The search field: a combobox that suggests nodes by label, alias or paper identifier.

const SUGGESTIONS = 10;
const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replace(/[\s\-‐‑_]+/g, " ").trim();
const squeeze = (text) => text.replace(/ /g, "");

class Search {
  constructor(graph, input, list, choose) {
    Object.assign(this, { graph, input, list, choose, found: [], active: -1 });
    input.addEventListener("input", () => this.suggest());
    input.addEventListener("focus", () => this.suggest());
    input.addEventListener("click", () => this.list.hidden && this.suggest());
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.key(event));
    // A pressed pointer must not take the focus away before its click is done.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  index() {
    if (!this.names) {
      this.names = this.graph.nodes.map((node) => {
        const all = [node.label, ...node.aliases, ...(node.paper ? [node.paper[0]] : [])];
        return all.map((name) => ({ name, text: fold(name), tight: squeeze(fold(name)) }));
      });
    }
    return this.names;
  }

  // Equal before beginning, beginning before a word's beginning, that before anywhere; then by importance.
  find(query) {
    const text = fold(query);
    if (!text) return this.graph.nodes.slice(0, SUGGESTIONS).map((node) => ({ id: node.id, name: node.label }));
    const tight = squeeze(text);
    const ranks = [[], [], [], []];
    this.index().forEach((names, id) => {
      let best = 4;
      let shown = "";
      for (const { name, text: label, tight: close } of names) {
        const rank = close === tight ? 0 : close.startsWith(tight) ? 1 : ` ${label}`.includes(` ${text}`) ? 2 : close.includes(tight) ? 3 : 4;
        if (rank < best) [best, shown] = [rank, name];
      }
      if (best < 4) ranks[best].push({ id, name: shown });
    });
    return ranks.flat().slice(0, SUGGESTIONS);
  }

  suggest() {
    this.found = this.find(this.input.value);
    this.active = this.input.value.trim() && this.found.length ? 0 : -1;
    const items = this.found.map(({ id, name }, i) => this.item(id, name, i));
    if (!items.length) items.push(make("li", { class: "none", role: "option", "aria-disabled": "true" }, `Nothing is called “${shorten(this.input.value.trim(), 40)}”.`));
    this.list.replaceChildren(...items);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark();
  }

  item(id, name, i) {
    const node = this.graph.nodes[id];
    const item = make("li", { id: `suggestion-${i}`, role: "option", "aria-selected": "false", onclick: () => this.take(i), onpointermove: () => this.point(i) },
      icon(node.kind), make("span", { class: "name" }, plain(node.label)),
      name !== node.label ? make("span", { class: "alias" }, plain(name)) : null,
      make("span", { class: "kindname" }, kindName(node.kind)));
    return item;
  }

  point(i) {
    if (this.active === i) return;
    this.active = i;
    this.mark();
  }

  mark() {
    [...this.list.children].forEach((item, i) => {
      if (this.found.length) item.setAttribute("aria-selected", String(i === this.active));
    });
    if (this.active >= 0) {
      this.input.setAttribute("aria-activedescendant", `suggestion-${this.active}`);
      this.list.children[this.active].scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const size = this.found.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.suggest();
      else if (size) {
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.active = (this.active + step + size + (this.active < 0 && step < 0 ? 1 : 0)) % size;
        this.mark();
      }
    } else if (event.key === "Enter" && !this.list.hidden && this.active >= 0) {
      event.preventDefault();
      this.take(this.active);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  take(i) {
    const { id } = this.found[i];
    this.input.value = "";
    this.close();
    this.choose(id);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

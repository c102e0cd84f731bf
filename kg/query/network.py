"""The graph, or the part of it around one thing, as a networkx multigraph whose edges carry their evidence."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.query.rows import rows
from kg.query.terms import CLASS, PAPER, PREFIXES, RESULT, class_iri, kind_of_class, local

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    import networkx as nx
    import pyoxigraph as ox

__all__ = [
    "BATCH",
    "EDGES",
    "add_hierarchy",
    "add_result_nodes",
    "describe",
    "evidence_of",
    "merge",
    "network",
    "select",
]

EDGES: dict[str, tuple[str, str]] = {
    "proposes": ("paper", "method"),
    "uses": ("paper", "method"),
    "comparesWith": ("paper", "method"),
    "mentions": ("paper", "method"),
    "evaluatesOn": ("paper", "dataset"),
    "trainsOn": ("paper", "dataset"),
    "introduces": ("paper", "dataset"),
    "mentionsDataset": ("paper", "dataset"),
    "testsOn": ("paper", "hardware"),
    "targets": ("paper", "hardware"),
    "mentionsHardware": ("paper", "hardware"),
    "reports": ("paper", "metric"),
    "addresses": ("paper", "task"),
    "testedOn": ("method", "hardware"),
    "targetsHardware": ("method", "hardware"),
    "evaluatedOn": ("method", "dataset"),
    "appliedTo": ("method", "task"),
}
"""Every edge that a paper's text asserts: from which kind to which."""

_RESULT_EDGES = ("ofMethod", "metric", "onDataset", "onHardware", "baseline")
_HIERARCHY = ("broader", "hasProcessor")
_FACTS = (
    "vendor", "core", "architecture", "clockMHz", "ramBytes", "flashBytes", "memoryBytes", "powerWatts", "processNm",
    "launchYear", "launchDate", "memoryBandwidth", "fp32Flops", "fp16Flops", "int8Ops", "acceleratorCount", "vcpuCount",
)  # fmt: skip
_DESCRIBED = frozenset(
    PREFIXES[prefix] + name
    for prefix, names in (
        ("rdf", ("type",)),
        ("skos", ("prefLabel", "altLabel")),
        ("dcterms", ("identifier", "title", "date")),
        ("kg", ("ambiguousLabel", "surfaceForm", "minted", *_FACTS)),
    )
    for name in names
)
"""The properties that become node attributes."""
TITLE_WORDS = 9
"""Words of an abstract that stand for a missing title: about as many as a title has."""
BATCH = 400
"""IRIs in one VALUES block: keeps query texts below 100 kB and is past where batching still speeds things up."""


def network(
    store: ox.Store,
    *,
    kinds: Collection[str] | None = None,
    around: str | None = None,
    depth: int = 1,
    hierarchy: bool = False,
    results: bool = False,
) -> nx.MultiDiGraph:
    """Return the graph, or a part of it, for networkx algorithms and for drawing.

    Parameters
    ----------
    store
        Where to read.
    kinds
        Kinds of node to keep (`paper`, `method`, `dataset`, `hardware`, `metric`, `task`); all by default.
    around
        IRI of a node: only what is at most `depth` edges away from it is read.
    depth
        How far to go from `around`, in edges of either direction.
    hierarchy
        Add the broader concepts of what is there, with `broader` and `hasProcessor` edges.
    results
        Add nodes of kind `result`, with edges `hasResult`, `ofMethod`, `metric`, `onDataset`, `onHardware`, `baseline`.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are IRIs with `kind`, `label`, `aliases`, `minted`, papers also with `id` and `date`, hardware also with
        `facts`. Edges have their predicate's local name as key and as `predicate`, and `evidence`: a list of dicts
        with `paper`, `title`, `quote`, `start`, `end`, `confidence`, `extractor`.

    Raises
    ------
    UsageError
        If a kind does not exist or `around` names nothing in the graph.

    """
    import networkx as nx

    wanted = frozenset(kinds) if kinds is not None else frozenset(CLASS) - {RESULT}
    if unknown := wanted - (frozenset(CLASS) - {RESULT}):
        raise UsageError(f"no kind {min(unknown)!r}; there are {', '.join(sorted(frozenset(CLASS) - {RESULT}))}")
    if depth < 0:
        raise UsageError(f"depth is {depth}; it must be 0 or more")
    predicates = [name for name, (source, target) in EDGES.items() if source in wanted and target in wanted]
    graph = nx.MultiDiGraph()
    if around is None:
        merge(graph, select(store, predicates))
        _add_loose(store, graph, wanted)
    else:
        _grow(store, graph, around, depth, predicates)
    if hierarchy:
        add_hierarchy(store, graph)
    describe(store, graph)
    if results:
        add_result_nodes(store, graph)
    return graph


def select(
    store: ox.Store,
    predicates: Collection[str],
    *,
    subjects: Collection[str] | None = None,
    objects: Collection[str] | None = None,
    evidence: bool = True,
) -> nx.MultiDiGraph:
    """Return the edges with one of some predicates, between given ends, each once, with all its evidence.

    Parameters
    ----------
    store
        Where to read.
    predicates
        Local names, keys of `EDGES`.
    subjects, objects
        IRIs that the edges may start from and end at; any by default.
    evidence
        Whether to read the evidence too; without it every list is empty, and `papers` holds the IRIs of the papers
        that say so, for `kg.query.proofs.proofs_of`.

    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    if not predicates or (subjects is not None and not subjects) or (objects is not None and not objects):
        return graph
    names = "VALUES ?p { " + " ".join(f"kg:{name}" for name in sorted(predicates)) + " } "
    if objects is not None and subjects is None and len(objects) > BATCH:
        # A class holds thousands of devices, of which papers name a few: those alone are looked for.
        wanted = frozenset(objects)
        objects = [o for (o,) in rows(store, f"SELECT DISTINCT ?o WHERE {{ {names} ?s ?p ?o }}") if o in wanted]
    for values in _batches(subjects, objects):
        if not evidence:
            for s, p, o, g in rows(store, f"SELECT ?s ?p ?o ?g WHERE {{ {values} {names} GRAPH ?g {{ ?s ?p ?o }} }}"):
                _add_edge(graph, s, local(p), o)
                graph.edges[s, o, local(p)].setdefault("papers", set()).add(g.removesuffix("/graph"))
            continue
        for s, p, o in rows(store, f"SELECT DISTINCT ?s ?p ?o WHERE {{ {values} {names} ?s ?p ?o }} ORDER BY ?s ?p ?o"):
            _add_edge(graph, s, local(p), o)
        for (s, p, o), proof in evidence_of(store, predicates, values):
            if graph.has_edge(s, o, key=p):
                graph.edges[s, o, p]["evidence"].append(proof)
    return graph


def evidence_of(
    store: ox.Store, predicates: Collection[str], values: str = ""
) -> Iterator[tuple[tuple[str, str, str], dict[str, Any]]]:
    """Yield `(subject, predicate local name, object)` with one piece of evidence each, in order of paper and offset.

    Parameters
    ----------
    store
        Where to read.
    predicates
        Local names.
    values
        SPARQL VALUES blocks that bind `?s` or `?o`; none for all.
    """
    # A VALUES block for ?p as well would make Oxigraph join through the predicate, fifty times slower.
    query = f"""
        SELECT ?s ?p ?o ?id ?title ?quote ?start ?end ?confidence ?extractor WHERE {{
          {values}
          ?e rdf:object ?o ; rdf:predicate ?p ; rdf:subject ?s ; prov:wasDerivedFrom ?paper ; oa:hasTarget ?t .
          FILTER(?p IN ({", ".join(f"kg:{name}" for name in sorted(predicates))}))
          ?paper dcterms:identifier ?id .
          ?t oa:hasSelector ?words , ?place . ?words oa:exact ?quote . ?place oa:start ?start ; oa:end ?end .
          OPTIONAL {{ ?paper dcterms:title ?title }}
          OPTIONAL {{ ?e kg:confidence ?confidence }}
          OPTIONAL {{ ?e kg:extractor ?extractor }}
        }} ORDER BY ?id ?start ?end ?s ?p ?o"""
    for s, p, o, paper, title, quote, start, end, confidence, extractor in rows(store, query):
        proof = {
            "paper": paper,
            "title": title or "",
            "quote": quote,
            "start": int(start),
            "end": int(end),
            "confidence": float(confidence) if confidence else None,
            "extractor": extractor or "",
        }
        yield (s, local(p), o), proof


def merge(graph: nx.MultiDiGraph, more: nx.MultiDiGraph) -> None:
    """Add another view's nodes and edges to a view. (`MultiDiGraph.update` would lose the edges' keys.)"""
    graph.add_nodes_from(more.nodes(data=True))
    graph.add_edges_from(more.edges(keys=True, data=True))


def add_hierarchy(store: ox.Store, graph: nx.MultiDiGraph) -> None:
    """Add everything broader than a graph's nodes, with `broader` and `hasProcessor` edges."""
    todo = sorted(graph)
    seen = set(todo)
    while todo:
        found = select_hierarchy(store, subjects=todo)
        for s, p, o in found:
            _add_edge(graph, s, p, o)
        todo = sorted({o for _, _, o in found} - seen)
        seen.update(todo)


def select_hierarchy(
    store: ox.Store, *, subjects: Collection[str] | None = None, objects: Collection[str] | None = None
) -> list[tuple[str, str, str]]:
    """Return the `broader` and `hasProcessor` edges from or to some concepts, one step."""
    found: set[tuple[str, str, str]] = set()
    for values in _batches(subjects, objects):
        query = f"SELECT ?s ?p ?o WHERE {{ {values} VALUES ?p {{ skos:broader kg:hasProcessor }} ?s ?p ?o }}"
        found.update((s, local(p), o) for s, p, o in rows(store, query))
    return sorted(found)


def describe(store: ox.Store, graph: nx.MultiDiGraph) -> None:
    """Give a graph's nodes their `kind`, `label`, `aliases`, `minted`, and what papers and hardware have besides."""
    todo = sorted(node for node, data in graph.nodes(data=True) if "label" not in data)
    facts: dict[str, dict[str, set[str]]] = {node: defaultdict(set) for node in todo}
    for values in _batches(todo, None):
        # Reading all that a node has and leaving out the rest is faster than asking for each property by itself.
        for s, p, o in rows(store, f"SELECT DISTINCT ?s ?p ?o WHERE {{ {values} ?s ?p ?o }}"):
            if p in _DESCRIBED:
                facts[s][local(p)].add(o)
    for node in todo:
        graph.nodes[node].update(_attributes(node, facts[node]))
    _name_untitled(store, graph)


def _attributes(node: str, found: Mapping[str, set[str]]) -> dict[str, Any]:
    kinds = sorted(filter(None, (kind_of_class(cls) for cls in found.get("type", ()))))
    kind = kinds[0] if kinds else "unknown"
    label = min(found.get("title" if kind == PAPER else "prefLabel", ()), default="")
    if kind == PAPER:
        identifier = min(found.get("identifier", ()), default=local(node))
        date = min(found.get("date", ()), default=None)
        return {"kind": kind, "label": label, "aliases": [], "minted": False, "id": identifier, "date": date}
    aliases = set().union(*(found.get(name, ()) for name in ("altLabel", "ambiguousLabel", "surfaceForm"))) - {label}
    minted = "true" in found.get("minted", ())
    attributes: dict[str, Any] = {
        "kind": kind,
        "label": label or local(node),
        "aliases": sorted(aliases),
        "minted": minted,
    }
    if kind == "hardware":
        attributes["facts"] = {name: min(found[name]) for name in _FACTS if found.get(name)}
    return attributes


def _name_untitled(store: ox.Store, graph: nx.MultiDiGraph) -> None:
    untitled = sorted(n for n, data in graph.nodes(data=True) if data.get("kind") == PAPER and not data["label"])
    for values in _batches(untitled, None):
        for paper, abstract in rows(store, f"SELECT ?s ?a WHERE {{ {values} ?s dcterms:abstract ?a }}"):
            words = abstract.split()
            graph.nodes[paper]["label"] = " ".join(words[:TITLE_WORDS]) + ("…" if len(words) > TITLE_WORDS else "")
    for paper in untitled:
        graph.nodes[paper]["label"] = graph.nodes[paper]["label"] or graph.nodes[paper]["id"]


def add_result_nodes(store: ox.Store, graph: nx.MultiDiGraph) -> None:
    """Add the results of a graph's papers as nodes, with edges to those of their parts that are in the graph."""
    papers = sorted(node for node, data in graph.nodes(data=True) if data.get("kind") == PAPER)
    for values in _batches(papers, None):
        parts = " ".join(f"OPTIONAL {{ ?r kg:{name} ?{name} }}" for name in _RESULT_EDGES)
        query = f"""
            SELECT ?s ?r ?text ?unit ?label {" ".join(f"?{name}" for name in _RESULT_EDGES)} WHERE {{
              {values} ?s kg:hasResult ?r . OPTIONAL {{ ?r kg:valueText ?text }} OPTIONAL {{ ?r kg:unitText ?unit }}
              {parts} OPTIONAL {{ ?metric skos:prefLabel ?label }}
            }} ORDER BY ?r"""
        for paper, result, text, unit, label, *ends in rows(store, query):
            graph.add_node(
                result,
                kind=RESULT,
                label=" ".join(part for part in (text, unit, label) if part),
                aliases=[],
                minted=False,
            )
            _add_edge(graph, paper, "hasResult", result)
            for name, end in zip(_RESULT_EDGES, ends, strict=True):
                if end and end in graph:
                    _add_edge(graph, result, name, end)
    _prove_results(store, graph, papers)


def _prove_results(store: ox.Store, graph: nx.MultiDiGraph, papers: list[str]) -> None:
    for values in _batches(papers, None):
        for (s, p, o), proof in evidence_of(store, {"hasResult"}, values):
            if graph.has_edge(s, o, key=p):
                graph.edges[s, o, p]["evidence"].append(proof)


def _grow(store: ox.Store, graph: nx.MultiDiGraph, around: str, depth: int, predicates: Collection[str]) -> None:
    known = next(rows(store, f"SELECT ?c WHERE {{ {_iri(around)} a ?c }} LIMIT 1"), None)
    if known is None:
        raise UsageError(f"{around} is nothing in this graph")
    graph.add_node(around)
    border = {around}
    for _ in range(depth):
        found = select(store, predicates, subjects=sorted(border))
        merge(found, select(store, predicates, objects=sorted(border)))
        border = set(found) - set(graph)
        merge(graph, found)


def _add_loose(store: ox.Store, graph: nx.MultiDiGraph, kinds: Collection[str]) -> None:
    # A paper in which nothing was found is still a paper; a vocabulary concept that no paper names is not drawn.
    if PAPER in kinds:
        graph.add_nodes_from(p for (p,) in rows(store, f"SELECT ?p WHERE {{ ?p a <{class_iri(PAPER)}> }} ORDER BY ?p"))
    if len(kinds) < len(CLASS) - 1:
        names = " ".join(f"kg:{name}" for name, ends in EDGES.items() if ends[1] in kinds)
        query = f"SELECT DISTINCT ?o WHERE {{ VALUES ?p {{ {names} }} ?s ?p ?o }} ORDER BY ?o"
        graph.add_nodes_from(o for (o,) in rows(store, query))


def _add_edge(graph: nx.MultiDiGraph, source: str, predicate: str, target: str) -> None:
    if not graph.has_edge(source, target, key=predicate):
        graph.add_edge(source, target, key=predicate, predicate=predicate, evidence=[])


def _batches(subjects: Collection[str] | None, objects: Collection[str] | None) -> Iterator[str]:
    """Yield VALUES blocks that together hold all the ends, `BATCH` subjects (or else objects) at a time."""
    if subjects is None and objects is None:
        yield ""
        return
    variable, ends = ("?s", subjects) if subjects is not None else ("?o", objects or ())
    fixed = _values("?o", sorted(objects)) if subjects is not None and objects is not None else ""
    ordered = sorted(ends)
    for start in range(0, len(ordered), BATCH):
        yield f"{_values(variable, ordered[start : start + BATCH])} {fixed}"


def _values(variable: str, iris: Iterable[str]) -> str:
    return f"VALUES {variable} {{ {' '.join(_iri(iri) for iri in iris)} }}"


def _iri(iri: str) -> str:
    if any(c in '<>"{}|^`\\' or c <= " " for c in iri):
        raise UsageError(f"{iri!r} is no IRI")
    return f"<{iri}>"

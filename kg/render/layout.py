"""Where the nodes of a network lie on the page: a multilevel force-directed layout, the same on every run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["place"]

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

SPACING = 60.0
"""Length that a link between two otherwise free nodes tends to, in page units (a small node is about 10 across)."""
COARSEST = 40
"""Coarsening stops at so few nodes: from there any start untangles."""
SHRINK = 0.95
"""Coarsening stops where a round leaves more than this share of the nodes: nothing more is to be merged."""
ROUNDS_COARSE, ROUNDS_FINE = 150, 60
"""Rounds of the coarsest and of the finest level; seen by eye on networks of 50 to 5,000 nodes, more changes little."""
REPULSION = 90.0
"""Strength of the push between two nodes of mass one; with links of weight one half they come to rest 13 apart."""
CELL = 48
"""Nodes of one cell repel each other one by one, those of other cells as one mass: about the root of the usual size."""
GRAVITY = (0.12, 0.16)
"""Pull to the middle as a share of the distance, across and down: keeps loose parts near, and the whole wider than high
as screens are."""
GOLDEN_TURN = (-0.7373688780783197, 0.6754902942615238)
"""Cosine and sine of the golden angle, 137.5 degrees."""
ROOMY_SIZE, LARGEST_STRETCH = 150, 7.0
"""A network of fewer nodes is spread over the area of that many, at most so many times its own: labels have room."""
TURNS = ((1.0, 0.0), (0.8, 0.6), (0.6, 0.8), (0.28, 0.96), (0.96, 0.28))
"""Exact cosines and sines by which the cells are turned from round to round, so that no grid shows in the picture."""


@dataclass(frozen=True)
class _Level:
    """A graph to lay out: `mass` of each node, links `a[i]`-`b[i]` of weight `w[i]`."""

    mass: Floats
    a: Ints
    b: Ints
    w: Floats


def place(size: int, links: Sequence[tuple[int, int]], radii: Sequence[float]) -> list[tuple[int, int]]:
    """Return a position for each node, centred on the origin, in whole page units.

    Linked nodes attract each other in proportion to their distance, all nodes repel each other in inverse proportion
    to it (Jacomy et al., "ForceAtlas2", PLoS ONE 9(6), 2014); a link pulls the less, the more links its quieter end
    has, so that hubs do not draw everything into one ball. The graph is first merged into ever smaller ones, and
    laid out from the smallest to the whole (Walshaw, "A multilevel algorithm for force-directed graph drawing", 2003).
    Far nodes repel as cells of a balanced k-d tree. Only additions, products, quotients and square roots are used, in
    a fixed order, hence equal input gives equal positions.

    Parameters
    ----------
    size
        Number of nodes.
    links
        Pairs of node numbers; self-links and repetitions do not count.
    radii
        Radius of each node, in page units: nodes are kept from overlapping.

    Examples
    --------
    >>> place(0, [], [])
    []
    >>> place(1, [], [5.0])
    [(0, 0)]
    >>> a, b, c = place(3, [(0, 1)], [5.0, 5.0, 5.0])
    >>> (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < (a[0] - c[0]) ** 2 + (a[1] - c[1]) ** 2
    True

    """
    if size == 0:
        return []
    if size == 1:
        return [(0, 0)]
    levels, parents = _coarsen(_weighted(size, links))
    points = _spiral(len(levels[-1].mass))
    for depth in range(len(levels) - 1, -1, -1):
        if depth < len(parents):
            points = _expand(points, parents[depth])
        share = depth / max(1, len(levels) - 1)
        points = _settle(levels[depth], points, round(ROUNDS_FINE + (ROUNDS_COARSE - ROUNDS_FINE) * share))
    points *= sqrt(max(1.0, min(LARGEST_STRETCH, ROOMY_SIZE / size)))
    points = _separate(points, np.asarray(radii, dtype=np.float64))
    points -= (points.max(axis=0) + points.min(axis=0)) / 2
    return [(int(x), int(y)) for x, y in np.rint(points)]


def _weighted(size: int, links: Sequence[tuple[int, int]]) -> _Level:
    """Return the graph with each link once, weighted by the reciprocal of its quieter end's number of links."""
    pairs = sorted({(min(u, v), max(u, v)) for u, v in links if u != v})
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    a, b = ends[:, 0], ends[:, 1]
    degree = np.bincount(a, minlength=size) + np.bincount(b, minlength=size)
    weight = 1.0 / np.sqrt(np.minimum(degree[a], degree[b])) / np.sqrt(np.sqrt(np.maximum(degree[a], degree[b])))
    return _Level(1.0 + np.sqrt(degree.astype(np.float64)) / 2, a, b, weight)


def _coarsen(level: _Level) -> tuple[list[_Level], list[Ints]]:
    """Merge step by step; `parents[i][n]` is the node of `levels[i + 1]` that node n of `levels[i]` is part of."""
    levels, parents = [level], []
    while len(levels[-1].mass) > COARSEST:
        parent = _merge(levels[-1])
        count = int(parent.max()) + 1
        if count > SHRINK * len(parent):
            break
        parents.append(parent)
        levels.append(_contract(levels[-1], parent, count))
    return levels, parents


def _merge(level: _Level) -> Ints:
    """Join each node, quiet ones first, to the neighbour with the strongest link that is not much heavier than most."""
    size = len(level.mass)
    neighbours: list[list[tuple[float, int]]] = [[] for _ in range(size)]
    for u, v, w in zip(level.a.tolist(), level.b.tolist(), level.w.tolist(), strict=True):
        neighbours[u].append((w, v))
        neighbours[v].append((w, u))
    mass = level.mass.tolist()
    limit = 8 * sum(mass) / size
    leader = [-1] * size
    gathered = list(mass)
    for node in sorted(range(size), key=lambda n: (len(neighbours[n]), n)):
        if leader[node] >= 0:
            continue
        fits = [
            (w / gathered[v], -v)
            for w, v in neighbours[node]
            if gathered[v] + mass[node] < limit and leader[v] in (-1, v)
        ]
        chosen = -max(fits)[1] if fits else node
        leader[node] = leader[chosen] = chosen
        if chosen != node:
            gathered[chosen] += mass[node]
    names = {head: number for number, head in enumerate(sorted(set(leader)))}
    return np.array([names[head] for head in leader], dtype=np.int64)


def _contract(level: _Level, parent: Ints, count: int) -> _Level:
    """Return the graph of the merged nodes; parallel links add up."""
    a, b = parent[level.a], parent[level.b]
    low, high = np.minimum(a, b), np.maximum(a, b)
    kept = low != high
    codes, where = np.unique(low[kept] * count + high[kept], return_inverse=True)
    weight = np.bincount(where, weights=level.w[kept], minlength=len(codes))
    mass: Floats = np.bincount(parent, weights=level.mass, minlength=count).astype(np.float64)
    return _Level(mass, codes // count, codes % count, weight.astype(np.float64))


def _spiral(count: int) -> Floats:
    """Return points evenly spread over a disc, in the manner of a sunflower (Vogel, 1979), about `SPACING` apart."""
    cos, sin = GOLDEN_TURN
    x, y, points = 1.0, 0.0, np.empty((count, 2))
    for i in range(count):
        radius = SPACING * sqrt(i + 0.5) / 2
        points[i] = x * radius, y * radius
        x, y = x * cos - y * sin, x * sin + y * cos
    return points


def _expand(points: Floats, parent: Ints) -> Floats:
    """Return the finer level's points: the parts of each node on a small spiral around it."""
    grown: Floats = points * sqrt(len(parent) / len(points))
    order = np.argsort(parent, kind="stable")
    starts = np.searchsorted(parent[order], parent[order])
    rank = np.empty(len(parent), dtype=np.int64)
    rank[order] = np.arange(len(parent)) - starts
    offsets: Floats = _spiral(int(rank.max()) + 1)[rank] / 2
    around: Floats = grown[parent] + offsets
    return around


def _settle(level: _Level, points: Floats, rounds: int) -> Floats:
    """Let the forces act; each round moves a node at most as far as a limit that falls to almost nothing."""
    size = len(points)
    start = SPACING * sqrt(size) / 10
    for step in range(rounds):
        force = REPULSION * _repulsion(points, level.mass, TURNS[step % len(TURNS)])
        gap = points[level.b] - points[level.a]
        pull = gap * level.w[:, None]
        for axis in (0, 1):
            force[:, axis] += np.bincount(level.a, weights=pull[:, axis], minlength=size)
            force[:, axis] -= np.bincount(level.b, weights=pull[:, axis], minlength=size)
        force -= level.mass[:, None] * points * GRAVITY
        length = np.sqrt(force[:, 0] ** 2 + force[:, 1] ** 2) + 1e-9
        limit = start * (1 - step / rounds) ** 2 + 0.5
        points = points + force * (np.minimum(length, limit) / length)[:, None]
    return points


def _cells(points: Floats, turn: tuple[float, float]) -> Ints:
    """Return node numbers in cells of equal size, one cell a row; the last places are filled with -1."""
    size = len(points)
    depth = 0
    while (CELL << depth) < size:
        depth += 1
    width = -(-size >> depth)
    order = np.full(width << depth, -1, dtype=np.int64)
    order[:size] = np.arange(size)
    cos, sin = turn
    far = points.max() * 8 + 1
    turned = np.full((len(order), 2), far)
    turned[:size, 0] = points[:, 0] * cos - points[:, 1] * sin
    turned[:size, 1] = points[:, 0] * sin + points[:, 1] * cos
    slots = np.arange(len(order)).reshape(1, -1)
    for level in range(depth):
        keys = turned[slots, level % 2]
        slots = np.take_along_axis(slots, np.argsort(keys, axis=1, kind="stable"), axis=1)
        slots = slots.reshape(2 << level, -1)
    return order[slots]


def _repulsion(points: Floats, mass: Floats, turn: tuple[float, float]) -> Floats:
    """Return for each node the sum of mass * mass / distance over the others, pointing away from them."""
    size = len(points)
    cells = _cells(points, turn)
    real = cells >= 0
    weight = np.where(real, mass[cells], 0.0)
    place_of = points[cells]
    total = weight.sum(axis=1)
    centre = (place_of * weight[:, :, None]).sum(axis=1) / np.maximum(total, 1e-9)[:, None]
    dx = place_of[:, :, None, 0] - place_of[:, None, :, 0]
    dy = place_of[:, :, None, 1] - place_of[:, None, :, 1]
    near = weight[:, None, :] / (dx * dx + dy * dy + 1.0)
    push = np.stack([(dx * near).sum(axis=2), (dy * near).sum(axis=2)], axis=2)
    own = np.repeat(np.arange(len(cells)), cells.shape[1]).reshape(cells.shape)
    fx = place_of[:, :, None, 0] - centre[None, None, :, 0]
    fy = place_of[:, :, None, 1] - centre[None, None, :, 1]
    far = total[None, None, :] / (fx * fx + fy * fy + 1.0)
    np.put_along_axis(far, own[:, :, None], 0.0, axis=2)
    push[:, :, 0] += (fx * far).sum(axis=2)
    push[:, :, 1] += (fy * far).sum(axis=2)
    force = np.empty((size, 2))
    force[cells[real]] = push[real]
    return force * mass[:, None]


def _separate(points: Floats, radii: Floats) -> Floats:
    """Push apart the nodes that overlap, a few rounds, looking only at neighbours along the two axes."""
    points = points.copy()
    for step in range(40):
        order = np.argsort(points[:, step % 2], kind="stable")
        moved = False
        for gap in range(1, min(25, len(order))):
            one, two = order[:-gap], order[gap:]
            away = points[two] - points[one]
            distance = np.sqrt(away[:, 0] ** 2 + away[:, 1] ** 2)
            lack = radii[one] + radii[two] + 4 - distance
            close = lack > 0
            if close.any():
                moved = True
                unit = np.where(distance[:, None] > 1e-6, away / np.maximum(distance, 1e-6)[:, None], (0.6, 0.8))
                shift = unit * (np.where(close, lack, 0) * 0.25)[:, None]
                np.subtract.at(points, one, shift)
                np.add.at(points, two, shift)
        if not moved:
            break
    return points

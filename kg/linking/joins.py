"""Disjoint sets that grow together, but for what must stay apart.

R. E. Tarjan: Efficiency of a good but not linear set union algorithm. Journal of the ACM 22 (1975).
"""

from __future__ import annotations

from collections.abc import Callable, Collection

__all__ = ["Joins"]


class Joins:
    """Sets of strings, each known by its least member, so that the order of joining does not show.

    Parameters
    ----------
    marks
        Tells whether a string may have to stay apart from another; all others are not asked about.
    apart
        Tells whether any of some marked strings must stay apart from any of others.

    Examples
    --------
    >>> joins = Joins()
    >>> joins.join("b", "a"), joins.root("b"), joins.root("c")
    (True, 'a', 'c')
    """

    def __init__(
        self,
        marks: Callable[[str], bool] | None = None,
        apart: Callable[[Collection[str], Collection[str]], bool] | None = None,
    ) -> None:
        self._parents: dict[str, str] = {}
        self._marked: dict[str, set[str]] = {}
        self._marks = marks
        self._apart = apart

    def root(self, item: str) -> str:
        """Return what the set of an item is known by."""
        parents = self._parents
        above = parents.get(item, item)
        while above != item:
            parents[item] = parents.get(above, above)
            item, above = above, parents.get(above, above)
        return item

    def join(self, one: str, other: str) -> bool:
        """Make one set of two and return True, or return False where they must stay apart."""
        first, second = sorted((self.root(one), self.root(other)))
        if first == second:
            return True
        mine, others = self._marks_of(first), self._marks_of(second)
        if mine and others and self._apart is not None and self._apart(mine, others):
            return False
        self._parents[second] = first
        if others:
            self._marked[first] = mine | others
        return True

    def marked(self, item: str) -> frozenset[str]:
        """Return what of an item's set may have to stay apart from others."""
        return frozenset(self._marks_of(self.root(item)))

    def _marks_of(self, root: str) -> set[str]:
        if root not in self._marked and self._marks is not None and self._marks(root):
            self._marked[root] = {root}
        return self._marked.get(root, set())

"""The interactive page: a network as one HTML file that needs nothing else, drawn by vis-network by way of pyvis."""

from __future__ import annotations

import base64
import hashlib
import html as markup
import json
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    import networkx as nx
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["DisplayedPage", "display", "html", "write"]

TITLE = "Paper knowledge graph"
SCRIPTS = ("graph.js", "canvas.js", "panel.js", "search.js", "main.js")
"""The page's own scripts, in the order in which they build on each other."""
OVERVIEW_ABOVE, OVERVIEW_NODES = 2000, 700
"""A network of more nodes than the first opens with its most important ones only, so many that they stay readable."""
QUICK_EDGES = 3000
"""With more pairs than this, edges are left out while the picture moves: drawing them takes over 50 ms."""
FRAME_HEIGHT = 640
"""Height in pixels of a page in a notebook."""


def html(network: nx.MultiDiGraph, *, title: str = TITLE) -> str:
    """Return the page of a network.

    Parameters
    ----------
    network
        As `kg.query.network.network` gives it: nodes with `kind`, `label`, `aliases`, …, edges with `predicate` and
        `evidence`. Text in it is shown, never run.
    title
        Heading of the page.

    Returns
    -------
    str
        A whole HTML document. It asks for nothing over the network, and its content security policy forbids it to.
        Equal networks and titles give equal documents.

    Examples
    --------
    >>> import networkx as nx
    >>> page = html(nx.MultiDiGraph(), title="None & nothing")
    >>> "<title>None &amp; nothing</title>" in page, "This graph is empty" in page
    (True, True)

    """
    from pyvis.network import Network

    from kg.render.data import collect

    data = collect(network)
    title = title.replace("\0", "\N{REPLACEMENT CHARACTER}")  # no HTML document can hold a null character
    drawing = Network(directed=True, cdn_resources="in_line", heading=title)
    # Network.add_edge compares each new edge with all others; its lists take the same dicts at once.
    drawing.nodes.extend(data.drawn_nodes)
    drawing.edges.extend(data.drawn_edges)
    drawing.options = _options(len(data.drawn_edges))
    drawing.templateEnv = _templates()
    drawing.templateEnv.globals.update(
        details=data.details | {"overview": [OVERVIEW_ABOVE, OVERVIEW_NODES]}, counts=_counts(network)
    )
    drawing.path = "page.html.jinja"
    return str(drawing.generate_html())


def write(network: nx.MultiDiGraph, path: Path, *, title: str = TITLE) -> None:
    """Write the page of a network to a file, whole or not at all.

    Parameters
    ----------
    network, title
        As for `html`.
    path
        The file; one that is there is replaced.

    Raises
    ------
    KgError
        If the file cannot be written.

    """
    path = Path(path)
    content = html(network, title=title).encode("utf-8", "replace")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(name).chmod(0o666 & ~_umask())
            os.replace(name, path)  # noqa: PTH105 - the same as Path.replace, named as in the text above
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise KgError(
            f"{path}: the page could not be written ({reason}); choose a folder that exists and that you may write to"
        ) from error


@dataclass(frozen=True)
class DisplayedPage:
    """A page that shows itself in a notebook.

    Attributes
    ----------
    page
        The whole HTML document.
    height
        Height of its frame in pixels.

    """

    page: str
    height: int = FRAME_HEIGHT

    def _repr_html_(self) -> str:
        """Return the page in a frame of its own, which may run its scripts but not reach the notebook."""
        return (
            f'<iframe sandbox="allow-scripts allow-popups" srcdoc="{markup.escape(self.page)}" '
            f'title="Interactive graph" style="width:100%;height:{self.height}px;'
            'border:1px solid #8884;border-radius:8px"></iframe>'
        )


def display(network: nx.MultiDiGraph, *, title: str = TITLE) -> DisplayedPage:
    """Return the page of a network as an object that a notebook shows.

    Examples
    --------
    >>> import networkx as nx
    >>> display(nx.MultiDiGraph())._repr_html_().startswith('<iframe sandbox="allow-scripts')
    True

    """
    return DisplayedPage(html(network, title=title))


def _templates() -> Environment:
    """Return the folder of our template, which holds our style and scripts and escapes everything else."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    script, style = _script(), _asset("page.css")
    templates = Environment(
        loader=PackageLoader("kg.render", "assets"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    templates.filters.update(embed=_embed, fromtext=json.loads)
    templates.globals.update(
        script=Markup(script),  # noqa: S704 - our own files
        style=Markup(style),  # noqa: S704
        hashes={"script": _hash(script), "style": _hash(style)},
    )
    return templates


def _options(pairs: int) -> dict[str, Any]:
    """Return the options of vis-network: nothing moves by itself, and straight edges, which draw fastest."""
    quick = pairs > QUICK_EDGES
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "nodes": {"shape": "custom"},
        "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0},
        "interaction": {
            "hover": True,
            "hoverConnectedEdges": False,
            "selectConnectedEdges": False,
            "hideEdgesOnDrag": quick,
            "hideEdgesOnZoom": quick,
            "zoomSpeed": 0.7,
        },
    }


def _counts(network: nx.MultiDiGraph) -> str:
    """Return the size of a network in words.

    >>> import networkx as nx
    >>> _counts(nx.MultiDiGraph([("a", "b"), ("a", "b")]))
    '2 nodes · 2 edges'
    """

    def words(count: int, one: str) -> str:
        return f"{count:,} {one}" + ("" if count == 1 else "s")

    papers = sum(1 for _, kind in network.nodes(data="kind") if kind == "paper")
    parts = [words(papers, "paper")] if papers else []
    return " · ".join([*parts, words(network.number_of_nodes(), "node"), words(network.number_of_edges(), "edge")])


def _embed(value: object) -> Markup:
    """Return JSON that no HTML parser takes for markup, whatever is in it: neither `</script>` nor `<!--` survive."""
    from markupsafe import Markup

    text = json.dumps(value, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - escaped here


def _hash(text: str) -> str:
    """Return a text's hash as a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    text = (resources.files("kg.render") / "assets" / name).read_text(encoding="utf-8")
    return "\n" + text.replace("\r\n", "\n")


@cache
def _script() -> str:
    """Return vis-network, its licence notice kept, and the page's own scripts as one."""
    versions = [folder for folder in (resources.files("pyvis") / "lib").iterdir() if folder.name.startswith("vis-")]
    newest = max(versions, key=lambda folder: [int(part) for part in folder.name[4:].split(".")])
    lines = (newest / "vis-network.min.js").read_text(encoding="utf-8").replace("\r\n", "\n").split("\n")
    # The map is not in the page, and developer tools would ask for it.
    vis = "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL="))
    own = "".join(_asset(name) for name in SCRIPTS)
    return f'\n{vis}\n(() => {{\n"use strict";\n{own}\n}})();\n'


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

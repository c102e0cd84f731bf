"""A knowledge graph of what machine-learning papers did, with the sentence that proves every edge.

>>> import kg
>>> len(kg.read(kg.samples.path())) > 50
True
>>> graph = kg.build(kg.samples.path(), "demo.kg")  # doctest: +SKIP
>>> graph.ask("which methods were tested on an STM32?")  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, build, extract, open, read  # noqa: A004
    from kg.errors import KgError

__all__ = ["Graph", "KgError", "build", "extract", "open", "read"]
__version__ = "0.1.0"


class _Package(ModuleType):
    """Keeps `kg.build` and `kg.extract` the functions that they are, although modules have the same names.

    Importing a submodule makes it an attribute of its package; these two would hide the functions after first use.
    `from kg.build import …` and `from kg.extract import …` are not touched by this.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: `import kg` and `kg --help` stay quick."""
    if name == "KgError":
        from kg.errors import KgError

        return KgError
    if name == "samples":
        return importlib.import_module("kg.samples")
    if name in __all__:
        from kg import api

        return getattr(api, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

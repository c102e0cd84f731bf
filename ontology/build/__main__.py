"""The command line of the vocabulary builder: `python -m ontology.build CATALOGS [NAME…] [--check]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from kg.errors import KgError, UsageError
from ontology.build.assembly import assemble
from ontology.build.draft import Catalog, Draft
from ontology.build.known import Known
from ontology.build.turtle import turtle

__all__ = ["CATALOGUES", "main"]

CATALOGUES = (
    "microcontrollers",
    "boards",
    "chips",
    "instances",
    "fpgas",
    "models",
    "epoch",
    "datasets",
    "metrics",
    "tasks",
)
"""The catalogue modules, in the order in which names are given away."""

_VOCABULARY = Path(__file__).resolve().parents[1] / "vocabulary"

Drafts = Callable[[Path, Known], Iterator[Draft]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Build or check generated vocabulary files and return the exit status: 0 done, 1 could not or outdated."""
    options = _parser().parse_args(arguments)
    try:
        names = _chosen(options.names)
        outdated = _run(options.catalogs, names, options.vocabulary, check=options.check)
    except UsageError as error:
        _say(str(error))
        return 2
    except KgError as error:
        _say(str(error))
        return 1
    return 1 if outdated else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ontology.build", description="Build the generated vocabulary files from catalogue tables."
    )
    parser.add_argument("catalogs", type=Path, metavar="CATALOGS", help="folder with the catalogue tables")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"which to build; all by default: {', '.join(CATALOGUES)}"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file is not up to date")
    parser.add_argument(
        "--vocabulary",
        type=Path,
        default=_VOCABULARY,
        metavar="DIR",
        help="folder of the curated files; the generated ones go to generated/ in it",
    )
    return parser


def _chosen(names: Sequence[str]) -> tuple[str, ...]:
    """Return the catalogues to build in the order of the registry; all where none is named."""
    unknown = [name for name in names if name not in CATALOGUES]
    if unknown:
        raise UsageError(f"no catalogue {unknown[0]!r}; there are {', '.join(CATALOGUES)}")
    return tuple(name for name in CATALOGUES if name in names or not names)


def _run(catalogs: Path, names: Sequence[str], vocabulary: Path, *, check: bool) -> list[Path]:
    """Build the named catalogues and return the files that are not up to date (none after writing them)."""
    if not catalogs.is_dir():
        raise UsageError(f"{catalogs}: no such folder; give the folder that holds the catalogue tables")
    known = Known()
    for file in sorted(vocabulary.glob("*.ttl")):
        known.add(file.read_bytes(), file)
    outdated = []
    for name in CATALOGUES[: CATALOGUES.index(names[-1]) + 1]:
        module = import_module(f"ontology.build.{name}")
        catalog = cast(Catalog, module.CATALOG)
        file = vocabulary / "generated" / f"{catalog.stem}.ttl"
        if name not in names:
            if file.is_file():
                known.add(file.read_bytes(), file)
            continue
        entries = assemble(catalog, cast(Drafts, module.drafts)(catalogs, known), known)
        content = turtle(catalog, entries).encode()
        known.add(content, file)
        current = file.read_bytes() if file.is_file() else b""
        if check and content != current:
            outdated.append(file)
            _say(f"{file}: not up to date; run python -m ontology.build {catalogs} {name}")
        elif not check:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
            _say(f"{file.name}: {sum(new for *_, new in entries)} concepts, {len(content) // 1024} KB")
    return outdated


def _say(message: str) -> None:
    sys.stderr.write(f"{message}\n")


if __name__ == "__main__":
    sys.exit(main())

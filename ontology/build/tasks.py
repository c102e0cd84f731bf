"""Tasks that leaderboards name, below the task that they narrow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.extract.heads import TASK_HEADS
from kg.model import Kind
from kg.names import name_key, slug
from ontology.build.datasets import CREDIT, LICENCE, SOURCE
from ontology.build.draft import Catalog, Draft
from ontology.build.forms import is_taken, split_acronym
from ontology.build.known import Known
from ontology.build.tables import rows

__all__ = ["CATALOG", "drafts"]

CATALOG = Catalog(
    stem="tasks-sota",
    kind=Kind.TASK,
    title="Tasks of leaderboards",
    licence=LICENCE,
    source=f"{SOURCE}; changed: filtered to tasks that narrow a known one, merged, lower-cased, placed",
    credit=CREDIT,
)

_COLUMNS = ("name", "variants", "parent_task", "n_papers")
_WORDS = range(2, 6)
_PLAIN = re.compile(r"[A-Za-z0-9][\w' /+-]*[A-Za-z]")
_SETTING = re.compile(
    r"\b(?:\d+[- ]?(?:shot|way|x)|\d{2,}|settings?|splits?|tracks?|(?:sub)?tasks?|challenge|benchmark(?:ing)?|tests?|"
    r"per|given|using|based on|performance|general)\b",
    re.IGNORECASE,
)
"""Words of an experiment's setting, of a contest, or of a description."""

_PROPER = frozenset(
    """
    arabic bengali bangla bayesian chinese czech danish dutch english farsi finnish french german greek gaussian hebrew
    hindi hungarian indonesian italian japanese kannada korean latin malayalam marathi nepali norwegian persian polish
    portuguese romanian russian spanish swedish tamil telugu thai turkish ukrainian urdu vietnamese alzheimer parkinson
    """.split()
)
"""Words that keep their capital."""


@dataclass(frozen=True)
class _Row:
    label: str
    short: str
    parents: tuple[str, ...]
    papers: int


def drafts(folder: Path, known: Known) -> Iterator[Draft]:
    """Yield the tasks that end in what is done ("detection") and stand below a task that the vocabulary knows."""
    table = sorted(_good(folder / "names" / "tasks.csv", known), key=lambda row: (len(row.label.split()), row.label))
    drafted: dict[str, str] = {}
    for row in table:
        above = _above(row, drafted, known)
        if any(row.papers or not _is_broad(place, known) for place in above):
            drafted.setdefault(name_key(row.label, Kind.TASK), slug(row.label))
            yield Draft(Kind.TASK, row.label, ambiguous=(row.short,) if row.short else (), broader=above)


def _good(file: Path, known: Known) -> Iterator[_Row]:
    for _, cells in rows(file, _COLUMNS):
        name, short = split_acronym(cells["name"]) or (cells["name"], "")
        words = name.split()
        if len(words) not in _WORDS or not _PLAIN.fullmatch(name) or _SETTING.search(name):
            continue
        if re.split(r"[ -]", name.lower())[-1] not in TASK_HEADS or is_taken(name, Kind.TASK, known):
            continue
        if known.owner(name, Kind.TASK) is None:
            parents = tuple(filter(None, cells["parent_task"].split("|")))
            yield _Row(" ".join(map(_lowered, words)), short, parents, int(cells["n_papers"] or 0))


def _lowered(word: str) -> str:
    """Return a word of a title as it stands in a sentence: "Detection" in lower case, "RGB-D", "fMRI" and "3D" not."""
    named = any(c.isupper() for part in word.split("-") for c in part[1:]) or any(c.isdigit() for c in word)
    if named and not (word.isupper() and word.isalpha() and len(word) > len("ECG-IQA")):
        return word
    return word if word.lower().removesuffix("'s") in _PROPER else word.lower()


def _above(row: _Row, drafted: dict[str, str], known: Known) -> tuple[str, ...]:
    """Return the task that a name narrows by its first words, and the one that the table gives."""
    words = row.label.split()

    def find(name: str) -> str | None:
        place = known.find(name, Kind.TASK) or drafted.get(name_key(name, Kind.TASK))
        return place if place != slug(row.label) else None

    narrowed = next((found for name in _ends(words) if (found := find(name))), None)
    stated = [place for parent in row.parents if (place := find(parent)) and _fits(place, narrowed, known)]
    return tuple(dict.fromkeys(place for place in (narrowed, *stated[:1]) if place))


def _is_broad(place: str, known: Known) -> bool:
    """Tell whether a task is as broad as "detection", which says nothing of a name that no leaderboard has."""
    return known.has(place, Kind.TASK) and "kg:generic" in known.facts(place, Kind.TASK)


def _ends(words: Sequence[str]) -> Iterator[str]:
    """Yield the ends of a name, the longest first: "occluded face detection" is face detection, then detection."""
    for cut in range(1, len(words)):
        yield " ".join(words[cut:])


def _fits(stated: str, narrowed: str | None, known: Known) -> bool:
    """Tell whether the table's parent says more than the name's own end does, and of no other thing."""
    if narrowed is None:
        return True
    same_line = narrowed in known.ancestors(stated, Kind.TASK)
    return same_line and stated != narrowed

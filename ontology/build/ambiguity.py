"""Which names mean other things too, measured on abstracts: `python -m ontology.build.ambiguity CORPUS [--write]`.

Every name of the vocabulary is looked for in every abstract as if it were sure. A name is suspect if

- *word*: abstracts that hold it as ordinary words, apart ("for instance") or in lower case ("artifact"), outnumber
  those that write it as a name ("FOR-instance", "ArtiFact");
- *acronym*: of the abstracts that define it, two of five define it as something else than the concept that bears it
  (unless they agree on one meaning, which is then the long form that the vocabulary lacks);
- *person*: it stands among the names of authors far more often than in abstracts.

What is suspect is a measured fact, kept in `ambiguous.tsv`: the builder makes such names of generated files ambiguous,
and curated files state them as `kg:ambiguousLabel`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.errors import KgError
from kg.extract.abbreviations import find_abbreviations
from kg.extract.matcher import LabelMatch, LabelMatcher
from kg.model import Kind
from kg.names import name_key
from kg.vocabulary import Label, Vocabulary, load
from ontology.build.corpus import Abstract, abstracts
from ontology.build.measured import TABLE, write

__all__ = ["Counts", "Suspect", "count", "main", "suspects"]

_FEWEST_APART = 3
"""Abstracts with the words apart ("cross task") below which their meeting the name's letters is chance."""

_FEWEST_LOWER = 10
_LOWER_PER_USE = 5
"""The same for one word in lower case ("artifact"), which could also be the name in careless writing ("fairseq")."""

_NUMBERED = re.compile(r"(?<=[A-Za-z-])\d")
"""A number behind letters, which people write apart or not: "Flowers-102", "Qwen2"."""

_FEWEST_DEFINITIONS = 4
_OTHER_SHARE = 0.4
"""Share of the definitions that must give another meaning. The best-known meaning is defined least often."""

_OTHER_PER_USE = 0.05
"""Definitions of other meanings for each abstract that writes the name: nobody needs to define FPS as frame rate."""

_SAME_THING = 0.7
"""Share above which the one definition of a name whose long form the vocabulary lacks is taken for that long form."""

_SIMILAR_SPELLING = 75
"""The same for definitions of one acronym, which share its letters anyway."""

_FEWEST_PEOPLE = 20
_PEOPLE_PER_USE = 5

_SAME_SPELLING = 85
"""Similarity, of 100, above which two long forms are one."""

_LONGEST_CAPITALS = 5
_LONGEST_MIXED = 4
"""Characters of an acronym, all capitals or not, that two inventors can hit upon."""

Name = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A name that means other things, with the abstracts that show it and those that use it as the name."""

    kind: Kind
    label: str
    reason: str
    others: int
    uses: int

    def line(self) -> str:
        """Return the suspect as a line of the table."""
        return f"{self.kind.value}\t{self.label}\t{self.reason}\t{self.others}\t{self.uses}"


@dataclass
class Counts:
    """In how many abstracts names stand, and how."""

    written: Counter[Name] = field(default_factory=Counter)
    as_words: Counter[Name] = field(default_factory=Counter)
    in_lower_case: Counter[Name] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    definitions: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def count(vocabulary: Vocabulary, texts: Iterable[Abstract]) -> Counts:
    """Look for every name of a vocabulary in every abstract, ambiguous ones as if they were sure."""
    matcher = LabelMatcher([replace(label, ambiguous=False) for label in vocabulary.labels])
    singles = {label.text for label in vocabulary.labels if label.text.isalpha()}
    counts = Counts()
    for abstract in texts:
        _count_names(matcher(abstract.text), abstract.text, counts)
        counts.people.update(abstract.authors & singles)
        if "(" in abstract.text:
            pairs = {(found.short, found.long.casefold()) for found in find_abbreviations(abstract.text)}
            for short, long in sorted(pairs):
                counts.definitions[short][long] += 1
    return counts


def _count_names(matches: Iterable[LabelMatch], text: str, counts: Counts) -> None:
    written, as_words, in_lower_case = set(), set(), set()
    for match in matches:
        surface = text[match.start : match.end]
        for label in match.labels:
            name = (label.kind, label.text)
            if _is_spelt(label.text, surface):
                written.add(name)
            elif " " in surface and " " not in label.text:
                as_words.add(name)
            elif surface[1:].islower() and not label.text.islower():
                in_lower_case.add(name)
    counts.written.update(written)
    counts.as_words.update(as_words - written)
    counts.in_lower_case.update(in_lower_case - written)


def _is_spelt(label: str, surface: str) -> bool:
    """Tell whether a surface form writes a name as such, with its capitals: "Mixture of LoRA" is mixture-of-LoRA."""
    if _plain(surface) == _plain(label):
        return True
    words, wanted = surface.replace("-", " "), label.replace("-", " ")
    return words[1:] == wanted[1:] and words[:1].lower() == wanted[:1].lower() and words[1:] != words[1:].lower()


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isalnum()).removesuffix("s")


def suspects(vocabulary: Vocabulary, counts: Counts) -> Iterator[Suspect]:
    """Yield the names that mean other things too, in the order of kinds and names."""
    owners: dict[Name, list[Label]] = defaultdict(list)
    for label in vocabulary.labels:
        owners[label.kind, label.text].append(label)
    for name in sorted(owners, key=lambda name: (name[0].value, name[1])):
        forms = {form for label in owners[name] for form in _forms(vocabulary, label)}
        found = (_word(name, counts), _acronym(name, forms, counts), _person(name, counts))
        yield from (suspect for suspect in found if suspect)


def _forms(vocabulary: Vocabulary, label: Label) -> Iterator[str]:
    concept = vocabulary.concepts[label.concept]
    for text in (concept.label, *concept.aliases):
        yield name_key(text)
        yield name_key(text, label.kind)


def _word(name: Name, counts: Counts) -> Suspect | None:
    kind, label = name
    apart, lower, uses = counts.as_words[name], counts.in_lower_case[name], counts.written[name]
    if " " in label or _NUMBERED.search(label):
        return None
    if apart < max(_FEWEST_APART, uses) and lower < max(_FEWEST_LOWER, _LOWER_PER_USE * uses):
        return None
    return Suspect(kind, label, "word", apart + lower, uses)


def _acronym(name: Name, forms: Iterable[str], counts: Counts) -> Suspect | None:
    kind, label = name
    definitions = counts.definitions.get(label)
    if definitions is None or len(label) > (_LONGEST_CAPITALS if label.isupper() else _LONGEST_MIXED):
        return None
    known = {form for form in forms if len(form) > len(label)}
    own = sum(n for long, n in definitions.items() if _is_one_of(long, known, kind))
    total = sum(definitions.values())
    if own == 0 and _largest_meaning(definitions) >= _SAME_THING * total:
        return None
    if total - own < max(_FEWEST_DEFINITIONS, _OTHER_SHARE * total, _OTHER_PER_USE * counts.written[name]):
        return None
    return Suspect(kind, label, "acronym", total - own, own)


def _largest_meaning(definitions: Counter[str]) -> int:
    """Return how many abstracts give the most frequent long form or another spelling of it."""
    from rapidfuzz.fuzz import ratio

    most = min(definitions, key=lambda long: (-definitions[long], long))
    return sum(n for long, n in definitions.items() if ratio(name_key(most), name_key(long)) > _SIMILAR_SPELLING)


def _is_one_of(long: str, known: Iterable[str], kind: Kind) -> bool:
    from rapidfuzz.fuzz import ratio

    keys = {name_key(long), name_key(long, kind)}
    return any(key == form or ratio(key, form) > _SAME_SPELLING for key in keys for form in known)


def _person(name: Name, counts: Counts) -> Suspect | None:
    kind, label = name
    people, uses = counts.people[label], counts.written[name]
    if not label.istitle() or people < max(_FEWEST_PEOPLE, _PEOPLE_PER_USE * uses):
        return None
    return Suspect(kind, label, "person", people, uses)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the suspects, those that the vocabulary does not yet call ambiguous marked with "!"."""
    parser = argparse.ArgumentParser(
        prog="python -m ontology.build.ambiguity", description="Find names that mean other things, too."
    )
    parser.add_argument("corpus", type=Path, metavar="CORPUS", help="folder with arXiv metadata as JSON lines")
    parser.add_argument("--write", action="store_true", help=f"write them to {TABLE.name}, which the builder reads")
    options = parser.parse_args(arguments)
    try:
        vocabulary = load()
        found = list(suspects(vocabulary, count(vocabulary, abstracts(options.corpus))))
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    unsure = {(label.kind, label.text) for label in vocabulary.labels if label.ambiguous}
    for suspect in found:
        mark = " " if (suspect.kind, suspect.label) in unsure else "!"
        sys.stdout.write(f"{mark}\t{suspect.line()}\n")
    if options.write:
        write(suspect.line() for suspect in found)
    return 0


if __name__ == "__main__":
    sys.exit(main())

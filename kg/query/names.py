"""From a name in a question to the concepts of the graph that bear it, as in reading papers: by `kg.names.name_key`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import QuestionError
from kg.model import Kind
from kg.names import name_key, name_words
from kg.query.labels import LEVEL, labels_of, quoted
from kg.query.rows import rows
from kg.query.terms import PAPER, PREFIXES, kind_of

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = [
    "Name",
    "Names",
    "below",
    "iri_of",
    "label_of",
    "of_iri",
    "present_iri",
    "processors",
    "with_merged",
    "with_quoted_iris",
]

CLOSE = 82
"""Percent of letters that a suggested name shares with the one asked for. Keeps "MCUFomer" for "MCUFormer", and
"STM32F76" for "STM32F746"; at 75 unrelated names of five letters come up."""
SUGGESTIONS = 3
"""Names that a person can take in at a glance."""


def _words(text: str) -> list[str]:
    return text.split()


_LEADING = frozenset(
    _words(
        "a an the any some all its their this that these those each every both single one two three four five "
        "six eight multiple several many few various different other cheap real actual physical commercial "
        "commodity modern specific certain particular popular standard typical common own same called named "
        "known new existing recent ordinary simple plain small tiny large big low-cost low-power embedded "
        "kind kinds type types sort sorts of inexpensive consumer off-the-shelf state-of-the-art public open "
        "real-world"
    )
)
_TRAILING = frozenset(
    _words("family series class kind type variant line generation lineup range based like itself one")
)
_COUNTED = re.compile(r"\d+[x×]?|[x×]\d+")


@dataclass(frozen=True, slots=True)
class Name:
    """One concept that a phrase can mean.

    Attributes
    ----------
    iri, kind, label
        The concept; the label is the one that matched.
    level
        0 for a preferred label, 1 for another, 2 for one that also means other things, 3 for what one paper says,
        4 for what papers call another thing, too.
    whole
        Whether the phrase matched without dropping a generic head such as "board".

    """

    iri: str
    kind: str
    label: str
    level: int
    whole: bool

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """Sort key: better matches first."""
        return (self.level >= LEVEL["kg:surfaceForm"], not self.whole, self.level)


class Names:
    """The names of a graph that can begin at a word of one question.

    Parameters
    ----------
    store
        Where the names are.
    words
        The words of the question. Only labels that begin as one of them does are read, so that asking does not
        slow down with the size of the graph.

    """

    def __init__(self, store: ox.Store, words: Sequence[str]) -> None:
        self._store = store
        self._by_key: dict[tuple[str, str], list[Name]] = defaultdict(list)
        for label in labels_of(store).starting(words):
            self._by_key[label.kind, label.key].append(Name(label.iri, label.kind, label.text, label.level, True))
            if label.headless != label.key:
                named = Name(label.iri, label.kind, label.text, label.level, False)
                self._by_key[label.kind, label.headless].append(named)
        self._papers = dict(_papers_by_id(store, words))

    def exact(self, phrase: str, kinds: Iterable[str] | None = None) -> tuple[Name, ...]:
        """Return what a phrase means as it stands, best first."""
        found: dict[str, Name] = {}
        for kind in kinds if kinds is not None else (k.value for k in Kind):
            if kind == PAPER:
                continue
            for whole, key in ((True, name_key(phrase)), (False, name_key(phrase, Kind(kind)))):
                for name in self._by_key.get((kind, key), ()):
                    best = Name(name.iri, name.kind, name.label, name.level, name.whole and whole)
                    if name.iri not in found or best.rank < found[name.iri].rank:
                        found[name.iri] = best
        papers = [self._papers[phrase]] if phrase in self._papers else []
        return (*papers, *sorted(found.values(), key=lambda name: (name.rank, name.iri)))

    def find(self, phrase: str, kinds: Sequence[str]) -> tuple[Name, ...]:
        """Return the concepts that a phrase most probably means, none where nothing fits.

        Parameters
        ----------
        phrase
            A name, possibly with words around it: "a cheap Raspberry Pi board", "two NVIDIA A100s".
        kinds
            What it may be, most probable kind first.

        """
        if (given := of_iri(self._store, phrase)) and given[0].kind in kinds:
            return given
        for words in _shorter(phrase):
            candidates = [name for name in self.exact(words, kinds) if name.whole or not _is_empty(words)]
            if candidates:
                return _best(candidates, kinds)
            if (vendor := self._of_vendor(words)) and "hardware" in kinds:
                return vendor
        return _paper_titled(self._store, phrase) if PAPER in kinds else ()

    def _of_vendor(self, phrase: str) -> tuple[Name, ...]:
        """Return hardware named with its maker's name in front, where the vocabulary says who makes it."""
        first, _, rest = phrase.partition(" ")
        names = self.exact(rest, ("hardware",)) if rest else ()
        made = [n for n in names if name_key(first) in {name_key(w) for v in _vendors(self._store, n.iri) for w in v}]
        return _best(made, ("hardware",)) if made else ()

    def vendor(self, phrase: str) -> tuple[str, ...]:
        """Return the makers of hardware that a phrase names, as the vocabulary spells them.

        "ST" or "Texas" would be a guess: all words of the maker's name must be there.
        """
        keys = {name_key(words) for words in _shorter(phrase)}
        return tuple(name for name in labels_of(self._store).vendors() if name_key(name) in keys)

    def suggest(self, phrase: str, kinds: Collection[str]) -> tuple[str, ...]:
        """Return names in the graph that are spelled nearly like a phrase, closest first, at most `SUGGESTIONS`."""
        from rapidfuzz import fuzz, process

        labels, keys = labels_of(self._store).keyed(kinds)
        wanted = [name_key(words) for words in _shorter(phrase)]
        scores: dict[str, float] = {}
        for key in wanted:
            for _, score, index in process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=10):
                scores[labels[index]] = max(score, scores.get(labels[index], 0.0))
        return tuple(_apart(sorted(scores, key=lambda label: (-scores[label], label))))[:SUGGESTIONS]


def iri_of(store: ox.Store, name: str) -> str:
    """Return the IRI of what a name, a paper's identifier or title, or an IRI stands for.

    Raises
    ------
    QuestionError
        If nothing in the graph has the name; the message suggests close ones.

    """
    if given := _described(store, name):
        return given
    names = Names(store, [name, *name.split()])
    kinds = (*(kind.value for kind in Kind), PAPER)
    if found := names.find(name, kinds):
        return present_iri(store, found[0].iri)
    close = names.suggest(name, kinds)
    hint = f"; did you mean {' or '.join(close)}?" if close else ""
    raise QuestionError(f"nothing in this graph is named {name!r}{hint}")


_IRI = re.compile(r"[\"“<]?(https?://[^\s<>\"“”]+?)[>\"”]?(?=[?.,;:!]*(?:\s|$))")


def with_quoted_iris(question: str) -> str:
    """Return a question with its IRIs in quotation marks, so that each is read as one name.

    >>> with_quoted_iris("who uses <https://example.org/a.b>, or https://example.org/c?")
    'who uses "https://example.org/a.b", or "https://example.org/c"?'
    """
    return _IRI.sub(r'"\1"', question)


def of_iri(store: ox.Store, name: str) -> tuple[Name, ...]:
    """Return the concept that an IRI stands for, or stood for before another took its place; none for other names."""
    iri = _described(store, name)
    kind = kind_of(iri) if iri else None
    return (Name(iri, kind, label_of(store, iri), 0, True),) if iri and kind else ()


def label_of(store: ox.Store, iri: str) -> str:
    """Return the preferred name of a concept, its IRI where it has none."""
    found = rows(store, f"SELECT (MIN(?l) AS ?label) WHERE {{ <{_iri(iri)}> skos:prefLabel ?l }}")
    return next((label for (label,) in found if label), iri)


def _described(store: ox.Store, name: str) -> str | None:
    """Return the IRI that the graph describes, where a name is an IRI or a prefixed name of one, or was one."""
    if ":" not in name or any(c.isspace() for c in name):
        return None
    prefix, _, local = name.partition(":")
    plain = name.removeprefix("<").removesuffix(">")
    iri = PREFIXES[prefix] + local if prefix in PREFIXES and not local.startswith("//") else plain
    present = present_iri(store, iri)
    described = any(rows(store, f"SELECT ?t WHERE {{ <{_iri(present)}> a ?t }} LIMIT 1"))
    return present if described else None


def present_iri(store: ox.Store, iri: str) -> str:
    """Return what has taken the place of an IRI, or the IRI itself."""
    found = rows(store, f"SELECT ?c WHERE {{ <{_iri(iri)}> dcterms:isReplacedBy ?c }}")
    return next((present for (present,) in found), iri)


def with_merged(store: ox.Store, seeds: Collection[str]) -> frozenset[str]:
    """Return concepts with those of the vocabulary that were said to be one with them."""
    merged = {other for seed in seeds for other in _merged(store, seed)}
    return frozenset(seeds) | {iri for iri in merged if any(rows(store, f"SELECT ?t WHERE {{ <{iri}> a ?t }} LIMIT 1"))}


def _merged(store: ox.Store, seed: str) -> Iterator[str]:
    yield from (iri for (iri,) in rows(store, f"SELECT ?c WHERE {{ <{_iri(seed)}> dcterms:isReplacedBy ?c }}"))
    yield from (iri for (iri,) in rows(store, f"SELECT ?c WHERE {{ ?c dcterms:isReplacedBy <{_iri(seed)}> }}"))


def below(store: ox.Store, seeds: Collection[str]) -> frozenset[str]:
    """Return concepts with everything narrower than them, and every device that has one of them as its processor."""
    if not seeds:
        return frozenset()
    values = " ".join(f"<{iri}>" for iri in sorted(seeds))
    query = f"SELECT DISTINCT ?c WHERE {{ VALUES ?seed {{ {values} }} ?c skos:broader* ?seed }}"
    return frozenset(iri for (iri,) in rows(store, query)) | frozenset(seeds)


def processors(store: ox.Store, seeds: Collection[str]) -> frozenset[str]:
    """Return the processors of some devices, and of everything narrower than these."""
    values = " ".join(f"<{iri}>" for iri in sorted(seeds))
    query = (
        f"SELECT DISTINCT ?c WHERE {{ VALUES ?seed {{ {values} }} ?device skos:broader* ?seed ; kg:hasProcessor ?c }}"
    )
    return frozenset(iri for (iri,) in rows(store, query))


def _best(candidates: Sequence[Name], kinds: Sequence[str]) -> tuple[Name, ...]:
    order = {kind: number for number, kind in enumerate(kinds)}

    def key(name: Name) -> tuple[object, ...]:
        return (*name.rank[:2], order.get(name.kind, len(order)), name.level)

    first = min(candidates, key=lambda name: (key(name), name.iri))
    return tuple(name for name in candidates if key(name) == key(first))


def _shorter(phrase: str) -> Iterator[str]:
    """Yield a phrase, then with ever fewer words that do not tell what it names."""
    words = [re.sub(r"['’]s?$", "", word) for word in phrase.split()]
    words = [word for word in words if word]
    while words:
        yield " ".join(words)
        if len(words) == 1:
            return
        first, last = words[0].casefold(), words[-1].casefold()
        if first in _LEADING or _COUNTED.fullmatch(first):
            words = words[1:]
        elif (ending := name_words(last)) and ending[-1] in _TRAILING:
            head = re.sub(r"[-\s]?(?:based|like|class)$", "", words[-1], flags=re.IGNORECASE)
            words = [*words[:-1], *([head] if head != words[-1] and head else [])]
        elif (middle := [w for w in words if name_key(w) not in _TRAILING]) != words and len(middle) > 0:
            words = middle
        else:
            return


def _is_empty(words: str) -> bool:
    """Tell whether nothing that names anything stands before the last word: "different GPUs"."""
    first = words.casefold().split()[:-1]
    return bool(first) and all(word in _LEADING for word in first)


def _apart(labels: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for label in labels:
        if (key := name_key(label)) not in seen:
            seen.add(key)
            yield label


def _papers_by_id(store: ox.Store, words: Sequence[str]) -> Iterator[tuple[str, Name]]:
    ids = sorted({word for word in words if any(c.isdigit() for c in word)})
    if ids:
        values = " ".join(f'"{quoted(word)}"' for word in ids)
        for iri, word in rows(store, f"SELECT ?p ?id WHERE {{ VALUES ?id {{ {values} }} ?p dcterms:identifier ?id }}"):
            yield word, Name(iri, PAPER, word, 0, True)


def _paper_titled(store: ox.Store, phrase: str) -> tuple[Name, ...]:
    title = quoted(phrase.casefold().strip())
    query = f'SELECT ?p ?t WHERE {{ ?p a kg:Paper ; dcterms:title ?t FILTER(LCASE(?t) = "{title}") }} ORDER BY ?p'
    return tuple(Name(iri, PAPER, label, 0, True) for iri, label in rows(store, query))


def _vendors(store: ox.Store, iri: str) -> list[list[str]]:
    return [vendor.split() for (vendor,) in rows(store, f"SELECT ?v WHERE {{ <{iri}> kg:vendor ?v }}")]


def _iri(name: str) -> str:
    return "".join(c if c not in '<>"{}|^`\\' else f"%{ord(c):02X}" for c in name)

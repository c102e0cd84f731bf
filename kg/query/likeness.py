"""What speaks for two things being one: spelling, class nouns, makers, acronyms, names that both have.

Candidates share a key: a name without class noun and maker, initials, a name that both have, the starts of all words.
Of many with one key only those that are next to each other in the alphabet are compared, so that the effort grows with
the number of names and not with its square.

M. Hernández, S. Stolfo: The merge/purge problem for large databases. SIGMOD 1995.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.acronyms import SMALL_WORDS, is_acronym_of, letters, looks_short
from kg.linking.sightings import headless
from kg.model import Kind
from kg.names import name_key, name_words
from kg.query.entities import Thing

__all__ = ["Reason", "reasons", "standing"]


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for two things being one.

    Attributes
    ----------
    one, other
        The things.
    sort
        What sort of reason it is: two of a sort say no more than the better one.
    why
        The reason in words.
    likely
        How likely it makes that they are one, 0 to 1.
    """

    one: Thing
    other: Thing
    sort: str
    why: str
    likely: float


_LIKELY_HEAD = 0.9
"""How likely two names are one that differ by a class noun or a maker only; this and the next were set by reading the
list for 4,900 abstracts."""
_LIKELY_HEADS = 0.6
"""The same where each has another class noun or maker, or one is a single word."""
_LIKELY_SLIP = {1: 0.8, 2: 0.6}
"""The same for names that so many letters tell apart."""
_LIKELY_NAME = 0.5
"""A factor for proper names: those that differ by a letter are mostly two."""
_LIKELY_SHARED = 0.5
"""The same for a name that both have."""
_LIKELY_ACRONYM_OF_BOTH = 0.25
"""The same where that is an acronym that one of them does not explain."""
_LIKELY_ACRONYM = {3: 0.3, 4: 0.5}
"""The same for an acronym and words that it fits, by its letters; divided by the number of things that it fits."""
_LIKELY_LONG_ACRONYM = 0.6

_SHORTEST_KEY = 8
_LONG_KEY = 12
"""Letters from which on names can differ by one letter, and by two, and be one."""

_HEADS = frozenset("pipeline strategy scheme procedure mechanism toolkit engine package codebase board kit".split())
"""Nouns beside the class nouns of each kind that names are used with and without."""

_SIZES = frozenset("nano tiny mini small medium base large big huge giant lite light pro plus max ultra xl xxl".split())
"""Words that tell sizes of one thing apart."""

_OPPOSED = (("inter", "intra"), ("micro", "macro"), ("hyper", "hypo"), ("pre", "pro"), ("uni", "multi"))
"""Beginnings of words that mean different things and are spelled alike."""


def reasons(known: Collection[Thing], vendors: frozenset[str]) -> Iterator[Reason]:
    """Yield what speaks for any two of some things being one, each of which at least one is minted.

    Parameters
    ----------
    known
        The things.
    vendors
        Makers, as `kg.names.name_key` has them.
    """
    yield from _extensions(known, vendors)
    yield from _acronyms(known)
    yield from _slips(known)
    yield from _shared(known)


def standing(thing: Thing) -> tuple[bool, int, int, str, str]:
    """Sort key of the one that would stay: the vocabulary's, the more frequent, the longer name."""
    return (thing.minted, -len(thing.papers), -len(thing.label), thing.label, thing.iri)


# -- a class noun, or a maker -------------------------------------------------------------------------------------


def _extensions(known: Iterable[Thing], vendors: frozenset[str]) -> Iterator[Reason]:
    """Yield things whose names differ by a class noun behind or a maker's name in front only."""
    by_key: dict[tuple[str, str], dict[str, tuple[Thing, str]]] = defaultdict(dict)
    for thing in known:
        kind = Kind(thing.kind)
        label = set(name_words(_core(thing.label, kind, vendors)))
        for name in thing.names:
            core = _core(name, kind, vendors)
            narrower = thing.minted and label > set(name_words(core))
            if len(core) > 1 and not narrower:
                by_key[thing.kind, name_key(core)].setdefault(thing.iri, (thing, name))
    for (_, key), same in by_key.items():
        is_word = any(name_words(name) == [key] for _, name in same.values())
        for (one, mine), (other, others) in _minted_pairs(list(same.values())):
            makers = {maker for name in (mine, others) if (maker := name_key(name.split()[0])) in vendors}
            likely = _LIKELY_HEAD if len(mine.split()) != len(others.split()) and not is_word else _LIKELY_HEADS
            why = f"“{mine}” and “{others}” differ by a class noun or a maker only"
            if len(makers) < _TWO_MAKERS:
                yield Reason(one, other, "noun", why, likely)


_TWO_MAKERS = 2
"""Makers that make two things, however they are called."""


def _minted_pairs(found: Sequence[tuple[Thing, str]]) -> Iterator[tuple[tuple[Thing, str], tuple[Thing, str]]]:
    """Yield pairs of which one at least is minted; of many things with one key only the first few are worth a look."""
    few = sorted(found, key=lambda pair: standing(pair[0]))[:_FEW]
    for number, one in enumerate(few):
        yield from ((one, other) for other in few[number + 1 :] if one[0].minted or other[0].minted)


_FEW = 20
"""Things with one key beyond which a key says nothing: it keeps the number of pairs in proportion to the names."""


def _core(name: str, kind: Kind, vendors: frozenset[str]) -> str:
    words = headless(name, kind).split()
    while (
        len(words) > 1
        and name_words(words[-1])[-1:]
        and name_words(words[-1])[-1] in _HEADS
        and words[-2] not in _SIZES
    ):
        words = words[:-1]
    while len(words) > 1 and name_key(words[0]) in vendors:
        words = words[1:]
    lone = len(words) == 1 and words[0].islower() and words[0].isalpha()
    return name if lone else " ".join(words)


# -- an acronym, and words that it fits ---------------------------------------------------------------------------


def _acronyms(known: Iterable[Thing]) -> Iterator[Reason]:
    """Yield things of which one is named by an acronym and another by words with its initials."""
    longs: dict[tuple[str, str], dict[str, tuple[Thing, str]]] = defaultdict(dict)
    shorts: dict[tuple[str, str], dict[str, tuple[Thing, str]]] = defaultdict(dict)
    for thing in known:
        for name in thing.names:
            for initials in _initials(name):
                longs[thing.kind, initials].setdefault(thing.iri, (thing, name))
            if looks_short(name) and len(letters(name)) in range(min(_LIKELY_ACRONYM), _SHORTEST_KEY):
                shorts[thing.kind, letters(name).casefold()].setdefault(thing.iri, (thing, name))
    for key, named in sorted(shorts.items()):
        fitting = list(longs.get(key, {}).values())
        for thing, short in named.values():
            others = [
                (other, long) for other, long in fitting if other.iri != thing.iri and _are_named(thing, other, key)
            ]
            if any(is_acronym_of(short, name) for name in thing.names) or not 0 < len(others) <= _FEW:
                continue
            likely = _LIKELY_ACRONYM.get(len(key[1]), _LIKELY_LONG_ACRONYM) / len(others)
            for other, long in others:
                if not _is_above(thing, other):
                    why = f"“{short}” can be the acronym of “{long}”"
                    yield Reason(thing, other, "acronym", why, likely)


def _are_named(one: Thing, other: Thing, key: tuple[str, str]) -> bool:
    """Tell whether papers name both things, which short acronyms need: some concept fits almost any of them."""
    return len(key[1]) > min(_LIKELY_ACRONYM) or bool(one.papers and other.papers)


def _initials(name: str) -> set[str]:
    words = name.replace("-", " ").casefold().split()
    telling = [word for word in words if word not in SMALL_WORDS]
    return {"".join(word[0] for word in some) for some in (words, telling) if len(some) > 1}


# -- a slip of the pen --------------------------------------------------------------------------------------------


def _slips(known: Iterable[Thing]) -> Iterator[Reason]:
    """Yield things whose names differ by one letter or two, digits, sizes and beginnings of words aside."""
    from rapidfuzz.distance import Levenshtein

    by_start: dict[tuple[str, ...], dict[str, list[tuple[Thing, str]]]] = defaultdict(lambda: defaultdict(list))
    for thing in known:
        for name in thing.names:
            if len(key := name_key(name)) >= _SHORTEST_KEY:
                for start in _starts(name):
                    by_start[thing.kind, *start][key].append((thing, name))
    for named in by_start.values():
        keys = sorted(named)
        for number, key in enumerate(keys):
            for other in keys[number + 1 : number + 1 + _FEW]:
                most = _slips_of(key, other)
                slips = Levenshtein.distance(key, other, score_cutoff=most)
                for pair, others in ((p, o) for p in named[key] for o in named[other]) if slips <= most else ():
                    if pair[0].minted or others[0].minted:
                        yield from _slip(*pair, *others, slips)


def _starts(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the starts of a name's words, as they are and with any two of them written as one.

    Names that a slip of the pen can tell apart share one of these.
    """
    words = name_words(name.replace("-", " "))
    yield tuple(word[:_SAME_START] for word in words)
    for at in range(len(words) - 1):
        yield tuple(word[:_SAME_START] for word in (*words[:at], words[at] + words[at + 1], *words[at + 2 :]))


def _slip(one: Thing, mine: str, other: Thing, others: str, slips: int) -> Iterator[Reason]:
    if _tells_apart(mine, others) or _is_above(one, other) or not set(one.papers).isdisjoint(other.papers):
        return
    proper = any(c.isupper() or c.isdigit() for name in (mine, others) for c in name[1:] if " " not in name)
    likely = _LIKELY_SLIP[slips] * (_LIKELY_NAME if proper else 1)
    first, second = sorted((mine, others))
    why = f"“{first}” and “{second}” differ by {'one letter' if slips == 1 else 'two letters'}"
    yield Reason(one, other, "slip", why, likely)


def _slips_of(one: str, other: str) -> int:
    return 1 if min(len(one), len(other)) < _LONG_KEY else 2


def _tells_apart(one: str, other: str) -> bool:
    """Tell whether the letters in which two names differ mean something: a number, a size, a variant, another word."""
    if _MARKS.findall(one) != _MARKS.findall(other):
        return True
    mine, others = (name_words(name.replace("-", " ")) for name in (one, other))
    if len(mine) != len(others):
        return [word for word in mine if len(word) < _SHORTEST_WORD] != [w for w in others if len(w) < _SHORTEST_WORD]
    return any(_are_two_words(a, b) for a, b in zip(mine, others, strict=True) if a != b)


_MARKS = re.compile(r"[^\w\s'’–-]|\d")
"""What is no slip where two names differ in it: digits, and "+" and the like."""

_SHORTEST_WORD = 6
_SAME_START = 4
"""Words of fewer letters that differ in one are two words ("line", "link"), and so are those that begin otherwise."""


def _are_two_words(one: str, other: str) -> bool:
    short = min(len(one), len(other)) < _SHORTEST_WORD or one[:_SAME_START] != other[:_SAME_START]
    variants = any(c.isdigit() for c in one)
    return short or variants or bool({one, other} & _SIZES) or _is_opposed(one, other)


def _is_opposed(one: str, other: str) -> bool:
    return any(
        (one.startswith(a) and other.startswith(b)) or (one.startswith(b) and other.startswith(a)) for a, b in _OPPOSED
    )


# -- a name of both -----------------------------------------------------------------------------------------------


def _shared(known: Iterable[Thing]) -> Iterator[Reason]:
    """Yield things that papers call by one name, unless it is an acronym that they explain differently."""
    by_key: dict[tuple[str, str], dict[str, tuple[Thing, str]]] = defaultdict(dict)
    for thing in known:
        for name in (*thing.names, *thing.shared):
            by_key[thing.kind, name_key(name)].setdefault(thing.iri, (thing, name))
    for same in by_key.values():
        for (one, name), (other, _) in _minted_pairs(list(same.values())) if len(same) > 1 else ():
            explained = all(any(is_acronym_of(name, form) for form in thing.names) for thing in (one, other))
            if not explained and not _is_above(one, other) and set(one.papers).isdisjoint(other.papers):
                likely = (_LIKELY_ACRONYM_OF_BOTH if looks_short(name) else _LIKELY_SHARED) / (len(same) - 1)
                yield Reason(one, other, "shared", f"papers call both “{name}”", likely)


def _is_above(one: Thing, other: Thing) -> bool:
    """Tell whether one of two things is broader than the other."""
    return one.iri in other.broader or other.iri in one.broader

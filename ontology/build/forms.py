"""What a name's form tells: whether it looks like a proper name, an acronym with its long form, or a description."""

from __future__ import annotations

import re
from itertools import product

from kg.model import Kind
from ontology.build.known import Known

__all__ = ["bare", "is_named", "is_taken", "names_itself", "split_acronym"]

_FUNCTION_WORDS = frozenset(
    "a an and as at based between by de for from in into of on or per the to using via vs with without".split()
)
_PLAIN = re.compile(r"[\w.+&'!?/ -]+")
_BRACKETED = re.compile(r"\s*[(\[{][^)\]}]*[)\]}]\s*$")
_SHORTEST_CODE = 4
"""Letters and digits of the shortest code that stands for one thing: "COD10K" does, "F2" and "X3D" do not."""


def bare(name: str) -> str:
    """Return a name without what stands in brackets behind it.

    >>> bare("Subformer (122M)")
    'Subformer'
    """
    return _BRACKETED.sub("", name).strip()


def is_named(word: str) -> bool:
    """Tell whether the form of a word makes it a proper name: capitals inside, or letters with digits.

    >>> [is_named(word) for word in ("GuessWhat?!", "COD10K", "CASIA-SURF", "F2", "RICH", "Texas", "corpus")]
    [True, True, True, False, False, False, False]
    """
    squashed = re.sub(r"[\W_]", "", word)
    mixed = any(c.isupper() for c in word[1:]) and any(c.islower() for c in word)
    coded = any(c.isdigit() for c in squashed) and any(c.isupper() for c in squashed)
    joined = word.isupper() and re.fullmatch(r"[A-Z0-9]{2,}-[A-Z0-9]{2,}", word)
    return len(squashed) >= _SHORTEST_CODE and bool(mixed or coded or joined)


def names_itself(name: str, most_words: int) -> bool:
    """Tell whether a name is a proper name and no description: few words, one of them a name by its form.

    >>> [names_itself(name, 3) for name in ("Kaggle EyePACS", "Hate Speech", "no extra data", "CIFAR-10 vs LSUN (C)")]
    [True, False, False, False]
    """
    words = name.split()
    if not _PLAIN.fullmatch(name) or len(words) > most_words or _FUNCTION_WORDS & {word.lower() for word in words}:
        return False
    capital = all(word[0].isupper() or word[0].isdigit() or is_named(word) for word in words)
    return capital and any(is_named(word) for word in words)


def split_acronym(name: str) -> tuple[str, str] | None:
    """Return the long and the short form of "National Lung Screening Trial (NLST)"; None for other brackets."""
    found = re.fullmatch(r"(\w[\w '-]+\w) \(([A-Z][A-Za-z]{2,7})\)", name)
    if not found or " " not in found[1]:
        return None
    wanted = found[2].lower()
    words = [word.lower() for word in re.findall(r"\w+", found[1])]
    plain = [word for word in words if word not in _FUNCTION_WORDS]
    spelt = any(_initials(chosen, wanted) for chosen in (words, plain))
    return (found[1], found[2]) if spelt else None


def _initials(words: list[str], wanted: str) -> bool:
    """Tell whether first letters, or first two of one word, spell an acronym."""
    options = [{word[0], word[:2]} for word in words]
    return len(words) <= len(wanted) + 1 and any("".join(parts) == wanted for parts in product(*options))


def is_taken(name: str, kind: Kind, known: Known) -> bool:
    """Tell whether a name surely means something of another kind: "NeRF" is a method before it is a data set."""
    return any(known.owner(name, other) is not None for other in Kind if other is not kind)

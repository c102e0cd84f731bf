"""Finding many names in a text at once, whatever their case, hyphens, spaces and plural."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.hardware_names import TRADEMARK
from kg.model import Kind
from kg.names import singular
from kg.vocabulary import Label

__all__ = ["LabelMatch", "LabelMatcher", "label_forms", "squash"]

_CASE_SENSITIVE_LENGTH = 5
"""Labels up to this many letters with a capital after the first are acronyms: "MAP" is not "map"."""

_SHAPELESS_LENGTH = 8
"""Labels of so many letters are recognised without their inner capitals: "Imagenet", but not "complex" for ComplEx."""

_SHORTEST_PARTED = 3
"""Labels up to this many letters are not looked for across words: "A 10-fold cross-validation" names no A10."""

_PART_NUMBER_LENGTH = 7
"""Hardware names of so many letters and digits, with both, are recognised in any case: "stm32f746" and "cortex-m4"."""

_SKIPPED = frozenset(" \t-‐‑–_'’~{}$\\*®™")


_TRADEMARK = re.compile(rf"(?<=\w){TRADEMARK}", re.IGNORECASE)
"""What data sheets put behind names, "Intel(R) Xeon® Gold": it parts a name no more than a hyphen does."""


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A stretch of text that spells one or more labels."""

    start: int
    end: int
    labels: tuple[Label, ...]


def squash(text: str) -> tuple[str, list[int]]:
    """Return a text in lower case without spaces, hyphens and markup, and the source offset of each character.

    >>> squash("Pi-4 B")
    ('pi4b', [0, 1, 3, 5])
    """
    squashed: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        if character in _SKIPPED:
            continue
        for piece in unicodedata.normalize("NFKC", character).lower():
            squashed.append(piece)
            offsets.append(offset)
    return "".join(squashed), offsets


def label_forms(labels: Sequence[Label]) -> dict[str, str]:
    """Return the squashed forms to look for, each with the places in `labels` of those that it can spell.

    The places are numbers in one string, which is the quickest to keep and to read back.
    """
    forms: dict[str, list[str]] = defaultdict(list)
    for number, label in enumerate(labels):
        key, _ = squash(label.text)
        for form in dict.fromkeys((key, *_other_numbers(label.text))):
            if len(form) > 1:
                forms[form].append(str(number))
    return {form: " ".join(numbers) for form, numbers in forms.items()}


class LabelMatcher:
    """An Aho-Corasick automaton over the squashed labels of a vocabulary.

    Parameters
    ----------
    labels
        The names to find. A name that several concepts share is found once, with all of them.
    forms
        `label_forms(labels)`, where it is known already.
    """

    def __init__(self, labels: Sequence[Label], forms: Mapping[str, str] | None = None) -> None:
        forms = label_forms(labels) if forms is None else forms
        self._all = labels
        self._labels = list(forms.values())
        self._automaton = AhoCorasick(list(forms), matchkind=MatchKind.Standard, store_patterns=False)

    def __call__(self, text: str) -> list[LabelMatch]:
        """Return the longest matches at word boundaries, leftmost first, without overlaps of one kind."""
        text = _TRADEMARK.sub(lambda mark: "-" * len(mark.group()), text)
        squashed, offsets = squash(text)
        found = self._automaton.find_matches_as_indexes(squashed, overlapping=True)
        matches = [m for m in (self._located(text, offsets, *hit) for hit in found) if m]
        return _longest(matches)

    def _located(self, text: str, offsets: list[int], index: int, start: int, end: int) -> LabelMatch | None:
        first, last = offsets[start], offsets[end - 1] + 1
        if not _starts_word(text, first):
            return None
        end_of_word = _end_of_word(text, last)
        if end_of_word is None:
            return None
        surface = text[first:end_of_word]
        labels = (self._all[int(number)] for number in self._labels[index].split())
        fitting = tuple(label for label in labels if _fits(label, surface, text[first:last]))
        return LabelMatch(first, end_of_word, fitting) if fitting else None


def _other_numbers(text: str) -> Iterator[str]:
    """Yield a label's singular, and the plural that is not just an added s."""
    head, _, last = text.rpartition(" ")
    if not last.isupper():
        yield squash(f"{head} {singular(last.lower())}")[0]
    if len(last) > 2 and last.endswith("y") and last[-2] not in "aeiou":
        yield squash(f"{head} {last[:-1]}ies")[0]


def _starts_word(text: str, at: int) -> bool:
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] == "_") or text[at - 1] == "\n"


def _end_of_word(text: str, at: int) -> int | None:
    """Return where the word that ends a match ends: there, or behind its plural ending."""
    for ending in ("", "s", "es", "'s", "’s"):
        after = at + len(ending)
        if text.startswith(ending, at) and (after == len(text) or not (text[after].isalnum() or text[after] == "_")):
            return at if ending in ("'s", "’s") else after
    return None


def _fits(label: Label, surface: str, stem: str) -> bool:
    """Tell whether a surface form, squashed the same as a label, can be meant as it."""
    if _runs_together(label.text, surface):
        return False
    if _is_part_number(label) and not _mixes_words_with_code(stem):
        return True
    if not label.ambiguous and stem.lower() == label.text.lower() and re.search(r"[a-z]-\d", stem.lower()):
        return True
    if _lacks_capitals(label.text, stem):
        return False
    if _is_code(label.text) or (label.ambiguous and not label.text.islower()):
        written, wanted = _plain(stem), _plain(label.text)
        shouted = label.text.isupper() and written.isupper() and len(written) > 2 and not label.ambiguous
        return written == wanted or shouted
    return True


def _runs_together(label: str, surface: str) -> bool:
    """Tell whether words of the text only happen to spell a label: "in F1" is no Inf1, "multiple" no MultiPL-E."""
    if " " in surface.strip() and " " not in label and len(_plain(label)) <= _SHORTEST_PARTED:
        return True
    if " " in surface.strip() and " " not in label and "-" not in label:
        return not _parts_where_label_does(label, surface)
    joined = surface.isalpha() and surface[1:].islower()
    return joined and any(mark in label for mark in " -") and not label.islower()


def _parts_where_label_does(label: str, surface: str) -> bool:
    """Tell whether each space of a surface form stands where the label's letters turn to digits or capitals."""
    at = 0
    for character in surface:
        if character == " " and 0 < at < len(label):
            before, after = label[at - 1], label[at]
            if before.isalpha() == after.isalpha() and not (before.islower() and after.isupper()):
                return False
        at += character not in _SKIPPED
    return True


def _is_part_number(label: Label) -> bool:
    """Tell whether a label names hardware by so long a code that its letter case does not count."""
    plain = _plain(label.text)
    coded = any(c.isdigit() for c in plain) and any(c.isalpha() for c in plain)
    return label.kind is Kind.HARDWARE and not label.ambiguous and coded and len(plain) >= _PART_NUMBER_LENGTH


def _mixes_words_with_code(stem: str) -> bool:
    """Tell whether a plain word runs into a code: "cortex M4" is in the brain, "cortex-m4" and "CORTEX-M4" are not."""
    first = stem.split()[0]
    return first.isalpha() and first.islower() and not stem.islower()


def _lacks_capitals(label: str, stem: str) -> bool:
    letters = sum(c.isalpha() for c in label)
    return _has_inner_capital(label) and not _has_inner_capital(stem) and letters < _SHAPELESS_LENGTH


def _is_code(label: str) -> bool:
    """Tell whether a label is an acronym or part number, whose letter case counts."""
    coded = any(c.isdigit() for c in label) and any(c.isupper() for c in label)
    return sum(c.isalpha() for c in label) <= _CASE_SENSITIVE_LENGTH and (coded or _has_inner_capital(label))


def _has_inner_capital(form: str) -> bool:
    return any(c.isupper() for c in form[1:])


def _plain(form: str) -> str:
    return "".join(c for c in form if c not in _SKIPPED)


def _longest(matches: list[LabelMatch]) -> list[LabelMatch]:
    """Keep, among matches that overlap, the longest; of two kinds that share a stretch, both."""
    kept: list[LabelMatch] = []
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start)):
        free = tuple(label for label in match.labels if not _overlaps(taken[label.kind], match.start, match.end))
        if not free:
            continue
        for kind in sorted({label.kind for label in free}):
            taken[kind].append((match.start, match.end))
        kept.append(LabelMatch(match.start, match.end, free))
    return sorted(kept, key=lambda m: (m.start, -m.end))


def _overlaps(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in spans)

"""Acronyms and the words that they stand for: plain functions on strings, after Schwartz & Hearst.

A. Schwartz, M. Hearst: A simple algorithm for identifying abbreviation definitions in biomedical text. PSB 2003.
"""

from __future__ import annotations

import re

__all__ = ["SMALL_WORDS", "expansions", "initials_at", "is_acronym_of", "letters", "letters_at", "looks_short"]

SMALL_WORDS = frozenset(
    "a an the of for in on and or with to by from as our this these using via novel new called named termed dubbed "
    "proposed propose present introduce we is are use uses".split()
)
"""Words that a long form does not begin with, and that an acronym may leave out."""

_LONGEST = 14
"""Letters up to which a form is read as an acronym."""
_MARKUP = re.compile(r"\\[A-Za-z]+\{|[{}$\\]")
_WORD = re.compile(r"[A-Za-z0-9]+")
_BREAK = re.compile(r"[.,;:!?()\n]")


def letters(form: str) -> str:
    """Return what an acronym is made of: its letters and digits, without markup and plural.

    >>> letters("R-CNNs")
    'RCNN'
    """
    plain = _MARKUP.sub("", form)
    plain = plain[:-1] if len(plain) > 2 and plain.endswith("s") and plain[-2].isupper() else plain
    return "".join(c for c in plain if c.isalnum())


def looks_short(form: str) -> bool:
    """Tell whether a form can be an acronym: one word, with a capital, not too long."""
    return 2 <= len(letters(form)) <= _LONGEST and any(c.isupper() for c in form) and " " not in form.strip()


def initials_at(short: str, long: str) -> int | None:
    """Return where the words start whose initials, small words left out or in, spell the letters of a short form.

    Schwartz & Hearst's own rule takes the shortest stretch that holds the letters: "Policy Optimization" for PPO.
    """
    words = list(_WORD.finditer(long))
    for skipping in (False, True):
        at = len(short) - 1
        for word in reversed(words):
            if word.group()[0].casefold() == short[at].casefold():
                at -= 1
                if at < 0:
                    return word.start()
            elif not (skipping and word.group().casefold() in SMALL_WORDS):
                break
    return None


def letters_at(short: str, long: str) -> int | None:
    """Return where in `long` the long form starts: each letter of `short` in order, the first at a word's start."""
    at = len(long) - 1
    for position in range(len(short) - 1, -1, -1):
        wanted = short[position].casefold()
        while at >= 0 and (long[at].casefold() != wanted or (position == 0 and at > 0 and long[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
        at -= 1
    return at + 1


def is_acronym_of(short: str, long: str) -> bool:
    """Tell whether a form is spelled by several words, from the first on.

    >>> is_acronym_of("AdaSTN", "adaptive spatial transformer networks"), is_acronym_of("NAS", "network search")
    (True, False)
    """
    if not looks_short(short) or len(long) <= len(short):
        return False
    wanted, words = letters(short), [word.casefold() for word in _WORD.findall(long)]
    if len(words) < 2 or wanted.casefold() in words:
        return False
    return 0 in (initials_at(wanted, long), letters_at(wanted, long))


def expansions(short: str, text: str) -> list[str]:
    """Return the stretches of a text whose words' initials, small words left out, spell a short form.

    >>> expansions("ASA", "Better auditory scene analysis: all sorts of attention help.")
    ['auditory scene analysis', 'all sorts of attention']
    """
    wanted = letters(short).casefold()
    words = list(_WORD.finditer(text))
    spans = (words[start : start + 2 * len(wanted)] for start in range(len(words)))
    return [found for span in spans if (found := _expansion(wanted, text, span))]


def _expansion(wanted: str, text: str, words: list[re.Match[str]]) -> str:
    """Return the stretch from the first word on that spells the letters, or ""."""
    if words[0].group()[0].casefold() != wanted[0] or words[0].group().casefold() in SMALL_WORDS:
        return ""
    spelled, end = 1, words[0].end()
    for word in words[1:]:
        if spelled == len(wanted) or _BREAK.search(text, end, word.start()):
            break
        if word.group()[0].casefold() == wanted[spelled]:
            spelled += 1
        elif word.group().casefold() not in SMALL_WORDS:
            break
        end = word.end()
    return text[words[0].start() : end] if spelled == len(wanted) > 1 else ""

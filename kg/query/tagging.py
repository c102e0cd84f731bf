"""The words of a question, each with the part it plays in the grammar; names of several words stay together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.names import singular
from kg.query.ranks import superlative
from kg.query.wording import (
    AUXILIARIES,
    DETERMINERS,
    FILLERS,
    KINDS,
    LARGER,
    NEGATIONS,
    NUMBERS,
    PREPOSITIONS,
    RELATIONS,
    SMALLER,
    TOP_WORDS,
    VERBAL_NOUNS,
    WH,
    Relation,
)

if TYPE_CHECKING:
    from kg.query.names import Names

__all__ = ["Item", "Tag", "tag", "words_of"]


class Tag(StrEnum):
    """The part that a word plays."""

    NAME = "name"
    WORD = "word"
    KIND = "kind"
    NUMBER = "number"
    RELATION = "relation"
    PREPOSITION = "preposition"
    AUXILIARY = "auxiliary"
    DETERMINER = "determiner"
    FILLER = "filler"
    WH = "wh"
    AND = "and"
    OR = "or"
    COMMA = "comma"
    NOT = "not"
    SUPERLATIVE = "superlative"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Item:
    """A word, or several that are one name.

    Attributes
    ----------
    tag
        Its part.
    text
        As written.
    value
        The singular noun of a KIND, "top" or the word of a SUPERLATIVE, which of a line a SIZE takes in, "quoted" for
        a quoted NAME, "owner" for a name in the genitive.
    relation
        Of a RELATION.
    form
        "participle" for -ed and irregular forms of a RELATION, "ing" for -ing forms; "after" for a SIZE that follows
        its name.

    """

    tag: Tag
    text: str
    value: str = ""
    relation: Relation | None = None
    form: str = ""


LONGEST_NAME = 8
"""Words of the longest name that is kept together: 99.9 % of labels are shorter."""

_TOKEN = re.compile(r"[\"“”«]([^\"“”»]+)[\"“”»]|(?<!\w)['‘]([^'’]+)['’](?!\w)|,|[^\s,;:?!()\"“”]+")
_RELATIVE = frozenset({"that", "which", "who"})
_BEFORE_NOUN = frozenset(
    {Tag.DETERMINER, Tag.WORD, Tag.NAME, Tag.WH, Tag.SUPERLATIVE, Tag.NUMBER, Tag.PREPOSITION, Tag.FILLER}
)
_OWNER = re.compile(r"(?<=\w)['’]s$")
_INSIDE = frozenset({Tag.NAME, Tag.WORD, Tag.KIND, Tag.NUMBER})
_MAY_START_AFTER = frozenset({Tag.RELATION, Tag.PREPOSITION, Tag.DETERMINER, Tag.WH, Tag.AND, Tag.OR, Tag.COMMA})
_EDGE = frozenset({Tag.PREPOSITION, Tag.DETERMINER, Tag.AND, Tag.OR, Tag.COMMA, Tag.WH, Tag.AUXILIARY, Tag.NOT})


def words_of(question: str) -> list[str]:
    """Return the words that a name in the question can begin with.

    >>> words_of('Who used "LoRA", or QLoRA?')
    ['Who', 'used', 'LoRA', 'or', 'QLoRA']
    """
    found: list[str] = []
    for words, quoted in _tokens(question):
        found.extend(words.split() if quoted else [_OWNER.sub("", words)])
    return [word for word in found if word != ","]


def tag(question: str, names: Names) -> list[Item]:
    """Return the words of a question with their parts, names of several words as one item."""
    items: list[Item] = []
    for number, (token, quoted) in enumerate(tokens := _tokens(question)):
        before = items[-1] if items else None
        after = tokens[number + 1][0] if number + 1 < len(tokens) else ""
        items.append(Item(Tag.NAME, token, "quoted") if quoted else _owner(token, before, after, names))
    return _joined(_sized(items), names)


def _owner(token: str, before: Item | None, after: str, names: Names) -> Item:
    """Return a word's item, one that ends in 's marked as the owner of what follows."""
    bare = _OWNER.sub("", token)
    item = _item(bare, before, after, names)
    return replace(item, value="owner") if bare != token and item.tag in {Tag.NAME, Tag.WORD} else item


def _tokens(question: str) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for match in _TOKEN.finditer(question):
        if inner := match.group(1) or match.group(2):
            found.append((inner.strip(), True))
        elif word := match.group().rstrip(".'’"):
            found.append((word, False))
    return found


def _item(token: str, before: Item | None, after: str, names: Names) -> Item:
    word = token.casefold().strip(".")
    if token.isupper() and len(token) > 1 and _is_structural(word) and names.exact(token):
        return Item(Tag.NAME, token)
    if word == ",":
        return Item(Tag.COMMA, token)
    if noun := _noun(word, before, after):
        return Item(Tag.KIND, token, noun)
    if word in RELATIONS and not _is_modifier(word, before, after):
        form = "ing" if word.endswith("ing") else "participle" if not word.endswith("s") else ""
        early = before is None or before.tag is Tag.FILLER
        return Item(Tag.FILLER if early and word in FILLERS else Tag.RELATION, token, "", RELATIONS[word], form)
    return _function_word(word, token)


def _function_word(word: str, token: str) -> Item:
    for tag_, words in (
        (Tag.WH, WH), (Tag.AUXILIARY, AUXILIARIES), (Tag.NOT, NEGATIONS), (Tag.PREPOSITION, PREPOSITIONS),
        (Tag.DETERMINER, DETERMINERS), (Tag.FILLER, FILLERS), (Tag.AND, {"and", "&", "plus", "but", "as", "while"}),
        (Tag.OR, {"or", "either"}),
    ):  # fmt: skip
        if word in words:
            return Item(tag_, token)
    if word in TOP_WORDS or superlative(word):
        return Item(Tag.SUPERLATIVE, token, "top" if word in TOP_WORDS else word)
    if word in NUMBERS or word.isdecimal():
        return Item(Tag.NUMBER, str(NUMBERS.get(word, word)))
    return Item(Tag.WORD, token)


def _noun(word: str, before: Item | None, after: str) -> str:
    base = singular(word)
    if base in KINDS:
        return base
    if base not in VERBAL_NOUNS:
        return ""
    if before is None:
        return base
    if before.tag is Tag.FILLER and before.text.casefold() in _RELATIVE:
        return ""
    # "What works on an STM32" has a verb there, "which work uses it" a noun.
    if before.tag is Tag.WH and after.casefold() in PREPOSITIONS:
        return ""
    return base if before.tag in _BEFORE_NOUN else ""


def _is_modifier(word: str, before: Item | None, after: str) -> bool:
    """Tell whether a form in -ing is part of a name: "adversarial training", "training time"."""
    if not word.endswith("ing") or word == "using":
        return False
    next_word = after.casefold()
    if before is not None and before.tag is Tag.WORD:
        return next_word not in PREPOSITIONS
    follows = bool(next_word) and not _is_structural(next_word) and singular(next_word) not in KINDS
    return before is not None and before.tag is Tag.WH and follows


def _is_structural(word: str) -> bool:
    sets = (RELATIONS, WH, AUXILIARIES, NEGATIONS, PREPOSITIONS, DETERMINERS, FILLERS, TOP_WORDS, NUMBERS)
    return any(word in words for words in sets) or word in {"and", "or", "as", "but"} or superlative(word) is not None


_SIZED_BEFORE: dict[tuple[str, ...], str] = {
    ("at", "most"): "smaller",
    ("at", "least"): "larger",
    **{("no", word, "than"): "smaller" for word in LARGER - {"above"}},
    **{("no", word, "than"): "larger" for word in SMALLER - {"below"}},
    **{(word, "than"): "below" for word in ("smaller", "weaker", "older")},
    **{(word, "than"): "above" for word in ("larger", "bigger", "newer")},
}
"""Words before a name by which those of its line that are smaller or larger count. "Better than" compares methods."""


def _sized(items: list[Item]) -> list[Item]:
    """Put together the words by which a name means a part of its line: "at most a Cortex-M4", "… or smaller"."""
    result: list[Item] = []
    at = 0
    while at < len(items):
        words = [item.text.casefold() for item in items[at : at + 3]]
        length = next((n for n in (3, 2) if tuple(words[:n]) in _SIZED_BEFORE and at + n < len(items)), 0)
        if length:
            result.append(Item(Tag.SIZE, " ".join(words[:length]), _SIZED_BEFORE[tuple(words[:length])]))
        elif items[at].tag is Tag.OR and words[1:2] and words[1] in SMALLER | LARGER and result:
            length = 2
            result.append(
                Item(Tag.SIZE, f"or {words[1]}", "smaller" if words[1] in SMALLER else "larger", None, "after")
            )
        else:
            result.append(items[at])
        at += max(length, 1)
    return result


def _joined(items: list[Item], names: Names) -> list[Item]:
    """Put the longest names of several words together, from left to right."""
    result: list[Item] = []
    at = 0
    while at < len(items):
        length = _name_length(items, at, result[-1] if result else None, names)
        if length > 1:
            span = items[at : at + length]
            owner = "owner" if span[-1].value == "owner" else ""
            result.append(Item(Tag.NAME, " ".join(item.text for item in span), owner))
        else:
            result.append(items[at])
        at += max(length, 1)
    return result


def _name_length(items: list[Item], at: int, before: Item | None, names: Names) -> int:
    for length in range(min(LONGEST_NAME, len(items) - at), 1, -1):
        span = items[at : at + length]
        if any(item.value == "quoted" or item.tag is Tag.COMMA for item in span) or not _may_be_name(span, before):
            continue
        found = names.exact(" ".join(item.text for item in span))
        grammatical = any(item.tag not in _INSIDE for item in span)
        if found and (found[0].level < 3 or not grammatical) and (found[0].whole or span[-1].tag is not Tag.KIND):
            return length
    return 1


def _may_be_name(span: list[Item], before: Item | None) -> bool:
    first, last = span[0], span[-1]
    if first.tag in _EDGE or last.tag in _EDGE or not any(item.tag in {Tag.NAME, Tag.WORD} for item in span):
        return False
    if before is not None and before.text.casefold() == "how" and first.text.casefold() in {"many", "much"}:
        return False
    starts = first.tag in {*_INSIDE, Tag.FILLER, Tag.SUPERLATIVE}
    return starts or (before is not None and before.tag in _MAY_START_AFTER)

"""What an English question asks: the wanted kind, the conditions, and how to count or order. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.query.limits import Bound
    from kg.query.ranks import Rank
    from kg.query.wording import Relation

__all__ = ["Condition", "Phrase", "Question"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name something, or a kind of thing as a whole ("hardware", "a dataset").

    Attributes
    ----------
    words
        As asked; "" where only a kind is named.
    kind
        The kind that a noun at the end tells ("the Zorbax-9000 benchmark" is a dataset), or None.
    quoted
        Written in quotation marks.
    size
        "smaller" or "larger" where those of its line count too, "below" or "above" where only those do.
    having
        What is on it, or who made it: "a chip with an NPU", "boards from Arduino".

    """

    words: str
    kind: str | None = None
    quoted: bool = False
    size: str = ""
    having: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold.

    Attributes
    ----------
    relation
        How what is wanted is tied to what is named.
    phrases
        Alternatives: one must hold.
    negated
        The condition must not hold.
    subject
        What is named stands before the verb: "what does X use", not "what uses X".

    """

    relation: Relation
    phrases: tuple[Phrase, ...]
    negated: bool = False
    subject: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What a question asks, in its own words: names are not yet looked up.

    Attributes
    ----------
    text
        As asked.
    want
        Kinds wanted (`paper`, `method`, …, `result`), or () where the question does not say ("what").
    given
        The name in "which GPUs": what is wanted must be that, or empty.
    verb
        The relation that governs what is wanted where no name follows it ("the datasets used for training").
    conditions
        All must hold.
    count
        "how many".
    top
        The number wanted, where the most used are asked for.
    rank
        What the answers are ordered by.
    years
        First and last year of the papers, or None.
    bounds
        Limits on numbers.
    yes_no
        A question that yes or no answers.
    person
        "who", or another word that leaves nothing more to say of what is wanted.
    stranded
        A preposition stands without its noun: "what was X tested on".
    possible
        Asked for what could be done: "which devices could run X".
    fits
        Asked for what something fits.
    guessed
        The question says "what" alone: its relation tells which kind is wanted.

    """

    text: str
    want: tuple[str, ...] = ()
    given: Phrase | None = None
    verb: Relation | None = None
    conditions: tuple[Condition, ...] = ()
    count: bool = False
    top: int | None = None
    rank: Rank | None = None
    years: tuple[int, int] | None = None
    bounds: tuple[Bound, ...] = ()
    yes_no: bool = False
    person: bool = False
    stranded: bool = False
    possible: bool = False
    fits: bool = False
    guessed: bool = False

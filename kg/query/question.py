"""From an English question to what it asks: the wanted kind, the conditions, and how to count or order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.query.limits import Bound, take_limits
from kg.query.tagging import Item, Tag, tag
from kg.query.wording import (
    BASELINE_WORDS,
    PERSON_WORDS,
    QUANTITIES,
    RESULT_WORDS,
    Relation,
    with_preposition,
)

if TYPE_CHECKING:
    from kg.query.names import Names

__all__ = ["Condition", "Phrase", "Question", "parse"]


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

    """

    words: str
    kind: str | None = None
    quoted: bool = False


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
    order
        "best", "worst", "highest" or "lowest" for results.
    years
        First and last year of the papers, or None.
    bounds
        Limits on numbers.
    yes_no
        A question that yes or no answers.

    """

    text: str
    want: tuple[str, ...] = ()
    given: Phrase | None = None
    verb: Relation | None = None
    conditions: tuple[Condition, ...] = ()
    count: bool = False
    top: int | None = None
    order: str | None = None
    years: tuple[int, int] | None = None
    bounds: tuple[Bound, ...] = ()
    yes_no: bool = False
    person: bool = False
    stranded: bool = False


DEFAULT_TOP = 10
"""Answers to "most used …" without a number: what fits a screen."""


def parse(text: str, names: Names) -> Question:
    """Read an English question.

    Parameters
    ----------
    text
        With or without a question mark; a phrase such as "stm32 methods" will do.
    names
        The names of the graph: several words that are one name there are kept together.

    """
    rest, years, bounds = take_limits(text)
    reader = _Reader(tag(rest, names))
    question = reader.read(Question(text=text, years=years, bounds=bounds))
    return question if question.want or question.given else replace(question, want=_wanted(question))


@dataclass
class _Reader:
    """Walks the tagged words from left to right, clause by clause."""

    items: list[Item]
    at: int = 0
    relation: Relation | None = None
    filled: bool = True
    pending: list[Phrase] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    negated: bool = False
    joint: str = ""
    stranded: bool = False
    agent: bool = False
    most: bool = False

    def read(self, question: Question) -> Question:
        question = self._lead(question)
        while self.at < len(self.items):
            self._step(self.items[self.at])
        self._close()
        verb = self.relation if not self.filled and self.relation not in {Relation.ANY, Relation.FOR} else None
        return replace(
            question,
            conditions=(*question.conditions, *self.conditions),
            verb=question.verb or verb,
            stranded=self.stranded,
            top=question.top or (DEFAULT_TOP if self.most else None),
        )

    # What is wanted

    def _lead(self, question: Question) -> Question:
        """Read up to and including what is wanted: "on which datasets", "how many papers", "list the methods"."""
        question = self._yes_no(question)
        preposition = ""
        while self.at < len(self.items):
            item = self.items[self.at]
            if item.tag is Tag.SUPERLATIVE:
                question = self._superlative(question, item)
            elif item.tag is Tag.NUMBER and question.top is not None:
                question = replace(question, top=int(item.text))
                self.at += 1
            elif item.tag is Tag.WH:
                question = self._wh(question, item)
                if question.person or (self._next_is(Tag.AUXILIARY) and not self._noun_follows()):
                    return question
            elif item.tag is Tag.PREPOSITION and self._next_is(Tag.WH, 1):
                preposition = item.text
                self.at += 1
            elif item.tag is Tag.RELATION and self._next_is(Tag.WH, 1):
                question = replace(question, verb=item.relation)
                self.at += 1
            elif item.tag in {Tag.FILLER, Tag.DETERMINER, Tag.AND, Tag.AUXILIARY}:
                self.at += 1
            elif item.tag in {Tag.NAME, Tag.WORD, Tag.KIND, Tag.NUMBER}:
                return self._wanted_phrase(question, preposition)
            elif item.tag is Tag.RELATION and item.form == "participle" and question.top is not None:
                self.at += 1
                return self._wanted_phrase(replace(question, verb=item.relation), preposition)
            else:
                return question
        return question

    def _noun_follows(self) -> bool:
        """Tell whether "what are" goes on with what is wanted: "what are the most used datasets"."""
        after = [item for item in self.items[self.at :] if item.tag not in {Tag.AUXILIARY, Tag.DETERMINER, Tag.NUMBER}]
        return bool(after) and after[0].tag in {Tag.SUPERLATIVE, Tag.KIND}

    def _yes_no(self, question: Question) -> Question:
        if self.items and self.items[0].tag is Tag.AUXILIARY:
            self.at = 1
            there = len(self.items) > 1 and self.items[1].text.casefold() in {"there", "any", "you", "we"}
            if not there:
                return replace(question, yes_no=True, want=("?",))
        return question

    def _superlative(self, question: Question, item: Item) -> Question:
        self.at += 1
        if item.value == "top":
            return replace(question, top=question.top or DEFAULT_TOP)
        return replace(question, order=item.value)

    def _wh(self, question: Question, item: Item) -> Question:
        word = item.text.casefold()
        self.at += 1
        if word == "how" and self.at < len(self.items):
            return self._how(question)
        if word in PERSON_WORDS:
            return replace(question, want=("paper",), person=True)
        if word == "where":
            return replace(question, want=("hardware", "dataset"))
        return question

    def _how(self, question: Question) -> Question:
        word = self.items[self.at].text.casefold()
        if word in {"many", "much", "often"}:
            self.at += 1
            return replace(question, count=word != "much", want=("result",) if word == "much" else question.want)
        if word in QUANTITIES:
            self.at += 1
            phrases = tuple(Phrase(name, "metric") for name in QUANTITIES[word])
            conditions = (Condition(Relation.REPORTED, phrases),) if phrases else ()
            return replace(question, want=("result",), conditions=conditions, person=True)
        return question

    def _wanted_phrase(self, question: Question, preposition: str) -> Question:
        if question.yes_no:
            return question
        phrases, nouns = self._noun_phrase(leading=True)
        noun = nouns[-1] if nouns else None
        question = replace(question, stranded=bool(preposition))
        if noun is None:
            if preposition or self._was_wh():
                return replace(question, given=phrases[0] if phrases else None)
            self.pending.extend(phrases)
            return question
        if noun in BASELINE_WORDS:
            question = replace(question, verb=Relation.COMPARED)
        want = "result" if noun in RESULT_WORDS else _kind(noun)
        if question.want == ("result",) and want != "result":
            return replace(question, given=Phrase(" ".join([*(p.words for p in phrases), noun])))
        return replace(question, want=(want,), given=phrases[0] if phrases else None)

    def _was_wh(self) -> bool:
        return any(item.tag is Tag.WH for item in self.items[: self.at])

    # The rest, clause by clause

    def _step(self, item: Item) -> None:
        if item.tag is Tag.RELATION:
            self._verb(item)
        elif item.tag is Tag.PREPOSITION:
            self._preposition(item)
        elif item.tag in {Tag.NAME, Tag.WORD, Tag.KIND, Tag.NUMBER, Tag.DETERMINER}:
            self._noun()
        elif item.tag in {Tag.AND, Tag.OR, Tag.COMMA}:
            self.joint = "or" if item.tag is Tag.OR else "and" if item.tag is Tag.AND else self.joint or ","
            self.at += 1
        elif item.tag is Tag.NOT:
            self.negated = True
            self.at += 1
        elif item.tag is Tag.SUPERLATIVE:
            self.most = self.most or item.value == "top"
            self.at += 1
        else:
            self.at += 1

    def _verb(self, item: Item) -> None:
        assert item.relation is not None  # noqa: S101
        follower = self.items[self.at + 1] if self.at + 1 < len(self.items) else None
        relation = item.relation
        if follower and follower.tag is Tag.PREPOSITION:
            relation = with_preposition(relation, follower.text.casefold())
        if follower and follower.tag is Tag.RELATION and follower.relation is Relation.COMPARED:
            relation = Relation.COMPARED
        self._close(next_relation=relation)
        self.relation, self.filled, self.joint = relation, bool(self._subjects(relation)), ""
        self.agent = bool(follower and follower.text.casefold() == "by")
        self.at += 1
        if follower and follower.tag is Tag.PREPOSITION:
            self.at += 1
            self._note_stranded()

    def _subjects(self, relation: Relation) -> bool:
        """Give the names before a verb to it."""
        if not self.pending:
            return False
        for phrase in self.pending:
            self._add(relation, phrase, subject=True)
        self.pending.clear()
        return True

    def _close(self, next_relation: Relation | None = None) -> None:
        if self.pending and next_relation is None:
            for phrase in self.pending:
                self._add(self.relation or Relation.ANY, phrase, subject=self.relation is not None)
            self.filled = True
            self.pending.clear()

    def _preposition(self, item: Item) -> None:
        self.at += 1
        self._note_stranded()
        if self.relation is None or (self.filled and item.text.casefold() in {"for", "using", "by", "from", "of"}):
            word = item.text.casefold()
            named = {"for": Relation.FOR, "using": Relation.USED, "to": Relation.FOR}
            if word == "for" and self.relation in {Relation.TARGET, Relation.ADDRESSED, Relation.FOR}:
                return
            if word in {"by", "from", "of"} and self.relation is not None:
                return
            self._close()
            self.relation, self.filled = named.get(word, Relation.ANY), False

    def _note_stranded(self) -> None:
        rest = self.items[self.at :]
        if all(item.tag in {Tag.FILLER, Tag.AUXILIARY} for item in rest):
            self.stranded = True

    def _noun(self) -> None:
        phrases, nouns = self._noun_phrase(leading=False)
        for phrase in phrases:
            self._name(phrase)
        if not phrases and nouns and _kind(nouns[-1]) in {"dataset", "hardware", "metric", "task"}:
            self._kind_alone(Phrase("", _kind(nouns[-1])))
        self.joint = ""

    def _kind_alone(self, phrase: Phrase) -> None:
        if self.relation is not None and not self.filled and not self._verb_follows():
            self._add(self.relation, phrase)
            self.filled = True

    def _name(self, phrase: Phrase) -> None:
        before_verb = self.relation is None or (self.joint == "and" and self._verb_follows())
        if before_verb and not (self.joint and self.conditions and self.relation is not None):
            self.pending.append(phrase)
        elif self.joint == "or" and self.conditions and self.filled:
            last = self.conditions[-1]
            self.conditions[-1] = replace(last, phrases=(*last.phrases, phrase))
        else:
            relation = self.relation or Relation.ANY
            self._add(relation, phrase, subject=self.agent)
            self.filled = True

    def _verb_follows(self) -> bool:
        rest = iter(self.items[self.at :])
        for item in rest:
            if item.tag is Tag.RELATION:
                return True
            if item.tag not in {Tag.AUXILIARY, Tag.FILLER}:
                return False
        return False

    def _add(self, relation: Relation, phrase: Phrase, *, subject: bool = False) -> None:
        self.conditions.append(Condition(relation, (phrase,), self.negated, subject))
        self.negated = False

    # Noun phrases

    def _noun_phrase(self, *, leading: bool) -> tuple[list[Phrase], list[str]]:
        """Read adjacent words into names and the nouns for a kind of thing at their end."""
        words: list[Item] = []
        while self.at < len(self.items) and self.items[self.at].tag in {
            Tag.NAME, Tag.WORD, Tag.KIND, Tag.NUMBER, Tag.DETERMINER,
        }:  # fmt: skip
            if leading and words and words[-1].tag is Tag.KIND and self.items[self.at].tag is not Tag.KIND:
                break
            words.append(self.items[self.at])
            self.at += 1
        nouns: list[str] = []
        while words and words[-1].tag is Tag.KIND:
            nouns.insert(0, str(words.pop().value))
        if self.joint == "or" and words and words[0].text.casefold() in {"its", "their"}:
            return [Phrase(" ".join([*(item.text for item in words), *nouns]))], []
        while words and words[0].tag in {Tag.DETERMINER, Tag.NUMBER}:
            words.pop(0)
        if not leading and not nouns and words and words[0].tag is Tag.KIND:
            nouns = [str(words.pop(0).value)]
        kind = _kind(nouns[-1]) if nouns and not leading else None
        phrases = [p for p in _phrases(words) if p.words]
        if phrases and kind and kind != "result":
            phrases[-1] = replace(phrases[-1], kind=kind)
        return phrases, nouns

    def _next_is(self, wanted: Tag, ahead: int = 0) -> bool:
        return self.at + ahead < len(self.items) and self.items[self.at + ahead].tag is wanted


def _phrases(words: list[Item]) -> list[Phrase]:
    """Group words into names: each quoted or known name by itself, other words together with their neighbours."""
    phrases: list[Phrase] = []
    for item in words:
        if item.value == "quoted":
            phrases.append(Phrase(item.text, quoted=True))
        elif phrases and not phrases[-1].quoted:
            phrases[-1] = Phrase(f"{phrases[-1].words} {item.text}")
        else:
            phrases.append(Phrase(item.text))
    return phrases


def _kind(noun: str) -> str:
    from kg.query.wording import KINDS, VERBAL_NOUNS

    return KINDS.get(noun) or VERBAL_NOUNS[noun]


def _wanted(question: Question) -> tuple[str, ...]:
    """Tell what "what" asks for, from the relation and from whether a name stands before the verb or after it."""
    relation = next((c.relation for c in question.conditions if c.relation is not Relation.ANY), question.verb)
    before = bool(question.conditions) and question.conditions[0].subject
    if relation is None:
        return ()
    if relation is Relation.REPORTED:
        return ("result",)
    if relation is Relation.COMPARED:
        return ("method",)
    if not before:
        return ("paper",) if relation in {Relation.PROPOSED, Relation.MENTIONED} else ("method",)
    return {
        Relation.TESTED: ("hardware", "dataset"),
        Relation.TRAINED: ("dataset", "hardware"),
        Relation.TARGET: ("hardware",),
        Relation.USED: ("method",),
        Relation.PROPOSED: ("method", "dataset"),
        Relation.ADDRESSED: ("task",),
        Relation.FOR: ("task",),
        Relation.MENTIONED: ("method",),
    }.get(relation, ("paper",))

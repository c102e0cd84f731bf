"""Reads an English question clause by clause into what it asks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.names import singular
from kg.query.limits import take_limits
from kg.query.phrases import PhraseReader, kind_of_noun
from kg.query.plan import KIND_ORDER
from kg.query.question import Condition, Phrase, Question
from kg.query.ranks import Rank, fact_of, take_key
from kg.query.tagging import Item, Tag, tag
from kg.query.wording import (
    BASELINE_WORDS,
    COULD,
    PERSON_WORDS,
    QUANTITIES,
    RESULT_WORDS,
    Relation,
    with_preposition,
)

if TYPE_CHECKING:
    from kg.query.names import Names

__all__ = ["parse"]

_WHERE = ("hardware", "dataset")
"""What "where" asks for."""
DEFAULT_TOP = 10
"""Answers to "most used …" without a number: what fits a screen."""
_IN_THE_GRAPH = re.compile(
    r"\b(?:in|of|from|across)\s+(?:(?:the|my|our|your|this)\s+(?:graph|database|collection)|this\s+knowledge\s+graph)\b",
    re.IGNORECASE,
)
"""Words that only say that the graph is asked."""
_ENOUGH = re.compile(
    r"\b(?:(?:that|which)\s+)?(?:have|has|with|having|offer|offers)\s+(?:enough|sufficient)\s+"
    r"(?:memory|ram|sram|flash|storage|space|room)\s+(?:for|to\s+(?:run|hold|fit|store|execute|host))\b",
    re.IGNORECASE,
)
"""Other words for "could run"."""


def parse(text: str, names: Names) -> Question:
    """Read an English question.

    Parameters
    ----------
    text
        With or without a question mark; a phrase such as "stm32 methods" will do.
    names
        The names of the graph: several words that are one name there are kept together.

    """
    plain = _ENOUGH.sub(" could run ", _IN_THE_GRAPH.sub(" ", text))
    rest, years, bounds = take_limits(plain)
    rest, key = take_key(rest)
    reader = _Reader(tag(rest, names), names)
    question = reader.read(Question(text=text, years=years, bounds=bounds))
    if question.rank and key:
        question = replace(question, rank=replace(question.rank, fact=key))
    if question.want or question.given:
        return question
    return replace(question, want=_wanted(question), guessed=True)


@dataclass
class _Reader(PhraseReader):
    """Walks the tagged words from left to right, clause by clause."""

    relation: Relation | None = None
    filled: bool = True
    pending: list[Phrase] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    negated: bool = False
    stranded: bool = False
    agent: bool = False
    most: bool = False
    rank: Rank | None = None
    single: bool = True

    def read(self, question: Question) -> Question:
        question = self._lead(question)
        while self.at < len(self.items):
            self._step(self.items[self.at])
        self._close()
        if not question.want and not question.given and self.late:
            question = self._late(question)
        if question.want == _WHERE and any(c.relation is Relation.PROPOSED for c in self.conditions):
            question = replace(question, want=("paper",))
        verb = self.relation if not self.filled and self.relation not in {Relation.ANY, Relation.FOR} else None
        return replace(
            question,
            conditions=(*question.conditions, *self.conditions),
            verb=question.verb or verb,
            stranded=self.stranded,
            rank=question.rank or (replace(self.rank, single=self.single) if self.rank else None),
            possible=any(item.tag is Tag.AUXILIARY and item.text.casefold() in COULD for item in self.items),
            fits=any(item.tag is Tag.RELATION and item.text.casefold().startswith("fit") for item in self.items),
            top=question.top or (DEFAULT_TOP if self.most else None),
        )

    def _late(self, question: Question) -> Question:
        """Read "what are X's datasets" and "X was proposed in which paper"."""
        verb = Relation.COMPARED if self.late in BASELINE_WORDS else question.verb
        return replace(question, want=("result" if self.late in RESULT_WORDS else kind_of_noun(self.late),), verb=verb)

    # What is wanted

    def _lead(self, question: Question) -> Question:
        """Read up to and including what is wanted: "on which datasets", "how many papers", "list the methods"."""
        question = self._yes_no(question)
        preposition = ""
        while self.at < len(self.items):
            item = self.items[self.at]
            if item.tag is Tag.SUPERLATIVE:
                question = self._superlative(question, item)
            elif item.tag is Tag.NUMBER and (question.top or question.rank or self.next_is(Tag.SUPERLATIVE, 1)):
                question = replace(question, top=int(item.text))
                self.at += 1
            elif item.tag is Tag.WH:
                question = self._wh(question, item)
                self._skip_modifier()
                if question.person or (self.next_is(Tag.AUXILIARY) and not self._noun_follows()):
                    return question
            elif item.tag is Tag.PREPOSITION and self.next_is(Tag.WH, 1):
                preposition = item.text
                self.at += 1
            elif item.tag is Tag.RELATION and self.next_is(Tag.WH, 1):
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

    def _skip_modifier(self) -> None:
        """Step over the first word of "test platforms" and "evaluation datasets"."""
        if self.next_is(Tag.RELATION) and self.next_is(Tag.KIND, 1):
            self.at += 1

    def _noun_follows(self) -> bool:
        """Tell whether "what are" goes on with what is wanted: "what are the most used datasets"."""
        if self.items[self.at].text.casefold() in {"do", "does", "did"}:
            return False
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
        rank = self.rank_here(item)
        if rank is None:
            self.at += 1
            return replace(question, top=question.top or DEFAULT_TOP)
        return replace(question, rank=rank)

    def _ordered_by(self) -> None:
        """Read "with the least energy" and "that has the highest throughput"."""
        rank = self.rank_here(self.items[self.at])
        if rank is None:
            self.most = True
            self.at += 1
            return
        if (fact := self._fact_here()) is not None:
            self.rank = self.rank or replace(
                rank, fact=fact_of(fact), metrics=(), phrase=fact, words=f"{rank.words} {fact}"
            )
            self.filled = True
            return
        phrases, nouns = ([], []) if rank.metrics or rank.fact else self.noun_phrase(leading=False)
        words = " ".join(phrase.words for phrase in phrases)
        self.rank = self.rank or replace(rank, phrase=words, words=f"{rank.words} {words}".strip())
        self.filled = self.filled or bool(words)
        if nouns and not words:
            self.late = nouns[-1]

    def _fact_here(self) -> str | None:
        """Step over a fact of hardware after "the smallest" and "the largest", where these order by one themselves."""
        for length in (2, 1):
            words = " ".join(item.text for item in self.items[self.at : self.at + length])
            if fact_of(words) is not None and self.next_is(Tag.WORD):
                self.at += length
                return words
        return None

    def _wh(self, question: Question, item: Item) -> Question:
        word = item.text.casefold()
        self.at += 1
        if word == "how" and self.at < len(self.items):
            return self._how(question)
        if word in PERSON_WORDS:
            return replace(question, want=("paper",), person=True)
        if word == "where":
            return replace(question, want=_WHERE)
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
        phrases, nouns = self.noun_phrase(leading=True)
        noun = nouns[-1] if nouns else None
        question = replace(question, stranded=bool(preposition), rank=self._counted(question.rank))
        self.single = not self._is_plural()
        if noun is None:
            used_most = question.top is not None and question.verb is not None
            if preposition or self._was_wh() or used_most or self._is_ranked_hardware(question, phrases):
                return replace(question, given=phrases[0] if phrases else None)
            self.pending.extend(phrases)
            return question
        if noun in BASELINE_WORDS:
            question = replace(question, verb=Relation.COMPARED)
        want = "result" if noun in RESULT_WORDS else kind_of_noun(noun)
        if question.want == ("result",) and want != "result":
            return replace(question, given=Phrase(" ".join([*(p.words for p in phrases), noun])))
        return replace(question, want=(want,), given=phrases[0] if phrases else None)

    def _counted(self, rank: Rank | None) -> Rank | None:
        """Tell "the newest GPU" from "the newest GPUs"."""
        return replace(rank, single=not self._is_plural()) if rank else None

    def _is_plural(self) -> bool:
        last = self.items[self.at - 1].text.casefold()
        return singular(last) != last

    def _is_ranked_hardware(self, question: Question, phrases: list[Phrase]) -> bool:
        """Tell whether "the newest GPU …" asks for a GPU."""
        if not (question.rank and question.rank.fact and phrases):
            return False
        found = self.names.find(phrases[0].words, KIND_ORDER[Relation.IS])
        return bool(found or phrases[0].having) and (not found or found[0].kind == "hardware")

    def _was_wh(self) -> bool:
        return any(item.tag is Tag.WH for item in self.items[: self.at])

    # The rest, clause by clause

    def _step(self, item: Item) -> None:
        if item.tag is Tag.RELATION:
            self._verb(item)
        elif item.tag is Tag.PREPOSITION:
            self._preposition(item)
        elif item.tag in {Tag.NAME, Tag.WORD, Tag.KIND, Tag.NUMBER, Tag.DETERMINER, Tag.SIZE}:
            self._noun()
        elif item.tag in {Tag.AND, Tag.OR, Tag.COMMA}:
            self.joint = "or" if item.tag is Tag.OR else "and" if item.tag is Tag.AND else self.joint or ","
            self.at += 1
        elif item.tag is Tag.NOT:
            self.negated = True
            self.at += 1
        elif item.tag is Tag.WH and self.next_is(Tag.KIND, 1):
            self.late = self.items[self.at + 1].value
            self.at += 2
        elif item.tag is Tag.SUPERLATIVE:
            self._ordered_by()
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
        if self.relation is None and item.text.casefold() == "of" and not self.pending:
            return
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
        phrases, nouns = self.noun_phrase(leading=False)
        for phrase in phrases:
            self._name(phrase)
        if not phrases and nouns and kind_of_noun(nouns[-1]) in {"dataset", "hardware", "metric", "task"}:
            self._kind_alone(Phrase("", kind_of_noun(nouns[-1])))
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

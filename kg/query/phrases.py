"""Reads noun phrases in a question: names with the nouns that tell their kind, sizes, parts, makers, superlatives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.names import singular
from kg.query.plan import KIND_ORDER
from kg.query.question import Phrase
from kg.query.ranks import Rank, adjective, fact_of, superlative
from kg.query.tagging import Item, Tag
from kg.query.wording import HARDWARE_NOUNS, KINDS, PARTS_WORDS, VERBAL_NOUNS, Relation

if TYPE_CHECKING:
    from kg.query.names import Names

__all__ = ["PhraseReader", "kind_of_noun"]


@dataclass
class PhraseReader:
    """A place in the tagged words of a question, from which a noun phrase is read.

    Parameters
    ----------
    items, names
        The words, and the names of the graph.
    at
        Where to read on.
    joint
        The conjunction just read: "and", "or", "," or "".
    late
        A noun that tells what is wanted after the names: "what are X's datasets".

    """

    items: list[Item]
    names: Names
    at: int = 0
    joint: str = ""
    late: str = ""

    def noun_phrase(self, *, leading: bool) -> tuple[list[Phrase], list[str]]:
        """Read adjacent words into names and the nouns for a kind of thing at their end."""
        words: list[Item] = []
        size = self._size(after=False)
        while self.at < len(self.items) and self.items[self.at].tag in {
            Tag.NAME, Tag.WORD, Tag.KIND, Tag.NUMBER, Tag.DETERMINER,
        }:  # fmt: skip
            if leading and words and words[-1].tag is Tag.KIND and self.items[self.at].tag is not Tag.KIND:
                break
            words.append(self.items[self.at])
            self.at += 1
        owned = any(item.value == "owner" for item in words)
        nouns: list[str] = []
        while words and words[-1].tag is Tag.KIND:
            nouns.insert(0, str(words.pop().value))
        if self.joint == "or" and words and words[0].text.casefold() in {"its", "their"}:
            return [Phrase(" ".join([*(item.text for item in words), *nouns]))], []
        while words and words[0].tag in {Tag.DETERMINER, Tag.NUMBER}:
            words.pop(0)
        if not leading and not nouns and words and words[0].tag is Tag.KIND:
            nouns = [str(words.pop(0).value)]
        if owned and nouns and not leading:
            self.late, nouns = nouns[-1], []
        kind = kind_of_noun(nouns[-1]) if nouns and not leading else None
        phrases = [p for p in _phrases(words) if p.words]
        if phrases and kind and kind != "result":
            phrases[-1] = replace(phrases[-1], kind=kind)
        return self._qualified(phrases, nouns, self._size(after=True) or size), nouns

    def _size(self, *, after: bool) -> str:
        """Step over the words by which a name means a part of its line."""
        if self.next_is(Tag.SIZE) and (self.items[self.at].form == "after") == after:
            self.at += 1
            return self.items[self.at - 1].value
        return ""

    def _qualified(self, phrases: list[Phrase], nouns: list[str], size: str) -> list[Phrase]:
        """Add to the last name its part of a line, what is on it, and who made it."""
        if phrases and size:
            phrases[-1] = replace(phrases[-1], size=size)
        last = nouns[-1] if nouns else singular(phrases[-1].words.split()[-1].casefold()) if phrases else ""
        is_class = last in HARDWARE_NOUNS and (not nouns or kind_of_noun(last) == "hardware")
        if is_class and (having := self._having()):
            if not phrases:
                phrases = [Phrase("", "hardware")]
            phrases[-1] = replace(phrases[-1], having=having)
        return phrases

    def _having(self, said: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """Step over "with an NPU" and "made by NVIDIA", where they name hardware or a maker."""
        start = self.at
        at = start + 1 if said else start
        while at < len(self.items) and (
            self.items[at].tag in {Tag.FILLER, Tag.DETERMINER, Tag.AUXILIARY}
            or self.items[at].text.casefold() in PARTS_WORDS
        ):
            at += 1
        between = {*said, *(item.text.casefold() for item in self.items[start:at])}
        if not between & PARTS_WORDS:
            return ()
        end = at
        while end < len(self.items) and self.items[end].tag in {Tag.NAME, Tag.WORD, Tag.NUMBER, Tag.KIND}:
            end += 1
        made = bool(between & {"from", "by", "of"})
        for last in range(end, at, -1):
            words = " ".join(item.text for item in self.items[at:last])
            found = () if made else self.names.find(words, KIND_ORDER[Relation.IS])
            if self.names.vendor(words) or (found and found[0].kind == "hardware"):
                self.at = last
                both = "both" in between and self.next_is(Tag.AND)
                return (words, *(self._having(frozenset(between & PARTS_WORDS)) if both else ()))
        return ()

    def next_is(self, wanted: Tag, ahead: int = 0) -> bool:
        """Tell whether the word at some distance plays a part."""
        return self.at + ahead < len(self.items) and self.items[self.at + ahead].tag is wanted

    def rank_here(self, item: Item) -> Rank | None:
        """Step over a superlative, with its adjective; None where it asks for what most papers name."""
        word = item.text.casefold()
        follower = self.items[self.at + 1] if self.at + 1 < len(self.items) else None
        if word in {"most", "least"} and follower is not None:
            if rank := adjective(follower.text.casefold(), least=word == "least"):
                self.at += 2
                return rank
            if word == "most" and self._is_measure(follower):
                self.at += 1
                return Rank("highest", words="most")
        if rank := superlative(word):
            self.at += 1
        return rank

    def _is_measure(self, item: Item) -> bool:
        """Tell whether "most" stands before what there is most of: "the most memory"."""
        if item.tag not in {Tag.NAME, Tag.WORD}:
            return False
        return fact_of(item.text) is not None or bool(self.names.exact(item.text, ("metric",)))


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


def kind_of_noun(noun: str) -> str:
    """Return the kind of thing that a noun asks for."""
    return KINDS.get(noun) or VERBAL_NOUNS[noun]

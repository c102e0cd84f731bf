"""A sample of names found in abstracts, to be judged by reading: `python -m ontology.build.sample CORPUS --seed WORD`.

The whole extraction runs over abstracts in an order that only the seed and their ids decide. Of each abstract at most
one mention a kind is drawn, of a concept of the vocabulary; half the sample are mentions by names that the vocabulary
calls ambiguous. Hardware is drawn from the abstracts that name hardware, the rest from all.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KgError
from kg.model import Entity, Kind, Mention
from kg.names import name_key
from kg.vocabulary import load
from ontology.build.corpus import Abstract, abstracts

__all__ = ["Drawn", "draw", "main"]

_NUMBER = 60
_AROUND = 90
"""Characters of context on either side."""

_ALL, _OF_HARDWARE = "arxiv_2*.jsonl*", "arxiv_hardware.jsonl*"
_FINDER = "kg_vocabulary"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mention of a concept with its context.

    Attributes
    ----------
    kind
        The concept's kind.
    ambiguous
        Whether the vocabulary calls the name ambiguous.
    paper
        Id of the abstract.
    concept
        Preferred name of the concept.
    context
        The text around the mention, which stands in guillemets.
    """

    kind: Kind
    ambiguous: bool
    paper: str
    concept: str
    context: str

    def line(self) -> str:
        """Return the mention as a line of a table to fill in."""
        how = "ambiguous" if self.ambiguous else "sure"
        return f"{self.kind.value}\t{how}\t{self.paper}\t{self.concept}\t{self.context}"


def draw(texts: Iterable[Abstract], kinds: Sequence[Kind], number: int, seed: str) -> list[Drawn]:
    """Return the sample: per kind half the number of ambiguous and of sure mentions, as far as there are so many."""
    wanted = {(kind, ambiguous): number // 2 for kind in kinds for ambiguous in (True, False)}
    found: dict[tuple[Kind, bool], list[Drawn]] = defaultdict(list)
    for abstract in sorted(texts, key=lambda abstract: _rank(seed, abstract.id)):
        if all(len(found[stratum]) >= number for stratum, number in wanted.items()):
            break
        for drawn in _of_abstract(abstract, kinds, seed):
            stratum = (drawn.kind, drawn.ambiguous)
            if len(found[stratum]) < wanted[stratum]:
                found[stratum].append(drawn)
    return [drawn for stratum in wanted for drawn in found[stratum]]


def _rank(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed}\0{name}".encode()).hexdigest()


def _of_abstract(abstract: Abstract, kinds: Sequence[Kind], seed: str) -> Iterator[Drawn]:
    """Yield a mention of each kind and stratum, chosen among the abstract's by the seed."""
    from kg.extract.pipeline import pipeline

    vocabulary = load()
    strata: dict[tuple[Kind, bool], list[tuple[Entity, Mention]]] = defaultdict(list)
    for entity in pipeline()(abstract.text)._.kg_entities:
        if entity.kind in kinds and entity.concept and entity.extractor == _FINDER:
            for mention in entity.mentions:
                strata[entity.kind, _is_ambiguous(entity, mention)].append((entity, mention))
    for (kind, ambiguous), mentions in strata.items():
        entity, mention = min(mentions, key=lambda pair: _rank(seed, f"{abstract.id}\0{pair[1].start}\0{pair[1].end}"))
        label = vocabulary.concepts[entity.concept or ""].label
        yield Drawn(kind, ambiguous, abstract.id, label, _context(abstract.text, mention))


def _is_ambiguous(entity: Entity, mention: Mention) -> bool:
    return (entity.concept or "", name_key(mention.text)) in _unsure()


@cache
def _unsure() -> frozenset[tuple[str, str]]:
    """Return the ambiguous names of the concepts, by key."""
    return frozenset((label.concept, name_key(label.text)) for label in load().labels if label.ambiguous)


def _context(text: str, mention: Mention) -> str:
    before, after = text[max(0, mention.start - _AROUND) : mention.start], text[mention.end : mention.end + _AROUND]
    return f"{before}«{mention.text}»{after}".replace("\n", " // ").replace("\t", " ")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the sample, a mention a line."""
    parser = argparse.ArgumentParser(
        prog="python -m ontology.build.sample", description="Draw names found in abstracts, to be judged by reading."
    )
    parser.add_argument("corpus", type=Path, metavar="CORPUS", help="folder with arXiv metadata as JSON lines")
    parser.add_argument("--seed", required=True, metavar="WORD", help="another word, another sample")
    parser.add_argument("--number", type=int, default=_NUMBER, metavar="N", help="mentions per kind")
    options = parser.parse_args(arguments)
    try:
        others = [kind for kind in Kind if kind is not Kind.HARDWARE]
        sample = draw(abstracts(options.corpus, _ALL), others, options.number, options.seed)
        sample += draw(abstracts(options.corpus, _OF_HARDWARE), [Kind.HARDWARE], options.number, options.seed)
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.writelines(f"{drawn.line()}\n" for drawn in sample)
    return 0


if __name__ == "__main__":
    sys.exit(main())

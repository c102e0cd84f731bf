"""What comes back from a question: answers with their papers and sentences, in words, as a table and as JSON."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.query.table import Table

if TYPE_CHECKING:
    import pandas

__all__ = ["Answer", "Item", "Proof"]

SHOWN = 20
"""Answers that a terminal shows; `--json` and `to_pandas` give all."""
QUOTE_WIDTH = 100
"""Characters of a quote on a terminal."""
EXAMPLES = (
    "which methods were tested on an STM32?",
    "which papers were evaluated on ImageNet and tested on a microcontroller?",
    "what accuracy does MCUFormer report on ImageNet?",
    "what hardware was MCUNetV2 tested on?",
    "which papers use quantization?",
    "top 5 datasets",
)
"""Questions of every sort, shown where one is not understood."""


_PLURAL = re.compile(r"(?<=paper|ethod|taset|etric|esult)s\b|(?<=task)s\b")
"""The ending of the kinds that a summary counts."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A sentence that says so.

    Attributes
    ----------
    paper, title
        Identifier and title of the paper.
    quote
        Its words; `text[start:end]` of title, newline, abstract.
    start, end
        Offsets.
    confidence
        0 to 1, or None where unknown.

    """

    paper: str
    title: str
    quote: str
    start: int
    end: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One answer.

    Attributes
    ----------
    name
        What to call it: a label, a paper's title, a number with its unit.
    iri, kind
        Its node; the kind is "paper", "method", …, "result", or "fact" with the node that states it.
    id
        A paper's identifier, else None.
    aliases
        Other names.
    papers
        `(identifier, title)` of the papers that say so.
    evidence
        Their sentences.
    details
        Of a result: `value`, `unit`, `metric`, `method`, `dataset`, `hardware`, `baseline`, `comparison`. Of a fact:
        `property`, `value` in `unit`, `amount` as people say it, `device`, `of` ("own", "processor", "family"),
        `stated_by`, `limit` where it is inherited ("at most", "since"), `source`, `licence`.

    """

    name: str
    iri: str
    kind: str
    id: str | None = None
    aliases: tuple[str, ...] = ()
    papers: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Proof, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as `kg ask --json` prints it."""
        return {
            "name": self.name,
            "iri": self.iri,
            "kind": self.kind,
            **({"id": self.id} if self.id is not None else {}),
            "canonical": self.name,
            "aliases": list(self.aliases),
            **self.details,
            "papers": [{"id": paper, "title": title} for paper, title in self.papers],
            "evidence": [
                {"paper": p.paper, "quote": p.quote, "start": p.start, "end": p.end, "confidence": p.confidence}
                for p in self.evidence
            ],
        }


@dataclass(frozen=True)
class Answer:
    """All answers to one question.

    Attributes
    ----------
    question
        As asked.
    interpretation
        What was understood, in one line.
    answers
        Best first.
    understood
        False where the question made no sense.
    note
        What the reader should know: an unknown name, a way of reading.
    suggestions
        Names close to an unknown one, or questions that would be understood.
    count
        The number asked for by "how many", else None.
    verdict
        The answer to a yes-or-no question, else None.
    sparql
        A query that gives the same answers, None where there is none.

    """

    question: str
    interpretation: str = ""
    answers: tuple[Item, ...] = ()
    understood: bool = True
    note: str = ""
    suggestions: tuple[str, ...] = ()
    count: int | None = None
    verdict: bool | None = None
    sparql: str | None = None

    def __len__(self) -> int:
        return len(self.answers)

    def to_json(self) -> dict[str, Any]:
        """Return everything as `kg ask --json` prints it."""
        extra = {
            "count": self.count,
            "verdict": self.verdict,
            "note": self.note or None,
            "suggestions": list(self.suggestions) or None,
            "sparql": self.sparql,
        }
        return {
            "question": self.question,
            "interpretation": self.interpretation,
            "understood": self.understood,
            **{key: value for key, value in extra.items() if value is not None},
            "answers": [item.to_json() for item in self.answers],
        }

    def table(self) -> Table:
        """Return one row per answer: its name, its papers, and the first sentence that says so."""
        if any(item.kind == "result" for item in self.answers):
            names = ("value", "unit", "metric", "method", "dataset", "hardware", "comparison")
            rows = [tuple(item.details.get(name) for name in names) for item in self.answers]
            return Table(
                (*names, "paper", "quote"), tuple((*r, *_source(i)) for r, i in zip(rows, self.answers, strict=True))
            )
        if self._states_facts():
            columns = ("device", "property", "value", "unit", "of", "stated_by", "source", "licence")
            return Table(columns, tuple(tuple(item.details.get(name) for name in columns) for item in self.answers))
        if any(item.kind == "paper" for item in self.answers):
            return Table(("id", "title", "quote"), tuple((i.id, i.name, _source(i)[1]) for i in self.answers))
        return Table(
            ("name", "kind", "papers", "paper", "quote"),
            tuple((i.name, i.kind, len(i.papers), *_source(i)) for i in self.answers),
        )

    def to_pandas(self) -> pandas.DataFrame:
        """Return `table` as a pandas data frame."""
        return self.table().to_pandas()

    def summary(self) -> str:
        """Return the answer in one sentence."""
        if not self.understood:
            return f"I could not make sense of that: {self.note}" if self.note else "I could not make sense of that."
        if self.verdict is not None:
            no = "No" if self._states_facts() else "Not that the graph says"
            return f"{'Yes' if self.verdict else no}: {self.interpretation}."
        if self.count is not None:
            return f"{_counted(self.count, self.interpretation)}."
        if not self.answers:
            return f"Nothing found: {self.interpretation}." if self.interpretation else "Nothing found."
        if self._states_facts():
            return f"{self.interpretation}:"
        return f"{_counted(len(self.answers), self.interpretation)}:"

    def _states_facts(self) -> bool:
        return any(item.kind == "fact" for item in self.answers)

    def __str__(self) -> str:
        lines = [_plain(self.summary())]
        for number, item in enumerate(self.answers[:SHOWN], start=1):
            lines.extend(_shown(number, item))
        if len(self.answers) > SHOWN:
            lines.append(f"  … and {len(self.answers) - SHOWN} more")
        if self.note and self.understood:
            lines.append(_plain(self.note))
        if self.suggestions:
            lead = "Did you mean:" if self.understood else "You could ask:"
            lines.extend([lead, *(f"  {_plain(suggestion)}" for suggestion in self.suggestions)])
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        parts = [f"<p>{html.escape(self.summary())}</p>"]
        if self.answers:
            parts.append(self.table()._repr_html_())
        if self.note and self.understood:
            parts.append(f"<p>{html.escape(self.note)}</p>")
        if self.suggestions:
            items = "".join(f"<li>{html.escape(suggestion)}</li>" for suggestion in self.suggestions)
            parts.append(f"<ul>{items}</ul>")
        return "".join(parts)


def _counted(number: int, things: str) -> str:
    """Return a number and what it counts, in the singular where it is one."""
    return f"1 {_PLURAL.sub('', things, count=1)}" if number == 1 else f"{number} {things}"


def _source(item: Item) -> tuple[str, str]:
    """Return the paper and the sentence to show for an answer."""
    if item.evidence:
        return item.evidence[0].paper, item.evidence[0].quote
    return (item.papers[0][0] if item.papers else ""), ""


def _shown(number: int, item: Item) -> list[str]:
    many = len(item.papers)
    if item.kind == "fact":
        lines = [f"{number:3}. {item.name}{_owner(item)}", f"     from {item.details['source']}"]
        return [_plain(line) for line in lines[: 1 + bool(item.details["source"])]]
    if item.kind == "result":
        tail = _besides(item)
    else:
        amount = f"{item.details['amount']}, " if "amount" in item.details else ""
        tail = f"  [{item.id}]" if item.id else f"  ({amount}{many} paper{'s' * (many != 1)})"
    lines = [_plain(f"{number:3}. {item.name}{tail}")]
    if item.evidence:
        proof = item.evidence[0]
        source = "" if item.id else f" [{proof.paper}]"
        lines.append(_plain(f"     “{_trim(proof.quote)}”{source}"))
    return lines


def _owner(item: Item) -> str:
    """Say how a device comes by a fact that it does not state itself."""
    stated = item.details["stated_by"]
    return {"processor": f"  (of the {stated} on it)", "family": f"  (of {stated})"}.get(item.details["of"], "")


def _besides(item: Item) -> str:
    """Return what a result's name does not say: mostly its data set and setting."""
    known = (item.details.get(part) for part in ("method", "dataset", "hardware", "setting"))
    words = ", ".join(str(part) for part in known if part and str(part) not in item.name)
    return f"  ({words})" if words else ""


def _trim(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= QUOTE_WIDTH else words[: QUOTE_WIDTH - 1].rsplit(" ", 1)[0] + " …"


def _plain(line: str) -> str:
    # A paper's text can hold control characters, which must not steer the reader's terminal.
    return "".join(c if c.isprintable() else " " for c in line)

"""What a paper introduces: the name before the title's colon, and what "we propose" is followed by (`kg_proposals`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.extract.candidates import candidate, overlaps_any, put
from kg.extract.heads import DATASET_HEADS, HARDWARE_HEADS, METHOD_HEADS, METRIC_HEADS, TASK_HEADS, head_kind
from kg.extract.lexicon import breaks_phrase
from kg.extract.phrases import is_name, noun_phrases
from kg.model import Kind
from kg.names import singular

__all__ = ["PROPOSAL_VERBS", "find_proposals", "proposal_anchors"]

NAME = "kg_proposals"

PROPOSAL_VERBS = frozenset(
    """
    propose proposes proposed present presents introduce introduces develop develops developed design designs
    designed devise devises showcase showcases describe describes create creates construct build contribute unveil
    release formulate
    """.split()
)
"""Verbs whose object is the paper's own when "we" or "this paper" is their subject."""

_SUBJECTS = frozenset(
    """
    we authors i paper work article study letter thesis report it which and then also here further
    """.split()
)
_NAMERS = frozenset("called named termed dubbed denoted abbreviated coined".split())
_MACROS = tuple(f"\\{macro}{{" for macro in ("texttt", "textit", "textbf", "emph", "textsc"))
_BEFORE_NAMES = frozenset(("as", "the", "a", "by", "``", "`", '"', "“", "'", "‘", "{", *_MACROS))
"""What can stand between "called" and the name."""

_LONGEST_TITLE_NAME = 6
_LONGEST_NAME = 9
_NOT_PROPOSED = frozenset(
    """
    method approach framework technique model algorithm system solution architecture paradigm strategy pipeline
    problem question way set series study analysis evaluation survey review overview results result experiments
    experiment case tutorial comparison investigation theory proof insight insights evidence implementation
    extension modification application family number suite attempt step idea concept perspective view task
    guideline guidelines findings methodology scheme mechanism tool software code role use
    """.split()
)
_SURVEY_WORDS = frozenset(
    """
    survey review analysis study comparison evaluation understanding exploring investigating evaluating analyzing
    comparing benchmarking overview tutorial how why what can do does rethinking revisiting improving accelerating
    """.split()
)
_TITLE_HEADS = METHOD_HEADS | HARDWARE_HEADS - frozenset(
    """
    learning training attention memory process field search optimization language regression
    """.split()
)
_TITLE_LINKS = frozenset("for with via on in using from by under at".split())
_TITLE_MEANS = frozenset("with via using for by on in from under to towards through and".split())
_STUDIES = frozenset(
    "problem study analysis survey review result question evaluation experiment comparison overview theory".split()
)
"""Heads of what a paper does rather than makes."""

_TITLE_SKIP = frozenset(
    """
    a an the towards toward on how why what when is are can do from beyond rethinking revisiting
    """.split()
)
_QUESTION_WORDS = frozenset("how why what when where which who is are can do does should".split())


def proposal_anchors(doc: Doc) -> list[int]:
    """Return the indexes of tokens by which the text says that what follows is its own."""
    return [token.i for token in doc if token.lower_ in PROPOSAL_VERBS and _has_own_subject(doc, token.i)]


def _has_own_subject(doc: Doc, verb: int) -> bool:
    at = verb - 1
    while at >= 0 and verb - at <= 4 and not doc[at + 1].is_sent_start:
        if doc[at].lower_ in _SUBJECTS:
            return True
        if not (
            doc[at].lower_.endswith("ly")
            or doc[at].lower_ in ("then", "also", "first", "thus", "hence", "therefore", "have", "here", ",")
        ):
            return False
        at -= 1
    return False


@Language.component(NAME, requires=["doc.spans", "token.is_sent_start"], assigns=["doc.spans"])
def find_proposals(doc: Doc) -> Doc:
    """Put the names of what the paper introduces on `doc.spans["kg_proposals"]`."""
    named = [*_title_name(doc), *_named(doc), *_passives(doc)]
    named += [] if named else _title_phrase(doc)
    found = [*named, *(span for span in _objects(doc) if not _restates(span, named))]
    return put(doc, NAME, [_as_dataset(span) for span in found])


def _as_dataset(span: Span) -> Span:
    """Return what is proposed as a data set, if the words around it say that it is one."""
    if overlaps_any(span, span.doc.spans.get("kg_datasets", [])):
        return candidate(span.doc, span.start, span.end, Kind.DATASET, NAME)
    return span


def _restates(span: Span, named: list[Span]) -> bool:
    """Tell whether "a novel framework" only stands for what has a name elsewhere in the text."""
    if any(is_name(token.text) for token in span) or singular(span[-1].lower_) not in _NOT_PROPOSED:
        return False
    return (bool(named) and len(span) <= 2) or _is_named_next(span)


def _is_named_next(span: Span) -> bool:
    """Tell whether a name follows in apposition: "a detection framework, You Only Look Once,"."""
    after = span.doc[span.end : span.end + 4]
    if len(after) < 2 or any(token.is_sent_start for token in after[:2]):
        return False
    if after[0].lower_ in _NAMERS:
        return True
    return after[0].text in (",", ":", "-", "—") and (
        is_name(after[1].text) or (after[1].text.istitle() and not breaks_phrase(after[1].lower_))
    )


def _kind(context: str) -> Kind:
    found = head_kind(context) if context else None
    return found if found is Kind.DATASET else Kind.METHOD


def _title_name(doc: Doc) -> Iterator[Span]:
    title_end = next((t.i for t in doc if "\n" in t.text), 0)
    colon = next(
        (t.i for t in doc[:title_end] if t.text in (":", "--", "—") or (t.text in "-–" and t.whitespace_)), None
    )
    if colon is None or not 0 < colon <= _LONGEST_TITLE_NAME or doc[0].lower_ in _QUESTION_WORDS:
        return
    words = [t.lower_ for t in doc[:colon]]
    rest = doc[colon + 1 : title_end]
    shaped = any(is_name(t.text) for t in doc[:colon])
    if not shaped and (
        any(breaks_phrase(w) for w in words) or colon > 3 or head_kind(doc[:colon].text) in (Kind.TASK,)
    ):
        return
    context = next((t.lower_ for t in rest if singular(t.lower_) in DATASET_HEADS), "")
    methodish = any(singular(t.lower_) in METHOD_HEADS for t in rest)
    kind = Kind.DATASET if context and not methodish else Kind.METHOD
    end = colon
    if end > 1 and doc[end - 1].text == ")":
        end = next((t.i for t in doc[:end] if t.text == "("), end)
    start = 1 if words[0] in _TITLE_SKIP else 0
    if start < end:
        yield candidate(doc, start, end, kind, NAME)


def _title_phrase(doc: Doc) -> list[Span]:
    """Return the method that a title without a colon is about: "Enriched Feature Guided Refinement Network for …"."""
    title_end = next((t.i for t in doc if "\n" in t.text), 0)
    if any(t.lower_ in _SURVEY_WORDS or t.text in ":?" for t in doc[:title_end]):
        return []
    for phrase in noun_phrases(doc):
        if phrase.start >= title_end:
            break
        follows = doc[phrase.end].lower_ if phrase.end < title_end else "for"
        preceded = phrase.start > 0 and doc[phrase.start - 1].lower_ in _TITLE_MEANS
        known = any(s.start <= phrase.start and phrase.end <= s.end for s in doc.spans.get("kg_vocabulary", []))
        if (
            len(phrase) > 1
            and not known
            and singular(phrase[-1].lower_) in _TITLE_HEADS
            and follows in _TITLE_LINKS
            and not preceded
        ):
            return [candidate(doc, phrase.start, phrase.end, Kind.METHOD, NAME)]
    return []


def _objects(doc: Doc) -> Iterator[Span]:
    """Yield the noun phrase after each "we propose", and its name if it comes right after it."""
    for verb in proposal_anchors(doc):
        phrase = next((p for p in noun_phrases(doc) if verb < p.start <= verb + 6), None)
        if (
            phrase is None
            or any(t.is_sent_start for t in doc[verb + 1 : phrase.start + 1])
            or any(
                t.lower_ in ("of", "to", "that", "how", "for", "in", "on", "by", "with", "from")
                for t in doc[verb + 1 : phrase.start]
            )
        ):
            continue
        yield from _proposed(doc, phrase)


def _proposed(doc: Doc, phrase: Span) -> Iterator[Span]:
    span = phrase[:_LONGEST_NAME] if len(phrase) > _LONGEST_NAME else phrase
    names = [t.i for t in span if is_name(t.text)]
    if names and names[0] == span.start and len(names) == 1:
        tail = span[1:].text
        if not tail or singular(span[-1].lower_) in METHOD_HEADS | DATASET_HEADS | _NOT_PROPOSED:
            kind = _kind(tail)
            yield candidate(doc, span.start, span.start + 1, kind, NAME)
            return
    head = singular(span[-1].lower_)
    if len(span) == 1 and not names and not (span[0].text[0].isupper() and not span[0].is_sent_start):
        return
    if head in _STUDIES:
        return
    defined = span.end < len(doc) and doc[span.end].text == "("
    if head in METRIC_HEADS - METHOD_HEADS or (head in TASK_HEADS - METHOD_HEADS and not (names or defined)):
        return
    titled = all(t.text[0].isupper() for t in span)
    if not (names or defined or titled or head in METHOD_HEADS | DATASET_HEADS | HARDWARE_HEADS | _NOT_PROPOSED):
        return
    kind = Kind.DATASET if head in DATASET_HEADS else Kind.METHOD
    yield candidate(doc, span.start, span.end, kind, NAME)


def _named(doc: Doc) -> Iterator[Span]:
    """Yield X of "called X", "dubbed as X" and "X, a novel …"."""
    for token in doc:
        if token.lower_ in _NAMERS:
            yield from _called(doc, token.i)
        elif token.text == "," and 0 < token.i < len(doc) - 3 and doc[token.i + 1].lower_ in ("a", "an", "the"):
            yield from _explained(doc, token.i)


def _called(doc: Doc, namer: int) -> Iterator[Span]:
    """Yield the capitalised name behind "called", past articles, quotes and markup."""
    start = namer + 1
    while start < len(doc) and doc[start].lower_ in _BEFORE_NAMES:
        start += 1
    end = start
    while end < len(doc) and end - start < _LONGEST_TITLE_NAME and _goes_on_as_name(doc[end]):
        end += 1
    if end > start:
        words = re.findall(r"\w+", doc[max(0, namer - 8) : namer].text.lower())[-3:]
        kind = Kind.DATASET if any(singular(word) in DATASET_HEADS for word in words) else Kind.METHOD
        yield candidate(doc, start, end, kind, NAME)


def _goes_on_as_name(token: Token) -> bool:
    return not token.is_sent_start and not token.is_punct and (token.text[0].isupper() or is_name(token.text))


def _explained(doc: Doc, comma: int) -> Iterator[Span]:
    """Yield the name before a comma that "a novel framework" follows."""
    window = doc[comma + 1 : comma + 9]
    fresh = any(t.lower_ in ("novel", "new", "first", "simple", "unified", "proposed") for t in window[:3])
    if fresh and is_name(doc[comma - 1].text) and not doc[comma].is_sent_start:
        heads = {singular(t.lower_) for t in window}
        kind = Kind.DATASET if heads & DATASET_HEADS and not heads & METHOD_HEADS else Kind.METHOD
        yield candidate(doc, comma - 1, comma, kind, NAME)


def _passives(doc: Doc) -> Iterator[Span]:
    """Yield the subject of "X is proposed/presented/introduced" and the noun of "the proposed X", "our X"."""
    for phrase in noun_phrases(doc):
        if len(phrase) > 1 and _is_presented(doc, phrase) and head_kind(phrase.text) in (Kind.METHOD, Kind.HARDWARE):
            yield candidate(doc, phrase.start, phrase.end, Kind.METHOD, NAME)
        before = doc[max(0, phrase.start - 2) : phrase.start]
        if any(t.lower_ in ("our", "proposed") for t in before) and is_name(phrase[0].text):
            yield candidate(doc, phrase.start, phrase.start + 1, Kind.METHOD, NAME)


def _is_presented(doc: Doc, phrase: Span) -> bool:
    after = doc[phrase.end : phrase.end + 2]
    return (
        len(after) == 2
        and not after[0].is_sent_start
        and after[0].lower_ in ("is", "are", "was", "were")
        and after[1].lower_ in ("proposed", "presented", "introduced", "developed", "described")
    )

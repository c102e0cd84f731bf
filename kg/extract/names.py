"""Proper names that no vocabulary holds, told apart by the words around them (`kg_names`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.extract.abbreviations import Abbreviation, abbreviations
from kg.extract.candidates import candidate, overlaps_any, put
from kg.extract.heads import HARDWARE_HEADS, METRIC_HEADS, head_kind
from kg.extract.phrases import is_name
from kg.model import Kind
from kg.names import singular

__all__ = ["find_names"]

NAME = "kg_names"

_BEFORE = ("kg_vocabulary", "kg_tagger", "kg_hardware", "kg_datasets", "kg_proposals", "kg_metrics")
_NOTHING = frozenset(
    """
    rfid lcd led oled bdt nfc qr gf nist stmicroelectronics cubesat pcb mems svg can imus tds pmic cern lhc hl-lhc
    gsm gps-denied uart spi i2c nvidia amd intel arm ibm google microsoft facebook meta openai huawei apple
    samsung qualcomm xilinx amazon aws arxiv github huggingface gitlab youtube twitter reddit linkedin ieee acm
    cvpr iccv eccv neurips nips icml iclr aaai ijcai acl emnlp naacl icra iros wacv interspeech icassp siggraph
    kdd www covid covid-19 sars-cov-2 mri ct eeg ecg emg fmri dna rna hiv adhd api apis url urls http https html
    xml json pdf csv gui sdk iot aiot os pc pcs usb wifi wi-fi bluetooth 5g 6g 4g lte gps imu lidar radar rgb
    rgb-d rgbd depth uav uavs auv usv ugv av avs dof dofs 2d 3d 4d i.i.d iid dram sram ram rom nvm ssd hdd hbm
    flash bram lut luts dsps pcie nvlink infiniband ethernet adc dac pwm io i/o sota roi rois qos qoe slo slos sla
    kpi adas hci hri cpu-gpu cuda-core usd eur ghz mhz khz hz mw kw kb mb gb tb kib mib gib mm cm km ms ns fps nm
    dpi bps mbps gbps tops gops tflops gflops pflops phd msc ceo cto usa uk eu un us rq1 rq2 rq3 rq4 w1 co2 h2o o2
    nlp cv ai ml dl rl agi genai xai llmops mlops devops agentic stem non-i.i.d i/os ood id a.k.a pre post semi
    multi non sub co de re un inter intra self anti cross mid
    """.split()
)
"""Names of makers, venues, carriers and units: proper names that are no method and no data set."""

_SHAPES_OF_NOTHING = re.compile(
    r"(?:v\d+|\d+\.\d.*|.*\^.*|.*\d(?:pm|times)\d.*|\d+times|\d+[a-zA-Z]{1,3}|\d+(?:x|×)\d+.*|[A-Z]\d?|\d+\w*-\w+|"
    r"[a-z]\d|[A-Z]-?\d|\w*@.*|https?|www.*|[a-z]+-(?:[A-Z]|\d).*|[A-Z][a-z]+-\d+|.*_\{.*|[a-z]{1,2}[A-Z]?\d?|"
    r"\d[\d.,]*[a-zA-Z-]*|.*\.(?:com|org|io|ai|net|git))"
)
_ORGANISATION = re.compile(
    r"\b(?:Institute|University|Organi[sz]ation|Agency|Association|Foundation|Commission|Department|Ministry|"
    r"Society|Conference|"
    r"Consortium|Administration)\b"
)
"""Words of long forms that name who, not what."""

_DATASET_VERBS = frozenset(
    """
    evaluate evaluated evaluation evaluations experiments experiment tested results validated validate benchmarks
    benchmark benchmarked trained conducted datasets dataset outperforms performance accuracy achieves achieve
    """.split()
)
_METRIC_WORDS = frozenset("score scores rate value metric metrics".split())


@Language.component(NAME, requires=["doc.spans", "doc._.kg_abbreviations"], assigns=["doc.spans"])
def find_names(doc: Doc) -> Doc:
    """Put name-shaped words on `doc.spans["kg_names"]`, as methods unless their context says otherwise."""
    known = [span for group in _BEFORE if group in doc.spans for span in doc.spans[group]]
    return put(doc, NAME, [*_abbreviated(doc, known), *_shaped(doc, known)])


def _abbreviated(doc: Doc, known: list[Span]) -> Iterator[Span]:
    """Yield long forms that the text abbreviates; the head of the long form tells the kind."""
    for abbreviation in abbreviations(doc):
        long = doc.char_span(abbreviation.long_start, abbreviation.long_end, alignment_mode="expand")
        kind = _kind_of_abbreviated(doc, abbreviation)
        if long is None or kind is None or singular_form(abbreviation.short).lower() in _NOTHING:
            continue
        if not any(s.start <= long.start and long.end <= s.end for s in known):
            yield candidate(doc, long.start, long.end, kind, NAME)


def _kind_of_abbreviated(doc: Doc, abbreviation: Abbreviation) -> Kind | None:
    """Return the kind that the long form's head tells; what the paper proposes is a method, however it ends."""
    proposed = any(
        s.start_char < abbreviation.long_end and abbreviation.long_start < s.end_char and s.label_ == Kind.METHOD
        for s in doc.spans.get("kg_proposals", [])
    )
    return Kind.METHOD if proposed else _kind_of_long_form(abbreviation.long)


def _kind_of_long_form(long: str) -> Kind | None:
    if _ORGANISATION.search(long):
        return None
    words = [word for word in re.findall(r"[A-Za-z]+", long) if len(word) > 3]
    kind = head_kind(long)
    if kind is None and len(words) > 1 and all(word[0].isupper() for word in words):
        return Kind.METHOD
    if kind is Kind.METRIC and long.lower().split()[-1] in ("memory", "power", "distance", "loss", "similarity"):
        return Kind.METHOD
    return kind


def _shaped(doc: Doc, known: list[Span]) -> Iterator[Span]:
    defined = {a.short: _kind_of_abbreviated(doc, a) for a in abbreviations(doc)}
    elsewhere = {span.text: Kind(span.label_) for span in reversed(known)}
    for token in doc:
        if not is_name(token.text) or _is_nothing(token) or (token.is_upper and _shouting(token)):
            continue
        span = doc[token.i : token.i + 1]
        if overlaps_any(span, known):
            continue
        if token.text in defined or singular_form(token.text) in defined:
            kind = defined.get(token.text) or defined.get(singular_form(token.text))
        else:
            kind = elsewhere.get(token.text) or _kind_in_context(doc, token, known)
        if kind is not None:
            elsewhere.setdefault(token.text, kind)
            yield candidate(doc, token.i, token.i + 1, kind, NAME)


def singular_form(name: str) -> str:
    """Return an acronym without its plural s."""
    return name[:-1] if name.endswith("s") and len(name) > 2 and name[-2].isupper() else name


def _is_nothing(token: Token) -> bool:
    plain = token.lower_
    return (
        plain in _NOTHING
        or plain.rstrip("s") in _NOTHING
        or bool(_SHAPES_OF_NOTHING.fullmatch(token.text))
        or ("-" in plain and all(part in _NOTHING or len(part) < 2 for part in plain.split("-")))
        or len(token.text) < 2
    )


def _shouting(token: Token) -> bool:
    """Tell whether a capitalised word stands in a sentence of capitals, as in some titles."""
    words = [t for t in token.sent if t.is_alpha and len(t) > 2]
    return len(words) > 3 and sum(t.is_upper for t in words) > 0.7 * len(words)


def _kind_in_context(doc: Doc, token: Token, known: list[Span]) -> Kind | None:
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    if after in _METRIC_WORDS:
        return Kind.METRIC
    if singular(after) in HARDWARE_HEADS - METRIC_HEADS and not token.nbor(1).is_sent_start:
        return Kind.HARDWARE if singular(after) not in ("hardware", "circuit") else None
    neighbour = _listed_with(doc, token, known)
    if neighbour is not None:
        return neighbour
    if _after_on(doc, token):
        return Kind.DATASET
    return Kind.METHOD


def _listed_with(doc: Doc, token: Token, known: list[Span]) -> Kind | None:
    """Return the kind of a known thing that the name is listed with: "A, B and X"."""
    for span in known:
        gap = doc[span.end : token.i] if span.end <= token.i else doc[token.i + 1 : span.start]
        if (
            0 < len(gap) <= 2
            and all(t.lower_ in (",", "and", "or", "/", "&") for t in gap)
            and not any(t.is_sent_start for t in gap)
            and (gap[-1].text != "," or _goes_on(doc, span, token))
        ):
            return Kind(span.label_) if span.label_ != Kind.TASK else None
    return None


def _goes_on(doc: Doc, span: Span, token: Token) -> bool:
    """Tell whether a comma stands in a list and not between clauses: "On A, X needs …" is none."""
    first, last = (span.start, token.i + 1) if span.start < token.i else (token.i, span.end)
    around = [*doc[max(0, first - 1) : first], *doc[last : last + 1]]
    return any(t.lower_ in (",", "and", "or", "&") for t in around)


def _after_on(doc: Doc, token: Token) -> bool:
    """Tell whether the name is what something is evaluated on: "results on X", "on the X and Y"."""
    at = token.i - 1
    while (
        at >= 0
        and doc[at].lower_ in ("the", "standard", "challenging", "popular", "both")
        and not doc[at + 1].is_sent_start
    ):
        at -= 1
    if at < 0 or doc[at].lower_ != "on" or doc[at + 1].is_sent_start:
        return False
    words = {t.lower_ for t in token.sent}
    return bool(words & _DATASET_VERBS) or any(t.text.endswith("%") for t in token.sent)

"""The words that questions are made of: which verb asks for which relation, which noun for which kind of thing."""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "AUXILIARIES",
    "BASELINE_WORDS",
    "COULD",
    "DETERMINERS",
    "FILLERS",
    "HARDWARE_NOUNS",
    "KINDS",
    "LARGER",
    "METHOD_NOUNS",
    "NEGATIONS",
    "NUMBERS",
    "PARTS_WORDS",
    "PERSON_WORDS",
    "PREPOSITIONS",
    "QUANTITIES",
    "RELATIONS",
    "RESULT_WORDS",
    "SMALLER",
    "TOP_WORDS",
    "VERBAL_NOUNS",
    "WH",
    "Relation",
    "verb_forms",
    "with_preposition",
]


class Relation(StrEnum):
    """How a question ties what it wants to what it names."""

    TESTED = "tested on"
    TRAINED = "trained on"
    TARGET = "made for or tested on"
    USED = "using"
    COMPARED = "compared with"
    PROPOSED = "proposing"
    ADDRESSED = "addressing"
    REPORTED = "reporting"
    MENTIONED = "mentioning"
    FOR = "for"
    ANY = "with"
    IS = "being"


def _words(text: str) -> list[str]:
    return text.split()


_VERBS: dict[Relation, str] = {
    Relation.TESTED: "test run:ran:running deploy benchmark implement execute evaluate measure validate profile port "
    "host support hold:held:holding assess work experiment perform demonstrate verify try:tried:tries operate "
    "fit:fitted:fitting "
    "score:scored:scoring map:mapped:mapping accelerate simulate fabricate trial conduct realise realize "
    "synthesise synthesize prototype launch examine",
    Relation.TRAINED: "train pretrain pre-train fine-tune finetune retrain",
    Relation.TARGET: "target aim design optimise optimize tailor intend suit customise customize co-design adapt "
    "specialise specialize",
    Relation.USED: "use utilise utilize employ apply:applied:applies leverage adopt rely:relied:relies "
    "build:built base combine incorporate integrate exploit involve extend exercise harness embed:embedded:embedding "
    "include feature contain consider explore investigate analyse analyze survey",
    Relation.COMPARED: "compare outperform beat:beaten surpass exceed contrast compete rival",
    Relation.PROPOSED: "propose introduce present develop invent describe create suggest release publish contribute "
    "devise write:wrote:written:writing pioneer author unveil come:came:coming",
    Relation.ADDRESSED: "address tackle solve handle do:done:doing deal:dealt focus",
    Relation.REPORTED: "report achieve reach obtain get:got:gets:gotten:getting attain show:shown yield claim record "
    "give:gave:given need require consume occupy take:took:taken:taking cost:costs:costing "
    "deliver list",
    Relation.MENTIONED: "mention discuss cite refer:referred:referring talk name cover treat say:said:says:saying",
}
"""Base forms by relation; irregular forms follow after colons and replace the regular ones only where they exist."""

_VOWELS = "aeiou"


def verb_forms(entry: str) -> frozenset[str]:
    """Return every form of a verb, given as its base form and its irregular forms.

    >>> sorted(verb_forms("use"))
    ['use', 'used', 'uses', 'using']
    >>> sorted(verb_forms("run:ran:running"))
    ['ran', 'run', 'running', 'runs']
    """
    base, *irregular = entry.split(":")
    stem = base[:-1] if base.endswith("e") else base
    plural = f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z")) else f"{base}s"
    regular = {base, plural, *([] if irregular else [f"{stem}ed"]), f"{stem}ing", *irregular}
    if any(form.endswith("ies") for form in irregular):
        regular.discard(plural)
    if any(form.endswith("ing") for form in irregular):
        regular.discard(f"{stem}ing")
    return frozenset(regular)


RELATIONS: dict[str, Relation] = {
    **{form: relation for relation, verbs in _VERBS.items() for verb in verbs.split() for form in verb_forms(verb)},
    **dict.fromkeys(("versus", "vs", "vs.", "against", "over"), Relation.COMPARED),
    **dict.fromkeys(("via", "thanks", "studied", "studying"), Relation.USED),
    "made": Relation.TARGET,
    **dict.fromkeys(
        ("tests", "deployment", "evaluation", "evaluations", "experiments", "deployments"), Relation.TESTED
    ),
    **dict.fromkeys(("about", "concerning", "regarding"), Relation.MENTIONED),
}
"""Every word that asks for a relation: verbs, and prepositions and nouns that do the same."""

VERBAL_NOUNS: dict[str, str] = {
    "benchmark": "dataset",
    "work": "paper",
    "measure": "metric",
    "application": "task",
}
"""Nouns for a kind of thing, singular, that are verbs too: nouns after an article, a name or a question word."""

_BY_PREPOSITION: dict[tuple[Relation, str], Relation] = {
    (Relation.TESTED, "against"): Relation.COMPARED,
    (Relation.TESTED, "versus"): Relation.COMPARED,
    (Relation.USED, "against"): Relation.COMPARED,
    (Relation.USED, "for"): Relation.ADDRESSED,
    (Relation.USED, "to"): Relation.ADDRESSED,
    (Relation.TESTED, "for"): Relation.ADDRESSED,
    (Relation.PROPOSED, "for"): Relation.FOR,
    (Relation.TRAINED, "for"): Relation.ADDRESSED,
}


def with_preposition(relation: Relation, preposition: str) -> Relation:
    """Return what a verb asks for together with the preposition after it.

    >>> with_preposition(RELATIONS["benchmarked"], "against").value
    'compared with'
    """
    return _BY_PREPOSITION.get((relation, preposition), relation)


KINDS: dict[str, str] = {
    **dict.fromkeys(_words("paper article study publication preprint manuscript author people researcher"), "paper"),
    **dict.fromkeys(
        _words("method technique approach model algorithm architecture network framework system solution tool library"),
        "method",
    ),
    **dict.fromkeys(["dataset", "corpus", "corpora", "data", "testset"], "dataset"),
    **dict.fromkeys(["hardware", "device", "chip", "board", "platform", "machine"], "hardware"),
    **dict.fromkeys(["metric"], "metric"),
    **dict.fromkeys(["task", "problem"], "task"),
    **dict.fromkeys(["result", "number", "figure", "value"], "result"),
    **dict.fromkeys(["baseline", "competitor"], "method"),
}
"""Nouns, singular, that ask for a kind of thing and are no name themselves."""

METHOD_NOUNS = frozenset(noun for noun, kind in KINDS.items() if kind in {"method", "paper"}) | {"net"}
HARDWARE_NOUNS = frozenset(noun for noun, kind in KINDS.items() if kind == "hardware") | frozenset(
    _words(
        "gpu cpu tpu npu fpga asic soc mcu microcontroller processor microprocessor accelerator phone smartphone core "
        "computer instance server module gadget anything something nothing everything"
    )
)
"""Nouns, singular, for hardware as a class: what follows them can say which ("a chip with an NPU", "GPUs from AMD")."""

RESULT_WORDS = frozenset({"result", "number", "figure", "value"})
BASELINE_WORDS = frozenset({"baseline", "competitor"})
PERSON_WORDS = frozenset({"who", "anyone", "anybody", "someone", "somebody", "whose"})

PREPOSITIONS = frozenset(
    _words("on upon onto in into with within without for of to at by from under using through across")
)
AUXILIARIES = frozenset(
    _words(
        "is are was were be been being am has had does did do can could may might will would shall should "
        "must isn't aren't wasn't weren't don't doesn't didn't can't"
    )
)
DETERMINERS = frozenset(
    _words("a an the any some all its their his her this these those each every both other another")
)
FILLERS = frozenset(
    _words(
        "please me us i we you show find tell give list name know want see there that which who where when it "
        "they them currently also ever actually already successfully directly mostly mainly only just so far "
        "then get display print search look looking enumerate return exactly respectively able order results' "
        "his like typically experimentally empirically specifically explicitly physically usually generally "
        "commonly often really kind sort have make makes up anything something everything anyone anybody someone "
        "somebody everyone"
    )
)
"""Words that add nothing to a question. Some are verbs too and count as such after what is asked for."""

WH = frozenset({"which", "what", "who", "whose", "where", "how", "whom", "what's", "who's"})
NEGATIONS = frozenset({"not", "without", "except", "excluding", "never", "n't", "but-not", "neither", "nor"})
TOP_WORDS = frozenset(_words("most commonest top frequent popular common frequently widely main favourite favorite"))
"""Words that ask for what most papers name."""
SMALLER = frozenset(_words("smaller less weaker slower older lower below earlier simpler lesser"))
LARGER = frozenset(_words("larger bigger better newer greater faster stronger higher above more later beefier"))
"""Words after "or" that take in the smaller or the larger of a line: "a Cortex-M4 or smaller"."""
COULD = frozenset(_words("can could might would may"))
"""Auxiliaries that ask for what is possible, not for what was done."""
PARTS_WORDS = frozenset(
    _words(
        "with has have had having from of by include includes including contain contains containing feature features "
        "featuring carry carries carrying embed embeds embedding integrate integrates integrating equipped made "
        "manufactured produced built sold designed developed"
    )
)
"""Words between hardware and what is on it, or who made it."""
NUMBERS = {w: n for n, w in enumerate(_words("zero one two three four five six seven eight nine ten"))} | {
    "twenty": 20,
    "dozen": 12,
}

QUANTITIES: dict[str, tuple[str, ...]] = {
    "fast": ("latency", "throughput", "frame rate", "inference speed", "inference time", "speedup"),
    "quick": ("latency", "throughput", "frame rate", "inference speed", "inference time", "speedup"),
    "slow": ("latency", "throughput", "frame rate", "inference time"),
    "accurate": ("accuracy",),
    "accurately": ("accuracy",),
    "precise": ("precision", "accuracy"),
    "large": ("model size", "number of parameters", "memory"),
    "big": ("model size", "number of parameters", "memory"),
    "small": ("model size", "number of parameters", "memory"),
    "efficient": ("energy efficiency", "energy", "power consumption"),
    "high": (),
    "low": (),
    "long": ("latency", "inference time", "training time"),
    "well": (),
    "good": (),
}
"""What "how fast", "how accurate" and so on ask for; nothing means any metric."""

"""How two spellings of one name are recognised: the key under which names are looked up, merged and slugged."""

from __future__ import annotations

import re
import unicodedata

from kg.model import Kind

__all__ = ["GENERIC_HEADS", "identity_key", "name_key", "name_words", "singular", "slug"]

GENERIC_HEADS: dict[Kind, frozenset[str]] = {
    Kind.METHOD: frozenset(
        """
        method framework model algorithm approach technique network architecture system library layer module
        loss
        """.split()
    ),
    Kind.DATASET: frozenset("dataset data benchmark corpus collection suite".split()),
    Kind.HARDWARE: frozenset(
        "microcontroller mcu board device processor chip accelerator gpu cpu fpga instance platform computer hardware "
        "server machine kit module soc".split()
    ),
    Kind.METRIC: frozenset("score performance rate value metric".split()),
    Kind.TASK: frozenset("task problem application".split()),
}
"""Head nouns that say what kind of thing a name is without telling it from others: "COCO dataset" is "COCO"."""

_LATEX_COMMAND = re.compile(
    r"\\(?:text|math)?(?:bf|it|tt|sc|rm|sf|cal|em|emph|textbf|texttt|textsc|textit)?\b\s*|[\\${}]"
)
_NOT_NAME = re.compile(r"[^\w+#%@.]+|_+")
_ACRONYM_UNITS = re.compile(r"(?!opus)[a-z]{1,2}[pcd]us")
_NOT_SINGULAR = ("ss", "us", "is", "ops", "gps", "lps", "ios")


def singular(word: str) -> str:
    """Return a lower-case word without its plural ending.

    >>> [singular(w) for w in ("networks", "gpus", "accuracies", "loss", "fps", "analysis", "classes")]
    ['network', 'gpu', 'accuracy', 'loss', 'fps', 'analysis', 'class']
    """
    if _ACRONYM_UNITS.fullmatch(word):
        return word[:-1]
    if len(word) <= 3 or not word.endswith("s") or word.endswith(_NOT_SINGULAR) or word[-2].isdigit():
        return "class" if word == "classes" else word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


def name_words(text: str) -> list[str]:
    """Return a name's words: NFKC, lower case, LaTeX commands, hyphens and punctuation gone, each singular."""
    plain = _LATEX_COMMAND.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    words = (w.strip(".") for w in _NOT_NAME.sub(" ", plain).split())
    return [singular(w) for w in words if w]


def name_key(text: str, kind: Kind | None = None) -> str:
    """Return what all spellings of one name share.

    Case, hyphens, spaces, plural and LaTeX markup do not count; with a kind, neither do generic heads at the end.

    >>> name_key("Raspberry Pi-4") == name_key("raspberry-pi 4")
    True
    >>> name_key("COCO dataset", Kind.DATASET) == name_key("COCO", Kind.DATASET)
    True
    """
    words = name_words(text)
    if kind is not None:
        while len(words) > 1 and words[-1] in GENERIC_HEADS[kind]:
            words = words[:-1]
    return "".join(words)


def identity_key(text: str, kind: Kind) -> str:
    """Return the key by which two names in texts are one thing.

    It is `name_key` without generic heads, but the class noun of hardware counts unless a part number is left without
    it: an Intel CPU is no Intel GPU, but an A100 GPU is an A100.

    >>> identity_key("A100 GPUs", Kind.HARDWARE), identity_key("Intel GPU", Kind.HARDWARE)
    ('a100', 'intelgpu')
    """
    headless = name_key(text, kind)
    if kind is Kind.HARDWARE and not any(c.isdigit() for c in headless):
        return name_key(text)
    return headless


def slug(text: str) -> str:
    """Return an IRI-safe form of a name, words joined with hyphens.

    >>> slug("Cortex-M4F (Arm)")
    'cortex-m4f-arm'
    >>> slug("C++")
    'cplusplus'
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("+", "plus").replace("#", "sharp")
    plain = _LATEX_COMMAND.sub(" ", plain)
    words = re.sub(r"[^\w.]+|_+", " ", plain).split()
    return "-".join(w.strip(".") for w in words if w.strip(".")) or "unnamed"
